#include "lint/engine/report_findings.h"

#include <utility>

#include "lint/engine/elsewhere.h"
#include "lint/project/walk.h"
#include "lint/source/format.h"
#include "lint/source/path_in_words.h"

namespace execlint {
namespace {

using How = RouteStep::How;

// How a value left the place where it is written.
struct Origin {
  // The first step that gave it a name; null if it was only chosen or encoded where it stands.
  const RouteStep* name = nullptr;
  bool inside = false;  // the name is that of a list or map which it is an element of
  const RouteStep* decision = nullptr;  // the condition nearest to where it is written
  bool decided_again = false;           // by another condition

  // Is it the value of an input as it is given, or left out, and nothing else?
  bool given_by_input() const {
    if (name == nullptr || inside || decision != nullptr) return false;
    return name->how == How::kLeftOut || name->how == How::kVarFile ||
           (name->how == How::kReference && !name->input.empty());
  }
  // The input to give its other value; empty where that is not told.
  std::string_view input_to_turn() const {
    return decision == nullptr || decided_again ? std::string_view() : decision->input;
  }
};

Origin OriginOf(const Place& place) {
  Origin origin;
  bool element = false;
  std::vector<const RouteStep*> steps;
  for (const RouteStep* step = place.route; step != nullptr; step = step->before) {
    steps.push_back(step);
  }
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    const How how = (*step)->how;
    element |= how == How::kElement;
    if (how == How::kDecision) {
      origin.decided_again = origin.decision != nullptr;
      if (origin.decision == nullptr) origin.decision = *step;
    }
    const bool names = how != How::kDecision && how != How::kElement && how != How::kEncoded &&
                       how != How::kSecret;
    if (!names || origin.name != nullptr) continue;
    origin.name = *step;
    origin.inside = element;
  }
  return origin;
}

bool InDownloadedCode(Span at, const SourceMap& sources) {
  return at.valid() && IsDownloaded(sources.path(sources.Spell(at).file));
}

// Is what the finding is about made by that call?
bool IsInCall(const Primary& primary, const RouteStep& call) {
  const RouteStep* step = primary.owner == nullptr ? nullptr : primary.owner->calls;
  while (step != nullptr && step->at != call.at) step = step->before;
  return step != nullptr;
}

// Where this project takes in what stands in downloaded code: the call of the module that the
// finding's owner is in, or what reads a value out of such a module. Invalid if nothing here does.
Span TakenInAt(const Primary& primary, const SourceMap& sources) {
  const auto is_own = [&](const RouteStep& step) {
    return step.at.valid() && !InDownloadedCode(step.at, sources);
  };
  if (primary.owner != nullptr && InDownloadedCode(primary.owner->span, sources)) {
    for (const RouteStep* call = primary.owner->calls; call != nullptr; call = call->before) {
      if (is_own(*call)) return sources.Spell(call->at);
    }
  }
  Span first;
  for (const RouteStep* step = primary.place.route; step != nullptr; step = step->before) {
    if (is_own(*step)) first = sources.Spell(step->at);
  }
  return first;
}

// Moves a finding out of downloaded code, which nobody edits.
void TakeOut(const Primary& primary, const SourceMap& sources, Finding& finding) {
  if (!InDownloadedCode(finding.primary, sources)) return;
  const Span here = TakenInAt(primary, sources);
  if (!here.valid()) return;
  finding.primary = here;
  finding.inside = Format("{} {}", finding.fingerprints.address, finding.written.begin);
}

void AddCalls(const Head& owner, Model::Source source, const SourceMap& sources, Finding& finding) {
  for (const RouteStep* call = owner.calls; call != nullptr; call = call->before) {
    if (sources.Spell(call->at) == finding.primary) continue;
    AddRelated(finding.related, {sources.Spell(call->at), source == Model::Source::kTemplate
                                                              ? "the stack is nested here"
                                                              : "the module is called here"});
  }
}

// What stands at a place; empty where it is not short, or takes several lines.
std::string ShortText(Span at, const SourceMap& sources) {
  constexpr std::size_t kShort = 60;
  const std::string text = sources.MaskedText(sources.Spell(at));
  return text.size() > kShort || text.find('\n') != text.npos ? std::string() : text;
}

// What to write where the value has a name; empty where no edit can be named.
std::string HowByName(const RouteStep& step, std::string_view value, bool always,
                      const SourceMap& sources) {
  const Span at = sources.Spell(step.at);
  switch (step.how) {
    case How::kDefault:
      if (step.input.empty()) return "";
      return always ? Format("set the default of `{}` to `{}`", step.input, value)
                    : Format("give `{}` the value `{}`", step.input, value);
    case How::kReference:
      if (step.input.empty()) break;
      [[fallthrough]];
    case How::kCommandLine:
      return Format("give `{}` the value `{}`", step.input, value);
    case How::kVarFile:
      return Format("set `{}` to `{}` in {}", step.input, value,
                    PathInWords(sources.path(at.file)));
    case How::kModuleInput:
    case How::kLeftOut:
      return Format("set `{}` to `{}` in this call", step.input, value);
    default:
      break;
  }
  return Format("set `{}` to `{}`", sources.MaskedText(at), value);
}

// What to write where a condition chooses the value.
std::string HowByCondition(const SlotChange& change, const Origin& origin, bool in_this_call,
                           const SourceMap& sources) {
  if (const std::string_view input = origin.input_to_turn(); !input.empty()) {
    return in_this_call ? Format("set `{}` to `{}` in this call", input, change.value)
                        : Format("give `{}` the value `{}`", input, change.value);
  }
  const std::string condition = ShortText(origin.decision->at, sources);
  return condition.empty() ? Format("`{}` is chosen by a condition", change.slot.path)
                           : Format("`{}` is chosen by `{}`", change.slot.path, condition);
}

// Of a value that other code chooses, so that no edit of the property is right: what to write, and
// where, or what chooses it.
std::string ChosenBy(const SlotChange& change, const Origin& origin, const Place& primary, Span at,
                     const SourceMap& sources) {
  const bool sets = change.op == Change::Op::kSet;
  const std::string_view here = sources.Text(at);
  const bool literal =
      here == "true" || here == "false" || here == "\"true\"" || here == "\"false\"";
  if (sets && origin.given_by_input()) {
    return HowByName(*origin.name, change.value, false, sources);
  }
  if (literal && sets && origin.input_to_turn().empty()) {
    return Format("write `{}` here", change.value);
  }
  if (origin.decision != nullptr) {
    const RouteStep* call = CallThatDecides(primary);
    return HowByCondition(change, origin, call != nullptr && sources.Spell(call->at) == at,
                          sources);
  }
  const std::string text = ShortText(origin.name->at, sources);
  return text.empty() ? "" : Format("`{}` comes from `{}`", change.slot.path, text);
}

std::string WithHow(const std::string& title, std::string_view how) {
  return how.empty() ? title : Format("{}: {}", title, how);
}

// A change of the primary property's value is made where the value is written, never where it is
// read. Where no edit is right in all scenarios, or the value is written nowhere yet, the fix is
// told in words alone.
void AddChanges(const RawFinding& raw, bool always, const SourceMap& sources, Finding& finding) {
  const Place& primary = raw.primary.place;
  const Origin origin = OriginOf(primary);
  for (const SlotChange& change : raw.extras.changes) {
    const bool moved =
        change.slot.written && change.slot.path == raw.primary.property && primary.route != nullptr;
    const RouteStep* name = moved && !origin.inside ? origin.name : nullptr;
    const Span edited = sources.Spell(moved ? primary.span : change.slot.at);
    const bool by_own_call =
        name != nullptr && name->how == How::kLeftOut && !InDownloadedCode(name->at, sources);
    if (InDownloadedCode(edited, sources) && !by_own_call) {
      finding.fix = WithHow(change.title, "in the downloaded module, or by an input of it");
      continue;
    }
    const bool by_default = name != nullptr && name->how == How::kDefault;
    if (moved &&
        (origin.decision != nullptr || (origin.name != nullptr && !always && !by_default))) {
      finding.fix =
          WithHow(change.title, ChosenBy(change, origin, primary, finding.primary, sources));
      continue;
    }
    std::string how;
    if (change.op == Change::Op::kSet) {
      how = name != nullptr ? HowByName(*name, change.value, always, sources)
                            : Format("set `{}` to `{}`", change.slot.path, change.value);
    }
    const bool nowhere =
        moved && origin.name != nullptr &&
        (origin.name->how == How::kLeftOut || origin.name->how == How::kCommandLine);
    if (nowhere || (name != nullptr && !always)) {
      finding.fix = WithHow(change.title, name != nullptr ? how : "");
      continue;
    }
    finding.changes.push_back(
        {.op = change.op,
         .owner = raw.primary.owner != nullptr ? raw.primary.owner->address : "",
         .path = change.slot.path,
         .at = edited,
         .value = change.value,
         .title = change.title,
         .how = std::move(how),
         .safe = change.safe});
  }
}

// What is missing, unless nobody can write it there: in downloaded code.
Grant GrantOf(const Extras& extras, const SourceMap& sources) {
  const Head* to = extras.grant_to;
  if (to == nullptr || InDownloadedCode(to->span, sources)) return {};
  const bool one_of_several = to->address.ends_with(']');
  return {.actions = extras.grant,
          .at = sources.Spell(to->span),
          .type = to->type,
          .address = one_of_several ? "" : to->local_address};
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
    for (Reached& reached : finding.workloads) reached.if_launched = true;
    finding.message =
        (launch.kind == Launch::Kind::kCluster ? "for tasks that run here with ECS Exec: "
                                               : "if this task is launched with ECS Exec: ") +
        finding.message;
  }
}

// What makes a finding less than certain where something else than the code may decide.
void DescribeLeftToOthers(Hop hop, const RunCase& found_in, const SourceMap& sources,
                          Finding& finding) {
  if (const auto& setter = found_in.flag_setter) {
    AddRelated(finding.related, {sources.Spell(setter->at.span), setter->phrase});
  }
  const bool by_task = hop == Hop::kContainer || hop == Hop::kTaskRole || hop == Hop::kLogging;
  if (by_task && found_in.task_left_to_others) {
    AddRelated(finding.related, {sources.Spell(found_in.task_left_to_others->span),
                                 "others may run a different task definition"});
  }
}

// Is what the finding is about written in another unit than that of the model?
bool IsInOtherUnit(const Primary& primary) {
  if (primary.owner != nullptr && !primary.owner->site.unit.empty()) return true;
  const Place& place = primary.place;
  return IsHandedOver(place.route) && UsedAt(place) != place.span;
}

// Where another unit publishes what led to the finding, and where that is read.
void AddHandOvers(const RawFinding& raw, const SourceMap& sources, Finding& finding) {
  const auto add = [&](const Place& place) {
    const RouteStep* read = nullptr;  // the step of before
    for (const RouteStep* step = place.route; step != nullptr; read = step, step = step->before) {
      if (step->how != How::kHandedOver && step->how != How::kByName) continue;
      AddRelated(finding.related, {sources.Spell(step->at), std::string(PhraseOf(step->how))});
      if (read != nullptr) {
        AddRelated(finding.related, {sources.Spell(read->at), std::string(PhraseOf(read->how))});
      }
    }
  };
  for (const RelatedPlace& place : raw.extras.related) add(place.place);
  for (const PathStep& step : raw.extras.path) add(step.place);
  for (const Place& place : raw.grounds.places) add(place);
}

}  // namespace

Finding ReportFinding(const RuleRun& run, const Gathered& gathered, const Model& model,
                      const SourceMap& sources, BlockTexts& blocks) {
  const Rule& rule = *run.rule;
  const RawFinding& raw = *gathered.finding;
  Finding finding{.rule = &rule,
                  .primary = sources.Spell(raw.primary.place.span),
                  .written = sources.Spell(raw.primary.place.span),
                  .message = raw.message,
                  .stated = raw.extras.severity.value_or(rule.severity),
                  .severity = gathered.severity,
                  .confidence = gathered.confidence,
                  .fix = raw.extras.fix,
                  .required = raw.extras.required,
                  .scenarios = gathered.when};
  finding.problem = run.problem;
  finding.missing = LacksOf(raw.grounds.missing, model);
  finding.fingerprints = {.address = AddressFingerprint(rule.name, raw.primary, sources),
                          .block = BlockFingerprint(rule.name, raw.primary, sources, blocks),
                          .inside = InsideFingerprint(rule.name, raw.primary, sources)};
  const RouteStep* call = CallThatDecides(raw.primary.place);
  if (call != nullptr) finding.primary = sources.Spell(call->at);
  TakeOut(raw.primary, sources, finding);
  if (raw.primary.owner != nullptr) {
    finding.owner_head = sources.Spell(raw.primary.owner->span);
    finding.owner = raw.primary.owner->address;
    AddCalls(*raw.primary.owner, model.source, sources, finding);
  }
  if (call != nullptr) {
    const bool chosen = FindStep(raw.primary.place.route, How::kDecision) != nullptr;
    AddRelated(finding.related,
               {finding.written, !chosen ? Format("the default of `{}`", call->input)
                                 : IsInCall(raw.primary, *call) ? "chosen for this call"
                                                                : "chosen here"});
  }
  if (!finding.inside.empty()) {
    AddRelated(finding.related, {finding.written, "in the downloaded module, here"});
  }
  for (Related& step : RouteOf(raw.primary.place, sources)) {
    if (step.span != finding.primary) AddRelated(finding.related, std::move(step));
  }
  for (const RelatedPlace& place : raw.extras.related) {
    AddRelated(finding.related, {sources.Spell(place.place.span), place.phrase});
  }
  for (const PathStep& step : raw.extras.path) {
    AddStep(finding.path, {step.hop, {sources.Spell(step.place.span), step.phrase}});
  }
  AddHandOvers(raw, sources, finding);
  finding.grant = GrantOf(raw.extras, sources);
  for (const Place& place : raw.extras.matters) {
    finding.matters.push_back(sources.Spell(place.span));
  }
  AddChanges(raw, gathered.when.always(), sources, finding);
  if (run.launch != nullptr) {
    const Head& head = run.launch->head();
    finding.workloads.push_back(
        {.workload = head.address, .unit = model.path, .at = sources.Spell(head.span)});
    if (IsGated(rule.hop)) DescribeGate(*run.launch, *gathered.found_in, sources, finding);
    if (run.launch->service != nullptr && finding.confidence != Confidence::kHigh) {
      DescribeLeftToOthers(rule.hop, *gathered.found_in, sources, finding);
    }
  }
  finding.unit = model.path;
  finding.in_other_unit = IsInOtherUnit(raw.primary);
  if (run.launch != nullptr) finding.way.push_back(finding.workloads.front().at);
  for (const Related& related : finding.related) finding.way.push_back(related.span);
  return finding;
}

}  // namespace execlint
