#include "lint/render/sarif.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "lint/render/escape.h"
#include "tests/lint/render/sample.h"
#include "tests/lint/render/schema.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using nlohmann::json;
using testing::kSarifSchema;
using testing::Sample;
using testing::SchemaErrors;
using testing::Scratch;

json RunOf(const RunResult& result) { return json::parse(RenderSarif(result)).at("runs").at(0); }

// A finding with everything that a finding can have.
void AddRich(Sample& sample) {
  Finding& finding = sample.Add(0, sample.At(sample.main, "true"), "`this[\"a\"]` is off");
  finding.related = {{sample.At(sample.template_, "x:"), "named [here](1)"},
                     {sample.At(sample.main, "web"), ""}};
  finding.path = {{Hop::kLaunch, {sample.At(sample.main, "web"), "first"}},
                  {Hop::kLogging, {sample.At(sample.template_, "[a]"), "then"}}};
  finding.when = {"`Env` is `prod`"};
  finding.workloads = {{"web", "", sample.At(sample.main, "web")}};
}

TEST(Sarif, FollowsTheSchema) {
  Sample sample;
  AddRich(sample);
  sample.Add(2, sample.At(sample.template_, "[a]"), "open");
  RunResult result = sample.Get();
  result.unread = {Problem::Unread("a b.json", "permission denied")};
  EXPECT_EQ(SchemaErrors(kSarifSchema, RenderSarif(result)), "");
  EXPECT_EQ(SchemaErrors(kSarifSchema, RenderSarif(Sample().Get())), "");
}

TEST(Sarif, TheSchemaIsReallyAsked) {
  json broken = json::parse(RenderSarif(Sample().Get()));
  broken["runs"][0]["tool"]["driver"].erase("name");
  broken["runs"][0]["columnKind"] = "parsecs";
  const std::string errors = SchemaErrors(kSarifSchema, broken.dump());
  EXPECT_NE(errors.find("'name'"), std::string::npos) << errors;
  EXPECT_NE(errors.find("columnKind"), std::string::npos) << errors;
}

TEST(Sarif, RegionsCountUtf16UnitsFromOneWithoutTheByteOrderMark) {
  Sample sample;
  sample.Add(0, sample.At(sample.template_, "x:"), "m");
  Span two_lines = sample.At(sample.template_, "x:");
  two_lines.end = sample.At(sample.template_, "Role").end;
  sample.Add(0, two_lines, "m");
  sample.Add(0, Span::At(sample.main, 0), "m");
  const json run = RunOf(sample.Get());
  const auto region = [&](std::size_t i) {
    json region = run["results"][i]["locations"][0]["physicalLocation"]["region"];
    region.erase("snippet");
    return region;
  };
  EXPECT_EQ(region(0),
            json::parse(R"({"startLine":1,"startColumn":10,"endLine":1,"endColumn":12})"));
  EXPECT_EQ(region(1),
            json::parse(R"({"startLine":1,"startColumn":10,"endLine":2,"endColumn":6})"));
  EXPECT_EQ(region(2), json::parse(R"({"startLine":1,"startColumn":1,"endLine":1,"endColumn":1})"));
}

TEST(Sarif, PathsAreRelativeAndEncoded) {
  Sample sample;
  AddRich(sample);
  const json run = RunOf(sample.Get());
  EXPECT_TRUE(run["originalUriBaseIds"].contains("%SRCROOT%"));
  const auto file = [](const json& location) {
    return location["physicalLocation"]["artifactLocation"];
  };
  const json& result = run["results"][0];
  EXPECT_EQ(file(result["locations"][0]),
            json::parse(R"({"uri": "main.tf", "uriBaseId": "%SRCROOT%"})"));
  EXPECT_EQ(file(result["relatedLocations"][0])["uri"], "odd%20name/%C3%A4%201.yaml");
  EXPECT_EQ(result["relatedLocations"][0]["id"], 1);
  EXPECT_EQ(PathToUri("a:b?c#d%e+f"), "a%3Ab%3Fc%23d%25e%2Bf");
}

TEST(Sarif, MessagesHoldNoLinksAndEndAsSentences) {
  Sample sample;
  AddRich(sample);
  const json result = RunOf(sample.Get())["results"][0];
  EXPECT_EQ(result["message"]["text"],
            "`this\\[\"a\"\\]` is off, when `Env` is `prod`. Mend the thing.");
  EXPECT_EQ(result["relatedLocations"][0]["message"]["text"], "named \\[here\\](1)");
  EXPECT_EQ(result["properties"]["when"][0], "`Env` is `prod`");
  const json steps = result["codeFlows"][0]["threadFlows"][0]["locations"];
  EXPECT_EQ(steps[1]["location"]["message"]["text"], "then");
}

TEST(Sarif, APlaceInTheByteOrderMarkIsTheFirstColumn) {
  Sample sample;
  sample.Add(0, {sample.template_, 0, sample.At(sample.template_, "Name").end}, "m");
  const json region =
      RunOf(sample.Get())["results"][0]["locations"][0]["physicalLocation"]["region"];
  EXPECT_EQ(region["startColumn"], 1);
  EXPECT_EQ(region["endColumn"], 5);
}

TEST(Sarif, TheContextEndsBeforeAnEmptyLine) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "true"), "m");
  sample.Add(0, sample.At(sample.main, "network"), "m");
  const json results = RunOf(sample.Get())["results"];
  const auto lines = [&results](std::size_t i) {
    const json& around = results[i]["locations"][0]["physicalLocation"]["contextRegion"];
    return std::pair<int, int>(around["startLine"], around["endLine"]);
  };
  EXPECT_EQ(lines(0), std::pair(2, 3));
  EXPECT_EQ(lines(1), std::pair(4, 6));
}

TEST(Sarif, AFindingWithoutAPlaceHasNoLocation) {
  Sample sample;
  sample.Add(0, Span{}, "m");
  const json result = RunOf(sample.Get())["results"][0];
  EXPECT_EQ(result["locations"], json::array());
  EXPECT_EQ(result["message"]["text"], "M. Mend the thing.");
}

TEST(Sarif, AConditionThatTheMessageEndsWithIsNotSaidAgain) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "web"), "looks like production: `Env` is `prod`").when = {
      "`Env` is `prod`"};
  sample.Add(0, sample.At(sample.main, "web"), "looks like production: `Env` is `prod`").when = {
      "`Env` is `prod`", "`Env` is `live`"};
  const json results = RunOf(sample.Get())["results"];
  EXPECT_EQ(results[0]["message"]["text"],
            "Looks like production: `Env` is `prod`. Mend the thing.");
  EXPECT_EQ(results[0]["properties"]["when"][0], "`Env` is `prod`");
  EXPECT_EQ(
      results[1]["message"]["text"],
      "Looks like production: `Env` is `prod`, when `Env` is `prod`, or `Env` is `live`. Mend "
      "the thing.");
}

TEST(Sarif, TheDriverNamesNoPageThatIsNotTheProgramsOwn) {
  EXPECT_FALSE(RunOf(Sample().Get())["tool"]["driver"].contains("informationUri"));
}

TEST(Sarif, RulesCarryWhatGitHubShows) {
  const json rules = RunOf(Sample().Get())["tool"]["driver"]["rules"];
  ASSERT_EQ(rules.size(), 3u);
  EXPECT_EQ(rules[0]["id"], "broken-thing");
  EXPECT_EQ(rules[0]["name"], "BrokenThing");
  EXPECT_EQ(rules[0]["shortDescription"]["text"], "The thing is broken.");
  EXPECT_NE(rules[0]["help"]["markdown"].get<std::string>().find("```hcl\na = 1\n```"),
            std::string::npos);
  EXPECT_EQ(rules[1]["defaultConfiguration"]["level"], "warning");
  EXPECT_EQ(rules[2]["properties"]["security-severity"], "8.1");
  EXPECT_EQ(rules[2]["properties"]["tags"][0], "security");
  EXPECT_FALSE(rules[0]["properties"].contains("security-severity"));
}

// Of lines around a place that no finding is about, nobody knows which are secrets.
TEST(Sarif, OnlyThePlaceItselfIsQuoted) {
  Sample sample;
  sample.Add(0, sample.At(sample.template_, "x:"), "m");
  EXPECT_EQ(RenderSarif(sample.Get()).find("secret value"), std::string::npos);
}

TEST(Sarif, SecretsAreNotInSnippets) {
  Sample sample;
  sample.Add(0, sample.At(sample.template_, "secret value"), "m");
  EXPECT_NE(RenderSarif(sample.Get()).find("secret value"), std::string::npos);
  sample.sources.MarkSecret(sample.At(sample.template_, "secret value"));
  EXPECT_EQ(RenderSarif(sample.Get()).find("secret value"), std::string::npos);
}

TEST(Sarif, LongPlacesAndLongLinesHaveNoSnippet) {
  Sample sample;
  const FileId file =
      sample.sources.AddFile("long.json", std::string(100000, ' ') + "\n" + std::string(50, '\n'));
  sample.Add(0, {file, 5, 6}, "m");
  sample.Add(0, {file, 100001, 100040}, "m");
  const json run = RunOf(sample.Get());
  for (const json& result : run["results"]) {
    EXPECT_FALSE(result["locations"][0]["physicalLocation"].contains("contextRegion"));
  }
}

TEST(Sarif, WhatIsNotShownIsNotInIt) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "web"), "one");
  RunResult result = sample.Get();
  result.selected.fates = {Fate::kConfidence};
  EXPECT_TRUE(RunOf(result)["results"].empty());
}

TEST(Sarif, SaysWhatIsNewAndWhatBecameWorse) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "web"), "new");
  sample.Add(1, sample.At(sample.main, "name"), "worse");
  RunResult result = sample.Get();
  EXPECT_FALSE(RunOf(result)["results"][0].contains("baselineState"));
  result.selected.formerly.resize(2);
  result.selected.formerly[1].base = Formerly::Was{.severity = Severity::kNote};
  result.base = BaseRevision{};
  EXPECT_EQ(SchemaErrors(kSarifSchema, RenderSarif(result)), "");
  const json results = RunOf(result)["results"];
  EXPECT_EQ(results[0]["baselineState"], "new");
  EXPECT_EQ(results[1]["baselineState"], "updated");

  // What is suppressed may have been there before.
  Suppressed suppressed;
  suppressed.finding = sample.analysis.findings[0];
  result.suppressed = {suppressed};
  EXPECT_EQ(SchemaErrors(kSarifSchema, RenderSarif(result)), "");
  EXPECT_FALSE(RunOf(result)["results"][2].contains("baselineState"));
}

// ---- limits

json Notifications(const json& run) {
  const json& invocation = run["invocations"][0];
  return invocation.contains("toolExecutionNotifications")
             ? invocation["toolExecutionNotifications"]
             : json::array();
}

TEST(Sarif, WhatIsCutIsToldAndTheMostSevereAreKept) {
  Sample sample;
  sample.Add(2, sample.At(sample.main, "web"), "note");
  sample.Add(1, sample.At(sample.main, "web"), "first warning");
  sample.Add(1, sample.At(sample.main, "name"), "second warning");
  sample.Add(0, sample.At(sample.main, "true"), "error");
  const RunResult result = sample.Get();
  const std::string text = RenderSarif(result, {.results = 2});
  EXPECT_EQ(SchemaErrors(kSarifSchema, text), "");
  const json run = json::parse(text)["runs"][0];
  ASSERT_EQ(run["results"].size(), 2u);
  EXPECT_EQ(run["results"][0]["message"]["text"], "First warning. Make it even.");
  EXPECT_EQ(run["results"][1]["message"]["text"], "Error. Mend the thing.");
  EXPECT_EQ(Notifications(run), json::parse(R"([{"level": "warning", "message": {"text":
      "2 of 4 results are left out: GitHub code scanning takes at most 2 results of a run; )"
                                            R"(the most severe are kept, and of equal ones those )"
                                            R"(that come first"}}])"));
  EXPECT_TRUE(Notifications(RunOf(result)).empty());
  EXPECT_EQ(RenderSarif(result, {.results = 4}), RenderSarif(result));
}

TEST(Sarif, SuppressedResultsThatAreCutAreTold) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "true"), "shown");
  RunResult result = sample.Get();
  for (const Fate fate : {Fate::kShown, Fate::kElsewhere, Fate::kShown, Fate::kShown}) {
    Suppressed one;
    one.finding = sample.analysis.findings[0];
    one.fate = fate;
    result.suppressed.push_back(std::move(one));
  }
  result.suppressed.back().omitted = true;
  EXPECT_TRUE(Notifications(RunOf(result)).empty());
  EXPECT_EQ(RunOf(result)["results"].size(), 3u);
  EXPECT_EQ(RenderSarif(result, {.results = 3}), RenderSarif(result));
  const std::string text = RenderSarif(result, {.results = 2});
  EXPECT_EQ(SchemaErrors(kSarifSchema, text), "");
  const json run = json::parse(text)["runs"][0];
  ASSERT_EQ(run["results"].size(), 2u);
  EXPECT_FALSE(run["results"][0].contains("suppressions"));
  EXPECT_EQ(Notifications(run), json::parse(R"([{"level": "note", "message": {"text":
      "1 of 2 suppressed results is left out: GitHub code scanning takes at most 2 results )"
                                            R"(of a run"}}])"));
}

TEST(Sarif, LocationsThatAreCutAreToldWithTheirResult) {
  Sample sample;
  AddRich(sample);
  sample.analysis.findings[0].related.push_back({Span(), "nowhere, so no location"});
  const RunResult result = sample.Get();
  const std::string text = RenderSarif(result, {.locations = 2, .steps = 1});
  EXPECT_EQ(SchemaErrors(kSarifSchema, text), "");
  const json run = json::parse(text)["runs"][0];
  const json& first = run["results"][0];
  EXPECT_EQ(first["relatedLocations"].size(), 1u);
  EXPECT_EQ(first["codeFlows"][0]["threadFlows"][0]["locations"].size(), 1u);
  const json told = Notifications(run);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(told[0]["message"]["text"],
            "1 of the 2 related locations of a `broken-thing` result is left out: GitHub code "
            "scanning shows at most 2 locations of a result");
  EXPECT_EQ(told[1]["message"]["text"],
            "the last 1 of the 2 steps of the code flow of a `broken-thing` result is left out: "
            "GitHub code scanning shows at most 1 of them");
  for (const json& one : told) {
    EXPECT_EQ(one["level"], "warning");
    EXPECT_EQ(one["associatedRule"], json::parse(R"({"id": "broken-thing", "index": 0})"));
    EXPECT_EQ(one["locations"][0]["physicalLocation"]["region"]["startLine"], 3);
  }
  EXPECT_TRUE(Notifications(RunOf(result)).empty());
  EXPECT_TRUE(
      Notifications(json::parse(RenderSarif(result, {.locations = 3, .steps = 2}))["runs"][0])
          .empty());
}

TEST(Sarif, TagsThatAreCutAreToldWithTheirRule) {
  const std::string text = RenderSarif(Sample().Get(), {.tags = 4});
  EXPECT_EQ(SchemaErrors(kSarifSchema, text), "");
  const json run = json::parse(text)["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["rules"][2]["properties"]["tags"].size(), 4u);
  EXPECT_EQ(Notifications(run), json::parse(R"([{"level": "note", "message": {"text":
      "2 of the 6 tags of rule `open-thing` are left out: GitHub code scanning shows at most 4 )"
                                            R"(tags of a rule"},
      "associatedRule": {"id": "open-thing", "index": 2}}])"));
}

TEST(Sarif, SnippetsThatAreLeftOutAreTold) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "true"), "short");
  sample.Add(0, sample.At(sample.main, "network_configuration"), "long");
  sample.Add(0, Span::At(sample.main, 0), "no text at all");
  const json run = json::parse(RenderSarif(sample.Get(), {.snippet_bytes = 10}))["runs"][0];
  const json told = Notifications(run);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(told[0], json::parse(R"({"level": "note", "message": {"text":
      "1 of 3 results is given without the text of the place: it is longer than 10 bytes"}})"));
  EXPECT_EQ(told[1]["message"]["text"],
            "3 of 3 results are given without the lines around the place: they are more than 12, "
            "or longer than 10 bytes");
  EXPECT_TRUE(Notifications(RunOf(sample.Get())).empty());
}

// ---- the real program

// GitHub's documented requirements and limits.
void ExpectTakenByGitHub(const json& log) {
  EXPECT_EQ(log["version"], "2.1.0");
  ASSERT_EQ(log["runs"].size(), 1u);
  const json& run = log["runs"][0];
  const json& rules = run["tool"]["driver"]["rules"];
  EXPECT_LE(rules.size(), 25000u);
  for (const json& rule : rules) {
    EXPECT_LE(rule["properties"]["tags"].size(), 10u) << rule["id"];
    for (const char* text : {"shortDescription", "fullDescription", "help"}) {
      EXPECT_FALSE(rule[text]["text"].get<std::string>().empty()) << rule["id"] << " " << text;
    }
    EXPECT_LE(rule["shortDescription"]["text"].get<std::string>().size(), 1024u);
    EXPECT_LE(rule["name"].get<std::string>().size(), 255u);
    if (rule["properties"].contains("security-severity")) {
      const double score = std::stod(rule["properties"]["security-severity"].get<std::string>());
      EXPECT_GT(score, 0) << rule["id"];
      EXPECT_LE(score, 10) << rule["id"];
    }
  }
  EXPECT_LE(run["results"].size(), 25000u);
  for (const json& result : run["results"]) {
    EXPECT_EQ(rules[result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
    ASSERT_EQ(result["locations"].size(), 1u);
    const json& place = result["locations"][0]["physicalLocation"];
    EXPECT_FALSE(place["artifactLocation"]["uri"].get<std::string>().starts_with("/"));
    EXPECT_GE(place["region"]["startLine"].get<int>(), 1);
    EXPECT_TRUE(result["partialFingerprints"].contains("primaryLocationLineHash"));
    if (result.contains("relatedLocations")) {
      EXPECT_LE(result["relatedLocations"].size(), 100u);
    }
  }
}

TEST(Sarif, RealFindingsFollowTheSchemaAndGitHubsRules) {
  for (const char* project : {"examples/broken", "fixtures"}) {
    const std::string out = RunExeclint({"--format", "sarif", project}).out;
    EXPECT_EQ(SchemaErrors(kSarifSchema, out), "") << project;
    const json log = json::parse(out);
    ExpectTakenByGitHub(log);
    EXPECT_GT(log["runs"][0]["results"].size(), 3u);
  }
}

TEST(Sarif, AnotherFolderNameGivesTheSameBytes) {
  const Scratch scratch;
  for (const char* name : {"one", "another name"}) {
    std::filesystem::copy("examples/broken/task-definition", scratch.path(name));
  }
  const std::string one = RunExeclint({"--format", "sarif"}, "", scratch.path("one")).out;
  EXPECT_EQ(one, RunExeclint({"--format", "sarif"}, "", scratch.path("another name")).out);
  EXPECT_GT(json::parse(one)["runs"][0]["results"].size(), 2u);
}

}  // namespace
}  // namespace execlint
