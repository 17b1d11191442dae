#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/logging.h"

namespace execlint::rules {
namespace {

void CheckSessionLoggingImplicit(const Workload& workload, Report& report) {
  if (workload.logging_cause() != LoggingCause::kImplicit) return;

  const Cluster& cluster = *workload.logging_verdict().cluster;
  const Fact<bool>& configuration = workload.Get(cluster.exec_configuration);
  report.Add(
      At(cluster.head, cluster.exec_configuration.slot, configuration.place()),
      configuration.grounds(),
      Format("cluster `{}` does not say how ECS Exec sessions are logged, so it depends "
             "on each container's log driver and on the task role's permissions to write logs",
             cluster.head.address));
}

}  // namespace

extern constexpr Rule session_logging_implicit = {
    .name = "session-logging-implicit",
    .hop = Hop::kLogging,
    .effect = Effect::kInforms,
    .severity = Severity::kNote,
    .summary = "the cluster does not say how ECS Exec sessions are logged",
    .why =
        R"(Without an execute-command configuration the cluster logs sessions as `DEFAULT`: each goes where the
`awslogs` driver of its container sends its log, mixed with the container's own output, and nowhere for a
container with another driver or where the task role is not allowed to write there.)",
    .fix =
        R"(configure session logging on the cluster: set logging to OVERRIDE, name a log group, and allow the task role to write to it
Terraform: `configuration { execute_command_configuration { ... } }` on `aws_ecs_cluster`. CloudFormation:
`Configuration.ExecuteCommandConfiguration` on `AWS::ECS::Cluster`. The task role needs
`logs:DescribeLogGroups` on `*`, and `logs:CreateLogStream`, `logs:DescribeLogStreams` and
`logs:PutLogEvents` on the log group.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    .check = CheckSessionLoggingImplicit,
};

}  // namespace execlint::rules
