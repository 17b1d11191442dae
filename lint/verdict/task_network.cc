#include "lint/verdict/task_network.h"

#include <algorithm>
#include <string>
#include <utility>

#include "lint/verdict/network_path.h"
#include "lint/verdict/platform.h"
#include "lint/verdict/workload.h"

namespace execlint {
namespace {

using Cause = NetworkVerdict::Cause;

constexpr std::string_view kWhichSubnets = "which subnets the tasks run in";
// ECS takes 16 for a service.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
constexpr std::size_t kMostSubnets = 64;

// The capacity providers whose instances tasks may land on: those of the service, else those that
// the cluster takes by default. Nothing where a launch type is written, which rules out both.
std::optional<Fact<List<Ref>>> ProvidersOf(const Workload& workload) {
  const Service& service = *workload.service();
  if (workload.Get(service.launch_type).present()) return std::nullopt;
  const auto names_any = [](const Fact<List<Ref>>& list) {
    return list.known() && !list->items.empty();
  };
  const Fact<List<Ref>>& own = workload.Get(service.capacity_providers);
  if (names_any(own)) return own;
  const Cluster* cluster = workload.cluster().resource;
  if (cluster == nullptr) return std::nullopt;
  Fact<List<Ref>> standard = DefaultCapacityProviders(workload.view(), *cluster);
  return names_any(standard) ? std::optional(std::move(standard)) : std::nullopt;
}

std::vector<TaskNetwork> NetworksOfInstances(const Workload& workload, const TaskDefinition& task,
                                             const std::optional<Fact<List<Ref>>>& providers,
                                             NetworkVerdict& verdict) {
  const ModelView& view = workload.view();
  const Head& service = workload.service()->head;
  ContainerInstances found = providers ? InstancesOfProviders(view, *providers, service)
                                       : InstancesOfCluster(view, workload.cluster(), service);
  if (found.doubt) {
    verdict.Doubtful(found.doubt->first, std::move(found.doubt->second));
    return {};
  }
  std::vector<TaskNetwork> networks;
  for (InstanceKind& kind : found.kinds) {
    TaskNetwork network{
        .subnets = view.Get(kind.Subnets(view)),
        .security_groups = view.Get(kind.Setting(&LaunchSettings::security_groups, view)),
        .grounds = kind.grounds};
    network.grounds.And(
        {.worst = std::max(
             {workload.Get(task.network_mode).certainty(), workload.task_definition().grounds.worst,
              workload.platform_verdict().grounds.worst, workload.cluster().grounds.worst})});
    network.instances = std::move(kind);
    networks.push_back(std::move(network));
  }
  if (networks.empty()) {
    verdict.Doubtful({view.Words(Why::kNotKnown, "the network of the container instances"),
                      {.span = workload.head().span}},
                     std::string(kWhichSubnets));
  }
  return networks;
}

// That of tasks with interfaces of their own. A service that names subnets has the mode awsvpc: ECS
// refuses any other.
TaskNetwork OwnNetwork(const Workload& workload, const Fact<List<Ref>>& subnets) {
  return {.subnets = subnets, .security_groups = workload.Get(workload.service()->security_groups)};
}

}  // namespace

std::vector<TaskNetwork> NetworksOf(const Workload& workload, NetworkVerdict& verdict) {
  const ModelView view = workload.view();
  if (workload.service() == nullptr) {
    verdict.Doubtful({view.Words(Why::kHandOver, "nothing in this code launches the task"),
                      {.span = workload.head().span}},
                     std::string(kWhichSubnets));
    return {};
  }
  const TaskDefinition* task = workload.task_definition().resource;
  const Fact<Text> mode = task != nullptr ? workload.Get(task->network_mode) : Fact<Text>();
  if (mode.known() && mode->Is("none")) {
    verdict.state = Verdict::State::kBlocked;
    verdict.cause = Cause::kNoNetwork;
    verdict.grounds = mode.grounds();
    verdict.grounds.And({.worst = workload.task_definition().grounds.worst});
    verdict.summary = "network mode `none` has no network access";
    verdict.AddStep(mode.place(), verdict.summary);
    return {};
  }
  const Fact<List<Ref>>& subnets = workload.Get(workload.service()->subnets);
  if (subnets.known()) return {OwnNetwork(workload, subnets)};
  const auto doubtful = [&](const Unknown& why) {
    verdict.Doubtful(why, std::string(kWhichSubnets));
    return std::vector<TaskNetwork>();
  };
  const auto not_known = [&](std::string thing) {
    return doubtful({view.Words(Why::kNotKnown, std::move(thing)), subnets.place()});
  };
  if (const Unknown* why = subnets.unknown()) return doubtful(*why);
  if (const Unknown* why = mode.unknown()) return doubtful(*why);
  const Platform platform = workload.platform_verdict().platform;
  if ((mode.known() && mode->Is("awsvpc")) || platform == Platform::kFargate) {
    return not_known("the " + std::string(KindName(workload.service()->kind)) +
                     "'s network configuration");
  }
  if (task == nullptr && workload.task_definition().unknown()) {
    return doubtful(workload.task_definition().why);
  }
  const Fact<Text>& type = workload.Get(workload.service()->launch_type);
  if (const Unknown* why = type.unknown()) return doubtful(*why);
  const std::optional<Fact<List<Ref>>> providers = ProvidersOf(workload);
  // Fargate takes no mode but awsvpc, so what is not known of the platform is on which instances
  // tasks run [A5.18].
  const bool on_instances =
      platform == Platform::kEc2 ||
      (platform == Platform::kUnknown && (providers || workload.cluster().resource == nullptr));
  if (workload.service()->kind == Service::Kind::kJob) {
    return not_known("the network of the job's compute environment");
  }
  const bool mode_is_known = mode.absent() || (mode.known() && mode->known());
  if (task == nullptr || !mode_is_known || !on_instances) {
    return not_known("the network of the container instances");
  }
  return NetworksOfInstances(workload, *task, providers, verdict);
}

bool CollectSubnets(const Workload& workload, const TaskNetwork& network,
                    std::vector<const Subnet*>& subnets, NetworkVerdict& verdict) {
  const ModelView view = workload.view();
  const Fact<List<Ref>>& refs = network.subnets;
  const std::string what =
      network.instances
          ? "which subnets the instances of " + Quoted(network.instances->group->head) + " run in"
          : std::string(kWhichSubnets);
  if (!refs.known()) {
    // Without subnets AWS takes those of the default VPC.
    verdict.Doubtful(
        refs.unknown() != nullptr
            ? *refs.unknown()
            : Unknown{view.Words(Why::kNotKnown, "the subnets of the default VPC"), refs.place()},
        what);
    return false;
  }
  if (refs->items.size() > kMostSubnets) {
    verdict.Doubtful({view.model.values->Limit("so many subnets", refs.place().span), refs.place()},
                     what);
    return false;
  }
  for (const Fact<Ref>& ref : refs->items) {
    const auto subnet = ResolveById(view.model.subnets, ref, view);
    if (subnet.resource == nullptr) {
      if (subnet.absent()) continue;
      const Unknown why =
          subnet.unknown()
              ? subnet.why
              : Unknown{view.Intern(Why::kNotInScan, subnet.text.Shown()), subnet.place};
      verdict.Doubtful(why, subnet.unknown() ? what : "where the routes of a subnet lead");
      return false;
    }
    verdict.grounds.And({.worst = ref.certainty()});
    if (std::find(subnets.begin(), subnets.end(), subnet.resource) == subnets.end()) {
      subnets.push_back(subnet.resource);
    }
  }
  // The instances of one block are alike, and ECS takes no empty list.
  const bool alike = refs->open() && refs->open_because->rest != Symbol::Rest::kAny;
  if (alike && subnets.size() == 1) {
    verdict.grounds.And({.worst = Certainty::kDefaulted});
  } else if (refs->open()) {
    verdict.Doubtful({refs->open_because, refs.place()}, what);
    return false;
  }
  if (subnets.empty()) {
    verdict.Doubtful(
        {view.Words(Why::kNotKnown, "the subnets: the list is empty here"), refs.place()}, what);
    return false;
  }
  return true;
}

namespace {

// An address that is given to the instance by itself.
std::optional<Answer> ElasticIpOf(const InstanceGroup& group, const ModelView& view) {
  for (const ElasticIp* ip : view.model.elastic_ips.Naming(&ElasticIp::instance, {group.head.id})) {
    Answer given =
        And(Names(view.Get(ip->instance), group.head.id), Exists(ip->head, view, &group.head));
    if (given.no()) continue;
    if (given.yes()) given.grounds.places.push_back({.span = ip->head.span});
    return given;
  }
  return std::nullopt;
}

Answer InstanceHasPublicIp(const InstanceKind& kind, const Subnet& subnet, const ModelView& view) {
  const std::string what =
      "whether the instances of " + Quoted(kind.group->head) + " get a public IP address";
  if (auto given = ElasticIpOf(*kind.group, view)) {
    given->what = what;
    return *given;
  }
  const Fact<bool>& asked = view.Get(kind.Setting(&LaunchSettings::public_ip, view));
  if (const Unknown* why = asked.unknown()) return Answer::Maybe(*why, what);
  if (asked.known()) return *asked ? Answer::Yes(asked.grounds()) : Answer::No(asked.grounds());
  const Fact<bool>& mapped = view.Get(subnet.map_public_ip);
  if (const Unknown* why = mapped.unknown()) return Answer::Maybe(*why, what);
  Grounds grounds = mapped.grounds();
  grounds.And({.worst = asked.certainty()});
  return mapped.Is(true) ? Answer::Yes(std::move(grounds)) : Answer::No(std::move(grounds));
}

}  // namespace

Answer HasPublicIp(const Workload& workload, const TaskNetwork& network, const Subnet& subnet) {
  if (network.instances) return InstanceHasPublicIp(*network.instances, subnet, workload.view());
  const Fact<bool>& asked = workload.Get(workload.service()->assign_public_ip);
  const std::string what = "whether the tasks get a public IP address";
  if (const Unknown* why = asked.unknown()) return Answer::Maybe(*why, what);
  const Platform platform = workload.platform_verdict().platform;
  if (platform == Platform::kExternal || platform == Platform::kManagedInstances) {
    return Answer::Maybe(
        {workload.view().Words(Why::kUnsupported,
                               "the network of " + std::string(PlatformName(platform))),
         asked.place()},
        what);
  }
  Grounds grounds{.worst = asked.certainty(), .places = {asked.place()}};
  const bool by_instance = asked.Is(true) && platform == Platform::kEc2;
  if (by_instance) grounds.And({.worst = workload.platform_verdict().grounds.worst});
  // ECS takes the setting for Fargate alone, so where it is on the tasks run there.
  return asked.Is(true) && !by_instance ? Answer::Yes(std::move(grounds))
                                        : Answer::No(std::move(grounds));
}

}  // namespace execlint
