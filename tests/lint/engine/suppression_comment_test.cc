#include "lint/engine/suppression_comment.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/source/day.h"

namespace execlint {
namespace {

TEST(SuppressionComment, TheEndIsTakenOutOfTheReason) {
  const auto one = ParseSuppression("# execlint: ignore[a] by hand (until=2027-03-01)");
  EXPECT_EQ(one.reason, "by hand");
  EXPECT_EQ(one.until, "2027-03-01");
  EXPECT_EQ(one.wrong, "");
  const auto two = ParseSuppression("# execlint: ignore[a] until=2027-03-01 by hand");
  EXPECT_EQ(two.reason, "by hand");
  EXPECT_EQ(two.until, "2027-03-01");
  EXPECT_EQ(ParseSuppression("/* execlint: ignore[a] (until=2027-03-01) */").reason, "");
  EXPECT_NE(ParseSuppression("# execlint: ignore[a] until=2027-02-29").wrong, "");
  EXPECT_NE(ParseSuppression("# execlint: ignore[a] (until=)").wrong, "");
  EXPECT_EQ(ParseSuppression("# execlint: ignore[a] not until=").wrong.empty(), false);
  EXPECT_EQ(ParseSuppression("# execlint: ignore[a] xuntil=2027-03-01").until, "");
  // What seems to be meant as an end must not count for good.
  for (const char* reason :
       {"r (Until=2020-01-01)", "(until = 2020-01-01)", "r,until=2020-01-01",
        "r [until=2020-01-01]", "until: 2020-01-01", "until 2020-01-01", "(expires=2020-01-01)",
        "expires 2020/01/01", "(until=2030-01-01) (until=2020-01-01)"}) {
    EXPECT_NE(ParseSuppression("# execlint: ignore[a] " + std::string(reason)).wrong, "") << reason;
  }
  for (const char* reason : {"until the migration is done", "kept until 20 services moved",
                             "the certificate expires soon", "until"}) {
    EXPECT_EQ(ParseSuppression("# execlint: ignore[a] " + std::string(reason)).wrong, "") << reason;
  }
}

TEST(SuppressionComment, ItsSignsAndLettersMayVary) {
  for (const char* text : {"## execlint: ignore[a-b] r", "### execlint:ignore[a-b] r",
                           "/// execlint: ignore[a-b] r", "/** execlint: ignore[a-b] r **/",
                           "# Execlint: ignore[a-b] r", "#EXECLINT: ignore[a-b] r"}) {
    EXPECT_EQ(ParseSuppression(text).rules, std::vector<std::string>{"a-b"}) << text;
    EXPECT_TRUE(MayHoldSuppression(text));
  }
  EXPECT_FALSE(MayHoldSuppression("# nothing of the kind"));
  EXPECT_FALSE(MayHoldSuppression("xeclint, exec, EXEC, exec_lint, exec"));
  EXPECT_FALSE(MayHoldSuppression(""));
}

TEST(SuppressionComment, SlashesInYamlAreNoComment) {
  SourceMap sources;
  const std::string text =
      "// execlint: ignore[a-b] reason\n"
      "A: b // execlint: ignore[a-b] reason\n"
      "B: http://execlint:80/ignore[a-b]\n"
      "# a comment may say // execlint: ignore[a-b] reason\n"
      "C: x // execlint ignores this\r\n"
      "D: x // execlint ignore[a-b]\r\n";
  const FileId file = sources.AddFile("t.yaml", text);
  const auto comment = static_cast<std::uint32_t>(text.find("# a"));
  sources.SetComments(file, {{file, comment, comment + 52}});
  const std::vector<Span> found = SlashesInYaml(file, sources);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].begin, 0u);
  EXPECT_EQ(sources.Text(found[1]), "// execlint: ignore[a-b] reason");
  EXPECT_EQ(sources.Text(found[2]), "// execlint ignore[a-b]");
  EXPECT_TRUE(SlashesInYaml(sources.AddFile("t.tf", text), sources).empty());
}

// What follows the first one is its reason.
TEST(SuppressionComment, SlashesInYamlCountOnceALine) {
  SourceMap sources;
  const FileId file = sources.AddFile(
      "t.yaml",
      "A: b // see http://x // execlint: ignore[a-b] one // execlint: ignore[c-d] two  \n"
      "B: c // execlint: see below // execlint: ignore[a-b]\n");
  const std::vector<Span> found = SlashesInYaml(file, sources);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(sources.Text(found[0]), "// execlint: ignore[a-b] one // execlint: ignore[c-d] two");
  EXPECT_EQ(sources.Text(found[1]), "// execlint: see below // execlint: ignore[a-b]");
}

TEST(SuppressionComment, WhatIsMeantAsOneIsTold) {
  constexpr std::string_view kNames[] = {"a-b", "c-d", "task-role-missing", "network"};
  const auto meant = [&](std::string_view text) { return MeantAsSuppression(text, kNames); };
  EXPECT_EQ(meant("# execlint ignore[a-b]"), "execlint: ignore[a-b] reason");
  EXPECT_EQ(meant("#execlint:ignore [a-b, c-d]"), "execlint: ignore[a-b, c-d] reason");
  EXPECT_EQ(meant("# execlint: disable=a-b"), "execlint: ignore[a-b] reason");
  EXPECT_EQ(meant("# execlint: ignore"), "execlint: ignore[RULE] reason");
  EXPECT_EQ(meant("# execlint: ignore a-b because"), "execlint: ignore[a-b] because");
  EXPECT_EQ(meant("// execlint: nothing"), "execlint: ignore[RULE] reason");
  EXPECT_EQ(meant("# execlint: ignore SEC-12"), "execlint: ignore[RULE] SEC-12");
  EXPECT_EQ(meant("# execlint: ignore[] SEC-12 is open"), "execlint: ignore[RULE] SEC-12 is open");
  EXPECT_EQ(meant("# execlint: ignore task-role-mising"),
            "execlint: ignore[task-role-missing] reason");
  EXPECT_EQ(meant("# execlint: ignore network, no route"), "execlint: ignore[network] no route");
  EXPECT_EQ(meant("# execlint: ignore networks of others"),
            "execlint: ignore[RULE] networks of others");
  EXPECT_EQ(meant("/* execlint skip(a-b) */"), "execlint: ignore[a-b] reason");
  EXPECT_EQ(meant("## Execlint ignore[a-b]"), "execlint: ignore[a-b] reason");
  EXPECT_EQ(meant("# ExecLint: disable a-b"), "execlint: ignore[a-b] reason");
}

TEST(SuppressionComment, OthersAreNotMeantAsOne) {
  for (const char* text :
       {"# execlint: ignore[a-b] reason", "# execlint ignores this file", "# see execlint: ignore",
        "# execlint is a linter (disable it)", "# ExecLint", "# ExecLint: our linter",
        "# Execlint: see https://example.com", "# execlint.yaml: ignore=a-b"}) {
    EXPECT_EQ(MeantAsSuppression(text, {}), "") << text;
  }
}

TEST(Day, ExistsOrNot) {
  for (const char* day : {"2027-03-01", "2028-02-29", "9999-12-31"}) EXPECT_TRUE(IsDay(day)) << day;
  for (const char* text : {"", "2027-3-1", "2027-02-29", "2027-13-01", "2027-00-10", "20270301",
                           "2027-03-01 ", "2027-03-0a", "-027-03-01", "2027--3-01"}) {
    EXPECT_FALSE(IsDay(text)) << text;
  }
  EXPECT_TRUE(IsDay(Today()));
}

// A reason may use such words without giving a day.
TEST(SuppressionComment, WordsAboutAnEndAreNoDay) {
  for (const char* reason :
       {"the token expires: see JIRA-12", "not needed until: migration", "expires = never"}) {
    EXPECT_EQ(ParseSuppression(std::string("# execlint: ignore[exec-disabled] ") + reason).wrong,
              "")
        << reason;
  }
  EXPECT_NE(ParseSuppression("# execlint: ignore[exec-disabled] r (expires: 2027-03-01)").wrong,
            "");
}

}  // namespace
}  // namespace execlint
