"""What the cases have in common: pieces of projects, and the table that run.py measures."""
import dataclasses
import json
import typing

CASES = []


@dataclasses.dataclass(frozen=True)
class Case:
    name: str
    size: int  # the smallest of the three sizes, chosen so that what grows outweighs what does not
    files: typing.Callable  # size -> {path: text}
    arguments: tuple = ()
    fast: bool = False
    statuses: tuple = (0, 1)


def case(name, size, *arguments, **more):
    """Registers a function that makes a project of a given size: paths and their texts."""

    def register(function):
        CASES.append(Case(name, size, function, arguments, **more))
        return function

    return register


PROVIDER = 'provider "aws" {}\n'
SESSION_ACTIONS = ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
                   "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"]


def policy(action=SESSION_ACTIONS, resource="*"):
    return json.dumps({"Version": "2012-10-17",
                       "Statement": [{"Effect": "Allow", "Action": action, "Resource": resource}]})


def trust(service="ecs-tasks"):
    return json.dumps({"Version": "2012-10-17",
                       "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                                      "Principal": {"Service": f"{service}.amazonaws.com"}}]})


def role(label, name=None, more=""):
    return f'''resource "aws_iam_role" "{label}" {{
  name               = "{name or label}"
  assume_role_policy = jsonencode({trust()})
{more}}}
'''


def role_policy(label, role_label, action=SESSION_ACTIONS):
    return f'''resource "aws_iam_role_policy" "{label}" {{
  name   = "{label}"
  role   = aws_iam_role.{role_label}.id
  policy = jsonencode({policy(action)})
}}
'''


def task(label, role_arn="aws_iam_role.task.arn", containers='[{ name = "app", image = "nginx" }]', more=""):
    return f'''resource "aws_ecs_task_definition" "{label}" {{
  family                   = "{label}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  task_role_arn            = {role_arn}
  container_definitions    = jsonencode({containers})
{more}}}
'''


def service(label, task_label="app", cluster='"main"', more=""):
    return f'''resource "aws_ecs_service" "{label}" {{
  name                   = "{label}"
  cluster                = {cluster}
  task_definition        = aws_ecs_task_definition.{task_label}.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
{more}}}
'''


def network(groups="", subnets=""):
    return f'''  network_configuration {{
    subnets         = [{subnets}]
    security_groups = [{groups}]
  }}
'''


def many(count, make):
    return "".join(make(i) for i in range(count))


def root(*texts):
    """One Terraform root in one file."""
    return {"main.tf": PROVIDER + "".join(texts)}


def template(resources, **sections):
    """One CloudFormation template, as YAML text of its sections."""
    text = 'AWSTemplateFormatVersion: "2010-09-09"\n'
    for name, body in sections.items():
        text += f"{name}:\n{body}"
    return text + "Resources:\n" + resources


def stack_role(label, more=""):
    return f'''  {label}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {trust()}
{more}'''


def stack_task(label, role_ref="!GetAtt Role.Arn", containers='[{Name: app, Image: nginx}]'):
    return f'''  {label}:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: {label}
      NetworkMode: awsvpc
      RequiresCompatibilities: [FARGATE]
      TaskRoleArn: {role_ref}
      ContainerDefinitions: {containers}
'''


def stack_service(label, task_ref="!Ref Task", cluster="main", more=""):
    return f'''  {label}:
    Type: AWS::ECS::Service
    Properties:
      ServiceName: {label}
      Cluster: {cluster}
      TaskDefinition: {task_ref}
      LaunchType: FARGATE
      EnableExecuteCommand: true
{more}'''
