// What may keep the traffic of an open path from arriving: the hop is unknown, and says which
// construct stands in the way.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/open_unit.h"

namespace execlint::testing_support {
namespace {

// `open`, or the first reason why the network hop is unknown.
std::string NetworkOf(const std::string& main) {
  const Analyzed run = Analyze({{"main.tf", main}}, {});
  for (const HopReport& hop : run.analysis.workloads.at(0).hops) {
    if (hop.hop != Hop::kNetwork) continue;
    const HopReport::State& state = hop.states.at(0);
    return state.reasons.empty() ? std::string(StateName(state.state)) : state.reasons.front();
  }
  return "";
}

const std::string kNames = "what answers for the name of Session Manager in the VPC: the ";

// The tasks' way leads through an endpoint, in a subnet of its own.
std::string ByEndpoint() {
  return With({{"resource \"aws_nat_gateway\" \"main\" {\n  subnet_id = \"subnet-1a2b3c4d\"\n}\n",
                R"(resource "aws_vpc_endpoint" "sessions" {
  vpc_id              = aws_vpc.main.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.eu-west-1.ssmmessages"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.endpoints.id]
  security_group_ids  = [aws_security_group.endpoints.id]
}
resource "aws_subnet" "endpoints" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}
resource "aws_security_group" "endpoints" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}
)"},
               {"  nat_gateway_id         = aws_nat_gateway.main.id\n",
                "  transit_gateway_id     = \"tgw-1\"\n"}});
}

// The way leads through a NAT gateway in a subnet of this code.
std::string ByNat() {
  return With({{"subnet_id = \"subnet-1a2b3c4d\"", "subnet_id = aws_subnet.public.id"}}) + R"(
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.3.0/24"
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}
)";
}

std::string ClosedAcl(const std::string& subnet) {
  return "resource \"aws_network_acl\" \"closed\" {\n  vpc_id     = aws_vpc.main.id\n"
         "  subnet_ids = [aws_subnet." +
         subnet + ".id]\n}\n";
}

TEST(NetworkFilters, AnAclOnTheWayOpensNoHop) {
  const std::string unknown =
      "whether `aws_network_acl.closed` lets the traffic of sessions through: execlint does not "
      "check this yet";
  EXPECT_EQ(NetworkOf(ByEndpoint()), "open");
  EXPECT_EQ(NetworkOf(ByEndpoint() + ClosedAcl("endpoints")), unknown);
  EXPECT_EQ(NetworkOf(ByNat()), "open");
  EXPECT_EQ(NetworkOf(ByNat() + ClosedAcl("public")), unknown);
  EXPECT_EQ(NetworkOf(ByNat() + ClosedAcl("private")), unknown);
  EXPECT_EQ(NetworkOf(ByNat() + ClosedAcl("elsewhere") +
                      "resource \"aws_subnet\" \"elsewhere\" {\n  vpc_id = aws_vpc.main.id\n}\n"),
            "open");
}

TEST(NetworkFilters, ADnsFirewallOpensNoHop) {
  const auto firewall = [](const std::string& vpc) {
    return "resource \"aws_route53_resolver_firewall_rule_group_association\" \"all\" {\n"
           "  name = \"all\"\n  priority = 101\n"
           "  firewall_rule_group_id = \"rslvr-frg-1\"\n  vpc_id = " +
           vpc + "\n}\n";
  };
  EXPECT_EQ(NetworkOf(With({}) + firewall("aws_vpc.main.id")),
            kNames +
                "DNS Firewall of `aws_route53_resolver_firewall_rule_group_association.all` is "
                "not evaluated by execlint");
  EXPECT_EQ(NetworkOf(With({}) + firewall("aws_vpc.other.id") +
                      "resource \"aws_vpc\" \"other\" {\n  cidr_block = \"10.1.0.0/16\"\n}\n"),
            "open");
}

TEST(NetworkFilters, OtherDnsServersOpenNoHop) {
  const std::string association =
      "resource \"aws_vpc_dhcp_options_association\" \"main\" {\n  vpc_id = aws_vpc.main.id\n"
      "  dhcp_options_id = aws_vpc_dhcp_options.main.id\n}\n";
  const auto options = [](const std::string& servers) {
    return "resource \"aws_vpc_dhcp_options\" \"main\" {\n  domain_name = \"corp.example\"\n" +
           servers + "}\n";
  };
  const std::string unknown =
      kNames +
      "DHCP option set of `aws_vpc_dhcp_options_association.main` is not evaluated by execlint";
  const auto with = [&](const std::string& servers) {
    return NetworkOf(With({}) + association + options(servers));
  };
  EXPECT_EQ(with("  domain_name_servers = [\"10.0.0.53\"]\n"), unknown);
  EXPECT_EQ(with("  domain_name_servers = [\"AmazonProvidedDNS\", \"10.0.0.53\"]\n"), unknown);
  EXPECT_EQ(with("  domain_name_servers = [\"AmazonProvidedDNS\"]\n"), "open");
  EXPECT_EQ(with(""), "open");
}

TEST(NetworkFilters, PrivateDnsOfAnEndpointAsAResourceOfItsOwn) {
  const auto dns = [](const std::string& on) {
    return "resource \"aws_vpc_endpoint_private_dns\" \"own\" {\n"
           "  vpc_endpoint_id     = aws_vpc_endpoint.sessions.id\n  private_dns_enabled = " +
           on + "\n}\n";
  };
  const std::string elsewhere =
      "where the default route of `aws_route_table.private` leads: a route to `tgw-1` is not "
      "evaluated by execlint";
  EXPECT_EQ(NetworkOf(ByEndpoint() + dns("true")), "open");
  EXPECT_EQ(NetworkOf(ByEndpoint() + dns("false")), elsewhere);
  std::string without = ByEndpoint();
  const std::string inline_dns = "  private_dns_enabled = true\n";
  without.erase(without.find(inline_dns), inline_dns.size());
  EXPECT_EQ(NetworkOf(without), elsewhere);
  EXPECT_EQ(NetworkOf(without + dns("true")), "open");
}

TEST(NetworkFilters, WhatResourcesOfTheirOwnSetIsNotRead) {
  const auto exclusive = [](const std::string& group) {
    return "resource \"aws_vpc_security_group_rules_exclusive\" \"all\" {\n"
           "  security_group_id = aws_security_group." +
           group + ".id\n  egress_rule_ids = []\n  ingress_rule_ids = []\n}\n";
  };
  const auto unknown = [](const std::string& address) {
    return "whether `" + address +
           "` keeps the tasks from Session Manager: execlint does not check this yet";
  };
  const std::string all = unknown("aws_vpc_security_group_rules_exclusive.all");
  EXPECT_EQ(NetworkOf(With({}) + exclusive("web")), all);
  EXPECT_EQ(NetworkOf(ByEndpoint() + exclusive("endpoints")), all);
  EXPECT_EQ(NetworkOf(With({}) + exclusive("other") +
                      "resource \"aws_security_group\" \"other\" {\n  name = \"other\"\n}\n"),
            "open");
}

// Two halves of the internet come before the default route.
TEST(NetworkFilters, AWideRouteElsewhereOpensNoHop) {
  const auto with = [](const std::string& cidr) {
    return NetworkOf(With({}) +
                     "resource \"aws_route\" \"half\" {\n"
                     "  route_table_id = aws_route_table.private.id\n"
                     "  destination_cidr_block = \"" +
                     cidr + "\"\n  network_interface_id = \"eni-1\"\n}\n");
  };
  EXPECT_EQ(with("0.0.0.0/1"),
            "where the default route of `aws_route_table.private` leads: a route for `0.0.0.0/1` "
            "is not evaluated by execlint");
  EXPECT_EQ(with("203.0.113.0/24"), "open");
}

// A script that is given a route table may give it a route.
TEST(NetworkFilters, AScriptMayRoute) {
  const std::string route = With({}).substr(With({}).find("resource \"aws_route\" \"out\""));
  const std::string without = With({{route, ""}});
  EXPECT_EQ(NetworkOf(without), "blocked");
  EXPECT_EQ(
      NetworkOf(without + "resource \"null_resource\" \"route\" {\n  triggers = {\n"
                          "    table = aws_route_table.private.id\n  }\n}\n"),
      "whether `aws_route_table.private` has a default route: what `null_resource.route` does "
      "is known only after deployment");
}

}  // namespace
}  // namespace execlint::testing_support
