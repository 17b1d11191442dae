// One mistake is told once, by the rule that knows most about it, whichever rules see its effects.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

std::size_t Count(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

std::string Linted(const std::string& name, const std::string& text) {
  const testing::Scratch scratch;
  scratch.Write(name, text);
  return RunExeclint({"."}, "", scratch.path()).out;
}

TEST(OneTelling, AMisspelledFlagIsNotALackingOne) {
  const std::string out = Linted("main.tf", R"(resource "aws_ecs_service" "web" {
  task_definition     = "web:7"
  enable_exec_command = true
})");
  EXPECT_EQ(Count(out, "[exec-flag-misplaced]"), 1u) << out;
  EXPECT_EQ(Count(out, "[exec-disabled]"), 0u) << out;
}

TEST(OneTelling, AFlagInTheTaskDefinitionIsNotOneLackingInTheService) {
  const std::string out = Linted("template.yaml", R"(Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      EnableExecuteCommand: true
      ContainerDefinitions: [{Name: web, Image: nginx}]
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Task
)");
  EXPECT_EQ(Count(out, "[exec-flag-misplaced]"), 1u) << out;
  EXPECT_EQ(Count(out, "[exec-disabled]"), 0u) << out;
}

TEST(OneTelling, ContainersThatTerraformReadsAreNoTaskOfTheirOwn) {
  const testing::Scratch scratch;
  scratch.Write("web.json", R"([{ "name": "web", "image": "nginx", "essential": true,
                                  "readonlyRootFilesystem": true }])");
  scratch.Write("other.json", R"([{ "name": "job", "image": "job", "essential": true,
                                    "readonlyRootFilesystem": true }])");
  scratch.Write("main.tf", R"(resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = file("${path.module}/web.json")
}
resource "aws_ecs_service" "web" {
  task_definition        = aws_ecs_task_definition.web.arn
  enable_execute_command = true
})");
  const std::string out = RunExeclint({"."}, "", scratch.path()).out;
  EXPECT_EQ(Count(out, "web.json:2:61: error"), 1u) << out;
  EXPECT_EQ(Count(out, "if this task is launched"), 1u) << out;
  EXPECT_EQ(Count(out, "for 2 workloads across 3 files"), 1u) << out;
}

}  // namespace
}  // namespace execlint
