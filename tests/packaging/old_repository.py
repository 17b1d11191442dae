#!/usr/bin/env python3
"""Writes a repository as it may be where nobody has looked at ECS Exec yet: some twenty services in
Terraform, CloudFormation and JSON, which together have about a hundred findings.

    tests/packaging/old_repository.py FOLDER
"""

import pathlib
import sys

TERRAFORM = '''\
resource "aws_ecs_cluster" "{name}" {{
  name = "{name}"

  configuration {{
    execute_command_configuration {{
      logging = "NONE"
    }}
  }}
}}

resource "aws_iam_role" "execution" {{
  name               = "{name}-execution"
  assume_role_policy = local.trust
}}

resource "aws_iam_role_policy" "exec" {{
  role = aws_iam_role.execution.id
  policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{
      Effect = "Allow"
      Action = [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ]
      Resource = "*"
    }}]
  }})
}}

resource "aws_iam_role" "task" {{
  name               = "{name}-task"
  assume_role_policy = local.trust
}}

locals {{
  trust = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = {{ Service = "ecs-tasks.amazonaws.com" }}
    }}]
  }})
}}

resource "aws_ecs_task_definition" "{name}" {{
  family             = "{name}"
  pid_mode           = "task"
  execution_role_arn = aws_iam_role.execution.arn
  task_role_arn      = aws_iam_role.task.arn
  container_definitions = jsonencode([
    {{
      name                   = "app"
      image                  = "registry.example.com/{name}:{number}"
      readonlyRootFilesystem = true
    }},
    {{
      name                   = "worker"
      image                  = "registry.example.com/{name}-worker:{number}"
      readonlyRootFilesystem = true
    }},
  ])
}}

resource "aws_ecs_service" "{name}" {{
  name                   = "{name}"
  cluster                = aws_ecs_cluster.{name}.id
  task_definition        = aws_ecs_task_definition.{name}.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}}

resource "aws_iam_policy" "operators" {{
  name = "{name}-operators"
  policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{
      Effect   = "Allow"
      Action   = "ecs:ExecuteCommand"
      Resource = "*"
    }}]
  }})
}}
'''

CLOUDFORMATION = '''\
Resources:
  Cluster:
    Type: AWS::ECS::Cluster
  TaskDefinition:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: {name}
      RequiresCompatibilities: [FARGATE]
      ContainerDefinitions:
        - Name: app
          Image: registry.example.com/{name}:{number}
          ReadonlyRootFilesystem: true
          LogConfiguration:
            LogDriver: awslogs
            Options: {{awslogs-group: {name}, awslogs-region: eu-west-1}}
  Service:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !Ref Cluster
      TaskDefinition: !Ref TaskDefinition
      LaunchType: FARGATE
      PlatformVersion: 1.3.0
      EnableExecuteCommand: true
'''

TASK_DEFINITION = '''\
{{
  "family": "{name}",
  "requiresCompatibilities": ["FARGATE"],
  "containerDefinitions": [
    {{
      "name": "app",
      "image": "registry.example.com/{name}:{number}",
      "readonlyRootFilesystem": true
    }}
  ]
}}
'''

SERVICE = '''\
{{
  "serviceName": "{name}",
  "taskDefinition": "{name}",
  "launchType": "FARGATE",
  "platformVersion": "1.3.0",
  "enableExecuteCommand": true
}}
'''

NAMES = ("orders billing catalog search carts payments invoices shipping returns reviews ratings "
         "accounts sessions coupons gifts stock pricing reports exports imports").split()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    root = pathlib.Path(sys.argv[1])
    for number, name in enumerate(NAMES):
        folder = root / "services" / name
        folder.mkdir(parents=True)
        if number % 4 in (0, 1):
            files = {"main.tf": TERRAFORM}
        elif number % 4 == 2:
            files = {"service.yaml": CLOUDFORMATION}
        else:
            files = {"task-definition.json": TASK_DEFINITION, "service.json": SERVICE}
        for file, text in files.items():
            (folder / file).write_text(text.format(name=name, number=number))
    (root / "README.md").write_text("The shop.\n")


if __name__ == "__main__":
    main()
