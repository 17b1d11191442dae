#include "lint/source/first_problems.h"

#include <map>

#include "lint/source/format.h"

namespace execlint {

std::vector<Problem> FirstOfEachFile(const std::vector<Problem>& problems) {
  std::vector<Problem> first;
  std::map<FileId, std::size_t> told;
  for (const Problem& problem : problems) {
    const std::size_t before = problem.span.valid() ? told[problem.span.file]++ : 0;
    if (before < kMostProblems) {
      first.push_back(problem);
    } else if (before == kMostProblems) {
      first.push_back({problem.kind, problem.span,
                       Format("there are more problems in this file than the {} that are told: the "
                              "next one is here",
                              kMostProblems)});
    }
  }
  return first;
}

}  // namespace execlint
