#include "lint/iam/condition.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <utility>

namespace execlint {
namespace {

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

// How one value of the request is compared with one value of the policy.
enum class Compare : std::uint8_t {
  kText,
  kTextIgnoringCase,
  kLike,
  kArn,
  kBool,
  kEqual,  // numbers from here on
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kUndecided,
};

struct Operator {
  std::string_view name;  // in lower case
  Compare compare;
  bool negated = false;
};

constexpr std::array<Operator, 27> kOperators = {{
    {"stringequals", Compare::kText},
    {"stringnotequals", Compare::kText, true},
    {"stringequalsignorecase", Compare::kTextIgnoringCase},
    {"stringnotequalsignorecase", Compare::kTextIgnoringCase, true},
    {"stringlike", Compare::kLike},
    {"stringnotlike", Compare::kLike, true},
    {"arnequals", Compare::kArn},
    {"arnlike", Compare::kArn},
    {"arnnotequals", Compare::kArn, true},
    {"arnnotlike", Compare::kArn, true},
    {"bool", Compare::kBool},
    {"numericequals", Compare::kEqual},
    {"numericnotequals", Compare::kEqual, true},
    {"numericlessthan", Compare::kLess},
    {"numericlessthanequals", Compare::kLessOrEqual},
    {"numericgreaterthan", Compare::kGreater},
    {"numericgreaterthanequals", Compare::kGreaterOrEqual},
    {"dateequals", Compare::kUndecided},
    {"datenotequals", Compare::kUndecided, true},
    {"datelessthan", Compare::kUndecided},
    {"datelessthanequals", Compare::kUndecided},
    {"dategreaterthan", Compare::kUndecided},
    {"dategreaterthanequals", Compare::kUndecided},
    {"binaryequals", Compare::kUndecided},
    {"ipaddress", Compare::kUndecided},
    {"notipaddress", Compare::kUndecided, true},
    {"null", Compare::kBool},
}};

constexpr Glyph kAnyValue{.kind = Glyph::Kind::kHole};

enum class Quantifier : std::uint8_t { kNone, kAll, kAny };

// An operator as written, taken apart.
struct Test {
  const Operator* base = nullptr;  // null: IAM has no such operator
  Quantifier quantifier = Quantifier::kNone;
  bool if_exists = false;
  bool is_null = false;
};

Test TestOf(std::string_view written) {
  std::string name = Lower(written);
  Test test;
  for (const auto& [prefix, quantifier] :
       {std::pair<std::string_view, Quantifier>{"forallvalues:", Quantifier::kAll},
        {"foranyvalue:", Quantifier::kAny}}) {
    if (!name.starts_with(prefix)) continue;
    test.quantifier = quantifier;
    name.erase(0, prefix.size());
  }
  constexpr std::string_view kIfExists = "ifexists";
  if (name.ends_with(kIfExists)) {
    test.if_exists = true;
    name.erase(name.size() - kIfExists.size());
  }
  const auto found = std::find_if(kOperators.begin(), kOperators.end(),
                                  [&](const Operator& one) { return one.name == name; });
  if (found == kOperators.end()) return test;
  test.base = &*found;
  test.is_null = found->name == "null";
  return test;
}

// `glyphs` holds no hole.
std::optional<double> NumberIn(const Glyphs& glyphs) {
  std::string text;
  for (const Glyph& glyph : glyphs) text += glyph.byte;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Tri CompareNumbers(Compare how, const Glyphs& request, const Glyphs& policy) {
  if (HasHole(request) || HasHole(policy)) return Tri::kMaybe;
  const auto r = NumberIn(request), p = NumberIn(policy);
  if (!r || !p) return Tri::kNo;
  const bool holds = how == Compare::kEqual         ? *r == *p
                     : how == Compare::kLess        ? *r < *p
                     : how == Compare::kLessOrEqual ? *r <= *p
                     : how == Compare::kGreater     ? *r > *p
                                                    : *r >= *p;
  return holds ? Tri::kYes : Tri::kNo;
}

Tri CompareOne(Compare how, const Glyphs& request, const Value& policy, Variables variables) {
  switch (how) {
    case Compare::kText:
      return Match(LiteralOf(policy, variables), request);
    case Compare::kTextIgnoringCase:
      return Match(LowerCase(LiteralOf(policy, variables)), LowerCase(request));
    case Compare::kLike:
      return Match(PatternOf(policy, variables), request);
    case Compare::kArn:
      return MatchArn(PatternOf(policy, variables), request);
    case Compare::kBool:
      return Match(LowerCase(GlyphsOf(policy)), LowerCase(request));
    case Compare::kUndecided:
      return Tri::kMaybe;
    default:
      return CompareNumbers(how, request, LiteralOf(policy, variables));
  }
}

// One value of the request against all of the policy's.
Answer MatchesAny(const Condition& condition, Compare how, const Glyphs& request,
                  Variables variables, const Answer& undecided) {
  Answer any = Answer::No(condition.values.completeness);
  for (const Fact<Text>& value : condition.values.items) {
    if (const Unknown* why = value.unknown()) any = Or(any, Answer::Maybe(why->symbol, why->at));
    if (!value.known()) continue;
    const Tri match = CompareOne(how, request, *value->value, variables);
    if (match != Tri::kMaybe) {
      any = Or(any, Answer::Of(match == Tri::kYes, value.certainty()));
      continue;
    }
    const Symbol* hole = FirstUnknown(*value->value);
    any = Or(any, hole != nullptr ? Answer::Maybe(hole, value.place()) : undecided);
  }
  if (condition.values.open()) {
    any = Or(any, Answer::Maybe(condition.values.open_because, condition.values.place));
  }
  return any;
}

Answer HoldsForAbsent(const Test& test) {
  if (test.quantifier == Quantifier::kAny) return Answer::Of(test.if_exists);
  return Answer::Of(test.quantifier == Quantifier::kAll || test.if_exists || test.base->negated);
}

}  // namespace

Answer Broken(std::string words, const Place& at, ValueStore& values) {
  return Answer::Maybe(values.Intern({.why = Why::kBroken,
                                      .name = std::move(words),
                                      .naming = Symbol::Naming::kWords,
                                      .at = at.span}),
                       at);
}

void RequestContext::Set(std::string_view key, Values values) {
  if (keys_ == nullptr) {
    keys_ = std::make_shared<Keys>();
  } else if (keys_.use_count() > 1) {
    keys_ = std::make_shared<Keys>(*keys_);
  }
  keys_->insert_or_assign(Lower(key), std::move(values));
}

const RequestContext::Values* RequestContext::Find(std::string_view key) const {
  if (keys_ == nullptr) return nullptr;
  const auto found = keys_->find(Lower(key));
  return found == keys_->end() ? nullptr : &found->second;
}

Answer ConditionHolds(const Condition& condition, Variables variables,
                      const RequestContext& context, ValueStore& values) {
  if (const Unknown* why = condition.key.unknown()) return Answer::Maybe(why->symbol, why->at);
  if (const Unknown* why = condition.test.unknown()) return Answer::Maybe(why->symbol, why->at);
  const auto key = condition.key.known() ? condition.key->known() : std::nullopt;
  const auto operator_name = condition.test.known() ? condition.test->known() : std::nullopt;
  if (!key || !operator_name) return Broken("a condition", condition.place, values);
  const Test test = TestOf(*operator_name);
  if (test.base == nullptr)
    return Broken("the condition operator `" + condition.test->Shown() + "`", condition.place,
                  values);

  const Answer undecided = Answer::Maybe(
      values.Intern(
          {.why = Why::kRequest, .name = condition.key->Shown(), .at = condition.place.span}),
      condition.place);
  const RequestContext::Values* request = context.Find(*key);
  if (request == nullptr) return undecided;
  if (test.is_null) {
    const Glyphs absent = GlyphsOf(request->empty() ? "true" : "false");
    return MatchesAny(condition, Compare::kBool, absent, variables, undecided);
  }
  if (request->empty()) return HoldsForAbsent(test);
  Answer result = Answer::Of(test.quantifier == Quantifier::kAll);
  for (const Glyphs& value : *request) {
    Answer one = MatchesAny(condition, test.base->compare, value, variables, undecided);
    if (test.base->negated) one = Not(one);
    result = test.quantifier == Quantifier::kAll ? And(result, one) : Or(result, one);
  }
  return result;
}

bool AlwaysHolds(const Condition& condition, Variables variables, const RequestContext& context) {
  const auto key = condition.key.known() ? condition.key->known() : std::nullopt;
  const auto name = condition.test.known() ? condition.test->known() : std::nullopt;
  if (!key || !name) return false;
  const Test test = TestOf(*name);
  if (test.base == nullptr || test.base->negated) return false;
  const RequestContext::Values* request = context.Find(*key);
  const bool if_exists = test.if_exists || test.quantifier == Quantifier::kAll;
  if (request == nullptr && (test.is_null || !if_exists)) return false;

  const bool absent = request != nullptr && request->empty();
  if (absent && !test.is_null) return if_exists;
  const Glyphs value = test.is_null         ? GlyphsOf(absent ? "true" : "false")
                       : request == nullptr ? Glyphs{kAnyValue}
                                            : request->front();
  if (request != nullptr && request->size() > 1) return false;
  return std::ranges::any_of(condition.values.items, [&](const Fact<Text>& one) {
    return one.known() &&
           CompareOne(test.base->compare, value, *one->value, variables) == Tri::kYes;
  });
}

Answer ConditionsHold(const Statement& statement, Variables variables,
                      const RequestContext& context, ValueStore& values) {
  const List<Condition>& list = statement.condition.list;
  Answer all = Answer::Yes(list.completeness);
  for (const Fact<Condition>& condition : list.items) {
    all = And(all, condition.known()
                       ? ConditionHolds(*condition, variables, context, values)
                       : Answer::Maybe(condition.unknown()->symbol, condition.unknown()->at));
  }
  if (list.open()) all = And(all, Answer::Maybe(list.open_because, list.place));
  return all;
}

}  // namespace execlint
