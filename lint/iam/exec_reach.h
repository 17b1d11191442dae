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

// ExecuteCommand is checked against the cluster and against the task [A1.1]: patterns that
// certainly cover every cluster, and every task, of an account and region; null where none does. A
// pattern that names the account or the region still counts as covering.
struct Covered {
  const Fact<Text>* clusters = nullptr;
  const Fact<Text>* tasks = nullptr;

  bool all() const { return clusters != nullptr && tasks != nullptr; }
};
// Of a statement, by its Resource, or by a NotResource that certainly leaves out none of them.
Covered CoveredBy(const Statement& statement, Variables variables);

// May the statement concern a cluster or task? Not by a Resource that is certainly something else.
bool MayConcernTasks(const Statement& statement, Variables variables);

// Does its Resource certainly cover all clusters or all tasks, in every account and region? A Deny
// of either denies ExecuteCommand.
bool CoversAllAnywhere(const Statement& statement, Variables variables);

// Does every call of ExecuteCommand certainly meet the condition, on whichever cluster?
// `ecs:cluster` like `*` is such a one; so is any key like `*` that counts only where it is there.
bool LimitsNothing(const Condition& condition, Variables variables);

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_EXEC_REACH_H_
