// The configuration as a user meets it.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/lint/cli/in_scratch.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;
using in_scratch::Has;
using in_scratch::In;
using in_scratch::kServiceWithExecOff;
using in_scratch::kServiceWithoutRole;
using testing::Scratch;

// ---- which file counts

TEST(Configuration, TheNearestFileAloneCounts) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write(".execlint.yaml", "ignore: [task-role-missing]\n");
  scratch.Write("a/main.tf", kServiceWithoutRole);
  scratch.Write("b/main.tf", kServiceWithoutRole);
  scratch.Write("b/.execlint.yaml", "severity: {task-role-missing: note}\n");
  const ProgramResult all = In(scratch, {});
  EXPECT_EQ(all.status, 0) << all.out;
  EXPECT_FALSE(Has(all.out, "a/main.tf")) << all.out;
  EXPECT_TRUE(Has(all.out, "b/main.tf:1:1: note:")) << all.out;
  // The same wherever one stands, and whatever is named.
  EXPECT_FALSE(Has(In(scratch, {"a"}).out, "task-role-missing"));
  EXPECT_FALSE(Has(In(scratch, {"a/main.tf"}).out, "task-role-missing"));
  EXPECT_FALSE(Has(RunExeclint({}, "", scratch.path("a")).out, "task-role-missing"));
  EXPECT_FALSE(Has(In(scratch, {"-", "--stdin-filename", "a/main.tf"}, kServiceWithoutRole).out,
                   "task-role-missing"));
}

TEST(Configuration, NoneIsReadAboveTheRepository) {
  const Scratch scratch;
  scratch.Write(".execlint.yaml", "ignore: [task-role-missing]\n");
  scratch.MakeFolder("repository/.git");
  scratch.Write("repository/main.tf", kServiceWithoutRole);
  EXPECT_EQ(RunExeclint({}, "", scratch.path("repository")).status, 1);
  EXPECT_EQ(In(scratch, {"repository"}).status, 1);
}

TEST(Configuration, OutsideARepositoryTheCurrentFolderCounts) {
  const Scratch scratch;
  scratch.Write(".execlint.yaml", "ignore: [task-role-missing]\n");
  scratch.Write("envs/main.tf", kServiceWithoutRole);
  EXPECT_EQ(In(scratch, {"envs"}).status, 0);
  EXPECT_EQ(In(scratch, {"envs/main.tf"}).status, 0);
}

TEST(Configuration, OneFileCanBeGivenOrNone) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("main.tf", kServiceWithoutRole);
  scratch.Write(".execlint.yaml", "ignore: [task-role-missing]\n");
  scratch.Write("other.yaml", "exclude: ['*']\n");
  EXPECT_EQ(In(scratch, {}).status, 0);
  EXPECT_EQ(In(scratch, {"--no-config"}).status, 1);
  const ProgramResult other = In(scratch, {"--config", "other.yaml"});
  EXPECT_EQ(other.status, 0);
  EXPECT_TRUE(Has(other.err, "all 2 files here are excluded")) << other.err;
  EXPECT_EQ(In(scratch, {"--config", "none.yaml"}).status, 2);
  EXPECT_EQ(In(scratch, {"--config", "other.yaml", "--no-config"}).status, 2);
}

TEST(Configuration, MistakesAreToldWithTheirPlacesAndNothingRuns) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("main.tf", kServiceWithoutRole);
  scratch.Write(".execlint.yaml", "exclud: [a]\nignore: [task-role-mising]\n");
  const ProgramResult run = In(scratch, {});
  EXPECT_EQ(run.status, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(run.err,
            "execlint: .execlint.yaml:1:1: there is no key `exclud`; did you mean `exclude`?\n"
            "execlint:   .execlint.yaml:2:10: there is no rule, hop or tag `task-role-mising`; did "
            "you mean `task-role-missing`?\n");
  scratch.Write(".execlint.yaml", "\"a\\e[31m\\n::error::\": 1\n");
  const ProgramResult hostile = In(scratch, {});
  EXPECT_EQ(hostile.status, 2);
  EXPECT_FALSE(Has(hostile.err, "\x1b")) << hostile.err;
  EXPECT_FALSE(Has(hostile.err, "\n::error")) << hostile.err;
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
      const ProgramResult run = In(scratch, {words});
      EXPECT_EQ(run.status, 2) << why;
      EXPECT_EQ(run.err, line);
      EXPECT_EQ(run.out, "");
    }
    EXPECT_EQ(In(scratch, {"a"}).status, 2) << why;
    EXPECT_EQ(In(scratch, {"--no-config"}).status, 1);
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
  EXPECT_EQ(In(scratch, {}).status, 1);
}

TEST(Configuration, OutsideARepositoryAnUnreadableOneIsToldToo) {
  const Scratch scratch;
  scratch.Write("a/main.tf", kServiceWithoutRole);
  scratch.Link(".execlint.yaml", "nowhere");
  EXPECT_EQ(In(scratch, {"a"}).status, 2);
}

TEST(Configuration, ATabIsTheMistake) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("main.tf", "");
  const auto says = [&](const std::string& text) {
    scratch.Write(".execlint.yaml", text);
    const ProgramResult run = In(scratch, {});
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
  EXPECT_EQ(In(scratch, {}).status, 0) << In(scratch, {}).err;
}

TEST(Configuration, WhatWouldMeanNothingIsTold) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  const auto says = [&](const std::string& text) {
    scratch.Write(".execlint.yaml", text);
    const ProgramResult run = In(scratch, {});
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
  EXPECT_EQ(In(scratch, {}).status, 0) << In(scratch, {}).err;
}

TEST(Configuration, AFileOfAnotherNameIsTold) {
  const Scratch scratch;
  scratch.Write("main.tf", kServiceWithExecOff);
  scratch.Write(".execlint.yml", "ignore: [task-role-missing]\n");
  EXPECT_TRUE(Has(In(scratch, {}).err,
                  ".execlint.yml: this file is not read: a configuration is called "
                  "`.execlint.yaml`"));
  // A workflow that runs execlint has that name, too.
  const Scratch other;
  other.Write("main.tf", kServiceWithExecOff);
  other.Write(".github/workflows/execlint.yml", "on: push\njobs: {}\n");
  EXPECT_EQ(In(other, {}).err, "");
  other.Write("execlint.yaml", "# ours\nignore: [network]\n");
  EXPECT_TRUE(Has(In(other, {}).err, "execlint.yaml: this file is not read"));
}

// ---- rules

TEST(Configuration, RulesAreSelectedByNameHopAndTag) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("main.tf", kServiceWithoutRole);
  const auto status = [&](const std::string& config, const std::vector<std::string>& words = {}) {
    scratch.Write(".execlint.yaml", config);
    return In(scratch, words).status;
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
  const ProgramResult run = In(scratch, {"--select", "task-role-missing"});
  // The command line selects the rule everywhere; severities stay as they are configured.
  EXPECT_TRUE(Has(run.out, "legacy/main.tf:1:1: error:")) << run.out;
  EXPECT_TRUE(Has(run.out, "envs/prod/main.tf:1:1: error:")) << run.out;
  EXPECT_TRUE(Has(run.out, "envs/dev/main.tf:1:1: note:")) << run.out;
  EXPECT_FALSE(Has(In(scratch, {}).out, "legacy/main.tf")) << run.out;
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
  EXPECT_TRUE(Has(In(scratch, {}).out, "main.tf:1:1: warning:")) << In(scratch, {}).out;
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
  const ProgramResult run = In(scratch, {});
  EXPECT_TRUE(Has(run.out,
                  "blue/main.tf:8:28: error: ECS Exec is on for `aws_ecs_service.web`, "
                  "and the configuration forbids it in production ("))
      << run.out;
  EXPECT_TRUE(Has(run.out,
                  "sandbox/main.tf:4:28: warning: `aws_ecs_service.web` turns ECS Exec "
                  "off, and the configuration requires it"))
      << run.out;
  EXPECT_TRUE(Has(run.out, ".execlint.yaml:6:11")) << run.out;
  scratch.Write(".execlint.yaml", "environments: {production: {paths: [sandbox]}}\n");
  EXPECT_FALSE(Has(In(scratch, {}).out, "exec-disabled"));
}

// ---- files

TEST(Configuration, ExcludedFilesAreNotLinted) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("main.tf", kServiceWithExecOff);
  scratch.Write("examples/main.tf", kServiceWithoutRole);
  scratch.Write("examples/broken.tf", "resource {\n");
  scratch.Write(".execlint.yaml", "exclude: [examples/]\n");
  EXPECT_EQ(In(scratch, {}).status, 0);
  const ProgramResult named = In(scratch, {"examples/main.tf", "main.tf"});
  EXPECT_EQ(named.status, 0) << named.out;
  EXPECT_TRUE(Has(named.err, "examples/main.tf: excluded, although it was named")) << named.err;
  EXPECT_EQ(In(scratch, {"--no-config"}).status, 1);
  EXPECT_EQ(In(scratch, {"--no-config", "--exclude", "examples"}).status, 0);
  EXPECT_EQ(In(scratch, {"--no-config", "--exclude", "./examples/*.tf"}).status, 0);
  EXPECT_EQ(RunExeclint({"--no-config", "--exclude", "/*.tf"}, "", scratch.path("examples")).status,
            0);
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
  const ProgramResult run = In(scratch, {"--select", "production-exec-enabled"});
  EXPECT_TRUE(Has(run.out, "a/.execlint.yaml") || Has(run.out, "a/main.tf")) << run.out;
  EXPECT_TRUE(Has(run.out, "production-exec-enabled")) << run.out;
  EXPECT_FALSE(Has(run.out, "b/main.tf")) << run.out;
  EXPECT_FALSE(Has(run.err, "has a use for")) << run.err;
  scratch.Write("a/.execlint.yaml", "variables: {exek: true}\nvar-files: [common.tfvars]\n");
  EXPECT_TRUE(Has(In(scratch, {}).err,
                  "a/.execlint.yaml:1:13: no code about ECS here has a use for `exek`\n"));
  scratch.Write("a/.execlint.yaml", "var-files: [none.tfvars]\n");
  const ProgramResult missing = In(scratch, {});
  EXPECT_EQ(missing.status, 2);
  EXPECT_TRUE(Has(missing.err, "a/.execlint.yaml:1:13: `none.tfvars`: no such file"))
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
  const ProgramResult run = In(scratch, {"config", "envs/prod", "--ignore", "network"});
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
    EXPECT_TRUE(Has(run.out, part)) << part << "\n" << run.out;
  }
  // What it prints is a configuration that means the same.
  scratch.Write(".execlint.yaml", run.out);
  EXPECT_EQ(In(scratch, {"config", "envs/prod"}).status, 0) << In(scratch, {"config"}).err;
  EXPECT_EQ(In(scratch, {"config", "none"}).status, 2);
  const ProgramResult none = RunExeclint({"config", "--no-config"}, "", scratch.path());
  EXPECT_TRUE(Has(none.out, "# .: no configuration governs it\n")) << none.out;
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
  const std::string legacy = In(scratch, {"config", "legacy"}).out;
  EXPECT_TRUE(Has(legacy, "#   no-route-to-session-manager: off        # .execlint.yaml:4\n"))
      << legacy;
  EXPECT_TRUE(Has(legacy,
                  "#   fargate-platform-too-old: error         # default\n"
                  "#     in legacy/old.tf: error; note in production  # default, "
                  ".execlint.yaml:7\n"))
      << legacy;
  EXPECT_TRUE(Has(legacy, "# .execlint.yaml:5, for 1 of 2 files here\n")) << legacy;
  EXPECT_TRUE(Has(legacy, "- # in all environments                   # .execlint.yaml:3\n"))
      << legacy;
  // Some of them; a folder with its own configuration is named and not counted.
  const std::string all = In(scratch, {"config"}).out;
  EXPECT_TRUE(Has(all,
                  "#   no-route-to-session-manager: error      # default\n"
                  "#     in legacy/main.tf and 1 more file: off  # .execlint.yaml:4\n"))
      << all;
  EXPECT_TRUE(Has(all, "# .execlint.yaml:3, for 2 of 3 files here\n")) << all;
  EXPECT_TRUE(Has(all, "# envs/ has a configuration of its own\n")) << all;
  EXPECT_FALSE(Has(all, "session-logging-disabled: off")) << all;
  const std::string one = In(scratch, {"config", "main.tf"}).out;
  EXPECT_TRUE(Has(one, "# .execlint.yaml:3, not for this file\n")) << one;
  EXPECT_TRUE(Has(one, "no-route-to-session-manager: error      # default\n")) << one;
  // Without a file to look at, what would hold for one.
  scratch.MakeFolder("legacy/empty");
  EXPECT_TRUE(Has(In(scratch, {"config", "legacy/empty"}).out, "no-route-to-session-manager: off"));
  // Excluded as a whole, and in part.
  scratch.Write("gone/main.tf", "");
  EXPECT_TRUE(Has(In(scratch, {"config", "gone"}).out,
                  "# gone: governed by .execlint.yaml, and excluded\n"));
  EXPECT_TRUE(Has(In(scratch, {"config"}).out,
                  "# .: governed by .execlint.yaml; 1 of 4 files are excluded\n"));
}

}  // namespace
}  // namespace execlint
