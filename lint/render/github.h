// Annotations for GitHub Actions: a workflow command for each finding, which the runner shows
// beside the line in the pull request.
//
//   ::error title=task-role-missing,file=main.tf,line=12,endLine=12,col=3,endColumn=9::The task ...
//
// GitHub shows ten annotations of each kind for a step, so the first ten errors, warnings and
// notices become commands; the others follow as lines of the log. No text of an input can begin
// another command.
#ifndef EXECLINT_LINT_RENDER_GITHUB_H_
#define EXECLINT_LINT_RENDER_GITHUB_H_

#include <string>

#include "lint/render/run_result.h"

namespace execlint {

std::string RenderGithub(const RunResult& result);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_GITHUB_H_
