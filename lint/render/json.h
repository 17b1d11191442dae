// Everything that a run found, as JSON for programs: docs/json-output.md describes it, and
// docs/json-output.schema.json is its schema. Nothing is filtered: a finding says whether it was
// shown.
#ifndef EXECLINT_LINT_RENDER_JSON_H_
#define EXECLINT_LINT_RENDER_JSON_H_

#include <string>

#include "lint/render/run_result.h"

namespace execlint {

// Counts up when something is removed or changes its meaning; additions leave it.
inline constexpr int kJsonVersion = 1;

std::string RenderJson(const RunResult& result);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_JSON_H_
