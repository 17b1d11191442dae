// The manual of a rule in Markdown: docs/rules/<name>.md, and the help text in SARIF.
#ifndef EXECLINT_LINT_RENDER_RULE_PAGE_H_
#define EXECLINT_LINT_RENDER_RULE_PAGE_H_

#include <span>
#include <string>
#include <string_view>

#include "lint/engine/registry.h"

namespace execlint {

// A text as rules and findings have it (lower case, no full stop) as a sentence.
std::string Sentence(std::string_view text);

// An example without the comments that say what the tests expect of it.
std::string WithoutExpectations(std::string_view example);

// Why, fix, examples and reference.
std::string RuleHelp(const RuleEntry& entry);

// The same under a title, with what kind of rule it is.
std::string RulePage(const RuleEntry& entry);

// docs/rules/README.md: the table of all rules, by hop.
std::string RuleIndex(std::span<const RuleEntry> rules);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_RULE_PAGE_H_
