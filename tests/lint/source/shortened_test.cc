#include "lint/source/shortened.h"

#include <gtest/gtest.h>

#include <string>

namespace execlint {
namespace {

TEST(Shortened, CutsWhatIsLongAndMarksIt) {
  EXPECT_EQ(Shortened("short", 100), "short");
  EXPECT_EQ(Shortened(std::string(100, 'a'), 100), std::string(100, 'a'));
  const std::string cut = Shortened(std::string(101, 'a'), 100);
  EXPECT_LE(cut.size(), 100u);
  EXPECT_TRUE(cut.starts_with(std::string(80, 'a') + "... #")) << cut;
  EXPECT_NE(cut, Shortened(std::string(102, 'a'), 100));
  EXPECT_NE(cut, Shortened(std::string(100, 'a') + "b", 100));
}

TEST(Shortened, CutsNoCharacter) {
  const std::string cut = Shortened(std::string(79, 'a') + "\u00e9" + std::string(50, 'a'), 100);
  EXPECT_TRUE(cut.starts_with(std::string(79, 'a') + "... #")) << cut;
}

}  // namespace
}  // namespace execlint
