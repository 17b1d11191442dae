#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/container.h"

namespace execlint::rules {
namespace {

void CheckContainerRestartBreaksExec(const Workload& workload, Report& report) {
  const TaskDefinition* task = workload.task_definition().resource;
  if (task == nullptr) return;
  for (const Container* container : workload.container_verdict().restarting) {
    report.Add(At(task->head, container->restart_slot, container->restart_enabled.place()),
               container->restart_enabled.grounds(),
               Format("after ECS has restarted {} in place, nobody can exec into it until "
                      "the whole task is replaced",
                      InWords(*container)),
               // Known from reports of users, not from AWS's documentation.
               {.confidence_cap = Confidence::kMedium});
  }
}

}  // namespace

extern constexpr Rule container_restart_breaks_exec = {
    .name = "container-restart-breaks-exec",
    .hop = Hop::kContainer,
    .effect = Effect::kDegrades,
    .severity = Severity::kWarning,
    .summary = "a container restart policy leaves the container without the exec agent",
    .why =
        R"(With `restartPolicy.enabled` ECS restarts a container in place instead of replacing the task.
The exec agent is started with the task and is not started again: after the first restart the container
answers `TargetNotConnectedException`, which is exactly when somebody needs a shell in it. See
aws/containers-roadmap#2469.)",
    .fix =
        R"(disable the container's restart policy, or stop the task before a session: the task that replaces it accepts one
Without the policy an essential container that exits stops its task, and the service starts a new one in
which ECS Exec works.)",
    .reference = "https://github.com/aws/containers-roadmap/issues/2469",
    .check = CheckContainerRestartBreaksExec,
    .without_launcher = WithoutLauncher::kNote,
};

}  // namespace execlint::rules
