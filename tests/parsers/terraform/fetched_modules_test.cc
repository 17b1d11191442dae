// Modules that `terraform init` fetched, from the manifest to the findings.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "lint/engine/registry.h"
#include "lint/source/format.h"
#include "tests/fixture.h"

namespace execlint {
namespace {

using testing_support::Analyze;
using testing_support::Analyzed;
using Files = std::map<std::string, std::string>;

constexpr const char* kModule = R"(
variable "enable_execute_command" {
  default = false
}
variable "read_only" {
  default = true
}
resource "aws_ecs_task_definition" "this" {
  family = "web"
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "example"
    readonlyRootFilesystem = var.read_only
  }])
}
resource "aws_ecs_service" "this" {
  name                   = "web"
  task_definition        = aws_ecs_task_definition.this.arn
  enable_execute_command = var.enable_execute_command
}
)";

std::string Manifest(const std::string& modules) { return "{\"Modules\":[" + modules + "]}"; }

std::string Entry(const std::string& key, const std::string& version = "1.2.0") {
  return Format(
      R"({{"Key":"{0}","Source":"registry.terraform.io/example/app/aws","Version":"{1}","Dir":".terraform/modules/{0}"}})",
      key, version);
}

std::string Call(const std::string& arguments) {
  return "module \"app\" {\n  source  = \"example/app/aws\"\n  version = \"~> 1.0\"\n" + arguments +
         "}\n";
}

Analyzed RunOver(const Files& files) {
  std::vector<const Rule*> rules;
  for (const RuleEntry& entry : AllRules()) {
    if (std::string_view(entry.rule->name) != "exec-disabled") rules.push_back(entry.rule);
  }
  return Analyze(files, rules);
}

// `FILE:LINE rule`, and the count of modules.
std::string Shown(const Analyzed& run) {
  std::string shown = std::to_string(run.analysis.fetched_modules) + " fetched";
  for (const Finding& finding : run.analysis.findings) {
    if (finding.primary.valid()) {
      shown += Format("; {}:{} {}", run.path(finding.primary), run.line(finding.primary),
                      finding.rule->name);
    }
  }
  return shown;
}

constexpr const char* kOn = "  enable_execute_command = true\n  task_role_arn = \"x\"\n";

TEST(FetchedModules, BelongToTheUnit) {
  Files files = {{"main.tf", Call(kOn)},
                 {".terraform/modules/modules.json", Manifest(Entry("app"))},
                 {".terraform/modules/app/main.tf", kModule}};
  EXPECT_EQ(Shown(RunOver(files)),
            "1 fetched; main.tf:1 read-only-root-filesystem; main.tf:1 task-role-missing");
  files[".terraform/modules/modules.json"] = Manifest(Entry("app", "2.0.0"));
  EXPECT_EQ(Shown(RunOver(files)), "0 fetched") << "the call asks for another version by now";
  files.erase(".terraform/modules/modules.json");
  EXPECT_EQ(Shown(RunOver(files)), "0 fetched") << "nothing says what the folder is";
}

TEST(FetchedModules, AreThoseOfTheirOwnRoot) {
  const Files files = {{"a/main.tf", Call(kOn)},
                       {"b/.terraform/modules/modules.json", Manifest(Entry("app"))},
                       {"b/.terraform/modules/app/main.tf", kModule},
                       {"b/main.tf", "provider \"aws\" {}\n"},
                       {".terraform/modules/modules.json", Manifest(Entry("app"))},
                       {".terraform/modules/app/main.tf", kModule}};
  EXPECT_EQ(Shown(RunOver(files)), "0 fetched");
}

TEST(FetchedModules, ACallOfOneBlockIsOnePlace) {
  const Files files = {
      {"main.tf",
       "module \"a\" {\n  source = \"./m\"\n}\n"
       "module \"b\" {\n  source = \"./m\"\n}\n"},
      {"m/main.tf", Call(kOn)},
      {".terraform/modules/modules.json", Manifest(Entry("a.app") + "," + Entry("b.app"))},
      {".terraform/modules/a.app/main.tf", kModule},
      {".terraform/modules/b.app/main.tf", kModule}};
  const Analyzed run = RunOver(files);
  EXPECT_EQ(Shown(run),
            "2 fetched; m/main.tf:1 read-only-root-filesystem; "
            "m/main.tf:1 task-role-missing");
  EXPECT_EQ(run.analysis.findings.at(0).workloads.size(), 2u);
}

TEST(FetchedModules, NobodyIsToldToEditThem) {
  Files files = {{"main.tf", Call(kOn)},
                 {".terraform/modules/modules.json", Manifest(Entry("app"))},
                 {".terraform/modules/app/main.tf", kModule}};
  const Analyzed by_input = RunOver(files);
  const Finding& left = by_input.analysis.findings.at(0);
  EXPECT_TRUE(left.changes.empty());
  EXPECT_EQ(left.fix, "make the root filesystem writable: set `read_only` to `false` in this call");
  std::string fixed = kModule;
  fixed.replace(fixed.find("var.read_only"), 13, "true");
  files[".terraform/modules/app/main.tf"] = fixed;
  const Analyzed by_module = RunOver(files);
  const Finding& written = by_module.analysis.findings.at(0);
  EXPECT_TRUE(written.changes.empty());
  EXPECT_EQ(written.fix,
            "make the root filesystem writable: in the downloaded module, or by an input of it");
}

TEST(FetchedModules, WhatTheyAreGivenIsEditedWhereItIsWritten) {
  const Files files = {{"main.tf", Call(std::string(kOn) + "  read_only = true\n")},
                       {".terraform/modules/modules.json", Manifest(Entry("app"))},
                       {".terraform/modules/app/main.tf", kModule}};
  EXPECT_EQ(Shown(RunOver(files)),
            "1 fetched; main.tf:1 task-role-missing; main.tf:6 read-only-root-filesystem");
}

TEST(FetchedModules, WhatAModuleOffersNobodyPreparedFor) {
  const std::string unused = "variable \"exec_enabled\" {\n  default = true\n}\n";
  Files files = {{"main.tf", Call("")},
                 {".terraform/modules/modules.json", Manifest(Entry("app"))},
                 {".terraform/modules/app/main.tf", kModule + unused}};
  EXPECT_EQ(Shown(RunOver(files)), "1 fetched");
  files["main.tf"] = Call("  exec_enabled = true\n");
  EXPECT_EQ(Shown(RunOver(files)), "1 fetched; main.tf:1 exec-prepared-but-off");
}

TEST(FetchedModules, WhatIsBrokenInThemIsToldAtTheCall) {
  const Files files = {
      {"main.tf", Call("")},
      {".terraform/modules/modules.json", Manifest(Entry("app"))},
      {".terraform/modules/app/main.tf", "resource \"aws_ecs_service\" \"a\" {\n  name = ]\n}\n"}};
  const Analyzed run = RunOver(files);
  EXPECT_EQ(Shown(run), "1 fetched; main.tf:1 syntax-error");
  EXPECT_TRUE(run.analysis.findings.at(0).message.starts_with(
      "the module called here has an error in .terraform/modules/app/main.tf:2: "))
      << run.analysis.findings.at(0).message;
}

TEST(FetchedModules, ABrokenManifestLosesNothingElse) {
  const Files files = {
      {"main.tf", Call(kOn) + "module \"own\" {\n  source = \"./m\"\n" + kOn + "}\n"},
      {"m/main.tf", kModule},
      {".terraform/modules/modules.json", "{\"Modules\": ["}};
  EXPECT_EQ(Shown(RunOver(files)),
            "0 fetched; .terraform/modules/modules.json:1 syntax-error; "
            "m/main.tf:8 task-role-missing; main.tf:7 read-only-root-filesystem");
}

TEST(FetchedModules, ARingOfModulesEnds) {
  const Files files = {
      {"main.tf", Call(kOn)},
      {".terraform/modules/modules.json", Manifest(Entry("app") + "," + Entry("app.app"))},
      {".terraform/modules/app/main.tf", kModule + Call("")},
      {".terraform/modules/app.app/main.tf", "module \"app\" {\n  source = \"../app\"\n}\n"}};
  EXPECT_EQ(Shown(RunOver(files)),
            "2 fetched; main.tf:1 read-only-root-filesystem; main.tf:1 task-role-missing");
}

}  // namespace
}  // namespace execlint
