#include "parsers/terraform/evaluate/type.h"

#include <algorithm>

namespace execlint::terraform {
namespace {

constexpr int kMaxTypeDepth = 32;

Type Read(ExprRef expression, int depth);

Type ReadKeyword(std::string_view name) {
  Type type;
  if (name == "string") type.kind = Type::kString;
  if (name == "number") type.kind = Type::kNumber;
  if (name == "bool") type.kind = Type::kBool;
  // The words of old releases: `type = list` is list(any).
  if (name == "list") type.kind = Type::kList;
  if (name == "map") type.kind = Type::kMap;
  if (!type.primitive() && type.kind != Type::kAny) type.elements.emplace_back();
  return type;
}

Type ReadObject(ExprRef expression, int depth) {
  Type type;
  const auto* object = std::get_if<hcl::Object>(&expression->form);
  if (object == nullptr) return type;
  type.kind = Type::kObject;
  for (const hcl::ObjectItem& item : expression.ast->items(*object)) {
    std::string_view name = item.name;
    if (name.empty()) {
      const auto* key = std::get_if<hcl::Template>(&(*expression.ast)[item.key].form);
      if (key == nullptr || expression.ast->parts(key->parts).size() != 1) continue;
      const auto& part = expression.ast->parts(key->parts)[0];
      if (const auto* text = std::get_if<hcl::Text>(&part.form)) name = text->text;
    }
    type.names.push_back(name);
    type.elements.push_back(Read(expression.At(item.value), depth + 1));
  }
  return type;
}

Type ReadCall(ExprRef expression, const hcl::Call& call, int depth) {
  const auto arguments = expression.ast->list(call.arguments);
  const std::string_view name = call.function.text;
  Type type;
  if (arguments.empty()) return type;
  const ExprRef first = expression.At(arguments[0]);
  if (name == "optional") {
    type = Read(first, depth + 1);
    type.optional = true;
    if (arguments.size() > 1) type.fallback = expression.At(arguments[1]);
    return type;
  }
  if (name == "object") return ReadObject(first, depth);
  if (name == "tuple") {
    const auto* tuple = std::get_if<hcl::Tuple>(&first->form);
    if (tuple == nullptr) return type;
    type.kind = Type::kTuple;
    for (const hcl::ExprId element : expression.ast->list(tuple->elements)) {
      type.elements.push_back(Read(expression.At(element), depth + 1));
    }
    return type;
  }
  if (name == "list") type.kind = Type::kList;
  if (name == "set") type.kind = Type::kSet;
  if (name == "map") type.kind = Type::kMap;
  if (type.kind != Type::kAny) type.elements.push_back(Read(first, depth + 1));
  return type;
}

Type Read(ExprRef expression, int depth) {
  if (!expression || depth > kMaxTypeDepth) return {};
  if (const auto* variable = std::get_if<hcl::Variable>(&expression->form)) {
    return ReadKeyword(variable->name);
  }
  if (const auto* call = std::get_if<hcl::Call>(&expression->form)) {
    return ReadCall(expression, *call, depth);
  }
  if (const auto* parens = std::get_if<hcl::Parens>(&expression->form)) {
    return Read(expression.At(parens->inner), depth + 1);
  }
  // `type = "string"`, as old releases had it.
  if (const auto word = expression.ast->ConstantString(expression.id)) return ReadKeyword(*word);
  return {};
}

class Converter {
 public:
  Converter(const Call& call, FallbackReader& fallbacks) : call_(call), fallbacks_(fallbacks) {}

  Traced Convert(Traced value, const Type& type) {
    if (value->is_null() || type.kind == Type::kAny) return value;
    if (value->is_unknown()) return value;
    if (type.primitive()) return Scalar(value, type);
    if (type.kind == Type::kObject) return Object(value, type);
    if (type.kind == Type::kMap) return Map(value, type);
    return List(value, type);
  }

 private:
  // What became of `value`, as complete as it.
  Traced As(Traced value, const Value* made) {
    return call_.store().CompleteByDefault({made, value.route}, value->complete_by_default);
  }

  Traced Fail(const std::string& what) const {
    return call_.unknowns.Fail("the value given for `" + std::string(call_.name) + "` " + what,
                               call_.at);
  }
  Traced Wrong() const { return Fail("does not have the declared type"); }
  Traced Lacks(std::string_view attribute) const {
    std::string path;
    for (const std::string_view outer : inside_) path += std::string(outer) + ".";
    return Fail("lacks `" + path + std::string(attribute) + "`");
  }

  Traced Scalar(Traced value, const Type& type) {
    const auto made = type.kind == Type::kString   ? ToStringValue(call_, value)
                      : type.kind == Type::kNumber ? ToNumberValue(call_, value)
                                                   : ToBoolValue(call_, value);
    return made ? *made : Wrong();
  }

  Traced List(Traced value, const Type& type) {
    if (!value->is_list()) return Wrong();
    if (!call_.host.Spend(value->count)) return call_.Limit();
    std::vector<Traced> items;
    for (std::size_t i = 0; i < value->count; ++i) {
      const bool tuple = type.kind == Type::kTuple;
      const Traced item = value->items()[i];
      items.push_back(
          tuple && i >= type.elements.size() ? item : Convert(item, type.elements[tuple ? i : 0]));
      if (call_.unknowns.Failed(*items.back())) return items.back();
    }
    if (type.kind == Type::kSet) {
      return As(value, MakeSet(call_, items, value->open_because).value);
    }
    const Shape shape = type.kind == Type::kTuple ? Shape::kTuple : Shape::kList;
    return As(value, call_.store().List(items, value->span, value->open_because, shape));
  }

  Traced Map(Traced value, const Type& type) {
    if (!value->is_map()) return Wrong();
    if (!call_.host.Spend(value->count)) return call_.Limit();
    std::vector<Entry> entries(value->entries().begin(), value->entries().end());
    for (Entry& entry : entries) {
      entry.value = Convert(entry.value, type.elements[0]);
      if (call_.unknowns.Failed(*entry.value)) return entry.value;
    }
    return As(value, call_.store().Map(entries, value->span, value->open_because, Shape::kMap));
  }

  // Attributes that the type does not name are dropped, as Terraform does.
  Traced Object(Traced value, const Type& type) {
    if (!value->is_map()) return Wrong();
    if (!call_.host.Spend(type.names.size())) return call_.Limit();
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < type.names.size(); ++i) {
      const Type& element = type.elements[i];
      const Entry* given = Find(*value, type.names[i]);
      if (given == nullptr && value->open()) continue;
      if (given == nullptr && !element.optional) return Lacks(type.names[i]);
      Entry entry(call_.store().Keep(type.names[i]), value->span, {});
      if (given != nullptr) entry = *given;
      if (given == nullptr || (given->value->is_null() && element.fallback)) {
        entry.value = element.fallback ? fallbacks_.Fallback(element.fallback)
                                       : Traced{call_.store().Null(value->span)};
      }
      inside_.push_back(type.names[i]);
      entry.value = Convert(entry.value, element);
      inside_.pop_back();
      if (call_.unknowns.Failed(*entry.value)) return entry.value;
      entries.push_back(entry);
    }
    return As(value, call_.store().Map(entries, value->span, value->open_because, Shape::kObject));
  }

  const Call& call_;
  FallbackReader& fallbacks_;
  std::vector<std::string_view> inside_;  // the attributes on the way to what is converted
};

}  // namespace

Type ReadType(ExprRef expression) { return Read(expression, 0); }

Traced Converted(const Call& call, Traced value, const Type& type, FallbackReader& fallbacks) {
  return Converter(call, fallbacks).Convert(value, type);
}

}  // namespace execlint::terraform
