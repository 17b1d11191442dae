// The program, given what stands above it: rules and front ends.
#ifndef EXECLINT_LINT_CLI_EXECLINT_H_
#define EXECLINT_LINT_CLI_EXECLINT_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/frontend.h"
#include "lint/engine/registry.h"

namespace execlint {

struct Parts {
  std::span<const RuleEntry> rules;
  std::span<const Frontend> frontends;
  std::string_view version;           // `0.1.0`
  std::string_view policy_data_date;  // of the built-in AWS managed policies; may be empty
  // Called with the exit status when everything is written. It may end the process there and then:
  // the system takes memory back faster than it can be freed piece by piece.
  void (*leave)(int status) = [](int) {};
};

// Runs one command line (without the program's name): results to standard output, everything else
// to standard error. Returns the exit status:
//   0 nothing found at or above --fail-on; 1 something found; 2 wrong usage or a path that does not
//   exist; 3 nothing found, but some input could not be read or parsed.
int RunExeclint(const std::vector<std::string>& words, const Parts& parts);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_EXECLINT_H_
