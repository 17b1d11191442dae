// The program as a shell sees it: commands, colors, paths, and where results go.
#include <gtest/gtest.h>

#include <string>

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

// A path in a message and in a place is one path: from the current folder in text, from the root of
// the project in formats for programs.
TEST(Cli, PathsInMessagesAreShownLikePlaces) {
  const std::string exports =
      "Resources:\n  C:\n    Type: AWS::ECS::Cluster\nOutputs:\n  C:\n    Value: !Ref C\n"
      "    Export: {Name: shared}\n";
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("one/cluster.yaml", exports);
  scratch.Write("two/cluster.yaml", exports);
  scratch.Write("web/service.yaml",
                "Resources:\n  S:\n    Type: AWS::ECS::Service\n    Properties:\n"
                "      Cluster: !ImportValue shared\n      EnableExecuteCommand: true\n");
  const auto run = [&](const std::string& folder, const std::string& format) {
    return RunExeclint({scratch.path(), "--show-unknown", "--format", format}, "",
                       scratch.path(folder))
        .out;
  };
  const std::string reason = "may be any of those at ";
  EXPECT_TRUE(Has(run("", "text"), reason + "one/cluster.yaml:6 and two/cluster.yaml:6"));
  const std::string here = run("web", "text");
  EXPECT_TRUE(Has(here, reason + "../one/cluster.yaml:6 and ../two/cluster.yaml:6")) << here;
  EXPECT_TRUE(Has(here, "\nservice.yaml:5:")) << here;
  for (const char* folder : {"", "web"}) {
    EXPECT_TRUE(Has(run(folder, "json"), reason + "one/cluster.yaml:6 and two/cluster.yaml:6"));
  }
}

TEST(Cli, AFolderNamedLikeACommandIsWrittenWithADot) {
  const Scratch scratch;
  scratch.Write("rules/service.json", kGoodService);
  scratch.Write("rules/task.json", kTaskWithoutRole);
  EXPECT_TRUE(Has(In(scratch, {"rules"}).out, "task-role-lacks-ssmmessages"));
  EXPECT_EQ(In(scratch, {"rules"}).status, 0);
  EXPECT_EQ(In(scratch, {"./rules"}).status, 1);
  EXPECT_EQ(In(scratch, {"lint", "rules"}).status, 1);
}

TEST(Cli, PathsAreShownFromTheCurrentFolder) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("a/b/service.json", kGoodService);
  scratch.Write("a/b/task.json", kTaskWithoutRole);
  scratch.MakeFolder("a/c");
  EXPECT_TRUE(Has(RunExeclint({"a"}, "", scratch.path()).out, "\na/b/task.json:"));
  EXPECT_TRUE(Has(RunExeclint({"."}, "", scratch.path("a/b")).out, "\ntask.json:"));
  EXPECT_TRUE(Has(RunExeclint({"../b"}, "", scratch.path("a/c")).out, "\n../../a/b/task.json:"));
}

TEST(Cli, PathsBelowTheCurrentFolderAreShownWhole) {
  const Scratch scratch;
  scratch.Write("a/service.json", kGoodService);
  scratch.Write("a/task.json", kTaskWithoutRole);
  EXPECT_TRUE(Has(In(scratch, {"a"}).out, "\na/task.json:"));
}

TEST(Cli, OutputGoesToAFile) {
  const Scratch scratch;
  scratch.Write("service.json", kGoodService);
  scratch.Write("task.json", kTaskWithoutRole);
  const ProgramResult result = In(scratch, {"--format", "sarif", "--output", "out.sarif"});
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(scratch.Read("out.sarif"), In(scratch, {"--format", "sarif"}).out);
}

TEST(Cli, OutputThatCannotBeWrittenIsSaid) {
  const Scratch scratch;
  scratch.Write("service.json", kGoodService);
  const ProgramResult full = In(scratch, {"--output", "/dev/full"});
  EXPECT_EQ(full.status, 2);
  EXPECT_EQ(full.err, "execlint: /dev/full: No space left on device\n");
  const ProgramResult nowhere = In(scratch, {"--output", "none/out.txt"});
  EXPECT_EQ(nowhere.status, 2);
  EXPECT_EQ(nowhere.err, "execlint: none/out.txt: no such folder\n");
}

TEST(Cli, OutputDoesNotDependOnTheNumberOfThreads) {
  for (const char* format : {"text", "json", "sarif"}) {
    const ProgramResult one =
        RunExeclint({"--format", format, "--jobs", "1", "examples", "fixtures"});
    const ProgramResult two =
        RunExeclint({"--format", format, "--jobs", "2", "examples", "fixtures"});
    EXPECT_EQ(one.out, two.out) << format;
    EXPECT_EQ(one.err, two.err) << format;
    EXPECT_GT(one.out.size(), 1000u);
  }
}

TEST(Cli, ColorOnlyWhenAskedFor) {
  EXPECT_FALSE(Has(RunExeclint({"rules"}).out, "\x1b["));
  EXPECT_TRUE(Has(RunExeclint({"rules", "--color", "always"}).out, "\x1b["));
  EXPECT_TRUE(Has(RunExeclint({"--color", "always", "examples/broken"}).out, "\x1b["));
}

TEST(Cli, HelpAndVersion) {
  const ProgramResult help = RunExeclint({"--help"});
  EXPECT_EQ(help.status, 0);
  for (const char* part : {"--select", "--show-unknown", "explain RULE", "Exit status"}) {
    EXPECT_TRUE(Has(help.out, part)) << part;
  }
  EXPECT_EQ(RunExeclint({"lint", "--help"}).status, 0);
  const std::string version = RunExeclint({"--version"}).out;
  EXPECT_TRUE(Has(version, "(AWS managed policies of 20"));
  EXPECT_EQ(version.find('\n'), version.size() - 1) << version;
}

TEST(Cli, RulesAndExplain) {
  const ProgramResult rules = RunExeclint({"rules"});
  EXPECT_EQ(rules.status, 0);
  EXPECT_TRUE(Has(rules.out, "task-role-missing")) << rules.out;
  const ProgramResult manual = RunExeclint({"explain", "task-role-missing"});
  EXPECT_EQ(manual.status, 0);
  for (const char* part : {"task-role-missing: ", "\nWhy\n", "\nFix\n", "\nReference\n"}) {
    EXPECT_TRUE(Has(manual.out, part)) << part;
  }
  EXPECT_FALSE(Has(manual.out, "# expect")) << manual.out;
}

}  // namespace
}  // namespace execlint
