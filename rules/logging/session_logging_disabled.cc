#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/logging.h"

namespace execlint::rules {
namespace {

constexpr std::string_view kSessionLoggingDisabledTags[] = {"external/cwe/cwe-778", "attack/T1609",
                                                            "attack/T1562.008", "nist-800-53/AU-2",
                                                            "nist-800-53/AU-12"};

void CheckSessionLoggingDisabled(const Workload& workload, Report& report) {
  if (workload.logging_cause() != LoggingCause::kDisabled) return;

  const LoggingVerdict& verdict = workload.logging_verdict();
  const Cluster& cluster = *verdict.cluster;
  const EnvironmentClass& environment = workload.environment();
  Extras extras{
      .changes = {{.op = Change::Op::kSet,
                   .slot = cluster.exec_logging.slot,
                   .value = "OVERRIDE",
                   .title = "name a log group or bucket in the log configuration, and send "
                            "sessions there"}}};
  std::string message = Format(
      "session logging of cluster `{}` is off: what is typed in a session is recorded "
      "nowhere",
      cluster.head.address);
  if (environment.environment == Environment::kProduction) {
    extras.severity = Severity::kError;
    message += Format("; this is production: {}", environment.reason);
  }
  report.Add(At(cluster.head, cluster.exec_logging.slot, verdict.logging.place()), verdict.grounds,
             std::move(message), std::move(extras));
}

}  // namespace

extern constexpr Rule session_logging_disabled = {
    .name = "session-logging-disabled",
    .hop = Hop::kLogging,
    .effect = Effect::kExposes,
    .severity = Severity::kWarning,
    .summary = "the cluster turns off the logging of ECS Exec sessions",
    .why =
        R"(With `logging` set to `NONE` on the cluster, nothing that is typed or printed in an ECS Exec
session is kept. CloudTrail holds the `ExecuteCommand` call and the first command only, not what was done in
the shell that it opened, and every session runs as root.)",
    .fix = R"(set logging to OVERRIDE and name a log group or bucket
`OVERRIDE` with `log_configuration` (`LogConfiguration`) sends sessions to a CloudWatch log group or an S3
bucket; the task role then needs permission to write there. `DEFAULT` uses the container's `awslogs` log
driver and records nothing where there is none.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    .check = CheckSessionLoggingDisabled,
    .without_launcher = WithoutLauncher::kNote,
    .tags = kSessionLoggingDisabledTags,
    .security_severity = "5.5",
};

}  // namespace execlint::rules
