#include "lint/engine/exec_path.h"

#include <algorithm>
#include <string>
#include <utility>

#include "lint/engine/elsewhere.h"
#include "lint/engine/gather.h"
#include "lint/engine/run.h"
#include "lint/engine/spelling.h"
#include "lint/verdict/logging.h"

namespace execlint {
namespace {

constexpr Hop kPath[] = {Hop::kLaunch,   Hop::kPlatform, Hop::kContainer,
                         Hop::kTaskRole, Hop::kNetwork,  Hop::kLogging};

// A verdict in the scenarios of one case. With exec off nothing behind the launch is asked.
struct Judged {
  bool asked = false;
  Verdict verdict;
  Certainty subject = Certainty::kCertain;
  std::string recorded = {};   // of the logging hop
  std::string existence = {};  // of the launch hop: what leaves open whether the launch exists
};

// Nothing where it exists for certain, in this scenario.
std::string DoubtOfExistence(const Workload& workload) {
  const Fact<bool>& exists = workload.Get(workload.head().exists);
  if (const Unknown* why = exists.unknown()) {
    if (why->symbol == &kOpenChoice) return "";
    return "might not exist: " + Reason(*why->symbol);
  }
  return exists.certainty() == Certainty::kDefaulted ? "exists by default" : "";
}

// Whether a session leaves a record: for the logging hop alone. A session that fails leaves none,
// and where the state is unknown so is a record that the state promised.
std::string RecordedIn(const Workload& workload, Hop hop, const Verdict& verdict) {
  if (hop != Hop::kLogging) return "";
  using Recorded = LoggingVerdict::Recorded;
  if (verdict.blocked()) return std::string(RecordedName(Recorded::kOff));
  const Recorded recorded = workload.logging_verdict().recorded;
  const bool settled = verdict.open() || recorded == Recorded::kOff;
  return std::string(RecordedName(settled ? recorded : Recorded::kUnknown));
}

std::vector<std::string> ReasonsOf(const Verdict& verdict) {
  std::vector<std::string> reasons;
  for (const Doubt& doubt : verdict.doubts) {
    reasons.push_back(doubt.what + ": " + Reason(*doubt.why.symbol));
  }
  return reasons;
}

bool SameState(const Judged& a, const Judged& b) {
  return a.verdict.state == b.verdict.state && a.verdict.summary == b.verdict.summary &&
         a.recorded == b.recorded && ReasonsOf(a.verdict) == ReasonsOf(b.verdict);
}

// The surest standing of the cases with the same state as number `i`.
Standing SurestOf(const std::vector<Case<Judged>>& cases, std::size_t i,
                  const std::vector<Selector>& selectors) {
  Standing surest = StandingOf(cases[i].when, selectors);
  for (std::size_t j = i + 1; j < cases.size(); ++j) {
    if (!cases[j].value.asked || !SameState(cases[j].value, cases[i].value)) continue;
    surest = std::min(surest, StandingOf(cases[j].when, selectors));
  }
  return surest;
}

// As that of a finding: of what needs a value that nobody is known to choose it is at most medium.
Confidence ConfidenceIn(const Case<Judged>& one, Standing standing) {
  Grounds grounds = one.value.verdict.grounds;
  grounds.And({.worst = one.value.subject});
  const bool given = standing == Standing::kGiven;
  return std::min(ConfidenceOf(grounds), given ? Confidence::kHigh : Confidence::kMedium);
}

// What another unit may add that would change the verdict.
std::vector<Missing> MissingFor(const Verdict& verdict) {
  if (!verdict.unknown()) return verdict.grounds.missing;
  Grounds all;
  for (const Doubt& doubt : verdict.doubts) {
    for (const Missing& one : doubt.missing) all.Lacks(one);
  }
  return std::move(all.missing);
}

// The states of one hop: cases with the same verdict are one state. Left out is what holds only
// where the code fails.
std::vector<HopReport::State> StatesOf(const Launch& launch, Hop hop,
                                       const std::vector<Case<Judged>>& cases,
                                       const SourceMap& sources, UnknownEntries& unknowns) {
  std::vector<HopReport::State> states;
  std::vector<bool> done(cases.size(), false);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto& [asked, verdict, subject, recorded, existence] = cases[i].value;
    if (done[i] || !asked) continue;
    const std::vector<Selector>& selectors = launch.all->model().selectors;
    std::vector<Guard> guards;
    Confidence confidence = Confidence::kHigh;
    std::string in_doubt = existence;
    const Standing standing = SurestOf(cases, i, selectors);
    for (std::size_t j = i; j < cases.size(); ++j) {
      if (!cases[j].value.asked || !SameState(cases[j].value, cases[i].value)) continue;
      guards.push_back(cases[j].when);
      if (StandingOf(cases[j].when, selectors) == standing) {
        confidence = std::min(confidence, ConfidenceIn(cases[j], standing));
        if (in_doubt.empty()) in_doubt = cases[j].value.existence;
      }
      done[j] = true;
    }
    const bool fails = std::all_of(guards.begin(), guards.end(),
                                   [&](const Guard& guard) { return Fails(guard, selectors); });
    if (fails) continue;
    std::vector<Guard> others, beside;  // in which the hop is in another state, or none
    for (const Case<Judged>& one : cases) {
      if (Fails(one.when, selectors)) continue;
      if (one.value.asked && SameState(one.value, cases[i].value)) continue;
      others.push_back(one.when);
      if (one.value.asked) beside.push_back(one.when);
    }
    const When when(guards, selectors, others, beside);
    HopReport::State state{.when = when.InWords(),
                           .state = verdict.state,
                           .confidence = confidence,
                           .summary = verdict.summary,
                           .recorded = recorded};
    state.missing = LacksOf(MissingFor(verdict), launch.all->model());
    for (const PathStep& step : verdict.steps) {
      state.grounds.push_back({sources.Spell(step.place.span), step.phrase});
    }
    state.reasons = ReasonsOf(verdict);
    if (!in_doubt.empty()) state.reasons.push_back(std::move(in_doubt));
    for (const Doubt& doubt : verdict.doubts) {
      unknowns.Add(launch.head(), hop, doubt.why, doubt.what, when);
    }
    states.push_back(std::move(state));
  }
  return states;
}

// What the report says of the workload as a whole: of its first scenario, and `varies` where the
// environment is not the same in all.
void Describe(const Launch& launch, WorkloadReport& report) {
  struct Seen {
    bool exists = false;
    std::string task_definition, environment, reason;
  };
  const auto explored =
      Explore(launch.all->model().selectors, kMaxCases,
              [&](const Scenario& scenario, Reads& reads) -> Seen {
                const Workload workload(launch, scenario, reads);
                if (!workload.exists()) return {};
                const auto& task = workload.task_definition();
                return {true,
                        task.resource != nullptr ? task.resource->head.address
                        : task.text.value        ? task.text.Shown()
                                                 : "",
                        std::string(EnvironmentName(workload.environment().environment)),
                        workload.environment().reason};
              });
  bool first = true;
  for (const auto& [when, seen] : explored.cases) {
    if (!seen.exists) continue;
    if (std::exchange(first, false)) {
      report.task_definition = seen.task_definition;
      report.environment = seen.environment;
      report.environment_reason = seen.reason;
    } else if (report.environment != seen.environment) {
      report.environment = "varies";
      report.environment_reason = "";
    }
  }
}

}  // namespace

std::optional<WorkloadReport> PathOf(const Launch& launch, const SourceMap& sources,
                                     UnknownEntries& unknowns,
                                     std::vector<Unexplored>& unexplored) {
  WorkloadReport report{.address = launch.head().address,
                        .unit = launch.all->model().path,
                        .reading = launch.all->model().reading,
                        .at = sources.Spell(launch.head().span)};
  Describe(launch, report);
  for (const Hop hop : kPath) {
    if (!Concerns(hop, launch.kind)) continue;
    const auto cases = ExploreHop(
        *launch.all, launch.head(), hop, unexplored,
        [&](const Scenario& scenario, Reads& reads) -> Judged {
          const Workload workload(launch, scenario, reads);
          if (!workload.exists()) return {false, Verdict(hop)};
          const Verdict& verdict = workload.verdict(hop);
          const bool asked = hop == Hop::kLaunch || workload.gate() != Workload::Gate::kOff;
          const Certainty subject =
              asked && !verdict.unknown() ? CertaintyOfSubject(hop, workload) : Certainty::kCertain;
          const bool in_doubt = hop == Hop::kLaunch && !verdict.unknown();
          return {asked, verdict, subject, RecordedIn(workload, hop, verdict),
                  in_doubt ? DoubtOfExistence(workload) : ""};
        });
    HopReport hop_report{.hop = hop, .states = StatesOf(launch, hop, cases, sources, unknowns)};
    if (!hop_report.states.empty()) report.hops.push_back(std::move(hop_report));
  }
  if (report.hops.empty()) return std::nullopt;
  return report;
}

}  // namespace execlint
