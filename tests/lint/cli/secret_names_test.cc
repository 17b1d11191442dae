// The names of what is unknown, and the words of conditions, show no value that may be a secret.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "lint/source/format.h"
#include "tests/lint/cli/canary.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using in_scratch::Container;
using in_scratch::ExpectHidden;
using in_scratch::Has;
using in_scratch::In;
using in_scratch::kFewFormats;
using in_scratch::TaskDefinition;
using testing::Scratch;

std::string Said(const std::string& terraform) {
  const Scratch scratch;
  scratch.Write("main.tf", terraform);
  return In(scratch, {"--show-unknown"}).out;
}

// ---- calls

TEST(SecretNames, OfCallsShowNoLiterals) {
  for (const std::string call :
       {"md5(\"Canary1\")", "sha256(\"Canary1\")", "bcrypt(\"Canary1\")",
        "provider::x::y(\"Canary1\")", "nobody(\"Canary1\", var.u)", "md5(local.pw)",
        "upper(\"Canary1-${var.u}\")", "jsondecode(\"Canary1${var.u}\")",
        "sha256(jsonencode({ a = \"Canary1\" }))", "uuidv5(\"dns\", \"Canary1\")",
        "format(\"%s\", nobody(\"Canary1\"))", "\"${nobody(\"Canary1\")}-x\"",
        "csvdecode(\"Canary1\")", "timeadd(\"Canary1\", \"Canary2\")",
        R"(nobody("[{\"environment\":[{\"name\":\"A\",\"value\":\"Canary1\"}]}]"))"}) {
    const std::string inputs =
        "variable \"u\" {}\nlocals {\n  pw = \"Canary1\"\n  x = " + call + "\n}\n";
    for (const std::string& terraform :
         {inputs + TaskDefinition(call), inputs + TaskDefinition("\"[${" + call + "}]\""),
          inputs + TaskDefinition(Container("local.x"), "  launch_type = local.x\n")}) {
      const Scratch scratch;
      scratch.Write("main.tf", terraform);
      ExpectHidden(scratch, terraform, kFewFormats);
    }
  }
}

TEST(SecretNames, OfCallsShowReferencesAndCommonWords) {
  const std::string shown = Said(TaskDefinition("nobody(\"prod\", \"-\", 80, \"hunter2\")"));
  EXPECT_TRUE(Has(shown, "`nobody(\"prod\", \"-\", 80, \"***\")`")) << shown;
}

TEST(SecretNames, OfMembersOfASecretShowNoKey) {
  const Scratch scratch;
  scratch.Write("main.tf",
                "variable \"e\" {\n  type = map(string)\n  sensitive = true\n}\n"
                "resource \"aws_ecs_service\" \"s\" {\n  task_definition = \"t\"\n"
                "  enable_execute_command = var.e[\"Canary1\"] == \"x\"\n}\n");
  ExpectHidden(scratch, "");
}

// ---- var files

TEST(SecretNames, AWordWithoutQuotesInAVarFileIsNotShown) {
  for (const std::string word :
       {"Canary1", "[Canary1]", "{ a = Canary1 }", "Canary1.x", "upper(Canary1)", "\"${Canary1}\"",
        "Canary1[0]", "-Canary1", "Canary1 == 1", "[for a in Canary1 : a]", "Canary1(1)",
        "local.Canary1", "Canary1-x", "var.Canary1", "{ (Canary1) = 1 }", "module.Canary1"}) {
    for (const char* says : {"", "  sensitive = true\n"}) {
      const Scratch scratch;
      scratch.Write("main.tf", Format("variable \"p\" {{\n{}}}\n", says) +
                                   TaskDefinition(Container("var.p"),
                                                  "  launch_type = var.p\n  cluster = var.p\n"));
      scratch.Write("terraform.tfvars", "p = " + word + "\n");
      ExpectHidden(scratch, word, kFewFormats);
    }
  }
}

// ---- conditions

// The comparisons of an input.
constexpr const char* kComparisons[] = {
    "var.e == \"Canary1\"",
    "\"Canary1\" != var.e",
    "contains([\"Canary1\", \"Canary2\"], var.e)",
    "lookup({ Canary1 = true }, var.e, false)",
    "{ Canary1 = true }[var.e]",
    "startswith(var.e, \"Canary1\")",
    "upper(var.e) == \"CANARY1\"",
    "trimprefix(var.e, \"Canary1\") == \"x\"",
};

std::string Decided(const std::string& input, const std::string& flag, const std::string& value) {
  return "variable \"e\" {\n" + input + "}\nresource \"aws_ecs_task_definition\" \"t\" {\n" +
         "  family = \"t\"\n  container_definitions = " + Container(value) +
         "\n}\nresource \"aws_ecs_service\" \"s\" {\n"
         "  task_definition = aws_ecs_task_definition.t.arn\n  enable_execute_command = " +
         flag + "\n}\n";
}

TEST(SecretNames, WhatASecretIsComparedWithIsHidden) {
  for (const std::string flag : kComparisons) {
    for (const std::string secret : {"  sensitive = true\n", ""}) {
      for (const std::string fallback : {"", "  default = \"Canary1\"\n"}) {
        // What a function made of an input's default is no longer known as that.
        if (secret.empty() && !fallback.empty() && Has(flag, "upper")) continue;
        const Scratch scratch;
        scratch.Write("main.tf", Decided(secret + fallback, flag, "var.e"));
        ExpectHidden(scratch, flag + secret + fallback, kFewFormats);
      }
    }
  }
}

TEST(SecretNames, WhatOtherInputsAreComparedWithIsShown) {
  const std::string acme = Said(Decided("", "var.e == \"acme\"", "\"x\""));
  EXPECT_TRUE(Has(acme, "`var.e` is `acme`")) << acme;
  const std::string prod = Said(Decided("", "var.e == \"prod\"", "var.e"));
  EXPECT_TRUE(Has(prod, "`var.e` is `prod`")) << prod;
  EXPECT_TRUE(Has(prod, "enable_execute_command = var.e == \"prod\"")) << prod;
}

std::string Parts(const std::string& flag) {
  return R"(
variable "s" {
  type      = object({ user = string, pw = string })
  sensitive = true
}
variable "l" {
  type      = list(string)
  sensitive = true
}
variable "app" { type = object({ name = string, pw = string }) }
resource "aws_ecs_task_definition" "t" {
  family = "t"
  container_definitions = jsonencode([{ name = "c", image = "i",
    environment = [{ name = "A", value = var.app.pw }] }])
}
resource "aws_ecs_service" "s" {
  name                   = "s"
  task_definition        = aws_ecs_task_definition.t.arn
  enable_execute_command = )" +
         flag + "\n}\n";
}

TEST(SecretNames, WhatAPartOfASecretIsComparedWithIsHidden) {
  for (const std::string flag :
       {R"(var.s.pw == "Canary1")", R"(var.s["pw"] == "Canary1")", R"(var.l[0] == "Canary1")",
        R"(contains(["Canary1", "Canary2"], var.s.pw))", R"(try(var.s.pw, "") == "Canary1")",
        R"(nonsensitive(var.s.pw) == "Canary1")", R"(var.app.pw == "Canary1")"}) {
    const Scratch scratch;
    scratch.Write("main.tf", Parts(flag));
    ExpectHidden(scratch, flag, kFewFormats);
  }
  const std::string said = Said(Parts(R"(var.app.name == "acme")"));
  EXPECT_TRUE(Has(said, "`var.app.name` is `acme`")) << said;
}

TEST(SecretNames, WhatASecretOfATemplateIsComparedWithIsHidden) {
  for (const std::string says : {"NoEcho: true", "Description: in the environment"}) {
    for (const std::string condition :
         {"!Equals [!Ref P, Canary1]", "!Equals [Canary1, !Ref P]",
          "!Equals [!Sub \"${P}x\", Canary1x]", "!Equals [!FindInMap [M, !Ref P, V], x]",
          "!Not [!Or [!Equals [!Ref P, Canary1], !Equals [!Ref P, Canary2]]]"}) {
      const Scratch scratch;
      scratch.Write(
          "t.yaml",
          Format("Parameters: {{P: {{Type: String, {}}}}}\n"
                 "Mappings: {{M: {{{}: {{V: x}}}}}}\nConditions: {{Q: {}}}\n"
                 "Resources:\n  T: {{Type: AWS::ECS::TaskDefinition, Properties: "
                 "{{ContainerDefinitions: [{{Name: c, ReadonlyRootFilesystem: "
                 "!If [{{\"Fn::Equals\": [!Ref P, Canary1]}}, true, false], "
                 "Environment: [{{Name: A, Value: !Ref P}}]}}]}}}}\n"
                 "  S: {{Type: AWS::ECS::Service, Condition: Q, Properties: {{TaskDefinition: "
                 "!Ref T, EnableExecuteCommand: !If [Q, true, false]}}}}\n",
                 says, Has(condition, "FindInMap") ? "Canary1" : "k", condition));
      ExpectHidden(scratch, says + condition, kFewFormats);
    }
  }
}

// ---- functions of templates in any shape

constexpr const char* kShapes[] = {
    "{Ref: {Ref: P}}",
    "{Ref: [!Ref P]}",
    "{Ref: {\"Fn::Sub\": \"${P}\"}}",
    "{Ref: !Base64 {Ref: P}}",
    "{\"Fn::GetAtt\": {Ref: P}}",
    "{\"Fn::GetAtt\": [!Ref P, Arn]}",
    "{\"Fn::GetAtt\": [T, !Ref P]}",
    "{\"Fn::Join\": !Ref P}",
    "{\"Fn::Join\": [!Ref P]}",
    "{\"Fn::Join\": [\"\", [!Ref P, {Ref: Nope}]]}",
    "{\"Fn::Split\": [!Ref P, !Ref P]}",
    "{\"Fn::Select\": [!Ref P, [a]]}",
    "{\"Fn::Sub\": !Ref P}",
    "{\"Fn::Sub\": [!Ref P, {}]}",
    "{\"Fn::If\": [!Ref P, a, b]}",
    "{\"Fn::FindInMap\": !Ref P}",
    "{\"Fn::ImportValue\": [!Ref P]}",
    "{\"Fn::GetAZs\": !Ref P}",
    "{\"Fn::Cidr\": [!Ref P, 1, 2]}",
    "{\"Fn::Length\": !Ref P}",
    "{\"Fn::ToJsonString\": {a: !Ref P}}",
    "{\"Fn::Nobody\": !Ref P}",
    "{\"Fn::And\": !Ref P}",
    "!Sub \"${P}${Nope}\"",
};

TEST(SecretNames, OfFunctionsInAnyShapeShowNoSecret) {
  for (const std::string shape : kShapes) {
    const std::string rest =
        "Resources:\n  T: {Type: AWS::ECS::TaskDefinition, Properties: {TaskRoleArn: " + shape +
        ", ContainerDefinitions: [{Name: c, Image: i}]}}\n"
        "  S: {Type: AWS::ECS::Service, Properties: {EnableExecuteCommand: true, Cluster: " +
        shape + ", LaunchType: " + shape + ", PlatformVersion: " + shape +
        ", TaskDefinition: !Ref T}}\n";
    {
      const Scratch scratch;
      scratch.Write("t.yaml",
                    "Parameters: {P: {Type: String, NoEcho: true, Default: Canary1}}\n" + rest);
      ExpectHidden(scratch, shape, kFewFormats);
    }
    {
      const Scratch scratch;
      scratch.Write("t.yaml", "Parameters: {P: {Type: String}}\n" + rest);
      ExpectHidden(scratch, shape, kFewFormats, {"--var", "P=Canary1"});
    }
    {
      const Scratch scratch;
      scratch.Write("t.yaml",
                    "Parameters: {P: {Type: String, Default: Canary1}, R: {Type: String, "
                    "Default: \"true\"}}\nResources:\n  T: {Type: AWS::ECS::TaskDefinition, "
                    "Properties: {ContainerDefinitions: [{Name: c, ReadonlyRootFilesystem: "
                    "!Ref R, Environment: [{Name: A, Value: " +
                        shape + "}], Command: " + shape + "}, {Name: d, Environment: " + shape +
                        "}]}}\n");
      ExpectHidden(scratch, shape, kFewFormats);
    }
  }
}

TEST(SecretNames, OfFunctionsShowNoLiterals) {
  for (const std::string shape :
       {"{\"Fn::Nobody\": Canary1}", "{\"Fn::Cidr\": [Canary1, 1]}", "{\"Fn::Join\": Canary1}",
        "{\"Fn::Join\": [Canary1]}", "{\"Fn::Select\": [Canary1, [a]]}",
        "{\"Fn::Split\": [Canary1, {Ref: Nope}]}",
        "{\"Fn::ToJsonString\": [{Environment: [{Name: A, Value: Canary1}]}]}"}) {
    const Scratch scratch;
    scratch.Write("t.yaml",
                  "Resources:\n  T: {Type: AWS::ECS::TaskDefinition, Properties: "
                  "{ContainerDefinitions: " +
                      shape +
                      "}}\n  U: {Type: AWS::ECS::TaskDefinition, Properties: "
                      "{ContainerDefinitions: [{Name: c, Environment: " +
                      shape + "}]}}\n");
    ExpectHidden(scratch, shape, kFewFormats);
  }
}

}  // namespace
}  // namespace execlint
