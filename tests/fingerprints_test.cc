// The fingerprints of docs/fingerprints.md: what they are made of, what is recorded, and what stays
// as it is when a project or a block of it moves, or when rules are left out.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "lint/source/format.h"
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

// All rules; only the input of a stack.
std::map<std::string, std::string> InputOf(const std::string& folder) {
  auto files = testing_support::ReadTree(folder);
  std::erase_if(files, [](const auto& file) { return file.first.starts_with("expected."); });
  return files;
}

std::vector<const Rule*> EveryRule() {
  std::vector<const Rule*> rules;
  for (const RuleEntry& entry : AllRules()) rules.push_back(entry.rule);
  return rules;
}

// "rule address block" of every finding, sorted.
std::vector<std::string> FingerprintsOf(const std::map<std::string, std::string>& files) {
  std::vector<std::string> prints;
  const auto run = Analyze(files, EveryRule());
  for (const Finding& finding : run.analysis.findings) {
    prints.push_back(Format("{} {} {}", finding.rule->name, finding.fingerprints.address,
                            finding.fingerprints.block));
  }
  std::sort(prints.begin(), prints.end());
  return prints;
}

// FNV-1a as the page defines it, over texts that each end with a zero byte.
std::string HashOf(const std::vector<std::string>& texts) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const std::string& text : texts) {
    for (std::size_t i = 0; i <= text.size(); ++i) {
      hash = (hash ^ static_cast<unsigned char>(text.c_str()[i])) * 0x100000001b3;
    }
  }
  return Format("{:016x}", hash);
}

TEST(Fingerprints, AreMadeOfWhatTheirPageSays) {
  const std::string service = R"(resource "aws_ecs_service" "web" {
  name                   = "web"
  enable_execute_command = false
}
)";
  const std::string text = "{ name = \"web\" enable_execute_command = false }";
  const Fingerprints root = PrintsOf({{"main.tf", service}});
  EXPECT_EQ(root.address,
            HashOf({"exec-disabled", "", "aws_ecs_service.web", "enable_execute_command"}));
  EXPECT_EQ(root.block,
            HashOf({"exec-disabled", "aws_ecs_service", "enable_execute_command", text}));
  const std::string page = testing_support::ReadTree("docs/fingerprints.md").begin()->second;
  EXPECT_NE(page.find(service), std::string::npos);
  EXPECT_NE(page.find("`" + root.address + "`"), std::string::npos) << root.address;
  EXPECT_NE(page.find("`" + root.block + "`"), std::string::npos) << root.block;

  EXPECT_EQ(PrintsOf({{"live/web/main.tf", service}}).address,
            HashOf({"exec-disabled", "live/web", "aws_ecs_service.web", "enable_execute_command"}));
  const Fingerprints logical = PrintsOf(
      {{"t/web.yaml", "Resources:\n  Web:\n    Type: AWS::ECS::Service\n    Properties: {}\n"}});
  const std::string property = "Properties.EnableExecuteCommand";
  EXPECT_EQ(logical.address, HashOf({"exec-disabled", "t/web.yaml", "Web", property}));
  EXPECT_EQ(logical.block, HashOf({"exec-disabled", "AWS::ECS::Service", property,
                                   ": Type: AWS::ECS::Service Properties: {}"}));
}

TEST(Fingerprints, EqualOnesAreNumbered) {
  const std::string text = "resource \"aws_ecs_service\" \"web\" {\n  name = \"web\n}\n";
  const std::map<std::string, std::string> files = {{"a/a.tf", text}, {"b/b.tf", text}};
  const auto run = Analyze(files, {testing_support::FindRule("syntax-error")});
  ASSERT_EQ(run.analysis.findings.size(), 2u);
  const Fingerprints& first = run.analysis.findings[0].fingerprints;
  const Fingerprints& second = run.analysis.findings[1].fingerprints;
  EXPECT_EQ(first.address, HashOf({"syntax-error", "a/a.tf"}));
  EXPECT_EQ(second.address, HashOf({"syntax-error", "b/b.tf"}));
  EXPECT_EQ(first.block, HashOf({"syntax-error", "\""}));
  EXPECT_EQ(second.block, HashOf({first.block, "2"}));
}

TEST(Fingerprints, AreTheSameWhateverTheLayout) {
  using Files = std::map<std::string, std::string>;
  const auto indented = [](Files files) {
    for (auto& [path, text] : files) {
      if (path.ends_with(".yaml")) continue;  // where columns mean something
      std::string more;
      bool leading = true;
      for (const char c : text) {
        more += leading && c == ' ' ? "  " : std::string(1, c);
        leading = c == '\n' || (leading && c == ' ');
      }
      text = more;
    }
    return files;
  };
  const auto with_line_ends = [](Files files, const std::string& end) {
    for (auto& [path, text] : files) {
      std::string more;
      for (const char c : text) more += c == '\n' ? end : std::string(1, c);
      text = more;
    }
    return files;
  };
  for (const std::string stack : kStacks) {
    const Files files = InputOf("fixtures/stacks/" + stack);
    const auto prints = FingerprintsOf(files);
    ASSERT_FALSE(prints.empty()) << stack;
    EXPECT_EQ(FingerprintsOf(indented(files)), prints) << stack;
    EXPECT_EQ(FingerprintsOf(with_line_ends(files, "\r\n")), prints) << stack;
    EXPECT_EQ(FingerprintsOf(with_line_ends(files, "  \n")), prints) << stack;
  }
}

TEST(Fingerprints, ARenamedFileKeepsBothOrThatOfTheBlock) {
  for (const std::string stack : kStacks) {
    const auto files = InputOf("fixtures/stacks/" + stack);
    std::map<std::string, std::string> renamed;
    for (const auto& [path, text] : files) {
      const std::size_t slash = path.rfind('/') + 1;  // 0 where there is none
      renamed[path.substr(0, slash) + "renamed_" + path.substr(slash)] = text;
    }
    const bool is_template = stack == "cdk" || stack == "cloudformation";
    const auto rule_and_block = [](std::vector<std::string> prints) {
      for (std::string& print : prints) print.erase(print.find(' '), 17);
      std::sort(prints.begin(), prints.end());
      return prints;
    };
    const auto before = FingerprintsOf(files);
    const auto after = FingerprintsOf(renamed);
    EXPECT_EQ(before == after, !is_template) << stack;
    EXPECT_EQ(rule_and_block(after), rule_and_block(before)) << stack;
  }
}

TEST(Fingerprints, ABlankWhereThereWasNoneChangesTheBlockAlone) {
  const std::string head = "resource \"aws_ecs_service\" \"web\" {\n  enable_execute_command";
  const Fingerprints before = PrintsOf({{"main.tf", head + "=false\n}\n"}});
  const Fingerprints after = PrintsOf({{"main.tf", head + " = false\n}\n"}});
  EXPECT_EQ(after.address, before.address);
  EXPECT_NE(after.block, before.block);
}

TEST(Fingerprints, ARenamedServiceOfTheApiKeepsItsBlock) {
  const auto service = [](const std::string& name, const std::string& more) {
    return R"({"serviceName": ")" + name + R"(", "cluster": "c", )" + more +
           R"("taskDefinition": "web:7", "enableExecuteCommand": false})";
  };
  const Fingerprints before = PrintsOf({{"web/a.json", service("web", "")}});
  EXPECT_EQ(PrintsOf({{"web/b.json", service("web", "")}}).address, before.address);
  EXPECT_NE(PrintsOf({{"c.json", service("web", "")}}).address, before.address);
  EXPECT_EQ(PrintsOf({{"c.json", service("web", "")}}).block, before.block);
  EXPECT_NE(PrintsOf({{"web/a.json", service("api", "")}}).address, before.address);
  EXPECT_EQ(PrintsOf({{"web/a.json", service("api", "")}}).block, before.block);
  const Fingerprints edited = PrintsOf({{"web/a.json", service("web", "\"desiredCount\": 2, ")}});
  EXPECT_EQ(edited.address, before.address);
  EXPECT_NE(edited.block, before.block);
}

// project, rule, place, address, block: what was recorded stays. EXECLINT_REFRESH=1 adds lines for
// findings without one; it changes none.
TEST(Fingerprints, AreThoseThatAreRecorded) {
  constexpr const char* kRecord = "tests/fingerprints.tsv";
  std::map<std::string, std::string> recorded;  // by project, rule and place
  std::ifstream in(kRecord, std::ios::binary);
  for (std::string line; std::getline(in, line);) {
    const std::size_t prints = line.size() - 34;
    recorded[line.substr(0, prints)] = line.substr(prints + 1);
  }
  in.close();
  std::vector<std::string> projects = {"examples/broken"};
  for (const auto& stack : std::filesystem::directory_iterator("fixtures/stacks")) {
    projects.push_back(stack.path().generic_string());
  }
  std::sort(projects.begin(), projects.end());
  std::string fresh;
  std::size_t met = 0;
  for (const std::string& project : projects) {
    const auto run = Analyze(InputOf(project), EveryRule());
    for (const Finding& finding : run.analysis.findings) {
      const LineColumn at = run.sources->Locate(finding.primary.file, finding.primary.begin);
      const std::string key = Format("{}\t{}\t{}:{}:{}", project, finding.rule->name,
                                     run.path(finding.primary), at.line, at.column);
      const std::string prints = finding.fingerprints.address + "\t" + finding.fingerprints.block;
      const auto found = recorded.find(key);
      if (found == recorded.end()) {
        fresh += Format("{}\t{}\n", key, prints);
        continue;
      }
      ++met;
      EXPECT_EQ(prints, found->second)
          << key << "\nIf the project was edited there, correct its line in " << kRecord
          << "; else fingerprints have changed, which docs/fingerprints.md forbids.";
    }
  }
  EXPECT_EQ(met, recorded.size()) << "a recorded finding is gone, or stands elsewhere: " << kRecord;
  if (fresh.empty()) return;
  if (std::getenv("EXECLINT_REFRESH") != nullptr) {
    std::ofstream(kRecord, std::ios::binary | std::ios::app) << fresh;
  } else {
    ADD_FAILURE() << "not recorded:\n" << fresh << "EXECLINT_REFRESH=1 adds them to " << kRecord;
  }
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
