#include "lint/source/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <vector>

namespace execlint {
namespace {

TEST(ParallelFor, RunsForEach) {
  for (const unsigned jobs : {0u, 1u, 2u, 8u}) {
    std::vector<int> ran(100);
    ParallelFor(ran.size(), jobs, [&](std::size_t i) { ++ran[i]; });
    EXPECT_EQ(ran, std::vector<int>(100, 1)) << jobs;
  }
  ParallelFor(0, 4, [](std::size_t) { FAIL(); });
}

TEST(ParallelFor, AnExceptionComesOut) {
  for (const unsigned jobs : {1u, 4u}) {
    std::atomic<int> ran{0};
    const auto run = [&] {
      ParallelFor(10'000, jobs, [&](std::size_t i) {
        ++ran;
        if (i == 3) throw std::runtime_error("three");
      });
    };
    EXPECT_THROW(run(), std::runtime_error) << jobs;
    EXPECT_GE(ran, 4);
  }
}

}  // namespace
}  // namespace execlint
