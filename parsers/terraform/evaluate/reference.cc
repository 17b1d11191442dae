// What names mean: variables, locals, resources, modules, each, count, path, terraform.
#include <algorithm>
#include <utility>

#include "parsers/terraform/evaluate/expression.h"

namespace execlint::terraform {
namespace {

using How = RouteStep::How;

Span Upto(Span from, Span to) { return {from.file, from.begin, to.end}; }

// Of all instances of one block: without a key.
std::string PlainAddress(const Instance& instance) {
  std::string address = instance.address;
  if (instance.key.kind == InstanceKey::kNumber) address.resize(address.rfind('['));
  return address;
}

}  // namespace

const Traced* ExpressionEvaluator::Bound(std::string_view name) const {
  for (const Binding* binding = scope_.bindings; binding != nullptr; binding = binding->outer) {
    if (binding->name == name) return &binding->value;
  }
  return nullptr;
}

Traced ExpressionEvaluator::Chain(hcl::ExprId id) {
  std::vector<hcl::ExprId> steps;  // the last one first
  hcl::ExprId bottom = id;
  while (const auto* step = std::get_if<hcl::GetAttr>(&ast_[bottom].form)) {
    steps.push_back(bottom);
    bottom = step->base;
  }
  std::reverse(steps.begin(), steps.end());
  std::size_t used = 0;  // of the steps
  Traced value;
  if (const auto* variable = std::get_if<hcl::Variable>(&ast_[bottom].form)) {
    if (const Traced* bound = Bound(variable->name)) {
      value = *bound;
    } else {
      const hcl::Name first{variable->name, ast_[bottom].span};
      std::vector<const hcl::Name*> names = {&first};
      for (const hcl::ExprId step : steps) {
        names.push_back(&std::get<hcl::GetAttr>(ast_[step].form).name);
      }
      value = Name(names, ast_[bottom].span, used);
      used = std::min(used - 1, steps.size());
    }
  } else {
    value = In(bottom, scope_);
  }
  for (std::size_t i = used; i < steps.size(); ++i) {
    value = e_.Member(value, std::get<hcl::GetAttr>(ast_[steps[i]].form).name.text,
                      ast_[steps[i]].span);
  }
  return value;
}

// `used`: how many names the reference takes; the rest are attributes of what it means.
Traced ExpressionEvaluator::Name(const std::vector<const hcl::Name*>& names, Span at,
                                 std::size_t& used) {
  const std::string_view first = names[0]->text;
  used = first == "data" ? 3 : 2;
  const auto undeclared = [&](std::size_t count) {
    std::string name;
    for (std::size_t i = 0; i < std::min(count, names.size()); ++i) {
      name += (i > 0 ? "." : "") + std::string(names[i]->text);
    }
    return e_.unknowns().Fail("`" + name + "` is not declared", at);
  };
  if (scope_.only_bindings || names.size() < used) return undeclared(names.size());
  const Span span = Upto(at, names[used - 1]->span);
  const std::string_view second = names[1]->text;
  const ModuleInstance& module = *scope_.module;
  const Folder& folder = *module.folder;
  if (first == "var") return e_.Variable(module, second, span);
  if (first == "local") {
    const auto local = folder.Local(second);
    if (!local) return undeclared(2);
    const Evaluator::NodeKey key{&module, local->value.ast,
                                 static_cast<std::uint32_t>(local->value.id)};
    const Scope scope{.module = &module};
    const Traced value =
        e_.Memoised(key, second, local->span, [&] { return e_.Evaluate(local->value, scope); });
    return e_.store().Via(value, How::kReference, span);
  }
  if (first == "module") {
    const auto call = folder.calls().find(second);
    if (call == folder.calls().end()) return undeclared(2);
    return e_.Whole(module, call->second, Instance::kCall, span);
  }
  if (first == "data") {
    const auto data = folder.data().find({second, names[2]->text});
    if (data == folder.data().end()) return undeclared(3);
    return e_.Whole(module, data->second, Instance::kData, span);
  }
  if (first == "path" || first == "terraform") return PathName(second, span);
  if (first == "each" && scope_.self != nullptr && (second == "key" || second == "value")) {
    return e_.Each(*scope_.self, second == "key", span);
  }
  if (first == "count" && scope_.self != nullptr && second == "index") {
    return e_.CountIndex(*scope_.self, span);
  }
  if (first == "self" && scope_.self != nullptr) {
    used = 1;
    return {e_.store().Unknown(scope_.self->object, at)};
  }
  const auto resource = folder.resources().find({first, second});
  if (resource == folder.resources().end()) return undeclared(2);
  return e_.Whole(module, resource->second, Instance::kResource, span);
}

Traced ExpressionEvaluator::PathName(std::string_view which, Span at) {
  const std::string& root = e_.root().folder->path();
  const std::string& here = scope_.module->folder->path();
  if (which == "workspace") {
    const Symbol symbol{.why = Why::kInputWithoutDefault, .name = "terraform.workspace", .at = at};
    const Traced value = e_.unknowns().Selectable(symbol, at);
    Type text;
    text.kind = Type::kString;
    e_.selectors().Declare(&value->symbol(), {.type = text, .at = at, .workspace = true});
    return e_.Selected(&value->symbol(), at);
  }
  if (which == "root") return {e_.store().Literal(".", at, at, false)};
  if (which == "module") {
    return {e_.store().Literal(PathFrom(root, here), at, at, false)};
  }
  return e_.unknowns().Derived("path." + std::string(which), {}, at);
}

Traced Evaluator::Whole(const ModuleInstance& module, const Declared& declared, Instance::Kind kind,
                        Span at) {
  const Expansion all = Expand(module, declared, kind);
  const auto object = [&](const Instance* instance) {
    return Traced{store_.Unknown(instance->object, at)};
  };
  if (all.kind == Expansion::kSingle) return object(all.instances.front());
  if (all.unknown != nullptr && all.instances.size() == 1) {
    const Instance* instance = all.instances.back();
    const Symbol* symbol = store_.Intern({.why = all.unknown->why,
                                          .name = PlainAddress(*instance),
                                          .at = at,
                                          .because_of = all.unknown});
    expansions_.emplace(symbol, instance);
    return {store_.Unknown(symbol, at)};
  }
  if (all.kind == Expansion::kCount) {
    std::vector<Traced> items;
    for (const Instance* instance : all.instances) items.push_back(object(instance));
    return {store_.List(items, at, all.unknown)};
  }
  std::vector<Entry> entries;
  for (const Instance* instance : all.instances) {
    if (instance->key.kind != InstanceKey::kText) continue;
    entries.push_back({store_.Keep(instance->key.text), at, object(instance)});
  }
  return {store_.Map(entries, at, all.unknown)};
}

Traced Evaluator::Each(const Instance& self, bool key, Span at) {
  if (self.key.kind == InstanceKey::kNone || self.key.kind == InstanceKey::kNumber) {
    return unknowns_.Fail("each without for_each", at);
  }
  const Traced source = Expand(*self.module, *self.declared, self.kind).source;
  if (self.key.kind == InstanceKey::kUnknown) {
    return unknowns_.Derived(
        std::string(key ? "each.key" : "each.value") + " of " + self.object->name,
        std::span(&source, 1), at, Why::kInputWithoutDefault);
  }
  if (source->is_map()) {
    const Entry* entry = Find(*source, self.key.text);
    if (entry == nullptr) return unknowns_.Fail("there is no such instance", at);
    const Traced made =
        key ? Traced{store_.Literal(entry->key, entry->key_span, entry->key_span), source.route}
            : store_.Inside(source, entry->value);
    return store_.Via(made, How::kReference, at);
  }
  if (source->is_list()) {
    for (const Traced& item : terraform::Elements(store_, source)) {
      if (KnownText(*item) == self.key.text) return store_.Via(item, How::kReference, at);
    }
  }
  return unknowns_.Fail("there is no such instance", at);
}

Traced Evaluator::CountIndex(const Instance& self, Span at) {
  if (self.key.kind == InstanceKey::kNumber) return {store_.Number(self.key.number, at)};
  if (self.key.kind != InstanceKey::kUnknown) return unknowns_.Fail("count without count", at);
  const Traced source = Expand(*self.module, *self.declared, self.kind).source;
  return unknowns_.Derived("count.index of " + self.object->name, std::span(&source, 1), at,
                           Why::kInputWithoutDefault);
}

// ---- attributes of whole things

Traced Evaluator::Attribute(const Instance& instance, std::string_view name, Span at) {
  switch (instance.kind) {
    case Instance::kResource:
      return ResourceAttribute(instance, name, at);
    case Instance::kData:
      return DataAttribute(instance, name, at);
    case Instance::kCall:
      break;
  }
  if (instance.child != nullptr) {
    return store_.Via(Output(*instance.child, name, at), How::kModuleOutput, at);
  }
  return {store_.Unknown(store_.Intern({.why = Why::kModuleNotFound,
                                        .name = instance.address + "." + std::string(name),
                                        .at = at}),
                         at)};
}

Traced Evaluator::ResourceAttribute(const Instance& instance, std::string_view name, Span at) {
  const Traced written = Written(instance, name);
  if (written && !written->is_null()) {
    // The provider's schema says what the collection is, not the code.
    return store_.ViaReference(store_.Reshaped(written, Shape::kUntold), at, instance.id, name);
  }
  const bool random =
      instance.type().starts_with("random_") || instance.type().starts_with("time_");
  return {store_.Unknown(store_.Intern({.why = random ? Why::kTimeOrRandom : Why::kComputedByAws,
                                        .name = instance.address + "." + std::string(name),
                                        .at = at,
                                        .resource = instance.id,
                                        .attribute = std::string(name)}),
                         at)};
}

Traced Evaluator::Output(const ModuleInstance& module, std::string_view name, Span at) {
  const auto declared = module.folder->outputs().find(name);
  if (declared == module.folder->outputs().end()) {
    return unknowns_.Fail("the module has no output `" + std::string(name) + "`", at);
  }
  const auto value = declared->second.Argument("value");
  if (!value) return unknowns_.Fail("the output has no value", at);
  const Scope scope{.module = &module};
  return Memoised({&module, &declared->second, 0}, name, value->span,
                  [&] { return Evaluate(value->value, scope); });
}

}  // namespace execlint::terraform
