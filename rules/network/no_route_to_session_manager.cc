#include <string>
#include <utility>

#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/network.h"

namespace execlint::rules {
namespace {

using Stranded = NetworkVerdict::Stranded;
using Flaw = UselessEndpoint::Flaw;

std::string FlawInWords(const UselessEndpoint& useless) {
  switch (useless.flaw) {
    case Flaw::kType:
      return "is not of type Interface";
    case Flaw::kRegion:
      return "is for another region";
    case Flaw::kPrivateDns:
      return "has no private DNS";
    case Flaw::kDnsSupport:
      return "cannot have private DNS, since the VPC's DNS support is off";
    case Flaw::kDnsHostnames:
      break;
  }
  return "cannot have private DNS, since DNS hostnames are off in the VPC";
}

std::string MessageOfNoRouteToSessionManager(const NetworkVerdict& verdict) {
  const std::string from =
      verdict.some_subnets_work()
          ? Format("the tasks can reach Session Manager from {}, but not from {}",
                   InWords(verdict.reached), InWords(verdict.stranded))
          : Format("the tasks cannot reach Session Manager from {}", InWords(verdict.stranded));
  const std::string endpoint =
      verdict.useless_endpoints.empty()
          ? "the VPC has no endpoint for ssmmessages"
          : Format("the endpoint `{}` {}", verdict.useless_endpoints.front().endpoint->head.address,
                   FlawInWords(verdict.useless_endpoints.front()));
  return Format("{}: {}; {}", from, ReasonsOf(verdict.stranded), endpoint);
}

// An endpoint that is there and of no use becomes a path by changing one setting.
Primary AtEndpoint(const UselessEndpoint& useless, const Vpc& vpc, Extras& extras) {
  const VpcEndpoint& endpoint = *useless.endpoint;
  const auto set = [&](const Head& owner, const Slot& slot, std::string value, std::string title) {
    extras.changes.push_back({.op = Change::Op::kSet,
                              .slot = slot,
                              .value = std::move(value),
                              .title = std::move(title)});
    return At(owner, slot, useless.place);
  };
  switch (useless.flaw) {
    case Flaw::kType:
      return set(endpoint.head, endpoint.type.slot, "Interface", "make it an interface endpoint");
    case Flaw::kRegion:
      extras.fix = "use the service name for the region that the tasks run in";
      return At(endpoint.head, endpoint.service_name.slot, useless.place);
    case Flaw::kPrivateDns:
      return set(endpoint.head, endpoint.private_dns.slot, "true", "turn private DNS on");
    case Flaw::kDnsSupport:
      return set(vpc.head, vpc.dns_support.slot, "true", "turn DNS support on");
    case Flaw::kDnsHostnames:
      break;
  }
  return set(vpc.head, vpc.dns_hostnames.slot, "true", "turn DNS hostnames on");
}

// The place to edit: an endpoint of no use, the public IP that is not asked for, else the table (or
// the subnet without one) that has no default route.
Primary PlaceToEdit(const Workload& workload, const NetworkVerdict& verdict, Extras& extras) {
  const Stranded& first = verdict.stranded.front();
  if (!verdict.useless_endpoints.empty() && first.vpc != nullptr) {
    return AtEndpoint(verdict.useless_endpoints.front(), *first.vpc, extras);
  }
  if (first.why == Stranded::Why::kNoPublicIp && first.instances) {
    const auto& kind = *first.instances;
    extras.fix =
        "give the instances public IP addresses, or let them run in subnets behind a NAT gateway";
    const Attr<bool>& asked = kind.Setting(&LaunchSettings::public_ip, workload.view());
    if (workload.Get(asked).present()) {
      const bool own = kind.group->own && &asked == &kind.group->own->public_ip;
      return At(own ? kind.group->head : kind.settings->head, asked.slot,
                workload.Get(asked).place());
    }
    const Attr<List<Ref>>& subnets = kind.Subnets(workload.view());
    return At(kind.group->head, subnets.slot, workload.Get(subnets).place());
  }
  const Service& service = *workload.service();
  if (first.why == Stranded::Why::kNoPublicIp) {
    const auto at = [&](const auto& attribute) {
      return At(service.head, attribute.slot, workload.Get(attribute).place());
    };
    return verdict.public_ip_possible ? at(service.assign_public_ip) : at(service.subnets);
  }
  if (first.why == Stranded::Why::kNatWithoutInternet) {
    const Attr<Ref>& subnet = first.nat->subnet;
    extras.fix =
        "put the NAT gateway into a subnet whose default route leads to an internet gateway";
    return At(first.nat->head, subnet.slot, workload.Get(subnet).place());
  }
  return At(first.table != nullptr ? first.table->head : first.subnet->head);
}

void CheckNoRouteToSessionManager(const Workload& workload, Report& report) {
  const NetworkVerdict& verdict = workload.network_verdict();
  if (verdict.cause != NetworkVerdict::Cause::kNoRoute) return;

  Extras extras;
  Primary primary = PlaceToEdit(workload, verdict, extras);
  extras.path = workload.PathTo(Hop::kNetwork);
  extras.related = Beside(primary, verdict.steps);
  // Tasks that land in the other subnets do work.
  if (verdict.some_subnets_work()) extras.severity = Severity::kWarning;
  report.Add(std::move(primary), verdict.grounds, MessageOfNoRouteToSessionManager(verdict),
             std::move(extras));
}

}  // namespace

extern constexpr Rule no_route_to_session_manager = {
    .name = "no-route-to-session-manager",
    .hop = Hop::kNetwork,
    .effect = Effect::kBlocks,
    .severity = Severity::kError,
    .summary = "the tasks have no network path to Session Manager",
    .why =
        R"(The exec agent in the container opens an outgoing HTTPS connection to `ssmmessages.<region>.amazonaws.com`
and waits there for sessions. It needs one of three paths: a default route to a NAT gateway; a default route to
an internet gateway and a public IP address; or an interface endpoint for `ssmmessages` with private DNS in the
VPC. Tasks get a public IP address on Fargate only, and only with `assignPublicIp`; tasks on EC2 in bridge or
host mode use the network of their instance, and its address. Without any of these the task runs, the
service is healthy, and `aws ecs execute-command` answers `TargetNotConnectedException`.)",
    .fix =
        R"(route the subnet through a NAT gateway, or add an `ssmmessages` interface endpoint to the VPC
The endpoint needs type `Interface` (both Terraform and CloudFormation default to `Gateway`), private DNS, and
a security group that lets TCP 443 in from the tasks. On Fargate in a public subnet, assigning a public IP
address is enough. A NAT gateway reaches the internet only if its own subnet has
a route to an internet gateway; a private NAT gateway never does.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    .check = CheckNoRouteToSessionManager,
};

}  // namespace execlint::rules
