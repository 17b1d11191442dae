// What is no secret is shown, although a container has it too or the text around it is broken.
#include <gtest/gtest.h>

#include <string>

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
using testing::Scratch;

std::string OfEnvironment(const std::string& input, const std::string& more,
                          const std::string& flag) {
  return "variable \"" + input + "\" {\n" + more + "}\n" +
         "resource \"aws_ecs_task_definition\" \"t\" {\n  family = \"t\"\n"
         "  container_definitions = " +
         Container("var." + input) +
         "\n}\nresource \"aws_ecs_service\" \"s\" {\n"
         "  task_definition = aws_ecs_task_definition.t.arn\n  enable_execute_command = " +
         flag + "\n}\n";
}

TEST(ShownWords, NamesOfEnvironments) {
  for (const std::string input : {"env", "environment", "environment_name"}) {
    for (const std::string& flag :
         {"lookup({ intg = true, training = true }, var." + input + ", false)",
          "{ intg = true, dev = false }[var." + input + "]", "var." + input + " == \"intg\""}) {
      const Scratch scratch;
      scratch.Write("main.tf", OfEnvironment(input, "", flag));
      const std::string said = In(scratch, {"--show-unknown"}).out;
      EXPECT_TRUE(Has(said, "`intg`")) << flag << said;
    }
  }
}

TEST(ShownWords, NamesOfEnvironmentsInATemplate) {
  for (const std::string condition : {"!Equals [!Ref EnvironmentName, intg]",
                                      "!Equals [!FindInMap [M, !Ref EnvironmentName, V], x]"}) {
    const auto said = [&](const std::string& more) {
      const Scratch scratch;
      scratch.Write(
          "t.yaml",
          "Parameters: {EnvironmentName: {Type: String" + more +
              "}}\nMappings: {M: {intg: {V: x}, acme: {V: y}}}\nConditions: {Q: " + condition +
              "}\nResources:\n  T: {Type: AWS::ECS::TaskDefinition, Properties: "
              "{ContainerDefinitions: [{Name: c, Environment: [{Name: A, Value: !Ref "
              "EnvironmentName}]}]}}\n  S: {Type: AWS::ECS::Service, Properties: "
              "{TaskDefinition: !Ref T, EnableExecuteCommand: !If [Q, true, false]}}\n");
      return In(scratch, {"--show-unknown"}).out;
    };
    EXPECT_TRUE(Has(said(""), "`EnvironmentName` is `intg`")) << condition << said("");
    EXPECT_FALSE(Has(said(", NoEcho: true"), "`intg`")) << condition << said(", NoEcho: true");
  }
}

TEST(ShownWords, ADeclaredSecretIsNoneOfThem) {
  for (const std::string flag :
       {"lookup({ Canary1 = true, x = true }, var.env, false)",
        "{ Canary1 = true, dev = false }[var.env]", "var.env == \"Canary1\""}) {
    const Scratch scratch;
    scratch.Write("main.tf", OfEnvironment("env", "  sensitive = true\n", flag));
    ExpectHidden(scratch, flag, kFewFormats);
    scratch.Write("main.tf", OfEnvironment("password", "",
                                           flag.substr(0, flag.find("var.env")) + "var.password" +
                                               flag.substr(flag.find("var.env") + 7)));
    ExpectHidden(scratch, flag + " of a password", kFewFormats);
  }
}

TEST(ShownWords, AMissingKeyThatIsWrittenAsAKey) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(
locals {
  ports    = { web = "1.4.0" }
  services = { web = 1, billing = 2 }
}
resource "aws_ecs_service" "s" {
  for_each               = local.services
  task_definition        = "web:7"
  platform_version       = local.ports[each.key]
  launch_type            = "FARGATE"
  enable_execute_command = true
}
)");
  const std::string said = In(scratch, {"--show-unknown"}).out;
  EXPECT_TRUE(Has(said, "there is no element \"billing\"")) << said;
}

TEST(ShownWords, DirectivesOfTemplates) {
  const Scratch scratch;
  const auto said = [&](const std::string& directive) {
    scratch.Write("t.yaml", "Resources:\n  S:\n    Type: AWS::ECS::Service\n    Properties:\n" +
                                directive + "\n      EnableExecuteCommand: true\n");
    return In(scratch, {}).out;
  };
  EXPECT_TRUE(Has(said("{{- if .SerializedManifest }}"), "{{- if .SerializedManifest }}"));
  EXPECT_TRUE(Has(said("      Cluster: {{ envName }}-x"), "Cluster: {{ envName }}"));
  EXPECT_FALSE(Has(said("      Cluster: {{ x(\"hunter2\") }}-x"), "hunter2"));
  EXPECT_FALSE(Has(said("      Cluster: ${X:-hunter2} {{ y }}"), "hunter2"));
  EXPECT_FALSE(Has(said("      {{Value: hunter2}}: }"), "hunter2"));
}

TEST(ShownWords, ActionsInABrokenPolicy) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(resource "aws_ecs_service" "s" {
  task_definition        = "web:7"
  enable_execute_command = true
}
resource "aws_iam_policy" "p" {
  name   = "p"
  policy = <<EOF
{
  "Statement": [{ "Effect": "Allow", "Action": [
    "s3:*", "dynamodb:CreateTable", "s3:hunter2",
  ], "Resource": "*" }]
}
EOF
}
)");
  const std::string said = In(scratch, {}).out;
  EXPECT_TRUE(Has(said, "\"s3:*\", \"dynamodb:CreateTable\", \"***\"")) << said;
}

}  // namespace
}  // namespace execlint
