#include "parsers/terraform/flag_inputs.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "lint/engine/examples.h"
#include "lint/model/common_word.h"
#include "lint/source/find.h"
#include "lint/source/hidden_words.h"
#include "parsers/ecs/keys.h"
#include "parsers/hcl/ast.h"
#include "parsers/terraform/names_in_text.h"
#include "parsers/terraform/opaque_calls.h"
#include "parsers/terraform/project/configuration.h"

namespace execlint::terraform {
namespace {

// Does anything but its own declaration name the variable?
bool IsRead(const SourceMap& sources, const Folder& folder, std::string_view name) {
  const std::string reference = "var." + std::string(name);
  const auto& all = folder.all();
  return std::any_of(all.begin(), all.end(), [&](const Declaration& declaration) {
    return declaration.type() != "variable" && Names(sources.Text(declaration.span()), reference);
  });
}

// May a field of a type that is written in the text be named like the flag? Most declarations need
// not be parsed to know that none is.
bool MayNameFlag(std::string_view text) {
  const bool says = (Holds(text, "x") || Holds(text, "X")) && Holds(FoldedKey(text), "exec");
  return says || HidesWords(text, Escapes::kHcl);
}

constexpr int kTypeDepth = 6;

// The attribute of an object type that is named like the flag, on any level: its key.
struct FlagField {
  std::string_view name;
  Span at;
};
std::optional<FlagField> FlagFieldOf(ExprRef type, int depth = 0) {
  if (depth == kTypeDepth) return std::nullopt;
  if (const auto* call = std::get_if<hcl::Call>(&type->form)) {
    for (const hcl::ExprId argument : type.ast->list(call->arguments)) {
      if (const auto found = FlagFieldOf(type.At(argument), depth + 1)) return found;
    }
  } else if (const auto* object = std::get_if<hcl::Object>(&type->form)) {
    for (const hcl::ObjectItem& item : type.ast->items(*object)) {
      if (ecs::NamesExecFlag(item.name)) return FlagField{item.name, type.At(item.key)->span};
      if (const auto found = FlagFieldOf(type.At(item.value), depth + 1)) return found;
    }
  }
  return std::nullopt;
}

// Does anything in the unit look at an attribute of that name, or hand whole objects to a module
// that is not in the project?
bool IsFieldRead(const SourceMap& sources, Unit& unit, const ModuleInstance& declaring,
                 std::string_view variable, std::string_view field) {
  const std::string selected = "." + std::string(field), quoted = '"' + std::string(field) + '"';
  for (const ModuleInstance* module : unit.modules()) {
    for (const Declaration& declaration : module->folder->all()) {
      if (declaration.type() == "variable") continue;
      const std::string_view text = sources.Text(declaration.span());
      if (text.find(selected) != text.npos || text.find(quoted) != text.npos) return true;
    }
  }
  return std::any_of(
      unit.opaque_calls().begin(), unit.opaque_calls().end(),
      [&](const OpaqueCall& call) { return MayHandOver(call, declaring, variable); });
}

// Does any call of the module give the input?
bool IsGiven(Unit& unit, const ModuleInstance& module, std::string_view input) {
  return std::any_of(unit.modules().begin(), unit.modules().end(),
                     [&](const ModuleInstance* other) {
                       return other->folder == module.folder && other->call != nullptr &&
                              other->call->declared->Argument(input).has_value();
                     });
}

// Does no call of the module give the input? Examples call it to show something else.
bool IsLeftOut(Unit& unit, const ModuleInstance& module, std::string_view input) {
  const std::string& root = unit.evaluator().modules().root().folder->path();
  return module.call != nullptr && !IsExampleOf(root, module.folder->path()) &&
         !IsGiven(unit, module, input);
}

}  // namespace

void FindFlagInputs(Unit& unit, const SourceMap& sources, Model& model) {
  for (const ModuleInstance* module : unit.modules()) {
    for (const auto& [name, declared] : module->folder->variables()) {
      // What a module of somebody else can be asked for, this code need not want.
      if (module->fetched && !IsGiven(unit, *module, name)) continue;
      if (!ecs::NamesExecFlag(name)) {
        const bool may = MayNameFlag(sources.Text(declared.span()));
        const auto type = may ? declared.Argument("type") : std::nullopt;
        const auto field = type ? FlagFieldOf(type->value) : std::nullopt;
        if (field) {
          model.flag_inputs.push_back(
              {.name = std::string(field->name),
               .module = module->address,
               .place = {.span = field->at},
               .read = IsFieldRead(sources, unit, *module, name, field->name)});
        }
        continue;
      }
      model.flag_inputs.push_back({.name = "var." + std::string(name),
                                   .module = module->address,
                                   .place = {.span = declared.head()},
                                   .read = IsRead(sources, *module->folder, name),
                                   .left_out = IsLeftOut(unit, *module, name)});
    }
  }
}

}  // namespace execlint::terraform
