#include "parsers/terraform/values/unknowns.h"

#include <algorithm>
#include <utility>

#include "lint/model/common_word.h"
#include "lint/source/format.h"
#include "lint/source/shortened.h"
#include "lint/value/no_name.h"

namespace execlint::terraform {
namespace {

constexpr std::size_t kShownLength = 160;
constexpr int kRenderDepth = 8;
constexpr std::size_t kMaxReasons = 64;    // unknown things that one is made of
constexpr std::size_t kMaxVisited = 4096;  // values that are looked at for these

void Quote(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
}

// Everything counts for the identity of a symbol, so this writes all; Shortened() cuts. Of two
// secrets it says whether they are the same.
class Rendering {
 public:
  // `all`: also literals that may be a secret.
  Rendering(ValueStore& store, bool all) : store_(store), all_(all) {}

  void Write(Traced value, bool secret, int depth) {
    if (depth > kRenderDepth || out.size() > 64 * kShownLength) {
      out += "...";
      return;
    }
    secret |= value.secret();
    switch (value->kind) {
      case Kind::kNull:
        out += "null";
        break;
      case Kind::kUnknown:
        out += value->symbol().name;
        break;
      case Kind::kBool:
        out += *KnownText(*value);
        break;
      case Kind::kNumber:
        Put(*KnownText(*value), secret);
        break;
      case Kind::kString:
        out += '"';
        for (const Part& part : value->parts()) {
          if (part.hole != nullptr) {
            out += "${" + part.hole->name + "}";
          } else {
            Put(part.text, secret || part.secret());
          }
        }
        out += '"';
        break;
      case Kind::kList: {
        out += '[';
        const char* separator = "";
        for (const Traced& item : value->items()) {
          out += std::exchange(separator, ", ");
          Write(item, secret, depth + 1);
        }
        if (value->open()) out += "...";
        out += ']';
        break;
      }
      case Kind::kMap: {
        out += '{';
        const char* separator = "";
        for (const Entry& entry : value->entries()) {
          out += std::exchange(separator, ", ");
          if (secret || entry.secret_key || !InsteadOfText(entry.key).empty()) {
            Mask(entry.key);
          } else {
            out += entry.key;
          }
          out += " = ";
          Write(entry.value, secret, depth + 1);
        }
        if (value->open()) out += "...";
        out += '}';
        break;
      }
    }
  }

  std::string out;

 private:
  void Put(std::string_view text, bool secret) {
    const bool shown = IsCommonWord(text) || (all_ && InsteadOfText(text).empty());
    if (secret || !shown) return Mask(text);
    Quote(out, text);
  }
  void Mask(std::string_view text) { out += NumberedMask(store_.NumberOf(text)); }

  ValueStore& store_;
  const bool all_;
};

const RouteStep* DefaultOf(Traced value, bool deeper) {
  if (const RouteStep* step = DefaultBehind(value)) return step;
  if (!value || !deeper) return nullptr;
  if (value->is_list()) {
    for (const Traced& item : value->items()) {
      if (const RouteStep* step = DefaultOf(item, false)) return step;
    }
  } else if (value->is_map()) {
    for (const Entry& entry : value->entries()) {
      if (const RouteStep* step = DefaultOf(entry.value, false)) return step;
    }
  }
  return nullptr;
}

// `visited` counts, since branches of a value may be shared.
void CollectUnknown(const Value& value, std::size_t& visited, std::vector<const Symbol*>& found) {
  if (value.unknown == nullptr || found.size() > kMaxReasons || ++visited > kMaxVisited) return;
  const auto add = [&](const Symbol* symbol) {
    if (std::find(found.begin(), found.end(), symbol) == found.end()) found.push_back(symbol);
  };
  if (value.is_unknown()) add(&value.symbol());
  if (value.open()) add(value.open_because);
  if (value.is_string()) {
    for (const Part& part : value.parts()) {
      if (part.hole != nullptr) add(part.hole);
    }
  } else if (value.is_list()) {
    for (const Traced& item : value.items()) CollectUnknown(*item, visited, found);
  } else if (value.is_map()) {
    for (const Entry& entry : value.entries()) CollectUnknown(*entry.value, visited, found);
  }
}

}  // namespace

std::string Unknowns::Rendered(Traced value) {
  Rendering rendering(store_, true);
  rendering.Write(value, false, 0);
  return std::move(rendering.out);
}

std::string Unknowns::NameOf(Traced value) {
  const auto rendered = [&] {
    Rendering rendering(store_, false);
    rendering.Write(value, false, 0);
    return std::move(rendering.out);
  };
  if (!value->is_list() && !value->is_map()) return rendered();
  if (value.secret()) return Shortened(rendered(), kShownLength);
  const auto [known, fresh] = names_.try_emplace(value.value);
  if (fresh) known->second = Shortened(rendered(), kShownLength);
  return known->second;
}

Traced Unknowns::Selectable(Symbol symbol, Span at) {
  const Symbol* made = store_.Intern(std::move(symbol));
  if (selectable_.insert(made).second) bases_[made] = {made};
  return {store_.Unknown(made, at)};
}

Traced Unknowns::Derived(std::string expression, std::span<const Traced> from, Span at,
                         Why otherwise) {
  std::vector<const Symbol*> unknown;
  for (const Traced& value : from) {
    std::size_t visited = 0;
    if (value) CollectUnknown(*value, visited, unknown);
    store_.budget().Spend(visited / 8);
  }
  for (const Symbol* symbol : unknown) {
    if (symbol->fails) return {store_.Unknown(symbol, at)};
  }
  store_.budget().Spend(expression.size() / 16);
  const Why why = unknown.empty() ? otherwise : unknown.front()->why;
  const Symbol* made = store_.Intern({.why = why,
                                      .name = Shortened(std::move(expression), kShownLength),
                                      .at = at,
                                      .because_of = unknown.empty() ? nullptr : unknown.front()});
  if (!unknown.empty() && !bases_.contains(made)) {
    std::vector<const Symbol*> bases;
    for (const Symbol* symbol : unknown) {
      for (const Symbol* base : BasesOf(symbol)) {
        if (std::find(bases.begin(), bases.end(), base) == bases.end()) bases.push_back(base);
      }
    }
    if (!bases.empty()) bases_.emplace(made, std::move(bases));
  }
  return {store_.Unknown(made, at)};
}

Traced Unknowns::Member(const Symbol& base, std::string_view path, Span at) {
  // What says in words what is wrong has no members.
  const bool in_words = base.why == Why::kBroken && base.naming == Symbol::Naming::kWords;
  if (in_words || base.fails) return {store_.Unknown(&base, at)};
  const std::string name = Shortened(base.name + std::string(path), kShownLength);
  if (IsSelectable(&base)) return Selectable({.why = base.why, .name = name, .at = at}, at);
  const Traced from{store_.Unknown(&base, at)};
  return Derived(name, std::span(&from, 1), at);
}

std::span<const Symbol* const> Unknowns::BasesOf(const Symbol* symbol) const {
  const auto it = bases_.find(symbol);
  return it == bases_.end() ? std::span<const Symbol* const>() : it->second;
}

std::span<const Value* const> Unknowns::ExcludedBy(const Symbol* other) const {
  const auto it = excluded_.find(other);
  return it == excluded_.end() ? std::span<const Value* const>() : it->second;
}

Traced Unknowns::Fail(std::string message, Span at) {
  const Symbol* made = store_.Intern({.why = Why::kBroken,
                                      .name = Shortened(std::move(message), kShownLength),
                                      .naming = Symbol::Naming::kWords,
                                      .at = at,
                                      .fails = true});
  return {store_.Unknown(made, at)};
}

Traced Unknowns::BlameNull(Traced failed, std::span<const Traced> operands) {
  if (!Failed(*failed)) return failed;
  for (const Traced& operand : operands) {
    const RouteStep* step = operand->is_null() ? DefaultBehind(operand) : nullptr;
    if (step == nullptr || step->input.empty()) continue;
    const Symbol* input = store_.Intern({.why = Why::kInputWithoutDefault,
                                         .name = "var." + std::string(step->input),
                                         .at = step->at});
    Symbol blamed = failed->symbol();
    blamed.why = Why::kInputWithoutDefault;
    blamed.name = Shortened(input->name + ": " + blamed.name, kShownLength);
    blamed.because_of = input;
    return {store_.Unknown(store_.Intern(std::move(blamed)), failed->span), failed.route};
  }
  return failed;
}

void Unknowns::MarkOrNothing(const Symbol* symbol, Traced value) {
  const Traced known = IfAnything(value);
  if (!known->is_unknown() || &known->symbol() != symbol) or_nothing_.emplace(symbol, known);
}

Traced Unknowns::IfAnything(Traced value) const {
  if (!value || !value->is_unknown()) return value;
  const auto found = or_nothing_.find(&value->symbol());
  return found == or_nothing_.end() ? value : found->second;
}

Traced Unknowns::NoLiteral(std::string_view name, Span at) {
  return Undeclared(NumberedMask(store_.NumberOf(name)), at);
}

Traced Unknowns::Undeclared(std::string_view name, Span at) {
  const Symbol* made = store_.Intern({.why = Why::kBroken,
                                      .name = "`" + std::string(name) + "` is not declared",
                                      .naming = Symbol::Naming::kWords,
                                      .at = at});
  return {store_.Unknown(made, at)};
}

Traced Unknowns::Broken(Span at) {
  const Symbol* made = store_.Intern(
      {.why = Why::kBroken, .name = "a syntax error", .naming = Symbol::Naming::kWords, .at = at});
  return {store_.Unknown(made, at)};
}

Traced Unknowns::Limit(std::string_view what, Span at) {
  store_.budget().MeetBound();
  return Surplus(what, at);
}

Traced Unknowns::Surplus(std::string_view what, Span at) {
  return {store_.Unknown(store_.Limit(what, at), at)};
}

const Symbol* OpenFor(const Symbol* a, const Symbol* b) {
  if (a == nullptr || b == nullptr) return a != nullptr ? a : b;
  return b->rest < a->rest ? b : a;
}

const RouteStep* DefaultIn(std::span<const Traced> values) {
  for (const Traced& value : values) {
    if (const RouteStep* step = DefaultOf(value, true)) return step;
  }
  return nullptr;
}

const RouteStep* CompletingDefault(std::span<const Traced> collections) {
  for (const Traced& one : collections) {
    if (const RouteStep* step = DefaultBehind(one)) return step;
    if (!one || !one->is_list()) continue;
    for (const Traced& item : one->items()) {  // as flatten() takes them
      const RouteStep* step = item->is_list() ? DefaultBehind(item) : nullptr;
      if (step != nullptr) return step;
    }
  }
  return nullptr;
}

Traced WithSecretOf(ValueStore& store, Traced result, std::span<const Traced> operands) {
  if (!result || result->is_unknown() || result->kind == Kind::kBool || result->is_null()) {
    return result;
  }
  const bool secret = std::ranges::any_of(operands, HasSecret);
  return secret ? store.Secret(result, result->span) : result;
}

Traced Tainted(ValueStore& store, Traced result, std::span<const Traced> operands) {
  if (!result || PassesDefault(result.route) || result->is_unknown()) return result;
  if (result->is_list() || result->is_map()) {
    return store.CompleteByDefault(result, CompletingDefault(operands));
  }
  const RouteStep* step = DefaultIn(operands);
  return step != nullptr ? store.Via(result, step->how, step->at) : result;
}

}  // namespace execlint::terraform
