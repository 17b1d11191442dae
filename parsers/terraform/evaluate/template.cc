// Templates.
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "parsers/terraform/evaluate/evaluation.h"

namespace execlint::terraform {
namespace {

// The keys of `"a": 1, "b": [${x}],`: a text that is nothing but entries of a JSON object.
struct JsonEntries {
  std::set<std::string> keys = {};
  bool comma_before = false;
  bool comma_after = false;

  static std::optional<JsonEntries> Of(const std::vector<Part>& parts);
};

// Reads such a text character by character.
class EntryReader {
 public:
  bool Hole() {
    if (due_ == Due::kValue || due_ == Due::kComma) {
      due_ = Due::kComma;
      return true;
    }
    return false;
  }

  bool Take(char c) {
    if (in_string_) return InString(c);
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return true;
    switch (due_) {
      case Due::kKey:
        if (c == ',' && !found_.comma_after) {
          (found_.keys.empty() ? found_.comma_before : found_.comma_after) = true;
          return true;
        }
        if (c != '"') return false;
        found_.comma_after = false;
        key_.clear();
        in_string_ = true;
        return true;
      case Due::kColon:
        due_ = Due::kValue;
        return c == ':';
      case Due::kValue:
      case Due::kComma:
        return InValue(c);
    }
    return false;
  }

  std::optional<JsonEntries> Finish() {
    if (in_string_ || depth_ != 0 || due_ == Due::kColon || due_ == Due::kValue) {
      return std::nullopt;
    }
    if (found_.keys.empty() && found_.comma_before) return std::nullopt;
    return found_;
  }

 private:
  enum class Due { kKey, kColon, kValue, kComma };

  bool InString(char c) {
    const bool key = due_ == Due::kKey;
    if (escaped_) {
      escaped_ = false;
    } else if (c == '\\') {
      if (key) return false;
      escaped_ = true;
    } else if (c == '"') {
      in_string_ = false;
      if (key) {
        found_.keys.insert(key_);
        due_ = Due::kColon;
      }
      return true;
    }
    if (key) key_ += c;
    return true;
  }

  bool InValue(char c) {
    if (c == ',' && depth_ == 0) {
      if (due_ == Due::kValue) return false;
      due_ = Due::kKey;
      found_.comma_after = true;
      return true;
    }
    due_ = Due::kComma;
    if (c == '"') in_string_ = true;
    if (c == '{' || c == '[') ++depth_;
    if (c == '}' || c == ']') --depth_;
    return depth_ >= 0;
  }

  JsonEntries found_;
  Due due_ = Due::kKey;
  std::string key_;
  int depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
};

std::optional<JsonEntries> JsonEntries::Of(const std::vector<Part>& parts) {
  EntryReader reader;
  for (const Part& part : parts) {
    if (part.hole != nullptr && !reader.Hole()) return std::nullopt;
    if (!std::all_of(part.text.begin(), part.text.end(), [&](char c) { return reader.Take(c); })) {
      return std::nullopt;
    }
  }
  return reader.Finish();
}

}  // namespace

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
  Compose(c_.store, out.parts);
  const Traced text{c_.store.String(out.parts, expr.span)};
  return out.by_default != nullptr ? c_.store.Via(text, out.by_default->how, out.by_default->at)
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
    const Traced hole = c_.unknowns.Derived("%{ if " + c_.unknowns.Rendered(condition) + " }",
                                            std::span(&condition, 1), part.span);
    return AppendEntries(part, directive, hole, out, scope) ||
           AppendText(c_.store, hole, out.parts);
  }
  if (out.by_default == nullptr) out.by_default = DefaultBehind(condition);
  return AppendParts(condition->boolean() ? directive.then_parts : directive.else_parts, out,
                     scope);
}

// Where both branches are whole entries of a JSON object, each entry stands there with a value that
// is not known. What else the object holds stays known. False: the branches are something else.
bool Evaluation::AppendEntries(const hcl::TemplatePart& part, const hcl::IfDirective& directive,
                               Traced hole, Text& out, const Scope& scope) {
  JsonEntries all;
  for (const auto& parts : {directive.then_parts, directive.else_parts}) {
    Text branch;
    if (!AppendParts(parts, branch, scope)) return false;
    const auto entries = JsonEntries::Of(branch.parts);
    if (!entries) return false;
    if (entries->keys.empty()) continue;
    if (!all.keys.empty() &&
        (all.comma_before != entries->comma_before || all.comma_after != entries->comma_after)) {
      return false;
    }
    all.comma_before = entries->comma_before;
    all.comma_after = entries->comma_after;
    all.keys.insert(entries->keys.begin(), entries->keys.end());
  }
  if (all.keys.empty()) return false;
  const auto text = [&](const std::string& made) {
    out.parts.push_back({.text = c_.store.Keep(made), .from = part.span, .verbatim = false});
  };
  std::string before = all.comma_before ? ", " : "";
  for (const std::string& key : all.keys) {
    text(before + "\"" + key + "\": ");
    AppendText(c_.store, hole, out.parts);
    before = ", ";
  }
  if (all.comma_after) text(", ");
  return true;
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
    const Traced hole = c_.unknowns.Derived("%{ for in " + c_.unknowns.Rendered(collection) + " }",
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
