#include "lint/verdict/workload.h"

#include <cassert>
#include <optional>
#include <set>

#include "lint/verdict/container.h"
#include "lint/verdict/launch.h"
#include "lint/verdict/logging.h"
#include "lint/verdict/network.h"
#include "lint/verdict/platform.h"
#include "lint/verdict/task_role.h"

namespace execlint {
namespace {

// Every resource that the service's reference names in some scenario.
template <class T, class Resolve>
void Collect(const Model& model, const Service& service, const Attr<Ref>& attribute,
             std::set<const T*>& into, Resolve&& resolve) {
  Explore(model.selectors, kMaxLeaves, [&](const Scenario& scenario, Reads& reads) {
    const auto resolved =
        resolve(model, attribute.At(scenario, reads), service.head.site, scenario, reads);
    if (resolved.resource != nullptr) into.insert(resolved.resource);
    return 0;
  });
}

}  // namespace

const Head& Launch::head() const {
  if (service != nullptr) return service->head;
  return task_definition != nullptr ? task_definition->head : cluster->head;
}

std::vector<Launch> Launches(const Model& model) {
  std::vector<Launch> launches;
  std::set<const TaskDefinition*> run;
  std::set<const Cluster*> used;
  for (const Service& service : model.services) {
    launches.push_back({.kind = Launch::Kind::kService, .service = &service});
    Collect(model, service, service.task_definition, run, ResolveTaskDefinition);
    Collect(model, service, service.cluster, used, ResolveCluster);
  }
  for (const TaskDefinition& task : model.task_definitions) {
    if (run.contains(&task)) continue;
    launches.push_back({.kind = Launch::Kind::kTaskDefinition, .task_definition = &task});
  }
  for (const Cluster& cluster : model.clusters) {
    if (used.contains(&cluster)) continue;
    launches.push_back({.kind = Launch::Kind::kCluster, .cluster = &cluster});
  }
  return launches;
}

struct Workload::Memo {
  std::optional<Resolved<TaskDefinition>> task_definition;
  std::optional<Resolved<Cluster>> cluster;
  std::optional<Fact<List<Container>>> containers;
  std::optional<EnvironmentClass> environment;
  std::optional<LaunchVerdict> launch;
  std::optional<PlatformVerdict> platform;
  std::optional<ContainerVerdict> container;
  std::optional<TaskRoleVerdict> task_role;
  std::optional<NetworkVerdict> network;
  std::optional<LoggingVerdict> logging;
};

Workload::Workload(const Model& model, const Launch& launch, const Scenario& scenario, Reads& reads)
    : model_(model),
      launch_(launch),
      scenario_(scenario),
      reads_(reads),
      memo_(std::make_unique<Memo>()) {}
Workload::~Workload() = default;

bool Workload::exists() const { return !CertainlyMissing(head(), scenario_, reads_); }

Fact<bool> Workload::exec_enabled() const {
  if (launch_.service == nullptr) return Fact<bool>::Absent({.span = head().span});
  return Get(launch_.service->enable_execute_command);
}

Workload::Gate Workload::gate() const {
  if (launch_.service == nullptr) return Gate::kNoLauncher;
  const Fact<bool> flag = exec_enabled();
  if (flag.unknown() != nullptr) return Gate::kUnknown;
  return flag.Is(true) ? Gate::kOn : Gate::kOff;
}

const Resolved<TaskDefinition>& Workload::task_definition() const {
  if (!memo_->task_definition) {
    Resolved<TaskDefinition> resolved;
    if (launch_.service != nullptr) {
      resolved = ResolveTaskDefinition(model_, Get(launch_.service->task_definition),
                                       launch_.service->head.site, scenario_, reads_);
    } else if (launch_.task_definition != nullptr) {
      resolved.state = Resolved<TaskDefinition>::State::kResource;
      resolved.resource = launch_.task_definition;
      resolved.place = {.span = head().span};
    }
    memo_->task_definition = std::move(resolved);
  }
  return *memo_->task_definition;
}

const Resolved<Cluster>& Workload::cluster() const {
  if (!memo_->cluster) {
    Resolved<Cluster> resolved;
    if (launch_.service != nullptr) {
      resolved = ResolveCluster(model_, Get(launch_.service->cluster), launch_.service->head.site,
                                scenario_, reads_);
    } else if (launch_.cluster != nullptr) {
      resolved.state = Resolved<Cluster>::State::kResource;
      resolved.resource = launch_.cluster;
      resolved.place = {.span = head().span};
    }
    memo_->cluster = std::move(resolved);
  }
  return *memo_->cluster;
}

const Fact<List<Container>>& Workload::containers() const {
  if (!memo_->containers) {
    const auto& task = task_definition();
    if (task.resource != nullptr) {
      memo_->containers = Get(task.resource->containers);
    } else if (task.unknown()) {
      memo_->containers = Fact<List<Container>>::Unknowable(task.why.symbol, task.place);
    } else {
      const Symbol* symbol = model_.values->Intern(
          {.why = launch_.cluster != nullptr ? Why::kNotKnown : Why::kNotInScan,
           .name = launch_.cluster != nullptr ? "what runs in the cluster"
                   : task.absent()            ? "the task definition"
                                              : task.text.Shown()});
      memo_->containers = Fact<List<Container>>::Unknowable(symbol, task.place);
    }
  }
  return *memo_->containers;
}

const EnvironmentClass& Workload::environment() const {
  if (!memo_->environment) {
    memo_->environment = ClassifyEnvironment(model_, launch_.service, task_definition().resource,
                                             cluster(), scenario_, reads_);
  }
  return *memo_->environment;
}

const LaunchVerdict& Workload::launch_verdict() const {
  if (!memo_->launch) memo_->launch = JudgeLaunch(*this);
  return *memo_->launch;
}

const PlatformVerdict& Workload::platform_verdict() const {
  if (!memo_->platform) memo_->platform = JudgePlatform(*this);
  return *memo_->platform;
}

const ContainerVerdict& Workload::container_verdict() const {
  if (!memo_->container) memo_->container = JudgeContainers(*this);
  return *memo_->container;
}

const TaskRoleVerdict& Workload::task_role_verdict() const {
  if (!memo_->task_role) memo_->task_role = JudgeTaskRole(*this);
  return *memo_->task_role;
}

const NetworkVerdict& Workload::network_verdict() const {
  if (!memo_->network) memo_->network = JudgeNetwork(*this);
  return *memo_->network;
}

const LoggingVerdict& Workload::logging_verdict() const {
  if (!memo_->logging) memo_->logging = JudgeLogging(*this);
  return *memo_->logging;
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

}  // namespace execlint
