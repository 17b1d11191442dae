#include "parsers/terraform/names_in_text.h"

#include <cctype>
#include <cstddef>

namespace execlint::terraform {
namespace {

bool IsNamePart(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

}  // namespace

bool Names(std::string_view text, std::string_view reference) {
  for (std::size_t at = text.find(reference); at != text.npos; at = text.find(reference, at + 1)) {
    const std::size_t end = at + reference.size();
    if (end == text.size() || !IsNamePart(text[end])) return true;
  }
  return false;
}

bool NamesWhole(std::string_view text, std::string_view object) {
  for (std::size_t at = text.find(object); at != text.npos; at = text.find(object, at + 1)) {
    std::size_t end = at + object.size();
    if (end < text.size() && IsNamePart(text[end])) continue;
    while (end < text.size() && text[end] == '[') {
      end = text.find(']', end);
      if (end == text.npos) return true;
      ++end;
    }
    const bool attribute = end + 1 < text.size() && text[end] == '.' && IsNamePart(text[end + 1]);
    if (!attribute) return true;
  }
  return false;
}

}  // namespace execlint::terraform
