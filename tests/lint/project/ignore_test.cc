#include "lint/project/ignore.h"

#include <gtest/gtest.h>

#include <string>

namespace execlint {
namespace {

using Match = IgnoreRules::Match;

Match File(std::string_view rules, std::string_view path) {
  return IgnoreRules::Parse(rules).Test(path, false);
}
Match Folder(std::string_view rules, std::string_view path) {
  return IgnoreRules::Parse(rules).Test(path, true);
}

TEST(Ignore, NameWithoutSlashMatchesAtAnyDepth) {
  EXPECT_EQ(File("build", "build"), Match::kIgnore);
  EXPECT_EQ(File("build", "a/b/build"), Match::kIgnore);
  EXPECT_EQ(File("build", "a/build2"), Match::kNone);
  EXPECT_EQ(File("*.tfvars", "env/prod.tfvars"), Match::kIgnore);
  EXPECT_EQ(File("*.tfvars", "env/prod.tfvars.json"), Match::kNone);
  EXPECT_EQ(File("b?r", "a/bar"), Match::kIgnore);
  EXPECT_EQ(File("x*aab", "xaaab"), Match::kIgnore) << "the star takes one letter more";
}

TEST(Ignore, LongClassesMeanTheSame) {
  const std::string many(40'000, 'b');
  EXPECT_EQ(File("x[" + many + "]y", "xby"), Match::kIgnore);
  EXPECT_EQ(File("x[" + many + "]y", "xay"), Match::kNone);
  EXPECT_EQ(File("x[!" + many + "]y", "xby"), Match::kNone);
  EXPECT_EQ(File("x[!" + many + "]y", "xay"), Match::kIgnore);
  EXPECT_EQ(File("x[]" + many + "\\\\!^-]*", "x]"), Match::kIgnore);
  for (const char* text : {"x\\", "x!", "x^", "x-", "xb"}) {
    EXPECT_EQ(File("x[]" + many + "\\\\!^-]*", text), Match::kIgnore) << text;
  }
  EXPECT_EQ(File("x[]" + many + "\\\\!^-]*", "xa"), Match::kNone);
  EXPECT_EQ(File("x[" + many + "d-f]", "xe"), Match::kIgnore);
  std::string reversed;
  for (int i = 0; i < 20; ++i) reversed += "z-a";
  EXPECT_EQ(File("x[" + reversed + "]", "xb"), Match::kNone);
  EXPECT_EQ(File("x[" + reversed + "]", "xz"), Match::kNone);
  EXPECT_EQ(File("x[" + many, "x[" + many), Match::kNone) << "no bracket closes it";
}

TEST(Ignore, RunsOfStarsMeanTheSame) {
  EXPECT_EQ(File("a**b", "a.x.b"), Match::kIgnore);
  EXPECT_EQ(File("a****", "a"), Match::kIgnore);
  EXPECT_EQ(File("a\\**b", "a*.b"), Match::kIgnore);
  EXPECT_EQ(File("a\\**b", "a.b"), Match::kNone);
  EXPECT_EQ(File("**", "a/b"), Match::kIgnore);
  EXPECT_EQ(File("a/**/**/b", "a/b"), Match::kIgnore);
  EXPECT_EQ(File("a/**/**", "a/b"), Match::kIgnore);
  EXPECT_EQ(File("a/**/**", "a"), Match::kNone);
  EXPECT_EQ(File("/*/b?", "a/bc"), Match::kIgnore);
  EXPECT_EQ(File("/*/b?", "a/x/bc"), Match::kNone);
}

TEST(Ignore, SlashBeforeTheEndAnchors) {
  EXPECT_EQ(File("/main.tf", "main.tf"), Match::kIgnore);
  EXPECT_EQ(File("/main.tf", "a/main.tf"), Match::kNone);
  EXPECT_EQ(File("a/b", "a/b"), Match::kIgnore);
  EXPECT_EQ(File("a/b", "x/a/b"), Match::kNone);
  EXPECT_EQ(File("a/*", "a/b/c"), Match::kNone);
}

TEST(Ignore, SlashAtTheEndMeansFolders) {
  EXPECT_EQ(Folder("out/", "a/out"), Match::kIgnore);
  EXPECT_EQ(File("out/", "a/out"), Match::kNone);
}

TEST(Ignore, TwoStarsSpanSteps) {
  EXPECT_EQ(File("**/x.json", "x.json"), Match::kIgnore);
  EXPECT_EQ(File("**/x.json", "a/b/x.json"), Match::kIgnore);
  EXPECT_EQ(File("a/**", "a/b/c"), Match::kIgnore);
  EXPECT_EQ(Folder("a/**", "a"), Match::kNone);
  EXPECT_EQ(File("a/**/z", "a/z"), Match::kIgnore);
  EXPECT_EQ(File("a/**/z", "a/b/c/z"), Match::kIgnore);
  EXPECT_EQ(File("a/**/b/**/z", "a/q/b/r/z"), Match::kIgnore);
  EXPECT_EQ(File("a/**/b/**/z", "a/q/r/z"), Match::kNone);
}

TEST(Ignore, ClassesAndEscapes) {
  EXPECT_EQ(File("[ab].tf", "b.tf"), Match::kIgnore);
  EXPECT_EQ(File("[!ab].tf", "b.tf"), Match::kNone);
  EXPECT_EQ(File("[!ab].tf", "c.tf"), Match::kIgnore);
  EXPECT_EQ(File("v[0-9].tf", "v7.tf"), Match::kIgnore);
  EXPECT_EQ(File("[]x]", "]"), Match::kIgnore);
  EXPECT_EQ(File("[a-]", "-"), Match::kIgnore);
  EXPECT_EQ(File("[a].tf", "a.tf"), Match::kIgnore);
  EXPECT_EQ(File("[!a]", "!"), Match::kIgnore) << "not one of the characters of the class";
  EXPECT_EQ(File("[^a]", "a"), Match::kNone);
  EXPECT_EQ(File("[!]a]", "]"), Match::kNone);
  EXPECT_EQ(File("[!]a].tf", "b.tf"), Match::kIgnore);
  EXPECT_EQ(File("[\\]x]", "]"), Match::kIgnore);
  EXPECT_EQ(File("[\\]]", "]"), Match::kIgnore);
  EXPECT_EQ(File("[\\]]", "\\"), Match::kNone);
  EXPECT_EQ(File("[\\]x]", "\\"), Match::kNone);
  EXPECT_EQ(File("[open", "[open"), Match::kNone) << "an unclosed class matches nothing";
  EXPECT_EQ(File("\\#x", "#x"), Match::kIgnore);
  EXPECT_EQ(File("\\!x", "!x"), Match::kIgnore);
  EXPECT_EQ(File("a\\*b", "a*b"), Match::kIgnore);
  EXPECT_EQ(File("a\\*b", "axb"), Match::kNone);
}

TEST(Ignore, LastMatchCounts) {
  EXPECT_EQ(File("*.json\n!keep.json\n", "keep.json"), Match::kKeep);
  EXPECT_EQ(File("!keep.json\n*.json\n", "keep.json"), Match::kIgnore);
}

TEST(Ignore, CommentsSpaceLineEndingsAndByteOrderMark) {
  EXPECT_EQ(File("# x\n\n  \n", "x"), Match::kNone);
  EXPECT_EQ(File("a.tf   \r\nb.tf\r\n", "a.tf"), Match::kIgnore);
  EXPECT_EQ(File("a.tf\r\nb.tf\r\n", "b.tf"), Match::kIgnore);
  EXPECT_EQ(File("a\\ ", "a "), Match::kIgnore);
  EXPECT_EQ(File("\\ ", " "), Match::kIgnore);
  EXPECT_EQ(File("\xEF\xBB\xBF"
                 "a.tf",
                 "a.tf"),
            Match::kIgnore);
}

TEST(Ignore, HostilePatternsTakeNoTime) {
  std::string pattern, path;
  for (int i = 0; i < 200; ++i) pattern += "*a", path += "aa";
  EXPECT_EQ(File(pattern + "b", path), Match::kNone);
  std::string steps, folders;
  for (int i = 0; i < 200; ++i) steps += "**/a/", folders += "a/a/";
  EXPECT_EQ(File(steps + "b", folders + "c"), Match::kNone);
}

// What is looked up and what is tried one by one keep their order.
TEST(Ignore, LastMatchCountsAcrossKinds) {
  EXPECT_EQ(File("a*b\n!*.tf\n", "axb.tf"), Match::kKeep);
  EXPECT_EQ(File("!*.tf\na*b.tf\n", "axb.tf"), Match::kIgnore);
  EXPECT_EQ(File("x.tf\n!/x.tf\n", "x.tf"), Match::kKeep);
  EXPECT_EQ(File("!/x.tf\nx.tf\n", "x.tf"), Match::kIgnore);
  EXPECT_EQ(Folder("d/\n!d\n", "d"), Match::kKeep);
  EXPECT_EQ(Folder("!d\nd/\n", "d"), Match::kIgnore);
  EXPECT_EQ(File("!d\nd/\n", "d"), Match::kKeep);
  EXPECT_EQ(File("*\n!*.tf\n", "x.tf"), Match::kKeep);
  EXPECT_EQ(File("*.tf\n!*x.tf\n", "ax.tf"), Match::kKeep);
  EXPECT_EQ(File("!*x.tf\n*.tf\n", "ax.tf"), Match::kIgnore);
}

TEST(IgnoreRules, ParentsAreAskedBehindThePath) {
  using Match = IgnoreRules::Match;
  const IgnoreRules rules = IgnoreRules::Parse("examples/\n!examples/kept.tf\n");
  EXPECT_EQ(rules.TestWithParents("examples/a/main.tf", false), Match::kIgnore);
  EXPECT_EQ(rules.TestWithParents("examples/kept.tf", false), Match::kKeep);
  EXPECT_EQ(rules.TestWithParents("a/examples/main.tf", false), Match::kIgnore);
  EXPECT_EQ(rules.TestWithParents("examples", false), Match::kNone);
  EXPECT_EQ(rules.TestWithParents("main.tf", false), Match::kNone);
}

TEST(MatchesGlob, AllOfTheText) {
  EXPECT_TRUE(MatchesGlob("prd*", "prd-eu"));
  EXPECT_TRUE(MatchesGlob("module.*.aws_ecs_service.web", "module.a.b.aws_ecs_service.web"));
  EXPECT_FALSE(MatchesGlob("prd", "prd-eu"));
  EXPECT_TRUE(MatchesGlob("*/prd", "a/prd"));
  // Takes no longer than the product of the lengths.
  std::string hard;
  for (int i = 0; i < 2000; ++i) hard += "*a";
  EXPECT_FALSE(MatchesGlob(hard + "b", std::string(4000, 'a')));
}

}  // namespace
}  // namespace execlint
