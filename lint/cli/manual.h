// `execlint rules` and `execlint explain RULE`.
#ifndef EXECLINT_LINT_CLI_MANUAL_H_
#define EXECLINT_LINT_CLI_MANUAL_H_

#include <span>
#include <string>
#include <string_view>

#include "lint/engine/registry.h"
#include "lint/render/terminal.h"

namespace execlint {

// The table of all rules, one line each.
std::string RulesTable(std::span<const RuleEntry> rules, const Ink& ink);

// The manual of a rule for a terminal.
std::string Explanation(const RuleEntry& entry, const Ink& ink);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_MANUAL_H_
