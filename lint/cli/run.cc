#include "lint/cli/run.h"

#include <algorithm>
#include <chrono>
#include <string_view>

#include "lint/engine/engine.h"
#include "lint/engine/rule_states.h"
#include "lint/engine/select.h"
#include "lint/source/format.h"
#include "lint/source/path_in_words.h"
#include "lint/source/problem.h"

namespace execlint {
namespace {

constexpr std::chrono::seconds kTimeOfRest{5};

}  // namespace

tl::expected<std::shared_ptr<Run>, Error> Analyze(RunInput given, const Request& request) {
  const auto& [options, parts, rules, steps, deadline] = request;
  auto run = std::make_shared<Run>(std::move(given));
  LoadedProject& project = run->project;
  Configs& configs = run->settings.configs;
  if (auto read = ReadVarFiles(run->settings, project); !read)
    return tl::make_unexpected(read.error());
  std::vector<GivenVarFile> var_files;
  for (const auto& [path, after] : options.var_files) {
    auto file = ReadGiven(project, path);
    if (!file) return tl::make_unexpected(file.error());
    var_files.push_back({std::move(*file), after});
  }
  const Project& input = run->input.emplace(Project{.sources = *project.sources,
                                                    .reader = *project.reader,
                                                    .files = project.files,
                                                    .links = project.links,
                                                    .named = project.named,
                                                    .variables = options.variables,
                                                    .var_files = std::move(var_files),
                                                    .jobs = options.jobs,
                                                    .configs = &configs,
                                                    .deadline = &deadline});
  steps.Begin("finding what is deployed");
  run->discovery = Discover(input, parts.frontends);
  project.unread.insert(project.unread.end(), run->discovery.unread.begin(),
                        run->discovery.unread.end());
  for (const UnitPlan& unit : run->discovery.units) {
    steps.Note(Format("{} unit", unit.frontend), SpellPath(unit.path, ShownPaths(project.root)));
  }
  const std::size_t units = run->discovery.units.size();
  steps.Begin(Format("analyzing {} unit{}", units, units == 1 ? "" : "s"));
  run->analysis = AnalyzeUnits(input, run->discovery, rules, PathInWords);
  // Where units took all the time, what was found in the others is reported all the same.
  const Deadline deadline_of_rest = deadline.OrIn(kTimeOfRest);
  Selection selection = SelectionIn(project, run->settings, options);
  selection.deadline = &deadline_of_rest;
  ApplyConfigs(run->analysis.findings, *project.sources, selection);
  if (options.no_suppressions) return run;
  run->suppressed =
      Suppress(run->analysis.findings, *project.sources, &run->uses,
               {.today = parts.today, .configs = &configs, .deadline = &deadline_of_rest});
  RuleStates states(selection);
  for (Suppressed& one : run->suppressed) {
    one.fate = FateOf(one.finding, *project.sources, selection, states);
    one.omitted = options.omit_suppressed;
  }
  return run;
}

Selection SelectionIn(const LoadedProject& project, const Settings& settings,
                      const Options& options) {
  Selection selection = options.selection;
  selection.configs = &settings.configs;
  selection.reports = [&project](std::string_view path) { return project.Reports(path); };
  return selection;
}

std::vector<Problem> UnreadIn(const Run& run) {
  std::vector<Problem> unread = run.project.unread;
  unread.insert(unread.end(), run.analysis.given_up.begin(), run.analysis.given_up.end());
  return unread;
}

bool LostInput(const Run& run) {
  const std::vector<Problem> unread = UnreadIn(run);
  const auto& findings = run.analysis.findings;
  return std::any_of(unread.begin(), unread.end(),
                     [](const Problem& problem) { return LosesInput(problem.kind); }) ||
         std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
           return finding.problem && LosesInput(*finding.problem);
         });
}

}  // namespace execlint
