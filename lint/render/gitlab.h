// A code quality report for GitLab: docs.gitlab.com, "Code Quality report format". The findings
// show in the merge request, and in its changes beside the lines.
#ifndef EXECLINT_LINT_RENDER_GITLAB_H_
#define EXECLINT_LINT_RENDER_GITLAB_H_

#include <string>

#include "lint/render/run_result.h"

namespace execlint {

std::string RenderGitlab(const RunResult& result);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_GITLAB_H_
