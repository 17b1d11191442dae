// What to do about a finding, in one line.
#ifndef EXECLINT_LINT_ENGINE_FIX_LINE_H_
#define EXECLINT_LINT_ENGINE_FIX_LINE_H_

#include <string>
#include <vector>

#include "lint/engine/finding.h"

namespace execlint {

// Its fix, else its first change, else the first line of its rule's advice.
std::string FixLine(const Finding& finding);

// The same of findings that are told as one: what each of the gravest needs, each thing once. Not
// empty; the first is the gravest.
std::string FixLine(const std::vector<Finding>& findings);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_FIX_LINE_H_
