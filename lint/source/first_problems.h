// Of a file that is wrong from end to end, a few problems are told, so that what a run keeps is
// bounded.
#ifndef EXECLINT_LINT_SOURCE_FIRST_PROBLEMS_H_
#define EXECLINT_LINT_SOURCE_FIRST_PROBLEMS_H_

#include <cstddef>
#include <vector>

#include "lint/source/problem.h"

namespace execlint {

inline constexpr std::size_t kMostProblems = 100;  // that are told of one file

// The first problems of each file, in the order given, and one more that says where the next one
// is.
std::vector<Problem> FirstOfEachFile(const std::vector<Problem>& problems);

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_FIRST_PROBLEMS_H_
