#include "lint/engine/when.h"

#include "gtest/gtest.h"

namespace execlint {
namespace {

using Phrases = std::vector<std::string>;

const std::vector<Selector> kSelectors = {
    {.name = "EnvType", .candidates = {"dev", "prod", ""}, .has_other = true, .at = {}},
    {.name = "Create", .candidates = {"true", "false"}, .has_other = false, .at = {}},
    {.name = "Name", .candidates = {""}, .has_other = true, .at = {}},
    {.name = "Size", .candidates = {"s", "m", "l", "xl", ""}, .has_other = true, .at = {}},
};

Phrases InWords(const std::vector<Guard>& guards) { return When(guards, kSelectors).InWords(); }

TEST(WhenTest, AllCandidatesAreAlways) {
  EXPECT_TRUE(When({{{0, 0}}, {{0, 1}}, {{0, 2}}}, kSelectors).always());
  EXPECT_TRUE(When::Always().always());
  EXPECT_EQ(When::Always().InWords(), Phrases{});
  EXPECT_FALSE(When({{{0, 0}}, {{0, 1}}}, kSelectors).always());
  EXPECT_TRUE(When().never());
  EXPECT_FALSE(When().always());
}

TEST(WhenTest, ASelectorThatDoesNotMatterIsNotMentioned) {
  EXPECT_EQ(InWords({{{0, 1}, {1, 0}}, {{0, 1}, {1, 1}}}), (Phrases{"`EnvType` is `prod`"}));
  EXPECT_EQ(InWords({{{0, 1}, {1, 0}}}), (Phrases{"`EnvType` is `prod` and `Create` is `true`"}));
  // prod whatever Create is, and dev only with it: Create matters for dev alone.
  EXPECT_EQ(InWords({{{0, 1}}, {{0, 0}, {1, 0}}}),
            (Phrases{"`EnvType` is `dev` and `Create` is `true`", "`EnvType` is `prod`"}));
}

TEST(WhenTest, ScenariosThatWereLeftOutAreNotCovered) {
  // Two of three candidates with all values of the other selector are not "always".
  EXPECT_EQ(InWords({{{0, 0}, {1, 0}}, {{0, 0}, {1, 1}}, {{0, 1}, {1, 0}}}),
            (Phrases{"`EnvType` is `dev`", "`EnvType` is `prod` and `Create` is `true`"}));
}

TEST(WhenTest, OverlappingCombinationsAreJoined) {
  When when({{{0, 0}}}, kSelectors);
  when.Or(When({{{1, 0}}}, kSelectors));
  when.Or(When({{{0, 1}, {1, 1}}, {{0, 2}, {1, 1}}}, kSelectors));
  EXPECT_TRUE(when.always());
}

TEST(WhenTest, TheOrderOfChoicesDoesNotMatter) {
  const Guard guard = {{0, 1}, {1, 0}}, turned = {{1, 0}, {0, 1}};
  EXPECT_EQ(InWords({guard, turned}), (Phrases{"`EnvType` is `prod` and `Create` is `true`"}));
  When when({guard}, kSelectors);
  when.Or(When({turned}, kSelectors));
  EXPECT_EQ(when.InWords().size(), 1u);
}

TEST(WhenTest, AValueOrNotThatValueIsAlways) {
  When when({{{0, 1}}}, kSelectors);
  when.Or(When({{{0, 0}}, {{0, 2}}}, kSelectors));
  EXPECT_TRUE(when.always());
}

TEST(WhenTest, SelectorsOfTwoUnitsAreOneWhereTheyAreAlike) {
  const std::vector<Selector> elsewhere = {kSelectors[1], kSelectors[0]};
  When when({{{0, 0}}, {{0, 1}}}, kSelectors);
  when.Or(When({{{1, 2}}}, elsewhere));
  EXPECT_TRUE(when.always());

  std::vector<Selector> different = {kSelectors[0]};
  different[0].candidates = {"dev", "live", ""};
  When apart({{{0, 0}}, {{0, 1}}}, kSelectors);
  apart.Or(When({{{0, 2}}}, different));
  EXPECT_FALSE(apart.always());
  EXPECT_EQ(apart.InWords().size(), 3u);
}

TEST(WhenTest, SpellsChoices) {
  EXPECT_EQ(InWords({{{0, 2}}}), (Phrases{"`EnvType` is neither `dev` nor `prod`"}));
  EXPECT_EQ(InWords({{{3, 4}}}), (Phrases{"`Size` is none of `s`, `m`, `l`, `xl`"}));
  std::vector<Selector> one = {
      {.name = "env", .candidates = {"prod", ""}, .has_other = true, .at = {}}};
  EXPECT_EQ(When({{{0, 1}}}, one).InWords(), (Phrases{"`env` is not `prod`"}));
  // The only candidate of a selector says nothing.
  EXPECT_TRUE(When({{{2, 0}}}, kSelectors).always());
}

TEST(WhenTest, SpellsTwoAndCountsTheRest) {
  EXPECT_EQ(InWords({{{3, 0}}, {{3, 1}}, {{3, 2}}}),
            (Phrases{"`Size` is `s`", "`Size` is `m`", "1 more combination"}));
  EXPECT_EQ(InWords({{{3, 0}}, {{3, 1}}, {{3, 2}}, {{3, 3}}}).back(), "2 more combinations");
}

TEST(WhenTest, OnlyOtherNeedsAValueThatTheCodeDoesNotNameInEveryCombination) {
  EXPECT_TRUE(When({{{0, 2}}}, kSelectors).OnlyOther());
  EXPECT_TRUE(When({{{0, 2}, {1, 0}}, {{3, 4}}}, kSelectors).OnlyOther());
  EXPECT_FALSE(When({{{0, 2}}, {{0, 1}, {1, 1}}}, kSelectors).OnlyOther());
  EXPECT_FALSE(When::Always().OnlyOther());
  EXPECT_FALSE(When().OnlyOther());
}

}  // namespace
}  // namespace execlint
