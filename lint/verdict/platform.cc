#include "lint/verdict/platform.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

#include "lint/model/resolve.h"
#include "lint/verdict/workload.h"

namespace execlint {
namespace {

Platform FromLaunchType(std::string_view type) {
  if (type == "FARGATE") return Platform::kFargate;
  if (type == "EC2") return Platform::kEc2;
  if (type == "EXTERNAL") return Platform::kExternal;
  if (type == "MANAGED_INSTANCES") return Platform::kManagedInstances;
  return Platform::kUnknown;
}

// Where a provider that this unit creates runs its tasks, by its block.
Platform FromProvider(const CapacityProvider& provider, const ModelView& view) {
  const Fact<bool>& group = view.Get(provider.auto_scaling_group);
  const Fact<bool>& managed = view.Get(provider.managed_instances);
  if (group.Is(true) && managed.absent()) return Platform::kEc2;
  if (managed.Is(true) && group.absent()) return Platform::kManagedInstances;
  return Platform::kUnknown;
}

// A strategy mixes providers of one kind only, so the first that tells does. AWS's own two are
// Fargate; of a name that is not in the code nothing is known.
// A platform and what settles it; no place where nothing does.
struct Settled {
  Platform platform = Platform::kUnknown;
  Place place = {};
  std::string phrase = {};
  Certainty certainty = Certainty::kCertain;

  Settled NoMoreCertainThan(Certainty other) const {
    return {platform, place, phrase, std::max(certainty, other)};
  }
};

std::optional<Settled> FromStrategy(const Fact<List<Ref>>& providers, const Site& from,
                                    const std::string& phrase, const ModelView& view) {
  if (!providers.known() || (providers->items.empty() && !providers->open())) return std::nullopt;
  for (const Fact<Ref>& provider : providers->items) {
    if (!provider.known()) continue;
    const Certainty certainty = std::max(providers.certainty(), provider.certainty());
    const auto name = provider->text.known();
    if (name && (*name == "FARGATE" || *name == "FARGATE_SPOT")) {
      return Settled{Platform::kFargate, providers.place(), phrase, certainty};
    }
    const auto resolved = ResolveCapacityProvider(view, provider, from);
    if (resolved.resource == nullptr) continue;
    const Platform platform = FromProvider(*resolved.resource, view);
    if (platform != Platform::kUnknown) {
      return Settled{platform, providers.place(), phrase, certainty};
    }
  }
  return Settled{};
}

// The one platform that the task definition asks for; nothing if it asks for none. Several, or what
// cannot be told: unknown.
std::optional<Settled> Compatible(const Workload& workload) {
  const TaskDefinition* task = workload.task_definition().resource;
  if (task == nullptr) return Settled{};
  const Fact<List<Text>>& compatible = workload.Get(task->requires_compatibilities);
  if (!compatible.present()) return std::nullopt;
  if (!compatible.known() || compatible->open()) return Settled{};
  if (compatible->items.empty()) return std::nullopt;
  const Fact<Text>& first = compatible->items.front();
  if (compatible->items.size() > 1 || !first.known()) return Settled{};
  return Settled{FromLaunchType(first->known().value_or("")), compatible.place(),
                 "the " + std::string(workload.task_words()) + " requires only this compatibility",
                 std::max({compatible.certainty(), first.certainty(),
                           workload.task_definition().grounds.worst})};
}

Settled PlatformOf(const Workload& workload) {
  Certainty left_out = Certainty::kCertain;  // that what would settle it first is not there
  if (const Service* service = workload.service()) {
    if (service->kind == Service::Kind::kDaemon) {
      return {Platform::kManagedInstances,
              {.span = service->head.span},
              "daemons run on Managed Instances"};
    }
    if (service->kind == Service::Kind::kJob) {
      return Compatible(workload).value_or(
          Settled{Platform::kEc2,
                  {.span = service->head.span},
                  "no platform capability is set, so AWS Batch uses EC2"});
    }
    const std::string whose = "the " + std::string(KindName(service->kind)) + "'s ";
    const Fact<Text>& type = workload.Get(service->launch_type);
    if (type.known()) {
      return {FromLaunchType(type->known().value_or("")), type.place(),
              whose + "launch type is set here", type.certainty()};
    }
    if (type.unknown()) return {};
    const Fact<List<Ref>>& strategy = workload.Get(service->capacity_providers);
    if (strategy.unknown()) return {};
    left_out = type.certainty();
    if (const auto settled =
            FromStrategy(strategy, service->head.site, whose + "capacity providers are set here",
                         workload.view())) {
      return settled->NoMoreCertainThan(left_out);
    }
    left_out = std::max(left_out, strategy.certainty());
    // Who makes the task sets says where they run.
    const Fact<Text>& controller = workload.Get(service->deployment_controller);
    if (controller.unknown() || (controller.known() && controller->Is("EXTERNAL"))) {
      return Compatible(workload).value_or(Settled{}).NoMoreCertainThan(left_out);
    }
    if (const Cluster* cluster = workload.cluster().resource) {
      const Fact<List<Ref>> standard = DefaultCapacityProviders(workload.view(), *cluster);
      if (standard.unknown()) return {};
      left_out = std::max(left_out, workload.cluster().grounds.worst);
      if (const auto settled =
              FromStrategy(standard, cluster->head.site, "the cluster's default capacity providers",
                           workload.view())) {
        return settled->NoMoreCertainThan(left_out);
      }
      left_out = std::max(left_out, standard.certainty());
      // Nothing says where to: the API's default launch type [C1].
      if (!Compatible(workload)) {
        return {Platform::kEc2, type.place(), "no launch type is set, so ECS uses EC2", left_out};
      }
    }
  }
  return Compatible(workload).value_or(Settled{}).NoMoreCertainThan(left_out);
}

// Nothing if it is no dotted version.
std::optional<bool> IsOlderThan140(std::string_view version) {
  constexpr int kWanted[] = {1, 4, 0};
  for (const int wanted : kWanted) {
    int number = 0;
    const auto [end, error] =
        std::from_chars(version.data(), version.data() + version.size(), number);
    if (error != std::errc{}) return std::nullopt;
    if (number != wanted) return number < wanted;
    version.remove_prefix(static_cast<std::size_t>(end - version.data()));
    if (version.starts_with('.')) version.remove_prefix(1);
    if (version.empty()) version = "0";
  }
  return false;
}

void JudgeVersion(const Workload& workload, PlatformVerdict& verdict) {
  verdict.version = workload.Get(workload.service()->platform_version);
  // ECS refuses one beside any other launch type.
  const Fact<Text>& type = workload.Get(workload.service()->launch_type);
  if (type.known() && type->known() && FromLaunchType(*type->known()) != Platform::kFargate) {
    return;
  }
  if (const Unknown* why = verdict.version.unknown()) {
    verdict.Doubtful(*why, "which Fargate platform version the tasks run on");
    return;
  }
  verdict.grounds.And({.worst = verdict.version.certainty()});
  // Only Fargate takes a platform version, so one that is written speaks of Fargate [A4.1].
  if (!verdict.version.known()) return;
  const auto text = verdict.version->known();
  if (!text) {
    verdict.Doubtful({FirstUnknown(*verdict.version->value.value), verdict.version.place()},
                     "which Fargate platform version the tasks run on");
    return;
  }
  if (!IsOlderThan140(*text).value_or(false)) return;
  // The only platform version of Windows is 1.0.0, so any other old one (1.1.0 to 1.3.0) is Linux.
  const bool linux_only = !text->starts_with("1.0");
  const Fact<bool> windows = linux_only ? Fact<bool>() : RunsWindows(workload);
  if (windows.Is(true)) return;
  if (const Unknown* why = windows.unknown()) {
    verdict.Doubtful(*why, "whether the tasks run Windows, for which any platform version works");
    return;
  }
  if (workload.task_definition().resource == nullptr && !linux_only) {
    // Without a task definition the containers are unknown, and say why.
    verdict.Doubtful(*workload.containers().unknown(),
                     "whether the tasks run Windows, for which any platform version works");
    return;
  }
  verdict.state = Verdict::State::kBlocked;
  verdict.cause = PlatformVerdict::Cause::kFargateTooOld;
  verdict.grounds = verdict.version.grounds();
  if (type.unknown() != nullptr) verdict.grounds.And({.worst = Certainty::kLikely});
  if (type.known()) verdict.grounds.And({.worst = type.certainty()});
  if (!linux_only) {
    const Certainty task = workload.task_definition().grounds.worst;  // that it is this one
    verdict.grounds.And({.worst = std::max(task, windows.certainty())});
  }
  verdict.summary = "Fargate platform version " + verdict.version->Shown() + " is older than 1.4.0";
  verdict.AddStep(verdict.version.place(), "the Fargate platform version is set here");
}

// The versions of Windows that ECS Exec supports on instances [A4.3].
constexpr std::array<std::string_view, 3> kWindows = {"WINDOWS_SERVER_2019", "WINDOWS_SERVER_2022",
                                                      "WINDOWS_SERVER_20H2"};

// Only Fargate takes a platform version.
void JudgeOperatingSystem(const Workload& workload, PlatformVerdict& verdict) {
  const bool fargate = verdict.platform == Platform::kFargate || verdict.version.known();
  const std::string what = "whether the tasks run a version of Windows that ECS Exec supports";
  const TaskDefinition* task = workload.task_definition().resource;
  if (task == nullptr && fargate) return;
  if (task == nullptr) return verdict.Doubtful(*workload.containers().unknown(), what);
  const Fact<Text>& family = workload.Get(task->operating_system_family);
  // Fargate runs no other Windows; what it is asked for may still be one.
  if (fargate && !(family.known() && family->known())) return;
  if (const Unknown* why = family.unknown()) return verdict.Doubtful(*why, what);
  verdict.grounds.And({.worst = family.certainty()});
  if (!family.known() || family->Is("LINUX")) return;
  if (!family->known()) {
    return verdict.Doubtful(workload.view().WhyPartlyKnown(*family, family.place()), what);
  }
  const std::string name = *family->known();
  const bool supported = verdict.platform != Platform::kExternal &&
                         std::any_of(kWindows.begin(), kWindows.end(),
                                     [&](std::string_view one) { return name.starts_with(one); });
  if (!supported) {
    const std::string shown = family->Shown();
    verdict.Doubtful({workload.view().Intern(Why::kNotChecked, shown), family.place()},
                     "whether ECS Exec works on `" + shown + "`");
  }
}

}  // namespace

std::string_view PlatformName(Platform platform) {
  switch (platform) {
    case Platform::kFargate:
      return "Fargate";
    case Platform::kEc2:
      return "EC2";
    case Platform::kExternal:
      return "an external instance";
    case Platform::kManagedInstances:
      return "Managed Instances";
    case Platform::kUnknown:
      break;
  }
  return "an unknown platform";
}

Fact<bool> RunsWindows(const Workload& workload) {
  const TaskDefinition* task = workload.task_definition().resource;
  if (task == nullptr) return {};
  return workload.Get(task->operating_system_family).Map([](const Text& family) {
    return family.known().value_or("").starts_with("WINDOWS");
  });
}

bool RunsOnInstances(const Workload& workload) {
  const Platform platform = workload.platform_verdict().platform;
  if (platform != Platform::kUnknown) return platform == Platform::kEc2;
  const TaskDefinition* task = workload.task_definition().resource;
  if (task == nullptr) return false;
  const Fact<Text>& mode = workload.Get(task->network_mode);
  return mode.absent() || (mode.known() && mode->known().value_or("awsvpc") != "awsvpc");
}

PlatformVerdict JudgePlatform(const Workload& workload) {
  PlatformVerdict verdict;
  const Settled settled = PlatformOf(workload);
  verdict.platform = settled.platform;
  verdict.state = Verdict::State::kOpen;
  if (settled.platform != Platform::kUnknown) {
    verdict.AddStep(settled.place, settled.phrase);
    verdict.grounds = {.worst = settled.certainty};
  }
  verdict.summary = verdict.platform == Platform::kUnknown
                        ? "supports ECS Exec wherever the tasks run"
                        : "runs on " + std::string(PlatformName(verdict.platform));
  if (workload.service() != nullptr) JudgeVersion(workload, verdict);
  if (verdict.open()) JudgeOperatingSystem(workload, verdict);
  return verdict;
}

}  // namespace execlint
