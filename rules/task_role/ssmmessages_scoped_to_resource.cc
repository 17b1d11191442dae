#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/task_role.h"

namespace execlint::rules {
namespace {

void CheckSsmmessagesScopedToResource(const Workload& workload, Report& report) {
  const TaskRoleVerdict& verdict = workload.task_role_verdict();
  if (verdict.cause != TaskRoleCause::kScopedToResource || verdict.role == nullptr) return;

  const Role& role = *verdict.role;
  Extras extras;
  if (verdict.among_others) {
    extras.fix = "allow the ssmmessages actions in a statement of their own, with Resource \"*\"";
  }
  report.Add({.owner = &role.head, .property = "ssmmessages.resource", .place = verdict.edit},
             verdict.grounds,
             Format("this grant to task role `{}` has no effect: the ssmmessages actions support "
                    "only the resource `*`",
                    role.head.address),
             std::move(extras));
}

}  // namespace

extern constexpr Rule ssmmessages_scoped_to_resource = {
    .name = "ssmmessages-scoped-to-resource",
    .hop = Hop::kTaskRole,
    .effect = Effect::kBlocks,
    .severity = Severity::kError,
    .summary = "the ssmmessages actions are granted on a resource, which they do not support",
    .why =
        R"(None of the four ssmmessages actions supports resource-level permissions: a statement that
allows them on an ARN never matches a request, and the task role lacks them.
`aws ecs execute-command` answers `TargetNotConnectedException`.)",
    .fix = R"(set Resource to "*" in the statement that allows the ssmmessages actions
Where the statement allows other actions too, give the ssmmessages actions a statement of their own.
The reach of ECS Exec is limited by who may call `ecs:ExecuteCommand` on which cluster and task, not this
statement.)",
    .reference =
        "https://docs.aws.amazon.com/service-authorization/latest/reference/"
        "list_amazonsessionmanagermessagegatewayservice.html",
    .check = CheckSsmmessagesScopedToResource,
    .without_launcher = WithoutLauncher::kNote,
};

}  // namespace execlint::rules
