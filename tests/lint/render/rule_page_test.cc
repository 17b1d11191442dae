#include "lint/render/rule_page.h"

#include <gtest/gtest.h>

#include <string>

#include "lint/engine/rule.h"
#include "tests/lint/render/sample.h"

namespace execlint {
namespace {

using testing::Sample;

TEST(RulePage, HasEverythingThatTheRuleAndItsExamplesSay) {
  const Sample sample;
  EXPECT_EQ(RulePage(sample.Get().rules[0]),
            R"(<!-- Made by tests/docs/rule_pages_test.cc from the rule and its fixtures. -->

# broken-thing

The thing is broken.

Severity: error. Effect: blocks. Hop: task-role.

It does not work.

## Fix

Mend the thing.

With a tool.

## Example

Reported:

```hcl
a = 1
```

Not reported:

```hcl
a = 2
```

## Reference

<https://example.com/thing>
)");
}

TEST(RulePage, LeavesOutWhatThereIsNot) {
  const Sample sample;
  EXPECT_EQ(RuleHelp(sample.Get().rules[2]), "Anybody comes in.\n\n## Fix\n\nShut it.\n");
}

TEST(RulePage, NamesTheLanguageOfAnExample) {
  const Sample sample;
  RuleEntry entry = sample.Get().rules[2];
  const auto language = [&entry](std::string_view file_name) {
    entry.fail = {file_name, "x\n"};
    const std::string help = RuleHelp(entry);
    const std::size_t fence = help.find("```") + 3;
    return help.substr(fence, help.find('\n', fence) - fence);
  };
  EXPECT_EQ(language("example_fail.tf"), "hcl");
  EXPECT_EQ(language("example_fail.yml"), "yaml");
  EXPECT_EQ(language("example_fail.template"), "yaml");
  EXPECT_EQ(language("example_fail.json"), "json");
}

TEST(RulePage, TheIndexIsInTheOrderOfTheHops) {
  const Sample sample;
  const std::string index = RuleIndex(sample.Get().rules);
  EXPECT_NE(index.find(R"(|---|---|---|---|
| [broken-thing](broken-thing.md) | task-role | error | the thing is broken |
| [odd-thing](odd-thing.md) | logging | warning | the thing is odd |
| [open-thing](open-thing.md) | access | note | the thing is open |
)"),
            index.npos)
      << index;
}

}  // namespace
}  // namespace execlint
