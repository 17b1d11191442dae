// count, for_each, and the folders that module calls lead to.
#include <algorithm>
#include <cmath>
#include <utility>

#include "parsers/terraform/evaluate/evaluator.h"

namespace execlint::terraform {
namespace {

constexpr std::size_t kMaxModules = 2000;  // of one unit

bool IsAncestor(const ModuleInstance& module, const Folder* folder) {
  for (const ModuleInstance* at = &module; at != nullptr;
       at = at->call != nullptr ? at->call->module : nullptr) {
    if (at->folder == folder) return true;
  }
  return false;
}

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

const Instance& Evaluator::InstanceFor(const ModuleInstance& module, const Declared& declared,
                                       Instance::Kind kind, const InstanceKey& key) {
  const auto [place, fresh] = by_key_.try_emplace({&module, &declared, key}, nullptr);
  if (!fresh) return *place->second;
  Instance& made = instances_.emplace_back(
      Instance{.kind = kind, .module = &module, .declared = &declared, .key = key});
  place->second = &made;
  made.address = module.address.empty() ? "" : module.address + ".";
  if (kind == Instance::kCall) {
    made.address += "module.";
  } else {
    made.address += (kind == Instance::kData ? "data." : "") + std::string(made.type()) + ".";
  }
  made.address += made.name();
  const std::string plain = made.address;
  if (key.kind == InstanceKey::kNumber) made.address += "[" + NumberText(key.number) + "]";
  if (key.kind == InstanceKey::kText) made.address += "[" + Quoted(key.text) + "]";
  Symbol symbol{.why = Why::kDataSource, .name = made.address, .at = declared.head()};
  if (kind == Instance::kResource) {
    resources_.push_back(&made);
    made.id = static_cast<ResourceId>(resources_.size());
    symbol.why = Why::kComputedByAws;
    symbol.resource = made.id;
  } else if (kind == Instance::kCall) {
    symbol.why = Why::kModuleNotFound;
  }
  // The instance that stands for all unknown copies is not the one without a key.
  if (key.kind == InstanceKey::kUnknown) symbol.name = plain + "[*]";
  made.object = store_.Intern(std::move(symbol));
  objects_.emplace(made.object, &made);
  if (kind == Instance::kCall) made.child = Child(made);
  return made;
}

const ModuleInstance* Evaluator::Child(const Instance& call) {
  const auto source = call.declared->Argument("source");
  if (!source) return nullptr;
  const auto text = source->value.ast->ConstantString(source->value.id);
  if (!text || !(text->starts_with("./") || text->starts_with("../"))) return nullptr;
  const auto path = NormalPath(call.module->folder->path() + "/" + *text);
  if (!path || modules_.size() >= kMaxModules || call.module->depth >= kMaxModuleDepth) {
    return nullptr;
  }
  const Folder* folder = configuration_.FolderAt(*path);
  if (folder == nullptr || IsAncestor(*call.module, folder)) return nullptr;
  const Traced step = store_.Via({nullptr, call.module->route}, RouteStep::How::kModuleInput,
                                 call.declared->head());
  return &modules_.emplace_back(ModuleInstance{.folder = folder,
                                               .call = &call,
                                               .address = call.address,
                                               .route = step.route,
                                               .depth = call.module->depth + 1});
}

Expansion Evaluator::Expand(const ModuleInstance& module, const Declared& declared,
                            Instance::Kind kind) {
  const Scope scope{.module = &module};
  for (const std::string_view name : {"for_each", "count"}) {
    const auto written = declared.Argument(name);
    if (!written) continue;
    const Traced value = Memoised({&module, &declared, 1}, name, written->span,
                                  [&] { return Evaluate(written->value, scope); });
    if (name == "for_each") return ExpandForEach(module, declared, kind, value);
    Expansion all = ExpandCount(module, declared, kind, value);
    if (all.unknown == nullptr || !all.instances.back()->stands_for_unknown() ||
        !AtMostOne(written->value, scope)) {
      return all;
    }
    // The one copy is called what it is called where the condition is known.
    all.instances = {
        &InstanceFor(module, declared, kind, {.kind = InstanceKey::kNumber, .number = 0})};
    all.may_be_none = true;
    return all;
  }
  return {.instances = {&InstanceFor(module, declared, kind, {})}};
}

// `condition ? 1 : 0`, whatever the condition is.
bool Evaluator::AtMostOne(ExprRef count, const Scope& scope) {
  for (int depth = 0; depth < kMaxNesting; ++depth) {
    const auto* parens = std::get_if<hcl::Parens>(&count->form);
    if (parens == nullptr) break;
    count = count.At(parens->inner);
  }
  const auto* choice = std::get_if<hcl::Conditional>(&count->form);
  if (choice == nullptr) return false;
  for (const hcl::ExprId branch : {choice->if_true, choice->if_false}) {
    const Traced copies = Evaluate(count.At(branch), scope);
    if (copies->kind != Kind::kNumber || copies->number() > 1) return false;
  }
  return true;
}

Expansion Evaluator::ExpandCount(const ModuleInstance& module, const Declared& declared,
                                 Instance::Kind kind, Traced count) {
  Expansion all{.kind = Expansion::kCount, .source = count};
  const auto number = ToNumberValue(MakeCall("count", count->span, {}), count);
  const auto unknown = [&](const Symbol* symbol) {
    all.unknown = symbol;
    all.instances.push_back(&InstanceFor(module, declared, kind, {.kind = InstanceKey::kUnknown}));
    return all;
  };
  if (!number || (*number)->is_null()) {
    return unknown(&unknowns_.Fail("count is no number", count->span)->symbol());
  }
  if ((*number)->is_unknown()) return unknown(&(*number)->symbol());
  const double copies = std::min((*number)->number(), static_cast<double>(kMaxInstances));
  for (double i = 0; i < copies; ++i) {
    all.instances.push_back(
        &InstanceFor(module, declared, kind, {.kind = InstanceKey::kNumber, .number = i}));
  }
  if ((*number)->number() > copies) {
    return unknown(&Limit("count", count->span)->symbol());
  }
  return all;
}

Expansion Evaluator::ExpandForEach(const ModuleInstance& module, const Declared& declared,
                                   Instance::Kind kind, Traced for_each) {
  Expansion all{.kind = Expansion::kForEach, .source = for_each};
  std::vector<std::string> keys;
  if (for_each->is_map()) {
    for (const Entry& entry : SortedEntries(*for_each)) keys.emplace_back(entry.key);
  } else if (for_each->is_list()) {
    for (const Traced& item : for_each->items()) {
      if (const auto text = KnownText(*item)) {
        keys.push_back(*text);
      } else if (all.unknown == nullptr) {
        all.unknown = FirstUnknown(*item);
      }
    }
  } else if (for_each->is_unknown()) {
    all.unknown = &for_each->symbol();
  } else {
    all.unknown = &unknowns_.Fail("for_each is no map", for_each->span)->symbol();
  }
  if (for_each->open() && all.unknown == nullptr) all.unknown = for_each->open_because;
  if (keys.size() > kMaxInstances) {
    keys.resize(kMaxInstances);
    all.unknown = &Limit("for_each", for_each->span)->symbol();
  }
  for (std::string& key : keys) {
    all.instances.push_back(
        &InstanceFor(module, declared, kind, {.kind = InstanceKey::kText, .text = std::move(key)}));
  }
  if (all.unknown != nullptr) {
    all.instances.push_back(&InstanceFor(module, declared, kind, {.kind = InstanceKey::kUnknown}));
  }
  return all;
}

}  // namespace execlint::terraform
