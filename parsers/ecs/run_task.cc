#include "parsers/ecs/run_task.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "parsers/ecs/encoded.h"
#include "parsers/ecs/secrets.h"
#include "parsers/ecs/shapes.h"

namespace execlint::ecs {
namespace {

// Stands for JSON that could not be read.
const Symbol* Broken(std::string name, Traced text, ValueStore& values) {
  return values.Intern({.why = Why::kBroken,
                        .name = std::move(name),
                        .naming = Symbol::Naming::kWords,
                        .at = text->span});
}

// A call of the ECS API that a universal target makes.
struct Call {
  Attr<bool> written = {};
  Cases<Traced> inputs = {};
  MapReader::Spelling spelling = {};
};

// `first`: a key that each of its inputs has. Nothing where the target never makes that call.
std::optional<Call> CallOf(const ResourceReader& reader, const UniversalTarget& target,
                           std::string_view action, std::string_view first, SourceMap& sources) {
  const std::string end = ":scheduler:::aws-sdk:ecs:" + std::string(action);
  Call call{.written = LowerWith(reader, target.arn, [&](Traced arn, Place owner, ValueStore&) {
              const bool calls = arn && arn->is_string() && Text{arn}.Shown().ends_with(end);
              return Fact<bool>::Known(calls, owner);
            })};
  if (!call.written.in.AnyValue([](const Fact<bool>& one) { return one.Is(true); })) {
    return std::nullopt;
  }
  ValueStore& values = reader.values();
  call.inputs = reader.Get(target.input).Map([&](Traced input) -> Traced {
    if (!input) return {};
    const Traced decoded = Decoded(input, sources, values);
    if (decoded && (decoded->is_map() || decoded->is_unknown())) {
      MarkContainersIn(decoded, sources);
      return decoded;
    }
    const Symbol* broken = Broken("an input that is no JSON object", input, values);
    return {values.Unknown(broken, input->span), input.route};
  });
  // Most write the keys as the API's SDKs do, some as the API does.
  const bool pascal = call.inputs.AnyValue(
      [&](Traced input) { return input && input->is_map() && Find(*input, first) != nullptr; });
  call.spelling = {.keys = pascal ? KeyCase::kPascal : KeyCase::kCamel,
                   .shown = std::string(target.shown)};
  return call;
}

}  // namespace

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

void LowerServiceUpdate(const MapReader& reader, ServiceUpdate& update) {
  constexpr std::array<Row<ServiceUpdate>, 3> kRows = {{
      {"service", &ServiceUpdate::service},
      {"cluster", &ServiceUpdate::cluster},
      {"enableExecuteCommand", &ServiceUpdate::enable_execute_command},
  }};
  LowerRows<ServiceUpdate>(reader, kRows, update);
}

bool LowerUniversalTarget(const ResourceReader& reader, const UniversalTarget& target,
                          SourceMap& sources, Service& launcher) {
  const auto call = CallOf(reader, target, "runTask", "TaskDefinition", sources);
  if (!call) return false;
  launcher.written = call->written;
  LowerRunTask({call->inputs, launcher.head, reader.values(), call->spelling}, call->spelling.keys,
               launcher);
  return true;
}

void LowerUniversalUpdate(const ResourceReader& reader, const UniversalTarget& target,
                          const Head& head, SourceMap& sources, Model& model) {
  const auto call = CallOf(reader, target, "updateService", "Service", sources);
  if (!call) return;
  ServiceUpdate update{.head = head, .written = call->written};
  LowerServiceUpdate({call->inputs, head, reader.values(), call->spelling}, update);
  model.service_updates.push_back(std::move(update));
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
  return Fact<Ref>::Unknowable(Broken("overrides that are not valid JSON", overrides, values),
                               PlaceOf(overrides));
}

}  // namespace execlint::ecs
