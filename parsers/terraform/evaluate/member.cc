#include "parsers/terraform/evaluate/member.h"

#include <span>
#include <string>

#include "parsers/terraform/evaluate/secret.h"

namespace execlint::terraform {

Traced Members::Taken(Traced base, const RouteStep* by_key, Traced made) {
  // What comes out of the value of an input has that one's route anyway.
  const bool failed = c_.unknowns.Failed(*made);
  const bool collection = base->is_list() || base->is_map();
  const RouteStep* step = failed       ? DefaultBehind(base)
                          : collection ? base->complete_by_default
                                       : nullptr;
  if (step == nullptr) step = by_key;
  if (step == nullptr && failed) step = DefaultBehind(made);
  if (step == nullptr) return made;
  decided_by_ = step;
  // Of instances that a default counts, the code names those that must be there.
  const bool instance = made->is_unknown() && c_.modules.InstanceOf(made->symbol()) != nullptr;
  if (instance || failed || PassesDefault(made.route)) return made;
  return c_.store.Via(made, step->how, step->at);
}

Traced Members::Member(Traced base, std::string_view name, Span at) {
  const Traced made = c_.unknowns.BlameNull(MemberOf(base, name, at), std::span(&base, 1));
  return Taken(base, nullptr, made);
}

Traced Members::Element(Traced base, Traced key, Span at) {
  const Traced operands[] = {base, key};
  return Taken(base, DefaultBehind(key), c_.unknowns.BlameNull(ElementIn(base, key, at), operands));
}

void Members::NoteFailure(Traced made, std::span<const Traced> operands) {
  if (!c_.unknowns.Failed(*made)) return;
  if (const RouteStep* step = DefaultIn(operands)) decided_by_ = step;
}

Traced Members::MemberOf(Traced base, std::string_view name, Span at) {
  switch (base->kind) {
    case Kind::kUnknown: {
      const Symbol& symbol = base->symbol();
      if (c_.unknowns.Failed(*base)) return base;
      if (const Instance* instance = c_.modules.InstanceOf(symbol)) {
        const Traced made = attributes_.Attribute(*instance, name, at);
        return {made.value, c_.store.Chain(made.route, base.route)};
      }
      if (const Traced output = attributes_.OutputOf(symbol, name, at)) return output;
      if (symbol.unit != c_.store.unit()) {
        const Traced made = c_.results.Now([&](const Scenario& scenario, Reads& reads) {
          return c_.others.Member(symbol, name, at, scenario, reads);
        });
        if (made) return {made.value, c_.store.Chain(made.route, base.route)};
      }
      if (c_.modules.ElementOf(symbol) != nullptr) {
        return c_.unknowns.Fail("`" + symbol.name + "` needs an index", at);
      }
      const Traced made = c_.unknowns.Member(symbol, "." + std::string(name), at);
      const Symbol* member = &made->symbol();
      return c_.unknowns.IsSelectable(member) ? variables_.Chosen(member, at) : made;
    }
    case Kind::kMap: {
      if (!c_.budget.Spend(base->count / 16)) return c_.unknowns.Limit("this expression", at);
      if (const Entry* entry = Find(*base, name)) return c_.store.Inside(base, entry->value);
      if (base->open()) {
        return c_.unknowns.Derived(c_.unknowns.Rendered(base) + "." + std::string(name),
                                   std::span(&base, 1), at);
      }
      return c_.unknowns.Fail("there is no attribute `" + std::string(name) + "`", at);
    }
    default:
      return c_.unknowns.Fail("`." + std::string(name) + "` of something that is not an object",
                              at);
  }
}

Traced Members::Unsure(Traced base, Traced key, Span at) {
  const Traced operands[] = {base, key};
  return c_.unknowns.Derived(c_.unknowns.NameOf(base) + "[" + c_.unknowns.Rendered(key) + "]",
                             operands, at);
}

Traced Members::ElementIn(Traced base, Traced key, Span at) {
  for (const Traced& operand : {base, key}) {
    if (c_.unknowns.Failed(*operand)) return operand;
  }
  if (base->is_unknown()) return ElementOfUnknown(base, key, at);
  if (base->is_map()) return ElementOfMap(base, key, at);
  if (!base->is_list() || base->shape == Shape::kSet) {
    return c_.unknowns.Fail("an index into something that has no elements", at);
  }
  const auto text = KnownText(*key);
  if (IsOneForAll(*base) && (base->open() || !text) && key->is_unknown()) {
    assumed_ = true;
    return c_.store.Inside(base, base->items()[0]);
  }
  if (!text) {
    return FirstUnknown(*key) != nullptr ? Unsure(base, key, at) : c_.unknowns.Fail("no index", at);
  }
  const auto index = c_.store.numbers().Parse(*text);
  if (!index) return c_.unknowns.Fail("the index is not a number", at);
  if (base->open() && IsOneForAll(*base)) {
    assumed_ = true;
    return c_.store.Inside(base, base->items()[0]);
  }
  if (base->open()) return Unsure(base, key, at);
  const auto element = ToInteger(*index);
  if (!element || *element < 0 || *element >= base->count) {
    return c_.unknowns.Fail("there is no element " + InMessage(key, at, "with this number", c_),
                            at);
  }
  return c_.store.Inside(base, base->items()[static_cast<std::size_t>(*element)]);
}

Traced Members::ElementOfUnknown(Traced base, Traced key, Span at) {
  const Symbol& symbol = base->symbol();
  const auto text = KnownText(*key);
  if (const Instance* one = c_.modules.ElementOf(symbol)) {
    // What is written for one key says nothing of another.
    if (text && key->is_string() && !c_.store.numbers().Parse(*text)) return Unsure(base, key, at);
    assumed_ = true;
    return {c_.store.Unknown(one->object, at)};
  }
  if (!text) return Unsure(base, key, at);
  const bool number = key->kind == Kind::kNumber || c_.store.numbers().Parse(*text).has_value();
  // The attribute's name is shown, unless it is a secret.
  const bool named = !number && !HasSecret(key);
  if (named && c_.modules.InstanceOf(symbol) != nullptr) return Member(base, *text, at);
  if (!number) {
    if (const Traced output = attributes_.OutputOf(symbol, *text, at)) return output;
  }
  c_.selectors.ComparedInPart(base, key);
  const std::string path = HasSecret(key) || base.secret() ? "[" + c_.unknowns.NameOf(key) + "]"
                           : number                        ? "[" + *text + "]"
                                                           : "[\"" + *text + "\"]";
  const Traced made = c_.unknowns.Member(symbol, path, at);
  const Symbol* member = &made->symbol();
  if (c_.unknowns.IsSelectable(member)) return variables_.Chosen(member, at);
  if (const auto* off = c_.selectors.Textual(&symbol)) c_.selectors.MarkTextual(member, *off);
  return made;
}

Traced Members::ElementOfMap(Traced base, Traced key, Span at) {
  const auto text = KnownText(*key);
  if (!text) {
    if (FirstUnknown(*key) == nullptr) return c_.unknowns.Fail("the key is not a string", at);
    if (!c_.budget.Spend(base->count)) return c_.unknowns.Limit("this expression", at);
    bool possible = base->open();
    const auto if_none = base->open() ? Selectors::IfNone::kHasAValue : Selectors::IfNone::kFails;
    const bool compares = c_.selectors.ComparesFirst(key, base, if_none);
    for (const Entry& entry : base->entries()) {
      if (possible && !compares) break;
      const Traced literal = c_.store.KeyOf(base, entry);
      if (compares) c_.selectors.Compared(key, literal, if_none);
      possible |= Equal(c_.unknowns, *key, *literal) != false;
    }
    return possible ? Unsure(base, key, at) : c_.unknowns.Fail("the map has no such key", at);
  }
  c_.selectors.Decides(key);
  if (!c_.budget.Spend(base->count / 16)) return c_.unknowns.Limit("this expression", at);
  const Entry* entry = Find(*base, *text);
  if (entry == nullptr) {
    return base->open() ? Unsure(base, key, at)
                        : c_.unknowns.Fail(
                              "there is no element " + InMessage(key, at, "of this name", c_), at);
  }
  c_.selectors.ComparedInPart(key, c_.store.KeyOf(base, *entry));
  return Tainted(c_.store, c_.store.Inside(base, entry->value), std::span(&key, 1));
}
}  // namespace execlint::terraform
