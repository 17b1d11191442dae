#include "lint/iam/match.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace execlint {
namespace {

constexpr Glyph kAnything{.kind = Glyph::Kind::kHole};

// Variables become holes; the three escapes become bytes that no wildcard is made of afterwards.
Glyphs Replace(const Glyphs& glyphs, bool wildcards) {
  Glyphs made;
  made.reserve(glyphs.size());
  std::optional<std::size_t> end = 0;  // the first `}` behind what was looked at
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    const bool starts = glyphs[i].Is('$') && i + 1 < glyphs.size() && glyphs[i + 1].Is('{');
    if (starts && end && *end < i + 2) end = FindFirst(glyphs, "}", i + 2);
    if (!starts || !end) {
      made.push_back(glyphs[i]);
      if (wildcards && glyphs[i].Is('*')) made.back().kind = Glyph::Kind::kAnyRun;
      if (wildcards && glyphs[i].Is('?')) made.back().kind = Glyph::Kind::kAnyOne;
      continue;
    }
    const Glyph& first = glyphs[i + 2];
    const bool escape = *end == i + 3 && (first.Is('*') || first.Is('?') || first.Is('$'));
    made.push_back(escape ? first : kAnything);
    i = *end;
  }
  return made;
}

using Segments = std::array<std::span<const Glyph>, 6>;

// The six parts of an ARN, the last with every colon that is left; nothing if there are fewer, or
// if a hole may hold a colon.
std::optional<Segments> Split(std::span<const Glyph> arn) {
  Segments segments;
  for (std::size_t part = 0; part < 5; ++part) {
    const auto colon = FindFirst(arn, ":");
    if (!colon) return std::nullopt;
    segments[part] = arn.first(*colon);
    arn = arn.subspan(*colon + 1);
  }
  segments[5] = arn;
  return segments;
}

// Nearly every action of a policy is the one asked for, or differs from it before its first
// wildcard or hole, so that no more of it needs to be spelled. Nothing where it takes more than
// that.
std::optional<bool> SameAtOnce(const Value& pattern, std::string_view action) {
  if (!pattern.is_string() || pattern.parts().empty()) return std::nullopt;
  const Part& first = pattern.parts().front();
  if (first.hole != nullptr) return std::nullopt;
  for (std::size_t i = 0; i < std::min(first.text.size(), action.size()); ++i) {
    if (first.text[i] == '*' || first.text[i] == '?') return std::nullopt;
    if (LowerCase(first.text[i]) != LowerCase(action[i])) return false;
  }
  if (pattern.parts().size() > 1 || first.text.size() != action.size()) return std::nullopt;
  return true;
}

}  // namespace

Variables VariablesOf(const PolicyDocument& document) {
  if (!document.version.present()) return Variables::kLiteral;
  if (!document.version.known() || !document.version->known()) return Variables::kUnknown;
  return document.version->Is("2012-10-17") ? Variables::kReplaced : Variables::kLiteral;
}

Tri MatchAction(const Text& pattern, std::string_view action) {
  if (const auto same = SameAtOnce(*pattern.value, action)) return *same ? Tri::kYes : Tri::kNo;
  return Match(WithWildcards(LowerCase(GlyphsOf(*pattern.value))), LowerCase(GlyphsOf(action)));
}

Glyphs PatternOf(const Value& value, Variables variables) {
  Glyphs glyphs = GlyphsOf(value);
  return variables == Variables::kLiteral ? WithWildcards(std::move(glyphs))
                                          : Replace(glyphs, true);
}

Glyphs LiteralOf(const Value& value, Variables variables) {
  Glyphs glyphs = GlyphsOf(value);
  return variables == Variables::kLiteral ? glyphs : Replace(glyphs, false);
}

Tri MatchArn(const Glyphs& pattern, const Glyphs& arn) {
  const auto p = Split(pattern), a = Split(arn);
  if (!p || !a) {
    // `*` alone is taken for all; otherwise what is no ARN matches nothing, unless a hole hides it.
    if (pattern.size() == 1 && pattern[0].kind == Glyph::Kind::kAnyRun) return Tri::kYes;
    if (!HasHole(pattern) && !HasHole(arn)) return Tri::kNo;
    return Match(pattern, arn) == Tri::kNo ? Tri::kNo : Tri::kMaybe;
  }
  Tri all = Tri::kYes;
  for (std::size_t i = 0; i < 6; ++i) all = And(all, Match((*p)[i], (*a)[i]));
  // A hole that holds a colon would shift the parts.
  const bool exact = !HasHole(pattern) && !HasHole(arn);
  if (exact || all == Tri::kYes) return all;
  return Match(pattern, arn) == Tri::kNo ? Tri::kNo : Tri::kMaybe;
}

}  // namespace execlint
