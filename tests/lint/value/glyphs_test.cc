#include "lint/value/glyphs.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "lint/value/value_store.h"

namespace execlint {
namespace {

const Symbol kFirst{.name = "first"};
const Symbol kSecond{.name = "second"};

// `1` and `2` stand for the two symbols, `_` for a hole without one.
Glyphs Make(std::string_view text) {
  Glyphs glyphs = GlyphsOf(text);
  for (Glyph& glyph : glyphs) {
    if (glyph.Is('1')) glyph = {.kind = Glyph::Kind::kHole, .symbol = &kFirst};
    if (glyph.Is('2')) glyph = {.kind = Glyph::Kind::kHole, .symbol = &kSecond};
    if (glyph.Is('_')) glyph = {.kind = Glyph::Kind::kHole};
  }
  return glyphs;
}

Tri MatchOf(std::string_view pattern, std::string_view text) {
  return Match(WithWildcards(Make(pattern)), Make(text));
}

TEST(Glyphs, KnownTextMatchesAsIamDoes) {
  EXPECT_EQ(MatchOf("ecs:*", "ecs:ExecuteCommand"), Tri::kYes);
  EXPECT_EQ(MatchOf("ecs:Exec*d", "ecs:ExecuteCommand"), Tri::kYes);
  EXPECT_EQ(MatchOf("ecs:Execute?ommand", "ecs:ExecuteCommand"), Tri::kYes);
  EXPECT_EQ(MatchOf("ecs:Execute?Command", "ecs:ExecuteCommand"), Tri::kNo);
  EXPECT_EQ(MatchOf("*", ""), Tri::kYes);
  EXPECT_EQ(MatchOf("", ""), Tri::kYes);
  EXPECT_EQ(MatchOf("", "a"), Tri::kNo);
  EXPECT_EQ(MatchOf("a*b*c", "a-b-b-c"), Tri::kYes);
  EXPECT_EQ(MatchOf("a*b*c", "a-c-c-b"), Tri::kNo);
}

TEST(Glyphs, EqualSymbolsAreEqualText) {
  EXPECT_EQ(MatchOf("arn:1:x", "arn:1:x"), Tri::kYes);
  EXPECT_EQ(MatchOf("arn:1:x", "arn:2:x"), Tri::kMaybe);
  EXPECT_EQ(MatchOf("arn:1:x", "arn:1:y"), Tri::kNo);
  EXPECT_EQ(MatchOf("arn:*:x", "arn:1:x"), Tri::kYes);
  EXPECT_EQ(MatchOf("arn:?:x", "arn:1:x"), Tri::kMaybe);
  EXPECT_EQ(MatchOf("_", "_"), Tri::kMaybe);
  EXPECT_EQ(MatchOf("1", ""), Tri::kMaybe);
}

// Every answer against all ways to fill the holes with up to three letters, one of which stands in
// no pattern.
TEST(Glyphs, AgreesWithBruteForce) {
  std::vector<std::string> fillings = {""};
  for (std::size_t i = 0; i < fillings.size() && fillings[i].size() < 3; ++i) {
    for (const char c : {'a', 'b', 'x'}) fillings.push_back(fillings[i] + c);
  }
  std::mt19937 random(7);
  const auto pick = [&](std::size_t n) { return random() % n; };
  const auto fill = [&](const std::string& text, const std::string& one, const std::string& two) {
    std::string filled;
    for (const char c : text) {
      if (c == '1' || c == '2') {
        filled += c == '1' ? one : two;
      } else {
        filled += c;
      }
    }
    return GlyphsOf(filled);
  };
  int answers[3] = {};
  for (int round = 0; round < 4000; ++round) {
    std::string pattern, text;
    for (std::size_t i = pick(5) + 1; i > 0; --i) pattern += "ab*?*a"[pick(6)];
    if (pick(3) == 0) pattern.insert(pick(pattern.size() + 1), 1, "12"[pick(2)]);
    for (std::size_t i = pick(4) + 1; i > 0; --i) text += "ababab12"[pick(8)];
    const Tri answer = MatchOf(pattern, text);
    ++answers[static_cast<int>(answer)];
    bool any = false, all = true;
    const bool has_one = (pattern + text).find('1') != std::string::npos;
    const bool has_two = (pattern + text).find('2') != std::string::npos;
    for (std::size_t i = 0; i < (has_one ? fillings.size() : 1); ++i) {
      for (std::size_t j = 0; j < (has_two ? fillings.size() : 1); ++j) {
        const Tri known = Match(WithWildcards(fill(pattern, fillings[i], fillings[j])),
                                fill(text, fillings[i], fillings[j]));
        ASSERT_NE(known, Tri::kMaybe);
        (known == Tri::kYes ? any : all) = known == Tri::kYes;
      }
    }
    ASSERT_TRUE(answer != Tri::kYes || all) << pattern << " | " << text;
    ASSERT_TRUE(answer != Tri::kNo || !any) << pattern << " | " << text;
  }
  for (const int count : answers) EXPECT_GT(count, 300);
}

// Known text against the textbook definition.
TEST(Glyphs, GlobAgreesWithItsDefinition) {
  const auto glob = [](auto&& self, std::string_view p, std::string_view t) -> bool {
    if (p.empty()) return t.empty();
    if (p[0] == '*')
      return self(self, p.substr(1), t) || (!t.empty() && self(self, p, t.substr(1)));
    return !t.empty() && (p[0] == '?' || p[0] == t[0]) && self(self, p.substr(1), t.substr(1));
  };
  std::mt19937 random(11);
  for (int round = 0; round < 20000; ++round) {
    std::string pattern, text;
    for (std::size_t i = random() % 7; i > 0; --i) pattern += "ab*?"[random() % 4];
    for (std::size_t i = random() % 7; i > 0; --i) text += "ab"[random() % 2];
    ASSERT_EQ(MatchOf(pattern, text) == Tri::kYes, glob(glob, pattern, text))
        << pattern << " | " << text;
  }
}

TEST(Glyphs, HostileLengthsStayCheap) {
  const std::string stars(kMaxGlyphs * 4, '*');
  const std::string letters(kMaxGlyphs * 4, 'a');
  EXPECT_EQ(GlyphsOf(letters).size(), kMaxGlyphs + 1);
  EXPECT_FALSE(HasHole(GlyphsOf(letters.substr(0, kMaxGlyphs)))) << "as much as there is room for";
  EXPECT_EQ(MatchOf(stars, letters), Tri::kMaybe);
  EXPECT_EQ(MatchOf("b" + stars, letters), Tri::kNo);
}

TEST(Glyphs, LongTextsAreMatchedToTheEnd) {
  const std::string letters(kMaxGlyphs - 2, 'a');
  std::string pieces;
  for (int i = 0; i < 1000; ++i) pieces += "*a?";
  EXPECT_EQ(MatchOf(pieces + "*", letters), Tri::kYes);
  EXPECT_EQ(MatchOf(pieces + "b*", letters), Tri::kNo);
  EXPECT_EQ(MatchOf("*b*", "1" + letters), Tri::kMaybe) << "the hole may hold it";
  EXPECT_EQ(MatchOf("1b", letters + "1"), Tri::kMaybe);
  EXPECT_EQ(MatchOf("1b", letters + "1c"), Tri::kNo);
  EXPECT_EQ(MatchOf("1a*b", letters + "2c*b"), Tri::kMaybe) << "both have a part that may be any";
}

TEST(Glyphs, WhatNearlyOccursAgainAndAgainIsABound) {
  const std::string letters(kMaxGlyphs, 'a');
  const std::string piece = letters.substr(0, kMaxGlyphs / 2);
  EXPECT_EQ(MatchOf("*" + piece + "b*", letters), Tri::kMaybe);
  const std::string longest(2048, 'a');  // of an ARN
  EXPECT_EQ(MatchOf("*" + longest.substr(0, 100) + "b*", longest), Tri::kNo);
}

TEST(Glyphs, UnrollsValues) {
  ValueStore store;
  const Symbol* account = store.Intern({.name = "account"});
  const Value* arn = store.String({{.text = "a:"}, {.hole = account}, {.text = ":b"}}, {});
  const Glyphs glyphs = GlyphsOf(*arn);
  ASSERT_EQ(glyphs.size(), 5u);
  EXPECT_TRUE(glyphs[2].hole());
  EXPECT_EQ(FirstSymbol(glyphs), account);
  EXPECT_EQ(FindLast(glyphs, ":"), 3u);
  EXPECT_EQ(FindFirst(glyphs, ":"), 1u);
  EXPECT_EQ(FindFirst(glyphs, ":b", 4), std::nullopt);
  EXPECT_TRUE(StartsWith(glyphs, "a:"));
  EXPECT_FALSE(StartsWith(glyphs, "a::"));
  EXPECT_EQ(GlyphsOf(*store.Number(443, {})).size(), 3u);
  EXPECT_EQ(FirstSymbol(GlyphsOf(*store.Null({}))), nullptr);
}

TEST(Glyphs, WhatIsTooLongEndsInAHole) {
  ValueStore store;
  const Symbol* symbol = store.Intern({.name = "account"});
  const std::string full(kMaxGlyphs, 'a');
  const auto of = [&store](std::vector<Part> parts) { return GlyphsOf(*store.String(parts, {})); };
  for (const Glyphs& glyphs : {GlyphsOf(full + "b"), of({{.text = full + "b"}, {.hole = symbol}}),
                               of({{.text = full}, {.hole = symbol}, {.text = "c"}})}) {
    ASSERT_EQ(glyphs.size(), kMaxGlyphs + 1);
    EXPECT_TRUE(glyphs.back().hole());
    EXPECT_EQ(glyphs.back().symbol, nullptr) << "it stands for more than the symbol";
  }
}

TEST(Glyphs, WhatIsNoTextIsAHole) {
  ValueStore store;
  const Glyphs glyphs = GlyphsOf(*store.Null({}));
  ASSERT_EQ(glyphs.size(), 1u);
  EXPECT_TRUE(glyphs[0].hole());
}

TEST(Glyphs, Searches) {
  EXPECT_EQ(FindLast(GlyphsOf("a:b"), "a"), 0u);
  EXPECT_EQ(FindLast(GlyphsOf("b"), "a"), std::nullopt);
  EXPECT_EQ(FirstSymbol(Make("_a1")), &kFirst) << "the first that there is";
}

TEST(Glyphs, LowerCaseFoldsAsciiOnly) {
  EXPECT_EQ(Match(LowerCase(GlyphsOf("SSMMessages:*")), LowerCase(GlyphsOf("ssmmessages:*"))),
            Tri::kYes);
}

}  // namespace
}  // namespace execlint
