// What other deployment units may add to a resource by its name. A unit is analyzed by itself, so
// the absence of a policy on a role is certain there although another unit may attach one: once all
// units are analyzed, such findings lose their certainty and name the place.
//
//   analysis.additions = AdditionsOf(model, sources);   // Roles: [web-task], no such role here
//   WeighAdditions(parts);                              // `web-task` of another unit may have it
#ifndef EXECLINT_LINT_ENGINE_ELSEWHERE_H_
#define EXECLINT_LINT_ENGINE_ELSEWHERE_H_

#include <vector>

#include "lint/engine/finding.h"
#include "lint/model/model.h"
#include "lint/source/source_map.h"

namespace execlint {

// The policies that a unit attaches by name or ARN to roles that it does not create.
std::vector<Addition> AdditionsOf(const Model& model, const SourceMap& sources);

// Findings about something missing on a resource whose name a unit other than their own adds to
// have medium confidence at most, and the place of the addition as a related place.
void WeighAdditions(std::vector<Analysis>& parts);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_ELSEWHERE_H_
