// What the user asked to see of a run, and when the run counts as failed: which rules run, which of
// their findings are shown, and the exit status. The step between Merge and the renderers; what is
// not shown stays in the Analysis.
//
//   const Selection selection{.ignore = {"exec-disabled"}, .min_severity = Severity::kWarning};
//   const auto rules = ChooseRules(AllRules(), selection);
//   ...
//   const Selected selected = Select(analysis, sources, selection);
//   return ExitStatus(analysis, selected, unread, selection);
#ifndef EXECLINT_LINT_ENGINE_SELECT_H_
#define EXECLINT_LINT_ENGINE_SELECT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "lint/engine/config.h"
#include "lint/engine/finding.h"
#include "lint/engine/known.h"
#include "lint/engine/registry.h"
#include "lint/source/deadline.h"
#include "lint/source/error.h"
#include "lint/source/problem.h"
#include "lint/source/source_map.h"

namespace execlint {

struct Selection {
  // Names of rules, hops or tags; `select` empty: all that are on by default.
  std::vector<std::string> select = {};
  std::vector<std::string> extend_select = {};  // beside these
  std::vector<std::string> ignore = {};
  Severity min_severity = Severity::kNote;
  Confidence min_confidence = Confidence::kMedium;
  std::optional<Severity> fail_on = Severity::kWarning;  // nothing: never
  // Whether findings in the file at this path were asked for; empty: in all files.
  std::function<bool(std::string_view path)> reports = {};
  const Configs* configs = nullptr;    // null: nothing is configured
  const Deadline* deadline = nullptr;  // for comparing paths with globs; null: none
};

// The rules that are asked for in some file and environment, in the order of `rules`, and the rules
// about problems of the input: what they find is not shown if they were not asked for, and counts
// for the exit status all the same where input is lost. Error: a name that no rule, hop or tag has.
tl::expected<std::vector<const Rule*>, Error> ChooseRules(std::span<const RuleEntry> rules,
                                                          const Selection& selection);

// Whether a finding is shown, and if not, why. If several reasons hold, the first one here counts.
enum class Fate : std::uint8_t {
  kShown,
  kElsewhere,   // files were named, and it touches none of them
  kRule,        // its rule was not asked for: it only tells that input was lost
  kBaseline,    // the baseline has it, and it is no worse
  kBase,        // the revision that the change begins at has it, and it is no worse
  kSeverity,    // below --min-severity
  kConfidence,  // below --min-confidence
};
std::string_view FateName(Fate fate);  // `shown`, `elsewhere`, ...

// What a finding was in what is known before the run (lint/engine/known.h).
struct Formerly {
  struct Was {
    Severity severity = Severity::kWarning;
    Extent extent = {};
    // Workloads that it affects now and did not, though they were there. Known of a base alone.
    std::vector<std::string> spared = {};
    // More severe now, or it affects more workloads (by another call of the same module, perhaps),
    // or other ones, or what it affected under conditions it affects without.
    bool Worse(const Finding& finding) const {
      return finding.severity > severity || ExtentOf(finding).Beyond(extent) || !spared.empty();
    }
  };
  std::optional<Was> baseline = {};
  std::optional<Was> base = {};
};

class RuleStates;

// Of a finding that nothing is known of. `states`: of this selection.
Fate FateOf(const Finding& finding, const SourceMap& sources, const Selection& selection,
            RuleStates& states);

struct Selected {
  std::vector<Fate> fates = {};           // one for each of Analysis::findings
  std::vector<bool> unknown_shown = {};   // one for each of Analysis::unknowns
  std::vector<bool> workload_shown = {};  // one for each of Analysis::workloads
  std::vector<Formerly> formerly = {};    // one for each of Analysis::findings

  bool shown(std::size_t finding) const { return fates[finding] == Fate::kShown; }
  std::size_t Count(Fate fate) const;
};
// `formerly`: one for each of Analysis::findings, or none at all. A finding that tells of
// lost input is shown though it was there before.
Selected Select(const Analysis& analysis, const SourceMap& sources, const Selection& selection,
                std::span<const Formerly> formerly = {});

// 1 if a finding is shown that is as severe as `fail_on`; else 3 if input was lost: a file in
// `unread`, a finding, shown or of a rule that was not asked for, that reports a problem of that
// kind (see LosesInput), or what is unknown or was not explored because a bound was met. Such
// findings never make the status 1. Else 0, and 0 in any case where `fail_on` is nothing.
int ExitStatus(const Analysis& analysis, const Selected& selected, std::span<const Problem> unread,
               const Selection& selection);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_SELECT_H_
