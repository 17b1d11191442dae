#include <string>
#include <utility>
#include <vector>

#include "tests/metamorphic/sketch.h"

namespace execlint::testing_support {
namespace {

class CloudFormation {
 public:
  explicit CloudFormation(const Sketch& sketch) : sketch_(sketch) {}

  Resources Write() {
    for (std::size_t i = 0; i < sketch_.workloads.size(); ++i) AddWorkload(i);
    for (std::size_t i = 0; i < sketch_.roles.size(); ++i) AddRole(i);
    for (std::size_t i = 0; i < sketch_.clusters.size(); ++i) AddCluster(i);
    for (std::size_t i = 0; i < sketch_.networks.size(); ++i) AddNetwork(i);
    return std::move(all_);
  }

 private:
  Node To(const std::string& what, std::size_t i, const std::string& attribute = "") const {
    return Refer(sketch_.names + what + std::to_string(i), attribute);
  }
  Node& Add(const std::string& type, const std::string& what, std::size_t i, Node::Items items) {
    all_.push_back(
        {"AWS::" + type, sketch_.names + what + std::to_string(i), Map(std::move(items))});
    return all_.back().body;
  }

  void AddWorkload(std::size_t i) {
    const Sketch::Workload& from = sketch_.workloads[i];
    Node& service = Add("ECS::Service", "Service", i, {{"ServiceName", Text(from.name)}});
    auto& items = service.items;
    if (from.cluster) items.emplace_back("Cluster", To("Cluster", *from.cluster, "Arn"));
    items.emplace_back("TaskDefinition", To("Task", i));
    items.emplace_back("LaunchType", Text(from.fargate ? "FARGATE" : "EC2"));
    if (from.platform) items.emplace_back("PlatformVersion", Text(*from.platform));
    if (from.exec) items.emplace_back("EnableExecuteCommand", Bool(*from.exec));
    items.emplace_back(
        "NetworkConfiguration",
        Map({{"AwsvpcConfiguration",
              Map({{"Subnets", List({To("Subnet", from.network)})},
                   {"SecurityGroups", List({To("Group", from.network, "GroupId")})},
                   {"AssignPublicIp", Text(from.public_ip ? "ENABLED" : "DISABLED")}})}}));
    AddTask(i, from);
  }

  void AddTask(std::size_t i, const Sketch::Workload& from) {
    std::vector<Node> containers;
    for (const Sketch::Container& container : from.containers) {
      Node one = Map({{"Name", Text(container.name)}, {"Image", Text(container.image)}});
      if (container.essential) one.items.emplace_back("Essential", Bool(*container.essential));
      if (container.read_only) {
        one.items.emplace_back("ReadonlyRootFilesystem", Bool(*container.read_only));
      }
      if (container.init) {
        one.items.emplace_back("LinuxParameters",
                               Map({{"InitProcessEnabled", Bool(*container.init)}}));
      }
      containers.push_back(std::move(one));
    }
    Node& task = Add("ECS::TaskDefinition", "Task", i,
                     {{"Family", Text(from.name)},
                      {"NetworkMode", Text("awsvpc")},
                      {"RequiresCompatibilities", List({Text(from.fargate ? "FARGATE" : "EC2")})},
                      {"ContainerDefinitions", List(std::move(containers))}});
    if (from.role) task.items.emplace_back("TaskRoleArn", To("Role", *from.role, "Arn"));
    if (from.execution_role) {
      task.items.emplace_back("ExecutionRoleArn", To("Role", *from.execution_role, "Arn"));
    }
    if (from.pid_mode) task.items.emplace_back("PidMode", Text(*from.pid_mode));
  }

  static Node Document(const std::vector<Sketch::Statement>& from) {
    std::vector<Node> statements;
    for (const Sketch::Statement& one : from) {
      std::vector<Node> actions;
      for (const std::string& action : one.actions) actions.push_back(Text(action));
      statements.push_back(Map({{"Effect", Text(one.allow ? "Allow" : "Deny")},
                                {"Action", List(std::move(actions))},
                                {"Resource", Text("*")}}));
    }
    return Map({{"Version", Text("2012-10-17")}, {"Statement", List(std::move(statements))}});
  }

  void AddRole(std::size_t i) {
    const Sketch::Role& from = sketch_.roles[i];
    std::vector<Node> in_line, of_aws;
    for (const Sketch::Policy& policy : from.policies) {
      const std::string name = "policy" + std::to_string(++count_);
      switch (policy.how) {
        case Sketch::Policy::How::kInline:
          in_line.push_back(
              Map({{"PolicyName", Text(name)}, {"PolicyDocument", Document(policy.statements)}}));
          break;
        case Sketch::Policy::How::kManaged:
          Add("IAM::ManagedPolicy", "Policy", count_,
              {{"Roles", List({To("Role", i)})}, {"PolicyDocument", Document(policy.statements)}});
          break;
        case Sketch::Policy::How::kOfAws:
          of_aws.push_back(Text(policy.arn));
          break;
      }
    }
    Node& role =
        Add("IAM::Role", "Role", i,
            {{"RoleName", Text(from.name)},
             {"AssumeRolePolicyDocument",
              Map({{"Version", Text("2012-10-17")},
                   {"Statement",
                    List({Map({{"Effect", Text("Allow")},
                               {"Action", Text("sts:AssumeRole")},
                               {"Principal", Map({{"Service", Text(from.trusted)}})}})})}})}});
    if (!in_line.empty()) role.items.emplace_back("Policies", List(std::move(in_line)));
    if (!of_aws.empty()) role.items.emplace_back("ManagedPolicyArns", List(std::move(of_aws)));
  }

  void AddCluster(std::size_t i) {
    const Sketch::Cluster& from = sketch_.clusters[i];
    Node& cluster = Add("ECS::Cluster", "Cluster", i, {{"ClusterName", Text(from.name)}});
    if (!from.logging) return;
    Node command = Map({{"Logging", Text(*from.logging)}});
    if (*from.logging == "OVERRIDE") {
      command.items.emplace_back("LogConfiguration",
                                 Map({{"CloudWatchLogGroupName", To("Logs", i)}}));
    }
    cluster.items.emplace_back("Configuration",
                               Map({{"ExecuteCommandConfiguration", std::move(command)}}));
    if (*from.logging == "OVERRIDE") {
      Add("Logs::LogGroup", "Logs", i, {{"LogGroupName", Text("/sessions/" + from.name)}});
    }
  }

  void AddNetwork(std::size_t i) {
    const Sketch::Network& from = sketch_.networks[i];
    const Node vpc = To("Vpc", i);
    Add("EC2::VPC", "Vpc", i,
        {{"CidrBlock", Text("10.0.0.0/16")},
         {"EnableDnsSupport", Bool(from.dns)},
         {"EnableDnsHostnames", Bool(from.dns)}});
    Add("EC2::Subnet", "Subnet", i, {{"VpcId", vpc}, {"CidrBlock", Text("10.0.1.0/24")}});
    Add("EC2::RouteTable", "Table", i, {{"VpcId", vpc}});
    Add("EC2::SubnetRouteTableAssociation", "Association", i,
        {{"SubnetId", To("Subnet", i)}, {"RouteTableId", To("Table", i)}});
    Add("EC2::SecurityGroup", "Group", i,
        {{"GroupDescription", Text("tasks")},
         {"VpcId", vpc},
         {"SecurityGroupEgress",
          List({Map(
              {{"IpProtocol", Text("-1")},
               {"CidrIp", Text(from.egress_everywhere ? "0.0.0.0/0" : "192.168.7.0/24")}})})}});
    AddWayOut(i, from);
    AddEndpoints(i, from);
  }

  void AddWayOut(std::size_t i, const Sketch::Network& from) {
    using Way = Sketch::Network::Way;
    if (from.way == Way::kNone) return;
    Node& route =
        Add("EC2::Route", "Out", i,
            {{"RouteTableId", To("Table", i)}, {"DestinationCidrBlock", Text("0.0.0.0/0")}});
    if (from.way == Way::kNat) {
      route.items.emplace_back("NatGatewayId", To("Nat", i));
      Add("EC2::NatGateway", "Nat", i, {{"SubnetId", Text("subnet-1a2b3c4d")}});
      return;
    }
    route.items.emplace_back("GatewayId", To("Gateway", i));
    Add("EC2::InternetGateway", "Gateway", i, {});
    Add("EC2::VPCGatewayAttachment", "GatewayOfVpc", i,
        {{"VpcId", To("Vpc", i)}, {"InternetGatewayId", To("Gateway", i)}});
  }

  void AddEndpoints(std::size_t i, const Sketch::Network& from) {
    if (from.endpoints.empty()) return;
    const Node vpc = To("Vpc", i);
    Add("EC2::SecurityGroup", "EndpointGroup", i,
        {{"GroupDescription", Text("endpoints")},
         {"VpcId", vpc},
         {"SecurityGroupIngress",
          List({Map(
              {{"IpProtocol", Text("tcp")},
               {"FromPort", Bare("443")},
               {"ToPort", Bare("443")},
               {"CidrIp", Text(from.open_to_endpoints ? "10.0.0.0/16" : "192.168.7.0/24")}})})}});
    for (const std::string& service : from.endpoints) {
      Add("EC2::VPCEndpoint", "Endpoint", ++count_,
          {{"VpcId", vpc},
           {"ServiceName", Text("com.amazonaws.eu-west-1." + service)},
           {"VpcEndpointType", Text("Interface")},
           {"PrivateDnsEnabled", Bool(from.private_dns)},
           {"SubnetIds", List({To("Subnet", i)})},
           {"SecurityGroupIds", List({To("EndpointGroup", i, "GroupId")})}});
    }
  }

  const Sketch& sketch_;
  Resources all_;
  std::size_t count_ = 0;
};

}  // namespace

Resources InCloudFormation(const Sketch& sketch) { return CloudFormation(sketch).Write(); }

}  // namespace execlint::testing_support
