#include "parsers/ecs/run_task.h"

#include <algorithm>
#include <array>

#include "parsers/ecs/encoded.h"
#include "parsers/ecs/shapes.h"

namespace execlint::ecs {

void LowerRunTask(const MapReader& reader, KeyCase keys, Service& launcher) {
  constexpr std::array<Row<Service>, 8> kRows = {{
      {"enableExecuteCommand", &Service::enable_execute_command},
      {"taskDefinition", &Service::task_definition},
      {"overrides.taskRoleArn", &Service::task_role},
      {"cluster", &Service::cluster},
      {"launchType", &Service::launch_type},
      {"platformVersion", &Service::platform_version},
      {"networkConfiguration.awsvpcConfiguration.subnets", &Service::subnets},
      {"networkConfiguration.awsvpcConfiguration.securityGroups", &Service::security_groups},
  }};
  LowerRows<Service>(reader, kRows, launcher);
  launcher.capacity_providers = LowerWith(reader, "capacityProviderStrategy",
                                          [keys](Traced list, Place owner, ValueStore& values) {
                                            return LowerProviders(list, owner, keys, values);
                                          });
  launcher.assign_public_ip =
      LowerWith(reader, "networkConfiguration.awsvpcConfiguration.assignPublicIp", LowerEnabled);
}

Fact<Ref> LowerRoleOverride(Traced overrides, Place owner, ValueStore& values, SourceMap& sources) {
  if (!overrides || overrides->is_null()) return Fact<Ref>::Absent(owner);
  // Few inputs override a role, so one that is not seen is taken not to.
  if (!overrides->is_string()) return Fact<Ref>::Absent(owner, Certainty::kDefaulted);
  const auto parts = overrides->parts();
  const bool named = std::any_of(parts.begin(), parts.end(), [](const Part& part) {
    return part.text.find("askRoleArn") != std::string_view::npos;
  });
  if (!named && overrides->Encoded(Encoding::kJson) == nullptr) {
    return Fact<Ref>::Absent(
        owner, FirstUnknown(*overrides) != nullptr ? Certainty::kDefaulted : Certainty::kCertain);
  }
  const Traced map = Decoded(overrides, sources, values);
  if (map && map->is_map()) {
    return ToRef(PropertyNamed(map, "taskRoleArn", KeyCase::kAny, values), owner, values);
  }
  const Symbol* broken = values.Intern({.why = Why::kBroken,
                                        .name = "overrides that are not valid JSON",
                                        .naming = Symbol::Naming::kWords,
                                        .at = overrides->span});
  return Fact<Ref>::Unknowable(broken, PlaceOf(overrides));
}

}  // namespace execlint::ecs
