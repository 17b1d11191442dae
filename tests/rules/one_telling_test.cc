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

}  // namespace
}  // namespace execlint
