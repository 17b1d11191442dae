// AWS::ECS types.
#include <array>

#include "parsers/cloudformation/lower/lowering.h"
#include "parsers/ecs/containers.h"
#include "parsers/ecs/keys.h"
#include "parsers/ecs/shapes.h"

namespace execlint::cloudformation {
namespace {

using ecs::KeyCase;

constexpr std::array<Row<Service>, 9> kService = {{
    {"ServiceName", &Service::name},
    {"EnableExecuteCommand", &Service::enable_execute_command},
    {"TaskDefinition", &Service::task_definition},
    {"Cluster", &Service::cluster},
    {"LaunchType", &Service::launch_type},
    {"PlatformVersion", &Service::platform_version},
    {"DeploymentController.Type", &Service::deployment_controller},
    {"NetworkConfiguration.AwsvpcConfiguration.Subnets", &Service::subnets},
    {"NetworkConfiguration.AwsvpcConfiguration.SecurityGroups", &Service::security_groups},
}};

constexpr std::array<Row<TaskDefinition>, 8> kTaskDefinition = {{
    {"Family", &TaskDefinition::family},
    {"TaskRoleArn", &TaskDefinition::task_role},
    {"ExecutionRoleArn", &TaskDefinition::execution_role},
    {"NetworkMode", &TaskDefinition::network_mode},
    {"PidMode", &TaskDefinition::pid_mode},
    {"RequiresCompatibilities", &TaskDefinition::requires_compatibilities},
    {"RuntimePlatform.OperatingSystemFamily", &TaskDefinition::operating_system_family},
    {"ProxyConfiguration.ContainerName", &TaskDefinition::mesh_proxy_container},
}};

constexpr std::array<Row<Cluster>, 9> kCluster = {{
    {"ClusterName", &Cluster::name},
    {"CapacityProviders", &Cluster::capacity_providers},
    {"Configuration.ExecuteCommandConfiguration.Logging", &Cluster::exec_logging},
    {"Configuration.ExecuteCommandConfiguration.LogConfiguration.CloudWatchLogGroupName",
     &Cluster::exec_log_group},
    {"Configuration.ExecuteCommandConfiguration.LogConfiguration.S3BucketName",
     &Cluster::exec_log_bucket},
    {"Configuration.ExecuteCommandConfiguration.LogConfiguration.S3KeyPrefix",
     &Cluster::exec_log_prefix},
    {"Configuration.ExecuteCommandConfiguration.LogConfiguration.CloudWatchEncryptionEnabled",
     &Cluster::exec_log_group_encrypted},
    {"Configuration.ExecuteCommandConfiguration.LogConfiguration.S3EncryptionEnabled",
     &Cluster::exec_log_bucket_encrypted},
    {"Configuration.ExecuteCommandConfiguration.KmsKeyId", &Cluster::exec_key},
}};

constexpr std::string_view kRefusal = ", and CloudFormation refuses it";
constexpr std::string_view kInstead = "set `EnableExecuteCommand` on the AWS::ECS::Service";

ecs::ContainerReading Reading(const Head& head, const Lowering& lowering) {
  return {.keys = KeyCase::kPascal,
          .bool_words = BoolWords::kCloudFormation,
          .values = lowering.evaluator.store(),
          .sources = lowering.sources,
          .owner = head,
          .slot_prefix = "Properties.ContainerDefinitions",
          .stray_refusal = std::string(kRefusal),
          .stray_instead = std::string(kInstead),
          .strays = &lowering.model.strays};
}

Fact<List<Ref>> Providers(Traced value, Place owner, ValueStore& values) {
  return ecs::LowerProviders(value, owner, KeyCase::kPascal, values);
}

void FindServiceStrays(const TemplateResource& resource, const Head& head,
                       const Lowering& lowering) {
  ecs::ContainerReading reading = Reading(head, lowering);
  reading.stray_instead = "write `EnableExecuteCommand` in the service's Properties";
  ecs::FindStrayFlags(resource.body, "", "a resource", reading);  // beside Properties
  if (!resource.properties || !resource.properties->is_map()) return;
  for (const Entry& entry : resource.properties->entries()) {
    if (entry.key == "EnableExecuteCommand" || !ecs::LooksLikeExecFlag(entry.key)) continue;
    Stray stray{.owner = head};
    stray.place = {.span = entry.key_span};
    stray.path = "Properties." + std::string(entry.key);
    stray.spelling = std::string(entry.key);
    stray.consequence = "a service has no such property" + std::string(kRefusal);
    stray.instead = "spell it `EnableExecuteCommand`";
    ecs::AddStray(lowering.model.strays, std::move(stray));
  }
  for (const char* path : {"NetworkConfiguration", "NetworkConfiguration.AwsvpcConfiguration",
                           "DeploymentConfiguration", "DeploymentController"}) {
    const Traced part =
        ecs::PropertyNamed(resource.properties, path, KeyCase::kPascal, lowering.evaluator.store());
    ecs::FindStrayFlags(part, "Properties." + std::string(path) + ".", "this part of a service",
                        reading);
  }
}

void LowerService(const TemplateResource& resource, const Lowering& lowering) {
  Service service{.head = MakeHead(resource, lowering)};
  const PropertyReader reader(resource, lowering);
  LowerRows<Service>(reader, kService, service);
  service.capacity_providers = LowerWith(reader, "CapacityProviderStrategy", Providers);
  service.assign_public_ip = LowerWith(
      reader, "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp", ecs::LowerEnabled);
  service.tags = ReadTags(reader);
  FindServiceStrays(resource, service.head, lowering);
  lowering.model.services.push_back(std::move(service));
}

void LowerTaskDefinition(const TemplateResource& resource, const Lowering& lowering) {
  TaskDefinition task{.head = MakeHead(resource, lowering)};
  const PropertyReader reader(resource, lowering);
  LowerRows<TaskDefinition>(reader, kTaskDefinition, task);
  const ecs::ContainerReading reading = Reading(task.head, lowering);
  task.containers =
      LowerWith(reader, "ContainerDefinitions", [&](Traced list, Place owner, ValueStore&) {
        return ecs::LowerContainers(list, owner, reading);
      });
  task.tags = ReadTags(reader);
  ecs::FindStrayFlags(resource.properties, "Properties.", "a task definition", reading);
  lowering.model.task_definitions.push_back(std::move(task));
}

void LowerCluster(const TemplateResource& resource, const Lowering& lowering) {
  Cluster cluster{.head = MakeHead(resource, lowering)};
  const PropertyReader reader(resource, lowering);
  LowerRows<Cluster>(reader, kCluster, cluster);
  cluster.exec_configuration =
      LowerWith(reader, "Configuration.ExecuteCommandConfiguration", ecs::LowerPresence);
  cluster.default_capacity_providers =
      LowerWith(reader, "DefaultCapacityProviderStrategy", Providers);
  cluster.tags = ReadTags(reader);
  const ecs::ContainerReading reading = Reading(cluster.head, lowering);
  ecs::FindStrayFlags(resource.properties, "Properties.", "a cluster", reading);
  for (const char* path : {"Configuration", "Configuration.ExecuteCommandConfiguration"}) {
    const Traced part =
        ecs::PropertyNamed(resource.properties, path, KeyCase::kPascal, lowering.evaluator.store());
    ecs::FindStrayFlags(part, "Properties." + std::string(path) + ".", "this part of a cluster",
                        reading);
  }
  lowering.model.clusters.push_back(std::move(cluster));
}

void LowerTaskSet(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<Service>, 7> kRows = {{
      {"Service", &Service::of_service},
      {"TaskDefinition", &Service::task_definition},
      {"Cluster", &Service::cluster},
      {"LaunchType", &Service::launch_type},
      {"PlatformVersion", &Service::platform_version},
      {"NetworkConfiguration.AwsVpcConfiguration.Subnets", &Service::subnets},
      {"NetworkConfiguration.AwsVpcConfiguration.SecurityGroups", &Service::security_groups},
  }};
  Service set{.kind = Service::Kind::kTaskSet, .head = MakeHead(resource, lowering)};
  const PropertyReader reader(resource, lowering);
  LowerRows<Service>(reader, kRows, set);
  set.capacity_providers = LowerWith(reader, "CapacityProviderStrategy", Providers);
  set.assign_public_ip = LowerWith(
      reader, "NetworkConfiguration.AwsVpcConfiguration.AssignPublicIp", ecs::LowerEnabled);
  set.tags = ReadTags(reader);
  ecs::FindStrayFlags(resource.properties, "Properties.", "a task set",
                      Reading(set.head, lowering));
  lowering.model.services.push_back(std::move(set));
}

void LowerCapacityProviders(const TemplateResource& resource, const Lowering& lowering) {
  const PropertyReader reader(resource, lowering);
  CapacityProviderAssociation association{.head = MakeHead(resource, lowering)};
  association.cluster = LowerWith(reader, "Cluster", ToRef);
  association.providers = LowerWith(reader, "CapacityProviders", ToRefs);
  association.default_strategy = LowerWith(reader, "DefaultCapacityProviderStrategy", Providers);
  lowering.model.capacity_provider_associations.push_back(std::move(association));
}

void LowerCapacityProvider(const TemplateResource& resource, const Lowering& lowering) {
  const PropertyReader reader(resource, lowering);
  CapacityProvider provider{.head = MakeHead(resource, lowering)};
  provider.name = LowerWith(reader, "Name", ToText);
  provider.auto_scaling_group = LowerWith(reader, "AutoScalingGroupProvider", ecs::LowerPresence);
  provider.managed_instances = LowerWith(reader, "ManagedInstancesProvider", ecs::LowerPresence);
  provider.group = LowerWith(reader, "AutoScalingGroupProvider.AutoScalingGroupArn", ToRef);
  lowering.model.capacity_providers.push_back(std::move(provider));
}

void LowerLogGroup(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<LogGroup>, 2> kRows = {{
      {"LogGroupName", &LogGroup::name},
      {"KmsKeyId", &LogGroup::key},
  }};
  LogGroup group{.head = MakeHead(resource, lowering)};
  LowerRows<LogGroup>(PropertyReader(resource, lowering), kRows, group);
  lowering.model.log_groups.push_back(std::move(group));
}

constexpr std::array<TypeRow, 8> kEcsTypes = {{
    {"AWS::ECS::Service", LowerService},
    {"AWS::ECS::TaskDefinition", LowerTaskDefinition},
    {"AWS::ECS::DaemonTaskDefinition", LowerTaskDefinition},
    {"AWS::ECS::Cluster", LowerCluster},
    {"AWS::ECS::TaskSet", LowerTaskSet},
    {"AWS::ECS::ClusterCapacityProviderAssociations", LowerCapacityProviders},
    {"AWS::ECS::CapacityProvider", LowerCapacityProvider},
    {"AWS::Logs::LogGroup", LowerLogGroup},
}};

}  // namespace

std::span<const TypeRow> EcsTypes() { return kEcsTypes; }

}  // namespace execlint::cloudformation
