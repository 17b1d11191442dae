#include "lint/verdict/workload.h"

#include <cassert>
#include <map>
#include <optional>
#include <set>
#include <type_traits>

#include "lint/source/path_in_words.h"
#include "lint/verdict/causes.h"
#include "lint/verdict/container.h"
#include "lint/verdict/launch.h"
#include "lint/verdict/logging.h"
#include "lint/verdict/network.h"
#include "lint/verdict/platform.h"
#include "lint/verdict/task_role.h"

namespace execlint {
namespace {

// Every resource that the launcher's reference names in some scenario.
template <class T, class Resolve>
void Collect(const Model& model, const Service& service, const Attr<Ref>& attribute,
             std::set<const T*>& into, Resolve&& resolve) {
  Explore(model.selectors, kMaxCases, [&](const Scenario& scenario, Reads& reads) {
    const ModelView view{model, scenario, reads};
    const auto resolved = resolve(view, view.Get(attribute), service.head.site);
    if (resolved.resource != nullptr) into.insert(resolved.resource);
    return 0;
  });
}

Resolved<Service> ServiceOf(const Service& task_set, const ModelView& view) {
  return ResolveService(view, view.Get(task_set.of_service), task_set.head.site);
}

// The flag as it is written.
Fact<bool> FlagInCode(const Launch& launch, const ModelView& view) {
  const Service* launcher = launch.service;
  if (launcher == nullptr) return Fact<bool>::Absent({.span = launch.head().span});
  if (launcher->kind != Service::Kind::kTaskSet) return view.Get(launcher->enable_execute_command);
  const auto service = ServiceOf(*launcher, view);
  if (service.resource == nullptr) {
    const Symbol* why = service.unknown()  ? service.why.symbol
                        : service.absent() ? view.Words(Why::kNotKnown, "the task set's service")
                                           : view.Intern(Why::kNotInScan, service.text.Shown());
    return Fact<bool>::Unknowable(why, service.place);
  }
  return view.Get(service.resource->enable_execute_command)
      .NoMoreCertainThan(service.grounds.worst);
}

// Is it a service that has exec off in all scenarios, and nothing that may set its flag?
bool IsAlwaysOff(const Launch& launch, const Model& model) {
  const Service* service = launch.service;
  if (service == nullptr || service->kind != Service::Kind::kService) return false;
  if (service->flag_left_to_others || !model.service_updates.empty()) return false;
  return !service->enable_execute_command.in.AnyValue(
      [](const Fact<bool>& flag) { return !flag.absent() && !flag.Is(false); });
}

}  // namespace

struct Judgements {
  PerScenario<Resolved<TaskDefinition>> task_definition;
  PerScenario<Resolved<Cluster>> cluster;
  PerScenario<Fact<List<Container>>> containers;
  PerScenario<EnvironmentClass> environment;
  PerScenario<LaunchVerdict> launch;
  PerScenario<PlatformVerdict> platform;
  PerScenario<ContainerVerdict> container;
  PerScenario<TaskRoleVerdict> task_role;
  PerScenario<NetworkVerdict> network;
  PerScenario<LoggingVerdict> logging;
  PerScenario<LaunchCause> launch_cause;
  PerScenario<LoggingCause> logging_cause;
};

const Head& Launch::head() const {
  if (service != nullptr) return service->head;
  return task_definition != nullptr ? task_definition->head : cluster->head;
}

void Launch::Forget() const {
  judgements->containers = {};
  judgements->environment = {};
  judgements->platform = {};
  judgements->container = {};
  judgements->task_role = {};
  judgements->network = {};
  judgements->launch_cause = {};
  judgements->logging_cause = {};
}

void Launches::Add(Launch launch) {
  if (launches_.size() >= most_) {
    ++left_out_;
    return;
  }
  launch.all = this;
  launch.judgements = std::make_shared<Judgements>();
  launches_.push_back(std::move(launch));
}

Launches::Launches(const Model& model, std::size_t most)
    : model_(model),
      most_(most),
      allowance_(model.values == nullptr ? kMaxCases
                                         : model.values->budget().most_steps() / kStepsOfACase) {
  std::set<const TaskDefinition*> run;
  std::set<const Cluster*> used;
  std::set<const Service*> split;  // into task sets
  for (const Service& one : model.services) {
    if (one.kind != Service::Kind::kTaskSet) continue;
    Collect(model, one, one.of_service, split, ResolveService);
  }
  const auto is_written = [](const Fact<Ref>& ref) { return ref.present(); };
  for (const Service& service : model.services) {
    if (!split.contains(&service) || service.task_definition.in.AnyValue(is_written)) {
      const TaskDefinition* own = service.own_task_definition
                                      ? &model.task_definitions[*service.own_task_definition]
                                      : nullptr;
      if (own != nullptr) run.insert(own);
      Add({.kind = Launch::Kind::kService, .service = &service, .task_definition = own});
    }
    Collect(model, service, service.task_definition, run, ResolveTaskDefinition);
    Collect(model, service, service.cluster, used, ResolveCluster);
  }
  const auto note = [&](const auto& all) {
    for (const auto* one : all) {
      if (!one->head.site.unit.empty()) used_elsewhere_.push_back(&one->head);
    }
  };
  note(run);
  note(used);
  for (const TaskDefinition& task : model.task_definitions) {
    if (run.contains(&task) || !task.head.site.unit.empty()) continue;
    Add({.kind = Launch::Kind::kTaskDefinition, .task_definition = &task});
  }
  for (const Cluster& cluster : model.clusters) {
    if (used.contains(&cluster) || !cluster.head.site.unit.empty()) continue;
    Add({.kind = Launch::Kind::kCluster, .cluster = &cluster});
  }
  for (const Launch& one : launches_) {
    if (!IsAlwaysOff(one, model)) maybe_on_.push_back(&one);
  }
}

std::string KeyOf(std::string_view what, const Head& head) {
  return std::string(what) + " " + std::to_string(static_cast<std::uint32_t>(head.id));
}

bool Workload::exists() const {
  if (launch_.service != nullptr && Get(launch_.service->written).Is(false)) return false;
  return !CertainlyMissing(head(), view_);
}

Fact<bool> Workload::exec_enabled() const {
  Fact<bool> flag = FlagInCode(launch_, view_);
  if (flag.unknown() != nullptr) return flag;
  const auto setter = flag_setter();
  if (!setter) return flag;
  if (flag.Is(true)) return flag.NoMoreCertainThan(Certainty::kDefaulted);
  return Fact<bool>::Unknowable(view_.Words(Why::kComputedByAws, setter->reason), setter->at);
}

std::optional<FlagSetter> Workload::flag_setter() const {
  const Service* holder = flag_holder();
  if (holder == nullptr) return std::nullopt;
  if (holder->flag_left_to_others) {
    return FlagSetter{*holder->flag_left_to_others,
                      "`ignore_changes` lets something outside this code set this flag, so it",
                      "others may turn ECS Exec on or off"};
  }
  if (model().service_updates.empty()) return std::nullopt;
  const bool on = Get(holder->enable_execute_command).Is(true);
  for (const ServiceUpdate* update :
       model().service_updates.Naming(&ServiceUpdate::service, *holder, model().services)) {
    const Fact<bool>& set = Get(update->enable_execute_command);
    const bool never = Get(update->written).Is(false) || Exists(update->head, view_).no();
    if (never || set.absent() || set.Is(on) || Means(view_, *update, *holder) == Tri::kNo) continue;
    return FlagSetter{set.place(),
                      "`" + update->head.address + "` may set this flag by `updateService`, so it",
                      "this call may turn ECS Exec on or off"};
  }
  return std::nullopt;
}

const Service* Workload::flag_holder() const {
  const Service* launcher = launch_.service;
  if (launcher == nullptr || launcher->kind != Service::Kind::kTaskSet) return launcher;
  return ServiceOf(*launcher, view_).resource;
}

Fact<Ref> Workload::task_role_override() const {
  if (launch_.service == nullptr) return Fact<Ref>::Absent({.span = head().span});
  return Get(launch_.service->task_role);
}

Workload::Gate Workload::gate() const {
  if (launch_.service == nullptr) return Gate::kNoLauncher;
  const Fact<bool> flag = exec_enabled();
  if (flag.unknown() != nullptr) return Gate::kUnknown;
  return flag.Is(true) ? Gate::kOn : Gate::kOff;
}

std::optional<Place> Workload::task_definition_left_to_others() const {
  const Service* service = launch_.service;
  if (service == nullptr) return std::nullopt;
  if (service->task_definition_left_to_others) return service->task_definition_left_to_others;
  const Fact<Text>& controller = Get(service->deployment_controller);
  const bool by_ecs = !controller.present() || (controller.known() && controller->Is("ECS"));
  return by_ecs ? std::nullopt : std::optional(controller.place());
}

const Resolved<TaskDefinition>& Workload::task_definition() const {
  return launch_.judgements->task_definition.Get(view_, [this](Reads& reads) {
    const ModelView view{model(), view_.scenario, reads};
    const Service* service = launch_.service;
    if (service != nullptr && launch_.task_definition == nullptr) {
      auto named =
          ResolveTaskDefinition(view, view.Get(service->task_definition), service->head.site);
      const bool left =
          Workload(launch_, view_.scenario, reads).task_definition_left_to_others().has_value();
      const Certainty by_ecs = view.Get(service->deployment_controller).certainty();
      named.grounds.And({.worst = left ? std::max(by_ecs, Certainty::kDefaulted) : by_ecs});
      return named;
    }
    Resolved<TaskDefinition> own;
    if (launch_.task_definition != nullptr) {
      own.state = Resolved<TaskDefinition>::State::kResource;
      own.resource = launch_.task_definition;
      own.place = {.span = head().span};
    }
    return own;
  });
}

std::string Workload::NamedAt(const Head& place) const {
  const std::string of =
      place.site.unit == head().site.unit ? "" : " of " + PathInWords(model().path);
  return "`" + address() + "`" + of;
}

std::string_view Workload::task_words() const {
  const bool job = launch_.service != nullptr && launch_.service->kind == Service::Kind::kJob;
  return job ? "job definition" : "task definition";
}

const Resolved<Cluster>& Workload::cluster() const {
  return launch_.judgements->cluster.Get(view_, [this](Reads& reads) {
    const ModelView view{model(), view_.scenario, reads};
    if (const Service* service = launch_.service) {
      return ResolveCluster(view, view.Get(service->cluster), service->head.site);
    }
    Resolved<Cluster> own;
    if (launch_.cluster != nullptr) {
      own.state = Resolved<Cluster>::State::kResource;
      own.resource = launch_.cluster;
      own.place = {.span = head().span};
    }
    return own;
  });
}

const Fact<List<Container>>& Workload::containers() const {
  using Containers = Fact<List<Container>>;
  return launch_.judgements->containers.Get(view_, [this](Reads& reads) -> Containers {
    const Workload self(launch_, view_.scenario, reads);
    const Resolved<TaskDefinition>& task = self.task_definition();
    const ModelView& view = self.view();
    if (task.resource != nullptr) {
      const Containers& list = self.Get(task.resource->containers);
      const bool none = list.absent() || (list.known() && list->items.empty() && !list->open());
      if (!none) return list;
      // AWS takes no task definition without a container, so they come from somewhere else.
      return Containers::Unknowable(
          view.Words(Why::kNotKnown, "the containers: none is written here"), list.place());
    }
    const Symbol* why = task.unknown() ? task.why.symbol
                        : launch_.cluster != nullptr
                            ? view.Words(Why::kNotKnown, "what runs in the cluster")
                        : task.absent() ? view.Words(Why::kNotInScan, "the task definition")
                                        : view.Intern(Why::kNotInScan, task.text.Shown());
    return Containers::Unknowable(why, task.place);
  });
}

// Judges with a workload of its own, so that what the verdict read is known apart.
template <class T, class Judge>
const T& JudgedBy(PerScenario<T>& judged, const Workload& workload, Judge judge) {
  return judged.Get(workload.view(), [&](Reads& reads) {
    const Workload self(workload.launch(), workload.view().scenario, reads);
    T judged_now = judge(self);
    if constexpr (std::is_base_of_v<Verdict, T>) CloseUnchecked(self, judged_now);
    return judged_now;
  });
}

const EnvironmentClass& Workload::environment() const {
  return JudgedBy(launch_.judgements->environment, *this, [](const Workload& self) {
    const Service* holder = self.flag_holder();
    return ClassifyEnvironment(self.view(), holder != nullptr ? holder : self.service(),
                               self.task_definition().resource, self.cluster());
  });
}

const LaunchVerdict& Workload::launch_verdict() const {
  return JudgedBy(launch_.judgements->launch, *this, JudgeLaunch);
}

const PlatformVerdict& Workload::platform_verdict() const {
  return JudgedBy(launch_.judgements->platform, *this, JudgePlatform);
}

const ContainerVerdict& Workload::container_verdict() const {
  return JudgedBy(launch_.judgements->container, *this, JudgeContainers);
}

const TaskRoleVerdict& Workload::task_role_verdict() const {
  return JudgedBy(launch_.judgements->task_role, *this, JudgeTaskRole);
}

const NetworkVerdict& Workload::network_verdict() const {
  return JudgedBy(launch_.judgements->network, *this, JudgeNetwork);
}

const LoggingVerdict& Workload::logging_verdict() const {
  return JudgedBy(launch_.judgements->logging, *this, JudgeLogging);
}

const LaunchCause& Workload::launch_cause() const {
  return JudgedBy(launch_.judgements->launch_cause, *this, FindLaunchCause);
}

LoggingCause Workload::logging_cause() const {
  return JudgedBy(launch_.judgements->logging_cause, *this, FindLoggingCause);
}

const Verdict& Workload::verdict(Hop hop) const {
  switch (hop) {
    case Hop::kLaunch:
      return launch_verdict();
    case Hop::kPlatform:
      return platform_verdict();
    case Hop::kContainer:
      return container_verdict();
    case Hop::kTaskRole:
      return task_role_verdict();
    case Hop::kNetwork:
      return network_verdict();
    case Hop::kLogging:
      return logging_verdict();
    case Hop::kAccess:
    case Hop::kInput:
      break;
  }
  assert(false && "not a hop of a workload's path");
  return launch_verdict();
}

std::vector<PathStep> Workload::PathTo(Hop hop) const {
  std::vector<PathStep> path;
  if (gate() == Gate::kOn) path = launch_verdict().steps;
  const std::vector<PathStep>& steps = verdict(hop).steps;
  path.insert(path.end(), steps.begin(), steps.end());
  return path;
}

}  // namespace execlint
