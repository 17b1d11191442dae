// In which subnets, with which security groups and addresses, the tasks run.
//
//   for (const TaskNetwork& network : NetworksOf(workload, verdict)) ...   // empty: the verdict
//   says
//                                                                          // why
//
// With network mode awsvpc each task has an interface of its own, set up by its service. With the
// other modes tasks use the interface of the instance that they run on, and there may be several
// kinds of instances in a cluster [A5.18, A6.18].
#ifndef EXECLINT_LINT_VERDICT_TASK_NETWORK_H_
#define EXECLINT_LINT_VERDICT_TASK_NETWORK_H_

#include <optional>
#include <string_view>
#include <vector>

#include "lint/model/answer.h"
#include "lint/model/container_instances.h"
#include "lint/verdict/network.h"

namespace execlint {

struct TaskNetwork {
  Fact<List<Ref>> subnets = {};
  Fact<List<Ref>> security_groups = {};
  // The instances whose network it is; nothing: tasks have interfaces of their own.
  std::optional<InstanceKind> instances = {};
  Grounds grounds = {};  // that tasks run in it

  // Who has the addresses: `the tasks`, `the instances`.
  std::string_view owner() const { return instances ? "the instances" : "the tasks"; }
};

// All that a task may land in; none where they cannot all be told, or where none is needed to judge
// the hop. Then the verdict says so.
std::vector<TaskNetwork> NetworksOf(const Workload& workload, NetworkVerdict& verdict);

// The subnets of a network, each once. False when they cannot all be told; the verdict says why.
bool CollectSubnets(const Workload& workload, const TaskNetwork& network,
                    std::vector<const Subnet*>& subnets, NetworkVerdict& verdict);

// Is there a public IP address? A task has one on Fargate, where it is asked for [A6.17, A6.18]; an
// instance, where what it is launched from says so, else where the subnet does [A6.24].
Answer HasPublicIp(const Workload& workload, const TaskNetwork& network, const Subnet& subnet);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_TASK_NETWORK_H_
