#include "parsers/json/string.h"

#include <string>

namespace execlint::json {
namespace {

// A character of a \uXXXX escape, or of two that are a surrogate pair. They are known to
// be right.
std::string DecodeUnicode(std::string_view escape) {
  const auto hex = [](std::string_view digits) {
    return static_cast<std::uint32_t>(std::stoul(std::string(digits), nullptr, 16));
  };
  std::uint32_t code = hex(escape.substr(2, 4));
  if (escape.size() == 12) {
    code = 0x10000 + ((code - 0xD800) << 10) + (hex(escape.substr(8, 4)) - 0xDC00);
  }
  const auto tail = [code](int shift) { return static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xC0 | code >> 6), tail(0)};
  if (code < 0x10000) return {static_cast<char>(0xE0 | code >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | code >> 18), tail(12), tail(6), tail(0)};
}

}  // namespace

void DecodeString(std::string_view text, std::uint32_t begin, std::uint32_t end,
                  PartCollector& parts) {
  while (begin < end) {
    const std::size_t escape = text.substr(0, end).find('\\', begin);
    if (escape == std::string_view::npos) break;
    const auto at = static_cast<std::uint32_t>(escape);
    parts.Verbatim(begin, at);
    begin = at + 2;
    static constexpr std::string_view kLetters = "bfnrt", kMeanings = "\b\f\n\r\t";
    const char letter = text[at + 1];
    if (letter == 'u') {
      begin = at + 6;
      const std::string_view digits = text.substr(at + 2, 2);
      const bool high = (digits[0] == 'd' || digits[0] == 'D') &&
                        std::string_view("89abAB").find(digits[1]) != std::string_view::npos;
      if (high) begin = at + 12;
      parts.Decoded(DecodeUnicode(text.substr(at, begin - at)), at, begin);
    } else {
      const std::size_t known = kLetters.find(letter);
      const char meaning = known == std::string_view::npos ? letter : kMeanings[known];
      parts.Decoded(std::string_view(&meaning, 1), at, begin);
    }
  }
  parts.Verbatim(begin, end);
}

}  // namespace execlint::json
