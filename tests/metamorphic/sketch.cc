#include "tests/metamorphic/sketch.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace execlint::testing_support {
namespace {

using Actions = std::vector<std::string>;

const std::vector<std::string>& Words() {
  static const std::vector<std::string> kWords = {"web",  "api",   "worker",  "billing", "search",
                                                  "mail", "queue", "reports", "orders",  "media"};
  return kWords;
}

std::optional<bool> MaybeBool(Dice& dice) {
  if (dice.OneIn(2)) return std::nullopt;
  return dice.OneIn(2);
}

Sketch::Statement RandomStatement(Dice& dice) {
  static const std::vector<Actions> kActions = {
      {"ssmmessages:*"},
      {"*"},
      {"ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
       "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"},
      {"ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel"},
      {"ssmmessages:Open*"},
      {"ssmmessages:?reate*"},
      {"s3:GetObject", "s3:PutObject"},
      {"logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams",
       "logs:PutLogEvents"},
      {"ecs:ExecuteCommand"},
      {"ecs:Describe*"}};
  return {.allow = !dice.OneIn(8), .actions = dice.Pick(kActions)};
}

Sketch::Policy RandomPolicy(Dice& dice) {
  using How = Sketch::Policy::How;
  static const std::vector<std::string> kOfAws = {
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
      "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
      "arn:aws:iam::aws:policy/ReadOnlyAccess"};
  Sketch::Policy policy;
  policy.how = dice.OneIn(4) ? How::kOfAws : dice.OneIn(2) ? How::kManaged : How::kInline;
  if (policy.how == How::kOfAws) {
    policy.arn = dice.Pick(kOfAws);
    return policy;
  }
  for (std::size_t i = 1 + dice.Roll(3); i > 0; --i) {
    policy.statements.push_back(RandomStatement(dice));
  }
  return policy;
}

Sketch::Role RandomRole(Dice& dice, std::string name) {
  Sketch::Role role{.name = std::move(name),
                    .trusted = dice.OneIn(6) ? "ec2.amazonaws.com" : "ecs-tasks.amazonaws.com",
                    .policies = {}};
  for (std::size_t i = dice.Roll(4); i > 0; --i) role.policies.push_back(RandomPolicy(dice));
  return role;
}

Sketch::Network RandomNetwork(Dice& dice) {
  using Way = Sketch::Network::Way;
  Sketch::Network network;
  network.way = dice.Pick(std::vector<Way>{Way::kInternet, Way::kNat, Way::kNone});
  network.dns = !dice.OneIn(5);
  for (const char* service : {"ssmmessages", "logs", "ssm"}) {
    if (dice.OneIn(3)) network.endpoints.emplace_back(service);
  }
  network.private_dns = !dice.OneIn(4);
  network.open_to_endpoints = !dice.OneIn(4);
  network.egress_everywhere = !dice.OneIn(5);
  return network;
}

Sketch::Workload RandomWorkload(Dice& dice, std::string name) {
  static const std::vector<std::string> kPlatforms = {"LATEST", "1.4.0", "1.3.0"};
  static const std::vector<std::string> kImages = {"nginx", "amazonlinux:2023", "envoyproxy/envoy"};
  Sketch::Workload workload;
  workload.name = std::move(name);
  if (!dice.OneIn(6)) workload.exec = !dice.OneIn(4);
  workload.fargate = !dice.OneIn(5);
  if (workload.fargate && dice.OneIn(3)) workload.platform = dice.Pick(kPlatforms);
  if (dice.OneIn(6)) workload.pid_mode = "task";
  workload.public_ip = workload.fargate && dice.OneIn(2);  // ECS refuses it elsewhere
  for (std::size_t i = 0, count = 1 + dice.Roll(3); i < count; ++i) {
    workload.containers.push_back({.name = workload.name + "-" + std::to_string(i),
                                   .image = dice.Pick(kImages),
                                   .read_only = MaybeBool(dice),
                                   .init = MaybeBool(dice),
                                   .essential = i == 0 ? std::nullopt : MaybeBool(dice)});
  }
  return workload;
}

}  // namespace

Sketch RandomSketch(Dice& dice, const std::string& names) {
  static const std::vector<std::optional<std::string>> kLogging = {std::nullopt, "DEFAULT", "NONE",
                                                                   "OVERRIDE", "OVERRIDE"};
  Sketch sketch;
  sketch.names = names;
  std::vector<std::string> words = Words();
  dice.Shuffle(words);
  for (std::size_t i = 1 + dice.Roll(2); i > 0; --i) {
    sketch.clusters.push_back({.name = words[i] + "-cluster", .logging = dice.Pick(kLogging)});
    sketch.networks.push_back(RandomNetwork(dice));
  }
  for (std::size_t i = 1 + dice.Roll(3); i > 0; --i) {
    sketch.roles.push_back(RandomRole(dice, words[i] + "-role"));
  }
  for (std::size_t i = 1 + dice.Roll(3); i > 0; --i) {
    Sketch::Workload workload = RandomWorkload(dice, words[i]);
    if (!dice.OneIn(6)) workload.role = dice.Roll(sketch.roles.size());
    if (dice.OneIn(2)) workload.execution_role = dice.Roll(sketch.roles.size());
    if (!dice.OneIn(8)) workload.cluster = dice.Roll(sketch.clusters.size());
    workload.network = dice.Roll(sketch.networks.size());
    sketch.workloads.push_back(std::move(workload));
  }
  return sketch;
}

Sketch Renamed(Sketch sketch, Dice& dice) {
  static const std::vector<std::string> kNames = {"Alpha", "Zulu", "resource", "X"};
  const std::string word = dice.Pick(std::vector<std::string>{"quince-", "z", "A_b-"});
  sketch.names = dice.Pick(kNames) + sketch.names;
  for (Sketch::Workload& workload : sketch.workloads) {
    workload.name = word + workload.name;
    for (Sketch::Container& container : workload.containers) container.name = word + container.name;
  }
  for (Sketch::Role& role : sketch.roles) role.name = word + role.name;
  for (Sketch::Cluster& cluster : sketch.clusters) cluster.name = word + cluster.name;
  return sketch;
}

std::string ServiceName(const Sketch& sketch, std::size_t workload) {
  return sketch.names + "Service" + std::to_string(workload);
}

}  // namespace execlint::testing_support
