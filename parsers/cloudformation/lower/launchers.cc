// What starts tasks, but for services and their task sets: targets of EventBridge rules, schedules,
// pipes, state machines, daemons, Express services, jobs.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "parsers/cloudformation/lower/lowering.h"
#include "parsers/ecs/jobs.h"
#include "parsers/ecs/map_reader.h"
#include "parsers/ecs/run_task.h"
#include "parsers/ecs/shapes.h"
#include "parsers/ecs/states.h"

namespace execlint::cloudformation {
namespace {

using ecs::KeyCase;
using Kind = Service::Kind;

// Where the properties of a launcher stand. Empty: it has no such property.
struct Layout {
  Kind kind;
  std::string_view cluster;
  std::string_view name;
  std::string_view input;    // JSON that overrides parts of the task definition
  std::string_view block;    // that says how to run the task; what follows stands in it
  std::string_view network;  // which the services spell in two ways
  std::string_view role;     // in place of the task definition's
};
constexpr Layout kEventTarget = {.kind = Kind::kEventTarget,
                                 .cluster = "Arn",
                                 .name = "",
                                 .input = "Input",
                                 .block = "EcsParameters",
                                 .network = "NetworkConfiguration.AwsVpcConfiguration",
                                 .role = ""};
constexpr Layout kSchedule = {.kind = Kind::kSchedule,
                              .cluster = "Target.Arn",
                              .name = "Name",
                              .input = "Target.Input",
                              .block = "Target.EcsParameters",
                              .network = "NetworkConfiguration.AwsvpcConfiguration",
                              .role = ""};
constexpr Layout kPipe = {.kind = Kind::kPipe,
                          .cluster = "Target",
                          .name = "Name",
                          .input = "",
                          .block = "TargetParameters.EcsTaskParameters",
                          .network = "NetworkConfiguration.AwsvpcConfiguration",
                          .role = "Overrides.TaskRoleArn"};

Fact<List<Ref>> Strategy(Traced value, Place owner, ValueStore& values) {
  return ecs::LowerProviders(value, owner, KeyCase::kPascal, values);
}

// What stands in the block that says how to run the task.
void LowerParameters(const ResourceReader& block, const Layout& layout, Service& launcher) {
  constexpr std::array<Row<Service>, 4> kRows = {{
      {"EnableExecuteCommand", &Service::enable_execute_command},
      {"TaskDefinitionArn", &Service::task_definition},
      {"LaunchType", &Service::launch_type},
      {"PlatformVersion", &Service::platform_version},
  }};
  constexpr std::array<Row<Service>, 2> kNetwork = {{
      {"Subnets", &Service::subnets},
      {"SecurityGroups", &Service::security_groups},
  }};
  LowerRows<Service>(block, kRows, launcher);
  if (!layout.role.empty()) LowerRow(block, layout.role, &launcher.task_role);
  launcher.capacity_providers = LowerWith(block, "CapacityProviderStrategy", Strategy);
  const Below network(block, layout.network);
  LowerRows<Service>(network, kNetwork, launcher);
  launcher.assign_public_ip = LowerWith(network, "AssignPublicIp", ecs::LowerEnabled);
}

void LowerByLayout(const ResourceReader& reader, const Layout& layout, SourceMap& sources,
                   Service& launcher) {
  LowerRow(reader, layout.cluster, &launcher.cluster);
  if (!layout.name.empty()) LowerRow(reader, layout.name, &launcher.name);
  LowerParameters(Below(reader, layout.block), layout, launcher);
  if (layout.input.empty()) return;
  const auto override_by = [&](std::string_view path) {
    return LowerWith(reader, path, [&](Traced input, Place owner, ValueStore& values) {
      return ecs::LowerRoleOverride(input, owner, values, sources);
    });
  };
  launcher.task_role = override_by(layout.input);
  const auto is_present = [](const Fact<Ref>& role) { return role.present(); };
  if (launcher.kind == Service::Kind::kEventTarget && !launcher.task_role.in.AnyValue(is_present)) {
    launcher.task_role = override_by("InputTransformer.InputTemplate");
  }
}

// False in scenarios in which there is no such block.
Attr<bool> IsWritten(const ResourceReader& reader, std::string_view block) {
  return LowerWith(reader, block, [](Traced value, Place owner, ValueStore& values) {
    const Fact<bool> presence = ecs::LowerPresence(value, owner, values);
    return presence.absent() ? Fact<bool>::Known(false, presence.place(), presence.certainty())
                             : presence;
  });
}

bool IsEverTrue(const Attr<bool>& attribute) {
  return attribute.in.AnyValue([](const Fact<bool>& one) { return one.Is(true); });
}

template <const Layout& layout>
void LowerResource(const TemplateResource& resource, const Lowering& lowering) {
  const PropertyReader reader(resource, lowering);
  Service launcher{.kind = layout.kind, .head = MakeHead(resource, lowering)};
  if constexpr (layout.kind == Kind::kSchedule) {
    constexpr ecs::UniversalTarget kTarget = {
        .arn = "Target.Arn", .input = "Target.Input", .shown = "Properties.Target.Input."};
    ecs::LowerUniversalUpdate(reader, kTarget, launcher.head, lowering.sources, lowering.model);
    if (ecs::LowerUniversalTarget(reader, kTarget, lowering.sources, launcher)) {
      LowerRow(reader, layout.name, &launcher.name);
      lowering.model.services.push_back(std::move(launcher));
      return;
    }
  }
  launcher.written = IsWritten(reader, layout.block);
  if (!IsEverTrue(launcher.written)) return;  // it starts something else
  LowerByLayout(reader, layout, lowering.sources, launcher);
  launcher.tags = ReadTags(reader);
  lowering.model.services.push_back(std::move(launcher));
}

// The target is called by its id.
Span HeadOf(const Cases<Traced>& targets) {
  Span head{};
  targets.ForEachValue([&](Traced target) {
    if (head.valid() || !target || !target->is_map() || target->count == 0) return;
    const Entry* id = Find(*target, "Id");
    head = id != nullptr ? id->value->span : target->entries().front().key_span;
  });
  return head;
}

void LowerRule(const TemplateResource& resource, const Lowering& lowering) {
  const PropertyReader whole(resource, lowering);
  const Cases<Traced> lists = whole.Get("Targets");
  std::size_t most = 0;
  lists.ForEachValue([&](Traced list) {
    if (list && list->is_list()) most = std::max<std::size_t>(most, list->count);
  });
  for (std::size_t i = 0; i < most; ++i) {
    const Cases<Traced> targets = lists.Map([&](Traced list) {
      return list && list->is_list() && i < list->count
                 ? whole.values().Inside(list, list->items()[i])
                 : Traced();
    });
    const std::string path = "Targets[" + std::to_string(i) + "]";
    Service launcher{.kind = Kind::kEventTarget, .head = MakeHead(resource, lowering)};
    launcher.head.address += "." + path;
    launcher.head.local_address += "." + path;
    if (const Span head = HeadOf(targets); head.valid()) launcher.head.span = head;
    const ecs::MapReader reader(targets, launcher.head, whole.values(),
                                {.keys = KeyCase::kPascal,
                                 .bool_words = BoolWords::kCloudFormation,
                                 .shown = "Properties." + path + "."});
    launcher.written = IsWritten(reader, kEventTarget.block);
    if (!IsEverTrue(launcher.written)) continue;
    LowerByLayout(reader, kEventTarget, lowering.sources, launcher);
    launcher.tags = ReadTags(whole);
    lowering.model.services.push_back(std::move(launcher));
  }
}

void LowerStateMachine(const TemplateResource& resource, const Lowering& lowering) {
  const PropertyReader reader(resource, lowering);
  const auto machines = reader.Get("").Map([](Traced properties) {
    ecs::StateMachine machine{.definition = Child(properties, "DefinitionString"),
                              .substitutions = Child(properties, "DefinitionSubstitutions")};
    if (!machine.definition) machine.definition = Child(properties, "Definition");
    return machine;
  });
  ecs::LowerStates(machines, MakeHead(resource, lowering), reader.values(), lowering.sources,
                   lowering.model);
}

void LowerDaemon(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<Service>, 4> kRows = {{
      {"DaemonName", &Service::name},
      {"EnableExecuteCommand", &Service::enable_execute_command},
      {"DaemonTaskDefinitionArn", &Service::task_definition},
      {"ClusterArn", &Service::cluster},
  }};
  const PropertyReader reader(resource, lowering);
  Service daemon{.kind = Kind::kDaemon, .head = MakeHead(resource, lowering)};
  LowerRows<Service>(reader, kRows, daemon);
  daemon.tags = ReadTags(reader);
  lowering.model.services.push_back(std::move(daemon));
}

void LowerExpressService(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<Service>, 2> kRows = {{
      {"ServiceName", &Service::name},
      {"Cluster", &Service::cluster},
  }};
  Service service{.kind = Kind::kExpressService, .head = MakeHead(resource, lowering)};
  LowerRows<Service>(PropertyReader(resource, lowering), kRows, service);
  lowering.model.services.push_back(std::move(service));
}

void LowerJobDefinition(const TemplateResource& resource, const Lowering& lowering) {
  const PropertyReader reader(resource, lowering);
  const auto form = [&](const char* name) {
    return ecs::JobForm{reader.Get(name), "Properties." + std::string(name)};
  };
  const ecs::JobForms forms{.container = form("ContainerProperties"),
                            .ecs = form("EcsProperties"),
                            .nodes = form("NodeProperties"),
                            .platforms = LowerWith(reader, "PlatformCapabilities", ToTexts),
                            .keys = KeyCase::kPascal,
                            .bool_words = BoolWords::kCloudFormation,
                            .stray_refusal = ", and CloudFormation refuses it"};
  Service job{.kind = Kind::kJob, .head = MakeHead(resource, lowering)};
  LowerRow(reader, "JobDefinitionName", &job.name);
  job.tags = ReadTags(reader);
  ecs::LowerJob(forms, job, reader.values(), lowering.sources, lowering.model);
}

constexpr std::array<TypeRow, 8> kLauncherTypes = {{
    {"AWS::Events::Rule", LowerRule},
    {"AWS::Scheduler::Schedule", LowerResource<kSchedule>},
    {"AWS::Pipes::Pipe", LowerResource<kPipe>},
    {"AWS::StepFunctions::StateMachine", LowerStateMachine},
    {"AWS::Serverless::StateMachine", LowerStateMachine},
    {"AWS::ECS::Daemon", LowerDaemon},
    {"AWS::ECS::ExpressGatewayService", LowerExpressService},
    {"AWS::Batch::JobDefinition", LowerJobDefinition},
}};

}  // namespace

std::span<const TypeRow> LauncherTypes() { return kLauncherTypes; }

}  // namespace execlint::cloudformation
