// Is a customer managed policy given to anybody?
//
//   if (IsAttached(view, policy) == Tri::kNo) ...   // it is there, and nobody has it
#ifndef EXECLINT_LINT_IAM_ATTACHED_H_
#define EXECLINT_LINT_IAM_ATTACHED_H_

#include "lint/model/view.h"
#include "lint/value/tri.h"

namespace execlint {

// Within this unit, to a role, user or group. Maybe, where it is not known which policies somebody
// has, or where the policy's ARN leaves the unit.
Tri IsAttached(const ModelView& view, const Policy& policy);

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_ATTACHED_H_
