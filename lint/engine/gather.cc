#include "lint/engine/gather.h"

#include <algorithm>
#include <utility>

namespace execlint {
namespace {

Confidence ConfidenceIn(const Rule& rule, const RunCase& found_in, const RawFinding& finding) {
  Grounds grounds = finding.grounds;
  grounds.And({.worst = found_in.subject});
  if (IsGated(rule.hop) && found_in.gate == Workload::Gate::kOn) {
    grounds.And(found_in.flag.grounds());
  }
  const Confidence confidence = ConfidenceOf(grounds);
  const auto& cap = finding.extras.confidence_cap;
  return cap ? std::min(confidence, *cap) : confidence;
}

// Everything stated at one place.
struct AtPlace {
  Span at;
  Gathered gathered;
  Confidence of_finding;  // of the case that `gathered.finding` is from
  std::vector<Guard> guards;
};

Severity SeverityOf(const Rule& rule, const RawFinding& finding) {
  return finding.extras.severity.value_or(rule.severity);
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
        result.unknown.push_back(
            {found_in.flag.unknown(), finding.message, When({guard}, selectors)});
        continue;
      }
      if (gated && found_in.gate == Workload::Gate::kNoLauncher &&
          rule.without_launcher == WithoutLauncher::kSilent) {
        continue;
      }
      const Span at = sources.Spell(finding.primary.place.span);
      const Confidence confidence = ConfidenceIn(rule, found_in, finding);
      auto place = std::find_if(places.begin(), places.end(),
                                [&](const AtPlace& one) { return one.at == at; });
      if (place == places.end()) {
        places.push_back({at, {&finding, &found_in, confidence, {}}, confidence, {guard}});
        continue;
      }
      Gathered& gathered = place->gathered;
      const auto rank = std::pair(SeverityOf(rule, finding), confidence);
      if (rank > std::pair(SeverityOf(rule, *gathered.finding), place->of_finding)) {
        gathered.finding = &finding;
        gathered.found_in = &found_in;
        place->of_finding = confidence;
      }
      gathered.confidence = std::max(gathered.confidence, confidence);
      place->guards.push_back(guard);
    }
  }
  for (AtPlace& place : places) {
    place.gathered.when = When(place.guards, selectors);
    // A finding that holds only for *other* is a guess about a value that the code does not name.
    if (place.gathered.when.OnlyOther()) place.gathered.confidence = Confidence::kLow;
    result.findings.push_back(std::move(place.gathered));
  }
  return result;
}

}  // namespace execlint
