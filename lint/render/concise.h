// One line for each finding, for editors, grep and logs:
//
//   main.tf:12:3: error task-role-missing: the task has no task role
#ifndef EXECLINT_LINT_RENDER_CONCISE_H_
#define EXECLINT_LINT_RENDER_CONCISE_H_

#include <string>

#include "lint/render/run_result.h"
#include "lint/render/text.h"

namespace execlint {

// What could not be determined has lines of its own where it was asked for, or where the exit
// status speaks of it. Nothing at all if there is nothing to tell.
std::string RenderConcise(const RunResult& result, const TextOptions& options);

// One such line without colors, and without a line break.
std::string ConciseLine(const Finding& finding, const SourceMap& sources,
                        const PathSpelling& shown);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_CONCISE_H_
