// Templates.
#include <algorithm>
#include <utility>

#include "parsers/terraform/evaluate/evaluation.h"

namespace execlint::terraform {

Traced Evaluation::Form(const hcl::Expr& expr, const hcl::Template& form) {
  const auto parts = ast_.parts(form.parts);
  if (form.passes_through && parts.size() == 1) {
    if (const auto* only = std::get_if<hcl::Interpolation>(&parts[0].form)) {
      return In(only->expression, scope_);
    }
  }
  Text out;
  if (!AppendParts(form.parts, out, scope_)) return out.failed;
  if (!FitsString(out.parts)) return c_.unknowns.Limit("a template", expr.span);
  const Traced text{c_.store.String(out.parts, expr.span)};
  return out.by_default != nullptr
             ? c_.store.Via(text, RouteStep::How::kDefault, out.by_default->at)
             : text;
}

bool Evaluation::AppendParts(hcl::RangeOf<hcl::TemplatePart> parts, Text& out, const Scope& scope) {
  for (const hcl::TemplatePart& part : ast_.parts(parts)) {
    if (!c_.budget.Spend(1)) {
      out.failed = c_.unknowns.Limit("a template", part.span);
      return false;
    }
    if (const auto* text = std::get_if<hcl::Text>(&part.form)) {
      // Decoded text belongs to the tree, which the values outlive.
      out.parts.push_back({.text = text->verbatim ? text->text : c_.store.Keep(text->text),
                           .from = part.span,
                           .verbatim = text->verbatim});
    } else if (const auto* inner = std::get_if<hcl::Interpolation>(&part.form)) {
      const Traced value = In(inner->expression, scope);
      if (c_.unknowns.Failed(*value)) {
        out.failed = value;
        return false;
      }
      const std::size_t before = out.parts.size();
      if (!AppendText(c_.store, value, out.parts)) {
        out.failed = c_.unknowns.Fail("a template needs a string here", part.span);
        return false;
      }
      if (!c_.budget.Spend(out.parts.size() - before) || out.parts.size() > kMaxParts) {
        out.failed = c_.unknowns.Limit("a template", part.span);
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

bool Evaluation::AppendIf(const hcl::TemplatePart& part, const hcl::IfDirective& directive,
                          Text& out, const Scope& scope) {
  const Traced condition = AsBool(In(directive.condition, scope), part.span);
  if (c_.unknowns.Failed(*condition)) {
    out.failed = condition;
    return false;
  }
  if (condition->is_unknown()) {
    const Traced hole = c_.unknowns.Derived("%{ if " + Rendered(*condition) + " }",
                                            std::span(&condition, 1), part.span);
    return AppendText(c_.store, hole, out.parts);
  }
  if (out.by_default == nullptr) out.by_default = DefaultBehind(condition);
  return AppendParts(condition->boolean() ? directive.then_parts : directive.else_parts, out,
                     scope);
}

bool Evaluation::AppendFor(const hcl::TemplatePart& part, const hcl::ForDirective& directive,
                           Text& out, const Scope& scope) {
  const Traced collection = In(directive.collection, scope);
  if (c_.unknowns.Failed(*collection)) {
    out.failed = collection;
    return false;
  }
  const Symbol* open = nullptr;
  const auto items = Items(collection, part.span, open);
  if (!items && !collection->is_unknown()) {
    out.failed = c_.unknowns.Fail("for needs a collection", part.span);
    return false;
  }
  if (!items || open != nullptr) {
    const Traced hole = c_.unknowns.Derived("%{ for in " + Rendered(*collection) + " }",
                                            std::span(&collection, 1), part.span);
    return AppendText(c_.store, hole, out.parts);
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

}  // namespace execlint::terraform
