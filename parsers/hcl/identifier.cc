#include "parsers/hcl/identifier.h"

#include <re2/re2.h>

#include "lint/source/utf8.h"

namespace execlint::hcl {
namespace {

// Of a character beyond ASCII. RE2 has the general categories; the few characters behind them are
// Other_ID_Start and Other_ID_Continue.
bool IsForeignLetter(std::string_view character) {
  static const RE2 letter(R"([\p{L}\p{Nl}\x{2118}\x{212E}\x{309B}\x{309C}])");
  return RE2::FullMatch(re2::StringPiece(character.data(), character.size()), letter);
}
bool GoesOn(std::string_view character) {
  static const RE2 more(R"([\p{Mn}\p{Mc}\p{Nd}\p{Pc}\x{B7}\x{387}\x{1369}-\x{1371}\x{19DA}])");
  return IsForeignLetter(character) ||
         RE2::FullMatch(re2::StringPiece(character.data(), character.size()), more);
}

// How many bytes the character at `at` has if it may stand there in a name; else 0.
std::size_t CharacterLength(std::string_view text, std::size_t at, bool first) {
  const auto c = static_cast<unsigned char>(text[at]);
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') return 1;
  if (c < 0x80) return !first && ((c >= '0' && c <= '9') || c == '-') ? 1 : 0;
  const Utf8Char decoded = DecodeUtf8(text, at);
  const std::string_view character = text.substr(at, decoded.length);
  const bool fits = decoded.valid && (first ? IsForeignLetter(character) : GoesOn(character));
  return fits ? decoded.length : 0;
}

}  // namespace

bool StartsIdentifier(std::string_view text, std::size_t at) {
  return CharacterLength(text, at, true) > 0;
}

std::size_t IdentifierLength(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size()) {
    const std::size_t length = CharacterLength(text, end, end == at);
    if (length == 0) break;
    end += length;
  }
  return end - at;
}

}  // namespace execlint::hcl
