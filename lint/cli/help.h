// The text of --help, for a terminal of 80 columns.
#ifndef EXECLINT_LINT_CLI_HELP_H_
#define EXECLINT_LINT_CLI_HELP_H_

#include <span>
#include <string>

#include "lint/cli/usage.h"

namespace execlint {

// The help of one command.
std::string HelpText(const CommandUsage& command);

// What `execlint --help` prints: all commands, and the options of the first, which is the default.
std::string ProgramHelp(std::span<const CommandUsage> commands);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_HELP_H_
