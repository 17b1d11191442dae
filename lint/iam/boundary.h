// Policies that are there to limit, and grant nothing.
//
//   if (OnlyBoundary(view, policy) == Tri::kYes) ...   // nobody has what it allows by this policy
#ifndef EXECLINT_LINT_IAM_BOUNDARY_H_
#define EXECLINT_LINT_IAM_BOUNDARY_H_

#include "lint/model/view.h"
#include "lint/value/tri.h"

namespace execlint {

// Is the policy the permissions boundary of a principal of this unit, and attached to none? A
// boundary that is attached as well grants what it allows. Maybe, where nobody knows which policy
// is the boundary of some principal.
Tri OnlyBoundary(const ModelView& view, const Policy& policy);

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_BOUNDARY_H_
