#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/task_role.h"

namespace execlint::rules {
namespace {

void CheckSsmmessagesOnExecutionRole(const Workload& workload, Report& report) {
  const TaskRoleVerdict& verdict = workload.task_role_verdict();
  if (verdict.cause != TaskRoleCause::kOnExecutionRole) return;

  const Role& wrong = *verdict.execution_role;
  const Head& right = verdict.role->head;
  report.Add({.owner = &wrong.head, .property = "ssmmessages", .place = verdict.statements.front()},
             verdict.grounds,
             Format("the ssmmessages actions are granted to the execution role `{}`, but ECS Exec "
                    "uses the task role `{}`, which lacks them",
                    wrong.head.address, right.address),
             {.related = {{{.span = right.span}, "the task role, which needs them"}},
              .path = workload.PathTo(Hop::kTaskRole),
              .grant = verdict.missing,
              .grant_to = &right,
              .matters = verdict.actions});
}

}  // namespace

extern constexpr Rule ssmmessages_on_execution_role = {
    .name = "ssmmessages-on-execution-role",
    .hop = Hop::kTaskRole,
    .effect = Effect::kBlocks,
    .severity = Severity::kError,
    .summary = "the ssmmessages actions are on the execution role instead of the task role",
    .why =
        R"(A task has two roles. ECS itself uses the *execution* role before the containers start, to pull
images and to read secrets. The *task* role is what the processes inside the containers get, and the exec
agent is one of them. Permissions on the execution role do nothing for it, although many guides say otherwise: `aws ecs execute-command` answers `TargetNotConnectedException`.)",
    .fix = R"(move the four ssmmessages actions to the task role
Attach the policy with the four ssmmessages actions to the role in `task_role_arn` (`TaskRoleArn`), and
remove it from the role in `execution_role_arn` (`ExecutionRoleArn`).)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",
    .check = CheckSsmmessagesOnExecutionRole,
    .without_launcher = WithoutLauncher::kNote,
};

}  // namespace execlint::rules
