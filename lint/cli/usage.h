// What the command line understands, as data. command_line.cc fills it in while it defines the
// options; the help, the man page and the completions of shells are written from it.
//
//   for (const CommandUsage& command : Commands()) std::cout << HelpText(command);
#ifndef EXECLINT_LINT_CLI_USAGE_H_
#define EXECLINT_LINT_CLI_USAGE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace execlint {

// What an option takes, or what stands without an option.
struct Argument {
  std::string_view name = {};  // `FILE`; empty: the option takes nothing
  // How a shell completes it.
  enum class Kind : std::uint8_t { kText, kFile, kFileOrFolder, kRule, kOutput } kind = Kind::kText;
  std::vector<std::string_view> choices = {};  // not empty: one of these
  bool list = false;                           // several, separated by commas
  bool repeated = false;                       // of an argument without an option: several words
  bool optional = false;                       // of an argument without an option
};

struct OptionUsage {
  std::string_view names = {};  // as CLI11 writes them: `-h,--help`
  Argument argument = {};
  std::string help = {};        // lower case, no full stop
  std::string_view group = {};  // the heading under which the help lists it

  std::string_view long_name() const;   // `--help`; every option has one
  std::string_view short_name() const;  // `-h`, or empty
};

struct PositionalUsage {
  Argument argument = {};
  std::string help = {};
};

struct CommandUsage {
  std::string_view name = {};
  std::string_view summary = {};  // one line for the list of commands
  std::vector<PositionalUsage> positionals = {};
  std::vector<OptionUsage> options = {};  // those of one group follow each other
};

struct ExitStatusUsage {
  std::string_view status = {};
  std::string_view meaning = {};
};
inline constexpr ExitStatusUsage kExitStatuses[] = {
    {"0", "nothing was found at or above --fail-on"},
    {"1", "something was found"},
    {"2", "the command line or a configuration is wrong, or what it names does not exist"},
    {"3",
     "nothing was found, but some input could not be read or parsed, or has more combinations "
     "of inputs than are looked at"},
};

inline constexpr std::string_view kAbout =
    "Tells from infrastructure code whether ECS Exec will work, who could use it, and whether "
    "anyone would know.";

inline std::string_view OptionUsage::long_name() const { return names.substr(names.find("--")); }
inline std::string_view OptionUsage::short_name() const {
  const std::size_t comma = names.find(',');
  return comma == names.npos ? std::string_view() : names.substr(0, comma);
}

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_USAGE_H_
