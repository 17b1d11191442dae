// Step 1 of 3 from what a rule states to a finding (run, gather, report): runs rules over the
// subjects of one model, one rule and one subject at a time, in every scenario that the rule can
// tell apart.
//
//   std::vector<Problem> limits;
//   for (const RuleRun& run : RunRules(launches, rules, limits)) Gather(run, ...);
//
// Workloads, policies, misplaced keys and problems take the same path; a subject that does not
// depend on scenarios has one case, which always holds.
#ifndef EXECLINT_LINT_ENGINE_RUN_H_
#define EXECLINT_LINT_ENGINE_RUN_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/report.h"
#include "lint/engine/rule.h"
#include "lint/value/scenario.h"

namespace execlint {

// One finding as a rule states it. Its places are places of the model, and it holds in the scenario
// that the rule ran in.
struct RawFinding {
  Primary primary;
  Grounds grounds;
  std::string message;
  Extras extras;
};

// What a rule states about its subject in the scenarios of one case.
struct RunCase {
  // Of a workload that exists: whether exec is asked for, and the flag that says so.
  Workload::Gate gate = Workload::Gate::kOff;
  Fact<bool> flag = {};
  // That the subject exists, and the references that lead from it to what the rule looks at: every
  // finding of the case rests on this too.
  Certainty subject = Certainty::kCertain;
  std::vector<RawFinding> findings = {};
};

struct RuleRun {
  const Rule* rule = nullptr;
  const Launch* launch = nullptr;             // the workload; null for any other subject
  std::optional<Problem::Kind> problem = {};  // set where the subject is a problem
  std::vector<Case<RunCase>> cases = {};      // disjoint; all scenarios, unless a limit was met
};

// The exec flag decides whether these hops matter: those between the launch and the audit trail.
inline bool IsGated(Hop hop) { return hop >= Hop::kPlatform && hop <= Hop::kLogging; }

// Is the hop judged for a launch of this kind? A task definition or cluster without a service has
// only some of the hops.
bool Concerns(Hop hop, Launch::Kind kind);

// Runs that stated nothing are left out. Where a bound of the exploration is met, `limits` says so;
// rules about problems see those of the model and these.
std::vector<RuleRun> RunRules(const Launches& launches, std::span<const Rule* const> rules,
                              std::vector<Problem>& limits);

// The problem of a subject that depends on more combinations of inputs than are looked at; `who` is
// the rule or verdict that was computed: "`task-role-missing`", "the network verdict".
Problem TooManyScenarios(const Head& subject, std::string_view who);

// Explores what `f(scenario, reads)` gives for a launch. See RunRules for `limits`.
template <class F>
auto ExploreLaunch(const Launch& launch, std::string_view who, std::vector<Problem>& limits,
                   F&& f) {
  auto explored = Explore(launch.all->model().selectors, kMaxCases, std::forward<F>(f));
  if (!explored.complete) limits.push_back(TooManyScenarios(launch.head(), who));
  return explored;
}

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_RUN_H_
