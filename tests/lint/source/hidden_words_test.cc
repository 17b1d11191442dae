#include "lint/source/hidden_words.h"

#include <gtest/gtest.h>

#include <string>

namespace execlint {
namespace {

TEST(HiddenWords, EscapesOfEachLanguage) {
  EXPECT_TRUE(HidesWords(R"("\u0045CS")", Escapes::kJson));
  EXPECT_TRUE(HidesWords(R"("\u0045CS")", Escapes::kHcl));
  EXPECT_TRUE(HidesWords(R"("\u0045CS")", Escapes::kYaml));
  EXPECT_TRUE(HidesWords(R"("\x45CS")", Escapes::kYaml));
  EXPECT_TRUE(HidesWords(R"("\U00000045CS")", Escapes::kHcl));
  EXPECT_FALSE(HidesWords(R"("\x45CS")", Escapes::kHcl)) << "no escape there";
  EXPECT_FALSE(HidesWords(R"("\U00000045CS")", Escapes::kJson));
  EXPECT_FALSE(HidesWords(R"("\u00e4 \n \t")", Escapes::kYaml)) << "of no word";
  EXPECT_FALSE(HidesWords("", Escapes::kYaml));
  EXPECT_FALSE(HidesWords("\\", Escapes::kYaml));
  EXPECT_FALSE(HidesWords("\\u00", Escapes::kYaml));
}

// A string goes on in the next line, also where it began lines before.
TEST(HiddenWords, StringsThatGoOn) {
  for (const char* line_break : {"\n", "\r\n", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"}) {
    EXPECT_TRUE(HidesWords(std::string("\"AWS::E\\") + line_break + " CS\"", Escapes::kYaml));
    EXPECT_TRUE(HidesWords(std::string("\"x\n AWS::E\\") + line_break + " CS\"", Escapes::kYaml));
    EXPECT_FALSE(HidesWords(std::string("\"AWS::E\\") + line_break + " CS\"", Escapes::kJson));
  }
}

}  // namespace
}  // namespace execlint
