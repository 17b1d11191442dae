#include "lint/value/glyphs.h"

#include <algorithm>
#include <functional>

namespace execlint {
namespace {

using GlyphSpan = std::span<const Glyph>;

// False when the bound was met: the rest is a hole of unknown text.
bool Append(Glyphs& glyphs, std::string_view text) {
  const std::size_t room = kMaxGlyphs - glyphs.size();
  // Many short texts may follow each other, so there is room for more than this one.
  const std::size_t size = glyphs.size() + std::min(text.size(), room);
  if (size > glyphs.capacity()) glyphs.reserve(std::max(size, 2 * glyphs.size()));
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

// A `*`, or a hole whose text may be any.
bool MayBeAny(const Glyph& glyph) { return glyph.kind == Glyph::Kind::kAnyRun || glyph.hole(); }

// Does the pattern match, where each run takes any text and `text` has none? What stands between
// two runs is best taken where it first occurs. Nothing where that takes too many steps.
template <class IsRun, class Equal>
std::optional<bool> Takes(GlyphSpan pattern, GlyphSpan text, IsRun&& is_run, Equal&& equal) {
  std::size_t steps = std::max(kMaxMatchSteps, kMaxStepsPerGlyph * (pattern.size() + text.size()));
  std::size_t p = 0, t = 0;
  std::optional<std::size_t> behind_run;  // in the pattern
  std::size_t begin = 0;                  // of what that takes, in the text
  while (t < text.size()) {
    if (steps-- == 0) return std::nullopt;
    if (p < pattern.size() && is_run(pattern[p])) {
      behind_run = ++p;
      begin = t;
    } else if (p < pattern.size() && equal(pattern[p], text[t])) {
      ++p;
      ++t;
    } else if (behind_run) {
      p = *behind_run;
      t = ++begin;
    } else {
      return false;
    }
  }
  return std::all_of(pattern.begin() + static_cast<std::ptrdiff_t>(p), pattern.end(), is_run);
}

// Can the two be equal up to the first run of either? Both have one.
template <class P, class T>
bool AgreeUpToRun(P p, T t) {
  for (; !MayBeAny(*p) && !t->hole(); ++p, ++t) {
    if (!CanBeEqual(*p, *t)) return false;
  }
  return true;
}

// Is there a text for every hole such that the pattern matches? Two holes of one symbol may take
// different texts here, which can only turn a no into a maybe.
std::optional<bool> Can(GlyphSpan pattern, GlyphSpan text) {
  if (!HasHole(text)) return Takes(pattern, text, MayBeAny, CanBeEqual);
  if (std::none_of(pattern.begin(), pattern.end(), MayBeAny)) {
    return Takes(text, pattern, std::mem_fn(&Glyph::hole),
                 [](const Glyph& t, const Glyph& p) { return CanBeEqual(p, t); });
  }
  // Then the last run of the pattern can take all that stands between the runs of the text, and the
  // first of the text all that stands between those of the pattern.
  return AgreeUpToRun(pattern.begin(), text.begin()) &&
         AgreeUpToRun(pattern.rbegin(), text.rbegin());
}

// Does the pattern match whatever the holes are? A hole of the text is one atom that only a `*` or
// the same symbol takes.
std::optional<bool> Must(GlyphSpan pattern, GlyphSpan text) {
  return Takes(
      pattern, text, [](const Glyph& p) { return p.kind == Glyph::Kind::kAnyRun; }, CertainlyEqual);
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
  // The known ends decide most pairs.
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
  const std::optional<bool> must = Must(pattern, text);
  if (must == true) return Tri::kYes;
  const std::optional<bool> can = must.has_value() ? Can(pattern, text) : std::nullopt;
  return can == false ? Tri::kNo : Tri::kMaybe;
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
