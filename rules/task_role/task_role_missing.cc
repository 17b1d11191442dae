#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/platform.h"
#include "lint/verdict/task_role.h"

namespace execlint::rules {
namespace {

void CheckTaskRoleMissing(const Workload& workload, Report& report) {
  const TaskRoleVerdict& verdict = workload.task_role_verdict();
  if (verdict.cause != TaskRoleCause::kMissing) return;

  const TaskDefinition& task = *workload.task_definition().resource;
  Extras extras;
  const std::string lack = Format("the {} has no task role", workload.task_words());
  std::string message = lack + ", so the exec agent has no credentials";
  if (workload.service() == nullptr) message += " unless the launch overrides the role";
  const Platform platform = workload.platform_verdict().platform;
  if (workload.service() == nullptr && platform != Platform::kFargate) {
    message += " or, on EC2, the instance's role stands in for it";
  }
  if (workload.service() != nullptr && RunsOnInstances(workload)) {
    // The API is reported to refuse the flag here, the guide says that the instance's role is used.
    extras.severity = Severity::kWarning;
    message = lack +
              "; on EC2 the instance's role may stand in for it, but ECS is known to refuse ECS "
              "Exec without one";
  }
  for (const Policy* policy : verdict.unattached) {
    extras.related.push_back(
        {{.span = policy->head.span},
         "this policy allows what the agent needs, but nothing here attaches it"});
  }
  if (verdict.unattached.empty()) {
    extras.grant = verdict.missing;
    extras.grant_to = &task.head;
  }
  const Fact<Ref>& role = workload.Get(task.task_role);
  report.Add(At(task.head, task.task_role.slot, role.place()), verdict.grounds, std::move(message),
             std::move(extras));
}

}  // namespace

extern constexpr Rule task_role_missing = {
    .name = "task-role-missing",
    .hop = Hop::kTaskRole,
    .effect = Effect::kBlocks,
    .severity = Severity::kError,
    .summary = "ECS Exec is on and the task definition has no task role",
    .why = R"(The exec agent runs inside the container and opens its channel with the task's own
credentials. Without a task role there are none, and ECS refuses the flag: "The service couldn't be
updated because a valid taskRoleArn is not being used. Specify a valid task role in your task definition
and try again." The task execution role does not count: only ECS itself uses it, to pull images and to
read secrets.)",
    .fix =
        R"(give it a task role that trusts `ecs-tasks.amazonaws.com` and allows `ssmmessages:CreateControlChannel`, `ssmmessages:CreateDataChannel`, `ssmmessages:OpenControlChannel` and `ssmmessages:OpenDataChannel` on `*`
Terraform: `task_role_arn` on `aws_ecs_task_definition`. CloudFormation: `TaskRoleArn`.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",
    .check = CheckTaskRoleMissing,
    .without_launcher = WithoutLauncher::kNote,
};

}  // namespace execlint::rules
