#include "lint/engine/registry.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/engine/rule.h"

namespace execlint {
namespace {

// What is said of a name where there are rules of these names.
std::string Answered(const std::vector<std::string_view>& names, std::string_view name) {
  std::vector<Rule> rules;
  for (const std::string_view one : names) {
    rules.push_back({.name = one,
                     .hop = Hop::kLaunch,
                     .effect = Effect::kInforms,
                     .severity = Severity::kNote,
                     .summary = "",
                     .why = "",
                     .fix = "",
                     .reference = "",
                     .check = static_cast<void (*)(const Problem&, Report&)>(nullptr)});
  }
  std::vector<RuleEntry> entries;
  for (const Rule& rule : rules) entries.push_back({&rule, {}, {}});
  const auto found = FindRule(entries, name);
  return found ? "found " + std::string((*found)->rule->name) : found.error().message;
}

TEST(FindRule, ByItsName) {
  EXPECT_EQ(Answered({"exec-disabled", "exec-off"}, "exec-off"), "found exec-off");
}

// A third of the letters may be wrong, put in or left out.
TEST(FindRule, TellsTheNearestName) {
  const auto near = [](std::string_view rule, std::string_view name) {
    return Answered({rule}, name).ends_with("; did you mean `" + std::string(rule) + "`?");
  };
  EXPECT_TRUE(near("exec-disabled", "exec-disabeld"));
  EXPECT_TRUE(near("abcdefghi", "xyzdefghi"));
  EXPECT_FALSE(near("abcdefghi", "xyzwefghi"));
  EXPECT_TRUE(near("abcdef", "xxabcdef"));
  EXPECT_TRUE(near("abcdef", "bcdef"));
  EXPECT_FALSE(near("abcdef", "cdef")) << "two of four";
  EXPECT_FALSE(near("def", "abcdef"));
  EXPECT_FALSE(near("f", "abcdef"));
  EXPECT_EQ(Answered({"abcd", "abce", "xbce"}, "xbcd"),
            "there is no rule `xbcd`; did you mean `abcd`?")
      << "the first of those that are equally near";
}

}  // namespace
}  // namespace execlint
