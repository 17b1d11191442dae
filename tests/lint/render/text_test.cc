#include "lint/render/text.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/lint/render/sample.h"

namespace execlint {
namespace {

using testing::Sample;

std::string Rendered(const RunResult& result, const TextOptions& options = {}) {
  return "\n" + RenderText(result, options);
}

TEST(Text, NothingFound) {
  const Sample sample;
  EXPECT_EQ(Rendered(sample.Get()), "\nno findings for 0 workloads in 2 files\n");
}

TEST(Text, PlacesOfOneFileShareAnExcerpt) {
  Sample sample;
  Finding& finding =
      sample.Add(0, sample.At(sample.main, "\"web\"", 2), "the thing `web` is broken");
  finding.related = {{sample.At(sample.main, "true"), "turned on here"},
                     {sample.At(sample.main, "subnets"), "listed here"}};
  EXPECT_EQ(Rendered(sample.Get()), R"(
main.tf:2:10: error: the thing `web` is broken [broken-thing]
   2 |   name = "web"
     |          ^^^^^
   3 |   enable_execute_command = true
     |                            ---- turned on here
    ...
   6 |     subnets = [
     |     ------- listed here
     = fix: mend the thing

1 error for 0 workloads in 2 files
`execlint explain broken-thing` tells more about a rule
)");
}

TEST(Text, OtherFilesFollowTabsAndWideCharactersAlignSecretsAreMasked) {
  Sample sample;
  Finding& finding = sample.Add(1, sample.At(sample.main, "web"), "odd");
  finding.related = {{sample.At(sample.template_, "x:"), "named here"},
                     {sample.At(sample.template_, "[a]"), "listed\x1b[31m here"}};
  finding.confidence = Confidence::kMedium;
  sample.sources.MarkSecret(sample.At(sample.template_, "secret value"));
  EXPECT_EQ(Rendered(sample.Get()), R"(
main.tf:1:29: warning: odd [odd-thing]
   1 | resource "aws_ecs_service" "web" {
     |                             ^^^
    ::: odd name/ä 1.yaml:1:12
   1 | Name: 😀 x: "***"
     |          -- named here
   2 |     Role: [a]
     |           --- listed␛[31m here
     = confidence: medium
     = fix: make it even

1 warning for 0 workloads in 2 files
`execlint explain odd-thing` tells more about a rule
)");
}

TEST(Text, OfManyPlacesThatSayTheSameSixAreShown) {
  Sample sample;
  Finding& finding = sample.Add(0, sample.At(sample.main, "\"web\"", 2), "broken");
  for (const char* word : {"resource", "aws_ecs_service", "name", "enable_execute_command", "true",
                           "network_configuration", "subnets", "["}) {
    finding.related.push_back({sample.At(sample.main, word), "called here"});
  }
  const std::string text = Rendered(sample.Get());
  std::size_t shown = 0;
  for (std::size_t at = text.find("- called here"); at != text.npos;
       at = text.find("- called here", at + 1)) {
    ++shown;
  }
  EXPECT_EQ(shown, 6u) << text;
  EXPECT_NE(text.find("= 2 more places: called here\n"), text.npos) << text;
  finding.related.resize(6);
  EXPECT_EQ(Rendered(sample.Get()).find("more place"), text.npos) << "no more than are shown";
}

TEST(Text, ALongPlaceShowsItsFirstAndLastLine) {
  Sample sample;
  Span span = sample.At(sample.main, "network_configuration");
  span.end = sample.At(sample.main, "]\n  }").end;
  sample.Add(0, span, "long");
  EXPECT_EQ(Rendered(sample.Get()), R"(
main.tf:5:3: error: long [broken-thing]
   5 |   network_configuration {
     |   ^^^^^^^^^^^^^^^^^^^^^^^
    ...
  10 |   }
     |   ^
     = fix: mend the thing

1 error for 0 workloads in 2 files
`execlint explain broken-thing` tells more about a rule
)");
}

TEST(Text, AnInsertionPointAndTheEndOfTheFile) {
  Sample sample;
  const Span brace = sample.At(sample.main, "}\n", 2);
  sample.Add(0, Span::At(sample.main, brace.begin), "here");
  sample.Add(0, Span::At(sample.main, brace.end), "at the end");
  const std::string text = Rendered(sample.Get());
  EXPECT_NE(text.find("main.tf:11:1: error: here [broken-thing]\n  11 | }\n     | ^\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("main.tf:12:1: error: at the end [broken-thing]\n  12 |\n     | ^\n"),
            std::string::npos)
      << text;
}

TEST(Text, ScenariosWorkloadsAndChanges) {
  Sample sample;
  Finding& finding = sample.Add(0, sample.At(sample.main, "true"), "off");
  finding.when = {"`Env` is `prod`", "`Env` is `live`"};
  for (const char* name : {"a", "b", "c", "d", "e"}) finding.workloads.push_back({name, "", {}});
  finding.changes.push_back({.owner = "web",
                             .path = "flag",
                             .at = finding.primary,
                             .value = "true",
                             .title = "turn it on",
                             .how = "set `flag` to `true`"});
  const std::string text = Rendered(sample.Get());
  EXPECT_NE(text.find(R"(
     = when: `Env` is `prod`, or `Env` is `live`
     = affects: `a`, `b`, `c` and 2 more
     = fix: turn it on: set `flag` to `true`
)"),
            std::string::npos)
      << text;
}

TEST(Text, AWorkloadIsNamedOnlyWhereItIsNews) {
  Sample sample;
  Finding& finding = sample.Add(0, sample.At(sample.main, "true"), "off");
  finding.owner_head = sample.At(sample.main, "\"web\"");
  const auto affects = [&](Span at) {
    finding.workloads = {{"a", "", at}};
    const std::string text = Rendered(sample.Get());
    return text.find("= affects: `a`") != std::string::npos;
  };
  EXPECT_FALSE(affects(finding.primary));
  EXPECT_FALSE(affects(finding.owner_head));
  EXPECT_TRUE(affects(sample.At(sample.main, "subnets")));
}

TEST(Text, WorkloadsOfSeveralUnitsAreNamedWithThem) {
  Sample sample;
  Finding& finding = sample.Add(0, sample.At(sample.main, "true"), "off");
  finding.workloads = {{"a", "one", {}}, {"b", "two", {}}};
  const std::string text = Rendered(sample.Get());
  EXPECT_NE(text.find("= affects: `a` in one and `b` in two\n"), std::string::npos) << text;
}

TEST(Text, WhatIsMarkedAlreadyIsNotMarkedAgain) {
  Sample sample;
  Finding& finding = sample.Add(0, sample.At(sample.main, "true"), "off");
  const std::string alone = Rendered(sample.Get());
  finding.related = {{finding.primary, "here"}, {Span{}, "nowhere"}};
  EXPECT_EQ(Rendered(sample.Get()), alone);
}

TEST(Text, CountsHaveTheColorOfTheirSeverity) {
  Sample sample;
  for (std::size_t rule : {0, 1, 2}) sample.Add(rule, sample.At(sample.main, "web"), "m");
  const std::string text = RenderText(sample.Get(), {.colored = true});
  for (const char* severity : {"\x1b[1;91merror:", "\x1b[1;93mwarning:", "\x1b[1;96mnote:"}) {
    EXPECT_NE(text.find(severity), std::string::npos) << text;
  }
  for (const char* count :
       {"\x1b[1;91m1 error\x1b[0m", "\x1b[1;93m1 warning\x1b[0m", "\x1b[1;96m1 note\x1b[0m"}) {
    EXPECT_NE(text.find(count), std::string::npos) << text;
  }
}

TEST(Text, WhatIsHiddenIsCountedAndUnknownsAreListed) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "web"), "one");
  sample.Add(1, sample.At(sample.main, "web"), "two");
  for (const char* message : {"three", "four", "five", "six"}) {
    sample.Add(2, sample.At(sample.main, "web"), message);
  }
  sample.analysis.unknowns = {{.workload = "aws_ecs_service.web",
                               .unit = "",
                               .hop = Hop::kNetwork,
                               .what = "which subnets the tasks run in",
                               .reason = "`var.subnets` has no default",
                               .at = sample.At(sample.main, "subnets"),
                               .when = {"`var.env` is `prod`"}}};
  sample.analysis.workloads.resize(1);
  RunResult result = sample.Get();
  result.selected.fates = {Fate::kConfidence, Fate::kSeverity,  Fate::kSeverity,
                           Fate::kElsewhere,  Fate::kElsewhere, Fate::kElsewhere};
  EXPECT_EQ(Rendered(result), R"(
no findings for 1 workload in 2 files
1 not shown: below --min-confidence
2 not shown: below --min-severity
3 not shown: outside the files named
1 thing could not be told (--show-unknown lists them)
)");
  EXPECT_EQ(Rendered(result, {.show_unknown = true}).substr(0, 176), R"(
cannot tell for aws_ecs_service.web
  network: which subnets the tasks run in: `var.subnets` has no default, when `var.env` is `prod` (main.tf:6:5)

no findings for 1 workload)");
  // What was not looked for decides about the exit status, so it is told always.
  sample.analysis.unknowns[0].unexplored = true;
  const std::string told =
      "  network: which subnets the tasks run in: `var.subnets` has no default";
  EXPECT_NE(Rendered(sample.Get()).find(told), std::string::npos);
}

TEST(Text, ColorsAreAroundTheSameText) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "web"), "one");
  const std::string plain = RenderText(sample.Get(), {});
  std::string colored = RenderText(sample.Get(), {.colored = true});
  EXPECT_NE(colored, plain);
  for (std::size_t at; (at = colored.find('\x1b')) != std::string::npos;) {
    colored.erase(at, colored.find('m', at) - at + 1);
  }
  EXPECT_EQ(colored, plain);
}

}  // namespace
}  // namespace execlint
