#include "lint/value/scenario.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace execlint {
namespace {

std::vector<Selector> MakeSelectors(std::size_t count, std::size_t candidates) {
  std::vector<Selector> selectors(count);
  for (std::size_t i = 0; i < count; ++i) {
    selectors[i].name = "P" + std::to_string(i);
    for (std::size_t c = 0; c < candidates; ++c) {
      selectors[i].candidates.push_back(std::to_string(c));
    }
  }
  return selectors;
}

TEST(Explore, WithoutAReadThereIsOneCase) {
  int runs = 0;
  const auto explored =
      Explore(MakeSelectors(12, 3), kMaxCases, [&](const Scenario&, Reads&) { return ++runs; });
  EXPECT_TRUE(explored.complete);
  ASSERT_EQ(explored.cases.size(), 1u);
  EXPECT_TRUE(explored.cases[0].when.empty());
}

TEST(Explore, OneSelectorOfManyCostsOneRunPerCandidate) {
  const auto explored = Explore(
      MakeSelectors(12, 3), kMaxCases,
      [](const Scenario& s, Reads& reads) { return reads.Look(s, 7) == 1 ? "bad" : "good"; });
  ASSERT_EQ(explored.cases.size(), 3u);
  EXPECT_EQ(explored.cases[0].when, (Guard{{7, 0}}));
  EXPECT_EQ(explored.cases[1].when, (Guard{{7, 1}}));
  EXPECT_STREQ(explored.cases[1].value, "bad");
}

TEST(Explore, AFewTacitDefaultsDeviateAtATime) {
  auto selectors = MakeSelectors(6, 2);
  for (auto& selector : selectors) selector.tacit_default = true;
  selectors.push_back(MakeSelectors(1, 3)[0]);  // an ordinary one, with each of the others
  const auto all = [](const Scenario& s, Reads& reads) {
    std::size_t deviations = 0;
    for (std::uint8_t i = 0; i < 6; ++i) deviations += reads.Look(s, i);
    reads.Look(s, 6);
    return deviations;
  };
  const auto explored = Explore(selectors, kMaxCases, all);
  EXPECT_TRUE(explored.complete);
  EXPECT_EQ(explored.cases.size(), (1u + 6u + 15u + 20u) * 3u);
  for (const auto& one : explored.cases) EXPECT_LE(one.value, kMaxDeviations);
}

TEST(Explore, WhatDoesNotDeviateComesFirst) {
  auto selectors = MakeSelectors(7, 2);
  for (std::size_t i = 0; i < 4; ++i) selectors[i].tacit_default = true;
  const auto all = [](const Scenario& s, Reads& reads) {
    int sum = 0;
    for (std::uint8_t i = 0; i < 7; ++i) sum += reads.Look(s, i);
    return sum;
  };
  const auto enough = Explore(selectors, 8, all);
  EXPECT_FALSE(enough.complete);
  EXPECT_TRUE(enough.without_deviations_complete);
  for (const auto& one : enough.cases) {
    for (std::uint8_t i = 0; i < 4; ++i) EXPECT_EQ(one.when[i].candidate, 0);
  }
  EXPECT_FALSE(Explore(selectors, 7, all).without_deviations_complete);
  // All but the one with four deviations, each with the eight of the others.
  EXPECT_TRUE(Explore(selectors, (1 + 4 + 6 + 4) * 8, all).complete);
}

TEST(Cases, NothingIsKnownOfWhatDependsOnAnOpenSelector) {
  const auto selectors = MakeSelectors(2, 2);
  const auto explored = Explore(selectors, kMaxCases, [](const Scenario& s, Reads& reads) {
    return static_cast<int>(reads.Look(s, 1));
  });
  const Cases<int> cases(explored.cases);
  Scenario scenario = Scenario::AllOpen();
  Reads reads;
  EXPECT_EQ(cases.At(scenario, reads), nullptr);
  scenario.candidate[1] = 1;
  EXPECT_EQ(*cases.At(scenario, reads), 1);
  EXPECT_EQ(*Cases<int>(7).At(Scenario::AllOpen(), reads), 7);
}

TEST(Explore, TheLimitEndsItAndIsSaid) {
  const auto all = [](const Scenario& s, Reads& reads) {
    int sum = 0;
    for (std::uint8_t i = 0; i < 12; ++i) sum += reads.Look(s, i);
    return sum;
  };
  const auto selectors = MakeSelectors(12, 3);
  const auto explored = Explore(selectors, kMaxCases, all);
  EXPECT_FALSE(explored.complete);
  EXPECT_EQ(explored.cases.size(), kMaxCases);
  const auto exact = Explore(MakeSelectors(2, 3), 9, [](const Scenario& s, Reads& reads) {
    return reads.Look(s, 0) + reads.Look(s, 1);
  });
  EXPECT_TRUE(exact.complete);
  EXPECT_EQ(exact.cases.size(), 9u);
  const auto short_of_one = Explore(MakeSelectors(2, 3), 8, [](const Scenario& s, Reads& reads) {
    return reads.Look(s, 0) + reads.Look(s, 1);
  });
  EXPECT_FALSE(short_of_one.complete);
  EXPECT_EQ(short_of_one.cases.size(), 8u);
}

// A random decision tree: what a rule does, reading one selector after the other.
struct Decision {
  int value = 0;
  std::uint8_t selector = 0;
  std::vector<std::unique_ptr<Decision>> next;  // per candidate; none: a case
};

std::unique_ptr<Decision> RandomTree(std::mt19937& random, const std::vector<Selector>& selectors,
                                     int depth) {
  auto tree = std::make_unique<Decision>();
  tree->value = static_cast<int>(random() % 5);
  if (depth == 0 || random() % 4 == 0) return tree;
  tree->selector = static_cast<std::uint8_t>(random() % selectors.size());
  for (std::size_t c = 0; c < selectors[tree->selector].candidates.size(); ++c) {
    tree->next.push_back(RandomTree(random, selectors, depth - 1));
  }
  return tree;
}

int Decide(const Decision& tree, const Scenario& scenario, Reads& reads) {
  const Decision* at = &tree;
  while (!at->next.empty()) at = at->next[reads.Look(scenario, at->selector)].get();
  return at->value;
}

std::vector<Scenario> AllScenarios(const std::vector<Selector>& selectors) {
  std::vector<Scenario> all(1);
  for (std::size_t i = 0; i < selectors.size(); ++i) {
    std::vector<Scenario> wider;
    for (const Scenario& scenario : all) {
      for (std::size_t c = 0; c < selectors[i].candidates.size(); ++c) {
        wider.push_back(scenario);
        wider.back().candidate[i] = static_cast<std::uint8_t>(c);
      }
    }
    all = std::move(wider);
  }
  return all;
}

TEST(Explore, LeavesAreAnExactPartition) {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<Selector> selectors;
    for (std::size_t i = 0, n = 1 + random() % 4; i < n; ++i) {
      selectors.push_back(MakeSelectors(1, 1 + random() % 3)[0]);
    }
    const auto tree = RandomTree(random, selectors, 5);
    const auto explored = Explore(
        selectors, 1000, [&](const Scenario& s, Reads& reads) { return Decide(*tree, s, reads); });
    ASSERT_TRUE(explored.complete);
    const Cases<int> cases(explored.cases);
    for (const Scenario& scenario : AllScenarios(selectors)) {
      int holding = 0;
      for (const Case<int>& one : explored.cases) holding += Holds(one.when, scenario) ? 1 : 0;
      ASSERT_EQ(holding, 1) << "round " << round;
      Reads truth, read;
      ASSERT_EQ(*cases.At(scenario, read), Decide(*tree, scenario, truth)) << "round " << round;
      ASSERT_EQ(read.guard(), truth.guard()) << "round " << round;
    }
  }
}

// Selectors of several units that have the same environment.
std::vector<Selector> Tied(std::size_t units) {
  std::vector<Selector> all;
  for (std::size_t i = 0; i < units; ++i) {
    all.push_back({.name = "env",
                   .candidates = {"dev", "test", "stage", "prod"},
                   .at = {},
                   .unit = i == 0 ? "" : "unit" + std::to_string(i),
                   .tie = "env"});
  }
  return all;
}

// Units name different values of what is chosen for both.
TEST(Consistent, IsWhatOneChoiceMayGiveBoth) {
  const auto selector = [](std::vector<std::string> candidates, bool has_other,
                           const std::string& unit) {
    return Selector{.name = "env",
                    .candidates = std::move(candidates),
                    .has_other = has_other,
                    .at = {},
                    .unit = unit,
                    .tie = "environment"};
  };
  std::vector<Selector> both = {selector({"dev", "prod"}, false, ""),
                                selector({"prod", "live", ""}, true, "net")};
  const auto together = [&](std::uint8_t a, std::uint8_t b) {
    EXPECT_EQ(Consistent({{0, a}, {1, b}}, both), Consistent({{1, b}, {0, a}}, both));
    return Consistent({{0, a}, {1, b}}, both);
  };
  EXPECT_TRUE(together(1, 0));   // prod
  EXPECT_FALSE(together(0, 0));  // dev and prod
  EXPECT_FALSE(together(1, 2));  // prod is named there
  EXPECT_TRUE(together(0, 2));   // dev is none of those
  // One that has no such value is about something else.
  both[1] = selector({"blue", "green"}, false, "net");
  EXPECT_TRUE(together(0, 0));
  EXPECT_TRUE(together(1, 1));
  // The same name in one unit is another input of another module.
  both[1] = selector({"dev", "prod"}, false, "");
  EXPECT_TRUE(together(0, 1));
  both[1].unit = "net";
  EXPECT_FALSE(together(0, 1));
  both[1].tie = "stage";
  EXPECT_TRUE(together(0, 1));
  both[0].tie = both[1].tie = "";
  EXPECT_TRUE(together(0, 1));
  // A value is compared as a whole, a var file by its name.
  both = {selector({"v1.2", "v1.3"}, false, ""), selector({"v1.2", "v1.3"}, false, "net")};
  EXPECT_FALSE(together(0, 1));
  both[0].what = both[1].what = Selector::What::kVarFiles;
  both[0].candidates = {"envs/dev.tfvars", "envs/prod.tfvars"};
  both[1].candidates = {"prod.tfvars", "dev.auto.tfvars"};
  EXPECT_TRUE(together(0, 1));
  EXPECT_FALSE(together(0, 0));
}

TEST(Explore, TiedSelectorsAreNotTriedWithDifferentValues) {
  const std::vector<Selector> selectors = Tied(6);
  int visits = 0;
  const auto explored = Explore(selectors, 50, [&](const Scenario& scenario, Reads& reads) {
    ++visits;
    int sum = 0;
    for (std::uint8_t i = 0; i < selectors.size(); ++i) sum += reads.Look(scenario, i);
    return sum;
  });
  EXPECT_TRUE(explored.complete);
  ASSERT_EQ(explored.cases.size(), 4u);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(explored.cases[i].value, static_cast<int>(6 * i));
  EXPECT_LE(visits, 25);
}

TEST(Explore, EachConsistentScenarioIsInOneCase) {
  std::mt19937 random(7);
  std::vector<Selector> selectors = Tied(3);
  selectors[1].candidates = {"prod", "other"};
  selectors[1].has_other = true;
  selectors[2].candidates = {"dev", "live", "other"};
  selectors[2].has_other = true;
  for (int round = 0; round < 100; ++round) {
    const auto tree = RandomTree(random, selectors, 4);
    const auto explored = Explore(
        selectors, 1000, [&](const Scenario& s, Reads& reads) { return Decide(*tree, s, reads); });
    for (const Scenario& scenario : AllScenarios(selectors)) {
      Guard all;
      for (std::uint8_t i = 0; i < 3; ++i) all.push_back({i, scenario.candidate[i]});
      int holding = 0;
      for (const Case<int>& one : explored.cases) {
        if (!Holds(one.when, scenario)) continue;
        ++holding;
        Reads reads;
        ASSERT_EQ(one.value, Decide(*tree, scenario, reads)) << "round " << round;
      }
      if (Consistent(all, selectors)) {
        ASSERT_EQ(holding, 1) << "round " << round;
      }
    }
  }
}

TEST(Cases, OneValueReadsNothing) {
  const Cases<std::string> cases(std::string("x"));
  Reads reads;
  EXPECT_EQ(*cases.At(Scenario{}, reads), "x");
  EXPECT_TRUE(reads.order().empty());
}

TEST(Cases, WhatAnExplorationLeftOutHasAValueOfItsOwn) {
  const Cases<int> cases({{{{0, 0}}, 1}, {{{0, 1}}, 2}}, 7);
  Scenario scenario;
  scenario.candidate[0] = 2;
  Reads reads;
  EXPECT_EQ(*cases.At(scenario, reads), 7);
  // It depends on the selector, in the candidate that this scenario has.
  EXPECT_EQ(reads.guard(), (Guard{{0, 2}}));
  EXPECT_EQ(*cases.left_out(), 7);
  EXPECT_TRUE(cases.AnyValue([](int i) { return i == 7; }));
  EXPECT_TRUE(cases.AnyValue([](int i) { return i == 2; }));
  EXPECT_FALSE(cases.AnyValue([](int i) { return i == 3; }));
  EXPECT_EQ(*cases.Map([](int i) { return i + 1; }).left_out(), 8);
  EXPECT_EQ(Cases<int>(1).left_out(), nullptr);
}

TEST(Cases, MapKeepsTheGuards) {
  const Cases<int> cases(std::vector<Case<int>>{{{{0, 0}}, 1}, {{{0, 1}}, 2}});
  const auto mapped = cases.Map([](int i) { return std::to_string(i); });
  ASSERT_EQ(mapped.all().size(), 2u);
  EXPECT_EQ(mapped.all()[1].value, "2");
  EXPECT_EQ(mapped.all()[1].when, (Guard{{0, 1}}));
}

TEST(Reads, NotesEachSelectorOnceInOrder) {
  Reads reads;
  Scenario scenario;
  scenario.candidate[5] = 2;
  EXPECT_EQ(reads.Look(scenario, 5), 2);
  EXPECT_EQ(reads.Look(scenario, 1), 0);
  EXPECT_EQ(reads.Look(scenario, 5), 2);
  EXPECT_EQ(reads.order(), (std::vector<Choice>{{5, 2}, {1, 0}}));
  EXPECT_EQ(reads.guard(), (Guard{{1, 0}, {5, 2}}));
}

}  // namespace
}  // namespace execlint
