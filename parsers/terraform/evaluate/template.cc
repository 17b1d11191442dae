// Templates and calls.
#include <algorithm>
#include <array>
#include <utility>

#include "parsers/terraform/evaluate/expression.h"

namespace execlint::terraform {
namespace {

// Functions that may give back their argument as it is; so what the result is compared with is
// worth trying for the argument.
constexpr std::array<std::string_view, 8> kTextual = {"lower",    "upper", "title",   "trimspace",
                                                      "tostring", "split", "element", "regex"};

}  // namespace

Traced ExpressionEvaluator::Form(const hcl::Expr& expr, const hcl::Template& form) {
  const auto parts = ast_.parts(form.parts);
  if (form.passes_through && parts.size() == 1) {
    if (const auto* only = std::get_if<hcl::Interpolation>(&parts[0].form)) {
      return In(only->expression, scope_);
    }
  }
  Text out;
  if (!AppendParts(form.parts, out, scope_)) return out.failed;
  if (!FitsString(out.parts)) return e_.Limit("a template", expr.span);
  const Traced text{e_.store().String(out.parts, expr.span)};
  return out.by_default != nullptr
             ? e_.store().Via(text, RouteStep::How::kDefault, out.by_default->at)
             : text;
}

bool ExpressionEvaluator::AppendParts(hcl::RangeOf<hcl::TemplatePart> parts, Text& out,
                                      const Scope& scope) {
  for (const hcl::TemplatePart& part : ast_.parts(parts)) {
    if (!e_.Spend(1)) {
      out.failed = e_.Limit("a template", part.span);
      return false;
    }
    if (const auto* text = std::get_if<hcl::Text>(&part.form)) {
      // Decoded text belongs to the tree, which the values outlive.
      out.parts.push_back({.text = text->verbatim ? text->text : e_.store().Keep(text->text),
                           .from = part.span,
                           .verbatim = text->verbatim});
    } else if (const auto* inner = std::get_if<hcl::Interpolation>(&part.form)) {
      const Traced value = In(inner->expression, scope);
      if (e_.unknowns().Failed(*value)) {
        out.failed = value;
        return false;
      }
      const std::size_t before = out.parts.size();
      if (!AppendText(e_.store(), value, out.parts)) {
        out.failed = e_.unknowns().Fail("a template needs a string here", part.span);
        return false;
      }
      if (!e_.Spend(out.parts.size() - before) || out.parts.size() > kMaxParts) {
        out.failed = e_.Limit("a template", part.span);
        return false;
      }
    } else if (const auto* directive = std::get_if<hcl::IfDirective>(&part.form)) {
      if (!AppendIf(part, *directive, out, scope)) return false;
    } else if (const auto* loop = std::get_if<hcl::ForDirective>(&part.form)) {
      if (!AppendFor(part, *loop, out, scope)) return false;
    }
  }
  return true;
}

bool ExpressionEvaluator::AppendIf(const hcl::TemplatePart& part, const hcl::IfDirective& directive,
                                   Text& out, const Scope& scope) {
  const Traced condition = AsBool(In(directive.condition, scope), part.span);
  if (e_.unknowns().Failed(*condition)) {
    out.failed = condition;
    return false;
  }
  if (condition->is_unknown()) {
    const Traced hole = e_.unknowns().Derived("%{ if " + Rendered(*condition) + " }",
                                              std::span(&condition, 1), part.span);
    return AppendText(e_.store(), hole, out.parts);
  }
  if (out.by_default == nullptr) out.by_default = DefaultBehind(condition);
  return AppendParts(condition->boolean() ? directive.then_parts : directive.else_parts, out,
                     scope);
}

bool ExpressionEvaluator::AppendFor(const hcl::TemplatePart& part,
                                    const hcl::ForDirective& directive, Text& out,
                                    const Scope& scope) {
  const Traced collection = In(directive.collection, scope);
  if (e_.unknowns().Failed(*collection)) {
    out.failed = collection;
    return false;
  }
  const Symbol* open = nullptr;
  const auto items = Items(collection, part.span, open);
  if (!items && !collection->is_unknown()) {
    out.failed = e_.unknowns().Fail("for needs a collection", part.span);
    return false;
  }
  if (!items || open != nullptr) {
    const Traced hole = e_.unknowns().Derived("%{ for in " + Rendered(*collection) + " }",
                                              std::span(&collection, 1), part.span);
    return AppendText(e_.store(), hole, out.parts);
  }
  if (out.by_default == nullptr) out.by_default = DefaultBehind(collection);
  for (const Item& item : *items) {
    const Binding key{directive.key_name.text, item.key, scope.bindings};
    const Binding value{directive.value_name.text, item.value,
                        directive.key_name.text.empty() ? scope.bindings : &key};
    Scope inner = scope;
    inner.bindings = &value;
    if (!AppendParts(directive.parts, out, inner)) return false;
  }
  return true;
}

// ---- calls

Traced ExpressionEvaluator::Form(const hcl::Expr& expr, const hcl::Call& form) {
  const std::string_view name = form.function.text;
  if (name == "try") return Try(expr, form);
  if (name == "can") return Can(expr, form);
  std::vector<Traced> args;
  for (const hcl::ExprId argument : ast_.list(form.arguments)) args.push_back(In(argument, scope_));
  if (form.expand_last && !args.empty()) {
    const Traced last = args.back();
    args.pop_back();
    if (last->is_list()) {
      for (const Traced& item : Elements(e_.store(), last)) args.push_back(item);
      if (last->open()) args.push_back({e_.store().Unknown(last->open_because, last->span)});
    } else if (last->is_unknown()) {
      args.push_back(last);
    } else {
      return e_.unknowns().Fail("only a list can be expanded", expr.span);
    }
  }
  NoteCall(name, args);
  const Traced result = CallFunction(e_.MakeCall(name, expr.span, std::move(args)));
  MarkTextual(name, result);
  return result;
}

void ExpressionEvaluator::MarkTextual(std::string_view function, Traced result) {
  if (!result->is_unknown()) return;
  if (std::find(kTextual.begin(), kTextual.end(), function) != kTextual.end()) {
    e_.selectors().MarkTextual(&result->symbol());
  }
}

// What an unknown input is looked up in or tested against is worth being a candidate of it.
void ExpressionEvaluator::NoteCall(std::string_view name, const std::vector<Traced>& args) {
  if (e_.selectors().fixed() || args.size() < 2) return;
  Selectors& selectors = e_.selectors();
  if (name == "contains" && args[0]->is_list()) {
    for (const Traced& item : args[0]->items()) selectors.Compared(*args[1], item);
  } else if (name == "lookup" && args[0]->is_map()) {
    for (const Entry& entry : args[0]->entries()) {
      selectors.Compared(*args[1], {e_.store().Literal(entry.key, entry.key_span, entry.key_span)});
    }
  } else if (name == "startswith" || name == "endswith" || name == "strcontains") {
    selectors.Compared(*args[0], args[1]);
  }
}

Traced ExpressionEvaluator::Try(const hcl::Expr& expr, const hcl::Call& form) {
  const bool outer = e_.assumed_;
  for (const hcl::ExprId argument : ast_.list(form.arguments)) {
    e_.assumed_ = false;
    const Traced value = In(argument, scope_);
    const bool assumed = std::exchange(e_.assumed_, outer);
    if (e_.unknowns().FailedInside(*value)) continue;
    if (!assumed) return value;
    return e_.unknowns().Derived("try(" + Rendered(*value) + ", ...)", std::span(&value, 1),
                                 expr.span);
  }
  return e_.unknowns().Fail("no argument of try() has a value", expr.span);
}

Traced ExpressionEvaluator::Can(const hcl::Expr& expr, const hcl::Call& form) {
  const auto arguments = ast_.list(form.arguments);
  if (arguments.size() != 1) return e_.unknowns().Fail("can() takes one argument", expr.span);
  const bool outer = std::exchange(e_.assumed_, false);
  const Traced value = In(arguments[0], scope_);
  const bool assumed = std::exchange(e_.assumed_, outer);
  if (e_.unknowns().FailedInside(*value)) return {e_.store().Bool(false, expr.span)};
  if (assumed || FirstUnknown(*value) != nullptr) {
    return e_.unknowns().Derived("can(" + Rendered(*value) + ")", std::span(&value, 1), expr.span);
  }
  return {e_.store().Bool(true, expr.span)};
}

}  // namespace execlint::terraform
