// Numbers of rules: ports, and the places of a network ACL's rules.
#ifndef EXECLINT_LINT_NETWORK_NUMBER_H_
#define EXECLINT_LINT_NETWORK_NUMBER_H_

#include <optional>

#include "lint/model/attribute.h"

namespace execlint {

// Nothing where it is not all known, or no number.
std::optional<int> NumberOf(const Fact<Text>& fact);

}  // namespace execlint

#endif  // EXECLINT_LINT_NETWORK_NUMBER_H_
