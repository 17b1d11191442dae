// What lowering makes of the CloudFormation resources that start tasks without being services.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/parsers/model_text.h"

namespace execlint {
namespace {

using Lines = std::vector<std::string>;

Lines Launchers(const std::string& resources, const std::string& before = "") {
  const std::string asks = "  Asks:\n    Type: AWS::ECS::Service\n";
  return testing_support::LoweredInWords("stack.yaml", before + "Resources:\n" + asks + resources,
                                         "Asks");
}

TEST(CloudFormationLaunchers, EventTargetsSchedulesAndPipes) {
  EXPECT_EQ(Launchers(R"(
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      Targets:
        - Id: run
          Arn: main
          Input: '{"containerOverrides": [], "taskRoleArn": "arn:aws:iam::1:role/other"}'
          EcsParameters:
            TaskDefinitionArn: job
            EnableExecuteCommand: true
            LaunchType: FARGATE
            PlatformVersion: LATEST
            CapacityProviderStrategy: [{CapacityProvider: FARGATE_SPOT}]
            NetworkConfiguration: {AwsVpcConfiguration: {Subnets: [a], SecurityGroups: [b], AssignPublicIp: ENABLED}}
        - {Id: function, Arn: 'arn:aws:lambda:eu-west-1:1:function:f'}
        - {Id: again, Arn: main, Input: '{"containerOverrides": []}', EcsParameters: {TaskDefinitionArn: job}}
  Hourly:
    Type: AWS::Scheduler::Schedule
    Properties:
      Name: hourly
      Target:
        Arn: main
        Input: !ImportValue input
        EcsParameters:
          TaskDefinitionArn: job
          EnableExecuteCommand: false
          NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [a], AssignPublicIp: DISABLED}}
  Queue:
    Type: AWS::Scheduler::Schedule
    Properties: {Target: {Arn: 'arn:aws:sqs:eu-west-1:1:q', Input: x}}
  Stream:
    Type: AWS::Pipes::Pipe
    Properties:
      Name: stream
      Target: main
      TargetParameters:
        EcsTaskParameters:
          TaskDefinitionArn: job
          EnableExecuteCommand: true
          Overrides: {TaskRoleArn: 'arn:aws:iam::1:role/piped'}
          NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [a], SecurityGroups: [b]}}
)"),
            (Lines{
                "Hourly: name=hourly exec=false task=job cluster=main subnets=[a] "
                "public_ip=false written=true role=*",
                "Nightly.Targets[0]: exec=true task=job cluster=main launch_type=FARGATE "
                "providers=[FARGATE_SPOT] version=LATEST subnets=[a] groups=[b] public_ip=true "
                "written=true role=arn:aws:iam::1:role/other",
                "Nightly.Targets[2]: task=job cluster=main written=true",
                "Stream: name=stream exec=true task=job cluster=main subnets=[a] groups=[b] "
                "written=true role=arn:aws:iam::1:role/piped",
            }));
}

TEST(CloudFormationLaunchers, TargetsByCondition) {
  EXPECT_EQ(Launchers(R"(
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      Targets:
        - {Id: a, Arn: main, EcsParameters: {TaskDefinitionArn: a, EnableExecuteCommand: !If [P, true, false]}}
        - !If [P, {Id: b, Arn: main, EcsParameters: {TaskDefinitionArn: b}}, !Ref AWS::NoValue]
)",
                      "Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}}\n"
                      "Conditions: {P: !Equals [!Ref Env, prod]}\n"),
            (Lines{
                "Nightly.Targets[0]: exec=false|true task=a|a cluster=main|main "
                "written=true|true",
                "Nightly.Targets[1]: task=b cluster=main written=false|true",
            }));
}

TEST(CloudFormationLaunchers, StatesThatRunTasks) {
  EXPECT_EQ(Launchers(R"(
  Object:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionSubstitutions: {Job: job, Other: other}
      Definition:
        States:
          Run:
            Type: Task
            Resource: arn:aws:states:::ecs:runTask.sync
            Parameters:
              Cluster: main
              TaskDefinition: ${Job}
              EnableExecuteCommand: true
              LaunchType: FARGATE
              Overrides: {TaskRoleArn: 'arn:aws:iam::1:role/state'}
              NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [a], SecurityGroups: [b], AssignPublicIp: ENABLED}}
          Wait: {Type: Task, Resource: 'arn:aws:states:::ecs:runTask.waitForTaskToken', Parameters: {TaskDefinition: 'x-${Other}'}}
          Each:
            Type: Map
            ItemProcessor: {States: {Inner: {Type: Task, Resource: 'arn:aws:states:::ecs:runTask', Parameters: {TaskDefinition: inner}}}}
          Both:
            Type: Parallel
            Branches: [{States: {Left: {Type: Task, Resource: 'arn:aws:states:::aws-sdk:ecs:runTask', Arguments: {TaskDefinition: left}}}}]
          Function: {Type: Task, Resource: 'arn:aws:states:::lambda:invoke', Parameters: {TaskDefinition: no}}
          Stop: {Type: Task, Resource: 'arn:aws:states:::ecs:runTaskLater', Parameters: {TaskDefinition: no}}
          Bare: {Type: Task, Resource: 'arn:aws:states:::ecs:runTask'}
  Text:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub '{"States": {"Run task": {"Resource": "arn:${AWS::Partition}:states:::ecs:runTask.sync", "Parameters": {"TaskDefinition": "${Job}", "Cluster.$": "$.cluster", "EnableExecuteCommand.$": "$.exec"}}}}'
  Sam:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: {States: {Run: {Resource: 'arn:aws:states:::ecs:runTask', Arguments: {TaskDefinition: job, EnableExecuteCommand: '{% $states.input.exec %}'}}}}
  Elsewhere:
    Type: AWS::StepFunctions::StateMachine
    Properties: {DefinitionS3Location: {Bucket: b, Key: k}, DefinitionSubstitutions: {Job: !Ref Job}}
  Job: {Type: AWS::ECS::TaskDefinition}
)"),
            (Lines{
                "Elsewhere: task=->Job",
                "Job:",
                "Object.States[\"Bare\"]: written=true",
                "Object.States[\"Inner\"]: task=inner written=true",
                "Object.States[\"Left\"]: task=left written=true",
                "Object.States[\"Run\"]: exec=true task=job cluster=main launch_type=FARGATE "
                "subnets=[a] groups=[b] public_ip=true written=true "
                "role=arn:aws:iam::1:role/state",
                "Object.States[\"Wait\"]: task=?x-${Other} written=true",
                "Sam.States[\"Run\"]: exec=?{% $states.input.exec %} task=job written=true",
                "Text.States[\"Run task\"]: exec=?$.exec task=->Job cluster=?$.cluster "
                "written=true",
            }));
}

TEST(CloudFormationLaunchers, TaskSetsDaemonsAndExpressServices) {
  EXPECT_EQ(Launchers(R"(
  Web: {Type: AWS::ECS::Service, Properties: {EnableExecuteCommand: true, DeploymentController: {Type: EXTERNAL}}}
  Blue:
    Type: AWS::ECS::TaskSet
    Properties:
      Service: !Ref Web
      TaskDefinition: web
      Cluster: main
      LaunchType: FARGATE
      PlatformVersion: LATEST
      CapacityProviderStrategy: [{CapacityProvider: FARGATE}]
      NetworkConfiguration: {AwsVpcConfiguration: {Subnets: [a], SecurityGroups: [b], AssignPublicIp: DISABLED}}
  Agent:
    Type: AWS::ECS::Daemon
    Properties: {DaemonName: agent, EnableExecuteCommand: true, DaemonTaskDefinitionArn: !Ref AgentTask, ClusterArn: main}
  AgentTask:
    Type: AWS::ECS::DaemonTaskDefinition
    Properties: {Family: agent, TaskRoleArn: role, PidMode: shared, ContainerDefinitions: [{Name: agent, Image: agent}]}
  Express:
    Type: AWS::ECS::ExpressGatewayService
    Properties: {ServiceName: express, Cluster: main, TaskRoleArn: role}
)"),
            (Lines{
                "Agent: name=agent exec=true task=->AgentTask cluster=main",
                "AgentTask: family=agent role=role pid=shared "
                "containers=[{name=agent}]",
                "Blue: task=web cluster=main launch_type=FARGATE providers=[FARGATE] "
                "version=LATEST subnets=[a] groups=[b] public_ip=false of=->Web",
                "Express: name=express cluster=main",
                "Web: exec=true controller=EXTERNAL",
            }));
}

TEST(CloudFormationLaunchers, Jobs) {
  EXPECT_EQ(Launchers(R"(
  One:
    Type: AWS::Batch::JobDefinition
    Properties:
      JobDefinitionName: one
      PlatformCapabilities: [FARGATE]
      ContainerProperties:
        Image: a
        JobRoleArn: job
        ExecutionRoleArn: execution
        EnableExecuteCommand: true
        FargatePlatformConfiguration: {PlatformVersion: LATEST}
        RuntimePlatform: {OperatingSystemFamily: LINUX}
  Nodes:
    Type: AWS::Batch::JobDefinition
    Properties:
      NodeProperties:
        NodeRangeProperties:
          - {Container: {Image: b, JobRoleArn: job}}
          - EcsProperties:
              TaskProperties:
                - {TaskRoleArn: task, PidMode: task, PlatformVersion: LATEST, EnableExecuteCommand: false, Containers: [{Name: c, Image: c}]}
  Kubernetes:
    Type: AWS::Batch::JobDefinition
    Properties: {EksProperties: {PodProperties: {Containers: [{Image: d}]}}}
)"),
            (Lines{
                "Nodes: cluster=?in words: the cluster that AWS Batch creates written=true",
                "Nodes: exec=false cluster=?in words: the cluster that AWS Batch creates "
                "version=LATEST written=true",
                "Nodes: role=job containers=[{}]",
                "Nodes: role=task pid=task containers=[{name=c}]",
                "One: name=one exec=true cluster=?in words: the cluster that AWS Batch creates "
                "version=LATEST written=true",
                "One: role=job execution_role=execution compatible=[FARGATE] os=LINUX "
                "containers=[{}]",
            }));
}

TEST(CloudFormationLaunchers, WhateverElseNamesATaskDefinition) {
  EXPECT_EQ(Launchers(R"(
  Job: {Type: AWS::ECS::TaskDefinition, Properties: {Family: job}}
  Starter:
    Type: AWS::Lambda::Function
    Properties: {Environment: {Variables: {A: !Ref Job, B: !Ref Job}}}
)"),
            (Lines{"Job: family=job", "Starter: task=->Job"}));
}

}  // namespace
}  // namespace execlint
