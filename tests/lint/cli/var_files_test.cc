// `--var-file`, by what the program says of two roots.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using testing::Scratch;

// Two roots, each of which has something to say of one of the files.
class VarFiles : public ::testing::Test {
 protected:
  VarFiles() {
    scratch_.Write("repo/app/main.tf", R"(
      terraform {
        backend "s3" {}
      }
      variable "exec" { type = bool }
      resource "aws_ecs_service" "web" { enable_execute_command = var.exec })");
    scratch_.Write("repo/jobs/main.tf", R"(
      terraform {
        backend "s3" {}
      }
      variable "settings" { type = map(bool) }
      resource "aws_ecs_service" "job" { enable_execute_command = var.settings["exec"] })");
    scratch_.Write("repo/app/envs/prod.tfvars", "exec = true\n");
    scratch_.Write("repo/app/envs/dev.tfvars", "exec = false\n");
    scratch_.Write("settings.tfvars.json", R"({"settings": {"exec": false}, "more": 1})");
  }

  ProgramResult Run(const std::vector<std::string>& words) const {
    return RunExeclint(words, "", scratch_.path());
  }
  static bool Has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  }

  std::string States(std::vector<std::string> words) const {
    words.insert(words.end(), {"--format", "json", "repo"});
    const ProgramResult found = Run(words);
    std::string states;
    const std::string key = "\"state\": \"";
    for (std::size_t at = 0; (at = found.out.find("\"hop\": \"launch\"", at)) != found.out.npos;) {
      at = found.out.find(key, at);
      if (at == found.out.npos) break;  // of an unknown entry
      at += key.size();
      states += found.out.substr(at, found.out.find('"', at) - at) + " ";
    }
    return states;
  }

  Scratch scratch_;
};

TEST_F(VarFiles, WhatComesLaterWins) {
  const std::string prod = "repo/app/envs/prod.tfvars", dev = "repo/app/envs/dev.tfvars";
  EXPECT_EQ(States({"--var-file", prod}), "open unknown ");
  EXPECT_EQ(States({"--var-file", dev}), "blocked unknown ");
  EXPECT_EQ(States({"--var-file", dev, "--var-file", prod}), "open unknown ");
  EXPECT_EQ(States({"--var-file", prod, "--var-file=" + dev}), "blocked unknown ");
  EXPECT_EQ(States({"--var", "exec=false", "--var-file", prod}), "open unknown ");
  EXPECT_EQ(States({"--var-file", prod, "--var", "exec=false"}), "blocked unknown ");
  EXPECT_EQ(States({"--var", "other=1", "--var-file", prod, "--var", "settings={exec=true}"}),
            "open open ");
  EXPECT_EQ(States({"--var-file", prod, "--var-file", "settings.tfvars.json"}), "open blocked ");
}

TEST_F(VarFiles, TheNameOfTheFileTellsTheEnvironment) {
  const auto found = [&](const std::string& file) {
    return Run({"--var-file", "repo/app/envs/" + file, "repo/app"}).out;
  };
  EXPECT_TRUE(Has(found("prod.tfvars"), "[production-exec-enabled]")) << found("prod.tfvars");
  EXPECT_FALSE(Has(found("dev.tfvars"), "[production-exec-enabled]")) << found("dev.tfvars");
}

TEST_F(VarFiles, OfAnotherRootTellNothingOfThisOne) {
  const ProgramResult found =
      Run({"--var-file", "repo/app/envs/prod.tfvars", "--var", "settings={exec=true}", "--select",
           "production-exec-enabled", "repo"});
  EXPECT_TRUE(Has(found.out, "`aws_ecs_service.web`")) << found.out;
  EXPECT_FALSE(Has(found.out, "`aws_ecs_service.job`")) << found.out;
}

TEST_F(VarFiles, WhatIsWrongWithOneIsSaid) {
  const ProgramResult missing = Run({"--var-file", "none.tfvars", "repo"});
  EXPECT_EQ(missing.status, 2);
  EXPECT_EQ(missing.err, "execlint: none.tfvars: no such file\n");
  EXPECT_EQ(Run({"--var-file", "repo", "repo"}).status, 2);
  scratch_.Write("broken.tfvars", "exec = = true\n");
  const ProgramResult broken = Run({"--var-file", "broken.tfvars", "repo"});
  EXPECT_EQ(broken.status, 3) << broken.out;
  EXPECT_TRUE(Has(broken.out, "broken.tfvars:1:")) << broken.out;
  scratch_.Write("other.tfvars", "region = \"eu-west-1\"\n");
  const ProgramResult other = Run({"--var-file", "other.tfvars", "repo"});
  EXPECT_TRUE(Has(other.err, "other.tfvars: no code about ECS here has an input that it"))
      << other.err;
  EXPECT_FALSE(Has(Run({"--var-file", "settings.tfvars.json", "repo"}).err, "nothing"));
}

}  // namespace
}  // namespace execlint
