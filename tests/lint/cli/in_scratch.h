// What tests of the whole program share: inputs with one mistake, and a run in a folder of its own.
#ifndef EXECLINT_TESTS_LINT_CLI_IN_SCRATCH_H_
#define EXECLINT_TESTS_LINT_CLI_IN_SCRATCH_H_

#include <string>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint::in_scratch {

using testing::Scratch;

inline constexpr const char* kGoodService = R"({
  "serviceName": "web",
  "cluster": "main",
  "taskDefinition": "web",
  "enableExecuteCommand": true
})";
inline constexpr const char* kTaskWithoutRole = R"({
  "family": "web",
  "networkMode": "awsvpc",
  "containerDefinitions": [{"name": "app", "image": "nginx", "essential": true}]
})";

// A service with exec on, whose task has no role.
inline constexpr const char* kServiceWithoutRole = R"(resource "aws_ecs_task_definition" "web" {
  family = "web"
}
resource "aws_ecs_service" "web" {
  name                   = "web"
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
)";
inline constexpr const char* kServiceWithExecOff = R"(resource "aws_ecs_service" "web" {
  name                   = "web"
  task_definition        = "web:7"
  enable_execute_command = false
}
)";

// Terraform whose one finding is `task-role-missing`, with the comment above the service.
inline std::string ServiceWithComment(const std::string& comment) {
  return R"(
resource "aws_ecs_task_definition" "web" {
  family = "web"
}
)" + comment +
         R"(resource "aws_ecs_service" "web" {
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
)";
}

inline ProgramResult In(const Scratch& scratch, const std::vector<std::string>& words,
                        const std::string& input = "") {
  return RunExeclint(words, input, scratch.path());
}

inline bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace execlint::in_scratch

#endif  // EXECLINT_TESTS_LINT_CLI_IN_SCRATCH_H_
