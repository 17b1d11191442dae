#include "lint/source/path_in_words.h"

#include <gtest/gtest.h>

namespace execlint {
namespace {

std::string Spelled(std::string text, const PathSpelling& shown = {}) {
  SpellPaths(text, shown);
  return text;
}

TEST(PathInWords, IsSpelledAtTheEnd) {
  const std::string text = "from " + PathInWords("a/b.tf") + ":3 to " + PathInWords("") + ", not c";
  EXPECT_EQ(Spelled(text), "from a/b.tf:3 to ., not c");
  EXPECT_EQ(Spelled(text, [](std::string_view path) { return "../" + std::string(path); }),
            "from ../a/b.tf:3 to ../, not c");
}

TEST(PathInWords, ATextWithoutPathsStaysAsItIs) {
  for (const char* text : {"", "a/b.tf",
                           "\x0e"
                           "begun",
                           "ended\x0f", "\x0f\x0e"}) {
    EXPECT_EQ(Spelled(text), text);
  }
}

// What is spelled is not looked at again.
TEST(PathInWords, AMarkInAPathIsNoMark) {
  EXPECT_EQ(Spelled(PathInWords("a"), [](std::string_view) { return PathInWords("b"); }),
            PathInWords("b"));
}

}  // namespace
}  // namespace execlint
