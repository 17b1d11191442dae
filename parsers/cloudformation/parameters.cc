#include "parsers/cloudformation/parameters.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <set>
#include <string>
#include <utility>

#include "lint/model/environment.h"
#include "lint/source/format.h"
#include "lint/value/split_ids.h"
#include "lint/value/tri.h"
#include "parsers/cloudformation/intrinsic.h"
#include "parsers/cloudformation/split.h"

namespace execlint::cloudformation {
namespace {

// A list of allowed values longer than this is a menu (instance types), not a decision.
constexpr std::size_t kMaxAllowedValues = 16;

bool IsListType(std::string_view type) {
  return type == "CommaDelimitedList" || type.starts_with("List<") ||
         type.find("Value<List<") != std::string_view::npos ||
         type.find("Value<CommaDelimitedList>") != std::string_view::npos;
}

bool IsParameterStoreType(std::string_view type) {
  return type.starts_with("AWS::SSM::Parameter::Value");
}

// A literal operand of a comparison: its text, if it is plain data.
bool IsLiteral(const Value& value) {
  return (value.is_string() || value.kind == Kind::kBool || value.kind == Kind::kNumber) &&
         KnownText(value).has_value();
}

std::string RefName(const Value& value) {
  const Intrinsic intrinsic = AsIntrinsic(value);
  if (intrinsic.function == Function::kRef) return KnownText(*intrinsic.argument).value_or("");
  // `!Sub "${Env}"` says no more than `!Ref Env`.
  if (intrinsic.function == Function::kSub) {
    const std::string body = KnownText(*intrinsic.argument).value_or("");
    const std::vector<SubRun> runs = SplitSub(body);
    if (runs.size() == 1 && runs[0].hole) {
      return body.substr(runs[0].begin, runs[0].end - runs[0].begin);
    }
  }
  return "";
}

// `true` and `True` are one value of a boolean parameter.
bool IsWord(const Value& value, std::string_view word) {
  const std::string text = KnownText(value).value_or("");
  return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == b;
  });
}

bool IsTrue(const Value& value) { return IsWord(value, "true"); }
bool IsBoolean(const Traced& value) { return IsTrue(*value) || IsWord(*value, "false"); }

// Is the parameter held to some form that is not evaluated?
bool IsValidated(const Value& declared) {
  return std::any_of(declared.entries().begin(), declared.entries().end(), [](const Entry& entry) {
    return entry.key == "AllowedPattern" || entry.key == "MinLength" || entry.key == "MaxLength" ||
           entry.key == "MinValue" || entry.key == "MaxValue";
  });
}

std::optional<double> NumberOf(Traced value) {
  const std::string text = value ? KnownText(*value).value_or("") : "";
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Does the parameter take the text, by its type, its length and its pattern?
Tri Accepts(const Value& declared, const std::string& text) {
  const auto property = [&](std::string_view key) {
    const Entry* entry = Find(declared, key);
    return entry != nullptr ? entry->value : Traced();
  };
  const auto length = static_cast<double>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; }));
  if (length < NumberOf(property("MinLength")).value_or(length)) return Tri::kNo;
  if (length > NumberOf(property("MaxLength")).value_or(length)) return Tri::kNo;
  const Traced type = property("Type");
  if (type && KnownText(*type) == "Number") {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return Tri::kNo;
    if (number < NumberOf(property("MinValue")).value_or(number)) return Tri::kNo;
    if (number > NumberOf(property("MaxValue")).value_or(number)) return Tri::kNo;
  }
  const Traced pattern = property("AllowedPattern");
  if (!pattern) return Tri::kYes;
  // A pattern of Java; what RE2 does not know of it is not known here.
  const RE2 compiled(KnownText(*pattern).value_or("("), RE2::Quiet);
  if (!compiled.ok()) return Tri::kMaybe;
  return RE2::FullMatch(text, compiled) ? Tri::kYes : Tri::kNo;
}

// Whether the two have one text, or neither is known. Most are strings as they are written.
bool SameKnownText(const Value& a, const Value& b) {
  const auto is_plain = [](const Value& value) {
    return value.is_string() && value.count == 1 && value.unknown == nullptr;
  };
  if (is_plain(a) && is_plain(b)) return a.parts()[0].text == b.parts()[0].text;
  return KnownText(a) == KnownText(b);
}

void AddDistinct(std::vector<Traced>& candidates, Traced value) {
  const auto same = [&](const Traced& one) { return SameKnownText(*one, *value); };
  if (std::none_of(candidates.begin(), candidates.end(), same)) candidates.push_back(value);
}

}  // namespace

Parameters::Parameters(const Template& tmpl, const Inputs& inputs, ValueStore& store)
    : store_(store),
      compared_(FindComparisons(tmpl, store)),
      own_selectors_(inputs.selectors),
      hand_overs_(inputs.others) {
  DeclareAll(tmpl, inputs, store);
}

Parameters::Parameters(const Stack& stack, const Inputs& inputs, ValueStore& store)
    : store_(store),
      compared_(FindComparisons(stack, store)),
      own_selectors_(inputs.selectors),
      hand_overs_(inputs.others) {
  DeclareAll(stack.tmpl, inputs, store);
}

Parameters::Parameters(const Stack& stack, Arguments arguments, Parameters& around,
                       ValueStore& store)
    : store_(store),
      compared_(FindComparisons(stack, store)),
      selectors_(around.selectors_),
      around_(&around),
      hand_overs_(around.hand_overs_),
      prefix_(stack.prefix) {
  for (const TemplateParameter& parameter : stack.tmpl.parameters()) {
    const auto given = arguments.find(parameter.name);
    // The stack around fixes what it leaves out: this default can only be changed in the code.
    const Traced fallback = Default(parameter, store);
    if (given == arguments.end() && !fallback) {
      Declare(parameter, {}, store);
      continue;
    }
    One& one = parameters_[parameter.name];
    one.plain = fallback ? store.Via(fallback, RouteStep::How::kLeftOut, stack.call->name_span,
                                     parameter.name)
                         : Unselected(parameter, store);
    if (given == arguments.end()) continue;
    const Traced type = Child(parameter.declared, "Type");
    one.argument = std::move(given->second);
    one.name = parameter.name;
    one.argument_at = stack.Argument(parameter.name)->span;
    one.hidden = NoEcho(parameter);
    one.is_list = type && IsListType(KnownText(*type).value_or(""));
  }
}

void Parameters::DeclareAll(const Template& tmpl, const Inputs& inputs, ValueStore& store) {
  if (const Traced rules = tmpl.section("Rules")) {
    VisitReferences(*rules, {.reference =
                                 [&](const Reference& one) {
                                   if (one.attribute.empty()) ruled_.emplace(one.logical);
                                 },
                             .condition = [](std::string_view) {},
                             .intrinsic = [](const Intrinsic&) {}});
  }
  for (const TemplateParameter& parameter : tmpl.parameters()) Declare(parameter, inputs, store);
  for (const std::string_view name :
       {"AWS::Region", "AWS::AccountId", "AWS::Partition", "AWS::URLSuffix", "AWS::StackName"}) {
    const auto compared = compared_.find(name);
    if (compared == compared_.end()) continue;
    One one;
    const auto& [literals, others_fail, decides_exec] = compared->second;
    if (literals.empty()) continue;
    const Span at = literals[0]->span;
    Choices choices{.candidates = literals,
                    .other = others_fail ? Standing::kDoubtful : Standing::kGiven,
                    .other_fails = others_fail};
    if (IsTooMany(choices)) {
      one.plain = Undistinguished(name, at, store);
    } else {
      MakeSelector(one, name, at, std::move(choices), store);
    }
    if (one.selector || one.plain) pseudo_.emplace(name, std::move(one));
  }
}

Parameters::Comparisons Parameters::FindComparisons(const Stack& stack, ValueStore& store) {
  Comparisons found = FindComparisons(stack.tmpl, store);
  for (const std::unique_ptr<Stack>& nested : stack.nested) {
    for (const auto& [name, inner] : FindComparisons(*nested, store)) {
      // The name by which this stack knows what the nested one compares.
      const Traced argument = nested->Argument(name);
      const std::string own = argument ? RefName(*argument) : "";
      const bool shared = name.starts_with("AWS::") && name != "AWS::StackName";
      if (own.empty() && !shared) continue;
      Compared& outer = found[own.empty() ? name : own];
      for (const Traced& literal : inner.literals) AddDistinct(outer.literals, literal);
      outer.others_fail |= inner.others_fail;
      outer.decides_exec |= inner.decides_exec;
    }
  }
  return found;
}

Parameters::Comparisons Parameters::FindComparisons(const Template& tmpl, ValueStore& store) {
  Comparisons found;
  std::set<std::pair<std::string, const Value*>> looked_up;  // by a parameter, in a map
  const auto visit = [&](const Intrinsic& intrinsic) {
    const Value& arguments = *intrinsic.argument;
    if (!arguments.is_list() || arguments.count < 2) return;
    const auto items = arguments.items();
    if (intrinsic.function == Function::kEquals) {
      for (const auto& [operand, literal] :
           {std::pair(items[0], items[1]), std::pair(items[1], items[0])}) {
        const std::string name = RefName(*operand);
        if (!name.empty() && IsLiteral(*literal)) AddDistinct(found[name].literals, literal);
      }
    } else if (intrinsic.function == Function::kFindInMap && arguments.count >= 3) {
      const Traced mapping = tmpl.mapping(KnownText(*items[0]).value_or(""));
      if (!mapping || !mapping->is_map()) return;
      const auto keys_of = [&](const Value& map, const std::string& name) {
        if (name.empty() || !map.is_map()) return;
        Compared& compared = found[name];
        compared.others_fail |= arguments.count == 3;
        if (!looked_up.emplace(name, &map).second) return;
        for (const Entry& entry : map.entries()) {
          AddDistinct(compared.literals,
                      {store.Literal(entry.key, entry.key_span, entry.key_span, false)});
        }
      };
      keys_of(*mapping, RefName(*items[1]));
      if (mapping->count > 0) keys_of(*mapping->entries()[0].value, RefName(*items[2]));
    }
  };
  VisitReferences(*tmpl.root(), {.reference = {}, .condition = {}, .intrinsic = visit});
  const auto decides = [&](const Intrinsic& intrinsic) {
    if (intrinsic.function != Function::kRef) return;
    found[KnownText(*intrinsic.argument).value_or("")].decides_exec = true;
  };
  for (const TemplateResource& resource : tmpl.resources()) {
    if (resource.type != "AWS::ECS::Service" || !resource.properties) continue;
    if (!resource.properties->is_map()) continue;
    if (const Entry* flag = Find(*resource.properties, "EnableExecuteCommand")) {
      VisitReferences(*flag->value, {.reference = {}, .condition = {}, .intrinsic = decides});
    }
  }
  return found;
}

void Parameters::Declare(const TemplateParameter& parameter, const Inputs& inputs,
                         ValueStore& store) {
  const Traced type_value = Child(parameter.declared, "Type");
  const std::string type = type_value ? KnownText(*type_value).value_or("") : "";
  const std::string shown = prefix_ + std::string(parameter.name);
  One& one = parameters_[parameter.name];

  if (const auto given = inputs.parameters.find(parameter.name); given != inputs.parameters.end()) {
    const Span at = parameter.name_span;
    Traced value{store.Literal(given->second, at, at, false)};
    if (IsListType(type)) value = SplitList(value, store);
    one.plain =
        store.Via(store.Secret(value, at), RouteStep::How::kCommandLine, at, parameter.name);
    // With one candidate it decides nothing, but it tells which environment this is.
    if (ClassifyWord(given->second) != Environment::kUnclassified &&
        selectors_->size() < kMaxSelectors) {
      Selector selector;
      selector.name = shown;
      selector.candidates = {given->second};
      selector.HideCandidate(0);
      selector.at = at;
      selectors_->push_back(std::move(selector));
    }
    return;
  }
  if (IsParameterStoreType(type)) {
    const Symbol* symbol =
        store.Intern({.why = Why::kDataSource, .name = shown, .at = parameter.name_span});
    one.plain = {store.Unknown(symbol, parameter.name_span)};
    one.stored = Default(parameter, store);
    one.name = parameter.name;
    one.hidden = NoEcho(parameter);
    one.is_list = IsListType(type);
    return;
  }
  if (!IsListType(type)) {
    const auto compared = compared_.find(parameter.name);
    auto choices =
        ChoicesOf(parameter, compared == compared_.end() ? nullptr : &compared->second, store);
    if (choices) {
      if (ruled_.contains(parameter.name)) choices->BoundByRules();
      if (const Span hidden = NoEcho(parameter); hidden.valid()) {
        for (Traced& candidate : choices->candidates) candidate = store.Secret(candidate, hidden);
      }
      if (IsTooMany(*choices) && !choices->has_default) {
        one.plain = Undistinguished(shown, parameter.name_span, store);
        return;
      }
      MakeSelector(one, parameter.name, parameter.name_span, std::move(*choices), store);
    }
    if (one.selector) return;
  }
  one.plain = Unselected(parameter, store);
}

std::optional<Parameters::Choices> Parameters::ChoicesOf(const TemplateParameter& parameter,
                                                         const Compared* compared,
                                                         ValueStore& store) {
  const Traced fallback = Child(parameter.declared, "Default");
  const Traced allowed = Child(parameter.declared, "AllowedValues");
  const bool has_default = fallback && IsLiteral(*fallback);
  const bool closed = allowed && allowed->is_list() && allowed->count > 0;
  const bool is_compared = compared != nullptr && !compared->literals.empty();
  const bool switches =
      compared != nullptr && compared->decides_exec && has_default && IsBoolean(fallback);
  if (!closed && !is_compared && !switches) return std::nullopt;
  if (closed && !is_compared && allowed->count > kMaxAllowedValues) return std::nullopt;

  Choices choices;
  std::vector<Traced> named;
  if (closed) {
    named.assign(allowed->items().begin(), allowed->items().end());
  } else if (is_compared) {
    named = compared->literals;
  }
  choices.has_default = has_default;
  if (has_default && !closed) choices.named = Standing::kPossible;
  if (has_default) choices.candidates.push_back(fallback);
  for (const Traced& value : named) {
    const Tri accepts = closed ? Tri::kYes : Accepts(*parameter.declared, *KnownText(*value));
    if (accepts == Tri::kNo) continue;
    if (accepts == Tri::kMaybe) choices.named = std::max(choices.named, Standing::kDoubtful);
    AddDistinct(choices.candidates, value);
  }
  if (std::all_of(named.begin(), named.end(), IsBoolean)) {
    for (const bool wanted : {true, false}) {
      if (std::none_of(choices.candidates.begin(), choices.candidates.end(),
                       [&](const Traced& one) { return IsTrue(*one) == wanted; })) {
        const Span at = parameter.name_span;
        choices.candidates.push_back({store.Literal(wanted ? "true" : "false", at, at, false)});
      }
    }
    choices.is_switch = has_default;
  } else if (!closed) {
    choices.other = has_default ? Standing::kPossible
                    : compared->others_fail || IsValidated(*parameter.declared)
                        ? Standing::kDoubtful
                        : Standing::kGiven;
  }
  choices.other_fails = compared != nullptr && compared->others_fail;
  return choices;
}

Traced Parameters::Default(const TemplateParameter& parameter, ValueStore& store) {
  const Traced type = Child(parameter.declared, "Type");
  const Traced fallback = Child(parameter.declared, "Default");
  if (!fallback || (!IsLiteral(*fallback) && !fallback->is_list())) return {};
  if (type && IsParameterStoreType(KnownText(*type).value_or(""))) return fallback;  // a name
  const bool list = type && IsListType(KnownText(*type).value_or(""));
  const Traced value = list ? SplitList(fallback, store) : fallback;
  const Span hidden = NoEcho(parameter);
  return hidden.valid() ? store.Secret(value, hidden) : value;
}

Traced Parameters::Unselected(const TemplateParameter& parameter, ValueStore& store) const {
  if (const Traced fallback = Default(parameter, store)) {
    return store.Via(fallback, RouteStep::How::kDefault, fallback->span, parameter.name);
  }
  const Symbol* symbol = store.Intern({.why = Why::kInputWithoutDefault,
                                       .name = prefix_ + std::string(parameter.name),
                                       .at = parameter.name_span});
  return {store.Unknown(symbol, parameter.name_span)};
}

bool Parameters::IsTooMany(const Choices& choices) const {
  const std::size_t count = choices.candidates.size() + (choices.other ? 1 : 0);
  return selectors_->size() == kMaxSelectors || count > kMaxCandidates;
}

Traced Parameters::Undistinguished(std::string_view name, Span at, ValueStore& store) {
  const Symbol* symbol = store.Intern(
      {.why = Why::kLimit,
       .name = Format("`{}` selects among more values than execlint distinguishes", name),
       .naming = Symbol::Naming::kWords,
       .at = at});
  return {store.Unknown(symbol, at)};
}

void Parameters::MakeSelector(One& one, std::string_view name, Span at, Choices choices,
                              ValueStore& store) {
  if (IsTooMany(choices)) return;
  if (std::any_of(choices.candidates.begin(), choices.candidates.end(),
                  [](const Traced& one) { return !IsLiteral(*one); })) {
    return;
  }
  const auto index = static_cast<std::uint8_t>(selectors_->size());
  Selector selector{
      .name = name.starts_with("AWS::") ? std::string(name) : prefix_ + std::string(name),
      .has_other = choices.other.has_value(),
      .at = at,
      .other = choices.other.value_or(Standing::kGiven),
      .named = choices.named,
      .has_default = choices.has_default,
      .fallback = choices.fallback,
      .other_fails = choices.other_fails,
      .is_switch = choices.is_switch};
  for (const Traced& candidate : choices.candidates) {
    if (HasSecret(candidate) && !IsBoolean(candidate)) {
      selector.HideCandidate(selector.candidates.size());
    }
    selector.candidates.push_back(*KnownText(*candidate));
  }
  one.candidates = std::move(choices.candidates);
  if (choices.other) {
    const Symbol* other = store.Intern({.why = Why::kOther, .name = selector.name, .at = at});
    others_.emplace(other, index);
    one.candidates.push_back({store.Unknown(other, at)});
    selector.candidates.emplace_back("other");
  }
  one.selector = index;
  selectors_->push_back(std::move(selector));
}

Traced Parameters::Get(std::string_view name, const Scenario& scenario, Reads& reads) const {
  const auto found = parameters_.find(name);
  if (found == parameters_.end()) return {};
  const One& one = found->second;
  if (one.argument) return FromAround(one, scenario, reads);
  if (one.stored) return FromStore(one, scenario, reads);
  return one.selector ? Chosen(one, scenario, reads) : one.plain;
}

Traced Parameters::FromAround(const One& one, const Scenario& scenario, Reads& reads) const {
  const Traced value = one.argument(scenario, reads);
  if (!value) return one.plain;
  return store_.Via(AsDeclared(one, value), RouteStep::How::kModuleInput, one.argument_at,
                    one.name);
}

Traced Parameters::FromStore(const One& one, const Scenario& scenario, Reads& reads) const {
  if (hand_overs_ == nullptr || !one.stored->is_string()) return one.plain;
  const Traced value = hand_overs_->Get(NewHandOver(HandOver::By::kParameter, GlyphsOf(one.stored)),
                                        "", one.stored->span, scenario, reads);
  if (!value) return one.plain;
  return store_.Via(AsDeclared(one, value), RouteStep::How::kDefault, one.stored->span, one.name);
}

Traced Parameters::AsDeclared(const One& one, Traced value) const {
  if (one.is_list && KnownText(*value)) {
    value = SplitList(value, store_);
  } else if (one.is_list) {
    const Traced ids = SplitIds(value, ",", store_);
    if (ids) value = ids;
  }
  return one.hidden.valid() ? store_.Secret(value, one.hidden) : value;
}

Traced Parameters::GetCompared(std::string_view pseudo, const Scenario& scenario,
                               Reads& reads) const {
  if (around_ != nullptr && pseudo != "AWS::StackName") {
    return around_->GetCompared(pseudo, scenario, reads);
  }
  const auto found = pseudo_.find(pseudo);
  if (found == pseudo_.end()) return {};
  const One& one = found->second;
  return one.selector ? Chosen(one, scenario, reads) : one.plain;
}

Traced Parameters::Chosen(const One& one, const Scenario& scenario, Reads& reads) const {
  const std::uint8_t candidate = reads.Look(scenario, *one.selector);
  if (candidate != Scenario::kOpen) return one.candidates[candidate];
  return {store_.Unknown(&kOpenChoice, (*selectors_)[*one.selector].at)};
}

bool Parameters::OtherMayBe(const Symbol& other, std::string_view text) const {
  const auto found = others_.find(&other);
  if (found == others_.end()) return around_ == nullptr || around_->OtherMayBe(other, text);
  const std::vector<std::string>& candidates = (*selectors_)[found->second].candidates;
  return std::find(candidates.begin(), candidates.end() - 1, text) == candidates.end() - 1;
}

}  // namespace execlint::cloudformation
