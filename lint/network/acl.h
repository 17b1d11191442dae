// Do network ACLs let a task in a subnet talk to Session Manager: TCP 443 out, the answers in?
//
//   const Answer through = AclLetsThrough(subnet, view);
//   if (through.maybe()) ...   // say through.what, through.why
//
// An ACL that lets all IPv4 traffic out and in does [A6.12], and so does the VPC's own where no
// code changes it. Other rules are not evaluated yet: a maybe.
#ifndef EXECLINT_LINT_NETWORK_ACL_H_
#define EXECLINT_LINT_NETWORK_ACL_H_

#include "lint/model/answer.h"
#include "lint/model/view.h"

namespace execlint {

// Never a no. Of a subnet: the ACL that it has.
Answer AclLetsThrough(const Subnet& subnet, const ModelView& view);
Answer AclLetsThrough(const NetworkAcl& acl, const ModelView& view);

}  // namespace execlint

#endif  // EXECLINT_LINT_NETWORK_ACL_H_
