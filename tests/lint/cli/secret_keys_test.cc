// The key of a map may be made of a secret, and then the names of instances, conditions and states
// that it is part of say `***`. The key beside a secret value is none.
#include <gtest/gtest.h>

#include <string>

#include "tests/lint/cli/canary.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using in_scratch::ExpectHidden;
using in_scratch::Has;
using in_scratch::In;
using in_scratch::kSomeFormats;
using testing::Scratch;

constexpr const char* kInputs = R"(
variable "x" {
  sensitive = true
  default   = "Canary1"
}
variable "y" {
  sensitive = true
  default   = "Canary2"
}
variable "all" {
  sensitive = true
  default   = { Canary3 = { on = true }, Canary4 = { on = false } }
}
variable "u" {
}
)";

// What all formats say of services whose task has no role, one service for each key.
std::string SaidOf(const std::string& for_each, const std::string& flag = "true") {
  const Scratch scratch;
  scratch.Write("main.tf", std::string(kInputs) + R"(
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "nginx" }])
}
resource "aws_ecs_service" "web" {
  for_each               = )" + for_each +
                               R"(
  cluster                = "main"
  task_definition        = aws_ecs_task_definition.web.arn
  enable_execute_command = )" + flag +
                               "\n}\n");
  std::string said;
  for (const char* format : {"text", "json", "sarif", "markdown", "github"}) {
    const ProgramResult result =
        RunExeclint({".", "--format", format, "--show-unknown"}, "", scratch.path());
    said += result.out + result.err;
  }
  return said;
}

TEST(SecretKeys, AreMasked) {
  for (const char* for_each : {
           R"({ (var.x) = true })",
           R"({ "${var.x}" = true })",
           R"({ for key in [var.x] : key => true })",
           R"({ for key in [var.x] : key => key... })",
           R"({ for key, value in { (var.x) = 1 } : key => value })",
           R"(merge({ a = 1 }, { (var.x) = 1 }))",
           R"(merge({ a = { on = 1 } }, var.all))",
           R"(tomap({ (var.x) = 1 }))",
           R"(zipmap([var.x, "web"], [1, 2]))",
           R"(toset(keys({ (var.x) = 1 })))",
           R"(toset(keys(jsondecode("{\"${var.x}\": 1}"))))",
           R"(toset(keys(yamldecode("\"${var.x}\": 1\n"))))",
           R"(toset(keys(yamldecode("<<: {\"${var.x}\": 1}\n"))))",
           R"(jsondecode("{\"${var.x}\": 1}"))",
           R"(jsondecode(jsonencode({ (var.x) = 1 })))",
           R"(jsondecode("{\"${upper(var.x)}\": 1}"))",
           R"({ for key, value in setproduct([var.x], ["a"]) : value[0] => value[1] })",
           R"(var.all)",
           R"({ for key, value in var.all : key => value if value.on })",
       }) {
    const std::string said = SaidOf(for_each);
    EXPECT_FALSE(Has(said, "anary")) << for_each << "\n" << said;
    EXPECT_FALSE(Has(said, "ANARY")) << for_each << "\n" << said;
    EXPECT_TRUE(Has(said, "aws_ecs_service.web[\"***\"]")) << for_each << "\n" << said;
  }
}

// What is not evaluated is named as it is written, but for the secrets in it.
TEST(SecretKeys, InNamesOfWhatIsUnknownAreMasked) {
  for (const char* for_each : {
           R"(transpose({ (var.x) = ["a"] }))",
           R"(merge({ (var.x) = 1 }, var.u))",
           R"({ (var.x) = { on = true } }[var.u])",
       }) {
    const std::string said = SaidOf(for_each);
    EXPECT_FALSE(Has(said, "Canary")) << for_each << "\n" << said;
    EXPECT_TRUE(Has(said, "***")) << for_each << "\n" << said;
  }
}

TEST(SecretKeys, TwoStayTwo) {
  const std::string said = SaidOf(R"({ (var.x) = true, (var.y) = true })");
  EXPECT_FALSE(Has(said, "Canary"));
  EXPECT_TRUE(Has(said, "aws_ecs_service.web[\"***\"]")) << said;
  EXPECT_TRUE(Has(said, "aws_ecs_service.web[\"***2\"]")) << said;
}

TEST(SecretKeys, TheKeyOfASecretValueIsNone) {
  for (const char* for_each : {
           R"({ web = var.x })",
           R"({ for key in ["web"] : key => var.x })",
           R"(merge({ web = var.x }, {}))",
           R"(zipmap(["web"], [var.x]))",
           R"(jsondecode("{\"web\": \"${var.x}\"}"))",
           R"(jsondecode(jsonencode({ web = var.x })))",
           R"(toset(keys({ web = var.x })))",
       }) {
    const std::string said = SaidOf(for_each);
    EXPECT_FALSE(Has(said, "Canary1\"]")) << for_each << "\n" << said;
    EXPECT_TRUE(Has(said, "aws_ecs_service.web[\"web\"]")) << for_each << "\n" << said;
  }
}

// The keys that an unknown input may be are told as conditions.
TEST(SecretKeys, OfConditions) {
  for (const char* flag : {
           R"(var.all[var.u].on)",
           R"(lookup(var.all, var.u, { on = false }).on)",
           R"({ (var.x) = true }[var.u])",
           R"(lookup({ (var.x) = true }, var.u, false))",
           R"(contains([var.x, "b"], var.u))",
           R"(contains(keys(var.all), var.u))",
       }) {
    const std::string said = SaidOf("{ web = true }", flag);
    EXPECT_FALSE(Has(said, "Canary")) << flag << "\n" << said;
  }
  EXPECT_TRUE(Has(SaidOf("{ web = true }", R"({ (var.x) = true }[var.u])"), "`***`"));
  EXPECT_TRUE(Has(SaidOf("{ web = true }", R"({ blue = true }[var.u])"), "`blue`"));
}

TEST(SecretKeys, OfStates) {
  const Scratch scratch;
  scratch.Write("main.tf", std::string(kInputs) + R"(
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "nginx" }])
}
resource "aws_sfn_state_machine" "all" {
  definition = jsonencode({
    StartAt = var.x
    States = {
      (var.x) = {
        Type       = "Task"
        Resource   = "arn:aws:states:::ecs:runTask"
        Parameters = {
          TaskDefinition       = aws_ecs_task_definition.web.arn
          EnableExecuteCommand = true
        }
      }
    }
  })
}
)");
  ExpectHidden(scratch, "", kSomeFormats);
  const std::string out = In(scratch, {}).out;
  EXPECT_TRUE(Has(out, "States[") && Has(out, "***")) << out;
}

TEST(SecretKeys, OfAnAttributeInATemplate) {
  const Scratch scratch;
  scratch.Write("t.yaml", R"(
Parameters:
  P: {Type: String, NoEcho: true, Default: Canary1}
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      TaskRoleArn: !GetAtt [Nothing, !Ref P]
      ExecutionRoleArn: !GetAtt [Nothing, !Sub "Outputs.${P}"]
      ContainerDefinitions: [{Name: web, Image: nginx}]
  Service:
    Type: AWS::ECS::Service
    Properties: {TaskDefinition: !Ref Task, EnableExecuteCommand: true}
)");
  ExpectHidden(scratch, "", kSomeFormats);
}

}  // namespace
}  // namespace execlint
