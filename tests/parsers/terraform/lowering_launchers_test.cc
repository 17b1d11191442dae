// What lowering makes of the Terraform resources that start tasks without being services.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/parsers/terraform/lowered.h"

namespace execlint {
namespace {

using Lines = std::vector<std::string>;
using testing_support::Terraform;

TEST(TerraformLaunchers, EventTargetsSchedulesAndPipes) {
  EXPECT_EQ(Terraform(R"(
variable "x" {}
variable "exec" {}
resource "aws_cloudwatch_event_target" "nightly" {
  arn   = "main"
  input = jsonencode({ containerOverrides = [], taskRoleArn = "arn:aws:iam::1:role/other" })
  ecs_target {
    task_definition_arn    = "job"
    enable_execute_command = true
    launch_type            = "FARGATE"
    platform_version       = "LATEST"
    capacity_provider_strategy { capacity_provider = "FARGATE_SPOT" }
    network_configuration {
      subnets          = ["a"]
      security_groups  = ["b"]
      assign_public_ip = true
    }
  }
}
resource "aws_cloudwatch_event_target" "function" {
  arn = "arn:aws:lambda:eu-west-1:1:function:f"
}
resource "aws_cloudwatch_event_target" "perhaps" {
  arn = "main"
  dynamic "ecs_target" {
    for_each = var.x == "on" ? [1] : []
    content { task_definition_arn = "job" }
  }
}
resource "aws_scheduler_schedule" "hourly" {
  name = "hourly"
  target {
    arn = "main"
    ecs_parameters {
      task_definition_arn    = "job"
      enable_execute_command = var.exec
      network_configuration { subnets = ["a"] }
    }
  }
}
resource "aws_scheduler_schedule" "queue" {
  target { arn = "arn:aws:sqs:eu-west-1:1:q" }
}
resource "aws_pipes_pipe" "stream" {
  name   = "stream"
  target = "main"
  target_parameters {
    ecs_task_parameters {
      task_definition_arn    = "job"
      enable_execute_command = true
      overrides { task_role_arn = "arn:aws:iam::1:role/piped" }
      network_configuration {
        aws_vpc_configuration {
          subnets          = ["a"]
          security_groups  = ["b"]
          assign_public_ip = "ENABLED"
        }
      }
    }
  }
}
)"),
            (Lines{
                "aws_cloudwatch_event_target.nightly: exec=true task=job cluster=main "
                "launch_type=FARGATE providers=[FARGATE_SPOT] version=LATEST subnets=[a] "
                "groups=[b] public_ip=true written=true role=arn:aws:iam::1:role/other",
                "aws_cloudwatch_event_target.perhaps: task=job cluster=main written=true|false",
                "aws_pipes_pipe.stream: name=stream exec=true task=job cluster=main subnets=[a] "
                "groups=[b] public_ip=true written=true role=arn:aws:iam::1:role/piped",
                "aws_scheduler_schedule.hourly: name=hourly exec=?var.exec task=job "
                "cluster=main subnets=[a] written=true",
            }));
}

TEST(TerraformLaunchers, StatesThatRunTasks) {
  EXPECT_EQ(Terraform(R"(
resource "aws_ecs_task_definition" "job" {
  family = "job"
}
resource "aws_sfn_state_machine" "encoded" {
  definition = jsonencode({ States = { Run = {
    Type = "Task", Resource = "arn:aws:states:::ecs:runTask.sync"
    Parameters = { TaskDefinition = aws_ecs_task_definition.job.arn, Cluster = "main", EnableExecuteCommand = true }
  } } })
}
resource "aws_sfn_state_machine" "text" {
  definition = <<EOF
{"States": {
  "Run": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask", "Arguments": {"TaskDefinition": "${aws_ecs_task_definition.job.arn}"}},
  "Given": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask", "Arguments": {"TaskDefinition": "{% $states.task %}", "EnableExecuteCommand": "{% $states.exec %}"}}
}}
EOF
}
resource "aws_sfn_state_machine" "function" {
  definition = jsonencode({ States = { Run = { Resource = "arn:aws:states:::lambda:invoke", Parameters = { Task = aws_ecs_task_definition.job.arn } } } })
}
)"),
            (Lines{
                "aws_ecs_task_definition.job: family=job",
                "aws_sfn_state_machine.encoded.States[\"Run\"]: exec=true "
                "task=->aws_ecs_task_definition.job cluster=main written=true",
                "aws_sfn_state_machine.function: task=->aws_ecs_task_definition.job",
                "aws_sfn_state_machine.text.States[\"Given\"]: exec=?{% $states.exec %} "
                "task=?{% $states.task %} written=true",
                "aws_sfn_state_machine.text.States[\"Run\"]: task=->aws_ecs_task_definition.job "
                "written=true",
            }));
}

TEST(TerraformLaunchers, TaskSetsExpressServicesAndTheDataSource) {
  EXPECT_EQ(Terraform(R"(
resource "aws_ecs_service" "web" {
  deployment_controller { type = "EXTERNAL" }
}
resource "aws_ecs_task_set" "blue" {
  service          = aws_ecs_service.web.id
  cluster          = "main"
  task_definition  = "web"
  launch_type      = "FARGATE"
  platform_version = "LATEST"
  capacity_provider_strategy { capacity_provider = "FARGATE" }
  network_configuration {
    subnets          = ["a"]
    security_groups  = ["b"]
    assign_public_ip = true
  }
}
resource "aws_ecs_express_gateway_service" "express" {
  service_name  = "express"
  cluster       = "main"
  task_role_arn = "role"
}
data "aws_ecs_task_execution" "migrate" {
  cluster                = "main"
  task_definition        = "migrate"
  enable_execute_command = true
  launch_type            = "FARGATE"
  platform_version       = "LATEST"
  overrides { task_role_arn = "arn:aws:iam::1:role/other" }
  network_configuration {
    subnets          = ["a"]
    security_groups  = ["b"]
    assign_public_ip = false
  }
}
)"),
            (Lines{
                "aws_ecs_express_gateway_service.express: name=express cluster=main",
                "aws_ecs_service.web: controller=EXTERNAL",
                "aws_ecs_task_set.blue: task=web cluster=main launch_type=FARGATE "
                "providers=[FARGATE] version=LATEST subnets=[a] groups=[b] public_ip=true "
                "of=->aws_ecs_service.web",
                "data.aws_ecs_task_execution.migrate: exec=true task=migrate cluster=main "
                "launch_type=FARGATE version=LATEST subnets=[a] groups=[b] public_ip=false "
                "role=arn:aws:iam::1:role/other",
            }));
}

TEST(TerraformLaunchers, WhateverElseNamesATaskDefinition) {
  EXPECT_EQ(Terraform(R"(
resource "aws_ecs_task_definition" "job" {
  family = "job"
}
resource "aws_ecs_task_definition" "web" {
  family = "web"
}
resource "aws_lambda_function" "starter" {
  environment { variables = { A = aws_ecs_task_definition.job.arn, B = aws_ecs_task_definition.job.arn } }
}
resource "aws_iam_policy" "run" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "ecs:RunTask", Resource = aws_ecs_task_definition.web.arn }] })
}
)"),
            (Lines{
                "aws_ecs_task_definition.job: family=job",
                "aws_ecs_task_definition.web: family=web",
                "aws_iam_policy.run: document=[Allow[ecs:RunTask]]",
                "aws_iam_policy.run: task=->aws_ecs_task_definition.web",
                "aws_lambda_function.starter: task=->aws_ecs_task_definition.job",
            }));
}

}  // namespace
}  // namespace execlint
