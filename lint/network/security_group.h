// Security groups, as far as they decide over HTTPS (TCP 443) between a task and Session Manager.
//
//   const Answer out = TaskMaySend({&service_groups, vpc, &subnet}, endpoint, view);
//   if (out.no()) ...    // no group of the task lets it out, and nobody can add a rule elsewhere
//
// A Terraform group without an egress rule anywhere has none; a CloudFormation group without one
// allows all [A6.13]. A group that has an escape may be given rules elsewhere, so what it seems to
// forbid is unknown.
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
