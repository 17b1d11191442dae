// May a role do an action on a resource, by its own policies within its boundary?
//
//   const Answer may = RoleMay(view, role, {.action = "logs:PutLogEvents", .resource = arn});
//   if (may.no()) ...   // and no other code can attach a policy that allows it
#ifndef EXECLINT_LINT_IAM_ROLE_ACCESS_H_
#define EXECLINT_LINT_IAM_ROLE_ACCESS_H_

#include "lint/iam/evaluate.h"
#include "lint/model/answer.h"
#include "lint/model/view.h"

namespace execlint {

// A no is certain: where policies may be attached elsewhere, the answer is a maybe.
Answer RoleMay(const ModelView& view, const Role& role, const Request& request);

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_ROLE_ACCESS_H_
