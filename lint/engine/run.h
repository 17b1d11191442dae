// Step 1 of 3 from what a rule states to a finding (run, gather, report): runs rules over the
// subjects of one model, one rule and one subject at a time, in every scenario that the rule can
// tell apart.
//
//   std::vector<Unexplored> unexplored;
//   RunRules(launches, rules, unexplored, [&](const RuleRun& run) { Gather(run, ...); });
//
// Of a workload all rules run before the next one's: what was judged of it is then forgotten.
//
// Workloads, policies, misplaced keys and problems take the same path; a subject that does not
// depend on scenarios has one case, which always holds.
#ifndef EXECLINT_LINT_ENGINE_RUN_H_
#define EXECLINT_LINT_ENGINE_RUN_H_

#include <functional>
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

// What a rule cannot tell about its subject.
struct Untold {
  std::string what = {};
  Unknown why = {};
};

// What a rule states about its subject in the scenarios of one case.
struct RunCase {
  // Of a workload that exists: whether exec is asked for, and the flag that says so.
  Workload::Gate gate = Workload::Gate::kOff;
  Fact<bool> flag = {};
  // Of a workload with findings: see Workload.
  std::optional<FlagSetter> flag_setter = {};
  std::optional<Place> task_left_to_others = {};
  // That the subject exists, and the references that lead from it to what the rule looks at: every
  // finding of the case rests on this too.
  Certainty subject = Certainty::kCertain;
  std::vector<RawFinding> findings = {};
  std::vector<Untold> untold = {};
};

struct RuleRun {
  const Rule* rule = nullptr;
  const Head* subject = nullptr;              // null for a problem
  const Launch* launch = nullptr;             // the workload; null for any other subject
  std::optional<Problem::Kind> problem = {};  // set where the subject is a problem
  std::vector<Case<RunCase>> cases = {};      // together all scenarios; see ExploreHop
};

// The exec flag decides whether these hops matter: those between the launch and the audit trail.
inline bool IsGated(Hop hop) { return hop >= Hop::kPlatform && hop <= Hop::kLogging; }

// Is the hop judged for a launch of this kind? A task definition or cluster without a service has
// only some of the hops.
bool Concerns(Hop hop, Launch::Kind kind);

// A subject with a hop that depends on more combinations of inputs than are looked at.
struct Unexplored {
  const Head* subject = nullptr;
  Hop hop = Hop::kLaunch;
  std::string reason = {};  // how many, of which inputs, and the `--var` that leaves fewer
};

// Hands each run to `visit`, which need not keep it; those that stated nothing are left out. Where
// a bound of the exploration is met, `unexplored` says so. `before(launch)`, if there is one, is
// called before the rules run on a launch.
void RunRules(const Launches& launches, std::span<const Rule* const> rules,
              std::vector<Unexplored>& unexplored, const std::function<void(const RuleRun&)>& visit,
              const std::function<void(const Launch&)>& before = {});

// How certain it is that the launch exists, and that it has what the hop is about.
Certainty CertaintyOfSubject(Hop hop, const Workload& workload);

// `guards`: of the combinations that were looked at.
Unexplored TooManyCombinations(const Head& subject, Hop hop, const std::vector<Guard>& guards,
                               const std::vector<Selector>& selectors);

// Explores what `f(scenario, reads)` gives for the subject of a hop. Where the bound is met, one
// more case, which always holds, is what `f` gives while no selector has a candidate: that is so in
// the scenarios that were not looked at too.
template <class F>
auto ExploreHop(const Launches& launches, const Head& subject, Hop hop,
                std::vector<Unexplored>& unexplored, F&& f) {
  const std::vector<Selector>& selectors = launches.model().selectors;
  auto explored =
      Explore(selectors, launches.allowance().ForNext(), [&](const Scenario& one, Reads& reads) {
        launches.CheckTime();
        return f(one, reads);
      });
  launches.allowance().Spend(explored.cases.size());
  if (explored.without_deviations_complete) return std::move(explored.cases);
  std::vector<Guard> guards;
  for (const auto& one : explored.cases) guards.push_back(one.when);
  unexplored.push_back(TooManyCombinations(subject, hop, guards, selectors));
  const Scenario open = Scenario::AllOpen();
  Reads reads;
  explored.cases.push_back({{}, f(open, reads)});
  return std::move(explored.cases);
}

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_RUN_H_
