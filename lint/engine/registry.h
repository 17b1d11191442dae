// The list of all rules, each with the two short example files that explain it.
//
//   for (const RuleEntry& entry : AllRules()) Print(entry.rule->name, entry.fail.text);
//
// The list is generated from the files under rules/ when the program is built. It is defined in the
// `rules` library, which stands above `lint`: code in lint/ takes a `std::span<const RuleEntry>`
// and never calls AllRules() itself.
#ifndef EXECLINT_LINT_ENGINE_REGISTRY_H_
#define EXECLINT_LINT_ENGINE_REGISTRY_H_

#include <span>
#include <string_view>
#include <tl/expected.hpp>

#include "lint/source/error.h"

namespace execlint {

struct Rule;

// A fixture that is shown to people: `example_fail.tf` and the whole of its text, its expectation
// comments included. Both are empty when the rule has no such file.
struct Example {
  std::string_view file_name;
  std::string_view text;
};

struct RuleEntry {
  const Rule* rule;
  Example fail;
  Example pass;
};

// Sorted by name; valid for the whole run.
std::span<const RuleEntry> AllRules();

// The rule of that name. Error: that there is none, and the one it might be. The message holds
// `name` as it is: it is not safe to show.
tl::expected<const RuleEntry*, Error> FindRule(std::span<const RuleEntry> rules,
                                               std::string_view name);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_REGISTRY_H_
