#include "lint/engine/words.h"

#include "gtest/gtest.h"

namespace execlint {
namespace {

const std::vector<Selector> kSelectors = {
    {.name = "EnvType", .candidates = {"dev", "prod", ""}, .has_other = true, .at = {}},
    {.name = "Create", .candidates = {"true", "false"}, .has_other = false, .at = {}},
    {.name = "Name", .candidates = {""}, .has_other = true, .at = {}},
};

TEST(Simplify, AllLeavesAreAlways) {
  const std::vector<Guard> leaves = {{{0, 0}}, {{0, 1}}, {{0, 2}}};
  EXPECT_EQ(Simplify(leaves, {true, true, true}), std::vector<Guard>{Guard{}});
  EXPECT_TRUE(Simplify(leaves, {false, false, false}).empty());
}

TEST(Simplify, DropsChoicesThatDoNotMatter) {
  const std::vector<Guard> leaves = {
      {{0, 0}, {1, 0}}, {{0, 0}, {1, 1}}, {{0, 1}, {1, 0}}, {{0, 1}, {1, 1}}, {{0, 2}}};
  EXPECT_EQ(Simplify(leaves, {false, false, true, true, false}), (std::vector<Guard>{{{0, 1}}}));
  EXPECT_EQ(Simplify(leaves, {false, false, true, false, false}),
            (std::vector<Guard>{{{0, 1}, {1, 0}}}));
}

TEST(InWords, SpellsChoices) {
  EXPECT_EQ(InWords({{{0, 1}, {1, 0}}}, kSelectors),
            (std::vector<std::string>{"`EnvType` is `prod` and `Create` is `true`"}));
  EXPECT_EQ(InWords({{{0, 2}}}, kSelectors),
            (std::vector<std::string>{"`EnvType` is neither `dev` nor `prod`"}));
  EXPECT_EQ(InWords({{{2, 0}}}, kSelectors), (std::vector<std::string>{"`Name` is anything"}));
  EXPECT_TRUE(InWords({Guard{}}, kSelectors).empty());
}

TEST(InWords, SpellsTwoAndCountsTheRest) {
  EXPECT_EQ(InWords({{{0, 0}}, {{0, 1}}, {{0, 2}}, {{1, 0}}}, kSelectors).back(),
            "2 more combinations");
}

TEST(NeedsOther, FindsTheCandidateThatNoLiteralNames) {
  EXPECT_TRUE(NeedsOther({{0, 2}}, kSelectors));
  EXPECT_FALSE(NeedsOther({{0, 1}, {1, 1}}, kSelectors));
}

}  // namespace
}  // namespace execlint
