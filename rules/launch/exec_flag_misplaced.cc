#include "lint/engine/rule.h"
#include "lint/source/format.h"

namespace execlint::rules {
namespace {

void CheckExecFlagMisplaced(const Stray& stray, Report& report) {
  report.Add({.owner = &stray.owner, .property = stray.path, .place = stray.place},
             {.places = {stray.place}},
             Format("`{}` does not turn ECS Exec on here: {}", stray.spelling, stray.consequence),
             {.fix = stray.instead});
}

}  // namespace

extern constexpr Rule exec_flag_misplaced = {
    .name = "exec-flag-misplaced",
    .hop = Hop::kLaunch,
    .effect = Effect::kBlocks,
    .severity = Severity::kError,
    .summary = "the ECS Exec flag is set where AWS ignores or rejects it",
    .why = R"(The flag belongs to whatever launches tasks: a service, `run-task`, a schedule. A task
definition, a container, a cluster or a task set has no such setting, and there is no switch per
container: the flag covers all containers of a task. Where the misplaced key is not rejected it is
ignored, and the service runs without ECS Exec.)",
    .fix = R"(set the flag where tasks are launched: on the service
Terraform: `enable_execute_command` on `aws_ecs_service`. CloudFormation: `EnableExecuteCommand` on
`AWS::ECS::Service`. API JSON: `enableExecuteCommand`, a boolean and not a string, in the input of
create-service or update-service.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
    .check = CheckExecFlagMisplaced,
};

}  // namespace execlint::rules
