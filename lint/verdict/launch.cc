#include "lint/verdict/launch.h"

#include <algorithm>
#include <utility>

#include "lint/model/resolve.h"
#include "lint/value/value_store.h"
#include "lint/verdict/task_role.h"
#include "lint/verdict/workload.h"

namespace execlint {
namespace {

bool IsService(const Service* launcher) {
  return launcher != nullptr && launcher->kind == Service::Kind::kService;
}

// Is the role that of tasks without a service, or of another service that has exec on? Then what it
// is granted is not meant for this one.
bool IsNeededElsewhere(const Workload& workload, const Role& role) {
  const auto runs_with_role = [&](const TaskDefinition* task) {
    return task != nullptr &&
           ResolveRole(workload.view(), workload.Get(task->task_role), task->head.site).resource ==
               &role;
  };
  const auto& launchers = workload.model().other_launchers;
  const bool launched = std::any_of(launchers.begin(), launchers.end(), [&](const auto& one) {
    return runs_with_role(
        ResolveTaskDefinition(workload.view(), workload.Get(one.task_definition), one.head.site)
            .resource);
  });
  return launched || std::ranges::any_of(workload.launch().all->maybe_on(), [&](const auto* one) {
           const Workload other = workload.Other(*one);
           const bool meant =
               other.gate() != Workload::Gate::kOff || !IsService(other.flag_holder());
           return meant && other.exists() && runs_with_role(other.task_definition().resource);
         });
}

// Is the resource in the module, or in one that it calls? What other modules are given could not
// reach it.
bool LeadsTo(std::string_view module, std::string_view resource) {
  return module.empty() || resource.starts_with(std::string(module) + ".");
}

// Is the flag what the module's input is by default?
bool Decides(const Model::FlagInput& input, const Workload& workload) {
  const RouteStep* step = FindStep(workload.exec_enabled().place().route, RouteStep::How::kLeftOut);
  return step != nullptr && input.name == "var." + std::string(step->input);
}

std::vector<Preparation> PreparationsFor(const Workload& workload) {
  std::vector<Preparation> found;
  const TaskRoleVerdict& role = workload.task_role_verdict();
  if (role.granted_in_code && !IsNeededElsewhere(workload, *role.role)) {
    found.push_back({role.grant.places.front(),
                     "the task role is granted the ssmmessages actions here", role.grant.worst});
  }
  for (const Model::FlagInput& input : workload.model().flag_inputs) {
    if (!LeadsTo(input.module, workload.address())) continue;
    if (!input.read) {
      found.push_back({input.place, "`" + input.name + "` is never read", Certainty::kCertain});
    } else if (input.left_out && Decides(input, workload)) {
      found.push_back({input.place,
                       "`" + input.name + "` is meant for it, and no call here sets it",
                       Certainty::kCertain, true});
    }
  }
  return found;
}

// Does the flag stand on this service itself, its task definition or its cluster?
bool FlagIsMisplaced(const Workload& workload) {
  const auto& strays = workload.model().strays;
  const TaskDefinition* task = workload.task_definition().resource;
  const Cluster* cluster = workload.cluster().resource;
  return std::any_of(strays.begin(), strays.end(), [&](const Stray& stray) {
    const std::string& owner = stray.owner.address;
    return owner == workload.head().address || (task != nullptr && owner == task->head.address) ||
           (cluster != nullptr && owner == cluster->head.address);
  });
}

// On, or off by nothing but the default of an input.
bool MayBeOn(const Fact<bool>& flag) {
  return flag.Is(true) || flag.unknown() != nullptr || PassesDefault(flag.place().route);
}

// Is `holds` so of a flag of the service in any scenario, or of the same code in another module
// call?
template <class F>
bool AnyOfTheSameCode(const Workload& workload, const Service& service, const F& holds) {
  const Resources<Service>& all = workload.model().services;
  return std::any_of(all.begin(), all.end(), [&](const Service& one) {
    return one.head.span == service.head.span && one.enable_execute_command.in.AnyValue(holds);
  });
}

bool IsOffInProduction(const Workload& workload, const Service& service) {
  const Fact<bool> flag = workload.exec_enabled();
  return flag.present() && !PassesDefault(flag.place().route) &&
         AnyOfTheSameCode(workload, service, [](const Fact<bool>& one) { return one.Is(true); }) &&
         workload.environment().environment == Environment::kProduction;
}

void JudgeOff(const Service& launcher, LaunchVerdict& verdict) {
  if (launcher.kind == Service::Kind::kExpressService) {
    verdict.summary = "an Express service has no setting for ECS Exec";
    verdict.AddStep({.span = launcher.head.span}, verdict.summary);
    return;
  }
  const bool written = verdict.flag.present();
  verdict.summary = written ? "ECS Exec is off" : "ECS Exec is not turned on";
  verdict.AddStep(verdict.flag.place(), written ? "ECS Exec is turned off here"
                                                : "the " + std::string(KindName(launcher.kind)) +
                                                      " does not turn ECS Exec on");
}

// Why nobody knows what launches the task: something that names the task definition may, or nothing
// here does.
const Symbol* WhyNoLauncher(const Workload& workload) {
  const ModelView& view = workload.view();
  const std::string task = "`" + workload.address() + "`";
  for (const OtherLauncher& one : workload.model().other_launchers) {
    const TaskDefinition* named =
        ResolveTaskDefinition(view, view.Get(one.task_definition), one.head.site).resource;
    if (named != nullptr && named == workload.task_definition().resource) {
      return view.Words(Why::kHandOver,
                        "execlint does not evaluate how `" + one.head.address + "` uses " + task);
    }
  }
  return view.Words(Why::kHandOver, "nothing in this code launches " + task);
}

}  // namespace

LaunchVerdict JudgeLaunch(const Workload& workload) {
  LaunchVerdict verdict;
  verdict.flag = workload.exec_enabled();
  verdict.grounds = verdict.flag.grounds();
  switch (workload.gate()) {
    case Workload::Gate::kOn:
      verdict.state = Verdict::State::kOpen;
      verdict.summary = "ECS Exec is on";
      verdict.AddStep(verdict.flag.place(), "ECS Exec is turned on here");
      break;
    case Workload::Gate::kOff:
      verdict.state = Verdict::State::kBlocked;
      JudgeOff(*workload.flag_holder(), verdict);
      break;
    case Workload::Gate::kUnknown:
      verdict.Doubtful(*verdict.flag.unknown(), "whether ECS Exec is turned on");
      break;
    case Workload::Gate::kNoLauncher:
      verdict.Doubtful({WhyNoLauncher(workload), {.span = workload.head().span}},
                       "whether ECS Exec is turned on");
      break;
  }
  return verdict;
}

LaunchCause FindLaunchCause(const Workload& workload) {
  using Kind = LaunchCause::Kind;
  const Service* service = workload.flag_holder();
  if (workload.gate() != Workload::Gate::kOff || !IsService(service)) return {};
  if (FlagIsMisplaced(workload)) return {Kind::kMisplaced};
  if (IsOffInProduction(workload, *service)) return {Kind::kOffInProduction};
  // Where something chooses, nobody forgot the flag.
  if (AnyOfTheSameCode(workload, *service, MayBeOn)) return {Kind::kOff};
  std::vector<Preparation> preparations = PreparationsFor(workload);
  if (preparations.empty()) return {Kind::kOff};
  return {Kind::kPreparedButOff, std::move(preparations)};
}

}  // namespace execlint
