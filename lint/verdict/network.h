// Hop 5: is there a way from the task's subnets to Session Manager (ssmmessages)?
#ifndef EXECLINT_LINT_VERDICT_NETWORK_H_
#define EXECLINT_LINT_VERDICT_NETWORK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lint/model/network.h"
#include "lint/verdict/verdict.h"

namespace execlint {

class Workload;

// A way is an `ssmmessages` interface endpoint with private DNS in the VPC, or a default route to a
// NAT gateway, or one to an internet gateway from a task with a public IP. Any other route target
// is unknown.
struct NetworkVerdict : Verdict {
  enum class Cause : std::uint8_t {
    kNone,
    kNoRoute,          // no way from any subnet, or only from some
    kEndpointMissing,  // the same, in a VPC that has other interface endpoints
    kEgressBlocked,    // the task's security groups let no TCP 443 out [A6.13]
  } cause = Cause::kNone;
  // A subnet without a way, and what its traffic meets instead.
  struct Stranded {
    const Subnet* subnet = nullptr;
    std::string because;  // `its route table has no default route`
    Place place = {};     // the route table, association or subnet that says so
  };
  std::vector<Stranded> stranded;
  bool some_subnets_work = false;
  std::vector<const VpcEndpoint*>
      other_endpoints;  // interface endpoints of the VPC, for kEndpointMissing
};

NetworkVerdict JudgeNetwork(const Workload& workload);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_NETWORK_H_
