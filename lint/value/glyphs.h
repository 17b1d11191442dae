// Glyphs: a partly known string unrolled, one element per byte, hole or wildcard, so that two of
// them can be compared position by position.
//
//   Glyphs pattern = WithWildcards(GlyphsOf(*resource));   // arn:aws:ecs:*:${account}:cluster/*
//   Glyphs text = GlyphsOf(*cluster_arn);                  // arn:aws:ecs:eu-west-1:${account}:...
//   Match(pattern, text)                                   // kYes: one symbol is one text
//
// Match answers yes or no only when that holds for every text the holes can stand for.
#ifndef EXECLINT_LINT_VALUE_GLYPHS_H_
#define EXECLINT_LINT_VALUE_GLYPHS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/value/tri.h"
#include "lint/value/value.h"

namespace execlint {

struct Glyph {
  enum class Kind : std::uint8_t {
    kByte,
    kAnyOne,  // `?` of a pattern
    kAnyRun,  // `*` of a pattern
    kHole,    // any text; `symbol` null: a text that equals no other hole's
  };
  Kind kind = Kind::kByte;
  char byte = 0;
  bool secret = false;  // of a byte: it is never shown
  const Symbol* symbol = nullptr;

  bool Is(char c) const { return kind == Kind::kByte && byte == c; }
  bool hole() const { return kind == Kind::kHole; }
};

using Glyphs = std::vector<Glyph>;

// A longer text is cut, and what is left out is a hole without a symbol.
inline constexpr std::size_t kMaxGlyphs = std::size_t{1} << 16;

// The text of a string, number or bool. An unknown is one hole. Null, lists and maps have no text:
// each is a hole without a symbol.
Glyphs GlyphsOf(const Value& value);
Glyphs GlyphsOf(Traced value);  // of a secret, all bytes are secret
Glyphs GlyphsOf(std::string_view text);

// `*` and `?` become wildcards.
Glyphs WithWildcards(Glyphs glyphs);
// ASCII letters become lower case; a hole's text counts as folded too.
Glyphs LowerCase(Glyphs glyphs);
constexpr char LowerCase(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// A Match compares glyphs no more often than one of these two allows. Beyond it is kMaybe: where a
// long piece of a pattern nearly occurs again and again.
inline constexpr std::size_t kMaxMatchSteps = std::size_t{1} << 18;
inline constexpr std::size_t kMaxStepsPerGlyph = 64;

// Does `pattern` match all of `text`? Wildcards count in the pattern only.
Tri Match(std::span<const Glyph> pattern, std::span<const Glyph> text);

// Where `text` occurs first (last) in `in`, from `from` on, within literal characters; nothing if
// it does not.
std::optional<std::size_t> FindFirst(std::span<const Glyph> in, std::string_view text,
                                     std::size_t from = 0);
std::optional<std::size_t> FindLast(std::span<const Glyph> in, std::string_view text);
bool StartsWith(std::span<const Glyph> glyphs, std::string_view text);
bool HasHole(std::span<const Glyph> glyphs);
// Is nothing at all known of the text?
inline bool IsOneHole(std::span<const Glyph> glyphs) {
  return glyphs.size() == 1 && glyphs.front().hole();
}
// The same text where the symbols of its unit mean nothing: a hole equals no other one.
Glyphs OutsideUnit(Glyphs glyphs);
// The first symbol that stands in a hole; null if there is none.
const Symbol* FirstSymbol(std::span<const Glyph> glyphs);

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_GLYPHS_H_
