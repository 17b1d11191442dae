// How far a grant of ecs:ExecuteCommand reaches.
#ifndef EXECLINT_LINT_IAM_EXEC_REACH_H_
#define EXECLINT_LINT_IAM_EXEC_REACH_H_

#include <cstdint>

#include "lint/iam/match.h"
#include "lint/model/iam.h"

namespace execlint {

// What an action pattern allows, as far as exec is concerned.
enum class ExecGrant : std::uint8_t {
  kNone,        // certainly not ExecuteCommand, or not known
  kExec,        // ExecuteCommand, and not all of ECS: `ecs:ExecuteCommand`, `ecs:Exec*`
  kAllOfEcs,    // `ecs:*`, `e*:*`
  kEverything,  // all of all services: `*`
};
ExecGrant ExecGrantOf(const Text& action);

// ExecuteCommand is checked against the cluster and against the task [A1.1]. If the patterns of
// `resources` together certainly cover every cluster and every task of an account and region,
// returns one of these patterns, to point at; null if they do not, or may not. A pattern that names
// the account or the region still counts as covering.
const Fact<Text>* CoversEveryTask(const Element<Text>& resources, Variables variables);

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_EXEC_REACH_H_
