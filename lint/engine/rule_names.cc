#include "lint/engine/rule_names.h"

#include <algorithm>
#include <set>

#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/source/nearest.h"

namespace execlint {

RuleNaming RuleNamingOf(std::string_view name, const Rule& rule) {
  if (name == rule.name) return RuleNaming::kByName;
  if (name == HopName(rule.hop)) return RuleNaming::kByHop;
  const bool tagged = std::find(rule.tags.begin(), rule.tags.end(), name) != rule.tags.end();
  return tagged ? RuleNaming::kByTag : RuleNaming::kNot;
}

std::vector<std::string_view> RuleNames(std::span<const RuleEntry> rules) {
  std::set<std::string_view> names, hops, tags;
  for (const RuleEntry& entry : rules) {
    names.insert(entry.rule->name);
    hops.insert(HopName(entry.rule->hop));
    tags.insert(entry.rule->tags.begin(), entry.rule->tags.end());
  }
  std::vector<std::string_view> all(names.begin(), names.end());
  all.insert(all.end(), hops.begin(), hops.end());
  all.insert(all.end(), tags.begin(), tags.end());
  return all;
}

tl::expected<std::vector<const Rule*>, Error> RulesCalled(std::span<const RuleEntry> rules,
                                                          std::string_view name) {
  std::vector<const Rule*> called;
  for (const RuleEntry& entry : rules) {
    if (RuleNamingOf(name, *entry.rule) != RuleNaming::kNot) called.push_back(entry.rule);
  }
  if (called.empty()) {
    return tl::make_unexpected(Error{NoSuch("rule, hop or tag", name, RuleNames(rules))});
  }
  return called;
}

std::string WhyNotARule(std::span<const RuleEntry> rules, std::string_view name) {
  const auto group = RulesCalled(rules, name);
  if (!group) return FindRule(rules, name).error().message;
  std::string names;
  for (const Rule* rule : *group) names += Format("{}`{}`", names.empty() ? "" : ", ", rule->name);
  return Format("`{}` is not a rule but stands for several; name one: {}", name, names);
}

}  // namespace execlint
