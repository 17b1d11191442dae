// Configuration and suppression as a user meets them.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/lint/render/schema.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;
using testing::Scratch;

bool Mentions(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// A service with exec on, whose task has no role.
constexpr const char* kServiceWithoutRole = R"(resource "aws_ecs_task_definition" "web" {
  family = "web"
}
resource "aws_ecs_service" "web" {
  name                   = "web"
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
)";
constexpr const char* kServiceWithExecOff = R"(resource "aws_ecs_service" "web" {
  name                   = "web"
  task_definition        = "web:7"
  enable_execute_command = false
}
)";

ProgramResult RunIn(const Scratch& scratch, const std::vector<std::string>& words,
                    const std::string& input = "") {
  return RunExeclint(words, input, scratch.path());
}

// ---- which file counts

TEST(Configuration, TheNearestFileAloneCounts) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write(".execlint.yaml", "ignore: [task-role-missing]\n");
  scratch.Write("a/main.tf", kServiceWithoutRole);
  scratch.Write("b/main.tf", kServiceWithoutRole);
  scratch.Write("b/.execlint.yaml", "severity: {task-role-missing: note}\n");
  const ProgramResult all = RunIn(scratch, {});
  EXPECT_EQ(all.status, 0) << all.out;
  EXPECT_FALSE(Mentions(all.out, "a/main.tf")) << all.out;
  EXPECT_TRUE(Mentions(all.out, "b/main.tf:1:1: note:")) << all.out;
  // The same wherever one stands, and whatever is named.
  EXPECT_FALSE(Mentions(RunIn(scratch, {"a"}).out, "task-role-missing"));
  EXPECT_FALSE(Mentions(RunIn(scratch, {"a/main.tf"}).out, "task-role-missing"));
  EXPECT_FALSE(Mentions(RunExeclint({}, "", scratch.path("a")).out, "task-role-missing"));
  EXPECT_FALSE(
      Mentions(RunIn(scratch, {"-", "--stdin-filename", "a/main.tf"}, kServiceWithoutRole).out,
               "task-role-missing"));
}

TEST(Configuration, NoneIsReadAboveTheRepository) {
  const Scratch scratch;
  scratch.Write(".execlint.yaml", "ignore: [task-role-missing]\n");
  scratch.MakeFolder("repository/.git");
  scratch.Write("repository/main.tf", kServiceWithoutRole);
  EXPECT_EQ(RunExeclint({}, "", scratch.path("repository")).status, 1);
  EXPECT_EQ(RunIn(scratch, {"repository"}).status, 1);
}

TEST(Configuration, OutsideARepositoryTheCurrentFolderCounts) {
  const Scratch scratch;
  scratch.Write(".execlint.yaml", "ignore: [task-role-missing]\n");
  scratch.Write("envs/main.tf", kServiceWithoutRole);
  EXPECT_EQ(RunIn(scratch, {"envs"}).status, 0);
  EXPECT_EQ(RunIn(scratch, {"envs/main.tf"}).status, 0);
}

TEST(Configuration, OneFileCanBeGivenOrNone) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("main.tf", kServiceWithoutRole);
  scratch.Write(".execlint.yaml", "ignore: [task-role-missing]\n");
  scratch.Write("other.yaml", "exclude: ['*']\n");
  EXPECT_EQ(RunIn(scratch, {}).status, 0);
  EXPECT_EQ(RunIn(scratch, {"--no-config"}).status, 1);
  const ProgramResult other = RunIn(scratch, {"--config", "other.yaml"});
  EXPECT_EQ(other.status, 0);
  EXPECT_TRUE(Mentions(other.err, "all 2 files here are excluded")) << other.err;
  EXPECT_EQ(RunIn(scratch, {"--config", "none.yaml"}).status, 2);
  EXPECT_EQ(RunIn(scratch, {"--config", "other.yaml", "--no-config"}).status, 2);
}

TEST(Configuration, MistakesAreToldWithTheirPlacesAndNothingRuns) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("main.tf", kServiceWithoutRole);
  scratch.Write(".execlint.yaml", "exclud: [a]\nignore: [task-role-mising]\n");
  const ProgramResult run = RunIn(scratch, {});
  EXPECT_EQ(run.status, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(run.err,
            "execlint: .execlint.yaml:1:1: there is no key `exclud`; did you mean `exclude`?\n"
            "execlint: .execlint.yaml:2:10: there is no rule, hop or tag `task-role-mising`; did "
            "you mean `task-role-missing`?\n");
  scratch.Write(".execlint.yaml", "\"a\\e[31m\\n::error::\": 1\n");
  const ProgramResult hostile = RunIn(scratch, {});
  EXPECT_EQ(hostile.status, 2);
  EXPECT_FALSE(Mentions(hostile.err, "\x1b")) << hostile.err;
  EXPECT_FALSE(Mentions(hostile.err, "\n::error")) << hostile.err;
}

TEST(Configuration, OneThatCannotBeReadIsAnErrorAndNotNone) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("main.tf", kServiceWithoutRole);
  scratch.Write("a/main.tf", kServiceWithoutRole);
  const std::string place = scratch.path(".execlint.yaml");
  const auto is_told = [&](const std::string& why) {
    const std::string line =
        "execlint: .execlint.yaml: this configuration cannot be read: " + why + "\n";
    for (const char* words : {"lint", "config"}) {
      const ProgramResult run = RunIn(scratch, {words});
      EXPECT_EQ(run.status, 2) << why;
      EXPECT_EQ(run.err, line);
      EXPECT_EQ(run.out, "");
    }
    EXPECT_EQ(RunIn(scratch, {"a"}).status, 2) << why;
    EXPECT_EQ(RunIn(scratch, {"--no-config"}).status, 1);
    fs::remove_all(place);
  };
  scratch.MakeFolder(".execlint.yaml");
  is_told("is a folder");
  ASSERT_EQ(mkfifo(place.c_str(), 0600), 0);
  is_told("not an ordinary file");
  scratch.Link(".execlint.yaml", "nowhere");
  is_told("it is a symbolic link to a file that does not exist");
  scratch.Link(".execlint.yaml", "/etc/passwd");
  is_told("leads out of the project");
  scratch.Link(".execlint.yaml", "a");
  is_told("is a folder");
  if (geteuid() != 0) {
    scratch.Write(".execlint.yaml", "");
    fs::permissions(place, fs::perms::none);
    is_told("permission denied");
  }
  EXPECT_EQ(RunIn(scratch, {}).status, 1);
}

TEST(Configuration, OutsideARepositoryAnUnreadableOneIsToldToo) {
  const Scratch scratch;
  scratch.Write("a/main.tf", kServiceWithoutRole);
  scratch.Link(".execlint.yaml", "nowhere");
  EXPECT_EQ(RunIn(scratch, {"a"}).status, 2);
}

TEST(Configuration, ATabIsTheMistake) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("main.tf", "");
  const auto says = [&](const std::string& text) {
    scratch.Write(".execlint.yaml", text);
    const ProgramResult run = RunIn(scratch, {});
    EXPECT_EQ(run.status, 2);
    return run.err;
  };
  const std::string tab = ": tab in the indentation: YAML takes only spaces there\n";
  EXPECT_EQ(says("ignore:\n\t- network\n"), "execlint: .execlint.yaml:2:1" + tab);
  EXPECT_EQ(says("ignore:\n  \t- network\n"), "execlint: .execlint.yaml:2:3" + tab);
  EXPECT_EQ(says("severity:\n\tnetwork: error\n"), "execlint: .execlint.yaml:2:1" + tab);
  EXPECT_EQ(says("overrides:\n  - paths: [a]\n\tignore: [network]\n"),
            "execlint: .execlint.yaml:3:1" + tab);
  // Elsewhere a tab is a blank.
  scratch.Write(".execlint.yaml", "ignore:\t[\n\tnetwork]\t# why\n");
  EXPECT_EQ(RunIn(scratch, {}).status, 0) << RunIn(scratch, {}).err;
}

TEST(Configuration, WhatWouldMeanNothingIsTold) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  const auto says = [&](const std::string& text) {
    scratch.Write(".execlint.yaml", text);
    const ProgramResult run = RunIn(scratch, {});
    EXPECT_EQ(run.status, 2) << text;
    return run.err;
  };
  const std::string at = "execlint: .execlint.yaml:1:";
  EXPECT_EQ(says("exclude: ['legacy\\main']\n"),
            at + "11: `legacy\\main`: a path is written with `/`, also on Windows\n");
  EXPECT_EQ(says("exclude: ['/']\n"), at + "11: `/` matches nothing\n");
  EXPECT_EQ(says("exclude: [' ']\n"), at + "11: ` ` matches nothing\n");
  EXPECT_EQ(says("environments: {production: forbidden}\n"),
            at + "28: `production` takes a map: write `{exec: forbidden}`\n");
  EXPECT_EQ(says("environments: {production: {names: [a, B]}, non-production: {names: [b]}}\n"),
            at + "70: `b` is in `production`, too\n");
  EXPECT_EQ(says("suppress: [{rule: network, path: x, reason: y}]\n"),
            at + "19: `network` is not a rule but stands for several; name one: "
                 "`no-route-to-session-manager`, `ssmmessages-endpoint-missing`\n");
  EXPECT_EQ(says("ignore: |\n  network\n"), at + "9: `ignore` takes a list: write `[network]`\n");
  EXPECT_EQ(says("ignore: [null]\n"),
            at + "10: an item of `ignore` has no value: give it text, or remove it\n");
  // What escapes a sign has a meaning.
  scratch.Write(".execlint.yaml", "exclude: ['a\\*', '\\!b', '#c', 'd\\ ']\n");
  EXPECT_EQ(RunIn(scratch, {}).status, 0) << RunIn(scratch, {}).err;
}

TEST(Configuration, AFileOfAnotherNameIsTold) {
  const Scratch scratch;
  scratch.Write("main.tf", kServiceWithExecOff);
  scratch.Write(".execlint.yml", "ignore: [task-role-missing]\n");
  EXPECT_TRUE(Mentions(RunIn(scratch, {}).err,
                       ".execlint.yml: this file is not read: a configuration is called "
                       "`.execlint.yaml`"));
  // A workflow that runs execlint has that name, too.
  const Scratch other;
  other.Write("main.tf", kServiceWithExecOff);
  other.Write(".github/workflows/execlint.yml", "on: push\njobs: {}\n");
  EXPECT_EQ(RunIn(other, {}).err, "");
  other.Write("execlint.yaml", "# ours\nignore: [network]\n");
  EXPECT_TRUE(Mentions(RunIn(other, {}).err, "execlint.yaml: this file is not read"));
}

// ---- rules

TEST(Configuration, RulesAreSelectedByNameHopAndTag) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("main.tf", kServiceWithoutRole);
  const auto status = [&](const std::string& config, const std::vector<std::string>& words = {}) {
    scratch.Write(".execlint.yaml", config);
    return RunIn(scratch, words).status;
  };
  EXPECT_EQ(status("ignore: [task-role]\n"), 0);
  EXPECT_EQ(status("ignore: [task-role]\nextend-select: [task-role-missing]\n"), 1);
  EXPECT_EQ(status("select: [network]\n"), 0);
  EXPECT_EQ(status("severity: {task-role: note}\n"), 0);
  EXPECT_EQ(status("severity: {task-role: note, task-role-missing: warning}\n"), 1);
  // What the command line says wins.
  EXPECT_EQ(status("ignore: [task-role]\n", {"--select", "task-role"}), 1);
  EXPECT_EQ(status("select: [task-role]\n", {"--ignore", "task-role-missing"}), 0);
}

TEST(Configuration, OverridesAreForPathsAndEnvironments) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("envs/prod/main.tf", kServiceWithoutRole);
  scratch.Write("envs/dev/main.tf", kServiceWithoutRole);
  scratch.Write("legacy/main.tf", kServiceWithoutRole);
  scratch.Write(".execlint.yaml",
                "overrides:\n"
                "  - paths: [legacy/]\n"
                "    ignore: [task-role-missing]\n"
                "  - environments: [non-production]\n"
                "    severity: {task-role-missing: note}\n");
  const ProgramResult run = RunIn(scratch, {"--select", "task-role-missing"});
  // The command line selects the rule everywhere; severities stay as they are configured.
  EXPECT_TRUE(Mentions(run.out, "legacy/main.tf:1:1: error:")) << run.out;
  EXPECT_TRUE(Mentions(run.out, "envs/prod/main.tf:1:1: error:")) << run.out;
  EXPECT_TRUE(Mentions(run.out, "envs/dev/main.tf:1:1: note:")) << run.out;
  EXPECT_FALSE(Mentions(RunIn(scratch, {}).out, "legacy/main.tf")) << run.out;
}

TEST(Configuration, AFindingOfSeveralEnvironmentsIsAsGraveAsInTheGravest) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("main.tf", std::string(kServiceWithoutRole) +
                               "variable \"env\" {\n  type = string\n}\n"
                               "resource \"aws_ecs_cluster\" \"a\" {\n  name = var.env\n}\n");
  scratch.Write("dev.tfvars", "env = \"dev\"\n");
  scratch.Write("prod.tfvars", "env = \"prod\"\n");
  scratch.Write(".execlint.yaml",
                "overrides:\n"
                "  - environments: [non-production]\n"
                "    ignore: [task-role-missing]\n"
                "  - environments: [production]\n"
                "    severity: {task-role-missing: warning}\n");
  EXPECT_TRUE(Mentions(RunIn(scratch, {}).out, "main.tf:1:1: warning:")) << RunIn(scratch, {}).out;
}

TEST(Configuration, ExecIsRequiredAndForbiddenByEnvironment) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("sandbox/main.tf", kServiceWithExecOff);
  scratch.Write("blue/main.tf", kServiceWithoutRole);
  scratch.Write(".execlint.yaml",
                "environments:\n"
                "  production:\n"
                "    names: [Blue]\n"
                "    exec: forbidden\n"
                "  non-production:\n"
                "    exec: required\n");
  const ProgramResult run = RunIn(scratch, {});
  EXPECT_TRUE(Mentions(run.out,
                       "blue/main.tf:8:28: error: ECS Exec is on for `aws_ecs_service.web`, "
                       "and the configuration forbids it in production ("))
      << run.out;
  EXPECT_TRUE(Mentions(run.out,
                       "sandbox/main.tf:4:28: warning: `aws_ecs_service.web` turns ECS Exec "
                       "off, and the configuration requires it"))
      << run.out;
  EXPECT_TRUE(Mentions(run.out, ".execlint.yaml:6:11")) << run.out;
  scratch.Write(".execlint.yaml", "environments: {production: {paths: [sandbox]}}\n");
  EXPECT_FALSE(Mentions(RunIn(scratch, {}).out, "exec-disabled"));
}

// ---- files

TEST(Configuration, ExcludedFilesAreNotLinted) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("main.tf", kServiceWithExecOff);
  scratch.Write("examples/main.tf", kServiceWithoutRole);
  scratch.Write("examples/broken.tf", "resource {\n");
  scratch.Write(".execlint.yaml", "exclude: [examples/]\n");
  EXPECT_EQ(RunIn(scratch, {}).status, 0);
  const ProgramResult named = RunIn(scratch, {"examples/main.tf", "main.tf"});
  EXPECT_EQ(named.status, 0) << named.out;
  EXPECT_TRUE(Mentions(named.err, "examples/main.tf: excluded, although it was named"))
      << named.err;
  EXPECT_EQ(RunIn(scratch, {"--no-config"}).status, 1);
  EXPECT_EQ(RunIn(scratch, {"--no-config", "--exclude", "examples"}).status, 0);
  EXPECT_EQ(RunIn(scratch, {"--no-config", "--exclude", "./examples/*.tf"}).status, 0);
  EXPECT_EQ(
      RunExeclint({"--no-config", "--exclude", "main.tf"}, "", scratch.path("examples")).status, 0);
}

TEST(Configuration, VariablesAndVarFilesAreForWhatTheFileGoverns) {
  const Scratch scratch;
  const std::string service =
      "variable \"exec\" {\n  type = bool\n}\n"
      "variable \"name\" {\n  type = string\n}\n"
      "resource \"aws_ecs_service\" \"web\" {\n"
      "  name                   = var.name\n"
      "  task_definition        = \"web:7\"\n"
      "  enable_execute_command = var.exec\n}\n";
  scratch.MakeFolder(".git");
  scratch.Write("a/main.tf", service);
  scratch.Write("b/main.tf", service);
  scratch.Write("a/.execlint.yaml", "variables: {exec: true}\nvar-files: [common.tfvars]\n");
  scratch.Write("a/common.tfvars", "name = \"shop-prod\"\nexec = false\n");
  const ProgramResult run = RunIn(scratch, {"--select", "production-exec-enabled"});
  EXPECT_TRUE(Mentions(run.out, "a/.execlint.yaml") || Mentions(run.out, "a/main.tf")) << run.out;
  EXPECT_TRUE(Mentions(run.out, "production-exec-enabled")) << run.out;
  EXPECT_FALSE(Mentions(run.out, "b/main.tf")) << run.out;
  EXPECT_FALSE(Mentions(run.err, "has a use for")) << run.err;
  scratch.Write("a/.execlint.yaml", "variables: {exek: true}\nvar-files: [common.tfvars]\n");
  EXPECT_TRUE(Mentions(RunIn(scratch, {}).err,
                       "a/.execlint.yaml:1:13: no code about ECS here has a use for `exek`\n"));
  scratch.Write("a/.execlint.yaml", "var-files: [none.tfvars]\n");
  const ProgramResult missing = RunIn(scratch, {});
  EXPECT_EQ(missing.status, 2);
  EXPECT_TRUE(Mentions(missing.err, "a/.execlint.yaml:1:13: `none.tfvars`: no such file"))
      << missing.err;
}

// ---- execlint config

TEST(ConfigCommand, SaysWhereEachValueComesFrom) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("envs/prod/main.tf", kServiceWithoutRole);
  scratch.Write(".execlint.yaml",
                "exclude: [examples/]\n"
                "overrides:\n"
                "  - paths: [envs/]\n"
                "    severity: {task-role: note}\n"
                "environments: {non-production: {exec: required}}\n");
  const ProgramResult run = RunIn(scratch, {"config", "envs/prod", "--ignore", "network"});
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(run.err, "");
  for (const char* part :
       {"# envs/prod: governed by .execlint.yaml\n",
        "  - examples/                               # .execlint.yaml:1\n",
        "  - network                                 # command line\n",
        "#   task-role-missing: note                 # .execlint.yaml:4\n",
        "#   exec-disabled: off; warning in non-production  # default, .execlint.yaml:5\n",
        "#   no-route-to-session-manager: off        # command line\n",
        "#   syntax-error: error                     # default\n"}) {
    EXPECT_TRUE(Mentions(run.out, part)) << part << "\n" << run.out;
  }
  // What it prints is a configuration that means the same.
  scratch.Write(".execlint.yaml", run.out);
  EXPECT_EQ(RunIn(scratch, {"config", "envs/prod"}).status, 0) << RunIn(scratch, {"config"}).err;
  EXPECT_EQ(RunIn(scratch, {"config", "none"}).status, 2);
  const ProgramResult none = RunExeclint({"config", "--no-config"}, "", scratch.path());
  EXPECT_TRUE(Mentions(none.out, "# .: no configuration governs it\n")) << none.out;
}

TEST(ConfigCommand, OfAFolderItSaysWhatHoldsForItsFiles) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  for (const char* path : {"main.tf", "legacy/main.tf", "legacy/old.tf", "envs/main.tf"}) {
    scratch.Write(path, "");
  }
  scratch.Write("envs/.execlint.yaml", "ignore: [logging]\n");
  scratch.Write(".execlint.yaml",
                "exclude: [gone/]\n"
                "overrides:\n"
                "  - paths: [legacy/]\n"
                "    ignore: [network]\n"
                "  - paths: [legacy/old.tf]\n"
                "    environments: [production]\n"
                "    severity: {fargate-platform-too-old: note}\n");
  // Every file of the folder alike.
  const std::string legacy = RunIn(scratch, {"config", "legacy"}).out;
  EXPECT_TRUE(Mentions(legacy, "#   no-route-to-session-manager: off        # .execlint.yaml:4\n"))
      << legacy;
  EXPECT_TRUE(Mentions(legacy,
                       "#   fargate-platform-too-old: error         # default\n"
                       "#     in legacy/old.tf: error; note in production  # default, "
                       ".execlint.yaml:7\n"))
      << legacy;
  EXPECT_TRUE(Mentions(legacy, "# .execlint.yaml:5, for 1 of 2 files here\n")) << legacy;
  EXPECT_TRUE(Mentions(legacy, "- # in all environments                   # .execlint.yaml:3\n"))
      << legacy;
  // Some of them; a folder with its own configuration is named and not counted.
  const std::string all = RunIn(scratch, {"config"}).out;
  EXPECT_TRUE(Mentions(all,
                       "#   no-route-to-session-manager: error      # default\n"
                       "#     in legacy/main.tf and 1 more file: off  # .execlint.yaml:4\n"))
      << all;
  EXPECT_TRUE(Mentions(all, "# .execlint.yaml:3, for 2 of 3 files here\n")) << all;
  EXPECT_TRUE(Mentions(all, "# envs/ has a configuration of its own\n")) << all;
  EXPECT_FALSE(Mentions(all, "session-logging-disabled: off")) << all;
  const std::string one = RunIn(scratch, {"config", "main.tf"}).out;
  EXPECT_TRUE(Mentions(one, "# .execlint.yaml:3, not for this file\n")) << one;
  EXPECT_TRUE(Mentions(one, "no-route-to-session-manager: error      # default\n")) << one;
  // Without a file to look at, what would hold for one.
  scratch.MakeFolder("legacy/empty");
  EXPECT_TRUE(
      Mentions(RunIn(scratch, {"config", "legacy/empty"}).out, "no-route-to-session-manager: off"));
  // Excluded as a whole, and in part.
  scratch.Write("gone/main.tf", "");
  EXPECT_TRUE(Mentions(RunIn(scratch, {"config", "gone"}).out,
                       "# gone: governed by .execlint.yaml, and excluded\n"));
  EXPECT_TRUE(Mentions(RunIn(scratch, {"config"}).out,
                       "# .: governed by .execlint.yaml; 1 of 4 files are excluded\n"));
}

// ---- suppression

TEST(Suppression, CountsUntilItsDay) {
  const Scratch scratch;
  const auto run = [&](const std::string& comment) {
    scratch.Write("main.tf", comment + "\n" + kServiceWithoutRole);
    return RunIn(scratch, {});
  };
  const ProgramResult open = run("# execlint: ignore[task-role-missing] later (until=9999-12-31)");
  EXPECT_EQ(open.status, 0) << open.out;
  EXPECT_EQ(open.err, "");
  const ProgramResult over = run("# execlint: ignore[task-role-missing] soon (until=2001-01-31)");
  EXPECT_EQ(over.status, 1);
  EXPECT_EQ(over.err,
            "execlint: main.tf:1: this comment has expired: it counted until 2001-01-31; remove "
            "it, or extend `until`\n");
  const ProgramResult wrong = run("# execlint: ignore[task-role-missing] until=soon");
  EXPECT_EQ(wrong.status, 1);
  EXPECT_TRUE(Mentions(wrong.err,
                       "main.tf:1: this comment has an `until` that is not a date like 2027-03-01"))
      << wrong.err;
}

TEST(Suppression, OfACommentThatIsNoneItIsToldWhatToWrite) {
  const Scratch scratch;
  for (const char* comment :
       {"# execlint ignore[task-role-missing]", "#execlint:ignore [task-role-missing]",
        "# execlint: disable=task-role-missing", "// execlint: skip task-role-missing"}) {
    scratch.Write("main.tf", std::string(comment) + "\n" + kServiceWithoutRole);
    const ProgramResult run = RunIn(scratch, {});
    EXPECT_EQ(run.status, 1);
    EXPECT_EQ(run.err,
              "execlint: main.tf:1: this comment cannot be parsed: write `execlint: "
              "ignore[task-role-missing] reason`\n")
        << comment;
  }
  for (const char* comment : {"## execlint: ignore[task-role-missing] why",
                              "# Execlint: ignore[task-role-missing] why"}) {
    scratch.Write("main.tf", std::string(comment) + "\n" + kServiceWithoutRole);
    const ProgramResult run = RunIn(scratch, {});
    EXPECT_EQ(run.status, 0) << comment << run.out;
    EXPECT_EQ(run.err, "");
  }
  fs::remove(scratch.path("main.tf"));
  scratch.Write("t.yaml",
                "Resources:\n"
                "  Queue:\n"
                "    Type: AWS::SQS::Queue // execlint: ignore[task-role-missing] why\n");
  EXPECT_TRUE(Mentions(RunIn(scratch, {}).err,
                       "t.yaml:3: this comment suppresses nothing: in YAML a comment begins with "
                       "`#`, not with `//`\n"));
  fs::remove(scratch.path("t.yaml"));
  scratch.Write("main.tf",
                std::string("# execlint ignores this, see execlint.yaml\n") + kServiceWithoutRole);
  EXPECT_EQ(RunIn(scratch, {}).err, "");
}

TEST(Suppression, AMissingReasonIsToldInOneLine) {
  const Scratch scratch;
  const std::string comment = "# execlint: ignore[task-role-missing]\n";
  scratch.Write("a/main.tf", comment + kServiceWithoutRole);
  EXPECT_EQ(
      RunIn(scratch, {}).err,
      "execlint: a/main.tf:1: this suppression gives no reason: add one after the rule names\n");
  scratch.Write("b/main.tf", comment + kServiceWithoutRole);
  EXPECT_EQ(RunIn(scratch, {}).err,
            "execlint: 2 suppressions give no reason, the first in a/main.tf:1: add one after "
            "the rule names\n");
}

constexpr const char* kTemplateWithoutRole = R"({
  "Resources": {
    "Task": {
      "Type": "AWS::ECS::TaskDefinition",
      %"Properties": {"Family": "web", "ContainerDefinitions": [{"Name": "a", "Image": "a"}]}
    },
    "Web": {
      "Type": "AWS::ECS::Service",
      "Properties": {"TaskDefinition": {"Ref": "Task"}, "LaunchType": "FARGATE",
                     "EnableExecuteCommand": true}
    }
  }
})";

std::string TemplateWith(const std::string& metadata) {
  std::string text = kTemplateWithoutRole;
  return text.replace(text.find('%'), 1, metadata);
}

TEST(Suppression, MetadataOfATemplate) {
  const Scratch scratch;
  const auto run = [&](const std::string& execlint) {
    scratch.Write("a.json", TemplateWith("\"Metadata\": {\"execlint\": " + execlint + "},"));
    return RunIn(scratch, {});
  };
  EXPECT_EQ(run("{}").status, 1);
  const ProgramResult good = run(R"({"ignore": ["task-role-missing"], "reason": "none"})");
  EXPECT_EQ(good.status, 0) << good.out;
  EXPECT_EQ(good.err, "");
  EXPECT_EQ(run(R"({"ignore": "task-role-missing", "reason": "a", "until": "2001-01-01"})").status,
            1);
  EXPECT_TRUE(
      Mentions(run(R"({"ignore": [3]})").err,
               "a.json:5: this suppression does not count: write `execlint: {ignore: [rule]"));
  EXPECT_TRUE(
      Mentions(run(R"({"ignor": ["a"]})").err, "there is no key `ignor`; did you mean `ignore`"));
  EXPECT_TRUE(Mentions(run(R"({"ignore": ["task-role-mising"], "reason": "a"})").err,
                       "did you mean `task-role-missing`?"));
  EXPECT_TRUE(Mentions(run(R"({"ignore": ["exec-flag-misplaced"], "reason": "a"})").err,
                       "this suppression suppresses nothing"));
}

TEST(Suppression, EntriesOfTheConfiguration) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("vendor/a.json", TemplateWith(""));
  const auto run = [&](const std::string& entry, const std::vector<std::string>& words = {}) {
    scratch.Write(".execlint.yaml",
                  "suppress:\n  - rule: task-role-missing\n    reason: theirs\n" + entry);
    return RunIn(scratch, words);
  };
  const ProgramResult by_path = run("    path: vendor/\n");
  EXPECT_EQ(by_path.status, 0) << by_path.out;
  EXPECT_EQ(by_path.err, "");
  EXPECT_TRUE(Mentions(by_path.out, "not shown: 1 suppressed\n")) << by_path.out;
  EXPECT_EQ(run("    resource: Task\n").status, 0);
  EXPECT_EQ(run("    resource: W*\n").status, 0);
  EXPECT_EQ(run("    path: vendor/\n", {"--no-suppressions"}).status, 1);
  const ProgramResult other = run("    resource: Other\n    path: vendor/\n");
  EXPECT_EQ(other.status, 1);
  EXPECT_EQ(other.err,
            "execlint: .execlint.yaml:2: this entry suppresses nothing: there is no finding of "
            "`task-role-missing` that it is for\n");
  EXPECT_TRUE(
      Mentions(run("    path: vendor/\n    until: 2001-01-01\n").err, "this entry has expired"));
  // Where a part is looked at, the entry may be for another part.
  scratch.Write("main.tf", kServiceWithExecOff);
  EXPECT_EQ(run("    path: elsewhere/\n", {"vendor"}).err, "");
}

TEST(Suppression, SarifHoldsWhatIsSuppressed) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("a.json", TemplateWith(""));
  scratch.Write("main.tf", std::string("# execlint: ignore[task-role-missing] by hand\n") +
                               kServiceWithoutRole);
  scratch.Write(".execlint.yaml",
                "suppress: [{rule: task-role-missing, path: a.json, reason: theirs}]\n");
  const ProgramResult run = RunIn(scratch, {"--format", "sarif", "--select", "task-role-missing"});
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(testing::SchemaErrors(testing::kSarifSchema, run.out), "");
  EXPECT_TRUE(Mentions(run.out, "\"kind\": \"external\"")) << run.out;
  EXPECT_TRUE(Mentions(run.out, "\"justification\": \"theirs\"")) << run.out;
  EXPECT_TRUE(Mentions(run.out, "\"kind\": \"inSource\"")) << run.out;
  EXPECT_TRUE(Mentions(run.out, "\"justification\": \"by hand\"")) << run.out;
  const ProgramResult omitted =
      RunIn(scratch, {"--format", "sarif", "--select", "task-role-missing", "--omit-suppressed"});
  EXPECT_FALSE(Mentions(omitted.out, "suppressions")) << omitted.out;
}

}  // namespace
}  // namespace execlint
