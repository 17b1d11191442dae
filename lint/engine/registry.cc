#include "lint/engine/registry.h"

#include <string_view>
#include <vector>

#include "lint/engine/rule.h"
#include "lint/source/nearest.h"

namespace execlint {
tl::expected<const RuleEntry*, Error> FindRule(std::span<const RuleEntry> rules,
                                               std::string_view name) {
  std::vector<std::string_view> names;
  for (const RuleEntry& entry : rules) {
    if (entry.rule->name == name) return &entry;
    names.push_back(entry.rule->name);
  }
  return tl::make_unexpected(Error{NoSuch("rule", name, names)});
}

}  // namespace execlint
