#include "lint/render/exec_summary.h"

#include <algorithm>

#include "lint/engine/rule.h"
#include "lint/render/words.h"
#include "lint/render/wrap.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

using State = HopReport::State;

constexpr std::size_t kNamedConditions = 2;
constexpr std::size_t kShortCondition = 40;
constexpr std::size_t kMostBlocked = 3;

// A state that rests on a guess is none that one could rely on.
HopMark MarkOf(const State& state) {
  if (state.state == Verdict::State::kUnknown) return HopMark::kUnknown;
  if (state.confidence == Confidence::kLow) return HopMark::kUnknown;
  return state.state == Verdict::State::kOpen ? HopMark::kOpen : HopMark::kBlocked;
}

HopMark MarkOf(const HopReport& hop) {
  bool open = false, blocked = false, unknown = false;
  for (const State& state : hop.states) {
    const HopMark mark = MarkOf(state);
    open |= mark == HopMark::kOpen;
    blocked |= mark == HopMark::kBlocked;
    unknown |= mark == HopMark::kUnknown;
  }
  if (blocked && (open || unknown)) return HopMark::kDepends;
  if (blocked) return HopMark::kBlocked;
  return unknown ? HopMark::kUnknown : open ? HopMark::kOpen : HopMark::kNone;
}

bool IsOn(const State& state) { return MarkOf(state) == HopMark::kOpen; }

// Of the flag: exec that is on in some scenarios, whatever the others say, depends on them. It is
// on if it is so wherever the workload exists.
HopMark FlagOf(const HopReport& launch) {
  if (std::all_of(launch.states.begin(), launch.states.end(), IsOn)) return HopMark::kOpen;
  if (std::any_of(launch.states.begin(), launch.states.end(), IsOn)) return HopMark::kDepends;
  // Off in some scenarios and unknown in others: nobody knows whether it is ever on.
  const HopMark mark = MarkOf(launch);
  return mark == HopMark::kDepends ? HopMark::kUnknown : mark;
}

std::string Either(const std::vector<std::string>& conditions) {
  std::string words;
  for (std::size_t i = 0; i < conditions.size() && i < kNamedConditions; ++i) {
    words += (i > 0 ? ", or " : "") + conditions[i];
  }
  if (conditions.size() > kNamedConditions) {
    words += Format(", or in {}",
                    Counted(conditions.size() - kNamedConditions, "more case", "more cases"));
  }
  return words;
}

std::vector<std::string> WhenOn(const HopReport& launch) {
  std::vector<std::string> conditions;
  for (const State& state : launch.states) {
    if (!IsOn(state)) continue;
    conditions.insert(conditions.end(), state.when.begin(), state.when.end());
  }
  return conditions;
}

// "`var.a` is `x` and `var.b` is empty" -> "`var.a`" and "`var.b`".
std::vector<std::string> InputsOf(const std::vector<std::string>& conditions) {
  std::vector<std::string> inputs;
  for (const std::string& words : conditions) {
    for (std::size_t begin = words.find('`'); begin != words.npos;) {
      const std::size_t end = words.find('`', begin + 1);
      if (end == words.npos) break;
      const std::string name = words.substr(begin, end + 1 - begin);
      const bool is_input = words.compare(end + 1, 4, " is ") == 0;
      if (is_input && std::find(inputs.begin(), inputs.end(), name) == inputs.end()) {
        inputs.push_back(name);
      }
      begin = words.find('`', end + 1);
    }
  }
  return inputs;
}

// "exec is on when `var.exec` is `true`", or what decides where that would be long: "exec depends
// on `var.exec` and `var.env`".
std::string Condition(std::string_view holds, std::string_view depends,
                      const std::vector<std::string>& conditions) {
  const std::string when = Either(conditions);
  const std::vector<std::string> inputs = InputsOf(conditions);
  const bool is_short = ColumnsOf(when) <= kShortCondition || inputs.empty();
  return is_short ? Format("{} when {}", holds, when)
                  : Format("{} on {}", depends, Joined(inputs, " and "));
}

std::vector<std::string> ConditionsOf(const HopReport& launch, HopMark flag) {
  std::vector<std::string> conditions;
  const std::vector<std::string> when_on = WhenOn(launch);
  const bool always = std::any_of(launch.states.begin(), launch.states.end(),
                                  [](const State& state) { return state.when.empty(); });
  if (flag == HopMark::kDepends) {
    conditions.push_back(Condition("exec is on", "exec depends", when_on));
  } else if (flag == HopMark::kOpen && !when_on.empty() && !always) {
    conditions.push_back(Condition("exists", "its existence depends", when_on));
    return conditions;
  }
  const auto in_doubt =
      std::find_if(launch.states.begin(), launch.states.end(),
                   [](const State& state) { return IsOn(state) && !state.reasons.empty(); });
  if (in_doubt != launch.states.end()) conditions.push_back(in_doubt->reasons.front());
  return conditions;
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

std::string WhyOf(const HopReport& hop, HopMark mark) {
  const HopMark wanted = mark == HopMark::kDepends ? HopMark::kBlocked : mark;
  const auto state = std::find_if(hop.states.begin(), hop.states.end(),
                                  [&](const State& one) { return MarkOf(one) == wanted; });
  std::string why = state->summary;
  if (state->state == Verdict::State::kUnknown) {
    why = state->reasons.empty() ? "" : std::string(CauseOf(state->reasons.front()));
  } else if (wanted == HopMark::kUnknown) {
    why = "perhaps " + why;
  }
  if (mark == HopMark::kDepends && !state->when.empty()) why += " when " + Either(state->when);
  const std::string name(HopInWords(hop.hop));
  return why.starts_with(name + " ") ? why : name + ": " + why;
}

// Behind hops that are all open. What the column of `recorded` says already is left out.
std::string WhyNotRecorded(const HopReport& logging, std::string_view recorded) {
  if (recorded == "no") {
    std::string_view why = logging.states.front().summary;
    constexpr std::string_view kSaid = "sessions are not recorded: ";
    if (why.starts_with(kSaid)) why.remove_prefix(kSaid.size());
    return std::string(why);
  }
  if (recorded != "unknown") return "";
  const auto state = std::find_if(logging.states.begin(), logging.states.end(),
                                  [](const State& one) { return one.recorded == "unknown"; });
  return state->reasons.empty() ? "" : "unknown " + state->reasons.front();
}

ExecSummary SummaryOf(const WorkloadReport& workload) {
  ExecSummary summary{.workload = workload.address, .unit = workload.unit};
  const HopReport* worst = nullptr;
  // The gravest first: blocked, then depends, then unknown.
  const auto rank = [](HopMark mark) {
    return mark == HopMark::kBlocked   ? 3
           : mark == HopMark::kDepends ? 2
           : mark == HopMark::kUnknown ? 1
                                       : 0;
  };
  for (const HopReport& hop : workload.hops) {
    HopMark mark = HopMark::kNone;
    if (hop.hop == Hop::kLaunch) {
      mark = summary.exec = FlagOf(hop);
      summary.conditions = ConditionsOf(hop, mark);
      if (mark != HopMark::kUnknown) continue;
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
  if (!workload.reading.empty()) {
    summary.conditions.insert(summary.conditions.begin(), workload.reading);
  }
  if (worst != nullptr) {
    summary.why = WhyOf(*worst, summary.obstacle_mark);
  } else if (!summary.recorded.empty()) {
    summary.why = WhyNotRecorded(workload.hops.back(), summary.recorded);  // logging is the last
  }
  return summary;
}

}  // namespace

std::string_view HopInWords(Hop hop) {
  return hop == Hop::kTaskRole ? "task role" : hop == Hop::kLaunch ? "exec flag" : HopName(hop);
}

bool ExecSummary::Like(const ExecSummary& other) const {
  return exec == other.exec && hops == other.hops && recorded == other.recorded &&
         obstacle == other.obstacle && conditions == other.conditions;
}

std::vector<ExecSummary> ExecSummaries(const RunResult& result) {
  std::vector<ExecSummary> summaries;
  const std::vector<WorkloadReport>& workloads = result.analysis.workloads;
  for (std::size_t i = 0; i < workloads.size(); ++i) {
    if (result.selected.workload_shown[i]) summaries.push_back(SummaryOf(workloads[i]));
  }
  return summaries;
}

std::vector<std::string> AboutBlocked(const RunResult& result) {
  const auto all_ran = [&](Hop hop) {
    std::size_t rules = 0, ran = 0;
    for (const RuleEntry& entry : result.rules) {
      if (entry.rule->hop != hop || entry.rule->off_by_default) continue;
      ++rules;
      if (std::ranges::find(result.ran, entry.rule) != result.ran.end()) ++ran;
    }
    return rules > 0 && ran == rules;
  };
  std::vector<std::string> about;
  if (!result.analysis.given_up.empty()) return about;  // what was given up may have told it
  std::size_t more = 0;
  for (std::size_t i = 0; i < result.analysis.workloads.size(); ++i) {
    const WorkloadReport& workload = result.analysis.workloads[i];
    if (!result.selected.workload_shown[i] || SummaryOf(workload).exec != HopMark::kOpen) continue;
    for (const HopReport& hop : workload.hops) {
      if (hop.hop == Hop::kLaunch || MarkOf(hop) != HopMark::kBlocked || !all_ran(hop.hop) ||
          result.analysis.reported.contains({hop.hop, workload.unit, workload.address})) {
        continue;
      }
      if (about.size() == kMostBlocked) {
        ++more;
        continue;
      }
      about.push_back(Format("no rule reports this yet: ECS Exec does not work in `{}`: {}",
                             workload.address, WhyOf(hop, HopMark::kBlocked)));
    }
  }
  if (more > 0) about.push_back(Format("and {}", Counted(more, "more like it", "more like these")));
  return about;
}

}  // namespace execlint
