// The whole program, given the rules and front ends.
#ifndef EXECLINT_LINT_CLI_EXECLINT_H_
#define EXECLINT_LINT_CLI_EXECLINT_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/config.h"
#include "lint/engine/frontend.h"
#include "lint/engine/registry.h"

namespace execlint {

struct Parts {
  std::span<const RuleEntry> rules;
  std::span<const Frontend> frontends;
  std::string_view version;           // `0.1.0`
  std::string_view policy_data_date;  // of the built-in AWS managed policies; may be empty
  ConfigReader read_config;
  std::string today;  // `2026-11-30`: suppressions that end before it have expired
};

// Runs one command line (without the program's name): results to standard output, everything else
// to standard error. Returns the exit status:
//   0 nothing found at or above --fail-on; 1 something found; 2 wrong usage or a path that does not
//   exist; 3 nothing found, but some input could not be read or parsed, or was not explored.
// The data of the run is stored in `memory`, so that the caller decides when it is freed: a process
// that is about to exit can skip the freeing, which takes time.
int RunExeclint(const std::vector<std::string>& words, const Parts& parts,
                std::shared_ptr<const void>& memory);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_EXECLINT_H_
