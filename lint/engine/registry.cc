#include "lint/engine/registry.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "lint/engine/rule.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

// How many letters must be put in, taken out or changed to make one word of the other.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

tl::expected<const RuleEntry*, Error> FindRule(std::span<const RuleEntry> rules,
                                               std::string_view name) {
  const RuleEntry* nearest = nullptr;
  std::size_t least = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const RuleEntry& entry : rules) {
    if (entry.rule->name == name) return &entry;
    if (name.size() > 64) continue;
    const std::size_t distance = Distance(entry.rule->name, name);
    if (distance < least) {
      least = distance;
      nearest = &entry;
    }
  }
  std::string message = Format("there is no rule `{}`", name);
  if (nearest != nullptr) message += Format("; did you mean `{}`?", nearest->rule->name);
  return tl::make_unexpected(Error{std::move(message)});
}

}  // namespace execlint
