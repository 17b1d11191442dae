// The network verdict of small projects: what it rests on, how certain that is, and what it says
// where it cannot tell.
#include "lint/verdict/network.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/lint/verdict/judged.h"

namespace execlint {
namespace {

// A project whose tasks reach Session Manager through a NAT gateway.
constexpr const char* kThroughNat = R"(
variable "true" { default = true }
variable "false" { default = false }
variable "x" {}
variable "all" { default = "0.0.0.0/0" }
variable "public" { default = "public" }
variable "none" { default = "none" }
variable "https" { default = 443 }
variable "http" { default = 80 }
resource "aws_ecs_service" "web" {
  enable_execute_command = true
  task_definition        = aws_ecs_task_definition.web.arn
  network_configuration {
    subnets = [aws_subnet.a.id]
  }
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  network_mode          = "awsvpc"
  container_definitions = jsonencode([{ name = "web", image = "nginx" }])
}
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}
resource "aws_subnet" "a" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route_table" "a" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.a.id
}
resource "aws_route" "out" {
  route_table_id         = aws_route_table.a.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.nat.id
}
resource "aws_internet_gateway" "igw" {}
resource "aws_nat_gateway" "nat" {
  connectivity_type = "public"
}
)";

struct NetworkEdit {
  std::string find, write;
};

std::string NetworkEdited(std::string text, const std::vector<NetworkEdit>& edits) {
  for (const NetworkEdit& edit : edits) {
    const std::size_t at = text.find(edit.find);
    if (at == std::string::npos) {
      ADD_FAILURE() << "not in the project: " << edit.find;
      continue;
    }
    text.replace(at, edit.find.size(), edit.write);
  }
  return text;
}

std::string NetworkOf(const std::string& text) {
  return testing_support::Judged("main.tf", text, Hop::kNetwork);
}

std::string NetworkAfter(const std::vector<NetworkEdit>& edits) {
  return NetworkOf(NetworkEdited(kThroughNat, edits));
}

// `open`, `blocked by default`: the state, and the certainty of what it rests on.
std::string NetworkCertainty(const std::string& text) {
  std::string words = "no workload";
  testing_support::WithWorkload(
      "main.tf", text, [&](const Workload& workload, const SourceMap& sources) {
        const NetworkVerdict& verdict = workload.network_verdict();
        Grounds grounds = verdict.grounds;
        grounds.places.clear();
        const std::string certainty = testing_support::InWords(grounds, sources);
        words = std::string(StateName(verdict.state)) + (certainty.empty() ? "" : " ") + certainty;
      });
  return words;
}

std::string CertaintyAfter(const std::vector<NetworkEdit>& edits) {
  return NetworkCertainty(NetworkEdited(kThroughNat, edits));
}

const NetworkEdit kNoDefaultRoute = {"destination_cidr_block = \"0.0.0.0/0\"",
                                     "destination_cidr_block = \"10.1.0.0/16\""};
const NetworkEdit kDefaultRouteByDefault = {"destination_cidr_block = \"0.0.0.0/0\"",
                                            "destination_cidr_block = var.all"};
const NetworkEdit kToInternetGateway = {"nat_gateway_id         = aws_nat_gateway.nat.id",
                                        "gateway_id = aws_internet_gateway.igw.id"};
const NetworkEdit kRouteNotKnown = {"aws_nat_gateway.nat.id", "var.x"};
const NetworkEdit kProxied = {"image = \"nginx\"",
                              "environment = [{ name = \"HTTPS_PROXY\", value = \"http://p\" }]"};
const NetworkEdit kNoConfiguration = {R"(  network_configuration {
    subnets = [aws_subnet.a.id]
  }
)",
                                      ""};

NetworkEdit InSubnets(const std::string& subnets) { return {"[aws_subnet.a.id]", subnets}; }

NetworkEdit PublicIp(const std::string& value) {
  return InSubnets("[aws_subnet.a.id]\n    assign_public_ip = " + value);
}

NetworkEdit Ipv6Native(const std::string& value) {
  return {"resource \"aws_subnet\" \"a\" {",
          "resource \"aws_subnet\" \"a\" {\n  ipv6_native = " + value};
}

TEST(NetworkVerdict, ANatGateway) {
  EXPECT_EQ(NetworkAfter({}),
            "open: Session Manager is reached through a NAT gateway\n"
            "rests on '[aws_subnet.a.id]', 'resource \"aws_route_table_association\" \"a\"', "
            "'resource \"aws_route\" \"out\"'");
  EXPECT_EQ(CertaintyAfter({}), "open");
  for (const NetworkEdit& edit : {
           kDefaultRouteByDefault,
           NetworkEdit{"\"public\"\n}", "var.public\n}"},
           InSubnets("var.true ? [aws_subnet.a.id] : []"),
       }) {
    EXPECT_EQ(CertaintyAfter({edit}), "open by default") << edit.write;
  }
}

TEST(NetworkVerdict, AnInternetGateway) {
  EXPECT_EQ(NetworkAfter({kToInternetGateway, PublicIp("true")}),
            "open: Session Manager is reached through an internet gateway\n"
            "rests on '[aws_subnet.a.id]', 'resource \"aws_route_table_association\" \"a\"', "
            "'resource \"aws_route\" \"out\"', 'true'");
  EXPECT_EQ(CertaintyAfter({kToInternetGateway, PublicIp("true")}), "open");
  EXPECT_EQ(CertaintyAfter({kToInternetGateway, PublicIp("var.true")}), "open by default");
  EXPECT_EQ(CertaintyAfter({kToInternetGateway, PublicIp("true"), kDefaultRouteByDefault}),
            "open by default");
}

TEST(NetworkVerdict, NoPublicIp) {
  EXPECT_EQ(NetworkAfter({kToInternetGateway, PublicIp("false")}),
            "blocked: no path to Session Manager from `aws_subnet.a`: `aws_route_table.a` leads to "
            "the internet gateway `aws_internet_gateway.igw`, and the tasks have no public IP "
            "address\n"
            "rests on '[aws_subnet.a.id]', 'resource \"aws_route_table_association\" \"a\"', "
            "'resource \"aws_route\" \"out\"', 'false'");
  EXPECT_EQ(CertaintyAfter({kToInternetGateway, PublicIp("var.false")}), "blocked by default");
  // Where the tasks do not run on Fargate, it is not known what gives them an address.
  const std::string external =
      NetworkAfter({kToInternetGateway,
                    PublicIp("true"),
                    {"enable_execute_command = true",
                     "enable_execute_command = true\n  launch_type = \"EXTERNAL\""}});
  EXPECT_TRUE(
      external.starts_with("unknown\ncannot tell whether the tasks get a public IP address: "
                           "the network of an external instance (unsupported"))
      << external;
}

// That a subnet has no IPv4, or perhaps none, is the only thing said of it.
TEST(NetworkVerdict, ASubnetForIpv6Alone) {
  EXPECT_EQ(NetworkAfter({Ipv6Native("var.x"), kRouteNotKnown}),
            "unknown\ncannot tell whether `aws_subnet.a` has IPv4 addresses: var.x (from outside) "
            "at 'variable \"x\"'");
  EXPECT_EQ(NetworkAfter({Ipv6Native("true"), kRouteNotKnown}),
            "unknown\ncannot tell whether ECS Exec works in `aws_subnet.a`: a subnet for IPv6 "
            "alone (unsupported, in words) at 'true'");
  EXPECT_EQ(CertaintyAfter({Ipv6Native("false")}), "open");
}

TEST(NetworkVerdict, AProxy) {
  const std::string proxied =
      "unknown\ncannot tell where the traffic of the tasks goes: the proxy in HTTPS_PROXY "
      "(unsupported, in words) at '\"HTTPS_PROXY\"'";
  EXPECT_EQ(NetworkAfter({kProxied}), proxied);
  // Beside a container that is not known.
  EXPECT_EQ(NetworkAfter({kProxied, {"[{ name = \"web\"", "[var.x, { name = \"web\""}}), proxied);
}

// Then nothing else is asked, neither of the subnets that are known nor of the proxy.
TEST(NetworkVerdict, SubnetsThatCannotBeTold) {
  const auto in = [](const std::string& subnets) {
    return NetworkAfter({InSubnets(subnets), kProxied, kRouteNotKnown});
  };
  EXPECT_EQ(in("[aws_subnet.a.id, \"subnet-1\"]"),
            "unknown\ncannot tell where the routes of a subnet lead: subnet-1 (not in scan) at "
            "'\"subnet-1\"'");
  EXPECT_EQ(in("[aws_subnet.a.id, var.x]"),
            "unknown\ncannot tell which subnets the tasks run in: var.x (from outside) at "
            "'variable \"x\"'");
  EXPECT_EQ(in("concat([aws_subnet.a.id], var.x)"),
            "unknown\ncannot tell which subnets the tasks run in: var.x (from outside) at "
            "'concat([aws_subnet.a.id], var.x)'");
  EXPECT_EQ(in("[]"),
            "unknown\ncannot tell which subnets the tasks run in: the subnets: the list is empty "
            "here (not known, in words) at '[]'");
  EXPECT_EQ(in("var.x"),
            "unknown\ncannot tell which subnets the tasks run in: var.x (from outside) at "
            "'variable \"x\"'");
  // An empty text names no subnet.
  EXPECT_EQ(CertaintyAfter({InSubnets("[\"\", aws_subnet.a.id]")}), "open");
}

TEST(NetworkVerdict, TheModeNone) {
  EXPECT_EQ(NetworkAfter({{"\"awsvpc\"", "\"none\""}}),
            "blocked: network mode `none` has no network access\nrests on '\"none\"'");
  EXPECT_EQ(NetworkAfter({{"\"awsvpc\"", "var.none"}}),
            "blocked: network mode `none` has no network access\nrests on by default: '\"none\"'");
}

TEST(NetworkVerdict, NoSubnetsAreNamed) {
  const std::string cannot_tell = "unknown\ncannot tell which subnets the tasks run in: ";
  EXPECT_EQ(NetworkAfter({kNoConfiguration}),
            cannot_tell +
                "the service's network configuration (not known, in words) at "
                "'resource \"aws_ecs_service\" \"web\"'");
  EXPECT_EQ(
      NetworkAfter({kNoConfiguration, {"\"awsvpc\"", "\"bridge\""}}),
      "unknown\ncannot tell which instances the cluster has: the cluster `default` (not in scan, "
      "in words) at 'resource \"aws_ecs_service\" \"web\"'");
  // The mode, and the whole task definition, may be anything.
  EXPECT_EQ(NetworkAfter({kNoConfiguration, {"\"awsvpc\"", "var.x"}}),
            cannot_tell + "var.x (from outside) at 'variable \"x\"'");
  EXPECT_EQ(NetworkAfter({kNoConfiguration, {"aws_ecs_task_definition.web.arn", "var.x"}}),
            cannot_tell + "var.x (from outside) at 'variable \"x\"'");
}

TEST(NetworkVerdict, ATaskDefinitionAlone) {
  EXPECT_EQ(
      NetworkOf(R"(
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "nginx" }])
}
)"),
      "unknown\ncannot tell which subnets the tasks run in: nothing in this code launches the task "
      "(from outside, in words) at 'resource \"aws_ecs_task_definition\" \"web\"'");
}

// ---- endpoints and security groups

// The tasks send to the endpoint's group alone, and the endpoint lets in what comes from theirs.
constexpr const char* kEndpointAndGroups = R"(
resource "aws_vpc_endpoint" "ssm" {
  vpc_id              = aws_vpc.main.id
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  service_name        = "com.amazonaws.eu-west-1.ssmmessages"
  subnet_ids          = [aws_subnet.a.id]
  security_group_ids  = [aws_security_group.endpoint.id]
}
resource "aws_security_group" "task" {
  vpc_id = aws_vpc.main.id
  egress {
    protocol        = "tcp"
    from_port       = 440
    to_port         = 443
    security_groups = [aws_security_group.endpoint.id]
  }
}
resource "aws_security_group" "endpoint" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 450
    cidr_blocks = ["10.0.0.0/16"]
  }
}
)";

// The project without a default route, with an endpoint; then the edits.
std::string ByEndpoint(const std::vector<NetworkEdit>& edits) {
  const std::string text = NetworkEdited(
      kThroughNat,
      {kNoDefaultRoute,
       InSubnets("[aws_subnet.a.id]\n    security_groups = [aws_security_group.task.id]")});
  return NetworkEdited(text + kEndpointAndGroups, edits);
}

NetworkEdit EgressTo(const std::string& port) {
  return {"to_port         = 443", "to_port         = " + port};
}

// From port 80 to this one.
std::vector<NetworkEdit> IngressTo(const std::string& port) {
  return {{"from_port   = 443", "from_port   = 80"},
          {"to_port     = 450", "to_port     = " + port}};
}

const NetworkEdit kEgressOfHttp = {"from_port       = 440", "from_port       = 80"};

TEST(NetworkVerdict, AnEndpoint) {
  EXPECT_EQ(NetworkOf(ByEndpoint({})),
            "open: Session Manager is reached through the VPC's ssmmessages endpoint\n"
            "rests on '[aws_subnet.a.id]'");
  EXPECT_EQ(NetworkCertainty(ByEndpoint({})), "open");
  for (const NetworkEdit& edit : {
           NetworkEdit{"private_dns_enabled = true", "private_dns_enabled = var.true"},
           NetworkEdit{"enable_dns_hostnames = true", "enable_dns_hostnames = var.true"},
           EgressTo("var.https"),
           NetworkEdit{"from_port   = 443", "from_port   = var.https"},
       }) {
    EXPECT_EQ(NetworkCertainty(ByEndpoint({edit})), "open by default") << edit.write;
  }
}

TEST(NetworkVerdict, AnEndpointThatRefuses) {
  EXPECT_EQ(NetworkOf(ByEndpoint(IngressTo("80"))),
            "blocked: `aws_vpc_endpoint.ssm` does not let HTTPS in from the tasks\n"
            "rests on 'ingress { protocol = \"tcp\" from_port = 80 to_port = 80 cidr_blocks = "
            "[\"10.0.0.0/16\"] }', 'resource \"aws_security_group\" \"endpoint\"'");
  EXPECT_EQ(NetworkCertainty(ByEndpoint(IngressTo("var.http"))), "blocked by default");
  // Without private DNS, nothing would go to the endpoint.
  std::vector<NetworkEdit> edits = IngressTo("80");
  edits.push_back({"private_dns_enabled = true", "private_dns_enabled = var.true"});
  EXPECT_EQ(NetworkCertainty(ByEndpoint(edits)), "blocked by default");
}

TEST(NetworkVerdict, GroupsThatLetNoHttpsOut) {
  EXPECT_EQ(NetworkCertainty(ByEndpoint({kEgressOfHttp, EgressTo("80")})), "blocked");
  EXPECT_EQ(NetworkCertainty(ByEndpoint({kEgressOfHttp, EgressTo("var.http")})),
            "blocked by default");
  // That is what is said, even if the endpoint would refuse as well.
  std::vector<NetworkEdit> edits = IngressTo("80");
  edits.insert(edits.end(), {kEgressOfHttp, EgressTo("80")});
  testing_support::WithWorkload(
      "main.tf", ByEndpoint(edits), [](const Workload& workload, const SourceMap& sources) {
        const NetworkVerdict& verdict = workload.network_verdict();
        EXPECT_EQ(verdict.cause, NetworkVerdict::Cause::kEgressBlocked);
        EXPECT_EQ(verdict.summary, "the security groups of the tasks do not let HTTPS out");
        std::string steps;
        for (const PathStep& step : verdict.steps) {
          const std::string_view text = sources.Text(step.place.span);
          steps += step.phrase + " | " + std::string(text.substr(0, text.find('\n'))) + "\n";
        }
        EXPECT_EQ(
            steps,
            "the tasks run in these subnets | [aws_subnet.a.id]\n"
            "does not let HTTPS out from the tasks | egress {\n"
            "does not let HTTPS out from the tasks | resource \"aws_security_group\" \"task\"\n");
      });
}

// Which VPC, and so which endpoint, follows from the subnets.
TEST(NetworkVerdict, SubnetsByDefault) {
  const NetworkEdit by_default = InSubnets("var.true ? [aws_subnet.a.id] : []");
  std::vector<NetworkEdit> refused = IngressTo("80");
  refused.push_back(by_default);
  EXPECT_EQ(NetworkCertainty(ByEndpoint(refused)), "blocked by default");
  EXPECT_EQ(NetworkCertainty(ByEndpoint({kEgressOfHttp, EgressTo("80"), by_default})),
            "blocked by default");
  EXPECT_EQ(NetworkCertainty(ByEndpoint({by_default})), "open by default");
  EXPECT_EQ(CertaintyAfter({by_default}), "open by default");
}

TEST(NetworkVerdict, GroupsByDefaultBesideANatGateway) {
  const auto through_nat = [](const std::string& port) {
    return CertaintyAfter(
        {InSubnets("[aws_subnet.a.id]\n security_groups = [aws_security_group.t.id]"),
         {"resource \"aws_subnet\" \"a\"",
          "resource \"aws_security_group\" \"t\" {\nvpc_id = aws_vpc.main.id\n"
          "egress {\nprotocol = \"tcp\"\nfrom_port = 443\nto_port = " +
              port +
              "\ncidr_blocks = [\"0.0.0.0/0\"]\n}\n}\n"
              "resource \"aws_subnet\" \"a\""}});
  };
  EXPECT_EQ(through_nat("443"), "open");
  EXPECT_EQ(through_nat("var.https"), "open by default");
}

// Two stranded subnets of one VPC have the same endpoints that do not help.
TEST(NetworkVerdict, EndpointsThatDoNotHelpAreNamedOnce) {
  const std::string text = ByEndpoint({
      {"private_dns_enabled = true", "private_dns_enabled = false"},
      InSubnets("[aws_subnet.a.id, aws_subnet.b.id]"),
  });
  int judged = 0;
  const auto useless = [&](const std::string& more) {
    std::string words;
    testing_support::WithWorkload(
        "main.tf", text + "resource \"aws_subnet\" \"b\" {\n  vpc_id = aws_vpc.main.id\n}\n" + more,
        [&](const Workload& workload, const SourceMap&) {
          const NetworkVerdict& verdict = workload.network_verdict();
          EXPECT_EQ(verdict.stranded.size(), 2u);
          for (const UselessEndpoint& one : verdict.useless_endpoints) {
            words += one.endpoint->head.address + " ";
          }
          ++judged;
        });
    return words;
  };
  EXPECT_EQ(useless(""), "aws_vpc_endpoint.ssm ");
  EXPECT_EQ(useless(R"(
resource "aws_vpc_endpoint" "useless" {
  vpc_id            = aws_vpc.main.id
  vpc_endpoint_type = "Interface"
  service_name      = "com.amazonaws.eu-west-1.ssmmessages"
}
)"),
            "aws_vpc_endpoint.ssm aws_vpc_endpoint.useless ");
  EXPECT_EQ(judged, 2);
}

TEST(NetworkVerdict, SubnetsInWords) {
  std::vector<Subnet> subnets(5);
  std::vector<const Subnet*> some;
  std::vector<std::string> words;
  for (std::size_t i = 0; i < subnets.size(); ++i) {
    subnets[i].head.address = std::string(1, static_cast<char>('a' + i));
    some.push_back(&subnets[i]);
    words.push_back(execlint::InWords(some));
  }
  EXPECT_EQ(words, (std::vector<std::string>{"`a`", "`a` and `b`", "`a`, `b` and `c`",
                                             "`a`, `b`, `c` and `d`", "`a`, `b`, `c` and 2 more"}));
}

}  // namespace
}  // namespace execlint
