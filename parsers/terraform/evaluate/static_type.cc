// The type of an expression as far as its form shows it, without evaluating it: of the branch of a
// conditional that is not chosen, which decides about the type of the one that is.
#include <algorithm>
#include <array>

#include "lint/value/characters.h"
#include "parsers/terraform/evaluate/evaluation.h"

namespace execlint::terraform {
namespace {

constexpr int kMaxStaticDepth = 32;

ValueType::Kind ResultOf(std::string_view function) {
  constexpr std::array<std::string_view, 27> kStrings = {
      "base64decode", "base64encode", "basename",  "chomp",      "dirname",    "file",
      "format",       "indent",       "join",      "jsonencode", "lower",      "md5",
      "pathexpand",   "replace",      "sha1",      "sha256",     "strrev",     "substr",
      "templatefile", "title",        "tostring",  "trim",       "trimprefix", "trimspace",
      "trimsuffix",   "upper",        "yamlencode"};
  constexpr std::array<std::string_view, 13> kNumbers = {
      "abs", "ceil",     "floor", "index",  "length", "log",     "max",
      "min", "parseint", "pow",   "signum", "sum",    "tonumber"};
  constexpr std::array<std::string_view, 8> kBools = {
      "alltrue", "anytrue", "can", "contains", "endswith", "startswith", "strcontains", "tobool"};
  constexpr std::array<std::string_view, 12> kLists = {
      "chunklist", "compact", "concat",     "distinct", "flatten", "formatlist",
      "keys",      "range",   "setproduct", "sort",     "split",   "values"};
  constexpr std::array<std::string_view, 3> kMaps = {"merge", "tomap", "zipmap"};
  const auto in = [function](const auto& names) {
    return std::find(names.begin(), names.end(), function) != names.end();
  };
  return in(kStrings)   ? ValueType::kString
         : in(kNumbers) ? ValueType::kNumber
         : in(kBools)   ? ValueType::kBool
         : in(kLists)   ? ValueType::kSomeList
         : in(kMaps)    ? ValueType::kSomeMap
                        : ValueType::kOpaque;
}

class StaticTypes {
 public:
  StaticTypes(const hcl::Ast& ast, ValueStore& store) : ast_(ast), store_(store) {}

  ValueType Of(hcl::ExprId id, int depth) const {
    if (depth > kMaxStaticDepth) return {};
    return std::visit(
        hcl::Overloaded{
            [](const hcl::Null&) { return ValueType{ValueType::kNull}; },
            [](const hcl::Bool&) { return ValueType{ValueType::kBool}; },
            [](const hcl::Number&) { return ValueType{ValueType::kNumber}; },
            [&](const hcl::Template& form) { return OfTemplate(form, depth); },
            [&](const hcl::Parens& form) { return Of(form.inner, depth + 1); },
            [](const hcl::Unary& form) {
              return ValueType{form.op == hcl::UnaryOp::kNot ? ValueType::kBool
                                                             : ValueType::kNumber};
            },
            [](const hcl::Binary& form) {
              return ValueType{form.op <= hcl::BinaryOp::kSubtract ? ValueType::kNumber
                                                                   : ValueType::kBool};
            },
            [&](const hcl::Conditional& form) {
              const ValueType both[] = {Of(form.if_true, depth + 1), Of(form.if_false, depth + 1)};
              return Unify(both);
            },
            [&](const hcl::Tuple& form) { return OfTuple(form, depth); },
            [&](const hcl::Object& form) { return OfObject(form, depth); },
            [](const hcl::For& form) {
              return ValueType{form.is_object ? ValueType::kSomeMap : ValueType::kSomeList};
            },
            [](const hcl::Call& form) { return ValueType{ResultOf(form.function.text)}; },
            [](const auto&) { return ValueType{}; },
        },
        ast_[id].form);
  }

 private:
  ValueType OfTemplate(const hcl::Template& form, int depth) const {
    const auto parts = ast_.parts(form.parts);
    if (!form.passes_through || parts.size() != 1) return {ValueType::kString};
    const auto* only = std::get_if<hcl::Interpolation>(&parts[0].form);
    return only != nullptr ? Of(only->expression, depth + 1) : ValueType{ValueType::kString};
  }

  ValueType OfTuple(const hcl::Tuple& form, int depth) const {
    ValueType type{.kind = ValueType::kTuple};
    for (const hcl::ExprId element : ast_.list(form.elements)) {
      type.elements.push_back(Of(element, depth + 1));
      if (!type.elements.back().known()) return {ValueType::kSomeList};
    }
    return type;
  }

  ValueType OfObject(const hcl::Object& form, int depth) const {
    std::vector<std::pair<std::string_view, ValueType>> attributes;
    for (const hcl::ObjectItem& item : ast_.items(form)) {
      ValueType type = Of(item.value, depth + 1);
      const auto name = NameOf(item);
      if (!name || !IsAscii(*name) || !type.known()) return {ValueType::kSomeMap};
      attributes.emplace_back(*name, std::move(type));
    }
    std::ranges::sort(attributes, {}, [](const auto& one) { return one.first; });
    ValueType object{.kind = ValueType::kObject};
    for (auto& [name, type] : attributes) {
      if (!object.names.empty() && object.names.back() == name) return {ValueType::kSomeMap};
      object.names.push_back(name);
      object.elements.push_back(std::move(type));
    }
    return object;
  }

  // The key of an object where it is written as it is: `a`, `"a"`, `(1)`.
  std::optional<std::string_view> NameOf(const hcl::ObjectItem& item) const {
    if (!item.name.empty()) return item.name;
    hcl::ExprId key = item.key;
    while (const auto* parens = std::get_if<hcl::Parens>(&ast_[key].form)) key = parens->inner;
    if (const auto text = ast_.ConstantString(key)) return store_.Keep(*text);
    if (const auto* flag = std::get_if<hcl::Bool>(&ast_[key].form)) {
      return flag->value ? "true" : "false";
    }
    if (const auto* number = std::get_if<hcl::Number>(&ast_[key].form)) {
      const auto read = store_.numbers().Parse(number->text);
      if (read) return store_.Keep(NumberText(*read));
    }
    return std::nullopt;
  }

  const hcl::Ast& ast_;
  ValueStore& store_;
};

}  // namespace

ValueType Evaluation::StaticType(hcl::ExprId id) const {
  return StaticTypes(ast_, c_.store).Of(id, 0);
}

}  // namespace execlint::terraform
