#include "lint/engine/select.h"

#include "gtest/gtest.h"
#include "tests/lint/engine/a_rule.h"

namespace execlint {
namespace {

constexpr Rule kFirst = testing_support::ARule("exec-disabled");
constexpr Rule kSecond = testing_support::ARule("task-role-missing");
constexpr RuleEntry kRules[] = {{&kFirst, {}, {}}, {&kSecond, {}, {}}};

using Rules = std::vector<const Rule*>;

TEST(ChooseRules, TakesAllThatAreSelectedAndNotIgnored) {
  EXPECT_EQ(*ChooseRules(kRules, {}), (Rules{&kFirst, &kSecond}));
  EXPECT_EQ(*ChooseRules(kRules, {.select = {"task-role-missing"}}), Rules{&kSecond});
  EXPECT_EQ(*ChooseRules(kRules, {.ignore = {"task-role-missing"}}), Rules{&kFirst});
  EXPECT_EQ(*ChooseRules(kRules, {.select = {"exec-disabled"}, .ignore = {"exec-disabled"}}),
            Rules{});
}

TEST(ChooseRules, TakesWhatIsOffByDefaultOnlyByName) {
  Rule off = testing_support::ARule("exec-disabled");
  off.off_by_default = true;
  const RuleEntry rules[] = {{&off, {}, {}}, {&kSecond, {}, {}}};
  EXPECT_EQ(*ChooseRules(rules, {}), Rules{&kSecond});
  EXPECT_EQ(*ChooseRules(rules, {.select = {"exec-disabled"}}), Rules{&off});
  EXPECT_EQ(*ChooseRules(rules, {.extend_select = {"exec-disabled"}}), (Rules{&off, &kSecond}));
  EXPECT_EQ(
      *ChooseRules(rules, {.select = {"task-role-missing"}, .extend_select = {"exec-disabled"}}),
      (Rules{&off, &kSecond}));
  EXPECT_EQ(*ChooseRules(rules, {.extend_select = {"exec-disabled"}, .ignore = {"exec-disabled"}}),
            Rules{&kSecond});
  EXPECT_EQ(ChooseRules(rules, {.extend_select = {"exec-disable"}}).error().message,
            "there is no rule, hop or tag `exec-disable`; did you mean `exec-disabled`?");
}

TEST(ChooseRules, KnowsWhatAMisspelledNameMeant) {
  EXPECT_EQ(ChooseRules(kRules, {.select = {"exec-disable"}}).error().message,
            "there is no rule, hop or tag `exec-disable`; did you mean `exec-disabled`?");
  EXPECT_EQ(ChooseRules(kRules, {.ignore = {"zzz"}}).error().message,
            "there is no rule, hop or tag `zzz`");
}

TEST(ChooseRules, TellsATypoFromAnotherName) {
  const std::string longest(64, 'a'), longer(65, 'a');
  const Rule short_rule = testing_support::ARule("abcd"),
             long_rule = testing_support::ARule(longest);
  const Rule longer_rule = testing_support::ARule(longer);
  const RuleEntry rules[] = {{&short_rule, {}, {}}, {&long_rule, {}, {}}, {&longer_rule, {}, {}}};
  const auto meant = [&](const std::string& name) -> std::string {
    const auto chosen = ChooseRules(rules, {.select = {name}});
    if (chosen) return "(chosen)";
    const std::string& message = chosen.error().message;
    const std::size_t at = message.find("; did you mean `");
    return at == std::string::npos ? "" : message.substr(at + 16, message.size() - at - 18);
  };
  // One letter of a short name may be wrong.
  EXPECT_EQ(meant("abcx"), "abcd");
  EXPECT_EQ(meant("abdc"), "abcd");
  EXPECT_EQ(meant("abc"), "abcd");
  EXPECT_EQ(meant("xabcd"), "abcd");
  EXPECT_EQ(meant("abxy"), "");
  EXPECT_EQ(meant("ab"), "");
  // What is longer than any name is none.
  EXPECT_EQ(meant(longest.substr(1) + "b"), longest);
  EXPECT_EQ(meant(longer.substr(1) + "b"), "");
}

class SelectTest : public testing::Test {
 protected:
  Finding& Add(FileId file, Severity severity, Confidence confidence = Confidence::kHigh) {
    return analysis.findings.emplace_back(Finding{
        .rule = &kFirst, .primary = {file, 0, 1}, .severity = severity, .confidence = confidence});
  }
  Selected Run(const Selection& selection) { return Select(analysis, sources, selection); }
  int Status(const Selection& selection, const std::vector<Problem>& unread = {}) {
    return ExitStatus(analysis, Run(selection), unread, selection);
  }

  SourceMap sources;
  FileId named = sources.AddFile("named.tf", "text");
  FileId other = sources.AddFile("other.tf", "text");
  Analysis analysis;
  const Selection only_named{.reports = [](std::string_view path) { return path == "named.tf"; }};
};

TEST_F(SelectTest, AWorkloadIsShownForItsUnitItsFileAndWhatDecidedAboutIt) {
  const Span here{named, 0, 1}, there{other, 0, 1};
  const auto decided_at = [](Span place) {
    return std::vector<HopReport>{{.states = {{.grounds = {{place, "decided here"}}}}}};
  };
  analysis.workloads = {{.unit = "other"},
                        {.unit = "other", .at = here},
                        {.unit = "named.tf", .at = there},
                        {.unit = "other", .at = there, .hops = decided_at(here)},
                        {.unit = "other", .at = there, .hops = decided_at(there)}};
  EXPECT_EQ(Run(only_named).workload_shown, (std::vector<bool>{true, true, true, true, false}));
  EXPECT_EQ(Run({}).workload_shown, std::vector<bool>(5, true));
}

TEST_F(SelectTest, WhatIsKnownIsNotShownUnlessItBecameWorse) {
  for (int i = 0; i < 6; ++i) Add(named, Severity::kWarning).workloads.resize(2);
  analysis.findings[4].problem = Problem::kSyntax;
  const auto was = [](Severity severity, std::size_t workloads = 2) {
    return Formerly::Was{severity, {workloads}};
  };
  const std::vector<Formerly> formerly{
      {},
      {.baseline = was(Severity::kWarning), .base = was(Severity::kError)},
      {.baseline = was(Severity::kNote), .base = was(Severity::kError, 3)},
      {.baseline = was(Severity::kNote)},
      {.baseline = was(Severity::kError), .base = was(Severity::kError)},
      {.baseline = was(Severity::kError, 1), .base = was(Severity::kError, 1)}};
  const Selected selected = Select(analysis, sources, {}, formerly);
  EXPECT_EQ(selected.fates, (std::vector<Fate>{Fate::kShown, Fate::kBaseline, Fate::kBase,
                                               Fate::kShown, Fate::kShown, Fate::kShown}));
  // It says so before it says what is below a limit.
  EXPECT_EQ(Select(analysis, sources, {.min_severity = Severity::kError}, formerly).fates[1],
            Fate::kBaseline);
}

TEST_F(SelectTest, EveryFindingHasTheFirstReasonThatHidesIt) {
  Add(named, Severity::kError);
  Add(named, Severity::kWarning, Confidence::kMedium);
  Add(named, Severity::kNote, Confidence::kLow);
  Add(named, Severity::kWarning, Confidence::kLow);
  Add(other, Severity::kNote, Confidence::kLow);
  Selection selection = only_named;
  selection.min_severity = Severity::kWarning;
  const Selected selected = Run(selection);
  EXPECT_EQ(selected.fates, (std::vector<Fate>{Fate::kShown, Fate::kShown, Fate::kSeverity,
                                               Fate::kConfidence, Fate::kElsewhere}));
  EXPECT_EQ(selected.Count(Fate::kShown), 2u);
  EXPECT_TRUE(selected.shown(1));
  EXPECT_FALSE(selected.shown(2));
}

TEST_F(SelectTest, ARelatedPlaceInANamedFileIsEnough) {
  Add(other, Severity::kError).related = {{{named, 1, 2}, "here"}};
  Add({}, Severity::kError).primary = {};  // without a place: always shown
  EXPECT_EQ(Run(only_named).Count(Fate::kShown), 2u);
}

TEST_F(SelectTest, UnknownEntriesAreShownWhereTheyTouchANamedFile) {
  analysis.unknowns = {{.at = {named, 0, 1}}, {.at = {other, 0, 1}}, {.at = {}}};
  EXPECT_EQ(Run(only_named).unknown_shown, (std::vector<bool>{true, false, true}));
  EXPECT_EQ(Run({}).unknown_shown, (std::vector<bool>{true, true, true}));
  // What comes from a module elsewhere is unknown of the unit that was asked for.
  analysis.unknowns[1].unit = "named.tf";
  EXPECT_EQ(Run(only_named).unknown_shown, (std::vector<bool>{true, true, true}));
}

TEST_F(SelectTest, ShownFindingsFromFailOnFailTheRun) {
  EXPECT_EQ(Status({}), 0);
  Add(named, Severity::kNote);
  EXPECT_EQ(Status({}), 0);
  EXPECT_EQ(Status({.fail_on = Severity::kNote}), 1);
  Add(named, Severity::kWarning);
  EXPECT_EQ(Status({}), 1);
  EXPECT_EQ(Status({.fail_on = Severity::kError}), 0);
  EXPECT_EQ(Status({.min_severity = Severity::kError}), 0);
  EXPECT_EQ(Status({.fail_on = std::nullopt}), 0);
}

// The kind of the problem decides, whatever the rule is called.
TEST_F(SelectTest, LostInputIsStatus3WhereNothingElseFails) {
  const std::vector<Problem> unread = {Problem::Unread("a.tf", "permission denied")};
  EXPECT_EQ(Status({}, unread), 3);
  EXPECT_EQ(Status({.fail_on = std::nullopt}, unread), 0);
  Add(named, Severity::kError).problem = Problem::kSyntax;
  EXPECT_EQ(Status({}), 3);
  Add(named, Severity::kWarning);
  EXPECT_EQ(Status({.fail_on = Severity::kError}), 3);
  EXPECT_EQ(Status({}), 1);
}

// Combinations that nobody looked at may hold an error.
TEST_F(SelectTest, CombinationsThatWereNotLookedAtAreStatus3WhereNothingElseFails) {
  UnknownEntry entry;
  analysis.unknowns.push_back(entry);
  EXPECT_EQ(Status({}), 0);
  analysis.unknowns.back().unexplored = true;
  EXPECT_EQ(Status({}), 3);
  EXPECT_EQ(Status({.fail_on = std::nullopt}), 0);
  Add(named, Severity::kError);
  EXPECT_EQ(Status({}), 1);
}

TEST_F(SelectTest, ALimitLosesInputAndWhatIsLeftOutDoesNot) {
  Add(named, Severity::kNote).problem = Problem::kLeftOut;
  EXPECT_EQ(Status({}), 0);
  Add(named, Severity::kNote).problem = Problem::kLimit;
  EXPECT_EQ(Status({}), 3);
  EXPECT_EQ(Status({.fail_on = std::nullopt}), 0);
}

TEST_F(SelectTest, ALimitInWhatWouldTellIsStatus3) {
  UnknownEntry entry{.at = Span::At(named, 0), .limit = true};
  analysis.unknowns.push_back(entry);
  EXPECT_EQ(Status({}), 3);
  analysis.unknowns.back().at = Span::At(other, 0);
  analysis.unknowns.back().unit = "elsewhere";
  EXPECT_EQ(Status(only_named), 0) << "nobody asked for it";
}

}  // namespace
}  // namespace execlint
