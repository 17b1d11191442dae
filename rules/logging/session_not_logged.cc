#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/logging.h"

namespace execlint::rules {
namespace {

constexpr std::string_view kSessionNotLoggedTags[] = {"external/cwe/cwe-778",
                                                      "external/cwe/cwe-223", "attack/T1609",
                                                      "nist-800-53/AU-2", "nist-800-53/AU-12"};

void CheckSessionNotLogged(const Workload& workload, Report& report) {
  if (workload.logging_cause() != LoggingCause::kNotLogged) return;

  const LoggingVerdict& verdict = workload.logging_verdict();
  const Cluster& cluster = *verdict.cluster;
  report.Add(
      At(cluster.head, cluster.exec_logging.slot, verdict.logging.place()), verdict.grounds,
      Format("sessions in {} are recorded nowhere: cluster `{}` leaves session logging to the "
             "containers' awslogs driver, and no container uses it",
             workload.NamedAt(cluster.head), cluster.head.address),
      {.related = {{workload.containers().place(), "no container logs with awslogs"}},
       .path = workload.PathTo(Hop::kLogging)});
}

}  // namespace

extern constexpr Rule session_not_logged = {
    .name = "session-not-logged",
    .hop = Hop::kLogging,
    .effect = Effect::kExposes,
    .severity = Severity::kWarning,
    .summary = "sessions are not recorded, because no container uses the awslogs log driver",
    .why =
        R"(Unless the cluster says otherwise, session logging is `DEFAULT`: the output of a session goes where
the container's `awslogs` configuration sends its log. AWS: "If no awslogs log driver is configured in the
task definition, the output won't be logged". Nothing fails, and nobody notices until somebody looks for
the record.)",
    .fix = R"(set logging to OVERRIDE on the cluster and name a log group or bucket
Or give the containers the `awslogs` log driver. With `OVERRIDE` the task role needs permission to write to
the destination.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    .check = CheckSessionNotLogged,
    .tags = kSessionNotLoggedTags,
    .security_severity = "5.0",
};

}  // namespace execlint::rules
