// Sets are lists in the order Terraform gives them (sorted, without doubles) that know their shape.
#include <algorithm>

#include "parsers/terraform/functions/function.h"
#include "parsers/terraform/functions/unify.h"

namespace execlint::terraform {
namespace {

constexpr std::size_t kMaxCompared = 4096;

// Leaves out what certainly stands earlier in the list. `unsure`: something may be a double.
std::vector<Traced> WithoutDoubles(const Call& call, const std::vector<Traced>& items,
                                   const Symbol*& unsure) {
  std::vector<Traced> kept;
  for (const Traced& item : items) {
    bool twice = false;
    if (!call.host.Spend(1 + kept.size())) {
      unsure = &call.Limit()->symbol();
      return kept;
    }
    for (const Traced& earlier : kept) {
      const auto equal = Equal(call.unknowns, *earlier, *item);
      // Collections whose shape is not known are the same where they are written alike.
      const bool same =
          equal.value_or(false) ||
          (!equal && FirstUnknown(*item) == nullptr && FirstUnknown(*earlier) == nullptr &&
           call.unknowns.Rendered(item) == call.unknowns.Rendered(earlier));
      if (same) {
        twice = true;
        break;
      }
      if (!equal) {
        const Symbol* unknown = FirstUnknown(*item);
        unsure = OpenFor(unsure, unknown != nullptr ? unknown : FirstUnknown(*earlier));
      }
    }
    if (!twice) kept.push_back(item);
  }
  return kept;
}

Traced Distinct(Call& call) {
  const Symbol* open = call[0].open_because;
  const auto kept = WithoutDoubles(call, Unified(call, Elements(call.store(), call.args[0])), open);
  return call.List(kept, open, Shape::kList);
}

std::vector<Traced> AllElements(const Call& call, const Symbol*& open) {
  std::vector<Traced> items;
  for (const Traced& argument : call.args) {
    open = OpenFor(open, argument->open_because);
    for (const Traced& item : Elements(call.store(), argument)) items.push_back(item);
  }
  return items;
}

Traced SetUnion(Call& call) {
  const Symbol* open = nullptr;
  const auto items = AllElements(call, open);
  return MakeSet(call, items, open);
}

// Is `item` in `list`? Nothing: that is not known.
std::optional<bool> IsIn(const Call& call, const Value& list, const Value& item) {
  bool unsure = list.open();
  for (const Traced& other : list.items()) {
    const auto equal = Equal(call.unknowns, *other, item);
    if (equal == true) return true;
    unsure |= !equal;
  }
  return unsure ? std::nullopt : std::optional(false);
}

// The type that the elements of all sets can be.
ValueType TypeOfAll(const Call& call) {
  std::vector<ValueType> types;
  for (const Traced& argument : call.args) {
    for (const Traced& item : argument->items()) types.push_back(TypeOf(*item));
  }
  return Unify(types);
}

// The elements of the first set that are (or are not) in all others.
Traced Filtered(Call& call, bool keep) {
  const ValueType type = TypeOfAll(call);
  if (type.kind == ValueType::kNone) return call.Fail("the sets have no common type");
  if (type.known()) {
    for (Traced& argument : call.args) {
      argument =
          ConvertTo(call, argument,
                    {.kind = ValueType::kTuple, .elements = std::vector(argument->count, type)});
    }
  }
  std::vector<Traced> kept;
  const Symbol* open = call[0].open_because;
  for (const Traced& item : Elements(call.store(), call.args[0])) {
    std::optional<bool> in = keep;
    for (std::size_t i = 1; i < call.size() && in == keep; ++i) {
      if (!call.host.Spend(call[i].count)) return call.Limit();
      in = IsIn(call, call[i], *item);
    }
    if (!in) return call.Unknown();
    if (*in == keep) kept.push_back(item);
  }
  return MakeSet(call, kept, open);
}

Traced SetIntersection(Call& call) { return Filtered(call, true); }
Traced SetSubtract(Call& call) { return Filtered(call, false); }

// Of lists and tuples, a list; where the shape of one is not known, neither is that of the result.
Shape AllShaped(std::span<const Traced> lists) {
  return std::ranges::all_of(lists,
                             [](const Traced& one) { return one->shape != Shape::kUnspecified; })
             ? Shape::kList
             : Shape::kUnspecified;
}

Traced SetProduct(Call& call) {
  if (call.size() < 2) return call.Fail("there are less than two sets");
  std::vector<std::vector<Traced>> rows(1);
  for (const Traced& argument : call.args) {
    std::vector<std::vector<Traced>> longer;
    if (!call.host.Spend(1 + rows.size() * argument->count) ||
        rows.size() * argument->count > kMaxCompared) {
      return call.Limit();
    }
    for (const auto& row : rows) {
      for (const Traced& item : Unified(call, Elements(call.store(), argument))) {
        if (call.unknowns.Failed(*item)) return item;
        longer.push_back(row);
        longer.back().push_back(item);
      }
    }
    rows = std::move(longer);
  }
  std::vector<Traced> made;
  for (const auto& row : rows) made.push_back(call.List(row, nullptr, Shape::kTuple));
  const bool sets = std::ranges::any_of(
      call.args, [](const Traced& argument) { return argument->shape == Shape::kSet; });
  return sets ? MakeSet(call, made, nullptr) : call.List(made, nullptr, AllShaped(call.args));
}

Traced ToSet(Call& call) {
  if (call[0].is_null()) return call.args[0];
  if (!call[0].is_list()) return call.Fail("the argument is not a list");
  const Traced made = MakeSet(call, Elements(call.store(), call.args[0]), call[0].open_because);
  return {made.value, call.args[0].route};
}

constexpr Function kSetFunctions[] = {
    {"distinct", "L", Distinct},
    {"setunion", "L*", SetUnion},
    {"setintersection", "LL*", SetIntersection},
    {"setsubtract", "LL", SetSubtract},
    {"setproduct", "l*", SetProduct},
    {"toset", "a", ToSet},
};

// Next to a string, what else is a number or bool is one.
std::vector<Traced> UnifiedScalars(const Call& call, std::vector<Traced> items) {
  const auto is_string = [](const Traced& item) { return item->is_string(); };
  if (std::none_of(items.begin(), items.end(), is_string)) return items;
  for (Traced& item : items) {
    if (const auto text = ToStringValue(call, item)) item = *text;
  }
  return items;
}

}  // namespace

std::vector<Traced> Unified(const Call& call, std::vector<Traced> items) {
  std::vector<ValueType> types;
  for (const Traced& item : items) types.push_back(TypeOf(*item));
  const ValueType type = Unify(types);
  if (type.kind == ValueType::kNone) {
    items.push_back(call.Fail("the elements have no common type"));
    return items;
  }
  if (!type.known()) return UnifiedScalars(call, std::move(items));
  for (Traced& item : items) item = ConvertTo(call, item, type);
  return items;
}

Traced MakeSet(const Call& call, std::vector<Traced> items, const Symbol* open) {
  items = WithoutDoubles(call, Unified(call, std::move(items)), open);
  if (open != nullptr) return call.List(items, open, Shape::kSet);
  const bool numbers = std::all_of(items.begin(), items.end(),
                                   [](const Traced& item) { return item->kind == Kind::kNumber; });
  const bool flags = std::all_of(items.begin(), items.end(),
                                 [](const Traced& item) { return item->kind == Kind::kBool; });
  const bool texts = std::all_of(items.begin(), items.end(), [](const Traced& item) {
    return item->is_string() && KnownText(*item).has_value();
  });
  if (numbers) {
    std::stable_sort(items.begin(), items.end(), [](const Traced& a, const Traced& b) {
      return Compare(a->exact_number(), b->exact_number()) < 0;
    });
  } else if (flags) {
    std::stable_sort(items.begin(), items.end(),
                     [](const Traced& a, const Traced& b) { return a->boolean() < b->boolean(); });
  } else if (texts) {
    std::stable_sort(items.begin(), items.end(), [](const Traced& a, const Traced& b) {
      return *KnownText(*a) < *KnownText(*b);
    });
  }
  return call.List(items, nullptr, Shape::kSet);
}

std::span<const Function> SetFunctions() { return kSetFunctions; }

}  // namespace execlint::terraform
