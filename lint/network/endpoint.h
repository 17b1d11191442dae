// The interface endpoint of a VPC for Session Manager (service `ssmmessages`).
//
//   const SessionEndpoint found = SessionEndpointOf(subnet, view);
//   if (found.usable.yes()) ...      // *found.endpoint has the public name in the whole VPC
//
// Only an endpoint of type Interface with private DNS carries sessions: the agent resolves the
// public name [A6.9]. Both formats default to Gateway and to private DNS off [A6.10].
#ifndef EXECLINT_LINT_NETWORK_ENDPOINT_H_
#define EXECLINT_LINT_NETWORK_ENDPOINT_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "lint/model/answer.h"
#include "lint/model/resolve.h"
#include "lint/model/view.h"
#include "lint/network/names.h"

namespace execlint {

// An endpoint for ssmmessages that cannot carry sessions as it is configured.
struct UselessEndpoint {
  enum class Flaw : std::uint8_t {
    kType,          // not of type Interface
    kRegion,        // of another region than the tasks
    kPrivateDns,    // private DNS is off
    kDnsSupport,    // ... and cannot be on, since the VPC's DNS support is off
    kDnsHostnames,  // ... or its DNS hostnames are
  };
  const VpcEndpoint* endpoint = nullptr;
  Flaw flaw = Flaw::kType;
  Place place = {};  // the property, or the owner's head where it is not written
};

struct SessionEndpoint {
  Answer usable = {};
  // The endpoint that is usable, or may be. Null for a no, and for a maybe that comes from opaque
  // parts of the unit alone.
  const VpcEndpoint* endpoint = nullptr;
  const Vpc* vpc = nullptr;  // null: not created in this unit
  NameSource names = {};     // what else answers for the public name in the VPC
  std::vector<UselessEndpoint> useless = {};
  std::vector<const VpcEndpoint*> others = {};  // interface endpoints of the VPC for other services
};

// What a NameSource leaves open, as Answer::what.
inline constexpr std::string_view kWhoAnswers =
    "what answers for the name of Session Manager in the VPC";

SessionEndpoint SessionEndpointOf(const Subnet& subnet, const ModelView& view);

// Is this the name of the service, in any region? `com.amazonaws.eu-west-1.ssmmessages` [A6.7]
Tri IsSessionService(const Text& service_name);

}  // namespace execlint

#endif  // EXECLINT_LINT_NETWORK_ENDPOINT_H_
