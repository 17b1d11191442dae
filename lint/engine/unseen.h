// Workloads that run with ECS Exec, perhaps, in a form that was not read: behind a module without
// source, in a manifest of another tool. Nothing else is known of them.
#ifndef EXECLINT_LINT_ENGINE_UNSEEN_H_
#define EXECLINT_LINT_ENGINE_UNSEEN_H_

#include <vector>

#include "lint/engine/finding.h"
#include "lint/engine/frontend.h"
#include "lint/model/model.h"

namespace execlint {

// Those behind module calls whose module is not in the scan, and that are given the flag.
void AddUnseenModules(const Model& model, const SourceMap& sources, Analysis& analysis);

// The calls of modules that are not in the scan whose code would tell more of the workloads: those
// that run one, and those that something unknown comes from, which its entry is told. On disk.
std::vector<Span> WantedModules(const Model& model, const SourceMap& sources, Analysis& analysis);

// Those of files that turn exec on in a form that execlint does not read (see FindNotRead).
void AddUnseenFiles(const Project& project, Analysis& analysis);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_UNSEEN_H_
