#include "lint/engine/rule.h"
#include "lint/verdict/container.h"

namespace execlint::rules {
namespace {

void CheckPidNamespaceShared(const Workload& workload, Report& report) {
  const ContainerVerdict& verdict = workload.container_verdict();
  if (!verdict.shared_pid.known()) return;

  const TaskDefinition& task = *workload.task_definition().resource;
  report.Add(At(task.head, task.pid_mode.slot, verdict.shared_pid.place()),
             verdict.shared_pid.grounds(),
             "the containers share one PID namespace, so sessions can be opened in only one of "
             "them: the one whose agent starts first",
             {.changes = {{.op = Change::Op::kRemove,
                           .slot = task.pid_mode.slot,
                           .value = "",
                           .title = "give each container its own PID namespace"}}});
}

}  // namespace

extern constexpr Rule pid_namespace_shared = {
    .name = "pid-namespace-shared",
    .hop = Hop::kContainer,
    .effect = Effect::kDegrades,
    .severity = Severity::kWarning,
    .summary = "with a shared PID namespace only one container of the task accepts sessions",
    .why =
        R"(ECS Exec runs one session agent per PID namespace. With `pidMode: task` all containers of the
task share one, so "you can only start ECS Exec sessions into one container". Which one it is depends
on the order in which the agents start; a `dependsOn` with the condition `HEALTHY` can settle that.)",
    .fix = R"(remove pidMode from the task definition
A sidecar that watches another container's processes is the usual reason for it; then expect sessions
in one container only.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    .check = CheckPidNamespaceShared,
    .without_launcher = WithoutLauncher::kNote,
};

}  // namespace execlint::rules
