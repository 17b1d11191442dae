// Characters of a text that claims to be UTF-8.
//
//   for (std::size_t at = 0; at < text.size();) {
//     const Utf8Char c = DecodeUtf8(text, at);
//     at += c.length;
//   }
#ifndef EXECLINT_LINT_SOURCE_UTF8_H_
#define EXECLINT_LINT_SOURCE_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace execlint {

// May stand at the start of a file, and means nothing.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Utf8Char {
  char32_t code = 0;       // U+FFFD where the bytes are no character
  std::size_t length = 1;  // in bytes; one for each byte that is no character
  bool valid = true;
};

// The character that begins at `at`, which is inside `text`.
Utf8Char DecodeUtf8(std::string_view text, std::size_t at);

// Does the text begin as one of UTF-16 or UTF-32 does: with a byte order mark, or with characters
// of ASCII between zero bytes?
bool IsWide(std::string_view text);
// Without its mark and zero bytes, so that words of ASCII can be found in it.
std::string Narrowed(std::string_view text);

// How many columns a terminal gives it: 0 for a combining mark, 2 for a wide one, else 1.
unsigned DisplayWidth(char32_t code);

// How long a text is, beside its bytes.
struct Utf8Length {
  std::size_t characters = 0;  // bytes that begin one
  std::size_t utf16 = 0;       // 16-bit units in UTF-16; a byte that is no character counts as one
};
Utf8Length LengthOf(std::string_view text);

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_UTF8_H_
