// Step 3 of 3 from what a rule states to a finding (run, gather, report): spells places on disk,
// adds the routes of the value and of the exec flag as related places, and computes fingerprints.
#ifndef EXECLINT_LINT_ENGINE_REPORT_FINDINGS_H_
#define EXECLINT_LINT_ENGINE_REPORT_FINDINGS_H_

#include <vector>

#include "lint/engine/finding.h"
#include "lint/engine/gather.h"
#include "lint/engine/spelling.h"
#include "lint/model/model.h"
#include "lint/source/source_map.h"

namespace execlint {

// One finding of the run. `when` is filled in by Merge, from `scenarios`.
Finding ReportFinding(const RuleRun& run, const Gathered& gathered, const Model& model,
                      const SourceMap& sources, BlockTexts& blocks);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_REPORT_FINDINGS_H_
