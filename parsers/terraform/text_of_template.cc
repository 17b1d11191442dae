#include "parsers/terraform/text_of_template.h"

#include <algorithm>
#include <cctype>

namespace execlint::terraform {
namespace {

bool IsOfName(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

}  // namespace

TextOfTemplate::TextOfTemplate(std::string_view text) {
  FindKeys(text);
  FindUses(text);
}

void TextOfTemplate::FindKeys(std::string_view text) {
  for (std::size_t colon = text.find(':'); colon != text.npos; colon = text.find(':', colon + 1)) {
    std::size_t end = colon;
    while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
    if (end == 0 || text[end - 1] != '"') continue;
    --end;
    if (end > 0 && text[end - 1] == '\\') --end;  // in a quoted string
    std::size_t begin = end;
    while (begin > 0 && IsOfName(text[begin - 1])) --begin;
    if (begin < end && begin > 0 && text[begin - 1] == '"') {
      keys_.emplace_back(colon, text.substr(begin, end - begin));
    }
  }
}

void TextOfTemplate::FindUses(std::string_view text) {
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    if ((text[at] != '$' && text[at] != '%') || text[at + 1] != '{') continue;
    const std::string_view key = KeyBefore(at);
    // In `${f({a = b})}`, brackets close again.
    int depth = 1;
    for (at += 2; at < text.size() && text[at] != '\n'; ++at) {
      if (text[at] == '{') ++depth;
      if (text[at] == '}' && --depth == 0) break;
      if (!IsOfName(text[at]) || text[at - 1] == '.') continue;
      const std::size_t begin = at;
      while (at + 1 < text.size() && IsOfName(text[at + 1])) ++at;
      uses_[text.substr(begin, at + 1 - begin)].push_back(key);
    }
  }
}

std::string_view TextOfTemplate::KeyBefore(std::size_t at) const {
  const auto after =
      std::ranges::lower_bound(keys_, at, {}, [](const auto& key) { return key.first; });
  return after == keys_.begin() ? std::string_view() : std::prev(after)->second;
}

std::vector<std::string_view> TextOfTemplate::UsesOf(std::string_view name) const {
  const auto found = uses_.find(name);
  return found == uses_.end() ? std::vector<std::string_view>() : found->second;
}

}  // namespace execlint::terraform
