// What lowering makes of Terraform resources of ECS and IAM: which argument becomes which
// attribute, in all forms in which it may be written.
#include "parsers/terraform/lower/lowering.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/parsers/terraform/lowered.h"

namespace execlint {
namespace {

using Lines = std::vector<std::string>;
using testing_support::Terraform;

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
                "boundary=arn:aws:iam::aws:policy/B",
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
                "aws_iam_group_policy_attachment.f: groups=[?var.x] policy=->aws_iam_policy.p",
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
                "aws_ecs_cluster.any perhaps many: exists=?var.x",
                "aws_ecs_cluster.by_default[0]: exists=true*",
                "aws_ecs_cluster.named[\"a\"] as many by default: exists=true*",
                "aws_ecs_cluster.prod[0]: exists=true|false",
                "aws_ecs_cluster.unknown perhaps many: exists=?var.x",
            }));
}

TEST(TerraformLowering, TypesThatAreRead) {
  using terraform::Interest;
  using terraform::IsWanted;
  EXPECT_TRUE(IsWanted("aws_subnet", Interest::kServices));
  EXPECT_FALSE(IsWanted("aws_subnet", Interest::kPolicies));
  for (const char* type : {"aws_ecs_service", "aws_iam_role", "aws_scheduler_schedule"}) {
    EXPECT_TRUE(IsWanted(type, Interest::kServices)) << type;
    EXPECT_TRUE(IsWanted(type, Interest::kPolicies)) << type;
    EXPECT_FALSE(IsWanted(type, Interest::kNone)) << type;
    EXPECT_FALSE(IsWanted(type, Interest::kNone)) << type;
  }
  EXPECT_FALSE(IsWanted("aws_s3_bucket", Interest::kServices));
}

// The flag is looked for in blocks, as deep as anybody could write it, and no deeper.
TEST(TerraformLowering, FlagsInNestedBlocks) {
  const auto lowered = [](int depth) {
    std::string inside = "enable_execute_command = true\n";
    for (int i = 0; i < depth; ++i) inside = "deep {\n" + inside + "}\n";
    return Terraform("resource \"aws_ecs_cluster\" \"c\" {\n" + inside + "}\n").size();
  };
  EXPECT_EQ(lowered(0), 2u) << "the cluster and the flag in it";
  EXPECT_EQ(lowered(1), 2u);
  EXPECT_EQ(lowered(16), 2u);
  EXPECT_EQ(lowered(17), 1u);
}

// Container definitions are JSON, where the text "true" is no bool.
TEST(TerraformLowering, ABoolOfAContainerIsNoText) {
  EXPECT_EQ(Terraform(R"(
resource "aws_ecs_task_definition" "web" {
  container_definitions = "[{\"name\": \"web\", \"readonlyRootFilesystem\": \"true\"}]"
}
)"),
            (Lines{"aws_ecs_task_definition.web: containers=[{name=web read_only=?in words: the "
                   "value has the wrong type for this property}]"}));
}

TEST(TerraformLowering, ArgumentsThatOthersMayChange) {
  const auto flag = [](const std::string& ignored) {
    return Terraform(
        "resource \"aws_ecs_service\" \"web\" {\nenable_execute_command = true\nlifecycle {\n" +
        ignored + "\n}\n}\n");
  };
  EXPECT_EQ(flag("create_before_destroy = true"), (Lines{"aws_ecs_service.web: exec=true"}));
  EXPECT_EQ(flag("ignore_changes = all"),
            (Lines{"aws_ecs_service.web: name=* exec=true* task=* cluster=* launch_type=* "
                   "providers=* version=* controller=* subnets=* groups=* public_ip=*"}));
  EXPECT_EQ(flag("ignore_changes = [enable_execute_command]"),
            (Lines{"aws_ecs_service.web: exec=true*"}));
  EXPECT_EQ(flag("ignore_changes = [desired_count]"), (Lines{"aws_ecs_service.web: exec=true"}));
  EXPECT_EQ(flag("ignore_changes = none"), (Lines{"aws_ecs_service.web: exec=true"}));
}

// Without a role, or with more policies in one scenario than in another.
TEST(TerraformLowering, AttachmentsThatLackAPart) {
  EXPECT_EQ(Terraform(R"(
variable "env" {}
resource "aws_iam_role_policy_attachment" "none" {
  policy_arn = "arn:aws:iam::aws:policy/A"
}
resource "aws_iam_role_policy_attachments_exclusive" "few" {
  role_name   = "r"
  policy_arns = var.env == "prod" ? ["arn:aws:iam::aws:policy/A"] : ["arn:aws:iam::aws:policy/B", "arn:aws:iam::aws:policy/C"]
}
)"),
            (Lines{"aws_iam_role_policy_attachment.none: policy=arn:aws:iam::aws:policy/A",
                   "aws_iam_role_policy_attachments_exclusive.few: roles=[r]",
                   "aws_iam_role_policy_attachments_exclusive.few: roles=[r] "
                   "policy=arn:aws:iam::aws:policy/A|arn:aws:iam::aws:policy/B",
                   "aws_iam_role_policy_attachments_exclusive.few: roles=[r] "
                   "policy=arn:aws:iam::aws:policy/C"}));
}

TEST(TerraformLowering, MetaArgumentsAreNoPartOfARoute) {
  EXPECT_EQ(Terraform(R"(
resource "aws_route" "r" {
  count                  = 1
  route_table_id         = "rtb-1"
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = "nat-1"
  depends_on             = [aws_ecs_service.asks]
  lifecycle {
    create_before_destroy = true
  }
  timeouts {
    create = "5m"
  }
}
)"),
            (Lines{"aws_route.r[0]: exists=true table=rtb-1 route={cidr=0.0.0.0/0 nat=nat-1}"}));
}

}  // namespace
}  // namespace execlint
