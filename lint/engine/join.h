// Findings of one rule at one place, each found on a way of its own, are told as one.
#ifndef EXECLINT_LINT_ENGINE_JOIN_H_
#define EXECLINT_LINT_ENGINE_JOIN_H_

#include <vector>

#include "lint/engine/finding.h"

namespace execlint {

// What the first one says (and others, where they speak of other names), with the related places,
// workloads and scenarios of all, and what all that are as grave need as fix and changes. At least
// one; the first is the gravest, of those the surest (see Merge). Fingerprints are those of the
// first.
Finding Join(std::vector<Finding> findings);

// The findings that this one was made of; itself, where it was not.
std::vector<Finding> WaysOf(Finding finding);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_JOIN_H_
