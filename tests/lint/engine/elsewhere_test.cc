// The places that WeighAdditions names. What it takes from confidence is in the fixtures of the
// rules, `*_in_another_*`.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

using Files = std::map<std::string, std::string>;

// Related places outside of `unit`, as `path:line phrase`, of all findings of the rule.
std::vector<std::string> PlacesElsewhere(const Files& files, std::string_view rule,
                                         std::string_view unit) {
  const Analyzed run = Analyze(files, {FindRule(rule)});
  std::vector<std::string> places;
  for (const Finding& finding : run.analysis.findings) {
    for (const Related& related : finding.related) {
      const std::string path = run.path(related.span);
      if (path.starts_with(unit)) continue;
      places.push_back(path + ":" + std::to_string(run.line(related.span)) + " " + related.phrase);
    }
  }
  return places;
}

using Places = std::vector<std::string>;

Places OfFixture(const std::string& name, std::string_view unit) {
  return PlacesElsewhere(ReadTree("fixtures/no_route_to_session_manager/" + name),
                         "no-route-to-session-manager", unit);
}

TEST(ElsewhereTest, NamesWhatMayBeAddedToTheNetwork) {
  const std::string endpoint = " an endpoint for Session Manager may be added to this VPC here";
  EXPECT_EQ(OfFixture("fail_endpoint_by_remote_state", "app/"),
            Places{"endpoints/main.tf:9" + endpoint});
  EXPECT_EQ(OfFixture("fail_route_in_another_template", "app.yaml"),
            Places{"route.json:7 a default route may be added to this table here"});
  EXPECT_EQ(OfFixture("fail_association_in_another_root", "app/"),
            Places{"routes/main.tf:12 a route table may be assigned to this subnet here"});
  EXPECT_EQ(OfFixture("fail_endpoint_of_another_export", "app.yaml"), Places{});
}

TEST(ElsewhereTest, NamesNoMoreThanThreePlaces) {
  Files files = ReadTree("fixtures/no_route_to_session_manager/fail_route_in_another_template");
  for (const char* name : {"a", "b", "c", "d"})
    files[std::string(name) + ".json"] = files["route.json"];
  EXPECT_EQ(PlacesElsewhere(files, "no-route-to-session-manager", "app.yaml").size(), 3u);
}

// What another template attaches to a role that this one exports counts for it.
TEST(ElsewhereTest, ARoleIsKnownByTheExportOfItsName) {
  Files files =
      ReadTree("fixtures/task_role_lacks_ssmmessages/fail_policy_by_name_in_another_template");
  files["app.yaml"] +=
      "Outputs:\n  Role:\n    Value: !Ref OtherRole\n    Export: {Name: worker-role}\n";
  // The roles that lack the actions.
  const auto with = [&](const std::string& resource, const std::string& action) {
    files["policy.yaml"] = "Resources:\n  Policy:\n    Type: AWS::IAM::" + resource +
                           "\n      PolicyName: any\n"
                           "      PolicyDocument: {Statement: [{Effect: Allow, Action: '" +
                           action + "', Resource: '*'}]}\n";
    const Analyzed run = Analyze(files, {FindRule("task-role-lacks-ssmmessages")});
    std::string roles;
    for (const Finding& finding : run.analysis.findings)
      roles += std::string(run.sources->Text(finding.primary)) + " ";
    return roles;
  };
  const std::string of_role =
      "RolePolicy\n    Properties:\n      RoleName: !ImportValue worker-role";
  const std::string policy = "Policy\n    Properties:\n      Roles: [!ImportValue worker-role]";
  const std::string other = "Policy\n    Properties:\n      Roles: [!ImportValue other-role]";
  EXPECT_EQ(with(policy, "ssmmessages:*"), "TaskRole ");
  EXPECT_EQ(with(of_role, "ssmmessages:*"), "TaskRole ");
  EXPECT_EQ(with(other, "ssmmessages:*"), "TaskRole OtherRole ");
  EXPECT_EQ(with(policy, "s3:*"), "TaskRole OtherRole ");
}

// A template that another one nests is no unit of its own.
TEST(ElsewhereTest, APartOfAnotherStackAddsNothingByItself) {
  Files files = ReadTree("fixtures/no_route_to_session_manager/fail_route_in_another_template");
  files["stack.yaml"] =
      "Resources:\n  Routes:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n"
      "      TemplateURL: ./route.json\n      Parameters: {Table: rtb-1, Nat: nat-1}\n"
      "  Vpc:\n    Type: AWS::EC2::VPC\n    Properties: {CidrBlock: 10.0.0.0/16}\n";
  EXPECT_EQ(PlacesElsewhere(files, "no-route-to-session-manager", "app.yaml"), Places{});
}

// A root with a network whose private subnet has no way out, and what another root adds to it.
class FromAnotherRoot : public ::testing::Test {
 protected:
  // The phrases at the places in the other root.
  Places Of(const std::string& other, const std::string& folder = "other") {
    const std::string table = main_table_ ? "" : R"(
resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
  tags   = { Name = "shop-private${var.suffix}" }
}
resource "aws_route_table_association" "private" {
  subnet_id      = aws_subnet.private.id
  route_table_id = aws_route_table.private.id
}
)";
    const std::string app = R"(
provider "aws" {}
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  tags                 = { Name = "shop${var.suffix}" }  # known in part
}
variable "suffix" { type = string }
resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_ecs_service" "web" {
  name                   = "web"
  task_definition        = "web:7"
  launch_type            = "FARGATE"
  enable_execute_command = true
  network_configuration {
    subnets = [aws_subnet.private.id]
  }
}
output "vpc_id" {
  value = aws_vpc.main.id
}
)" + table;
    Places phrases = PlacesElsewhere(
        {{"app/main.tf", app}, {folder + "/main.tf", "provider \"aws\" {}\n" + other}},
        "no-route-to-session-manager", "app/");
    for (std::string& one : phrases) one.erase(0, one.find(' ') + 1);
    return phrases;
  }
  Places EndpointIn(const std::string& vpc, const std::string& more = "",
                    const std::string& folder = "other") {
    return Of(R"(
resource "aws_vpc_endpoint" "sessions" {
  vpc_id            = )" +
                  vpc + R"(
  service_name      = "com.amazonaws.eu-west-1.ssmmessages"
  vpc_endpoint_type = "Interface"
}
)" + more,
              folder);
  }

  bool main_table_ = false;  // the VPC's own
  const Places nothing_ = {};
  const Places endpoint_ = {"an endpoint for Session Manager may be added to this VPC here"};
  const Places route_ = {"a default route may be added to this table here"};
};

TEST_F(FromAnotherRoot, AVpcIsNamedInManyWays) {
  EXPECT_EQ(EndpointIn("\"vpc-0a1b2c3d\""), endpoint_);
  EXPECT_EQ(EndpointIn("var.vpc", "variable \"vpc\" { type = string }\n"), endpoint_);
  const std::string by_filter = R"(data "aws_vpc" "a" {
  filter {
    name   = "tag:Name"
    values = ["NAME"]
  }
})";
  const auto filtered = [&](std::string name) {
    std::string text = by_filter;
    return text.replace(text.find("NAME"), 4, name);
  };
  EXPECT_EQ(EndpointIn("data.aws_vpc.a.id", filtered("shop")), endpoint_);
  EXPECT_EQ(EndpointIn("data.aws_vpc.a.id", filtered("sh?p")), endpoint_);
  EXPECT_EQ(EndpointIn("data.aws_vpc.a.id", filtered("blog")), nothing_);
  // Of one that is looked up by something else, or among others, nobody knows which it is.
  EXPECT_EQ(EndpointIn("data.aws_vpc.a.id",
                       "data \"aws_vpc\" \"a\" {\n  cidr_block = \"10.0.0.0/16\"\n}"),
            endpoint_);
  EXPECT_EQ(EndpointIn("data.aws_vpcs.a.ids[0]",
                       "data \"aws_vpcs\" \"a\" {\n  tags = { Name = \"shop\" }\n}"),
            endpoint_);
  EXPECT_EQ(EndpointIn("data.aws_vpcs.a.ids[0]",
                       "data \"aws_vpcs\" \"a\" {\n  tags = { Name = \"blog\" }\n}"),
            nothing_);
  EXPECT_EQ(
      EndpointIn("data.aws_vpc.ab.id",
                 filtered("blog") + "\ndata \"aws_vpc\" \"ab\" {\n  tags = { Name = \"shop\" }\n}"),
      endpoint_);
  EXPECT_EQ(EndpointIn("data.aws_vpc.a.id", "data \"aws_vpc\" \"a\" {\n  default = true\n}"),
            nothing_);
}

TEST_F(FromAnotherRoot, AnOutputIsAskedForByItsName) {
  const std::string state =
      "data \"terraform_remote_state\" \"app\" {\n  backend = \"s3\"\n  config = {}\n}\n";
  EXPECT_EQ(EndpointIn("data.terraform_remote_state.app.outputs.vpc_id", state), endpoint_);
  EXPECT_EQ(EndpointIn("data.terraform_remote_state.app.outputs.blog_vpc_id", state), nothing_);
  EXPECT_EQ(EndpointIn("lookup(data.terraform_remote_state.app.outputs, \"x\")", state), endpoint_);
  EXPECT_EQ(EndpointIn("data.aws_ssm_parameter.vpc.value",
                       "data \"aws_ssm_parameter\" \"vpc\" {\n  name = \"/vpc\"\n}\n"),
            endpoint_);
}

TEST_F(FromAnotherRoot, WhatIsItsOwnOrOfAModuleThatIsNotHereIsAddedToNoOther) {
  const std::string own = "resource \"aws_vpc\" \"own\" {\n  cidr_block = \"10.1.0.0/16\"\n}\n";
  EXPECT_EQ(EndpointIn("aws_vpc.own.id", own), nothing_);
  EXPECT_EQ(EndpointIn("var.vpc", "variable \"vpc\" { type = string }\n" + own), nothing_);
  EXPECT_EQ(EndpointIn("module.vpc.vpc_id",
                       "module \"vpc\" {\n  source = \"terraform-aws-modules/vpc/aws\"\n}\n"),
            nothing_);
  // A module for others to call; a root is none, wherever it is.
  const std::string input = "variable \"vpc\" { type = string }\n";
  EXPECT_EQ(EndpointIn("var.vpc", input, "modules/endpoints"), endpoint_);
}

TEST_F(FromAnotherRoot, AVpcOfThatNameMayBeItsOwn) {
  const std::string lookup = "data \"aws_vpc\" \"a\" {\n  tags = { Name = \"shop\" }\n}\n";
  const auto own = [](const std::string& name) {
    return "resource \"aws_vpc\" \"own\" {\n  cidr_block = \"10.1.0.0/16\"\n  tags = { Name = \"" +
           name + "\" }\n}\n";
  };
  EXPECT_EQ(EndpointIn("data.aws_vpc.a.id", lookup + own("shop")), nothing_);
  EXPECT_EQ(EndpointIn("data.aws_vpc.a.id", lookup + own("blog")), endpoint_);
  EXPECT_EQ(EndpointIn("\"vpc-${var.id}\"", "variable \"id\" { type = string }\n"), endpoint_);
}

TEST_F(FromAnotherRoot, RoutesThatLeadOut) {
  const auto route = [&](const std::string& to, const std::string& target) {
    return Of(
        "variable \"table\" { type = string }\nvariable \"cidr\" { type = string }\n"
        "resource \"aws_route\" \"out\" {\n  route_table_id = var.table\n" +
        to + "\n  " + target + "\n}\n");
  };
  const std::string all = "  destination_cidr_block = \"0.0.0.0/0\"";
  EXPECT_EQ(route(all, "nat_gateway_id = \"nat-1\""), route_);
  EXPECT_EQ(route("  destination_cidr_block = var.cidr", "nat_gateway_id = \"nat-1\""), route_);
  EXPECT_EQ(route("  destination_cidr_block = \"10.0.0.0/8\"", "nat_gateway_id = \"nat-1\""),
            nothing_);
  EXPECT_EQ(route("  destination_cidr_block = \"10.${var.cidr}.0.0/16\"", "gateway_id = \"igw-1\""),
            nothing_);
  EXPECT_EQ(route("  destination_cidr_block = data.aws_vpc.peer.cidr_block",
                  "gateway_id = \"igw-1\"\n}\ndata \"aws_vpc\" \"peer\" {\n  id = \"vpc-1\""),
            nothing_);
  EXPECT_EQ(route("  destination_ipv6_cidr_block = \"::/0\"", "gateway_id = \"igw-1\""), nothing_);
  EXPECT_EQ(route(all, "gateway_id = \"local\""), nothing_);
}

TEST_F(FromAnotherRoot, TheMainTableOfAVpc) {
  main_table_ = true;
  const std::string vpc = "data \"aws_vpc\" \"shop\" {\n  tags = { Name = \"shop\" }\n}\n";
  const auto table = [&](const std::string& routes) {
    return Of(vpc +
              "resource \"aws_default_route_table\" \"main\" {\n"
              "  default_route_table_id = data.aws_vpc.shop.main_route_table_id\n" +
              routes + "}\n");
  };
  EXPECT_EQ(table("  route {\n    cidr_block = \"0.0.0.0/0\"\n    gateway_id = \"igw-1\"\n  }\n"),
            route_);
  EXPECT_EQ(table("  route {\n    cidr_block = \"10.9.0.0/16\"\n    gateway_id = \"igw-1\"\n  }\n"
                  "  route {\n    cidr_block = \"0.0.0.0/0\"\n    gateway_id = \"igw-1\"\n  }\n"),
            route_);
  EXPECT_EQ(table("  route {\n    cidr_block = \"10.9.0.0/16\"\n    gateway_id = \"igw-1\"\n  }\n"),
            nothing_);
  EXPECT_EQ(table(""), nothing_);
  EXPECT_EQ(Of(vpc + "variable \"table\" { type = string }\n"
                     "resource \"aws_main_route_table_association\" \"main\" {\n"
                     "  vpc_id         = data.aws_vpc.shop.id\n  route_table_id = var.table\n}\n"),
            route_);
  EXPECT_EQ(Of("variable \"table\" { type = string }\nvariable \"subnet\" { type = string }\n"
               "resource \"aws_route_table_association\" \"a\" {\n  count = 0\n"
               "  subnet_id = var.subnet\n  route_table_id = var.table\n}\n"),
            nothing_);
}

TEST(ElsewhereTest, AnExportIsKnownByPartOfItsName) {
  Files files = ReadTree("fixtures/no_route_to_session_manager/pass_endpoint_in_another_template");
  const auto findings = [&] {
    return Analyze(files, {FindRule("no-route-to-session-manager")}).analysis.findings.size();
  };
  std::string& app = files["app.yaml"];
  app.replace(app.find("!Sub ${AWS::StackName}-VpcId"), 28, "shop-VpcId");
  EXPECT_EQ(findings(), 0u);
  app.replace(app.find("shop-VpcId"), 10, "shop-VpcIds");
  EXPECT_EQ(findings(), 1u);
}

TEST(ElsewhereTest, ACallOfTheStateInAModule) {
  Files files = ReadTree("fixtures/no_route_to_session_manager/fail_endpoint_by_remote_state");
  files["endpoints/m/main.tf"] = files["endpoints/main.tf"];
  files["endpoints/main.tf"] = "provider \"aws\" {}\nmodule \"m\" {\n  source = \"./m\"\n}\n";
  EXPECT_EQ(PlacesElsewhere(files, "no-route-to-session-manager", "app/").size(), 1u);
  std::string& module = files["endpoints/m/main.tf"];
  module.replace(module.find("outputs.vpc_id"), 14, "outputs.blog_id");
  EXPECT_EQ(PlacesElsewhere(files, "no-route-to-session-manager", "app/"), Places{});
}

// What is left when a comment takes one var file out has no more confidence than before.
TEST(ElsewhereTest, AlsoForEachVarFile) {
  Files files = ReadTree("fixtures/no_route_to_session_manager/fail_endpoint_in_another_root");
  std::string& shop = files["shop/main.tf"];
  shop.replace(shop.find("enable_execute_command = true"), 29, "enable_execute_command = var.exec");
  shop += "variable \"exec\" {\n  type = bool\n}\n";
  files["shop/a.tfvars"] = "exec = true\n";
  files["shop/b.tfvars"] = "exec = true\n";
  const Analyzed run = Analyze(files, {FindRule("no-route-to-session-manager")});
  std::size_t ways = 0;
  for (const Finding& finding : run.analysis.findings) {
    for (const Finding& one : finding.joined) {
      ++ways;
      EXPECT_EQ(one.confidence, Confidence::kMedium);
    }
  }
  EXPECT_EQ(ways, 2u);
}

// `policy.yaml` gives a policy of these actions to the role that `roles` names.
Places PolicyFor(const std::string& roles, const std::string& more = "",
                 const std::string& actions = "ssmmessages:*") {
  Files files =
      ReadTree("fixtures/task_role_lacks_ssmmessages/fail_policy_by_name_in_another_template");
  files["policy.yaml"] =
      "Parameters:\n  Stage: {Type: String}\nResources:\n  Policy:\n    Type: AWS::IAM::Policy\n"
      "    Properties:\n      PolicyName: any\n      Roles: [" +
      roles + "]\n      PolicyDocument: {Statement: [{Effect: Allow, Action: '" + actions +
      "', Resource: '*'}]}\n" + more;
  return PlacesElsewhere(files, "task-role-lacks-ssmmessages", "app.yaml");
}

TEST(ElsewhereTest, WhatAManagedPolicyAllowsIsKnown) {
  Files files =
      ReadTree("fixtures/task_role_lacks_ssmmessages/fail_policy_by_name_in_another_template");
  files.erase("policy.yaml");
  const auto with = [&](const std::string& policy) {
    files["more/main.tf"] =
        "resource \"aws_iam_role_policy_attachment\" \"more\" {\n  role = \"web-${var.rest}\"\n"
        "  policy_arn = \"arn:aws:iam::aws:policy/" +
        policy + "\"\n}\nvariable \"rest\" {}\n";
    return PlacesElsewhere(files, "task-role-lacks-ssmmessages", "app.yaml").size();
  };
  EXPECT_EQ(with("AmazonSSMManagedInstanceCore"), 1u);
  EXPECT_EQ(with("AmazonS3ReadOnlyAccess"), 0u);
}

TEST(ElsewhereTest, ARoleIsNamedByItsNameOrArn) {
  const Places named = {"policy.yaml:8 a policy is attached to a role with this name here"};
  EXPECT_EQ(PolicyFor("web-task"), named);
  EXPECT_EQ(PolicyFor("'arn:aws:iam::123456789012:role/apps/web-task'"), named);
  EXPECT_EQ(PolicyFor("'arn:aws:iam::123456789012:role/web-task/other'"), Places{});
  EXPECT_EQ(PolicyFor("!Sub 'web-${Stage}'"), named);
  EXPECT_EQ(PolicyFor("!Sub 'blog-${Stage}'"), Places{});
  // Whoever deploys it says which role: any, if the policy is about sessions.
  const std::string any = "policy.yaml:8 a policy may be attached to this role here";
  EXPECT_EQ(PolicyFor("!Ref Stage"), (Places{any, any}));  // one for each role
  EXPECT_EQ(PolicyFor("!Ref Stage", "", "s3:*"), Places{});
  EXPECT_EQ(PolicyFor("web-task", "", "s3:*"), Places{});
  // A policy that nobody knows counts for the role that it names, and for no other.
  const std::string unknown =
      "s3:*', Resource: '*'}, {Effect: Allow, Action: !Ref Stage, Resource: '*'},"
      " {Effect: Allow, Action: 's3:*";
  EXPECT_EQ(PolicyFor("web-task", "", unknown), named);
  // A role of that name that it creates itself is meant.
  EXPECT_EQ(PolicyFor("web-task",
                      "  Own:\n    Type: AWS::IAM::Role\n    Properties:\n"
                      "      RoleName: web-task\n"),
            Places{});
}

}  // namespace
}  // namespace execlint::testing_support
