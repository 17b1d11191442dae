// Calls of modules whose source is not in the project: what runs behind them, as far as what they
// are given says so, and the policies that they are given.
//
//   module "app" {
//     source                 = "example/ecs-service/aws"
//     cluster                = aws_ecs_cluster.main.id
//     enable_execute_command = true                        a service with exec on, likely
//     container_definitions  = { web = { image = "..." } }
//   }
//
// A module is taken to pass on what it is given by AWS's own name, which is never certain. What it
// is not given it may choose itself, so that is unknown and never absent.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "parsers/ecs/containers.h"
#include "parsers/ecs/keys.h"
#include "parsers/ecs/shapes.h"
#include "parsers/iam/policy_document.h"
#include "parsers/iam/policy_names.h"
#include "parsers/terraform/lower/lowering.h"

namespace execlint::terraform {
namespace {

constexpr std::string_view kContainerNames = "container_definitions";
constexpr std::string_view kTaskNames = "task_definition_arn|task_definition";
constexpr std::string_view kProviderNames =
    "capacity_provider_strategy|capacity_provider_strategies";

// Where a path has several names, with `|` between them, the first that is given counts.
constexpr std::array<Row<Service>, 7> kGivenToService = {{
    {"name|service_name", &Service::name},
    {"cluster|cluster_arn|cluster_id|cluster_name|ecs_cluster_arn|ecs_cluster_id|ecs_cluster_name",
     &Service::cluster},
    {"launch_type", &Service::launch_type},
    {"platform_version", &Service::platform_version},
    {"subnets|subnet_ids|network_configuration.subnets", &Service::subnets},
    {"security_groups|security_group_ids|network_configuration.security_groups",
     &Service::security_groups},
    {"assign_public_ip|network_configuration.assign_public_ip", &Service::assign_public_ip},
}};

constexpr std::array<Row<TaskDefinition>, 8> kGivenToTask = {{
    {"family", &TaskDefinition::family},
    {"task_role_arn", &TaskDefinition::task_role},
    {"execution_role_arn", &TaskDefinition::execution_role},
    {"network_mode", &TaskDefinition::network_mode},
    {"pid_mode", &TaskDefinition::pid_mode},
    {"requires_compatibilities", &TaskDefinition::requires_compatibilities},
    {"runtime_platform.operating_system_family|operating_system_family",
     &TaskDefinition::operating_system_family},
    {"proxy_configuration.container_name", &TaskDefinition::mesh_proxy_container},
}};

// What a service is given, and hardly anything else: where it runs, and how often.
constexpr std::array<std::string_view, 12> kPlacing = {"cluster",
                                                       "cluster_arn",
                                                       "cluster_id",
                                                       "cluster_name",
                                                       "ecs_cluster_arn",
                                                       "ecs_cluster_id",
                                                       "ecs_cluster_name",
                                                       "desired_count",
                                                       "launch_type",
                                                       "platform_version",
                                                       "capacity_provider_strategy",
                                                       "capacity_provider_strategies"};
// What a task is given.
constexpr std::array<std::string_view, 4> kRunning = {kContainerNames, "task_definition",
                                                      "task_definition_arn", "task_role_arn"};

// Calls `f` with each of the names in `a|b|c` until it gives a value.
template <class F>
Traced FirstOf(std::string_view names, F&& f) {
  while (true) {
    const std::size_t bar = names.find('|');
    if (const Traced found = f(names.substr(0, bar))) return found;
    if (bar == names.npos) return {};
    names.remove_prefix(bar + 1);
  }
}

// Is it what a call gives so as to leave the choice to the module?
bool IsNothing(const Value& value) {
  const bool empty = value.is_string() || value.is_list() || value.is_map();
  return value.is_null() || (empty && value.count == 0 && !value.open());
}

class CallReader : public ResourceReader {
 public:
  CallReader(const UnitResource& call, const Lowering& lowering)
      : instance_(*call.instance),
        lowering_(lowering),
        not_given_(values().Intern({.why = Why::kModuleNotFound,
                                    .name = "`" + call.instance->address + "`",
                                    .naming = Symbol::Naming::kWords,
                                    .at = call.instance->declared->head()})) {}

  // What is not given, or empty, is unknown.
  Cases<Traced> Get(std::string_view names) const override {
    return lowering_.unit.Explored([&] {
      const Traced given = GivenNow(names);
      return given ? given : Traced{values().Unknown(not_given_, head().span), head().route};
    });
  }
  // The same without what is not given.
  Cases<Traced> Given(std::string_view names) const {
    return lowering_.unit.Explored([&] { return GivenNow(names); });
  }
  Slot SlotOf(std::string_view names) const override {
    Slot slot{.owner = instance_.id, .path = std::string(names.substr(0, names.find('|')))};
    FirstOf(names, [&](std::string_view path) -> Traced {
      const auto written = instance_.declared->Argument(path.substr(0, path.find('.')));
      if (!written || slot.written) return {};
      slot.path = std::string(path);
      slot.at = written->value->span;
      slot.written = true;
      return {};
    });
    if (!slot.at.valid()) slot.at = Span::At(head().span.file, head().span.end);
    return slot;
  }
  Place head() const override { return {instance_.declared->head(), instance_.module->route}; }
  BoolWords bool_words() const override { return BoolWords::kTerraform; }
  Certainty max_certainty(std::string_view) const override { return Certainty::kDefaulted; }
  ValueStore& values() const override { return lowering_.unit.evaluator().store(); }

  const Symbol* not_given() const { return not_given_; }

 private:
  Traced GivenNow(std::string_view names) const {
    return FirstOf(names, [&](std::string_view path) -> Traced {
      const std::size_t dot = path.find('.');
      Traced value = lowering_.unit.evaluator().Written(instance_, path.substr(0, dot));
      if (value && dot != path.npos) value = PropertyAt(value, path.substr(dot + 1), values());
      return value && !IsNothing(*value) ? value : Traced();
    });
  }

  const Instance& instance_;
  const Lowering& lowering_;
  const Symbol* not_given_;
};

bool IsFlag(Traced value) {
  if (!value) return false;
  if (value->is_unknown() || value->kind == Kind::kBool) return true;
  return value->is_string() && (KnownText(*value) == "true" || KnownText(*value) == "false");
}

// The argument of the call that turns exec on or off: AWS's own name for it, or one that says the
// same (`exec_enabled`). Empty: none.
std::string_view FlagOf(const Instance& instance, const CallReader& reader) {
  std::string_view found;
  for (const auto& [name, text] : instance.declared->Arguments()) {
    if (!ecs::LooksLikeExecFlag(name) && !ecs::NamesExecFlag(name)) continue;
    const bool usual = ecs::LooksLikeExecFlag(name);
    if (!found.empty() && !usual) continue;
    // Of a name that only holds the flag's (`ecs_exec_role`), the value must say that it is one.
    const bool is_flag = reader.Given(name).AnyValue(
        [&](const Traced& value) { return IsFlag(value) && (usual || !value->is_unknown()); });
    if (is_flag) found = name;
  }
  return found;
}

template <std::size_t N>
bool GivesAny(const Instance& instance, const std::array<std::string_view, N>& names) {
  const auto arguments = instance.declared->Arguments();
  return std::any_of(arguments.begin(), arguments.end(), [&](const auto& argument) {
    return std::find(names.begin(), names.end(), argument.first) != names.end();
  });
}

bool SourceSaysEcs(const Instance& instance) {
  const auto source = instance.declared->Argument("source");
  const auto text = source ? source->value.ast->ConstantString(source->value.id) : std::nullopt;
  return text && (text->find("ecs") != text->npos || text->find("fargate") != text->npos);
}

// Providers in a list of objects, or in a map of them by any name.
Fact<List<Ref>> ProvidersGiven(Traced strategy, Place owner, ValueStore& values) {
  std::vector<Traced> items;
  if (strategy && strategy->is_map()) {
    for (const Entry& entry : strategy->entries()) {
      items.push_back(values.Inside(strategy, entry.value));
    }
    strategy.value = values.List(items, strategy->span, strategy->open_because);
  }
  return ToListOf<Ref>(strategy, owner, values, [](Traced one, Place place, ValueStore& store) {
    if (one->is_string()) return ToRef(one, place, store);
    return ToRef(Property(one, "capacity_provider", store), place, store);
  });
}

class CallLowering {
 public:
  CallLowering(UnitResource call, const Lowering& lowering)
      : call_(std::move(call)), lowering_(lowering), reader_(call_, lowering) {}

  void LowerWorkload() {
    const std::string_view flag = FlagOf(instance(), reader_);
    const bool runs = GivesAny(instance(), kRunning), placed = GivesAny(instance(), kPlacing);
    const bool is_service =
        flag.empty() ? runs && placed : runs || placed || SourceSaysEcs(instance());
    if (!is_service) return;
    if (!flag.empty()) lowering_.unit.FindSwitches(instance(), flag);
    Service service{.head = MakeHead(call_, lowering_), .behind_call = true};
    LowerRows<Service>(reader_, kGivenToService, service);
    service.enable_execute_command =
        LowerWith(reader_, flag.empty() ? "enable_execute_command" : flag,
                  [](Traced value, Place owner, ValueStore& values) {
                    return ToBool(value, owner, values, BoolWords::kTerraform);
                  });
    service.capacity_providers = LowerWith(reader_, kProviderNames, ProvidersGiven);
    // The module may put its own group beside those that it is given.
    service.security_groups.in = service.security_groups.in.Map([&](Fact<List<Ref>> groups) {
      if (!groups.known() || groups->open()) return groups;
      List<Ref> open = *groups;
      open.open_because = reader_.not_given();
      return Fact<List<Ref>>::Known(std::move(open), groups.place(), groups.certainty());
    });
    service.deployment_controller.in =
        Cases<Fact<Text>>(Fact<Text>::Absent(reader_.head(), Certainty::kDefaulted));
    service.tags.in = reader_.Given("tags").Map([&](Traced value) {
      return ecs::LowerTags(value, reader_.head(), ecs::KeyCase::kAny, reader_.values())
          .NoMoreCertainThan(Certainty::kDefaulted);
    });
    const bool own_task = LowerTaskDefinitionOf(service);
    if (own_task) LowerTask(service.head);
    lowering_.model.services.push_back(std::move(service));
  }

  void LowerPolicies() {
    for (const auto& [name, text] : instance().declared->Arguments()) {
      if (!MayGivePolicies(name)) continue;
      const Cases<Traced> given = reader_.Given(name);
      std::vector<Cases<Traced>> documents;
      CollectDocuments(given, documents);
      for (const Cases<Traced>& one : documents) {
        BarePolicy policy{.head = MakeHead(call_, lowering_)};
        policy.document.slot = reader_.SlotOf(name);
        policy.document.in = one.Map([&](Traced value) {
          return LowerPolicyDocument(value, reader_.head(), reader_.values(), lowering_.sources)
              .NoMoreCertainThan(Certainty::kDefaulted);
        });
        // What is no document (`policy_arn`) is none that cannot be read.
        const auto is_known = [](const Fact<PolicyDocument>& document) { return document.known(); };
        if (!policy.document.in.AnyValue(is_known)) continue;
        lowering_.model.bare_policies.push_back(std::move(policy));
      }
    }
  }

 private:
  const Instance& instance() const { return *call_.instance; }

  // False: the call gives a task definition, whatever the inputs are.
  bool LowerTaskDefinitionOf(Service& service) {
    ValueStore& values = reader_.values();
    const Place here = reader_.head();
    const Ref own{{{values.Unknown(instance().object, here.span)}}, instance().id, "arn", here};
    bool any = false;
    service.task_definition.slot = reader_.SlotOf(kTaskNames);
    service.task_definition.in = reader_.Given(kTaskNames).Map([&](Traced given) {
      any |= !given;
      const Fact<Ref> ref = given ? ToRef(given, here, values) : Fact<Ref>::Known(own, here);
      return ref.NoMoreCertainThan(Certainty::kDefaulted);
    });
    return any;
  }

  void LowerTask(const Head& head) {
    TaskDefinition task{.head = head};
    LowerRows<TaskDefinition>(reader_, kGivenToTask, task);
    const ecs::ContainerReading reading{.keys = ecs::KeyCase::kWords,
                                        .bool_words = BoolWords::kTerraform,
                                        .values = reader_.values(),
                                        .sources = lowering_.sources,
                                        .owner = task.head,
                                        .slot_prefix = std::string(kContainerNames),
                                        .chosen_by_module = reader_.not_given()};
    task.containers =
        LowerWith(reader_, kContainerNames, [&](Traced list, Place owner, ValueStore&) {
          return ecs::LowerContainers(list, owner, reading);
        });
    lowering_.model.task_definitions.push_back(std::move(task));
  }

  // The documents in what an argument is given: itself, or each of a list or map of them. Where the
  // cases differ in what they hold, each case is a document of its own.
  void CollectDocuments(const Cases<Traced>& given, std::vector<Cases<Traced>>& documents) {
    const auto is_document = [](const Traced& value) {
      return !value || value->is_null() || value->is_string() || value->is_unknown();
    };
    if (std::all_of(given.all().begin(), given.all().end(),
                    [&](const Case<Traced>& one) { return is_document(one.value); })) {
      if (given.AnyValue([](const Traced& value) { return value && value->is_string(); })) {
        documents.push_back(given);
      }
      return;
    }
    std::size_t most = 0;
    for (const Case<Traced>& one : given.all()) {
      if (one.value && (one.value->is_list() || one.value->is_map())) {
        most = std::max<std::size_t>(most, one.value->count);
      }
    }
    for (std::size_t i = 0; i < most; ++i) {
      Cases<Traced> items = given.Map([&](Traced value) -> Traced {
        if (!value || i >= value->count) return {};
        Traced item;
        if (value->is_list()) item = value->items()[i];
        if (value->is_map()) item = value->entries()[i].value;
        return item && item->is_string() ? reader_.values().Inside(value, item) : Traced();
      });
      if (items.AnyValue([](const Traced& value) { return static_cast<bool>(value); })) {
        documents.push_back(std::move(items));
      }
    }
  }

  const UnitResource call_;
  const Lowering& lowering_;
  const CallReader reader_;
};

}  // namespace

void LowerCalls(const Lowering& lowering) {
  for (const OpaqueCall& call : lowering.unit.opaque_calls()) {
    CallLowering({call.instance, call.exists}, lowering).LowerWorkload();
  }
}

void LowerGivenPolicies(const Lowering& lowering) {
  for (const OpaqueCall& call : lowering.unit.opaque_calls()) {
    CallLowering({call.instance, call.exists}, lowering).LowerPolicies();
  }
}

}  // namespace execlint::terraform
