#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/platform.h"

namespace execlint::rules {
namespace {

void CheckFargatePlatformTooOld(const Workload& workload, Report& report) {
  const PlatformVerdict& verdict = workload.platform_verdict();
  if (verdict.cause != PlatformVerdict::Cause::kFargateTooOld) return;

  const Slot& slot = workload.service()->platform_version.slot;
  report.Add(
      At(workload.head(), slot, verdict.version.place()), verdict.grounds,
      Format("Fargate platform version `{}` does not support ECS Exec, which needs 1.4.0 or later",
             verdict.version->Shown()),
      {.changes = {{.op = Change::Op::kSet,
                    .slot = slot,
                    .value = "LATEST",
                    .title = "run on the latest platform version"}}});
}

}  // namespace

extern constexpr Rule fargate_platform_too_old = {
    .name = "fargate-platform-too-old",
    .hop = Hop::kPlatform,
    .effect = Effect::kBlocks,
    .severity = Severity::kError,
    .summary = "the Fargate platform version is too old for ECS Exec",
    .why =
        R"(ECS Exec needs Fargate platform version 1.4.0 or later for Linux tasks. On an older one the
service cannot be created or updated with the flag on. Security Hub control ECS.10 asks for the same
version.)",
    .fix = R"(remove the platform version, or set it to LATEST
`LATEST` is the default. Windows tasks have versions of their own (1.0.0 is enough) and are not
reported.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec-run.html",
    .check = CheckFargatePlatformTooOld,
};

}  // namespace execlint::rules
