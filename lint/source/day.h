// Calendar days, written as ISO 8601 does: `2027-03-01`. As texts they compare as days do.
#ifndef EXECLINT_LINT_SOURCE_DAY_H_
#define EXECLINT_LINT_SOURCE_DAY_H_

#include <string>
#include <string_view>

namespace execlint {

// Is it a day that exists? `2027-02-30` does not.
bool IsDay(std::string_view text);

// The current day, in UTC.
std::string Today();

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_DAY_H_
