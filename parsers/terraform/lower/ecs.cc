// aws_ecs_* types.
#include <array>

#include "parsers/ecs/containers.h"
#include "parsers/ecs/keys.h"
#include "parsers/ecs/shapes.h"
#include "parsers/terraform/lower/lowering.h"

namespace execlint::terraform {
namespace {

constexpr std::array<Row<Service>, 10> kService = {{
    {"name", &Service::name},
    {"enable_execute_command", &Service::enable_execute_command},
    {"task_definition", &Service::task_definition},
    {"cluster", &Service::cluster},
    {"launch_type", &Service::launch_type},
    {"platform_version", &Service::platform_version},
    {"deployment_controller.type", &Service::deployment_controller},
    {"network_configuration.subnets", &Service::subnets},
    {"network_configuration.security_groups", &Service::security_groups},
    {"network_configuration.assign_public_ip", &Service::assign_public_ip},
}};

constexpr std::array<Row<TaskDefinition>, 8> kTaskDefinition = {{
    {"family", &TaskDefinition::family},
    {"task_role_arn", &TaskDefinition::task_role},
    {"execution_role_arn", &TaskDefinition::execution_role},
    {"network_mode", &TaskDefinition::network_mode},
    {"pid_mode", &TaskDefinition::pid_mode},
    {"requires_compatibilities", &TaskDefinition::requires_compatibilities},
    {"runtime_platform.operating_system_family", &TaskDefinition::operating_system_family},
    {"proxy_configuration.container_name", &TaskDefinition::mesh_proxy_container},
}};

constexpr std::array<Row<Cluster>, 9> kCluster = {{
    {"name", &Cluster::name},
    {"capacity_providers", &Cluster::capacity_providers},
    {"configuration.execute_command_configuration.logging", &Cluster::exec_logging},
    {"configuration.execute_command_configuration.log_configuration.cloud_watch_log_group_name",
     &Cluster::exec_log_group},
    {"configuration.execute_command_configuration.log_configuration.s3_bucket_name",
     &Cluster::exec_log_bucket},
    {"configuration.execute_command_configuration.log_configuration.s3_key_prefix",
     &Cluster::exec_log_prefix},
    {"configuration.execute_command_configuration.log_configuration.cloud_watch_encryption_enabled",
     &Cluster::exec_log_group_encrypted},
    {"configuration.execute_command_configuration.log_configuration.s3_bucket_encryption_enabled",
     &Cluster::exec_log_bucket_encrypted},
    {"configuration.execute_command_configuration.kms_key_id", &Cluster::exec_key},
}};

constexpr std::string_view kFlag = "enable_execute_command";
constexpr std::string_view kRefusal = ", and Terraform refuses it";
constexpr std::string_view kInstead = "set `enable_execute_command` on the aws_ecs_service";
constexpr int kMaxBlockDepth = 16;

// The exec flag as an argument of `body` or of a block in it, where it has no business.
void FindStrays(const BodyRef& body, const std::string& path, const std::string& holder,
                const Head& head, std::vector<Stray>& strays, int depth = 0) {
  if (depth > kMaxBlockDepth) return;
  for (const AttributeRef& attribute : body.Attributes()) {
    if (!ecs::LooksLikeExecFlag(attribute.name.text)) continue;
    Stray stray{.owner = head};
    stray.place = {attribute.name.span, head.calls};
    stray.path = path + std::string(attribute.name.text);
    stray.spelling = std::string(attribute.name.text);
    stray.consequence = holder + " has no such argument" + std::string(kRefusal);
    stray.instead = std::string(kInstead);
    ecs::AddStray(strays, std::move(stray));
  }
  for (const auto& [type, blocks] : body.BlocksByType()) {
    for (const BlockRef& block : blocks) {
      BodyRef inside = block.body();
      if (block.block->type.text == "dynamic") {
        const auto content = inside.Blocks("content");
        if (content.empty()) continue;
        inside = content.front().body();
      }
      FindStrays(inside, path + std::string(type) + ".", "a `" + std::string(type) + "` block",
                 head, strays, depth + 1);
    }
  }
}

// In a service only the flag's own name, at the top, is right.
void FindServiceStrays(const BodyRef& body, const Head& head, std::vector<Stray>& strays) {
  std::vector<Stray> found;
  FindStrays(body, "", "a service", head, found);
  for (Stray& stray : found) {
    if (stray.path == kFlag) continue;
    if (stray.path == stray.spelling) stray.instead = "spell it `enable_execute_command`";
    ecs::AddStray(strays, std::move(stray));
  }
}

void LowerService(const UnitResource& resource, const Lowering& lowering) {
  lowering.unit.FindSwitches(*resource.instance, kFlag);
  Service service{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  LowerRows<Service>(reader, kService, service);
  service.capacity_providers = LowerWith(reader, "capacity_provider_strategy", ToProviders);
  service.tags = ReadTags(resource, lowering);
  service.flag_left_to_others = reader.LeftToOthers(kFlag);
  service.task_definition_left_to_others = reader.LeftToOthers("task_definition");
  if (!service.task_definition_left_to_others) {
    service.task_definition_left_to_others = NewestRevision(service.task_definition);
  }
  FindServiceStrays(resource.instance->declared->body(), service.head, lowering.model.strays);
  lowering.model.services.push_back(std::move(service));
}

void LowerTaskDefinition(const UnitResource& resource, const Lowering& lowering) {
  TaskDefinition task{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  LowerRows<TaskDefinition>(reader, kTaskDefinition, task);
  const ecs::ContainerReading reading{
      .keys = ecs::KeyCase::kAny,
      .bool_words = BoolWords::kNone,  // the provider reads it as JSON
      .values = reader.values(),
      .sources = lowering.sources,
      .owner = task.head,
      .slot_prefix = "container_definitions",
      .stray_refusal = ", and AWS ignores it",
      .stray_instead = std::string(kInstead),
      .strays = &lowering.model.strays,
      .problems = &lowering.model.problems};
  task.containers =
      LowerWith(reader, "container_definitions", [&](Traced list, Place owner, ValueStore&) {
        return ecs::LowerContainers(list, owner, reading);
      });
  task.tags = ReadTags(resource, lowering);
  task.containers_left_to_others = reader.LeftToOthers("container_definitions");
  FindStrays(resource.instance->declared->body(), "", "a task definition", task.head,
             lowering.model.strays);
  lowering.model.task_definitions.push_back(std::move(task));
}

void LowerCluster(const UnitResource& resource, const Lowering& lowering) {
  Cluster cluster{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  LowerRows<Cluster>(reader, kCluster, cluster);
  cluster.exec_configuration =
      LowerWith(reader, "configuration.execute_command_configuration", BlockPresence);
  cluster.default_capacity_providers =
      LowerWith(reader, "default_capacity_provider_strategy", ToProviders);
  cluster.tags = ReadTags(resource, lowering);
  FindStrays(resource.instance->declared->body(), "", "a cluster", cluster.head,
             lowering.model.strays);
  lowering.model.clusters.push_back(std::move(cluster));
}

void LowerTaskSet(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<Service>, 8> kRows = {{
      {"service", &Service::of_service},
      {"task_definition", &Service::task_definition},
      {"cluster", &Service::cluster},
      {"launch_type", &Service::launch_type},
      {"platform_version", &Service::platform_version},
      {"network_configuration.subnets", &Service::subnets},
      {"network_configuration.security_groups", &Service::security_groups},
      {"network_configuration.assign_public_ip", &Service::assign_public_ip},
  }};
  Service set{.kind = Service::Kind::kTaskSet, .head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  LowerRows<Service>(reader, kRows, set);
  set.capacity_providers = LowerWith(reader, "capacity_provider_strategy", ToProviders);
  set.tags = ReadTags(resource, lowering);
  FindStrays(resource.instance->declared->body(), "", "a task set", set.head,
             lowering.model.strays);
  lowering.model.services.push_back(std::move(set));
}

void LowerCapacityProviders(const UnitResource& resource, const Lowering& lowering) {
  const ArgumentReader reader(resource, lowering);
  CapacityProviderAssociation association{.head = MakeHead(resource, lowering)};
  association.cluster = LowerWith(reader, "cluster_name", ToRef);
  association.providers = LowerWith(reader, "capacity_providers", ToRefs);
  association.default_strategy =
      LowerWith(reader, "default_capacity_provider_strategy", ToProviders);
  lowering.model.capacity_provider_associations.push_back(std::move(association));
}

void LowerCapacityProvider(const UnitResource& resource, const Lowering& lowering) {
  const ArgumentReader reader(resource, lowering);
  CapacityProvider provider{.head = MakeHead(resource, lowering)};
  provider.name = LowerWith(reader, "name", ToText);
  provider.auto_scaling_group = LowerWith(reader, "auto_scaling_group_provider", BlockPresence);
  provider.managed_instances = LowerWith(reader, "managed_instances_provider", BlockPresence);
  provider.group = LowerWith(reader, "auto_scaling_group_provider.auto_scaling_group_arn", ToRef);
  lowering.model.capacity_providers.push_back(std::move(provider));
}

void LowerLogGroup(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<LogGroup>, 2> kRows = {{
      {"name", &LogGroup::name},
      {"kms_key_id", &LogGroup::key},
  }};
  LogGroup group{.head = MakeHead(resource, lowering)};
  LowerRows<LogGroup>(ArgumentReader(resource, lowering), kRows, group);
  lowering.model.log_groups.push_back(std::move(group));
}

constexpr std::array<TypeRow, 7> kEcsTypes = {{
    {"aws_ecs_service", LowerService},
    {"aws_ecs_task_definition", LowerTaskDefinition},
    {"aws_ecs_cluster", LowerCluster},
    {"aws_ecs_task_set", LowerTaskSet},
    {"aws_ecs_cluster_capacity_providers", LowerCapacityProviders},
    {"aws_ecs_capacity_provider", LowerCapacityProvider},
    {"aws_cloudwatch_log_group", LowerLogGroup},
}};

}  // namespace

std::span<const TypeRow> EcsTypes() { return kEcsTypes; }

}  // namespace execlint::terraform
