// What lowering makes of the Terraform resources of a network.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/parsers/terraform/lowered.h"

namespace execlint {
namespace {

using Lines = std::vector<std::string>;
using testing_support::Terraform;

TEST(TerraformNetworkLowering, Routes) {
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

TEST(TerraformNetworkLowering, EndpointsGroupsAndZones) {
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
                "aws_route53_zone.private: zone=internal vpcs=[->aws_vpc.main]",
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

TEST(TerraformNetworkLowering, RoutesWithAnythingElse) {
  EXPECT_EQ(
      Terraform(R"(
variable "env" {}
resource "aws_route" "two" {
  route_table_id            = "rtb-1"
  destination_cidr_block    = ""
  transit_gateway_id        = "tgw-1"
  vpc_peering_connection_id = "pcx-1"
}
resource "aws_route_table" "propagated" {
  vpc_id           = "vpc-1"
  propagating_vgws = var.env == "prod" ? ["vgw-1"] : []
}
resource "aws_route_table" "not" {
  vpc_id           = "vpc-1"
  propagating_vgws = []
}
)"),
      (Lines{"aws_route.two: table=rtb-1 route={other=tgw-1}", "aws_route_table.not: vpc=vpc-1",
             "aws_route_table.propagated: vpc=vpc-1 routes=[...in words: the routes that a VPN "
             "gateway propagates]"}));
}

TEST(TerraformNetworkLowering, RulesWithAnythingElse) {
  EXPECT_EQ(Terraform(R"(
variable "x" {}
variable "env" {}
resource "aws_security_group" "g" {
  ingress = [var.x]
  egress {
    self = "1"
  }
}
resource "aws_security_group_rule" "r" {
  security_group_id        = "sg-1"
  type                     = var.env == "prod" ? "egress" : "ingress"
  source_security_group_id = var.x
}
)"),
            (Lines{"aws_security_group.g: in=[?var.x] out=[{self=true}]",
                   "aws_security_group_rule.r: group=sg-1 in=?in words: the rule's type",
                   "aws_security_group_rule.r: group=sg-1 out=?in words: the rule's type"}));
}

TEST(TerraformNetworkLowering, HowManyInstances) {
  EXPECT_EQ(Terraform(R"(
variable "zones" {}
variable "some" { default = ["a"] }
variable "env" {}
resource "aws_subnet" "many" {
  for_each = var.zones
  vpc_id   = "vpc-1"
}
resource "aws_subnet" "some" {
  for_each = toset(var.some)
  vpc_id   = "vpc-1"
}
resource "aws_subnet" "chosen" {
  for_each = var.env == "prod" ? toset(var.some) : toset(["a"])
  vpc_id   = "vpc-1"
}
)"),
            (Lines{R"(aws_subnet.chosen["a"] as many by default: exists=true*|true vpc=vpc-1)",
                   "aws_subnet.many perhaps many: exists=?var.zones vpc=vpc-1",
                   R"(aws_subnet.some["a"] as many by default: exists=true* vpc=vpc-1)"}));
}

TEST(TerraformNetworkLowering, ARegionThatIsChosen) {
  EXPECT_EQ(Terraform(R"(
variable "env" {}
provider "aws" {
  region = var.env == "prod" ? "eu-west-1" : "eu-central-1"
}
resource "aws_vpc" "v" {}
)"),
            (Lines{"aws_vpc.v:"}));
  EXPECT_EQ(Terraform(R"(
provider "aws" {
  region = "eu-west-1"
}
resource "aws_vpc" "v" {}
)"),
            (Lines{"aws_vpc.v:", "region eu-west-1"}));
}

}  // namespace
}  // namespace execlint
