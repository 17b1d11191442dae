// What formats for programs and pages say of findings in words.
#ifndef EXECLINT_LINT_RENDER_FINDING_WORDS_H_
#define EXECLINT_LINT_RENDER_FINDING_WORDS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "lint/render/run_result.h"

namespace execlint {

// The message and when it holds: "the task has no task role, when `Env` is `prod`".
std::string MessageInWords(const Finding& finding);

// Findings that are shown, the most severe first; equal ones stay in their order.
std::vector<const Finding*> MostSevereFirst(const RunResult& result);

// "2 errors, 1 warning and 3 notes", without what there is none of; "no findings".
std::string CountsInWords(const std::vector<const Finding*>& findings);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_FINDING_WORDS_H_
