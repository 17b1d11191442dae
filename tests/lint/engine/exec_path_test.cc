// The exec path that is reported of a workload: which hops it has, and in which scenarios they are
// open, blocked or unknown.
#include "lint/engine/exec_path.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/fixture.h"

namespace execlint {
namespace {

using Files = std::map<std::string, std::string>;

std::string Joined(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : "; ") + text;
  return joined;
}

// A line for each state of each hop: `launch open when ...: summary`.
std::vector<std::string> StatesOf(const WorkloadReport& workload) {
  std::vector<std::string> lines;
  for (const HopReport& hop : workload.hops) {
    for (const HopReport::State& state : hop.states) {
      std::string line = std::string(HopName(hop.hop)) + " " + std::string(StateName(state.state));
      if (!state.when.empty()) line += " when " + Joined(state.when);
      lines.push_back(line + ": " + state.summary + Joined(state.reasons));
    }
  }
  return lines;
}

std::vector<WorkloadReport> WorkloadsOf(const std::string& terraform) {
  return testing_support::Analyze({{"main.tf", terraform}}, {}).analysis.workloads;
}

// The project holds one workload.
WorkloadReport WorkloadOf(const std::string& terraform) {
  const auto workloads = WorkloadsOf(terraform);
  EXPECT_EQ(workloads.size(), 1u);
  return workloads.empty() ? WorkloadReport{} : workloads.front();
}

constexpr const char* kEnvironment = "variable \"environment\" {\n  type = string\n}\n";

TEST(ExecPath, AServiceThatIsThereInOneScenarioHasItsStatesThere) {
  const WorkloadReport workload = WorkloadOf(kEnvironment + std::string(R"(
resource "aws_ecs_service" "web" {
  count                  = var.environment == "prod" ? 1 : 0
  launch_type            = "FARGATE"
  enable_execute_command = true
  task_definition        = "web:7"
})"));
  EXPECT_EQ(workload.address, "aws_ecs_service.web[0]");
  EXPECT_EQ(workload.task_definition, "web:7");
  EXPECT_EQ(workload.environment, "production");
  EXPECT_EQ(workload.environment_reason, "`var.environment` is `prod`");
  EXPECT_EQ(
      StatesOf(workload),
      (std::vector<std::string>{
          "launch open when `var.environment` is `prod`: ECS Exec is on",
          "platform open when `var.environment` is `prod`: runs on Fargate",
          "container unknown when `var.environment` is `prod`: which containers run here: "
          "`web:7` is not in this code",
          "task-role unknown when `var.environment` is `prod`: whether the task role allows the "
          "ssmmessages actions: `web:7` is not in this code",
          "network unknown when `var.environment` is `prod`: which subnets the tasks run in: "
          "execlint does not know the service's network configuration",
          "logging unknown when `var.environment` is `prod`: how the cluster logs sessions: "
          "the default cluster is not in this code"}));
}

TEST(ExecPath, AServiceThatIsNeverThereHasNone) {
  EXPECT_TRUE(WorkloadsOf(R"(
resource "aws_ecs_service" "web" {
  count                  = 0
  enable_execute_command = true
  task_definition        = "web:7"
})")
                  .empty());
}

TEST(ExecPath, NothingIsAskedBehindALaunchWithExecOff) {
  const WorkloadReport workload = WorkloadOf(kEnvironment + std::string(R"(
resource "aws_ecs_service" "web" {
  launch_type            = "FARGATE"
  enable_execute_command = var.environment == "dev"
  task_definition        = aws_ecs_task_definition.web.arn
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "nginx" }])
})"));
  EXPECT_EQ(workload.task_definition, "aws_ecs_task_definition.web");
  EXPECT_EQ(workload.environment, "varies");
  EXPECT_EQ(workload.environment_reason, "");
  EXPECT_EQ(
      StatesOf(workload),
      (std::vector<std::string>{
          "launch open when `var.environment` is `dev`: ECS Exec is on",
          "launch blocked when `var.environment` is not `dev`: ECS Exec is off",
          "platform open when `var.environment` is `dev`: runs on Fargate",
          "container open when `var.environment` is `dev`: a container's root filesystem is "
          "writable",
          "task-role blocked when `var.environment` is `dev`: the task definition has no task "
          "role",
          "network unknown when `var.environment` is `dev`: which subnets the tasks run in: "
          "execlint does not know the service's network configuration",
          "logging unknown when `var.environment` is `dev`: how the cluster logs sessions: the "
          "default "
          "cluster is not in this code"}));
}

TEST(ExecPath, ScenariosWithTheSameVerdictAreOneState) {
  const WorkloadReport workload = WorkloadOf(R"(
variable "size" {
  type = string
}
resource "aws_ecs_service" "web" {
  launch_type            = "FARGATE"
  platform_version       = var.size == "s" ? "1.3.0" : var.size == "m" ? "1.4.0" : "1.3.0"
  enable_execute_command = true
  task_definition        = aws_ecs_task_definition.web.arn
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "nginx" }])
})");
  EXPECT_EQ(workload.environment, "unclassified");
  EXPECT_EQ(
      StatesOf(workload),
      (std::vector<std::string>{
          "launch open: ECS Exec is on",
          "platform blocked when `var.size` is not `m`: Fargate "
          "platform version 1.3.0 is older than 1.4.0",
          "platform open when `var.size` is `m`: runs on Fargate",
          "container open: a container's root filesystem is writable",
          "task-role blocked: the task definition has no task role",
          "network unknown: which subnets the tasks run in: execlint does not know the "
          "service's network configuration",
          "logging unknown: how the cluster logs sessions: the default cluster is not in this "
          "code"}));
}

TEST(ExecPath, ATaskDefinitionWithoutLauncherHasTheHopsThatDoNotDependOnIt) {
  const WorkloadReport workload = WorkloadOf(R"(
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "nginx" }])
})");
  EXPECT_EQ(workload.task_definition, "aws_ecs_task_definition.web");
  EXPECT_EQ(StatesOf(workload),
            (std::vector<std::string>{
                "launch unknown: whether ECS Exec is turned on: nothing in this code "
                "launches `aws_ecs_task_definition.web`",
                "container open: a container's root filesystem is writable",
                "task-role blocked: the task definition has no task role"}));
}

TEST(ExecPath, AClusterWithoutServicesHasItsLogging) {
  const WorkloadReport workload =
      WorkloadOf("resource \"aws_ecs_cluster\" \"main\" {\n  name = \"main\"\n}\n");
  EXPECT_EQ(workload.task_definition, "");
  EXPECT_EQ(
      StatesOf(workload),
      (std::vector<std::string>{
          "logging unknown: whether sessions are recorded: execlint does not know what runs in "
          "the cluster"}));
}

}  // namespace
}  // namespace execlint
