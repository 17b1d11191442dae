#include "lint/engine/suppress.h"

#include "gtest/gtest.h"
#include "lint/engine/join.h"
#include "lint/engine/rule.h"
#include "tests/fixture.h"

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

  // The same finding for each of the workloads, each with a way of its own, made one.
  Finding ReachedBy(std::string_view word, const std::vector<Reached>& workloads,
                    const std::vector<Span>& calls = {}) {
    std::vector<Finding> all;
    for (std::size_t i = 0; i < workloads.size(); ++i) {
      Finding one = At(word);
      one.workloads = {workloads[i]};
      one.unit = workloads[i].unit;
      one.way = {workloads[i].at};
      if (i < calls.size()) {
        one.way.push_back(calls[i]);
        one.related = {{calls[i], "called here"}};
      }
      all.push_back(std::move(one));
    }
    return Join(std::move(all));
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

TEST_F(SuppressTest, OneInFrontOfCodeSpeaksOfThatLine) {
  const std::string comment = "/* execlint: ignore[some-rule] a */";
  const std::string remark = "/* b\n c */";
  for (const std::string& text :
       {comment + " here\nbelow\n", comment + remark + " here\nbelow\n",
        remark + " " + comment + " here\nbelow\n", "x = 1 " + comment + " here\nbelow\n",
        comment + " /* b */ \nhere\nbelow\n", comment + "\n" + remark + "\nhere\nbelow\n"}) {
    file_ = sources_.AddFile("main.tf", text);
    std::vector<Span> comments;
    for (std::size_t at = text.find("/*"); at != text.npos; at = text.find("/*", at + 1)) {
      comments.push_back({file_, static_cast<std::uint32_t>(at),
                          static_cast<std::uint32_t>(text.find("*/", at) + 2)});
    }
    sources_.SetComments(file_, std::move(comments));
    std::vector<Finding> findings = {At("here"), At("below")};
    EXPECT_EQ(Suppress(findings, sources_).size(), 1u) << text;
    ASSERT_EQ(findings.size(), 1u) << text;
    EXPECT_EQ(findings[0].primary, Of("below")) << text;
  }
}

TEST_F(SuppressTest, DataCoversItsBlockAlone) {
  File("above\nblock data inside\nbelow\n");
  Span block = Of("block");
  block.end = Of("inside").end;
  const auto findings_with = [&](Exemption one) {
    one.at = Of("data");
    one.block = block;
    sources_.SetExemptions(file_, {std::move(one)});
    std::vector<Finding> findings = {At("above"), At("block"), At("inside"), At("below")};
    Suppress(findings, sources_, nullptr, {.today = "2026-11-30"});
    return findings.size();
  };
  EXPECT_EQ(findings_with({.rules = {"some-rule"}, .reason = "r"}), 2u);
  EXPECT_EQ(findings_with({.rules = {"other-rule"}, .reason = "r"}), 4u);
  EXPECT_EQ(findings_with({.rules = {"some-rule"}, .until = "2026-11-29"}), 4u);
  EXPECT_EQ(findings_with({.rules = {"some-rule"}, .wrong = "it is not understood"}), 4u);
}

TEST_F(SuppressTest, CountsOnItsLastDay) {
  File("here # execlint: ignore[some-rule] a (until=2026-11-30)\n");
  for (const char* today : {"", "2026-11-29", "2026-11-30"}) {
    std::vector<Finding> findings = {At("here")};
    EXPECT_EQ(Suppress(findings, sources_, nullptr, {.today = today}).size(), 1u) << today;
  }
  std::vector<Finding> findings = {At("here")};
  EXPECT_TRUE(Suppress(findings, sources_, nullptr, {.today = "2026-12-01"}).empty());
  EXPECT_EQ(findings.size(), 1u);
}

TEST_F(SuppressTest, CountsAtTheHeadOfTheBlockAndAtRelatedPlaces) {
  File("# execlint: ignore[some-rule]\nblock\nvalue\ncall # execlint: ignore[some-rule]\nother\n");
  Finding inside = At("value");
  inside.owner_head = Of("block");
  const Finding called = ReachedBy("other", {{"service", "", Of("value")}}, {Of("call")});
  std::vector<Finding> findings = {inside, called};
  EXPECT_EQ(Suppress(findings, sources_).size(), 2u);
  EXPECT_TRUE(findings.empty());
}

TEST_F(SuppressTest, AtAServiceItTakesThatWorkloadOut) {
  File("one # execlint: ignore[some-rule]\ntwo\ncluster\n");
  const Finding shared = ReachedBy("cluster", {{"one", "", Of("one")}, {"two", "", Of("two")}});
  const Finding lone = ReachedBy("cluster", {{"one", "", Of("one")}});
  std::vector<Finding> findings = {shared, lone};
  EXPECT_EQ(Suppress(findings, sources_).size(), 1u);
  ASSERT_EQ(findings.size(), 1u);
  ASSERT_EQ(findings[0].workloads.size(), 1u);
  EXPECT_EQ(findings[0].workloads[0].workload, "two");
}

// `dev` and `prod` call one module: a comment at the call of `dev` says nothing about `prod`.
TEST_F(SuppressTest, AtACallItTakesOutWhatIsReachedThroughIt) {
  File("dev # execlint: ignore[some-rule]\nprod\nshared\n");
  const Finding shared =
      ReachedBy("shared", {{"service", "dev", Of("shared")}, {"service", "prod", Of("shared")}},
                {Of("dev"), Of("prod")});
  std::vector<Finding> findings = {shared};
  EXPECT_TRUE(Suppress(findings, sources_).empty());
  ASSERT_EQ(findings.size(), 1u);
  ASSERT_EQ(findings[0].workloads.size(), 1u);
  EXPECT_EQ(findings[0].workloads[0].unit, "prod");
  ASSERT_EQ(findings[0].related.size(), 1u);
  EXPECT_EQ(findings[0].related[0].span, Of("prod"));
}

// Branches of one condition lead to one place.
TEST(Suppress, OnABranchItTakesOutThatBranch) {
  using testing_support::Analyze;
  const auto left = [](bool first, bool second) {
    const std::string comment = " # execlint: ignore[read-only-root-filesystem] for tests";
    auto run = Analyze(
        {{"app.yaml",
          "Parameters:\n  Env: {Type: String, AllowedValues: [dev, prod]}\n"
          "Conditions:\n  IsDev: !Equals [!Ref Env, dev]\nResources:\n"
          "  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      Family: web\n"
          "      ContainerDefinitions:\n"
          "        - {Name: web, Image: nginx, ReadonlyRootFilesystem: true}\n"
          "  Web:\n    Type: AWS::ECS::Service\n    Properties:\n      LaunchType: FARGATE\n"
          "      TaskDefinition: !Ref Task\n      EnableExecuteCommand: !If\n        - IsDev\n"
          "        - true" +
              (first ? comment : "") + "\n        - true" + (second ? comment : "") + "\n"}},
        {testing_support::FindRule("read-only-root-filesystem")});
    Suppress(run.analysis.findings, *run.sources);
    std::string when;
    for (const Finding& finding : run.analysis.findings) {
      when += finding.when.empty() ? "always" : finding.when.front();
    }
    return when;
  };
  EXPECT_EQ(left(false, false), "always");
  EXPECT_EQ(left(true, false), "`Env` is `prod`");
  EXPECT_EQ(left(false, true), "`Env` is `dev`");
  EXPECT_EQ(left(true, true), "");
}

// Var files are choices of one workload.
TEST(Suppress, OnALineOfAVarFileItTakesOutThatFile) {
  using testing_support::Analyze;
  const std::string main =
      "variable \"exec\" {\n  type = bool\n}\n"
      "resource \"aws_ecs_task_definition\" \"web\" {\n  family = \"web\"\n"
      "  container_definitions = jsonencode([{ name = \"web\", image = \"nginx\" }])\n}\n"
      "resource \"aws_ecs_service\" \"web\" {\n  name = \"web\"\n  launch_type = \"FARGATE\"\n"
      "  task_definition = aws_ecs_task_definition.web.arn\n"
      "  enable_execute_command = var.exec\n}\n";
  const std::string comment = " # execlint: ignore[task-role-missing] by hand\n";
  const std::vector<const Rule*> rules = {testing_support::FindRule("task-role-missing")};
  auto one = Analyze({{"main.tf", main},
                      {"dev.tfvars", "exec = true" + comment},
                      {"prod.tfvars", "exec = true\n"}},
                     rules);
  ASSERT_EQ(one.analysis.findings.size(), 1u);
  EXPECT_EQ(one.analysis.findings[0].when, std::vector<std::string>{});
  EXPECT_TRUE(Suppress(one.analysis.findings, *one.sources).empty());
  ASSERT_EQ(one.analysis.findings.size(), 1u);
  EXPECT_EQ(one.analysis.findings[0].when,
            std::vector<std::string>{"the var file is `prod.tfvars`"});
  for (const Related& related : one.analysis.findings[0].related) {
    EXPECT_NE(one.path(related.span), "dev.tfvars");
  }
  auto both = Analyze({{"main.tf", main},
                       {"dev.tfvars", "exec = true" + comment},
                       {"prod.tfvars", "exec = true" + comment}},
                      rules);
  EXPECT_EQ(Suppress(both.analysis.findings, *both.sources).size(), 1u);
  EXPECT_TRUE(both.analysis.findings.empty());
}

// What is left says how grave it is by itself, and stays the same finding.
TEST_F(SuppressTest, WhatIsLeftSpeaksForItself) {
  File("dev # execlint: ignore[some-rule]\nprod\nshared\n");
  Finding dev = At("shared"), prod = At("shared");
  dev.way = {Of("dev")};
  dev.severity = Severity::kError;
  dev.message = "of dev";
  dev.fingerprints = {"0123", "4567"};
  prod.way = {Of("prod")};
  prod.severity = Severity::kWarning;
  prod.confidence = Confidence::kMedium;
  prod.message = "of prod";
  std::vector<Finding> findings = {Join({dev, prod})};
  EXPECT_TRUE(Suppress(findings, sources_).empty());
  EXPECT_EQ(findings[0].severity, Severity::kWarning);
  EXPECT_EQ(findings[0].confidence, Confidence::kMedium);
  EXPECT_EQ(findings[0].message, "of prod");
  EXPECT_EQ(findings[0].fingerprints.address, "0123");
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
  const std::vector<Reached> workloads = {{"one", "", Of("one")}, {"two", "", Of("two")}};
  const Finding finding = ReachedBy("place", workloads);
  const Finding other = ReachedBy("elsewhere", workloads);
  std::vector<Finding> findings = {finding, other};
  std::vector<Use> uses;
  const auto removed = Suppress(findings, sources_, &uses);
  ASSERT_EQ(removed.size(), 2u);
  EXPECT_EQ(removed[0].reason, "here");
  EXPECT_EQ(removed[1].reason, "first");
  const Rule* asked[] = {&rule_};
  EXPECT_TRUE(IdleComments(file_, sources_, uses, asked, {}).empty()) << "all three were used";
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
  const auto idle = IdleComments(file_, sources_, uses, asked, {});
  ASSERT_EQ(idle.size(), 2u);
  EXPECT_EQ(idle[0].message, "suppresses nothing: there is no finding of `some-rule` here");
  EXPECT_EQ(sources_.Locate(file_, idle[0].comment.begin).line, 2u);
  EXPECT_NE(idle[1].message.find("cannot be parsed"), std::string::npos);
}

}  // namespace
}  // namespace execlint
