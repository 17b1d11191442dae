#include "lint/source/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace execlint {
namespace {

// Code points in hexadecimal, `!` before what is no character.
std::string Codes(std::string_view text) {
  std::string codes;
  char one[16];
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    std::snprintf(one, sizeof one, "%s%X ", c.valid ? "" : "!", static_cast<unsigned>(c.code));
    codes += one;
    at += c.length;
  }
  return codes;
}

TEST(Utf8, DecodesEveryLength) {
  EXPECT_EQ(Codes("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"), "61 E9 20AC 1F600 ");
  EXPECT_EQ(Codes("\xC2\x80\xE0\xA0\x80\xF0\x90\x80\x80"), "80 800 10000 ")
      << "the first of each length";
}

TEST(Utf8, EveryWrongByteIsOne) {
  EXPECT_EQ(Codes("\xFF"), "!FFFD ");
  EXPECT_EQ(Codes("\xC3"), "!FFFD ") << "cut short";
  EXPECT_FALSE(DecodeUtf8(std::string_view("\xC3\xA9", 1), 0).valid)
      << "what is behind is not read";
  EXPECT_EQ(Codes("\xC3("), "!FFFD 28 ");
  EXPECT_EQ(Codes("\xC0\xAF"), "!FFFD !FFFD ") << "longer than it needs to be";
  EXPECT_EQ(Codes("\xE0\x80\xAF"), "!FFFD !FFFD !FFFD ");
  EXPECT_EQ(Codes("\xED\xA0\x80"), "!FFFD !FFFD !FFFD ") << "half of a pair";
  EXPECT_EQ(Codes("\xF5\x80\x80\x80"), "!FFFD !FFFD !FFFD !FFFD ");
}

TEST(Utf8, Widths) {
  EXPECT_EQ(DisplayWidth('a'), 1u);
  EXPECT_EQ(DisplayWidth(0xE9), 1u);
  EXPECT_EQ(DisplayWidth(0x300), 0u) << "combining grave accent";
  EXPECT_EQ(DisplayWidth(0x301), 0u) << "combining acute accent";
  EXPECT_EQ(DisplayWidth(0x36F), 0u) << "the last of the combining marks";
  EXPECT_EQ(DisplayWidth(0x370), 1u);
  EXPECT_EQ(DisplayWidth(0x200B), 0u) << "zero width space";
  EXPECT_EQ(DisplayWidth(0x4E2D), 2u);
  EXPECT_EQ(DisplayWidth(0x1F600), 2u);
}

TEST(Utf8, LengthInUtf16) {
  EXPECT_EQ(LengthOf("a\xC3\xA9\xF0\x9F\x98\x80").utf16, 4u);
  EXPECT_EQ(LengthOf("\xFF\xFE").utf16, 2u);
  EXPECT_EQ(LengthOf("\U00010000\uFFFF").utf16, 3u);
}

}  // namespace
}  // namespace execlint
