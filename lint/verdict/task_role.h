// Hop 4: does the task's own role let the exec agent open its channel?
#ifndef EXECLINT_LINT_VERDICT_TASK_ROLE_H_
#define EXECLINT_LINT_VERDICT_TASK_ROLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lint/model/iam.h"
#include "lint/verdict/verdict.h"

namespace execlint {

class Workload;

// One cause at most: the most specific that holds, in the order of docs/rule_catalogue.md.
enum class TaskRoleCause : std::uint8_t {
  kNone,
  kMissing,           // the task definition has no task role
  kDenied,            // an explicit Deny or a permissions boundary takes the grant away
  kScopedToResource,  // the only grant names an ARN; these actions take `*` alone [A3.2]
  kInTrustPolicy,     // the actions stand in the role's assume-role document [A3.21]
  kOnExecutionRole,   // granted to the execution role and not to the task role [F1]
  kLacksActions,
};

struct TaskRoleVerdict : Verdict {
  TaskRoleVerdict() : Verdict(Hop::kTaskRole) {}

  TaskRoleCause cause = TaskRoleCause::kNone;
  const Role* role = nullptr;            // null where it is missing or not in this unit
  const Role* execution_role = nullptr;  // set where it is in this unit
  std::vector<std::string> missing;      // actions not allowed: `ssmmessages:OpenDataChannel`
  std::vector<Place> statements;         // those that the cause is about
  std::vector<Place> actions;            // in them: what they allow or deny
  // What to edit: the Resource that makes a grant void, the Action list of the only statement that
  // allows some of the actions. Nowhere where the role as a whole is it.
  Place edit = {};
  // The statement at `edit` allows other actions too, and these may need its Resource.
  bool among_others = false;
  bool by_boundary = false;  // of kDenied: the permissions boundary rules the actions out
  Place boundary = {};       // of any other: it leaves out too what is missing
  std::vector<const Policy*> unattached;  // grant just what is missing, and nobody has them
  // The grant stands in a statement of this code (not in a policy of AWS's): somebody prepared for
  // exec.
  bool granted_in_code = false;
  Grounds grant;  // of that: the first statement that allows the actions, and how certain

  // Whether ECS may assume the role for a task: a question of its own, with a rule of its own.
  enum class Trust : std::uint8_t {
    kUnknown,
    kTrusted,
    kUntrusted,          // no statement lets ecs-tasks.amazonaws.com assume it [A3.6]
    kOnlyForOneCluster,  // aws:SourceArn names a cluster, which tasks never match [A3.7]
  } trust = Trust::kUnknown;
  Grounds trust_grounds = {};
  Place trust_place = {};  // the trust policy, or the statement at fault
};

TaskRoleVerdict JudgeTaskRole(const Workload& workload);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_TASK_ROLE_H_
