// One unit, from its model to findings, unknown entries and exec paths: run the rules, gather what
// they state, report it.
#include <string>
#include <utility>
#include <vector>

#include "lint/engine/elsewhere.h"
#include "lint/engine/engine.h"
#include "lint/engine/exec_path.h"
#include "lint/engine/finding_environments.h"
#include "lint/engine/gather.h"
#include "lint/engine/report_findings.h"
#include "lint/engine/run.h"
#include "lint/engine/unknown_entries.h"
#include "lint/engine/unseen.h"
#include "lint/source/format.h"
#include "lint/source/problem.h"
#include "lint/source/unread_text.h"
#include "lint/value/scenario.h"

namespace execlint {
namespace {

constexpr std::size_t kMostWays = 25'000;  // to the findings of one unit; each takes some 20 kB

}  // namespace

Analysis AnalyzeModel(const Model& model, SourceMap& sources, std::span<const Rule* const> rules,
                      std::size_t most_workloads) {
  Analysis analysis;
  for (const Problem& problem : model.problems) {
    if (problem.kind == Problem::kSyntax) MarkUnread(problem.span, sources);
  }
  const Launches launches(model, most_workloads);
  if (const std::size_t left_out = launches.left_out(); left_out > 0) {
    analysis.given_up.push_back(Problem::Unread(
        model.path,
        Format("{} of its {} workloads were not looked at: they are too many for one run", left_out,
               left_out + launches.size())));
  }
  UnknownEntries unknowns(model.path, sources);
  std::vector<Unexplored> unexplored;

  for (const Head* used : launches.used_elsewhere()) {
    analysis.used.emplace(used->site.unit, used->address);
  }
  const auto add_path = [&](const Launch& launch) {
    if (auto path = PathOf(launch, sources, unknowns, unexplored)) {
      analysis.workloads.push_back(std::move(*path));
    }
  };
  FindingEnvironments environments(launches);
  BlockTexts blocks;
  std::size_t ways = 0, left_out = 0;
  const auto add_findings = [&](const RuleRun& run) {
    for (const Case<RunCase>& one : run.cases) {
      if (Fails(one.when, model.selectors)) continue;  // nothing is deployed then
      for (const Untold& untold : one.value.untold) {
        unknowns.Add(*run.subject, run.rule->hop, untold.why, untold.what,
                     When({one.when}, model.selectors));
      }
    }
    const GatheredRun gathered = Gather(run, model.selectors, sources);
    for (const IfTurnedOn& one : gathered.unknown) {
      unknowns.Add(run.launch->head(), run.rule->hop, *one.flag,
                   "if exec is turned on: " + one.message, one.when);
    }
    for (const Gathered& one : gathered.findings) {
      if (ways >= kMostWays) {
        ++left_out;
        continue;
      }
      ways += 1 + one.by_way.size();
      launches.CheckTime();
      Finding finding = ReportFinding(run, one, model, sources, blocks);
      for (const Gathered& way : one.by_way) {
        finding.joined.push_back(ReportFinding(run, way, model, sources, blocks));
        finding.joined.back().environments = environments.Of(run.launch, way.guards);
      }
      finding.environments = environments.Of(run.launch, one.guards);
      analysis.findings.push_back(std::move(finding));
    }
  };
  RunRules(launches, rules, unexplored, add_findings, add_path);
  if (left_out > 0) {
    analysis.given_up.push_back(Problem::Unread(
        model.path,
        Format("{} of its findings are not told: they are too many for one run", left_out)));
  }
  launches.CheckTime();
  for (const Unexplored& one : unexplored) unknowns.Add(one);
  analysis.unknowns = unknowns.Take();
  AddUnseenModules(model, sources, analysis);
  analysis.unread_modules = model.opaque.size();
  analysis.wanted_modules = WantedModules(model, sources, analysis);
  analysis.fetched_modules = model.fetched_modules;
  return analysis;
}

}  // namespace execlint
