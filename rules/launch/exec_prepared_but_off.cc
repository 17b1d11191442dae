#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/access.h"
#include "lint/verdict/launch.h"

namespace execlint::rules {
namespace {

void CheckExecPreparedButOff(const Workload& workload, Report& report) {
  const LaunchCause& cause = workload.launch_cause();
  if (cause.kind != LaunchCause::Kind::kPreparedButOff) return;
  if (ConfiguredExecOf(workload).policy == ExecPolicy::kForbidden) return;

  const Service& service = *workload.flag_holder();
  const LaunchVerdict& launch = workload.launch_verdict();
  const Slot& slot = service.enable_execute_command.slot;
  Grounds grounds = launch.grounds;
  Extras extras{.changes = {{.op = Change::Op::kSet,
                             .slot = slot,
                             .value = "true",
                             .title = "turn ECS Exec on for this service"}}};
  // One sign is enough, so the most certain counts.
  Certainty prepared = Certainty::kLikely;
  bool only_offered = true;
  for (const Preparation& preparation : cause.preparations) {
    only_offered &= preparation.offered;
    prepared = std::min(prepared, preparation.certainty);
    grounds.places.push_back(preparation.place);
    extras.related.push_back({preparation.place, preparation.phrase});
  }
  grounds.And({.worst = prepared});
  if (only_offered) extras.severity = Severity::kNote;
  const std::string& address = service.head.address;
  report.Add(
      At(service.head, slot, launch.flag.place()), grounds,
      only_offered
          ? Format("`{}` does not turn ECS Exec on: its module has an input for that, and no "
                   "call here sets it",
                   address)
          : Format("`{}` does not turn ECS Exec on, although the code prepares for it", address),
      std::move(extras));
}

// The service is in a module that is not in the project: the input is what can be edited.
void CheckInput(const Model::FlagInput& input, Report& report) {
  if (input.read || input.service_call.empty()) return;
  Extras extras{.fix = Format("pass `{}` on to `{}`, or remove it", input.name, input.service_call),
                .confidence_cap = Confidence::kMedium};
  extras.related.push_back({input.service_call_at, "this call runs the service"});
  report.Add({.place = input.place}, {.places = {input.place}},
             Format("`{}` is never read, so it does not turn ECS Exec on for `{}`", input.name,
                    input.service_call),
             std::move(extras));
}

}  // namespace

extern constexpr Rule exec_prepared_but_off = {
    .name = "exec-prepared-but-off",
    .hop = Hop::kLaunch,
    .effect = Effect::kBlocks,
    .severity = Severity::kWarning,
    .summary = "the code prepares for ECS Exec, but the service does not turn it on",
    .why =
        R"(Something in the code exists only for ECS Exec: the task role is granted the ssmmessages
actions, or an input is named after the flag. Yet the flag never reaches the service, so
`aws ecs execute-command` answers that execute command was not enabled when the task was run.)",
    .fix = R"(set the flag on the service, or remove what prepares for it
Terraform: `enable_execute_command = true` (or the input that was meant for it) on `aws_ecs_service`.
CloudFormation: `EnableExecuteCommand: true` on `AWS::ECS::Service`.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    .check = CheckExecPreparedButOff,
    .check_input = CheckInput,
};

}  // namespace execlint::rules
