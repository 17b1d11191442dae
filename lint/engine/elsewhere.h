// What other deployment units may add to a resource: a policy to a role, an endpoint to a VPC, a
// route to a table. A unit is analyzed by itself, so the absence of a policy on a role is certain
// there although another unit may attach one: once all units are analyzed, such findings lose their
// certainty and name the place, and nobody can tell whether a hop is blocked.
//
//   analysis.additions = AdditionsOf(model, sources);   // Roles: [web-task], no such role here
//   WeighAdditions(parts);                              // `web-task` of another unit may have it
//
// A unit names what it does not create by a name, by the output or export of another unit, or by
// something that may lead anywhere: an id. Beside a VPC of its own, only names and exports count.
#ifndef EXECLINT_LINT_ENGINE_ELSEWHERE_H_
#define EXECLINT_LINT_ENGINE_ELSEWHERE_H_

#include <set>
#include <string>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/engine/frontend.h"
#include "lint/model/model.h"
#include "lint/source/source_map.h"

namespace execlint {

// What the unit adds to resources that it does not create.
std::vector<Addition> AdditionsOf(const Model& model, const SourceMap& sources);

// By what other units may know what is missing.
std::vector<Lack> LacksOf(const std::vector<Missing>& missing, const Model& model);

// The units that may add what a finding or hop of `part` lacks, to something that it publishes.
std::set<std::string> UnitsThatMayAdd(const Analysis& part, const std::vector<Analysis>& all);

// Findings that lack what a unit other than their own may add have medium confidence at most, and
// the places of such additions as related places. A hop that is blocked for such a lack is unknown.
void WeighAdditions(std::vector<Analysis>& parts);

// The files that hold the documents of policies which only limit, not those of their resources.
std::vector<FileId> BoundaryFiles(const Model& model, const SourceMap& sources);

// What to ask of other units that may take something away from these findings.
Question QuestionOf(const std::vector<Analysis>& parts, const SourceMap& sources);

// A policy in a file of its own grants nothing if a unit takes that file for a permissions
// boundary: what was found in it by itself is removed.
void DropBoundaries(std::vector<Analysis>& parts);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_ELSEWHERE_H_
