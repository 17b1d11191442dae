#include <string>
#include <utility>

#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/access.h"
#include "lint/verdict/launch.h"

namespace execlint::rules {
namespace {

// What starts tasks and is no service: a schedule, a state, a job. Whether these are to have exec
// is for the configuration to say.
bool IsAnotherLauncher(const Workload& workload) {
  const Service* launcher = workload.flag_holder();
  return workload.gate() == Workload::Gate::kOff && launcher != nullptr &&
         launcher->kind != Service::Kind::kService;
}

void CheckExecDisabled(const Workload& workload, Report& report) {
  using Kind = LaunchCause::Kind;
  const Kind cause = workload.launch_cause().kind;
  const bool off = cause == Kind::kOff || cause == Kind::kOffInProduction;
  if (!off && !IsAnotherLauncher(workload)) return;
  const ConfiguredExec configured = ConfiguredExecOf(workload);
  const bool required = configured.policy == ExecPolicy::kRequired;
  // Off in production while the same code turns it on elsewhere is meant so, and so is what the
  // configuration allows or asks for.
  if (!required && (cause != Kind::kOff || configured.policy != ExecPolicy::kUnset)) return;

  const Service& service = *workload.flag_holder();
  const bool has_flag = service.kind != Service::Kind::kExpressService;
  const LaunchVerdict& launch = workload.launch_verdict();
  const Slot& slot = service.enable_execute_command.slot;
  std::string message =
      launch.flag.present() ? Format("`{}` turns ECS Exec off", service.head.address)
      : has_flag
          ? Format("`{}` does not turn ECS Exec on, so nobody can open a session in its tasks",
                   service.head.address)
          : Format(
                "`{}` is an Express service, which has no setting for ECS Exec, so nobody "
                "can open a session in its tasks",
                service.head.address);
  Extras extras;
  if (has_flag) {
    extras.changes = {{.op = Change::Op::kSet,
                       .slot = slot,
                       .value = "true",
                       .title = Format("turn ECS Exec on for this {}", KindName(service.kind))}};
  }
  Grounds grounds = launch.grounds;
  if (required) {
    const EnvironmentClass& environment = *configured.environment;
    message += Format(", and the configuration requires it in {} environments{}",
                      EnvironmentName(environment.environment),
                      environment.reason.empty() ? "" : ": " + environment.reason);
    extras.related = {{configured.place, "the configuration requires ECS Exec here"}};
    extras.severity = Severity::kWarning;
    extras.required = true;
    grounds.And(environment.grounds);
  }
  report.Add(At(service.head, slot, launch.flag.place()), std::move(grounds), std::move(message),
             std::move(extras));
}

}  // namespace

extern constexpr Rule exec_disabled = {
    .name = "exec-disabled",
    .hop = Hop::kLaunch,
    .effect = Effect::kBlocks,
    .severity = Severity::kNote,
    .summary = "the service does not turn ECS Exec on",
    .why = R"(The flag is off by default on every service. `aws ecs execute-command` then answers
`InvalidParameterException: The execute command failed because execute command was not enabled when
the task was run`. Turning the flag on later does not help tasks that already run: only tasks started
after it have the agent.)",
    .fix = R"(turn ECS Exec on for the service
In Terraform the argument is `enable_execute_command = true`, in CloudFormation the property is
`EnableExecuteCommand: true`, in API JSON
`"enableExecuteCommand": true`. Then start new tasks (a deployment that replaces the running ones). If
nobody should ever exec into this service, ignore this rule for it. Of a service that production turns
off, while the same code turns it on elsewhere, this rule says nothing. Where `.execlint.yaml` says
`exec: required` for an environment, the rule reports each service there, as a warning, and whatever
else starts tasks: schedules, event targets, pipes, states, Batch jobs, calls of run-task.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    .check = CheckExecDisabled,
    .off_by_default = true,
};

}  // namespace execlint::rules
