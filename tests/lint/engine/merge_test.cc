#include <gtest/gtest.h>

#include "lint/engine/engine.h"
#include "lint/engine/spelling.h"
#include "lint/source/path_in_words.h"
#include "tests/lint/engine/a_rule.h"

namespace execlint {
namespace {

constexpr Rule kRule = testing_support::ARule("blocks");
constexpr Rule kOther = testing_support::ARule("a-rule-before");

class MergeTest : public ::testing::Test {
 protected:
  Finding Of(std::string unit, std::string workload, std::string message = "m") {
    Finding finding{.rule = &kRule, .primary = {file_, 3, 7}, .message = std::move(message)};
    finding.workloads = {{.workload = std::move(workload), .unit = std::move(unit), .at = {}}};
    finding.fingerprints = {"0011223344556677", "8899aabbccddeeff"};
    return finding;
  }
  // Each finding in a part of its own, as two units give them.
  std::vector<Finding> Merged(std::vector<Finding> findings) {
    std::vector<Analysis> parts;
    for (Finding& finding : findings) {
      parts.emplace_back().findings.push_back(std::move(finding));
    }
    return Merge(std::move(parts), sources_).findings;
  }

  SourceMap sources_;
  FileId later_ = sources_.AddFile("b.tf", "resource {}\n");
  FileId file_ = sources_.AddFile("a.tf", "resource {}\n");
};

// A container of one task is none of the other.
TEST_F(MergeTest, OtherNamesAreSaidToo) {
  EXPECT_EQ(Merged({Of("a", "web", "container `router` of `web`"),
                    Of("a", "api", "container `router` of `api`"),
                    Of("a", "job", "`aws_x.y` has container `worker`")})[0]
                .message,
            "container `router` of `api`; in `job`: `aws_x.y` has container `worker`");
  EXPECT_EQ(Merged({Of("a", "1", "`a`"), Of("a", "2", "`b`"), Of("a", "3", "`c`"),
                    Of("a", "4", "`d`"), Of("a", "5", "`e`")})[0]
                .message,
            "`a`; in `2`: `b`; in `3`: `c`; likewise in 2 more");
}

// Two instances of one block stand at one place.
TEST_F(MergeTest, OtherInstancesAreNamedToo) {
  const auto lacks = [](const std::string& role) { return "role `x." + role + "` lacks `a:B`"; };
  EXPECT_EQ(Merged({Of("a", "api", lacks("t[0]")), Of("a", "job", lacks("t[1]")),
                    Of("a", "web", lacks("t[1]"))})[0]
                .message,
            "role `x.t[0]` lacks `a:B`; the same holds for `x.t[1]`");
  EXPECT_EQ(Merged({Of("a", "1", lacks("0")), Of("a", "2", lacks("1")), Of("a", "3", lacks("2")),
                    Of("a", "4", lacks("3")), Of("a", "5", lacks("4"))})[0]
                .message,
            "role `x.0` lacks `a:B`; the same holds for `x.1`, `x.2`, `x.3` and 1 more");
  // What is said of another instance in other words is not the same.
  EXPECT_EQ(
      Merged({Of("a", "api", lacks("t[0]")), Of("b", "api", "role `x.t[1]` is denied `a:B`")})[0]
          .message,
      "role `x.t[0]` lacks `a:B`; in `api` of " + PathInWords("b") +
          ": role `x.t[1]` is denied `a:B`");
  // Without workloads, as of policies.
  Finding one = Of("", "", lacks("t[0]")), other = Of("", "", lacks("t[1]"));
  one.workloads.clear();
  other.workloads.clear();
  EXPECT_EQ(Merged({other, one})[0].message,
            "role `x.t[0]` lacks `a:B`; the same holds for `x.t[1]`");
}

TEST_F(MergeTest, WhatHoldsElsewhereOrLessSurelyIsNotTheSame) {
  const auto of = [&](const std::string& role) {
    return Of("a", "s" + role, "role `x." + role + "` lacks `a:B`");
  };
  const auto first_of = [&](Finding one, Finding other) {
    return Merged({std::move(one), std::move(other)})[0].message;
  };
  EXPECT_EQ(first_of(of("0"), of("1")), "role `x.0` lacks `a:B`; the same holds for `x.1`");
  Finding unsure = of("1");
  unsure.confidence = Confidence::kMedium;
  EXPECT_EQ(first_of(of("0"), unsure), "role `x.0` lacks `a:B`");
  const std::vector<Selector> selectors = {{.name = "Env", .candidates = {"dev", "prod"}}};
  Finding at_times = of("1");
  at_times.scenarios = When({{{0, 1}}}, selectors);
  EXPECT_EQ(first_of(of("0"), at_times), "role `x.0` lacks `a:B`");
  // Two names that differ: which of them is meant?
  EXPECT_EQ(first_of(Of("a", "1", "from `x.a`, not from `x.b`"),
                     Of("a", "2", "from `x.c`, not from `x.d`")),
            "from `x.a`, not from `x.b`");
}

TEST_F(MergeTest, TwoContainersOfOneWorkloadHaveTheFixOfEach) {
  const auto of = [&](const std::string& name, const std::string& path, Span at) {
    Finding finding = Of("a", "web", "container `" + name + "` is read-only");
    finding.changes = {{.path = path, .at = at, .title = "do it", .how = "set `" + path + "`"}};
    return finding;
  };
  const Span here{file_, 3, 7}, there{file_, 8, 9};
  const auto merged = Merged({of("web", "[0]", here), of("api", "[1]", here)});
  EXPECT_EQ(merged[0].message, "container `web` is read-only; the same holds for `api`");
  EXPECT_EQ(merged[0].fix, "do it: set `[0]`; set `[1]`");
  EXPECT_EQ(merged[0].changes.size(), 1u);  // the value there is that of both
  EXPECT_EQ(Merged({of("web", "[0]", here), of("api", "[1]", there)})[0].changes.size(), 2u);
  // The same is told once.
  EXPECT_EQ(Merged({of("web", "x", here), of("api", "x", here)})[0].fix, "");
  EXPECT_EQ(
      Merged({of("1", "1", here), of("2", "2", here), of("3", "3", here), of("4", "4", here)})[0]
          .fix,
      "do it: set `1`; set `2`; set `3`; likewise for 1 more");
}

TEST_F(MergeTest, FixesOfSeveralKindsAreToldBesideEachOther) {
  Finding one = Of("a", "api"), other = Of("a", "web");
  one.fix = "turn it off: here";
  other.fix = "take it out";
  EXPECT_EQ(Merged({one, other})[0].fix, "turn it off: here; take it out");
}

TEST_F(MergeTest, EqualFindingsBecomeOneThatNamesAllWorkloadsOnce) {
  const auto merged =
      Merged({Of("prod", "web"), Of("dev", "web"), Of("dev", "api"), Of("prod", "web")});
  ASSERT_EQ(merged.size(), 1u);
  ASSERT_EQ(merged[0].workloads.size(), 3u);
  EXPECT_EQ(merged[0].workloads[0].workload, "api");
  EXPECT_EQ(merged[0].workloads[1].unit, "dev");
  EXPECT_EQ(merged[0].workloads[2].unit, "prod");
}

TEST_F(MergeTest, TheFirstWorkloadGivesTheMessage) {
  EXPECT_EQ(Merged({Of("b", "web", "of b"), Of("a", "web", "of a")})[0].message, "of a");
  EXPECT_EQ(Merged({Of("a", "web", "of web"), Of("a", "api", "of api")})[0].message, "of api");
}

TEST_F(MergeTest, TheMoreSevereOneGivesMessageFixChangesAndPath) {
  Finding mild = Of("a", "web", "mild");
  mild.fix = "mild fix";
  Finding severe = Of("b", "web", "severe");
  severe.severity = Severity::kError;
  severe.fix = "severe fix";
  severe.changes = {{.path = "severe"}};
  severe.path = {{.at = {{file_, 0, 1}, "severe"}}};
  const auto merged = Merged({mild, severe});
  ASSERT_EQ(merged.size(), 1u);
  EXPECT_EQ(merged[0].severity, Severity::kError);
  EXPECT_EQ(merged[0].message, "severe");
  EXPECT_EQ(merged[0].fix, "severe fix");
  ASSERT_EQ(merged[0].changes.size(), 1u);
  ASSERT_EQ(merged[0].path.size(), 1u);
  // In the other order too.
  severe.workloads[0].unit = "0";
  EXPECT_EQ(Merged({mild, severe})[0].message, "severe");
  EXPECT_EQ(Merged({mild, severe})[0].severity, Severity::kError);
}

TEST_F(MergeTest, TheMostConfidentOneCounts) {
  Finding medium = Of("a", "web");
  medium.confidence = Confidence::kMedium;
  EXPECT_EQ(Merged({medium, Of("b", "web")})[0].confidence, Confidence::kHigh);
  EXPECT_EQ(Merged({medium, medium})[0].confidence, Confidence::kMedium);
}

TEST_F(MergeTest, RelatedPlacesAreKeptOnce) {
  Finding a = Of("a", "web"), b = Of("b", "web");
  a.related = {{{file_, 0, 1}, "one"}};
  b.related = {{{file_, 0, 1}, "one again"}, {{file_, 1, 2}, "two"}};
  const auto merged = Merged({a, b});
  ASSERT_EQ(merged[0].related.size(), 2u);
  EXPECT_EQ(merged[0].related[0].phrase, "one");
  EXPECT_EQ(merged[0].related[1].phrase, "two");
}

// What is certain of one workload may not be so of another.
TEST_F(MergeTest, EveryWorkloadKeepsWhatHoldsOfIt) {
  const std::vector<Selector> selectors = {
      {.name = "var.env", .candidates = {"prod", "dev", "qa"}, .has_other = true, .at = {}}};
  Finding prod = Of("b", "web"), dev = Of("b", "web"), job = Of("c", "job");
  prod.confidence = Confidence::kMedium;
  prod.scenarios = When({{{0, 0}}}, selectors);
  dev.confidence = Confidence::kLow;
  dev.scenarios = When({{{0, 1}}}, selectors);
  job.severity = Severity::kNote;
  job.workloads[0].if_launched = true;
  const auto merged = Merged({Of("a", "web"), dev, prod, job});
  ASSERT_EQ(merged.size(), 1u);
  EXPECT_TRUE(merged[0].when.empty());
  const std::vector<Reached>& all = merged[0].workloads;
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].confidence, Confidence::kHigh);
  EXPECT_TRUE(all[0].when.empty());
  EXPECT_FALSE(all[0].if_launched);
  EXPECT_EQ(all[1].confidence, Confidence::kMedium);
  EXPECT_EQ(all[1].when, std::vector<std::string>{"`var.env` is one of `prod`, `dev`"});
  EXPECT_TRUE(all[2].if_launched);
  // Known to be launched in one way is enough.
  Finding launched = job;
  launched.workloads[0].if_launched = false;
  EXPECT_FALSE(Merged({job, launched})[0].workloads[0].if_launched);
}

TEST_F(MergeTest, AValueOrNotThatValueIsAlways) {
  const std::vector<Selector> selectors = {
      {.name = "var.env", .candidates = {"prod", ""}, .has_other = true, .at = {}}};
  Finding prod = Of("a", "web"), not_prod = Of("b", "web");
  prod.scenarios = When({{{0, 0}}}, selectors);
  not_prod.scenarios = When({{{0, 1}}}, selectors);
  EXPECT_EQ(Merged({prod})[0].when, std::vector<std::string>{"`var.env` is `prod`"});
  EXPECT_TRUE(Merged({prod, not_prod})[0].when.empty());
  EXPECT_TRUE(Merged({prod, Of("b", "web")})[0].when.empty());
}

TEST_F(MergeTest, FindingsAreSortedByPathPlaceAndRule) {
  Finding in_b = Of("a", "web"), at_start = Of("a", "web"), other_rule = Of("a", "web");
  in_b.primary = {later_, 0, 1};
  at_start.primary = {file_, 0, 1};
  other_rule.rule = &kOther;
  Finding nowhere = Of("a", "web");
  nowhere.primary = {};
  const auto merged = Merged({in_b, Of("a", "web"), nowhere, other_rule, at_start});
  ASSERT_EQ(merged.size(), 5u);
  EXPECT_FALSE(merged[0].primary.valid());
  EXPECT_EQ(merged[1].primary, at_start.primary);
  EXPECT_EQ(merged[2].rule, &kOther);
  EXPECT_EQ(merged[3].rule, &kRule);
  EXPECT_EQ(merged[4].primary, in_b.primary);
}

TEST_F(MergeTest, EqualFingerprintsOfTwoFindingsAreToldApart) {
  Finding second = Of("a", "web");
  second.primary = {file_, 8, 9};
  const auto merged = Merged({Of("a", "web"), second});
  ASSERT_EQ(merged.size(), 2u);
  EXPECT_EQ(merged[0].fingerprints.address, "0011223344556677");
  EXPECT_NE(merged[1].fingerprints.address, merged[0].fingerprints.address);
  EXPECT_EQ(merged[0].fingerprints.block, "8899aabbccddeeff");
  EXPECT_NE(merged[1].fingerprints.block, merged[0].fingerprints.block);
}

TEST_F(MergeTest, UnknownEntriesAndWorkloadsAreSorted) {
  std::vector<Analysis> parts(2);
  parts[0].unknowns = {{.workload = "web", .unit = "b"}, {.workload = "web", .unit = "a"}};
  parts[1].unknowns = {{.workload = "api", .unit = "a"}};
  parts[0].workloads = {{.address = "web", .unit = "b"}, {.address = "web", .unit = "a"}};
  parts[1].workloads = {{.address = "api", .unit = "a"}};
  const Analysis merged = Merge(std::move(parts), sources_);
  ASSERT_EQ(merged.unknowns.size(), 3u);
  EXPECT_EQ(merged.unknowns[0].workload, "api");
  EXPECT_EQ(merged.unknowns[2].unit, "b");
  ASSERT_EQ(merged.workloads.size(), 3u);
  EXPECT_EQ(merged.workloads[0].address, "api");
  EXPECT_EQ(merged.workloads[2].unit, "b");
}

TEST_F(MergeTest, PlacesInOrder) {
  const Span none{}, first{file_, 3, 7}, longer{file_, 3, 9}, second{file_, 5, 6};
  const Span in_another_file{later_, 0, 1};
  const Span ordered[] = {none, first, longer, second, in_another_file};
  for (std::size_t i = 0; i < std::size(ordered); ++i) {
    for (std::size_t j = 0; j < std::size(ordered); ++j) {
      EXPECT_EQ(Before(ordered[i], ordered[j], sources_), i < j) << i << j;
    }
  }
}

TEST_F(MergeTest, ARouteIsTheStepsThatLeadHere) {
  using How = RouteStep::How;
  std::vector<RouteStep> steps(40);
  for (std::uint32_t i = 0; i < steps.size(); ++i) {
    steps[i] = {.how = How::kReference, .at = {file_, i, i + 1}};
    if (i > 0) steps[i].before = &steps[i - 1];
  }
  const Span written{file_, 9, 12};
  // From where it was written; a long one is cut.
  const auto cut = RouteOf({written, &steps.back()}, sources_);
  ASSERT_FALSE(cut.empty());
  EXPECT_EQ(cut.front().span, steps.front().at);
  EXPECT_EQ(cut.size(), 8u);
  // What says nothing new is left out: the place itself, steps into lists, steps without a place.
  const RouteStep element{.how = How::kElement, .at = {file_, 20, 21}, .before = &steps[0]};
  const RouteStep itself{.how = How::kReference, .at = written, .before = &element};
  const RouteStep nowhere{.how = How::kReference, .at = {}, .before = &itself};
  EXPECT_EQ(RouteOf({written, &nowhere}, sources_).size(), 1u);
  const RouteStep by_default{.how = How::kDefault, .at = written, .before = &steps[0]};
  EXPECT_EQ(RouteOf({written, &by_default}, sources_).size(), 2u);
}

}  // namespace
}  // namespace execlint
