#include "lint/engine/gather.h"

#include <gtest/gtest.h>

#include "tests/lint/engine/a_rule.h"

namespace execlint {
namespace {

constexpr Rule kBlocks = testing_support::ARule("blocks");

class GatherTest : public ::testing::Test {
 protected:
  static Fact<bool> Flag(Certainty certainty) { return Fact<bool>::Known(true, {}, certainty); }
  // A case in which exec is on for certain and one finding is stated.
  static RunCase On(RawFinding finding) {
    return {.gate = Workload::Gate::kOn,
            .flag = Flag(Certainty::kCertain),
            .subject = Certainty::kCertain,
            .findings = {std::move(finding)}};
  }
  RawFinding Stated(std::string message, Certainty worst = Certainty::kCertain) {
    return {.primary = {.place = {.span = {file_, 3, 7}}},
            .grounds = {.worst = worst},
            .message = std::move(message),
            .extras = {}};
  }
  GatheredRun Gathered(std::vector<Case<RunCase>> cases) {
    run_ = {.rule = rule_, .launch = &launch_, .problem = {}, .cases = std::move(cases)};
    return Gather(run_, selectors_, sources_);
  }
  Confidence ConfidenceOfOne(RunCase one) {
    const GatheredRun gathered = Gathered({{{}, std::move(one)}});
    EXPECT_EQ(gathered.findings.size(), 1u);
    return gathered.findings.at(0).confidence;
  }

  std::vector<Selector> selectors_ = {
      {.name = "Env", .candidates = {"dev", "prod", ""}, .has_other = true, .at = {}}};
  SourceMap sources_;
  FileId file_ = sources_.AddFile("a.tf", "resource {}\n");
  const Rule* rule_ = &kBlocks;
  Launch launch_;
  RuleRun run_;
};

TEST_F(GatherTest, ConfidenceIsThatOfTheGrounds) {
  EXPECT_EQ(ConfidenceOf({}), Confidence::kHigh);
  EXPECT_EQ(ConfidenceOf({.worst = Certainty::kDefaulted}), Confidence::kMedium);
  EXPECT_EQ(ConfidenceOf({.worst = Certainty::kLikely}), Confidence::kLow);
  EXPECT_EQ(ConfidenceOf({.absence_on_open = true}), Confidence::kMedium);
  EXPECT_EQ(ConfidenceOf({.worst = Certainty::kLikely, .absence_on_open = true}), Confidence::kLow);
}

TEST_F(GatherTest, TheCertaintyOfTheExecFlagCounts) {
  EXPECT_EQ(ConfidenceOfOne(On(Stated("x"))), Confidence::kHigh);
  RunCase by_default = On(Stated("x"));
  by_default.flag = Flag(Certainty::kDefaulted);
  EXPECT_EQ(ConfidenceOfOne(by_default), Confidence::kMedium);
  by_default.flag = Flag(Certainty::kLikely);
  EXPECT_EQ(ConfidenceOfOne(by_default), Confidence::kLow);
}

TEST_F(GatherTest, TheFlagDoesNotCountForARuleThatIsNotAboutTheWayOfASession) {
  Rule access = kBlocks;
  access.hop = Hop::kAccess;
  rule_ = &access;
  RunCase by_default = On(Stated("x"));
  by_default.flag = Flag(Certainty::kLikely);
  EXPECT_EQ(ConfidenceOfOne(by_default), Confidence::kHigh);
}

TEST_F(GatherTest, ExistenceByDefaultCounts) {
  RunCase one = On(Stated("x"));
  one.subject = Certainty::kDefaulted;
  EXPECT_EQ(ConfidenceOfOne(one), Confidence::kMedium);
}

TEST_F(GatherTest, ARuleCanLowerItsConfidenceAndNeverRaiseIt) {
  RunCase one = On(Stated("x"));
  one.findings[0].extras.confidence_cap = Confidence::kMedium;
  EXPECT_EQ(ConfidenceOfOne(one), Confidence::kMedium);
  one.findings[0].grounds.worst = Certainty::kLikely;
  EXPECT_EQ(ConfidenceOfOne(one), Confidence::kLow);
}

TEST_F(GatherTest, AFindingOfAllScenariosHoldsAlways) {
  const auto gathered = Gathered(
      {{{{0, 0}}, On(Stated("x"))}, {{{0, 1}}, On(Stated("x"))}, {{{0, 2}}, On(Stated("x"))}});
  ASSERT_EQ(gathered.findings.size(), 1u);
  EXPECT_TRUE(gathered.findings[0].when.always());
  EXPECT_EQ(gathered.findings[0].confidence, Confidence::kHigh);
}

TEST_F(GatherTest, AFindingOfSomeScenariosNamesThem) {
  const auto gathered = Gathered({{{{0, 0}}, {}}, {{{0, 1}}, On(Stated("x"))}, {{{0, 2}}, {}}});
  ASSERT_EQ(gathered.findings.size(), 1u);
  EXPECT_EQ(gathered.findings[0].when.InWords(), std::vector<std::string>{"`Env` is `prod`"});
}

// What a rule states only for the last candidate of `Env`.
class StandingTest : public GatherTest {
 protected:
  StandingTest() {
    error_.severity = Severity::kError;
    rule_ = &error_;
  }
  GatheredRun OnlyIn(std::uint8_t candidate, RunCase one) {
    return Gathered({{{{0, candidate}}, std::move(one)}});
  }

  Rule error_ = kBlocks;
};

TEST_F(StandingTest, OtherOfAnInputWithoutADefaultIsAsCertainAsAnyValue) {
  const auto gathered = OnlyIn(2, On(Stated("x")));
  ASSERT_EQ(gathered.findings.size(), 1u);
  EXPECT_EQ(gathered.findings[0].confidence, Confidence::kHigh);
  EXPECT_EQ(gathered.findings[0].severity, Severity::kError);
}

TEST_F(StandingTest, OtherThatTheCodeMayRefuseIsMedium) {
  selectors_[0].other = Standing::kDoubtful;
  const auto gathered = OnlyIn(2, On(Stated("x")));
  ASSERT_EQ(gathered.findings.size(), 1u);
  EXPECT_EQ(gathered.findings[0].confidence, Confidence::kMedium);
  EXPECT_EQ(gathered.findings[0].severity, Severity::kError);
  EXPECT_EQ(OnlyIn(1, On(Stated("x"))).findings[0].confidence, Confidence::kHigh) << "named";
}

TEST_F(StandingTest, WhatIsOnlyPossibleIsAWarningAtMediumConfidence) {
  selectors_[0].other = Standing::kPossible;
  const auto gathered = OnlyIn(2, On(Stated("x")));
  ASSERT_EQ(gathered.findings.size(), 1u);
  EXPECT_EQ(gathered.findings[0].confidence, Confidence::kMedium);
  EXPECT_EQ(gathered.findings[0].severity, Severity::kWarning);
}

TEST_F(StandingTest, WhatIsOnlyPossibleAndRestsOnADefaultIsANote) {
  selectors_[0].other = Standing::kPossible;
  EXPECT_EQ(OnlyIn(2, On(Stated("x", Certainty::kDefaulted))).findings[0].severity,
            Severity::kNote);
}

TEST_F(StandingTest, OnlyRulesAboutWhatBlocksSpeakOfWhatIsOnlyPossible) {
  selectors_[0].other = Standing::kPossible;
  Rule exposes = kBlocks;
  exposes.effect = Effect::kExposes;
  rule_ = &exposes;
  EXPECT_TRUE(OnlyIn(2, On(Stated("x"))).findings.empty());
  EXPECT_EQ(OnlyIn(1, On(Stated("x"))).findings.size(), 1u);
}

TEST_F(StandingTest, TheOtherValueOfASwitchIsOnlyPossible) {
  selectors_[0] = {.name = "exec", .candidates = {"false", "true"}, .at = {}, .is_switch = true};
  EXPECT_EQ(OnlyIn(0, On(Stated("x"))).findings[0].severity, Severity::kError);
  EXPECT_EQ(OnlyIn(1, On(Stated("x"))).findings[0].severity, Severity::kWarning);
}

TEST_F(StandingTest, WhatIsGivenDecidesAndWhatIsPossibleOnlyAddsScenarios) {
  selectors_[0] = {.name = "exec", .candidates = {"false", "true"}, .at = {}, .is_switch = true};
  RunCase possible = On(Stated("possible"));
  RunCase given = On(Stated("given", Certainty::kDefaulted));
  const auto gathered = Gathered({{{{0, 0}}, given}, {{{0, 1}}, possible}});
  ASSERT_EQ(gathered.findings.size(), 1u);
  EXPECT_EQ(gathered.findings[0].finding->message, "given");
  EXPECT_EQ(gathered.findings[0].severity, Severity::kError);
  EXPECT_EQ(gathered.findings[0].confidence, Confidence::kMedium);
  EXPECT_TRUE(gathered.findings[0].when.always());
}

TEST_F(GatherTest, StatementsOfDifferentSeverityAreTwoFindings) {
  RunCase production = On(Stated("an error in production", Certainty::kDefaulted));
  production.findings[0].extras.severity = Severity::kError;
  const auto gathered = Gathered({{{{0, 0}}, production}, {{{0, 1}}, On(Stated("a warning"))}});
  ASSERT_EQ(gathered.findings.size(), 2u);
  EXPECT_EQ(gathered.findings[0].finding->message, "an error in production");
  EXPECT_EQ(gathered.findings[0].confidence, Confidence::kMedium);
  EXPECT_FALSE(gathered.findings[0].when.always());
  EXPECT_EQ(gathered.findings[1].finding->message, "a warning");
  EXPECT_EQ(gathered.findings[1].confidence, Confidence::kHigh);
}

TEST_F(GatherTest, OfEqualSeverityTheMoreConfidentStatementIsTheMessage) {
  const auto gathered = Gathered({{{{0, 0}}, On(Stated("by default", Certainty::kDefaulted))},
                                  {{{0, 1}}, On(Stated("for certain"))}});
  ASSERT_EQ(gathered.findings.size(), 1u);
  EXPECT_EQ(gathered.findings[0].finding->message, "for certain");
  EXPECT_EQ(gathered.findings[0].found_in, &run_.cases[1].value) << "whose flag is told beside it";
}

TEST_F(GatherTest, OfStatementsThatAreWorthTheSameTheFirstIsTheMessage) {
  const auto gathered = Gathered({{{{0, 0}}, On(Stated("by default", Certainty::kDefaulted))},
                                  {{{0, 1}}, On(Stated("for certain"))},
                                  {{{0, 2}}, On(Stated("for certain too"))}});
  ASSERT_EQ(gathered.findings.size(), 1u);
  EXPECT_EQ(gathered.findings[0].finding->message, "for certain");
}

TEST_F(GatherTest, TwoPlacesAreTwoFindings) {
  RunCase one = On(Stated("x"));
  one.findings.push_back(Stated("y"));
  one.findings[1].primary.place.span.begin = 4;
  EXPECT_EQ(Gathered({{{}, one}}).findings.size(), 2u);
}

TEST_F(GatherTest, NothingIsFoundWhereItIsNotKnownWhetherExecIsOn) {
  const Symbol symbol{.name = "var.exec"};
  RunCase one = On(Stated("x"));
  one.gate = Workload::Gate::kUnknown;
  one.flag = Fact<bool>::Unknowable(&symbol, {});
  const auto gathered = Gathered({{{{0, 1}}, one}});
  EXPECT_TRUE(gathered.findings.empty());
  ASSERT_EQ(gathered.unknown.size(), 1u);
  EXPECT_EQ(gathered.unknown[0].flag->symbol, &symbol);
  EXPECT_EQ(gathered.unknown[0].message, "x");
  EXPECT_EQ(gathered.unknown[0].when.InWords(), std::vector<std::string>{"`Env` is `prod`"});
}

TEST_F(GatherTest, WithoutALauncherOnlyARuleThatSaysSoSpeaks) {
  RunCase one = On(Stated("x"));
  one.gate = Workload::Gate::kNoLauncher;
  EXPECT_TRUE(Gathered({{{}, one}}).findings.empty());
  Rule note = kBlocks;
  note.without_launcher = WithoutLauncher::kNote;
  rule_ = &note;
  EXPECT_EQ(Gathered({{{}, one}}).findings.size(), 1u);
}

}  // namespace
}  // namespace execlint
