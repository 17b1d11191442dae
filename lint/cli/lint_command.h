// `execlint lint`: load, analyse, choose what is shown, render, decide the exit status.
#ifndef EXECLINT_LINT_CLI_LINT_COMMAND_H_
#define EXECLINT_LINT_CLI_LINT_COMMAND_H_

#include "lint/cli/execlint.h"
#include "lint/cli/options.h"

namespace execlint {

// Returns the exit status (see RunExeclint).
int RunLint(const Options& options, const Parts& parts);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_LINT_COMMAND_H_
