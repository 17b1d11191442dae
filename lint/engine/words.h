// Sets of scenarios in words.
#ifndef EXECLINT_LINT_ENGINE_WORDS_H_
#define EXECLINT_LINT_ENGINE_WORDS_H_

#include <span>
#include <string>
#include <vector>

#include "lint/value/scenario.h"

namespace execlint {

// The guards that together cover exactly the leaves for which `in` holds, with choices dropped that
// do not matter: all leaves give one empty guard, none give none. `leaves` is a partition of the
// scenarios (as Explore makes it), `in[i]` speaks of `leaves[i]`.
std::vector<Guard> Simplify(const std::vector<Guard>& leaves, const std::vector<bool>& in);

// One phrase per guard: "`EnvType` is `prod` and `Create` is `true`"; a choice of *other* is
// "`EnvType` is neither `dev` nor `prod`". Nothing for "always". At most two guards are spelled
// out, then "and 3 more combinations".
std::vector<std::string> InWords(const std::vector<Guard>& guards,
                                 const std::vector<Selector>& selectors);

// Does some choice stand for "none of the values that the code names"?
bool NeedsOther(const Guard& guard, const std::vector<Selector>& selectors);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_WORDS_H_
