#include "lint/engine/report_findings.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/engine/engine.h"
#include "lint/source/file_reader.h"
#include "parsers/frontends.h"
#include "tests/fixture.h"
#include "tests/lint/engine/a_rule.h"

namespace execlint {
namespace {

constexpr Rule kReported = testing_support::ARule("reported");

class ReportFindingTest : public ::testing::Test {
 protected:
  Span Of(std::string_view word) const {
    const auto at = static_cast<std::uint32_t>(sources_.Text(file_).find(word));
    return {file_, at, at + static_cast<std::uint32_t>(word.size())};
  }
  Finding Reported(RawFinding raw) {
    const RuleRun run = {.rule = &kReported, .launch = nullptr, .problem = {}, .cases = {}};
    const RunCase found_in;
    const std::vector<Selector> none;
    return ReportFinding(run,
                         {&raw, &found_in, Severity::kError, Confidence::kHigh, When({{}}, none)},
                         model_, sources_, blocks_);
  }

  SourceMap sources_;
  FileId file_ = sources_.AddFile("a.tf", "owner slot other value call\n");
  Model model_;
  BlockTexts blocks_;
};

TEST_F(ReportFindingTest, ChangesStandWhereTheValueIsWritten) {
  Head head;
  head.address = "aws_ecs_service.web";
  head.span = Of("owner");
  const RouteStep route{.at = Of("call")};
  const auto changed = [&](std::string path, bool written, const RouteStep* by) {
    const Slot slot{.path = std::move(path), .at = Of("slot"), .written = written};
    const Finding finding =
        Reported({.primary = {.owner = &head, .property = "flag", .place = {Of("value"), by}},
                  .grounds = {},
                  .message = "x",
                  .extras = {.changes = {{.slot = slot}}}});
    EXPECT_EQ(finding.changes.at(0).owner, "aws_ecs_service.web");
    return sources_.Text(finding.changes.at(0).at);
  };
  EXPECT_EQ(changed("flag", true, &route), "value") << "it came from elsewhere";
  EXPECT_EQ(changed("flag", true, nullptr), "slot");
  EXPECT_EQ(changed("flag", false, &route), "slot");
  EXPECT_EQ(changed("another", true, &route), "slot");
}

TEST_F(ReportFindingTest, AFileHasNoOwner) {
  const Finding finding = Reported({.primary = {.place = {.span = Of("value")}},
                                    .grounds = {},
                                    .message = "x",
                                    .extras = {.changes = {{.slot = {.at = Of("slot")}}}}});
  EXPECT_EQ(finding.changes.at(0).owner, "");
}

TEST_F(ReportFindingTest, AStepIsToldOnce) {
  const Finding finding = Reported({.primary = {.place = {.span = Of("value")}},
                                    .grounds = {},
                                    .message = "x",
                                    .extras = {.path = {{Hop::kLaunch, {.span = Of("slot")}, "a"},
                                                        {Hop::kLaunch, {.span = Of("slot")}, "b"},
                                                        {Hop::kLaunch, {.span = Of("other")}, "a"},
                                                        {Hop::kTaskRole, {.span = Of("slot")}, "a"},
                                                        {Hop::kTaskRole, {}, "c"}}}});
  std::string told;
  for (const Step& step : finding.path) {
    told += step.at.phrase + " at " + std::string(sources_.Text(step.at.span)) + "\n";
  }
  EXPECT_EQ(told, "a at slot\nb at slot\na at other\n");
}

// What is wrong in a file that is part of no unit is told where the file was named.
// Where nothing else is of interest, files that were not named are looked at, too.
TEST(Engine, ProblemsOfNamedFilesBesideAllUnits) {
  const std::string text = "locals {\n  a = [\n";
  const std::string cluster = "resource \"aws_ecs_cluster\" \"main\" {}\n";
  for (const bool named : {true, false}) {
    SourceMap sources;
    const MemoryFileReader reader(std::map<std::string, std::string>{{"loose.tf", text}});
    Project project{.sources = sources, .reader = reader};
    project.files.push_back({"loose.tf", sources.AddFile("loose.tf", text)});
    if (named) project.named.insert("loose.tf");
    const Rule* rules[] = {testing_support::FindRule("syntax-error")};
    EXPECT_EQ(AnalyzeProject(project, AllFrontends(), rules).findings.size(), 1u);
    project.files.insert(project.files.begin(),
                         {"a/main.tf", sources.AddFile("a/main.tf", cluster)});
    const Analysis analysis = AnalyzeProject(project, AllFrontends(), rules);
    EXPECT_EQ(analysis.findings.size(), named ? 1u : 0u);
  }
}

// Two calls of a module whose flag is chosen by an input: one gives it by environment, one does
// not.
constexpr const char* kCalls = R"(
variable "environment" {}
locals {
  exec = { dev = false, staging = true }
}
module "service" {
  source = "./m"
  exec   = local.exec[var.environment]
}
module "plain" {
  source = "./m"
}
)";
constexpr const char* kModule = R"(
variable "exec" { default = false }
variable "readonly" { default = true }
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", readonlyRootFilesystem = var.readonly }])
}
resource "aws_ecs_service" "web" {
  launch_type            = "FARGATE"
  task_definition        = aws_ecs_task_definition.web.arn
  enable_execute_command = var.exec ? true : null
}
)";

std::vector<std::string> FixesOf(const char* rule, const Analysis& analysis) {
  std::vector<std::string> fixes;
  for (const Finding& finding : analysis.findings) {
    EXPECT_EQ(finding.rule->name, rule);
    const bool edits = !finding.changes.empty() && !finding.changes.front().how.empty();
    fixes.push_back(edits ? finding.changes.front().how : finding.fix);
  }
  return fixes;
}

TEST(Fix, SaysWhatToWriteAlsoWhereAScenarioIsTold) {
  const auto fixes = [](const char* rule) {
    const auto found = testing_support::Analyze({{"main.tf", kCalls}, {"m/main.tf", kModule}},
                                                {testing_support::FindRule(rule)});
    return FixesOf(rule, found.analysis);
  };
  EXPECT_EQ(fixes("exec-disabled"),
            (std::vector<std::string>{
                "turn ECS Exec on for this service: give `exec` the value `true`",
                "turn ECS Exec on for this service: set `exec` to `true` in this call"}));
  EXPECT_EQ(fixes("read-only-root-filesystem"),
            (std::vector<std::string>{
                "make the root filesystem writable: set `readonly` to `false` in this call"}));
}

TEST(Fix, OfAConditionThatIsNoInputNamesTheCondition) {
  const auto fix = [](const std::string& flag) {
    const std::string text =
        "variable \"exec\" { default = false }\n"
        "variable \"off\" { default = true }\n"
        "resource \"aws_ecs_service\" \"web\" {\n"
        "  enable_execute_command = " +
        flag + "\n}\n";
    const auto found =
        testing_support::Analyze({{"main.tf", text}}, {testing_support::FindRule("exec-disabled")});
    return FixesOf("exec-disabled", found.analysis);
  };
  const std::string head = "turn ECS Exec on for this service: ";
  EXPECT_EQ(fix("var.exec ? true : null"),
            std::vector<std::string>{head + "give `exec` the value `true`"});
  EXPECT_EQ(fix("var.off ? null : true"),
            std::vector<std::string>{head + "`enable_execute_command` is chosen by `var.off`"});
  EXPECT_EQ(fix("!var.exec ? null : true"),
            std::vector<std::string>{head + "`enable_execute_command` is chosen by `!var.exec`"});
}

TEST(Fix, OfAnInputNamesTheInput) {
  const auto fixes = [](const char* file, const char* text) {
    const auto found =
        testing_support::Analyze({{file, text}}, {testing_support::FindRule("exec-disabled")});
    return FixesOf("exec-disabled", found.analysis);
  };
  const std::vector<std::string> give = {
      "turn ECS Exec on for this service: give `Exec` the value `true`"};
  EXPECT_EQ(fixes("main.tf", R"(
variable "Exec" { type = bool }
resource "aws_ecs_service" "web" { enable_execute_command = var.Exec }
)"),
            give);
  EXPECT_EQ(fixes("main.yaml", R"(
Parameters:
  Exec:
    Type: String
    AllowedValues: ["true", "false"]
Resources:
  Web:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: web
      EnableExecuteCommand: !Ref Exec
)"),
            give);
}

TEST(Fix, AnotherModulesDefaultIsNotChosenForThisCall) {
  const auto found = testing_support::Analyze({{"main.tf", R"(
module "settings" {
  source = "./m"
}
resource "aws_ecs_service" "web" {
  enable_execute_command = module.settings.exec ? true : false
}
)"},
                                               {"m/main.tf", R"(
variable "exec" { default = false }
output "exec" { value = var.exec }
)"}},
                                              {testing_support::FindRule("exec-disabled")});
  ASSERT_EQ(found.analysis.findings.size(), 1u);
  std::string phrases;
  for (const Related& related : found.analysis.findings.front().related) {
    phrases += related.phrase + "; ";
  }
  EXPECT_NE(phrases.find("chosen here; "), phrases.npos) << phrases;
}

TEST(Unknowns, WhereTheCodeFailsNothingIsUnknown) {
  const auto found =
      testing_support::Analyze({{"main.tf", kCalls}, {"m/main.tf", kModule}},
                               {testing_support::FindRule("read-only-root-filesystem")});
  for (const UnknownEntry& entry : found.analysis.unknowns) {
    EXPECT_EQ(entry.reason.find("no such key"), entry.reason.npos) << entry.what;
  }
}

}  // namespace
}  // namespace execlint
