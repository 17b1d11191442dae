#include "lint/cli/command_line.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "lint/cli/command.h"
#include "lint/cli/completions.h"
#include "lint/cli/help.h"
#include "lint/cli/outputs.h"
#include "lint/cli/say.h"
#include "lint/render/escape.h"
#include "lint/render/renderer.h"
#include "lint/render/terminal.h"
#include "lint/source/format.h"
#include "lint/source/nearest.h"

namespace execlint {
namespace {

using Kind = Argument::Kind;

constexpr unsigned kMostJobs = 256;
constexpr unsigned kMostSeconds = 86'400;

EarlyExit Wrong(const std::string& message) {
  return {2, MessageLines(message) + "Try `execlint --help`.\n"};
}

const Choices<Severity> kSeverities = {
    {"note", Severity::kNote}, {"warning", Severity::kWarning}, {"error", Severity::kError}};
const Choices<std::optional<Severity>> kFailOn = {{"note", Severity::kNote},
                                                  {"warning", Severity::kWarning},
                                                  {"error", Severity::kError},
                                                  {"never", std::nullopt}};
const Choices<Confidence> kConfidences = {
    {"low", Confidence::kLow}, {"medium", Confidence::kMedium}, {"high", Confidence::kHigh}};
const Choices<ColorMode> kColors = {
    {"auto", ColorMode::kAuto}, {"always", ColorMode::kAlways}, {"never", ColorMode::kNever}};

// What the options write to.
struct Target {
  Options options;
  bool help = false;
  bool version = false;
  bool no_summary = false;
  bool summary_only = false;
  std::string format;
  Words outputs, variables, var_files, positionals;
};

void AddCommonOptions(Command& command, Target& target) {
  command.Group("Other");
  command.Choice("--color", "WHEN", "choice", kColors, target.options.color,
                 "when to use colors: auto (the default: on a terminal), always or never");
  command.Flag("-h,--help", target.help, "print this text");
  command.Flag("-V,--version", target.version, "print the version");
}

void DefineRuleOptions(Command& command, Options& options) {
  Selection& selection = options.selection;
  command.Group("Rules");
  command.Each("--select", {.name = "RULE", .kind = Kind::kRule, .list = true}, selection.select,
               "only these rules, by name, hop or tag (`execlint rules` lists them)");
  command.Each("--extend-select", {.name = "RULE", .kind = Kind::kRule, .list = true},
               selection.extend_select,
               "these rules beside those that are on; for those that are off by default");
  command.Each("--ignore", {.name = "RULE", .kind = Kind::kRule, .list = true}, selection.ignore,
               "not these rules");
}

void DefineConfigOptions(Command& command, Options& options) {
  command.Group("Configuration");
  command.Text("--config", {.name = "FILE", .kind = Kind::kFile}, options.config_file,
               "a configuration for all files, instead of every .execlint.yaml");
  command.Flag("--no-config", options.no_config, "ignore every .execlint.yaml");
  command.Each("--exclude", {.name = "GLOB"}, options.exclude,
               "leave out files and folders, in the syntax of .gitignore");
}

void DefineLint(Command& command, Target& target) {
  Options& options = target.options;
  Selection& selection = options.selection;
  command.Positional(
      {.name = "PATH", .kind = Kind::kFileOrFolder, .repeated = true},
      "files and folders (default: the current folder). A folder is read alone. A file is "
      "read with its project (the nearest folder with .git), and only findings that "
      "touch it are reported. - is standard input",
      options.paths);
  DefineRuleOptions(command, options);

  command.Group("Findings");
  command.Choice("--min-severity", "SEVERITY", "severity", kSeverities, selection.min_severity,
                 "the lowest severity that is shown: note (the default), warning or error");
  command.Choice("--min-confidence", "CONFIDENCE", "confidence", kConfidences,
                 selection.min_confidence,
                 "the lowest confidence that is shown: low, medium (the default) or high");
  command.Choice("--fail-on", "SEVERITY", "severity", kFailOn, selection.fail_on,
                 "the lowest severity that makes the exit status 1: note, warning (the default), "
                 "error, or never");
  command.Text("--baseline", {.name = "FILE", .kind = Kind::kFile}, options.baseline,
               "known findings, which are not shown unless they became worse");
  command.Text("--write-baseline", {.name = "FILE", .kind = Kind::kFile}, options.write_baseline,
               "write all findings to a baseline; with --baseline, only those that it has");
  command.Text(
      "--diff-base", {.name = "REV"}, options.diff_base,
      "only findings that are new since the merge base of HEAD and REV, up to the files on "
      "the disk; A...B compares B with the merge base of A and B");
  command.Flag("--show-unknown", options.text.show_unknown,
               "list everything that could not be determined, grouped by cause");
  command.Flag("--no-suppressions", options.no_suppressions,
               "report what comments and the configuration suppress, too");

  DefineConfigOptions(command, options);

  command.Group("Input");
  command.Text("--stdin-filename", {.name = "FILE", .kind = Kind::kFile}, options.stdin_filename,
               "the file name to assume for standard input");
  command.Each("--var", {.name = "NAME=VALUE"}, target.variables,
               "the value of an input: a Terraform variable or a CloudFormation parameter");
  command.Each("--var-file", {.name = "FILE", .kind = Kind::kFile}, target.var_files,
               "a Terraform var file; of this and --var, the last one wins");

  command.Group("Output");
  Choices<std::string> formats;
  for (const std::string_view name : RendererNames()) formats.emplace_back(name, name);
  command.Choice("--format", "FORMAT", "format", formats, target.format,
                 Format("one of {}; the default is text", Listed(RendererNames())));
  command.Each("--output", {.name = "[FORMAT=]FILE", .kind = Kind::kOutput}, target.outputs,
               "write to a file, or to standard output if it is -; several can be given, each with "
               "its format");

  command.Flag("--statistics", options.text.statistics,
               "how many findings each rule has, instead of the findings (text, concise)");
  command.Flag("-q,--quiet", options.text.quiet, "print only findings and fatal errors");
  command.Flag("-v,--verbose", options.verbose,
               "print on standard error what is read, and how long each step takes");
  command.Flag("--no-summary", target.no_summary, "no lines about workloads");
  command.Flag("--summary-only", target.summary_only,
               "no findings: one line for each workload, and the counts");
  command.Flag("--show-urls", options.text.show_urls,
               "print the address of the documentation that the rule of each finding is based on");
  command.Flag("--omit-suppressed", options.omit_suppressed,
               "leave suppressed findings out of SARIF: GitHub would open an alert for each");

  AddCommonOptions(command, target);
  command.Number("--jobs", options.jobs, kMostJobs,
                 "how many threads (default: one per processor)");
  command.Number("--timeout", options.timeout, kMostSeconds,
                 "after how many seconds to give up what is not finished (default: 300)");
}

void DefineRules(Command& command, Target& target) { AddCommonOptions(command, target); }

void DefineExplain(Command& command, Target& target) {
  command.Positional({.name = "RULE", .kind = Kind::kRule}, "the name of a rule",
                     target.positionals);
  AddCommonOptions(command, target);
}

void DefineConfig(Command& command, Target& target) {
  command.Positional({.name = "PATH", .kind = Kind::kFileOrFolder, .optional = true},
                     "a file or folder (default: the current folder)", target.options.paths);
  DefineRuleOptions(command, target.options);
  DefineConfigOptions(command, target.options);
  AddCommonOptions(command, target);
}

void DefineCompletions(Command& command, Target& target) {
  command.Positional({.name = "SHELL", .choices = {std::begin(kShells), std::end(kShells)}},
                     "bash, zsh or fish", target.positionals);
  AddCommonOptions(command, target);
}

void DefineMan(Command& command, Target& target) { AddCommonOptions(command, target); }

std::vector<std::string_view> CommandNames();

void DefineHelp(Command& command, Target& target) {
  std::vector<std::string_view> commands = CommandNames();
  command.Positional({.name = "COMMAND", .choices = std::move(commands), .optional = true},
                     "the name of a command", target.positionals);
  AddCommonOptions(command, target);
}

// The var files, each with the number of variables before it.
void AddVarFiles(const Command& command, Target& target) {
  std::size_t variables = 0;
  auto file = target.var_files.begin();
  for (const std::string& name : command.Given()) {
    if (name == "var") ++variables;
    if (name == "var-file") target.options.var_files.emplace_back(*file++, variables);
  }
}

// What a variable of a shell without a value leaves: it must not mean that nothing was asked for.
std::string IsEmpty(std::string_view option) {
  return Format("the value of --{} is empty", option);
}

std::optional<std::string> CheckConfigOptions(const Command& command, const Options& options) {
  const Words given = command.Given();
  if (options.config_file.empty() &&
      std::find(given.begin(), given.end(), "config") != given.end()) {
    return IsEmpty("config");
  }
  if (!options.config_file.empty() && options.no_config) {
    return "--config and --no-config cannot be used together";
  }
  return {};
}

// Checks that involve more than one option.
std::optional<std::string> FinishLint(const Command& command, Target& target) {
  Options& options = target.options;
  AddVarFiles(command, target);
  for (const std::string& variable : target.variables) {
    const std::size_t equals = variable.find('=');
    if (equals == std::string::npos || equals == 0) {
      return "--var wants NAME=VALUE";
    }
    options.variables.emplace_back(variable.substr(0, equals), variable.substr(equals + 1));
  }
  if (const auto wrong = CheckConfigOptions(command, options)) return wrong;
  auto outputs = ChooseOutputs(target.format, target.outputs);
  if (!outputs) return outputs.error().message;
  options.outputs = std::move(*outputs);
  using Summary = TextOptions::Summary;
  if (target.no_summary && target.summary_only)
    return "--no-summary and --summary-only cannot be used together";
  if (options.text.quiet && options.verbose) return "--quiet and --verbose cannot be used together";
  if (target.no_summary) options.text.summary = Summary::kNone;
  if (target.summary_only) options.text.summary = Summary::kOnly;
  if (options.paths.empty()) options.paths.emplace_back(".");
  const auto has = [&options](std::string_view path) {
    return std::find(options.paths.begin(), options.paths.end(), path) != options.paths.end();
  };
  if (has("")) return "a path is empty";
  const Words given = command.Given();
  for (const auto& [name, value] : {std::pair("baseline", &options.baseline),
                                    std::pair("write-baseline", &options.write_baseline),
                                    std::pair("diff-base", &options.diff_base)}) {
    if (value->empty() && std::find(given.begin(), given.end(), name) != given.end())
      return IsEmpty(name);
  }
  for (const auto& [file, after] : options.var_files) {
    if (file.empty()) return IsEmpty("var-file");
  }
  if (options.write_baseline == "-") return "--write-baseline needs the name of a file, not -";
  if (has("-") && options.paths.size() > 1) return "- stands alone: no other path can be given";
  if (has("-") && options.stdin_filename.empty()) {
    return "standard input needs a file name: --stdin-filename main.tf, for example";
  }
  if (!has("-") && !options.stdin_filename.empty()) {
    return "--stdin-filename is for standard input, which is written -";
  }
  return {};
}

std::optional<std::string> FinishRules(const Command&, Target&) { return {}; }

std::optional<std::string> FinishExplain(const Command&, Target& target) {
  if (target.positionals.empty()) {
    return "which rule? `execlint rules` lists them: execlint explain exec-disabled, for example";
  }
  target.options.rule = target.positionals.front();
  return {};
}

std::optional<std::string> FinishConfig(const Command& command, Target& target) {
  return CheckConfigOptions(command, target.options);
}

std::optional<std::string> FinishCompletions(const Command&, Target& target) {
  const std::vector<std::string_view> shells(std::begin(kShells), std::end(kShells));
  if (target.positionals.empty()) return Format("name a shell: {}", Listed(shells));
  target.options.shell = target.positionals.front();
  if (std::find(shells.begin(), shells.end(), target.options.shell) != shells.end()) return {};
  return NoSuchChoice("shell", target.options.shell, shells);
}

struct Definition {
  std::string_view name;
  std::string_view summary;
  void (*define)(Command& command, Target& target);
  // After the words are parsed: nothing, or what is wrong.
  std::optional<std::string> (*finish)(const Command& command, Target& target);
  Options::Command command = Options::Command::kLint;
};

constexpr Definition kDefinitions[] = {
    {"lint", "check files and folders; the default, which need not be named", DefineLint,
     FinishLint, Options::Command::kLint},
    {"rules", "list all rules", DefineRules, FinishRules, Options::Command::kRules},
    {"explain", "explain one rule", DefineExplain, FinishExplain, Options::Command::kExplain},
    {"config", "print the configuration of a file or folder, and where it comes from", DefineConfig,
     FinishConfig, Options::Command::kConfig},
    {"completions", "print the completions for a shell", DefineCompletions, FinishCompletions,
     Options::Command::kCompletions},
    {"man", "print the manual page, for `man -l -`", DefineMan, FinishRules,
     Options::Command::kMan},
    {"help", "print the help of a command", DefineHelp, FinishRules, Options::Command::kLint},
};

std::vector<std::string_view> CommandNames() {
  std::vector<std::string_view> names;
  for (const Definition& definition : kDefinitions) names.push_back(definition.name);
  return names;
}

const Definition* FindDefinition(std::string_view name) {
  for (const Definition& definition : kDefinitions) {
    if (definition.name == name) return &definition;
  }
  return nullptr;
}

// The first word that is neither an option nor what an option takes; `words.size()` if there is
// none, or if `--` comes before it.
std::size_t FirstOperand(const Words& words) {
  const std::vector<CommandUsage> commands = Commands();
  const auto takes_a_value = [&commands](std::string_view word) {
    for (const CommandUsage& command : commands) {
      for (const OptionUsage& option : command.options) {
        if (option.long_name() == word) return !option.argument.name.empty();
      }
    }
    return false;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--") break;
    if (!words[i].starts_with('-') || words[i] == "-") return i;
    if (takes_a_value(words[i])) ++i;
  }
  return words.size();
}

// Another command may have the option; else a name that is near it may be meant.
std::string UnknownOption(const CommandUsage& command, std::string_view word) {
  word = word.substr(0, word.find('='));
  for (const CommandUsage& other : Commands()) {
    for (const OptionUsage& option : other.options) {
      if (option.long_name() != word && option.short_name() != word) continue;
      return Format("`execlint {}` has no option `{}`; `execlint {}` has", command.name, word,
                    other.name);
    }
  }
  std::vector<std::string_view> names;
  if (word.size() > 2) {  // what one letter was meant to be is not known
    for (const OptionUsage& option : command.options) names.push_back(option.long_name());
  }
  return NoSuch("option", word, names);
}

tl::expected<Options, EarlyExit> Help(const Words& about) {
  if (about.empty()) return tl::make_unexpected(EarlyExit{0, ProgramHelp(Commands())});
  for (const CommandUsage& command : Commands()) {
    if (command.name == about.front()) {
      return tl::make_unexpected(EarlyExit{0, HelpText(command)});
    }
  }
  return tl::make_unexpected(Wrong(NoSuchChoice("command", about.front(), CommandNames())));
}

}  // namespace

std::vector<CommandUsage> Commands() {
  std::vector<CommandUsage> commands;
  for (const Definition& definition : kDefinitions) {
    Target target;
    Command command(definition.name, definition.summary);
    definition.define(command, target);
    commands.push_back(command.usage());
  }
  return commands;
}

tl::expected<Options, EarlyExit> ParseCommandLine(const Words& words, const std::string& version) {
  Words rest = words;
  const std::size_t operand = FirstOperand(words);
  const Definition* definition = operand < words.size() ? FindDefinition(words[operand]) : nullptr;
  const bool named = definition != nullptr;
  if (named) rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(operand));
  if (!named) definition = &kDefinitions[0];

  Target target;
  target.options.command = definition->command;
  target.options.jobs = std::clamp(std::thread::hardware_concurrency(), 1u, kMostJobs);
  Command command(definition->name, definition->summary);
  definition->define(command, target);
  const auto problem = command.Parse(std::move(rest), [&command](std::string_view word) {
    return UnknownOption(command.usage(), word);
  });
  if (target.help) return Help(named ? Words{std::string(definition->name)} : Words{});
  if (target.version) return tl::make_unexpected(EarlyExit{0, version + "\n"});
  if (problem) return tl::make_unexpected(Wrong(*problem));
  if (definition->name == "help") return Help(target.positionals);
  std::error_code ignored;
  if (!named && operand < words.size() && !std::filesystem::exists(words[operand], ignored) &&
      !Nearest(words[operand], CommandNames()).empty()) {
    return tl::make_unexpected(
        Wrong(NoSuch("file, folder or command", words[operand], CommandNames())));
  }
  if (const auto wrong = definition->finish(command, target)) {
    return tl::make_unexpected(Wrong(*wrong));
  }
  return target.options;
}

}  // namespace execlint
