// The manual page execlint(1), made of what the command line understands.
//
//   execlint man | man -l -
#ifndef EXECLINT_LINT_CLI_MAN_PAGE_H_
#define EXECLINT_LINT_CLI_MAN_PAGE_H_

#include <span>
#include <string>
#include <string_view>

#include "lint/cli/usage.h"

namespace execlint {

// In the macros of man(7). `version` is that of the program: `0.1.0`.
std::string ManPage(std::span<const CommandUsage> commands, std::string_view version);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_MAN_PAGE_H_
