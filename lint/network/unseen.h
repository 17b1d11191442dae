// What is behind a module, nested stack or the like that is not in the scan.
#ifndef EXECLINT_LINT_NETWORK_UNSEEN_H_
#define EXECLINT_LINT_NETWORK_UNSEEN_H_

#include "lint/model/view.h"

namespace execlint {

// Why it is unknown what is made of the name or id that escapes there.
const Symbol* UnseenBehind(const ModelView& view, const Escape& escape);

// Why it is unknown which rules a security group has that escapes there.
const Symbol* RulesBehind(const ModelView& view, const Escape& escape);

}  // namespace execlint

#endif  // EXECLINT_LINT_NETWORK_UNSEEN_H_
