#include "lint/verdict/network.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "lint/network/reach.h"
#include "lint/network/security_group.h"
#include "lint/verdict/platform.h"
#include "lint/verdict/workload.h"

namespace execlint {
namespace {

using Cause = NetworkVerdict::Cause;
using Stranded = NetworkVerdict::Stranded;

std::string Quoted(const Head& head) { return "`" + head.address + "`"; }

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

// What one subnet has for a way.
struct Way {
  enum class Through : std::uint8_t { kNothing, kEndpoint, kNat, kInternetGateway, kUnknown };
  Through through = Through::kUnknown;
  Grounds grounds = {};
  std::vector<std::pair<Place, std::string>> steps = {};  // what makes it a way, in order
  std::optional<Stranded> stranded = {};                  // set for kNothing
  std::vector<Doubt> doubts = {};                         // set for kUnknown
  SessionEndpoint endpoint = {};

  void Doubtful(const Unknown& why, std::string what) {
    through = Through::kUnknown;
    doubts.push_back({why, std::move(what)});
  }
};

std::string_view InWords(Way::Through through) {
  switch (through) {
    case Way::Through::kEndpoint:
      return "the VPC's ssmmessages endpoint";
    case Way::Through::kNat:
      return "a NAT gateway";
    case Way::Through::kInternetGateway:
      return "an internet gateway";
    case Way::Through::kNothing:
    case Way::Through::kUnknown:
      break;
  }
  return "";
}

// Do the tasks get a public IP? Only Fargate gives one, when it is asked for [A6.17, A6.18].
Answer HasPublicIp(const Workload& workload) {
  const Fact<bool>& asked = workload.Get(workload.service()->assign_public_ip);
  const std::string what = "whether the tasks get a public IP address";
  if (const Unknown* why = asked.unknown()) return Answer::Maybe(*why, what);
  const Platform platform = workload.platform_verdict().platform;
  if (platform == Platform::kExternal || platform == Platform::kManagedInstances) {
    return Answer::Maybe(
        {workload.view().Intern(Why::kUnsupported,
                                "the network of " + std::string(PlatformName(platform))),
         asked.place()},
        what);
  }
  Grounds grounds{.worst = asked.certainty(), .places = {asked.place()}};
  // ECS takes the setting for Fargate alone, so where it is on the tasks run there.
  return asked.Is(true) && platform != Platform::kEc2 ? Answer::Yes(std::move(grounds))
                                                      : Answer::No(std::move(grounds));
}

void Strand(const Subnet& subnet, const DefaultRoute& route, Stranded::Why why, Way& way) {
  const bool main = route.main_of != nullptr;
  const std::string table = route.table != nullptr ? Quoted(route.table->head)
                            : main ? "the main route table of " + Quoted(route.main_of->head)
                                   : "its route table";
  const std::string gateway = route.through.empty() ? "" : " `" + route.through + "`";
  Stranded one{.why = why,
               .subnet = &subnet,
               .table = route.table,
               .vpc = way.endpoint.vpc,
               .by_main_table = main,
               .holder = table,
               .meets = {},
               .place = {.span = subnet.head.span},
               .association = route.association};
  if (route.table != nullptr) one.place = {.span = route.table->head.span};
  if (route.route.span.valid()) one.place = route.route;
  switch (why) {
    case Stranded::Why::kNoDefaultRoute:
      one.meets = "has no default route";
      break;
    case Stranded::Why::kPrivateNat:
      one.meets = "leads to the private NAT gateway" + gateway;
      break;
    case Stranded::Why::kNoPublicIp:
      one.meets =
          "leads to the internet gateway" + gateway + ", and the tasks have no public IP address";
      break;
  }
  way.through = Way::Through::kNothing;
  way.stranded = std::move(one);
  way.grounds.And(route.grounds).And(way.endpoint.usable.grounds);
}

void AddRoute(const DefaultRoute& route, Way& way) {
  if (route.main_of == nullptr) {
    way.steps.emplace_back(route.association, "the route table of a subnet is set here");
  }
  way.steps.emplace_back(route.route,
                         "the default route leads to " + std::string(InWords(way.through)));
}

// The way by the default route, where no endpoint answers.
void FollowRoute(const Workload& workload, const Subnet& subnet, Way& way) {
  const DefaultRoute route = DefaultRouteOf(subnet, workload.view());
  const auto stranded = [&](Stranded::Why why) {
    const Answer& endpoint = way.endpoint.usable;
    if (endpoint.maybe()) return way.Doubtful(endpoint.why, endpoint.what);
    if (route.beside) {
      return way.Doubtful(*route.beside, "which routes " + Quoted(subnet.head) + " has");
    }
    Strand(subnet, route, why, way);
  };
  switch (route.target) {
    case DefaultRoute::Target::kUnknown:
      return way.Doubtful(route.why, route.what);
    case DefaultRoute::Target::kNone:
      return stranded(Stranded::Why::kNoDefaultRoute);
    case DefaultRoute::Target::kPrivateNat:
      return stranded(Stranded::Why::kPrivateNat);
    case DefaultRoute::Target::kNat:
      way.through = Way::Through::kNat;
      way.grounds.And(route.grounds);
      AddRoute(route, way);
      return;
    case DefaultRoute::Target::kInternetGateway:
      break;
  }
  const Answer public_ip = HasPublicIp(workload);
  if (public_ip.maybe()) return way.Doubtful(public_ip.why, public_ip.what);
  if (public_ip.no()) {
    stranded(Stranded::Why::kNoPublicIp);
    way.grounds.And(public_ip.grounds);
    return;
  }
  way.through = Way::Through::kInternetGateway;
  way.grounds.And(route.grounds).And(public_ip.grounds);
  AddRoute(route, way);
  const Fact<bool>& asked = workload.Get(workload.service()->assign_public_ip);
  way.steps.emplace_back(asked.place(), "the tasks get a public IP address");
}

Way WayOf(const Workload& workload, const Subnet& subnet) {
  const ModelView view = workload.view();
  Way way{.endpoint = SessionEndpointOf(subnet, view)};
  const Fact<bool>& ipv6 = view.Get(subnet.ipv6_native);
  const std::string what = "whether " + Quoted(subnet.head) + " has IPv4 addresses";
  if (const Unknown* why = ipv6.unknown()) {
    way.Doubtful(*why, what);
    return way;
  }
  if (ipv6.Is(true)) {
    way.Doubtful({view.Words(Why::kUnsupported, "a subnet for IPv6 alone"), ipv6.place()},
                 "whether ECS Exec works in " + Quoted(subnet.head));
    return way;
  }
  if (way.endpoint.usable.yes()) {
    way.through = Way::Through::kEndpoint;
    way.grounds.And(way.endpoint.usable.grounds);
    way.steps.emplace_back(Place{.span = way.endpoint.endpoint->head.span},
                           "this endpoint carries ssmmessages for the whole VPC");
  } else {
    FollowRoute(workload, subnet, way);
  }
  return way;
}

// A doubt for an answer that is a maybe.
void DoubtOf(const Answer& answer, NetworkVerdict& verdict) {
  verdict.Doubtful(answer.why, answer.what);
}

// The security groups on both ends of one way. False when the verdict has been settled by them.
bool GroupsLetThrough(const Workload& workload, const Subnet& subnet, const Way& way,
                      NetworkVerdict& verdict) {
  const ModelView view = workload.view();
  const TaskPeer task{workload.Get(workload.service()->security_groups), way.endpoint.vpc, &subnet};
  const bool by_endpoint = way.through == Way::Through::kEndpoint;
  const Answer out = TaskMaySend(task, by_endpoint ? way.endpoint.endpoint : nullptr, view);
  if (out.no()) {
    verdict.state = Verdict::State::kBlocked;
    verdict.cause = Cause::kEgressBlocked;
    verdict.summary = "the security groups of the tasks let no HTTPS out";
    verdict.grounds = out.grounds;
    for (const Place& place : out.grounds.places) {
      verdict.AddStep(place, "lets no HTTPS out from the tasks");
    }
    return false;
  }
  if (out.maybe()) DoubtOf(out, verdict);
  // Beside a NAT gateway, an endpoint that may be there takes the traffic if it is.
  if (way.endpoint.endpoint == nullptr) return out.yes();
  const Answer in = EndpointAdmits(*way.endpoint.endpoint, task, view);
  if (in.no() && by_endpoint) {
    verdict.state = Verdict::State::kBlocked;
    verdict.cause = Cause::kEndpointRefuses;
    verdict.summary = Quoted(way.endpoint.endpoint->head) + " lets no HTTPS in from the tasks";
    verdict.grounds = in.grounds;
    verdict.grounds.And(way.grounds);
    for (const auto& [place, phrase] : way.steps) verdict.AddStep(place, phrase);
    for (const Place& place : in.grounds.places) {
      verdict.AddStep(place, "lets no HTTPS in from the tasks");
    }
    return false;
  }
  if (in.maybe()) DoubtOf(in, verdict);
  if (in.no()) DoubtOf(way.endpoint.usable, verdict);
  if (out.yes() && in.yes()) {
    verdict.grounds.And({.worst = std::max(out.grounds.worst, in.grounds.worst)});
  }
  return out.yes() && in.yes();
}

// A proxy named in the environment takes the agent's traffic somewhere else.
std::optional<Unknown> ProxyOf(const Workload& workload) {
  constexpr std::array<std::string_view, 4> kProxies = {"HTTPS_PROXY", "https_proxy", "ALL_PROXY",
                                                        "all_proxy"};
  const Fact<List<Container>>& containers = workload.containers();
  if (!containers.known()) return std::nullopt;
  for (const Fact<Container>& container : containers->items) {
    if (!container.known()) continue;
    for (const Fact<Text>& name : container->environment.items) {
      const auto text = name.known() ? name->known() : std::nullopt;
      if (!text || std::find(kProxies.begin(), kProxies.end(), *text) == kProxies.end()) continue;
      return Unknown{workload.view().Words(Why::kUnsupported, "the proxy in " + *text),
                     name.place()};
    }
  }
  return std::nullopt;
}

// The subnets of the tasks, each once. False when they cannot all be told; the verdict says why.
bool CollectSubnets(const Workload& workload, const Fact<List<Ref>>& refs,
                    std::vector<const Subnet*>& subnets, NetworkVerdict& verdict) {
  const ModelView view = workload.view();
  const std::string what = "which subnets the tasks run in";
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
  if (refs->open()) {
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

// Network mode `none` settles it; bridge and host use the instance's own subnets. A service that
// names subnets has the mode awsvpc: ECS refuses any other.
bool JudgeMode(const Workload& workload, const Fact<List<Ref>>& subnets, NetworkVerdict& verdict) {
  const ModelView view = workload.view();
  const TaskDefinition* task = workload.task_definition().resource;
  const Fact<Text> mode = task != nullptr ? workload.Get(task->network_mode) : Fact<Text>();
  if (mode.known() && mode->Is("none")) {
    verdict.state = Verdict::State::kBlocked;
    verdict.cause = Cause::kNoNetwork;
    verdict.grounds = mode.grounds();
    verdict.summary = "network mode `none` has no way out";
    verdict.AddStep(mode.place(), verdict.summary);
    return false;
  }
  const std::string what = "which subnets the tasks run in";
  if (const Unknown* why = subnets.unknown()) {
    verdict.Doubtful(*why, what);
    return false;
  }
  if (subnets.known()) return true;
  if (const Unknown* why = mode.unknown()) {
    verdict.Doubtful(*why, what);
  } else if ((mode.known() && mode->Is("awsvpc")) ||
             workload.platform_verdict().platform == Platform::kFargate) {
    verdict.Doubtful(
        {view.Words(Why::kNotKnown, "the service's network configuration"), subnets.place()}, what);
  } else if (task == nullptr && workload.task_definition().unknown()) {
    verdict.Doubtful(workload.task_definition().why, what);
  } else {
    verdict.Doubtful(
        {view.Words(Why::kNotKnown, "the network of the container instances"), subnets.place()},
        what);
  }
  return false;
}

void SummariseOpen(const std::vector<Way>& ways, NetworkVerdict& verdict) {
  verdict.summary = "Session Manager is reached through ";
  std::vector<std::string> through;
  for (const Way& way : ways) {
    const std::string words(InWords(way.through));
    if (std::find(through.begin(), through.end(), words) == through.end()) through.push_back(words);
  }
  verdict.summary += Joined(through);
}

void AddOnce(const std::vector<const VpcEndpoint*>& from, std::vector<const VpcEndpoint*>& to) {
  for (const VpcEndpoint* endpoint : from) {
    if (std::find(to.begin(), to.end(), endpoint) == to.end()) to.push_back(endpoint);
  }
}

// Some subnets are without a way, and nothing is unknown.
void JudgeStranded(const Workload& workload, const std::vector<const Subnet*>& subnets,
                   std::vector<Way>& ways, NetworkVerdict& verdict) {
  verdict.state = Verdict::State::kBlocked;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    Way& way = ways[i];
    if (!way.stranded) {
      verdict.reached.push_back(subnets[i]);
      continue;
    }
    verdict.grounds.And(way.grounds);
    verdict.stranded.push_back(std::move(*way.stranded));
    AddOnce(way.endpoint.others, verdict.other_endpoints);
    for (const UselessEndpoint& useless : way.endpoint.useless) {
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
                            : "a subnet without a way to Session Manager");
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
                    "the endpoint for ssmmessages is of no use as written here");
  } else if (vpc != nullptr) {
    verdict.AddStep({.span = vpc->head.span}, "this VPC has no endpoint for ssmmessages");
  }
  verdict.public_ip_possible = workload.platform_verdict().platform != Platform::kEc2;
  verdict.summary = "no way to Session Manager from " + Quoted(verdict.stranded[0].subnet->head);
  if (const std::size_t more = verdict.stranded.size() - 1; more > 0) {
    verdict.summary += " and " + std::to_string(more) + " more";
  }
  verdict.summary += ": " + verdict.stranded[0].because();
}

}  // namespace

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

NetworkVerdict JudgeNetwork(const Workload& workload) {
  NetworkVerdict verdict;
  if (workload.service() == nullptr) {
    verdict.Doubtful({workload.view().Words(Why::kNotKnown, "what launches the task"),
                      {.span = workload.head().span}},
                     "which subnets the tasks run in");
    return verdict;
  }
  const Fact<List<Ref>>& refs = workload.Get(workload.service()->subnets);
  if (!JudgeMode(workload, refs, verdict)) return verdict;
  verdict.grounds = refs.grounds();
  verdict.AddStep(refs.place(), "the tasks run in these subnets");
  std::vector<const Subnet*> subnets;
  if (!CollectSubnets(workload, refs, subnets, verdict)) return verdict;

  std::vector<Way> ways;
  for (const Subnet* subnet : subnets) ways.push_back(WayOf(workload, *subnet));
  for (const Way& way : ways) {
    for (const Doubt& doubt : way.doubts) verdict.Doubtful(doubt.why, doubt.what);
  }
  if (const auto proxy = ProxyOf(workload)) {
    verdict.Doubtful(*proxy, "where the traffic of the tasks goes");
  }
  if (!verdict.doubts.empty()) return verdict;
  const bool some_stranded = std::any_of(ways.begin(), ways.end(),
                                         [](const Way& way) { return way.stranded.has_value(); });
  if (some_stranded) {
    JudgeStranded(workload, subnets, ways, verdict);
    return verdict;
  }
  bool through = true;
  for (std::size_t i = 0; i < ways.size() && !verdict.blocked(); ++i) {
    through &= GroupsLetThrough(workload, *subnets[i], ways[i], verdict);
    verdict.grounds.And(ways[i].grounds);
  }
  if (verdict.blocked()) verdict.doubts.clear();
  if (!through) return verdict;
  verdict.state = Verdict::State::kOpen;
  for (const Way& way : ways) {
    for (const auto& [place, phrase] : way.steps) verdict.AddStep(place, phrase);
  }
  SummariseOpen(ways, verdict);
  return verdict;
}

}  // namespace execlint
