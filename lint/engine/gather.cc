#include "lint/engine/gather.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace execlint {
namespace {

// What the statement rests on: its own grounds, that its subject exists, and the exec flag.
Grounds GroundsIn(const Rule& rule, const RunCase& found_in, const RawFinding& finding) {
  Grounds grounds = finding.grounds;
  grounds.And({.worst = found_in.subject});
  if (IsGated(rule.hop) && found_in.gate == Workload::Gate::kOn) {
    grounds.And(found_in.flag.grounds());
  }
  return grounds;
}

// What a rule states in one case, at one place.
struct Stated {
  const RawFinding* finding = nullptr;
  const RunCase* found_in = nullptr;
  const Guard* guard = nullptr;
  Standing standing = Standing::kGiven;
  Severity severity = Severity::kNote;
  Confidence confidence = Confidence::kLow;
};

// What a rule states of a place. What it takes for an error in one case and for a warning in
// another (on EC2 alone) is two things; so is what it says of two containers that have one value.
struct AtPlace {
  Span at;
  Severity severity = Severity::kNote;
  std::string property = {};
  std::vector<Stated> statements = {};
};

// The var file that is chosen; kOpen where it does not matter which.
std::uint8_t FileOf(const Guard& guard, const std::vector<Selector>& selectors) {
  for (const Choice& choice : guard) {
    if (selectors[choice.selector].what == Selector::What::kVarFiles) return choice.candidate;
  }
  return Scenario::kOpen;
}

// The var file, and where the flag and the places stand that the finding names: file and offset.
using Way = std::pair<std::uint8_t, std::vector<std::pair<FileId, std::uint32_t>>>;

Way WayOf(const Stated& one, const std::vector<Selector>& selectors, const SourceMap& sources) {
  Way way{FileOf(*one.guard, selectors), {}};
  const auto add = [&](const Place& place) {
    const Span at = sources.Spell(place.span);
    way.second.emplace_back(at.file, at.begin);
  };
  add(one.found_in->flag.place());
  for (const RelatedPlace& related : one.finding->extras.related) add(related.place);
  return way;
}

// The statement as it may be made: what needs a value that nobody is known to choose is at most a
// warning at medium confidence, and a note where it rests on another default too.
Stated Judged(const Rule& rule, const RunCase& found_in, const RawFinding& finding,
              const Guard& guard, const std::vector<Selector>& selectors) {
  const Grounds grounds = GroundsIn(rule, found_in, finding);
  Stated made{.finding = &finding,
              .found_in = &found_in,
              .guard = &guard,
              .standing = StandingOf(guard, selectors),
              .severity = finding.extras.severity.value_or(rule.severity),
              .confidence = std::min(ConfidenceOf(grounds),
                                     finding.extras.confidence_cap.value_or(Confidence::kHigh))};
  if (made.standing == Standing::kPossible) {
    const bool by_default = grounds.worst != Certainty::kCertain;
    made.severity = std::min(made.severity, by_default ? Severity::kNote : Severity::kWarning);
  }
  if (made.standing != Standing::kGiven) {
    made.confidence = std::min(made.confidence, Confidence::kMedium);
  }
  return made;
}

// Joins what is stated at one place. Where something is stated for values that are given, these
// statements decide, and others only add to the scenarios.
std::optional<Gathered> Joined(const Rule& rule, const std::vector<Stated>& statements,
                               const RuleRun& run, const std::vector<Selector>& selectors) {
  const auto surest =
      std::min_element(statements.begin(), statements.end(),
                       [](const Stated& a, const Stated& b) { return a.standing < b.standing; });
  const Standing standing = surest->standing;
  const bool worth_saying = rule.effect == Effect::kBlocks && rule.severity > Severity::kNote;
  if (standing == Standing::kPossible && !worth_saying) return std::nullopt;
  const Stated* best = nullptr;
  Gathered gathered;
  std::vector<Guard> guards;
  for (const Stated& one : statements) {
    guards.push_back(*one.guard);
    if (one.standing != standing) continue;
    gathered.confidence = std::max(gathered.confidence, one.confidence);
    if (best == nullptr ||
        std::pair(one.severity, one.confidence) > std::pair(best->severity, best->confidence)) {
      best = &one;
    }
  }
  gathered.finding = best->finding;
  gathered.found_in = best->found_in;
  gathered.severity = best->severity;
  std::vector<Guard> others;
  for (const auto& [guard, found_in] : run.cases) {
    if (std::find(guards.begin(), guards.end(), guard) == guards.end()) others.push_back(guard);
  }
  gathered.when = When(guards, selectors, others);
  gathered.guards = std::move(guards);
  return gathered;
}

}  // namespace

Confidence ConfidenceOf(const Grounds& grounds) {
  if (grounds.worst == Certainty::kLikely) return Confidence::kLow;
  if (grounds.worst == Certainty::kDefaulted || grounds.absence_on_open) return Confidence::kMedium;
  return Confidence::kHigh;
}

GatheredRun Gather(const RuleRun& run, const std::vector<Selector>& selectors,
                   const SourceMap& sources) {
  const Rule& rule = *run.rule;
  GatheredRun result;
  std::vector<AtPlace> places;
  for (const auto& [guard, found_in] : run.cases) {
    for (const RawFinding& finding : found_in.findings) {
      const bool gated = run.launch != nullptr && IsGated(rule.hop);
      if (gated && found_in.gate == Workload::Gate::kUnknown) {
        if (Fails(guard, selectors)) continue;
        result.unknown.push_back(
            {found_in.flag.unknown(), finding.message, When({guard}, selectors)});
        continue;
      }
      if (gated && found_in.gate == Workload::Gate::kNoLauncher &&
          rule.without_launcher == WithoutLauncher::kSilent) {
        continue;
      }
      const Span at = sources.Spell(finding.primary.place.span);
      const Severity severity = finding.extras.severity.value_or(rule.severity);
      auto place = std::find_if(places.begin(), places.end(), [&](const AtPlace& one) {
        return one.at == at && one.severity == severity && one.property == finding.primary.property;
      });
      if (place == places.end()) {
        place = places.insert(places.end(), {at, severity, finding.primary.property});
      }
      place->statements.push_back(Judged(rule, found_in, finding, guard, selectors));
    }
  }
  for (const AtPlace& place : places) {
    auto gathered = Joined(rule, place.statements, run, selectors);
    if (!gathered) continue;
    std::map<Way, std::vector<Stated>> by_way;
    for (const Stated& one : place.statements)
      by_way[WayOf(one, selectors, sources)].push_back(one);
    if (by_way.size() > 1) {
      for (const auto& [way, statements] : by_way) {
        if (auto one = Joined(rule, statements, run, selectors))
          gathered->by_way.push_back(std::move(*one));
      }
    }
    result.findings.push_back(std::move(*gathered));
  }
  return result;
}

}  // namespace execlint
