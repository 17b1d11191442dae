#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/access.h"

namespace execlint::rules {
namespace {

constexpr std::string_view kProductionExecEnabledTags[] = {"attack/T1609", "external/cwe/cwe-250",
                                                           "nist-800-53/AC-6"};

void CheckProductionExecEnabled(const Workload& workload, Report& report) {
  const auto exec = ExecInProduction(workload);
  if (!exec) return;
  // A configuration that speaks of exec in production is the decision that this rule asks for.
  if (ConfiguredExecOf(workload).policy != ExecPolicy::kUnset) return;

  const EnvironmentClass& environment = workload.environment();
  Extras extras;
  for (const Place& place : environment.grounds.places) {
    extras.related.push_back({place, "counts as production because of this"});
  }
  const Service& holder = *workload.flag_holder();
  report.Add(At(holder.head, holder.enable_execute_command.slot, exec->flag.place()), exec->grounds,
             Format("ECS Exec is on for `{}`, which looks like production: {}", holder.head.address,
                    environment.reason),
             std::move(extras));
}

}  // namespace

extern constexpr Rule production_exec_enabled = {
    .name = "production-exec-enabled",
    .hop = Hop::kAccess,
    .effect = Effect::kExposes,
    .severity = Severity::kNote,
    .summary = "ECS Exec is on in production",
    .why =
        R"(ECS Exec opens a shell as root in a running container, whatever `user` the task definition sets,
with the credentials of the task role. In production that bypasses review and deployment; if it is
wanted, it should be a decision and not a leftover.)",
    .fix =
        R"(turn ECS Exec off in production, or make it deliberate: limit who may use it and record it
Turn it on for one deployment when it is needed (`aws ecs update-service --enable-execute-command
--force-new-deployment`), or keep it with session logging on, `ecs:ExecuteCommand` limited to the cluster, and
`exec: allowed` for production in `.execlint.yaml`. With `exec: forbidden` there, `exec-forbidden` reports it as an
error.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    .check = CheckProductionExecEnabled,
    .tags = kProductionExecEnabledTags,
    .security_severity = "3.0",
};

}  // namespace execlint::rules
