// What lowering makes of CloudFormation resources: which property becomes which attribute, in all
// forms in which it may be written.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/parsers/model_text.h"

namespace execlint {
namespace {

using Lines = std::vector<std::string>;

// Of a whole template, whose service `Asks` only makes somebody ask for the rest.
Lines Template(const std::string& text) {
  return testing_support::LoweredInWords("stack.yaml", text, "Asks");
}

Lines CloudFormation(const std::string& resources) {
  return Template("Resources:\n  Asks:\n    Type: AWS::ECS::Service\n" + resources);
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

TEST(CloudFormationLowering, Conditions) {
  EXPECT_EQ(Template(R"(
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
  for (const char letter : std::string("ABCDEFGHIJK")) {
    text += std::string("  ") + letter + ": {Type: String, AllowedValues: [a, b]}\n";
    name += std::string(name.empty() ? "" : ", ") + "!If [Is" + letter + ", a, b]";
  }
  text += "Conditions:\n";
  std::string all;
  for (const char letter : std::string("ABCDEFGHIJK")) {
    text += std::string("  Is") + letter + ": !Equals [!Ref " + letter + ", a]\n";
    all += std::string(all.empty() ? "" : ", ") + "!Ref " + letter;
  }
  text += "  All: !Equals [!Join ['', [" + all + "]], aaaaaaaaaaa]\n";
  text += "Resources:\n  Asks: {Type: AWS::ECS::Service}\n";
  text += "  Main:\n    Type: AWS::ECS::Cluster\n";
  text += "    Properties: {ClusterName: !Join ['', [" + name + "]]}\n";
  text += "  Rare: {Type: AWS::ECS::Cluster, Condition: All}\n";
  const Lines lines = Template(text);
  ASSERT_EQ(lines.size(), 2u);

  EXPECT_TRUE(lines[0].starts_with("Main: name=aaaaaaaaaaa|aaaaaaaaaab|")) << lines[0];
  EXPECT_EQ(lines[0].substr(lines[0].rfind('|')).find("|else "), 0u) << lines[0];
  EXPECT_TRUE(lines[1].starts_with("Rare: exists=true|false|")) << lines[1];
  EXPECT_TRUE(lines[1].ends_with(
      "false|else ?limit in words: it is not the same in all combinations of inputs"))
      << lines[1];
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
                "containers=[{name=web read_only=true},{name=other read_only=?in words: the value "
                "has the wrong type for this property}] tags=[env:dev,:]",
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
                "boundary=arn:aws:iam::aws:policy/B",
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
                "Zone: zone=internal vpcs=[->Vpc]",
            }));
}

TEST(CloudFormationLowering, FlagsInPartsOfAResource) {
  EXPECT_EQ(
      CloudFormation(R"(
  Web:
    Type: AWS::ECS::Service
    Properties:
      NetworkConfiguration:
        EnableExecuteCommand: true
        AwsvpcConfiguration:
          EnableExecuteCommand: true
      DeploymentConfiguration:
        EnableExecuteCommand: true
      DeploymentController:
        EnableExecuteCommand: true
  Main:
    Type: AWS::ECS::Cluster
    Properties:
      Configuration:
        EnableExecuteCommand: true
        ExecuteCommandConfiguration:
          EnableExecuteCommand: true
)"),
      (Lines{"Main: configuration=true",
             "Main: stray `EnableExecuteCommand` at Properties.Configuration.EnableExecuteCommand: "
             "this part of a cluster has no such property, and CloudFormation refuses it; set "
             "`EnableExecuteCommand` on the AWS::ECS::Service",
             "Main: stray `EnableExecuteCommand` at "
             "Properties.Configuration.ExecuteCommandConfiguration.EnableExecuteCommand: this part "
             "of a cluster has no such property, and CloudFormation refuses it; set "
             "`EnableExecuteCommand` on the AWS::ECS::Service",
             "Web:",
             "Web: stray `EnableExecuteCommand` at "
             "Properties.DeploymentConfiguration.EnableExecuteCommand: this part of a service has "
             "no such property, and CloudFormation refuses it; write `EnableExecuteCommand` in the "
             "service's Properties",
             "Web: stray `EnableExecuteCommand` at "
             "Properties.DeploymentController.EnableExecuteCommand: this part of a service has no "
             "such property, and CloudFormation refuses it; write `EnableExecuteCommand` in the "
             "service's Properties",
             "Web: stray `EnableExecuteCommand` at "
             "Properties.NetworkConfiguration.AwsvpcConfiguration.EnableExecuteCommand: this part "
             "of a service has no such property, and CloudFormation refuses it; write "
             "`EnableExecuteCommand` in the service's Properties",
             "Web: stray `EnableExecuteCommand` at "
             "Properties.NetworkConfiguration.EnableExecuteCommand: this part of a service has no "
             "such property, and CloudFormation refuses it; write `EnableExecuteCommand` in the "
             "service's Properties"}));
}

// Keys are spelled as CloudFormation spells them; others are none of its properties.
TEST(CloudFormationLowering, KeysOfTheApiAreNoProperties) {
  EXPECT_EQ(CloudFormation(R"(
  Web:
    Type: AWS::ECS::Service
    Properties:
      CapacityProviderStrategy: [{capacityProvider: FARGATE}]
      networkConfiguration:
        EnableExecuteCommand: true
      Tags: [{key: a, value: b}]
  Main:
    Type: AWS::ECS::Cluster
    Properties:
      configuration:
        EnableExecuteCommand: true
)"),
            (Lines{"Main:", "Web: providers=[] tags=[:]"}));
}

TEST(CloudFormationLowering, InlinePoliciesThatMayBeMore) {
  EXPECT_EQ(Template(R"(
Parameters:
  X: {Type: String}
Resources:
  Asks: {Type: AWS::ECS::Service}
  None: {Type: AWS::IAM::Role, Properties: {Policies: !Ref AWS::NoValue}}
  Null: {Type: AWS::IAM::Role, Properties: {Policies: null}}
  Unknown: {Type: AWS::IAM::Role, Properties: {Policies: !Ref X}}
  One:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - {PolicyName: a, PolicyDocument: {Statement: []}}
        - !Ref X
  Loop:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        Fn::ForEach::P: [N, [a], {X: {PolicyName: a}}]
)"),
            (Lines{"Loop: inline=[?Fn::ForEach::P?Fn::ForEach::P]",
                   "None:", "Null:", "One: inline=[a[],?X?X]", "Unknown: inline=?X"}));
}

// The conditions of a resource depend on so many parameters that not every combination is looked
// at.
TEST(CloudFormationLowering, MoreConditionsThanAreLookedAt) {
  std::string parameters = "Parameters:\n";
  for (const std::string n : {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"}) {
    parameters += "  P" + n + ": {Type: String, AllowedValues: [a, b]}\n";
  }
  const Lines lines = Template(
      parameters + "Conditions:\n  All: !Equals [x, !Join ['', [" +
      R"(!Ref P1, !Ref P2, !Ref P3, !Ref P4, !Ref P5, !Ref P6, !Ref P7, !Ref P8, !Ref P9, !Ref P10, !Ref P11]]]
Resources:
  Asks: {Type: AWS::ECS::Service}
  Main: {Type: AWS::ECS::Cluster, Condition: All}
)");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].substr(lines[0].rfind('|')),
            "|else ?limit in words: it is not the same in all combinations of inputs");
}

TEST(CloudFormationLowering, RoutesAndRulesThatMayBeMore) {
  EXPECT_EQ(Template(R"(
Parameters:
  X: {Type: String}
  Xs: {Type: CommaDelimitedList}
Resources:
  Asks: {Type: AWS::ECS::Service}
  Some:
    Type: AWS::EC2::SecurityGroup
    Properties:
      SecurityGroupIngress: [{IpProtocol: tcp, CidrIp: 10.0.0.0/8}, !Ref X]
      SecurityGroupEgress: !Ref Xs
  One:
    Type: AWS::EC2::SecurityGroup
    Properties:
      SecurityGroupIngress: {IpProtocol: tcp, CidrIp: 10.0.0.0/8}
  Route: {Type: AWS::EC2::Route, Properties: {RouteTableId: rtb-1, DestinationCidrBlock: !Ref X}}
  Opaque: {Type: AWS::EC2::Route, Properties: !Ref X}
)"),
            (Lines{"One: in=[{protocol=tcp cidrs=[10.0.0.0/8] self=~}]",
                   "Opaque: table=?X route=?X", "Route: table=rtb-1 route={cidr=?X}",
                   "Some: in=[{protocol=tcp cidrs=[10.0.0.0/8] self=~},?X] out, else all=?Xs"}));
}

}  // namespace
}  // namespace execlint
