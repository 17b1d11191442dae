// What meets a bound and decides about a workload makes the exit status 3; the same below the bound
// is judged, and what meets a bound without deciding anything is no loss.
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

constexpr const char* kTrust =
    R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
    "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]})";
constexpr const char* kSessions =
    R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ssmmessages:*",
    "Resource": "*"}]})";
constexpr const char* kDenyAll =
    R"({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*",
    "Resource": "*"}]})";

std::string Number(int number) { return std::to_string(number); }

// `make(0) + ... + make(count - 1)`
template <class F>
std::string Many(int count, F&& make) {
  std::string all;
  for (int i = 0; i < count; ++i) all += make(i);
  return all;
}

// A service whose task role `task` works, with `more` in the same configuration.
std::string Terraform(const std::string& more, const std::string& of_service = "") {
  return std::string(R"(
resource "aws_iam_role" "task" {
  name               = "task"
  assume_role_policy = jsonencode()") +
         kTrust + R"()
}
resource "aws_iam_role_policy" "sessions" {
  role   = aws_iam_role.task.id
  policy = jsonencode()" +
         kSessions + R"()
}
resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode([{ name = "app", image = "nginx" }])
}
resource "aws_ecs_service" "web" {
  name                   = "web"
  task_definition        = aws_ecs_task_definition.app.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
)" + of_service +
         "}\n" + more;
}

std::string Template(const std::string& sections, const std::string& resources) {
  return "AWSTemplateFormatVersion: \"2010-09-09\"\n" + sections + R"(Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: )" +
         kTrust + R"(
      Policies:
        - {PolicyName: sessions, PolicyDocument: )" +
         kSessions + R"(}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: app
      NetworkMode: awsvpc
      RequiresCompatibilities: [FARGATE]
      TaskRoleArn: !GetAtt Role.Arn
      ContainerDefinitions: [{Name: app, Image: nginx}]
  Service:
    Type: AWS::ECS::Service
    Properties: {TaskDefinition: !Ref Task, LaunchType: FARGATE, EnableExecuteCommand: true}
)" + resources;
}

ProgramResult Of(const std::string& path, const std::string& text) {
  const Scratch scratch;
  scratch.Write(path, text);
  return In(scratch, {"--show-unknown"});
}

void ExpectLimit(const ProgramResult& run) {
  EXPECT_EQ(run.status, 3) << run.out << run.err;
  EXPECT_TRUE(Has(run.err, "a limit was reached in what decides about")) << run.out << run.err;
  EXPECT_FALSE(Has(run.out, "has no value here")) << run.out;
  EXPECT_FALSE(Has(run.out, "known only when the request is made")) << run.out;
}

std::string DenyOfTheLast(const std::string& repeated, const std::string& is_last) {
  return "resource \"aws_iam_role_policy\" \"more\" {\n  " + repeated +
         "\n  role   = aws_iam_role.task.id\n  policy = " + is_last + " ? jsonencode(" + kDenyAll +
         ") : jsonencode(" + kSessions + ")\n}\n";
}

TEST(LimitStatus, InstancesOfABlock) {
  EXPECT_EQ(Of("main.tf", Terraform(DenyOfTheLast("count = 256", "count.index == 255"))).status, 1);
  ExpectLimit(Of("main.tf", Terraform(DenyOfTheLast("count = 257", "count.index == 256"))));
  const auto keys = [](int count) {
    return "for_each = toset([" +
           Many(count, [](int i) { return "\"k" + Number(1000 + i) + "\", "; }) + "])";
  };
  for (const char* each : {"each.key", "each.value"}) {
    const std::string is = std::string(each) + " == \"k";
    EXPECT_EQ(Of("main.tf", Terraform(DenyOfTheLast(keys(256), is + "1255\""))).status, 1);
    ExpectLimit(Of("main.tf", Terraform(DenyOfTheLast(keys(257), is + "1256\""))));
  }
}

TEST(LimitStatus, InstancesOfAModule) {
  for (const int count : {256, 257}) {
    const Scratch scratch;
    scratch.Write("main.tf", "module \"m\" {\n  source = \"./m\"\n  count = " + Number(count) +
                                 "\n  i = count.index\n}\n");
    scratch.Write("m/main.tf", "variable \"i\" {}\n" +
                                   Terraform(DenyOfTheLast("", "var.i == " + Number(count - 1))));
    const ProgramResult run = In(scratch, {"--show-unknown"});
    if (count == 257) {
      ExpectLimit(run);
    } else {
      EXPECT_EQ(run.status, 1) << run.out;
    }
  }
}

TEST(LimitStatus, InstancesOfAllBlocks) {
  const std::string roles = Many(40, [](int i) {
    return "resource \"aws_iam_role\" \"a" + Number(i) +
           "\" {\n  count = 256\n  name = \"n${count.index}\"\n}\n";
  });
  const std::string last = DenyOfTheLast("count = 2", "count.index == 1");
  EXPECT_EQ(Of("main.tf", Terraform(last)).status, 1);
  // Blocks are met in the order of their names.
  ExpectLimit(Of("main.tf", roles + Terraform(last)));
}

// One instance stands for those that are not seen, and they are all alike.
TEST(LimitStatus, InstancesThatAreAlikeAreNoLoss) {
  const std::string alike =
      "resource \"aws_iam_role_policy\" \"more\" {\n  count = 300\n"
      "  role = aws_iam_role.task.id\n  policy = jsonencode(" +
      std::string(kSessions) + ")\n}\n";
  EXPECT_EQ(Of("main.tf", Terraform(alike)).status, 0);
  EXPECT_EQ(Of("main.tf", Terraform("", "  count = 300\n")).status, 0);
  const std::string other =
      "resource \"aws_sqs_queue\" \"q\" {\n  count = 300\n  name = \"q${count.index}\"\n}\n";
  EXPECT_EQ(Of("main.tf", Terraform(other)).status, 0);
}

TEST(LimitStatus, VarFiles) {
  for (const int count : {63, 64}) {  // and one case without any
    const Scratch scratch;
    const std::string last = "v" + Number(100 + count - 1);
    scratch.Write("main.tf", "variable \"e\" {\n  default = \"\"\n}\n" +
                                 Terraform(DenyOfTheLast("", "var.e == \"" + last + "\"")));
    for (int i = 0; i < count; ++i) {
      const std::string name = "v" + Number(100 + i);
      scratch.Write("env/" + name + ".tfvars", "e = \"" + name + "\"\n");
    }
    const ProgramResult run = In(scratch, {});
    EXPECT_EQ(run.status, count == 63 ? 1 : 3) << run.out << run.err;
    EXPECT_EQ(Has(run.out, "env/" + last + ".tfvars:1:1"), count == 64) << run.out;
    EXPECT_EQ(Has(run.out, "more than the 64 that execlint distinguishes"), count == 64) << run.out;
  }
}

TEST(LimitStatus, StatementsOfAPolicy) {
  const auto denied_at = [](int count) {
    return R"(resource "aws_iam_role_policy" "more" {
  role   = aws_iam_role.task.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [)" +
           Many(count - 1,
                [](int i) {
                  return R"({Effect = "Allow", Action = "s3:Get)" + Number(i) +
                         R"(", Resource = "*"}, )";
                }) +
           R"({ Effect = "Deny", Action = "*", Resource = "*" }] })
}
)";
  };
  EXPECT_EQ(Of("main.tf", Terraform(denied_at(512))).status, 1);
  ExpectLimit(Of("main.tf", Terraform(denied_at(513))));
}

TEST(LimitStatus, EndpointsThatMayBeInAVpc) {
  const auto beside = [](int count) {
    return Terraform(R"(resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "s" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.0.0/24"
}
resource "aws_security_group" "g" { vpc_id = aws_vpc.v.id }
)" + Many(count,
          [](int i) {
            return "resource \"aws_vpc_endpoint\" \"e" + Number(i) +
                   "\" {\n  vpc_id = aws_vpc.v.id\n  vpc_endpoint_type = "
                   "\"Interface\"\n  service_name = \"com.amazonaws.eu-west-1.s3\"\n}\n";
          }),
                     R"(  network_configuration {
    subnets         = [aws_subnet.s.id]
    security_groups = [aws_security_group.g.id]
  }
)");
  };
  EXPECT_EQ(Of("main.tf", beside(256)).status, 1);
  ExpectLimit(Of("main.tf", beside(257)));
}

TEST(LimitStatus, ValuesOfAParameter) {
  const std::string deny = R"(  Deny:
    Type: AWS::IAM::Policy
    Condition: Last
    Properties: {PolicyName: deny, Roles: [!Ref Role], PolicyDocument: )" +
                           std::string(kDenyAll) + "}\n";
  const auto allowed = [&](int count) {
    return Template("Parameters:\n  P: {Type: String, AllowedValues: [" +
                        Many(count, [](int i) { return "v" + Number(i) + ", "; }) +
                        "]}\nConditions:\n  Last: !Equals [!Ref P, v" + Number(count - 1) + "]\n",
                    deny);
  };
  EXPECT_EQ(Of("t.yaml", allowed(64)).status, 1);
  const ProgramResult run = Of("t.yaml", allowed(65));
  ExpectLimit(run);
  EXPECT_TRUE(Has(run.out, "`P` selects among more values than execlint distinguishes")) << run.out;
  // What is chosen by default is what a menu of many values is about.
  const std::string menu =
      Template("Parameters:\n  P: {Type: String, Default: v0, AllowedValues: [" +
                   Many(80, [](int i) { return "v" + Number(i) + ", "; }) +
                   "]}\nConditions:\n  Last: !Equals [!Ref P, v1]\n",
               "");
  EXPECT_EQ(Of("t.yaml", menu).status, 0);
}

TEST(LimitStatus, KeysOfAMapping) {
  const auto mapped = [](const std::string& key, int count) {
    return Template("Parameters:\n  P: {Type: String}\nMappings:\n  M:\n" +
                        Many(count,
                             [&](int i) {
                               return "    k" + Number(i) +
                                      ": {E: " + (i == count - 1 ? "Deny" : "Allow") + "}\n";
                             }),
                    "  Policy:\n    Type: AWS::IAM::Policy\n    Properties:\n"
                    "      PolicyName: p\n      Roles: [!Ref Role]\n      PolicyDocument: "
                    "{Version: \"2012-10-17\", Statement: [{Effect: !FindInMap [M, " +
                        key + ", E], Action: \"*\", Resource: \"*\"}]}\n");
  };
  ExpectLimit(Of("t.yaml", mapped("!Ref P", 70)));
}

TEST(LimitStatus, StatesInStates) {
  const auto nested = [](int depth) {
    std::string inner = R"({"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::ecs:runTask", "Parameters": {
      "TaskDefinition": "app", "LaunchType": "FARGATE", "EnableExecuteCommand": true}}}})";
    for (int i = 0; i < depth; ++i) {
      inner = R"({"StartAt": "A", "States": {"A": {"Type": "Parallel", "Branches": [)" + inner +
              "], \"End\": true}}}";
    }
    return inner;
  };
  const auto terraform = [&](int depth) {
    return Terraform("resource \"aws_sfn_state_machine\" \"m\" {\n  definition = <<E\n" +
                     nested(depth) + "\nE\n}\n");
  };
  EXPECT_EQ(Of("main.tf", terraform(16)).status, 0);
  const ProgramResult run = Of("main.tf", terraform(17));
  EXPECT_EQ(run.status, 3) << run.out;
  EXPECT_TRUE(Has(run.out, "stand in more than 16 others: they are not read")) << run.out;
  const ProgramResult in_template =
      Of("t.yaml", Template("",
                            "  M:\n    Type: AWS::StepFunctions::StateMachine\n"
                            "    Properties:\n      DefinitionString: '" +
                                nested(17) + "'\n"));
  EXPECT_EQ(in_template.status, 3) << in_template.out;
}

TEST(LimitStatus, UnitsThatAreReadTogether) {
  for (const int count : {24, 25}) {
    const Scratch scratch;
    std::string readers = "Resources:\n";
    for (int i = 0; i < count; ++i) {
      const std::string number = Number(10 + i);
      scratch.Write(
          "a" + number + ".yaml",
          "Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n"
          "      AssumeRolePolicyDocument: " +
              std::string(kTrust) +
              "\n      Policies:\n        - {PolicyName: p, PolicyDocument: " + kSessions +
              "}\nOutputs:\n  O: {Value: !GetAtt Role.Arn, Export: {Name: role" + number + "}}\n");
      readers += "  T" + number +
                 ":\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n"
                 "      NetworkMode: awsvpc\n      RequiresCompatibilities: [FARGATE]\n"
                 "      TaskRoleArn: !ImportValue role" +
                 number + "\n      ContainerDefinitions: [{Name: app, Image: nginx}]\n  S" +
                 number +
                 ":\n    Type: AWS::ECS::Service\n    Properties: {TaskDefinition: !Ref T" +
                 number + ", LaunchType: FARGATE, EnableExecuteCommand: true}\n";
    }
    scratch.Write("b.yaml", readers);
    const ProgramResult run = In(scratch, {"--show-unknown"});
    if (count == 24) {
      EXPECT_EQ(run.status, 0) << run.out << run.err;
    } else {
      ExpectLimit(run);
      EXPECT_TRUE(Has(run.out, "`a34.yaml` is one unit more than execlint reads together"))
          << run.out;
    }
  }
}

TEST(LimitStatus, TextsOfPolicies) {
  const auto denied = [](std::size_t stars) {
    return Terraform(
        "resource \"aws_iam_role_policy\" \"more\" {\n"
        "  role = aws_iam_role.task.id\n  policy = <<E\n" +
        std::string(R"({"Version": "2012-10-17", "Statement": [{"Effect": "Deny",
      "Resource": "*", "Action": ")") +
        std::string(stars, '*') + "\"}]}\nE\n}\n");
  };
  EXPECT_EQ(Of("main.tf", denied(100)).status, 1);
  const ProgramResult run = Of("main.tf", denied(70'000));
  ExpectLimit(run);
  EXPECT_TRUE(Has(run.out, "a text in this policy is more than execlint follows")) << run.out;
}

}  // namespace
}  // namespace execlint
