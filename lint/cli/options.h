// What the command line asks for.
#ifndef EXECLINT_LINT_CLI_OPTIONS_H_
#define EXECLINT_LINT_CLI_OPTIONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/render/terminal.h"

namespace execlint {

enum class Format : std::uint8_t { kText, kJson, kSarif };

struct Options {
  enum class Command : std::uint8_t { kLint, kRules, kExplain } command = Command::kLint;
  // Of kLint. `-` alone is standard input.
  std::vector<std::string> paths = {};
  std::string stdin_filename = {};
  Format format = Format::kText;
  std::string output = {};               // empty: standard output
  std::vector<std::string> select = {};  // names of rules; empty: all
  std::vector<std::string> ignore = {};
  Severity min_severity = Severity::kNote;
  Confidence min_confidence = Confidence::kMedium;
  std::optional<Severity> fail_on = Severity::kWarning;  // nothing: never
  bool show_unknown = false;
  std::vector<std::pair<std::string, std::string>> variables = {};
  ColorMode color = ColorMode::kAuto;
  unsigned jobs = 1;
  // Of kExplain.
  std::string rule = {};
};

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_OPTIONS_H_
