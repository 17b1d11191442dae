#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lint/source/file_reader.h"
#include "parsers/cloudformation/detect.h"
#include "parsers/cloudformation/frontend.h"

namespace execlint::cloudformation {
namespace {

using Files = std::map<std::string, std::string>;

class Loaded {
 public:
  explicit Loaded(const Files& files,
                  std::vector<std::pair<std::string, std::string>> variables = {})
      : reader_(files) {
    project_.variables = std::move(variables);
    for (const auto& [path, text] : files) {
      project_.files.push_back({path, sources_.AddFile(path, text)});
    }
    for (UnitPlan& plan : DiscoverTemplates(project_).units) models_.push_back(LoadAlone(plan));
  }

  std::vector<std::unique_ptr<Model>>& models() { return models_; }
  Model& model() { return *models_.at(0); }
  SourceMap& sources() { return sources_; }
  std::string Text(Span span) { return std::string(sources_.Text(sources_.Spell(span))); }
  template <class T>
  const Fact<T>& Base(const Attr<T>& attribute) {
    return attribute.At(Scenario{}, reads_);
  }
  // `true/false/absent/unknown/unread`, one word per case; unread: no front end looked at it.
  std::string Words(const Attr<bool>& attribute) {
    std::string words;
    for (const auto& one : attribute.in.all()) {
      if (!words.empty()) words += " ";
      words += one.value.absent()        ? "absent"
               : one.value.not_lowered() ? "unread"
               : one.value.unknown()     ? "unknown"
               : *one.value              ? "true"
                                         : "false";
      if (one.value.certainty() == Certainty::kDefaulted) words += "?";
    }
    return words;
  }

 private:
  SourceMap sources_;
  MemoryFileReader reader_;
  Project project_{.sources = sources_, .reader = reader_};
  std::vector<std::unique_ptr<Model>> models_;
  Reads reads_;
};

constexpr const char* kWeb = R"(AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Env: {Type: String, AllowedValues: [dev, prod]}
  EnableExecuteCommand: {Type: String, Default: 'true'}
  EnableEcsExec: {Type: String, Default: 'true'}
Conditions:
  IsDev: !Equals [!Ref Env, dev]
Resources:
  Cluster:
    Type: AWS::ECS::Cluster
    Properties:
      ClusterName: main
      Configuration:
        ExecuteCommandConfiguration:
          Logging: NONE
  Strategy:
    Type: AWS::ECS::ClusterCapacityProviderAssociations
    Properties:
      Cluster: !Ref Cluster
      CapacityProviders: [FARGATE]
      DefaultCapacityProviderStrategy:
        - CapacityProvider: FARGATE
  TaskRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: {Service: ecs-tasks.amazonaws.com}
            Action: sts:AssumeRole
      Policies:
        - PolicyName: exec
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: ssmmessages:*
                Resource: '*'
  Extra:
    Type: AWS::IAM::Policy
    Condition: IsDev
    Properties:
      PolicyName: extra
      Roles: [!Ref TaskRole]
      PolicyDocument: {Statement: {Effect: Allow, Action: 's3:*', Resource: '*'}}
  Managed:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Roles: [!Ref TaskRole]
      PolicyDocument: {Statement: {Effect: Allow, Action: 's3:*', Resource: '*'}}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      TaskRoleArn: !GetAtt TaskRole.Arn
      ContainerDefinitions:
        - Name: app
          Image: !Sub '${AWS::AccountId}.dkr.ecr/app'
          ReadonlyRootFilesystem: !If [IsDev, false, true]
          Environment:
            - Name: PASSWORD
              Value: hunter2
  Service:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !Ref Cluster
      TaskDefinition: !Ref Task
      EnableExecuteCommand: !Ref EnableExecuteCommand
      NetworkConfiguration:
        AwsvpcConfiguration:
          AssignPublicIp: ENABLED
          Subnets: [!ImportValue subnet-a, subnet-b]
  Schedule:
    Type: AWS::Events::Rule
    Properties:
      Targets:
        - Arn: !GetAtt Cluster.Arn
          EcsParameters: {TaskDefinitionArn: !Ref Task}
  Pointer:
    Type: AWS::SSM::Parameter
    Properties: {Type: String, Value: !Sub '${Cluster.Arn}'}
Outputs:
  RoleArn:
    Value: !GetAtt TaskRole.Arn
)";

TEST(Template, IsLowered) {
  Loaded loaded(Files{{"stack.yaml", kWeb}});
  ASSERT_EQ(loaded.models().size(), 1u);
  Model& model = loaded.model();
  EXPECT_EQ(model.path, "stack.yaml");
  EXPECT_TRUE(model.problems.empty());

  ASSERT_EQ(model.services.size(), 2u);
  EXPECT_EQ(model.services[1].head.address, "Schedule.Targets[0]");
  EXPECT_EQ(loaded.Text(model.services[1].head.span), "Arn");
  const Service& service = model.services[0];
  EXPECT_EQ(service.head.address, "Service");
  EXPECT_EQ(loaded.Text(service.head.span), "Service");
  EXPECT_EQ(loaded.Words(service.enable_execute_command), "true false");
  EXPECT_EQ(loaded.Text(loaded.Base(service.enable_execute_command).place().span), "'true'");
  EXPECT_EQ(service.enable_execute_command.slot.path, "Properties.EnableExecuteCommand");
  EXPECT_TRUE(service.enable_execute_command.slot.written);
  EXPECT_EQ(loaded.Words(service.assign_public_ip), "true");
  ASSERT_EQ(model.task_definitions.size(), 1u);
  EXPECT_EQ(loaded.Base(service.task_definition)->target, model.task_definitions[0].head.id);
  ASSERT_EQ(model.clusters.size(), 1u);
  EXPECT_EQ(loaded.Base(service.cluster)->target, model.clusters[0].head.id);
  EXPECT_TRUE(loaded.Base(service.cluster)->text.Is("main"));
  EXPECT_NE(loaded.Base(service.subnets)->items[0].unknown(), nullptr);
  EXPECT_TRUE(loaded.Base(service.subnets)->items[1]->text.Is("subnet-b"));

  EXPECT_TRUE(loaded.Base(model.clusters[0].exec_logging)->Is("NONE"));
  EXPECT_EQ(loaded.Words(model.clusters[0].exec_configuration), "true");
  ASSERT_EQ(model.capacity_provider_associations.size(), 1u);
  const CapacityProviderAssociation& association = model.capacity_provider_associations[0];
  EXPECT_EQ(loaded.Base(association.cluster)->target, model.clusters[0].head.id);
  EXPECT_TRUE(loaded.Base(association.default_strategy)->items[0]->text.Is("FARGATE"));
}

TEST(Template, LowersRolesAndPolicies) {
  Loaded loaded(Files{{"stack.yaml", kWeb}});
  const Model& model = loaded.model();
  ASSERT_EQ(model.roles.size(), 1u);
  const Role& role = model.roles[0];
  EXPECT_EQ(loaded.Base(role.trust)->statements.items.size(), 1u);
  ASSERT_EQ(loaded.Base(role.inline_policies)->items.size(), 1u);
  const InlinePolicy& exec = *loaded.Base(role.inline_policies)->items[0];
  EXPECT_TRUE(exec.name->Is("exec"));
  EXPECT_TRUE(exec.document->statements.items[0]->action.list.items[0]->Is("ssmmessages:*"));
  ASSERT_EQ(model.policy_attachments.size(), 2u);
  const PolicyAttachment& extra = model.policy_attachments[0];
  EXPECT_EQ(loaded.Base(extra.roles)->items[0]->target, role.head.id);
  EXPECT_EQ(loaded.Words(extra.head.exists), "true false");
  ASSERT_EQ(model.policies.size(), 1u);
  EXPECT_EQ(loaded.Base(model.policy_attachments[1].policy)->target, model.policies[0].head.id);
}

TEST(Template, LowersContainersPerScenario) {
  Loaded loaded(Files{{"stack.yaml", kWeb}});
  const TaskDefinition& task = loaded.model().task_definitions.at(0);
  ASSERT_EQ(task.containers.in.all().size(), 2u);
  const Container& dev = *task.containers.in.all()[0].value->items[0];
  const Container& prod = *task.containers.in.all()[1].value->items[0];
  EXPECT_TRUE(dev.readonly_root_filesystem.Is(false));
  EXPECT_TRUE(prod.readonly_root_filesystem.Is(true));
  EXPECT_TRUE(dev.environment.items[0]->Is("PASSWORD"));
  EXPECT_EQ(loaded.sources().MaskedText(task.head.block).find("hunter2"), std::string::npos);
}

// Whichever a condition chooses in the scenarios that are tried.
TEST(Template, MasksTheEnvironmentThatNoScenarioChooses) {
  Loaded loaded(Files{{"stack.yaml", R"(
Conditions:
  Never: !Equals [a, b]
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: app
          Environment:
            - !If [Never, {Name: HTTPS_PROXY, Value: hunter2}, !Ref AWS::NoValue]
)"}});
  const TaskDefinition& task = loaded.model().task_definitions.at(0);
  EXPECT_TRUE(task.containers.in.all()[0].value->items[0]->environment.items.empty());
  EXPECT_EQ(loaded.sources().MaskedText(task.head.block).find("hunter2"), std::string::npos);
}

TEST(Template, TellsWhatLeavesTheUnit) {
  Loaded loaded(Files{{"stack.yaml", kWeb}});
  const Model& model = loaded.model();
  ASSERT_EQ(model.escapes.size(), 2u);
  EXPECT_EQ(model.escapes.at(model.roles[0].head.id)[0].through, "output `RoleArn`");
  EXPECT_EQ(model.escapes.at(model.clusters[0].head.id)[0].through, "SSM parameter `Pointer`");
  EXPECT_TRUE(model.other_launchers.empty());
  ASSERT_EQ(model.flag_inputs.size(), 2u);
  EXPECT_TRUE(model.flag_inputs[0].read);
  EXPECT_FALSE(model.flag_inputs[1].read);
}

TEST(Template, TakesParametersFromOutside) {
  Loaded loaded(Files{{"stack.yaml", kWeb}}, {{"EnableExecuteCommand", "false"}});
  EXPECT_EQ(loaded.Words(loaded.model().services[0].enable_execute_command), "false");
}

struct FlagCase {
  const char* properties;
  const char* words;
};

TEST(Template, ReadsTheFlag) {
  const std::vector<FlagCase> cases = {
      {"EnableExecuteCommand: true", "true"},
      {"EnableExecuteCommand: 'True'", "true"},
      {"EnableExecuteCommand: yes", "true"},
      {"EnableExecuteCommand: y", "unknown"},
      {"Cluster: c", "absent"},
      {"EnableExecuteCommand: !Ref AWS::NoValue", "absent"},
      {"EnableExecuteCommand: !ImportValue x", "unknown"},
      {"EnableExecuteCommand: !If [IsDev, true, !Ref AWS::NoValue]", "true absent"},
      {"Fn::Transform: {Name: AWS::Include}", "unknown"},
      {"<<: {EnableExecuteCommand: true}", "true"},
  };
  for (const FlagCase& one : cases) {
    const std::string text =
        "Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}}\n"
        "Conditions: {IsDev: !Equals [!Ref Env, dev]}\n"
        "Resources:\n  S:\n    Type: AWS::ECS::Service\n    Properties:\n      " +
        std::string(one.properties) + "\n";
    Loaded loaded(Files{{"t.yml", text}});
    ASSERT_EQ(loaded.model().services.size(), 1u) << text;
    EXPECT_EQ(loaded.Words(loaded.model().services[0].enable_execute_command), one.words) << text;
  }
}

TEST(Template, BehindAMacroNothingIsAbsent) {
  Loaded loaded(Files{{"t.yml",
                       "Transform: [AWS::Serverless-2016-10-31, Mine]\n"
                       "Resources: {S: {Type: AWS::ECS::Service, Properties: {Cluster: c}}}\n"}});
  EXPECT_EQ(loaded.Words(loaded.model().services.at(0).enable_execute_command), "unknown");
  EXPECT_EQ(loaded.model().opaque.size(), 1u);
}

TEST(Template, MisplacedFlagsAreStrays) {
  for (const char* text :
       {"Resources: {T: {Type: AWS::ECS::TaskDefinition, Properties: {EnableExecuteCommand: "
        "true}}}",
        "Resources: {S: {Type: AWS::ECS::Service, Properties: {EnableExecCommand: true}}}",
        "Resources: {S: {Type: AWS::ECS::Service, EnableExecuteCommand: true}}",
        "Resources: {C: {Type: AWS::ECS::Cluster, Properties: {EnableExecuteCommand: true}}}",
        "Resources: {C: {Type: AWS::ECS::TaskSet, Properties: {EnableExecuteCommand: true}}}",
        "Resources: {T: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: "
        "[{Name: a, EnableExecuteCommand: true}]}}}"}) {
    Loaded loaded(Files{{"t.yml", text}});
    ASSERT_EQ(loaded.model().strays.size(), 1u) << text;
    EXPECT_TRUE(loaded.Text(loaded.model().strays[0].place.span).starts_with("EnableExec")) << text;
  }
}

TEST(Template, LowersTheNetwork) {
  Loaded loaded(Files{{"t.json", R"({"Resources": {
    "Role": {"Type": "AWS::IAM::Role", "Properties": {}},
    "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16", "EnableDnsHostnames": "true"}},
    "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}}},
    "Table": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "Vpc"}}},
    "Route": {"Type": "AWS::EC2::Route", "Properties": {"RouteTableId": {"Ref": "Table"},
      "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": {"Ref": "Nat"}}},
    "Assoc": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": {
      "SubnetId": {"Ref": "Subnet"}, "RouteTableId": {"Ref": "Table"}}},
    "Nat": {"Type": "AWS::EC2::NatGateway", "Properties": {"ConnectivityType": "private"}},
    "Endpoint": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcEndpointType": "Interface",
      "ServiceName": {"Fn::Sub": "com.amazonaws.${AWS::Region}.ssmmessages"}, "PrivateDnsEnabled": true}},
    "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"SecurityGroupEgress": [
      {"IpProtocol": "tcp", "FromPort": 443, "ToPort": "443", "CidrIp": "0.0.0.0/0"}]}},
    "Rule": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"GroupId": {"Ref": "Group"},
      "IpProtocol": "-1", "SourceSecurityGroupId": {"Fn::GetAtt": ["Group", "GroupId"]}}},
    "Public": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "a.b"}},
    "Private": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "c.d", "VPCs": []}}
  }})"}});
  Model& model = loaded.model();
  EXPECT_TRUE(loaded.Base(model.vpcs.at(0).cidr)->Is("10.0.0.0/16"));
  EXPECT_EQ(loaded.Words(model.vpcs[0].dns_hostnames), "true");
  EXPECT_EQ(loaded.Words(model.vpcs[0].dns_support), "absent");
  EXPECT_EQ(loaded.Base(model.subnets.at(0).vpc)->target, model.vpcs[0].head.id);
  EXPECT_TRUE(loaded.Base(model.route_tables.at(0).routes)->items.empty());
  const Fact<Route>& route = loaded.Base(model.routes.at(0).route);
  EXPECT_TRUE(route->cidr->Is("0.0.0.0/0"));
  EXPECT_EQ(route->nat_gateway->target, model.nat_gateways.at(0).head.id);
  EXPECT_TRUE(route->gateway.absent());
  EXPECT_TRUE(route->other.absent());
  EXPECT_EQ(model.route_table_associations.size(), 1u);
  EXPECT_EQ(loaded.Base(model.vpc_endpoints.at(0).service_name)->Shown(),
            "com.amazonaws.${AWS::Region}.ssmmessages");
  const GroupRule& egress = *loaded.Base(model.security_groups.at(0).egress)->items[0];
  EXPECT_TRUE(egress.from_port->Is("443"));
  EXPECT_TRUE(egress.cidrs.items[0]->Is("0.0.0.0/0"));
  const Fact<GroupRule>& ingress = loaded.Base(model.security_group_rules.at(0).rule);
  EXPECT_EQ(ingress->groups.items[0]->target, model.security_groups[0].head.id);
  ASSERT_EQ(model.private_zones.size(), 1u);
}

TEST(Detection, GoesByContent) {
  EXPECT_TRUE(LooksLikeTemplate(kWeb));
  EXPECT_FALSE(LooksLikeTemplate("Resources: [AWS]"));
  EXPECT_FALSE(LooksLikeTemplate("Resources: {T: {Type: AWS::SNS::Topic}}"));
  EXPECT_TRUE(MayBeWrittenByAnotherEngine("a\n  {{ if .X }}\n"));
  EXPECT_TRUE(MayBeWrittenByAnotherEngine("a: {{ x }}\n"));
  EXPECT_TRUE(MayBeWrittenByAnotherEngine("  {% if x %}\n"));
  EXPECT_TRUE(MayBeWrittenByAnotherEngine("{%- x %}\n"));
  EXPECT_FALSE(MayBeWrittenByAnotherEngine("a: '{{resolve:ssm:x}}'\n"));
  EXPECT_FALSE(MayBeWrittenByAnotherEngine("a: 10{%\n"));

  Loaded other(
      Files{{"helm.yaml", "{{- range .Values }}\nResources: AWS::ECS::Service\n"},
            {"jinja.yaml", "Resources:\n{% for x in y %}\n  S: {Type: AWS::ECS::Service}\n"},
            {"notes.yaml", "text: [Resources of AWS::ECS::Service\n"}});
  for (const auto& model : other.models()) {
    EXPECT_TRUE(model->services.empty());
    EXPECT_EQ(model->problems.size(), model->path == "notes.yaml" ? 0u : 1u) << model->path;
  }
}

TEST(Template, ABrokenOneIsAProblem) {
  Loaded loaded(Files{{"t.yml", "Resources:\n  S: {Type: AWS::ECS::Service\n  T: [\n"}});
  EXPECT_FALSE(loaded.model().problems.empty());
}

TEST(Template, ByteOrderMarksDoNotHideABrokenOne) {
  const std::string mark = "\xEF\xBB\xBF";
  const std::string yaml = "Resources:\n  S: {Type: AWS::ECS::Service}\n";
  const std::string json = R"({"Resources": {"S": {"Type": "AWS::ECS::Service"}}})";
  for (const std::string& text : {yaml, json}) {
    Loaded one(Files{{"t.template", mark + text}});
    EXPECT_EQ(one.model().services.size(), 1u);
    EXPECT_TRUE(one.model().problems.empty());
    Loaded two(Files{{"t.template", mark + mark + text}});
    ASSERT_EQ(two.model().problems.size(), 1u) << text;
    EXPECT_EQ(two.model().problems[0].span.begin, 3u);
    Loaded broken(Files{{"t.template", mark + text + "["}});
    EXPECT_FALSE(broken.model().problems.empty()) << text;
  }
}

TEST(Template, DefaultsThatAreNotShownAreSecrets) {
  Loaded loaded(Files{{"t.yml",
                       "Parameters: {P: {Type: String, NoEcho: true, Default: hunter2}}\n"
                       "Resources: {S: {Type: AWS::ECS::Service}}\n"}});
  const Span block = loaded.model().services.at(0).head.block;
  const std::vector<Span> secrets = loaded.sources().secrets({block.file, 0, block.end});
  ASSERT_EQ(secrets.size(), 1u);
  EXPECT_EQ(loaded.Text(secrets[0]), "hunter2");
}

TEST(Template, CustomCodeAndNestedStacksLetResourcesOut) {
  for (const char* type : {"Custom::Attach", "AWS::CloudFormation::CustomResource",
                           "AWS::CloudFormation::Stack", "AWS::Serverless::Application"}) {
    Loaded loaded(
        Files{{"t.yml", std::string("Resources:\n  R: {Type: AWS::IAM::Role}\n  X: {Type: ") +
                            type + ", Properties: {Parameters: {Role: !Ref R}}}\n"}});
    EXPECT_EQ(loaded.model().escapes.size(), 1u) << type;
  }
}

constexpr const char* kAround = R"(Parameters:
  Env: {Type: String}
Conditions:
  Never: !Equals [a, b]
Resources:
  Role: {Type: AWS::IAM::Role}
  Other: {Type: AWS::IAM::Role}
  Network:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: ./parts/network.yaml, Parameters: {Cidr: 10.0.0.0/16}}
  Service:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: parts/service.yaml
      Parameters:
        RoleArn: !GetAtt Role.Arn
        Subnets: !Join [',', [!GetAtt Network.Outputs.SubnetId, subnet-2]]
        Stage: !Ref Env
        Keep: !Ref AWS::NoValue
  Off:
    Type: AWS::CloudFormation::Stack
    Condition: Never
    Properties: {TemplateURL: parts/network.yaml}
Outputs:
  Task: {Value: !GetAtt Service.Outputs.TaskRoleArn}
)";
constexpr const char* kNetwork = R"(Parameters:
  Cidr: {Type: String, Default: 10.9.0.0/16}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Cidr}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
Outputs:
  SubnetId: {Value: !Ref Subnet}
)";
constexpr const char* kService = R"(Parameters:
  RoleArn: {Type: String}
  Subnets: {Type: CommaDelimitedList}
  Stage: {Type: String}
  Keep: {Type: String, Default: kept}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Role: {Type: AWS::IAM::Role}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: {TaskRoleArn: !Ref RoleArn, Family: !Ref Keep}
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Task
      EnableExecuteCommand: !If [IsProd, false, true]
      NetworkConfiguration: {AwsvpcConfiguration: {Subnets: !Ref Subnets}}
Outputs:
  TaskRoleArn: {Value: !Ref RoleArn}
)";

TEST(NestedStacks, AreOneUnitWithTheStackAround) {
  Loaded loaded(Files{
      {"app.yaml", kAround}, {"parts/network.yaml", kNetwork}, {"parts/service.yaml", kService}});
  ASSERT_EQ(loaded.models().size(), 1u);
  Model& model = loaded.model();
  EXPECT_EQ(model.path, "app.yaml");
  ASSERT_EQ(model.vpcs.size(), 2u);
  EXPECT_EQ(model.vpcs[0].head.address, "Network.Vpc");
  EXPECT_EQ(model.vpcs[0].head.local_address, "Vpc");
  EXPECT_EQ(model.vpcs[0].head.module_path, "parts/network.yaml");
  EXPECT_TRUE(loaded.Base(model.vpcs[0].cidr)->Is("10.0.0.0/16"));
  EXPECT_TRUE(loaded.Base(model.vpcs[1].cidr)->Is("10.9.0.0/16"));
  EXPECT_EQ(loaded.Words(model.vpcs[1].head.exists), "false");
  EXPECT_EQ(loaded.Words(model.vpcs[0].head.exists), "unread");  // has no condition

  // Equal logical ids of two stacks are two resources.
  ASSERT_EQ(model.roles.size(), 3u);
  const TaskDefinition& task = model.task_definitions.at(0);
  EXPECT_EQ(loaded.Base(task.task_role)->target, model.roles[0].head.id);
  EXPECT_EQ(model.roles[0].head.address, "Role");
  EXPECT_TRUE(loaded.Base(task.family)->Is("kept"));
  const Service& service = model.services.at(0);
  EXPECT_EQ(loaded.Base(service.task_definition)->target, task.head.id);

  // The comparison inside makes a selector of the parameter outside.
  ASSERT_EQ(model.selectors.size(), 1u);
  EXPECT_EQ(model.selectors[0].name, "Env");
  EXPECT_EQ(loaded.Words(service.enable_execute_command), "false true");

  // Only what goes through the outermost outputs leaves the unit.
  ASSERT_EQ(model.escapes.size(), 1u);
  EXPECT_TRUE(model.escapes.contains(model.roles[0].head.id));
}

TEST(NestedStacks, ThatNestThemselvesEnd) {
  const char* ring =
      "Parameters: {P: {Type: String}}\n"
      "Resources:\n"
      "  Service: {Type: AWS::ECS::Service, Properties: {ServiceName: !Ref P}}\n"
      "  Next: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: b.yaml,"
      " Parameters: {P: !GetAtt Next.Outputs.O}}}\n"
      "Outputs: {O: {Value: !Ref P}}\n";
  std::string back = ring;
  back.replace(back.find("b.yaml"), 6, "a.yaml");
  Loaded loaded(Files{{"a.yaml", ring}, {"b.yaml", back}});
  ASSERT_EQ(loaded.models().size(), 2u);  // each by itself: a ring makes nothing
  ASSERT_EQ(loaded.model().services.size(), 2u);
  ASSERT_FALSE(loaded.model().problems.empty());
  // A parameter that is given what it makes itself.
  ASSERT_NE(loaded.Base(loaded.model().services[1].name).unknown(), nullptr);
  EXPECT_EQ(loaded.Base(loaded.model().services[1].name).unknown()->symbol->why, Why::kLimit);
}

}  // namespace
}  // namespace execlint::cloudformation
