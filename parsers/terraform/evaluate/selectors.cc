#include "parsers/terraform/evaluate/selectors.h"

#include <algorithm>
#include <utility>

#include "parsers/terraform/functions/function.h"

namespace execlint::terraform {
namespace {

// How a candidate is shown, and told from others.
std::string Shown(const Value& value) {
  if (value.is_null()) return "null";
  return KnownText(value).value_or("");
}

bool IsLiteral(const Value& value) {
  return value.is_null() || value.kind == Kind::kBool || value.kind == Kind::kNumber ||
         (value.is_string() && KnownText(value).has_value());
}

// Can an input of that type have the value?
bool Fits(const Value& value, const Type& type) {
  switch (type.kind) {
    case Type::kAny:
      return true;
    case Type::kString:
      return value.is_null() || value.is_string() || value.kind == Kind::kNumber;
    case Type::kNumber:
      return value.is_null() || value.kind == Kind::kNumber ||
             (value.is_string() && BigNumbers().Parse(*KnownText(value)).has_value());
    default:  // a bool too: no literal but true and false is one
      return value.is_null();
  }
}

bool IsBoolean(const Value& value) {
  return !value.is_null() && (Shown(value) == "true" || Shown(value) == "false");
}

// Null and the empty string say that something is not set.
bool IsNothing(const Value& value) { return value.is_null() || Shown(value).empty(); }

// True for false, in the kind of value that it is.
Traced Opposite(const Traced& value, Span at, ValueStore& store) {
  const bool opposite = Shown(*value) != "true";
  if (value->kind == Kind::kBool) return {store.Bool(opposite, at)};
  return {store.Literal(opposite ? "true" : "false", at, at, false)};
}

}  // namespace

void Selectors::Declare(const Symbol* input, Declaration declaration) {
  if (declaration.fallback) {
    (declaration.listed ? listed_ : others_)
        .emplace(input->name.substr(std::string_view("var.").size()), input);
  }
  declared_.emplace(input, std::move(declaration));
}

const Selectors::Affixes* Selectors::Textual(const Symbol* symbol) const {
  const auto it = textual_.find(symbol);
  return it == textual_.end() ? nullptr : &it->second;
}

Selectors::Candidates& Selectors::Found(const Symbol* symbol) {
  const auto [found, fresh] = found_.try_emplace(symbol);
  if (fresh) order_.push_back(symbol);
  return found->second;
}

Traced Selectors::WithAffixes(Traced literal, const Affixes& off) const {
  if (off.prefix.empty() && off.suffix.empty()) return literal;
  const std::string text = off.prefix + *KnownText(*literal) + off.suffix;
  const Traced made{unknowns_.store().Literal(text, literal->span, literal->span, false),
                    literal.route};
  return off.secret || HasSecret(literal) ? unknowns_.store().Secret(made, literal->span) : made;
}

void Selectors::Compared(Traced value, Traced literal, IfNone if_none) {
  if (closed_) return;
  compared_.Note(value, literal);
  if (!value->is_unknown() || !IsLiteral(*literal)) return;
  const Symbol* symbol = &value->symbol();
  const bool direct = unknowns_.IsSelectable(symbol);
  const Affixes* off = direct ? nullptr : Textual(symbol);
  if (!direct && (off == nullptr || !literal->is_string())) return;
  for (const Symbol* base : unknowns_.BasesOf(symbol)) {
    bool own = false;  // Terraform's own workspace `default` has no prefix
    if (const auto it = declared_.find(base); it != declared_.end()) {
      if (!Fits(*literal, it->second.type)) continue;
      if (!direct && it->second.type.kind > Type::kString) continue;
      own = it->second.workspace && Shown(*literal) == "default";
    }
    const Traced candidate = off == nullptr || own ? literal : WithAffixes(literal, *off);
    Candidates& found = Found(base);
    found.others_fail |= if_none == IfNone::kFails;
    found.loose |= !direct;
    if (found.values.size() > kMaxCandidates) continue;  // more than are distinguished already
    const bool known =
        std::any_of(found.values.begin(), found.values.end(), [&](const Traced& other) {
          return other->is_null() == candidate->is_null() && Shown(*other) == Shown(*candidate);
        });
    if (!known) found.values.push_back(candidate);
  }
}

bool Selectors::ComparesFirst(Traced value, Traced all, IfNone if_none) {
  if (closed_) return false;
  if (!value->is_unknown() || HasSecret(value) || HasSecret(all)) return true;
  return compared_all_.emplace(&value->symbol(), all.value, if_none).second;
}

void Selectors::Decides(Traced value) {
  if (closed_ || listed_.empty() || !value || value->is_unknown()) return;
  const RouteStep* step = FindStep(value.route, RouteStep::How::kDefault);
  const auto listed = step == nullptr ? listed_.end() : listed_.find(step->input);
  if (listed != listed_.end()) Found(listed->second);
}

void Selectors::Names(Traced text) {
  if (closed_ || !text) return;
  std::vector<const Symbol*> restricted;
  std::size_t names = 1;  // how many there may be
  const auto look = [&](const Symbol* symbol) {
    for (const Symbol* base : unknowns_.BasesOf(symbol)) {
      const auto declared = declared_.find(base);
      if (declared == declared_.end()) continue;
      const std::size_t allowed = declared->second.allowed.size();
      if (allowed == 0 || allowed > kMaxAllowedValues) continue;
      restricted.push_back(base);
      names = std::min(names, kMaxNames + 1) * allowed;
    }
  };
  Decides(text);
  if (text->is_unknown()) look(&text->symbol());
  if (text->is_string()) {
    for (const Part& part : text->parts()) {
      if (part.hole != nullptr) {
        look(part.hole);
      } else {
        Decides({text.value, part.route});
      }
    }
  }
  if (names > kMaxNames) return;
  for (const Symbol* base : restricted) Found(base);
}

void Selectors::AskedWhether(Traced value, Traced literal) {
  if (closed_ || others_.empty() || !value || value->is_unknown()) return;
  if (!IsLiteral(*literal) || PassesDefault(literal.route)) return;
  const RouteStep* step = FindStep(value.route, RouteStep::How::kDefault);
  const auto input = step == nullptr ? others_.end() : others_.find(step->input);
  if (input != others_.end()) asked_[input->second].push_back(literal);
}

void Selectors::UsedAsBool(const Value& value) {
  if (closed_ || !value.is_unknown() || !unknowns_.IsSelectable(&value.symbol())) return;
  Found(&value.symbol()).as_bool = true;
}

void Selectors::Switches(const Symbol* input) {
  if (!closed_) Found(input).as_bool = true;
}

void Selectors::Switches(const Value& value) {
  if (!value.is_unknown()) return;
  const auto declared = declared_.find(&value.symbol());
  if (declared == declared_.end() || declared->second.type.kind != Type::kBool) return;
  Switches(declared->first);
}

void Selectors::AddVarFiles(std::vector<std::string> names, std::vector<Span> files) {
  if (names.empty() || var_files_) return;
  const std::size_t without_file = files.front().valid() ? 0 : 1;
  var_files_read_ = std::min(names.size(), kMaxCandidates) - without_file;
  var_files_ = static_cast<std::uint8_t>(selectors_.size());  // behind those of other units
  names.resize(std::min(names.size(), kMaxCandidates));
  const Span at = files.front().valid() ? files.front() : files.back();
  selectors_.push_back({.what = Selector::What::kVarFiles,
                        .name = "the var file",
                        .candidates = std::move(names),
                        .at = at,
                        .files = std::move(files)});
}

bool Selectors::Extend() {
  const std::size_t before = selectors_.size();
  for (; added_ < order_.size(); ++added_) Add(order_[added_], found_.at(order_[added_]));
  return selectors_.size() > before;
}

void Selectors::Add(const Symbol* symbol, const Candidates& found) {
  const auto declared = declared_.find(symbol);
  const Declaration declaration =
      declared == declared_.end() ? Declaration{.at = symbol->at} : declared->second;
  Chosen chosen{.values = found.values};
  bool other = true;
  ValueStore& store = unknowns_.store();
  const bool is_switch = declaration.fallback && !declaration.listed;
  if (declaration.listed) {
    chosen.values = {declaration.fallback};
    for (const Traced& value : declaration.allowed) {
      if (Shown(*value) != Shown(*declaration.fallback)) chosen.values.push_back(value);
    }
    other = false;
  } else if (is_switch && IsBoolean(*declaration.fallback)) {
    chosen.values = {declaration.fallback, Opposite(declaration.fallback, declaration.at, store)};
    other = false;
  } else if (is_switch && declaration.type.kind == Type::kBool) {  // null
    chosen.values = {declaration.fallback, {store.Bool(true, declaration.at)}};
    other = false;
  } else if (is_switch) {
    // Where the code asks whether it still is its default, it may be anything.
    chosen.values = {declaration.fallback};
    other = false;
    for (const Traced& literal : asked_[symbol]) {
      const bool is_default = Shown(*literal) == Shown(*declaration.fallback) ||
                              (IsNothing(*literal) && IsNothing(*declaration.fallback));
      other |= is_default;
      const bool known =
          std::any_of(chosen.values.begin(), chosen.values.end(),
                      [&](const Traced& one) { return Shown(*one) == Shown(*literal); });
      if (!is_default && !known) chosen.values.push_back(literal);
    }
    if (chosen.values.size() == 1 && !other) return;
  } else if (found.as_bool || declaration.type.kind == Type::kBool) {
    chosen.values = {{store.Bool(true, declaration.at)}, {store.Bool(false, declaration.at)}};
    other = false;
  } else if (!declaration.allowed.empty()) {
    chosen.values = declaration.allowed;
    other = false;
  }
  if (chosen.values.size() + (other ? 1 : 0) > kMaxCandidates ||
      selectors_.size() == kMaxSelectors) {
    left_out_.push_back(symbol->name);
    return;
  }
  Selector selector{
      .what = declaration.workspace ? Selector::What::kWorkspace : Selector::What::kInput,
      .name = symbol->name,
      .candidates = {},
      .has_other = other,
      .at = declaration.at,
      .other = is_switch                                    ? Standing::kPossible
               : declaration.validated || found.others_fail ? Standing::kDoubtful
                                                            : Standing::kGiven,
      .named = declaration.validated && declaration.allowed.empty() ? Standing::kDoubtful
                                                                    : Standing::kGiven,
      .has_default = static_cast<bool>(declaration.fallback),
      .other_fails = found.others_fail,
      .loose = found.loose,
      .is_switch = is_switch,
      .tacit_default = is_switch};
  for (Traced& value : chosen.values) {
    const bool secret = declaration.secret && !IsBoolean(*value) && !IsNothing(*value);
    if (secret || HasSecret(value)) selector.HideCandidate(selector.candidates.size());
    selector.candidates.push_back(Shown(*value));
    // A number where a string is declared, and the other way round.
    if (declaration.type.kind == Type::kString && !value->is_null()) {
      value.value = store.Literal(Shown(*value), value->span, value->span, false);
    } else if (declaration.type.kind == Type::kNumber && value->is_string()) {
      value.value = store.Number(*store.numbers().Parse(Shown(*value)), value->span);
    }
    const bool hidden = selector.IsSecret(selector.candidates.size() - 1);
    value.route = nullptr;
    if (hidden) value = store.Secret(value, value->span);
  }
  if (is_switch) {
    Traced& base = chosen.values.front();
    base = store.Via(base, RouteStep::How::kDefault, base->span,
                     std::string_view(symbol->name).substr(std::string_view("var.").size()));
  }
  if (other) {
    chosen.other = store.Intern({.why = Why::kOther, .name = symbol->name, .at = symbol->at});
    for (const Traced& value : chosen.values) unknowns_.Exclude(chosen.other, value.value);
    selector.candidates.emplace_back("other");
  }
  chosen.selector = static_cast<std::uint8_t>(selectors_.size());
  selectors_.push_back(std::move(selector));
  chosen_.emplace(symbol, std::move(chosen));
}

std::optional<std::uint8_t> Selectors::Of(const Symbol* symbol) const {
  const auto it = chosen_.find(symbol);
  return it == chosen_.end() ? std::nullopt : std::optional(it->second.selector);
}

Traced Selectors::Candidate(const Symbol* symbol, std::uint8_t candidate, Span at) const {
  if (candidate == Scenario::kOpen) return {unknowns_.store().Unknown(&kOpenChoice, at)};
  const Chosen& chosen = chosen_.at(symbol);
  if (candidate < chosen.values.size()) return chosen.values[candidate];
  return {unknowns_.store().Unknown(chosen.other, at)};
}

}  // namespace execlint::terraform
