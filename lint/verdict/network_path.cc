#include "lint/verdict/network_path.h"

#include <string>
#include <utility>

#include "lint/verdict/task_network.h"

namespace execlint {
namespace {

using Stranded = NetworkVerdict::Stranded;

void Strand(const DefaultRoute& route, Stranded::Why why, NetworkPath& path) {
  const Subnet& subnet = *path.subnet;
  const bool main = route.main_of != nullptr;
  const std::string table = route.table != nullptr ? Quoted(route.table->head)
                            : main ? "the main route table of " + Quoted(route.main_of->head)
                                   : "its route table";
  const std::string gateway = route.through.empty() ? "" : " `" + route.through + "`";
  Stranded one{.why = why,
               .subnet = &subnet,
               .instances = path.network->instances,
               .table = route.table,
               .nat = route.nat,
               .vpc = path.endpoint.vpc,
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
    case Stranded::Why::kNatWithoutInternet:
      one.meets = "leads to the NAT gateway" + gateway +
                  ", whose own subnet has no route to an internet gateway";
      break;
    case Stranded::Why::kNoPublicIp:
      one.meets = "leads to the internet gateway" + gateway + ", and " +
                  std::string(path.network->owner()) + " have no public IP address";
      break;
  }
  path.through = NetworkPath::Through::kNothing;
  path.stranded = std::move(one);
  path.grounds.And(route.grounds).And(path.endpoint.usable.grounds);
}

void AddRoute(const DefaultRoute& route, NetworkPath& path) {
  if (route.main_of == nullptr) {
    path.steps.emplace_back(route.association, "the route table of a subnet is set here");
  }
  path.steps.emplace_back(route.route,
                          "the default route leads to " + std::string(InWords(path.through)));
}

void Pass(const Fact<Ref>& ref, const ModelView& view, NetworkPath& path) {
  const Subnet* subnet = ResolveById(view.model.subnets, ref, view).resource;
  if (subnet != nullptr) path.passed.push_back(subnet);
}

// The path by the default route, where no endpoint answers.
void FollowRoute(const Workload& workload, NetworkPath& path) {
  const Subnet& subnet = *path.subnet;
  const DefaultRoute& route = DefaultRouteOf(workload, subnet);
  const auto stranded = [&](Stranded::Why why) {
    const Answer& endpoint = path.endpoint.usable;
    if (endpoint.maybe()) return path.Doubtful(endpoint.why, endpoint.what);
    if (route.other_route) {
      return path.Doubtful(*route.other_route, "which routes " + Quoted(subnet.head) + " has");
    }
    Strand(route, why, path);
  };
  switch (route.target) {
    case DefaultRoute::Target::kUnknown:
      return path.Doubtful(route.why, route.what);
    case DefaultRoute::Target::kNone:
      return stranded(Stranded::Why::kNoDefaultRoute);
    case DefaultRoute::Target::kPrivateNat:
      return stranded(Stranded::Why::kPrivateNat);
    case DefaultRoute::Target::kNat: {
      const Answer& out = ReachesInternet(workload, *route.nat);
      if (out.maybe()) return path.Doubtful(out.why, out.what);
      if (out.no()) {
        stranded(Stranded::Why::kNatWithoutInternet);
        path.grounds.And({.worst = out.certainty()});
        return;
      }
      path.through = NetworkPath::Through::kNat;
      path.grounds.And({.worst = path.endpoint.usable.certainty()});
      Pass(workload.view().Get(route.nat->subnet), workload.view(), path);
      path.grounds.And(route.grounds).And({.worst = out.certainty()});
      AddRoute(route, path);
      return;
    }
    case DefaultRoute::Target::kInternetGateway:
      break;
  }
  const Answer public_ip = HasPublicIp(workload, *path.network, subnet);
  if (public_ip.maybe()) return path.Doubtful(public_ip.why, public_ip.what);
  if (public_ip.no()) {
    stranded(Stranded::Why::kNoPublicIp);
    path.grounds.And(public_ip.grounds);
    return;
  }
  path.through = NetworkPath::Through::kInternetGateway;
  path.grounds.And({.worst = path.endpoint.usable.certainty()});
  path.grounds.And(route.grounds).And(public_ip.grounds);
  AddRoute(route, path);
  for (const Place& place : public_ip.grounds.places) {
    path.steps.emplace_back(place, std::string(path.network->owner()) + " get a public IP address");
  }
}

}  // namespace

std::string Quoted(const Head& head) { return "`" + head.address + "`"; }

std::string_view InWords(NetworkPath::Through through) {
  switch (through) {
    case NetworkPath::Through::kEndpoint:
      return "the VPC's ssmmessages endpoint";
    case NetworkPath::Through::kNat:
      return "a NAT gateway";
    case NetworkPath::Through::kInternetGateway:
      return "an internet gateway";
    case NetworkPath::Through::kNothing:
    case NetworkPath::Through::kUnknown:
      break;
  }
  return "";
}

const DefaultRoute& DefaultRouteOf(const Workload& workload, const Subnet& subnet) {
  return workload.Shared(KeyOf("route", subnet.head),
                         [&](const ModelView& view) { return DefaultRouteOf(subnet, view); });
}

const SessionEndpoint& SessionEndpointOf(const Workload& workload, const Subnet& subnet) {
  return workload.Shared(KeyOf("endpoint", subnet.head),
                         [&](const ModelView& view) { return SessionEndpointOf(subnet, view); });
}

const Answer& ReachesInternet(const Workload& workload, const NatGateway& nat) {
  return workload.Shared(KeyOf("nat", nat.head),
                         [&](const ModelView& view) { return ReachesInternet(nat, view); });
}

NetworkPath NetworkPathOf(const Workload& workload, const TaskNetwork& network,
                          const Subnet& subnet) {
  const ModelView view = workload.view();
  NetworkPath path{
      .network = &network, .subnet = &subnet, .endpoint = SessionEndpointOf(workload, subnet)};
  const Fact<bool>& ipv6 = view.Get(subnet.ipv6_native);
  const std::string what = "whether " + Quoted(subnet.head) + " has IPv4 addresses";
  if (const Unknown* why = ipv6.unknown()) {
    path.Doubtful(*why, what);
    return path;
  }
  if (ipv6.Is(true)) {
    path.Doubtful({view.Words(Why::kUnsupported, "a subnet for IPv6 alone"), ipv6.place()},
                  "whether ECS Exec works in " + Quoted(subnet.head));
    return path;
  }
  path.grounds.And({.worst = ipv6.certainty()});
  const bool usable = path.endpoint.usable.yes();
  const NameSource& names = path.endpoint.names;
  path.grounds.And({.worst = names.absence});
  if (names.kind == NameSource::Kind::kForwarded ||
      (names.kind == NameSource::Kind::kZone && !usable)) {
    path.Doubtful(names.why, std::string(kWhoAnswers));
  } else if (usable) {
    path.through = NetworkPath::Through::kEndpoint;
    path.grounds.And(path.endpoint.usable.grounds);
    path.steps.emplace_back(Place{.span = path.endpoint.endpoint->head.span},
                            "this endpoint serves ssmmessages for the whole VPC");
    const Fact<List<Ref>>& subnets = view.Get(path.endpoint.endpoint->subnets);
    // Some other resource may give it its subnets; without one it carries nothing.
    if (!subnets.present()) path.grounds.And({.worst = Certainty::kLikely});
    if (subnets.known()) {
      for (const Fact<Ref>& one : subnets->items) Pass(one, view, path);
    }
  } else {
    FollowRoute(workload, path);
  }
  return path;
}

}  // namespace execlint
