// What stands where a name belongs and is none: whole files, literals of other programs, addresses
// with a password. No message and no excerpt shows them.
#include <gtest/gtest.h>

#include <string>

#include "lint/source/format.h"
#include "tests/lint/cli/canary.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using in_scratch::ExpectHidden;
using in_scratch::Has;
using in_scratch::In;
using in_scratch::kFewFormats;
using testing::Scratch;

std::string Said(const Scratch& scratch) {
  std::string said;
  for (const char* format : kFewFormats) {
    const ProgramResult run = In(scratch, {"--format", format, "--show-unknown"});
    said += run.out + run.err;
  }
  return said;
}

// ---- whole texts

constexpr const char* kFile =
    "{\"family\":\"f\",\"containerDefinitions\":[{\"name\":\"app\",\"image\":\"x\","
    "\"environment\":[{\"name\":\"P\",\"value\":\"Canary1\"}]}]}\n";

// A service in Terraform with one argument, and what that may be.
constexpr const char* kArguments[] = {"task_definition", "cluster", "launch_type",
                                      "platform_version", "name"};
constexpr const char* kWholeTexts[] = {
    R"(file("task.json"))",
    R"(trimspace(file("task.json")))",
    R"(jsonencode(jsondecode(file("task.json"))))",
    R"(templatefile("task.json", {}))",
    R"(jsonencode([{ name = "app", environment = [{ name = "P", value = "Canary1" }] }]))",
    R"(yamlencode({ name = "app", password = "Canary1" }))",
    R"("${jsonencode({ password = "Canary1" })}-${var.none}")",
    R"(format("%s\n%s", "Canary1", "b"))",
};

TEST(NoNames, OfTerraform) {
  for (const std::string argument : kArguments) {
    for (const std::string text : kWholeTexts) {
      std::string arguments =
          argument == "task_definition" ? "" : "  task_definition = \"web:7\"\n";
      arguments += Format("  {} = {}\n", argument, text);
      const Scratch scratch;
      scratch.Write("task.json", kFile);
      scratch.Write("main.tf",
                    "variable \"none\" {}\nresource \"aws_ecs_service\" \"s\" {\n"
                    "  enable_execute_command = true\n" +
                        arguments + "}\n");
      ExpectHidden(scratch, argument + text, kFewFormats);
    }
  }
}

TEST(NoNames, OfTerraformAsJson) {
  for (const std::string text :
       {R"(${file(\"task.json\")})",
        R"({\"environment\":[{\"name\":\"P\",\"value\":\"Canary1\"}]})", R"(Canary1\nb)"}) {
    const Scratch scratch;
    scratch.Write("task.json", kFile);
    scratch.Write("main.tf.json",
                  R"({"resource":{"aws_ecs_service":{"s":{"enable_execute_command":true,
  "task_definition":")" +
                      text + "\"}}}}\n");
    ExpectHidden(scratch, text, kFewFormats);
  }
}

TEST(NoNames, KeysOfInstances) {
  const Scratch scratch;
  scratch.Write("task.json", kFile);
  scratch.Write("main.tf",
                "resource \"aws_ecs_service\" \"s\" {\n"
                "  for_each = toset([file(\"task.json\"), jsonencode({ a = \"Canary1\" })])\n"
                "  task_definition = \"web:7\"\n  enable_execute_command = true\n"
                "  launch_type = \"FARGATE\"\n  platform_version = \"1.3.0\"\n}\n");
  ExpectHidden(scratch, "for_each");
}

TEST(NoNames, OfTemplates) {
  for (const std::string text :
       {R"("{\"environment\": [{\"name\": \"P\", \"value\": \"Canary1\"}]}")",
        R"("[{\"name\": \"P\", \"value\": \"Canary1\"}]")",
        R"({"Fn::Sub": "{\"password\": \"Canary1\"}${AWS::Region}"})",
        R"({"Fn::Join": ["", ["{\"password\": \"", "Canary1", "\"}"]]})",
        R"({"Fn::ToJsonString": {"password": "Canary1"}})", R"("Canary1\nb")",
        R"("https://app:Canary1@host/a")"}) {
    for (const std::string property : {"TaskDefinition", "Cluster", "ServiceName", "LaunchType"}) {
      const std::string task = property == "TaskDefinition" ? "" : R"("TaskDefinition": "web:7", )";
      const Scratch scratch;
      scratch.Write("t.json", R"({"Transform": "AWS::LanguageExtensions", "Resources": {"S": {
  "Type": "AWS::ECS::Service", "Properties": {"EnableExecuteCommand": true, )" +
                                  task + "\"" + property + "\": " + text + "}}}}\n");
      ExpectHidden(scratch, property + text, kFewFormats);
    }
  }
  const Scratch scratch;
  scratch.Write("t.yaml", R"(Resources:
  S:
    Type: AWS::ECS::Service
    Properties:
      EnableExecuteCommand: true
      TaskDefinition: |
        family: web
        password: Canary1
)");
  ExpectHidden(scratch, "a text of YAML");
}

TEST(NoNames, OfServicesInJson) {
  for (const std::string text : {R"({\"environment\":[{\"value\":\"Canary1\"}]})", R"(a\nCanary1)",
                                 R"(https://app:Canary1@host/x)"}) {
    for (const std::string key : {"taskDefinition", "cluster", "serviceName"}) {
      const Scratch scratch;
      scratch.Write("service.json", R"({"enableExecuteCommand": true, ")" + key + "\": \"" + text +
                                        "\", \"desiredCount\": 1, \"launchType\": \"FARGATE\", " +
                                        (key == "taskDefinition" ? R"("serviceName": "s")"
                                                                 : R"("taskDefinition": "t")") +
                                        "}\n");
      ExpectHidden(scratch, key + text, kFewFormats);
    }
  }
}

TEST(NoNames, WhatItIsIsTold) {
  const Scratch scratch;
  scratch.Write("task.json", kFile);
  scratch.Write("main.tf",
                "resource \"aws_ecs_service\" \"s\" {\n  enable_execute_command = true\n"
                "  task_definition = file(\"task.json\")\n}\n");
  const std::string said = Said(scratch);
  EXPECT_TRUE(Has(said, "`<text in JSON>` is not in this code")) << said;
}

// ---- addresses, beside a place and at it

TEST(NoNames, AddressesWithAUser) {
  for (const std::string url :
       {"postgres://app:Canary1@db.c1.eu-west-1.rds.amazonaws.com",
        "git::https://oauth2:Canary1@github.com/a/b.git", "https://Canary1@host/a.json",
        "postgres://app:Can/ary1Canary1@host/db", "arn:Canary1@x", "./x/Canary1 y", "s3:Canary1 y",
        "Canary1 x.amazonaws.com", "sg-1 Canary1"}) {
    const Scratch scratch;
    scratch.Write("main.tf", Format("module \"web\" {{\n  source = \"./m\"\n  services = {{ web = "
                                    "{{ url = \"{}\", platform_version = \"1.3.0\" }} }}\n}}\n",
                                    url));
    scratch.Write("m/main.tf", R"(variable "services" {}
resource "aws_ecs_service" "s" {
  for_each               = var.services
  task_definition        = "web:7"
  launch_type            = "FARGATE"
  platform_version       = each.value.platform_version
  enable_execute_command = true
}
)");
    ExpectHidden(scratch, url);
    scratch.Write("main.tf",
                  R"(resource "aws_ecs_service" "s" { cluster = ")" + url +
                      "\"\n  task_definition = \"web:7\"\n  enable_execute_command = true\n}\n");
    if (Has(url, "//")) ExpectHidden(scratch, url);
  }
}

TEST(NoNames, AddressesWithoutAUser) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(module "web" {
  source = "git::ssh://git@github.com/acme/ecs.git?ref=v1"
  enable_execute_command = true
}
resource "aws_ecs_service" "s" {
  cluster                = "arn:aws:ecs:eu-west-1:123456789012:cluster/acme"
  task_definition        = "web:7"
  enable_execute_command = true
}
)");
  EXPECT_TRUE(Has(Said(scratch), "arn:aws:ecs:eu-west-1:123456789012:cluster/acme"));
}

// ---- literals in what other programs fill in

TEST(NoNames, LiteralsInPlaceholders) {
  for (const std::string placeholder :
       {R"({{ container("worker", password="Canary1") }})", R"({{ env("DB", 'Canary1') }})",
        R"({{ .Env | default "Canary1" }})", R"({{ .Env | default `Canary1` }})",
        R"(<%= secret("Canary1") %>)", R"(${X:-Canary1})", R"(${X:=Canary1})", R"(${X-Canary1})",
        R"($(get Canary1))", R"({{ pin(77123) }})", R"(${{ a['Canary1'] }})"}) {
    const Scratch scratch;
    scratch.Write("task.json", R"({
  "family": "f",
  "taskRoleArn": )" + placeholder +
                                   R"(,
  "containerDefinitions": [
    { "name": "app", "image": "x", "readonlyRootFilesystem": )" +
                                   placeholder + R"( },
    )" + placeholder + R"(
  ]
}
)");
    ExpectHidden(scratch, placeholder, kFewFormats);
  }
}

TEST(NoNames, PlaceholdersAreNamed) {
  const Scratch scratch;
  scratch.Write("task.json", R"({
  "family": "f",
  "containerDefinitions": [{ "name": "app", "image": "x" }, {{ sidecar("hunter", .Values.port) }}]
}
)");
  const std::string said = Said(scratch);
  EXPECT_TRUE(Has(said, "`{{ sidecar(\"***\", .Values.port) }}` is filled in")) << said;
}

// ---- lines that are indented too far

TEST(NoNames, ALineBelowAReference) {
  for (const std::string reference :
       {"!Ref TD", "!GetAtt TD.Arn", "!ImportValue TD", "!Sub x", "!FindInMap"}) {
    const Scratch scratch;
    scratch.Write("t.yaml", R"(Resources:
  S:
    Type: AWS::ECS::Service
    Properties:
      EnableExecuteCommand: true
      TaskDefinition: )" + reference +
                                R"(
        hunter Canary1
  TD:
    Type: AWS::ECS::TaskDefinition
    Properties:
      TaskRoleArn: )" + reference +
                                R"(
        hunter Canary1
      ContainerDefinitions: [{Name: app, ReadonlyRootFilesystem: true}]
)");
    if (reference != "!Sub x") ExpectHidden(scratch, reference, kFewFormats);
  }
}

// ---- the configuration

TEST(NoNames, AVariableOfTheConfigurationWithAValueInItsKey) {
  for (const std::string variables :
       {"  \"u=Canary1\": 1\n", "  u=Canary1: 1\n", "  \"u=Canary1\": 1\n  \"u=Canary1\": 2\n",
        "  \"u: Canary1\": [1]\n"}) {
    const Scratch scratch;
    scratch.Write("main.tf", "variable \"u\" {}\n");
    scratch.Write(".execlint.yaml", "variables:\n" + variables);
    ExpectHidden(scratch, variables, kFewFormats);
    EXPECT_TRUE(Has(In(scratch, {}).err, "no name of an input")) << variables;
  }
}

}  // namespace
}  // namespace execlint
