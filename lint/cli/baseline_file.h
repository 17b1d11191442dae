// The file of a baseline: findings that are known, one a line. docs/baseline.md has the grammar.
//
//   # execlint baseline v1: known findings, one a line
//   main.tf session-logging-implicit note 0123456789abcdef fedcba9876543210 the cluster `main` ...
#ifndef EXECLINT_LINT_CLI_BASELINE_FILE_H_
#define EXECLINT_LINT_CLI_BASELINE_FILE_H_

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "lint/engine/known.h"
#include "lint/source/error.h"

namespace execlint {

// Sorted, each finding once. The text does not depend on the order of `known`.
std::string BaselineText(const std::vector<KnownFinding>& known);

// `name` is that of the file, for messages. Error: `name:line:column: ` and what is wrong there.
tl::expected<std::vector<KnownFinding>, Error> ParseBaseline(std::string_view text,
                                                             const std::string& name);

// Reads a file. Nothing: there is none.
tl::expected<std::optional<std::vector<KnownFinding>>, Error> ReadBaseline(const std::string& path);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_BASELINE_FILE_H_
