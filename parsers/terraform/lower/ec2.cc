// Instances: what they are launched from, the groups that they belong to.
#include <array>
#include <string>
#include <utility>

#include "parsers/ecs/shapes.h"
#include "parsers/ecs/user_data.h"
#include "parsers/terraform/lower/lowering.h"

namespace execlint::terraform {
namespace {

template <class F>
auto InInterface(std::string_view key, F lower) {
  return ecs::InPrimaryInterface("device_index", key, lower);
}

Fact<bool> ToSwitch(Traced value, Place owner, ValueStore& values) {
  return ToBool(value, owner, values, BoolWords::kTerraform);
}

Attr<Ref> ReadCluster(const ArgumentReader& reader) {
  Attr<Ref> cluster = LowerWith(reader, "user_data", ecs::ClusterInUserData);
  return IsWritten(cluster) ? cluster
                            : LowerWith(reader, "user_data_base64", ecs::ClusterInUserData);
}

void LowerLaunchTemplate(const UnitResource& resource, const Lowering& lowering) {
  const ArgumentReader reader(resource, lowering);
  LaunchSettings settings{.head = MakeHead(resource, lowering)};
  settings.name = LowerWith(reader, "name", ToText);
  settings.cluster = ReadCluster(reader);
  constexpr std::string_view kInterfaces = "network_interfaces";
  settings.subnets = LowerWith(reader, kInterfaces, InInterface("subnet_id", ToOneRef));
  settings.public_ip =
      LowerWith(reader, kInterfaces, InInterface("associate_public_ip_address", ToSwitch));
  settings.security_groups = LowerWith(reader, kInterfaces, InInterface("security_groups", ToRefs));
  if (!IsWritten(settings.security_groups)) {
    settings.security_groups = LowerWith(reader, "vpc_security_group_ids", ToRefs);
  }
  if (!IsWritten(settings.security_groups)) {
    settings.security_groups = LowerWith(reader, "security_group_names", ToRefs);
  }
  lowering.model.launch_settings.push_back(std::move(settings));
}

void LowerLaunchConfiguration(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<LaunchSettings>, 3> kRows = {{
      {"name", &LaunchSettings::name},
      {"security_groups", &LaunchSettings::security_groups},
      {"associate_public_ip_address", &LaunchSettings::public_ip},
  }};
  const ArgumentReader reader(resource, lowering);
  LaunchSettings settings{.head = MakeHead(resource, lowering)};
  LowerRows<LaunchSettings>(reader, kRows, settings);
  settings.cluster = ReadCluster(reader);
  lowering.model.launch_settings.push_back(std::move(settings));
}

void AddSource(const ArgumentReader& reader, std::string_view path, InstanceGroup& group,
               auto&& lower) {
  Attr<List<Ref>> from = LowerWith(reader, path, lower);
  if (IsWritten(from)) group.launched_from.push_back(std::move(from));
}

// The templates of `override` blocks that name one of their own.
Fact<List<Ref>> ToOverrides(Traced list, Place owner, ValueStore& values) {
  return ToListOf<Ref>(list, owner, values, [](Traced one, Place place, ValueStore& store) {
    return ToRef(PropertyAt(one, "launch_template_specification.launch_template_id", store), place,
                 store);
  });
}

void LowerAutoScalingGroup(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::string_view kSources[] = {
      "launch_template.id", "launch_template.name", "launch_configuration",
      "mixed_instances_policy.launch_template.launch_template_specification.launch_template_id",
      "mixed_instances_policy.launch_template.launch_template_specification.launch_template_name"};
  const ArgumentReader reader(resource, lowering);
  InstanceGroup group{.head = MakeHead(resource, lowering)};
  group.name = LowerWith(reader, "name", ToText);
  group.subnets = LowerWith(reader, "vpc_zone_identifier", ToRefs);
  for (const std::string_view source : kSources) AddSource(reader, source, group, ToOneRef);
  AddSource(reader, "mixed_instances_policy.launch_template.override", group, ToOverrides);
  lowering.model.instance_groups.push_back(std::move(group));
}

// A network interface that is made apart says in which subnet the instance is.
Fact<List<Ref>> ToMadeApart(Traced list, Place owner, ValueStore& values) {
  if (!list || list->is_null() || (list->is_list() && list->count == 0 && !list->open())) {
    return Fact<List<Ref>>::Absent(owner);
  }
  const Symbol* symbol = values.Intern({.why = Why::kNotChecked,
                                        .name = "a network interface that is created separately",
                                        .naming = Symbol::Naming::kWords});
  return Fact<List<Ref>>::Unknowable(symbol, PlaceOf(list));
}

void LowerInstance(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<LaunchSettings>, 2> kRows = {{
      {"vpc_security_group_ids", &LaunchSettings::security_groups},
      {"associate_public_ip_address", &LaunchSettings::public_ip},
  }};
  const ArgumentReader reader(resource, lowering);
  InstanceGroup group{.head = MakeHead(resource, lowering)};
  group.subnets = LowerWith(reader, "subnet_id", ToOneRef);
  for (const char* block : {"network_interface", "primary_network_interface"}) {
    if (!IsWritten(group.subnets)) group.subnets = LowerWith(reader, block, ToMadeApart);
  }
  for (const char* source : {"launch_template.id", "launch_template.name"}) {
    AddSource(reader, source, group, ToOneRef);
  }
  LaunchSettings& own = group.own.emplace(LaunchSettings{.head = group.head});
  LowerRows<LaunchSettings>(reader, kRows, own);
  own.cluster = ReadCluster(reader);
  lowering.model.instance_groups.push_back(std::move(group));
}

// The templates in `launch_template_config` blocks, by the argument that names one.
auto ToFleetTemplates(std::string_view key) {
  return [key](Traced list, Place owner, ValueStore& values) {
    return ToListOf<Ref>(list, owner, values, [&](Traced one, Place place, ValueStore& store) {
      return ToRef(PropertyAt(one, "launch_template_specification." + std::string(key), store),
                   place, store);
    });
  };
}

void LowerFleet(const UnitResource& resource, const Lowering& lowering) {
  const ArgumentReader reader(resource, lowering);
  InstanceGroup group{.head = MakeHead(resource, lowering)};
  group.subnets.in = Cases<Fact<List<Ref>>>(ecs::SubnetsOfFleet(reader.head(), reader.values()));
  for (const char* key : {"id", "name", "launch_template_id", "launch_template_name"}) {
    AddSource(reader, "launch_template_config", group, ToFleetTemplates(key));
  }
  LaunchSettings& own = group.own.emplace(LaunchSettings{.head = group.head});
  own.cluster =
      LowerWith(reader, "launch_specification", [](Traced list, Place owner, ValueStore& values) {
        return ecs::ClusterInAll(list, "user_data", owner, values);
      });
  lowering.model.instance_groups.push_back(std::move(group));
}

void LowerElasticIp(const UnitResource& resource, const Lowering& lowering) {
  const bool address = resource.instance->type() == "aws_eip";
  ElasticIp ip{.head = MakeHead(resource, lowering)};
  ip.instance =
      LowerWith(ArgumentReader(resource, lowering), address ? "instance" : "instance_id", ToRef);
  lowering.model.elastic_ips.push_back(std::move(ip));
}

constexpr std::array<TypeRow, 9> kEc2Types = {{
    {"aws_launch_template", LowerLaunchTemplate},
    {"aws_launch_configuration", LowerLaunchConfiguration},
    {"aws_autoscaling_group", LowerAutoScalingGroup},
    {"aws_instance", LowerInstance},
    {"aws_spot_instance_request", LowerInstance},
    {"aws_spot_fleet_request", LowerFleet},
    {"aws_ec2_fleet", LowerFleet},
    {"aws_eip", LowerElasticIp},
    {"aws_eip_association", LowerElasticIp},
}};

}  // namespace

std::span<const TypeRow> Ec2Types() { return kEc2Types; }

}  // namespace execlint::terraform
