// `execlint lint`: load, analyse, choose what is shown, render, decide the exit status.
#ifndef EXECLINT_LINT_CLI_LINT_COMMAND_H_
#define EXECLINT_LINT_CLI_LINT_COMMAND_H_

#include <memory>

#include "lint/cli/execlint.h"
#include "lint/cli/options.h"

namespace execlint {

// Returns the exit status; see RunExeclint for it and for `memory`.
int RunLint(const Options& options, const Parts& parts, std::shared_ptr<const void>& memory);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_LINT_COMMAND_H_
