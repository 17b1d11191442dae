#include "parsers/cloudformation/detect.h"

#include <algorithm>
#include <cstring>

namespace execlint::cloudformation {
namespace {

bool Has(std::string_view bytes, std::string_view text) {
  return memmem(bytes.data(), bytes.size(), text.data(), text.size()) != nullptr;
}

}  // namespace

bool LooksLikeTemplate(std::string_view bytes) {
  return Has(bytes, "AWS::") && (Has(bytes, "AWS::ECS::") || Has(bytes, "AWS::IAM::")) &&
         Has(bytes, "Resources");
}

bool HasControlLines(std::string_view bytes) {
  for (const std::string_view open : {"{%", "{{"}) {
    for (std::size_t at = 0; (at = bytes.find(open, at)) != std::string_view::npos; at += 2) {
      std::size_t before = at;
      while (before > 0 && (bytes[before - 1] == ' ' || bytes[before - 1] == '\t')) --before;
      if (before == 0 || bytes[before - 1] == '\n') return true;
    }
  }
  return false;
}

bool StartsLikeJson(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && bytes[first] == '{';
}

bool IsTemplate(Traced root) {
  if (!root || !root->is_map()) return false;
  const Entry* resources = Find(*root, "Resources");
  if (resources == nullptr || !resources->value->is_map()) return false;
  const auto entries = resources->value->entries();
  return std::any_of(entries.begin(), entries.end(), [](const Entry& entry) {
    const Entry* type = Find(*entry.value, "Type");
    if (type == nullptr) return false;
    const std::string name = KnownText(*type->value).value_or("");
    return name.starts_with("AWS::") || name.starts_with("Custom::");
  });
}

}  // namespace execlint::cloudformation
