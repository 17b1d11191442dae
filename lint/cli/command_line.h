// From the words of the command line to Options. The first word that is neither an option nor what
// an option takes may be a command; everything else is options and paths.
#ifndef EXECLINT_LINT_CLI_COMMAND_LINE_H_
#define EXECLINT_LINT_CLI_COMMAND_LINE_H_

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "lint/cli/options.h"
#include "lint/cli/usage.h"

namespace execlint {

// The command line asks for no work: print `text` and exit with `status`.
struct EarlyExit {
  int status = 0;    // 0: `text` is what was asked for; 2: it says what is wrong
  std::string text;  // ends with a line break
};

// `words` does not hold the program's name. `version` is printed for --version.
tl::expected<Options, EarlyExit> ParseCommandLine(const std::vector<std::string>& words,
                                                  const std::string& version);

// All commands; the first is the default.
std::vector<CommandUsage> Commands();

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_COMMAND_LINE_H_
