// The exec path of a workload: the verdict of every hop, in every scenario, and what could not be
// told. It does not depend on rules.
#ifndef EXECLINT_LINT_ENGINE_EXEC_PATH_H_
#define EXECLINT_LINT_ENGINE_EXEC_PATH_H_

#include <optional>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/engine/run.h"
#include "lint/engine/unknown_entries.h"
#include "lint/source/source_map.h"
#include "lint/verdict/workload.h"

namespace execlint {

// Nothing for a launch that exists in no scenario.
std::optional<WorkloadReport> PathOf(const Launch& launch, const SourceMap& sources,
                                     UnknownEntries& unknowns, std::vector<Unexplored>& unexplored);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_EXEC_PATH_H_
