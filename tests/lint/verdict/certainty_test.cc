// What each verdict rests on: a value that comes by the default of an input makes it less certain,
// and every place that decided it is named.
#include <gtest/gtest.h>

#include <string>

#include "tests/lint/verdict/judged.h"

namespace execlint {
namespace {

std::string Containers(const std::string& task, const std::string& containers) {
  return testing_support::Judged("main.tf",
                                 R"(
variable "true" { default = true }
variable "false" { default = false }
variable "x" {}
variable "windows" { default = "WINDOWS_SERVER_2022_CORE" }
variable "router" { default = "amazon/aws-for-fluent-bit" }
variable "path" { default = "/var/lib/amazon" }
resource "aws_ecs_service" "web" {
  enable_execute_command = true
  task_definition        = aws_ecs_task_definition.web.arn
}
resource "aws_ecs_task_definition" "web" {
  family = "web"
)" + task + "\ncontainer_definitions = jsonencode(" +
                                     containers + ")\n}\n",
                                 Hop::kContainer);
}

TEST(VerdictCertainty, Containers) {
  EXPECT_EQ(Containers("", R"([{ name = "web", image = "nginx", readonlyRootFilesystem = true }])"),
            "");
  EXPECT_EQ(
      Containers("", R"([{ name = "web", image = "nginx", readonlyRootFilesystem = var.true }])"),
      "");
}

}  // namespace
}  // namespace execlint
