#include "parsers/terraform/text_of_template.h"

#include <algorithm>
#include <cctype>

namespace execlint::terraform {
namespace {

bool IsOfName(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

// Where the template's part begins that `at` stands in; npos: it stands in none.
std::size_t PartAround(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const std::size_t interpolation = before.rfind("${"), directive = before.rfind("%{");
  std::size_t begin = interpolation;
  if (begin == text.npos || (directive != text.npos && directive > begin)) begin = directive;
  if (begin == text.npos || before.find('\n', begin) != text.npos) return text.npos;
  // In `${f({a = b})}`, brackets close again.
  int depth = 0;
  for (const char c : before.substr(begin)) {
    if (c == '{') ++depth;
    if (c == '}' && --depth == 0) return text.npos;
  }
  return begin;
}

}  // namespace

std::string_view KeyBefore(std::string_view text, std::size_t at) {
  for (std::size_t colon = text.substr(0, at).rfind(':'); colon != text.npos;
       colon = colon == 0 ? text.npos : text.rfind(':', colon - 1)) {
    std::size_t end = colon;
    while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
    if (end == 0 || text[end - 1] != '"') continue;
    --end;
    if (end > 0 && text[end - 1] == '\\') --end;  // in a quoted string
    std::size_t begin = end;
    while (begin > 0 && IsOfName(text[begin - 1])) --begin;
    if (begin < end && begin > 0 && text[begin - 1] == '"') return text.substr(begin, end - begin);
  }
  return {};
}

std::vector<std::string_view> UsesOf(std::string_view text, std::string_view name) {
  std::vector<std::string_view> uses;
  if (name.empty()) return uses;
  for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + name.size())) {
    const std::size_t end = at + name.size();
    const bool whole = (at == 0 || !(IsOfName(text[at - 1]) || text[at - 1] == '.')) &&
                       (end == text.size() || !IsOfName(text[end]));
    const std::size_t part = whole ? PartAround(text, at) : text.npos;
    if (part != text.npos) uses.push_back(KeyBefore(text, part));
  }
  return uses;
}

}  // namespace execlint::terraform
