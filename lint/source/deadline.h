// The time by which a run has to end, as `--timeout` says. What takes long looks at it now and
// then. Once it has passed, the work at hand is given up by an exception, and the unit that it was
// for is reported as one that was not analyzed.
//
//   const Deadline deadline(std::chrono::seconds(300));
//   deadline.Check();
#ifndef EXECLINT_LINT_SOURCE_DEADLINE_H_
#define EXECLINT_LINT_SOURCE_DEADLINE_H_

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>

namespace execlint {

class OutOfTime : public std::exception {
 public:
  const char* what() const noexcept override { return "the time for this run is over"; }
};

class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  Deadline() = default;  // never
  explicit Deadline(Clock::duration from_now) : at_(Clock::now() + from_now) {}

  // The later one of this and of one so long from now.
  Deadline OrIn(Clock::duration from_now) const {
    Deadline later(from_now);
    if (!at_ || *at_ > *later.at_) later.at_ = at_;
    return later;
  }

  // How long it is until then, but not more than `most`.
  std::chrono::milliseconds Left(std::chrono::milliseconds most) const {
    if (!at_) return most;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*at_ - Clock::now());
    return std::clamp(left, std::chrono::milliseconds(0), most);
  }

  bool passed() const { return at_ && Clock::now() >= *at_; }
  // Throws OutOfTime once it has passed.
  void Check() const {
    if (passed()) throw OutOfTime();
  }

 private:
  std::optional<Clock::time_point> at_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_DEADLINE_H_
