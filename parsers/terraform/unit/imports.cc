#include "parsers/terraform/unit/imports.h"

#include <string>

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

std::optional<Span> ImportOf(std::string_view address, const Folder& root,
                             const SourceMap& sources) {
  for (const Declaration& declaration : root.all()) {
    if (declaration.type() != "import") continue;
    const auto to = declaration.Argument("to");
    if (!to) continue;
    std::string_view named = sources.Text(to->value->span);
    if (named.starts_with('"') && named.size() > 1) {  // JSON syntax
      named = named.substr(1, named.size() - 2);
      if (named.starts_with("${") && named.ends_with('}'))
        named = named.substr(2, named.size() - 3);
    }
    const bool by_each = named.find("[each.") != std::string_view::npos;
    if (by_each ? WithoutKeys(named) == WithoutKeys(address) : named == address) {
      return declaration.head();
    }
  }
  return std::nullopt;
}

}  // namespace execlint::terraform
