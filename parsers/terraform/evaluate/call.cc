// Calls of functions; try() and can().
#include <algorithm>
#include <array>
#include <utility>

#include "parsers/terraform/evaluate/evaluation.h"

namespace execlint::terraform {
namespace {

// Functions that may give back their argument as it is; so what the result is compared with is
// worth trying for the argument.
constexpr std::array<std::string_view, 8> kTextual = {"lower",    "upper", "title",   "trimspace",
                                                      "tostring", "split", "element", "regex"};

}  // namespace

Traced Evaluation::Form(const hcl::Expr& expr, const hcl::Call& form) {
  const std::string_view name = form.function.text;
  if (name == "try") return Try(expr, form);
  if (name == "can") return Can(expr, form);
  std::vector<Traced> args;
  for (const hcl::ExprId argument : ast_.list(form.arguments)) args.push_back(In(argument, scope_));
  if (form.expand_last && !args.empty()) {
    const Traced last = args.back();
    args.pop_back();
    if (last->is_list()) {
      for (const Traced& item : Elements(c_.store, last)) args.push_back(item);
      if (last->open()) args.push_back({c_.store.Unknown(last->open_because, last->span)});
    } else if (last->is_unknown()) {
      args.push_back(last);
    } else {
      return c_.unknowns.Fail("only a list can be expanded", expr.span);
    }
  }
  NoteCall(name, args);
  const Traced result = CallFunction(c_.MakeCall(name, expr.span, std::move(args)));
  MarkTextual(name, result);
  return result;
}

void Evaluation::MarkTextual(std::string_view function, Traced result) {
  if (!result->is_unknown()) return;
  if (std::find(kTextual.begin(), kTextual.end(), function) != kTextual.end()) {
    c_.selectors.MarkTextual(&result->symbol());
  }
}

// The keys or literals that an unknown input is looked up in or compared with become its
// candidates.
void Evaluation::NoteCall(std::string_view name, const std::vector<Traced>& args) {
  if (c_.selectors.closed() || args.size() < 2) return;
  Selectors& selectors = c_.selectors;
  if (name == "contains" && args[0]->is_list()) {
    selectors.Decides(args[1]);
    for (const Traced& item : args[0]->items()) selectors.Compared(*args[1], item);
  } else if (name == "lookup" && args[0]->is_map()) {
    selectors.Decides(args[1]);
    const auto if_none =
        args.size() == 2 ? Selectors::IfNone::kFails : Selectors::IfNone::kHasAValue;
    for (const Entry& entry : args[0]->entries()) {
      selectors.Compared(*args[1], {c_.store.Literal(entry.key, entry.key_span, entry.key_span)},
                         if_none);
    }
  } else if (name == "startswith" || name == "endswith" || name == "strcontains") {
    selectors.Decides(args[0]);
    selectors.Compared(*args[0], args[1]);
  }
}

Traced Evaluation::Try(const hcl::Expr& expr, const hcl::Call& form) {
  for (const hcl::ExprId argument : ast_.list(form.arguments)) {
    const bool outer = members_.SetAssumed(false);
    const Traced value = In(argument, scope_);
    const bool assumed = members_.SetAssumed(outer);
    if (c_.unknowns.FailedInside(*value)) continue;
    if (!assumed) return value;
    return c_.unknowns.Derived("try(" + Rendered(*value) + ", ...)", std::span(&value, 1),
                               expr.span);
  }
  return c_.unknowns.Fail("no argument of try() has a value", expr.span);
}

Traced Evaluation::Can(const hcl::Expr& expr, const hcl::Call& form) {
  const auto arguments = ast_.list(form.arguments);
  if (arguments.size() != 1) return c_.unknowns.Fail("can() takes one argument", expr.span);
  const bool outer = members_.SetAssumed(false);
  const Traced value = In(arguments[0], scope_);
  const bool assumed = members_.SetAssumed(outer);
  if (c_.unknowns.FailedInside(*value)) return {c_.store.Bool(false, expr.span)};
  if (assumed || FirstUnknown(*value) != nullptr) {
    return c_.unknowns.Derived("can(" + Rendered(*value) + ")", std::span(&value, 1), expr.span);
  }
  return {c_.store.Bool(true, expr.span)};
}

}  // namespace execlint::terraform
