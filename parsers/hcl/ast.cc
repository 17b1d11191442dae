#include "parsers/hcl/ast.h"

#include <algorithm>

namespace execlint::hcl {

Ast::Ast() {
  exprs_.push_back({{}, Broken{}});  // ExprId::kNone
  bodies_.push_back({});             // BodyId::kNone
}

const Attribute* Ast::Find(BodyId id, std::string_view name) const {
  const std::span<const std::uint32_t> sorted = Slice(by_name_, (*this)[id].by_name);
  if (!sorted.empty()) {
    const auto name_of = [&](std::uint32_t number) { return attributes_[number].name.text; };
    const auto found = std::ranges::lower_bound(sorted, name, {}, name_of);
    return found != sorted.end() && name_of(*found) == name ? &attributes_[*found] : nullptr;
  }
  for (const Attribute& attribute : attributes(id)) {
    if (attribute.name.text == name) return &attribute;
  }
  return nullptr;
}

std::size_t Ast::bytes() const {
  const auto of = [](const auto& all) { return all.capacity() * sizeof(all[0]); };
  std::size_t bytes = of(exprs_) + of(bodies_) + of(attributes_) + of(by_name_) + of(blocks_) +
                      of(labels_) + of(lists_) + of(items_) + of(parts_) + of(clauses_);
  for (const std::string& text : decoded_) bytes += sizeof(std::string) + text.capacity();
  return bytes;
}

std::optional<std::string> Ast::ConstantString(ExprId id) const {
  while (const auto* parens = std::get_if<Parens>(&(*this)[id].form)) id = parens->inner;
  const auto* written = std::get_if<Template>(&(*this)[id].form);
  if (written == nullptr) return std::nullopt;
  std::string text;
  for (const TemplatePart& part : parts(written->parts)) {
    const auto* piece = std::get_if<Text>(&part.form);
    if (piece == nullptr) return std::nullopt;
    text += piece->text;
  }
  return text;
}

}  // namespace execlint::hcl
