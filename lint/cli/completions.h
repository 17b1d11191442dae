// Completions for shells, made of what the command line understands.
//
//   eval "$(execlint completions bash)"
#ifndef EXECLINT_LINT_CLI_COMPLETIONS_H_
#define EXECLINT_LINT_CLI_COMPLETIONS_H_

#include <span>
#include <string>
#include <string_view>

#include "lint/cli/usage.h"

namespace execlint {

// The script for `shell`, which is one of kShells. The first of `commands` is the default; `rules`
// are the names of rules, and `formats` those of output formats.
struct Completed {
  std::span<const CommandUsage> commands;
  std::span<const std::string_view> rules;
  std::span<const std::string_view> formats;
};
std::string Completions(std::string_view shell, const Completed& completed);

inline constexpr std::string_view kShells[] = {"bash", "zsh", "fish"};

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_COMPLETIONS_H_
