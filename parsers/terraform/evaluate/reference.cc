#include "parsers/terraform/evaluate/reference.h"

#include <algorithm>
#include <span>
#include <string>

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

// `used`: how many names the reference takes; the rest are attributes of what it means.
Traced References::Name(std::span<const hcl::Name* const> names, Span at, const Scope& scope,
                        std::size_t& used) {
  if (names[0]->text == "resource" && names.size() > 2) {  // `resource.aws_subnet.main`
    const Traced named = Name(names.subspan(1), at, scope, used);
    ++used;
    return named;
  }
  const std::string_view first = names[0]->text;
  used = first == "data" ? 3 : 2;
  const auto undeclared = [&](std::size_t count) {
    std::string name;
    for (std::size_t i = 0; i < std::min(count, names.size()); ++i) {
      name += (i > 0 ? "." : "") + std::string(names[i]->text);
    }
    return OnlyLiterals(scope) ? c_.unknowns.NoLiteral(name, at) : c_.unknowns.Undeclared(name, at);
  };
  if (scope.only != nullptr || names.size() < used) return undeclared(names.size());
  const Span span = Upto(at, names[used - 1]->span);
  const std::string_view second = names[1]->text;
  const ModuleInstance& module = *scope.module;
  const Folder& folder = *module.folder;
  if (first == "var") return variables_.Variable(module, second, span);
  if (first == "local") {
    const auto local = folder.Local(second);
    if (!local) return undeclared(2);
    return Local(module, *local, second, span);
  }
  if (first == "module") {
    const auto call = folder.calls().find(second);
    if (call == folder.calls().end()) return undeclared(2);
    return Whole(module, call->second, Instance::kCall, span);
  }
  if (first == "data") {
    const auto data = folder.data().find({second, names[2]->text});
    if (data == folder.data().end()) return undeclared(3);
    return Whole(module, data->second, Instance::kData, span);
  }
  if (first == "path" || first == "terraform") return PathName(module, second, span);
  if (first == "each" && scope.self != nullptr && (second == "key" || second == "value")) {
    return Each(*scope.self, second == "key", span);
  }
  if (first == "count" && scope.self != nullptr && second == "index") {
    return CountIndex(*scope.self, span);
  }
  if (first == "self" && scope.self != nullptr) {
    used = 1;
    return {c_.store.Unknown(scope.self->object, at)};
  }
  const auto resource = folder.resources().find({first, second});
  if (resource == folder.resources().end()) return undeclared(2);
  return Whole(module, resource->second, Instance::kResource, span);
}

Traced References::Local(const ModuleInstance& module, const AttributeRef& local,
                         std::string_view name, Span at) {
  const Results::Key key{&module, local.value.ast, static_cast<std::uint32_t>(local.value.id)};
  const Scope scope{.module = &module};
  const Traced value =
      c_.results.Once(key, name, local.span, [&] { return c_.Evaluate(local.value, scope); });
  return c_.store.Via(value, How::kReference, at);
}

Traced References::PathName(const ModuleInstance& module, std::string_view which, Span at) {
  const std::string& root = c_.modules.root().folder->path();
  const std::string& here = module.folder->path();
  if (which == "workspace") return variables_.Workspace(at);
  if (which == "root") return {c_.store.Literal(".", at, at, false)};
  if (which == "module") {
    return {c_.store.Literal(PathFrom(root, here), at, at, false)};
  }
  static_assert(kWorkingFolder == "path.cwd");
  return c_.unknowns.Derived("path." + std::string(which), {}, at);
}

Traced References::Whole(const ModuleInstance& module, const Declared& declared,
                         Instance::Kind kind, Span at) {
  const Expansion all = expander_.Expand(module, declared, kind);
  const auto object = [&](const Instance* instance) {
    return Traced{c_.store.Unknown(instance->object, at)};
  };
  if (all.kind == Expansion::kEnabled && all.instances.empty()) return {c_.store.Null(at)};
  if (all.kind == Expansion::kSingle || all.kind == Expansion::kEnabled) {
    return object(all.instances.front());
  }
  if (all.unknown != nullptr && all.instances.size() == 1) {
    const Instance* instance = all.instances.back();
    const Symbol* symbol =
        c_.store.Intern({.why = all.unknown->why,
                         .name = PlainAddress(*instance),
                         .at = at,
                         .because_of = all.unknown,
                         .rest = all.some ? Symbol::Rest::kAlikeSome : Symbol::Rest::kAlike});
    c_.modules.AddCollection(symbol, all);
    return {c_.store.Unknown(symbol, at)};
  }
  const RouteStep* by_default = DefaultBehind(all.source);
  if (all.kind == Expansion::kCount) {
    std::vector<Traced> items;
    for (const Instance* instance : all.instances) items.push_back(object(instance));
    return c_.store.CompleteByDefault({c_.store.List(items, at, all.unknown)}, by_default);
  }
  std::vector<Entry> entries;
  for (const Instance* instance : all.instances) {
    if (instance->key.kind != InstanceKey::kText) continue;
    entries.push_back(
        {c_.store.Keep(instance->key.text), at, object(instance), instance->key.secret != 0});
  }
  return c_.store.CompleteByDefault({c_.store.Map(entries, at, all.unknown)}, by_default);
}

Traced References::Each(const Instance& self, bool key, Span at) {
  if (self.key.kind == InstanceKey::kNone || self.key.kind == InstanceKey::kNumber) {
    return c_.unknowns.Fail("each without for_each", at);
  }
  const Traced source = expander_.Source(*self.module, *self.declared);
  const auto unknown = [&] {
    const Expansion all = expander_.Expand(*self.module, *self.declared, self.kind);
    if (key && all.keys != nullptr) return expander_.UnknownKey(all, at);
    const Instance* one = source->is_unknown() ? c_.modules.ElementOf(source->symbol()) : nullptr;
    if (one != nullptr) return Traced{c_.store.Unknown(one->object, at)};
    if (IsOneForAll(*source)) return source->items()[0];
    // Of one unknown collection, it is the same for all blocks.
    const std::string of = source->is_unknown() ? source->symbol().name : self.object->name;
    return c_.unknowns.Derived((key ? "each.key of " : "each.value of ") + of,
                               std::span(&source, 1), at, Expander::WhyUnseen(all));
  };
  if (self.key.kind == InstanceKey::kUnknown) return unknown();
  if (source->is_map()) {
    const Entry* entry = Find(*source, self.key.text);
    if (entry == nullptr && source->open()) return unknown();
    if (entry == nullptr) return c_.unknowns.Fail("there is no such instance", at);
    const Traced made =
        key ? c_.store.KeyOf(source, *entry) : c_.store.Inside(source, entry->value);
    return c_.store.Via(made, How::kReference, at);
  }
  if (source->is_list()) {
    for (const Traced& item : terraform::Elements(c_.store, source)) {
      if (KnownText(*item) == self.key.text) return c_.store.Via(item, How::kReference, at);
    }
  }
  // In another scenario than the one in which this instance was found.
  if (source->is_unknown() || source->open()) return unknown();
  return c_.unknowns.Fail("there is no such instance", at);
}

Traced References::CountIndex(const Instance& self, Span at) {
  if (self.key.kind == InstanceKey::kNumber)
    return {c_.store.Number(WholeNumber(self.key.number), at)};
  if (self.key.kind != InstanceKey::kUnknown) return c_.unknowns.Fail("count without count", at);
  const Expansion all = expander_.Expand(*self.module, *self.declared, self.kind);
  if (all.keys != nullptr) return expander_.UnknownKey(all, at);
  return c_.unknowns.Derived("count.index of " + self.object->name, std::span(&all.source, 1), at,
                             Expander::WhyUnseen(all));
}

}  // namespace execlint::terraform
