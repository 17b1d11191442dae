// What a run found, and what of it is shown: the one argument of every renderer.
#ifndef EXECLINT_LINT_RENDER_RUN_RESULT_H_
#define EXECLINT_LINT_RENDER_RUN_RESULT_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/engine/known.h"
#include "lint/engine/registry.h"
#include "lint/engine/select.h"
#include "lint/engine/suppress.h"
#include "lint/source/path_in_words.h"
#include "lint/source/source_map.h"

namespace execlint {

struct RunResult {
  const SourceMap& sources;
  std::span<const RuleEntry> rules;       // all of them, for tables of rules
  std::span<const Rule* const> ran = {};  // those that looked for something
  const Analysis& analysis;
  std::vector<Suppressed> suppressed;  // findings that a comment took out of `analysis`
  Selected selected;                   // what is shown of `analysis`
  // Where there is a baseline, or a revision to compare with.
  std::optional<BaselineGone> baseline = {};
  std::optional<BaseRevision> base = {};
  std::vector<Problem> unread;  // files and folders that could not be read
  std::size_t files = 0;        // how many were read
  std::string_view version;
  std::string_view policy_data_date;  // of the built-in AWS managed policies
};

// Findings that are shown, in their order.
std::vector<const Finding*> ShownFindings(const RunResult& result);

// Do the workloads of a finding say little without their units? They do where they are in several,
// or where the finding stands in the code of another unit.
bool NeedsUnits(const Finding& finding);

// What became of the findings that are known from before, a line each: how many entries of the
// baseline are gone, and what the change fixed. `shown` spells paths. The lines are safe to show.
std::vector<std::string> AboutKnown(const RunResult& result, const PathSpelling& shown);

// What a reader must know of the modules that the code calls, a sentence each: that some were read
// out of what `terraform init` fetched, that others are not there.
std::vector<std::string> AboutModules(const Analysis& analysis);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_RUN_RESULT_H_
