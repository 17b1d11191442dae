// Calls of functions; try() and can().
#include <algorithm>
#include <array>
#include <utility>

#include "parsers/terraform/evaluate/evaluation.h"

namespace execlint::terraform {
namespace {

// Functions that may give back their argument as it is; so what the result is compared with is
// worth trying for the argument. What the last two take off has to be put back for that.
constexpr std::array<std::string_view, 11> kTextual = {
    "lower", "upper",   "title", "trimspace",  "tostring",  "replace",
    "split", "element", "regex", "trimprefix", "trimsuffix"};

// Those of them that make one text of several that people take for the same.
constexpr std::array<std::string_view, 8> kOfTheLike = {
    "lower", "upper", "title", "trimspace", "tostring", "replace", "trimprefix", "trimsuffix"};

// Functions of lists, which take a block with `count` too.
constexpr std::array<std::string_view, 6> kOfLists = {"concat",  "element", "flatten",
                                                      "reverse", "slice",   "tolist"};

// Functions that read a file, whose path is their first argument.
constexpr std::array<std::string_view, 5> kReading = {"file", "filebase64", "fileexists",
                                                      "templatefile", "filemd5"};

bool ReadsFile(std::string_view function) {
  return std::find(kReading.begin(), kReading.end(), function) != kReading.end();
}

}  // namespace

// `${path.cwd}/x`, as a path from the root: Terraform is run there, in normal use
// (https://developer.hashicorp.com/terraform/language/expressions/references).
Traced Evaluation::FromRoot(Traced path) {
  if (!path->is_string() || path->count == 0) return path;
  const Part& first = path->parts()[0];
  if (first.hole == nullptr || first.hole->name != kWorkingFolder) return path;
  std::vector<Part> parts(path->parts().begin(), path->parts().end());
  parts[0] = {.text = ".", .from = first.from, .verbatim = false};
  return {c_.store.String(parts, path->span), path.route};
}

Traced Evaluation::Form(const hcl::Expr& expr, const hcl::Call& form) {
  const std::string_view name = form.function.text;
  if (OnlyLiterals(scope_) && !IsFunction(name)) return c_.unknowns.NoLiteral(name, expr.span);
  if (name == "try") return Try(expr, form);
  if (name == "can") return Can(expr, form);
  if (name == "sensitive" && scope_.module != nullptr) {
    const Declared* self = scope_.self == nullptr ? nullptr : scope_.self->declared;
    for (const hcl::ExprId argument : ast_.list(form.arguments)) {
      c_.sensitive_arguments.insert({{&ast_, argument}, scope_.module, self});
    }
  }
  std::vector<Traced> args;
  for (const hcl::ExprId argument : ast_.list(form.arguments)) args.push_back(In(argument, scope_));
  Traced last;  // the list that is expanded
  if (form.expand_last && !args.empty()) {
    last = args.back();
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
  if (name == "values" && args.size() == 1) {
    if (const Traced all = AsList(args[0]); all->is_list()) return all;
  }
  if (std::find(kOfLists.begin(), kOfLists.end(), name) != kOfLists.end()) {
    for (Traced& argument : args) argument = AsList(argument);
  }
  NoteCall(name, args);
  auto affixes = TextualAffixes(name, args);
  const std::vector<Traced> given = affixes ? args : std::vector<Traced>();
  if (ReadsFile(name) && !args.empty()) args[0] = FromRoot(args[0]);
  const std::vector<Traced> operands = args;
  const Traced result =
      c_.unknowns.BlameNull(CallFunction(c_.MakeCall(name, expr.span, std::move(args))), operands);
  members_.NoteFailure(result, operands);
  if (affixes && result->is_unknown()) {
    c_.selectors.MarkTextual(&result->symbol(), std::move(*affixes));
    ExcludeFrom(*result, name, given);
  }
  return last ? Tainted(c_.store, result, std::span(&last, 1)) : result;
}

void Evaluation::ExcludeFrom(const Value& result, std::string_view function,
                             std::vector<Traced> args) {
  if (std::find(kOfTheLike.begin(), kOfTheLike.end(), function) == kOfTheLike.end()) return;
  if (args.empty() || !args[0]->is_unknown()) return;
  const Symbol* made = &result.symbol();
  if (!c_.unknowns.ExcludedBy(made).empty()) return;
  const auto excluded = c_.unknowns.ExcludedBy(&args[0]->symbol());
  for (const Value* literal : std::vector<const Value*>(excluded.begin(), excluded.end())) {
    args[0] = {literal};
    c_.unknowns.Exclude(made, CallFunction(c_.MakeCall(function, literal->span, args)).value);
  }
}

std::optional<Selectors::Affixes> Evaluation::TextualAffixes(std::string_view function,
                                                             const std::vector<Traced>& args) {
  if (c_.selectors.closed() ||
      std::find(kTextual.begin(), kTextual.end(), function) == kTextual.end()) {
    return std::nullopt;
  }
  Selectors::Affixes affixes;
  for (const Traced& arg : args) {
    if (!arg->is_unknown()) continue;
    if (const auto* inner = c_.selectors.Textual(&arg->symbol())) affixes = *inner;
  }
  if (function == "trimprefix" || function == "trimsuffix") {
    const auto affix = args.size() == 2 ? KnownText(*args[1]) : std::nullopt;
    if (!affix) return std::nullopt;
    (function == "trimprefix" ? affixes.prefix : affixes.suffix) = *affix;
    affixes.secret |= HasSecret(args[1]);
  }
  return affixes;
}

// The keys or literals that an unknown input is looked up in or compared with become its
// candidates.
void Evaluation::NoteCall(std::string_view name, const std::vector<Traced>& args) {
  if (c_.selectors.closed() || args.size() < 2) return;
  Selectors& selectors = c_.selectors;
  if (name == "trimprefix" || name == "trimsuffix") {
    selectors.ComparedInPart(args[0], args[1]);
  } else if (name == "contains" && args[0]->is_list()) {
    selectors.Decides(args[1]);
    if (!selectors.ComparesFirst(args[1], args[0], Selectors::IfNone::kHasAValue)) return;
    for (const Traced& item : Elements(c_.store, args[0])) selectors.Compared(args[1], item);
  } else if (name == "lookup" && args[0]->is_map()) {
    selectors.Decides(args[1]);
    const auto if_none =
        args.size() == 2 ? Selectors::IfNone::kFails : Selectors::IfNone::kHasAValue;
    if (!selectors.ComparesFirst(args[1], args[0], if_none)) return;
    for (const Entry& entry : args[0]->entries()) {
      selectors.Compared(args[1], c_.store.KeyOf(args[0], entry), if_none);
    }
  } else if (name == "startswith" || name == "endswith" || name == "strcontains") {
    selectors.Decides(args[0]);
    selectors.Compared(args[0], args[1]);
  }
}

Traced Evaluation::Try(const hcl::Expr& expr, const hcl::Call& form) {
  const RouteStep* by_default = nullptr;
  const auto arguments = ast_.list(form.arguments);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool outer = members_.SetAssumed(false);
    const RouteStep* const outer_default = members_.SetDecidedBy(nullptr);
    const Traced value = In(arguments[i], scope_);
    const bool assumed = members_.SetAssumed(outer);
    const RouteStep* const decided_by = members_.SetDecidedBy(outer_default);
    if (by_default == nullptr) by_default = decided_by;
    if (c_.unknowns.FailedInside(*value)) continue;
    if (!assumed) {
      if (by_default == nullptr || PassesDefault(value.route)) return value;
      return c_.store.Via(value, by_default->how, by_default->at);
    }
    const Traced made = c_.unknowns.Derived("try(" + c_.unknowns.NameOf(value) + ", ...)",
                                            std::span(&value, 1), expr.span);
    const bool or_nothing = std::all_of(arguments.begin() + i + 1, arguments.end(),
                                        [&](hcl::ExprId other) { return IsNothing(other); });
    if (or_nothing && made->is_unknown()) c_.unknowns.MarkOrNothing(&made->symbol(), value);
    return made;
  }
  return c_.unknowns.Fail("no argument of try() has a value", expr.span);
}

Traced Evaluation::Can(const hcl::Expr& expr, const hcl::Call& form) {
  const auto arguments = ast_.list(form.arguments);
  if (arguments.size() != 1) return c_.unknowns.Fail("can() takes one argument", expr.span);
  const bool outer = members_.SetAssumed(false);
  const RouteStep* const outer_default = members_.SetDecidedBy(nullptr);
  const Traced value = In(arguments[0], scope_);
  const bool assumed = members_.SetAssumed(outer);
  const RouteStep* by_default = members_.SetDecidedBy(outer_default);
  if (by_default == nullptr) by_default = DefaultIn(std::span(&value, 1));
  const auto told = [&](bool can) {
    const Traced made{c_.store.Bool(can, expr.span)};
    return by_default != nullptr ? c_.store.Via(made, by_default->how, by_default->at) : made;
  };
  if (c_.unknowns.FailedInside(*value)) return told(false);
  if (assumed || FirstUnknown(*value) != nullptr) {
    return c_.unknowns.Derived("can(" + c_.unknowns.NameOf(value) + ")", std::span(&value, 1),
                               expr.span);
  }
  return told(true);
}

}  // namespace execlint::terraform
