// Conditions: If, Equals, And, Or, Not. Three-valued: an unknown condition has a reason.
#include "parsers/cloudformation/evaluation.h"

namespace execlint::cloudformation {
namespace {

// Where the default stands that a compared value rests on, if it rests on one.
const RouteStep* DefaultUnder(Traced value) {
  const RouteStep* step = DefaultBehind(value);
  if (step == nullptr && value->is_list()) {
    for (const Traced& item : value->items()) {
      if (step == nullptr) step = DefaultOn(item.route);
    }
  }
  return step;
}

Answer Undecided(const Symbol* why) { return Answer::Maybe(Unknown{.symbol = why}); }

}  // namespace

Answer Evaluation::Condition(std::string_view name) {
  const Traced raw = template_.condition(name);
  if (!raw) {
    return Undecided(store_.Intern({.why = Why::kBroken,
                                    .name = "condition " + std::string(name),
                                    .naming = Symbol::Naming::kWords,
                                    .at = {}}));
  }
  // Views into the template live longer than `name` may.
  const Entry* entry = Find(*template_.section("Conditions"), name);
  if (const auto known = conditions_.find(entry->key); known != conditions_.end()) {
    return known->second;
  }
  if (!conditions_underway_.insert(entry->key).second) {
    return Undecided(
        store_.Intern({.why = Why::kBroken,
                       .name = "condition " + std::string(name) + ", which uses itself",
                       .naming = Symbol::Naming::kWords,
                       .at = raw->span}));
  }
  const Answer truth = Holds(raw);
  conditions_underway_.erase(entry->key);
  conditions_.emplace(entry->key, truth);
  return truth;
}

Answer Evaluation::Holds(Traced raw) {
  Nested nested(*this);
  if (!nested.within_bounds()) return Undecided(&Limit(raw->span)->symbol());
  if (const std::string name = ConditionName(*raw); !name.empty()) return Condition(name);
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
      return Not(Holds(listed ? argument->items()[0] : argument));
    }
    default:
      if (raw->kind == Kind::kBool) return Answer::Of(raw->boolean());
      return Undecided(store_.Intern({.why = Why::kUnsupported,
                                      .name = "a condition that is not evaluated",
                                      .naming = Symbol::Naming::kWords,
                                      .at = raw->span}));
  }
}

// And is decided by one that is false, Or by one that is true.
Answer Evaluation::Connect(const Intrinsic& intrinsic, bool decisive) {
  Answer all = Answer::Of(!decisive);
  if (!intrinsic.argument->is_list()) {
    return Undecided(&Broken(intrinsic, *intrinsic.argument)->symbol());
  }
  for (const Traced& item : intrinsic.argument->items()) {
    const Answer one = Holds(item);
    if (decisive ? one.yes() : one.no()) return one;
    all = decisive ? Or(std::move(all), one) : And(std::move(all), one);
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

Answer Evaluation::Equals(const Intrinsic& intrinsic, const Value& raw) {
  if (!intrinsic.argument->is_list() || intrinsic.argument->count != 2) {
    return Undecided(&Broken(intrinsic, raw)->symbol());
  }
  const Traced a = Operand(intrinsic.argument->items()[0]);
  const Traced b = Operand(intrinsic.argument->items()[1]);
  if (!a || !b) return Answer::Of(!a && !b);
  Answer same = SameValues(a, b, raw);
  for (const Traced& side : {a, b}) {
    if (const RouteStep* step = DefaultUnder(side)) {
      same.grounds.And({.worst = Certainty::kDefaulted, .places = {{.span = step->at}}});
    }
  }
  return same;
}

Answer Evaluation::SameValues(Traced a, Traced b, const Value& raw) {
  if (a->is_list() && b->is_list()) {
    const Symbol* unknown = a->open() ? a->open_because : b->open_because;
    if (unknown == nullptr && a->count != b->count) return Answer::No();
    for (std::size_t i = 0; i < a->count && i < b->count; ++i) {
      const Answer one = SameValues(a->items()[i], b->items()[i], raw);
      if (one.no()) return one;
      if (one.maybe() && unknown == nullptr) unknown = one.why.symbol;
    }
    if (unknown != nullptr) return Undecided(unknown);
    return Answer::Yes();
  }
  if (SameText(*a, *b)) return Answer::Yes();
  const auto x = KnownText(*a), y = KnownText(*b);
  if (x && y) return Answer::No();
  for (const auto& [side, text] : {std::pair(a, y), std::pair(b, x)}) {
    if (text && side->is_unknown() && !parameters_.OtherMayBe(side->symbol(), *text)) {
      return Answer::No();
    }
  }
  const Symbol* unknown = FirstUnknown(*a);
  if (unknown == nullptr) unknown = FirstUnknown(*b);
  if (unknown != nullptr) return Undecided(unknown);
  return Undecided(store_.Intern({.why = Why::kBroken,
                                  .name = "a comparison of values of different kinds",
                                  .naming = Symbol::Naming::kWords,
                                  .at = raw.span}));
}

Traced Evaluation::If(const Intrinsic& intrinsic, const Value& raw) {
  if (!intrinsic.argument->is_list() || intrinsic.argument->count != 3) {
    return Broken(intrinsic, raw);
  }
  const auto arguments = intrinsic.argument->items();
  // YAML reads the name of a condition called `On` or `Yes` as a boolean.
  const Answer holds = arguments[0]->is_string() ? Condition(KnownText(*arguments[0]).value_or(""))
                       : arguments[0]->kind == Kind::kBool
                           ? Undecided(&Broken(intrinsic, raw)->symbol())
                           : Holds(arguments[0]);
  if (holds.maybe()) {
    // Both branches give the same value, so the condition does not matter.
    const Traced yes = Head(arguments[1]), no = Head(arguments[2]);
    if (!yes && !no) return {};
    if (yes && no && SameText(*yes, *no)) return yes;
    return UnknownResult(intrinsic, *holds.why.symbol, raw);
  }
  const bool by_default = holds.certainty() == Certainty::kDefaulted;
  Traced chosen = Head(arguments[holds.yes() ? 1 : 2]);
  if (!chosen) {
    if (!by_default) return {};
    chosen = {store_.Null(raw.span)};  // absent, but only by a default
  }
  if (by_default) {
    chosen = store_.Via(chosen, RouteStep::How::kDefault, holds.grounds.places.front().span);
  }
  return store_.Via(chosen, RouteStep::How::kDecision, arguments[0]->span);
}

}  // namespace execlint::cloudformation
