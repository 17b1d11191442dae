#include "parsers/terraform/evaluate/compared.h"

#include <string>
#include <tuple>

#include "lint/model/common_word.h"

namespace execlint::terraform {

bool Compared::Earlier::operator()(const Span& a, const Span& b) const {
  return std::tie(a.file, a.begin, a.end) < std::tie(b.file, b.begin, b.end);
}

void Compared::Note(Traced value, Traced literal) {
  if (literal->is_unknown() || literal->kind == Kind::kBool || !literal->span.valid()) return;
  const auto text = KnownText(*literal);
  if (!text || IsCommonWord(*text)) return;
  if (HasSecret(value)) Add("", literal->span);
  if (value->is_unknown()) {
    for (const Symbol* base : unknowns_.BasesOf(&value->symbol())) Add(base->name, literal->span);
  }
  for (const RouteStep* step = value.route; step != nullptr; step = step->before) {
    if (!step->input.empty()) Add("var." + std::string(step->input), literal->span);
  }
}

void Compared::Add(std::string_view input, Span at) {
  auto found = places_.find(input);
  if (found == places_.end()) found = places_.try_emplace(std::string(input)).first;
  found->second.insert(at);
}

}  // namespace execlint::terraform
