#include "lint/engine/suppress.h"

#include "gtest/gtest.h"
#include "lint/engine/rule.h"

namespace execlint {
namespace {

TEST(ParseSuppression, NamesAndReason) {
  const SuppressionComment one = ParseSuppression("# execlint: ignore[exec-disabled] by hand only");
  EXPECT_EQ(one.rules, (std::vector<std::string>{"exec-disabled"}));
  EXPECT_EQ(one.reason, "by hand only");
  const SuppressionComment two = ParseSuppression("/* execlint: ignore[ a , b ] */");
  EXPECT_EQ(two.rules, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(two.reason, "");
  EXPECT_EQ(ParseSuppression("/* execlint: ignore[a] because */").reason, "because");
  EXPECT_EQ(ParseSuppression("# execlint: ignore[a,b,,c]").rules,
            (std::vector<std::string>{"a", "b", "c"}));
}

TEST(ParseSuppression, OtherCommentsAreNone) {
  for (const char* text :
       {"#", "# execlint", "# see execlint: ignore[a]", "# execlint: ignore a",
        "# execlint: ignore[a", "# execlint:ignore[]", "# execlint: please[exec-disabled]"}) {
    EXPECT_TRUE(ParseSuppression(text).rules.empty()) << text;
  }
}

class SuppressTest : public testing::Test {
 protected:
  // Registers a text with `#` comments (no strings in it).
  void File(const std::string& text) {
    file_ = sources_.AddFile("main.tf", text);
    std::vector<Span> comments;
    for (std::size_t at = text.find('#'); at != std::string::npos; at = text.find('#', at + 1)) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      comments.push_back({file_, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
      at = end;
    }
    sources_.SetComments(file_, std::move(comments));
  }
  void Blocks(std::vector<Span> blocks) {
    std::vector<Span> comments = sources_.comments(file_);
    sources_.SetComments(file_, std::move(comments), std::move(blocks));
  }
  Span Of(std::string_view word) {
    const auto at = static_cast<std::uint32_t>(sources_.Text(file_).find(word));
    return {file_, at, at + static_cast<std::uint32_t>(word.size())};
  }
  Finding At(std::string_view word) {
    Finding finding;
    finding.rule = &rule_;
    finding.primary = Of(word);
    return finding;
  }

  // The workloads, each with its own way.
  static void ReachedBy(Finding& finding, std::vector<Reached> workloads) {
    for (const Reached& one : workloads) {
      finding.ways.push_back({.workload = one.workload, .unit = one.unit, .places = {one.at}});
    }
    finding.workloads = std::move(workloads);
  }

  Rule rule_{.name = "some-rule",
             .hop = Hop::kLaunch,
             .effect = Effect::kInforms,
             .severity = Severity::kNote,
             .summary = "",
             .why = "",
             .fix = "",
             .reference = "",
             .check = static_cast<void (*)(const Problem&, Report&)>(nullptr)};
  SourceMap sources_;
  FileId file_{};
};

TEST_F(SuppressTest, SpeaksOfItsLineAndOfTheLineBelow) {
  File(
      "here # execlint: ignore[some-rule] a\n"
      "# execlint: ignore[some-rule] b\n"
      "# another remark\n"
      "there\n"
      "elsewhere # execlint: ignore[other-rule]\n");
  std::vector<Finding> findings = {At("here"), At("there"), At("elsewhere")};
  const auto removed = Suppress(findings, sources_);
  ASSERT_EQ(removed.size(), 2u);
  EXPECT_EQ(removed[0].reason, "a");
  EXPECT_EQ(removed[1].reason, "b");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].primary, Of("elsewhere"));
}

TEST_F(SuppressTest, CountsAtTheHeadOfTheBlockAndAtRelatedPlaces) {
  File("# execlint: ignore[some-rule]\nblock\nvalue\ncall # execlint: ignore[some-rule]\nother\n");
  Finding inside = At("value");
  inside.owner_head = Of("block");
  Finding called = At("other");
  ReachedBy(called, {{"service", "", Of("value")}});
  called.ways[0].places.push_back(Of("call"));
  std::vector<Finding> findings = {inside, called};
  EXPECT_EQ(Suppress(findings, sources_).size(), 2u);
  EXPECT_TRUE(findings.empty());
}

TEST_F(SuppressTest, AtAServiceItTakesThatWorkloadOut) {
  File("one # execlint: ignore[some-rule]\ntwo\ncluster\n");
  Finding shared = At("cluster");
  ReachedBy(shared, {{"one", "", Of("one")}, {"two", "", Of("two")}});
  Finding lone = At("cluster");
  ReachedBy(lone, {{"one", "", Of("one")}});
  std::vector<Finding> findings = {shared, lone};
  EXPECT_EQ(Suppress(findings, sources_).size(), 1u);
  ASSERT_EQ(findings.size(), 1u);
  ASSERT_EQ(findings[0].workloads.size(), 1u);
  EXPECT_EQ(findings[0].workloads[0].workload, "two");
}

// `dev` and `prod` call one module: a comment at the call of `dev` says nothing about `prod`.
TEST_F(SuppressTest, AtACallItTakesOutWhatIsReachedThroughIt) {
  File("dev # execlint: ignore[some-rule]\nprod\nshared\n");
  Finding shared = At("shared");
  ReachedBy(shared, {{"service", "dev", Of("shared")}, {"service", "prod", Of("shared")}});
  shared.related = {{Of("dev"), "called here"}, {Of("prod"), "called here"}};
  shared.ways[0].places.push_back(Of("dev"));
  shared.ways[1].places.push_back(Of("prod"));
  Finding policy = At("shared");  // no workload leads there
  policy.ways = {{.unit = "dev", .places = {Of("dev")}}, {.unit = "prod", .places = {Of("prod")}}};
  std::vector<Finding> findings = {shared, policy};
  EXPECT_TRUE(Suppress(findings, sources_).empty());
  ASSERT_EQ(findings.size(), 2u);
  ASSERT_EQ(findings[0].workloads.size(), 1u);
  EXPECT_EQ(findings[0].workloads[0].unit, "prod");
  EXPECT_EQ(findings[1].ways.size(), 1u);
}

TEST_F(SuppressTest, AnEmptyCommentBetweenIsPassedOver) {
  File("# execlint: ignore[some-rule] a\n#\nthere\n");
  std::vector<Finding> findings = {At("there")};
  EXPECT_EQ(Suppress(findings, sources_).size(), 1u);
}

TEST_F(SuppressTest, AtTheHeadOfABlockAroundIt) {
  File("before\nhead { # execlint: ignore[some-rule] a\ninside\n}\nafter\n");
  const auto at = [&](std::string_view word) { return Of(word).begin; };
  Blocks({{file_, at("head"), at("after") - 1}});
  Finding rest = At("inside");
  rest.primary.end = at("after") - 1;
  Finding beyond = At("inside");
  beyond.primary.end = at("after") + 1;
  std::vector<Finding> findings = {At("before"), At("inside"), At("after"), beyond, rest};
  ASSERT_EQ(Suppress(findings, sources_).size(), 2u);
  EXPECT_EQ(findings.size(), 3u);
  // A comment that stands outside of the block says nothing about it.
  Blocks({{file_, at("inside"), at("inside") + 6}});
  findings = {At("inside")};
  EXPECT_TRUE(Suppress(findings, sources_).empty());
}

TEST_F(SuppressTest, TheNearestCommentGivesTheReason) {
  File(
      "place # execlint: ignore[some-rule] here\n"
      "one # execlint: ignore[some-rule] first\n"
      "two # execlint: ignore[some-rule] second\n"
      "elsewhere\n");
  Finding finding = At("place");
  ReachedBy(finding, {{"one", "", Of("one")}, {"two", "", Of("two")}});
  Finding other = At("elsewhere");
  ReachedBy(other, finding.workloads);
  std::vector<Finding> findings = {finding, other};
  std::vector<Use> uses;
  const auto removed = Suppress(findings, sources_, &uses);
  ASSERT_EQ(removed.size(), 2u);
  EXPECT_EQ(removed[0].reason, "here");
  EXPECT_EQ(removed[1].reason, "first");
  const Rule* asked[] = {&rule_};
  EXPECT_TRUE(IdleComments(file_, sources_, uses, asked).empty()) << "all three were used";
}

TEST_F(SuppressTest, IdleCommentsAreTold) {
  File(
      "one # execlint: ignore[some-rule]\n"
      "two # execlint: ignore[some-rule]\n"
      "four # execlint: ignore some-rule\n"
      "five # execlint: ignore[quiet-rule]\n"
      "six # execlint is named here\n");
  std::vector<Finding> findings = {At("one")};
  std::vector<Use> uses;
  Suppress(findings, sources_, &uses);
  const Rule* asked[] = {&rule_};
  const auto idle = IdleComments(file_, sources_, uses, asked);
  ASSERT_EQ(idle.size(), 2u);
  EXPECT_EQ(idle[0].message, "suppresses nothing: there is no finding of `some-rule` here");
  EXPECT_EQ(sources_.Locate(file_, idle[0].comment.begin).line, 2u);
  EXPECT_NE(idle[1].message.find("is not understood"), std::string::npos);
}

}  // namespace
}  // namespace execlint
