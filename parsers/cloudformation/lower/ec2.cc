// AWS::AutoScaling types and instances: what they are launched from, the groups that they belong
// to.
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "parsers/cloudformation/lower/lowering.h"
#include "parsers/ecs/shapes.h"
#include "parsers/ecs/user_data.h"

namespace execlint::cloudformation {
namespace {

template <class F>
auto InInterface(std::string_view key, F lower) {
  return ecs::InPrimaryInterface("DeviceIndex", key, lower);
}

Fact<bool> ToSwitch(Traced value, Place owner, ValueStore& values) {
  return ToBool(value, owner, values, BoolWords::kCloudFormation);
}

// ---- what cfn-init does

// Every text in a value, a line for each; a key and what it is set to are one line.
class Lines {
 public:
  explicit Lines(ValueStore& values) : values_(values) {}

  void Add(Traced value, int depth = 0) {
    constexpr int kMaxDepth = 16;
    constexpr std::size_t kMaxParts = 4096;
    if (depth > kMaxDepth || parts_.size() > kMaxParts) return;
    if (value->is_list()) {
      for (const Traced& item : value->items()) Add(values_.Inside(value, item), depth + 1);
    } else if (value->is_map()) {
      for (const Entry& entry : value->entries()) {
        parts_.push_back({.text = entry.key, .from = entry.key_span});
        parts_.push_back({.text = "=", .from = entry.key_span, .verbatim = false});
        Add(values_.Inside(value, entry.value), depth + 1);
      }
    } else if (value->is_unknown()) {
      parts_.push_back({.from = value->span, .hole = &value->symbol(), .route = value.route});
    } else if (value->is_string()) {
      for (Part part : value->parts()) {
        part.route = values_.Chain(part.route, value.route);
        parts_.push_back(part);
      }
    }
    parts_.push_back({.text = "\n", .from = value->span, .verbatim = false});
  }

  Traced Whole(Span span) { return {values_.String(parts_, span)}; }

 private:
  ValueStore& values_;
  std::vector<Part> parts_;
};

// The cluster that the configuration of cfn-init makes the agent join. Its metadata stand at any
// resource; the user data name it.
Attr<Ref> ClusterOfInit(const TemplateResource& resource, const Lowering& lowering) {
  const Place owner{.span = resource.name_span};
  const Traced metadata = Child(resource.body, "Metadata");
  const Traced raw = metadata ? Child(metadata, "AWS::CloudFormation::Init") : Traced();
  Attr<Ref> cluster{.in = Cases<Fact<Ref>>(Fact<Ref>::Absent(owner))};
  if (!raw) return cluster;
  const Evaluator& evaluator = lowering.evaluator;
  const auto read = [&](const Scenario& scenario, Reads& reads) {
    const Traced init = evaluator.Evaluate(raw, scenario, reads);
    if (!init) return Fact<Ref>::Absent(owner);
    Lines lines(evaluator.store());
    lines.Add(init);
    return ecs::ClusterInUserData(lines.Whole(raw->span), owner, evaluator.store());
  };
  auto explored = Explore(evaluator.parameters().selectors(), kMaxCases, read);
  Reads reads;
  cluster.in = explored.complete
                   ? Cases<Fact<Ref>>(std::move(explored.cases))
                   : Cases<Fact<Ref>>{std::move(explored.cases), read(Scenario::AllOpen(), reads)};
  return cluster;
}

bool IsKnown(const Attr<Ref>& attribute) {
  return attribute.in.AnyValue([](const Fact<Ref>& fact) { return fact.known(); });
}

Attr<Ref> ReadCluster(const TemplateResource& resource, const Lowering& lowering,
                      std::string_view path) {
  Attr<Ref> init = ClusterOfInit(resource, lowering);
  return IsKnown(init)
             ? init
             : LowerWith(PropertyReader(resource, lowering), path, ecs::ClusterInUserData);
}

// ---- resources

void LowerLaunchTemplate(const TemplateResource& resource, const Lowering& lowering) {
  const PropertyReader reader(resource, lowering);
  LaunchSettings settings{.head = MakeHead(resource, lowering)};
  settings.name = LowerWith(reader, "LaunchTemplateName", ToText);
  settings.cluster = ReadCluster(resource, lowering, "LaunchTemplateData.UserData");
  constexpr std::string_view kInterfaces = "LaunchTemplateData.NetworkInterfaces";
  settings.subnets = LowerWith(reader, kInterfaces, InInterface("SubnetId", ToOneRef));
  settings.public_ip =
      LowerWith(reader, kInterfaces, InInterface("AssociatePublicIpAddress", ToSwitch));
  settings.security_groups = LowerWith(reader, kInterfaces, InInterface("Groups", ToRefs));
  for (const char* path :
       {"LaunchTemplateData.SecurityGroupIds", "LaunchTemplateData.SecurityGroups"}) {
    if (IsWritten(settings.security_groups)) break;
    settings.security_groups = LowerWith(reader, path, ToRefs);
  }
  lowering.model.launch_settings.push_back(std::move(settings));
}

void LowerLaunchConfiguration(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<LaunchSettings>, 3> kRows = {{
      {"LaunchConfigurationName", &LaunchSettings::name},
      {"SecurityGroups", &LaunchSettings::security_groups},
      {"AssociatePublicIpAddress", &LaunchSettings::public_ip},
  }};
  LaunchSettings settings{.head = MakeHead(resource, lowering)};
  LowerRows<LaunchSettings>(PropertyReader(resource, lowering), kRows, settings);
  settings.cluster = ReadCluster(resource, lowering, "UserData");
  lowering.model.launch_settings.push_back(std::move(settings));
}

void AddSource(const PropertyReader& reader, std::string_view path, InstanceGroup& group,
               auto&& lower) {
  Attr<List<Ref>> from = LowerWith(reader, path, lower);
  if (IsWritten(from)) group.launched_from.push_back(std::move(from));
}

// The templates of Overrides that name one of their own.
Fact<List<Ref>> ToOverrides(Traced list, Place owner, ValueStore& values) {
  return ToListOf<Ref>(list, owner, values, [](Traced one, Place place, ValueStore& store) {
    return ToRef(PropertyAt(one, "LaunchTemplateSpecification.LaunchTemplateId", store), place,
                 store);
  });
}

void LowerAutoScalingGroup(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::string_view kSources[] = {
      "LaunchTemplate.LaunchTemplateId", "LaunchTemplate.LaunchTemplateName",
      "LaunchConfigurationName",
      "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId",
      "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateName"};
  const PropertyReader reader(resource, lowering);
  InstanceGroup group{.head = MakeHead(resource, lowering)};
  group.name = LowerWith(reader, "AutoScalingGroupName", ToText);
  group.subnets = LowerWith(reader, "VPCZoneIdentifier", ToRefs);
  for (const std::string_view source : kSources) AddSource(reader, source, group, ToOneRef);
  AddSource(reader, "MixedInstancesPolicy.LaunchTemplate.Overrides", group, ToOverrides);
  if (Attr<Ref> cluster = ClusterOfInit(resource, lowering); IsKnown(cluster)) {
    group.own.emplace(LaunchSettings{.head = group.head, .cluster = std::move(cluster)});
  }
  lowering.model.instance_groups.push_back(std::move(group));
}

void LowerInstance(const TemplateResource& resource, const Lowering& lowering) {
  const PropertyReader reader(resource, lowering);
  InstanceGroup group{.head = MakeHead(resource, lowering)};
  constexpr std::string_view kInterfaces = "NetworkInterfaces";
  group.subnets = LowerWith(reader, kInterfaces, InInterface("SubnetId", ToOneRef));
  if (!IsWritten(group.subnets)) group.subnets = LowerWith(reader, "SubnetId", ToOneRef);
  for (const char* source :
       {"LaunchTemplate.LaunchTemplateId", "LaunchTemplate.LaunchTemplateName"}) {
    AddSource(reader, source, group, ToOneRef);
  }
  LaunchSettings& own = group.own.emplace(LaunchSettings{.head = group.head});
  own.cluster = ReadCluster(resource, lowering, "UserData");
  own.public_ip = LowerWith(reader, kInterfaces, InInterface("AssociatePublicIpAddress", ToSwitch));
  own.security_groups = LowerWith(reader, kInterfaces, InInterface("GroupSet", ToRefs));
  if (!IsWritten(own.security_groups)) {
    own.security_groups = LowerWith(reader, "SecurityGroupIds", ToRefs);
  }
  lowering.model.instance_groups.push_back(std::move(group));
}

// The templates in LaunchTemplateConfigs, by the property that names one.
auto ToFleetTemplates(std::string_view key) {
  return [key](Traced list, Place owner, ValueStore& values) {
    return ToListOf<Ref>(list, owner, values, [&](Traced one, Place place, ValueStore& store) {
      return ToRef(PropertyAt(one, "LaunchTemplateSpecification." + std::string(key), store), place,
                   store);
    });
  };
}

void LowerFleet(const TemplateResource& resource, const Lowering& lowering) {
  const PropertyReader reader(resource, lowering);
  const std::string under =
      resource.type == "AWS::EC2::SpotFleet" ? "SpotFleetRequestConfigData." : "";
  InstanceGroup group{.head = MakeHead(resource, lowering)};
  group.subnets.in = Cases<Fact<List<Ref>>>(ecs::SubnetsOfFleet(reader.head(), reader.values()));
  for (const char* key : {"LaunchTemplateId", "LaunchTemplateName"}) {
    AddSource(reader, under + "LaunchTemplateConfigs", group, ToFleetTemplates(key));
  }
  LaunchSettings& own = group.own.emplace(LaunchSettings{.head = group.head});
  own.cluster = LowerWith(reader, under + "LaunchSpecifications",
                          [](Traced list, Place owner, ValueStore& values) {
                            return ecs::ClusterInAll(list, "UserData", owner, values);
                          });
  lowering.model.instance_groups.push_back(std::move(group));
}

void LowerElasticIp(const TemplateResource& resource, const Lowering& lowering) {
  ElasticIp ip{.head = MakeHead(resource, lowering)};
  ip.instance = LowerWith(PropertyReader(resource, lowering), "InstanceId", ToRef);
  lowering.model.elastic_ips.push_back(std::move(ip));
}

constexpr std::array<TypeRow, 8> kEc2Types = {{
    {"AWS::EC2::LaunchTemplate", LowerLaunchTemplate},
    {"AWS::AutoScaling::LaunchConfiguration", LowerLaunchConfiguration},
    {"AWS::AutoScaling::AutoScalingGroup", LowerAutoScalingGroup},
    {"AWS::EC2::Instance", LowerInstance},
    {"AWS::EC2::SpotFleet", LowerFleet},
    {"AWS::EC2::EC2Fleet", LowerFleet},
    {"AWS::EC2::EIP", LowerElasticIp},
    {"AWS::EC2::EIPAssociation", LowerElasticIp},
}};

}  // namespace

std::span<const TypeRow> Ec2Types() { return kEc2Types; }

}  // namespace execlint::cloudformation
