#include "parsers/hcl/sensitive_calls.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string_view>

namespace execlint::hcl {
namespace {

constexpr std::string_view kName = "sensitive";

bool IsOfName(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

// Behind the quote that ends the text which begins at `begin`, or at the end of the line.
std::size_t EndOfText(std::string_view text, std::size_t begin) {
  for (std::size_t at = begin + 1; at < text.size() && text[at] != '\n'; ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return std::min(text.find('\n', begin), text.size());
}

// From the opening bracket on; returns where the call ends.
std::size_t MarkTexts(std::string_view text, std::size_t open, FileId file, SourceMap& sources) {
  std::size_t depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) return at;
    if (text[at] != '"') continue;
    const std::size_t end = EndOfText(text, at);
    const bool closed = end > at + 1 && text[end - 1] == '"';
    sources.MarkSecret({file, static_cast<std::uint32_t>(at + 1),
                        static_cast<std::uint32_t>(closed ? end - 1 : end)});
    at = end - 1;
  }
  return text.size();
}

}  // namespace

void MarkSensitiveCalls(SourceMap& sources, FileId file) {
  const std::string_view text = sources.Text(file);
  for (std::size_t at = text.find(kName); at != text.npos; at = text.find(kName, at)) {
    const bool whole = at == 0 || !IsOfName(text[at - 1]);
    at += kName.size();
    // Behind a blank, it is mostly a word in a sentence: `sensitive (personal data`.
    if (whole && text.substr(at).starts_with('(')) at = MarkTexts(text, at, file, sources);
  }
}

}  // namespace execlint::hcl
