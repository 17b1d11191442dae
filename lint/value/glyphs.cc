#include "lint/value/glyphs.h"

#include <algorithm>

namespace execlint {
namespace {

using GlyphSpan = std::span<const Glyph>;

// False when the bound was met: the rest is a hole of unknown text.
bool Append(Glyphs& glyphs, std::string_view text) {
  const std::size_t room = kMaxGlyphs - glyphs.size();
  glyphs.reserve(glyphs.size() + std::min(text.size(), room));
  for (const char c : text.substr(0, room)) glyphs.push_back({.byte = c});
  if (text.size() <= room) return true;
  glyphs.push_back({.kind = Glyph::Kind::kHole});
  return false;
}

// One glyph against one glyph, neither of them a run.
bool CanBeEqual(const Glyph& p, const Glyph& t) {
  return p.kind == Glyph::Kind::kAnyOne || p.byte == t.byte;
}
bool CertainlyEqual(const Glyph& p, const Glyph& t) {
  if (p.hole() || t.hole()) return p.hole() && t.hole() && p.symbol == t.symbol && p.symbol;
  return CanBeEqual(p, t);
}

// A table of which (pattern position, text position) pairs are reached, one row at a time.
template <class Step>
bool Reaches(GlyphSpan pattern, GlyphSpan text, Step&& step) {
  std::vector<char> row(text.size() + 1), next(text.size() + 1);
  row[0] = 1;
  for (std::size_t i = 0;; ++i) {
    step(i, row, next);
    if (i == pattern.size()) return row[text.size()] != 0;
    if (std::find(next.begin(), next.end(), 1) == next.end()) return false;
    row.swap(next);
    std::fill(next.begin(), next.end(), 0);
  }
}

// Is there a text for every hole such that the pattern matches? Two holes of one symbol may take
// different texts here, which can only turn a no into a maybe.
bool Can(GlyphSpan pattern, GlyphSpan text) {
  return Reaches(
      pattern, text, [&](std::size_t i, std::vector<char>& row, std::vector<char>& next) {
        const bool run =
            i < pattern.size() && (pattern[i].hole() || pattern[i].kind == Glyph::Kind::kAnyRun);
        for (std::size_t j = 0; j <= text.size(); ++j) {
          if (row[j] == 0) continue;
          const bool text_run = j < text.size() && text[j].hole();
          if (run) next[j] = 1;
          if (text_run) row[j + 1] = 1;
          if (i == pattern.size() || j == text.size()) continue;
          if (run && !text_run) row[j + 1] = 1;
          if (text_run && !run) next[j] = 1;
          if (!run && !text_run && CanBeEqual(pattern[i], text[j])) next[j + 1] = 1;
        }
      });
}

// Does the pattern match whatever the holes are? A hole of the text is one atom that only a `*` or
// the same symbol takes.
bool Must(GlyphSpan pattern, GlyphSpan text) {
  return Reaches(pattern, text,
                 [&](std::size_t i, std::vector<char>& row, std::vector<char>& next) {
                   if (i == pattern.size()) return;
                   const bool run = pattern[i].kind == Glyph::Kind::kAnyRun;
                   for (std::size_t j = 0; j <= text.size(); ++j) {
                     if (row[j] == 0) continue;
                     if (run) next[j] = 1;
                     if (j == text.size()) continue;
                     if (run) row[j + 1] = 1;
                     if (!run && CertainlyEqual(pattern[i], text[j])) next[j + 1] = 1;
                   }
                 });
}

bool IsByte(const Glyph& glyph) { return glyph.kind == Glyph::Kind::kByte; }

void Hide(std::span<Glyph> glyphs) {
  for (Glyph& glyph : glyphs) glyph.secret = IsByte(glyph);
}

}  // namespace

Glyphs GlyphsOf(const Value& value) {
  Glyphs glyphs;
  if (value.is_unknown()) {
    glyphs.push_back({.kind = Glyph::Kind::kHole, .symbol = &value.symbol()});
  } else if (value.is_string()) {
    for (const Part& part : value.parts()) {
      if (part.hole == nullptr) {
        const std::size_t begin = glyphs.size();
        const bool all = Append(glyphs, part.text);
        if (part.secret()) Hide(std::span(glyphs).subspan(begin));
        if (!all) break;
      } else if (glyphs.size() < kMaxGlyphs) {
        glyphs.push_back({.kind = Glyph::Kind::kHole, .symbol = part.hole});
      } else {
        glyphs.push_back({.kind = Glyph::Kind::kHole});
        break;
      }
    }
  } else if (const auto text = KnownText(value)) {
    Append(glyphs, *text);
  } else {
    glyphs.push_back({.kind = Glyph::Kind::kHole});
  }
  return glyphs;
}

Glyphs GlyphsOf(Traced value) {
  Glyphs glyphs = GlyphsOf(*value);
  if (value.secret()) Hide(glyphs);
  return glyphs;
}

Glyphs GlyphsOf(std::string_view text) {
  Glyphs glyphs;
  Append(glyphs, text);
  return glyphs;
}

Glyphs WithWildcards(Glyphs glyphs) {
  for (Glyph& glyph : glyphs) {
    if (glyph.Is('*')) glyph.kind = Glyph::Kind::kAnyRun;
    if (glyph.Is('?')) glyph.kind = Glyph::Kind::kAnyOne;
  }
  return glyphs;
}

Glyphs LowerCase(Glyphs glyphs) {
  for (Glyph& glyph : glyphs) glyph.byte = LowerCase(glyph.byte);
  return glyphs;
}

Tri Match(GlyphSpan pattern, GlyphSpan text) {
  // The known ends decide most pairs without a table.
  while (!pattern.empty() && !text.empty() && IsByte(pattern.front()) && IsByte(text.front())) {
    if (pattern.front().byte != text.front().byte) return Tri::kNo;
    pattern = pattern.subspan(1);
    text = text.subspan(1);
  }
  while (!pattern.empty() && !text.empty() && IsByte(pattern.back()) && IsByte(text.back())) {
    if (pattern.back().byte != text.back().byte) return Tri::kNo;
    pattern = pattern.first(pattern.size() - 1);
    text = text.first(text.size() - 1);
  }
  if (pattern.empty() && text.empty()) return Tri::kYes;
  if ((pattern.size() + 1) > kMaxMatchCells / (text.size() + 1)) return Tri::kMaybe;
  if (Must(pattern, text)) return Tri::kYes;
  return Can(pattern, text) ? Tri::kMaybe : Tri::kNo;
}

std::optional<std::size_t> FindFirst(GlyphSpan in, std::string_view text, std::size_t from) {
  for (std::size_t i = from; i + text.size() <= in.size(); ++i) {
    if (StartsWith(in.subspan(i), text)) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> FindLast(GlyphSpan in, std::string_view text) {
  for (std::size_t i = in.size() + 1; i-- > 0;) {
    if (StartsWith(in.subspan(i), text)) return i;
  }
  return std::nullopt;
}

bool StartsWith(GlyphSpan glyphs, std::string_view text) {
  if (glyphs.size() < text.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!glyphs[i].Is(text[i])) return false;
  }
  return true;
}

bool HasHole(GlyphSpan glyphs) {
  return std::any_of(glyphs.begin(), glyphs.end(), [](const Glyph& g) { return g.hole(); });
}

Glyphs OutsideUnit(Glyphs glyphs) {
  for (Glyph& glyph : glyphs) glyph.symbol = nullptr;
  return glyphs;
}

const Symbol* FirstSymbol(GlyphSpan glyphs) {
  for (const Glyph& glyph : glyphs) {
    if (glyph.hole() && glyph.symbol != nullptr) return glyph.symbol;
  }
  return nullptr;
}

}  // namespace execlint
