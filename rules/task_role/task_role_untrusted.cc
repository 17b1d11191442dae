#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/task_role.h"

namespace execlint::rules {
namespace {

void CheckTaskRoleUntrusted(const Workload& workload, Report& report) {
  const TaskRoleVerdict& verdict = workload.task_role_verdict();
  using Trust = TaskRoleVerdict::Trust;
  if (verdict.role == nullptr) return;
  if (verdict.trust != Trust::kUntrusted && verdict.trust != Trust::kOnlyForOneCluster) return;

  const Role& role = *verdict.role;
  Extras extras;
  if (verdict.trust == Trust::kOnlyForOneCluster) {
    extras.fix = "compare `aws:SourceArn` with `arn:aws:ecs:REGION:ACCOUNT:*` through `ArnLike`";
  }
  report.Add(At(role.head, role.trust.slot, verdict.trust_place), verdict.trust_grounds,
             verdict.trust == Trust::kUntrusted
                 ? Format("`{}` is the task role, but its trust policy does not let "
                          "`ecs-tasks.amazonaws.com` assume it",
                          role.head.address)
                 : Format("`{}` is the task role, but its trust policy asks for an "
                          "`aws:SourceArn` that names a cluster, which ECS does not support",
                          role.head.address),
             std::move(extras));
}

}  // namespace

extern constexpr Rule task_role_untrusted = {
    .name = "task-role-untrusted",
    .hop = Hop::kTaskRole,
    .effect = Effect::kBlocks,
    .severity = Severity::kError,
    .summary = "ECS tasks cannot assume the task role",
    .why = R"(ECS assumes the task role as `ecs-tasks.amazonaws.com`. A role that trusts only
`ecs.amazonaws.com` or `ec2.amazonaws.com` gives the task no credentials, and ECS answers "ECS was unable
to assume the role". A condition on `aws:SourceArn` must use the wildcard
`arn:aws:ecs:REGION:ACCOUNT:*`: AWS says that naming a cluster there "is not currently supported".)",
    .fix =
        R"(let the service `ecs-tasks.amazonaws.com` call `sts:AssumeRole` in the role's trust policy
To guard against the confused deputy, add `aws:SourceAccount`, or
`aws:SourceArn` with `ArnLike` and `arn:aws:ecs:REGION:ACCOUNT:*`.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",
    .check = CheckTaskRoleUntrusted,
};

}  // namespace execlint::rules
