#include "lint/model/hand_over.h"

#include <algorithm>
#include <cctype>

namespace execlint {
namespace {

Glyphs FromName(std::string_view name) {
  Glyphs glyphs;
  for (const char c : name) {
    if (c == HandOver::kUnknownPart) {
      glyphs.push_back({.kind = Glyph::Kind::kHole});
    } else {
      glyphs.push_back({.byte = c});
    }
  }
  return glyphs;
}

// Behind the name of a backend, where there is one.
bool SaysSomething(std::string_view name) {
  name.remove_prefix(std::min(name.size(), name.find('\n') + 1));
  return std::any_of(name.begin(), name.end(),
                     [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; });
}

}  // namespace

HandOver NewHandOver(HandOver::By by, std::span<const Glyph> name, std::string_view kind) {
  HandOver made{.by = by, .kind = std::string(kind)};
  for (const Glyph& glyph : name) {
    const char c = glyph.kind == Glyph::Kind::kByte ? glyph.byte : HandOver::kUnknownPart;
    if (c != HandOver::kUnknownPart || !made.name.ends_with(c)) made.name += c;
  }
  return made;
}

Tri Same(const HandOver& a, const HandOver& b) {
  if (a.by != b.by || a.kind != b.kind || !SaysSomething(a.name) || !SaysSomething(b.name)) return Tri::kNo;
  return Match(FromName(a.name), FromName(b.name));
}

}  // namespace execlint
