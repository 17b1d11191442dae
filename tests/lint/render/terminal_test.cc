#include "lint/render/terminal.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace execlint {
namespace {

TEST(Terminal, ColorOnlyWhereItIsWanted) {
  setenv("TERM", "xterm", 1);
  unsetenv("NO_COLOR");
  EXPECT_TRUE(ColorWanted(ColorMode::kAuto, true));
  EXPECT_FALSE(ColorWanted(ColorMode::kAuto, false));
  EXPECT_TRUE(ColorWanted(ColorMode::kAlways, false));
  EXPECT_FALSE(ColorWanted(ColorMode::kNever, true));
  setenv("NO_COLOR", "1", 1);
  EXPECT_FALSE(ColorWanted(ColorMode::kAuto, true));
  EXPECT_TRUE(ColorWanted(ColorMode::kAlways, true));
  unsetenv("NO_COLOR");
  setenv("TERM", "dumb", 1);
  EXPECT_FALSE(ColorWanted(ColorMode::kAuto, true));
}

TEST(Terminal, ControlCharactersOfInputsDoNothing) {
  EXPECT_EQ(SafeText("a\x1b[31mred\x07"), "a\u241b[31mred\u2407");
  EXPECT_EQ(SafeText("one\r\ntwo\tthree"), "one two three");
  EXPECT_EQ(SafeText("\xC2\x9B"), "\uFFFD") << "a control character of the second block";
  EXPECT_EQ(SafeText("\u00a0"), "\u00a0") << "a no-break space is none";
  EXPECT_EQ(SafeText("a\u202Eb"), "a\uFFFDb") << "right to left override";
  for (const char* mark :
       {"\u061C", "\u200E", "\u200F", "\u202A", "\u202E", "\u2066", "\u2069", "\u2028", "\u2029"}) {
    EXPECT_EQ(SafeText(mark), "\uFFFD") << mark;
  }
  EXPECT_EQ(SafeText("\xFF\x7F"), "\uFFFD\u2421");
  EXPECT_EQ(SafeText("\u4e2d\u00e9"), "\u4e2d\u00e9");
}

TEST(Terminal, EachTintHasItsColor) {
  const Ink ink(true);
  const auto code = [&ink](Tint tint) {
    const std::string painted = ink.Paint(tint, "x");
    return painted.substr(2, painted.find('m') - 2);
  };
  EXPECT_EQ(code(Tint::kError), "1;91");
  EXPECT_EQ(code(Tint::kWarning), "1;93");
  EXPECT_EQ(code(Tint::kNote), "1;96");
  EXPECT_EQ(code(Tint::kRelated), "94");
  EXPECT_EQ(code(Tint::kGutter), "94");
  EXPECT_EQ(code(Tint::kStrong), "1");
  EXPECT_EQ(code(Tint::kFaint), "2");
  EXPECT_EQ(ink.Paint(Tint::kError, "x"), "\x1b[1;91mx\x1b[0m");
  EXPECT_EQ(ink.Paint(Tint::kError, ""), "");
}

struct Line {
  SourceMap sources;
  Span span;
  explicit Line(std::string text) {
    const FileId file = sources.AddFile("f", std::move(text));
    span = sources.Line(file, 1);
  }
  Span At(std::uint32_t begin, std::uint32_t end) const { return {span.file, begin, end}; }
};

TEST(ShownLine, ColumnsOfTabsWideAndCombiningCharacters) {
  const Line line("\ta\u4e2de\u0301x");
  const ShownLine shown = ShowLine(line.sources, line.span, line.At(0, 0));
  EXPECT_EQ(shown.text, "    a\u4e2de\u0301x");
  EXPECT_EQ(shown.ColumnOf(1), 4u);  // a
  EXPECT_EQ(shown.ColumnOf(2), 5u);  // the wide one
  EXPECT_EQ(shown.ColumnOf(5), 7u);  // e
  EXPECT_EQ(shown.ColumnOf(8), 8u);  // x
  EXPECT_EQ(shown.ColumnOf(9), 9u);  // the end
  EXPECT_EQ(shown.ColumnOf(99), 9u);
}

TEST(ShownLine, SecretsAreMasked) {
  Line line(R"(value = "hunter2" # x)");
  line.sources.MarkSecret(line.At(9, 16));
  const ShownLine shown = ShowLine(line.sources, line.span, line.At(0, 5));
  EXPECT_EQ(shown.text, R"(value = "***" # x)");
  EXPECT_EQ(shown.ColumnOf(9), 9u);
  EXPECT_EQ(shown.ColumnOf(12), 9u);
  EXPECT_EQ(shown.ColumnOf(16), 12u);
  EXPECT_EQ(MaskedText(line.sources, line.span), R"(value = "***" # x)");
  EXPECT_EQ(MaskedText(line.sources, line.At(11, 18)), R"(***" )");
}

TEST(ShownLine, LongLinesAreCutAroundThePlace) {
  std::string text(5000, 'a');
  text.append("HERE").append(5000, 'b');
  const Line line(text);
  const ShownLine shown = ShowLine(line.sources, line.span, line.At(5000, 5004));
  EXPECT_EQ(shown.text,
            "\u2026" + std::string(60, 'a') + "HERE" + std::string(116, 'b') + "\u2026");
  EXPECT_EQ(shown.ColumnOf(5000), 61u);
  EXPECT_EQ(shown.ColumnOf(0), 0u);
  EXPECT_EQ(shown.ColumnOf(10000), 181u);
}

TEST(ShownLine, ACutGoesBackOneCharacterAtMost) {
  const Line line(std::string(1000, '\x80'));
  EXPECT_EQ(ShowLine(line.sources, line.span, line.At(900, 901)).begin, 900u - 60 - 3);
}

TEST(ShownLine, ACutNeverSplitsACharacter) {
  for (const char* character : {"\u00e9", "\u4e2d", "\U0001F600"}) {
    std::string text;
    for (int i = 0; i < 400; ++i) text += character;
    const Line line(text);
    for (std::uint32_t at = 60; at < 72; ++at) {
      const ShownLine shown = ShowLine(line.sources, line.span, line.At(at, at));
      EXPECT_EQ(shown.text.find("\uFFFD"), std::string::npos) << character << at;
    }
  }
}

}  // namespace
}  // namespace execlint
