#include "lint/value/characters.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace execlint {
namespace {

TEST(Characters, AreComposed) {
  EXPECT_EQ(Composed("plain"), "plain");
  EXPECT_EQ(Composed("e\u0301"), "\u00e9");
  EXPECT_EQ(Composed("\u1e9b\u0323"), "\u1e9b\u0323");
  EXPECT_EQ(Composed("a\xff\xcc\x81"), "a\xff\xcc\x81");  // no UTF-8: as it is
  EXPECT_EQ(Composed("\u2014\u00e9 \u2026"), "\u2014\u00e9 \u2026");
  EXPECT_EQ(Composed("\u00e9\u2014e\u0301"), "\u00e9\u2014\u00e9");
  EXPECT_EQ(Composed("\u2000"), "\u2002");      // the space before the punctuation
  EXPECT_EQ(Composed("\u0340"), "\u0300");      // the first that is changed by itself
  EXPECT_EQ(Composed("\xe2\x80"), "\xe2\x80");  // cut off
}

// Marks in any number take no more time than their number says.
TEST(Characters, ManyMarksAreBroken) {
  std::string marks = "a";
  for (int i = 0; i < 200'000; ++i) marks += i % 2 == 0 ? "\u0301" : "\u0323";
  EXPECT_NE(Composed(marks).find("\u034f"), std::string::npos);
}

TEST(Characters, AreGraphemeClusters) {
  EXPECT_EQ(CountCharacters("abc"), 3u);
  EXPECT_EQ(CountCharacters("a\r\nb"), 3u);
  EXPECT_EQ(CountCharacters("noe\u0308l"), 4u);
  EXPECT_EQ(CountCharacters("\U0001F469\u200D\U0001F4BB!"), 2u);
  EXPECT_EQ(CountCharacters("\U0001F1E9\U0001F1EA\U0001F1EB"), 2u);
  EXPECT_EQ(CountCharacters(""), 0u);
  EXPECT_EQ(Characters("\xff"
                       "e\u0301"),
            (std::vector<std::string_view>{"\xff", "e\u0301"}));
}

TEST(Characters, ChangeTheirCaseOneByOne) {
  EXPECT_EQ(Uppered("stra\u00dfe \u01c6"), "STRA\u00dfE \u01c4");
  EXPECT_EQ(Lowered("\u00c9A"), "\u00e9a");
  EXPECT_EQ(Titled("hello w\u00f6rld foo_bar o'neil \u01c6"),
            "Hello W\u00f6rld Foo_bar O'Neil \u01c5");
  EXPECT_EQ(WithoutSpaceAround("\u00a0 a b\u3000\n"), "a b");
  EXPECT_EQ(WithoutSpaceAround(" \t"), "");
}

TEST(Characters, AsciiIsTold) {
  for (std::size_t size = 1; size < 70; ++size) {
    std::string text(size, 'a');
    EXPECT_TRUE(IsAscii(text));
    for (char& c : text) {
      c = '\xe9';
      EXPECT_FALSE(IsAscii(text));
      c = 'a';
    }
  }
  EXPECT_TRUE(IsAscii(""));
  EXPECT_TRUE(IsAscii("0123456789abcdef"));
  EXPECT_FALSE(IsAscii("0123456789abcde\u00e9"));
  EXPECT_FALSE(
      IsAscii("\u00e9"
              "123456789"));
}

}  // namespace
}  // namespace execlint
