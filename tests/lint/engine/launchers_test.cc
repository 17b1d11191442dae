// What starts tasks is a workload, with what its launch hop says.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

// `Nightly.Targets[0] (Nightly): blocked ECS Exec is off` for each workload; the task definition in
// parentheses.
std::vector<std::string> Launches(const std::string& file, const std::string& text) {
  std::vector<std::string> all;
  for (const WorkloadReport& workload : Analyze({{file, text}}, {}).analysis.workloads) {
    std::string line = workload.address + " (" + workload.task_definition + "):";
    for (const HopReport& hop : workload.hops) {
      if (hop.hop != Hop::kLaunch) continue;
      for (const HopReport::State& state : hop.states) {
        line += " " + std::string(StateName(state.state));
        if (!state.summary.empty()) line += " " + state.summary;
        for (const std::string& reason : state.reasons) line += " " + reason;
      }
    }
    all.push_back(line + (workload.hops.size() > 1 ? ", and more hops" : ""));
  }
  return all;
}

using Lines = std::vector<std::string>;

TEST(Launchers, EachTargetOfARuleIsAWorkload) {
  EXPECT_EQ(Launches("t.yaml", R"(
Resources:
  Job: {Type: AWS::ECS::TaskDefinition, Properties: {Family: job}}
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      Targets:
        - {Id: a, Arn: main, EcsParameters: {TaskDefinitionArn: !Ref Job, EnableExecuteCommand: true}}
        - {Id: b, Arn: main, EcsParameters: {TaskDefinitionArn: !Ref Job, EnableExecuteCommand: false}}
        - {Id: c, Arn: main, EcsParameters: {TaskDefinitionArn: !Ref Job}}
        - {Id: d, Arn: main, EcsParameters: {TaskDefinitionArn: !Ref Job, EnableExecuteCommand: !ImportValue x}}
)"),
            (Lines{
                "Nightly.Targets[0] (Job): open ECS Exec is on, and more hops",
                "Nightly.Targets[1] (Job): blocked ECS Exec is off",
                "Nightly.Targets[2] (Job): blocked ECS Exec is not turned on",
                "Nightly.Targets[3] (Job): unknown whether ECS Exec is turned on: no template in "
                "the project has the export `x`, and more hops",
            }));
}

TEST(Launchers, ATaskSetHasTheFlagOfItsService) {
  EXPECT_EQ(Launches("t.yaml", R"(
Resources:
  Job: {Type: AWS::ECS::TaskDefinition, Properties: {Family: job}}
  Web: {Type: AWS::ECS::Service, Properties: {ServiceName: web, EnableExecuteCommand: true, DeploymentController: {Type: EXTERNAL}}}
  Without: {Type: AWS::ECS::Service, Properties: {DeploymentController: {Type: EXTERNAL}}}
  Own: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Job}}
  A: {Type: AWS::ECS::TaskSet, Properties: {Service: !Ref Web, TaskDefinition: !Ref Job}}
  B: {Type: AWS::ECS::TaskSet, Properties: {Service: !Sub 'arn:aws:ecs:${AWS::Region}:${AWS::AccountId}:service/main/web', TaskDefinition: !Ref Job}}
  C: {Type: AWS::ECS::TaskSet, Properties: {Service: !Ref Own, TaskDefinition: !Ref Job}}
  D: {Type: AWS::ECS::TaskSet, Properties: {Service: elsewhere, TaskDefinition: !Ref Job}}
)"),
            (Lines{
                "A (Job): open ECS Exec is on, and more hops",
                "B (Job): open ECS Exec is on, and more hops",
                "C (Job): blocked ECS Exec is not turned on",
                "D (Job): unknown whether ECS Exec is turned on: `elsewhere` is not in this "
                "code, and more hops",
                "Own (Job): blocked ECS Exec is not turned on",
                "Without (): blocked ECS Exec is not turned on",
            }));
}

TEST(Launchers, AnExpressServiceHasNoFlag) {
  EXPECT_EQ(Launches("t.yaml", R"(
Resources:
  Web: {Type: AWS::ECS::ExpressGatewayService, Properties: {ServiceName: web}}
)"),
            (Lines{"Web (): blocked an Express service has no setting for ECS Exec"}));
  EXPECT_EQ(Launches("t.tf", R"(
resource "aws_ecs_express_gateway_service" "web" {
  service_name = "web"
}
)"),
            (Lines{"aws_ecs_express_gateway_service.web (): blocked an Express service has no "
                   "setting for ECS Exec"}));
}

TEST(Launchers, WhatNothingHereStartsSaysWhatNamesIt) {
  EXPECT_EQ(Launches("t.yaml", R"(
Resources:
  Job: {Type: AWS::ECS::TaskDefinition, Properties: {Family: job}}
  Free: {Type: AWS::ECS::TaskDefinition, Properties: {Family: free}}
  Starter: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {TASK: !Ref Job}}}}
  Pipeline: {Type: AWS::CodePipeline::Pipeline, Properties: {Stages: [{Actions: [{Configuration: {Task: !Ref Free}}]}]}}
)"),
            (Lines{
                "Free (Free): unknown whether ECS Exec is turned on: nothing in this code "
                "launches `Free`, and more hops",
                "Job (Job): unknown whether ECS Exec is turned on: execlint does not evaluate "
                "how `Starter` uses `Job`, and more hops",
            }));
  EXPECT_EQ(
      Launches("t.tf", R"(
resource "aws_ecs_task_definition" "job" { family = "job" }
resource "aws_sfn_state_machine" "run" {
  definition = jsonencode({ States = { A = { Resource = "arn:aws:states:::lambda:invoke", Parameters = { Task = aws_ecs_task_definition.job.arn } } } })
}
)"),
      (Lines{"aws_ecs_task_definition.job (aws_ecs_task_definition.job): unknown whether ECS "
             "Exec is turned on: execlint does not evaluate how "
             "`aws_sfn_state_machine.run` uses `aws_ecs_task_definition.job`, and more hops"}));
  EXPECT_EQ(Launches("t.tf", R"(
resource "aws_ecs_task_definition" "job" { family = "job" }
resource "aws_codepipeline" "deploy" {
  stage { action { configuration = { Task = aws_ecs_task_definition.job.arn } } }
}
)"),
            (Lines{"aws_ecs_task_definition.job (aws_ecs_task_definition.job): unknown whether ECS "
                   "Exec is turned on: nothing in this code launches "
                   "`aws_ecs_task_definition.job`, and more hops"}));
  EXPECT_EQ(Launches("t.tf", R"(
resource "aws_ecs_task_definition" "job" { family = "job" }
resource "aws_sfn_state_machine" "run" {
  definition = templatefile("missing.json", { task = aws_ecs_task_definition.job.arn })
}
)"),
            (Lines{"aws_ecs_task_definition.job (aws_ecs_task_definition.job): unknown whether ECS "
                   "Exec is turned on: nothing in this code launches "
                   "`aws_ecs_task_definition.job`, and more hops"}));
}

// A launcher's blocks may be there in some scenarios only.
TEST(Launchers, APartThatIsNotWrittenStartsNothing) {
  EXPECT_EQ(Launches("t.yaml", R"(
Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {Prod: !Equals [!Ref Env, prod]}
Resources:
  Job: {Type: AWS::ECS::TaskDefinition, Properties: {Family: job}}
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      Targets:
        - !If [Prod, {Id: b, Arn: main, EcsParameters: {TaskDefinitionArn: !Ref Job}}, !Ref AWS::NoValue]
)"),
            (Lines{"Nightly.Targets[0] (Job): blocked ECS Exec is not turned on"}));
}

}  // namespace
}  // namespace execlint::testing_support
