// What stays as it is when a project or a block of it moves, or when rules are left out.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "tests/fixture.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using nlohmann::json;
using testing::Scratch;
using testing_support::Analyze;

constexpr const char* kStacks[] = {"api_json", "cdk", "cloudformation", "terraform_modules"};

// The stack as a project in a folder of the scratch; only its input.
void Lay(const Scratch& scratch, const std::string& folder, const std::string& stack) {
  for (const auto& [path, text] : testing_support::ReadTree("fixtures/stacks/" + stack)) {
    if (!path.starts_with("expected")) scratch.Write(folder + "/" + path, text);
  }
}

// Rule and fingerprints of every result, sorted.
std::vector<std::string> Prints(const std::string& folder, const std::string& argument) {
  const auto run = RunExeclint({"--format", "sarif", "--fail-on", "never", argument}, "", folder);
  EXPECT_EQ(run.status, 0) << run.err;
  std::vector<std::string> prints;
  const json report = json::parse(run.out);
  for (const json& result : report["runs"][0]["results"]) {
    prints.push_back(result["ruleId"].dump() + result["partialFingerprints"].dump());
  }
  std::sort(prints.begin(), prints.end());
  return prints;
}

TEST(Fingerprints, AreTheSameUnderAnotherFolderAndHoweverItIsNamed) {
  for (const std::string stack : kStacks) {
    const Scratch scratch;
    Lay(scratch, "one", stack);
    Lay(scratch, "two/prod.d/other name", stack);
    const auto prints = Prints(scratch.path(), "one");
    ASSERT_FALSE(prints.empty()) << stack;
    EXPECT_EQ(Prints(scratch.path(), "one/"), prints) << stack;
    EXPECT_EQ(Prints(scratch.path("one"), "."), prints) << stack;
    EXPECT_EQ(Prints("/", scratch.path("one")), prints) << stack;
    EXPECT_EQ(Prints(scratch.path("two"), "../one/../one"), prints) << stack;
    EXPECT_EQ(Prints(scratch.path("two"), "prod.d/other name"), prints) << stack;
    EXPECT_EQ(Prints("/", scratch.path("two/prod.d/other name")), prints) << stack;
  }
}

Fingerprints PrintsOf(const std::map<std::string, std::string>& files) {
  const auto run = Analyze(files, {testing_support::FindRule("exec-disabled")});
  EXPECT_EQ(run.analysis.findings.size(), 1u);
  return run.analysis.findings.empty() ? Fingerprints{}
                                       : run.analysis.findings.front().fingerprints;
}

TEST(Fingerprints, ABlockKeepsThemWhereverItMoves) {
  const std::string service = R"(resource "aws_ecs_service" "web" {
  name                   = "web"
  enable_execute_command = false
}
)";
  const std::string other = "resource \"aws_ecs_cluster\" \"main\" {\n  name = \"main\"\n}\n";
  const Fingerprints before = PrintsOf({{"main.tf", service + other}});
  const std::map<std::string, std::string> moved[] = {
      {{"main.tf", "# moved\n\n" + other + service}},
      {{"main.tf", other}, {"service.tf", service}},
  };
  for (const auto& files : moved) {
    EXPECT_EQ(PrintsOf(files).address, before.address);
    EXPECT_EQ(PrintsOf(files).block, before.block);
  }
  // Another folder is another module; another name another address: the text stays.
  EXPECT_EQ(PrintsOf({{"web/main.tf", service}}).block, before.block);
  std::string renamed = service;
  renamed.replace(renamed.find("\"web\" {"), 5, "\"api\"");
  EXPECT_EQ(PrintsOf({{"main.tf", renamed}}).block, before.block);
  EXPECT_NE(PrintsOf({{"main.tf", renamed}}).address, before.address);
  // Other text at the same address keeps the address.
  std::string edited = service;
  edited.replace(edited.find("\"web\"\n"), 5, "\"site\"");
  EXPECT_EQ(PrintsOf({{"main.tf", edited}}).address, before.address);
  EXPECT_NE(PrintsOf({{"main.tf", edited}}).block, before.block);
}

TEST(Fingerprints, AResourceKeepsThemInItsTemplateAndOneInAnother) {
  const std::string service = R"(  Web:
    Type: AWS::ECS::Service
    Properties:
      EnableExecuteCommand: false
)";
  const std::string other = "  Main:\n    Type: AWS::ECS::Cluster\n";
  const Fingerprints before = PrintsOf({{"web.yaml", "Resources:\n" + service + other}});
  const Fingerprints inside = PrintsOf({{"web.yaml", "Resources:\n" + other + service}});
  EXPECT_EQ(inside.address, before.address);
  EXPECT_EQ(inside.block, before.block);
  EXPECT_EQ(PrintsOf({{"all/site.yaml", "Resources:\n" + other + service}}).block, before.block);
}

// Neither choosing nor leaving out rules touches a verdict.
TEST(Verdicts, AreTheSameWithEveryRuleIgnored) {
  std::string all;
  for (const RuleEntry& entry : AllRules()) {
    all += (all.empty() ? "" : ",") + std::string(entry.rule->name);
  }
  const auto parts = [](std::vector<std::string> words, const std::string& stack) {
    words.insert(words.end(),
                 {"--format", "json", "--fail-on", "never", "fixtures/stacks/" + stack});
    const json report = json::parse(RunExeclint(words).out);
    return std::pair(report["workloads"].dump(), report["findings"].size());
  };
  for (const std::string stack : kStacks) {
    const auto [verdicts, findings] = parts({}, stack);
    const auto [without, none] = parts({"--ignore", all}, stack);
    EXPECT_EQ(without, verdicts) << stack;
    EXPECT_GT(findings, 0u) << stack;
    EXPECT_EQ(none, 0u) << stack;
    EXPECT_GT(verdicts.size(), 100u) << stack;
  }
}

}  // namespace
}  // namespace execlint
