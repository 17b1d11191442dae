// The exit status.
#include <gtest/gtest.h>
#include <unistd.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/render/renderer.h"
#include "tests/lint/cli/in_scratch.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"
#include "tests/support/shell.h"

namespace execlint {
namespace {

using in_scratch::Has;
using in_scratch::In;
using in_scratch::kGoodService;
using in_scratch::kServiceWithExecOff;
using in_scratch::kServiceWithoutRole;
using in_scratch::kTaskWithoutRole;
using in_scratch::ServiceWithComment;
using testing::Scratch;

TEST(ExitStatus, FindingsMakeItFail) {
  const Scratch scratch;
  scratch.Write("service.json", kGoodService);
  scratch.Write("task.json", kTaskWithoutRole);
  const ProgramResult result = In(scratch, {});
  EXPECT_EQ(result.status, 1) << result.err;
  EXPECT_TRUE(Has(result.out, "[task-role-missing]")) << result.out;
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(In(scratch, {"lint", "."}).out, result.out);
  EXPECT_EQ(In(scratch, {"--fail-on", "never"}).status, 0);
  EXPECT_EQ(In(scratch, {"--ignore", "task-role-missing"}).status, 0);
  EXPECT_EQ(In(scratch, {"--select", "exec-disabled"}).status, 0);
}

TEST(ExitStatus, WhatIsFilteredDoesNotFail) {
  const Scratch scratch;
  scratch.Write("task.json", R"({"family": "web", "taskRoleArn": "arn:aws:iam::111122223333:role/r",
    "containerDefinitions": [{"name": "a", "image": "x", "readonlyRootFilesystem": true}]})");
  const ProgramResult shown = In(scratch, {"--fail-on", "note"});
  EXPECT_EQ(shown.status, 1) << shown.out;
  const ProgramResult hidden = In(scratch, {"--fail-on", "note", "--min-severity", "error"});
  EXPECT_EQ(hidden.status, 0) << hidden.out;
  EXPECT_TRUE(Has(hidden.out, "not shown: 1 below --min-severity")) << hidden.out;
}

TEST(ExitStatus, WrongUsageIsTwo) {
  const Scratch scratch;
  const auto wrong = [&](const std::vector<std::string>& words, const std::string& message) {
    const ProgramResult result = In(scratch, words);
    EXPECT_EQ(result.status, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_TRUE(Has(result.err, message)) << result.err;
  };
  wrong({"--no-such-option"}, "--no-such-option");
  wrong({"--format", "yaml"}, "--format");
  wrong({"--jobs", "0"}, "--jobs");
  wrong({"--fail-on", "sometimes"}, "--fail-on");
  wrong({"--var", "novalue"}, "--var wants NAME=VALUE");
  wrong({"--write-baseline", "-"}, "needs the name of a file");
  wrong({"nowhere"}, "nowhere: no such file or folder");
  wrong({"--select", "task-role-mising"}, "did you mean `task-role-missing`?");
  wrong({"--ignore", "zzz"}, "there is no rule, hop or tag `zzz`");
  wrong({"-"}, "--stdin-filename");
  wrong({"-", "."}, "- stands alone");
  wrong({"--stdin-filename", "x.tf"}, "standard input");
  wrong({""}, "a path is empty");
  wrong({"explain"}, "which rule? `execlint rules` lists them");
  wrong({"explain", "exec-disable"}, "did you mean `exec-disabled`?");
  wrong({".", "--output", "no/such/folder/out"}, "no/such/folder/out");
}

TEST(ExitStatus, BrokenInputIsThreeUnlessSomethingIsFound) {
  const Scratch scratch;
  scratch.Write("broken.json", "{\"family\": \"other\", \"containerDefinitions\": [");
  const ProgramResult broken = In(scratch, {"broken.json"});
  EXPECT_EQ(broken.status, 3) << broken.out << broken.err;
  EXPECT_TRUE(Has(broken.out, "broken.json:1:")) << broken.out;
  EXPECT_TRUE(Has(broken.out, "[syntax-error]")) << broken.out;
  EXPECT_EQ(In(scratch, {"broken.json", "--fail-on", "never"}).status, 0);

  scratch.Write("service.json", kGoodService);
  scratch.Write("task.json", kTaskWithoutRole);
  const ProgramResult both = In(scratch, {"broken.json", "service.json", "task.json"});
  EXPECT_EQ(both.status, 1);
  EXPECT_TRUE(Has(both.out, "[syntax-error]") && Has(both.out, "[task-role-missing]")) << both.out;
}

TEST(ExitStatus, UnreadableFilesAreNamedAndTheOthersAreStillChecked) {
  const Scratch scratch;
  scratch.Write("service.json", kGoodService);
  scratch.Write("task.json", kTaskWithoutRole);
  scratch.Write("large.json", "");
  ASSERT_EQ(truncate(scratch.path("large.json").c_str(), 65 << 20), 0);
  const ProgramResult found = In(scratch, {});
  EXPECT_EQ(found.status, 1);
  EXPECT_TRUE(Has(found.err, "execlint: large.json: larger than 64 MiB")) << found.err;
  const ProgramResult nothing = In(scratch, {"--ignore", "task-role-missing"});
  EXPECT_EQ(nothing.status, 3);
}

// Whatever rules are selected, a file that could not be read was not looked at.
TEST(ExitStatus, ASyntaxErrorCountsWhateverIsSelected) {
  const Scratch scratch;
  scratch.Write("broken.yaml", "Resources:\n  A: {Type: AWS::ECS::Cluster\n");
  for (const char* option : {"--select", "--ignore"}) {
    const bool select = std::string_view(option) == "--select";
    const ProgramResult found =
        In(scratch, {option, select ? "task-role-missing" : "syntax-error"});
    EXPECT_EQ(found.status, 3) << option;
    EXPECT_TRUE(Has(found.out, "not shown: 1 about unparsed input (its rule is not selected)"))
        << found.out;
  }
  EXPECT_EQ(In(scratch, {"--select", "task-role-missing", "--fail-on", "never"}).status, 0);
}

// Only text counts what is not shown: with other formats standard error tells why it is 3.
TEST(ExitStatus, ThreeIsExplained) {
  const Scratch scratch;
  scratch.Write("broken.yaml", "Resources:\n  A: {Type: AWS::ECS::Cluster\n");
  const std::string why = "execlint: 1 file could not be parsed (syntax-error is not selected)\n";
  const auto about = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"--ignore", "syntax-error"});
    return In(scratch, words);
  };
  for (const std::string_view format : RendererNames()) {
    const ProgramResult run = about({"--format", std::string(format)});
    EXPECT_EQ(run.status, 3) << format;
    EXPECT_EQ(run.err, format == "text" ? "" : why) << format;
  }
  EXPECT_EQ(about({"-q"}).err, why);
  EXPECT_EQ(about({"--format", "json", "--fail-on", "never"}).err, "");
  const ProgramResult shown = In(scratch, {"--format", "concise"});
  EXPECT_EQ(shown.status, 3);
  EXPECT_EQ(shown.err, "") << "the finding tells";
  scratch.Write("more.yaml", "Resources:\n  A: {Type: AWS::ECS::Cluster\n");
  EXPECT_EQ(about({"--format", "concise"}).err,
            "execlint: 2 files could not be parsed (syntax-error is not selected)\n");
}

// ---- giving up is not clean

TEST(ExitStatus, ALimitThatIsMetIsThree) {
  const Scratch scratch;
  // Nothing is wrong here but that the containers are nested too deep to be read.
  scratch.Write("main.tf",
                std::string(in_scratch::kServiceWithoutRole).replace(0, 0, "# the rest\n") +
                    "locals {\n  deep = " + std::string(300, '(') + "1" + std::string(300, ')') +
                    "\n}\n");
  const ProgramResult run = In(scratch, {"--ignore", "task-role-missing"});
  EXPECT_EQ(run.status, 3) << run.out;
  EXPECT_TRUE(Has(run.out, "nested deeper than 256 levels")) << run.out;
  EXPECT_EQ(In(scratch, {"--ignore", "task-role-missing,analysis-limit"}).status, 3);
  EXPECT_EQ(In(scratch, {"--ignore", "task-role-missing", "--fail-on", "never"}).status, 0);
  EXPECT_EQ(In(scratch, {}).status, 1) << "a finding counts before";
}

TEST(ExitStatus, WhatIsUnknownForALimitIsThree) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(
locals {
  a    = join("", [for i in range(1024) : "0123456789abcdef"])
  role = join("", [for i in range(1024) : local.a])
}
resource "aws_ecs_service" "web" {
  name                   = "web"
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
resource "aws_ecs_task_definition" "web" {
  family        = "web"
  task_role_arn = local.role
}
)");
  const ProgramResult run = In(scratch, {"-q"});
  EXPECT_EQ(run.status, 3) << run.out;
  EXPECT_TRUE(Has(run.err,
                  "execlint: a limit was reached in what decides about 1 workload "
                  "(--show-unknown says where)\n"))
      << run.err;
}

// Nobody sees what they make.
TEST(ExitStatus, MacrosAmongTheResourcesAreNotClean) {
  for (const auto& [macro, name] : std::map<std::string, std::string>{
           {"  Fn::ForEach::All:\n    - Name\n    - [a, b]\n"
            "    - Service${Name}: {Type: AWS::ECS::Service}\n",
            "Fn::ForEach"},
           {"  Fn::Transform: {Name: Make, Parameters: {Of: services}}\n", "Make"},
           {"  Fn::Transform:\n    - {Name: AWS::Include, Parameters: {Location: s.yaml}}\n",
            "AWS::Include"}}) {
    const Scratch scratch;
    scratch.Write("t.yaml", "Resources:\n  Cluster: {Type: AWS::ECS::Cluster}\n" + macro);
    const ProgramResult run = In(scratch, {});
    EXPECT_EQ(run.status, 3) << run.out;
    EXPECT_TRUE(Has(run.out, "does not evaluate `" + name + "`")) << run.out;
  }
  // What another file holds may be anything.
  for (const char* whole :
       {"Resources:\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: s.yaml}}\n",
        "Transform: {Name: AWS::Include, Parameters: {Location: s.yaml}}\n"
        "Resources:\n  Topic: {Type: AWS::SNS::Topic}\n"}) {
    const Scratch scratch;
    scratch.Write("t.yaml", whole);
    EXPECT_EQ(In(scratch, {}).status, 3) << whole;
  }
}

// Stacks whose templates stand in a value.
TEST(ExitStatus, TemplatesThatAreNotReadAreNotClean) {
  const std::string resources = "Resources: {Web: {Type: \"AWS::ECS::Service\"}}\n";
  const auto stack = [](const std::string& body, const std::string& type = "stack") {
    return "resource \"aws_cloudformation_" + type + "\" \"s\" {\n  template_body = " + body +
           "\n}\n";
  };
  const auto status = [](const std::string& path, const std::string& text,
                         const std::string& other = "x", const std::string& of_other = "") {
    const Scratch scratch;
    scratch.Write(path, text);
    scratch.Write(other, of_other);
    const ProgramResult run = In(scratch, {});
    EXPECT_EQ(run.status == 3, Has(run.out, "execlint does not read the template")) << run.out;
    return run.status;
  };
  EXPECT_EQ(status("main.tf", stack("<<EOT\n" + resources + "EOT")), 3);
  EXPECT_EQ(status("main.tf", stack("<<EOT\n" + resources + "EOT", "stack_set")), 3);
  EXPECT_EQ(
      status("main.tf", stack("jsonencode({Resources = {W = {Type = \"AWS::ECS::Service\"}}})")),
      3);
  EXPECT_EQ(status("main.tf", stack("templatefile(\"t.tpl\", {})"), "t.tpl", resources), 3);
  EXPECT_EQ(status("main.tf.json", R"({"resource": {"aws_cloudformation_stack": {"s": {
      "template_body": "{\"Resources\": {\"W\": {\"Type\": \"AWS::ECS::Service\"}}}"}}}})"),
            3);
  EXPECT_EQ(status("t.yaml",
                   "Resources:\n  S:\n    Type: AWS::CloudFormation::StackSet\n"
                   "    Properties:\n      TemplateBody: |\n        " +
                       resources),
            3);
  // A file of its own is judged, and what has nothing to do with ECS is no loss.
  EXPECT_EQ(status("main.tf", stack("file(\"t.yaml\")"), "t.yaml", resources), 0);
  EXPECT_EQ(status("main.tf", stack("<<EOT\nResources: {T: {Type: \"AWS::SNS::Topic\"}}\nEOT")), 0);
}

// Two programs read the folder, each its own files.
TEST(ExitStatus, AFolderThatIsReadInTwoWaysSaysWhichIsWhich) {
  const Scratch scratch;
  scratch.Write("main.tf", kServiceWithoutRole);
  scratch.Write("main.tofu", kServiceWithExecOff);
  const ProgramResult run = In(scratch, {"--format", "json"});
  EXPECT_EQ(run.status, 1);
  EXPECT_TRUE(Has(run.out, "\"reading\": \"as OpenTofu reads it\"")) << run.out;
  EXPECT_TRUE(Has(run.out, "\"reading\": \"as Terraform reads it\"")) << run.out;
  const std::string table = In(scratch, {"--format", "markdown"}).out;
  EXPECT_TRUE(Has(table, "as OpenTofu reads it")) << table;
  EXPECT_TRUE(Has(table, "as Terraform reads it")) << table;
}

TEST(ExitStatus, AFolderWithNothingButAnUnclosedBlockIsNotClean) {
  for (const char* text : {"variable \"x\" {\n", "resource \"aws_iam_role\" \"r\" {\n  name = 1\n",
                           "locals {\n  a = [\n"}) {
    const Scratch scratch;
    scratch.Write("a/main.tf", text);
    const ProgramResult run = In(scratch, {});
    EXPECT_EQ(run.status, 3) << text << run.out;
    EXPECT_TRUE(Has(run.out, "[syntax-error]")) << run.out;
    EXPECT_TRUE(Has(run.out, "a/main.tf:")) << run.out;
  }
}

std::string Utf16(const std::string& text, bool mark, bool big) {
  std::string wide = !mark ? "" : big ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : text) wide += big ? std::string{'\0', c} : std::string{c, '\0'};
  return wide;
}

TEST(ExitStatus, Utf16IsToldInEveryFormatThatIsReadOfAFolder) {
  const std::string json = R"({"Resources": {"S": {"Type": "AWS::ECS::Service"}}})";
  const std::string yaml = "Resources:\n  S:\n    Type: AWS::ECS::Service\n";
  for (const bool mark : {true, false}) {
    for (const bool big : {true, false}) {
      for (const auto& [name, text] : {std::pair<std::string, std::string>{"t.json", json},
                                       {"t.yaml", yaml},
                                       {"t.template", yaml},
                                       {"task.json", kTaskWithoutRole},
                                       {"main.tf", ServiceWithComment("")}}) {
        const Scratch scratch;
        scratch.Write(name, Utf16(text, mark, big));
        for (const char* path : {".", name.c_str()}) {
          const ProgramResult run = In(scratch, {path});
          EXPECT_EQ(run.status, 3) << name << mark << big << path << run.out << run.err;
          EXPECT_TRUE(Has(run.out, "text is UTF-16: save it as UTF-8")) << name << run.out;
        }
      }
    }
  }
  const Scratch scratch;
  scratch.Write("strings.json", Utf16(R"({"title": "x"})", true, false));
  EXPECT_EQ(In(scratch, {}).status, 0) << "it is about something else";
}

TEST(ExitStatus, AConfigurationOfAnotherNameThatIsNamedIsThree) {
  const Scratch scratch;
  scratch.Write(".execlint.yml", "ignore: [network]\n");
  const ProgramResult run = In(scratch, {".execlint.yml"});
  EXPECT_EQ(run.status, 3);
  EXPECT_TRUE(Has(run.err, "this file is no configuration, which has the name `.execlint.yaml`"))
      << run.err;
  EXPECT_FALSE(Has(run.err, "nothing to lint")) << run.err;
  scratch.Write(".execlint.yaml", "ignore: [network]\n");
  EXPECT_EQ(In(scratch, {".execlint.yaml"}).status, 0);
}

TEST(ExitStatus, WhatCannotBePrintedIsTwo) {
  for (const char* words : {"rules", "explain exec-disabled", "man", "completions bash", "config .",
                            "--version", "--help", "--exit-zero-is-no-option", "examples/broken"}) {
    const auto run = testing::Shell("'" + ExeclintProgram() + "' " + words + " >/dev/full");
    EXPECT_EQ(run.status, 2) << words << run.out;
  }
  const auto said = testing::Shell("'" + ExeclintProgram() + "' rules >/dev/full");
  EXPECT_EQ(said.out, "execlint: standard output: No space left on device\n");
}

TEST(ExitStatus, OptionsTakeOneValueEachTime) {
  const Scratch scratch;
  scratch.Write("service.json", kGoodService);
  scratch.Write("task.json", kTaskWithoutRole);
  const auto status = [&](const std::vector<std::string>& words) {
    return In(scratch, words).status;
  };
  EXPECT_EQ(status({"--select", "task-role-missing", "."}), 1);
  EXPECT_EQ(status({"--select", "exec-disabled,task-role-missing", "."}), 1);
  EXPECT_EQ(status({"--select", "exec-disabled", "--select", "task-role-missing", "."}), 1);
  EXPECT_EQ(status({"--ignore", "exec-disabled", "--ignore=task-role-missing", "."}), 0);
  EXPECT_EQ(status({"--var", "a=1", "--var", "b=x=y", "."}), 1);
}

}  // namespace
}  // namespace execlint
