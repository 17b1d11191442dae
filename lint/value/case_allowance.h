// How many cases each exploration of one unit may have. What all of them have together is bounded:
// beyond it an exploration is small. So a unit with very many combinations of inputs is known in
// its first combinations, and not only in what is looked at first.
//
//   auto explored = Explore(selectors, allowance.ForNext(), read);
//   allowance.Spend(explored.cases.size());
#ifndef EXECLINT_LINT_VALUE_CASE_ALLOWANCE_H_
#define EXECLINT_LINT_VALUE_CASE_ALLOWANCE_H_

#include <cstddef>

#include "lint/value/scenario.h"

namespace execlint {

class CaseAllowance {
 public:
  explicit CaseAllowance(std::size_t most_in_all) : most_in_all_(most_in_all) {}

  std::size_t ForNext() const { return spent_ < most_in_all_ ? kMaxCases : kFewCases; }
  void Spend(std::size_t cases) { spent_ += cases; }

 private:
  static constexpr std::size_t kFewCases = 64;

  std::size_t most_in_all_;
  std::size_t spent_ = 0;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_CASE_ALLOWANCE_H_
