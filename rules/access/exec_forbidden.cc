#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/access.h"

namespace execlint::rules {
namespace {

constexpr std::string_view kExecForbiddenTags[] = {"attack/T1609", "external/cwe/cwe-250",
                                                   "nist-800-53/AC-6"};

void CheckExecForbidden(const Workload& workload, Report& report) {
  const ConfiguredExec configured = ConfiguredExecOf(workload);
  if (configured.policy != ExecPolicy::kForbidden) return;
  if (workload.gate() != Workload::Gate::kOn) return;

  const EnvironmentClass& environment = *configured.environment;
  Extras extras;
  extras.related.push_back({configured.place, "the configuration forbids ECS Exec here"});
  for (const Place& place : environment.grounds.places) {
    extras.related.push_back(
        {place, Format("counts as {} because of this", EnvironmentName(environment.environment))});
  }
  const Fact<bool> flag = workload.exec_enabled();
  Grounds grounds = flag.grounds();
  grounds.And(environment.grounds);
  const Service& holder = *workload.flag_holder();
  report.Add(At(holder.head, holder.enable_execute_command.slot, flag.place()), grounds,
             Format("ECS Exec is on for `{}`, and the configuration forbids it in {}{}",
                    holder.head.address, EnvironmentInWords(environment.environment),
                    environment.reason.empty() ? "" : Format(" ({})", environment.reason)),
             std::move(extras));
}

}  // namespace

extern constexpr Rule exec_forbidden = {
    .name = "exec-forbidden",
    .hop = Hop::kAccess,
    .effect = Effect::kExposes,
    .severity = Severity::kError,
    .summary = "ECS Exec is on in an environment where the configuration forbids it",
    .why =
        R"(`.execlint.yaml` says `exec: forbidden` for this environment, and the service turns ECS Exec on. Whoever may
call `ecs:ExecuteCommand` on it gets a shell as root in the running container, with the credentials of the task role.
Without such a line in the configuration nothing is reported.)",
    .fix = R"(turn ECS Exec off for the service
If this service is the exception, suppress the finding with a reason and a date. If execlint takes the service for
another environment than it is in, correct that under `environments` in `.execlint.yaml`.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    .check = CheckExecForbidden,
    .tags = kExecForbiddenTags,
    .security_severity = "7.0",
};

}  // namespace execlint::rules
