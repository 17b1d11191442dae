#include "parsers/terraform/evaluate/expansion.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lint/value/no_name.h"

namespace execlint::terraform {

Expander::Repetition Expander::RepetitionOf(const ModuleInstance& module,
                                            const Declared& declared) {
  const auto [known, fresh] = repeated_by_.try_emplace(&declared);
  if (fresh) {
    known->second = declared.Argument("for_each");
    if (!known->second) known->second = declared.Argument("count");
    if (!known->second) known->second = declared.Enabled();
  }
  if (!known->second) return {};
  const AttributeRef& written = *known->second;
  const Traced value =
      c_.results.Once({&module, &declared, 1}, written.name.text, written.span,
                      [&] { return c_.Evaluate(written.value, {.module = &module}); });
  const std::string_view by = written.name.text;
  return {by == "for_each"  ? Expansion::kForEach
          : by == "enabled" ? Expansion::kEnabled
                            : Expansion::kCount,
          written.value, value};
}

Traced Expander::Source(const ModuleInstance& module, const Declared& declared) {
  return RepetitionOf(module, declared).value;
}

Expansion Expander::Expand(const ModuleInstance& module, const Declared& declared,
                           Instance::Kind kind) {
  const auto [by, written, value] = RepetitionOf(module, declared);
  const ByValue key{&module, &declared, value.value, value.route};
  if (const auto known = by_value_.find(key); known != by_value_.end()) return known->second;
  Expansion all;
  if (!value) {
    all.instances = {&c_.modules.At(module, declared, kind, {})};
  } else if (by == Expansion::kEnabled) {
    all = ExpandEnabled(module, declared, kind, value);
  } else {
    all = by == Expansion::kForEach ? ExpandForEach(module, declared, kind, value)
                                    : ExpandCount(module, declared, kind, value);
  }
  if (all.unknown == nullptr) return by_value_.emplace(key, std::move(all)).first->second;
  Identify(all);
  if (by != Expansion::kCount || !all.instances.back()->stands_for_unknown() ||
      !AtMostOne(written, {.module = &module})) {
    return all;
  }
  // The one instance has the name that it has where the condition is known.
  all.instances = {
      &c_.modules.At(module, declared, kind, {.kind = InstanceKey::kNumber, .number = 0})};
  all.may_be_none = true;
  return all;
}

// What the number or keys of the instances are, and whether there are any.
void Expander::Identify(Expansion& all) {
  const Value& source = *all.source;
  const bool nothing_seen = source.is_unknown() || (source.open() && source.count == 0);
  if (!nothing_seen) {
    all.keys = c_.store.Intern({.name = c_.unknowns.NameOf(all.source)});
    return;
  }
  all.keys = all.unknown;
  all.some = c_.unknowns.IsSome(all.unknown);
  if (const Expansion* over = c_.modules.CollectionOf(*all.unknown)) {  // `for_each = aws_subnet.a`
    all.keys = over->keys;
    all.some = over->some;
    all.unknown = over->unknown;
  }
}

Traced Expander::UnknownKey(const Expansion& all, Span at) {
  const char* name = all.kind == Expansion::kCount ? "count.index of " : "each.key of ";
  return c_.unknowns.Derived(name + all.keys->name, std::span(&all.source, 1), at, WhyUnseen(all));
}

Why Expander::WhyUnseen(const Expansion& all) {
  const bool bounded = all.unknown != nullptr && all.unknown->why == Why::kLimit;
  return bounded ? Why::kLimit : Why::kInputWithoutDefault;
}

// `condition ? 1 : 0`, whatever the condition is.
bool Expander::AtMostOne(ExprRef count, const Scope& scope) {
  for (int depth = 0; depth < kMaxNesting; ++depth) {
    const auto* parens = std::get_if<hcl::Parens>(&count->form);
    if (parens == nullptr) break;
    count = count.At(parens->inner);
  }
  const auto* choice = std::get_if<hcl::Conditional>(&count->form);
  if (choice == nullptr) return false;
  for (const hcl::ExprId branch : {choice->if_true, choice->if_false}) {
    const Traced instances = c_.Evaluate(count.At(branch), scope);
    if (instances->kind != Kind::kNumber || instances->number() > 1) return false;
  }
  return true;
}

Expansion Expander::ExpandEnabled(const ModuleInstance& module, const Declared& declared,
                                  Instance::Kind kind, Traced enabled) {
  Expansion all{.kind = Expansion::kEnabled, .source = enabled};
  std::optional<Traced> is = ToBoolValue(c_.MakeCall("enabled", enabled->span, {}), enabled);
  if (!is || (*is)->is_null()) is = c_.unknowns.Fail("enabled is not a bool", enabled->span);
  const bool unknown = (*is)->is_unknown();
  if (unknown || (*is)->boolean()) {
    all.instances.push_back(&c_.modules.At(module, declared, kind, {}));
  }
  if (unknown) all.unknown = &(*is)->symbol();
  all.may_be_none = unknown;
  return all;
}

Expansion Expander::ExpandCount(const ModuleInstance& module, const Declared& declared,
                                Instance::Kind kind, Traced count) {
  Expansion all{.kind = Expansion::kCount, .source = count};
  const auto number = ToNumberValue(c_.MakeCall("count", count->span, {}), count);
  const auto unknown = [&](const Symbol* symbol) {
    all.unknown = symbol;
    all.instances.push_back(
        &c_.modules.At(module, declared, kind, {.kind = InstanceKey::kUnknown}));
    return all;
  };
  if (!number || (*number)->is_null()) {
    const Traced failed = c_.unknowns.Fail("count is not a number", count->span);
    return unknown(&c_.unknowns.BlameNull(failed, std::span(&count, 1))->symbol());
  }
  if ((*number)->is_unknown()) return unknown(&(*number)->symbol());
  const std::size_t most = c_.modules.RoomFor(module, declared);
  const double instances = std::min((*number)->number(), static_cast<double>(most));
  for (double i = 0; i < instances; ++i) {
    all.instances.push_back(
        &c_.modules.At(module, declared, kind, {.kind = InstanceKey::kNumber, .number = i}));
  }
  if ((*number)->number() > instances) {
    return unknown(&c_.unknowns.Surplus("count", count->span)->symbol());
  }
  return all;
}

Expansion Expander::ExpandForEach(const ModuleInstance& module, const Declared& declared,
                                  Instance::Kind kind, Traced for_each) {
  Expansion all{.kind = Expansion::kForEach, .source = for_each};
  std::vector<InstanceKey> keys;
  const auto add = [&](std::string_view text, bool secret) {
    const bool hidden = secret || !InsteadOfText(text).empty();
    keys.push_back({.kind = InstanceKey::kText,
                    .text = std::string(text),
                    .secret = hidden ? c_.store.NumberOf(text) : 0});
  };
  if (for_each->is_map()) {
    for (const Entry& entry : SortedEntries(*for_each)) {
      add(entry.key, HasSecretKey(for_each, entry));
    }
  } else if (for_each->is_list()) {
    for (const Traced& item : for_each->items()) {
      if (const auto text = KnownText(*item)) {
        add(*text, for_each.secret() || HasSecret(item));
      } else if (all.unknown == nullptr) {
        all.unknown = FirstUnknown(*item);
      }
    }
  } else if (for_each->is_unknown()) {
    all.unknown = &for_each->symbol();
  } else {
    const Traced failed = c_.unknowns.Fail("for_each is not a map", for_each->span);
    all.unknown = &c_.unknowns.BlameNull(failed, std::span(&for_each, 1))->symbol();
  }
  if (for_each->open() && all.unknown == nullptr) all.unknown = for_each->open_because;
  if (const std::size_t most = c_.modules.RoomFor(module, declared); keys.size() > most) {
    keys.resize(most);
    all.unknown = &c_.unknowns.Surplus("for_each", for_each->span)->symbol();
  }
  for (const InstanceKey& key : keys) {
    all.instances.push_back(&c_.modules.At(module, declared, kind, key));
  }
  if (all.unknown != nullptr) {
    all.instances.push_back(
        &c_.modules.At(module, declared, kind, {.kind = InstanceKey::kUnknown}));
  }
  return all;
}

}  // namespace execlint::terraform
