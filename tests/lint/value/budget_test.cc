#include "lint/value/budget.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <limits>
#include <memory>
#include <thread>
#include <vector>

#include "lint/source/deadline.h"

namespace execlint {
namespace {

TEST(Budget, IsSpentForGood) {
  Budget budget({.steps = 100});
  EXPECT_TRUE(budget.Spend(99));
  EXPECT_FALSE(budget.exhausted());
  EXPECT_FALSE(budget.Spend(1));
  EXPECT_FALSE(budget.Spend(1));
  EXPECT_TRUE(budget.exhausted());
}

TEST(Budget, ASumThatOverflowsIsSpentToo) {
  Budget budget({.steps = 100});
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(budget.Spend(std::numeric_limits<std::size_t>::max()));
}

TEST(Budget, ManyStepsAreCountedOneByOne) {
  Budget budget({.steps = 50'000});
  int made = 0;
  while (budget.Spend(1)) ++made;
  EXPECT_EQ(made, 49'999);
}

TEST(Budget, MemoryCountsAsWell) {
  Budget budget({.bytes = 1000});
  budget.Take(600);
  EXPECT_TRUE(budget.Fits(399));
  EXPECT_FALSE(budget.exhausted());
  EXPECT_FALSE(budget.Fits(400));
  EXPECT_TRUE(budget.exhausted());
  EXPECT_TRUE(budget.Spend(1));
  budget.Take(400);
  EXPECT_FALSE(budget.Spend(1));
}

TEST(Budget, ARequestGetsAPart) {
  Budget budget({.steps = 800, .bytes = 800});
  {
    const Budget::Request first(budget);
    EXPECT_TRUE(budget.Spend(99));
    {
      const Budget::Request inside(budget);
      EXPECT_FALSE(budget.Spend(1));
    }
    EXPECT_FALSE(budget.Spend(1));
    EXPECT_FALSE(budget.Fits(100));
  }
  EXPECT_TRUE(budget.Fits(100));
  const Budget::Request second(budget);
  EXPECT_TRUE(budget.Spend(90));
  EXPECT_TRUE(budget.exhausted()) << "the first one was not all there is to know";
}

TEST(Budget, RequestsShareTheWhole) {
  Budget budget({.steps = 800});
  for (int i = 0; i < 8; ++i) {
    const Budget::Request one(budget);
    budget.Spend(100);
  }
  const Budget::Request last(budget);
  EXPECT_FALSE(budget.Spend(1));
}

TEST(Budget, LevelsEndWithTheirScope) {
  Budget budget({});
  for (int i = 0; i < 2 * kMaxNesting; ++i) {
    const Budget::Level level(budget);
    EXPECT_FALSE(level.too_deep());
  }
  EXPECT_FALSE(budget.exhausted());
}

TEST(Budget, FewMayBeLargeAtOnce) {
  const Deadline over(std::chrono::seconds(-1));
  const auto grow = [](Budget& budget) {
    budget.Take(Budget::kLarge);
    EXPECT_FALSE(budget.is_large());
    budget.Take(1);
    EXPECT_TRUE(budget.is_large());
  };
  std::vector<std::unique_ptr<Budget>> large;
  for (int i = 0; i < Budget::kMostLarge; ++i) {
    std::thread([&] {
      large.push_back(std::make_unique<Budget>(Budget::Limits{}));
      grow(*large.back());
      Budget beside({});  // of the same thread
      grow(beside);
    }).join();
  }
  const auto one_more = [&] {
    Budget budget({.deadline = &over});
    budget.Take(Budget::kLarge + 1);
  };
  EXPECT_THROW(one_more(), OutOfTime);
  large.pop_back();
  EXPECT_NO_THROW(one_more());
  EXPECT_NO_THROW(one_more()) << "it was given back";
}

TEST(Budget, LooksAtTheClockNowAndThen) {
  const Deadline over(std::chrono::seconds(-1));
  Budget budget({.deadline = &over});
  EXPECT_THROW(
      {
        for (int i = 0; i < 100'000; ++i) budget.Spend(1);
      },
      OutOfTime);
  EXPECT_THROW(budget.CheckTime(), OutOfTime);
}

TEST(Budget, AnHourIsEnough) {
  const Deadline later(std::chrono::hours(1));
  Budget budget({.deadline = &later});
  for (int i = 0; i < 100'000; ++i) EXPECT_TRUE(budget.Spend(1));
  budget.CheckTime();
  EXPECT_FALSE(Deadline().passed());
}

}  // namespace
}  // namespace execlint
