// How much the evaluation of one unit may take: steps, memory, and expressions inside expressions.
// What meets a bound becomes an unknown value (Why::kLimit), and the unit says so.
//
//   const Budget::Request request(budget);            // one attribute of one resource
//   const Budget::Level level(budget);
//   if (level.too_deep() || !budget.Spend(1)) return unknowns.Limit("this expression", at);
//
// A step is about what it takes to evaluate an operator, or to look at ten elements of a list. Who
// does something in a loop spends for all of it before it begins.
#ifndef EXECLINT_LINT_VALUE_BUDGET_H_
#define EXECLINT_LINT_VALUE_BUDGET_H_

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

#include "lint/source/deadline.h"

namespace execlint {

inline constexpr int kMaxNesting = 400;  // expressions inside expressions

class Budget {
 public:
  struct Limits {
    std::size_t steps = 20'000'000;
    std::size_t bytes = std::size_t{256} << 20;
    const Deadline* deadline = nullptr;  // null: none
  };

  explicit Budget(Limits limits) : limits_(limits), end_(limits.steps), full_(limits.bytes) {
    look_ = std::min(kStepsBetweenLooks, end_);
  }
  ~Budget();
  Budget(const Budget&) = delete;
  Budget& operator=(const Budget&) = delete;

  // Counts work; false when the budget of the request at hand, or of the unit, is spent. Throws
  // OutOfTime once the deadline has passed.
  bool Spend(std::size_t steps) {
    steps_ += std::min(steps, limits_.steps);
    if (steps_ < look_ && bytes_ < full_) return true;
    return Look();
  }
  // Counts memory that was taken. Many units are evaluated at once, but only kMostLarge of them may
  // be large: one that becomes large waits until it may be. It must not be kept for long.
  void Take(std::size_t bytes) {
    bytes_ += bytes;
    if (bytes_ > kLarge && !is_large_) BecomeLarge();
  }
  static constexpr int kMostLarge = 2;
  static constexpr std::size_t kLarge = std::size_t{16} << 20;  // bytes
  bool is_large() const { return is_large_; }
  // Is there enough for that much memory? It is not counted yet.
  bool Fits(std::size_t bytes) {
    if (bytes_ < full_ && bytes < full_ - bytes_) return true;
    exhausted_ = true;
    return false;
  }

  // Counts memory for what is made of values and stays in the model. It has a share of its own, so
  // that lists which are too long leave enough for the evaluation of what stands beside them.
  // False: there is not enough.
  bool Keep(std::size_t bytes) {
    if (bytes > limits_.bytes / 2 - kept_) {
      exhausted_ = true;
      return false;
    }
    kept_ += bytes;
    if (kept_ > kLarge && !is_large_) BecomeLarge();
    return true;
  }

  // Counts what is compared with the patterns of policies, in bytes. It has a share of its own too.
  // False: that is spent. Throws OutOfTime once the deadline has passed.
  bool Compare(std::size_t bytes) {
    compared_ += bytes;
    if (compared_ >= look_at_compared_) {
      CheckTime();
      look_at_compared_ = compared_ + kComparedBetweenLooks;
    }
    return compared_ / kComparedInAStep < limits_.steps;
  }

  // Notes that a bound was met which is counted elsewhere.
  void MeetBound() { exhausted_ = true; }
  // Was there ever not enough?
  bool exhausted() const { return exhausted_; }
  // Throws OutOfTime once the deadline has passed.
  void CheckTime() const {
    if (limits_.deadline != nullptr) limits_.deadline->Check();
  }
  // What was taken up to now, and taking it back to that: for what is evaluated behind the same
  // things, one after the other.
  struct Taken {
    std::size_t steps = 0, kept = 0, compared = 0, bytes = 0;
    bool exhausted = false;
  };
  Taken taken() const { return {steps_, kept_, compared_, bytes_, exhausted_}; }
  void TakeBack(const Taken& taken) {
    std::tie(steps_, kept_, compared_, bytes_, exhausted_) =
        std::tie(taken.steps, taken.kept, taken.compared, taken.bytes, taken.exhausted);
    look_ = std::min(steps_ + kStepsBetweenLooks, end_);
    look_at_compared_ = compared_;
  }
  std::size_t steps() const { return steps_; }
  std::size_t most_steps() const { return limits_.steps; }
  std::size_t bytes() const { return bytes_; }

  // One level of nesting, for as long as it lives.
  class Level {
   public:
    explicit Level(Budget& budget) : budget_(budget) { ++budget_.nesting_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --budget_.nesting_; }

    bool too_deep() const {
      if (budget_.nesting_ <= kMaxNesting) return false;
      budget_.exhausted_ = true;
      return true;
    }

   private:
    Budget& budget_;
  };

  // What is asked for from outside, for as long as it lives. It gets no more than a part of the
  // budget, so that one expensive expression leaves enough for the others. One inside of another
  // changes nothing.
  class Request {
   public:
    explicit Request(Budget& budget) : budget_(budget), outermost_(!budget.in_request_) {
      if (!outermost_) return;
      budget_.in_request_ = true;
      budget_.Bound(budget_.steps_ + budget_.limits_.steps / kParts,
                    budget_.bytes_ + budget_.limits_.bytes / kParts);
    }
    Request(const Request&) = delete;
    Request& operator=(const Request&) = delete;
    ~Request() {
      if (!outermost_) return;
      budget_.in_request_ = false;
      budget_.Bound(budget_.limits_.steps, budget_.limits_.bytes);
    }

   private:
    static constexpr std::size_t kParts = 8;
    Budget& budget_;
    const bool outermost_;
  };

 private:
  static constexpr std::size_t kStepsBetweenLooks = std::size_t{1} << 14;
  static constexpr std::size_t kComparedInAStep = 16;  // bytes
  static constexpr std::size_t kComparedBetweenLooks = kStepsBetweenLooks * kComparedInAStep;

  void Bound(std::size_t steps, std::size_t bytes) {
    end_ = std::min(steps, limits_.steps);
    full_ = std::min(bytes, limits_.bytes);
    look_ = std::min(look_, end_);
  }
  bool Look() {
    CheckTime();
    look_ = std::min(steps_ + kStepsBetweenLooks, end_);
    if (steps_ < end_ && bytes_ < full_) return true;
    exhausted_ = true;
    return false;
  }

  void BecomeLarge();

  const Limits limits_;
  std::size_t steps_ = 0;
  std::size_t kept_ = 0;  // of the model
  std::size_t compared_ = 0;
  std::size_t look_at_compared_ = 0;
  std::size_t bytes_ = 0;
  std::size_t end_;   // of the request at hand, or of the unit
  std::size_t full_;  // the same, in bytes
  std::size_t look_ = 0;
  int nesting_ = 0;
  bool in_request_ = false;
  bool exhausted_ = false;
  bool is_large_ = false;
  bool counted_ = false;  // as a large one
};

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_BUDGET_H_
