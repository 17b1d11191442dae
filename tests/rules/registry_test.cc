#include "lint/engine/registry.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "lint/engine/rule.h"

namespace execlint {
namespace {

// The names that the files under rules/ promise: rules/launch/exec_disabled.cc -> exec-disabled.
std::set<std::string> NamesOfFiles() {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("rules")) {
    if (entry.path().extension() != ".cc") continue;
    std::string name = entry.path().stem();
    std::replace(name.begin(), name.end(), '_', '-');
    names.insert(name);
  }
  return names;
}

TEST(Registry, HoldsOneRuleForEachFileUnderItsName) {
  std::set<std::string> names;
  std::string before;
  for (const RuleEntry& entry : AllRules()) {
    names.emplace(entry.rule->name);
    EXPECT_LT(before, entry.rule->name);
    before = entry.rule->name;
  }
  EXPECT_EQ(names.size(), AllRules().size());
  EXPECT_EQ(names, NamesOfFiles());
}

TEST(Registry, EveryRuleExplainsItself) {
  for (const RuleEntry& entry : AllRules()) {
    const Rule& rule = *entry.rule;
    SCOPED_TRACE(rule.name);
    EXPECT_FALSE(rule.summary.empty());
    EXPECT_FALSE(rule.summary.ends_with('.'));
    EXPECT_FALSE(rule.why.empty());
    EXPECT_FALSE(rule.fix.empty());
    EXPECT_TRUE(rule.reference.starts_with("https://")) << rule.reference;
  }
}

// GitHub shows the score as a severity: high from 7.0 on, medium below.
TEST(Registry, SecuritySeveritiesFitTheSeverities) {
  int scores = 0;
  for (const RuleEntry& entry : AllRules()) {
    const Rule& rule = *entry.rule;
    if (rule.security_severity.empty()) continue;
    ++scores;
    const double score = std::stod(std::string(rule.security_severity));
    EXPECT_TRUE(score >= 7.0 || rule.severity != Severity::kError) << rule.name;
    EXPECT_TRUE(score <= 6.9 || rule.severity != Severity::kNote) << rule.name;
  }
  EXPECT_GT(scores, 3);
}

}  // namespace
}  // namespace execlint
