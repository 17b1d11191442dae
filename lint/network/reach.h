// Where a subnet's traffic to the internet goes: its route table, and that table's default route.
//
//   const DefaultRoute route = DefaultRouteOf(subnet, view);
//   if (route.target == DefaultRoute::Target::kNat) ...
//
// A subnet without an association uses its VPC's main route table. Routes are those written inside
// the table and those that are resources of their own. If routes may be added that are not in the
// model, the answer is unknown (an unknown `dynamic` block, an opaque module), or the absence of a
// route rests on something open (a table whose id leaves the unit).
#ifndef EXECLINT_LINT_NETWORK_REACH_H_
#define EXECLINT_LINT_NETWORK_REACH_H_

#include <cstdint>
#include <optional>
#include <string>

#include "lint/model/answer.h"
#include "lint/model/resolve.h"
#include "lint/model/view.h"

namespace execlint {

struct DefaultRoute {
  enum class Target : std::uint8_t {
    kNone,
    kInternetGateway,
    kNat,
    kPrivateNat,  // a NAT gateway without internet access [C3.7]
    kUnknown,     // also every target that leads out of the VPC: transit gateway, peering, ...
  };
  Target target = Target::kUnknown;
  Grounds grounds = {};
  // The table that decides. `table` is null for a main table that no resource stands for;
  // `main_of` is set for the main table of a VPC.
  const RouteTable* table = nullptr;
  const Vpc* main_of = nullptr;
  Place association = {};    // what gives the subnet its table; the subnet's head for a main table
  Place route = {};          // the default route, if there is one
  std::string through = {};  // address of the gateway it leads to, if it is in the unit
  const NatGateway* nat = nullptr;  // the same, of a NAT gateway
  // Another route that may carry the traffic as well, or instead: one for IPv6, for a prefix list.
  std::optional<Unknown> other_route = {};
  // For kUnknown.
  Unknown why = {};
  std::string what = {};
};

// Is a route certainly none to the internet, by its destination: a private range, or a VPC or
// subnet [C3.9]?
bool LeadsToNetwork(const Route& route);

DefaultRoute DefaultRouteOf(const Subnet& subnet, const ModelView& view);

// Does the subnet of a public NAT gateway lead to an internet gateway? Only then does the NAT
// gateway. Yes, where its subnet is none of this unit.
Answer ReachesInternet(const NatGateway& nat, const ModelView& view);

}  // namespace execlint

#endif  // EXECLINT_LINT_NETWORK_REACH_H_
