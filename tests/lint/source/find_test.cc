#include "lint/source/find.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace execlint {
namespace {

TEST(Find, AgreesWithStringView) {
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    const std::size_t size = random() % 600;
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text += static_cast<char>('a' + random() % 3);
    // Now and then a part of the text itself, so that long ones are found too.
    const std::size_t from = size == 0 ? 0 : random() % size;
    const std::size_t most = random() % 4 == 0 ? 400 : 8;
    std::string words = text.substr(from, random() % most);
    if (random() % 4 == 0) words += "ca";
    const std::size_t begin = random() % (size + 2);
    ASSERT_EQ(Find(text, words, begin), std::string_view(text).find(words, begin))
        << text << ' ' << words << ' ' << begin;
  }
}

TEST(Find, AtEveryPlace) {
  for (std::size_t at = 0; at < 400; ++at) {
    std::string text(403, 'e');
    text.replace(at, 3, "ecs");
    EXPECT_EQ(Find(text, "ecs"), at);
    EXPECT_TRUE(Holds(text, "ecs"));
    EXPECT_FALSE(Holds(text, "sce"));
  }
}

TEST(Find, TakesLongWordsInOnePass) {
  const std::string text(std::size_t{4} << 20, 'a');
  const std::string words = std::string(std::size_t{2} << 20, 'a') + "b";
  EXPECT_FALSE(Holds(text, words));  // minutes, where each place is compared with all of the words
  EXPECT_EQ(Find(text + "b", words), text.size() - (words.size() - 1));
  EXPECT_EQ(Find(text, text.substr(1), 1), 1u);
}

}  // namespace
}  // namespace execlint
