// What lowering makes of each type of resource, in Terraform and in CloudFormation: which property
// becomes which attribute, in all forms in which it may be written.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/parsers/model_text.h"

namespace execlint {
namespace {

using Lines = std::vector<std::string>;

// All but the service, which is there so that somebody asks for the rest.
Lines Lowered(const std::string& file, const std::string& text) {
  Lines lines = testing_support::ModelInWords({{file, text}});
  std::erase_if(lines, [](const std::string& line) {
    return line.starts_with("aws_ecs_service.asks:") || line.starts_with("Asks:");
  });
  return lines;
}

Lines Terraform(const std::string& text) {
  return Lowered("main.tf", "resource \"aws_ecs_service\" \"asks\" {\n}\n" + text);
}

Lines CloudFormation(const std::string& resources) {
  return Lowered("stack.yaml", "Resources:\n  Asks:\n    Type: AWS::ECS::Service\n" + resources);
}

TEST(TerraformLowering, Services) {
  EXPECT_EQ(Terraform(R"(
variable "x" {}
variable "groups" { default = ["sg-1"] }
resource "aws_ecs_service" "web" {
  name                   = "web"
  enable_execute_command = true
  task_definition        = aws_ecs_task_definition.web.arn
  cluster                = aws_ecs_cluster.main.id
  launch_type            = "FARGATE"
  platform_version       = "LATEST"
  deployment_controller { type = "ECS" }
  capacity_provider_strategy { capacity_provider = "FARGATE" }
  capacity_provider_strategy { capacity_provider = var.x }
  network_configuration {
    subnets          = ["subnet-1", var.x]
    security_groups  = var.groups
    assign_public_ip = true
  }
  tags = { env = "prod" }
  lifecycle { ignore_changes = [task_definition, platform_version] }
}
resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  task_role_arn            = "arn:aws:iam::1:role/task"
  execution_role_arn       = var.x
  network_mode             = "awsvpc"
  pid_mode                 = "task"
  requires_compatibilities = ["FARGATE"]
  runtime_platform { operating_system_family = "LINUX" }
  proxy_configuration { container_name = "envoy" }
  container_definitions = jsonencode([{ name = "web", readonlyRootFilesystem = true }])
  tags                  = { env = "dev" }
  lifecycle { ignore_changes = tags }
}
resource "aws_ecs_cluster" "main" {
  name = "main"
  tags = var.x
  configuration {
    execute_command_configuration {
      logging    = "OVERRIDE"
      kms_key_id = "key"
      log_configuration {
        cloud_watch_log_group_name = "group"
        s3_bucket_name             = "bucket"
      }
    }
  }
  lifecycle { ignore_changes = all }
}
resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name = aws_ecs_cluster.main.name
  default_capacity_provider_strategy { capacity_provider = "FARGATE_SPOT" }
}
resource "aws_ecs_task_set" "web" {
  task_definition = aws_ecs_task_definition.web.arn
}
)"),
            (Lines{
                "aws_ecs_cluster.main: name=main* configuration=true* logging=OVERRIDE* "
                "log_group=group* bucket=bucket* key=key* providers=* tags=?var.x",
                "aws_ecs_cluster_capacity_providers.main: cluster=->aws_ecs_cluster.main "
                "providers=[FARGATE_SPOT]",
                "aws_ecs_service.web: name=web exec=true task=->aws_ecs_task_definition.web* "
                "cluster=->aws_ecs_cluster.main launch_type=FARGATE providers=[FARGATE,?var.x] "
                "version=LATEST* controller=ECS subnets=[subnet-1,?var.x] groups=[sg-1**]* "
                "public_ip=true tags=[env:prod]",
                "aws_ecs_task_definition.web: family=web role=arn:aws:iam::1:role/task "
                "execution_role=?var.x network=awsvpc pid=task compatible=[FARGATE] os=LINUX "
                "proxy=envoy containers=[{name=web read_only=true}] tags=[env:dev]",
                "aws_ecs_task_set.web: task=->aws_ecs_task_definition.web",
            }));
}

TEST(TerraformLowering, ClusterBlocksThatMayBeThere) {
  EXPECT_EQ(Terraform(R"(
variable "list" {}
variable "none" { default = [] }
resource "aws_ecs_cluster" "plain" {
}
resource "aws_ecs_cluster" "empty" {
  configuration {
    execute_command_configuration {}
  }
}
resource "aws_ecs_cluster" "unknown" {
  dynamic "configuration" {
    for_each = var.list
    content {
      execute_command_configuration { logging = "NONE" }
    }
  }
}
resource "aws_ecs_cluster" "by_default" {
  dynamic "configuration" {
    for_each = var.none
    content {
      execute_command_configuration { logging = "NONE" }
    }
  }
}
resource "aws_ecs_cluster" "inner_unknown" {
  configuration {
    dynamic "execute_command_configuration" {
      for_each = var.list
      content { logging = "NONE" }
    }
  }
}
resource "aws_ecs_cluster" "inner_none" {
  configuration {
    dynamic "execute_command_configuration" {
      for_each = []
      content { logging = "NONE" }
    }
  }
}
)"),
            (Lines{
                "aws_ecs_cluster.by_default: configuration=* logging=* log_group=* bucket=* "
                "key=*",
                "aws_ecs_cluster.empty: configuration=true",
                "aws_ecs_cluster.inner_none:",
                "aws_ecs_cluster.inner_unknown: configuration=?var.list logging=?var.list "
                "log_group=?var.list bucket=?var.list key=?var.list",
                "aws_ecs_cluster.plain:",
                "aws_ecs_cluster.unknown: configuration=?var.list logging=?var.list "
                "log_group=?var.list bucket=?var.list key=?var.list",
            }));
}

TEST(TerraformLowering, Principals) {
  EXPECT_EQ(Terraform(R"(
variable "x" {}
variable "list" {}
resource "aws_iam_role" "task" {
  name                 = "task"
  path                 = "/web/"
  managed_policy_arns  = ["arn:aws:iam::aws:policy/A", var.x]
  permissions_boundary = "arn:aws:iam::aws:policy/B"
  assume_role_policy   = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole" }] })
  inline_policy {
    name   = "one"
    policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*" }] })
  }
  inline_policy {
    name   = "two"
    policy = var.x
  }
  tags = { env = "prod" }
}
resource "aws_iam_role" "dynamic" {
  dynamic "inline_policy" {
    for_each = var.list
    content { name = inline_policy.value }
  }
}
resource "aws_iam_user" "me" {
  name                 = "me"
  permissions_boundary = "b"
}
resource "aws_iam_group" "us" {
  name = "us"
}
resource "aws_ssoadmin_permission_set" "ops" {
  name = "ops"
}
resource "aws_iam_policy" "p" {
  name   = "p"
  path   = "/x/"
  policy = jsonencode({ Statement = [{ Effect = "Deny", Action = ["s3:*", "ec2:*"] }] })
}
)"),
            (Lines{
                "aws_iam_group.us: group=us",
                "aws_iam_policy.p: name=p path=/x/ document=[Deny[s3:*,ec2:*]]",
                "aws_iam_role.dynamic: inline=[...var.list]",
                "aws_iam_role.task: role=task path=/web/ trust=[Allow[sts:AssumeRole]] "
                "inline=[one[Allow[s3:*]],two?var.x] managed=[arn:aws:iam::aws:policy/A,?var.x] "
                "boundary=arn:aws:iam::aws:policy/B tags=[env:prod]",
                "aws_iam_user.me: user=me boundary=b",
                "aws_ssoadmin_permission_set.ops: permission set=ops",
            }));
}

TEST(TerraformLowering, Attachments) {
  EXPECT_EQ(Terraform(R"(
variable "x" {}
variable "list" {}
locals { document = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*" }] }) }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_iam_policy" "p" { name = "p" }
resource "aws_iam_role_policy" "a" {
  name   = "inline"
  role   = aws_iam_role.r.id
  policy = local.document
}
resource "aws_iam_user_policy" "b" {
  user   = "me"
  policy = local.document
}
resource "aws_iam_group_policy" "c" {
  group  = "us"
  policy = local.document
}
resource "aws_iam_role_policy_attachment" "d" {
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.p.arn
}
resource "aws_iam_user_policy_attachment" "e" {
  user       = "me"
  policy_arn = var.x
}
resource "aws_iam_group_policy_attachment" "f" {
  group      = var.x
  policy_arn = aws_iam_policy.p.arn
}
resource "aws_iam_policy_attachment" "g" {
  name       = "g"
  roles      = [aws_iam_role.r.name, "other"]
  users      = var.list
  groups     = ["us"]
  policy_arn = aws_iam_policy.p.arn
}
resource "aws_ssoadmin_managed_policy_attachment" "h" {
  permission_set_arn = "set"
  managed_policy_arn = "arn:aws:iam::aws:policy/A"
}
resource "aws_ssoadmin_permission_set_inline_policy" "i" {
  permission_set_arn = "set"
  inline_policy      = local.document
}
resource "aws_iam_role_policy_attachments_exclusive" "j" {
  role_name   = aws_iam_role.r.name
  policy_arns = ["arn:aws:iam::aws:policy/A", aws_iam_policy.p.arn]
}
resource "aws_iam_role_policy_attachments_exclusive" "k" {
  role_name   = aws_iam_role.r.name
  policy_arns = var.list
}
resource "aws_iam_role_policy_attachments_exclusive" "l" {
  role_name   = aws_iam_role.r.name
  policy_arns = concat(["arn:aws:iam::aws:policy/A"], var.list)
}
)"),
            (Lines{
                "aws_iam_group_policy.c: groups=[us] document=[Allow[s3:*]]",
                "aws_iam_group_policy_attachment.f: groups=?var.x policy=->aws_iam_policy.p",
                "aws_iam_policy.p: name=p",
                "aws_iam_policy_attachment.g: roles=[->aws_iam_role.r,other] users=?var.list "
                "groups=[us] policy=->aws_iam_policy.p",
                "aws_iam_role.r: role=r",
                "aws_iam_role_policy.a: roles=[->aws_iam_role.r] document=[Allow[s3:*]] "
                "name=inline",
                "aws_iam_role_policy_attachment.d: roles=[->aws_iam_role.r] "
                "policy=->aws_iam_policy.p",
                "aws_iam_role_policy_attachments_exclusive.j: roles=[->aws_iam_role.r]",
                "aws_iam_role_policy_attachments_exclusive.j: roles=[->aws_iam_role.r] "
                "policy=->aws_iam_policy.p",
                "aws_iam_role_policy_attachments_exclusive.j: roles=[->aws_iam_role.r] "
                "policy=arn:aws:iam::aws:policy/A",
                "aws_iam_role_policy_attachments_exclusive.k: roles=[->aws_iam_role.r] "
                "policy=?var.list",
                "aws_iam_role_policy_attachments_exclusive.l: roles=[->aws_iam_role.r] "
                "policy=?var.list",
                "aws_iam_role_policy_attachments_exclusive.l: roles=[->aws_iam_role.r] "
                "policy=arn:aws:iam::aws:policy/A",
                "aws_iam_user_policy.b: users=[me] document=[Allow[s3:*]]",
                "aws_iam_user_policy_attachment.e: users=[me] policy=?var.x",
                "aws_ssoadmin_managed_policy_attachment.h: roles=[set] "
                "policy=arn:aws:iam::aws:policy/A",
                "aws_ssoadmin_permission_set_inline_policy.i: roles=[set] "
                "document=[Allow[s3:*]]",
            }));
}

TEST(TerraformLowering, Routes) {
  EXPECT_EQ(Terraform(R"(
variable "x" {}
variable "list" {}
variable "gateways" { default = [] }
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = "1"
}
resource "aws_subnet" "a" {
  vpc_id      = aws_vpc.main.id
  ipv6_native = false
}
resource "aws_nat_gateway" "nat" {
  connectivity_type = "private"
}
resource "aws_internet_gateway" "out" {}
resource "aws_route_table" "inline" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.out.id
  }
  route {
    ipv6_cidr_block        = "::/0"
    egress_only_gateway_id = "eigw-1"
  }
}
resource "aws_route_table" "objects" {
  vpc_id = aws_vpc.main.id
  route = [{
    cidr_block         = "10.1.0.0/16"
    ipv6_cidr_block    = ""
    gateway_id         = ""
    nat_gateway_id     = ""
    transit_gateway_id = "tgw-1"
  }]
}
resource "aws_route_table" "unknown" {
  vpc_id = aws_vpc.main.id
  route  = [var.x]
}
resource "aws_route_table" "dynamic" {
  vpc_id = aws_vpc.main.id
  dynamic "route" {
    for_each = var.list
    content { cidr_block = route.value }
  }
}
resource "aws_route_table" "propagated" {
  vpc_id           = aws_vpc.main.id
  propagating_vgws = ["vgw-1"]
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.nat.id
  }
}
resource "aws_route_table" "propagated_only" {
  vpc_id           = aws_vpc.main.id
  propagating_vgws = var.list
}
resource "aws_route_table" "not_propagated" {
  vpc_id           = aws_vpc.main.id
  propagating_vgws = []
}
resource "aws_default_route_table" "default" {
  default_route_table_id = aws_vpc.main.default_route_table_id
}
resource "aws_route" "nat" {
  route_table_id         = aws_route_table.inline.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.nat.id
}
resource "aws_route" "list" {
  route_table_id             = aws_route_table.inline.id
  destination_prefix_list_id = "pl-1"
  network_interface_id       = var.x
}
resource "aws_route" "ipv6" {
  route_table_id              = aws_route_table.inline.id
  destination_ipv6_cidr_block = "::/0"
  vpc_peering_connection_id   = "pcx-1"
}
resource "aws_vpn_gateway_route_propagation" "vpn" {
  route_table_id = aws_route_table.inline.id
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.inline.id
}
resource "aws_main_route_table_association" "main" {
  vpc_id         = aws_vpc.main.id
  route_table_id = aws_route_table.inline.id
}
)"),
            (Lines{
                "aws_default_route_table.default: default of vpc=->aws_vpc.main",
                "aws_main_route_table_association.main: table=->aws_route_table.inline "
                "main_of=->aws_vpc.main",
                "aws_nat_gateway.nat: connectivity=private",
                "aws_route.ipv6: table=->aws_route_table.inline route={ipv6=::/0 other=pcx-1}",
                "aws_route.list: table=->aws_route_table.inline route={prefix_list=pl-1 "
                "other=?var.x}",
                "aws_route.nat: table=->aws_route_table.inline route={cidr=0.0.0.0/0 "
                "nat=->aws_nat_gateway.nat}",
                "aws_route_table.dynamic: vpc=->aws_vpc.main routes=[...var.list]",
                "aws_route_table.inline: vpc=->aws_vpc.main routes=[{cidr=0.0.0.0/0 "
                "gateway=->aws_internet_gateway.out},{ipv6=::/0 egress_only=eigw-1}]",
                "aws_route_table.not_propagated: vpc=->aws_vpc.main",
                "aws_route_table.objects: vpc=->aws_vpc.main routes=[{cidr=10.1.0.0/16 "
                "other=tgw-1}]",
                "aws_route_table.propagated: vpc=->aws_vpc.main routes=[{cidr=0.0.0.0/0 "
                "nat=->aws_nat_gateway.nat}...in words: the routes that a VPN gateway "
                "propagates]",
                "aws_route_table.propagated_only: vpc=->aws_vpc.main routes=[...in words: the "
                "routes that a VPN gateway propagates]",
                "aws_route_table.unknown: vpc=->aws_vpc.main routes=[?var.x]",
                "aws_route_table_association.a: subnet=->aws_subnet.a "
                "table=->aws_route_table.inline",
                "aws_subnet.a: vpc=->aws_vpc.main ipv6_native=false",
                "aws_vpc.main: cidr=10.0.0.0/16 dns_support=true dns_hostnames=true",
                "aws_vpn_gateway_route_propagation.vpn: table=->aws_route_table.inline "
                "route=?in words: the routes that a VPN gateway propagates",
            }));
}

TEST(TerraformLowering, EndpointsGroupsAndZones) {
  EXPECT_EQ(Terraform(R"(
variable "x" {}
variable "list" {}
variable "ranges" { default = ["10.0.0.0/8"] }
resource "aws_vpc" "main" {}
resource "aws_vpc_endpoint" "sessions" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${var.x}.ssmmessages"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = ["subnet-1"]
  security_group_ids  = [aws_security_group.web.id]
}
resource "aws_security_group" "web" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    cidr_blocks     = ["10.0.0.0/16"]
    security_groups = [aws_security_group.other.id]
    self            = true
  }
  egress {
    protocol         = "-1"
    from_port        = 0
    to_port          = 0
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
    prefix_list_ids  = ["pl-1"]
  }
}
resource "aws_security_group" "other" {
  dynamic "egress" {
    for_each = var.list
    content { protocol = "tcp" }
  }
}
resource "aws_security_group" "open" {
  egress {
    protocol    = "tcp"
    cidr_blocks = var.list
  }
  egress {
    protocol    = "tcp"
    cidr_blocks = concat(["10.0.0.0/8"], var.list)
  }
}
resource "aws_security_group" "by_default" {
  egress {
    protocol    = "tcp"
    cidr_blocks = var.ranges
  }
}
resource "aws_default_security_group" "default" {
  vpc_id = aws_vpc.main.id
}
resource "aws_security_group_rule" "out" {
  type                     = "egress"
  security_group_id        = aws_security_group.web.id
  protocol                 = "tcp"
  from_port                = 443
  to_port                  = 443
  source_security_group_id = aws_security_group.other.id
}
resource "aws_security_group_rule" "in" {
  type              = "ingress"
  security_group_id = aws_security_group.web.id
  protocol          = "tcp"
  cidr_blocks       = ["10.0.0.0/8", "10.1.0.0/16"]
  prefix_list_ids   = ["pl-1"]
}
resource "aws_security_group_rule" "either" {
  type              = var.x
  security_group_id = aws_security_group.web.id
  protocol          = "tcp"
}
resource "aws_vpc_security_group_egress_rule" "out" {
  security_group_id = aws_security_group.web.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_vpc_security_group_ingress_rule" "in" {
  security_group_id            = aws_security_group.web.id
  ip_protocol                  = "tcp"
  cidr_ipv6                    = "::/0"
  referenced_security_group_id = aws_security_group.other.id
  prefix_list_id               = "pl-1"
}
resource "aws_route53_zone" "private" {
  name = "internal"
  vpc { vpc_id = aws_vpc.main.id }
}
resource "aws_route53_zone" "public" {
  name = "example.org"
}
)"),
            (Lines{
                "aws_default_security_group.default: default of vpc=->aws_vpc.main",
                "aws_route53_zone.private: zone=internal",
                "aws_security_group.by_default: out=[{protocol=tcp cidrs=[10.0.0.0/8**]}]",
                "aws_security_group.open: out=[{protocol=tcp cidrs=[...var.list]},{protocol=tcp "
                "cidrs=[10.0.0.0/8...var.list]}]",
                "aws_security_group.other: out=[...var.list]",
                "aws_security_group.web: vpc=->aws_vpc.main in=[{protocol=tcp from=443 to=443 "
                "cidrs=[10.0.0.0/16] groups=[->aws_security_group.other] self=true}] "
                "out=[{protocol=-1 from=0 to=0 cidrs=[0.0.0.0/0,::/0] prefix_lists=[pl-1]}]",
                "aws_security_group_rule.either: group=->aws_security_group.web in=?var.x",
                "aws_security_group_rule.either: group=->aws_security_group.web out=?var.x",
                "aws_security_group_rule.in: group=->aws_security_group.web in={protocol=tcp "
                "cidrs=[10.0.0.0/8,10.1.0.0/16] prefix_lists=[pl-1]}",
                "aws_security_group_rule.out: group=->aws_security_group.web out={protocol=tcp "
                "from=443 to=443 groups=[->aws_security_group.other]}",
                "aws_vpc.main:",
                "aws_vpc_endpoint.sessions: vpc=->aws_vpc.main "
                "service=com.amazonaws.${var.x}.ssmmessages type=Interface private_dns=true "
                "subnets=[subnet-1] groups=[->aws_security_group.web]",
                "aws_vpc_security_group_egress_rule.out: group=->aws_security_group.web "
                "out={protocol=tcp from=443 to=443 cidrs=[0.0.0.0/0]}",
                "aws_vpc_security_group_ingress_rule.in: group=->aws_security_group.web "
                "in={protocol=tcp cidrs=[::/0] groups=[->aws_security_group.other] "
                "prefix_lists=[pl-1]}",
            }));
}

TEST(TerraformLowering, FlagsWhereTheyHaveNoBusiness) {
  EXPECT_EQ(Terraform(R"(
resource "aws_ecs_service" "web" {
  enable_execute_command = true
  enableExecuteCommand   = true
  network_configuration {
    enable_execute_command = true
    enable_exec            = true
  }
  lifecycle { ignore_changes = [enable_execute_command] }
}
resource "aws_ecs_task_definition" "web" {
  enable_execute_command = true
  container_definitions  = jsonencode([{ name = "web", enableExecuteCommand = true }])
}
resource "aws_ecs_cluster" "main" {
  configuration {
    execute_command_configuration {
      enable_execute_command = true
    }
  }
}
resource "aws_ecs_task_set" "web" {
  enable_execute_command = true
}
)"),
            (Lines{
                "aws_ecs_cluster.main: configuration=true",
                "aws_ecs_cluster.main: stray `enable_execute_command` at "
                "configuration.execute_command_configuration.enable_execute_command: a "
                "`execute_command_configuration` block has no such argument, and Terraform "
                "refuses it; set `enable_execute_command` on the aws_ecs_service",
                "aws_ecs_service.web: exec=true*",
                "aws_ecs_service.web: stray `enableExecuteCommand` at enableExecuteCommand: a "
                "service has no such argument, and Terraform refuses it; spell it "
                "`enable_execute_command`",
                "aws_ecs_service.web: stray `enable_exec` at network_configuration.enable_exec: "
                "a `network_configuration` block has no such argument, and Terraform refuses "
                "it; set `enable_execute_command` on the aws_ecs_service",
                "aws_ecs_service.web: stray `enable_execute_command` at "
                "network_configuration.enable_execute_command: a `network_configuration` block "
                "has no such argument, and Terraform refuses it; set `enable_execute_command` "
                "on the aws_ecs_service",
                "aws_ecs_task_definition.web: containers=[{name=web}]",
                "aws_ecs_task_definition.web: stray `enableExecuteCommand` at "
                "container_definitions[0].enableExecuteCommand: a container has no such "
                "property, and AWS ignores it; set `enable_execute_command` on the "
                "aws_ecs_service",
                "aws_ecs_task_definition.web: stray `enable_execute_command` at "
                "enable_execute_command: a task definition has no such argument, and Terraform "
                "refuses it; set `enable_execute_command` on the aws_ecs_service",
                "aws_ecs_task_set.web:",
                "aws_ecs_task_set.web: stray `enable_execute_command` at "
                "enable_execute_command: a task set has no such argument, and Terraform refuses "
                "it; set `enable_execute_command` on the aws_ecs_service",
            }));
}

TEST(TerraformLowering, WhoElseStartsTasks) {
  EXPECT_EQ(Terraform(R"(
resource "aws_ecs_task_definition" "job" {
  family = "job"
}
resource "aws_ecs_task_definition" "web" {
  family = "web"
}
locals { job = aws_ecs_task_definition.job.arn }
resource "aws_cloudwatch_event_target" "nightly" {
  ecs_target {
    task_definition_arn = local.job
  }
}
resource "aws_scheduler_schedule" "hourly" {
  target {
    ecs_parameters { task_definition_arn = aws_ecs_task_definition.job.arn }
  }
}
resource "aws_sfn_state_machine" "both" {
  definition = jsonencode({ a = aws_ecs_task_definition.job.arn, b = aws_ecs_task_definition.web.arn, c = local.job })
}
resource "aws_batch_job_definition" "batch" {
  task = aws_ecs_task_definition.job.family
}
resource "aws_iam_policy" "run" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "ecs:RunTask", Resource = aws_ecs_task_definition.web.arn }] })
}
resource "aws_cloudwatch_event_target" "other" {
  arn = "arn:aws:ecs:eu-west-1:1:task-definition/other"
}
)"),
            (Lines{
                "aws_batch_job_definition.batch: task=->aws_ecs_task_definition.job",
                "aws_cloudwatch_event_target.nightly: task=->aws_ecs_task_definition.job",
                "aws_ecs_task_definition.job: family=job",
                "aws_ecs_task_definition.web: family=web",
                "aws_iam_policy.run: document=[Allow[ecs:RunTask]]",
                "aws_iam_policy.run: task=->aws_ecs_task_definition.web",
                "aws_scheduler_schedule.hourly: task=->aws_ecs_task_definition.job",
                "aws_sfn_state_machine.both: task=->aws_ecs_task_definition.job",
                "aws_sfn_state_machine.both: task=->aws_ecs_task_definition.web",
            }));
}

TEST(TerraformLowering, AccountsRegionsAndSharedTags) {
  EXPECT_EQ(Terraform(R"(
variable "x" {}
variable "roles" { default = "arn:aws:iam::2:role/deploy" }
provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { env = "prod", team = "a" }
  }
}
provider "aws" {
  alias  = "same"
  region = "eu-west-1"
  default_tags {}
}
provider "aws" {
  alias  = "other"
  region = "us-east-1"
}
provider "aws" {
  alias  = "account"
  region = "eu-west-1"
  assume_role { role_arn = var.roles }
}
provider "aws" {
  alias  = "unknown"
  region = var.x
}
resource "aws_ecs_cluster" "here" {
  name = "main"
  tags = { team = "b" }
}
resource "aws_ecs_cluster" "null_tags" {
  tags = null
}
resource "aws_ecs_cluster" "same" {
  provider = aws.same
  tags     = { a = "b" }
}
resource "aws_ecs_cluster" "other" {
  provider = aws.other
}
resource "aws_ecs_cluster" "account" {
  provider = aws.account
}
resource "aws_ecs_cluster" "unknown" {
  provider = aws.unknown
}
resource "aws_ecs_cluster" "argument" {
  region = "us-west-2"
}
resource "aws_ecs_cluster" "same_argument" {
  region = "eu-west-1"
}
resource "aws_ecs_cluster" "null_argument" {
  region = null
}
resource "aws_ecs_cluster" "both" {
  provider = aws.other
  region   = "eu-west-1"
}
)"),
            (Lines{
                "aws_ecs_cluster.account in account \"arn:aws:iam::2:role/deploy\":",
                "aws_ecs_cluster.argument in region \"us-west-2\": tags=[env:prod,team:a]",
                "aws_ecs_cluster.both:",
                "aws_ecs_cluster.here: name=main tags=[env:prod,team:b]",
                "aws_ecs_cluster.null_argument: tags=[env:prod,team:a]",
                "aws_ecs_cluster.null_tags: tags=[env:prod,team:a]",
                "aws_ecs_cluster.other in region \"us-east-1\":",
                "aws_ecs_cluster.same: tags=[a:b]",
                "aws_ecs_cluster.same_argument: tags=[env:prod,team:a]",
                "aws_ecs_cluster.unknown in region var.x:",
                "region eu-west-1",
            }));
}

TEST(TerraformLowering, HowManyThereAre) {
  EXPECT_EQ(Terraform(R"(
variable "environment" {}
variable "number" { default = 1 }
variable "names" { default = ["a"] }
variable "x" {}
resource "aws_ecs_cluster" "prod" {
  count = var.environment == "prod" ? 1 : 0
}
resource "aws_ecs_cluster" "by_default" {
  count = var.number
}
resource "aws_ecs_cluster" "unknown" {
  count = var.x
}
resource "aws_ecs_cluster" "named" {
  for_each = toset(var.names)
}
resource "aws_ecs_cluster" "any" {
  for_each = var.x
}
)"),
            (Lines{
                "aws_ecs_cluster.any: exists=?var.x",
                "aws_ecs_cluster.by_default[0]: exists=true*",
                "aws_ecs_cluster.named[\"a\"]: exists=true*",
                "aws_ecs_cluster.prod[0]: exists=true|false",
                "aws_ecs_cluster.unknown: exists=?var.x",
            }));
}

TEST(CloudFormationLowering, FlagsWhereTheyHaveNoBusiness) {
  EXPECT_EQ(CloudFormation(R"(
  Web:
    Type: AWS::ECS::Service
    EnableExecuteCommand: true
    Properties:
      EnableExecuteCommand: true
      EnableECSExec: true
      enableExecuteCommand: true
      NetworkConfiguration: {AwsvpcConfiguration: {EnableExecuteCommand: true}}
      DeploymentConfiguration: {EnableExecuteCommand: true}
      deploymentController: {EnableExecuteCommand: true}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      EnableExecuteCommand: true
      ContainerDefinitions: [{Name: web, EnableExecuteCommand: true}]
  Main:
    Type: AWS::ECS::Cluster
    Properties: {Configuration: {ExecuteCommandConfiguration: {EnableExecuteCommand: true}}}
  Set:
    Type: AWS::ECS::TaskSet
    Properties: {EnableExecuteCommand: true}
)"),
            (Lines{
                "Main: configuration=true",
                "Main: stray `EnableExecuteCommand` at "
                "Properties.Configuration.ExecuteCommandConfiguration.EnableExecuteCommand: "
                "this part of a cluster has no such property, and CloudFormation refuses it; "
                "set `EnableExecuteCommand` on the AWS::ECS::Service",
                "Set:",
                "Set: stray `EnableExecuteCommand` at Properties.EnableExecuteCommand: a task "
                "set has no such property, and CloudFormation refuses it; set "
                "`EnableExecuteCommand` on the AWS::ECS::Service",
                "Task: containers=[{name=web}]",
                "Task: stray `EnableExecuteCommand` at "
                "Properties.ContainerDefinitions[0].EnableExecuteCommand: a container has no "
                "such property, and CloudFormation refuses it; set `EnableExecuteCommand` on "
                "the AWS::ECS::Service",
                "Task: stray `EnableExecuteCommand` at Properties.EnableExecuteCommand: a task "
                "definition has no such property, and CloudFormation refuses it; set "
                "`EnableExecuteCommand` on the AWS::ECS::Service",
                "Web: exec=true",
                "Web: stray `EnableECSExec` at Properties.EnableECSExec: a service has no such "
                "property, and CloudFormation refuses it; spell it `EnableExecuteCommand`",
                "Web: stray `EnableExecuteCommand` at EnableExecuteCommand: a resource has no "
                "such property, and CloudFormation refuses it; write `EnableExecuteCommand` in "
                "the service's Properties",
                "Web: stray `EnableExecuteCommand` at "
                "Properties.DeploymentConfiguration.EnableExecuteCommand: this part of a "
                "service has no such property, and CloudFormation refuses it; write "
                "`EnableExecuteCommand` in the service's Properties",
                "Web: stray `EnableExecuteCommand` at "
                "Properties.NetworkConfiguration.AwsvpcConfiguration.EnableExecuteCommand: this "
                "part of a service has no such property, and CloudFormation refuses it; write "
                "`EnableExecuteCommand` in the service's Properties",
                "Web: stray `enableExecuteCommand` at Properties.enableExecuteCommand: a "
                "service has no such property, and CloudFormation refuses it; spell it "
                "`EnableExecuteCommand`",
            }));
}

TEST(CloudFormationLowering, WhoElseStartsTasks) {
  EXPECT_EQ(CloudFormation(R"(
  Job:
    Type: AWS::ECS::TaskDefinition
    Properties: {Family: job}
  Nightly:
    Type: AWS::Events::Rule
    Properties: {Targets: [{EcsParameters: {TaskDefinitionArn: !Ref Job}}, {EcsParameters: {TaskDefinitionArn: !Ref Job}}]}
  Other:
    Type: AWS::Events::Rule
    Properties: {Targets: [{EcsParameters: {TaskDefinitionArn: 'arn:aws:ecs:eu-west-1:1:task-definition/other'}}]}
)"),
            (Lines{
                "Job: family=job",
                "Nightly: task=->Job",
            }));
}

TEST(CloudFormationLowering, Conditions) {
  EXPECT_EQ(Lowered("stack.yaml", R"(
Parameters:
  Env: {Type: String, AllowedValues: [dev, prod]}
  A: {Type: String, AllowedValues: [a, b]}
  B: {Type: String, AllowedValues: [a, b]}
  C: {Type: String, AllowedValues: [a, b]}
  D: {Type: String, AllowedValues: [a, b]}
  E: {Type: String, AllowedValues: [a, b]}
  F: {Type: String, AllowedValues: [a, b]}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  Never: !Equals [a, b]
  Imported: !Equals [!ImportValue a, b]
  All: !And [!Equals [!Ref A, !Ref B], !Equals [!Ref C, !Ref D], !Equals [!Ref E, !Ref F], !Equals [!Ref Env, prod]]
Resources:
  Asks: {Type: AWS::ECS::Service}
  Prod: {Type: AWS::ECS::Cluster, Condition: IsProd}
  None: {Type: AWS::ECS::Cluster, Condition: Never}
  Perhaps: {Type: AWS::ECS::Cluster, Condition: Imported}
  Strange: {Type: AWS::ECS::Cluster, Condition: NoSuchCondition}
  Named:
    Type: AWS::ECS::Cluster
    Properties: {ClusterName: !If [IsProd, prod, dev]}
)"),
            (Lines{
                "Named: name=dev|prod",
                "None: exists=false",
                "Perhaps: exists=?a",
                "Prod: exists=false|true",
                "Strange: exists=?in words: condition NoSuchCondition",
            }));
}

TEST(CloudFormationLowering, MoreCombinationsThanAreTried) {
  std::string text = "Parameters:\n";
  std::string name;
  for (const char letter : std::string("ABCDEFG")) {
    text += std::string("  ") + letter + ": {Type: String, AllowedValues: [a, b]}\n";
    name += std::string(name.empty() ? "" : ", ") + "!If [Is" + letter + ", a, b]";
  }
  text += "Conditions:\n";
  std::string all;
  for (const char letter : std::string("ABCDEFG")) {
    text += std::string("  Is") + letter + ": !Equals [!Ref " + letter + ", a]\n";
    all += std::string(all.empty() ? "" : ", ") + "!Ref " + letter;
  }
  text += "  All: !Equals [!Join ['', [" + all + "]], aaaaaaa]\n";
  text += "Resources:\n  Asks: {Type: AWS::ECS::Service}\n";
  text += "  Main:\n    Type: AWS::ECS::Cluster\n";
  text += "    Properties: {ClusterName: !Join ['', [" + name + "]]}\n";
  text += "  Rare: {Type: AWS::ECS::Cluster, Condition: All}\n";
  const Lines lines = Lowered("stack.yaml", text);
  ASSERT_EQ(lines.size(), 2u);
  const std::string end = "|else ?in words: more than 64 combinations of parameters";
  EXPECT_TRUE(lines[0].starts_with("Main: name=aaaaaaa|aaaaaab|")) << lines[0];
  EXPECT_TRUE(lines[0].ends_with("b" + end)) << lines[0];
  EXPECT_TRUE(lines[1].starts_with("Rare: exists=true|false|")) << lines[1];
  EXPECT_TRUE(lines[1].ends_with("false" + end)) << lines[1];
}

TEST(CloudFormationLowering, Services) {
  EXPECT_EQ(CloudFormation(R"(
  Web:
    Type: AWS::ECS::Service
    Properties:
      ServiceName: web
      EnableExecuteCommand: true
      TaskDefinition: !Ref Task
      Cluster: !GetAtt Main.Arn
      LaunchType: FARGATE
      PlatformVersion: LATEST
      DeploymentController: {Type: ECS}
      CapacityProviderStrategy:
        - {CapacityProvider: FARGATE}
        - {CapacityProvider: !ImportValue provider}
      NetworkConfiguration:
        AwsvpcConfiguration:
          Subnets: [subnet-1, !ImportValue subnet]
          SecurityGroups: [sg-1]
          AssignPublicIp: ENABLED
      Tags: [{Key: env, Value: prod}]
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      TaskRoleArn: arn:aws:iam::1:role/task
      ExecutionRoleArn: !ImportValue role
      NetworkMode: awsvpc
      PidMode: task
      RequiresCompatibilities: [FARGATE]
      RuntimePlatform: {OperatingSystemFamily: LINUX}
      ProxyConfiguration: {ContainerName: envoy}
      ContainerDefinitions: [{Name: web, ReadonlyRootFilesystem: 'True'}, {Name: other, ReadonlyRootFilesystem: '1'}]
      Tags: [{Key: env, Value: dev}, {key: stage, value: test}]
  Main:
    Type: AWS::ECS::Cluster
    Properties:
      Tags: [{Key: env, Value: !ImportValue env}]
      ClusterName: main
      DefaultCapacityProviderStrategy: [{CapacityProvider: FARGATE}]
      Configuration:
        ExecuteCommandConfiguration:
          Logging: OVERRIDE
          KmsKeyId: key
          LogConfiguration: {CloudWatchLogGroupName: group, S3BucketName: bucket}
  Strategy:
    Type: AWS::ECS::ClusterCapacityProviderAssociations
    Properties:
      Cluster: !Ref Main
      DefaultCapacityProviderStrategy: [{CapacityProvider: FARGATE_SPOT}]
  Set:
    Type: AWS::ECS::TaskSet
    Properties: {TaskDefinition: !Ref Task}
)"),
            (Lines{
                "Main: name=main configuration=true logging=OVERRIDE log_group=group "
                "bucket=bucket key=key providers=[FARGATE] tags=[env:?env]",
                "Set: task=->Task",
                "Strategy: cluster=->Main providers=[FARGATE_SPOT]",
                "Task: family=web role=arn:aws:iam::1:role/task execution_role=?"
                "role network=awsvpc pid=task compatible=[FARGATE] os=LINUX proxy=envoy "
                "containers=[{name=web read_only=true},{name=other read_only=?in words: a value "
                "of another type than this property takes}] tags=[env:dev,:]",
                "Web: name=web exec=true task=->Task cluster=->Main launch_type=FARGATE "
                "providers=[FARGATE,?provider] version=LATEST controller=ECS "
                "subnets=[subnet-1,?subnet] groups=[sg-1] public_ip=true "
                "tags=[env:prod]",
            }));
}

TEST(CloudFormationLowering, PrincipalsAndPolicies) {
  EXPECT_EQ(CloudFormation(R"(
  TaskRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: task
      Path: /web/
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/A', !ImportValue policy]
      PermissionsBoundary: arn:aws:iam::aws:policy/B
      AssumeRolePolicyDocument: {Statement: {Effect: Allow, Action: 'sts:AssumeRole'}}
      Policies:
        - PolicyName: one
          PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:*'}]}
        - PolicyName: two
          PolicyDocument: !ImportValue document
      Tags: [{Key: env, Value: prod}]
  Null:
    Type: AWS::IAM::Role
    Properties: {Policies: !Ref AWS::NoValue}
  Imported:
    Type: AWS::IAM::Role
    Properties: {Policies: !ImportValue policies}
  Me:
    Type: AWS::IAM::User
    Properties: {UserName: me, Policies: [{PolicyName: own, PolicyDocument: {Statement: {Effect: Deny, Action: 's3:*'}}}]}
  Us:
    Type: AWS::IAM::Group
    Properties: {GroupName: us}
  Ops:
    Type: AWS::SSO::PermissionSet
    Properties:
      Name: ops
      ManagedPolicies: ['arn:aws:iam::aws:policy/A']
      InlinePolicy: {Statement: {Effect: Allow, Action: 's3:*'}}
  Bare:
    Type: AWS::SSO::PermissionSet
    Properties: {Name: bare}
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: p
      Roles: [!Ref TaskRole]
      Users: [me]
      Groups: !ImportValue groups
      PolicyDocument: {Statement: {Effect: Allow, Action: 's3:*'}}
  RolePolicy:
    Type: AWS::IAM::RolePolicy
    Properties: {PolicyName: rp, RoleName: !Ref TaskRole, PolicyDocument: {Statement: {Effect: Allow, Action: 's3:*'}}}
  UserPolicy:
    Type: AWS::IAM::UserPolicy
    Properties: {PolicyName: up, UserName: me, PolicyDocument: {Statement: {Effect: Allow, Action: 's3:*'}}}
  GroupPolicy:
    Type: AWS::IAM::GroupPolicy
    Properties: {PolicyName: gp, GroupName: us, PolicyDocument: {Statement: {Effect: Allow, Action: 's3:*'}}}
  Managed:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      ManagedPolicyName: m
      Path: /x/
      Roles: [!Ref TaskRole]
      PolicyDocument: {Statement: {Effect: Allow, Action: 's3:*'}}
)"),
            (Lines{
                "Bare: permission set=bare",
                "GroupPolicy: groups=[us] document=[Allow[s3:*]] name=gp",
                "Imported: inline=?policies",
                "Managed: name=m path=/x/ document=[Allow[s3:*]]",
                "Managed: roles=[->TaskRole] policy=->Managed",
                "Me: user=me inline=[own[Deny[s3:*]]]",
                "Null:",
                "Ops: permission set=ops inline=[~[Allow[s3:*]]] "
                "managed=[arn:aws:iam::aws:policy/A]",
                "Policy: roles=[->TaskRole] users=[me] groups=?groups "
                "document=[Allow[s3:*]] name=p",
                "RolePolicy: roles=[->TaskRole] document=[Allow[s3:*]] name=rp",
                "TaskRole: role=task path=/web/ trust=[Allow[sts:AssumeRole]] "
                "inline=[one[Allow[s3:*]],two?document] "
                "managed=[arn:aws:iam::aws:policy/A,?policy] "
                "boundary=arn:aws:iam::aws:policy/B tags=[env:prod]",
                "Us: group=us",
                "UserPolicy: users=[me] document=[Allow[s3:*]] name=up",
            }));
}

TEST(CloudFormationLowering, Network) {
  EXPECT_EQ(CloudFormation(R"(
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16, EnableDnsSupport: true, EnableDnsHostnames: 'True'}
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, Ipv6Native: false}
  Table:
    Type: AWS::EC2::RouteTable
    Properties: {VpcId: !Ref Vpc}
  Gateway:
    Type: AWS::EC2::InternetGateway
  Nat:
    Type: AWS::EC2::NatGateway
    Properties: {ConnectivityType: private}
  Out:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
  OutNat:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationIpv6CidrBlock: '::/0', NatGatewayId: !Ref Nat}
  OutList:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationPrefixListId: pl-1, EgressOnlyInternetGatewayId: eigw-1}
  OutNowhere:
    Type: AWS::EC2::Route
  OutOther:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 10.0.0.0/8, TransitGatewayId: tgw-1, InstanceId: i-1}
  Association:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssmmessages
      VpcEndpointType: Interface
      PrivateDnsEnabled: true
      SubnetIds: [!Ref Subnet]
      SecurityGroupIds: [!Ref Group]
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}
        - {IpProtocol: tcp, SourceSecurityGroupId: !Ref Other, DestinationSecurityGroupId: sg-1, SourcePrefixListId: pl-1}
        - !ImportValue rule
      SecurityGroupEgress:
        - {IpProtocol: '-1', CidrIp: 0.0.0.0/0, CidrIpv6: '::/0', DestinationPrefixListId: pl-2}
  Other:
    Type: AWS::EC2::SecurityGroup
    Properties: {SecurityGroupEgress: !ImportValue rules, SecurityGroupIngress: ~}
  Egress:
    Type: AWS::EC2::SecurityGroupEgress
    Properties: {GroupId: !Ref Group, IpProtocol: tcp, DestinationSecurityGroupId: !Ref Other, SourceSecurityGroupId: sg-1}
  Ingress:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: !Ref Group, IpProtocol: tcp, SourceSecurityGroupId: !Ref Other}
  Zone:
    Type: AWS::Route53::HostedZone
    Properties: {Name: internal, VPCs: [{VPCId: !Ref Vpc}]}
  Public:
    Type: AWS::Route53::HostedZone
    Properties: {Name: example.org}
)"),
            (Lines{
                "Association: subnet=->Subnet table=->Table",
                "Egress: group=->Group out={protocol=tcp groups=[->Other] self=~}",
                "Endpoint: vpc=->Vpc service=com.amazonaws.${AWS::Region}.ssmmessages "
                "type=Interface private_dns=true subnets=[->Subnet] groups=[->Group]",
                "Group: vpc=->Vpc in=[{protocol=tcp from=443 to=443 cidrs=[10.0.0.0/16] "
                "self=~},{protocol=tcp groups=[->Other] self=~ "
                "prefix_lists=[pl-1]},?rule] out, else all=[{protocol=-1 "
                "cidrs=[0.0.0.0/0,::/0] self=~ prefix_lists=[pl-2]}]",
                "Ingress: group=->Group in={protocol=tcp groups=[->Other] self=~}",
                "Nat: connectivity=private",
                "Other: out, else all=?rules",
                "Out: table=->Table route={cidr=0.0.0.0/0 gateway=->Gateway}",
                "OutList: table=->Table route={prefix_list=pl-1 egress_only=eigw-1}",
                "OutNat: table=->Table route={ipv6=::/0 nat=->Nat}",
                "OutNowhere:",
                "OutOther: table=->Table route={cidr=10.0.0.0/8 other=tgw-1}",
                "Subnet: vpc=->Vpc ipv6_native=false",
                "Table: vpc=->Vpc routes=[]",
                "Vpc: cidr=10.0.0.0/16 dns_support=true dns_hostnames=true",
                "Zone: zone=internal",
            }));
}

}  // namespace
}  // namespace execlint
