// Values given with --var.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/lint/cli/in_scratch.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using in_scratch::Has;
using in_scratch::In;
using testing::Scratch;

// What is given names production, also where it stands only in a condition.
TEST(GivenValues, AGivenValueNamesTheEnvironment) {
  const Scratch scratch;
  scratch.Write("t.yaml", R"(
Parameters:
  EnvType: {Type: String, AllowedValues: [dev, prod]}
Conditions:
  IsProd: !Equals [!Ref EnvType, prod]
Resources:
  Web:
    Type: AWS::ECS::Service
    Properties:
      Cluster: main
      TaskDefinition: web:7
      EnableExecuteCommand: !If [IsProd, true, false]
)");
  const std::vector<std::string> only = {"--select", "production-exec-enabled"};
  const auto run = [&](std::vector<std::string> words) {
    words.insert(words.end(), only.begin(), only.end());
    return RunExeclint(words, "", scratch.path());
  };
  const ProgramResult yaml = run({"t.yaml", "--var", "EnvType=prod"});
  EXPECT_NE(yaml.out.find("the value of `EnvType` says so"), std::string::npos) << yaml.out;
  EXPECT_EQ(yaml.out.find("when `EnvType`"), std::string::npos) << yaml.out;
  EXPECT_EQ(run({"t.yaml", "--var", "EnvType=dev"}).out.find("production"), std::string::npos);

  scratch.Write("tf/main.tf", R"(
variable "environment" {}
resource "aws_ecs_service" "web" {
  task_definition        = "web:7"
  enable_execute_command = var.environment == "prod"
}
)");
  const ProgramResult by_var = run({"tf", "--var", "environment=prod"});
  EXPECT_NE(by_var.out.find("the value of `var.environment` says so"), std::string::npos)
      << by_var.out;
  scratch.Write("tf/terraform.tfvars", "environment = \"prod\"\n");
  const ProgramResult by_file = run({"tf"});
  EXPECT_NE(by_file.out.find("`var.environment` is `prod`"), std::string::npos) << by_file.out;
}

TEST(GivenValues, AnInputThatNothingHasIsSaid) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(
    variable "env" {}
    resource "aws_ecs_cluster" "c" { name = var.env })");
  scratch.Write("stack.yaml", R"(
Parameters: {Size: {Type: String}}
Resources:
  Cluster: {Type: AWS::ECS::Cluster, Properties: {ClusterName: !Ref Size}}
)");
  const auto said = [&](const std::string& given) {
    return In(scratch, {"--var", given, "."}).err;
  };
  EXPECT_FALSE(Has(said("env=dev"), "--var")) << said("env=dev");
  EXPECT_FALSE(Has(said("Size=1"), "--var"));
  EXPECT_TRUE(Has(said("enviroment=dev"), "--var enviroment: no code about ECS here has"));
}

TEST(GivenValues, AValueOfTheCommandLineThatIsBrokenSaysSo) {
  const Scratch scratch;
  scratch.Write("main.tf",
                "variable \"service\" {\n  type = object({ exec = bool })\n}\n"
                "resource \"aws_ecs_service\" \"one\" {\n  name = \"one\"\n"
                "  task_definition = \"web:1\"\n  enable_execute_command = var.service.exec\n}\n");
  const ProgramResult found = In(scratch, {"--var", "service={ exec = true"});
  EXPECT_EQ(found.status, 3) << found.out;
  EXPECT_TRUE(
      Has(found.out, "main.tf:1:1: error: the value given with `--var` is not a valid expression"))
      << found.out;
}

// The command line is no place to edit: the variable is shown, and the fix says what to give.
TEST(GivenValues, AValueOfTheCommandLineIsToldAtItsVariable) {
  const Scratch scratch;
  scratch.Write("main.tf",
                "variable \"exec\" {\n  type = bool\n}\n"
                "variable \"service\" {\n  type = object({ exec = bool })\n}\n"
                "resource \"aws_ecs_service\" \"one\" {\n  name = \"one\"\n"
                "  task_definition = \"web:1\"\n  enable_execute_command = var.exec\n}\n"
                "resource \"aws_ecs_service\" \"two\" {\n  name = \"two\"\n"
                "  task_definition = \"web:1\"\n  enable_execute_command = var.service.exec\n}\n");
  const ProgramResult found =
      In(scratch, {"--var", "exec=false", "--var", "service={ exec = false }", "--extend-select",
                   "exec-disabled", "--format", "json"});
  EXPECT_TRUE(Has(found.out, "turn ECS Exec on for this service: give `exec` the value `true`"))
      << found.out;
  EXPECT_TRUE(Has(found.out, "\"fix\": \"turn ECS Exec on for this service\"")) << found.out;
  EXPECT_FALSE(Has(found.out, "\"op\"")) << "there is nothing to edit";
  EXPECT_FALSE(Has(found.out, "--var")) << found.out;
}

}  // namespace
}  // namespace execlint
