// Findings as SARIF 2.1.0, for GitHub code scanning and for viewers in editors.
//
// Paths are relative to the project (`%SRCROOT%`), columns count UTF-16 units, as is SARIF's
// default. Nothing in it depends on where the project lies. It holds the findings that the text
// output shows, and no others; what a limit leaves out is told in the notifications of its
// invocation.
#ifndef EXECLINT_LINT_RENDER_SARIF_H_
#define EXECLINT_LINT_RENDER_SARIF_H_

#include <string>

#include "lint/render/run_result.h"
#include "lint/render/sarif_limits.h"

namespace execlint {

std::string RenderSarif(const RunResult& result, const SarifLimits& limits = {});

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_SARIF_H_
