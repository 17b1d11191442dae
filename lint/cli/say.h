// What the program says of itself, on standard error: `execlint: message`; and what it prints.
#ifndef EXECLINT_LINT_CLI_SAY_H_
#define EXECLINT_LINT_CLI_SAY_H_

#include <string_view>
#include <tl/expected.hpp>

#include "lint/source/error.h"

namespace execlint {

// A message of several lines is several messages. It need not be safe to show, but a name that may
// hold line breaks must be.
void Say(std::string_view message);

// Writes to standard output, all of it. Error: why it could not be written, as on a full disk.
tl::expected<void, Error> PrintOut(std::string_view text);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_SAY_H_
