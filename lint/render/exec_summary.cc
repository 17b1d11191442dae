#include "lint/render/exec_summary.h"

#include <algorithm>

#include "lint/source/format.h"

namespace execlint {
namespace {

using State = HopReport::State;

constexpr std::size_t kNamedConditions = 2;

// A state that rests on a guess is none that one could rely on.
Mark MarkOf(const State& state) {
  if (state.state == Verdict::State::kUnknown) return Mark::kUnknown;
  if (state.confidence == Confidence::kLow) return Mark::kUnknown;
  return state.state == Verdict::State::kOpen ? Mark::kOpen : Mark::kBlocked;
}

Mark MarkOf(const HopReport& hop) {
  bool open = false, blocked = false, unknown = false;
  for (const State& state : hop.states) {
    const Mark mark = MarkOf(state);
    open |= mark == Mark::kOpen;
    blocked |= mark == Mark::kBlocked;
    unknown |= mark == Mark::kUnknown;
  }
  if (blocked && (open || unknown)) return Mark::kDepends;
  if (blocked) return Mark::kBlocked;
  return unknown ? Mark::kUnknown : open ? Mark::kOpen : Mark::kNone;
}

// Of the flag: exec that is on in some scenarios, whatever the others say, depends on them.
Mark FlagOf(const HopReport& launch) {
  const bool on = std::any_of(launch.states.begin(), launch.states.end(), [](const State& state) {
    return MarkOf(state) == Mark::kOpen;
  });
  const bool always = launch.states.size() == 1 && launch.states.front().when.empty();
  if (on) return always ? Mark::kOpen : Mark::kDepends;
  // Off in some scenarios and unknown in others: nobody knows whether it is ever on.
  const Mark mark = MarkOf(launch);
  return mark == Mark::kDepends ? Mark::kUnknown : mark;
}

std::string Either(const std::vector<std::string>& conditions) {
  std::string words;
  for (std::size_t i = 0; i < conditions.size() && i < kNamedConditions; ++i) {
    words += (i > 0 ? ", or " : "") + conditions[i];
  }
  if (conditions.size() > kNamedConditions) {
    words += Format(", or in {} more cases", conditions.size() - kNamedConditions);
  }
  return words;
}

std::string WhenOn(const HopReport& launch) {
  std::vector<std::string> conditions;
  for (const State& state : launch.states) {
    if (MarkOf(state) != Mark::kOpen) continue;
    conditions.insert(conditions.end(), state.when.begin(), state.when.end());
  }
  return Either(conditions);
}

std::string_view RecordedOf(const HopReport& logging) {
  std::string_view all = logging.states.front().recorded;
  for (const State& state : logging.states) {
    if (state.recorded == all) continue;
    if (state.recorded == "unknown" || all == "unknown") {
      all = "unknown";
    } else {
      return "depends";
    }
  }
  return all;
}

// `whether ...: `var.x` has no value here` -> what is behind the question.
std::string_view CauseOf(std::string_view reason) {
  const std::size_t colon = reason.find(": ");
  return colon == reason.npos ? reason : reason.substr(colon + 2);
}

std::string WhyOf(const HopReport& hop, Mark mark) {
  const Mark wanted = mark == Mark::kDepends ? Mark::kBlocked : mark;
  const auto state = std::find_if(hop.states.begin(), hop.states.end(),
                                  [&](const State& one) { return MarkOf(one) == wanted; });
  std::string why = state->summary;
  if (state->state == Verdict::State::kUnknown) {
    why = state->reasons.empty() ? "" : std::string(CauseOf(state->reasons.front()));
  } else if (wanted == Mark::kUnknown) {
    why = "perhaps " + why;
  }
  if (mark == Mark::kDepends && !state->when.empty()) why += " when " + Either(state->when);
  const std::string name(HopInWords(hop.hop));
  return why.starts_with(name + " ") ? why : name + ": " + why;
}

ExecSummary SummaryOf(const WorkloadReport& workload) {
  ExecSummary summary{.workload = workload.address, .unit = workload.unit};
  const HopReport* worst = nullptr;
  // The gravest first: blocked, then depends, then unknown.
  const auto rank = [](Mark mark) {
    return mark == Mark::kBlocked ? 3 : mark == Mark::kDepends ? 2 : mark == Mark::kUnknown ? 1 : 0;
  };
  for (const HopReport& hop : workload.hops) {
    Mark mark = Mark::kNone;
    if (hop.hop == Hop::kLaunch) {
      mark = summary.exec = FlagOf(hop);
      if (mark == Mark::kDepends) {
        summary.on_when = WhenOn(hop);
        continue;
      }
      if (mark != Mark::kUnknown) continue;
    } else {
      mark = MarkOf(hop);
      const auto at = std::find(kHopsBehind.begin(), kHopsBehind.end(), hop.hop);
      summary.hops[static_cast<std::size_t>(at - kHopsBehind.begin())] = mark;
      if (hop.hop == Hop::kLogging) summary.recorded = RecordedOf(hop);
    }
    if (rank(mark) > rank(summary.obstacle_mark)) {
      summary.obstacle = hop.hop;
      summary.obstacle_mark = mark;
      worst = &hop;
    }
  }
  if (worst != nullptr) summary.why = WhyOf(*worst, summary.obstacle_mark);
  return summary;
}

}  // namespace

std::string_view HopInWords(Hop hop) {
  return hop == Hop::kTaskRole ? "task role" : hop == Hop::kLaunch ? "exec flag" : HopName(hop);
}

bool ExecSummary::Like(const ExecSummary& other) const {
  return exec == other.exec && hops == other.hops && recorded == other.recorded &&
         obstacle == other.obstacle && on_when == other.on_when;
}

std::vector<ExecSummary> ExecSummaries(const RunResult& result) {
  std::vector<ExecSummary> summaries;
  const std::vector<WorkloadReport>& workloads = result.analysis.workloads;
  for (std::size_t i = 0; i < workloads.size(); ++i) {
    if (result.selected.workload_shown.empty() || result.selected.workload_shown[i]) {
      summaries.push_back(SummaryOf(workloads[i]));
    }
  }
  return summaries;
}

}  // namespace execlint
