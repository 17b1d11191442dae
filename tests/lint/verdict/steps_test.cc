// What each hop says of small templates: its state, and the steps that decided it, each with the
// text at its place.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "lint/engine/registry.h"
#include "tests/fixture.h"

namespace execlint {
namespace {

constexpr std::string_view kTask = R"(
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: [{Name: web, Image: nginx}]
)";

// A VPC with one subnet and its route table, without routes.
constexpr std::string_view kNetwork = R"(
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Association:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}
)";

std::string Service(std::string_view more) {
  return R"(
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Task
      EnableExecuteCommand: true
)" + std::string(more);
}

std::string InSubnet(std::string_view more = "") {
  return Service(R"(      NetworkConfiguration:
        AwsvpcConfiguration:
          Subnets: [!Ref Subnet]
)" + std::string(more));
}

// The states of one hop of the first workload, with their steps.
std::string HopOf(Hop hop, const std::string& resources) {
  const auto run = testing_support::Analyze({{"t.yaml", "Resources:\n" + resources}}, {});
  std::string words;
  if (run.analysis.workloads.empty()) return "no workload";
  for (const HopReport& report : run.analysis.workloads[0].hops) {
    if (report.hop != hop) continue;
    for (const HopReport::State& state : report.states) {
      words += std::string(StateName(state.state)) + ": " + state.summary + "\n";
      for (const Related& step : state.grounds) {
        std::string_view text = run.sources->Text(step.span);
        words += "  " + step.phrase + " | " + std::string(text.substr(0, text.find('\n'))) + "\n";
      }
      for (const std::string& reason : state.reasons) words += "  cannot tell " + reason + "\n";
    }
  }
  return words;
}

std::string Network(const std::string& resources) { return HopOf(Hop::kNetwork, resources); }

TEST(Steps, ANatGateway) {
  EXPECT_EQ(Network(std::string(kTask) + std::string(kNetwork) + InSubnet() + R"(
  Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: subnet-1a2b3c4d}}
  Route:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}
)"),
            "open: Session Manager is reached through a NAT gateway\n"
            "  the tasks run in these subnets | [!Ref Subnet]\n"
            "  the route table of a subnet is set here | Association\n"
            "  the default route leads to a NAT gateway | Route\n");
}

TEST(Steps, AnInternetGatewayAndAPublicIp) {
  EXPECT_EQ(Network(std::string(kTask) + std::string(kNetwork) +
                    InSubnet("          AssignPublicIp: ENABLED\n") + R"(
  Gateway: {Type: AWS::EC2::InternetGateway}
  Route:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
)"),
            "open: Session Manager is reached through an internet gateway\n"
            "  the tasks run in these subnets | [!Ref Subnet]\n"
            "  the route table of a subnet is set here | Association\n"
            "  the default route leads to an internet gateway | Route\n"
            "  the tasks get a public IP address | ENABLED\n");
}

std::string Endpoint(std::string_view dns_hostnames, std::string_view port) {
  std::string network(kNetwork);
  network.insert(network.find("CidrBlock: 10.0.0.0/16"),
                 "EnableDnsHostnames: " + std::string(dns_hostnames) + ", ");
  return Network(std::string(kTask) + network +
                 InSubnet("          SecurityGroups: [!Ref Tasks]\n") + R"(
  Tasks: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc, GroupDescription: tasks}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: !Ref Vpc
      GroupDescription: endpoint
      SecurityGroupIngress: [{IpProtocol: tcp, CidrIp: 10.0.0.0/16, FromPort: 80, ToPort: )" +
                 std::string(port) + R"(}]
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      PrivateDnsEnabled: true
      ServiceName: com.amazonaws.eu-west-1.ssmmessages
      SubnetIds: [!Ref Subnet]
      SecurityGroupIds: [!Ref Group]
)");
}

TEST(Steps, AnEndpoint) {
  EXPECT_EQ(Endpoint("true", "443"),
            "open: Session Manager is reached through the VPC's ssmmessages endpoint\n"
            "  the tasks run in these subnets | [!Ref Subnet]\n"
            "  this endpoint serves ssmmessages for the whole VPC | Endpoint\n");
  EXPECT_EQ(Endpoint("true", "80"),
            "blocked: `Endpoint` does not let HTTPS in from the tasks\n"
            "  the tasks run in these subnets | [!Ref Subnet]\n"
            "  this endpoint serves ssmmessages for the whole VPC | Endpoint\n"
            "  does not let HTTPS in from the tasks | "
            "{IpProtocol: tcp, CidrIp: 10.0.0.0/16, FromPort: 80, ToPort: 80}\n"
            "  does not let HTTPS in from the tasks | Group\n");
  EXPECT_EQ(Endpoint("false", "443"),
            "blocked: no path to Session Manager from `Subnet`: `Table` has no default route\n"
            "  the tasks run in these subnets | [!Ref Subnet]\n"
            "  a subnet with no path to Session Manager | Subnet\n"
            "  its route table is set here | Association\n"
            "  `Table` has no default route | Table\n"
            "  this keeps the endpoint for ssmmessages from being used | false\n");
}

TEST(Steps, NoNetworkAndNoSubnets) {
  EXPECT_EQ(Network(R"(
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      NetworkMode: none
      ContainerDefinitions: [{Name: web, Image: nginx}]
)" + Service("")),
            "blocked: network mode `none` has no network access\n"
            "  network mode `none` has no network access | none\n");
  EXPECT_EQ(Network(std::string(kTask) + Service(R"(      NetworkConfiguration:
        AwsvpcConfiguration: {Subnets: []}
)")),
            "unknown: \n"
            "  the tasks run in these subnets | []\n"
            "  cannot tell which subnets the tasks run in: execlint does not know the subnets: the "
            "list is empty here\n");
}

TEST(Steps, SessionLogging) {
  const std::string cluster = R"(
  Cluster: {Type: AWS::ECS::Cluster}
)";
  const auto logging = [](const std::string& resources) { return HopOf(Hop::kLogging, resources); };
  EXPECT_EQ(logging(std::string(kTask) + Service("      Cluster: !Ref Cluster\n") + cluster),
            "open: sessions are not recorded: no container has the awslogs log driver\n"
            "  the cluster's session logging is DEFAULT | Cluster\n"
            "  no container of this task definition has awslogs | Task\n");
  // A cluster alone: nobody knows what runs in it.
  EXPECT_EQ(logging(cluster),
            "unknown: \n"
            "  the cluster's session logging is DEFAULT | Cluster\n"
            "  cannot tell whether sessions are recorded: execlint does not know what runs in the "
            "cluster\n");
  EXPECT_EQ(logging(R"(
  Cluster:
    Type: AWS::ECS::Cluster
    Properties: {Configuration: {ExecuteCommandConfiguration: {Logging: OVERRIDE}}}
)"),
            "blocked: OVERRIDE names no log group and no bucket\n"
            "  the cluster's session logging is OVERRIDE | OVERRIDE\n"
            "  no log group and no bucket is named | OVERRIDE\n");
  EXPECT_EQ(logging(R"(
  Cluster:
    Type: AWS::ECS::Cluster
    Properties:
      Configuration:
        ExecuteCommandConfiguration:
          Logging: OVERRIDE
          LogConfiguration: {CloudWatchLogGroupName: sessions}
)"),
            "unknown: \n"
            "  the cluster's session logging is OVERRIDE | OVERRIDE\n"
            "  cannot tell whether the task role may write the session log: execlint does "
            "not know what runs in the cluster\n");
}

// A list without containers says nothing of those that run.
TEST(Steps, NoContainers) {
  for (const char* containers : {"      ContainerDefinitions: []\n", "      Cpu: 256\n"}) {
    const std::string resources = R"(
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
)" + std::string(containers) + Service("      Cluster: !Ref Cluster\n") +
                                  R"(
  Cluster: {Type: AWS::ECS::Cluster}
)";
    EXPECT_EQ(
        HopOf(Hop::kContainer, resources),
        "unknown: \n"
        "  cannot tell which containers run here: execlint does not know the containers: none "
        "is written here\n");
    EXPECT_EQ(HopOf(Hop::kLogging, resources),
              "unknown: \n"
              "  the cluster's session logging is DEFAULT | Cluster\n"
              "  cannot tell whether sessions are recorded: execlint does not know the containers: "
              "none is written here\n");
  }
}

std::string TaskRole(std::string_view role) {
  return HopOf(Hop::kTaskRole, R"(
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      TaskRoleArn: !GetAtt Role.Arn
      ContainerDefinitions: [{Name: web, Image: nginx}]
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Action: sts:AssumeRole, Principal: {Service: ecs-tasks.amazonaws.com}}]
)" + std::string(role));
}

constexpr std::string_view kAllowed = R"(      Policies:
        - PolicyName: exec
          PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "ssmmessages:*", Resource: "*"}]}
)";

TEST(Steps, TheTaskRole) {
  EXPECT_EQ(TaskRole(kAllowed),
            "open: task role `Role` allows the ssmmessages actions\n"
            "  the task role is set here | !GetAtt Role.Arn\n"
            "  the ssmmessages actions are allowed here | "
            "{Effect: Allow, Action: \"ssmmessages:*\", Resource: \"*\"}\n");
  EXPECT_EQ(TaskRole(std::string(kAllowed) + R"(        - PolicyName: deny
          PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Deny, Action: "ssmmessages:Open*", Resource: "*"}]}
)"),
            "blocked: task role `Role` is denied the ssmmessages actions\n"
            "  the task role is set here | !GetAtt Role.Arn\n"
            "  the ssmmessages actions are denied here | "
            "{Effect: Deny, Action: \"ssmmessages:Open*\", Resource: \"*\"}\n");
  EXPECT_EQ(TaskRole(std::string(kAllowed) + R"(      PermissionsBoundary: !Ref Boundary
  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "s3:*", Resource: "*"}]}
)"),
            "blocked: the permissions boundary of task role `Role` rules the actions out\n"
            "  the task role is set here | !GetAtt Role.Arn\n"
            "  this permissions boundary does not allow the actions | !Ref Boundary\n");
  EXPECT_EQ(TaskRole(""),
            "blocked: task role `Role` lacks the ssmmessages actions\n"
            "  the task role is set here | !GetAtt Role.Arn\n"
            "  the task role lacks the ssmmessages actions | Role\n");
  EXPECT_EQ(
      TaskRole(R"(      Policies:
        - PolicyName: exec
          PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: ["ssmmessages:Create*", "ssmmessages:OpenControlChannel"], Resource: "*"}]}
)"),
      "blocked: task role `Role` lacks `ssmmessages:OpenDataChannel`\n"
      "  the task role is set here | !GetAtt Role.Arn\n"
      "  only some of the ssmmessages actions are allowed here | "
      "{Effect: Allow, Action: [\"ssmmessages:Create*\", \"ssmmessages:OpenControlChannel\"], "
      "Resource: \"*\"}\n"
      "  the task role lacks `ssmmessages:OpenDataChannel` | Role\n");
  EXPECT_EQ(TaskRole(R"(      Policies:
        - PolicyName: exec
          PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "ssmmessages:OpenDataChannel", Resource: "*"}]}
)"),
            "blocked: task role `Role` lacks `ssmmessages:CreateControlChannel`, "
            "`ssmmessages:CreateDataChannel` and `ssmmessages:OpenControlChannel`\n"
            "  the task role is set here | !GetAtt Role.Arn\n"
            "  only some of the ssmmessages actions are allowed here | "
            "{Effect: Allow, Action: \"ssmmessages:OpenDataChannel\", Resource: \"*\"}\n"
            "  the task role lacks `ssmmessages:CreateControlChannel`, "
            "`ssmmessages:CreateDataChannel` and `ssmmessages:OpenControlChannel` | Role\n");
}

TEST(Steps, LaunchAndPlatform) {
  const std::string fargate = std::string(kTask) + Service(R"(      LaunchType: FARGATE
      PlatformVersion: 1.3.0
)");
  EXPECT_EQ(HopOf(Hop::kLaunch, fargate),
            "open: ECS Exec is on\n  ECS Exec is turned on here | true\n");
  EXPECT_EQ(HopOf(Hop::kPlatform, fargate),
            "blocked: Fargate platform version 1.3.0 is older than 1.4.0\n"
            "  the service's launch type is set here | FARGATE\n"
            "  the Fargate platform version is set here | 1.3.0\n");
  EXPECT_EQ(HopOf(Hop::kPlatform, std::string(kTask) + Service("      Cluster: !Ref Cluster\n") +
                                      "  Cluster: {Type: AWS::ECS::Cluster}\n"),
            "open: runs on EC2\n  no launch type is set, so ECS uses EC2 | Service\n");
  // A family that is not known may be Windows, where 1.0.0 is the newest version.
  EXPECT_EQ(HopOf(Hop::kPlatform, R"(
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      RuntimePlatform: {OperatingSystemFamily: !ImportValue family}
      ContainerDefinitions: [{Name: web, Image: nginx}]
)" + Service("      PlatformVersion: 1.0.0\n")),
            "unknown: \n"
            "  cannot tell whether the tasks run Windows, for which any platform version works: "
            "no template in the project has the export `family`\n");
}

}  // namespace
}  // namespace execlint
