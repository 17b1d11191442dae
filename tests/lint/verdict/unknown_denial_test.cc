// A policy that nobody can read may deny what another one allows. Few do: the hop stays open, is no
// more than likely, and says what it could not tell.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

const std::string kTerraform = R"(
variable "x" {
}
resource "aws_iam_role" "task" {
  name               = "task"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy" "sessions" {
  role   = aws_iam_role.task.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ssmmessages:*", Resource = "*" }] })
}
resource "aws_ecs_task_definition" "web" {
  family        = "web"
  task_role_arn = aws_iam_role.task.arn
}
resource "aws_ecs_service" "web" {
  task_definition        = aws_ecs_task_definition.web.arn
  enable_execute_command = true
}
)";

// `open high`, or with what cannot be told: `open medium: whether ...`.
std::string TaskRoleHop(const std::map<std::string, std::string>& files) {
  const Analyzed run = Analyze(files, {});
  std::string all;
  for (const WorkloadReport& workload : run.analysis.workloads) {
    for (const HopReport& hop : workload.hops) {
      if (hop.hop != Hop::kTaskRole) continue;
      for (const HopReport::State& state : hop.states) {
        all += std::string(StateName(state.state)) + " " +
               std::string(ConfidenceName(state.confidence));
        for (const std::string& reason : state.reasons) all += ": " + reason;
      }
    }
  }
  return all;
}

std::string InTerraform(const std::string& more) {
  return TaskRoleHop({{"main.tf", kTerraform + more}});
}

std::string Attached(const std::string& policy) {
  return "resource \"aws_iam_role_policy_attachment\" \"more\" {\n"
         "  role       = aws_iam_role.task.name\n  policy_arn = " +
         policy + "\n}\n";
}

std::string Inline(const std::string& statements) {
  return "resource \"aws_iam_role_policy\" \"more\" {\n  role   = aws_iam_role.task.id\n"
         "  policy = jsonencode({ Version = \"2012-10-17\", Statement = " +
         statements + " })\n}\n";
}

constexpr const char* kUnknown =
    "open medium: whether another policy of the task role denies the ssmmessages actions: `var.x` "
    "has no value here";

TEST(UnknownDenial, APolicyThatNobodyCanReadMayDeny) {
  EXPECT_EQ(
      InTerraform(Inline(R"([{ Effect = "Deny", Action = "ssmmessages:*", Resource = "*" }])")),
      "blocked high");
  EXPECT_EQ(InTerraform(Attached("var.x")), kUnknown);
  EXPECT_EQ(InTerraform(Inline("var.x")), kUnknown);
  EXPECT_EQ(InTerraform(Inline("[var.x]")), kUnknown);
  EXPECT_EQ(InTerraform("resource \"aws_iam_role_policy\" \"more\" {\n"
                        "  role   = aws_iam_role.task.id\n  policy = var.x\n}\n"),
            kUnknown);
  EXPECT_EQ(InTerraform("resource \"aws_iam_policy\" \"more\" {\n  policy = var.x\n}\n" +
                        Attached("aws_iam_policy.more.arn")),
            kUnknown);
}

TEST(UnknownDenial, WhatCanBeReadIsSure) {
  EXPECT_EQ(InTerraform(""), "open high");
  EXPECT_EQ(InTerraform(Attached("\"arn:aws:iam::aws:policy/ReadOnlyAccess\"")), "open high");
  EXPECT_EQ(InTerraform(Inline(R"([{ Effect = "Deny", Action = "s3:*", Resource = "*" }])")),
            "open high");
}

TEST(UnknownDenial, InATemplate) {
  const auto of = [](const std::string& more) {
    return TaskRoleHop({{"t.yaml", R"(Parameters:
  Extra: {Type: String}
Resources:
  Task:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: ecs-tasks.amazonaws.com}}]
)" + more + R"(      Policies:
        - PolicyName: sessions
          PolicyDocument:
            Statement: [{Effect: Allow, Action: "ssmmessages:*", Resource: "*"}]
  Def:
    Type: AWS::ECS::TaskDefinition
    Properties: {TaskRoleArn: !GetAtt Task.Arn}
  Web:
    Type: AWS::ECS::Service
    Properties: {TaskDefinition: !Ref Def, EnableExecuteCommand: true}
)"}});
  };
  EXPECT_EQ(of(""), "open high");
  EXPECT_EQ(of("      ManagedPolicyArns: [!Ref Extra]\n"),
            "open medium: whether another policy of the task role denies the ssmmessages actions: "
            "`Extra` has no value here");
}

}  // namespace
}  // namespace execlint::testing_support
