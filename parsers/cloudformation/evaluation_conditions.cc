// Conditions: If, Equals, And, Or, Not. Three-valued: what is not known is said with its reason.
#include "parsers/cloudformation/evaluation.h"

namespace execlint::cloudformation {
namespace {

// Where the default stands that a compared value rests on, if it rests on one.
std::optional<Span> DefaultUnder(Traced value) {
  const RouteStep* step = DefaultBehind(value);
  if (step == nullptr && value->is_list()) {
    for (const Traced& item : value->items()) {
      if (step == nullptr) step = DefaultOn(item.route);
    }
  }
  return step != nullptr ? std::optional(step->at) : std::nullopt;
}

}  // namespace

Truth Evaluation::Condition(std::string_view name) {
  const Traced raw = template_.condition(name);
  if (!raw) {
    return {.why = store_.Intern(
                {.why = Why::kBroken, .name = "condition " + std::string(name), .at = {}})};
  }
  // Views into the template live longer than `name` may.
  const Entry* entry = Find(*template_.section("Conditions"), name);
  if (const auto known = conditions_.find(entry->key); known != conditions_.end()) {
    return known->second;
  }
  if (!conditions_underway_.insert(entry->key).second) {
    return {.why = store_.Intern({.why = Why::kBroken,
                                  .name = "condition " + std::string(name) + ", which uses itself",
                                  .at = raw->span})};
  }
  const Truth truth = Holds(raw);
  conditions_underway_.erase(entry->key);
  conditions_.emplace(entry->key, truth);
  return truth;
}

Truth Evaluation::Holds(Traced raw) {
  Nested nested(*this);
  if (!nested.within_bounds()) return {.why = &Limit(raw->span)->symbol()};
  if (const std::string_view name = ConditionName(*raw); !name.empty()) return Condition(name);
  const Intrinsic intrinsic = AsIntrinsic(*raw);
  switch (intrinsic.function) {
    case Function::kEquals:
      return Equals(intrinsic, *raw);
    case Function::kAnd:
      return Connect(intrinsic, false);
    case Function::kOr:
      return Connect(intrinsic, true);
    case Function::kNot: {
      const Traced argument = intrinsic.argument;
      const bool listed = argument->is_list() && argument->count == 1;
      Truth truth = Holds(listed ? argument->items()[0] : argument);
      if (truth.value) truth.value = !*truth.value;
      return truth;
    }
    default:
      if (raw->kind == Kind::kBool) return {.value = raw->boolean()};
      return {.why = store_.Intern({.why = Why::kUnsupported,
                                    .name = "a condition that is not evaluated",
                                    .at = raw->span})};
  }
}

// And is decided by one that is false, Or by one that is true.
Truth Evaluation::Connect(const Intrinsic& intrinsic, bool decisive) {
  Truth all{.value = !decisive};
  if (!intrinsic.argument->is_list()) {
    return {.why = &Broken(intrinsic, *intrinsic.argument)->symbol()};
  }
  for (const Traced& item : intrinsic.argument->items()) {
    const Truth one = Holds(item);
    if (one.value && *one.value == decisive) return one;
    if (!one.value && all.value) all = {.why = one.why};
    if (one.default_at && !all.default_at) all.default_at = one.default_at;
  }
  return all;
}

Traced Evaluation::Operand(Traced raw) {
  const Intrinsic intrinsic = AsIntrinsic(*raw);
  if (intrinsic.function == Function::kRef) {
    std::string storage;
    const std::string_view name = PlainText(*intrinsic.argument, storage);
    if (const Traced value = parameters_.GetCompared(name, scenario_, reads_)) {
      return store_.Via(value, RouteStep::How::kReference, raw->span);
    }
  }
  return Deep(raw);
}

Truth Evaluation::Equals(const Intrinsic& intrinsic, const Value& raw) {
  if (!intrinsic.argument->is_list() || intrinsic.argument->count != 2) {
    return {.why = &Broken(intrinsic, raw)->symbol()};
  }
  const Traced a = Operand(intrinsic.argument->items()[0]);
  const Traced b = Operand(intrinsic.argument->items()[1]);
  if (!a || !b) return {.value = !a && !b};
  Truth truth = SameValues(a, b, raw);
  for (const Traced& side : {a, b}) {
    if (const auto at = DefaultUnder(side)) truth.default_at = at;
  }
  return truth;
}

Truth Evaluation::SameValues(Traced a, Traced b, const Value& raw) {
  if (a->is_list() && b->is_list()) {
    const Symbol* unknown = a->open() ? a->open_because : b->open_because;
    if (unknown == nullptr && a->count != b->count) return {.value = false};
    for (std::size_t i = 0; i < a->count && i < b->count; ++i) {
      const Truth one = SameValues(a->items()[i], b->items()[i], raw);
      if (one.value && !*one.value) return one;
      if (!one.value && unknown == nullptr) unknown = one.why;
    }
    if (unknown != nullptr) return {.why = unknown};
    return {.value = true};
  }
  if (SameText(*a, *b)) return {.value = true};
  const auto x = KnownText(*a), y = KnownText(*b);
  if (x && y) return {.value = false};
  for (const auto& [side, text] : {std::pair(a, y), std::pair(b, x)}) {
    if (text && side->is_unknown() && !parameters_.OtherMayBe(side->symbol(), *text)) {
      return {.value = false};
    }
  }
  const Symbol* unknown = FirstUnknown(*a);
  if (unknown == nullptr) unknown = FirstUnknown(*b);
  if (unknown != nullptr) return {.why = unknown};
  return {.why = store_.Intern({.why = Why::kBroken,
                                .name = "a comparison of values of different kinds",
                                .at = raw.span})};
}

Traced Evaluation::If(const Intrinsic& intrinsic, const Value& raw) {
  if (!intrinsic.argument->is_list() || intrinsic.argument->count != 3) {
    return Broken(intrinsic, raw);
  }
  const auto arguments = intrinsic.argument->items();
  const Truth truth = arguments[0]->is_string() ? Condition(KnownText(*arguments[0]).value_or(""))
                                                : Holds(arguments[0]);
  if (!truth.value) {
    // Either way the same: then it does not matter.
    const Traced yes = Head(arguments[1]), no = Head(arguments[2]);
    if (!yes && !no) return {};
    if (yes && no && SameText(*yes, *no)) return yes;
    return UnknownResult(intrinsic, *truth.why, raw);
  }
  Traced chosen = Head(arguments[*truth.value ? 1 : 2]);
  if (!chosen) {
    if (!truth.default_at) return {};
    chosen = {store_.Null(raw.span)};  // absent, but only by a default
  }
  if (truth.default_at) chosen = store_.Via(chosen, RouteStep::How::kDefault, *truth.default_at);
  return store_.Via(chosen, RouteStep::How::kDecision, arguments[0]->span);
}

}  // namespace execlint::cloudformation
