// Step 2 of 3 from what a rule states to a finding (run, gather, report): joins what a rule states
// at one place in several scenarios, and says in which of them it holds and how confident it is.
#ifndef EXECLINT_LINT_ENGINE_GATHER_H_
#define EXECLINT_LINT_ENGINE_GATHER_H_

#include <string>
#include <vector>

#include "lint/engine/run.h"
#include "lint/engine/when.h"
#include "lint/source/source_map.h"

namespace execlint {

// What a rule states about one subject at one place.
struct Gathered {
  // Of the scenario in which it is the most severe, and of these the most confident one: what the
  // finding says. Scenarios whose values are given come before those that are only possible.
  const RawFinding* finding = nullptr;
  const RunCase* found_in = nullptr;
  Severity severity = Severity::kNote;
  Confidence confidence = Confidence::kLow;  // of the most confident scenario
  When when = {};
  std::vector<Guard> guards = {};  // the cases that it was stated in
  // The same for each var file that somebody chooses and for each set of places that lead here,
  // where there are several.
  std::vector<Gathered> by_way = {};
};

// What a rule would state if exec were turned on, where it is not known whether it is.
struct IfTurnedOn {
  const Unknown* flag = nullptr;
  std::string message = {};
  When when = {};
};

struct GatheredRun {
  // One for each place on disk, property and severity, in the order they were met.
  std::vector<Gathered> findings = {};
  std::vector<IfTurnedOn> unknown = {};
};

// Points into `run`.
GatheredRun Gather(const RuleRun& run, const std::vector<Selector>& selectors,
                   const SourceMap& sources);

// What the grounds allow: certain facts high, defaults and absences on something that may be added
// to elsewhere medium, partly known values low.
Confidence ConfidenceOf(const Grounds& grounds);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_GATHER_H_
