// What a run is compared with before its findings are shown: a baseline, the revision that a change
// begins at, or both.
#ifndef EXECLINT_LINT_CLI_COMPARE_H_
#define EXECLINT_LINT_CLI_COMPARE_H_

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "lint/cli/diff_base.h"
#include "lint/cli/execlint.h"
#include "lint/cli/options.h"
#include "lint/cli/run.h"
#include "lint/engine/known.h"
#include "lint/engine/select.h"
#include "lint/source/error.h"

namespace execlint {

// How remarks are made that are no errors.
using Saying = std::function<void(const std::string& message)>;

class Comparison {
 public:
  // Reads the baseline, if there is one. Before the analysis, since what is wrong with it is told
  // soon.
  static tl::expected<Comparison, Error> Begin(const Options& options);

  // Finds the revisions, if it is a change that is looked at. The project to analyse: the given
  // one, or what the change ends with.
  tl::expected<RunInput, Error> EndOfChange(RunInput input, const Options& options,
                                            const Parts& parts, const Deadline& deadline);

  // Compares a run with what is known, and writes the baseline. Remarks in the messages of findings
  // what became worse.
  tl::expected<void, Error> Compare(Run& run, const Request& request, const Saying& say);

  // Of the findings of the run; see Select.
  const std::vector<Formerly>& formerly() const { return formerly_; }
  const std::optional<BaselineGone>& baseline() const { return gone_; }
  const std::optional<BaseRevision>& base() const { return base_; }

 private:
  tl::expected<void, Error> CompareWithBaseline(Run& run, const Request& request,
                                                const Saying& say);
  tl::expected<void, Error> CompareWithBase(Run& run, const Request& request, const Saying& say);

  std::vector<KnownFinding> entries_;  // of the baseline, or of the one that is overwritten
  std::optional<CodeChange> change_;
  std::shared_ptr<GitObjects> objects_of_end_;
  std::shared_ptr<Run> run_at_base_;
  std::vector<Formerly> formerly_;
  std::optional<BaselineGone> gone_;
  std::optional<BaseRevision> base_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_COMPARE_H_
