#include "lint/source/once.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace execlint {
namespace {

TEST(Once, RunsOnceAndEverybodySeesWhatItMade) {
  for (int round = 0; round < 200; ++round) {
    Once once;
    int made = 0;
    std::atomic<int> wrong = 0;
    {
      std::vector<std::jthread> threads;
      for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
          once.Call([&] { ++made; });
          if (made != 1) ++wrong;
        });
      }
    }
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(made, 1);
    EXPECT_TRUE(once.done());
  }
}

}  // namespace
}  // namespace execlint
