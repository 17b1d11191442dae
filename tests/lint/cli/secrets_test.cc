// The values of environment variables are never shown.
#include <gtest/gtest.h>

#include <string>

#include "tests/lint/cli/in_scratch.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using in_scratch::Has;
using in_scratch::In;
using testing::Scratch;

// The same text may be evidence for one thing and the value of a container's environment.
TEST(Secrets, EvidenceIsNotMasked) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(
locals {
  env      = lower(terraform.workspace)
  password = "correct horse"
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "nginx", environment = [
    { name = "ENV", value = local.env }, { name = "PASSWORD", value = local.password }] }])
}
resource "aws_ecs_service" "web" {
  task_definition        = aws_ecs_task_definition.web.arn
  enable_execute_command = true
  tags                   = { environment = local.env, big = terraform.workspace == "production" }
}
)");
  const ProgramResult result =
      RunExeclint({".", "--select", "production-exec-enabled"}, "", scratch.path());
  EXPECT_NE(result.out.find("env      = lower(terraform.workspace)"), std::string::npos)
      << result.out;
}

// The name of a cluster is no secret, though a container is told it.
TEST(Secrets, TheNameOfAResourceIsNotMasked) {
  const Scratch scratch;
  for (const std::string env : {"production", "nft"}) {
    scratch.Write(env + "/main.tf",
                  "module \"app\" {\n  source = \"../app\"\n  env = \"" + env + "\"\n}\n");
  }
  scratch.Write("app/main.tf", R"(
variable "env" {
}
resource "aws_ecs_cluster" "main" {
  name = "${var.env}-app"
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "nginx", environment = [
    { name = "CLUSTER", value = aws_ecs_cluster.main.name }] }])
}
resource "aws_ecs_service" "web" {
  cluster                = aws_ecs_cluster.main.arn
  task_definition        = aws_ecs_task_definition.web.arn
  enable_execute_command = true
}
)");
  const std::string out =
      RunExeclint({".", "--select", "production-exec-enabled"}, "", scratch.path()).out;
  EXPECT_TRUE(Has(out, "name = \"${var.env}-app\"")) << out;
}

// Only the argument of a resource names it: others are called `name` too.
TEST(Secrets, WhatIsOnlyCalledNameIsMasked) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(
variable "x" {}
locals {
  cfg = {
    name = "hunter1"
    exec = false
  }
  short = { exec = false, name = "hunter2", password = var.x ? "name" : "hunter3" }
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "nginx", environment = [
    { name = "A", value = local.cfg.name }, { name = "B", value = local.short.name },
    { name = "C", value = local.short.password }] }])
}
resource "aws_ecs_service" "web" {
  task_definition        = aws_ecs_task_definition.web.arn
  enable_execute_command = local.cfg.exec || local.short.exec
}
resource "aws_ecs_service" "short" {
  task_definition        = aws_ecs_task_definition.web.arn
  enable_execute_command = local.short.exec
}
)");
  const std::string out = RunExeclint({".", "--select", "exec-disabled"}, "", scratch.path()).out;
  EXPECT_TRUE(Has(out, "short = { exec = false")) << out;
  EXPECT_FALSE(Has(out, "hunter")) << out;
}

// The values of environment variables stand in lines that are shown.
TEST(Secrets, SecretsAreNeverPrinted) {
  const Scratch scratch;
  scratch.Write("task.json", R"({"family": "a", "containerDefinitions": [
    {"name": "a", "image": "x",
     "environment": [{"name": "P", "value": "hunter2"}], "readonlyRootFilesystem": true}]})");
  scratch.Write("t/main.tf", R"(resource "aws_ecs_task_definition" "b" {
  family                = "b"
  container_definitions = jsonencode([
    { name = "b", image = "x", environment = [{ name = "P", value = "hunter2" }], readonlyRootFilesystem = true }
  ])
}
resource "aws_ecs_task_definition" "c" {
  family                = "c"
  container_definitions = <<EOT
    [{"name": "c", "image": "x", "environment": [{"name": "P", "value": "hunter2"}], "readonlyRootFilesystem": true}]
  EOT
}
)");
  scratch.Write("template.yaml", R"(Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - {Name: d, Image: x, Environment: [{Name: P, Value: hunter2}], ReadonlyRootFilesystem: true}
)");
  for (const char* format : {"text", "json", "sarif"}) {
    const ProgramResult result = In(scratch, {"--format", format});
    for (const char* file : {"task.json", "t/main.tf", "template.yaml"}) {
      EXPECT_TRUE(Has(result.out, file)) << format;
    }
    EXPECT_FALSE(Has(result.out, "hunter2")) << format << result.out;
  }
}

// Of containers that are a part of another text, the line at fault is shown all the same.
TEST(Secrets, ASecretHidesTheEnvironmentAlone) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(variable "port" {}
locals {
  web = jsonencode({
    name                   = "web"
    image                  = "x"
    readonlyRootFilesystem = true
    environment            = [{ name = "P", value = format("hunter2%s", var.port) }]
  })
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = "[${local.web}]"
}
)");
  const ProgramResult result = In(scratch, {});
  EXPECT_TRUE(Has(result.out, "6 |     readonlyRootFilesystem = true")) << result.out;
  EXPECT_FALSE(Has(result.out, "hunter2")) << result.out;
}

TEST(Secrets, ADeclarationIsNoSecret) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(resource "aws_ecs_task_definition" "web" {
  family = "web"
  container_definitions = jsonencode([{
    name = "web", image = "nginx", environment = [{ name = "REGION", value = var.aws_region }]
  }])
}
)");
  scratch.Write("variables.tf", "variable \"aws_region\" { type = string; default = \"x\" }\n");
  const ProgramResult result = In(scratch, {});
  EXPECT_TRUE(Has(result.out, "1 | variable \"aws_region\" { type = string;")) << result.out;
}

}  // namespace
}  // namespace execlint
