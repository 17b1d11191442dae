// Do security groups allow HTTPS (TCP 443) from a task to Session Manager?
//
//   const Answer out = TaskMaySend({&service_groups, vpc, &subnet}, endpoint, view);
//   if (out.no()) ...    // no group of the task allows it, and no rule can be added elsewhere
//
// A Terraform group without an egress rule anywhere has none; a CloudFormation group without one
// allows all [A6.13]. A group whose id leaves the unit may be given rules elsewhere, so traffic
// that its rules do not allow is a maybe.
#ifndef EXECLINT_LINT_NETWORK_SECURITY_GROUP_H_
#define EXECLINT_LINT_NETWORK_SECURITY_GROUP_H_

#include "lint/model/answer.h"
#include "lint/model/resolve.h"
#include "lint/model/view.h"

namespace execlint {

// The task's end of the connection.
struct TaskPeer {
  const Fact<List<Ref>>& groups;  // absent: the default group of the VPC
  const Vpc* vpc = nullptr;       // null: not created in this unit
  const Subnet* subnet = nullptr;
};

// May the task send to the endpoint, or, where `endpoint` is null, to the internet?
Answer TaskMaySend(const TaskPeer& task, const VpcEndpoint* endpoint, const ModelView& view);

// Does the endpoint let the task in?
Answer EndpointAdmits(const VpcEndpoint& endpoint, const TaskPeer& task, const ModelView& view);

}  // namespace execlint

#endif  // EXECLINT_LINT_NETWORK_SECURITY_GROUP_H_
