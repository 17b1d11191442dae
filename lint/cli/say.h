// What the program says of itself, on standard error: `execlint: message`.
#ifndef EXECLINT_LINT_CLI_SAY_H_
#define EXECLINT_LINT_CLI_SAY_H_

#include <string_view>

namespace execlint {

// A message of several lines is several messages. It need not be safe to show, but a name that may
// hold line breaks must be.
void Say(std::string_view message);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_SAY_H_
