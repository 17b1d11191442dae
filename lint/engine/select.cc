#include "lint/engine/select.h"

#include <algorithm>
#include <variant>

#include "lint/engine/rule.h"
#include "lint/engine/rule_names.h"
#include "lint/engine/rule_states.h"

namespace execlint {
namespace {

// Is the place in a file that was asked for?
bool Touches(const Span& span, const SourceMap& sources, const Selection& selection) {
  return span.valid() && (!selection.reports || selection.reports(sources.path(span.file)));
}

Fate FateIn(RuleStates& states, const Finding& finding, const SourceMap& sources,
            const Selection& selection, const Formerly& formerly) {
  const bool here =
      !finding.primary.valid() || Touches(finding.primary, sources, selection) ||
      std::any_of(finding.related.begin(), finding.related.end(), [&](const Related& related) {
        return Touches(related.span, sources, selection);
      });
  if (!here) return Fate::kElsewhere;
  if (!states.Of(finding, sources).asked) return Fate::kRule;
  const bool loses_input = finding.problem && LosesInput(*finding.problem);
  const auto holds = [&](const std::optional<Formerly::Was>& was) {
    return was && !was->Worse(finding) && !loses_input;
  };
  if (holds(formerly.baseline)) return Fate::kBaseline;
  if (holds(formerly.base)) return Fate::kBase;
  if (finding.severity < selection.min_severity) return Fate::kSeverity;
  if (finding.confidence < selection.min_confidence) return Fate::kConfidence;
  return Fate::kShown;
}

// A workload was asked for where its unit was, even if all of its code is in modules elsewhere;
// where it is in a file that was; or where something that decided about it is.
bool IsNamed(const WorkloadReport& workload, const SourceMap& sources, const Selection& selection) {
  if (!workload.at.valid() || Touches(workload.at, sources, selection)) return true;
  if (selection.reports(workload.unit)) return true;
  for (const HopReport& hop : workload.hops) {
    for (const HopReport::State& state : hop.states) {
      for (const Related& ground : state.grounds) {
        if (Touches(ground.span, sources, selection)) return true;
      }
    }
  }
  return false;
}

}  // namespace

tl::expected<std::vector<const Rule*>, Error> ChooseRules(std::span<const RuleEntry> rules,
                                                          const Selection& selection) {
  for (const auto* names : {&selection.select, &selection.extend_select, &selection.ignore}) {
    for (const std::string& name : *names) {
      if (const auto found = RulesCalled(rules, name); !found) {
        return tl::make_unexpected(found.error());
      }
    }
  }
  const RuleStates states(selection);
  std::vector<const Rule*> chosen;
  for (const RuleEntry& entry : rules) {
    const bool tells_of_problems =
        std::holds_alternative<void (*)(const Problem&, Report&)>(entry.rule->check);
    if (tells_of_problems || states.RunsAnywhere(*entry.rule)) chosen.push_back(entry.rule);
  }
  return chosen;
}

std::string_view FateName(Fate fate) {
  switch (fate) {
    case Fate::kShown:
      return "shown";
    case Fate::kElsewhere:
      return "elsewhere";
    case Fate::kRule:
      return "rule";
    case Fate::kBaseline:
      return "baseline";
    case Fate::kBase:
      return "base";
    case Fate::kSeverity:
      return "severity";
    case Fate::kConfidence:
      return "confidence";
  }
  return "";
}

Fate FateOf(const Finding& finding, const SourceMap& sources, const Selection& selection,
            RuleStates& states) {
  return FateIn(states, finding, sources, selection, {});
}

std::size_t Selected::Count(Fate fate) const {
  return static_cast<std::size_t>(std::count(fates.begin(), fates.end(), fate));
}

Selected Select(const Analysis& analysis, const SourceMap& sources, const Selection& selection,
                std::span<const Formerly> formerly) {
  Selected selected{.formerly = {formerly.begin(), formerly.end()}};
  selected.formerly.resize(analysis.findings.size());
  RuleStates states(selection);
  for (std::size_t i = 0; i < analysis.findings.size(); ++i) {
    selected.fates.push_back(
        FateIn(states, analysis.findings[i], sources, selection, selected.formerly[i]));
  }
  for (const WorkloadReport& workload : analysis.workloads) {
    selected.workload_shown.push_back(IsNamed(workload, sources, selection));
  }
  for (const UnknownEntry& entry : analysis.unknowns) {
    // What is unknown of a unit may come from a module elsewhere.
    selected.unknown_shown.push_back(!entry.at.valid() || Touches(entry.at, sources, selection) ||
                                     selection.reports(entry.unit));
  }
  return selected;
}

int ExitStatus(const Analysis& analysis, const Selected& selected, std::span<const Problem> unread,
               const Selection& selection) {
  if (!selection.fail_on) return 0;
  bool lost = std::any_of(unread.begin(), unread.end(),
                          [](const Problem& problem) { return LosesInput(problem.kind); });
  for (std::size_t i = 0; i < analysis.findings.size(); ++i) {
    const Finding& finding = analysis.findings[i];
    if (finding.problem && LosesInput(*finding.problem)) {
      lost |= selected.shown(i) || selected.fates[i] == Fate::kRule;
    } else if (!selected.shown(i)) {
      continue;
    } else if (finding.severity >= *selection.fail_on) {
      return 1;
    }
  }
  for (std::size_t i = 0; i < analysis.unknowns.size(); ++i) {
    const UnknownEntry& entry = analysis.unknowns[i];
    lost |= (entry.unexplored || entry.limit) && selected.unknown_shown[i];
  }
  return lost ? 3 : 0;
}

}  // namespace execlint
