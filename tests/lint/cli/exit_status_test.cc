// The exit status.
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <vector>

#include "lint/render/renderer.h"
#include "tests/lint/cli/in_scratch.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using in_scratch::Has;
using in_scratch::In;
using in_scratch::kGoodService;
using in_scratch::kTaskWithoutRole;
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
