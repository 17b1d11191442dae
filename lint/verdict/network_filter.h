// What may keep the traffic of a network path from arriving, beside routes: security groups,
// network ACLs, policies, and settings of the VPC.
#ifndef EXECLINT_LINT_VERDICT_NETWORK_FILTER_H_
#define EXECLINT_LINT_VERDICT_NETWORK_FILTER_H_

#include "lint/verdict/network.h"
#include "lint/verdict/network_path.h"

namespace execlint {

// The security groups on both ends of one path. False when the verdict has been settled by them.
bool GroupsLetThrough(const Workload& workload, const NetworkPath& path, NetworkVerdict& verdict);

// Everything else: doubts only.
void JudgeFilters(const Workload& workload, const NetworkPath& path, NetworkVerdict& verdict);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_NETWORK_FILTER_H_
