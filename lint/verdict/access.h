// Access: who may open a session. It is no hop of a workload's path: a policy is judged on its own,
// whoever has it.
//
//   for (const ExecEverywhere& grant : ExecEverywhereIn(*policy)) {
//     ... grant.action->place() ...
//   }
#ifndef EXECLINT_LINT_VERDICT_ACCESS_H_
#define EXECLINT_LINT_VERDICT_ACCESS_H_

#include <optional>
#include <vector>

#include "lint/iam/exec_reach.h"
#include "lint/model/environment.h"
#include "lint/model/fact.h"
#include "lint/model/iam.h"

namespace execlint {

class Workload;

// What lets whoever has the policy open a session in every task, of every cluster. Points into the
// policy.
struct ExecEverywhere {
  ExecGrant grant = ExecGrant::kExec;    // kExec or kAllOfEcs
  const Fact<Text>* action = nullptr;    // the pattern that covers ecs:ExecuteCommand
  const Fact<Text>* resource = nullptr;  // the pattern that covers every cluster and task
  bool left_out = false;                 // it is one of a NotResource, which leaves it out
  // Set where that may leave out clusters or tasks: the statement that does; see LeftOutOf.
  const Statement* but = nullptr;
  Grounds grounds = {};
};

// In the order of the statements; where none grants it alone, what several grant together; where
// these do not either, those that allow it on all but some resources. Nothing
// from a statement with a condition or with a part that nobody can read, since that may limit it;
// nothing from a grant of every service (`*`): that is an administrator's. What the policy denies
// is not looked at, but statements that nobody can read make a grant less certain.
std::vector<ExecEverywhere> ExecEverywhereIn(const PolicyDocument& policy);

// Does the policy certainly allow ExecuteCommand everywhere, also as one of all actions? What it
// denies is not looked at.
bool AllowsExecEverywhere(const PolicyDocument& policy);

// Does the statement have a condition that may limit it, or a part that nobody can read?
bool MayBeLimited(const Statement& statement, Variables variables);

// A statement of the policy that nobody can read; nothing if all can be read.
std::optional<Unknown> UnreadIn(const PolicyDocument& policy);

// Where ExecEverywhereIn finds nothing: why the policy may hold such a grant all the same, a
// statement or a part of one that nobody can read. Nothing if it certainly holds none.
std::optional<Unknown> MayAllowExecEverywhere(const PolicyDocument& policy);

// Whether the configuration wants exec to be on for a workload, by its environment.
struct ConfiguredExec {
  ExecPolicy policy = ExecPolicy::kUnset;
  Place place = {};                               // where the configuration says so
  const EnvironmentClass* environment = nullptr;  // null where kUnset
};

// Does not look at the environment where the configuration says nothing about exec.
ConfiguredExec ConfiguredExecOf(const Workload& workload);

// Exec is on for a service in what looks like production: the flag, and what says production.
struct ProductionExec {
  Fact<bool> flag = {};
  Grounds grounds = {};
};

// Nothing where exec is off or unknown, or the environment is not production.
std::optional<ProductionExec> ExecInProduction(const Workload& workload);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_ACCESS_H_
