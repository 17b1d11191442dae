// Rules by the names that users write: that of a rule, of a hop, or of a tag. No two of these have
// one name.
//
//   RulesCalled(AllRules(), "network")          // all rules of that hop
//   RulesCalled(AllRules(), "attack/T1609")     // all rules with that tag
#ifndef EXECLINT_LINT_ENGINE_RULE_NAMES_H_
#define EXECLINT_LINT_ENGINE_RULE_NAMES_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "lint/engine/registry.h"
#include "lint/source/error.h"

namespace execlint {

// How closely a name speaks of a rule.
enum class RuleNaming : std::uint8_t { kNot, kByTag, kByHop, kByName };
RuleNaming RuleNamingOf(std::string_view name, const Rule& rule);

// All names, each once: rules, then hops, then tags, each sorted.
std::vector<std::string_view> RuleNames(std::span<const RuleEntry> rules);

// At least one. Error: that there is no such rule, and the name it might be; it holds `name` as it
// is, which is not safe to show.
tl::expected<std::vector<const Rule*>, Error> RulesCalled(std::span<const RuleEntry> rules,
                                                          std::string_view name);

// What to say where one rule is needed and `name` is none: that it is a hop or tag, and the rules
// that it stands for; or the rule that it might be. Not safe to show.
std::string WhyNotARule(std::span<const RuleEntry> rules, std::string_view name);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_RULE_NAMES_H_
