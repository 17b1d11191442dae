// What is nobody's business is never shown: values of the command line, of environment variables
// and of what the code calls a secret.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

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

// ---- values of the command line

// Every place that a value may come to: names, keys, conditions, paths, other units.
constexpr const char* kGivenEverywhere = R"(
variable "name" {}
variable "keys" { type = list(string) }
variable "settings" { type = object({ path = string, role = string, n = number }) }
variable "any" { type = any }
terraform {
  backend "s3" {
    bucket = "b"
    key    = "k"
  }
}
provider "aws" {
  region = var.name
}
data "aws_iam_role" "x" { name = "role-${var.name}" }
data "terraform_remote_state" "s" {
  backend = "s3"
  config  = { bucket = var.name, key = "x/${var.settings.path}" }
}
data "aws_ssm_parameter" "p" { name = "/x/${var.name}" }
module "m" {
  for_each = toset(var.keys)
  source   = "./m"
  name     = each.key
}
resource "aws_ecs_cluster" "c" {
  for_each = { for k in var.keys : k => upper(k) }
  name     = "c-${each.value}"
}
resource "aws_ecs_task_definition" "t" {
  family                = join("-", [var.name, sha256(var.name), base64encode(var.name), var.settings.n])
  task_role_arn         = data.aws_iam_role.x.arn
  container_definitions = jsonencode([
    { name = format("%s-%10s", var.name, var.name), image = var.any.image, readonlyRootFilesystem = true }
  ])
}
resource "aws_ecs_service" "s" {
  name                   = var.name
  cluster                = data.terraform_remote_state.s.outputs[var.name]
  task_definition        = aws_ecs_task_definition.t.arn
  enable_execute_command = var.name != "off"
  launch_type            = "FARGATE"
  platform_version       = var.name
  network_configuration {
    subnets = [data.aws_ssm_parameter.p.value, var.settings.path, file(var.settings.path),
               templatefile(var.name, {}), var.any[var.name]]
    security_groups = split(",", var.name)
  }
}
resource "aws_iam_role" "r" {
  name               = var.settings.role
  assume_role_policy = jsonencode({ Statement = [{
    Effect = "Allow", Principal = { Service = var.name }, Action = "sts:AssumeRole"
    Condition = { StringEquals = { (var.name) = var.name } }
  }] })
}
resource "aws_iam_policy" "p" {
  name   = var.name
  policy = jsonencode({ Statement = [{
    Effect = "Allow", Action = ["ecs:ExecuteCommand", var.name], Resource = "*" }] })
}
)";

constexpr const char* kFormats[] = {"text",     "json",   "sarif",  "concise",
                                    "markdown", "github", "gitlab", "junit"};

TEST(Secrets, WhatIsGivenOnTheCommandLineIsNeverShown) {
  const Scratch scratch;
  scratch.Write("main.tf", kGivenEverywhere);
  scratch.Write("m/main.tf", R"(
variable "name" {}
resource "aws_ecs_service" "s" {
  name                   = var.name
  task_definition        = "f-${var.name}"
  enable_execute_command = true
  cluster                = var.name
}
)");
  for (const char* format : kFormats) {
    const ProgramResult result =
        In(scratch, {"--show-unknown", "--format", format, "--var", "name=Canary1", "--var",
                     "keys=[\"Canary2\", \"Canary3\"]", "--var",
                     "settings={path=\"Canary4\", role=\"Canary5\", n=77123}", "--var",
                     "any={image=\"Canary6\"}"});
    EXPECT_FALSE(Has(result.out + result.err, "Canary")) << format << result.out << result.err;
    EXPECT_FALSE(Has(result.out + result.err, "77123")) << format << result.out;
    EXPECT_TRUE(Has(result.out, "container `***-***`")) << format << result.out;
    if (std::string_view(format) != "text") continue;
    EXPECT_TRUE(Has(result.out, "module.m[\"***2\"].aws_ecs_service.s")) << "told apart";
  }
}

TEST(Secrets, WhatIsWrongWithAGivenValueIsToldWithoutIt) {
  const Scratch scratch;
  scratch.Write("main.tf", kGivenEverywhere);
  for (const char* given : {"Canary", "=Canary", "nope=Canary", "keys=[Canary", "settings=Canary",
                            "keys={Canary", "settings={n=\"Canary\"}", "keys=[\"Canary\" \"x\"]"}) {
    const ProgramResult result = In(scratch, {"--show-unknown", "--var", given});
    EXPECT_FALSE(Has(result.out + result.err, "Canary")) << given << result.out << result.err;
  }
}

// What is given is read as an expression: names in it are a part of the value.
TEST(Secrets, NamesInGivenValuesAreNotShown) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(
variable "x" { type = list(string) }
resource "aws_ecs_service" "s" {
  for_each               = toset(var.x)
  task_definition        = "t-${each.key}"
  enable_execute_command = true
}
)");
  for (const char* given : {"x=Canary", "x=[\"a\", Canary]", "x=Canary(1)", "x=file(\"Canary\")",
                            "x=path.Canary", "x=[for a in Canary : a]"}) {
    const ProgramResult result = In(scratch, {"--show-unknown", "--var", given});
    EXPECT_FALSE(Has(result.out + result.err, "Canary")) << given << result.out << result.err;
  }
}

TEST(Secrets, GivenParametersOfATemplateAreNeverShown) {
  const Scratch scratch;
  scratch.Write("t.yaml", R"(Parameters:
  Name: {Type: String}
  Env: {Type: String, AllowedValues: [dev, Canary2]}
  Zones: {Type: CommaDelimitedList}
Conditions:
  IsOn: !Equals [!Ref Env, Canary2]
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Sub "f-${Name}"
      TaskRoleArn: !Ref Name
      ContainerDefinitions:
        - Name: !Join ["-", [!Ref Name, !Select [1, !Split ["a", !Ref Name]]]]
          Image: !Ref Name
          ReadonlyRootFilesystem: true
  Service:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !ImportValue
        Fn::Sub: "${Name}-cluster"
      TaskDefinition: !Ref Task
      PlatformVersion: !FindInMap [Versions, !Ref Name, V]
      EnableExecuteCommand: !If [IsOn, true, false]
      NetworkConfiguration:
        AwsvpcConfiguration: {Subnets: !Ref Zones}
)");
  for (const char* format : kFormats) {
    const ProgramResult result =
        In(scratch, {"--show-unknown", "--format", format, "--var", "Name=Canary1", "--var",
                     "Env=Canary2", "--var", "Zones=Canary3,Canary4"});
    for (const char* word : {"Canary1", "Canary3", "Canary4"}) {
      EXPECT_FALSE(Has(result.out + result.err, word)) << format << result.out << result.err;
    }
    EXPECT_TRUE(Has(result.out, "container `***-***`")) << format << result.out;
  }
}

// ---- what the code calls a secret

TEST(Secrets, NoEchoIsSpelledInSeveralWays) {
  const Scratch scratch;
  for (const std::string yes : {"true", "'true'", "True", "TRUE", "yes", "\"True\""}) {
    scratch.Write("t.yaml", "Parameters:\n  P: {Type: String, NoEcho: " + yes +
                                ", Default: Canary1, AllowedValues: [Canary1, Canary2]}\n" +
                                R"(Conditions:
  C: !Equals [!Ref P, Canary2]
Resources:
  T:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: [{Name: !Ref P, Image: i, ReadonlyRootFilesystem: !If [C, true, true]}]
  S:
    Type: AWS::ECS::Service
    Properties: {TaskDefinition: !Ref T, EnableExecuteCommand: !If [C, true, false]}
)");
    const ProgramResult result = In(scratch, {"--show-unknown"});
    EXPECT_FALSE(Has(result.out, "Canary1")) << yes << result.out;
    EXPECT_TRUE(Has(result.out, "container `***`")) << yes << result.out;
    EXPECT_TRUE(Has(result.out, "`P` is `***`")) << yes << result.out;
  }
  scratch.Write("t.yaml", R"(Parameters:
  P: {Type: String, NoEcho: false, Default: shown}
Resources:
  T:
    Type: AWS::ECS::TaskDefinition
    Properties: {ContainerDefinitions: [{Name: !Ref P, Image: i, ReadonlyRootFilesystem: true}]}
  S:
    Type: AWS::ECS::Service
    Properties: {TaskDefinition: !Ref T, EnableExecuteCommand: true}
)");
  EXPECT_TRUE(Has(In(scratch, {}).out, "container `shown`"));
}

// The parameter says so, whoever gives the value.
TEST(Secrets, NoEchoOfANestedStackIsKept) {
  const Scratch scratch;
  scratch.Write("root.yaml", R"(Resources:
  N:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: n.yaml
      Parameters: {B: Canary1, C: "1.3.0"}
)");
  scratch.Write("n.yaml", R"(Parameters:
  B: {Type: String, NoEcho: true}
  C: {Type: String}
Resources:
  T:
    Type: AWS::ECS::TaskDefinition
    Properties: {ContainerDefinitions: [{Name: !Ref B, Image: i, ReadonlyRootFilesystem: true}]}
  S:
    Type: AWS::ECS::Service
    Properties: {TaskDefinition: !Ref T, EnableExecuteCommand: true, LaunchType: FARGATE, PlatformVersion: !Ref C}
)");
  for (const char* format : kFormats) {
    const ProgramResult result = In(scratch, {"--show-unknown", "--format", format});
    EXPECT_FALSE(Has(result.out + result.err, "Canary")) << format << result.out;
  }
  EXPECT_TRUE(Has(In(scratch, {}).out, "Parameters: {B: ***, C: \"1.3.0\"}"));
}

TEST(Secrets, VarFilesOfSensitiveInputsAreMasked) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(
variable "cluster" { sensitive = true }
variable "name" {}
resource "aws_ecs_cluster" "c" {
  name = var.cluster
  configuration {
    execute_command_configuration { logging = var.cluster }
  }
}
resource "aws_ecs_service" "s" {
  name                   = var.name
  cluster                = aws_ecs_cluster.c.arn
  task_definition        = "x-${var.name}-${var.cluster}"
  enable_execute_command = true
}
)");
  scratch.Write("terraform.tfvars", "cluster = \"Canary1\"\nname = \"shown\"\n");
  const std::string out = In(scratch, {"--show-unknown"}).out;
  EXPECT_FALSE(Has(out, "Canary1")) << out;
  EXPECT_TRUE(Has(out, "x-shown-***")) << out;
}

// What templatefile() is given for the environment stands in the code, not in the template.
TEST(Secrets, ArgumentsOfTemplatesAreMasked) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(
resource "aws_ecs_task_definition" "t" {
  family                = "t"
  container_definitions = templatefile("c.json", { read_only = true, password = "Canary1", more = "Canary2" })
}
resource "aws_ecs_service" "s" {
  task_definition        = aws_ecs_task_definition.t.arn
  enable_execute_command = true
}
)");
  scratch.Write("c.json",
                R"([{"name": "web", "image": "nginx", "readonlyRootFilesystem": ${read_only},
  "command": ["x", "--more=${more}"],
  "environment": [{"name": "URL", "value": "postgres://user:${password}@db"}]}])");
  const std::string out = In(scratch, {}).out;
  EXPECT_TRUE(Has(out, "templatefile(\"c.json\", { read_only = true, password = \"***\", more ="))
      << out;
  EXPECT_FALSE(Has(out, "Canary")) << out;
}

TEST(Secrets, ArgumentsOfTemplatesThatComeByNamesAreMasked) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(
locals {
  given = { read_only = true, password = "Canary1", more = "Canary2" }
}
resource "aws_ecs_task_definition" "t" {
  family                = "t"
  container_definitions = templatefile("c.json", merge(local.given, { name = "web" }))
}
resource "aws_ecs_service" "s" {
  task_definition        = aws_ecs_task_definition.t.arn
  enable_execute_command = true
}
)");
  scratch.Write("c.json",
                R"([{"name": "${name}", "image": "nginx", "readonlyRootFilesystem": ${read_only},
  "command": ["x", "--more=${
    more
  }"],
  "environment": [{"name": "URL", "value": "postgres://user:${join("}", [password])}@db"}]}])");
  const std::string out = In(scratch, {}).out;
  EXPECT_TRUE(Has(out, "given = { read_only = true, password = \"***\", more = \"***\" }")) << out;
  EXPECT_FALSE(Has(out, "Canary")) << out;
}

// Commands, health checks and the options of log drivers are as private as the environment.
TEST(Secrets, CommandsAndOptionsAreMasked) {
  const Scratch scratch;
  scratch.Write("task.json", R"({"family": "a", "containerDefinitions": [{"name": "a", "image": "x",
    "command": ["sh", "-c", "Canary1"], "entryPoint": ["Canary2"], "readonlyRootFilesystem": true,
    "healthCheck": {"command": ["CMD", "Canary3"]},
    "secrets": [{"name": "P", "valueFrom": "arn:Canary4"}],
    "logConfiguration": {"logDriver": "splunk", "options": {"splunk-token": "Canary5"},
                         "secretOptions": [{"name": "t", "valueFrom": "Canary6"}]}}]})");
  scratch.Write("t.yaml", R"(Resources:
  T:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - {Name: a, Image: x, Command: [Canary1], EntryPoint: [Canary2], HealthCheck: {Command: [CMD, Canary3]}, Secrets: [{Name: P, ValueFrom: Canary4}], LogConfiguration: {LogDriver: splunk, Options: {t: Canary5}}, ReadonlyRootFilesystem: true}
)");
  const std::string out = In(scratch, {}).out;
  EXPECT_FALSE(Has(out, "Canary")) << out;
  EXPECT_TRUE(Has(out, "Command: [***]")) << out;
}

}  // namespace
}  // namespace execlint
