#include "parsers/terraform/functions/unify.h"

#include <algorithm>

namespace execlint::terraform {
namespace {

using Types = std::span<const ValueType>;

constexpr std::uint32_t kMaxTyped = 4096;  // values in a value

bool IsCollection(const ValueType& type) { return type.kind >= ValueType::kList; }

bool Has(Types types, ValueType::Kind kind) {
  return std::ranges::any_of(types, [kind](const ValueType& type) { return type.kind == kind; });
}

// Is each of them of one of the two kinds?
bool Only(Types types, ValueType::Kind kind, ValueType::Kind other) {
  return std::ranges::all_of(
      types, [&](const ValueType& type) { return type.kind == kind || type.kind == other; });
}

ValueType Of(ValueType::Kind kind, ValueType element) {
  if (element.kind == ValueType::kNone) return element;
  if (!element.known()) {
    return {kind == ValueType::kMap ? ValueType::kSomeMap : ValueType::kSomeList};
  }
  ValueType made{.kind = kind};
  made.elements.push_back(std::move(element));
  return made;
}

// The collection whose elements all elements can be.
ValueType AsOne(ValueType::Kind kind, Types types) {
  std::vector<ValueType> elements;
  for (const ValueType& type : types) {
    elements.insert(elements.end(), type.elements.begin(), type.elements.end());
  }
  if (elements.empty()) return {ValueType::kNone};
  return Of(kind, Unify(elements));
}

// Tuples of one length, or objects with the same attributes: place by place.
ValueType PlaceByPlace(Types types) {
  ValueType made{.kind = types[0].kind, .names = types[0].names};
  bool known = true;
  for (std::size_t i = 0; i < types[0].elements.size(); ++i) {
    std::vector<ValueType> across;
    for (const ValueType& type : types) across.push_back(type.elements[i]);
    made.elements.push_back(Unify(across));
    if (made.elements.back().kind == ValueType::kNone) return {ValueType::kNone};
    known = known && made.elements.back().known();
  }
  return known ? made : ValueType{};
}

ValueType UnifyStructures(Types types, ValueType::Kind structure, ValueType::Kind collection) {
  const bool alike = std::ranges::all_of(types, [&](const ValueType& type) {
    return type.elements.size() == types[0].elements.size() && type.names == types[0].names;
  });
  return alike && types[0].kind == structure ? PlaceByPlace(types) : AsOne(collection, types);
}

ValueType UnifyScalars(Types types) {
  const bool number = Has(types, ValueType::kNumber), boolean = Has(types, ValueType::kBool);
  if (Has(types, ValueType::kString)) return {ValueType::kString};
  if (number && boolean) return {ValueType::kNone};
  return {number ? ValueType::kNumber : boolean ? ValueType::kBool : ValueType::kNull};
}

ValueType ElementsOf(const Value& value) {
  std::vector<ValueType> types;
  if (value.is_list()) {
    for (const Traced& item : value.items()) types.push_back(TypeOf(*item));
  } else {
    for (const Entry& entry : value.entries()) types.push_back(TypeOf(*entry.value));
  }
  // Of an empty one, or one that holds nothing but null, the type does not show.
  const ValueType made = types.empty() ? ValueType{} : Unify(types);
  return made.kind == ValueType::kNull ? ValueType{} : made;
}

Traced ConvertList(const Call& call, Traced value, const ValueType& type) {
  std::vector<Traced> items(value->items().begin(), value->items().end());
  const bool tuple = type.kind == ValueType::kTuple;
  if (tuple && items.size() != type.elements.size()) return call.Fail("the tuples differ");
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i] = ConvertTo(call, items[i], type.elements[tuple ? i : 0]);
    if (call.unknowns.Failed(*items[i])) return items[i];
  }
  if (type.kind == ValueType::kSet) {
    return {MakeSet(call, items, value->open_because).value, value.route};
  }
  const Shape shape = tuple ? Shape::kTuple : Shape::kList;
  return call.store().CompleteByDefault(
      {call.store().List(items, value->span, value->open_because, shape), value.route},
      value->complete_by_default);
}

// An object keeps the attributes that the type names.
Traced ConvertMap(const Call& call, Traced value, const ValueType& type) {
  const bool object = type.kind == ValueType::kObject;
  std::vector<Entry> entries = SortedEntries(*value);
  if (object) {
    std::erase_if(entries, [&](const Entry& entry) {
      return !std::ranges::binary_search(type.names, entry.key);
    });
    if (entries.size() != type.names.size()) return call.Fail("an attribute is missing");
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    entries[i].value = ConvertTo(call, entries[i].value, type.elements[object ? i : 0]);
    if (call.unknowns.Failed(*entries[i].value)) return entries[i].value;
  }
  const Shape shape = object ? Shape::kObject : Shape::kMap;
  return call.store().CompleteByDefault(
      {call.store().Map(entries, value->span, value->open_because, shape), value.route},
      value->complete_by_default);
}

}  // namespace

ValueType TypeOf(const Value& value) {
  const bool too_large = value.size > kMaxTyped || value.open();
  switch (value.kind) {
    case Kind::kNull:
      return {ValueType::kNull};
    case Kind::kString:
      return {ValueType::kString};
    case Kind::kNumber:
      return {ValueType::kNumber};
    case Kind::kBool:
      return {ValueType::kBool};
    case Kind::kUnknown:
      return {};
    case Kind::kList: {
      const bool list = value.shape == Shape::kList, set = value.shape == Shape::kSet;
      if (too_large || value.shape == Shape::kUnspecified) return {ValueType::kSomeList};
      if (list || set) return Of(list ? ValueType::kList : ValueType::kSet, ElementsOf(value));
      ValueType type{.kind = ValueType::kTuple};
      for (const Traced& item : value.items()) {
        type.elements.push_back(TypeOf(*item));
        if (!type.elements.back().known()) return {ValueType::kSomeList};
      }
      return type;
    }
    case Kind::kMap: {
      if (too_large || value.shape == Shape::kUnspecified) return {ValueType::kSomeMap};
      if (value.shape == Shape::kMap) return Of(ValueType::kMap, ElementsOf(value));
      ValueType type{.kind = ValueType::kObject};
      for (const Entry& entry : SortedEntries(value)) {
        type.names.push_back(entry.key);
        type.elements.push_back(TypeOf(*entry.value));
        if (!type.elements.back().known()) return {ValueType::kSomeMap};
      }
      return type;
    }
  }
  return {};
}

ValueType Unify(std::span<const ValueType> all) {
  const auto is_scalar = [](const ValueType& type) {
    return type.kind >= ValueType::kString && type.kind <= ValueType::kBool;
  };
  const auto is_map = [](const ValueType& type) {
    return type.kind == ValueType::kSomeMap || type.kind == ValueType::kMap ||
           type.kind == ValueType::kObject;
  };
  const bool scalar = std::ranges::any_of(all, is_scalar), map = std::ranges::any_of(all, is_map);
  const bool list = std::ranges::any_of(all, [&](const ValueType& type) {
    return type.kind == ValueType::kSomeList || (IsCollection(type) && !is_map(type));
  });
  if (Has(all, ValueType::kNone) || int{scalar} + int{map} + int{list} > 1) {
    return {ValueType::kNone};
  }
  if (Has(all, ValueType::kOpaque)) return {};
  if (Has(all, ValueType::kSomeList)) return {ValueType::kSomeList};
  if (Has(all, ValueType::kSomeMap)) return {ValueType::kSomeMap};
  std::vector<ValueType> types;
  for (const ValueType& type : all) {
    if (type.kind == ValueType::kNull) continue;
    if (std::ranges::find(types, type) == types.end()) types.push_back(type);
  }
  if (types.empty()) return {ValueType::kNull};
  if (types.size() == 1) return types[0];
  if (scalar) return UnifyScalars(types);
  // Next to null, what collections would become is not known to Terraform.
  if (Has(all, ValueType::kNull)) return {};
  if (map) return UnifyStructures(types, ValueType::kObject, ValueType::kMap);
  if (Only(types, ValueType::kTuple, ValueType::kList)) {
    return UnifyStructures(types, ValueType::kTuple, ValueType::kList);
  }
  if (Only(types, ValueType::kSet, ValueType::kSet)) return AsOne(ValueType::kSet, types);
  return {};
}

Traced ConvertTo(const Call& call, Traced value, const ValueType& type) {
  if (value->is_null() || value->is_unknown()) return value;
  std::optional<Traced> made;
  switch (type.kind) {
    case ValueType::kNone:
      return call.Fail("the values have no common type");
    case ValueType::kOpaque:
    case ValueType::kSomeList:
    case ValueType::kSomeMap:
    case ValueType::kNull:
      return value;
    case ValueType::kString:
      made = ToStringValue(call, value);
      break;
    case ValueType::kNumber:
      made = ToNumberValue(call, value);
      break;
    case ValueType::kBool:
      made = ToBoolValue(call, value);
      break;
    case ValueType::kList:
    case ValueType::kSet:
    case ValueType::kTuple:
      if (value->is_list()) return ConvertList(call, value, type);
      break;
    case ValueType::kMap:
    case ValueType::kObject:
      if (value->is_map()) return ConvertMap(call, value, type);
      break;
  }
  return made ? *made : call.Fail("the values have no common type");
}

}  // namespace execlint::terraform
