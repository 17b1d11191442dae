#include "lint/source/hidden_words.h"

#include <cctype>
#include <cstddef>
#include <cstdint>

namespace execlint {
namespace {

bool IsOfWords(std::uint32_t code) {
  if (code >= 0x80) return false;
  const auto c = static_cast<char>(code);
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view(":/_-.*?%\"").find(c) != std::string_view::npos;
}

// How many hexadecimal digits follow the letter of an escape; 0: it is no such escape.
std::size_t DigitsBehind(char letter, Escapes escapes) {
  if (letter == 'u') return 4;
  if (letter == 'U' && escapes != Escapes::kJson) return 8;
  return letter == 'x' && escapes == Escapes::kYaml ? 2 : 0;
}

bool IsOfWords(std::string_view escape, std::size_t digits) {
  if (digits == 0 || escape.size() <= digits) return false;
  std::uint32_t code = 0;
  for (const char c : escape.substr(1, digits)) {
    if (std::isxdigit(static_cast<unsigned char>(c)) == 0) return false;
    const int digit = std::isdigit(static_cast<unsigned char>(c)) != 0
                          ? c - '0'
                          : std::tolower(static_cast<unsigned char>(c)) - 'a' + 10;
    code = code * 16 + static_cast<std::uint32_t>(digit);
  }
  return IsOfWords(code);
}

}  // namespace

bool HidesWords(std::string_view text, Escapes escapes) {
  for (std::size_t at = text.find('\\'); at != text.npos; at = text.find('\\', at + 1)) {
    const std::string_view escape = text.substr(at + 1);
    if (escape.empty()) break;
    if (IsOfWords(escape, DigitsBehind(escape[0], escapes))) return true;
    if (escape[0] == '/' && escapes != Escapes::kHcl) return true;
    // A string goes on in the next line: YAML 1.1 knows five ways to break one.
    const bool joins = escape[0] == '\n' || escape[0] == '\r' || escape.starts_with("\xC2\x85") ||
                       escape.starts_with("\xE2\x80\xA8") || escape.starts_with("\xE2\x80\xA9");
    if (joins && escapes == Escapes::kYaml) return true;
  }
  return false;
}

}  // namespace execlint
