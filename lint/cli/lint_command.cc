#include "lint/cli/lint_command.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/cli/about_suppressions.h"
#include "lint/cli/compare.h"
#include "lint/cli/run.h"
#include "lint/cli/say.h"
#include "lint/cli/settings.h"
#include "lint/cli/steps.h"
#include "lint/cli/write_outputs.h"
#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "lint/engine/rule_states.h"
#include "lint/engine/select.h"
#include "lint/engine/suppress.h"
#include "lint/project/project.h"
#include "lint/render/escape.h"
#include "lint/render/run_result.h"
#include "lint/source/deadline.h"
#include "lint/source/disk_file_reader.h"
#include "lint/source/format.h"
#include "lint/source/path_in_words.h"
#include "lint/source/problem.h"

namespace execlint {
namespace {

tl::expected<LoadedProject, Error> Load(const Options& options, const AfterWalk& after_walk,
                                        const Deadline& deadline) {
  if (options.paths.front() != "-")
    return LoadProject(options.paths, options.jobs, after_walk, &deadline);
  auto bytes = ReadDescriptor(STDIN_FILENO);
  if (!bytes) return tl::make_unexpected(Error{"standard input: " + bytes.error().message});
  return LoadProject(StandardInput{options.stdin_filename, std::move(*bytes)}, options.jobs,
                     after_walk, &deadline);
}

void NoteWhatIsRead(const LoadedProject& project, Steps& steps) {
  const ShownPaths shown(project.root);
  steps.Note("project", project.root);
  // A repository has hundreds of files: a line for each folder is enough to see what is read.
  std::map<std::string, std::size_t> files_in;
  for (const ProjectFile& file : project.files) {
    const std::size_t slash = file.path.rfind('/');
    ++files_in[file.path.substr(0, slash == std::string::npos ? 0 : slash)];
  }
  for (const auto& [folder, files] : files_in) {
    steps.Note("folder", Format("{} ({} file{})", shown(folder), files, files == 1 ? "" : "s"));
  }
}

void SayWhatIsUnread(const RunResult& result, const LoadedProject& project) {
  const ShownPaths shown(project.root);
  for (const Problem& unread : result.unread) {
    Say(Format("{}: {}", SafeText(shown(unread.path)), unread.message));
  }
}

void SayWhatIsMissing(const RunResult& result, const LoadedProject& project) {
  const ShownPaths shown(project.root);
  for (const std::string& remark : project.remarks) Say(SafeText(remark));
  for (const std::string& name : result.analysis.undeclared_inputs) {
    Say(Format("--var {}: no code about ECS here has an input of that name", SafeText(name)));
  }
  for (const std::string& path : result.analysis.unused_var_files) {
    Say(Format("--var-file {}: no code about ECS here has an input that it gives a value to",
               SafeText(shown(path))));
  }
  if (result.files == 0 && !result.unread.empty()) return;  // that is told
  if (result.files == 0) {
    Say("nothing to lint: no .tf, .tofu, .tfvars, .json, .yaml, .yml or .template file here");
  } else if (result.analysis.workloads.empty() && result.analysis.findings.empty() &&
             result.suppressed.empty() && result.analysis.given_up.empty()) {
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

// Why the status is 3, where it is for something that the output does not hold.
void SayWhatIsLost(const RunResult& result, const Options& options) {
  std::set<std::string_view> limited;
  for (std::size_t i = 0; i < result.analysis.unknowns.size(); ++i) {
    const UnknownEntry& entry = result.analysis.unknowns[i];
    if (entry.limit && result.selected.unknown_shown[i]) limited.insert(entry.workload);
  }
  if (!limited.empty()) {
    Say(Format(
        "a limit was reached in what decides about {} workload{} (--show-unknown says where)",
        limited.size(), limited.size() == 1 ? "" : "s"));
  }
  const bool has_text = std::any_of(options.outputs.begin(), options.outputs.end(),
                                    [](const Output& one) { return one.format == "text"; });
  if (has_text && !options.text.quiet) return;            // its counts tell
  std::map<std::string_view, std::set<FileId>> files_of;  // by rule
  for (std::size_t i = 0; i < result.analysis.findings.size(); ++i) {
    const Finding& finding = result.analysis.findings[i];
    if (result.selected.fates[i] != Fate::kRule || !finding.problem) continue;
    if (LosesInput(*finding.problem)) files_of[finding.rule->name].insert(finding.primary.file);
  }
  for (const auto& [rule, files] : files_of) {
    Say(Format("{} file{} could not be parsed ({} is not selected)", files.size(),
               files.size() == 1 ? "" : "s", rule));
  }
  for (std::size_t i = 0; i < result.analysis.unknowns.size(); ++i) {
    if (!result.analysis.unknowns[i].unexplored || !result.selected.unknown_shown[i]) continue;
    Say("there are more combinations of inputs than are looked at: some findings may be missing");
    return;
  }
}

// What a process that is about to exit need not free.
struct Memory {
  Comparison comparison;
  std::shared_ptr<Run> run;
};

// The exit status. Error: what makes it 2.
tl::expected<int, Error> Lint(const Options& options, const Parts& parts,
                              std::shared_ptr<const void>& memory, Steps& steps) {
  const Deadline deadline(std::chrono::seconds(options.timeout));
  steps.Begin("reading the files");
  auto comparison = Comparison::Begin(options);
  if (!comparison) return tl::make_unexpected(comparison.error());
  const auto kept = std::make_shared<Memory>(Memory{std::move(*comparison), nullptr});
  memory = kept;
  Comparison& compared = kept->comparison;
  Settings settings;
  auto loaded = Load(options, ReadSettings(options, parts, settings), deadline);
  if (!loaded) return tl::make_unexpected(loaded.error());
  auto input =
      compared.EndOfChange({std::move(*loaded), std::move(settings)}, options, parts, deadline);
  if (!input) return tl::make_unexpected(input.error());
  const auto rules =
      ChooseRules(parts.rules, SelectionIn(input->project, input->settings, options));
  if (!rules) return tl::make_unexpected(rules.error());
  NoteWhatIsRead(input->project, steps);
  const Request request{options, parts, *rules, steps, deadline};
  auto analyzed = Analyze(std::move(*input), request);
  if (!analyzed) return tl::make_unexpected(analyzed.error());
  kept->run = *analyzed;
  Run& run = **analyzed;
  const auto say = [&](const std::string& message) {
    steps.End();
    Say(message);
  };
  auto done = compared.Compare(run, request, say);
  if (!done) return tl::make_unexpected(done.error());
  steps.End();
  const LoadedProject& project = run.project;
  const Selection selection = SelectionIn(project, run.settings, options);
  const RunResult result{
      .sources = *project.sources,
      .rules = parts.rules,
      .ran = *rules,
      .analysis = run.analysis,
      .suppressed = std::move(run.suppressed),
      .selected = Select(run.analysis, *project.sources, selection, compared.formerly()),
      .baseline = compared.baseline(),
      .base = compared.base(),
      .unread = UnreadIn(run),
      .files = project.files.size(),
      .version = parts.version,
      .policy_data_date = parts.policy_data_date};
  const auto written = WriteOutputs(result, project, options);
  if (!written) return tl::make_unexpected(written.error());
  SayWhatIsUnread(result, project);
  const int status = ExitStatus(run.analysis, result.selected, result.unread, selection);
  if (status == 3) SayWhatIsLost(result, options);
  if (!options.text.quiet) {
    SayWhatIsMissing(result, project);
    for (const std::string& line : AboutSettings(run.settings, project, run.analysis)) Say(line);
    if (!options.no_suppressions) {
      const auto lines = AboutSuppressions(project, parts, run.uses, *rules, selection);
      for (const std::string& line : lines) Say(line);
    }
  }
  return status;
}

}  // namespace

int RunLint(const Options& options, const Parts& parts, std::shared_ptr<const void>& memory) {
  Steps steps(
      {.verbose = options.verbose, .progress = !options.text.quiet && isatty(STDERR_FILENO) == 1});
  // What concerns one unit alone is given up with it, and never comes here.
  const auto give_up = [&](std::string_view why) {
    steps.End();
    Say(Format("given up, nothing was reported: {}", why));
    return options.selection.fail_on ? 3 : 0;
  };
  try {
    const auto status = Lint(options, parts, memory, steps);
    if (status) return *status;
    steps.End();
    Say(status.error().message);
    return 2;
  } catch (const OutOfTime&) {
    return give_up(Format("{} seconds are over; --timeout gives more", options.timeout));
  } catch (const std::bad_alloc&) {
    return give_up("there is not enough memory");
  } catch (const std::exception& error) {
    return give_up(Format("a mistake in execlint, please report it: {}", error.what()));
  }
}

}  // namespace execlint
