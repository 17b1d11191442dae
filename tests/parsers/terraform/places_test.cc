// Where what lowering makes of Terraform resources stands: the place to edit of each argument, and
// the places that its value comes from.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/parsers/model_text.h"

namespace execlint {
namespace {

using Places = std::vector<std::string>;
using testing_support::PlacesInWords;

TEST(TerraformPlaces, OfArguments) {
  EXPECT_EQ(
      PlacesInWords({{"main.tf", R"(
variable "on" { default = true }
resource "aws_ecs_service" "web" {
  enable_execute_command = var.on
  launch_type            = null
  network_configuration {
    subnets = ["subnet-1"]
  }
}
)"}},
                    {"aws_ecs_service.web",
                     {"exec", "exists", "launch_type", "version", "subnets", "groups"}}),
      (Places{
          "exec: enable_execute_command is 'var.on', value from 'true' by 'var.on' by 'true', "
          "value from 'variable \"on\"' by 'var.on'",
          R"(groups: network_configuration.security_groups at 8:3, value from 'resource "aws_ecs_service" "web"')",
          "launch_type: launch_type is 'null'",
          R"(subnets: network_configuration.subnets is '["subnet-1"]')",
          R"(version: platform_version at 9:1, value from 'resource "aws_ecs_service" "web"')"}));
}

TEST(TerraformPlaces, OfArgumentsInBlocks) {
  EXPECT_EQ(
      PlacesInWords({{"main.tf", R"(
resource "aws_ecs_service" "asks" {}
resource "aws_ecs_cluster" "one" {
  configuration {
    execute_command_configuration {
      logging = "OVERRIDE"
      log_configuration {
        s3_bucket_name = "b"
      }
    }
  }
}
)"}},
                    {"aws_ecs_cluster.one", {"configuration", "logging", "bucket", "key"}}),
      (Places{
          R"(bucket: configuration.execute_command_configuration.log_configuration.s3_bucket_name is '"b"')",
          R"(configuration: configuration.execute_command_configuration is 'execute_command_configuration { logging = "OVERRIDE" log_configuration { s3_bucket_name = "b" } }')",
          R"(key: configuration.execute_command_configuration.kms_key_id at 10:5, value from 'resource "aws_ecs_cluster" "one"')",
          R"(logging: configuration.execute_command_configuration.logging is '"OVERRIDE"')"}));
  EXPECT_EQ(
      PlacesInWords({{"main.tf", R"(
resource "aws_ecs_service" "asks" {}
resource "aws_ecs_cluster" "two" {
  configuration {
    execute_command_configuration { logging = "NONE" }
    execute_command_configuration { logging = "DEFAULT" }
  }
}
)"}},
                    {"aws_ecs_cluster.two", {"configuration", "logging", "bucket", "key"}}),
      (Places{
          R"(bucket: configuration.execute_command_configuration.log_configuration.s3_bucket_name at 'execute_command_configuration { logging = "NONE" }', value from 'resource "aws_ecs_cluster" "two"')",
          R"(configuration: configuration.execute_command_configuration is 'execute_command_configuration { logging = "NONE" }')",
          R"(key: configuration.execute_command_configuration.kms_key_id at 'execute_command_configuration { logging = "NONE" }', value from 'resource "aws_ecs_cluster" "two"')",
          R"(logging: configuration.execute_command_configuration.logging at 'execute_command_configuration { logging = "NONE" }', value from 'resource "aws_ecs_cluster" "two"')"}));
  EXPECT_EQ(
      PlacesInWords({{"main.tf", R"(
resource "aws_ecs_service" "asks" {}
resource "aws_ecs_cluster" "dynamic" {
  dynamic "configuration" {
    for_each = [1]
    content {
      execute_command_configuration { logging = "NONE" }
    }
  }
}
)"}},
                    {"aws_ecs_cluster.dynamic", {"configuration", "logging", "bucket", "key"}}),
      (Places{
          R"(bucket: configuration.execute_command_configuration.log_configuration.s3_bucket_name at 7:56, value from 'resource "aws_ecs_cluster" "dynamic"')",
          R"(configuration: configuration.execute_command_configuration is 'execute_command_configuration { logging = "NONE" }')",
          R"(key: configuration.execute_command_configuration.kms_key_id at 7:56, value from 'resource "aws_ecs_cluster" "dynamic"')",
          R"(logging: configuration.execute_command_configuration.logging is '"NONE"')"}));
  EXPECT_EQ(
      PlacesInWords({{"main.tf", R"(
resource "aws_ecs_service" "asks" {}
resource "aws_ecs_cluster" "attribute" {
  configuration = [{ execute_command_configuration = [{ logging = "NONE" }] }]
}
)"}},
                    {"aws_ecs_cluster.attribute", {"configuration", "logging", "bucket", "key"}}),
      (Places{
          R"(bucket: configuration.execute_command_configuration.log_configuration.s3_bucket_name at '[{ execute_command_configuration = [{ logging = "NONE" }] }]', value from 'resource "aws_ecs_cluster" "attribute"')",
          R"(configuration: configuration.execute_command_configuration at '[{ execute_command_configuration = [{ logging = "NONE" }] }]', value from '[{ logging = "NONE" }]')",
          R"(key: configuration.execute_command_configuration.kms_key_id at '[{ execute_command_configuration = [{ logging = "NONE" }] }]', value from 'resource "aws_ecs_cluster" "attribute"')",
          R"(logging: configuration.execute_command_configuration.logging at '[{ execute_command_configuration = [{ logging = "NONE" }] }]', value from '"NONE"')"}));
  EXPECT_EQ(
      PlacesInWords({{"main.tf", R"(
resource "aws_ecs_service" "asks" {}
resource "aws_ecs_cluster" "nothing" {
  name = "main"
  configuration {
    execute_command_configuration {
    }
  }
}
)"}},
                    {"aws_ecs_cluster.nothing", {"configuration", "logging", "bucket", "key"}}),
      (Places{
          R"(bucket: configuration.execute_command_configuration.log_configuration.s3_bucket_name at 7:5, value from 'resource "aws_ecs_cluster" "nothing"')",
          "configuration: configuration.execute_command_configuration is "
          "'execute_command_configuration { }'",
          R"(key: configuration.execute_command_configuration.kms_key_id at 7:5, value from 'resource "aws_ecs_cluster" "nothing"')",
          R"(logging: configuration.execute_command_configuration.logging at 7:5, value from 'resource "aws_ecs_cluster" "nothing"')"}));
}

TEST(TerraformPlaces, OfExistence) {
  EXPECT_EQ(
      PlacesInWords({{"main.tf", R"(
variable "create" { default = true }
resource "aws_ecs_service" "web" {
  count = var.create ? 1 : 0
}
)"}},
                    {"aws_ecs_service.web[0]",
                     {"exec", "exists", "launch_type", "version", "subnets", "groups"}}),
      (Places{
          R"(exec: enable_execute_command at 5:1, value from 'resource "aws_ecs_service" "web"')",
          "exists: count is 'var.create ? 1 : 0', value from '1' by 'var.create' by 'true', value "
          "from '0' "
          "by "
          "'var.create'",
          R"(groups: network_configuration.security_groups at 5:1, value from 'resource "aws_ecs_service" "web"')",
          R"(launch_type: launch_type at 5:1, value from 'resource "aws_ecs_service" "web"')",
          R"(subnets: network_configuration.subnets at 5:1, value from 'resource "aws_ecs_service" "web"')",
          R"(version: platform_version at 5:1, value from 'resource "aws_ecs_service" "web"')"}));
  EXPECT_EQ(
      PlacesInWords({{"main.tf", R"(
variable "create" { default = true }
resource "aws_ecs_service" "web" {
  for_each = var.create ? toset(["a"]) : toset([])
  name     = each.key
}
)"}},
                    {"aws_ecs_service.web[\"a\"]",
                     {"exec", "exists", "launch_type", "version", "subnets", "groups"}}),
      (Places{
          R"(exec: enable_execute_command at 6:1, value from 'resource "aws_ecs_service" "web"')",
          R"(exists: for_each is 'var.create ? toset(["a"]) : toset([])', value from 'toset(["a"])' by 'var.create' by 'true', value from 'toset([])' by 'var.create')",
          R"(groups: network_configuration.security_groups at 6:1, value from 'resource "aws_ecs_service" "web"')",
          R"(launch_type: launch_type at 6:1, value from 'resource "aws_ecs_service" "web"')",
          R"(subnets: network_configuration.subnets at 6:1, value from 'resource "aws_ecs_service" "web"')",
          R"(version: platform_version at 6:1, value from 'resource "aws_ecs_service" "web"')"}));
}

TEST(TerraformPlaces, InAModule) {
  EXPECT_EQ(
      PlacesInWords({{"main.tf", R"(
module "web" {
  source = "./web"
  exec   = false
}
)"},
                     {"web/main.tf", R"(
variable "exec" {}
resource "aws_ecs_service" "this" {
  enable_execute_command = var.exec
}
)"}},
                    {"module.web.aws_ecs_service.this",
                     {"exec", "exists", "launch_type", "version", "subnets", "groups"}}),
      (Places{
          "exec: enable_execute_command is 'var.exec', value from 'false' by 'var.exec' by 'exec = "
          "false'",
          R"(groups: network_configuration.security_groups at 5:1, value from 'resource "aws_ecs_service" "this"' by 'module "web"')",
          R"(launch_type: launch_type at 5:1, value from 'resource "aws_ecs_service" "this"' by 'module "web"')",
          R"(subnets: network_configuration.subnets at 5:1, value from 'resource "aws_ecs_service" "this"' by 'module "web"')",
          R"(version: platform_version at 5:1, value from 'resource "aws_ecs_service" "this"' by 'module "web"')"}));
}

// What a whole block is made into stands where the block does.
TEST(TerraformPlaces, OfRoutesAndRules) {
  const std::map<std::string, std::string> files = {{"main.tf", R"(
resource "aws_ecs_service" "asks" {}
resource "aws_route" "r" {
  route_table_id = "rtb-1"
}
resource "aws_vpc_security_group_egress_rule" "e" {
  security_group_id = "sg-1"
}
)"}};
  EXPECT_EQ(
      PlacesInWords(files, {"aws_route.r", {"table", "route"}}),
      (Places{
          R"(route:  is 'resource "aws_route" "r" { route_table_id = "rtb-1" }', value from 'resource "aws_route" "r"')",
          R"(table: route_table_id is '"rtb-1"')"}));
  EXPECT_EQ(
      PlacesInWords(files, {"aws_vpc_security_group_egress_rule.e", {"group", "out"}}),
      (Places{
          R"(group: security_group_id is '"sg-1"')",
          R"(out:  is 'resource "aws_vpc_security_group_egress_rule" "e" { security_group_id = "sg-1" }', value from 'resource "aws_vpc_security_group_egress_rule" "e"')"}));
}

}  // namespace
}  // namespace execlint
