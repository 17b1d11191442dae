#include "parsers/terraform/opaque_calls.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>

#include "parsers/ecs/keys.h"
#include "parsers/terraform/names_in_text.h"
#include "parsers/terraform/unit/escapes.h"

namespace execlint::terraform {
namespace {

constexpr int kInputDepth = 6;  // of objects in a value

// Does the call run a service, going by its source and what it is given?
bool RunsService(const OpaqueCall& call) {
  constexpr std::string_view kGiven[] = {"container", "desired_count", "task_definition",
                                         "services"};
  bool ecs = false, given = false;
  for (const auto& [name, text] : call.instance->declared->Arguments()) {
    if (name == "source") {
      ecs = text.find("ecs") != text.npos || text.find("fargate") != text.npos;
    } else {
      given |= std::any_of(std::begin(kGiven), std::end(kGiven), [&name = name](const auto& part) {
        return name.find(part) != name.npos;
      });
    }
  }
  return ecs && given;
}

// The service that runs behind the call, if what the call gives says that one does.
const Service* RunsBehind(const Instance& call, const Model& model) {
  const auto found =
      std::find_if(model.services.begin(), model.services.end(), [&](const Service& service) {
        return service.behind_call && service.head.address == call.address;
      });
  return found == model.services.end() ? nullptr : &*found;
}

// The place of a key named like the flag inside an input, unless it is certainly off.
std::optional<Place> FlagWithin(std::string_view name, Traced value, Place at, int depth,
                                std::string& spelled) {
  if (ecs::NamesExecFlag(name) && !value->is_list() && !value->is_map()) {
    const bool off = value->is_null() || (value->kind == Kind::kBool && !value->boolean());
    // Whoever deploys may give another value than the default.
    if (off && !PassesDefault(value.route)) return std::nullopt;
    spelled = name;
    return at;
  }
  if (depth == kInputDepth) return std::nullopt;
  if (value->is_list()) {
    for (const Traced& item : value->items()) {
      if (const auto found = FlagWithin("", item, at, depth + 1, spelled)) return found;
    }
  } else if (value->is_map()) {
    for (const Entry& entry : value->entries()) {
      const Place place{entry.value->span, entry.value.route};
      if (const auto found = FlagWithin(entry.key, entry.value, place, depth + 1, spelled)) {
        return found;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

bool MayHandOver(const OpaqueCall& call, const ModuleInstance& declaring,
                 std::string_view variable) {
  const auto arguments = call.instance->declared->Arguments();
  return std::any_of(arguments.begin(), arguments.end(), [&](const auto& argument) {
    if (argument.first == "for_each") return false;
    const std::string_view text = argument.second;
    if (NamesWhole(text, "each.value") || text.find("local.") != text.npos) return true;
    if (call.instance->module != &declaring) return text.find("var.") != text.npos;
    return NamesWhole(text, "var." + std::string(variable));
  });
}

void FindOpaqueFlagInputs(Unit& unit, Model& model) {
  const auto wanted = [](std::string_view name, std::string_view text) {
    return ecs::NamesExecFlag(name) || text.find("xec") != std::string_view::npos ||
           NamesWhole(text, "each.value");
  };
  ForArgumentsOfOpaqueCalls(
      unit, wanted, [&](const OpaqueCall& call, std::string_view argument, Traced value) {
        if (!value) return;
        if (RunsBehind(*call.instance, model) != nullptr) return;
        std::string name;
        const auto place = FlagWithin(argument, value, {value->span, value.route}, 0, name);
        const auto same = [&](const Model::OpaqueFlagInput& other) {
          return other.call == call.instance->address && other.input == name;
        };
        if (!place ||
            std::any_of(model.opaque_flag_inputs.begin(), model.opaque_flag_inputs.end(), same))
          return;
        const Symbol* why =
            unit.evaluator().store().Intern({.why = Why::kModuleNotFound,
                                             .name = call.instance->address,
                                             .at = call.instance->declared->head()});
        model.opaque_flag_inputs.push_back({call.instance->address, name, *place, why});
      });
}

void FindServiceCalls(Unit& unit, Model& model) {
  for (Model::FlagInput& input : model.flag_inputs) {
    if (input.read) continue;
    const std::string below = input.module.empty() ? "" : input.module + ".";
    const bool own =
        std::any_of(model.services.begin(), model.services.end(), [&](const Service& service) {
          return !service.behind_call && service.head.address.starts_with(below);
        });
    if (own) continue;
    for (const OpaqueCall& call : unit.opaque_calls()) {
      const Instance& instance = *call.instance;
      const Service* service = RunsBehind(instance, model);
      const bool given = service != nullptr && service->enable_execute_command.slot.written;
      const bool turned_on =
          given || std::any_of(model.opaque_flag_inputs.begin(), model.opaque_flag_inputs.end(),
                               [&](const Model::OpaqueFlagInput& flag) {
                                 return flag.call == instance.address;
                               });
      if (turned_on || !instance.address.starts_with(below) || !RunsService(call)) continue;
      const std::string& around = instance.module->address;  // all instances of the call are meant
      input.service_call =
          (around.empty() ? "" : around + ".") + "module." + std::string(instance.name());
      input.service_call_at = {instance.declared->head(), instance.module->route};
      break;
    }
  }
}

}  // namespace execlint::terraform
