// Hop 3: do the containers let the exec agent start and stay?
#ifndef EXECLINT_LINT_VERDICT_CONTAINER_H_
#define EXECLINT_LINT_VERDICT_CONTAINER_H_

#include <optional>
#include <string>
#include <vector>

#include "lint/model/answer.h"
#include "lint/model/ecs.h"
#include "lint/verdict/verdict.h"

namespace execlint {

class Workload;

// A container whose root filesystem is certainly read-only [A5.1].
struct ReadOnlyContainer {
  const Container* container = nullptr;
  bool target = true;  // people exec into it: it is no sidecar beside other containers
  // Do writable mounts stand over the paths the agent writes to? It may start then all the same,
  // but AWS does not support it [A5.2-A5.5]. No grounds.
  Answer agent_paths_writable;
};

// Blocked when no container that people would exec into has a writable root filesystem; unknown
// when the agent's paths in one of them are, or may be, writable. What degrades exec (restarts, a
// shared PID namespace) leaves the hop open.
struct ContainerVerdict : Verdict {
  ContainerVerdict() : Verdict(Hop::kContainer) {}

  std::vector<ReadOnlyContainer> read_only;
  // All read-only ones together leave nothing to exec into: every container, or the only essential
  // one that is no sidecar.
  bool read_only_everywhere = false;
  // That these containers run here: what a finding about one that is not everything rests on.
  Certainty these = Certainty::kCertain;
  std::vector<const Container*> restarting;  // restartPolicy.enabled is true [A5.20]
  Fact<Text> shared_pid = {};                // pidMode `task` with two or more containers [A5.9]
};

ContainerVerdict JudgeContainers(const Workload& workload);

// For people: "container `app`", or "a container" where its name is not known well enough.
std::string InWords(const Container& container);

// A sidecar is not essential, the log router, the mesh proxy, or has an image that is known to be
// an agent's. Returns how certain that is, by the most certain of these signs; nothing for a
// container that is no sidecar.
std::optional<Certainty> SidecarBy(const Container& container, const Fact<Text>& mesh_proxy);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_CONTAINER_H_
