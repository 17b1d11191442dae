// Small questions about YAML text, asked by several files here.
#ifndef EXECLINT_PARSERS_YAML_TEXT_H_
#define EXECLINT_PARSERS_YAML_TEXT_H_

#include <cstdint>
#include <string_view>

namespace execlint::yaml {

inline bool IsBlank(char c) { return c == ' ' || c == '\t'; }
inline bool IsBreak(char c) { return c == '\n' || c == '\r'; }
inline bool IsSpace(char c) { return IsBlank(c) || IsBreak(c); }

// The character at `at`; NUL behind the end.
inline char At(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : '\0'; }

inline std::uint32_t SkipBlanks(std::string_view text, std::uint32_t at) {
  while (at < text.size() && IsBlank(text[at])) ++at;
  return at;
}

// The end of the line that `at` is in, before its line break.
inline std::uint32_t LineEnd(std::string_view text, std::uint32_t at) {
  const std::size_t newline = text.find('\n', at);
  auto end = static_cast<std::uint32_t>(newline == std::string_view::npos ? text.size() : newline);
  if (end > at && newline != std::string_view::npos && text[end - 1] == '\r') --end;
  return end;
}

// Past the line break at `at`, if one is there.
inline std::uint32_t PastBreak(std::string_view text, std::uint32_t at) {
  if (At(text, at) == '\r' && At(text, at + 1) == '\n') return at + 2;
  return At(text, at) == '\n' ? at + 1 : at;
}

// A `#` that begins a comment, where no scalar goes on.
inline bool IsComment(std::string_view text, std::uint32_t at) {
  const bool first = at == 0 || (at == 3 && text.starts_with("\xEF\xBB\xBF"));
  return At(text, at) == '#' && (first || IsSpace(text[at - 1]));
}

// Past white space, line breaks and comments.
inline std::uint32_t SkipGap(std::string_view text, std::uint32_t at) {
  while (at < text.size()) {
    if (IsSpace(text[at])) {
      ++at;
    } else if (IsComment(text, at)) {
      at = LineEnd(text, at);
    } else {
      break;
    }
  }
  return at;
}

inline std::uint32_t Column(std::string_view text, std::uint32_t at) {
  const std::size_t newline = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  std::uint32_t begin = newline == std::string_view::npos ? 0 : newline + 1;
  if (begin == 0 && text.starts_with("\xEF\xBB\xBF")) begin = 3;
  return at > begin ? at - begin : 0;
}

}  // namespace execlint::yaml

#endif  // EXECLINT_PARSERS_YAML_TEXT_H_
