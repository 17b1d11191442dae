#include "parsers/terraform/evaluate/variable.h"

#include <algorithm>
#include <string>
#include <utility>

#include "parsers/terraform/evaluate/secret.h"

namespace execlint::terraform {
namespace {

using How = RouteStep::How;

bool IsNullable(const Declared& declared) {
  const auto nullable = declared.Argument("nullable");
  if (!nullable) return true;
  const auto* written = std::get_if<hcl::Bool>(&nullable->value->form);
  return written == nullptr || written->value;
}

// What parentheses hold, or `"${x}"`, as JSON writes it; nothing in anything else.
ExprRef Wrapped(ExprRef expression) {
  if (const auto* parens = std::get_if<hcl::Parens>(&expression->form)) {
    return expression.At(parens->inner);
  }
  const auto* text = std::get_if<hcl::Template>(&expression->form);
  if (text == nullptr || !text->passes_through) return {};
  const auto* only =
      std::get_if<hcl::Interpolation>(&expression.ast->parts(text->parts).front().form);
  return only != nullptr ? expression.At(only->expression) : ExprRef{};
}

// `contains([...], var.NAME)`, also as one side of `&&`: the list.
ExprRef AllowedBy(ExprRef condition, std::string_view name, int depth = 0) {
  if (depth > 16) return {};
  if (const ExprRef inner = Wrapped(condition)) return AllowedBy(inner, name, depth + 1);
  if (const auto* both = std::get_if<hcl::Binary>(&condition->form)) {
    if (both->op != hcl::BinaryOp::kAnd) return {};
    const ExprRef left = AllowedBy(condition.At(both->left), name, depth + 1);
    return left ? left : AllowedBy(condition.At(both->right), name, depth + 1);
  }
  const auto* call = std::get_if<hcl::Call>(&condition->form);
  if (call == nullptr || call->function.text != "contains") return {};
  const auto arguments = condition.ast->list(call->arguments);
  if (arguments.size() != 2) return {};
  const auto* attribute = std::get_if<hcl::GetAttr>(&(*condition.ast)[arguments[1]].form);
  if (attribute == nullptr || attribute->name.text != name) return {};
  const auto* variable = std::get_if<hcl::Variable>(&(*condition.ast)[attribute->base].form);
  if (variable == nullptr || variable->name != "var") return {};
  return condition.At(arguments[0]);
}

}  // namespace

const Type& Variables::TypeOf(const Declared& declared) {
  const auto [place, fresh] = types_.try_emplace(&declared);
  if (fresh) {
    if (const auto type = declared.Argument("type")) place->second = ReadType(type->value);
  }
  return place->second;
}

std::vector<Problem> Variables::ProblemsOfGiven() const {
  std::vector<Problem> problems;
  for (const hcl::ParsedExpression& parsed : parsed_) {
    for (Problem problem : parsed.problems) {
      // What the parser says quotes the value, which may be a secret.
      problem.message = "the value given with `--var` is not a valid expression";
      problems.push_back(std::move(problem));
      break;
    }
  }
  return problems;
}

Traced Variables::ConvertedInput(Traced value, const Declared& declared, const Type& type) {
  return Converted(c_.MakeCall("var." + std::string(declared.label(0)), value->span, {}), value,
                   type, *this);
}

Traced Variables::Fallback(ExprRef expression) {
  const Scope scope{.module = &c_.modules.root(), .only = &kNothingGiven};
  return c_.Evaluate(expression, scope);
}

Traced Variables::Variable(const ModuleInstance& module, std::string_view name, Span at) {
  const auto found = module.folder->variables().find(name);
  if (found == module.folder->variables().end()) {
    return c_.unknowns.Undeclared("var." + std::string(name), at);
  }
  const Declared& declared = found->second;
  const Traced value = c_.results.Once({&module, &declared, 0}, name, declared.head(), [&] {
    if (module.call == nullptr) return RootVariable(declared, declared.head());
    const auto given = module.call->declared->Argument(name);
    if (given) {
      const Scope caller = ScopeOf(*module.call);
      const Traced argument = c_.Evaluate(given->value, caller);
      if (!argument->is_null() || IsNullable(declared)) {
        const Traced input =
            c_.store.Via(argument, How::kModuleInput, given->span, declared.label(0));
        return ConvertedInput(input, declared, TypeOf(declared));
      }
    }
    // The call fixes what it leaves out: this default can only be changed in the code.
    if (const auto fallback = declared.Argument("default")) {
      const Traced value = ConvertedInput(Fallback(fallback->value), declared, TypeOf(declared));
      return c_.store.Via(value, How::kLeftOut, module.call->declared->head(), declared.label(0));
    }
    const std::string full = module.address + ".var." + std::string(name);
    return Traced{c_.store.Unknown(
        c_.store.Intern({.why = Why::kInputWithoutDefault, .name = full, .at = declared.head()}),
        declared.head())};
  });
  const bool input = module.call == nullptr;
  return c_.store.Via(AsDeclared(value, declared, c_), How::kReference, at,
                      input ? declared.label(0) : std::string_view());
}

Selectors::Declaration Variables::DeclarationOf(const Declared& declared, const Type& type) {
  Selectors::Declaration declaration{
      .type = type, .at = declared.head(), .secret = declared.SaysSecret().has_value()};
  for (const BlockRef& validation : declared.body().Blocks("validation")) {
    const auto condition = validation.body().Find("condition");
    if (!condition) continue;
    const ExprRef allowed = AllowedBy(condition->value, declared.label(0));
    const Traced list = allowed ? Fallback(allowed) : Traced{};
    if (!list || !list->is_list() || list->open() || FirstUnknown(*list) != nullptr) {
      declaration.validated = true;
      continue;
    }
    for (const Traced& item : list->items()) {
      if (KnownText(*item)) declaration.allowed.push_back(item);
    }
  }
  return declaration;
}

bool Variables::IsRefused(Traced value, const Declared& declared) {
  const Entry self{declared.label(0), declared.head(), value};
  const Given names{{"var", {c_.store.Map(std::span(&self, 1), declared.head())}}};
  const Scope scope{.module = &c_.modules.root(), .only = &names};
  return std::ranges::any_of(declared.body().Blocks("validation"), [&](const BlockRef& one) {
    const auto condition = one.body().Find("condition");
    if (!condition) return false;
    const Traced holds = c_.Evaluate(condition->value, scope);
    return holds->kind == Kind::kBool && !holds->boolean();
  });
}

Traced Variables::RootVariable(const Declared& declared, Span at) {
  const std::string_view name = declared.label(0);
  const Type& type = TypeOf(declared);
  const Scope literal{.module = &c_.modules.root(), .only = &kNothingGiven};
  bool is_default = false;  // null was given to an input that takes none, so the default counts
  const auto from_file = [&](const VarFile& file) -> std::optional<Traced> {
    Traced value;
    if (const auto json = file.json.find(std::string(name)); json != file.json.end()) {
      value = json->second;
    } else if (const auto* attribute = file.body.ast.Find(file.body.body, name)) {
      value = c_.Evaluate({&file.body.ast, attribute->value}, literal);
    } else {
      return std::nullopt;
    }
    is_default = value->is_null() && !IsNullable(declared);
    return value;
  };
  const OnCommandLine given = inputs_.Given(name);
  if (given.text != nullptr) {
    // The command line is no place: what is wrong with the value is told at the variable.
    const FileId file = c_.configuration.sources().AddBuffer(
        *given.text, {{.at = 0, .from = at, .verbatim = false}});
    const Span span{file, 0, static_cast<std::uint32_t>(given.text->size())};
    Traced value{c_.store.Literal(*given.text, span, span)};
    if (!type.primitive() && (type.kind != Type::kAny || declared.Argument("type"))) {
      const hcl::ParsedExpression& parsed = parsed_.emplace_back(
          c_.configuration.parser().ParseExpression(c_.configuration.sources(), file));
      value = c_.Evaluate({&parsed.ast, parsed.expression}, literal);
      // What is unknown there has a name, which is a part of the value.
      if (parsed.problems.empty() && FirstUnknown(*value) != nullptr) {
        return c_.unknowns.Fail("the value of `" + std::string(name) + "` is no literal", at);
      }
    }
    const Traced via = c_.store.Via(value, How::kCommandLine, at, name);
    return c_.store.Secret(ConvertedInput(via, declared, type), at);
  }
  const auto via_file = [&](Traced value) {
    return ConvertedInput(c_.store.Via(value, How::kVarFile, value->span, name), declared, type);
  };
  if (given.file != nullptr) {
    const auto value = from_file(*given.file);
    if (value && !is_default) return via_file(*value);
  }
  const bool in_named = std::any_of(inputs_.named.begin(), inputs_.named.end(),
                                    [&](const VarFile& file) { return file.Gives(name); });
  if (const auto selector = c_.selectors.var_files(); in_named && selector) {
    const std::uint8_t candidate = c_.results.Candidate(*selector);
    if (candidate == Scenario::kOpen) return {c_.store.Unknown(&kOpenChoice, at)};
    const std::size_t chosen = candidate + (inputs_.needs_file ? 1u : 0u);
    if (chosen > 0) {
      const auto value = from_file(inputs_.named[chosen - 1]);
      if (value && !is_default) return via_file(*value);
    }
  }
  for (auto file = inputs_.automatic.rbegin(); file != inputs_.automatic.rend() && !is_default;
       ++file) {
    const auto value = from_file(*file);
    if (value && !is_default) return via_file(*value);
  }
  const auto fallback = declared.Argument("default");
  const Traced converted =
      fallback ? ConvertedInput(Fallback(fallback->value), declared, type) : Traced{};
  if (converted && !IsRefused(converted, declared)) {
    const Symbol* input = is_default ? nullptr : NoteSwitch(converted, declared, type, at);
    if (input != nullptr) return Chosen(input, at);
    return c_.store.Via(converted, How::kDefault, fallback->value->span, name);
  }
  const Traced unknown = c_.unknowns.Selectable(
      {.why = Why::kInputWithoutDefault, .name = "var." + std::string(name), .at = declared.head()},
      at);
  c_.selectors.Declare(&unknown->symbol(), DeclarationOf(declared, type));
  return Chosen(&unknown->symbol(), at);
}

const Symbol* Variables::NoteSwitch(Traced fallback, const Declared& declared, const Type& type,
                                    Span at) {
  const auto text = KnownText(*fallback);
  Selectors::Declaration declaration{
      .type = type, .at = declared.head(), .secret = declared.SaysSecret().has_value()};
  const bool scalar = text || fallback->is_null();
  const bool plain = type.kind == Type::kString || type.kind == Type::kNumber ||
                     type.kind == Type::kBool || type.kind == Type::kAny;
  if (!scalar || !plain) return nullptr;
  if (text && text != "true" && text != "false") {
    declaration = DeclarationOf(declared, type);
    const std::vector<Traced>& allowed = declaration.allowed;
    if (allowed.size() > kMaxAllowedValues) return nullptr;
    declaration.listed = std::any_of(allowed.begin(), allowed.end(),
                                     [&](const Traced& one) { return KnownText(*one) == text; });
    // What the code may refuse is no choice that is known here.
    if (!declaration.listed && (!allowed.empty() || declaration.validated)) return nullptr;
  }
  declaration.fallback = fallback;
  const Symbol* input = &c_.unknowns
                             .Selectable({.why = Why::kInputWithoutDefault,
                                          .name = "var." + std::string(declared.label(0)),
                                          .at = declared.head()},
                                         at)
                             ->symbol();
  c_.results.NoteDefault(input);
  c_.selectors.Declare(input, std::move(declaration));
  return c_.selectors.Of(input) ? input : nullptr;
}

Traced Variables::Workspace(Span at) {
  if (!c_.workspace.empty()) return {c_.store.Literal(c_.workspace, at, at, false)};
  const Symbol symbol{.why = Why::kInputWithoutDefault, .name = "terraform.workspace", .at = at};
  const Traced value = c_.unknowns.Selectable(symbol, at);
  Type text;
  text.kind = Type::kString;
  c_.selectors.Declare(&value->symbol(), {.type = text, .at = at, .workspace = true});
  return Chosen(&value->symbol(), at);
}

Traced Variables::Chosen(const Symbol* input, Span at) {
  if (const auto selector = c_.selectors.Of(input)) {
    return c_.selectors.Candidate(input, c_.results.Candidate(*selector), at);
  }
  return {c_.store.Unknown(input, at)};
}

}  // namespace execlint::terraform
