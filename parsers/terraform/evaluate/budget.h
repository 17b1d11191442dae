// How much one unit may take to evaluate: work, and expressions inside expressions. What meets a
// bound becomes an unknown value, Why::kLimit.
//
//   const Budget::Level level(budget);
//   if (level.too_deep() || !budget.Spend(1)) return unknowns.Limit("this expression", at);
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_BUDGET_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_BUDGET_H_

#include <cstddef>

namespace execlint::terraform {

inline constexpr std::size_t kMaxWork = 20'000'000;  // steps of one unit
inline constexpr int kMaxNesting = 400;              // expressions inside expressions

class Budget {
 public:
  // Counts work; false when the budget is spent.
  bool Spend(std::size_t steps) {
    work_ += steps;
    return work_ < kMaxWork;
  }
  bool exhausted() const { return work_ >= kMaxWork; }

  // One level of nesting, for as long as it lives.
  class Level {
   public:
    explicit Level(Budget& budget) : nesting_(++budget.nesting_) {}
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --nesting_; }

    bool too_deep() const { return nesting_ > kMaxNesting; }

   private:
    int& nesting_;
  };

 private:
  std::size_t work_ = 0;
  int nesting_ = 0;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_BUDGET_H_
