#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "parsers/terraform/functions/function.h"

namespace execlint::terraform {
namespace {

using Table = std::unordered_map<std::string_view, const Function*>;

const Table& AllFunctions() {
  static const Table table = [] {
    Table made;
    const std::array families = {StringFunctions(),     FormatFunctions(), PatternFunctions(),
                                 CollectionFunctions(), SetFunctions(),    NumberFunctions(),
                                 EncodingFunctions(),   TypeFunctions()};
    for (const auto& family : families) {
      for (const Function& function : family) made.emplace(function.name, &function);
    }
    return made;
  }();
  return table;
}

// What happened to an argument: it fits (perhaps converted), or the call is settled by it.
struct Fit {
  std::optional<Traced> converted;
  std::optional<Traced> settled;
};

Fit Settle(Traced settled) { return {std::nullopt, settled}; }

Fit FitScalar(const Call& call, char type, Traced argument) {
  std::optional<Traced> scalar;
  if (type == 'n') {
    scalar = ToNumberValue(call, argument);
  } else if (type == 'b') {
    scalar = ToBoolValue(call, argument);
  } else {
    scalar = ToStringValue(call, argument);
  }
  if (!scalar) return Settle(call.Fail("an argument has the wrong type"));
  if (type != 'S' && FirstUnknown(**scalar) != nullptr) return Settle(call.Unknown());
  return {scalar, std::nullopt};
}

Fit FitArgument(const Call& call, char type, Traced argument) {
  if (type == 'A') return {argument, std::nullopt};
  if (argument->is_unknown()) {
    return type == 'S' ? Fit{argument, std::nullopt} : Settle(call.Unknown());
  }
  if (type == 'a') return {argument, std::nullopt};
  if (argument->is_null()) return Settle(call.Fail("an argument is null"));
  const bool list = type == 'l' || type == 'L', map = type == 'm' || type == 'M';
  if (!list && !map) return FitScalar(call, type, argument);
  if (list ? !argument->is_list() : !argument->is_map()) {
    return Settle(call.Fail("an argument has the wrong type"));
  }
  if ((type == 'l' || type == 'm') && argument->open()) return Settle(call.Unknown());
  return {argument, std::nullopt};
}

// Checks and converts the arguments. A result: the call is settled by them.
std::optional<Traced> FitArguments(Call& call, std::string_view takes) {
  const bool optional = takes.ends_with('?');
  if (optional) takes.remove_suffix(1);
  const bool variadic = takes.ends_with('*');
  if (variadic) takes.remove_suffix(1);
  const std::size_t fixed = takes.size() - (optional || variadic ? 1 : 0);
  if (call.size() < fixed || (!variadic && call.size() > takes.size())) {
    return call.Fail("wrong number of arguments");
  }
  for (const Traced& argument : call.args) {
    if (call.unknowns.Failed(*argument)) return argument;
  }
  // An argument of the wrong type fails the call even where another is unknown.
  std::optional<Traced> unknown;
  for (std::size_t i = 0; i < call.size(); ++i) {
    const Fit fit = FitArgument(call, takes[std::min(i, takes.size() - 1)], call.args[i]);
    if (fit.converted) {
      call.args[i] = *fit.converted;
    } else if (call.unknowns.Failed(**fit.settled)) {
      return fit.settled;
    } else {
      unknown = fit.settled;
    }
  }
  return unknown;
}

// Counts what every function takes that looks at all of its arguments once, and makes one thing of
// each element. What takes more counts the rest itself.
bool MayCall(const Call& call) {
  constexpr std::size_t kBytesOfAnElement = 192;
  constexpr std::size_t kElementsInAStep = 8;
  std::size_t steps = 1, elements = 0;
  for (const Traced& argument : call.args) {
    steps += 1 + argument->count / kElementsInAStep;
    if (argument->is_list() || argument->is_map()) elements += argument->count;
    if (argument->is_string()) steps += StepsOfText(argument->parts());
  }
  Budget& budget = call.store().budget();
  return budget.Spend(steps) && budget.Fits(elements * kBytesOfAnElement);
}

// The same of a text that it returns, which is looked at once more.
bool MayReturn(const Call& call, const Value& text) {
  constexpr std::size_t kBytesInAStep = 256;
  if (!FitsString(text.parts())) return false;
  std::size_t bytes = 0;
  for (const Part& part : text.parts()) bytes += part.text.size();
  return call.host.Spend(text.count + bytes / kBytesInAStep);
}

// What Terraform knows to be different every time, or from the outside.
Why WhyOf(std::string_view function) {
  constexpr std::string_view kChanging[] = {"timestamp", "plantimestamp", "uuid", "bcrypt"};
  return std::find(std::begin(kChanging), std::end(kChanging), function) != std::end(kChanging)
             ? Why::kTimeOrRandom
             : Why::kUnsupported;
}

// What these make keeps the routes of its pieces, and so knows which of them are secrets.
constexpr std::string_view kKeepRoutes[] = {
    "chunklist",  "coalesce",   "coalescelist", "compact",         "concat",         "distinct",
    "element",    "file",       "flatten",      "format",          "formatlist",     "join",
    "jsondecode", "jsonencode", "keys",         "lookup",          "merge",          "nonsensitive",
    "one",        "reverse",    "sensitive",    "setintersection", "setproduct",     "setsubtract",
    "setunion",   "slice",      "sort",         "templatefile",    "templatestring", "tolist",
    "tomap",      "toset",      "tostring",     "values",          "yamldecode",     "zipmap"};

// What these make of something that is not empty, or of numbers that are not less than one, is not
// either.
constexpr std::string_view kKeepSome[] = {"distinct", "keys",   "max",   "min",   "reverse",
                                          "sort",     "tolist", "toset", "values"};

void MarkSome(const Call& call, const Value& made) {
  const bool keeps = std::ranges::find(kKeepSome, call.name) != std::end(kKeepSome);
  if (!keeps || !made.is_unknown() || call.unknowns.Failed(made)) return;
  if (std::all_of(call.args.begin(), call.args.end(),
                  [&](const Traced& one) { return call.unknowns.IsSome(*one); })) {
    call.unknowns.MarkSome(&made.symbol());
  }
}

std::optional<bool> EqualText(const Value& a, const Value& b) {
  if (SameText(a, b)) return true;
  const auto x = a.parts(), y = b.parts();
  const auto known = [](std::span<const Part> parts) {
    return std::ranges::none_of(parts, [](const Part& part) { return part.hole != nullptr; });
  };
  const bool known_a = known(x), known_b = known(y);
  if (known_a && known_b) return false;
  const std::string front_a = KnownEdge(x, true), front_b = KnownEdge(y, true);
  const std::size_t front = std::min(front_a.size(), front_b.size());
  if (front_a.substr(0, front) != front_b.substr(0, front)) return false;
  const std::string back_a = KnownEdge(x, false), back_b = KnownEdge(y, false);
  const std::size_t back = std::min(back_a.size(), back_b.size());
  if (back_a.substr(back_a.size() - back) != back_b.substr(back_b.size() - back)) return false;
  const auto literal = [](std::span<const Part> parts) {
    std::size_t size = 0;
    for (const Part& part : parts) size += part.text.size();
    return size;
  };
  if (known_a && literal(x) < literal(y)) return false;
  if (known_b && literal(y) < literal(x)) return false;
  return std::nullopt;
}

// Counts what it takes to compare two texts. Those that differ in size are looked at once, too:
// their parts may have to be put together.
bool MayCompareTexts(Budget& budget, const Value& a, const Value& b) {
  constexpr std::size_t kBytesInAStep = 64;
  std::size_t bytes = 0, parts = 0;
  for (const Value* one : {&a, &b}) {
    parts += one->parts().size();
    for (const Part& part : one->parts()) bytes += part.text.size();
  }
  const std::size_t steps = parts / 8 + bytes / kBytesInAStep;
  return steps == 0 || budget.Spend(steps);
}

// AWS gives every resource an id and an ARN that are neither null nor empty.
bool NeverEmpty(const Symbol& symbol) {
  return symbol.resource != ResourceId::kNone &&
         (symbol.attribute == "arn" || symbol.attribute == "id" || symbol.attribute == "name" ||
          symbol.attribute == "unique_id");
}

// To compare two numbers that are no doubles, their digits may have to be made.
constexpr std::size_t kStepsOfBigNumbers = 32;
bool IsBig(const Value& number) { return number.precision == ExactNumber::Precision::kBig; }

bool IsNothing(const Value& value) {
  return value.is_null() || (value.is_string() && value.count == 0);
}

// Collections are equal only if they are of one type. What that is shows in the elements, so not
// that of an empty list or map, nor where an element is null.
bool SameShape(const Value& a, const Value& b) {
  if (a.shape != b.shape || a.shape == Shape::kUnspecified) return false;
  return a.shape == Shape::kTuple || a.shape == Shape::kObject || a.count > 0;
}

bool DifferentShapes(const Value& a, const Value& b) {
  return a.shape != b.shape && a.shape != Shape::kUnspecified && b.shape != Shape::kUnspecified;
}

// Does a set have such elements in a known order?
bool Ordered(const Value& a, const Value& b) {
  const auto known = [](const Value& value) {
    return value.kind == Kind::kNumber || (value.is_string() && KnownText(value));
  };
  return known(a) && known(b);
}

std::optional<bool> EqualLists(Unknowns& unknowns, const Value& a, const Value& b) {
  if (DifferentShapes(a, b)) return false;
  if (a.open() || b.open()) return std::nullopt;
  if (a.count != b.count) return false;
  bool sure = SameShape(a, b);
  for (std::size_t i = 0; i < a.count; ++i) {
    const Value &x = *a.items()[i], &y = *b.items()[i];
    const auto equal = Equal(unknowns, x, y);
    // Elements of a set may stand in another order, where they are not texts or numbers.
    if (equal == false && (a.shape != Shape::kSet || Ordered(x, y))) return false;
    sure = sure && equal == true && !x.is_null();
  }
  return sure ? std::optional(true) : std::nullopt;
}

std::optional<bool> EqualMaps(Unknowns& unknowns, const Value& a, const Value& b) {
  if (DifferentShapes(a, b)) return false;
  if (a.open() || b.open()) return std::nullopt;
  const auto x = SortedEntries(a), y = SortedEntries(b);
  if (x.size() != y.size()) return false;
  bool sure = SameShape(a, b);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto equal = Equal(unknowns, *x[i].value, *y[i].value);
    if (x[i].key != y[i].key || equal == false) return false;
    sure = sure && equal == true && !x[i].value->is_null();
  }
  return sure ? std::optional(true) : std::nullopt;
}

}  // namespace

Traced Call::Unknown() const {
  std::string text(name);
  text += '(';
  const char* separator = "";
  for (std::size_t i = 0; i < args.size(); ++i) {
    text += std::exchange(separator, ", ");
    const bool key = name == "lookup" && i == 1;
    text += key ? unknowns.Rendered(args[i]) : unknowns.NameOf(args[i]);
  }
  text += ')';
  return unknowns.Derived(std::move(text), args, at, WhyOf(name));
}

Traced Call::Fail(std::string_view message) const {
  return unknowns.Fail(std::string(name) + "(): " + std::string(message), at);
}

Traced Call::Limit() const {
  store().budget().MeetBound();
  const Symbol* symbol =
      store().Intern({.why = Why::kLimit,
                      .name = std::string(name) + "() makes more than execlint follows",
                      .naming = Symbol::Naming::kWords});
  return {store().Unknown(symbol, at)};
}

bool IsFunction(std::string_view name) { return AllFunctions().contains(name); }

Traced CallFunction(Call call) {
  if (call.name.starts_with("core::")) call.name.remove_prefix(6);
  const auto found = AllFunctions().find(call.name);
  if (found == AllFunctions().end()) {
    for (const Traced& argument : call.args) {
      if (call.unknowns.Failed(*argument)) return argument;
    }
    return call.Unknown();
  }
  const Function& function = *found->second;
  const std::vector<Traced> given = call.args;
  if (const auto settled = FitArguments(call, function.takes)) {
    MarkSome(call, **settled);
    return *settled;
  }
  if (!MayCall(call)) return call.Limit();
  Traced made = function.body(call);
  if (made->is_string() && !MayReturn(call, *made)) return call.Limit();
  made = WithComposedText(call.store(), made);
  // One of the arguments, which coalesce() has chosen, say: also where it is unknown.
  const auto is_made = [&](const Traced& one) { return one.value == made.value; };
  const auto holds_made = [&](const Traced& one) {
    const auto entry_is_made = [&](const Entry& entry) { return is_made(entry.value); };
    return (one->is_list() && std::any_of(one->items().begin(), one->items().end(), is_made)) ||
           (one->is_map() &&
            std::any_of(one->entries().begin(), one->entries().end(), entry_is_made));
  };
  const bool chosen = made->is_unknown() && std::any_of(given.begin(), given.end(), is_made);
  const bool taken = made->is_unknown() && std::any_of(given.begin(), given.end(), holds_made);
  const RouteStep* step = chosen ? DefaultIn(given) : taken ? CompletingDefault(given) : nullptr;
  if (step != nullptr) return call.store().Via(made, step->how, step->at);
  const bool keeps = std::ranges::find(kKeepRoutes, call.name) != std::end(kKeepRoutes);
  return Tainted(call.store(), keeps ? made : WithSecretOf(call.store(), made, given), given);
}

bool FitsString(std::span<const Part> parts) {
  std::size_t size = 0;
  for (const Part& part : parts) size += part.text.size();
  return parts.size() <= kMaxParts && size <= kMaxText;
}

std::vector<Entry> SortedEntries(std::span<const Entry> given) {
  std::vector<Entry> entries(given.begin(), given.end());
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.key < b.key; });
  // Of equal keys the last one counts.
  std::vector<Entry> kept;
  kept.reserve(entries.size());
  for (const Entry& entry : entries) {
    if (!kept.empty() && kept.back().key == entry.key) {
      kept.back() = entry;
    } else {
      kept.push_back(entry);
    }
  }
  return kept;
}

std::optional<std::int64_t> ToInteger(const ExactNumber& number) {
  constexpr double kMost = 9007199254740992;  // 2^53: far beyond what can be counted here
  if (number.big != nullptr || std::trunc(number.plain) != number.plain) return std::nullopt;
  if (std::abs(number.plain) >= kMost) return std::nullopt;
  return static_cast<std::int64_t>(number.plain);
}

std::optional<Traced> ToStringValue(const Call& call, Traced value) {
  switch (value->kind) {
    case Kind::kBool:
    case Kind::kNumber:
      return Traced{call.store().Literal(*KnownText(*value), value->span, value->span, false),
                    value.route};
    case Kind::kString:
    case Kind::kUnknown:
    case Kind::kNull:
      return value;
    default:
      return std::nullopt;
  }
}

namespace {

// Counts what it takes to read a text that is more than a word.
bool MayRead(const Call& call, const Value& text) {
  const std::size_t steps = StepsOfText(text.parts());
  return steps == 0 || call.store().budget().Spend(steps);
}

}  // namespace

std::optional<Traced> ToNumberValue(const Call& call, Traced value) {
  if (value->is_string()) {
    if (!MayRead(call, *value)) return call.Limit();
    const auto text = KnownText(*value);
    if (!text) {
      return call.unknowns.Derived(call.unknowns.Rendered(value), std::span(&value, 1), call.at);
    }
    auto out = BigNumbers::Out::kNotANumber;
    const auto number = call.store().numbers().Parse(*text, &out);
    if (number) return Traced{call.store().Number(*number, value->span), value.route};
    if (out == BigNumbers::Out::kBeyondBounds) return call.Limit();
    return std::nullopt;
  }
  if (value->kind == Kind::kNumber || value->is_unknown() || value->is_null()) return value;
  return std::nullopt;
}

std::optional<Traced> ToBoolValue(const Call& call, Traced value) {
  if (value->is_string()) {
    if (!MayRead(call, *value)) return call.Limit();
    const auto text = KnownText(*value);
    if (!text)
      return call.unknowns.Derived(call.unknowns.Rendered(value), std::span(&value, 1), call.at);
    const bool yes = *text == "true" || *text == "1";
    if (!yes && *text != "false" && *text != "0") return std::nullopt;
    return Traced{call.store().Bool(yes, value->span), value.route};
  }
  if (value->kind == Kind::kBool || value->is_unknown() || value->is_null()) return value;
  return std::nullopt;
}

std::optional<bool> Equal(Unknowns& unknowns, const Value& a, const Value& b) {
  // Lists and maps are walked as trees.
  if (std::min(a.size, b.size) > 1 && !unknowns.store().budget().Spend(std::min(a.size, b.size))) {
    return std::nullopt;
  }
  if (&a == &b) return FirstUnknown(a) == nullptr ? std::optional(true) : std::nullopt;
  if (a.is_unknown() || b.is_unknown()) {
    if (a.is_unknown() && b.is_unknown() && &a.symbol() == &b.symbol()) return true;
    const Value& unknown = a.is_unknown() ? a : b;
    const Value& other = a.is_unknown() ? b : a;
    if (IsNothing(other) && NeverEmpty(unknown.symbol())) return false;
    if (other.kind == Kind::kNumber && other.number() < 1 && unknowns.IsSome(unknown)) return false;
    const auto excluded = unknowns.ExcludedBy(&unknown.symbol());
    const bool never = std::any_of(excluded.begin(), excluded.end(), [&](const Value* literal) {
      return Equal(unknowns, *literal, other) == true;
    });
    if (never) return false;
    return std::nullopt;
  }
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Kind::kNull:
      return true;
    case Kind::kBool:
      return a.boolean() == b.boolean();
    case Kind::kNumber:
      if (IsBig(a) && IsBig(b) && !unknowns.store().budget().Spend(kStepsOfBigNumbers)) {
        return std::nullopt;
      }
      return SameNumber(a.exact_number(), b.exact_number());
    case Kind::kString:
      return MayCompareTexts(unknowns.store().budget(), a, b) ? EqualText(a, b) : std::nullopt;
    case Kind::kList:
      return EqualLists(unknowns, a, b);
    case Kind::kMap:
      return EqualMaps(unknowns, a, b);
    case Kind::kUnknown:
      break;
  }
  return std::nullopt;
}

namespace {

// Is there enough to put a route behind so many others?
bool MayCopy(ValueStore& store, std::size_t times, const RouteStep* route) {
  const std::size_t steps = route != nullptr ? route->length : 0;
  return store.budget().Spend(times * (1 + steps) / 8) &&
         store.budget().Fits(times * (1 + steps) * sizeof(RouteStep));
}

const Symbol* LimitIn(ValueStore& store) {
  return store.Intern({.why = Why::kLimit,
                       .name = "a text that is more than execlint follows",
                       .naming = Symbol::Naming::kWords});
}

}  // namespace

bool AppendText(ValueStore& store, Traced value, std::vector<Part>& parts) {
  switch (value->kind) {
    case Kind::kString:
      if (!MayCopy(store, value->count, value.route)) {
        parts.push_back({.from = value->span, .hole = LimitIn(store)});
        return true;
      }
      for (Part part : value->parts()) {
        part.route = store.Chain(part.route, value.route);
        parts.push_back(part);
      }
      return true;
    case Kind::kBool:
    case Kind::kNumber:
      parts.push_back({.text = store.Keep(*KnownText(*value)),
                       .from = value->span,
                       .verbatim = false,
                       .route = value.route});
      return true;
    case Kind::kUnknown:
      parts.push_back({.from = value->span, .hole = &value->symbol(), .route = value.route});
      return true;
    default:
      return false;
  }
}

bool CertainlyNotEmpty(const Value& value) {
  if (value.is_unknown()) return NeverEmpty(value.symbol());
  if (value.is_string()) {
    return std::any_of(value.parts().begin(), value.parts().end(), [](const Part& part) {
      return part.hole == nullptr || NeverEmpty(*part.hole);
    });
  }
  return !value.is_null();
}

bool IsOneForAll(const Value& list) {
  return list.is_list() && list.count == 1 &&
         (!list.open() || list.open_because->rest != Symbol::Rest::kAny);
}

Traced OneOrNothing(const Call& call, Traced list) {
  const Traced made = call.Unknown();
  if (IsOneForAll(*list)) {
    call.unknowns.MarkOrNothing(&made->symbol(), call.store().Inside(list, list->items()[0]));
  }
  return made;
}

std::vector<Traced> Elements(ValueStore& store, Traced list) {
  std::vector<Traced> elements;
  if (!MayCopy(store, list->count, list.route)) return {list->items().begin(), list->items().end()};
  elements.reserve(list->count);
  for (const Traced& item : list->items()) elements.push_back(store.Inside(list, item));
  return elements;
}

}  // namespace execlint::terraform
