#include "lint/cli/lint_command.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lint/cli/manual.h"
#include "lint/cli/project.h"
#include "lint/engine/engine.h"
#include "lint/engine/rule.h"
#include "lint/engine/suppress.h"
#include "lint/render/json.h"
#include "lint/render/outcome.h"
#include "lint/render/sarif.h"
#include "lint/render/terminal.h"
#include "lint/render/text.h"
#include "lint/source/disk_file_reader.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

void Say(const std::string& message) {
  const std::string line = "execlint: " + message + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

tl::expected<std::vector<const Rule*>, Error> ChooseRules(const Options& options,
                                                          std::span<const RuleEntry> rules) {
  for (const auto* names : {&options.select, &options.ignore}) {
    for (const std::string& name : *names) {
      if (const auto found = FindRule(rules, name); !found) {
        return tl::make_unexpected(found.error());
      }
    }
  }
  const auto listed = [](const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  std::vector<const Rule*> chosen;
  for (const RuleEntry& entry : rules) {
    const std::string_view name = entry.rule->name;
    if (!options.select.empty() && !listed(options.select, name)) continue;
    if (!listed(options.ignore, name)) chosen.push_back(entry.rule);
  }
  return chosen;
}

tl::expected<LoadedProject, Error> Load(const Options& options) {
  if (options.paths.front() != "-") return LoadProject(options.paths, options.jobs);
  auto bytes = ReadDescriptor(STDIN_FILENO);
  if (!bytes) return tl::make_unexpected(Error{"standard input: " + bytes.error().message});
  return LoadProject(StandardInput{options.stdin_filename, std::move(*bytes)}, options.jobs);
}

bool Touches(const LoadedProject& project, const Span& span) {
  return span.valid() && project.Reports(project.sources->path(span.file));
}

Fate FateOf(const Finding& finding, const LoadedProject& project, const Options& options) {
  const bool here = !finding.primary.valid() || Touches(project, finding.primary) ||
                    std::any_of(finding.related.begin(), finding.related.end(),
                                [&](const Related& r) { return Touches(project, r.span); });
  if (!here) return Fate::kElsewhere;
  if (finding.severity < options.min_severity) return Fate::kSeverity;
  if (finding.confidence < options.min_confidence) return Fate::kConfidence;
  return Fate::kShown;
}

std::string Render(const Outcome& outcome, const Options& options, const std::string& root) {
  switch (options.format) {
    case Format::kJson:
      return RenderJson(outcome);
    case Format::kSarif:
      return RenderSarif(outcome);
    case Format::kText:
      break;
  }
  const bool terminal = options.output.empty() && isatty(STDOUT_FILENO) == 1;
  return RenderText(outcome, {.colored = ColorWanted(options.color, terminal),
                              .show_unknown = options.show_unknown,
                              .shown_path = ShownPaths(root)});
}

// False, with a message, if it cannot be written.
bool Write(const std::string& text, const std::string& path) {
  std::FILE* file = path.empty() ? stdout : std::fopen(path.c_str(), "wb");
  bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file != nullptr) written &= (path.empty() ? std::fflush(file) : std::fclose(file)) == 0;
  if (!written) {
    Say(Format("{}: {}", path.empty() ? "standard output" : path, std::strerror(errno)));
  }
  return written;
}

void SayWhatIsMissing(const Outcome& outcome, const LoadedProject& project) {
  const ShownPaths shown(project.root);
  for (const Problem& unread : outcome.unread) {
    Say(Format("{}: {}", SafeText(shown(unread.path)), unread.message));
  }
  for (const std::string& name : outcome.analysis.undeclared_inputs) {
    Say(Format("--var {}: nothing that speaks of ECS here has an input of that name",
               SafeText(name)));
  }
  if (outcome.files == 0) {
    Say("nothing to lint: no .tf, .tfvars, .json, .yaml, .yml or .template file here");
  } else if (outcome.analysis.workloads.empty() && outcome.analysis.findings.empty() &&
             outcome.suppressed.empty()) {
    Say(Format("nothing to report on: no ECS service, task definition or cluster in {} file{}",
               outcome.files, outcome.files == 1 ? "" : "s"));
  }
}

// A misspelled rule in a suppression comment suppresses nothing, nor does one without a finding.
void SayWhatSuppressesNothing(const LoadedProject& project, std::span<const RuleEntry> rules,
                              const std::vector<Use>& uses, std::span<const Rule* const> asked) {
  const ShownPaths shown(project.root);
  for (const InputFile& file : project.files) {
    if (!project.Reports(file.path)) continue;
    for (const PlacedSuppression& placed : SuppressionsOf(file.id, *project.sources)) {
      for (const std::string& name : placed.comment.rules) {
        const auto rule = FindRule(rules, name);
        if (rule) continue;
        const auto line = project.sources->Locate(file.id, placed.span.begin).line;
        Say(Format("{}:{}: {}", SafeText(shown(file.path)), line, rule.error().message));
      }
    }
    for (const IdleComment& idle : IdleComments(file.id, *project.sources, uses, asked)) {
      const auto line = project.sources->Locate(file.id, idle.comment.begin).line;
      Say(Format("{}:{}: this comment {}", SafeText(shown(file.path)), line, idle.message));
    }
  }
}

int ExitStatus(const Outcome& outcome, const Options& options) {
  if (!options.fail_on) return 0;
  bool unread = !outcome.unread.empty();
  for (const Finding* finding : ShownFindings(outcome)) {
    if (finding->problem && LosesInput(*finding->problem)) {
      unread = true;
    } else if (finding->severity >= *options.fail_on) {
      return 1;
    }
  }
  return unread ? 3 : 0;
}

}  // namespace

int RunLint(const Options& options, const Parts& parts) {
  const auto rules = ChooseRules(options, parts.rules);
  if (!rules) {
    Say(rules.error().message);
    return 2;
  }
  auto project = Load(options);
  if (!project) {
    Say(project.error().message);
    return 2;
  }
  const Project input{.sources = *project->sources,
                      .reader = *project->reader,
                      .files = project->files,
                      .links = project->links,
                      .named = project->named,
                      .variables = options.variables,
                      .jobs = options.jobs};
  Analysis analysis = AnalyzeProject(input, parts.frontends, *rules);
  std::vector<Use> uses;
  std::vector<Suppressed> suppressed = Suppress(analysis.findings, *project->sources, &uses);
  Outcome outcome{.sources = *project->sources,
                  .rules = parts.rules,
                  .analysis = analysis,
                  .suppressed = std::move(suppressed),
                  .fates = {},
                  .unknown_shown = {},
                  .unread = project->unread,
                  .files = project->files.size(),
                  .version = parts.version,
                  .policy_data_date = parts.policy_data_date};
  for (const Finding& finding : analysis.findings) {
    outcome.fates.push_back(FateOf(finding, *project, options));
  }
  for (const UnknownEntry& entry : analysis.unknowns) {
    outcome.unknown_shown.push_back(!entry.at.valid() || Touches(*project, entry.at));
  }
  if (!Write(Render(outcome, options, project->root), options.output)) return 2;
  SayWhatIsMissing(outcome, *project);
  SayWhatSuppressesNothing(*project, parts.rules, uses, *rules);
  const int status = ExitStatus(outcome, options);
  parts.leave(status);
  return status;
}

}  // namespace execlint
