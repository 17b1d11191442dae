// ParallelFor runs `f(i)` for every i below `count` on up to `jobs` threads, and returns when all
// ran. Threads that the system does not give are done without. If `f` throws, no more is begun, and
// the first exception comes out of ParallelFor. Results go where the index says, so the outcome
// does not depend on timing.
#ifndef EXECLINT_LINT_SOURCE_PARALLEL_H_
#define EXECLINT_LINT_SOURCE_PARALLEL_H_

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

namespace execlint {

template <class F>
void ParallelFor(std::size_t count, unsigned jobs, F&& f) {
  const auto threads = static_cast<unsigned>(std::min<std::size_t>(jobs, count));
  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  std::exception_ptr failure;
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < count && !failed; i = next++) f(i);
    } catch (...) {
      if (!failed.exchange(true)) failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> helpers;
    helpers.reserve(threads);
    const auto started = [&] {
      try {
        helpers.emplace_back(work);
        return true;
      } catch (const std::system_error&) {
        return false;
      }
    };
    while (helpers.size() + 1 < threads && started()) continue;
    work();
  }
  if (failure != nullptr) std::rethrow_exception(failure);
}

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_PARALLEL_H_
