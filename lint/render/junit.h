// Findings as the results of tests, for CI systems that show those: Jenkins, GitLab, Azure DevOps,
// CircleCI. A suite is a rule, a test that fails is a finding; a note is a test that is skipped. A
// rule that ran and found nothing is a test that passes. Files that could not be read are errors.
//
// The XML is valid by the schemas of Jenkins's xUnit plugin and, suite by suite, of Maven Surefire.
#ifndef EXECLINT_LINT_RENDER_JUNIT_H_
#define EXECLINT_LINT_RENDER_JUNIT_H_

#include <string>

#include "lint/render/run_result.h"

namespace execlint {

std::string RenderJunit(const RunResult& result);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_JUNIT_H_
