#include "parsers/terraform/text_of_template.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace execlint::terraform {
namespace {

bool IsOfName(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

// The key in quotes that the colon follows; empty: none does.
std::string_view KeyOf(std::string_view text, std::size_t colon) {
  std::size_t end = colon;
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
  if (end == 0 || text[end - 1] != '"') return {};
  --end;
  if (end > 0 && text[end - 1] == '\\') --end;  // in a quoted string
  std::size_t begin = end;
  while (begin > 0 && IsOfName(text[begin - 1])) --begin;
  const bool quoted = begin < end && begin > 0 && text[begin - 1] == '"';
  return quoted ? text.substr(begin, end - begin) : std::string_view();
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

KeysOfText::KeysOfText(std::string_view text) {
  for (std::size_t at = text.find(':'); at != text.npos; at = text.find(':', at + 1)) {
    if (const std::string_view key = KeyOf(text, at); !key.empty()) keys_.emplace_back(at, key);
  }
}

std::string_view KeysOfText::Before(std::size_t at) const {
  const auto after = std::ranges::lower_bound(keys_, at, {}, &decltype(keys_)::value_type::first);
  return after == keys_.begin() ? std::string_view() : std::prev(after)->second;
}

UsesInText::UsesInText(std::string_view text) {
  const KeysOfText keys(text);
  ForEachNameInParts(text, [&](std::string_view name, std::size_t part) {
    uses_[name].insert(keys.Before(part));
  });
}

const std::set<std::string_view>& UsesInText::Of(std::string_view name) const {
  static const std::set<std::string_view> kNone;
  const auto found = uses_.find(name);
  return found == uses_.end() ? kNone : found->second;
}

}  // namespace execlint::terraform
