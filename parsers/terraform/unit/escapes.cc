#include "parsers/terraform/unit/escapes.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "parsers/terraform/unit/mentions.h"
#include "parsers/terraform/values/find_resources.h"

namespace execlint::terraform {
namespace {

// Arguments of a module call that are not inputs of the module.
bool IsMeta(std::string_view argument) {
  constexpr std::string_view kMeta[] = {"source",   "version",   "count",
                                        "for_each", "providers", "depends_on"};
  return std::find(std::begin(kMeta), std::end(kMeta), argument) != std::end(kMeta);
}

// Types that may do anything with what they are given: no code in the project says what.
bool IsScript(std::string_view type) { return type == "null_resource" || type == "terraform_data"; }

bool IsOpaqueType(std::string_view type) {
  return IsScript(type) || type.starts_with("aws_cloudformation_stack") ||
         type.starts_with("awscc_");
}

// The argument by which a resource hands over what it is given; empty where it is not only one.
std::string_view HandingOver(std::string_view type) {
  if (type == "aws_ssm_parameter") return "value";
  return type == "aws_launch_template" ? "user_data" : "";  // a script may do anything with it
}

// A resource that an `import` block names existed before this code, and may have things attached to
// it that are not in the code.
void AddImported(Unit& unit, std::vector<UnitEscape>& escapes) {
  for (const UnitResource& resource : unit.resources()) {
    const auto import = unit.imports().Of(resource.instance->address);
    if (!import) continue;
    escapes.push_back(
        {resource.instance->id,
         {.how = Escape::How::kParameter, .place = {.span = *import}, .through = "import block"}});
  }
}

}  // namespace

void ForArgumentsOfOpaqueCalls(
    Unit& unit, const std::function<bool(std::string_view name, std::string_view text)>& wanted,
    const std::function<void(const OpaqueCall&, std::string_view name, Traced)>& see) {
  for (const OpaqueCall& call : unit.opaque_calls()) {
    const Instance& instance = *call.instance;
    for (const auto& [name, text] : instance.declared->Arguments()) {
      if (IsMeta(name) || !wanted(name, text)) continue;
      const Cases<Traced> values =
          unit.Explored([&, name = name] { return unit.evaluator().Written(instance, name); });
      for (const Case<Traced>& one : values.all()) see(call, name, one.value);
    }
  }
}

std::vector<UnitEscape> FindEscapes(Unit& unit) {
  std::vector<UnitEscape> escapes;
  std::set<std::pair<ResourceId, std::string>> seen;
  const auto look = [&](const Cases<Traced>& values, Escape::How how, std::string through,
                        std::string_view source = {}, std::string_view output = {}) {
    for (const Case<Traced>& one : values.all()) {
      FindResources(one.value, [&](ResourceId id, Place place) {
        if (!seen.emplace(id, through).second) return;
        escapes.push_back({id,
                           {.how = how,
                            .place = place,
                            .through = through,
                            .source = std::string(source),
                            .name = GlyphsOf(output)}});
      });
    }
  };
  // Most outputs and arguments have nothing to do with the wanted resources: not evaluated.
  Mentions mentions(unit.evaluator().configuration().sources(), unit.wanted().types);
  for (const ModuleInstance* module : unit.modules()) {
    for (const auto& [name, declared] : module->folder->resources()) {
      const std::string_view argument = HandingOver(name.first);
      if (argument.empty() && !IsOpaqueType(name.first)) continue;
      if (!mentions.MayHold(*module, declared)) continue;
      for (const Instance* instance : unit.InstancesOf(*module, declared, Instance::kResource)) {
        look(!argument.empty() ? unit.Get(*instance, argument) : unit.Explored([&] {
          return unit.evaluator().WholeBlock(*instance);
        }),
             IsScript(name.first) ? Escape::How::kScript : Escape::How::kParameter,
             instance->address);
      }
    }
  }
  AddImported(unit, escapes);
  const ModuleInstance& root = unit.evaluator().modules().root();
  for (const auto& [name, declared] : root.folder->outputs()) {
    if (!mentions.MayHold(root, declared)) continue;
    look(unit.Explored([&] { return unit.evaluator().Output(root, name, declared.head()); }),
         Escape::How::kOutput, "output \"" + std::string(name) + "\"", "", name);
  }
  for (const OpaqueCall& call : unit.opaque_calls()) {
    const Instance& instance = *call.instance;
    const auto arguments = instance.declared->Arguments();
    const auto source = std::find_if(arguments.begin(), arguments.end(),
                                     [](const auto& one) { return one.first == "source"; });
    for (const auto& [name, text] : arguments) {
      if (IsMeta(name) || !mentions.MayHold(*instance.module, text, instance.declared)) continue;
      look(unit.Explored([&, name = name] { return unit.evaluator().Written(instance, name); }),
           Escape::How::kModuleWithoutSource, instance.address,
           source == arguments.end() ? std::string_view() : source->second);
    }
  }
  return escapes;
}

}  // namespace execlint::terraform
