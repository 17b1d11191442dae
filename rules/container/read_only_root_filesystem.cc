#include <algorithm>

#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/container.h"

namespace execlint::rules {
namespace {

void CheckReadOnlyRootFilesystem(const Workload& workload, Report& report) {
  const ContainerVerdict& verdict = workload.container_verdict();
  const TaskDefinition* task = workload.task_definition().resource;
  if (task == nullptr) return;
  // Beside writable containers a read-only one only matters to whoever wants into just that one;
  // while nobody knows who launches the task that is not worth a word.
  if (workload.service() == nullptr && !verdict.read_only_everywhere) return;

  for (const ReadOnlyContainer& one : verdict.read_only) {
    const Fact<bool>& setting = one.container->readonly_root_filesystem;
    Extras extras{.changes = {{.op = Change::Op::kSet,
                               .slot = one.container->readonly_slot,
                               .value = "false",
                               .title = "make the root filesystem writable"}}};
    std::string message =
        Format("the root filesystem of {} is read-only, so the exec agent cannot start in it",
               InWords(*one.container));
    if (!one.agent_paths_writable.no()) {
      message += one.agent_paths_writable.yes()
                     ? "; writable mounts over its paths may help, but AWS does not support that"
                     : "; its writable mounts may help if they cover the agent's paths, but AWS "
                       "does not support that";
      extras.severity = Severity::kWarning;
      extras.confidence_cap = Confidence::kMedium;  // reports of users contradict each other
    } else if (!verdict.read_only_everywhere) {
      message += "; sessions into containers with a writable root filesystem are not affected";
      extras.severity = Severity::kWarning;
    }
    Grounds grounds = setting.grounds();
    grounds.worst = std::max(grounds.worst,
                             verdict.read_only_everywhere ? verdict.grounds.worst : verdict.these);
    report.Add(At(task->head, one.container->readonly_slot, setting.place()), std::move(grounds),
               std::move(message), std::move(extras));
  }
}

}  // namespace

extern constexpr Rule read_only_root_filesystem = {
    .name = "read-only-root-filesystem",
    .hop = Hop::kContainer,
    .effect = Effect::kBlocks,
    .severity = Severity::kError,
    .summary = "a read-only root filesystem keeps the exec agent from starting",
    .why =
        R"(The SSM agent that carries ECS Exec runs inside the container and must be able to write to
its filesystem. AWS: "making the root file system read-only using the readonlyRootFilesystem task
definition parameter, or any other method, isn't supported". The task starts, its
`ExecuteCommandAgent` stays `STOPPED`, and `aws ecs execute-command` answers `TargetNotConnectedException`.

Security Hub control ECS.5 and checkov's CKV_AWS_336 ask for the opposite: they fail when the root
filesystem is writable. One container cannot satisfy both.)",
    .fix = R"(set readonlyRootFilesystem to false on the container people exec into
To live with Security Hub ECS.5 (or CKV_AWS_336): keep the setting in production and turn ECS Exec off
there, or suppress that control for the one container people exec into and say why. Some users report that
writable volumes over `/var/lib/amazon` and `/var/log/amazon` help, and others that they do not; AWS does
not support them.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    .check = CheckReadOnlyRootFilesystem,
    .without_launcher = WithoutLauncher::kNote,
};

}  // namespace execlint::rules
