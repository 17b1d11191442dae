// Policies that are there to limit, and grant nothing.
//
//   if (IsOnlyBoundary(view, policy)) ...   // whatever it allows, nobody has it by this policy
#ifndef EXECLINT_LINT_IAM_BOUNDARY_H_
#define EXECLINT_LINT_IAM_BOUNDARY_H_

#include "lint/model/view.h"

namespace execlint {

// Is the policy the permissions boundary of a principal of this unit, and attached to none? A
// boundary that is attached as well grants what it allows.
bool IsOnlyBoundary(const ModelView& view, const Policy& policy);

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_BOUNDARY_H_
