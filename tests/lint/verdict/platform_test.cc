// What a service runs on, as its exec path says it: by its launch type, its capacity providers, the
// cluster's, or what the task definition asks for.
#include "lint/verdict/platform.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/fixture.h"

namespace execlint {
namespace {

// What the only service of the file runs on.
std::string PlatformIn(const std::string& file, const std::string& text) {
  const auto run = testing_support::Analyze({{file, text}}, {});
  for (const WorkloadReport& workload : run.analysis.workloads) {
    for (const HopReport& hop : workload.hops) {
      if (hop.hop == Hop::kPlatform && hop.states.size() == 1) return hop.states[0].summary;
    }
  }
  return "nothing";
}

struct Case {
  const char* service;  // arguments of the service
  const char* task;     // of the task definition
  const char* cluster;  // of the cluster of this unit; null: it is none of this unit
  const char* runs_on;
};

std::string Strategy(const char* provider) {
  return std::string("capacity_provider_strategy {\n capacity_provider = ") + provider + "\n}\n";
}

std::string PlatformOf(const Case& one) {
  std::string text = "variable \"x\" {}\nvariable \"list\" {}\n";
  text += std::string("resource \"aws_ecs_task_definition\" \"web\" {\n family = \"web\"\n") +
          one.task + "\n}\n";
  const bool seen = one.cluster != nullptr;
  text += std::string("resource \"aws_ecs_service\" \"web\" {\n enable_execute_command = true\n") +
          "task_definition = aws_ecs_task_definition.web.arn\n" +
          (seen ? "cluster = aws_ecs_cluster.main.arn\n" : "cluster = \"main\"\n") + one.service +
          "\n}\n";
  if (seen) {
    text += "resource \"aws_ecs_cluster\" \"main\" {\n name = \"main\"\n}\n";
    text +=
        "resource \"aws_ecs_cluster_capacity_providers\" \"main\" {\n"
        "cluster_name = aws_ecs_cluster.main.name\n" +
        std::string(one.cluster) + "\n}\n";
  }
  return PlatformIn("main.tf", text);
}

TEST(Platform, WhatAServiceRunsOn) {
  const std::string fargate = "default_" + Strategy("\"FARGATE\"");
  const std::string of_instances = "default_" + Strategy("\"instances\"");
  const std::string from_variable = "default_" + Strategy("var.x");
  const std::string spot = Strategy("\"FARGATE_SPOT\"");
  const std::string instances = Strategy("\"instances\"");
  const std::string dynamic =
      "dynamic \"capacity_provider_strategy\" {\n for_each = var.list\n content {\n"
      "capacity_provider = capacity_provider_strategy.value\n}\n}\n";
  constexpr const char* kFargate = "requires_compatibilities = [\"FARGATE\"]";
  constexpr const char* kBoth = "requires_compatibilities = [\"EC2\", \"FARGATE\"]";
  const Case cases[] = {
      // The launch type says it.
      {"launch_type = \"FARGATE\"", "", "", "runs on Fargate"},
      {"launch_type = \"EC2\"", kFargate, fargate.c_str(), "runs on EC2"},
      {"launch_type = \"EXTERNAL\"", "", nullptr, "runs on an external instance"},
      {"launch_type = \"MANAGED_INSTANCES\"", "", nullptr, "runs on Managed Instances"},
      {"launch_type = var.x", kFargate, "", "supports ECS Exec wherever the tasks run"},
      // Else the capacity providers.
      {spot.c_str(), "", "", "runs on Fargate"},
      {instances.c_str(), kFargate, fargate.c_str(), "supports ECS Exec wherever the tasks run"},
      {dynamic.c_str(), "", "", "supports ECS Exec wherever the tasks run"},
      // Else those of the cluster.
      {"", "", fargate.c_str(), "runs on Fargate"},
      {"", kFargate, of_instances.c_str(), "supports ECS Exec wherever the tasks run"},
      {"", "", from_variable.c_str(), "supports ECS Exec wherever the tasks run"},
      // Else what the task definition asks for.
      {"", kFargate, "", "runs on Fargate"},
      {"", kBoth, "", "supports ECS Exec wherever the tasks run"},
      {"", "requires_compatibilities = var.list", "", "supports ECS Exec wherever the tasks run"},
      // EC2 is the default, where all of that is seen and says nothing.
      {"", "", "", "runs on EC2"},
      {"", "requires_compatibilities = []", "", "runs on EC2"},
      {"", "", nullptr, "supports ECS Exec wherever the tasks run"},
      {"", kFargate, nullptr, "runs on Fargate"},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(PlatformOf(one), one.runs_on)
        << one.service << " | " << one.task << " | " << (one.cluster ? one.cluster : "elsewhere");
  }
}

// A capacity provider of this code runs its tasks where its block says.
TEST(Platform, ACapacityProviderOfThisCode) {
  const auto runs_on = [](const std::string& provider, const std::string& name) {
    return PlatformIn("main.tf",
                      "variable \"x\" {}\n"
                      "resource \"aws_ecs_capacity_provider\" \"own\" {\n name = \"own\"\n" +
                          provider +
                          "\n}\n"
                          "resource \"aws_ecs_task_definition\" \"web\" {\n family = \"web\"\n}\n"
                          "resource \"aws_ecs_service\" \"web\" {\n cluster = \"main\"\n"
                          "enable_execute_command = true\n"
                          "task_definition = aws_ecs_task_definition.web.arn\n"
                          "capacity_provider_strategy {\n capacity_provider = " +
                          name + "\n}\n}\n");
  };
  const std::string group = "auto_scaling_group_provider {\n auto_scaling_group_arn = var.x\n}";
  const std::string managed = "managed_instances_provider {\n}";
  const std::string own = "aws_ecs_capacity_provider.own.name";
  EXPECT_EQ(runs_on(group, own), "runs on EC2");
  EXPECT_EQ(runs_on(group, "\"own\""), "runs on EC2");
  EXPECT_EQ(runs_on(managed, own), "runs on Managed Instances");
  EXPECT_EQ(runs_on("", own), "supports ECS Exec wherever the tasks run");
  EXPECT_EQ(runs_on(group, "\"other\""), "supports ECS Exec wherever the tasks run");
  EXPECT_EQ(runs_on(group, "var.x"), "supports ECS Exec wherever the tasks run");
}

// EC2 is the default of what says nothing, and not of what nobody can read.
TEST(Platform, AStrategyThatIsImported) {
  const std::string imported = "!ImportValue strategy";
  const std::string service = R"(
  Service:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !Ref Cluster
      TaskDefinition: !Ref Task
      EnableExecuteCommand: true
      CapacityProviderStrategy: )";
  const std::string task = R"(
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: {Family: web, ContainerDefinitions: [{Name: web, Image: nginx}]})";
  const std::string cluster = R"(
  Cluster:
    Type: AWS::ECS::Cluster
    Properties:
      DefaultCapacityProviderStrategy: )";
  const auto runs_on = [&](const std::string& of_service, const std::string& of_cluster) {
    return PlatformIn("stack.yaml",
                      "Resources:" + task + service + of_service + cluster + of_cluster + "\n");
  };
  EXPECT_EQ(runs_on("[]", "[]"), "runs on EC2");
  EXPECT_EQ(runs_on(imported, "[]"), "supports ECS Exec wherever the tasks run");
  EXPECT_EQ(runs_on("[]", imported), "supports ECS Exec wherever the tasks run");
  EXPECT_EQ(runs_on("[{CapacityProvider: FARGATE}]", imported), "runs on Fargate");
}

// A strategy counts for the cluster that it names, if it is there, and where the cluster has none.
TEST(Platform, AStrategyThatIsAssociated) {
  const auto runs_on = [](const std::string& own, const std::string& association) {
    return PlatformIn("stack.yaml", R"(
Conditions:
  Never: !Equals [a, b]
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: {Family: web, ContainerDefinitions: [{Name: web, Image: nginx}]}
  Service:
    Type: AWS::ECS::Service
    Properties: {Cluster: !Ref Cluster, TaskDefinition: !Ref Task, EnableExecuteCommand: true}
  Other:
    Type: AWS::ECS::Cluster
  Cluster:
    Type: AWS::ECS::Cluster
    Properties: {)" + own + R"(}
  Strategy:
    Type: AWS::ECS::ClusterCapacityProviderAssociations
)" + association + "\n");
  };
  const std::string fargate = "DefaultCapacityProviderStrategy: [{CapacityProvider: FARGATE}]";
  const std::string instances = "DefaultCapacityProviderStrategy: [{CapacityProvider: group}]";
  const std::string here = "    Properties: {Cluster: !Ref Cluster, " + fargate + "}";
  const std::string other = "    Properties: {Cluster: !Ref Other, " + fargate + "}";
  EXPECT_EQ(runs_on("", here), "runs on Fargate");
  EXPECT_EQ(runs_on("", other), "runs on EC2");
  EXPECT_EQ(runs_on("", here + "\n    Condition: Never"), "runs on EC2");
  EXPECT_EQ(runs_on(instances, here), "supports ECS Exec wherever the tasks run");
}

}  // namespace
}  // namespace execlint
