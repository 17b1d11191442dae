// `execlint config [PATH]`: the configuration that governs a file or folder, as YAML that could be
// one, with the place each value comes from.
#ifndef EXECLINT_LINT_CLI_CONFIG_COMMAND_H_
#define EXECLINT_LINT_CLI_CONFIG_COMMAND_H_

#include "lint/cli/execlint.h"
#include "lint/cli/options.h"

namespace execlint {

// Returns the exit status: 0, or 2 for a path that does not exist or a wrong configuration.
int RunConfig(const Options& options, const Parts& parts);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_CONFIG_COMMAND_H_
