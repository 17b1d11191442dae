// `execlint rules` and `execlint explain RULE`.
#ifndef EXECLINT_LINT_CLI_MANUAL_H_
#define EXECLINT_LINT_CLI_MANUAL_H_

#include <span>
#include <string>
#include <string_view>

#include "lint/engine/registry.h"
#include "lint/render/terminal.h"

namespace execlint {

// The table of all rules by hop, and which of them each tag stands for.
std::string RulesTable(std::span<const RuleEntry> rules, const Screen& screen);

// The manual of a rule.
std::string Explanation(const RuleEntry& entry, const Screen& screen);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_MANUAL_H_
