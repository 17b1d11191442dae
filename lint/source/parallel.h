// ParallelFor runs `f(i)` for every i below `count` on up to `jobs` threads, and returns when all
// ran. `f` must not throw. Results go where the index says, so the outcome does not depend on
// timing.
#ifndef EXECLINT_LINT_SOURCE_PARALLEL_H_
#define EXECLINT_LINT_SOURCE_PARALLEL_H_

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace execlint {

template <class F>
void ParallelFor(std::size_t count, unsigned jobs, F&& f) {
  const auto threads = static_cast<unsigned>(std::min<std::size_t>(std::max(jobs, 1u), count));
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) f(i);
  };
  std::vector<std::jthread> helpers;
  for (unsigned t = 1; t < threads; ++t) helpers.emplace_back(work);
  work();
}

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_PARALLEL_H_
