#include "lint/verdict/container.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "lint/value/glyphs.h"
#include "lint/verdict/platform.h"
#include "lint/verdict/workload.h"

namespace execlint {
namespace {

constexpr std::array<std::string_view, 10> kAgentImages = {
    "datadog/agent",      "datadog-agent",           "aws-xray-daemon",   "xray-daemon",
    "aws-otel-collector", "opentelemetry-collector", "aws-appmesh-envoy", "envoyproxy/envoy",
    "fluent-bit",         "cloudwatch-agent"};

// Where the agent writes: Fargate and EC2 differ [A5.5].
constexpr std::array<std::string_view, 2> kAgentPaths = {"/var/lib/amazon", "/var/log/amazon"};

bool Covers(std::string_view mount, std::string_view path) {
  while (mount.size() > 1 && mount.ends_with('/')) mount.remove_suffix(1);
  return path == mount || (path.starts_with(mount) && path[mount.size()] == '/') ||
         mount.starts_with(std::string(path) + "/");
}

// Does the mount cover the path? Maybe, if its known beginning leaves that open.
Answer Covers(const Fact<Text>& mount, std::string_view path) {
  if (const Unknown* why = mount.unknown()) return Answer::Maybe(*why);
  if (!mount.known()) return Answer::No();
  if (const auto text = mount->known()) return Answer::Of(!text->empty() && Covers(*text, path));
  std::string beginning;
  for (const Glyph& glyph : GlyphsOf(*mount->value)) {
    if (glyph.hole()) break;
    beginning += glyph.byte;
  }
  if (!path.starts_with(beginning) && !beginning.starts_with(std::string(path) + "/")) {
    return Answer::No();
  }
  return Answer::Maybe(FirstUnknown(*mount->value), mount.place());
}

Answer AgentPathsWritable(const Container& container) {
  const List<Text>& mounts = container.mount_paths;
  Answer all = Answer::Yes();
  for (const std::string_view path : kAgentPaths) {
    Answer covered =
        mounts.open() ? Answer::Maybe(mounts.open_because, mounts.place) : Answer::No();
    for (const Fact<Text>& mount : mounts.items)
      covered = Or(std::move(covered), Covers(mount, path));
    all = And(std::move(all), covered);
  }
  return all;
}

// Is it unknown what would make a sidecar of it?
bool MayBeSidecar(const Container& container) {
  return container.image.unknown() != nullptr || container.essential.unknown() != nullptr ||
         container.log_router.unknown() != nullptr;
}

// Takes the read-only question; false when something about it could not be told.
bool JudgeReadOnly(const std::vector<const Container*>& containers, const Fact<Text>& mesh_proxy,
                   ContainerVerdict& verdict) {
  std::vector<const Container*> targets;  // what people exec into: no sidecars
  Certainty sidecars = Certainty::kCertain;
  for (const Container* container : containers) {
    const auto sidecar = SidecarBy(*container, mesh_proxy);
    if (sidecar) sidecars = std::max(sidecars, *sidecar);
    if (!sidecar) targets.push_back(container);
  }
  const auto is_read_only = [&verdict](const Container* container) {
    return std::any_of(
        verdict.read_only.begin(), verdict.read_only.end(),
        [container](const ReadOnlyContainer& r) { return r.container == container; });
  };
  for (const Container* container : containers) {
    if (!container->readonly_root_filesystem.Is(true)) continue;
    const bool target = targets.empty() || std::ranges::find(targets, container) != targets.end();
    verdict.read_only.push_back({container, target, AgentPathsWritable(*container)});
  }
  const bool all =
      !containers.empty() && std::all_of(containers.begin(), containers.end(), is_read_only);
  verdict.read_only_everywhere = all || (targets.size() == 1 && is_read_only(targets.front()));
  if (verdict.read_only_everywhere && !all) {
    const bool guess = MayBeSidecar(*targets.front());
    verdict.grounds.And({.worst = guess ? Certainty::kLikely : sidecars});
  }

  for (const Container* container : targets.empty() ? containers : targets) {
    if (const Unknown* why = container->readonly_root_filesystem.unknown()) {
      verdict.Doubtful(*why,
                       "whether the root filesystem of " + InWords(*container) + " is read-only");
      return false;
    }
  }
  return true;
}

// How certain it is that people can exec into one of the containers. Beside one that is read-only,
// a sidecar, and what may be one, is hardly what they exec into.
Certainty SurestWritable(const std::vector<const Container*>& containers, bool beside_read_only,
                         const Fact<Text>& mesh_proxy) {
  Certainty surest = Certainty::kLikely;
  for (const Container* container : containers) {
    const Fact<bool>& read_only = container->readonly_root_filesystem;
    const bool aside =
        beside_read_only && (MayBeSidecar(*container) || SidecarBy(*container, mesh_proxy));
    if (read_only.Is(true) || read_only.unknown() != nullptr || aside) continue;
    surest = std::min(surest, read_only.certainty());
  }
  return surest;
}

}  // namespace

std::string InWords(const Container& container) {
  if (!container.name.known() || container.name->WithHoles().empty()) return "a container";
  for (const Glyph& glyph : GlyphsOf(*container.name->value)) {
    // `${var.name}-web` says which one it is, `${each.key of ...[*]}-web` does not.
    const bool a_name =
        !glyph.hole() ||
        (glyph.symbol != nullptr && glyph.symbol->name.find_first_of(" ([") == std::string::npos);
    if (!a_name) return "a container";
  }
  return "container `" + container.name->Shown() + "`";
}

std::optional<Certainty> SidecarBy(const Container& container, const Fact<Text>& mesh_proxy) {
  std::optional<Certainty> by;
  const auto sign = [&by](Certainty one) { by = by ? std::min(*by, one) : one; };
  if (container.essential.Is(false)) sign(container.essential.certainty());
  if (container.log_router.Is(true)) sign(container.log_router.certainty());
  if (mesh_proxy.known() && container.name.known() && *mesh_proxy == *container.name) {
    sign(std::max(mesh_proxy.certainty(), container.name.certainty()));
  }
  if (!container.image.known()) return by;
  std::string image = container.image->WithHoles();
  std::transform(image.begin(), image.end(), image.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const bool agent = std::any_of(
      kAgentImages.begin(), kAgentImages.end(),
      [&image](std::string_view name) { return image.find(name) != std::string::npos; });
  if (agent) sign(container.image.certainty());
  return by;
}

ContainerVerdict JudgeContainers(const Workload& workload) {
  ContainerVerdict verdict;
  const auto& task = workload.task_definition();
  const Fact<List<Container>>& list = workload.containers();
  if (const Unknown* why = list.unknown()) {
    verdict.Doubtful(*why, "which containers run here");
    return verdict;
  }
  std::vector<const Container*> containers;
  const Unknown* unseen = nullptr;
  if (list.known()) {
    for (const Fact<Container>& container : list->items) {
      if (container.known()) containers.push_back(&*container);
      if (container.unknown() != nullptr) unseen = container.unknown();
    }
  }
  verdict.grounds = {.worst = list.certainty(), .places = {list.place()}};
  verdict.these = list.certainty();
  verdict.state = Verdict::State::kOpen;
  verdict.summary = "a container's root filesystem is writable";

  for (const Container* container : containers) {
    if (container->restart_enabled.Is(true)) verdict.restarting.push_back(container);
  }
  const Fact<Text>& pid_mode = workload.Get(task.resource->pid_mode);
  if (pid_mode.known() && pid_mode->Is("task") && containers.size() >= 2) {
    verdict.shared_pid = pid_mode;
  }

  const Fact<bool> windows = RunsWindows(workload);
  if (windows.Is(true)) {  // the setting does not exist there [A5.7]
    verdict.AddStep(workload.Get(task.resource->operating_system_family).place(),
                    "the containers run Windows, which has no read-only root filesystem");
    return verdict;
  }
  if (!JudgeReadOnly(containers, workload.Get(task.resource->mesh_proxy_container), verdict)) {
    return verdict;
  }
  const Symbol* more = list.known() ? list->open_because : nullptr;
  if (unseen != nullptr || more != nullptr) {
    verdict.Doubtful(unseen != nullptr ? *unseen : Unknown{more, list.place()},
                     "which containers run here besides those in the code");
    verdict.read_only_everywhere = false;
    return verdict;
  }
  if (!verdict.read_only_everywhere) {
    const Fact<Text>& mesh_proxy = workload.Get(task.resource->mesh_proxy_container);
    verdict.grounds.And(
        {.worst = SurestWritable(containers, !verdict.read_only.empty(), mesh_proxy)});
    verdict.AddStep(list.place(), "a container here has a writable root filesystem");
    return verdict;
  }
  verdict.state = Verdict::State::kBlocked;
  verdict.summary = verdict.read_only.size() < containers.size()
                        ? "the root filesystem of all containers but sidecars is read-only"
                        : "the root filesystem is read-only";
  // Linux is the default, and on Windows the setting would be refused: likely enough to say so.
  verdict.grounds.And(
      {.worst = windows.unknown() != nullptr ? Certainty::kDefaulted : windows.certainty()});
  for (const ReadOnlyContainer& one : verdict.read_only) {
    const Fact<bool>& read_only = one.container->readonly_root_filesystem;
    verdict.grounds.And(read_only.grounds());
    verdict.AddStep(read_only.place(),
                    "this makes the root filesystem of " + InWords(*one.container) + " read-only");
  }
  // With writable mounts over its paths the agent may start: nobody can be sure that it does not.
  for (const ReadOnlyContainer& one : verdict.read_only) {
    const Answer& writable = one.agent_paths_writable;
    if (!one.target || writable.no()) continue;
    const Unknown reports = {
        workload.view().Words(Why::kNotKnown, "on which platforms it starts then"),
        one.container->readonly_root_filesystem.place()};
    verdict.Doubtful(writable.yes() ? reports : writable.why,
                     "whether the exec agent starts in " + InWords(*one.container) +
                         " when it can write only to mounted volumes");
  }
  return verdict;
}

}  // namespace execlint
