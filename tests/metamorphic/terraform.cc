#include <string>
#include <utility>
#include <vector>

#include "tests/metamorphic/sketch.h"

namespace execlint::testing_support {
namespace {

class Terraform {
 public:
  explicit Terraform(const Sketch& sketch) : sketch_(sketch) {}

  Resources Write() {
    for (std::size_t i = 0; i < sketch_.workloads.size(); ++i) AddWorkload(i);
    for (std::size_t i = 0; i < sketch_.roles.size(); ++i) AddRole(i);
    for (std::size_t i = 0; i < sketch_.clusters.size(); ++i) AddCluster(i);
    for (std::size_t i = 0; i < sketch_.networks.size(); ++i) AddNetwork(i);
    return std::move(all_);
  }

 private:
  std::string Name(const std::string& what, std::size_t i) const {
    return sketch_.names + what + std::to_string(i);
  }
  Node To(const std::string& type, const std::string& what, std::size_t i,
          const std::string& attribute) const {
    return Refer(type + "." + Name(what, i), attribute);
  }
  Node& Add(const std::string& type, const std::string& what, std::size_t i, Node::Items items) {
    all_.push_back({type, Name(what, i), Map(std::move(items))});
    return all_.back().body;
  }
  // With a number that nothing else has: `count_`.
  Node& AddOne(const std::string& type, const std::string& what, Node::Items items) {
    return Add(type, what, ++count_, std::move(items));
  }

  void AddWorkload(std::size_t i) {
    const Sketch::Workload& from = sketch_.workloads[i];
    Node& service = Add("aws_ecs_service", "Service", i, {{"name", Text(from.name)}});
    auto& items = service.items;
    if (from.cluster) {
      items.emplace_back("cluster", To("aws_ecs_cluster", "Cluster", *from.cluster, "arn"));
    }
    items.emplace_back("task_definition", To("aws_ecs_task_definition", "Task", i, "arn"));
    items.emplace_back("launch_type", Text(from.fargate ? "FARGATE" : "EC2"));
    if (from.platform) items.emplace_back("platform_version", Text(*from.platform));
    if (from.exec) items.emplace_back("enable_execute_command", Bool(*from.exec));
    items.emplace_back(
        "network_configuration",
        Blocks({Map(
            {{"subnets", List({To("aws_subnet", "Subnet", from.network, "id")})},
             {"security_groups", List({To("aws_security_group", "Group", from.network, "id")})},
             {"assign_public_ip", Bool(from.public_ip)}})}));
    AddTask(i, from);
  }

  void AddTask(std::size_t i, const Sketch::Workload& from) {
    std::vector<Node> containers;
    for (const Sketch::Container& container : from.containers) {
      Node one = Map({{"name", Text(container.name)}, {"image", Text(container.image)}});
      if (container.essential) one.items.emplace_back("essential", Bool(*container.essential));
      if (container.read_only) {
        one.items.emplace_back("readonlyRootFilesystem", Bool(*container.read_only));
      }
      if (container.init) {
        one.items.emplace_back("linuxParameters",
                               Map({{"initProcessEnabled", Bool(*container.init)}}));
      }
      containers.push_back(std::move(one));
    }
    Node& task = Add("aws_ecs_task_definition", "Task", i,
                     {{"family", Text(from.name)},
                      {"network_mode", Text("awsvpc")},
                      {"requires_compatibilities", List({Text(from.fargate ? "FARGATE" : "EC2")})},
                      {"container_definitions", Encoded(List(std::move(containers)))}});
    if (from.role) {
      task.items.emplace_back("task_role_arn", To("aws_iam_role", "Role", *from.role, "arn"));
    }
    if (from.execution_role) {
      task.items.emplace_back("execution_role_arn",
                              To("aws_iam_role", "Role", *from.execution_role, "arn"));
    }
    if (from.pid_mode) task.items.emplace_back("pid_mode", Text(*from.pid_mode));
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
    return Encoded(
        Map({{"Version", Text("2012-10-17")}, {"Statement", List(std::move(statements))}}));
  }

  void AddRole(std::size_t i) {
    const Sketch::Role& from = sketch_.roles[i];
    Add("aws_iam_role", "Role", i,
        {{"name", Text(from.name)},
         {"assume_role_policy",
          Encoded(Map({{"Version", Text("2012-10-17")},
                       {"Statement",
                        List({Map({{"Effect", Text("Allow")},
                                   {"Action", Text("sts:AssumeRole")},
                                   {"Principal", Map({{"Service", Text(from.trusted)}})}})})}}))}});
    for (const Sketch::Policy& policy : from.policies) AddPolicy(i, policy);
  }

  void AddPolicy(std::size_t role, const Sketch::Policy& from) {
    const Node name = To("aws_iam_role", "Role", role, "name");
    if (from.how == Sketch::Policy::How::kInline) {
      AddOne("aws_iam_role_policy", "Inline",
             {{"role", name}, {"policy", Document(from.statements)}});
      return;
    }
    Node arn = Text(from.arn);
    if (from.how == Sketch::Policy::How::kManaged) {
      AddOne("aws_iam_policy", "Policy", {{"policy", Document(from.statements)}});
      arn = To("aws_iam_policy", "Policy", count_, "arn");
    }
    AddOne("aws_iam_role_policy_attachment", "Attachment",
           {{"role", name}, {"policy_arn", std::move(arn)}});
  }

  void AddCluster(std::size_t i) {
    const Sketch::Cluster& from = sketch_.clusters[i];
    Node& cluster = Add("aws_ecs_cluster", "Cluster", i, {{"name", Text(from.name)}});
    if (!from.logging) return;
    Node command = Map({{"logging", Text(*from.logging)}});
    if (*from.logging == "OVERRIDE") {
      command.items.emplace_back(
          "log_configuration",
          Blocks({Map({{"cloud_watch_log_group_name",
                        To("aws_cloudwatch_log_group", "Logs", i, "name")}})}));
    }
    cluster.items.emplace_back(
        "configuration",
        Blocks({Map({{"execute_command_configuration", Blocks({std::move(command)})}})}));
    if (*from.logging == "OVERRIDE") {
      Add("aws_cloudwatch_log_group", "Logs", i, {{"name", Text("/sessions/" + from.name)}});
    }
  }

  void AddNetwork(std::size_t i) {
    const Sketch::Network& from = sketch_.networks[i];
    const Node vpc = To("aws_vpc", "Vpc", i, "id");
    Add("aws_vpc", "Vpc", i,
        {{"cidr_block", Text("10.0.0.0/16")},
         {"enable_dns_support", Bool(from.dns)},
         {"enable_dns_hostnames", Bool(from.dns)}});
    Add("aws_subnet", "Subnet", i, {{"vpc_id", vpc}, {"cidr_block", Text("10.0.1.0/24")}});
    Add("aws_route_table", "Table", i, {{"vpc_id", vpc}});
    Add("aws_route_table_association", "Association", i,
        {{"subnet_id", To("aws_subnet", "Subnet", i, "id")},
         {"route_table_id", To("aws_route_table", "Table", i, "id")}});
    Add("aws_security_group", "Group", i,
        {{"vpc_id", vpc},
         {"egress",
          Blocks(
              {Map({{"protocol", Text("-1")},
                    {"from_port", Bare("0")},
                    {"to_port", Bare("0")},
                    {"cidr_blocks",
                     List({Text(from.egress_everywhere ? "0.0.0.0/0" : "192.168.7.0/24")})}})})}});
    AddWayOut(i, from);
    AddEndpoints(i, from);
  }

  void AddWayOut(std::size_t i, const Sketch::Network& from) {
    using Way = Sketch::Network::Way;
    if (from.way == Way::kNone) return;
    Node& route = Add("aws_route", "Out", i,
                      {{"route_table_id", To("aws_route_table", "Table", i, "id")},
                       {"destination_cidr_block", Text("0.0.0.0/0")}});
    if (from.way == Way::kNat) {
      route.items.emplace_back("nat_gateway_id", To("aws_nat_gateway", "Nat", i, "id"));
      Add("aws_nat_gateway", "Nat", i, {{"subnet_id", Text("subnet-1a2b3c4d")}});
    } else {
      route.items.emplace_back("gateway_id", To("aws_internet_gateway", "Gateway", i, "id"));
      Add("aws_internet_gateway", "Gateway", i, {{"vpc_id", To("aws_vpc", "Vpc", i, "id")}});
    }
  }

  void AddEndpoints(std::size_t i, const Sketch::Network& from) {
    if (from.endpoints.empty()) return;
    const Node vpc = To("aws_vpc", "Vpc", i, "id");
    Add("aws_security_group", "EndpointGroup", i,
        {{"vpc_id", vpc},
         {"ingress", Blocks({Map({{"protocol", Text("tcp")},
                                  {"from_port", Bare("443")},
                                  {"to_port", Bare("443")},
                                  {"cidr_blocks",
                                   List({Text(from.open_to_endpoints ? "10.0.0.0/16"
                                                                     : "192.168.7.0/24")})}})})}});
    for (const std::string& service : from.endpoints) {
      AddOne("aws_vpc_endpoint", "Endpoint",
             {{"vpc_id", vpc},
              {"service_name", Text("com.amazonaws.eu-west-1." + service)},
              {"vpc_endpoint_type", Text("Interface")},
              {"private_dns_enabled", Bool(from.private_dns)},
              {"subnet_ids", List({To("aws_subnet", "Subnet", i, "id")})},
              {"security_group_ids", List({To("aws_security_group", "EndpointGroup", i, "id")})}});
    }
  }

  const Sketch& sketch_;
  Resources all_;
  std::size_t count_ = 0;
};

}  // namespace

Resources InTerraform(const Sketch& sketch) { return Terraform(sketch).Write(); }

}  // namespace execlint::testing_support
