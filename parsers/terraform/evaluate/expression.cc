#include "parsers/terraform/evaluate/expression.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

namespace execlint::terraform {
namespace {

using How = RouteStep::How;

// A literal that makes the other branch of a conditional a string.
bool IsStringLiteral(const hcl::Expr& expr) {
  const auto* form = std::get_if<hcl::Template>(&expr.form);
  return form != nullptr && !form->passes_through;
}

constexpr std::string_view Sign(hcl::BinaryOp op) {
  switch (op) {
    case hcl::BinaryOp::kMultiply:
      return "*";
    case hcl::BinaryOp::kDivide:
      return "/";
    case hcl::BinaryOp::kModulo:
      return "%";
    case hcl::BinaryOp::kAdd:
      return "+";
    case hcl::BinaryOp::kSubtract:
      return "-";
    case hcl::BinaryOp::kLess:
      return "<";
    case hcl::BinaryOp::kLessEqual:
      return "<=";
    case hcl::BinaryOp::kGreater:
      return ">";
    case hcl::BinaryOp::kGreaterEqual:
      return ">=";
    case hcl::BinaryOp::kEqual:
      return "==";
    case hcl::BinaryOp::kNotEqual:
      return "!=";
    case hcl::BinaryOp::kAnd:
      return "&&";
    case hcl::BinaryOp::kOr:
      return "||";
  }
  return "";
}

}  // namespace

Traced ExpressionEvaluator::Evaluate(hcl::ExprId id) {
  const hcl::Expr& expr = ast_[id];
  ValueStore& store = e_.store();
  return std::visit(
      hcl::Overloaded{
          [&](const hcl::Broken&) {
            return Traced{store.Unknown(store.Intern({.why = Why::kBroken,
                                                      .name = "a syntax error",
                                                      .naming = Symbol::Naming::kWords,
                                                      .at = expr.span}),
                                        expr.span)};
          },
          [&](const hcl::Null&) { return Traced{store.Null(expr.span)}; },
          [&](const hcl::Bool& form) { return Traced{store.Bool(form.value, expr.span)}; },
          [&](const hcl::Number& form) { return Traced{store.Number(form.value, expr.span)}; },
          [&](const hcl::Variable&) { return Chain(id); },
          [&](const hcl::GetAttr&) { return Chain(id); },
          [&](const hcl::SplatItem&) { return scope_.splat_item; },
          [&](const hcl::Parens& form) { return In(form.inner, scope_); },
          [&](const auto& form) { return Form(expr, form); },
      },
      expr.form);
}

// ---- collections

Traced ExpressionEvaluator::Form(const hcl::Expr& expr, const hcl::Tuple& form) {
  std::vector<Traced> items;
  for (const hcl::ExprId element : ast_.list(form.elements)) items.push_back(In(element, scope_));
  return {e_.store().List(items, expr.span, nullptr, Shape::kTuple)};
}

Traced ExpressionEvaluator::Form(const hcl::Expr& expr, const hcl::Object& form) {
  std::vector<Entry> entries;
  const Symbol* open = nullptr;
  for (const hcl::ObjectItem& item : ast_.items(form)) {
    const Span key_span = ast_[item.key].span;
    if (!item.name.empty()) {
      entries.push_back({item.name, key_span, In(item.value, scope_)});
      continue;
    }
    const Traced key = In(item.key, scope_);
    if (const auto text = KnownText(*key)) {
      entries.push_back({e_.store().Keep(*text), key_span, In(item.value, scope_)});
    } else if (const Symbol* symbol = FirstUnknown(*key)) {
      open = open != nullptr ? open : symbol;
    } else {
      return e_.unknowns().Fail("a key is no string", key_span);
    }
  }
  return {e_.store().Map(entries, expr.span, open, Shape::kObject)};
}

std::optional<std::vector<ExpressionEvaluator::Item>> ExpressionEvaluator::Items(
    Traced collection, Span at, const Symbol*& open) {
  ValueStore& store = e_.store();
  std::vector<Item> items;
  open = collection->open_because;
  if (collection->is_list()) {
    for (const Traced& item : Elements(store, collection)) {
      const auto index = static_cast<double>(items.size());
      const bool set = collection->shape == Shape::kSet;  // whose keys are its elements
      items.push_back({set ? item : Traced{store.Number(index, at)}, item});
    }
    return items;
  }
  if (!collection->is_map()) return std::nullopt;
  for (const Entry& entry : SortedEntries(*collection)) {
    items.push_back({{store.Literal(entry.key, entry.key_span, entry.key_span), collection.route},
                     store.Inside(collection, entry.value)});
  }
  return items;
}

Traced ExpressionEvaluator::Form(const hcl::Expr& expr, const hcl::For& form) {
  const hcl::ForClause& clause = ast_.clause(form);
  const Traced collection = In(clause.collection, scope_);
  if (e_.unknowns().Failed(*collection)) return collection;
  const Symbol* open = nullptr;
  const auto items = Items(collection, expr.span, open);
  if (!items) {
    if (!collection->is_unknown()) return e_.unknowns().Fail("for needs a collection", expr.span);
    open = &collection->symbol();
    return form.is_object ? Traced{e_.store().Map({}, expr.span, open, Shape::kObject)}
                          : Traced{e_.store().List({}, expr.span, open, Shape::kTuple)};
  }
  std::vector<Traced> values;
  std::vector<Entry> entries;
  std::map<std::string_view, std::vector<Traced>> groups;
  const RouteStep* by_default = DefaultBehind(collection);
  for (const Item& item : *items) {
    if (!e_.Spend(4)) return e_.Limit("a for expression", expr.span);
    const Binding key{clause.key_name.text, item.key, scope_.bindings};
    const Binding value{clause.value_name.text, item.value,
                        clause.key_name.text.empty() ? scope_.bindings : &key};
    Scope scope = scope_;
    scope.bindings = &value;
    if (clause.condition != hcl::ExprId::kNone) {
      const Traced kept = AsBool(In(clause.condition, scope), ast_[clause.condition].span);
      if (kept->is_unknown()) {
        if (e_.unknowns().Failed(*kept)) return kept;
        open = open != nullptr ? open : &kept->symbol();
        continue;
      }
      if (by_default == nullptr) by_default = DefaultBehind(kept);
      if (!kept->boolean()) continue;
    }
    if (!form.is_object) {
      values.push_back(In(clause.value, scope));
      continue;
    }
    const Traced name = In(clause.key, scope);
    const auto text = KnownText(*name);
    if (!text) {
      const Symbol* symbol = FirstUnknown(*name);
      if (symbol == nullptr) return e_.unknowns().Fail("a key is no string", expr.span);
      open = open != nullptr ? open : symbol;
      continue;
    }
    const Traced made = In(clause.value, scope);
    if (!form.grouped && groups.contains(*text)) {
      return e_.unknowns().Fail("two elements have the key \"" + *text + "\"", name->span);
    }
    if (form.grouped) {
      groups[e_.store().Keep(*text)].push_back(made);
    } else {
      const std::string_view kept = e_.store().Keep(*text);
      groups[kept];
      entries.push_back({kept, name->span, made});
    }
  }
  const auto complete = [&](const Value* made) {
    return e_.store().CompleteBy({made}, by_default);
  };
  if (!form.is_object) return complete(e_.store().List(values, expr.span, open, Shape::kTuple));
  for (const auto& [key, group] : groups) {
    if (!form.grouped) break;
    entries.push_back(
        {key, expr.span, complete(e_.store().List(group, expr.span, open, Shape::kTuple))});
  }
  return complete(e_.store().Map(entries, expr.span, open, Shape::kObject));
}

Traced ExpressionEvaluator::Form(const hcl::Expr& expr, const hcl::Splat& form) {
  const Traced source = In(form.source, scope_);
  if (e_.unknowns().Failed(*source)) return source;
  Scope scope = scope_;
  const auto each = [&](Traced item) {
    scope.splat_item = item;
    return In(form.each, scope);
  };
  if (source->is_null()) return {e_.store().List({}, expr.span)};
  std::vector<Traced> items;
  if (source->is_unknown()) {
    const Symbol& symbol = source->symbol();
    if (const auto all = e_.expansions_.find(&symbol); all != e_.expansions_.end()) {
      items.push_back(each({e_.store().Unknown(all->second->object, expr.span)}));
      return {e_.store().List(items, expr.span, &symbol)};
    }
    if (e_.ObjectOf(symbol) == nullptr) {
      return each(e_.unknowns().Member(symbol, "[*]", expr.span));
    }
  }
  if (!source->is_list()) {
    items.push_back(each(source));
    return {e_.store().List(items, expr.span)};
  }
  for (const Traced& item : Elements(e_.store(), source)) {
    if (!e_.Spend(2)) return e_.Limit("a splat", expr.span);
    items.push_back(each(item));
  }
  return e_.store().CompleteBy({e_.store().List(items, expr.span, source->open_because)},
                               DefaultBehind(source));
}

Traced ExpressionEvaluator::Form(const hcl::Expr& expr, const hcl::Index& form) {
  const Traced base = In(form.base, scope_);
  if (e_.unknowns().Failed(*base)) return base;
  return e_.Element(base, In(form.key, scope_), expr.span);
}

// ---- operators

Traced ExpressionEvaluator::Unsure(const hcl::Expr& expr, std::string_view op, Traced left,
                                   Traced right) {
  const Traced operands[] = {left, right};
  return e_.unknowns().Derived(Rendered(*left) + " " + std::string(op) + " " + Rendered(*right),
                               operands, expr.span);
}

Traced ExpressionEvaluator::AsBool(Traced value, Span at) {
  const auto made = ToBoolValue(e_.MakeCall("", at, {}), value);
  if (!made || (*made)->is_null()) return e_.unknowns().Fail("a bool is needed", at);
  e_.selectors().UsedAsBool(**made);
  return *made;
}

Traced ExpressionEvaluator::AsNumber(Traced value, Span at) {
  const auto made = ToNumberValue(e_.MakeCall("", at, {}), value);
  if (!made || (*made)->is_null()) return e_.unknowns().Fail("a number is needed", at);
  return *made;
}

// Both branches of a conditional become one type. Where the other one is not null, or the empty
// `[]` or `{}` beside a list, set or map, that is not looked into.
Traced ExpressionEvaluator::OfBothShapes(Traced chosen, const hcl::Expr& other) {
  if (std::holds_alternative<hcl::Null>(other.form)) return chosen;
  const auto* tuple = std::get_if<hcl::Tuple>(&other.form);
  const auto* object = std::get_if<hcl::Object>(&other.form);
  const bool list = chosen->shape == Shape::kList || chosen->shape == Shape::kSet;
  if (list && tuple != nullptr && ast_.list(tuple->elements).empty()) return chosen;
  if (chosen->shape == Shape::kMap && object != nullptr && ast_.items(*object).empty()) {
    return chosen;
  }
  return e_.store().Reshaped(chosen, Shape::kUntold);
}

Traced ExpressionEvaluator::Form(const hcl::Expr& expr, const hcl::Conditional& form) {
  const Span at = ast_[form.condition].span;
  const Traced condition = AsBool(In(form.condition, scope_), at);
  if (e_.unknowns().Failed(*condition)) return condition;
  if (condition->is_unknown()) {
    const Traced yes = In(form.if_true, scope_), no = In(form.if_false, scope_);
    if (FirstUnknown(*yes) == nullptr && Equal(e_.unknowns(), *yes, *no) == true) return yes;
    if (yes->is_string() && no->is_string() && SameText(*yes, *no)) return yes;
    const Traced operands[] = {condition, yes, no};
    // What the condition hangs on is why it is unknown, not what a branch would fail on.
    if (e_.unknowns().FailedInside(*yes) || e_.unknowns().FailedInside(*no)) {
      return e_.unknowns().Derived(Rendered(*condition) + " ? ... : ...", std::span(operands, 1),
                                   expr.span);
    }
    return e_.unknowns().Derived(
        Rendered(*condition) + " ? " + Rendered(*yes) + " : " + Rendered(*no), operands, expr.span);
  }
  const bool yes = condition->boolean();
  Traced chosen = In(yes ? form.if_true : form.if_false, scope_);
  if (e_.unknowns().Failed(*chosen)) return chosen;
  if (IsStringLiteral(ast_[yes ? form.if_false : form.if_true])) {
    if (const auto text = ToStringValue(e_.MakeCall("", expr.span, {}), chosen)) chosen = *text;
  }
  chosen = OfBothShapes(chosen, ast_[yes ? form.if_false : form.if_true]);
  if (const RouteStep* step = DefaultIn(std::span(&condition, 1))) {
    chosen = e_.store().Via(chosen, How::kDefault, step->at);
  }
  return e_.store().Via(chosen, How::kDecision, at);
}

Traced ExpressionEvaluator::Form(const hcl::Expr& expr, const hcl::Unary& form) {
  const Traced operand = In(form.operand, scope_);
  if (e_.unknowns().Failed(*operand)) return operand;
  if (form.op == hcl::UnaryOp::kNot) {
    const Traced value = AsBool(operand, expr.span);
    if (e_.unknowns().Failed(*value)) return value;
    if (value->is_unknown()) {
      return e_.unknowns().Derived("!" + Rendered(*value), std::span(&value, 1), expr.span);
    }
    return Tainted(e_.store(), {e_.store().Bool(!value->boolean(), expr.span)},
                   std::span(&operand, 1));
  }
  const Traced value = AsNumber(operand, expr.span);
  if (e_.unknowns().Failed(*value)) return value;
  if (value->is_unknown()) {
    return e_.unknowns().Derived("-" + Rendered(*value), std::span(&value, 1), expr.span);
  }
  return Tainted(e_.store(), {e_.store().Number(-value->number(), expr.span)},
                 std::span(&operand, 1));
}

Traced ExpressionEvaluator::Form(const hcl::Expr& expr, const hcl::Binary& form) {
  const Traced left = In(form.left, scope_), right = In(form.right, scope_);
  for (const Traced& operand : {left, right}) {
    if (e_.unknowns().Failed(*operand)) return operand;
  }
  Traced made;
  switch (form.op) {
    case hcl::BinaryOp::kAnd:
    case hcl::BinaryOp::kOr:
      made = Logic(expr, form.op, left, right);
      break;
    case hcl::BinaryOp::kEqual:
    case hcl::BinaryOp::kNotEqual:
      made = Compare(expr, form.op, left, right);
      break;
    default:
      made = Arithmetic(expr, form.op, left, right);
  }
  const Traced operands[] = {left, right};
  return Tainted(e_.store(), made, operands);
}

Traced ExpressionEvaluator::Logic(const hcl::Expr& expr, hcl::BinaryOp op, Traced left,
                                  Traced right) {
  const Traced a = AsBool(left, expr.span), b = AsBool(right, expr.span);
  for (const Traced& operand : {a, b}) {
    if (e_.unknowns().Failed(*operand)) return operand;
  }
  const bool settles = op == hcl::BinaryOp::kOr;
  for (const Traced& operand : {a, b}) {
    if (!operand->is_unknown() && operand->boolean() == settles) {
      return {e_.store().Bool(settles, expr.span)};
    }
  }
  if (a->is_unknown() || b->is_unknown()) return Unsure(expr, Sign(op), a, b);
  return {e_.store().Bool(!settles, expr.span)};
}

Traced ExpressionEvaluator::Compare(const hcl::Expr& expr, hcl::BinaryOp op, Traced left,
                                    Traced right) {
  e_.selectors().Compared(*left, right);
  e_.selectors().Compared(*right, left);
  if (left->kind == Kind::kBool) e_.selectors().UsedAsBool(*right);
  if (right->kind == Kind::kBool) e_.selectors().UsedAsBool(*left);
  const auto equal = Equal(e_.unknowns(), *left, *right);
  if (!equal) return Unsure(expr, Sign(op), left, right);
  return {e_.store().Bool(*equal == (op == hcl::BinaryOp::kEqual), expr.span)};
}

Traced ExpressionEvaluator::Arithmetic(const hcl::Expr& expr, hcl::BinaryOp op, Traced left,
                                       Traced right) {
  const Traced a = AsNumber(left, expr.span), b = AsNumber(right, expr.span);
  for (const Traced& operand : {a, b}) {
    if (e_.unknowns().Failed(*operand)) return operand;
  }
  if (a->is_unknown() || b->is_unknown()) return Unsure(expr, Sign(op), a, b);
  const double x = a->number(), y = b->number();
  // Terraform computes with far more digits than a double has.
  const auto number = [&](double result) {
    if (result != std::floor(result)) {
      char digits[40];
      std::snprintf(digits, sizeof digits, "%.15g", result);
      result = ParseNumber(digits).value_or(result);
    }
    return std::isfinite(result) ? Traced{e_.store().Number(result, expr.span)}
                                 : e_.unknowns().Fail("division by zero", expr.span);
  };
  const auto boolean = [&](bool result) { return Traced{e_.store().Bool(result, expr.span)}; };
  switch (op) {
    case hcl::BinaryOp::kMultiply:
      return number(x * y);
    case hcl::BinaryOp::kDivide:
      return number(x / y);
    case hcl::BinaryOp::kModulo:
      return number(std::fmod(x, y));
    case hcl::BinaryOp::kAdd:
      return number(x + y);
    case hcl::BinaryOp::kSubtract:
      return number(x - y);
    case hcl::BinaryOp::kLess:
      return boolean(x < y);
    case hcl::BinaryOp::kLessEqual:
      return boolean(x <= y);
    case hcl::BinaryOp::kGreater:
      return boolean(x > y);
    case hcl::BinaryOp::kGreaterEqual:
      return boolean(x >= y);
    default:
      return Unsure(expr, Sign(op), a, b);
  }
}

}  // namespace execlint::terraform
