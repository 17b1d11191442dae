#include "lint/cli/manual.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/engine/rule.h"
#include "tests/lint/render/sample.h"

namespace execlint {
namespace {

using testing::Sample;

TEST(Manual, TheTableOfRulesIsInTheOrderOfTheHops) {
  const Sample sample;
  std::vector<RuleEntry> rules(sample.Get().rules.begin(), sample.Get().rules.end());
  Rule first = *rules[0].rule;
  first.hop = Hop::kLaunch;
  first.name = "not-asked";
  rules.push_back({.rule = &first, .fail = {}, .pass = {}});
  Rule second = first;
  second.name = "not-asked-either";
  rules.push_back({.rule = &second, .fail = {}, .pass = {}});
  EXPECT_EQ("\n" + RulesTable(rules, Ink(false)), R"(
launch
  not-asked         error    the thing is broken
  not-asked-either  error    the thing is broken

task-role
  broken-thing      error    the thing is broken

logging
  odd-thing         warning  the thing is odd

access
  open-thing        note     the thing is open
)");
}

TEST(Manual, ARuleIsExplained) {
  const Sample sample;
  EXPECT_EQ("\n" + Explanation(sample.Get().rules[0], Ink(false)), R"(
broken-thing: the thing is broken

error, blocks, hop: task-role

Why
  It does not work.

Fix
  mend the thing
  With a tool.

Reported
  a = 1

Not reported
  a = 2

Reference
  https://example.com/thing
)");
  EXPECT_EQ("\n" + Explanation(sample.Get().rules[2], Ink(false)), R"(
open-thing: the thing is open

note, exposes, hop: access

Why
  Anybody comes in.

Fix
  shut it
)");
}

TEST(Manual, TitlesAndSeveritiesAreColored) {
  const Sample sample;
  const std::string table = RulesTable(sample.Get().rules, Ink(true));
  for (const char* part : {"\x1b[1mtask-role\x1b[0m\n", "\x1b[1;91merror  \x1b[0m",
                           "\x1b[1;93mwarning\x1b[0m", "\x1b[1;96mnote   \x1b[0m"}) {
    EXPECT_NE(table.find(part), table.npos) << part;
  }
  const std::string manual = Explanation(sample.Get().rules[0], Ink(true));
  for (const char* part :
       {"\x1b[1mbroken-thing\x1b[0m: ", "\x1b[1;91merror\x1b[0m, blocks", "\x1b[1mWhy\x1b[0m\n"}) {
    EXPECT_NE(manual.find(part), manual.npos) << part;
  }
}

}  // namespace
}  // namespace execlint
