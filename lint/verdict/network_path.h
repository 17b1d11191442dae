// How the traffic of one subnet gets to Session Manager: through an endpoint of its VPC, or by its
// default route. Groups, network ACLs and policies on the way are not looked at here.
//
//   const NetworkPath path = NetworkPathOf(workload, network, subnet);
//   if (path.stranded) ...   // no way; what its traffic meets instead
#ifndef EXECLINT_LINT_VERDICT_NETWORK_PATH_H_
#define EXECLINT_LINT_VERDICT_NETWORK_PATH_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/model/answer.h"
#include "lint/network/endpoint.h"
#include "lint/network/reach.h"
#include "lint/verdict/network.h"
#include "lint/verdict/workload.h"

namespace execlint {

struct TaskNetwork;

struct NetworkPath {
  enum class Through : std::uint8_t { kNothing, kEndpoint, kNat, kInternetGateway, kUnknown };
  const TaskNetwork* network = nullptr;
  const Subnet* subnet = nullptr;
  Through through = Through::kUnknown;
  Grounds grounds = {};
  std::vector<std::pair<Place, std::string>> steps = {};  // what makes it a path, in order
  std::optional<NetworkVerdict::Stranded> stranded = {};  // set for kNothing
  std::vector<Doubt> doubts = {};                         // set for kUnknown
  const SessionEndpoint& endpoint;
  std::vector<const Subnet*> passed = {};  // of the endpoint or the NAT gateway, as far as seen

  void Doubtful(const Unknown& why, std::string what) {
    through = Through::kUnknown;
    doubts.push_back({why, std::move(what)});
  }
};

std::string Quoted(const Head& head);                    // its address, in backticks
std::string_view InWords(NetworkPath::Through through);  // `a NAT gateway`; empty: no way is known

// What leads out of a subnet, known once for all workloads.
const DefaultRoute& DefaultRouteOf(const Workload& workload, const Subnet& subnet);
const SessionEndpoint& SessionEndpointOf(const Workload& workload, const Subnet& subnet);
const Answer& ReachesInternet(const Workload& workload, const NatGateway& nat);

// `network` must outlive it.
NetworkPath NetworkPathOf(const Workload& workload, const TaskNetwork& network,
                          const Subnet& subnet);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_NETWORK_PATH_H_
