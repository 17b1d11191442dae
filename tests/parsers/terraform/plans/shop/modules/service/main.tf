variable "name" {}
variable "cluster" {}
variable "settings" { type = any }
variable "public" { type = bool }
variable "subnet_ids" { type = list(string) }
variable "security_groups" { type = set(string) }
variable "policies" { type = map(string) }
variable "greeting" { type = string }
variable "log_driver" {
  type     = string
  default  = "awslogs"
  nullable = false
}

locals {
  environment = merge(var.settings.environment, { SERVICE = var.name, GREETING = trimspace(var.greeting) })
  container = {
    name                   = var.name
    image                  = "images.example.com/shop/${element(split("-", var.name), length(split("-", var.name)) - 1)}:1.4.2"
    essential              = true
    cpu                    = var.settings.cpu
    readonlyRootFilesystem = !var.settings.exec
    command                = try(var.settings.command, [])
    portMappings           = [for port in var.settings.ports : { containerPort = port, protocol = "tcp" }]
    environment            = [for k in sort(keys(local.environment)) : { name = k, value = local.environment[k] }]
    secrets                = [for k, v in var.settings.secrets : { name = k, valueFrom = v }]
    linuxParameters        = var.settings.exec ? { initProcessEnabled = true } : null
    logConfiguration = {
      logDriver = var.log_driver
      options   = var.log_driver == "awslogs" ? { awslogs-group = "/shop/${var.name}", awslogs-stream-prefix = "ecs" } : {}
    }
  }
}

resource "aws_iam_role" "task" {
  name_prefix = substr("${var.name}-task-role", 0, 20)
  path        = "/shop/"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
  tags = { exec = var.settings.exec, environment = upper("test") }
}

resource "aws_iam_role_policy_attachment" "task" {
  for_each   = var.policies
  role       = aws_iam_role.task.name
  policy_arn = each.value
}

resource "aws_iam_role_policy" "logs" {
  role   = aws_iam_role.task.id
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": ["logs:PutLogEvents"], "Resource": "arn:aws:logs:*:*:log-group:/shop/${var.name}:*"}%{if var.settings.exec},
        {"Effect": "Allow", "Action": ["logs:DescribeLogGroups"], "Resource": "*"}%{endif}
      ]
    }
  EOT
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  task_role_arn            = aws_iam_role.task.arn
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = var.settings.cpu
  memory                   = var.settings.cpu * 2
  container_definitions    = jsonencode([local.container])

  dynamic "volume" {
    for_each = var.settings.exec ? {} : { tmp = true }
    content {
      name                = volume.key
      configure_at_launch = volume.value
    }
  }
}

resource "aws_ecs_service" "this" {
  name                   = var.name
  cluster                = var.cluster.id
  task_definition        = aws_ecs_task_definition.this.arn
  launch_type            = "FARGATE"
  platform_version       = "1.4.0"
  desired_count          = var.public ? 3 : 1
  enable_execute_command = var.settings.exec

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = var.security_groups
    assign_public_ip = var.public
  }
}

output "summary" {
  value = "${aws_ecs_service.this.name} on ${var.cluster.name}"
}
