#include "parsers/terraform/evaluate/evaluation.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <map>
#include <memory_resource>
#include <set>
#include <utility>
#include <variant>
#include <vector>

#include "lint/value/characters.h"

namespace execlint::terraform {
namespace {

constexpr std::size_t kBytesOfAnItem = 256;

// Calls `take` with each word in the text that may be a name.
template <class F>
void ForEachWord(std::string_view text, F&& take) {
  const auto is_part = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t begin = at;
    while (at < text.size() && is_part(text[at])) ++at;
    if (at > begin) take(text.substr(begin, at - begin));
  }
}

}  // namespace

Traced Evaluation::Evaluate(hcl::ExprId id) {
  const hcl::Expr& expr = ast_[id];
  return std::visit(
      hcl::Overloaded{
          [&](const hcl::Broken&) { return c_.unknowns.Broken(expr.span); },
          [&](const hcl::Null&) { return Traced{c_.store.Null(expr.span)}; },
          [&](const hcl::Bool& form) { return Traced{c_.store.Bool(form.value, expr.span)}; },
          [&](const hcl::Variable&) { return Chain(id); },
          [&](const hcl::GetAttr&) { return Chain(id); },
          [&](const hcl::SplatItem&) { return scope_.splat_item; },
          [&](const hcl::Parens& form) { return In(form.inner, scope_); },
          [&](const auto& form) { return Form(expr, form); },
      },
      expr.form);
}

Traced Evaluation::Form(const hcl::Expr& expr, const hcl::Number& form) {
  const auto number = c_.store.numbers().Parse(form.text);
  return number ? Traced{c_.store.Number(*number, expr.span)}
                : c_.unknowns.Limit("a number", expr.span);
}

// ---- names

const Traced* Evaluation::Bound(std::string_view name) const {
  for (const Binding* binding = scope_.bindings; binding != nullptr; binding = binding->outer) {
    if (binding->name == name) return &binding->value;
  }
  if (scope_.only == nullptr) return nullptr;
  const auto given = scope_.only->find(name);
  return given != scope_.only->end() ? &given->second : nullptr;
}

Traced Evaluation::Chain(hcl::ExprId id) {
  // Few references have more than eight names.
  std::array<std::byte, 256> few;
  std::pmr::monotonic_buffer_resource memory(few.data(), few.size());
  std::pmr::vector<hcl::ExprId> steps(&memory);  // the last one first
  steps.reserve(8);
  hcl::ExprId bottom = id;
  while (const auto* step = std::get_if<hcl::GetAttr>(&ast_[bottom].form)) {
    steps.push_back(bottom);
    bottom = step->base;
  }
  std::reverse(steps.begin(), steps.end());
  std::size_t used = 0;  // of the steps
  Traced value;
  if (const auto* variable = std::get_if<hcl::Variable>(&ast_[bottom].form)) {
    if (const Traced* bound = Bound(variable->name)) {
      value = *bound;
    } else {
      const hcl::Name first{variable->name, ast_[bottom].span};
      std::pmr::vector<const hcl::Name*> names(&memory);
      names.reserve(steps.size() + 1);
      names.push_back(&first);
      for (const hcl::ExprId step : steps) {
        names.push_back(&std::get<hcl::GetAttr>(ast_[step].form).name);
      }
      value = references_.Name(names, ast_[bottom].span, scope_, used);
      used = std::min(used - 1, steps.size());
    }
  } else {
    value = In(bottom, scope_);
  }
  for (std::size_t i = used; i < steps.size(); ++i) {
    value = members_.Member(value, std::get<hcl::GetAttr>(ast_[steps[i]].form).name.text,
                            ast_[steps[i]].span);
  }
  return value;
}

// ---- collections

Traced Evaluation::Form(const hcl::Expr& expr, const hcl::Tuple& form) {
  std::vector<Traced> items;
  for (const hcl::ExprId element : ast_.list(form.elements)) items.push_back(In(element, scope_));
  return {c_.store.List(items, expr.span, nullptr, Shape::kTuple)};
}

Traced Evaluation::Form(const hcl::Expr& expr, const hcl::Object& form) {
  std::vector<Entry> entries;
  const Symbol* open = nullptr;
  for (const hcl::ObjectItem& item : ast_.items(form)) {
    const Span key_span = ast_[item.key].span;
    if (!item.name.empty()) {
      const std::string_view name =
          IsAscii(item.name) ? item.name : c_.store.Keep(Composed(item.name));
      entries.push_back({name, key_span, In(item.value, scope_)});
      continue;
    }
    const Traced key = In(item.key, scope_);
    if (const auto text = KnownText(*key)) {
      entries.push_back({c_.store.Keep(*text), key_span, In(item.value, scope_), HasSecret(key)});
    } else if (const Symbol* symbol = FirstUnknown(*key)) {
      open = open != nullptr ? open : symbol;
    } else {
      return c_.unknowns.Fail("a key is not a string", key_span);
    }
  }
  return {c_.store.Map(entries, expr.span, open, Shape::kObject)};
}

std::optional<std::vector<Evaluation::Item>> Evaluation::Items(Traced collection, Span at,
                                                               const Symbol*& open) {
  std::vector<Item> items;
  open = collection->open_because;
  if (!c_.budget.Fits(collection->count * kBytesOfAnItem)) {
    open = &c_.unknowns.Limit("a for expression", at)->symbol();
    return items;
  }
  if (collection->is_list()) {
    for (const Traced& item : Elements(c_.store, collection)) {
      const auto index = WholeNumber(static_cast<double>(items.size()));
      const bool set = collection->shape == Shape::kSet;  // whose keys are its elements
      items.push_back({set ? item : Traced{c_.store.Number(index, at)}, item});
    }
    return items;
  }
  if (!collection->is_map()) return std::nullopt;
  for (const Entry& entry : SortedEntries(*collection)) {
    items.push_back({c_.store.KeyOf(collection, entry), c_.store.Inside(collection, entry.value)});
  }
  return items;
}

namespace {

// `{ for k, v in x : k => v if v != null }`.
bool LeavesOutNull(const hcl::Ast& ast, const hcl::For& form) {
  const hcl::ForClause& clause = ast.clause(form);
  const auto is_value = [&](hcl::ExprId id) {
    const auto* variable = std::get_if<hcl::Variable>(&ast[id].form);
    return variable != nullptr && variable->name == clause.value_name.text;
  };
  const auto is_null = [&](hcl::ExprId id) {
    return std::holds_alternative<hcl::Null>(ast[id].form);
  };
  const auto* compared = std::get_if<hcl::Binary>(&ast[clause.condition].form);
  return form.is_object && !form.grouped && is_value(clause.value) && compared != nullptr &&
         compared->op == hcl::BinaryOp::kNotEqual &&
         ((is_value(compared->left) && is_null(compared->right)) ||
          (is_null(compared->left) && is_value(compared->right)));
}

}  // namespace

// Does the result have the keys of the collection, all of them and no others?
bool Evaluation::KeepsKeys(const hcl::For& form) const {
  const hcl::ForClause& clause = ast_.clause(form);
  if (!form.is_object || form.grouped || clause.condition != hcl::ExprId::kNone) return false;
  const auto* key = std::get_if<hcl::Variable>(&ast_[clause.key].form);
  return key != nullptr && key->name == clause.key_name.text;
}

// What an expression makes of an unknown collection: one thing wherever it is written alike and the
// names in it mean the same.
Traced Evaluation::Made(const hcl::Expr& expr, Traced collection) {
  std::string text = c_.unknowns.Rendered(collection) + ": ";
  text += c_.configuration.sources().Text(expr.span);
  if (scope_.module != nullptr) text += " in " + scope_.module->address;
  if (scope_.self != nullptr) text += " of " + scope_.self->address;
  for (const Binding* one = scope_.bindings; one != nullptr; one = one->outer) {
    text += " with " + c_.unknowns.Rendered(one->value);
  }
  if (scope_.only != nullptr) {
    ForEachWord(c_.configuration.sources().Text(expr.span), [&](std::string_view word) {
      if (const auto given = scope_.only->find(word); given != scope_.only->end()) {
        text += " with " + c_.unknowns.Rendered(given->second);
      }
    });
  }
  return c_.unknowns.Derived(std::move(text), std::span(&collection, 1), expr.span);
}

// A block with an unknown number of instances: a list in which one stands for all.
Traced Evaluation::AsList(Traced collection) {
  const Instance* one =
      collection->is_unknown() ? c_.modules.ElementOf(collection->symbol()) : nullptr;
  if (one == nullptr) return collection;
  const Traced items[] = {{c_.store.Unknown(one->object, collection->span)}};
  return {c_.store.List(items, collection->span, &collection->symbol(), Shape::kTuple),
          collection.route};
}

Traced Evaluation::Form(const hcl::Expr& expr, const hcl::For& form) {
  const hcl::ForClause& clause = ast_.clause(form);
  Traced collection = In(clause.collection, scope_);
  if (c_.unknowns.Failed(*collection)) return collection;
  const Symbol* open = nullptr;
  if (!form.is_object) collection = AsList(collection);
  const auto items = Items(collection, expr.span, open);
  if (!items && collection->is_unknown()) open = &collection->symbol();
  const bool alike = open != nullptr && open->rest != Symbol::Rest::kAny && !form.is_object;
  if (open != nullptr && !KeepsKeys(form) && !alike) open = &Made(expr, collection)->symbol();
  if (!items) {
    if (!collection->is_unknown()) {
      return c_.unknowns.BlameNull(c_.unknowns.Fail("for needs a collection", expr.span),
                                   std::span(&collection, 1));
    }
    return form.is_object ? Traced{c_.store.Map({}, expr.span, open, Shape::kObject)}
                          : Traced{c_.store.List({}, expr.span, open, Shape::kTuple)};
  }
  std::vector<Traced> values;
  std::vector<Entry> entries;
  std::map<std::string_view, std::vector<Traced>> groups;
  std::set<std::string_view> secret_groups;
  const RouteStep* by_default = DefaultBehind(collection);
  for (const Item& item : *items) {
    if (!c_.budget.Spend(4)) return c_.unknowns.Limit("a for expression", expr.span);
    const Binding key{clause.key_name.text, item.key, scope_.bindings};
    const Binding value{clause.value_name.text, item.value,
                        clause.key_name.text.empty() ? scope_.bindings : &key};
    Scope scope = scope_;
    scope.bindings = &value;
    if (clause.condition != hcl::ExprId::kNone) {
      const Traced kept = AsBool(In(clause.condition, scope), ast_[clause.condition].span);
      if (kept->is_unknown() && LeavesOutNull(ast_, form)) {
        // What is unknown, or null and left out, is unknown under its key.
      } else if (kept->is_unknown()) {
        if (c_.unknowns.Failed(*kept)) return kept;
        open = open != nullptr ? open : &kept->symbol();
        continue;
      }
      if (by_default == nullptr) by_default = DefaultBehind(kept);
      if (!kept->is_unknown() && !kept->boolean()) continue;
    }
    if (!form.is_object) {
      values.push_back(In(clause.value, scope));
      continue;
    }
    const Traced name = In(clause.key, scope);
    const auto text = KnownText(*name);
    if (!text) {
      const Symbol* symbol = FirstUnknown(*name);
      if (symbol == nullptr) return c_.unknowns.Fail("a key is not a string", expr.span);
      open = open != nullptr ? open : symbol;
      continue;
    }
    const Traced made = In(clause.value, scope);
    if (!form.grouped && groups.contains(*text)) {
      return c_.unknowns.Fail("two elements have the same key", name->span);
    }
    if (form.grouped) {
      const std::string_view kept = c_.store.Keep(*text);
      groups[kept].push_back(made);
      if (HasSecret(name)) secret_groups.insert(kept);
    } else {
      const std::string_view kept = c_.store.Keep(*text);
      groups[kept];
      entries.push_back({kept, name->span, made, HasSecret(name)});
    }
  }
  const auto complete = [&](const Value* made) {
    return c_.store.CompleteByDefault({made}, by_default);
  };
  if (!form.is_object) return complete(c_.store.List(values, expr.span, open, Shape::kTuple));
  for (const auto& [key, group] : groups) {
    if (!form.grouped) break;
    const Traced list = complete(c_.store.List(group, expr.span, open, Shape::kTuple));
    entries.push_back({key, expr.span, list, secret_groups.contains(key)});
  }
  return complete(c_.store.Map(entries, expr.span, open, Shape::kObject));
}

Traced Evaluation::Form(const hcl::Expr& expr, const hcl::Splat& form) {
  const Traced source = AsList(In(form.source, scope_));
  if (c_.unknowns.Failed(*source)) return source;
  Scope scope = scope_;
  const auto each = [&](Traced item) {
    scope.splat_item = item;
    return In(form.each, scope);
  };
  // Whether it is null, one thing or a list may hang on a default.
  const auto made = [&](std::span<const Traced> all) {
    return c_.store.CompleteByDefault({c_.store.List(all, expr.span, source->open_because)},
                                      DefaultBehind(source));
  };
  if (source->is_null()) return made({});
  std::vector<Traced> items;
  if (source->is_unknown()) {
    const Symbol& symbol = source->symbol();
    if (c_.modules.InstanceOf(symbol) == nullptr) {
      return each(c_.unknowns.Member(symbol, "[*]", expr.span));
    }
  }
  if (!source->is_list()) {
    const Traced one = each(source);
    return c_.store.CompleteByDefault({c_.store.List(std::span(&one, 1), expr.span)},
                                      DefaultBehind(source));
  }
  for (const Traced& item : Elements(c_.store, source)) {
    if (!c_.budget.Spend(2)) return c_.unknowns.Limit("a splat", expr.span);
    items.push_back(each(item));
  }
  return made(items);
}

Traced Evaluation::Form(const hcl::Expr& expr, const hcl::Index& form) {
  const Traced base = In(form.base, scope_);
  if (c_.unknowns.Failed(*base)) return base;
  return members_.Element(base, In(form.key, scope_), expr.span);
}

}  // namespace execlint::terraform
