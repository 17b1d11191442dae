#include "lint/cli/lint_command.h"

#include <unistd.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lint/cli/about_suppressions.h"
#include "lint/cli/settings.h"
#include "lint/cli/steps.h"
#include "lint/cli/write_outputs.h"
#include "lint/engine/engine.h"
#include "lint/engine/registry.h"
#include "lint/engine/rule_states.h"
#include "lint/engine/select.h"
#include "lint/engine/suppress.h"
#include "lint/project/project.h"
#include "lint/render/run_result.h"
#include "lint/render/terminal.h"
#include "lint/source/disk_file_reader.h"
#include "lint/source/format.h"
#include "lint/source/path_in_words.h"

namespace execlint {
namespace {

void Say(const std::string& message) {
  const std::string line = "execlint: " + message + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

tl::expected<LoadedProject, Error> Load(const Options& options, const AfterWalk& after_walk) {
  if (options.paths.front() != "-") return LoadProject(options.paths, options.jobs, after_walk);
  auto bytes = ReadDescriptor(STDIN_FILENO);
  if (!bytes) return tl::make_unexpected(Error{"standard input: " + bytes.error().message});
  return LoadProject(StandardInput{options.stdin_filename, std::move(*bytes)}, options.jobs,
                     after_walk);
}

void NoteWhatIsRead(const LoadedProject& project, Steps& steps) {
  const ShownPaths shown(project.root);
  steps.Note("project", project.root);
  for (const ProjectFile& file : project.files) steps.Note("file", shown(file.path));
}

void SayWhatIsUnread(const RunResult& result, const LoadedProject& project) {
  const ShownPaths shown(project.root);
  for (const Problem& unread : result.unread) {
    Say(Format("{}: {}", SafeText(shown(unread.path)), unread.message));
  }
}

void SayWhatIsMissing(const RunResult& result, const LoadedProject& project) {
  const ShownPaths shown(project.root);
  for (const std::string& name : result.analysis.undeclared_inputs) {
    Say(Format("--var {}: nothing that speaks of ECS here has an input of that name",
               SafeText(name)));
  }
  for (const std::string& path : result.analysis.unused_var_files) {
    Say(Format("--var-file {}: nothing that speaks of ECS here has an input that it gives a value",
               SafeText(shown(path))));
  }
  if (result.files == 0) {
    Say("nothing to lint: no .tf, .tofu, .tfvars, .json, .yaml, .yml or .template file here");
  } else if (result.analysis.workloads.empty() && result.analysis.findings.empty() &&
             result.suppressed.empty()) {
    const auto counted = [](std::size_t number, std::string_view what) {
      return Format("{} {}{}", number, what, number == 1 ? "" : "s");
    };
    std::string found =
        "nothing to report on: " + counted(result.files, "file") +
        " here, and no ECS service, task definition or cluster that they create with the "
        "inputs they are given";
    if (const std::size_t unread = result.analysis.unread_modules; unread > 0) {
      found += "; " + counted(unread, "module call") + " lead" + (unread == 1 ? "s" : "") +
               " to what is not in the scan";
    }
    Say(found);
  }
}

// All that is large of a run. Members point into those before them.
struct Run {
  explicit Run(LoadedProject loaded) : project(std::move(loaded)) {}
  LoadedProject project;
  Configs configs;
  std::optional<Project> input;
  Discovery discovery;
  Analysis analysis;
};

}  // namespace

int RunLint(const Options& options, const Parts& parts, std::shared_ptr<const void>& memory) {
  Steps steps(
      {.verbose = options.verbose, .progress = !options.text.quiet && isatty(STDERR_FILENO) == 1});
  steps.Begin("reading the files");
  Settings settings;
  auto loaded = Load(options, ReadSettings(options, parts, settings));
  if (!loaded) {
    steps.End();
    Say(loaded.error().message);
    return 2;
  }
  const auto run = std::make_shared<Run>(std::move(*loaded));
  memory = run;
  run->configs = std::move(settings.configs);
  if (auto read = ReadVarFiles(run->configs, run->project); !read) {
    Say(read.error().message);
    return 2;
  }
  Selection selection = options.selection;
  selection.configs = &run->configs;
  const auto rules = ChooseRules(parts.rules, selection);
  if (!rules) {
    Say(SafeText(rules.error().message));
    return 2;
  }
  std::vector<GivenVarFile> var_files;
  for (const auto& [path, after] : options.var_files) {
    auto file = ReadGiven(run->project, path);
    if (!file) {
      Say(SafeText(file.error().message));
      return 2;
    }
    var_files.push_back({std::move(*file), after});
  }
  LoadedProject* project = &run->project;
  const Project& input = run->input.emplace(Project{.sources = *project->sources,
                                                    .reader = *project->reader,
                                                    .files = project->files,
                                                    .links = project->links,
                                                    .named = project->named,
                                                    .variables = options.variables,
                                                    .var_files = std::move(var_files),
                                                    .jobs = options.jobs,
                                                    .configs = &run->configs});
  NoteWhatIsRead(*project, steps);
  steps.Begin("finding what is deployed");
  run->discovery = Discover(input, parts.frontends);
  for (const UnitPlan& unit : run->discovery.units) {
    steps.Note(Format("{} unit", unit.frontend), SpellPath(unit.path, ShownPaths(project->root)));
  }
  steps.Begin(Format("analyzing {} unit{}", run->discovery.units.size(),
                     run->discovery.units.size() == 1 ? "" : "s"));
  // Each output spells the paths in its own way.
  run->analysis = AnalyzeUnits(input, run->discovery, *rules, PathInWords);
  Analysis& analysis = run->analysis;
  ApplyConfigs(analysis.findings, *project->sources, selection);
  std::vector<Use> uses;
  std::vector<Suppressed> suppressed;
  if (!options.no_suppressions) {
    suppressed = Suppress(analysis.findings, *project->sources, &uses,
                          {.today = parts.today, .configs = &run->configs});
  }
  selection.reports = [&](std::string_view path) { return project->Reports(path); };
  for (Suppressed& one : suppressed) {
    one.fate = FateOf(one.finding, *project->sources, selection);
    one.omitted = options.omit_suppressed;
  }
  const RunResult result{.sources = *project->sources,
                         .rules = parts.rules,
                         .ran = *rules,
                         .analysis = analysis,
                         .suppressed = std::move(suppressed),
                         .selected = Select(analysis, *project->sources, selection),
                         .unread = project->unread,
                         .files = project->files.size(),
                         .version = parts.version,
                         .policy_data_date = parts.policy_data_date};
  steps.End();
  if (const auto written = WriteOutputs(result, *project, options); !written) {
    Say(SafeText(written.error().message));
    return 2;
  }
  SayWhatIsUnread(result, *project);
  if (options.text.quiet) return ExitStatus(analysis, result.selected, result.unread, selection);
  SayWhatIsMissing(result, *project);
  for (const std::string& line : AboutSettings(settings, *project, analysis)) Say(line);
  if (!options.no_suppressions) {
    const std::vector<std::string> lines =
        AboutSuppressions(*project, parts, uses, *rules, selection);
    for (const std::string& line : lines) Say(line);
  }
  return ExitStatus(analysis, result.selected, result.unread, selection);
}

}  // namespace execlint
