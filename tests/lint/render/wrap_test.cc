#include "lint/render/wrap.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "lint/render/terminal.h"

namespace execlint {
namespace {

std::vector<std::string> Words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(Wrap, BreaksAtBlanks) {
  EXPECT_EQ(Wrap("one two three four", {.width = 9}), "one two\nthree\nfour");
  EXPECT_EQ(Wrap("one two three four", {.width = 9, .indent = 2}), "one two\n  three\n  four");
  EXPECT_EQ(Wrap("one two", {.width = 9, .indent = 2, .used = 4}), "one\n  two");
  EXPECT_EQ(Wrap("one two three", {}), "one two three") << "no width, no end";
  EXPECT_EQ(Wrap("one  two", {.width = 20}), "one  two") << "blanks inside a line stay";
  EXPECT_EQ(Wrap("  one two", {.width = 6}), "  one\ntwo") << "and those in front";
  EXPECT_EQ(Wrap("", {.width = 6}), "");
}

TEST(Wrap, AWordThatIsTooWideStaysWhole) {
  EXPECT_EQ(Wrap("a unbreakable b", {.width = 5}), "a\nunbreakable\nb");
  EXPECT_EQ(Wrap("unbreakable b", {.width = 5, .indent = 2}), "unbreakable\n  b");
}

TEST(Wrap, ColorsAndLinksTakeNoRoom) {
  const Ink ink(true);
  const std::string painted = ink.Paint(Tint::kStrong, "one two three");
  EXPECT_EQ(Wrap(painted, {.width = 7}), "\x1b[1mone two\x1b[0m\n\x1b[1mthree\x1b[0m")
      << "each line ends its colors";
  const std::string link = Hyperlink("https://example.com/a/long/way", "[rule]");
  EXPECT_EQ(ColumnsOf(link), 6u);
  EXPECT_EQ(Wrap("a " + link, {.width = 8}), "a " + link);
  EXPECT_EQ(Wrap(ink.Paint(Tint::kError, "a:") + " b c", {.width = 4}), "\x1b[1;91ma:\x1b[0m b\nc");
}

TEST(Wrap, WideCharactersTakeTwoColumns) {
  EXPECT_EQ(ColumnsOf("\u4e2d\u6587e\u0301"), 5u);
  EXPECT_EQ(Wrap("\u4e2d\u6587 x", {.width = 5}), "\u4e2d\u6587\nx");
}

TEST(Wrap, KeepsTheWordsAndTheWidth) {
  const std::string text =
      "the ssmmessages actions are granted to `module.\u4e2d\u6587.aws_iam_role.this[\"a b\"]`, "
      "but "
      "ECS Exec uses  the task role `x`, which lacks them";
  for (std::size_t width = 12; width < 130; ++width) {
    for (std::size_t indent = 0; indent < 8; ++indent) {
      const std::string wrapped = Wrap(text, {.width = width, .indent = indent});
      EXPECT_EQ(Words(wrapped), Words(text)) << width;
      for (const std::string& line : LinesOf(wrapped)) {
        const bool fits = ColumnsOf(line) <= width || Words(line).size() == 1;
        EXPECT_TRUE(fits) << width << ": " << line;
      }
    }
  }
}

TEST(Cut, AtTheEndAndInTheMiddle) {
  EXPECT_EQ(CutEnd("abcdefgh", 5, false), "abcd\u2026");
  EXPECT_EQ(CutEnd("abcdefgh", 5, true), "ab...");
  EXPECT_EQ(CutEnd("abcdefgh", 8, false), "abcdefgh");
  EXPECT_EQ(CutEnd("abcdefgh", 0, false), "abcdefgh");
  EXPECT_EQ(CutMiddle("abcdefgh", 5, false), "ab\u2026gh");
  EXPECT_EQ(CutMiddle("abcdefgh", 6, false), "abc\u2026gh");
  EXPECT_EQ(CutMiddle("abcdefgh", 7, true), "ab...gh");
  EXPECT_EQ(CutMiddle("\u4e2d\u4e2d\u4e2d", 4, false), "\u4e2d\u2026") << "never half a character";
}

}  // namespace
}  // namespace execlint
