#include <algorithm>
#include <map>

#include "lint/value/characters.h"
#include "parsers/terraform/functions/function.h"
#include "parsers/terraform/functions/unify.h"

namespace execlint::terraform {
namespace {

const Symbol* UnknownIn(const Value& value) {
  return value.is_unknown() ? &value.symbol() : value.open_because;
}

constexpr double kMaxSlice = 64;  // elements of an unknown list

bool HasPositions(const Value& value) { return value.is_list() && value.shape != Shape::kSet; }

// ---- putting together

// What stands left of something unknown may be overridden by it. `called`: the call as written.
Traced MayBeOverridden(const Call& call, const std::string& called, std::string_view key,
                       Traced value) {
  std::vector<Traced> from = call.args;
  from.push_back(value);
  std::string name = called;
  name += '.';
  name += key;
  return call.unknowns.Derived(std::move(name), from, call.at);
}

// A copied element takes memory, which an ordinary step does not.
constexpr std::size_t kStepsOfAnElement = 16;

// Of one type of map, a map; of maps and objects that differ, an object.
Shape MergedShape(std::span<const Traced> maps) {
  Shape shape = Shape::kUnspecified;
  for (const Traced& map : maps) {
    if (map->shape == Shape::kUnspecified) return Shape::kUnspecified;
    if (shape != Shape::kUnspecified && shape != map->shape) return Shape::kUnspecified;
    shape = map->shape;
  }
  if (shape != Shape::kMap) return shape;
  const ValueType type = TypeOf(*maps[0]);
  const bool same = type.known() && std::ranges::all_of(maps, [&](const Traced& map) {
                      return TypeOf(*map) == type;
                    });
  return same ? Shape::kMap : Shape::kUnspecified;
}

Traced Merge(Call& call) {
  std::map<std::string_view, std::size_t> places;
  std::vector<Entry> entries;
  const Symbol* open = nullptr;
  for (const Traced& argument : call.args) {
    if (argument->is_null()) continue;
    if (!argument->is_unknown() && !argument->is_map())
      return call.Fail("an argument is not a map");
    if (const Symbol* symbol = UnknownIn(*argument)) {
      // The keys are then those of several things, and equal to none of them.
      open = open == nullptr || open == symbol ? symbol : &call.Unknown()->symbol();
      const std::size_t each = kStepsOfAnElement + call.size();
      if (!call.host.Spend(each * entries.size())) return call.Limit();
      const std::string called = entries.empty() ? "" : call.Unknown()->symbol().name;
      for (Entry& entry : entries) {
        entry.value = MayBeOverridden(call, called, call.store().ShownKey({}, entry), entry.value);
      }
      if (argument->is_unknown()) continue;
    }
    if (!call.host.Spend(kStepsOfAnElement * argument->count)) return call.Limit();
    for (Entry entry : argument->entries()) {
      entry.value = call.store().Inside(argument, entry.value);
      entry.secret_key = HasSecretKey(argument, entry);
      const auto [at, fresh] = places.try_emplace(entry.key, entries.size());
      if (fresh) {
        entries.push_back(entry);
      } else {
        entries[at->second] = entry;
      }
    }
  }
  return call.Map(entries, open, MergedShape(call.args));
}

// Lists, and nothing else, become lists of one type.
void UnifyLists(Call& call) {
  std::vector<ValueType> types;
  for (const Traced& argument : call.args) {
    if (argument->shape != Shape::kList) return;
    types.push_back(TypeOf(*argument));
  }
  const ValueType type = Unify(types);
  if (type.kind != ValueType::kList) return;
  for (Traced& argument : call.args) argument = ConvertTo(call, argument, type);
}

Traced Concat(Call& call) {
  UnifyLists(call);
  std::vector<Traced> items;
  const Symbol* open = nullptr;
  for (const Traced& argument : call.args) {
    open = OpenFor(open, UnknownIn(*argument));
    if (argument->is_unknown()) continue;
    if (!HasPositions(*argument)) return call.Fail("an argument is not a list");
    if (!call.host.Spend(kStepsOfAnElement * argument->count)) return call.Limit();
    for (const Traced& item : Elements(call.store(), argument)) items.push_back(item);
  }
  const auto is_tuple = [](const Traced& one) { return one->shape == Shape::kTuple; };
  const bool tuple = std::ranges::any_of(call.args, is_tuple);
  return call.List(items, open, tuple ? Shape::kTuple : Shape::kUnspecified);
}

// An unknown element of flatten() that can only be a scalar.
bool IsScalar(const Value& value) {
  return value.is_unknown() && value.symbol().resource != ResourceId::kNone;
}

// False when a bound was met: the result then holds what was collected so far.
bool FlattenInto(const Call& call, Traced list, int depth, std::vector<Traced>& items,
                 const Symbol*& open) {
  open = OpenFor(open, list->open_because);
  if (depth > 32 || !call.host.Spend(kStepsOfAnElement * list->count)) {
    open = &call.Limit()->symbol();
    return false;
  }
  for (const Traced& item : Elements(call.store(), list)) {
    if (item->is_list()) {
      if (!FlattenInto(call, item, depth + 1, items, open)) return false;
    } else if (item->is_unknown() && !IsScalar(*item)) {
      open = OpenFor(open, &item->symbol());
    } else {
      items.push_back(item);
    }
  }
  return true;
}

Traced Flatten(Call& call) {
  std::vector<Traced> items;
  const Symbol* open = nullptr;
  FlattenInto(call, call.args[0], 0, items, open);
  return call.List(items, open, Shape::kTuple);
}

Traced ZipMap(Call& call) {
  if (call[0].count != call[1].count) return call.Fail("the lists differ in length");
  const auto keys = Elements(call.store(), call.args[0]);
  const auto values = Elements(call.store(), call.args[1]);
  std::vector<Entry> entries;
  const Symbol* open = nullptr;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto text = KnownText(*keys[i]);
    if (text) {
      entries.push_back({call.store().Keep(*text), keys[i]->span, values[i], HasSecret(keys[i])});
    } else if (const Symbol* symbol = FirstUnknown(*keys[i])) {
      open = open != nullptr ? open : symbol;
    } else {
      return call.Fail("a key is not a string");
    }
  }
  const Shape shape = call[1].shape == Shape::kTuple  ? Shape::kObject
                      : call[1].shape == Shape::kList ? Shape::kMap
                                                      : Shape::kUnspecified;
  return call.Map(SortedEntries(entries), open, shape);
}

// ---- taking out

// Is the unknown key certainly none of the map's?
bool HasNoKey(const Call& call, Traced key) {
  const auto entries = call[0].entries();
  return std::all_of(entries.begin(), entries.end(), [&](const Entry& entry) {
    const Value& literal = *call.store().Literal(entry.key, entry.key_span, entry.key_span);
    return Equal(call.unknowns, *key, literal) == false;
  });
}

Traced Lookup(Call& call) {
  if (call[1].is_unknown() && call[0].is_map() && !call[0].open() && call.size() == 3 &&
      HasNoKey(call, call.args[1])) {
    return call.args[2];
  }
  const auto key = KnownText(call[1]);
  if (key && call[0].is_unknown()) {
    if (const Traced made = call.host.AttributeOf(call[0], *key, call.at)) {
      if (call.size() == 3 && call.unknowns.Failed(*made)) {
        return Tainted(call.store(), call.args[2], std::span(&made, 1));
      }
      return {made.value, call.store().Chain(made.route, call.args[0].route)};
    }
  }
  if (call[0].is_unknown() || call[1].is_unknown()) return call.Unknown();
  if (!key) return call[1].is_string() ? call.Unknown() : call.Fail("the key is not a string");
  if (!call[0].is_map()) return call.Fail("the first argument is not a map");
  if (const Entry* entry = Find(call[0], *key)) {
    return call.store().Inside(call.args[0], entry->value);
  }
  if (call[0].open()) return call.Unknown();
  if (call.size() < 3) return call.Fail("the map has no such key");
  if (call[0].shape != Shape::kMap) return call.args[2];
  const ValueType map = TypeOf(call[0]);
  return map.known() ? ConvertTo(call, call.args[2], map.elements[0]) : call.args[2];
}

Traced Element(Call& call) {
  if (!HasPositions(call[0])) return call.Fail("the argument has no indices");
  const auto given = ToNumberValue(call, call.args[1]);
  if (!given || (*given)->is_null()) return call.Fail("an argument has the wrong type");
  std::optional<std::int64_t> index;
  if ((*given)->kind == Kind::kNumber) {
    index = ToInteger((*given)->exact_number());
    if (!IsWhole((*given)->exact_number())) return call.Fail("the index is not whole");
    if (!index) return call.Unknown();  // Terraform wants 64 bits
  }
  if (IsOneForAll(call[0])) return call.store().Inside(call.args[0], call[0].items()[0]);
  if (call[0].open() || !index) return call.Unknown();
  const auto count = static_cast<std::int64_t>(call[0].count);
  if (count == 0) return call.Fail("the list is empty");
  const std::int64_t at = (*index % count + count) % count;  // -1: the last one
  return call.store().Inside(call.args[0], call[0].items()[static_cast<std::size_t>(at)]);
}

Traced One(Call& call) {
  if (call[0].is_unknown() || call[0].open()) return OneOrNothing(call, call.args[0]);
  if (!call[0].is_list()) return call.Fail("the argument is not a list");
  if (call[0].count > 1) return call.Fail("the list has more than one element");
  if (call[0].count == 0) return call.Null();
  return call.store().Inside(call.args[0], call[0].items()[0]);
}

Traced Slice(Call& call) {
  const double from = call.NumberAt(1), to = call.NumberAt(2);
  if (from < 0 || to < from) return call.Fail("the indices are out of range");
  if (call[0].is_unknown()) {
    // Too short a list is an error, so the elements are there.
    if (to - from > kMaxSlice) return call.Unknown();
    std::vector<Traced> items;
    for (double i = from; i < to; ++i) {
      items.push_back(
          call.unknowns.Member(call[0].symbol(), "[" + NumberText(i) + "]", call.args[0]->span));
    }
    return call.List(items);
  }
  if (call[0].open() && IsOneForAll(call[0]) && to - from <= kMaxSlice) {
    const Traced one = call.store().Inside(call.args[0], call[0].items()[0]);
    return call.List(std::vector<Traced>(static_cast<std::size_t>(to - from), one));
  }
  if (call[0].open()) return call.Unknown();
  if (!HasPositions(call[0])) return call.Fail("the argument has no indices");
  if (to > call[0].count) return call.Fail("the indices are out of range");
  const auto all = Elements(call.store(), call.args[0]);
  return call.List(
      std::span(all).subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)),
      nullptr, call[0].shape);
}

// That of what keys() and values() make of a map or object.
Shape ShapeOfItems(const Value& map) {
  return map.shape == Shape::kMap      ? Shape::kList
         : map.shape == Shape::kObject ? Shape::kTuple
                                       : Shape::kUnspecified;
}

Traced Keys(Call& call) {
  std::vector<Traced> keys;
  for (const Entry& entry : SortedEntries(call[0])) {
    keys.push_back(call.store().KeyOf(call.args[0], entry));
  }
  return call.List(keys, call[0].open_because, ShapeOfItems(call[0]));
}

Traced Values(Call& call) {
  std::vector<Traced> values;
  for (const Entry& entry : SortedEntries(call[0])) {
    values.push_back(call.store().Inside(call.args[0], entry.value));
  }
  return call.List(values, call[0].open_because, ShapeOfItems(call[0]));
}

// ---- asking

Traced Length(Call& call) {
  const Value& value = call[0];
  if (const Traced size = call.host.SizeOf(value, call.at)) return size;
  if (value.is_unknown() || value.open()) {
    const Traced length = call.Unknown();
    const bool some =
        value.is_unknown() && (call.unknowns.IsSome(&value.symbol()) || CertainlyNotEmpty(value));
    if (some || value.count > 0) call.unknowns.MarkSome(&length->symbol());
    return length;
  }
  if (value.is_list()) return call.Number(value.count);
  if (value.is_map()) return call.Number(static_cast<double>(SortedEntries(value).size()));
  if (!value.is_string()) return call.Fail("the argument has no length");
  const auto text = KnownText(value);
  if (!text) {
    const Traced length = call.Unknown();
    if (CertainlyNotEmpty(value)) call.unknowns.MarkSome(&length->symbol());
    return length;
  }
  return call.Number(static_cast<double>(CountCharacters(*text)));
}

Traced Contains(Call& call) {
  bool unsure = call[0].open();
  for (const Traced& item : call[0].items()) {
    const auto equal = Equal(call.unknowns, *item, call[1]);
    if (equal == true) return call.Bool(true);
    unsure |= !equal;
  }
  return unsure ? call.Unknown() : call.Bool(false);
}

Traced IndexOf(Call& call) {
  if (!HasPositions(call[0])) return call.Fail("the argument has no indices");
  for (std::size_t i = 0; i < call[0].count; ++i) {
    const auto equal = Equal(call.unknowns, *call[0].items()[i], call[1]);
    if (!equal) return call.Unknown();
    if (*equal) return call.Number(static_cast<double>(i));
  }
  return call.Fail("the list has no such element");
}

// The first argument that is neither null nor empty, as one of the type that all can be.
Traced Coalesce(Call& call) {
  std::vector<ValueType> types;
  for (const Traced& argument : call.args) types.push_back(TypeOf(*argument));
  const ValueType type = Unify(types);
  if (type.kind == ValueType::kNone) return call.Fail("the arguments have no common type");
  for (const Traced& argument : call.args) {
    if (argument->is_null() || (argument->is_string() && argument->count == 0)) continue;
    return CertainlyNotEmpty(*argument) ? ConvertTo(call, argument, type) : call.Unknown();
  }
  return call.Fail("no argument has a value");
}

Traced CoalesceList(Call& call) {
  for (const Traced& argument : call.args) {
    if (argument->is_unknown()) return call.Unknown();
    if (argument->is_null()) continue;
    if (!HasPositions(*argument)) return call.Fail("an argument is not a list");
    if (argument->count > 0) return argument;
    if (argument->open()) return call.Unknown();
  }
  return call.Fail("no argument has elements");
}

Traced Quantified(Call& call, bool settles) {
  bool unsure = call[0].open();
  for (const Traced& item : call[0].items()) {
    const auto value = ToBoolValue(call, item);
    if (!value) return call.Fail("an element is not a bool");
    if ((*value)->is_unknown()) {
      unsure = true;
    } else if ((*value)->is_null() ? !settles : (*value)->boolean() == settles) {
      return call.Bool(settles);
    }
  }
  return unsure ? call.Unknown() : call.Bool(!settles);
}

Traced AllTrue(Call& call) { return Quantified(call, false); }
Traced AnyTrue(Call& call) { return Quantified(call, true); }

// ---- rearranging

Traced Compact(Call& call) {
  std::vector<Traced> kept;
  const Symbol* open = call[0].open_because;
  for (const Traced& item : Elements(call.store(), call.args[0])) {
    if (item->is_null() || (item->is_string() && item->count == 0)) continue;
    if (!CertainlyNotEmpty(*item)) open = OpenFor(open, FirstUnknown(*item));
    const auto text = ToStringValue(call, item);
    if (!text) return call.Fail("an element is not a string");
    kept.push_back(*text);
  }
  // What is empty by a default only moves the others.
  return call.store().CompleteByDefault(call.List(kept, open, Shape::kList), DefaultIn(call.args));
}

Traced Reverse(Call& call) {
  std::vector<Traced> items = Elements(call.store(), call.args[0]);
  std::reverse(items.begin(), items.end());
  const Shape shape = call[0].shape == Shape::kSet ? Shape::kList : call[0].shape;
  return call.List(items, call[0].open_because, shape);
}

// Counts what it takes to look at each text of a list, and to copy it.
bool MayCopyTexts(const Call& call, const Value& list) {
  std::size_t steps = 0, bytes = 0;
  for (const Traced& item : list.items()) {
    if (!item->is_string()) continue;
    steps += StepsOfText(item->parts());
    for (const Part& part : item->parts()) bytes += part.text.size();
  }
  return call.host.Spend(steps) && call.store().budget().Fits(bytes);
}

Traced Sort(Call& call) {
  if (!MayCopyTexts(call, call[0])) return call.Limit();
  std::vector<Traced> items;
  std::vector<std::pair<std::string, std::size_t>> order;
  const Symbol* open = call[0].open_because;
  for (const Traced& item : Elements(call.store(), call.args[0])) {
    const auto text = KnownText(*item);
    if (!text && FirstUnknown(*item) == nullptr) return call.Fail("an element is not a string");
    if (!text) open = OpenFor(open, FirstUnknown(*item));
    order.emplace_back(text.value_or(""), items.size());
    items.push_back(*ToStringValue(call, item));
  }
  if (open != nullptr) return call.List(items, open);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Traced> sorted;
  for (const auto& [text, at] : order) sorted.push_back(items[at]);
  return call.List(sorted, nullptr, Shape::kList);
}

Traced ChunkList(Call& call) {
  const double size = call.NumberAt(1);
  if (size < 1) return call.Fail("the size is not positive");
  const auto all = Elements(call.store(), call.args[0]);
  std::vector<Traced> chunks;
  for (std::size_t at = 0; at < all.size();) {
    const auto count =
        static_cast<std::size_t>(std::min(size, static_cast<double>(all.size() - at)));
    chunks.push_back(call.List(std::span(all).subspan(at, count)));
    at += count;
  }
  return call.List(chunks);
}

constexpr Function kCollectionFunctions[] = {
    {"merge", "A*", Merge},    {"concat", "A*", Concat},     {"flatten", "L", Flatten},
    {"zipmap", "ll", ZipMap},  {"lookup", "AAA?", Lookup},   {"element", "LA", Element},
    {"one", "A", One},         {"slice", "Ann", Slice},      {"keys", "M", Keys},
    {"values", "M", Values},   {"length", "A", Length},      {"contains", "LA", Contains},
    {"index", "lA", IndexOf},  {"coalesce", "A*", Coalesce}, {"coalescelist", "A*", CoalesceList},
    {"alltrue", "L", AllTrue}, {"anytrue", "L", AnyTrue},    {"compact", "L", Compact},
    {"reverse", "L", Reverse}, {"sort", "L", Sort},          {"chunklist", "ln", ChunkList},
};

}  // namespace

std::span<const Function> CollectionFunctions() { return kCollectionFunctions; }

}  // namespace execlint::terraform
