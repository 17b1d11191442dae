#include "lint/verdict/network.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "lint/verdict/agent.h"
#include "lint/verdict/network_filter.h"
#include "lint/verdict/network_path.h"
#include "lint/verdict/platform.h"
#include "lint/verdict/task_network.h"
#include "lint/verdict/workload.h"

namespace execlint {
namespace {

using Cause = NetworkVerdict::Cause;
using Stranded = NetworkVerdict::Stranded;

// "a, b and c"; a long list ends in "and 3 more".
std::string Joined(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 4;
  const std::size_t shown = names.size() > kMost ? kMost - 1 : names.size();
  std::string words;
  for (std::size_t i = 0; i < shown; ++i) {
    words += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  }
  if (shown < names.size()) words += " and " + std::to_string(names.size() - shown) + " more";
  return words;
}

// "has no default route" of several tables: "have no default route".
std::string Plural(std::string_view meets) {
  const std::size_t space = meets.find(' ');
  const std::string_view verb = meets.substr(0, space);
  return (verb == "has" ? "have" : "lead") + std::string(meets.substr(space));
}

// The services that the other endpoints of the VPC carry.
std::vector<std::string> ServicesBeside(const SessionEndpoint& session, const ModelView& view) {
  std::vector<std::string> services;
  const auto add = [&](const VpcEndpoint& endpoint) {
    const Fact<Text>& name = view.Get(endpoint.service_name);
    if (name.known()) services.push_back(name->Shown());
  };
  for (const VpcEndpoint* other : session.others) add(*other);
  if (session.vpc == nullptr) return services;
  const ResourceId vpc = session.vpc->head.id;
  for (const VpcEndpoint* gateway : view.model.vpc_endpoints.Naming(&VpcEndpoint::vpc, {vpc})) {
    const Fact<Text>& type = view.Get(gateway->type);
    const bool is_gateway = type.absent() || (type.known() && type->Is("Gateway"));
    if (is_gateway && Exists(gateway->head, view).yes() &&
        Names(view.Get(gateway->vpc), vpc).yes()) {
      add(*gateway);
    }
  }
  return services;
}

// Notes a subnet whose tasks have an endpoint for their sessions and no other way out.
void NoteIsolated(const Workload& workload, const NetworkPath& path, NetworkVerdict& verdict) {
  if (path.through != NetworkPath::Through::kEndpoint) return;
  const Subnet& subnet = *path.subnet;
  const DefaultRoute& route = DefaultRouteOf(workload, subnet);
  const bool out =
      (route.target == DefaultRoute::Target::kNat && !ReachesInternet(workload, *route.nat).no()) ||
      (route.target == DefaultRoute::Target::kInternetGateway &&
       HasPublicIp(workload, *path.network, subnet).yes());
  if (out) return;
  verdict.isolated.push_back(
      {&subnet, workload.Shared(KeyOf("services", subnet.head), [&](const ModelView& shared) {
         return std::make_shared<const std::vector<std::string>>(
             ServicesBeside(path.endpoint, shared));
       })});
}

// A session with a key of its own needs KMS, which an endpoint for sessions does not carry [A6.16].
void JudgeWayToKms(const Workload& workload, NetworkVerdict& verdict) {
  const Cluster* cluster = workload.cluster().resource;
  if (cluster == nullptr || !workload.Get(cluster->exec_key).present()) return;
  for (const NetworkVerdict::Isolated& one : verdict.isolated) {
    if (one.Reaches("kms")) continue;
    verdict.Doubtful(
        {workload.view().Intern(Why::kNotChecked, "kms of " + one.subnet->head.address),
         workload.Get(cluster->exec_key).place()},
        "whether the tasks in " + Quoted(one.subnet->head) +
            " reach KMS, for the key of the cluster's sessions");
  }
}

// A proxy named in the environment takes the agent's traffic somewhere else.
std::optional<Unknown> ProxyOf(const Workload& workload) {
  const Fact<List<Container>>& containers = workload.containers();
  if (!containers.known()) return std::nullopt;
  for (const Fact<Container>& container : containers->items) {
    if (!container.known()) continue;
    for (const Fact<Text>& name : container->environment.items) {
      const auto text = name.known() ? name->known() : std::nullopt;
      if (!text || std::ranges::find(kSessionProxies, *text) == kSessionProxies.end()) continue;
      return Unknown{workload.view().Words(Why::kUnsupported, "the proxy in " + name->Shown()),
                     name.place()};
    }
  }
  return std::nullopt;
}

void SummariseOpen(const std::vector<NetworkPath>& paths, NetworkVerdict& verdict) {
  verdict.summary = "Session Manager is reached through ";
  std::vector<std::string> through;
  for (const NetworkPath& path : paths) {
    const std::string words(InWords(path.through));
    if (std::find(through.begin(), through.end(), words) == through.end()) through.push_back(words);
  }
  verdict.summary += Joined(through);
}

void AddOnce(const std::vector<const VpcEndpoint*>& from, std::vector<const VpcEndpoint*>& to) {
  for (const VpcEndpoint* endpoint : from) {
    if (std::find(to.begin(), to.end(), endpoint) == to.end()) to.push_back(endpoint);
  }
}

// The resource has no such thing here, and another unit may add one.
template <class R>
void Lacks(Missing::What what, const R& resource, const ModelView& view, Grounds& grounds) {
  const Fact<Text>& name = view.Get(resource.name);
  Traced known = name.known() ? name->value : Traced();
  if (const Unknown* why = name.unknown()) {
    known = {view.model.values->Unknown(why->symbol, name.place().span)};
  }
  grounds.Lacks({what, resource.head.id, known});
}

// What another unit may add that the traffic of an open path meets.
void NoteUnfiltered(const Workload& workload, const NetworkPath& path, Grounds& grounds) {
  const ModelView& view = workload.view();
  const auto keep_rules = [&](const Fact<List<Ref>>& groups) {
    if (!groups.known()) return;
    for (const Fact<Ref>& one : groups->items) {
      const SecurityGroup* group = ResolveById(view.model.security_groups, one, view).resource;
      if (group != nullptr) Lacks(Missing::What::kExclusiveRules, *group, view, grounds);
    }
  };
  keep_rules(path.network->security_groups);
  Lacks(Missing::What::kNetworkAcl, *path.subnet, view, grounds);
  if (const VpcEndpoint* endpoint = path.endpoint.endpoint) {
    grounds.Lacks({Missing::What::kEndpointPolicy, endpoint->head.id, {}});
    keep_rules(view.Get(endpoint->security_groups));
  }
  if (path.endpoint.vpc == nullptr) {
    // Of a VPC that is only given, nobody here sees the ACL, the DNS support, the endpoints.
    grounds.And({.worst = Certainty::kDefaulted});
    return;
  }
  const Vpc& vpc = *path.endpoint.vpc;
  const bool by_gateway = path.through == NetworkPath::Through::kInternetGateway;
  if (by_gateway || path.through == NetworkPath::Through::kNat) {
    Lacks(Missing::What::kPublicAccess, vpc, view, grounds);
  }
  if (by_gateway) Lacks(Missing::What::kPublicIngress, vpc, view, grounds);
  Lacks(Missing::What::kNetworkAcl, vpc, view, grounds);
  Lacks(Missing::What::kForwarder, vpc, view, grounds);
  if (path.through == NetworkPath::Through::kEndpoint) return;  // its own zone comes first
  Lacks(Missing::What::kZone, vpc, view, grounds);
  if (path.endpoint.endpoint == nullptr) Lacks(Missing::What::kEndpoint, vpc, view, grounds);
}

// What another unit may add to give the subnet a path.
void NoteMissing(const Stranded& one, const ModelView& view, Grounds& grounds) {
  const auto lacks = [&](Missing::What what, const auto& resource) {
    Lacks(what, resource, view, grounds);
  };
  if (one.vpc != nullptr) lacks(Missing::What::kEndpoint, *one.vpc);
  if (one.why == Stranded::Why::kNoDefaultRoute) {
    if (one.table != nullptr) lacks(Missing::What::kRoute, *one.table);
    if (one.by_main_table && one.vpc != nullptr) lacks(Missing::What::kRoute, *one.vpc);
  }
  if (one.by_main_table) lacks(Missing::What::kAssociation, *one.subnet);
}

// Some subnets are without a path, and nothing is unknown.
void JudgeStranded(const Workload& workload, std::vector<NetworkPath>& paths,
                   NetworkVerdict& verdict) {
  verdict.state = Verdict::State::kBlocked;
  for (NetworkPath& path : paths) {
    if (!path.stranded) {
      verdict.reached.push_back(path.subnet);
      continue;
    }
    verdict.grounds.And(path.grounds);
    NoteMissing(*path.stranded, workload.view(), verdict.grounds);
    verdict.stranded.push_back(std::move(*path.stranded));
    AddOnce(path.endpoint.others, verdict.other_endpoints);
    for (const UselessEndpoint& useless : path.endpoint.useless) {
      const auto same = [&](const UselessEndpoint& u) { return u.endpoint == useless.endpoint; };
      if (std::none_of(verdict.useless_endpoints.begin(), verdict.useless_endpoints.end(), same)) {
        verdict.useless_endpoints.push_back(useless);
      }
    }
  }
  const bool missing = !verdict.other_endpoints.empty() && verdict.useless_endpoints.empty();
  verdict.cause = missing ? Cause::kEndpointMissing : Cause::kNoRoute;
  for (const Stranded& one : verdict.stranded) {
    verdict.AddStep({.span = one.subnet->head.span},
                    missing ? "a subnet that depends on endpoints"
                            : "a subnet with no path to Session Manager");
    if (!missing && !one.by_main_table) {
      verdict.AddStep(one.association, "its route table is set here");
    }
    verdict.AddStep(one.place, one.because());
  }
  const Vpc* vpc = verdict.stranded.front().vpc;
  if (missing) {
    verdict.AddStep({.span = verdict.other_endpoints.front()->head.span},
                    "the VPC's interface endpoints, without one for `ssmmessages`");
  } else if (!verdict.useless_endpoints.empty()) {
    verdict.AddStep(verdict.useless_endpoints.front().place,
                    "this keeps the endpoint for ssmmessages from being used");
  } else if (vpc != nullptr) {
    verdict.AddStep({.span = vpc->head.span}, "this VPC has no endpoint for ssmmessages");
  }
  verdict.public_ip_possible = verdict.stranded.front().instances.has_value() ||
                               workload.platform_verdict().platform != Platform::kEc2;
  verdict.summary = "no path to Session Manager from " + Quoted(verdict.stranded[0].subnet->head);
  if (const std::size_t more = verdict.stranded.size() - 1; more > 0) {
    verdict.summary += " and " + std::to_string(more) + " more";
  }
  verdict.summary += ": " + verdict.stranded[0].because();
}

}  // namespace

bool NetworkVerdict::Isolated::Reaches(std::string_view service) const {
  const std::string ending = "." + std::string(service);
  return std::ranges::any_of(*services,
                             [&](const std::string& one) { return one.ends_with(ending); });
}

std::string InWords(const std::vector<const Subnet*>& subnets) {
  std::vector<std::string> names;
  names.reserve(subnets.size());
  for (const Subnet* subnet : subnets) names.push_back(Quoted(subnet->head));
  return Joined(names);
}

std::string InWords(const std::vector<Stranded>& stranded) {
  std::vector<std::string> names;
  names.reserve(stranded.size());
  for (const Stranded& one : stranded) names.push_back(Quoted(one.subnet->head));
  return Joined(names);
}

std::string ReasonsOf(const std::vector<Stranded>& stranded) {
  // Who meets the same thing is told together.
  std::vector<std::pair<std::string_view, std::vector<std::string>>> reasons;
  for (const Stranded& one : stranded) {
    auto same = std::find_if(reasons.begin(), reasons.end(),
                             [&](const auto& reason) { return reason.first == one.meets; });
    if (same == reasons.end()) same = reasons.insert(same, {one.meets, {}});
    auto& holders = same->second;
    if (std::find(holders.begin(), holders.end(), one.holder) == holders.end()) {
      holders.push_back(one.holder);
    }
  }
  std::string words;
  for (const auto& [meets, holders] : reasons) {
    words += (words.empty() ? "" : "; ") + Joined(holders) + " " +
             (holders.size() > 1 ? Plural(meets) : std::string(meets));
  }
  return words;
}

namespace {

// Says how the tasks come to the network: by what, and in which subnets.
void AddSteps(const TaskNetwork& network, NetworkVerdict& verdict) {
  if (!network.instances) {
    return verdict.AddStep(network.subnets.place(), "the tasks run in these subnets");
  }
  const std::string group = Quoted(network.instances->group->head);
  verdict.AddStep(network.instances->joined,
                  network.instances->by_provider
                      ? "the tasks run on instances of " + group
                      : "the instances of " + group + " join the cluster here");
  verdict.AddStep(network.subnets.place(), "the instances of " + group + " run in these subnets");
}

// The verdict, if tasks land in this network alone.
NetworkVerdict JudgeOne(const Workload& workload, const TaskNetwork& network) {
  NetworkVerdict verdict;
  verdict.grounds = network.subnets.grounds();
  verdict.grounds.And(network.grounds);
  AddSteps(network, verdict);
  std::vector<const Subnet*> subnets;
  if (!CollectSubnets(workload, network, subnets, verdict)) return verdict;

  std::vector<NetworkPath> paths;
  for (const Subnet* subnet : subnets) paths.push_back(NetworkPathOf(workload, network, *subnet));
  for (const NetworkPath& path : paths) {
    for (const Doubt& doubt : path.doubts) verdict.Doubtful(doubt.why, doubt.what);
  }
  if (const auto proxy = ProxyOf(workload)) {
    verdict.Doubtful(*proxy, "where the traffic of the tasks goes");
  }
  if (!verdict.doubts.empty()) return verdict;
  const bool some_stranded = std::any_of(paths.begin(), paths.end(), [](const NetworkPath& path) {
    return path.stranded.has_value();
  });
  if (some_stranded) {
    JudgeStranded(workload, paths, verdict);
    return verdict;
  }
  bool through = true;
  for (const NetworkPath& path : paths) {
    through &= GroupsLetThrough(workload, path, verdict);
    if (!verdict.blocked()) {
      JudgeFilters(workload, path, verdict);
      NoteIsolated(workload, path, verdict);
    }
    verdict.grounds.And(path.grounds);
    if (verdict.blocked()) break;
  }
  if (!verdict.blocked()) JudgeWayToKms(workload, verdict);
  if (verdict.blocked()) verdict.doubts.clear();
  if (!through || !verdict.doubts.empty()) return verdict;
  verdict.state = Verdict::State::kOpen;
  for (const NetworkPath& path : paths) {
    for (const auto& [place, phrase] : path.steps) verdict.AddStep(place, phrase);
    NoteUnfiltered(workload, path, verdict.grounds);
  }
  SummariseOpen(paths, verdict);
  return verdict;
}

// What holds in two networks that end alike. Of two causes, the first is told.
void Join(NetworkVerdict&& other, NetworkVerdict& verdict) {
  verdict.grounds.And(other.grounds);
  for (PathStep& step : other.steps) verdict.AddStep(step.place, std::move(step.phrase));
  if (other.cause != verdict.cause) return;
  if (verdict.open() && other.summary != verdict.summary) verdict.summary += "; " + other.summary;
  std::ranges::move(other.isolated, std::back_inserter(verdict.isolated));
  const auto is_there = [](const auto& list, auto&& same) {
    return std::ranges::any_of(list, same);
  };
  for (Stranded& one : other.stranded) {
    if (!is_there(verdict.stranded, [&](const Stranded& s) { return s.subnet == one.subnet; })) {
      verdict.stranded.push_back(std::move(one));
    }
  }
  for (const Subnet* subnet : other.reached) {
    if (std::ranges::find(verdict.reached, subnet) == verdict.reached.end()) {
      verdict.reached.push_back(subnet);
    }
  }
  AddOnce(other.other_endpoints, verdict.other_endpoints);
  for (const UselessEndpoint& useless : other.useless_endpoints) {
    const auto same = [&](const UselessEndpoint& u) { return u.endpoint == useless.endpoint; };
    if (!is_there(verdict.useless_endpoints, same)) verdict.useless_endpoints.push_back(useless);
  }
}

}  // namespace

NetworkVerdict JudgeNetwork(const Workload& workload) {
  NetworkVerdict verdict;
  const std::vector<TaskNetwork> networks = NetworksOf(workload, verdict);
  if (networks.empty()) return verdict;
  verdict = JudgeOne(workload, networks.front());
  for (std::size_t i = 1; i < networks.size() && !verdict.unknown(); ++i) {
    NetworkVerdict other = JudgeOne(workload, networks[i]);
    if (other.unknown()) return other;
    if (other.state == verdict.state) {
      Join(std::move(other), verdict);
      continue;
    }
    // The tasks land here or there.
    const Head& works = networks[verdict.open() ? 0 : i].instances->group->head;
    const Head& fails = networks[verdict.open() ? i : 0].instances->group->head;
    NetworkVerdict unknown;
    unknown.Doubtful({workload.view().Words(Why::kNotKnown, "which instances the tasks run on"),
                      {.span = fails.span}},
                     "whether the tasks run on " + Quoted(works) +
                         ", which reaches Session Manager, or on " + Quoted(fails) +
                         ", which does not");
    return unknown;
  }
  return verdict;
}

}  // namespace execlint
