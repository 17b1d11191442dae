// What the program says of itself, on standard error: `execlint: message`; and what it prints.
#ifndef EXECLINT_LINT_CLI_SAY_H_
#define EXECLINT_LINT_CLI_SAY_H_

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "lint/source/error.h"

namespace execlint {

// The lines that show a message: `execlint: message`, and `execlint:   ` before what follows a line
// break in it, since a name may hold one. It need not be safe to show.
std::string MessageLines(std::string_view message);
// Prints them.
void Say(std::string_view message);

// Writes to standard output, all of it. Error: why it could not be written, as on a full disk.
tl::expected<void, Error> PrintOut(std::string_view text);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_SAY_H_
