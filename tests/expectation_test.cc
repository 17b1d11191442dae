// The grammar of docs/adding_a_rule.md, and that nothing an expectation says goes uncompared.
#include "tests/expectation.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "lint/source/source_map.h"
#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

Expectations Read(const std::string& text, const std::string& file = "main.tf") {
  std::map<std::string, std::string> files = {{file, text}};
  return TakeExpectations(files);
}

Expectation ReadOne(const std::string& text, const std::string& file = "main.tf") {
  const Expectations read = Read(text, file);
  EXPECT_EQ(read.errors, std::vector<std::string>{}) << text;
  EXPECT_EQ(read.all.size(), 1u) << text;
  return read.all.empty() ? Expectation{} : read.all.front();
}

TEST(Expectation, SaysEverythingThatIsCompared) {
  const Expectation e = ReadOne(
      "a = true # expect: exec-disabled warning medium col 5 at \"true\" when \"`e` is `p`\" or "
      "'`f` is `\"q\"`' \"turns `x` off\"\n");
  EXPECT_FALSE(e.unknown);
  EXPECT_EQ(e.file, "main.tf");
  EXPECT_EQ(e.line, 1u);
  EXPECT_EQ(e.what, "exec-disabled");
  EXPECT_EQ(e.severity, "warning");
  EXPECT_EQ(e.confidence, "medium");
  EXPECT_EQ(e.column, 5u);
  EXPECT_EQ(e.at, "true");
  EXPECT_EQ(e.when, (std::vector<std::string>{"`e` is `p`", "`f` is `\"q\"`"}));
  EXPECT_EQ(e.part, "turns `x` off");
}

TEST(Expectation, StandsForTheDefaultWhereItSaysNothing) {
  const Expectation e = ReadOne("a # expect: task-role-missing at \"a\" \"m\"\n");
  EXPECT_EQ(e.severity, "error");
  EXPECT_EQ(e.confidence, "high");
  EXPECT_EQ(e.column, 0u);
  EXPECT_TRUE(e.when.empty());
}

TEST(Expectation, SpeaksOfItsLineOrTheNextOrTheOneItNames) {
  const std::string words = ": exec-disabled at \"x\" \"m\"\n";
  EXPECT_EQ(ReadOne("a\nb # expect" + words).line, 2u);
  EXPECT_EQ(ReadOne("a\n  // expect" + words + "b\n").line, 3u);
  EXPECT_EQ(ReadOne("a\n# expect@-1" + words).line, 1u);
  EXPECT_EQ(ReadOne("a # expect@+2" + words).line, 3u);
  const Expectations two = Read("# expect" + words + "# expect" + words + "a\n");
  ASSERT_EQ(two.all.size(), 2u);
  EXPECT_EQ(two.all[0].line, 3u);
  EXPECT_EQ(two.all[1].line, 3u);
  const Expectation unknown = ReadOne("a # expect-unknown: task-role at \"x\" \"m\"\n");
  EXPECT_TRUE(unknown.unknown);
  EXPECT_EQ(unknown.line, 1u);
  EXPECT_EQ(ReadOne("12: exec-disabled at \"x\" \"m\"\n", "a.json.expect").file, "a.json");
  EXPECT_TRUE(ReadOne("3: unknown launch at \"x\" \"m\"\n", "a.json.expect").unknown);
}

TEST(Expectation, IsAnErrorWhereItCannotBeRead) {
  for (const std::string wrong :
       {": exec-disabled", ": exec-disabled at \"x\"", ": exec-disabled \"m\"",
        ": exec-disabled at \"...\" \"m\"", ": exec-disabled at \"x\" \"\"",
        ": no-rule at \"x\" \"m\"", "-unknown: no-hop at \"x\" \"m\"",
        "-unknown: launch medium at \"x\" \"m\"", " exec-disabled at \"x\" \"m\"",
        ": exec-disabled certain at \"x\" \"m\"", ": exec-disabled at \"x\" \"m\" high",
        ": exec-disabled or \"y\" at \"x\" \"m\"", ": exec-disabled at \"x\" \"m",
        ": exec-disabled col at \"x\" \"m\""}) {
    const Expectations read = Read("a # expect" + wrong + "\n");
    EXPECT_EQ(read.all.size(), 0u) << wrong;
    EXPECT_EQ(read.errors.size(), 1u) << wrong;
  }
  EXPECT_EQ(Read("unknown: launch at \"x\" \"m\"\n", "a.json.expect").errors.size(), 1u);
}

// A finding at the first `begin` behind `after`, up to the end of `end`.
Remark Found(const std::string& text, const std::string& begin, const std::string& end,
             const std::string& after = "") {
  SourceMap sources;
  const FileId file = sources.AddFile("main.tf", text);
  const std::size_t from = text.find(begin, text.find(after));
  const std::size_t to = text.find(end, from) + end.size();
  Finding finding{.rule = FindRule("exec-disabled")};
  finding.primary = {file, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
  finding.message = "turns ECS Exec off";
  finding.severity = Severity::kNote;
  return RemarkOf(finding, sources);
}

TEST(Expectation, EachPartIsComparedOnItsOwn) {
  const Remark remark = Found("a = true\n", "true", "true");
  const Expectation right =
      ReadOne("a = true # expect: exec-disabled note at \"true\" \"ECS Exec off\"\n");
  EXPECT_TRUE(Fits(right, remark));
  const std::vector<std::function<void(Expectation&)>> wrongs = {
      [](Expectation& e) { e.unknown = true; },
      [](Expectation& e) { e.file = "other.tf"; },
      [](Expectation& e) { e.line = 2; },
      [](Expectation& e) { e.what = "task-role-missing"; },
      [](Expectation& e) { e.severity = "error"; },
      [](Expectation& e) { e.confidence = "medium"; },
      [](Expectation& e) { e.at = "tru"; },
      [](Expectation& e) { e.at = "a = true"; },
      [](Expectation& e) { e.column = 4; },
      [](Expectation& e) { e.when = {"`x` is `y`"}; },
      [](Expectation& e) { e.part = "on"; },
  };
  for (std::size_t i = 0; i < wrongs.size(); ++i) {
    Expectation wrong = right;
    wrongs[i](wrong);
    EXPECT_FALSE(Fits(wrong, remark)) << i;
  }
  Remark sometimes = remark;
  sometimes.seen.when = {"`x` is `y`"};
  EXPECT_FALSE(Fits(right, sometimes));
}

TEST(Expectation, TheTextIsThatOfTheSpanOnOneLine) {
  const std::string text =
      "a = {  # expect: exec-disabled at \"{ b ...\" \"m\"\n    b  =  1\n  }\n";
  Remark remark = Found(text, "{  #", "}");
  EXPECT_EQ(remark.seen.at, "{ b = 1 }");
  Expectation e = remark.seen;
  for (const std::string fits : {"{ b = 1 }", "{ b ... }", "{...}", "{ ... 1 }", "... }"}) {
    e.at = fits;
    EXPECT_TRUE(Fits(e, remark)) << fits;
  }
  for (const std::string wrong : {"{ b = 1", "{ b ... ]", "b ... }", "{ ... 2 ... }"}) {
    e.at = wrong;
    EXPECT_FALSE(Fits(e, remark)) << wrong;
  }
}

TEST(Expectation, TheColumnMustBeSaidWhereTheTextDoesNotTell) {
  EXPECT_FALSE(Found("a = true # expect true\n", "true", "true").needs_column);
  const Remark second = Found("[true, true]\n", "true", "true", ",");
  EXPECT_TRUE(second.needs_column);
  Expectation e = second.seen;
  EXPECT_EQ(e.column, 8u);
  EXPECT_TRUE(Fits(e, second));
  e.column = 0;
  EXPECT_FALSE(Fits(e, second));
  EXPECT_TRUE(Found("a = true\n", "true", "").needs_column) << "an insertion point";
}

TEST(Expectation, IsWrittenAsItIsRead) {
  for (const std::string words :
       {"exec-disabled at \"x\" \"m\"", "exec-disabled error medium col 7 at '\"x\"' \"m\"",
        "exec-disabled at \"x\" when \"`a` is `b`\" or \"`c` is `d`\" 'm \"n\"'"}) {
    EXPECT_EQ(InWords(ReadOne("a # expect: " + words)), words);
  }
  EXPECT_EQ(InWords(ReadOne("a # expect-unknown: launch at \"x\" \"m\"")), "launch at \"x\" \"m\"");
}

}  // namespace
}  // namespace execlint::testing_support
