// All policies of a role: inline ones, managed ones by reference, and what attachments of their own
// give it.
//
//   PolicySet policies = PoliciesOf(view, role);
//   Evaluate(policies, {.action = "ssmmessages:OpenDataChannel"}, *model.values)
//
// The set is closed if the role's name and ARN do not leave the unit, so no other code can attach a
// policy. An attached policy whose document is not known is an unknown part.
#ifndef EXECLINT_LINT_IAM_ROLE_POLICIES_H_
#define EXECLINT_LINT_IAM_ROLE_POLICIES_H_

#include <optional>

#include "lint/iam/evaluate.h"
#include "lint/model/view.h"

namespace execlint {

PolicySet PoliciesOf(const ModelView& view, const Role& role);

// The permissions boundary as a set of its own (a request must be allowed by both); nothing if the
// role has none. A boundary that cannot be read is an unknown part.
std::optional<PolicySet> BoundaryOf(const ModelView& view, const Role& role);

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_ROLE_POLICIES_H_
