#include "lint/source/nearest.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace execlint {
namespace {

constexpr std::array<std::string_view, 3> kNames = {"exec-disabled", "task-role-missing", "text"};

TEST(Nearest, IsTheOneWithTheFewestOtherLetters) {
  EXPECT_EQ(Nearest("exec-disable", kNames), "exec-disabled");
  EXPECT_EQ(Nearest("task-rule-mising", kNames), "task-role-missing");
  EXPECT_EQ(Nearest("txt", kNames), "text");
  EXPECT_EQ(Nearest("text", kNames), "text");
}

TEST(Nearest, SwappedLettersAreOneMistake) {
  EXPECT_EQ(Nearest("etxt", kNames), "text");
  EXPECT_EQ(Nearest("exce-disabled", kNames), "exec-disabled");
}

TEST(Nearest, IsNothingLikeIt) {
  EXPECT_EQ(Nearest("tset", kNames), "") << "two letters of four differ";
  const std::array<std::string_view, 2> options = {"--version", "--verbose"};
  EXPECT_EQ(Nearest("--persona", options), "") << "dashes are no letters";
  EXPECT_EQ(Nearest("--verison", options), "--version");
  EXPECT_EQ(Nearest("yaml", kNames), "");
  EXPECT_EQ(Nearest("", kNames), "");
  EXPECT_EQ(Nearest("exec-disabled" + std::string(60, 'x'), kNames), "");
  EXPECT_EQ(Nearest("text", {}), "");
}

TEST(Nearest, TheMessageNamesBoth) {
  EXPECT_EQ(NoSuch("format", "txt", kNames), "there is no format `txt`; did you mean `text`?");
  EXPECT_EQ(NoSuch("format", "yaml", kNames), "there is no format `yaml`");
}

}  // namespace
}  // namespace execlint
