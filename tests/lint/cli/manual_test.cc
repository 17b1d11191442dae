#include "lint/cli/manual.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
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
  EXPECT_EQ("\n" + RulesTable(rules, {}), R"(
launch
  not-asked         error    the thing is broken
  not-asked-either  error    the thing is broken

task-role
  broken-thing      error    the thing is broken

logging
  odd-thing         warning  the thing is odd

access
  open-thing        note     the thing is open

tags
  attack/T1609          open-thing
  external/cwe/cwe-778  open-thing
)");
}

TEST(Manual, ARuleIsExplained) {
  const Sample sample;
  EXPECT_EQ("\n" + Explanation(sample.Get().rules[0], {}), R"(
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
  EXPECT_EQ("\n" + Explanation(sample.Get().rules[2], {}), R"(
open-thing: the thing is open

note, exposes, hop: access, tags: external/cwe/cwe-778, attack/T1609

Why
  Anybody comes in.

Fix
  shut it
)");
}

TEST(Manual, TitlesAndSeveritiesAreColored) {
  const Sample sample;
  const std::string table = RulesTable(sample.Get().rules, {.colored = true});
  for (const char* part : {"\x1b[1mtask-role\x1b[0m\n", "\x1b[1;91merror  \x1b[0m",
                           "\x1b[1;93mwarning\x1b[0m", "\x1b[1;96mnote   \x1b[0m"}) {
    EXPECT_NE(table.find(part), table.npos) << part;
  }
  const std::string manual = Explanation(sample.Get().rules[0], {.colored = true});
  for (const char* part :
       {"\x1b[1mbroken-thing\x1b[0m: ", "\x1b[1;91merror\x1b[0m, blocks", "\x1b[1mWhy\x1b[0m\n"}) {
    EXPECT_NE(manual.find(part), manual.npos) << part;
  }
}

TEST(Manual, TagsAreListedWithTheirRules) {
  const Sample sample;
  std::vector<RuleEntry> rules(sample.Get().rules.begin(), sample.Get().rules.end());
  static constexpr std::string_view kTags[] = {"attack/T1609", "pci"};
  static constexpr std::string_view kTag[] = {"pci"};
  Rule first = *rules[0].rule;
  first.tags = kTags;
  rules[0].rule = &first;
  Rule second = *rules[1].rule;
  second.tags = kTag;
  rules[1].rule = &second;
  const std::string table = RulesTable(rules, {});
  EXPECT_TRUE(
      table.ends_with("\n"
                      "tags\n"
                      "  attack/T1609          broken-thing, open-thing\n"
                      "  external/cwe/cwe-778  open-thing\n"
                      "  pci                   broken-thing, odd-thing\n"))
      << table;
  EXPECT_NE(Explanation(rules[0], {}).find("hop: task-role, tags: attack/T1609, pci\n"),
            std::string::npos);
  EXPECT_NE(Explanation(rules[1], {}).find(", tag: pci\n"), std::string::npos);
}

TEST(Manual, FitsTheTerminal) {
  const Sample sample;
  Rule rule = *sample.Get().rules[0].rule;
  rule.why = "One two three\nfour five six seven.\n\nEight nine ten\neleven.";
  rule.fix = "mend the thing\nWith a tool\nand patience.";
  RuleEntry entry = sample.Get().rules[0];
  entry.rule = &rule;
  const std::string manual = Explanation(entry, {.width = 20});
  EXPECT_NE(manual.find("Why\n"
                        "  One two three four\n"
                        "  five six seven.\n"
                        "\n"
                        "  Eight nine ten\n"
                        "  eleven.\n"
                        "\n"
                        "Fix\n"
                        "  mend the thing\n"
                        "  With a tool and\n"
                        "  patience.\n"),
            std::string::npos)
      << manual;
  const RuleEntry entries[] = {entry};
  EXPECT_EQ(RulesTable(entries, {.width = 40}),
            "task-role\n"
            "  broken-thing  error    the thing is\n"
            "                         broken\n");
}

}  // namespace
}  // namespace execlint
