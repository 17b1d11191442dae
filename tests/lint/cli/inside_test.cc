// Nothing outside the project is shown, whatever a change puts into it, and what git tracks is
// looked at, whatever a change says is ignored.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/lint/cli/in_scratch.h"
#include "tests/support/program.h"
#include "tests/support/repository.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using in_scratch::Has;
using in_scratch::In;
using in_scratch::ServiceWithComment;
using testing::Repository;
using testing::Scratch;

constexpr const char* kSecret = "wJalrXUtnFEMI";

// A project in `repo` with links to what is outside, which holds a secret in every form.
class InsideTest : public ::testing::Test {
 protected:
  InsideTest() {
    const std::string secret = kSecret;
    scratch.MakeFolder("repo/.git");
    scratch.Write("out/x.tf", secret + " = = =\nresource \"aws_ecs_service\" \"" + secret +
                                  "\" {\n  enable_execute_command = false\n}\n");
    scratch.Write("out/x.json", "{\"containerDefinitions\": [" + secret + "\n");
    scratch.Write("out/x.yaml", "Resources:\n  " + secret + ": {Type: AWS::ECS::Service\n");
    scratch.Write("out/x.tfvars", secret + " = = \"\n");
    scratch.Write("out/.execlint.yaml", secret + ": [\n");
    scratch.Write("out/baseline", "# execlint baseline v1\n" + secret + "\n");
    scratch.Write("repo/main.tf", R"(
resource "aws_ecs_service" "web" {
  name                   = "web"
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  task_role_arn         = "arn:aws:iam::111122223333:role/web"
  container_definitions = file("../out/x.json")
}
)");
    for (const char* file : {"x.tf", "x.json", "x.yaml", "x.tfvars", "baseline"}) {
      scratch.Link("repo/" + std::string(file), "../out/" + std::string(file));
    }
    scratch.Link("repo/folder", "../out");
  }

  const Scratch scratch;
};

TEST_F(InsideTest, NoArgumentOrOptionShowsWhatALinkLeadsTo) {
  const std::vector<std::vector<std::string>> calls = {
      {"repo"},
      {"repo/main.tf", "repo/x.tf"},
      {"repo/x.tf"},
      {"repo/x.json", "repo/x.yaml", "repo/x.tfvars"},
      {"repo/folder"},
      {"repo/folder/x.tf"},
      {"repo/folder/../main.tf", "repo/folder/x.yaml"},
      {"repo", "--var-file", "repo/x.tfvars"},
      {"repo", "--config", "repo/folder/.execlint.yaml"},
      {"repo", "--baseline", "repo/baseline"},
      {"repo", "--baseline", "repo/folder/baseline"},
      {"repo", "--write-baseline", "repo/baseline"},
      {"config", "repo/folder"},
  };
  for (std::vector<std::string> words : calls) {
    for (const char* format : {"text", "json", "sarif"}) {
      std::vector<std::string> call = words;
      if (words.front() != "config") {
        call.insert(call.end(), {"--show-unknown", "--format", format});
      }
      const ProgramResult run = In(scratch, call);
      EXPECT_FALSE(Has(run.out + run.err, kSecret)) << words[0] << words.back() << run.out;
      EXPECT_TRUE(run.status == 2 || run.status == 3 || words.front() == "config")
          << words.back() << run.status;
      EXPECT_TRUE(Has(run.out + run.err, "leads out of the project") || words.front() == "config")
          << words.back() << run.err;
    }
  }
  // What a user names there by its own path is the user's choice.
  EXPECT_TRUE(Has(In(scratch, {"--no-config", "out/x.yaml"}).out, kSecret));
}

TEST_F(InsideTest, ALinkIsToldAndNothingElseIsLost) {
  scratch.Write("repo/sub/main.tf", ServiceWithComment(""));
  const ProgramResult run = In(scratch, {"repo/x.tf", "repo/sub/main.tf"});
  EXPECT_EQ(run.status, 1) << run.out;
  EXPECT_TRUE(Has(run.err,
                  "execlint: repo/x.tf: it is a symbolic link that leads out of the "
                  "project\n"))
      << run.err;
  EXPECT_TRUE(Has(run.out, "[task-role-missing]")) << run.out;
}

TEST_F(InsideTest, NothingIsWrittenThroughALinkThatLeadsOut) {
  for (const char* option : {"--output", "--write-baseline"}) {
    const ProgramResult run = In(scratch, {"repo/main.tf", option, "repo/folder/new.txt"});
    EXPECT_EQ(run.status, 2) << option;
    EXPECT_TRUE(Has(run.err, "repo/folder/new.txt: its folder is a symbolic link that leads out"))
        << run.err;
    EXPECT_FALSE(std::filesystem::exists(scratch.path("out/new.txt")));
  }
  // Code is never replaced, whether it is looked at or not.
  for (const char* exclude : {"main.tf", "nothing"}) {
    const ProgramResult code =
        In(scratch, {"repo", "--exclude", exclude, "--output", "repo/main.tf"});
    EXPECT_EQ(code.status, 2);
    EXPECT_TRUE(Has(code.err, "refusing to overwrite an input file")) << code.err;
  }
}

TEST_F(InsideTest, WhatIsBehindALinkIsLostInput) {
  for (const std::string name : {"main.tf", "web.yaml", "web.yml", "web.json", "web.template"}) {
    const Scratch other;
    other.MakeFolder("repo/.git");
    other.Write("out/" + name, "");
    other.Link("repo/" + name, "../out/" + name);
    for (const std::string& named : {std::string("."), name}) {
      const ProgramResult run = RunExeclint({named}, "", other.path("repo"));
      EXPECT_EQ(run.status, 3) << run.err;
      EXPECT_TRUE(Has(run.err, name + ": it is a symbolic link that leads out")) << run.err;
    }
    other.Link("repo/README.md", "../out/" + name);
    EXPECT_FALSE(Has(RunExeclint({"."}, "", other.path("repo")).err, "README"));
  }
}

// What is a part of a root and is not walked with it.
TEST(Inside, ModulesBehindLinksAreToldWhereverTheirSourceIsWritten) {
  const Scratch scratch;
  scratch.MakeFolder("repo/.git");
  scratch.Write("out/mod/main.tf", ServiceWithComment(""));
  scratch.Write("out/modules.json", R"({"Modules": []})");
  scratch.Write("repo/envs/main.tf",
                "provider \"aws\" {}\nmodule \"a\" {\n  source = \"../modules/a\"\n}\n"
                "module \"b\" {\n  source = \"../modules/b\"\n}\n");
  scratch.Write("repo/modules/b/main.tf", ServiceWithComment(""));
  const auto told = [&](const std::string& path) {
    const ProgramResult run =
        RunExeclint({"envs", "--ignore", "task-role-missing"}, "", scratch.path("repo"));
    EXPECT_EQ(run.status, 3) << path << run.out << run.err;
    EXPECT_EQ(run.err, "execlint: " + path +
                           ": it is a symbolic link that leads out of the "
                           "project\n");
  };
  scratch.Link("repo/modules/a", "../../out/mod");
  told("modules/a");
  scratch.Write("repo/envs/main.tf",
                "provider \"aws\" {}\nmodule \"b\" {\n"
                "  source = \"../modules/b\"\n}\n");
  EXPECT_EQ(RunExeclint({"envs", "--ignore", "task-role-missing"}, "", scratch.path("repo")).err,
            "");
  scratch.Link("repo/modules/b/role.tf", "../../../out/mod/main.tf");
  told("modules/b/role.tf");
  std::filesystem::remove(scratch.path("repo/modules/b/role.tf"));
  scratch.Link("repo/envs/.terraform/modules/modules.json", "../../../../out/modules.json");
  told("envs/.terraform/modules/modules.json");
}

TEST(Inside, AFileThatGitTracksIsNotHiddenByIgnoreFiles) {
  for (const char* name : {".gitignore", ".ignore", ".rgignore", ".git/info/exclude"}) {
    const Repository repository;
    repository.Write("infra/main.tf", ServiceWithComment(""));
    repository.Commit();
    repository.Write(name, "infra/\n*.tf\n");
    EXPECT_EQ(In(repository, {}).status, 1) << name;
    repository.Git("rm -q --cached infra/main.tf");
    EXPECT_EQ(In(repository, {}).status, 0) << name;
  }
  // Where nobody knows what is tracked, nothing is hidden.
  const Scratch scratch;
  scratch.Write("infra/main.tf", ServiceWithComment(""));
  scratch.Write(".ignore", "infra/\n");
  EXPECT_EQ(In(scratch, {}).status, 1);
}

TEST(Inside, ExcludeIsRelativeToTheCurrentFolder) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("x/main.tf", ServiceWithComment(""));
  scratch.Write("sub/x/main.tf", ServiceWithComment(""));
  const auto found = [&](const std::vector<std::string>& words) {
    const std::string out = RunExeclint(words, "", scratch.path("sub")).out;
    return std::string(Has(out, "../x/main.tf:") ? "above " : "") +
           (Has(out, "\nx/main.tf:") || out.starts_with("x/main.tf:") ? "here" : "");
  };
  EXPECT_EQ(found({".."}), "above here");
  EXPECT_EQ(found({"..", "--exclude", "/x"}), "above ");
  EXPECT_EQ(found({"..", "--exclude", "../x"}), "here");
  EXPECT_EQ(found({"..", "--exclude", "x/"}), "");
}

}  // namespace
}  // namespace execlint
