// What the command line asks for.
#ifndef EXECLINT_LINT_CLI_OPTIONS_H_
#define EXECLINT_LINT_CLI_OPTIONS_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lint/engine/select.h"
#include "lint/render/terminal.h"
#include "lint/render/text.h"

namespace execlint {

// A result that is written: `--output sarif=x.sarif`.
struct Output {
  std::string format;  // the name of a Renderer
  std::string path;    // `-` is standard output
};

struct Options {
  enum class Command : std::uint8_t { kLint, kRules, kExplain, kConfig, kCompletions, kMan };
  Command command = Command::kLint;
  ColorMode color = ColorMode::kAuto;
  // Of kLint and kConfig. `-` alone is standard input.
  std::vector<std::string> paths = {};
  std::string stdin_filename = {};
  std::vector<Output> outputs = {};  // at least one, no two to the same path
  Selection selection = {};
  std::string baseline = {};        // a file; empty: none
  std::string write_baseline = {};  // a file; empty: none
  std::string diff_base = {};       // a revision, or two with `...` between; empty: none
  bool verbose = false;
  TextOptions text = {};  // without its screen and paths, which the run adds
  std::vector<std::pair<std::string, std::string>> variables = {};
  // Each with the number of `variables` before it.
  std::vector<std::pair<std::string, std::size_t>> var_files = {};
  std::string config_file = {};  // in place of those of the project; empty: none is given
  bool no_config = false;
  std::vector<std::string> exclude = {};  // globs, relative to the current folder
  bool no_suppressions = false;
  bool omit_suppressed = false;  // of SARIF
  unsigned jobs = 1;
  unsigned timeout = 300;  // seconds
  // Of kExplain.
  std::string rule = {};
  // Of kCompletions: one of kShells.
  std::string shell = {};
};

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_OPTIONS_H_
