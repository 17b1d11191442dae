// Is something that names a VPC in the VPC of a subnet?
//
//   const Answer here = InVpcOf(subnet_vpc, vpc, view.Get(endpoint.vpc), view);
#ifndef EXECLINT_LINT_NETWORK_VPC_H_
#define EXECLINT_LINT_NETWORK_VPC_H_

#include "lint/model/answer.h"
#include "lint/model/resolve.h"
#include "lint/model/view.h"

namespace execlint {

// `subnet_vpc` is what the subnet says, `vpc` the resource that it names, null for a VPC that is
// not created in this unit. One unknown thing is one thing: `var.vpc_id` of both is the same VPC.
Answer InVpcOf(const Fact<Ref>& subnet_vpc, const Vpc* vpc, const Fact<Ref>& other,
               const ModelView& view);

}  // namespace execlint

#endif  // EXECLINT_LINT_NETWORK_VPC_H_
