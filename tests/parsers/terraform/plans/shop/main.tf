# A project that uses most of what the evaluator knows, to be held against a real plan:
#
#   oracle/terraform/compare_plan.py tests/parsers/terraform/plans/shop . \
#     --record tests/parsers/terraform/plans/shop.json
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = merge(local.tags, { managed-by = "terraform" })
  }
}

provider "aws" {
  alias  = "east"
  region = "us-east-1"
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_availability_zones" "all" {}

locals {
  prefix = "shop-${var.environment}"
  tags   = { environment = var.environment, team = "shop" }

  # What is left out of a service comes from here.
  base = {
    cpu         = 256
    exec        = false
    ports       = [8080]
    secrets     = {}
    environment = { LOG_LEVEL = var.environment == "prod" ? "warn" : "debug" }
  }
  services = { for name, given in var.services : name => merge(local.base, { for k, v in given : k => v if v != null }) }
  public   = toset([for name, service in local.services : name if contains(service.ports, 443)])
  subnets  = [for i, zone in slice(data.aws_availability_zones.all.names, 0, 2) : cidrsubnet(var.cidr, 8, i)]
}

resource "aws_vpc" "main" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
  tags                 = { Name = local.prefix }
}

resource "aws_subnet" "private" {
  count             = length(local.subnets)
  vpc_id            = aws_vpc.main.id
  cidr_block        = local.subnets[count.index]
  availability_zone = element(data.aws_availability_zones.all.names, count.index)
  tags              = { Name = format("%s-private-%02d", local.prefix, count.index + 1), team = "network" }
}

resource "aws_security_group" "endpoints" {
  name   = join("-", compact([local.prefix, "", "endpoints"]))
  vpc_id = aws_vpc.main.id

  dynamic "ingress" {
    for_each = toset(flatten([for service in local.services : service.ports]))
    content {
      description = "port ${ingress.key}"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = [var.cidr]
    }
  }

  dynamic "egress" {
    for_each = var.environment == "prod" ? [] : [1]
    content {
      from_port   = 0
      to_port     = 0
      protocol    = -1
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = toset(["ssmmessages", "logs", "ecr.api"])
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${var.region}.${each.key}"
  vpc_endpoint_type   = title("interface")
  private_dns_enabled = each.value != "logs"
  subnet_ids          = aws_subnet.private[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_ecs_cluster" "main" {
  name = local.prefix

  configuration {
    execute_command_configuration {
      logging = lookup({ prod = "OVERRIDE" }, var.environment, "DEFAULT")

      dynamic "log_configuration" {
        for_each = var.exec_log_group == null ? [] : [var.exec_log_group]
        content {
          cloud_watch_log_group_name     = log_configuration.value
          cloud_watch_encryption_enabled = tobool("true")
        }
      }
    }
  }

  setting {
    name  = "containerInsights"
    value = var.environment == "prod" ? "enabled" : "disabled"
  }
}

resource "aws_ecs_cluster" "replica" {
  provider = aws.east
  count    = var.environment == "prod" ? 1 : 0
  name     = "${local.prefix}-replica"
}

data "aws_iam_policy_document" "exec" {
  statement {
    sid       = "Exec"
    actions   = formatlist("ssmmessages:%s", ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"])
    resources = ["*"]
  }

  dynamic "statement" {
    for_each = { for name, service in local.services : name => service.secrets if length(service.secrets) > 0 }
    content {
      sid       = "Secrets${title(statement.key)}"
      actions   = ["secretsmanager:GetSecretValue"]
      resources = [for secret in values(statement.value) : "arn:${data.aws_partition.current.partition}:secretsmanager:${var.region}:${data.aws_caller_identity.current.account_id}:secret:${secret}-*"]

      condition {
        test     = "StringEquals"
        variable = "aws:PrincipalTag/team"
        values   = ["shop", "&{aws:username}"]
      }
    }
  }
}

data "aws_iam_policy_document" "combined" {
  source_policy_documents   = [data.aws_iam_policy_document.exec.json]
  override_policy_documents = [jsonencode({ Statement = [{ Sid = "Exec", Effect = "Deny", Action = "ssmmessages:*", Resource = "*" }] })]

  statement {
    effect    = "Deny"
    actions   = ["ecs:ExecuteCommand"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "exec" {
  name   = "${local.prefix}-exec"
  path   = "/shop/"
  policy = var.environment == "prod" ? data.aws_iam_policy_document.combined.json : data.aws_iam_policy_document.exec.json
}

module "service" {
  source   = "./modules/service"
  for_each = local.services

  name            = "${local.prefix}-${each.key}"
  cluster         = aws_ecs_cluster.main
  settings        = each.value
  public          = contains(local.public, each.key)
  subnet_ids      = aws_subnet.private[*].id
  security_groups = toset([aws_security_group.endpoints.id])
  policies        = merge({ exec = aws_iam_policy.exec.arn }, each.key == "web" ? { managed = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" } : {})
  greeting        = templatefile("${path.module}/templates/greeting.txt.tftpl", { name = each.key, ports = each.value.ports })
}

output "services" {
  value = { for name, service in module.service : name => service.summary }
}
