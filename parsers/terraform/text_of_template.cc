#include "parsers/terraform/text_of_template.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace execlint::terraform {
namespace {

bool IsOfName(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

// Calls `take` with each name in the interpolations and directives of a template, and with where
// the outermost of these begins. The names of attributes, behind a dot, are left out.
template <class F>
void ForEachNameInParts(std::string_view text, F&& take) {
  enum class In { kBraces, kQuotes };
  std::vector<In> open;  // inside of the part; the innermost last
  std::size_t part = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool in_text = open.empty() || open.back() == In::kQuotes;
    if (in_text && (c == '$' || c == '%')) {
      if (text.substr(at + 1, 2) == std::string_view(c == '$' ? "${" : "%{")) {
        at += 2;  // `$${` is text
      } else if (text.substr(at + 1, 1) == "{") {
        if (open.empty()) part = at;
        open.push_back(In::kBraces);
        ++at;
      }
    } else if (open.empty()) {
      continue;
    } else if (open.back() == In::kQuotes) {
      if (c == '\\') ++at;
      if (c == '"') open.pop_back();
    } else if (c == '"') {
      open.push_back(In::kQuotes);
    } else if (c == '{') {
      open.push_back(In::kBraces);
    } else if (c == '}') {
      open.pop_back();
    } else if (IsOfName(c)) {
      const std::size_t begin = at;
      while (at + 1 < text.size() && IsOfName(text[at + 1])) ++at;
      if (text[begin - 1] != '.') take(text.substr(begin, at + 1 - begin), part);
    }
  }
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
  ForEachNameInParts(text, [this](std::string_view name, std::size_t part) {
    uses_[name].insert(KeyBefore(part));
  });
}

std::string_view TextOfTemplate::KeyBefore(std::size_t at) const {
  const auto after =
      std::ranges::lower_bound(keys_, at, {}, [](const auto& key) { return key.first; });
  return after == keys_.begin() ? std::string_view() : std::prev(after)->second;
}

std::set<std::string_view> TextOfTemplate::UsesOf(std::string_view name) const {
  const auto found = uses_.find(name);
  return found == uses_.end() ? std::set<std::string_view>() : found->second;
}

}  // namespace execlint::terraform
