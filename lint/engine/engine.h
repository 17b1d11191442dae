// The engine runs rules over models: one rule at a time, one workload at a time, one scenario at a
// time, trying other scenarios only if a rule looked at a selector. It gates rules by whether exec
// is on, computes confidence from grounds, spells every place on disk and merges equal findings.
//
//   Analysis one = AnalyzeModel(*model, sources, rules);
//   Analysis all = Merge({std::move(one), ...}, sources);
#ifndef EXECLINT_LINT_ENGINE_ENGINE_H_
#define EXECLINT_LINT_ENGINE_ENGINE_H_

#include <cstddef>
#include <span>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/engine/frontend.h"
#include "lint/engine/rule.h"
#include "lint/model/model.h"
#include "lint/source/path_in_words.h"
#include "lint/source/source_map.h"
#include "lint/verdict/workload.h"

namespace execlint {

// Everything about one unit, but for what it adds to others. Verdicts and unknown entries do not
// depend on `rules`. Of more workloads, the rest is given up.
Analysis AnalyzeModel(const Model& model, SourceMap& sources, std::span<const Rule* const> rules,
                      std::size_t most_workloads = Launches::kMost);

// One analysis of several: equal findings become one, everything is put in its order.
Analysis Merge(std::vector<Analysis> parts, const SourceMap& sources);

// The units of a project, sorted by path, and what is wrong with files that belong to none. Also
// gives the SourceMap the comments of the project's files.
Discovery Discover(const Project& project, std::span<const Frontend> frontends);

// Loads and analyses the units of a project, on `project.jobs` threads. The result does not depend
// on their number. What the units were read from is freed with `discovery`. Messages show paths as
// `shown` spells them.
Analysis AnalyzeUnits(const Project& project, const Discovery& discovery,
                      std::span<const Rule* const> rules, const PathSpelling& shown = {});

// Both steps in one.
Analysis AnalyzeProject(const Project& project, std::span<const Frontend> frontends,
                        std::span<const Rule* const> rules);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_ENGINE_H_
