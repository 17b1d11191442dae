#include "parsers/terraform/unit/imports.h"

namespace execlint::terraform {
namespace {

// Without the keys of instances: `module.web.aws_ecs_service.main`.
std::string WithoutKeys(std::string_view address) {
  std::string plain;
  int depth = 0;
  for (const char c : address) {
    depth += c == '[' ? 1 : 0;
    if (depth == 0) plain += c;
    depth -= c == ']' ? 1 : 0;
  }
  return plain;
}

}  // namespace

Imports::Imports(const Folder& root, const SourceMap& sources) {
  for (const Declaration& declaration : root.all()) {
    if (declaration.type() != "import") continue;
    const auto to = declaration.Argument("to");
    if (!to) continue;
    std::string_view named = sources.Text(to->value->span);
    if (named.starts_with('"') && named.size() > 1) {  // JSON syntax
      named = named.substr(1, named.size() - 2);
      if (named.starts_with("${") && named.ends_with('}')) {
        named = named.substr(2, named.size() - 3);
      }
    }
    if (named.find("[each.") != std::string_view::npos) {
      by_each_.emplace(WithoutKeys(named), declaration.head());
    } else {
      by_address_.emplace(named, declaration.head());
    }
  }
}

std::optional<Span> Imports::Of(std::string_view address) const {
  if (const auto found = by_address_.find(address); found != by_address_.end()) {
    return found->second;
  }
  if (by_each_.empty()) return std::nullopt;
  const auto found = by_each_.find(WithoutKeys(address));
  return found == by_each_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace execlint::terraform
