#include "lint/source/base64.h"

#include <gtest/gtest.h>

#include <random>

namespace execlint {
namespace {

TEST(Base64, PadsToFour) {
  EXPECT_EQ(EncodeBase64(""), "");
  EXPECT_EQ(EncodeBase64("a"), "YQ==");
  EXPECT_EQ(EncodeBase64("ab"), "YWI=");
  EXPECT_EQ(EncodeBase64("abc"), "YWJj");
}

TEST(Base64, ComesBack) {
  std::mt19937 random(1);
  for (std::size_t size = 0; size < 200; ++size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(random());
    ASSERT_EQ(DecodeBase64(EncodeBase64(bytes)), bytes) << size;
  }
}

TEST(Base64, IsNothingElse) {
  for (const char* text : {"YQ", "YQ=", "Y!==", "YQ==YQ==", "YWJ\n", "===="}) {
    EXPECT_EQ(DecodeBase64(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace execlint
