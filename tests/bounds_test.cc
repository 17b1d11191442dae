// What hostile input costs, and what is said where a bound is met: through the program, since the
// bounds of parsers, evaluators and engine work together. Nothing here is measured; bench/growth
// does that.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using testing::Scratch;

constexpr std::string_view kReadOnly = R"(
resource "aws_ecs_service" "web" {
  name                   = "web"
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  task_role_arn         = "arn:aws:iam::123456789012:role/task"
  container_definitions = jsonencode([{ name = "web", image = "nginx", readonlyRootFilesystem = true }])
}
)";

constexpr std::string_view kFound = "[read-only-root-filesystem]";
constexpr std::string_view kMet = "takes more steps, memory or nesting to evaluate than execlint";

bool Holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// A bomb as the name of a service, beside a service with an error.
ProgramResult Beside(const std::string& locals, const std::string& name) {
  const Scratch scratch;
  scratch.Write("a.tf", "locals {\n" + locals +
                            "\n}\nresource \"aws_ecs_service\" \"a\" {\n  name = " + name +
                            "\n}\n");
  scratch.Write("b.tf", kReadOnly);
  return RunExeclint({"."}, "", scratch.path());
}

void ExpectBounded(const ProgramResult& result) {
  EXPECT_EQ(result.status, 1) << result.out << result.err;
  EXPECT_TRUE(Holds(result.out, kFound)) << result.out;
  EXPECT_TRUE(Holds(result.out, kMet)) << result.out;
  EXPECT_EQ(result.err, "");
}

TEST(Bounds, NumbersBeyondTheBounds) {
  for (const char* number :
       {"1e999999999", "-1e-999999999", "pow(2, 1000) * 1e1000", "1e1000 * 1e1000",
        "tonumber(\"1e99999\")", "1e-1000 / 1e1000", "jsondecode(\"[1e999]\")"}) {
    SCOPED_TRACE(number);
    ExpectBounded(Beside("", number));
  }
}

TEST(Bounds, ListsThatDouble) {
  std::string locals = "a0 = [\"x\"]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "local.a" + std::to_string(i - 1);
    locals += "a" + std::to_string(i) + " = [" + before + ", " + before + "]\n";
  }
  for (const char* name : {"local.a39", "jsonencode(local.a39)", "local.a39 == local.a38",
                           "contains([local.a38], local.a39)", "flatten(local.a39)",
                           "try(local.a39[0], 1)", "format(\"%v\", local.a39)"}) {
    SCOPED_TRACE(name);
    ExpectBounded(Beside(locals, name));
  }
}

TEST(Bounds, TextsThatDouble) {
  std::string locals = "a0 = \"x${var.x}\"\n";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "${local.a" + std::to_string(i - 1) + "}";
    locals += "a" + std::to_string(i) + " = \"" + before + before + "\"\n";
  }
  for (const char* name : {"local.a39", "upper(local.a39)", "jsonencode([local.a39])"}) {
    SCOPED_TRACE(name);
    ExpectBounded(Beside(locals, name));
  }
}

// What is written once and made 256 times.
TEST(Bounds, NestedBlocksOfManyInstances) {
  std::string blocks;
  for (int i = 0; i < 4000; ++i) blocks += "  ingress {}\n";
  const Scratch scratch;
  scratch.Write("a.tf",
                "resource \"aws_security_group\" \"a\" {\n  count = 256\n" + blocks + "}\n");
  scratch.Write("b.tf", kReadOnly);
  ExpectBounded(RunExeclint({"."}, "", scratch.path()));
}

TEST(Bounds, ContainersOfManyInstances) {
  const Scratch scratch;
  scratch.Write("a.tf", R"(
locals {
  names = flatten([for i in range(2) : [for j in range(1000) : "c${i}-${j}"]])
  all   = jsonencode([for name in local.names : { name = name, image = "x" }])
}
resource "aws_ecs_task_definition" "a" {
  count                 = 256
  family                = "a${count.index}"
  container_definitions = local.all
}
)");
  scratch.Write("b.tf", kReadOnly);
  ExpectBounded(RunExeclint({"."}, "", scratch.path()));
}

TEST(Bounds, ConcatenatedListsThatDouble) {
  std::string locals = "a0 = [for i in range(1024) : i]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "local.a" + std::to_string(i - 1);
    locals += "a" + std::to_string(i) + " = concat(" + before + ", " + before + ")\n";
  }
  for (const char* name :
       {"local.a39", "distinct(local.a39)", "[for x in local.a10 : [for y in local.a10 : x]]"}) {
    SCOPED_TRACE(name);
    ExpectBounded(Beside(locals, name));
  }
}

TEST(Bounds, FunctionsInLoops) {
  const std::string locals =
      "many = flatten([for i in range(100) : range(1024)])\n"
      "pattern = join(\"|\", [for i in range(1024) : \"a${i}.*b[^${i}]+\"])\n"
      "text = join(\"\", [for i in range(1024) : \"0123456789012345678901234567890123456789\"])\n"
      "same = join(\"\", [for i in range(2048) : \"01234567890123456789\"])\n"
      "accents = join(\"\", [for i in range(1024) : "
      "\"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\"])\n";
  for (const char* each : {"contains(local.many, -1)",
                           "can(regex(\"${local.pattern}${j}\", \"z\"))",
                           "regexall(\".\", local.text)",
                           "replace(local.text, \"0\", local.text)",
                           "split(\"0\", local.text)",
                           "sort(local.many)",
                           "toset(local.many)",
                           "setsubtract(local.many, local.many)",
                           "{ for k in local.many : k => k }",
                           "merge([for k in range(1024) : { a = local.many }]...)",
                           "jsonencode(local.many)",
                           "base64encode(local.text)",
                           "substr(local.text, j, 9)",
                           "strrev(local.text)",
                           "upper(local.text)",
                           "title(local.text)",
                           "base64decode(local.text)",
                           "length(local.text)",
                           "trimspace(local.text)",
                           "local.text == local.same",
                           "sort([local.text, local.same])",
                           "format(\"%q\", local.text)",
                           "upper(local.accents)",
                           "formatlist(\"%s\", local.many)"}) {
    SCOPED_TRACE(each);
    ExpectBounded(Beside(
        locals, "[for i in range(1024) : [for j in range(1024) : " + std::string(each) + "]]"));
  }
}

// What it makes is too large before the call returns.
TEST(Bounds, TextsThatAFunctionRepeats) {
  const std::string locals =
      "four = join(\"\", [for i in range(1024) : \"\u00e9${join(\"\", [for j in range(1000) : "
      "\"0123\"])}\"])\n"
      "verbs = join(\"\", [for i in range(1024) : \"%[1]s\"])\n"
      "groups = join(\"\", [for i in range(1024) : \"$0$0$0$0$0$0$0$0\"])\n";
  for (const char* name :
       {"format(local.verbs, local.four)", "format(replace(local.verbs, \"s\", \"q\"), local.four)",
        "replace(local.four, \"/^.*$/\", local.groups)"}) {
    SCOPED_TRACE(name);
    ExpectBounded(Beside(locals, name));
  }
}

// What is told of each finding is short, and two that begin alike stay two.
TEST(Bounds, LongLabels) {
  const std::string letters(1000, 'x');
  const Scratch scratch;
  std::string text;
  for (const char* end : {"a", "b"}) {
    std::string one(kReadOnly);
    for (const char* label : {"\"web\" {", "task_definition.web.arn"}) {
      std::string by = label;
      by.replace(by.find("web"), 3, letters + end);
      one.replace(one.find(label), std::string_view(label).size(), by);
    }
    one.replace(one.rfind("\"web\" {"), 5, "\"" + letters + end + "\"");
    text += one;
  }
  scratch.Write("main.tf", text);
  const ProgramResult result = RunExeclint({"--format", "json", "."}, "", scratch.path());
  EXPECT_EQ(result.status, 1) << result.err;
  EXPECT_FALSE(Holds(result.out, letters.substr(0, 200))) << result.out;
  EXPECT_TRUE(Holds(result.out, "aws_ecs_service.xxx")) << result.out;
  EXPECT_TRUE(Holds(result.out, "xxx... #")) << result.out;
  std::size_t found = 0;
  for (std::size_t at = 0;
       (at = result.out.find("\"read-only-root-filesystem\"", at)) != std::string::npos; ++at) {
    ++found;
  }
  EXPECT_GE(found, 2u) << result.out;
}

TEST(Bounds, ManyInstancesOfManyModules) {
  const Scratch scratch;
  scratch.Write("main.tf",
                "provider \"aws\" {}\nmodule \"a\" {\n  count = 256\n  source = \"./m\"\n}\n");
  scratch.Write("m/main.tf",
                "resource \"aws_ecs_service\" \"s\" {\n  count = 256\n  name = \"s\"\n}\n");
  const ProgramResult result = RunExeclint({"."}, "", scratch.path());
  EXPECT_TRUE(Holds(result.out, "workloads across 2 files")) << result.out;
}

TEST(Bounds, ModulesInModules) {
  const Scratch scratch;
  scratch.Write("main.tf", "provider \"aws\" {}\nmodule \"a\" {\n  source = \"./m0\"\n}\n");
  const std::string service = "resource \"aws_ecs_service\" \"s\" {\n  name = \"s\"\n}\n";
  for (int i = 0; i < 14; ++i) {
    const std::string next = "  source = \"../m" + std::to_string(i + 1) + "\"\n}\n";
    scratch.Write("m" + std::to_string(i) + "/main.tf",
                  service + "module \"a\" {\n" + next + "module \"b\" {\n" + next);
  }
  scratch.Write("m14/main.tf", service);
  const ProgramResult result = RunExeclint({"."}, "", scratch.path());
  EXPECT_TRUE(Holds(result.out, kMet)) << result.out;
  EXPECT_FALSE(Holds(result.out, "not in the scan")) << result.out;
}

TEST(Bounds, TheTimeIsOver) {
  const Scratch scratch;
  scratch.Write("main.tf", kReadOnly);
  std::string slow = "locals {\n";
  for (int i = 0; i < 400; ++i) {
    slow += "  a" + std::to_string(i) +
            " = [for i in range(1024) : [for j in range(1024) : \"${i}${j}\"]]\n";
  }
  slow += "}\n";
  for (int i = 0; i < 400; ++i) {
    const std::string n = std::to_string(i);
    slow += "resource \"aws_ecs_service\" \"s" + n + "\" {\n  name = local.a" + n + "\n}\n";
  }
  for (int i = 0; i < 40; ++i) {
    scratch.Write("slow" + std::to_string(i) + "/main.tf", "provider \"aws\" {}\n" + slow);
  }
  const ProgramResult result =
      RunExeclint({"--timeout", "1", "--no-summary", "."}, "", scratch.path());
  EXPECT_TRUE(Holds(result.err, "its analysis was given up: the time that --timeout gives is over"))
      << result.err;
  EXPECT_TRUE(result.status == 1 || result.status == 3) << result.status;
}

// A template with an error, and much beside it.
ProgramResult WithMuch(const std::string& resources, const std::string& containers = "") {
  const Scratch scratch;
  scratch.Write("t.yaml",
                "Resources:\n"
                "  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n"
                "      TaskRoleArn: arn:aws:iam::123456789012:role/task\n"
                "      ContainerDefinitions:\n"
                "      - {Name: web, Image: nginx, ReadonlyRootFilesystem: true}\n" +
                    containers +
                    "  Web:\n    Type: AWS::ECS::Service\n    Properties:\n"
                    "      {TaskDefinition: !Ref Task, LaunchType: FARGATE, "
                    "EnableExecuteCommand: true}\n" +
                    resources);
  return RunExeclint({"."}, "", scratch.path());
}

TEST(Bounds, ATemplateOfTooManyValues) {
  std::string much = "  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n";
  for (int i = 0; i < 100'000; ++i)
    much += "      K" + std::to_string(i) + ": [1,2,3,4,5,6,7,8,9]\n";
  const ProgramResult result = WithMuch(much);
  EXPECT_EQ(result.status, 3);
  EXPECT_TRUE(Holds(result.out + result.err, "t.yaml:1:1")) << result.out << result.err;
  EXPECT_TRUE(Holds(result.out + result.err, "more than 1,000,000 values")) << result.out;
  EXPECT_FALSE(Holds(result.out, kFound));
}

TEST(Bounds, ATemplateOfTooManyResources) {
  const auto queues = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
      text += "  Q" + std::to_string(i) + ": {Type: AWS::SQS::Queue}\n";
    return text;
  };
  const ProgramResult most = WithMuch(queues(9'998));
  EXPECT_EQ(most.status, 1);
  EXPECT_TRUE(Holds(most.out, kFound)) << most.out << most.err;
  const ProgramResult more = WithMuch(queues(9'999));
  EXPECT_EQ(more.status, 3);
  EXPECT_TRUE(Holds(more.out, "t.yaml:1:1")) << more.out;
  EXPECT_TRUE(Holds(more.out, "more than 10,000 resources")) << more.out;
  EXPECT_FALSE(Holds(more.out, kFound));
}

TEST(Bounds, TooManyContainers) {
  const auto containers = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      text += "      - {Name: c" + std::to_string(i) + ", Image: nginx}\n";
    }
    return text;
  };
  const ProgramResult most = WithMuch("", containers(1'999));
  EXPECT_TRUE(Holds(most.out, kFound)) << most.err;
  const ProgramResult more = WithMuch("", containers(2'000));
  EXPECT_EQ(more.status, 3) << more.out;
  EXPECT_TRUE(Holds(more.out, "more than 2,000 containers")) << more.out << more.err;
  EXPECT_FALSE(Holds(more.out, kFound));
}

// Of a file of many errors, the first are told, and that there are more.
TEST(Bounds, ErrorsOfOneFile) {
  std::string hcl, json = "{\"family\": [";
  for (int i = 0; i < 150; ++i) {
    hcl += "resource \"aws_ecs_service\" \"s" + std::to_string(i) + "\" {\n  name = = 1\n}\n";
    json += "[1,],\n";
  }
  for (const auto& [path, text] : {std::pair<std::string, std::string>{"main.tf", hcl},
                                   {"task.json", json + "1], \"containerDefinitions\": []}"}}) {
    const Scratch scratch;
    scratch.Write(path, text);
    const ProgramResult result = RunExeclint({"--format", "concise", "."}, "", scratch.path());
    EXPECT_EQ(result.status, 3) << result.out << result.err;
    EXPECT_TRUE(Holds(result.out, "more problems in this file than the 100 that are told"))
        << path << result.out;
    EXPECT_LE(std::ranges::count(result.out, '\n'), 110) << path;
  }
}

// A name that many folders explain names a few of them.
TEST(Bounds, CandidatesOfOneName) {
  const Scratch scratch;
  for (int i = 0; i < 9; ++i) {
    scratch.Write("t" + std::to_string(i) + "/task.json", R"({"taskDefinition": {"family": "web",
      "containerDefinitions": [{"name": "app", "image": "nginx"}]}})");
  }
  scratch.Write("s/service.json", R"({"services": [{"serviceName": "s", "launchType": "FARGATE",
    "taskDefinition": "web", "enableExecuteCommand": true}], "failures": []})");
  const ProgramResult result = RunExeclint({"--show-unknown", "."}, "", scratch.path());
  EXPECT_TRUE(Holds(result.out, "`t4/task.json` and 4 more")) << result.out;
  EXPECT_FALSE(Holds(result.out, "`t4/task.json`, ")) << result.out;
}

TEST(Bounds, WhatTimeoutTakes) {
  const ProgramResult result = RunExeclint({"--timeout", "0", "."});
  EXPECT_EQ(result.status, 2);
  EXPECT_TRUE(Holds(result.err, "1 to 86400")) << result.err;
}

// Of the folders that modules call outside of what is walked, some are read, and it is told that
// others are not.
TEST(Bounds, ModulesOutsideOfTheWalk) {
  const Scratch scratch;
  std::string calls;
  for (int i = 0; i < 1001; ++i) {
    const std::string number = std::to_string(1000 + i);
    calls += "module \"m" + number + "\" {\n  source = \"./.m/" + number + "\"\n}\n";
  }
  scratch.Write("main.tf", calls);
  scratch.Write(".m/1500/main.tf", std::string(kReadOnly));
  const ProgramResult result = RunExeclint({"."}, "", scratch.path());
  EXPECT_TRUE(Holds(result.out, kFound)) << result.out;
  EXPECT_TRUE(Holds(result.err, "modules call more than 1000 folders")) << result.err;
}

// None of the policies that are looked at is about sessions.
TEST(Bounds, TooManyPoliciesThatARoleMayHave) {
  const auto with = [](int policies) {
    std::string text = R"(
variable "a" {}
variable "b" {}
resource "aws_iam_role" "task" {
  name               = "${var.a}-task-${var.b}"
  assume_role_policy = jsonencode({ Statement = { Effect = "Allow", Action = "sts:AssumeRole",
                                    Principal = { Service = "ecs-tasks.amazonaws.com" } } })
}
resource "aws_ecs_service" "web" {
  name                   = "web"
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  task_role_arn         = aws_iam_role.task.arn
  container_definitions = jsonencode([{ name = "web", image = "nginx" }])
}
)";
    for (int i = 0; i < policies; ++i) {
      const std::string number = std::to_string(i);
      text += "resource \"aws_iam_role_policy\" \"p" + number + "\" {\n  role   = \"${var.b}-" +
              number + "-${var.a}\"\n  policy = jsonencode({ Statement = { Effect = \"Allow\", " +
              "Action = \"s3:*\", Resource = \"*\" } })\n}\n";
    }
    const Scratch scratch;
    scratch.Write("a.tf", text);
    return RunExeclint({".", "--show-unknown"}, "", scratch.path());
  };
  constexpr std::string_view kLimit =
      "which policies `aws_iam_role.task` has is more than execlint follows";
  const ProgramResult most = with(64);
  EXPECT_EQ(most.status, 1) << most.out << most.err;
  EXPECT_FALSE(Holds(most.out, kLimit)) << most.out;
  const ProgramResult more = with(65);
  EXPECT_EQ(more.status, 3) << more.out << more.err;
  EXPECT_TRUE(Holds(more.out + more.err, kLimit)) << more.out << more.err;
}

// A launcher is told its task definition by the folders that the two share, as long as there are
// not too many of one name.
TEST(Bounds, TaskDefinitionsOfOneName) {
  const auto read = [](int count) {
    const Scratch scratch;
    for (int i = 0; i < count; ++i) {
      scratch.Write("dev/" + std::to_string(i) + "/task.json",
                    R"({"family": "web", "containerDefinitions": [{"name": "a", "image": "b"}]})");
    }
    scratch.Write("dev/0/run/service.json",
                  R"({"serviceName": "s", "taskDefinition": "web", "enableExecuteCommand": true})");
    return RunExeclint({".", "--show-unknown"}, "", scratch.path()).out;
  };
  EXPECT_FALSE(Holds(read(500), "names more than one resource here"));
  EXPECT_TRUE(Holds(read(501), "`dev/101/task.json` and 496 more) names more than one resource"));
}

// AWS takes 16 subnets of a service and 16 security groups; many more would be compared in pairs.
TEST(Bounds, SubnetsAndSecurityGroupsOfAService) {
  const auto read = [](int subnets, int groups) {
    std::string text = R"(
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_route_table" "main" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
)";
    std::string in, of;
    for (int i = 0; i < subnets; ++i) {
      const std::string label = "n" + std::to_string(i);
      text += "resource \"aws_subnet\" \"" + label + "\" {\n  vpc_id = aws_vpc.main.id\n}\n";
      text += "resource \"aws_route_table_association\" \"" + label +
              "\" {\n  subnet_id = aws_subnet." + label +
              ".id\n  route_table_id = aws_route_table.main.id\n}\n";
      in += (i == 0 ? "" : ", ") + ("aws_subnet." + label + ".id");
    }
    for (int i = 0; i < groups; ++i) {
      const std::string label = "g" + std::to_string(i);
      text +=
          "resource \"aws_security_group\" \"" + label + "\" {\n  vpc_id = aws_vpc.main.id\n}\n";
      of += (i == 0 ? "" : ", ") + ("aws_security_group." + label + ".id");
    }
    text += R"(
resource "aws_ecs_service" "s" {
  name                   = "s"
  task_definition        = "web:1"
  launch_type            = "FARGATE"
  enable_execute_command = true
  network_configuration {
    assign_public_ip = true
    subnets          = [)" +
            in + "]\n    security_groups  = [" + of + "]\n  }\n}\n";
    const Scratch scratch;
    scratch.Write("main.tf", text);
    return RunExeclint({".", "--show-unknown"}, "", scratch.path()).out;
  };
  EXPECT_FALSE(Holds(read(64, 64), "so many"));
  EXPECT_TRUE(Holds(read(65, 1), "so many subnets"));
  EXPECT_TRUE(Holds(read(1, 65), "so many security groups"));
}

}  // namespace
}  // namespace execlint
