#include "lint/engine/report_findings.h"

#include <utility>

#include "lint/engine/spelling.h"

namespace execlint {
namespace {

// Was the value handed on under a name, rather than chosen or encoded where it stands?
bool CameByName(const Place& place) {
  using How = RouteStep::How;
  for (const RouteStep* step = place.route; step != nullptr; step = step->before) {
    if (step->how != How::kDecision && step->how != How::kElement && step->how != How::kEncoded) {
      return true;
    }
  }
  return false;
}

void AddCalls(const Head& owner, Model::Source source, const SourceMap& sources, Finding& finding) {
  for (const RouteStep* call = owner.calls; call != nullptr; call = call->before) {
    AddRelated(finding.related, {sources.Spell(call->at), source == Model::Source::kTemplate
                                                              ? "in the stack nested here"
                                                              : "in the module called here"});
  }
}

std::vector<Change> ChangesOf(const RawFinding& raw, const SourceMap& sources) {
  const Place& primary = raw.primary.place;
  std::vector<Change> changes;
  for (const SlotChange& change : raw.extras.changes) {
    // A value that came from elsewhere is changed where it is written, never where it is read.
    const bool elsewhere =
        change.slot.written && change.slot.path == raw.primary.property && primary.route != nullptr;
    changes.push_back({.op = change.op,
                       .owner = raw.primary.owner != nullptr ? raw.primary.owner->address : "",
                       .path = change.slot.path,
                       .at = sources.Spell(elsewhere ? primary.span : change.slot.at),
                       .value = change.value,
                       .title = change.title,
                       .safe = change.safe});
  }
  return changes;
}

// One step for all instances of a block: they stand at one place.
void AddStep(std::vector<Step>& path, Step step) {
  const bool there = std::any_of(path.begin(), path.end(), [&](const Step& other) {
    return other.at.span == step.at.span && other.at.phrase == step.at.phrase;
  });
  if (!there && step.at.span.valid()) path.push_back(std::move(step));
}

// What the gate adds: where exec is turned on, or, where the launcher is not in the scan, that the
// finding holds for every launcher.
void DescribeGate(const Launch& launch, const RunCase& found_in, const SourceMap& sources,
                  Finding& finding) {
  if (found_in.gate == Workload::Gate::kOn) {
    const Place& flag = found_in.flag.place();
    AddRelated(finding.related, {sources.Spell(flag.span), "ECS Exec is turned on here"});
    for (Related& step : RouteOf(flag, sources)) AddRelated(finding.related, std::move(step));
  } else if (found_in.gate == Workload::Gate::kNoLauncher) {
    finding.severity = Severity::kNote;
    finding.message =
        (launch.kind == Launch::Kind::kCluster ? "for whatever runs here with ECS Exec: "
                                               : "whoever launches this task with ECS Exec: ") +
        finding.message;
  }
}

// What makes a finding less than certain where `ignore_changes` leaves something to others.
void DescribeLeftToOthers(const Service& service, Hop hop, const SourceMap& sources,
                          Finding& finding) {
  if (service.flag_left_to_others) {
    AddRelated(finding.related, {sources.Spell(service.flag_left_to_others->span),
                                 "others may turn ECS Exec on or off"});
  }
  const bool by_task = hop == Hop::kContainer || hop == Hop::kTaskRole || hop == Hop::kLogging;
  if (by_task && service.task_definition_left_to_others) {
    AddRelated(finding.related, {sources.Spell(service.task_definition_left_to_others->span),
                                 "others may run another task definition than this one"});
  }
}

}  // namespace

Finding ReportFinding(const RuleRun& run, const Gathered& gathered, const Model& model,
                      const SourceMap& sources) {
  const Rule& rule = *run.rule;
  const RawFinding& raw = *gathered.finding;
  Finding finding{.rule = &rule,
                  .primary = sources.Spell(raw.primary.place.span),
                  .message = raw.message,
                  .severity = gathered.severity,
                  .confidence = gathered.confidence,
                  .fix = raw.extras.fix,
                  .scenarios = gathered.when};
  finding.problem = run.problem;
  if (raw.grounds.missing_on) {
    finding.missing_on = OutsideUnit(GlyphsOf(*raw.grounds.missing_on.value));
  }
  if (raw.primary.owner != nullptr) {
    finding.owner_head = sources.Spell(raw.primary.owner->span);
    AddCalls(*raw.primary.owner, model.source, sources, finding);
  }
  for (Related& step : RouteOf(raw.primary.place, sources)) {
    AddRelated(finding.related, std::move(step));
  }
  for (const RelatedPlace& place : raw.extras.related) {
    AddRelated(finding.related, {sources.Spell(place.place.span), place.phrase});
  }
  for (const PathStep& step : raw.extras.path) {
    AddStep(finding.path, {step.hop, {sources.Spell(step.place.span), step.phrase}});
  }
  // A value that an input chooses is written nowhere that could be changed for some scenarios
  // alone.
  if (gathered.when.always() || !CameByName(raw.primary.place)) {
    finding.changes = ChangesOf(raw, sources);
  }
  finding.fingerprints = {AddressFingerprint(rule.name, raw.primary, sources),
                          BlockFingerprint(rule.name, raw.primary, sources)};
  if (run.launch != nullptr) {
    const Head& head = run.launch->head();
    finding.workloads.push_back(
        {.workload = head.address, .unit = model.path, .at = sources.Spell(head.span)});
    if (IsGated(rule.hop)) DescribeGate(*run.launch, *gathered.found_in, sources, finding);
    if (run.launch->service != nullptr && finding.confidence != Confidence::kHigh) {
      DescribeLeftToOthers(*run.launch->service, rule.hop, sources, finding);
    }
  }
  Way way{.unit = model.path};
  if (run.launch != nullptr) {
    way.workload = finding.workloads.front().workload;
    way.places.push_back(finding.workloads.front().at);
  }
  for (const Related& related : finding.related) way.places.push_back(related.span);
  finding.ways.push_back(std::move(way));
  return finding;
}

}  // namespace execlint
