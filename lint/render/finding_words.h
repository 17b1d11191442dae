// What several formats say of findings in words, and in which color.
#ifndef EXECLINT_LINT_RENDER_FINDING_WORDS_H_
#define EXECLINT_LINT_RENDER_FINDING_WORDS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "lint/render/run_result.h"
#include "lint/render/terminal.h"
#include "lint/source/path_in_words.h"

namespace execlint {

Tint TintOf(Severity severity);

// The message and when it holds: "the task has no task role, when `Env` is `prod`".
std::string MessageInWords(const Finding& finding);

// The workloads that reach it: "`web` in envs/dev, `web` in envs/prod (when `Exec` is `true`) and 2
// more"; first those that it holds of as it stands. Empty where that is no news: the only one is
// where the finding is.
std::string AffectedInWords(const Finding& finding, const PathSpelling& shown_path);

// One of them, for machines: "web in envs/prod (medium confidence)".
std::string ReachedInWords(const Finding& finding, const Reached& reached);

// Findings that are shown, the most severe first; equal ones stay in their order.
std::vector<const Finding*> MostSevereFirst(const RunResult& result);

// "2 errors, 1 warning and 3 notes", without what there is none of; "no findings".
std::string CountsInWords(const std::vector<const Finding*>& findings);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_FINDING_WORDS_H_
