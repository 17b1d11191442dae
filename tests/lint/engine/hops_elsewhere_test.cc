// A hop that lacks what another unit may add is unknown, and says where that may be.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "tests/fixture.h"
#include "tests/support/hop_states.h"

namespace execlint::testing_support {
namespace {

// The same without the files that begin with `other`.
std::string StatesWithout(Tree files, std::string_view other, Hop hop) {
  std::erase_if(files, [&](const auto& file) { return file.first.starts_with(other); });
  return StatesIn(files, hop);
}

TEST(HopsElsewhere, WhatAFindingSaysTheHopSaysToo) {
  const std::string reach = "unknown whether the tasks reach Session Manager: ";
  struct Row {
    std::string fixture, other;
    Hop hop;
    std::string states;
  };
  const std::string network = "fixtures/no_route_to_session_manager/";
  for (const Row& row : {
           Row{network + "fail_route_in_another_template", "route", Hop::kNetwork,
               reach + "a default route may be added to its route table elsewhere route.json:7"},
           Row{network + "fail_association_in_another_root", "routes/", Hop::kNetwork,
               reach + "a route table may be assigned to its subnet elsewhere routes/main.tf:12"},
           Row{"fixtures/task_role_lacks_ssmmessages/fail_policy_by_name_in_another_template",
               "policy", Hop::kTaskRole,
               "unknown whether the task role allows the ssmmessages actions: a policy is attached "
               "to a role with this name elsewhere, blocked policy.yaml:7"},  // of another role
       }) {
    const Tree files = ReadTree(row.fixture);
    EXPECT_EQ(StatesIn(files, row.hop), row.states) << row.fixture;
    EXPECT_TRUE(StatesWithout(files, row.other, row.hop).starts_with("blocked")) << row.fixture;
  }
}

// What it said of the way out is no longer so.
TEST(HopsElsewhere, AHopThatIsUnknownHasNoSummary) {
  const Tree files =
      ReadTree("fixtures/no_route_to_session_manager/fail_route_in_another_template");
  const Analyzed run = Analyze(files, {});
  for (const WorkloadReport& workload : run.analysis.workloads) {
    for (const HopReport& hop : workload.hops) {
      if (hop.hop != Hop::kNetwork) continue;
      EXPECT_EQ(hop.states.front().state, Verdict::State::kUnknown);
      EXPECT_EQ(hop.states.front().summary, "");
    }
  }
}

TEST(HopsElsewhere, ADenialOpensNoHop) {
  Tree tree;
  for (const auto& [path, text] : ReadTree("fixtures/causes/open.tf")) tree["app/" + path] = text;
  const std::string unknown =
      "unknown whether the task role allows the ssmmessages actions: the actions may be denied to "
      "this role elsewhere policies/main.tf:";
  const auto with = [&](const std::string& policies) {
    tree["policies/main.tf"] = policies;
    return StatesIn(tree, Hop::kTaskRole);
  };
  const auto policy = [](const std::string& role, const std::string& effect) {
    return "resource \"aws_iam_role_policy\" \"more\" {\n  role   = \"" + role +
           "\"\n  policy = jsonencode({ Statement = [{ Effect = \"" + effect +
           "\", Action = \"ssmmessages:*\", Resource = \"*\" }] })\n}\n";
  };
  EXPECT_EQ(with(policy("task", "Deny")), "blocked");
  EXPECT_EQ(with(policy("task${var.rest}", "Deny") + "variable \"rest\" {}\n"), unknown + "2");
  EXPECT_EQ(with(policy("task", "Allow")), "open");
  tree["policies/json.tf.json"] = R"({"resource": {"aws_iam_role_policy": {"more": {
    "role": "task", "policy":
    "{\"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"ssmmessages:*\", \"Resource\": \"*\"}]}"
  }}}})";
  EXPECT_EQ(with(""), "blocked");
  tree.erase("policies/json.tf.json");
  EXPECT_EQ(with("resource \"aws_iam_role_policies_exclusive\" \"all\" {\n"
                 "  role_name    = \"task\"\n  policy_names = []\n}\n"),
            unknown + "2");
}

// Perhaps nobody deploys an example, a test, a document or a module that nothing calls.
TEST(HopsElsewhere, WhatMayNotBeDeployedDecidesNothing) {
  std::string app = ReadTree("fixtures/causes/open.tf").at("open.tf");
  const auto policy = [](const std::string& effect) {
    return "resource \"aws_iam_role_policy\" \"more\" {\n  role   = \"task\"\n"
           "  policy = jsonencode({ Statement = [{ Effect = \"" +
           effect + "\", Action = \"ssmmessages:*\", Resource = \"*\" }] })\n}\n";
  };
  const auto role_in = [](const std::string& folder, const std::string& text,
                          const std::string& more) {
    return StatesIn({{"app/main.tf", text}, {folder + "/main.tf", more}}, Hop::kTaskRole);
  };
  const std::string unknown = "unknown whether the task role allows the ssmmessages actions: ";
  const std::string denied = "the actions may be denied to this role elsewhere ";
  const std::string allowed = "a policy is attached to a role with this name elsewhere ";
  std::string without = app;
  const std::string action = "\"ssmmessages:";
  for (std::size_t at; (at = without.find(action)) != without.npos;) {
    without.replace(at, action.size(), "\"logs:");
  }
  for (const std::string folder :
       {"examples/more", "test/fixtures", "docs", "samples/more", "modules/more"}) {
    const std::string at = folder + "/main.tf:2";
    EXPECT_EQ(role_in(folder, app, policy("Deny")), unknown + denied + at);
    EXPECT_EQ(role_in(folder, without, policy("Allow")), unknown + allowed + at);
  }
  EXPECT_EQ(role_in("policies", app, policy("Deny")), "blocked");
  EXPECT_EQ(role_in("policies", without, policy("Allow")), "open");

  // The same of a role that is looked up.
  const std::string use = "task_role_arn", used = "aws_iam_role.task.arn";
  std::string reader = "data \"aws_iam_role\" \"task\" {\n  name = \"shared\"\n}\n" + app;
  reader.replace(reader.find(used, reader.find(use)), used.size(), "data." + used);
  const std::string role =
      "resource \"aws_iam_role\" \"task\" {\n  name = \"shared\"\n"
      "  assume_role_policy = jsonencode({ Statement = [{ Effect = \"Allow\",\n"
      "    Principal = { Service = \"ecs-tasks.amazonaws.com\" }, Action = \"sts:AssumeRole\" }] })"
      "\n}\nresource \"aws_iam_role_policy\" \"exec\" {\n  role   = aws_iam_role.task.id\n"
      "  policy = jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"ssmmessages:*\",\n"
      "    Resource = \"*\" }] })\n}\n";
  EXPECT_EQ(role_in("roles", reader, role), "open");
  EXPECT_TRUE(role_in("examples/roles", reader, role)
                  .starts_with(unknown + "the role `shared` at examples/roles/main.tf:1 is in a "
                                         "folder of examples, tests or documentation"));
  EXPECT_TRUE(role_in("modules/roles", reader, role)
                  .starts_with(unknown + "the role `shared` at modules/roles/main.tf:1 is in a "
                                         "module that nothing in the project calls"));
}

TEST(HopsElsewhere, APolicyOfTheOrganizationOpensNoHop) {
  const std::string app = ReadTree("fixtures/causes/open.tf").at("open.tf");
  const auto with = [&](const std::string& action) {
    return StatesIn({{"app/main.tf", app},
                     {"organization/main.tf",
                      "resource \"aws_organizations_policy\" \"limits\" {\n  name = \"limits\"\n"
                      "  content = jsonencode({ Statement = [{ Effect = \"Deny\", Action = \"" +
                          action +
                          "\", Resource = \"*\" }] })\n}\n"
                          "resource \"aws_ecs_cluster\" \"shared\" {\n  name = \"shared\"\n}\n"}},
                    Hop::kTaskRole);
  };
  EXPECT_EQ(
      with("ssmmessages:*"),
      "unknown whether the task role allows the ssmmessages actions: the actions may be denied "
      "to this role elsewhere organization/main.tf:3");
  EXPECT_EQ(with("s3:*"), "open");
  // What is not known to take the actions away is not said to.
  EXPECT_EQ(StatesIn({{"app/main.tf", app},
                      {"organization/main.tf",
                       "variable \"limits\" {}\n"
                       "resource \"aws_organizations_policy\" \"limits\" {\n  name = \"limits\"\n"
                       "  content = var.limits\n}\n"
                       "resource \"aws_ecs_cluster\" \"shared\" {\n  name = \"shared\"\n}\n"}},
                     Hop::kTaskRole),
            "open");
}

// What another unit adds to a VPC that it looks up may keep the tasks from Session Manager.
TEST(HopsElsewhere, AFilterOpensNoHop) {
  std::string app = ReadTree("fixtures/causes/open.tf").at("open.tf");
  const std::string vpc = "enable_dns_hostnames = true\n";
  app.replace(app.find(vpc), vpc.size(), vpc + "  tags = { Name = \"main\" }\n");
  const std::string subnet = "cidr_block = \"10.0.1.0/24\"\n";
  app.replace(app.find(subnet), subnet.size(), subnet + "  tags = { Name = \"tasks\" }\n");
  const auto with = [&](const std::string& more) {
    return StatesIn({{"app/main.tf", app},
                     {"more/main.tf",
                      "data \"aws_vpc\" \"main\" {\n  tags = { Name = \"main\" }\n}\n"
                      "data \"aws_subnet\" \"tasks\" {\n  tags = { Name = \"tasks\" }\n}\n" +
                          more}},
                    Hop::kNetwork);
  };
  const auto unknown = [](const std::string& what, int line) {
    return "unknown whether the tasks reach Session Manager: " + what +
           " elsewhere more/main.tf:" + std::to_string(line);
  };
  EXPECT_EQ(with(""), "open");

  const std::string name = "DNS for Session Manager's name may be set for its VPC";
  const auto profile = [](const std::string& of) {
    return "resource \"aws_route53profiles_association\" \"shared\" {\n"
           "  profile_id = \"rp-1\"\n  resource_id = " +
           of + "\n}\n";
  };
  // What is looked up by its whole name is judged together with the unit that has it.
  const std::string answers = "unknown what answers for the name of Session Manager in the VPC: ";
  const std::string unread = " is not evaluated by execlint more/main.tf:";
  EXPECT_EQ(
      with(profile("data.aws_vpc.main.id")),
      answers + "the Route 53 profile of `aws_route53profiles_association.shared`" + unread + "7");
  EXPECT_EQ(with("variable \"vpc\" {}\n" + profile("var.vpc")), unknown(name, 10));
  EXPECT_EQ(with(profile("aws_vpc.own.id") +
                 "resource \"aws_vpc\" \"own\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n"),
            "open");
  const auto zone = [](const std::string& domain) {
    return "resource \"aws_route53_zone\" \"inner\" {\n  name = \"" + domain +
           "\"\n  vpc {\n    vpc_id = data.aws_vpc.main.id\n  }\n}\n";
  };
  EXPECT_EQ(with(zone("eu-west-1.amazonaws.com")),
            answers + "the private zone `aws_route53_zone.inner`" + unread + "8");
  EXPECT_EQ(with(zone("corp.example")), "open");
  const auto rule = [](const std::string& domain) {
    return "resource \"aws_route53_resolver_rule\" \"out\" {\n  rule_type = \"FORWARD\"\n"
           "  domain_name = \"" +
           domain +
           "\"\n}\nresource \"aws_route53_resolver_rule_association\" \"out\" {\n"
           "  resolver_rule_id = aws_route53_resolver_rule.out.id\n"
           "  vpc_id = data.aws_vpc.main.id\n}\n";
  };
  EXPECT_EQ(with(rule(".")),
            answers + "the resolver rule `aws_route53_resolver_rule.out`" + unread + "9");
  EXPECT_EQ(with(rule("corp.example")), "open");

  const auto acl = [](const std::string& action) {
    const std::string rest =
        " {\n    protocol = \"-1\"\n    rule_no = 100\n    action = \"" + action +
        "\"\n    cidr_block = \"0.0.0.0/0\"\n    from_port = 0\n    to_port = 0\n  }\n";
    return "resource \"aws_network_acl\" \"tasks\" {\n  vpc_id = data.aws_vpc.main.id\n"
           "  subnet_ids = [data.aws_subnet.tasks.id]\n  egress" +
           rest + "  ingress" + rest + "}\n";
  };
  const std::string filtered =
      " lets the traffic of sessions through: execlint does not check this yet more/main.tf:7";
  EXPECT_EQ(with(acl("deny")), "unknown whether `aws_network_acl.tasks`" + filtered);
  EXPECT_EQ(with(acl("allow")), "open");
  EXPECT_EQ(with("resource \"aws_network_acl_association\" \"tasks\" {\n"
                 "  network_acl_id = \"acl-1a2b3c4d\"\n"
                 "  subnet_id = data.aws_subnet.tasks.id\n}\n"),
            "unknown whether `aws_network_acl_association.tasks`" + filtered);
  EXPECT_EQ(with("variable \"subnet\" {}\n"
                 "resource \"aws_network_acl_association\" \"tasks\" {\n"
                 "  network_acl_id = \"acl-1a2b3c4d\"\n  subnet_id = var.subnet\n}\n"),
            unknown("a network ACL may be attached to its subnet", 10));
  std::string of_unknown = acl("deny");
  of_unknown.replace(of_unknown.find("[data.aws_subnet.tasks.id]"), 26, "var.subnets");
  EXPECT_EQ(with("variable \"subnets\" {}\n" + of_unknown),
            unknown("a network ACL may be attached to its subnet", 10));
  EXPECT_EQ(with("variable \"group\" {}\n"
                 "resource \"aws_vpc_security_group_rules_exclusive\" \"none\" {\n"
                 "  security_group_id = var.group\n  egress_rule_ids = []\n}\n"),
            unknown("rules may be removed from its security group", 9));
  EXPECT_EQ(with("variable \"endpoint\" {}\n"
                 "resource \"aws_vpc_endpoint_policy\" \"own\" {\n"
                 "  vpc_endpoint_id = var.endpoint\n  policy = \"{}\"\n}\n"),
            "open");  // the way out needs no endpoint
  EXPECT_EQ(with("resource \"aws_vpc_endpoint\" \"sessions\" {\n  vpc_id = data.aws_vpc.main.id\n"
                 "  vpc_endpoint_type = \"Interface\"\n"
                 "  service_name = \"com.amazonaws.eu-west-1.ssmmessages\"\n}\n"),
            "open");
}

// A VPC or subnet of another name is another one.
TEST(HopsElsewhere, AFilterOfAnotherNetworkSaysNothing) {
  const std::string app = ReadTree("fixtures/causes/open.tf").at("open.tf");
  const auto with = [&](const std::string& more) {
    return StatesIn({{"app/main.tf", app},
                     {"more/main.tf",
                      "data \"aws_vpc\" \"other\" {\n  tags = { Name = \"other\" }\n}\n"
                      "data \"aws_subnet\" \"other\" {\n  tags = { Name = \"other\" }\n}\n" +
                          more}},
                    Hop::kNetwork);
  };
  EXPECT_EQ(with("resource \"aws_route53profiles_association\" \"shared\" {\n"
                 "  profile_id = \"rp-1\"\n  resource_id = data.aws_vpc.other.id\n}\n"),
            "open");
  EXPECT_EQ(with("resource \"aws_route53_zone\" \"inner\" {\n"
                 "  name = \"eu-west-1.amazonaws.com\"\n"
                 "  vpc {\n    vpc_id = data.aws_vpc.other.id\n  }\n}\n"),
            "open");
  EXPECT_EQ(with("resource \"aws_network_acl\" \"none\" {\n  vpc_id = data.aws_vpc.other.id\n"
                 "  subnet_ids = [data.aws_subnet.other.id]\n}\n"),
            "open");
  EXPECT_EQ(with("resource \"aws_network_acl_association\" \"none\" {\n"
                 "  network_acl_id = \"acl-1a2b3c4d\"\n"
                 "  subnet_id = data.aws_subnet.other.id\n}\n"),
            "open");
}

// A resource of count 0 neither adds nor takes anything.
TEST(HopsElsewhere, WhatDoesNotExistChangesNothing) {
  struct Row {
    const char *type, *rest;
    Hop hop;
  };
  const std::string policy =
      "  policy = jsonencode({ Statement = [{ Effect = \"Deny\", Action = \"ssmmessages:*\", "
      "Resource = \"*\" }] })\n";
  const std::string named = "  role = \"task\"\n" + policy;
  std::string app = ReadTree("fixtures/causes/open.tf").at("open.tf");
  const std::string vpc = "enable_dns_hostnames = true\n";
  app.replace(app.find(vpc), vpc.size(), vpc + "  tags = { Name = \"main\" }\n");
  const auto with = [&](const Row& row, const std::string& count) {
    return StatesIn({{"app/main.tf", app},
                     {"more/main.tf",
                      "data \"aws_vpc\" \"main\" {\n  tags = { Name = \"main\" }\n}\n"
                      "resource \"" +
                          std::string(row.type) + "\" \"more\" {\n" + count + row.rest + "}\n"}},
                    row.hop);
  };
  for (const Row& row : {
           Row{"aws_iam_role_policy", named.c_str(), Hop::kTaskRole},
           Row{"aws_iam_role_policies_exclusive", "  role_name = \"task\"\n  policy_names = []\n",
               Hop::kTaskRole},
           Row{"aws_default_network_acl",
               "  default_network_acl_id = data.aws_vpc.main.default_network_acl_id\n",
               Hop::kNetwork},
           Row{"aws_network_acl_association",
               "  network_acl_id = \"acl-1\"\n  subnet_id = var.subnet\n}\nvariable \"subnet\" {\n",
               Hop::kNetwork},
           Row{"aws_route53_zone",
               "  name = \"amazonaws.com\"\n  vpc {\n    vpc_id = data.aws_vpc.main.id\n  }\n",
               Hop::kNetwork},
           Row{"aws_route53profiles_association",
               "  profile_id = \"rp-1\"\n  resource_id = data.aws_vpc.main.id\n", Hop::kNetwork},
       }) {
    EXPECT_NE(with(row, ""), "open") << row.type;
    EXPECT_EQ(with(row, "  count = 0\n"), "open") << row.type;
  }
}

constexpr const char* kTasks = R"(
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "tasks" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route_table" "tasks" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "tasks" {
  subnet_id      = aws_subnet.tasks.id
  route_table_id = aws_route_table.tasks.id
}
resource "aws_security_group" "tasks" {
  name   = "tasks"
  vpc_id = aws_vpc.main.id
}
output "group" {
  value = aws_vpc.main.id
}
resource "aws_ecs_service" "web" {
  name                   = "web"
  launch_type            = "FARGATE"
  task_definition        = "web:7"
  enable_execute_command = true
  network_configuration {
    subnets          = [aws_subnet.tasks.id]
    security_groups  = [aws_security_group.tasks.id]
    assign_public_ip = true
  }
}
)";

std::string WithRules(const std::string& rules) {
  return StatesIn({{"app/main.tf", kTasks}, {"rules/main.tf", rules}}, Hop::kNetwork);
}

TEST(HopsElsewhere, RulesOfTheTasksGroup) {
  const std::string unknown =
      "unknown whether the tasks reach Session Manager: rules may be added to its security group "
      "elsewhere rules/main.tf:";
  const std::string rule =
      "resource \"aws_vpc_security_group_egress_rule\" \"https\" {\n"
      "  security_group_id = data.aws_security_group.tasks.id\n"
      "  ip_protocol       = \"-1\"\n"
      "  cidr_ipv4         = \"0.0.0.0/0\"\n}\n";
  EXPECT_EQ(WithRules(""), "blocked");
  EXPECT_EQ(WithRules("data \"aws_security_group\" \"tasks\" { name = \"tasks\" }\n" + rule),
            "open");
  EXPECT_EQ(WithRules("data \"aws_security_group\" \"tasks\" {\n"
                      "  filter {\n    name   = \"group-name\"\n    values = [\"tas*\"]\n  }\n}\n" +
                      rule),
            unknown + "8");
  EXPECT_EQ(WithRules("variable \"group\" {}\nresource \"aws_security_group_rule\" \"https\" {\n"
                      "  type              = \"egress\"\n  security_group_id = var.group\n"
                      "  protocol = \"-1\"\n  from_port = 0\n  to_port = 0\n"
                      "  cidr_blocks = [\"0.0.0.0/0\"]\n}\n"),
            unknown + "4");
  EXPECT_EQ(WithRules("data \"aws_security_group\" \"tasks\" { name = \"other\" }\n" + rule),
            "blocked");
  EXPECT_EQ(WithRules("data \"aws_security_group\" \"tasks\" { name = \"tasks\" }\n"
                      "resource \"aws_vpc_security_group_ingress_rule\" \"https\" {\n"
                      "  security_group_id = data.aws_security_group.tasks.id\n"
                      "  ip_protocol       = \"-1\"\n  cidr_ipv4 = \"0.0.0.0/0\"\n}\n"),
            "blocked");
}

constexpr const char* kTemplate = R"(
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssmmessages
      SubnetIds: [!Ref Subnet]
      SecurityGroupIds: [!Ref EndpointGroup]
      PrivateDnsEnabled: true
  EndpointGroup:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: endpoint, VpcId: !Ref Vpc}
  TaskGroup:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: tasks, VpcId: !Ref Vpc}
  Web:
    Type: AWS::ECS::Service
    Properties:
      LaunchType: FARGATE
      TaskDefinition: web:7
      EnableExecuteCommand: true
      NetworkConfiguration:
        AwsvpcConfiguration: {Subnets: [!Ref Subnet], SecurityGroups: [!Ref TaskGroup]}
)";

TEST(HopsElsewhere, RulesOfTheEndpointsGroup) {
  const auto with = [](const std::string& type) {
    return StatesIn(
        {{"app.yaml", kTemplate},
         {"rules.yaml",
          "Parameters:\n  Group: {Type: String}\nResources:\n  Https:\n    Type: " + type +
              "\n    Properties: {GroupId: !Ref Group, IpProtocol: -1, CidrIp: 10.0.0.0/8}\n"}},
        Hop::kNetwork);
  };
  EXPECT_EQ(with("AWS::EC2::SecurityGroupIngress"),
            "unknown whether the tasks reach Session Manager: rules may be added to its security "
            "group elsewhere rules.yaml:6");
  EXPECT_EQ(with("AWS::EC2::SecurityGroupEgress"), "blocked");
}

TEST(HopsElsewhere, AFilterOfAnotherTemplateOpensNoHop) {
  std::string app = kTemplate;  // with a group that lets the tasks in
  const std::string open = "GroupDescription: endpoint, VpcId: !Ref Vpc";
  app.replace(app.find(open), open.size(),
              open + ", SecurityGroupIngress: [{IpProtocol: -1, CidrIp: 10.0.0.0/8}]");
  app +=
      "Outputs:\n  Vpc: {Value: !Ref Vpc, Export: {Name: the-vpc}}\n"
      "  Subnet: {Value: !Ref Subnet, Export: {Name: the-subnet}}\n";
  const auto with = [&](const std::string& resource) {
    return StatesIn({{"app.yaml", app}, {"more.yaml", "Resources:\n" + resource}}, Hop::kNetwork);
  };
  EXPECT_EQ(with(""), "open");
  const auto acl = [&](const std::string& subnet) {
    return with(
        "  Acl:\n    Type: AWS::EC2::SubnetNetworkAclAssociation\n    Properties:\n"
        "      NetworkAclId: acl-1a2b3c4d\n      SubnetId: !ImportValue " +
        subnet + "\n");
  };
  EXPECT_EQ(
      acl("the-subnet"),
      "unknown whether `Acl` lets the traffic of sessions through: execlint does not check this "
      "yet more.yaml:2");
  EXPECT_EQ(acl("another-subnet"), "open");
  const auto profile = [&](const std::string& vpc) {
    return with(
        "  Shared:\n    Type: AWS::Route53Profiles::ProfileAssociation\n    Properties:\n"
        "      ProfileId: rp-1\n      ResourceId: !ImportValue " +
        vpc + "\n");
  };
  EXPECT_EQ(profile("the-vpc"),
            "unknown what answers for the name of Session Manager in the VPC: the Route 53 profile "
            "of `Shared` is not evaluated by execlint more.yaml:2");
  EXPECT_EQ(profile("another-vpc"), "open");
  // The zone of the endpoint's own name comes first.
  EXPECT_EQ(with("  Zone:\n    Type: AWS::Route53::HostedZone\n    Properties:\n"
                 "      Name: amazonaws.com\n"
                 "      VPCs: [{VPCId: !ImportValue the-vpc, VPCRegion: eu-west-1}]\n"),
            "open");
}

// In one template: whether the default rule stays beside a rule of its own, AWS does not say.
TEST(HopsElsewhere, ARuleOfItsOwnBesideTheDefaultRule) {
  std::string app = kTemplate;
  const std::string open = "GroupDescription: endpoint, VpcId: !Ref Vpc";
  app.replace(app.find(open), open.size(),
              open + ", SecurityGroupIngress: [{IpProtocol: -1, CidrIp: 10.0.0.0/8}]");
  const auto with = [&](const std::string& port) {
    return StatesIn({{"app.yaml", app +
                                      "  Rule:\n    Type: AWS::EC2::SecurityGroupEgress\n"
                                      "    Properties: {GroupId: !Ref TaskGroup, IpProtocol: tcp, "
                                      "FromPort: " +
                                      port + ", ToPort: " + port + ", CidrIp: 10.0.0.0/8}\n"}},
                    Hop::kNetwork);
  };
  EXPECT_EQ(with("443"), "open");
  EXPECT_EQ(
      with("5432"),
      "unknown whether the security groups of the tasks let HTTPS out: execlint does not know "
      "the default rule in addition to those that are added app.yaml:21");
}

}  // namespace
}  // namespace execlint::testing_support
