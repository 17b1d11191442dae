// The scenarios in which something holds, apart from the model that they were explored in.
//
//   When when({{{0, 1}}}, model.selectors);     // EnvType is its candidate 1, `prod`
//   when.InWords()                              // {"`EnvType` is `prod`"}
//   when.Or(When({{{0, 0}}, {{0, 2}}}, model.selectors));
//   when.always()                               // true: those were all candidates
//
// Always the shortest description that a choice can be left out of: what holds for every candidate
// of a selector does not mention it.
#ifndef EXECLINT_LINT_ENGINE_WHEN_H_
#define EXECLINT_LINT_ENGINE_WHEN_H_

#include <string>
#include <vector>

#include "lint/value/scenario.h"

namespace execlint {

class When {
 public:
  When() = default;  // never
  // In each scenario that one of the guards holds in.
  When(const std::vector<Guard>& guards, const std::vector<Selector>& selectors);
  static When Always();

  bool always() const { return guards_.size() == 1 && guards_.front().empty(); }
  bool never() const { return guards_.empty(); }

  // Also in those of `other`. A selector of both is one that is shown alike and has the same
  // candidates.
  void Or(const When& other);

  // Does every combination need a value that the code does not name (*other*)?
  bool OnlyOther() const;

  // One phrase per combination: "`EnvType` is `prod` and `Create` is `true`"; a choice of *other*
  // is "`EnvType` is neither `dev` nor `prod`". Empty for "always". At most two combinations are
  // spelled out, then "3 more combinations".
  std::vector<std::string> InWords() const;

 private:
  void Simplify();
  std::uint8_t IndexOf(const Selector& selector);

  std::vector<Selector> selectors_;  // those that the guards name
  std::vector<Guard> guards_;        // sorted
};

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_WHEN_H_
