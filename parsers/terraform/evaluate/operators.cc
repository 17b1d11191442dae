// Operators and conditionals.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

#include "parsers/terraform/evaluate/evaluation.h"

namespace execlint::terraform {
namespace {

using How = RouteStep::How;

constexpr std::size_t kStepsOfBigNumbers = 16;

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

Traced Evaluation::Unsure(const hcl::Expr& expr, std::string_view op, Traced left, Traced right) {
  const Traced operands[] = {left, right};
  // What a secret is compared with may be its value.
  const bool secret = HasSecret(left) || HasSecret(right);
  const auto shown = [&](Traced side) {
    return secret ? c_.unknowns.NameOf(side) : c_.unknowns.Rendered(side);
  };
  return c_.unknowns.Derived(shown(left) + " " + std::string(op) + " " + shown(right), operands,
                             expr.span);
}

Traced Evaluation::AsBool(Traced value, Span at) {
  const auto made = ToBoolValue(c_.MakeCall("", at, {}), value);
  if (!made || (*made)->is_null()) {
    return c_.unknowns.BlameNull(c_.unknowns.Fail("a bool is needed", at), std::span(&value, 1));
  }
  c_.selectors.UsedAsBool(**made);
  return *made;
}

Traced Evaluation::AsNumber(Traced value, Span at) {
  const auto made = ToNumberValue(c_.MakeCall("", at, {}), value);
  if (!made || (*made)->is_null()) {
    return c_.unknowns.BlameNull(c_.unknowns.Fail("a number is needed", at), std::span(&value, 1));
  }
  return *made;
}

Traced Evaluation::OfBothTypes(Traced chosen, hcl::ExprId other, Span at) {
  if (std::holds_alternative<hcl::Null>(ast_[other].form)) return chosen;
  const ValueType types[] = {TypeOf(*chosen), StaticType(other)};
  const ValueType type = Unify(types);
  if (type.known() || (type.kind == ValueType::kNone && types[1].known())) {
    return type == types[0] ? chosen : ConvertTo(c_.MakeCall("", at, {}), chosen, type);
  }
  // Next to the empty `[]` or `{}`, a list, set or map stays one.
  const bool empty = types[1].known() && types[1].elements.empty();
  const bool list = chosen->shape == Shape::kList || chosen->shape == Shape::kSet;
  if (empty && list && types[1].kind == ValueType::kTuple) return chosen;
  if (empty && chosen->shape == Shape::kMap && types[1].kind == ValueType::kObject) return chosen;
  return c_.store.Reshaped(chosen, Shape::kUnspecified);
}

// Is it written as null or the empty string?
bool Evaluation::IsNothing(hcl::ExprId id) const {
  return std::holds_alternative<hcl::Null>(ast_[id].form) || ast_.ConstantString(id) == "";
}

// The name of a variable that the expression is, and nothing else; empty where it is not one.
std::string_view Evaluation::VariableIn(hcl::ExprId id) const {
  while (const auto* parens = std::get_if<hcl::Parens>(&ast_[id].form)) id = parens->inner;
  const auto* member = std::get_if<hcl::GetAttr>(&ast_[id].form);
  if (member == nullptr) return {};
  const auto* base = std::get_if<hcl::Variable>(&ast_[member->base].form);
  return base != nullptr && base->name == "var" ? member->name.text : std::string_view();
}

// See RouteStep::input: of `var.on ? true : null`, `on` where null was chosen.
std::string_view Evaluation::InputToTurn(const hcl::Conditional& form, bool yes,
                                         const Value& chosen) const {
  const auto* other = std::get_if<hcl::Bool>(&ast_[yes ? form.if_false : form.if_true].form);
  const bool opposite = other != nullptr && other->value != yes;
  const bool may_turn = !yes || (chosen.kind == Kind::kBool && chosen.boolean());
  return opposite && may_turn ? VariableIn(form.condition) : std::string_view();
}

Traced Evaluation::Form(const hcl::Expr& expr, const hcl::Conditional& form) {
  const Span at = ast_[form.condition].span;
  const Traced condition = AsBool(In(form.condition, scope_), at);
  if (c_.unknowns.Failed(*condition)) return condition;
  if (condition->is_unknown()) {
    const Traced yes = In(form.if_true, scope_), no = In(form.if_false, scope_);
    if (FirstUnknown(*yes) == nullptr && Equal(c_.unknowns, *yes, *no) == true) return yes;
    if (yes->is_string() && no->is_string() && SameText(*yes, *no)) return yes;
    const Traced operands[] = {condition, yes, no};
    // It is unknown because the condition is, not because a branch would fail.
    if (c_.unknowns.FailedInside(*yes) || c_.unknowns.FailedInside(*no)) {
      return c_.unknowns.Derived(c_.unknowns.Rendered(condition) + " ? ... : ...",
                                 std::span(operands, 1), expr.span);
    }
    const Traced made =
        c_.unknowns.Derived(c_.unknowns.Rendered(condition) + " ? " + c_.unknowns.Rendered(yes) +
                                " : " + c_.unknowns.Rendered(no),
                            operands, expr.span);
    if (c_.unknowns.IsSome(*yes) && c_.unknowns.IsSome(*no)) {
      c_.unknowns.MarkSome(&made->symbol());
    }
    if (IsNothing(form.if_false)) c_.unknowns.MarkOrNothing(&made->symbol(), yes);
    if (IsNothing(form.if_true)) c_.unknowns.MarkOrNothing(&made->symbol(), no);
    return made;
  }
  const bool yes = condition->boolean();
  Traced chosen = In(yes ? form.if_true : form.if_false, scope_);
  if (c_.unknowns.Failed(*chosen)) return chosen;
  chosen = OfBothTypes(chosen, yes ? form.if_false : form.if_true, expr.span);
  if (const RouteStep* step = DefaultIn(std::span(&condition, 1))) {
    chosen = c_.store.Via(chosen, step->how, step->at);
  }
  if (const RouteStep* call = FindStep(condition.route, How::kLeftOut)) {
    chosen = c_.store.Via(chosen, How::kLeftOut, call->at, call->input);
  }
  return c_.store.Via(chosen, How::kDecision, at, InputToTurn(form, yes, *chosen));
}

Traced Evaluation::Form(const hcl::Expr& expr, const hcl::Unary& form) {
  const Traced operand = In(form.operand, scope_);
  if (c_.unknowns.Failed(*operand)) return operand;
  if (form.op == hcl::UnaryOp::kNot) {
    const Traced value = AsBool(operand, expr.span);
    if (c_.unknowns.Failed(*value)) return value;
    if (value->is_unknown()) {
      return c_.unknowns.Derived("!" + c_.unknowns.Rendered(value), std::span(&value, 1),
                                 expr.span);
    }
    return Tainted(c_.store, {c_.store.Bool(!value->boolean(), expr.span)}, std::span(&operand, 1));
  }
  const Traced value = AsNumber(operand, expr.span);
  if (c_.unknowns.Failed(*value)) return value;
  if (value->is_unknown()) {
    return c_.unknowns.Derived("-" + c_.unknowns.Rendered(value), std::span(&value, 1), expr.span);
  }
  const Traced made{c_.store.Number(c_.store.numbers().Negated(value->exact_number()), expr.span)};
  return Tainted(c_.store, WithSecretOf(c_.store, made, std::span(&operand, 1)),
                 std::span(&operand, 1));
}

Traced Evaluation::Form(const hcl::Expr& expr, const hcl::Binary& form) {
  const Traced left = In(form.left, scope_), right = In(form.right, scope_);
  const bool logic = form.op == hcl::BinaryOp::kAnd || form.op == hcl::BinaryOp::kOr;
  // Since 1.12 Terraform asks no more once the left side decides: `x != null && trimspace(x) !=
  // ""`.
  if (logic && c_.unknowns.Failed(*right) && !c_.unknowns.Failed(*left)) {
    const Traced first = AsBool(left, expr.span);
    const bool settles = form.op == hcl::BinaryOp::kOr;
    if (first->kind == Kind::kBool && first->boolean() == settles) return first;
  }
  for (const Traced& operand : {left, right}) {
    if (c_.unknowns.Failed(*operand)) return operand;
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
  return Tainted(c_.store, WithSecretOf(c_.store, made, operands), operands);
}

Traced Evaluation::Logic(const hcl::Expr& expr, hcl::BinaryOp op, Traced left, Traced right) {
  const Traced a = AsBool(left, expr.span), b = AsBool(right, expr.span);
  for (const Traced& operand : {a, b}) {
    if (c_.unknowns.Failed(*operand)) return operand;
  }
  const bool settles = op == hcl::BinaryOp::kOr;
  for (const Traced& operand : {a, b}) {
    if (!operand->is_unknown() && operand->boolean() == settles) {
      return {c_.store.Bool(settles, expr.span)};
    }
  }
  if (a->is_unknown() || b->is_unknown()) return Unsure(expr, Sign(op), a, b);
  return {c_.store.Bool(!settles, expr.span)};
}

Traced Evaluation::Compare(const hcl::Expr& expr, hcl::BinaryOp op, Traced left, Traced right) {
  c_.selectors.Compared(left, right);
  c_.selectors.Compared(right, left);
  c_.selectors.AskedWhether(left, right);
  c_.selectors.AskedWhether(right, left);
  c_.selectors.Decides(left);
  c_.selectors.Decides(right);
  if (left->kind == Kind::kBool) c_.selectors.UsedAsBool(*right);
  if (right->kind == Kind::kBool) c_.selectors.UsedAsBool(*left);
  const auto equal = Equal(c_.unknowns, *left, *right);
  if (!equal) return Unsure(expr, Sign(op), left, right);
  return {c_.store.Bool(*equal == (op == hcl::BinaryOp::kEqual), expr.span)};
}

// A comparison of a number that is at least one with a known number; nothing where that does not
// decide.
std::optional<bool> Evaluation::HoldsForSome(hcl::BinaryOp op, const Value& a, const Value& b) {
  const bool left = a.is_unknown();
  const Value& bound = left ? b : a;
  if (bound.is_unknown() || !c_.unknowns.IsSome(left ? a : b)) return std::nullopt;
  using hcl::BinaryOp;
  const bool less = op == BinaryOp::kLess || op == BinaryOp::kLessEqual;
  if (!less && op != BinaryOp::kGreater && op != BinaryOp::kGreaterEqual) return std::nullopt;
  // Does it ask whether the number is greater than the bound, or at least the bound?
  const bool greater = left != less;
  const bool with_equal = op == BinaryOp::kLessEqual || op == BinaryOp::kGreaterEqual;
  const bool decides = greater == with_equal ? bound.number() <= 1 : bound.number() < 1;
  return decides ? std::optional(greater) : std::nullopt;
}

Traced Evaluation::Arithmetic(const hcl::Expr& expr, hcl::BinaryOp op, Traced left, Traced right) {
  const Traced a = AsNumber(left, expr.span), b = AsNumber(right, expr.span);
  for (const Traced& operand : {a, b}) {
    if (c_.unknowns.Failed(*operand)) return operand;
  }
  if (a->is_unknown() || b->is_unknown()) {
    if (const auto holds = HoldsForSome(op, *a, *b)) return {c_.store.Bool(*holds, expr.span)};
    return Unsure(expr, Sign(op), a, b);
  }
  const ExactNumber x = a->exact_number(), y = b->exact_number();
  const auto is_zero = [](const ExactNumber& one) { return one.big == nullptr && one.plain == 0; };
  const auto number = [&](const std::optional<ExactNumber>& result) {
    if (result) return Traced{c_.store.Number(*result, expr.span)};
    // `0 / 0`, and what is done with infinity.
    if (x.infinite() || y.infinite() || is_zero(y)) {
      return c_.unknowns.Fail("there is no such number", expr.span);
    }
    return c_.unknowns.Limit("a number", expr.span);
  };
  const auto boolean = [&](bool result) { return Traced{c_.store.Bool(result, expr.span)}; };
  if ((x.big != nullptr || y.big != nullptr) && !c_.budget.Spend(kStepsOfBigNumbers)) {
    return c_.unknowns.Limit("a number", expr.span);
  }
  BigNumbers& numbers = c_.store.numbers();
  switch (op) {
    case hcl::BinaryOp::kMultiply:
      return number(numbers.Multiply(x, y));
    case hcl::BinaryOp::kDivide:
      return number(numbers.Divide(x, y));
    case hcl::BinaryOp::kModulo:
      return number(numbers.Remainder(x, y));
    case hcl::BinaryOp::kAdd:
      return number(numbers.Add(x, y));
    case hcl::BinaryOp::kSubtract:
      return number(numbers.Subtract(x, y));
    case hcl::BinaryOp::kLess:
      return boolean(execlint::Compare(x, y) < 0);
    case hcl::BinaryOp::kLessEqual:
      return boolean(execlint::Compare(x, y) <= 0);
    case hcl::BinaryOp::kGreater:
      return boolean(execlint::Compare(x, y) > 0);
    case hcl::BinaryOp::kGreaterEqual:
      return boolean(execlint::Compare(x, y) >= 0);
    default:
      return Unsure(expr, Sign(op), a, b);
  }
}

}  // namespace execlint::terraform
