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
    {.name = "Key", .candidates = {"", ""}, .has_other = true, .at = {}},
    {.name = "Alias", .candidates = {"", "a", "b", "c", ""}, .has_other = true, .at = {}},
    {.name = "Mode", .candidates = {"x", "y", "z", "null"}, .has_other = false, .at = {}},
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

// Own and of another unit: one workspace is deployed at a time.
const std::vector<Selector> kTied = {
    {.what = Selector::What::kWorkspace,
     .name = "w",
     .candidates = {"default", "dev", "prod", ""},
     .has_other = true,
     .at = {},
     .unit = {},
     .tie = "workspace"},
    {.what = Selector::What::kWorkspace,
     .name = "w",
     .candidates = {"dev", "prod"},
     .has_other = false,
     .at = {},
     .unit = "network",
     .tie = "workspace"},
    {.name = "Create", .candidates = {"true", "false"}, .has_other = false, .at = {}},
};

std::vector<Guard> AllConsistent() {
  std::vector<Guard> all;
  for (std::uint8_t own = 0; own < 4; ++own) {
    for (std::uint8_t other = 0; other < 2; ++other) {
      const Guard guard = {{0, own}, {1, other}};
      if (Consistent(guard, kTied)) all.push_back(guard);
    }
  }
  return all;
}

TEST(WhenTest, CombinationsThatCannotBeAreNotMissed) {
  EXPECT_LT(AllConsistent().size(), 8u);
  EXPECT_TRUE(When(AllConsistent(), kTied).always());
  EXPECT_EQ(When({{{0, 2}, {1, 1}}}, kTied).InWords(), (Phrases{"`w` is `prod`"}));
  EXPECT_EQ(When({{{0, 2}, {1, 1}, {2, 0}}}, kTied).InWords(),
            (Phrases{"`w` is `prod` and `Create` is `true`"}));
}

TEST(WhenTest, NothingIsSaidOfACombinationThatCannotBe) {
  EXPECT_TRUE(When(std::vector<Guard>{}, kTied).never());
  When when({{{0, 1}, {1, 0}}}, kTied);
  when.Or(When({{{0, 2}, {1, 1}}}, kTied));
  EXPECT_TRUE(when.always());
  EXPECT_EQ(When({{{1, 1}}}, kTied).InWords(), (Phrases{"`w` of `network` is `prod`"}));
  // Whichever comes first.
  const std::vector<Selector> turned = {kTied[1], kTied[0]};
  EXPECT_EQ(When({{{0, 1}, {1, 2}}}, turned).InWords(), (Phrases{"`w` is `prod`"}));
}

TEST(WhenTest, AsManySelectorsAsThereMayBe) {
  std::vector<Selector> all(kMaxSelectors);
  Guard guard;
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i] = {.name = "s" + std::to_string(i), .candidates = {"a", "b"}, .at = {}};
    guard.push_back({static_cast<std::uint8_t>(i), 0});
  }
  const Phrases words = When({guard}, all).InWords();
  ASSERT_EQ(words.size(), 1u);
  EXPECT_TRUE(words.front().ends_with("`s255` is `a`")) << words.front();
}

TEST(WhenTest, UnitsMayNameDifferentValuesOfTheSame) {
  const std::vector<Selector> a = {{.name = "env", .candidates = {"dev", "prod"}, .at = {}}};
  const std::vector<Selector> b = {
      {.name = "env", .candidates = {"prod", "test", ""}, .has_other = true, .at = {}}};
  When when({{{0, 1}}}, a);
  when.Or(When({{{0, 0}}}, b));
  EXPECT_EQ(when.InWords(), (Phrases{"`env` is `prod`"}));
  when.Or(When({{{0, 0}}}, a));  // dev
  EXPECT_EQ(when.InWords(), (Phrases{"`env` is one of `dev`, `prod`"}));
  when.Or(When({{{0, 2}}}, b));  // dev too, and what neither names
  EXPECT_EQ(when.InWords(), (Phrases{"`env` is not `test`"}));
  when.Or(When({{{0, 1}}}, b));
  EXPECT_TRUE(when.always());
}

TEST(WhenTest, WhatNeitherUnitNamesStaysThat) {
  const std::vector<Selector> a = {{.name = "env", .candidates = {"dev", "prod"}, .at = {}}};
  const std::vector<Selector> b = {
      {.name = "env", .candidates = {"prod", "test", ""}, .has_other = true, .at = {}}};
  When when({{{0, 2}}}, b);
  EXPECT_EQ(when.InWords(), (Phrases{"`env` is neither `prod` nor `test`"}));
  when.Or(When({{{0, 0}}}, a));  // dev
  EXPECT_EQ(when.InWords(), (Phrases{"`env` is neither `prod` nor `test`"}));
  when.Or(When({{{0, 1}}}, a));
  EXPECT_EQ(when.InWords(), (Phrases{"`env` is not `test`"}));
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

TEST(WhenTest, CandidatesOfOneSelectorAreOnePhrase) {
  EXPECT_EQ(InWords({{{3, 0}}, {{3, 1}}, {{3, 2}}}), (Phrases{"`Size` is one of `s`, `m`, `l`"}));
  EXPECT_EQ(InWords({{{6, 0}}, {{6, 1}}}), (Phrases{"`Mode` is one of `x`, `y`"}));
  EXPECT_EQ(InWords({{{6, 0}}, {{6, 1}}, {{6, 2}}}), (Phrases{"`Mode` is set"}));
  EXPECT_EQ(InWords({{{6, 0}}, {{6, 1}}, {{6, 3}}}), (Phrases{"`Mode` is not `z`"}));
  EXPECT_EQ(InWords({{{6, 3}}}), (Phrases{"`Mode` is `null`"}));
}

TEST(WhenTest, ManyValuesAreCounted) {
  const std::vector<Selector> many = {{.name = "Env",
                                       .candidates = {"a", "b", "c", "d", "e", "f", "g", ""},
                                       .has_other = true,
                                       .at = {}}};
  EXPECT_EQ(When({{{0, 0}}, {{0, 1}}, {{0, 2}}, {{0, 3}}, {{0, 4}}, {{0, 5}}}, many).InWords(),
            (Phrases{"`Env` is one of `a`, `b`, `c`, `d`, `e`, `f`"}));
  EXPECT_EQ(When({{{0, 7}}}, many).InWords(),
            (Phrases{"`Env` is none of `a`, `b`, `c`, `d`, `e` and 2 more"}));
}

TEST(WhenTest, AllButTheEmptyStringIsSet) {
  EXPECT_EQ(InWords({{{4, 1}}}), (Phrases{"`Key` is set"}));
  EXPECT_EQ(InWords({{{4, 0}}}), (Phrases{"`Key` is empty"}));
  EXPECT_EQ(InWords({{{5, 1}}, {{5, 2}}, {{5, 3}}, {{5, 4}}}), (Phrases{"`Alias` is set"}));
  EXPECT_EQ(InWords({{{5, 1}}, {{5, 2}}, {{5, 4}}}), (Phrases{"`Alias` is set and is not `c`"}));
  EXPECT_EQ(InWords({{{5, 4}}}), (Phrases{"`Alias` is set and is none of `a`, `b`, `c`"}));
  EXPECT_EQ(InWords({{{5, 0}}, {{5, 4}}}), (Phrases{"`Alias` is none of `a`, `b`, `c`"}));
  EXPECT_EQ(InWords({{{5, 0}}, {{5, 1}}}), (Phrases{"`Alias` is one of empty, `a`"}));
}

TEST(WhenTest, AllButOneCombinationSaysHowItIsAvoided) {
  std::vector<Guard> all_but_one;
  for (std::uint8_t env = 0; env < 3; ++env) {
    for (std::uint8_t create = 0; create < 2; ++create) {
      for (std::uint8_t size = 0; size < 5; ++size) {
        if (env == 1 && create == 0 && size == 3) continue;
        all_but_one.push_back({{0, env}, {1, create}, {3, size}});
      }
    }
  }
  EXPECT_EQ(InWords(all_but_one),
            (Phrases{"`EnvType` is not `prod`", "`Create` is `false`", "`Size` is not `xl`"}));
}

TEST(WhenTest, WhatIsLeftOutMayBecomeMoreThanOneCombination) {
  When when({{{0, 0}}, {{6, 0}}}, kSelectors);
  EXPECT_EQ(when.InWords(), (Phrases{"`EnvType` is `dev`", "`Mode` is `x`"}));
  when.Or(When({{{0, 1}, {6, 1}}}, kSelectors));
  EXPECT_EQ(when.InWords(),
            (Phrases{"`EnvType` is `dev`", "`EnvType` is `prod` and `Mode` is one of `x`, `y`",
                     "1 more combination"}));
}

// An odd number of ten switches is on.
TEST(WhenTest, CombinationsThatCannotBeJoinedAreCounted) {
  std::vector<Selector> selectors;
  for (int i = 0; i < 10; ++i) {
    selectors.push_back({.name = "p" + std::to_string(i), .candidates = {"on", "off"}, .at = {}});
  }
  std::vector<Guard> guards;
  for (unsigned n = 0; n < 1024; ++n) {
    Guard guard;
    for (std::uint8_t i = 0; i < 10; ++i)
      guard.push_back({i, static_cast<std::uint8_t>(n >> i & 1)});
    if (__builtin_parity(n) == 1) guards.push_back(std::move(guard));
  }
  const Phrases words = When(guards, selectors).InWords();
  ASSERT_EQ(words.size(), 3u);
  EXPECT_EQ(words.back(), "510 more combinations");
}

TEST(WhenTest, ACombinationThatTheOthersSayIsLeftOut) {
  // The consensus of the two, `Size` is `s`, is in them already.
  EXPECT_EQ(
      InWords(
          {{{0, 0}, {1, 0}}, {{1, 1}, {3, 0}}, {{0, 0}, {1, 1}, {3, 0}}, {{0, 0}, {1, 0}, {3, 0}}}),
      (Phrases{"`EnvType` is `dev` and `Create` is `true`",
               "`Create` is `false` and `Size` is `s`"}));
}

TEST(WhenTest, ManyCombinationsThatHoldAlwaysAreAlways) {
  std::vector<Selector> selectors;
  for (int i = 0; i < 5; ++i) {
    selectors.push_back({.name = "p" + std::to_string(i),
                         .candidates = {"a", "b", "c", "d", "e"},
                         .has_other = false,
                         .at = {}});
  }
  std::vector<Guard> guards;
  for (int n = 0; n < 3125; ++n) {
    Guard guard;
    for (std::uint8_t i = 0, rest = 0; i < 5; ++i) {
      int power = 1;
      for (rest = 0; rest < i; ++rest) power *= 5;
      guard.push_back({i, static_cast<std::uint8_t>(n / power % 5)});
    }
    guards.push_back(std::move(guard));
  }
  EXPECT_TRUE(When(guards, selectors).always());
  guards.pop_back();
  EXPECT_FALSE(When(guards, selectors).always());
}

TEST(WhenTest, SpellsTwoAndCountsTheRest) {
  EXPECT_EQ(InWords({{{3, 0}, {1, 0}}, {{3, 1}, {0, 0}}, {{3, 2}, {4, 0}}}),
            (Phrases{"`Size` is `s` and `Create` is `true`", "`Size` is `m` and `EnvType` is `dev`",
                     "1 more combination"}));
}

// A switch with a default goes without saying, unless it tells scenarios apart.
TEST(WhenTest, TacitDefaults) {
  const std::vector<Selector> selectors = {
      {.name = "env", .candidates = {"dev", "prod"}},
      {.name = "a", .candidates = {"true", "false"}, .is_switch = true, .tacit_default = true},
      {.name = "b", .candidates = {"false", "true"}, .is_switch = true, .tacit_default = true}};
  const auto words = [&](const std::vector<Guard>& guards, const std::vector<Guard>& others,
                         const std::vector<Guard>& beside = {}) {
    return When(guards, selectors, others, beside).InWords();
  };
  const Guard prod_a = {{0, 1}, {1, 0}}, dev_not_a = {{0, 0}, {1, 1}};
  const Guard prod_not_a = {{0, 1}, {1, 1}}, dev_a = {{0, 0}, {1, 0}};
  // Alone, or where nothing is told beside it.
  EXPECT_EQ(words({{{1, 0}}}, {{{1, 1}}}), Phrases{});
  EXPECT_EQ(words({prod_a}, {prod_not_a, dev_a, dev_not_a}), Phrases{"`env` is `prod`"});
  // Both values are in it, with different values of another input.
  EXPECT_EQ(words({prod_a, dev_not_a}, {prod_not_a, dev_a}),
            (Phrases{"`env` is `dev` and `a` is `false`", "`env` is `prod` and `a` is `true`"}));
  // The other value is told beside it.
  EXPECT_EQ(words({{{1, 0}}}, {{{1, 1}}}, {{{1, 1}}}), Phrases{"`a` is `true`"});
  EXPECT_EQ(words({{{1, 1}}}, {{{1, 0}}}, {{{1, 0}}}), Phrases{"`a` is `false`"});
  // What makes no difference to the others is not named.
  EXPECT_EQ(words({{{0, 0}, {2, 0}}}, {{{0, 1}}}, {{{0, 1}, {2, 1}}}), Phrases{"`env` is `dev`"});
  EXPECT_EQ(words({{{0, 0}, {2, 0}}}, {{{2, 1}}}, {{{2, 1}}}),
            Phrases{"`env` is `dev` and `b` is `false`"});
}

TEST(WhenTest, SeveralValuesThatMeanTheSame) {
  const std::vector<Selector> selectors = {
      {.name = "env", .candidates = {"prod", "other"}, .has_other = true, .loose = true},
      {.name = "size", .candidates = {"", "xl", "other"}, .has_other = true, .loose = true}};
  EXPECT_EQ(When({{{0, 1}}}, selectors).InWords(), Phrases{"`env` is not `prod` or the like"});
  EXPECT_EQ(When({{{0, 0}}}, selectors).InWords(), Phrases{"`env` is `prod`"});
  EXPECT_EQ(When({{{1, 2}}}, selectors).InWords(),
            Phrases{"`size` is set and is not `xl` or the like"});
  EXPECT_EQ(When({{{1, 1}}, {{1, 2}}}, selectors).InWords(), Phrases{"`size` is set"});
}

}  // namespace
}  // namespace execlint
