// What starts tasks, but for services and their task sets: targets of EventBridge, schedules,
// pipes, state machines, jobs, Express services, the data source that runs a task.
#include <algorithm>
#include <array>
#include <string>

#include "parsers/ecs/encoded.h"
#include "parsers/ecs/jobs.h"
#include "parsers/ecs/run_task.h"
#include "parsers/ecs/shapes.h"
#include "parsers/ecs/states.h"
#include "parsers/terraform/lower/lowering.h"

namespace execlint::terraform {
namespace {

using Kind = Service::Kind;

// Where the arguments of a launcher stand. Empty: it has no such argument.
struct Layout {
  std::string_view type;
  Kind kind;
  std::string_view cluster;
  std::string_view name;
  std::string_view input;  // JSON that overrides parts of the task definition
  std::string_view block;  // that says how to run the task; what follows stands in it
  std::string_view task_definition;
  std::string_view network;
  std::string_view role;        // in place of the task definition's
  bool public_ip_word = false;  // `ENABLED` instead of true
};
constexpr std::array<Layout, 4> kLayouts = {{
    {.type = "aws_cloudwatch_event_target",
     .kind = Kind::kEventTarget,
     .cluster = "arn",
     .name = "",
     .input = "input",
     .block = "ecs_target",
     .task_definition = "task_definition_arn",
     .network = "network_configuration",
     .role = ""},
    {.type = "aws_scheduler_schedule",
     .kind = Kind::kSchedule,
     .cluster = "target.arn",
     .name = "name",
     .input = "target.input",
     .block = "target.ecs_parameters",
     .task_definition = "task_definition_arn",
     .network = "network_configuration",
     .role = ""},
    {.type = "aws_pipes_pipe",
     .kind = Kind::kPipe,
     .cluster = "target",
     .name = "name",
     .input = "",
     .block = "target_parameters.ecs_task_parameters",
     .task_definition = "task_definition_arn",
     .network = "network_configuration.aws_vpc_configuration",
     .role = "overrides.task_role_arn",
     .public_ip_word = true},
    {.type = "aws_ecs_task_execution",
     .kind = Kind::kRunTask,
     .cluster = "cluster",
     .name = "",
     .input = "",
     .block = "",
     .task_definition = "task_definition",
     .network = "network_configuration",
     .role = "overrides.task_role_arn"},
}};

const Layout& LayoutOf(std::string_view type) {
  return *std::find_if(kLayouts.begin(), kLayouts.end(),
                       [&](const Layout& one) { return one.type == type; });
}

std::string Join(std::string_view block, std::string_view path) {
  return block.empty() ? std::string(path) : std::string(block) + "." + std::string(path);
}

// A block that certainly is not there in some scenario.
Fact<bool> IsWritten(Traced block, Place owner, ValueStore& values) {
  const Fact<bool> presence = BlockPresence(block, owner, values);
  return presence.absent() ? Fact<bool>::Known(false, presence.place(), presence.certainty())
                           : presence;
}

void LowerNetwork(const ResourceReader& network, bool public_ip_word, Service& launcher) {
  constexpr std::array<Row<Service>, 2> kRows = {{
      {"subnets", &Service::subnets},
      {"security_groups", &Service::security_groups},
  }};
  LowerRows<Service>(network, kRows, launcher);
  if (public_ip_word) {
    launcher.assign_public_ip = LowerWith(network, "assign_public_ip", ecs::LowerEnabled);
  } else {
    LowerRow(network, "assign_public_ip", &launcher.assign_public_ip);
  }
}

// What stands in the block that says how to run the task.
void LowerParameters(const ResourceReader& block, const Layout& layout, Service& launcher) {
  constexpr std::array<Row<Service>, 3> kRows = {{
      {"enable_execute_command", &Service::enable_execute_command},
      {"launch_type", &Service::launch_type},
      {"platform_version", &Service::platform_version},
  }};
  LowerRows<Service>(block, kRows, launcher);
  LowerRow(block, layout.task_definition, &launcher.task_definition);
  if (!layout.role.empty()) LowerRow(block, layout.role, &launcher.task_role);
  launcher.capacity_providers = LowerWith(block, "capacity_provider_strategy", ToProviders);
  LowerNetwork(Below(block, layout.network), layout.public_ip_word, launcher);
}

constexpr ecs::UniversalTarget kTarget = {
    .arn = "target.arn", .input = "target.input", .shown = "target.input."};

// A schedule that calls run-task itself, instead of by way of the block for tasks.
bool LowerUniversalTarget(const UnitResource& resource, const Lowering& lowering) {
  const ArgumentReader reader(resource, lowering);
  Service launcher{.kind = Kind::kSchedule, .head = MakeHead(resource, lowering)};
  if (!ecs::LowerUniversalTarget(reader, kTarget, lowering.sources, launcher)) return false;
  LowerRow(reader, "name", &launcher.name);
  launcher.flag_left_to_others = reader.LeftToOthers(kTarget.input);
  launcher.task_definition_left_to_others = launcher.flag_left_to_others;
  if (!launcher.task_definition_left_to_others) {
    launcher.task_definition_left_to_others = NewestRevision(launcher.task_definition);
  }
  lowering.model.services.push_back(std::move(launcher));
  return true;
}

void LowerByLayout(const UnitResource& resource, const Lowering& lowering) {
  const Layout& layout = LayoutOf(resource.instance->type());
  const ArgumentReader reader(resource, lowering);
  Service launcher{.kind = layout.kind, .head = MakeHead(resource, lowering)};
  if (!layout.block.empty()) {
    launcher.written = LowerWith(reader, layout.block, IsWritten);
    // A target of another kind: a function, a queue.
    if (!launcher.written.in.AnyValue([](const Fact<bool>& one) { return one.Is(true); })) return;
  }
  const std::string flag = Join(layout.block, "enable_execute_command");
  lowering.unit.FindSwitches(*resource.instance, flag);
  LowerRow(reader, layout.cluster, &launcher.cluster);
  if (!layout.name.empty()) LowerRow(reader, layout.name, &launcher.name);
  if (layout.block.empty()) {
    LowerParameters(reader, layout, launcher);
  } else {
    LowerParameters(Below(reader, layout.block), layout, launcher);
  }
  if (!layout.input.empty()) {
    const auto override_by = [&](std::string_view path) {
      return LowerWith(reader, path, [&](Traced input, Place owner, ValueStore& values) {
        return ecs::LowerRoleOverride(input, owner, values, lowering.sources);
      });
    };
    launcher.task_role = override_by(layout.input);
    const auto is_present = [](const Fact<Ref>& role) { return role.present(); };
    if (launcher.kind == Kind::kEventTarget && !launcher.task_role.in.AnyValue(is_present)) {
      launcher.task_role = override_by("input_transformer.input_template");
    }
  }
  launcher.tags = ReadTags(resource, lowering);
  launcher.flag_left_to_others = reader.LeftToOthers(flag);
  launcher.task_definition_left_to_others =
      reader.LeftToOthers(Join(layout.block, layout.task_definition));
  if (!launcher.task_definition_left_to_others) {
    launcher.task_definition_left_to_others = NewestRevision(launcher.task_definition);
  }
  lowering.model.services.push_back(std::move(launcher));
}

void LowerSchedule(const UnitResource& resource, const Lowering& lowering) {
  ecs::LowerUniversalUpdate(ArgumentReader(resource, lowering), kTarget,
                            MakeHead(resource, lowering), lowering.sources, lowering.model);
  if (!LowerUniversalTarget(resource, lowering)) LowerByLayout(resource, lowering);
}

void LowerStateMachine(const UnitResource& resource, const Lowering& lowering) {
  const ArgumentReader reader(resource, lowering);
  const auto machines = reader.Get("definition").Map([](Traced definition) {
    return ecs::StateMachine{.definition = definition};
  });
  ecs::LowerStates(machines, MakeHead(resource, lowering), reader.values(), lowering.sources,
                   lowering.model);
}

void LowerExpressService(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<Service>, 2> kRows = {{
      {"service_name", &Service::name},
      {"cluster", &Service::cluster},
  }};
  Service service{.kind = Kind::kExpressService, .head = MakeHead(resource, lowering)};
  LowerRows<Service>(ArgumentReader(resource, lowering), kRows, service);
  lowering.model.services.push_back(std::move(service));
}

void LowerJobDefinition(const UnitResource& resource, const Lowering& lowering) {
  const ArgumentReader reader(resource, lowering);
  const auto form = [&](const char* name) {
    return ecs::JobForm{reader.Get(name).Map([&](Traced text) {
                          return ecs::Decoded(text, lowering.sources, reader.values());
                        }),
                        name};
  };
  const ecs::JobForms forms{.container = form("container_properties"),
                            .ecs = form("ecs_properties"),
                            .nodes = form("node_properties"),
                            .platforms = LowerWith(reader, "platform_capabilities", ToTexts),
                            .keys = ecs::KeyCase::kAny,
                            .bool_words = BoolWords::kNone,  // the provider reads it as JSON
                            .stray_refusal = ", and AWS ignores it"};
  Service job{.kind = Kind::kJob, .head = MakeHead(resource, lowering)};
  LowerRow(reader, "name", &job.name);
  job.tags = ReadTags(resource, lowering);
  ecs::LowerJob(forms, job, reader.values(), lowering.sources, lowering.model);
}

constexpr std::array<TypeRow, 6> kLauncherTypes = {{
    {"aws_cloudwatch_event_target", LowerByLayout},
    {"aws_scheduler_schedule", LowerSchedule},
    {"aws_pipes_pipe", LowerByLayout},
    {"aws_sfn_state_machine", LowerStateMachine},
    {"aws_ecs_express_gateway_service", LowerExpressService},
    {"aws_batch_job_definition", LowerJobDefinition},
}};

}  // namespace

std::span<const TypeRow> LauncherTypes() { return kLauncherTypes; }

void FindTaskExecutions(const Lowering& lowering) {
  for (const UnitResource& resource : lowering.unit.Data("aws_ecs_task_execution")) {
    LowerByLayout(resource, lowering);
  }
}

}  // namespace execlint::terraform
