// Hop 5: is there a network path from the task's subnets to Session Manager (ssmmessages)?
#ifndef EXECLINT_LINT_VERDICT_NETWORK_H_
#define EXECLINT_LINT_VERDICT_NETWORK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/model/container_instances.h"
#include "lint/model/network.h"
#include "lint/network/endpoint.h"
#include "lint/verdict/verdict.h"

namespace execlint {

class Workload;

// A network path is an `ssmmessages` interface endpoint with private DNS in the VPC, or a default
// route to a NAT gateway, or one to an internet gateway from a task with a public IP. Any other
// route target is unknown. An endpoint with private DNS takes the traffic of the whole VPC: if its
// security groups do not admit the task, the task is blocked even beside a NAT gateway [A6.15].
struct NetworkVerdict : Verdict {
  NetworkVerdict() : Verdict(Hop::kNetwork) {}

  enum class Cause : std::uint8_t {
    kNone,
    kNoNetwork,        // network mode `none` [A5.17]
    kNoRoute,          // no path from any subnet, or only from some
    kEndpointMissing,  // the same, in a VPC that has other interface endpoints
    kEndpointRefuses,  // the endpoint's security groups let no TCP 443 in from the task [A6.12]
    kEgressBlocked,    // the task's security groups let no TCP 443 out [A6.13]
  } cause = Cause::kNone;
  // A subnet without a path, and what its traffic meets instead.
  struct Stranded {
    enum class Why : std::uint8_t {
      kNoDefaultRoute,
      kPrivateNat,          // its NAT gateway has no path to the internet [C3.7]
      kNatWithoutInternet,  // the same, since the NAT gateway stands in a subnet without one
      kNoPublicIp,          // an internet gateway carries only what has a public IP [A6.17, A6.18]
    } why = Why::kNoDefaultRoute;
    const Subnet* subnet = nullptr;
    std::optional<InstanceKind> instances = {};  // whose network it is, if not the tasks' own
    const RouteTable* table = nullptr;           // null: the main table that AWS makes with the VPC
    const NatGateway* nat = nullptr;             // of kNatWithoutInternet
    const Vpc* vpc = nullptr;
    bool by_main_table = false;  // no association of its own
    std::string holder;          // `aws_route_table.private`, in backticks
    std::string meets;           // `has no default route`
    Place place = {};            // the default route, else the table, else the subnet
    Place association = {};      // what gives it its table; the subnet's head for a main table

    std::string because() const { return holder + " " + meets; }
  };
  // A subnet whose sessions go through an endpoint, and whose tasks reach nothing else but the
  // other endpoints of the VPC.
  struct Isolated {
    const Subnet* subnet = nullptr;
    // Of the others: `com.amazonaws.eu-west-1.kms`.
    std::shared_ptr<const std::vector<std::string>> services;

    bool Reaches(std::string_view service) const;  // `kms`
  };
  std::vector<Isolated> isolated;
  std::vector<Stranded> stranded;
  std::vector<const Subnet*> reached;  // those with a path, where the others are stranded
  bool public_ip_possible = false;     // not on EC2 [A6.18]
  std::vector<const VpcEndpoint*> other_endpoints;  // interface endpoints of the VPC
  std::vector<UselessEndpoint> useless_endpoints;   // for ssmmessages, and of no use as written

  bool some_subnets_work() const { return !reached.empty(); }
};

// For people: "`aws_subnet.a`, `aws_subnet.b` and 3 more".
std::string InWords(const std::vector<const Subnet*>& subnets);
std::string InWords(const std::vector<NetworkVerdict::Stranded>& stranded);
// What the traffic of the stranded subnets meets: "`table_a` and `table_b` have no default route".
std::string ReasonsOf(const std::vector<NetworkVerdict::Stranded>& stranded);

NetworkVerdict JudgeNetwork(const Workload& workload);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_NETWORK_H_
