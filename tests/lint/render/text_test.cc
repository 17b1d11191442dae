#include "lint/render/text.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "lint/render/wrap.h"
#include "tests/lint/render/sample.h"

namespace execlint {
namespace {

using testing::Sample;

std::string Rendered(const RunResult& result, const TextOptions& options = {}) {
  return "\n" + RenderText(result, options);
}

TEST(Text, NothingFound) {
  const Sample sample;
  EXPECT_EQ(Rendered(sample.Get()), "\nno findings for 0 workloads across 2 files\n");
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

1 error for 0 workloads across 2 files
`execlint explain broken-thing` explains the rule
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
    ::: odd name/ä 1.yaml:1:9
   1 | Name: 😀 x: "***"
     |          -- named here
   2 |     Role: [a]
     |           --- listed␛[31m here
     = confidence: medium
     = fix: make it even

1 warning for 0 workloads across 2 files
`execlint explain odd-thing` explains the rule
)");
}

TEST(Text, OfManyPlacesFiveAreShown) {
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
  EXPECT_EQ(shown, 5u) << text;
  EXPECT_NE(text.find("= 3 more places: called here\n"), text.npos) << text;
  for (std::size_t i = 6; i < finding.related.size(); ++i) {
    finding.related[i].phrase = "passed in here";
  }
  const std::string two = Rendered(sample.Get());
  EXPECT_NE(two.find("= 3 more places: called here (2 times); passed in here\n"), two.npos) << two;
  finding.related.resize(5);
  EXPECT_EQ(Rendered(sample.Get()).find("more place"), text.npos) << "no more than are shown";
}

TEST(Text, ALongPlaceHasABar) {
  Sample sample;
  Span span = sample.At(sample.main, "network_configuration");
  span.end = sample.At(sample.main, "]\n  }").end;
  sample.Add(0, span, "long");
  EXPECT_EQ(Rendered(sample.Get()), R"(
main.tf:5:3: error: long [broken-thing]
   5 |     network_configuration {
     |  ___^
   6 | |     subnets = [
   7 | |       "subnet-1",
   8 | |       "subnet-2",
   9 | |     ]
  10 | |   }
     | |___^
     = fix: mend the thing

1 error for 0 workloads across 2 files
`execlint explain broken-thing` explains the rule
)");
}

TEST(Text, OfManyPlacesEachKindIsShown) {
  Sample sample;
  Finding& finding = sample.Add(0, sample.At(sample.main, "\"web\"", 2), "broken");
  for (const char* word : {"resource", "aws_ecs_service", "name", "enable_execute_command", "true",
                           "network_configuration"}) {
    finding.related.push_back({sample.At(sample.main, word), "called here"});
  }
  finding.related.push_back({sample.At(sample.main, "subnets"), "listed here"});
  const std::string text = Rendered(sample.Get());
  EXPECT_NE(text.find("------- listed here"), text.npos) << text;
  EXPECT_NE(text.find("= 2 more places: called here\n"), text.npos) << text;
}

TEST(Text, OfALongPlaceWhatMattersIsUnderlined) {
  Sample sample;
  Span span = sample.At(sample.main, "resource");
  span.end = sample.At(sample.main, "}\n", 2).begin + 1;
  Span list = sample.At(sample.main, "[");
  list.end = sample.At(sample.main, "]").end;
  Finding& finding = sample.Add(0, span, "long");
  finding.matters = {list, Span{}, sample.At(sample.template_, "Role")};
  finding.related = {{sample.At(sample.main, "true"), "turned on here"}};
  EXPECT_EQ(Rendered(sample.Get()), R"(
main.tf:1:1: error: long [broken-thing]
   1 |   resource "aws_ecs_service" "web" {
     |  _^
   2 | |   name = "web"
   3 | |   enable_execute_command = true
     | |                            ---- turned on here
    ...|
   7 | |       "subnet-1",
     | |       ^^^^^^^^^^^
   8 | |       "subnet-2",
     | |       ^^^^^^^^^^^
    ...|
  11 | | }
     | |_^
     = fix: mend the thing

1 error for 0 workloads across 2 files
`execlint explain broken-thing` explains the rule
)");
}

// On a terminal no line is wider than it, but for words that are; the words are the same.
TEST(Text, FitsTheTerminalAndKeepsItsWords) {
  Sample sample;
  const FileId wide = sample.sources.AddFile(
      "wide.tf", "x = \"" + std::string(300, 'a') + "\" # \u4e2d\u6587 " + std::string(40, 'b'));
  Finding& finding = sample.Add(0, sample.At(sample.main, "\"web\"", 2),
                                "the thing `web` is broken, and `\u4e2d\u6587` would not mend it");
  Span block = sample.At(sample.main, "network_configuration");
  block.end = sample.At(sample.main, "]\n  }").end;
  finding.related = {{sample.At(sample.main, "true"), "turned on here, for whoever looks for it"},
                     {sample.At(wide, "# "), "a remark that takes a little more room than others"},
                     {sample.At(wide, "x"), "at the start"}};
  finding.when = {"`var.environment` is one of `dev`, `staging` and `prod`", "`b` is empty"};
  finding.confidence = Confidence::kMedium;
  sample.Add(1, block, "a place of several lines").matters = {
      sample.At(sample.main, "\"subnet-1\"")};
  sample.analysis.unknowns = {{.workload = "aws_ecs_service.web",
                               .hop = Hop::kNetwork,
                               .what = "which subnets the tasks run in",
                               .reason = "`var.subnets` has no value here",
                               .at = sample.At(sample.main, "subnets"),
                               .when = {"`var.env` is `prod`"}}};
  const auto words_of = [](const std::string& text) {
    std::istringstream in(text);
    std::string words;
    for (std::string word; in >> word;) {
      // Underlines, gutters and what is cut off depend on the width.
      if (word.find_first_not_of("^-|_.:0123456789") == word.npos) continue;
      if (word.find("\u2026") == word.npos && word.find("aaa") == word.npos &&
          word.find("bbb") == word.npos) {
        words += word + " ";
      }
    }
    return words;
  };
  const RunResult result = sample.Get();
  const TextOptions plain{.show_unknown = true, .show_urls = true};
  // Of the source line that is cut, only the ends are shown, and these are looked at elsewhere.
  const auto without_source = [&](const std::string& text) {
    std::istringstream in(text);
    std::string rest;
    for (std::string line; std::getline(in, line);) {
      if (line.find("   1 | ") == line.npos) rest += line + "\n";
    }
    return words_of(rest);
  };
  const std::string words = without_source(RenderText(result, plain));
  for (const bool fancy : {false, true}) {
    for (std::size_t width = 40; width < 160; ++width) {
      TextOptions options = plain;
      options.screen = {.colored = fancy, .links = fancy, .width = width};
      const std::string text = RenderText(result, options);
      std::istringstream in(text);
      for (std::string line; std::getline(in, line);) {
        const std::size_t first = line.find_first_not_of(' ');
        const bool one_word = first == line.npos || line.find(' ', first) == line.npos;
        EXPECT_TRUE(ColumnsOf(line) <= width || one_word) << width << ": " << line;
      }
      if (!fancy) {
        EXPECT_EQ(without_source(text), words) << width;
      }
    }
  }
}

TEST(Text, ALineThatIsCutIsShownAgainForPlacesFarAway) {
  Sample sample;
  std::string between;
  for (int i = 0; i < 200; ++i) between += "7,";
  const FileId wide =
      sample.sources.AddFile("wide.json", "{\"first\": 1, " + between + " \"last\": 2}");
  sample.Add(0, sample.At(wide, "\"last\""), "m").related = {
      {sample.At(wide, "\"first\""), "here"}};
  const std::string text = Rendered(sample.Get(), {.screen = {.width = 60}});
  EXPECT_NE(text.find("   1 | {\"first\": 1, 7,7,"), text.npos) << text;
  EXPECT_NE(text.find("     |  ------- here\n   1 | \u2026"), text.npos) << text;
  EXPECT_NE(text.find("7, \"last\": 2}\n"), text.npos) << text;
}

TEST(Text, TheRulesPageIsALinkOrALine) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "web"), "m");
  sample.Add(2, sample.At(sample.main, "web"), "of a rule without a page");
  const std::string link = "\x1b]8;;https://example.com/thing\x1b\\[broken-thing]\x1b]8;;\x1b\\";
  EXPECT_NE(RenderText(sample.Get(), {.screen = {.links = true}}).find(link), std::string::npos);
  const std::string plain = Rendered(sample.Get());
  EXPECT_EQ(plain.find("https:"), std::string::npos) << plain;
  EXPECT_EQ(plain.find('\x1b'), std::string::npos) << plain;
  const std::string with_urls = Rendered(sample.Get(), {.show_urls = true});
  EXPECT_NE(with_urls.find("     = see: https://example.com/thing\n"), std::string::npos)
      << with_urls;
  EXPECT_EQ(with_urls.find("see:"), with_urls.rfind("see:")) << with_urls;
}

TEST(Text, TheGravestComeFirst) {
  Sample sample;
  sample.Add(2, sample.At(sample.main, "web"), "a note");
  sample.Add(1, sample.At(sample.main, "web"), "a warning");
  sample.Add(0, sample.At(sample.main, "web"), "an error");
  sample.Add(0, sample.At(sample.main, "name"), "another error");
  const std::string text = Rendered(sample.Get());
  std::size_t before = 0;
  for (const char* message : {"an error", "another error", "a warning", "a note"}) {
    const std::size_t at = text.find(message);
    EXPECT_TRUE(at != text.npos && at > before) << text;
    before = at;
  }
  EXPECT_NE(text.find("`execlint explain broken-thing`"), text.npos) << text;
}

// A repository in which nothing uses exec gets three lines in all.
TEST(Text, AShortAnswerWhereExecIsOff) {
  Sample sample;
  for (const char* name : {"a", "b", "c", "d"}) {
    sample.analysis.workloads.push_back(
        {.address = name, .hops = {{Hop::kLaunch, {{.state = Verdict::State::kBlocked}}}}});
  }
  sample.analysis.wanted_modules = {sample.At(sample.main, "web")};
  EXPECT_EQ(Rendered(sample.Get()), R"(
4 workloads have ECS Exec off
no findings for 4 workloads across 2 files
1 module call was not read (`terraform init` makes it known)
)");
  EXPECT_EQ(Rendered(sample.Get(), {.summary = TextOptions::Summary::kNone}), R"(
no findings for 4 workloads across 2 files
1 module call was not read (`terraform init` makes it known)
)");
  sample.Add(1, sample.At(sample.main, "web"), "a warning");
  EXPECT_EQ(Rendered(sample.Get(), {.summary = TextOptions::Summary::kOnly}), R"(
4 workloads have ECS Exec off: `a`, `b`, `c` and `d`
1 warning for 4 workloads across 2 files
1 module call was not read (`terraform init` makes it known)
)");
}

TEST(Text, CodeToPasteIsWrittenOnce) {
  Sample sample;
  for (const char* name : {"one", "two"}) {
    Finding& finding = sample.Add(0, sample.At(sample.main, "web"), name);
    finding.grant = {.actions = {"ssmmessages:OpenDataChannel"},
                     .at = sample.At(sample.main, "web"),
                     .type = "aws_iam_role",
                     .address = std::string("aws_iam_role.") + name};
  }
  const std::string text = Rendered(sample.Get());
  EXPECT_NE(text.find(R"(
     = fix: mend the thing
       resource "aws_iam_role_policy" "ecs_exec" {
         role = aws_iam_role.one.id
)"),
            text.npos)
      << text;
  EXPECT_EQ(text.find("aws_iam_role.two.id"), text.npos) << text;
  sample.analysis.findings[0].severity = Severity::kNote;
  EXPECT_NE(Rendered(sample.Get()).find("aws_iam_role.two.id"), text.npos) << "none for a note";
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

TEST(Text, WhatHoldsOfOneWorkloadUnderConditionsIsToldWithIt) {
  Sample sample;
  Finding& finding = sample.Add(0, sample.At(sample.main, "true"), "off");
  const auto affects = [&] {
    const std::string text = Rendered(sample.Get());
    const std::size_t at = text.find("= affects: ");
    return text.substr(at + 11, text.find('\n', at) - at - 11);
  };
  finding.workloads = {{.workload = "a", .when = {"`Env` is `prod`", "`Env` is `live`"}},
                       {.workload = "b"},
                       {.workload = "c", .if_launched = true},
                       {.workload = "d"}};
  EXPECT_EQ(affects(),
            "`b`, `d`, `a` (when `Env` is `prod`, or `Env` is `live`) and 1 more (under "
            "conditions)");
  finding.workloads[2].confidence = Confidence::kLow;
  finding.workloads.erase(finding.workloads.begin());
  EXPECT_EQ(affects(), "`b`, `d` and `c` (if launched with ECS Exec; low confidence)");
  finding.workloads = {{.workload = "a"},
                       {.workload = "b"},
                       {.workload = "c"},
                       {.workload = "d"},
                       {.workload = "e", .confidence = Confidence::kLow}};
  EXPECT_EQ(affects(), "`a`, `b`, `c` and 2 more (1 of them under conditions)");
  // The condition of the finding itself is not told again.
  finding.when = {"`Env` is `prod`"};
  finding.workloads = {{.workload = "a", .when = finding.when},
                       {.workload = "b", .when = finding.when}};
  EXPECT_EQ(affects(), "`a` and `b`");
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
  const std::string text = RenderText(sample.Get(), {.screen = {.colored = true}});
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
  sample.analysis.workloads = {
      {.address = "web", .hops = {{Hop::kLaunch, {{.state = Verdict::State::kBlocked}}}}}};
  RunResult result = sample.Get();
  result.selected.fates = {Fate::kConfidence, Fate::kSeverity,  Fate::kSeverity,
                           Fate::kElsewhere,  Fate::kElsewhere, Fate::kElsewhere};
  EXPECT_EQ(Rendered(result), R"(
1 workload has ECS Exec off: `web`
no findings for 1 workload across 2 files
not shown: 1 below --min-confidence, 2 below --min-severity and 3 in other files
1 thing could not be determined (--show-unknown lists them)
)");
  EXPECT_EQ(Rendered(result, {.show_unknown = true}).substr(0, 197), R"(
1 workload has ECS Exec off: `web`

main.tf:6:5: network: which subnets the tasks run in: `var.subnets` has no default, when `var.env` is `prod` (`aws_ecs_service.web`)

no findings for 1 workload)");
  // What was not looked for decides about the exit status, so it is told always.
  sample.analysis.unknowns[0].unexplored = true;
  const std::string told = "main.tf:6:5: network: which subnets the tasks run in";
  EXPECT_NE(Rendered(sample.Get()).find(told), std::string::npos);
}

TEST(Text, ColorsAreAroundTheSameText) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "web"), "one");
  const std::string plain = RenderText(sample.Get(), {});
  std::string colored = RenderText(sample.Get(), {.screen = {.colored = true}});
  EXPECT_NE(colored, plain);
  for (std::size_t at; (at = colored.find('\x1b')) != std::string::npos;) {
    colored.erase(at, colored.find('m', at) - at + 1);
  }
  EXPECT_EQ(colored, plain);
}

}  // namespace
}  // namespace execlint
