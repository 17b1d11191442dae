// The scenarios in which something holds, apart from the model that they were explored in.
//
//   When when({{{0, 1}}}, model.selectors);     // EnvType is its candidate 1, `prod`
//   when.InWords()                              // {"`EnvType` is `prod`"}
//   when.Or(When({{{0, 0}}, {{0, 2}}}, model.selectors));
//   when.always()                               // true: those were all candidates
//
// Always a short description: none of its combinations is needed twice, and no choice in it could
// be left out or widened. What holds for every candidate of a selector does not mention it; what
// holds for all but one says "is not".
#ifndef EXECLINT_LINT_ENGINE_WHEN_H_
#define EXECLINT_LINT_ENGINE_WHEN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lint/value/scenario.h"

namespace execlint {

class When {
 public:
  When() = default;  // never
  // In each scenario that one of the guards holds in, and in none of those in which one of `others`
  // does. A tacit default counts as no choice, unless one of the guards, or of those that are told
  // `beside` them, has another value of that selector, and it makes a difference to `others`.
  When(const std::vector<Guard>& guards, const std::vector<Selector>& selectors,
       const std::vector<Guard>& others = {}, const std::vector<Guard>& beside = {});
  static When Always();

  bool always() const { return combinations_.size() == 1 && combinations_.front().empty(); }
  bool never() const { return combinations_.empty(); }

  // Also in those of `other`. A selector of both is one that is shown alike and has the same
  // candidates.
  void Or(const When& other);

  // One phrase per combination: "`EnvType` is `prod` and `Create` is `true`"; all but some
  // candidates are "`EnvType` is neither `dev` nor `prod`", all but the empty string is "`Key` is
  // set". Empty for "always". At most two combinations are spelled out, then "3 more combinations";
  // where one combination is all that is left out, each choice that avoids it: "`A` is not `x`",
  // "`B` is not `y`".
  std::vector<std::string> InWords() const;

  // A selector has one of several candidates: bit n stands for candidate n. At most kMaxCandidates.
  struct Literal {
    std::uint8_t selector = 0;
    std::uint64_t candidates = 0;
    friend bool operator==(const Literal&, const Literal&) = default;
    friend auto operator<=>(const Literal&, const Literal&) = default;
  };
  // All of its literals hold. Sorted by selector.
  using Combination = std::vector<Literal>;

 private:
  void Tell(const std::vector<Guard>& guards, const std::vector<Selector>& selectors);
  void Simplify();
  void PutOwnFirst();
  // The own literal that means the same: units name different values of what is the same selector.
  Literal Own(const Selector& selector, std::uint64_t candidates);

  std::vector<Selector> selectors_;        // those that the combinations name
  std::vector<Combination> combinations_;  // sorted
  Combination left_out_;  // several combinations are all but this one; empty: they are not
};

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_WHEN_H_
