// Policies that are there to limit, and grant nothing.
//
//   if (OnlyBoundary(view, policy) == Tri::kYes) ...   // nobody has what it allows by this policy
#ifndef EXECLINT_LINT_IAM_BOUNDARY_H_
#define EXECLINT_LINT_IAM_BOUNDARY_H_

#include "lint/model/view.h"
#include "lint/value/tri.h"

namespace execlint {

// Is the policy the permissions boundary of a principal of this unit? Maybe, where nobody knows
// which policy is the boundary of some principal.
Tri IsBoundary(const ModelView& view, const Policy& policy);

// And is it attached to none? A boundary that is attached as well grants what it allows. Maybe,
// too, where nobody knows whether it is attached.
Tri OnlyBoundary(const ModelView& view, const Policy& policy);

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_BOUNDARY_H_
