// The only file that includes CLI11.
#include "lint/cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "lint/cli/help.h"
#include "lint/cli/outputs.h"
#include "lint/render/renderer.h"
#include "lint/render/terminal.h"
#include "lint/source/format.h"
#include "lint/source/nearest.h"

namespace execlint {
namespace {

using Kind = Argument::Kind;
using Words = std::vector<std::string>;

constexpr unsigned kMostJobs = 256;

EarlyExit Wrong(const std::string& message) {
  return {2, "execlint: " + SafeText(message) + "\nTry `execlint --help`.\n"};
}

std::string Listed(const std::vector<std::string_view>& names, std::string_view last = " and ") {
  std::string list;
  for (const std::string_view name : names) {
    if (!list.empty()) list += name == names.back() ? last : ", ";
    list += name;
  }
  return list;
}

// `there is no format `jsn`; did you mean `json`?`, or which there are.
std::string NoSuchChoice(std::string_view kind, std::string_view word,
                         const std::vector<std::string_view>& choices) {
  std::string message = NoSuch(kind, word, choices);
  if (Nearest(word, choices).empty()) message += Format("; there are {}", Listed(choices));
  return message;
}

template <class T>
using Choices = std::vector<std::pair<std::string_view, T>>;

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

// One command: each call defines an option for CLI11 and describes it in `usage`.
class Command {
 public:
  Command(std::string_view name, std::string_view summary) {
    usage_.name = name;
    usage_.summary = summary;
    app_.set_help_flag();
    app_.allow_extras();
  }

  const CommandUsage& usage() const { return usage_; }
  // The heading of the options that follow.
  void Group(std::string_view title) { group_ = title; }

  // What stands without an option. CLI11 is not told: it reads `[a]` as a list.
  void Positional(Argument argument, std::string help, Words& target) {
    operands_ = &target;
    usage_.positionals.push_back({std::move(argument), std::move(help)});
  }

  void Flag(std::string_view names, bool& target, std::string help) {
    app_.add_flag(std::string(names), target);
    Describe(names, {}, std::move(help));
  }

  // An option that may be given several times.
  void Each(std::string_view names, Argument argument, Words& target, std::string help) {
    Words* const words = &target;
    Take(names, std::move(argument), std::move(help),
         [words](const Words& given) { *words = given; });
  }

  void Text(std::string_view names, Argument argument, std::string& target, std::string help) {
    std::string* const text = &target;
    Once(names, std::move(argument), std::move(help), [text](const std::string& given) {
      *text = given;
      return std::string();
    });
  }

  // One of several names. `kind` is what a name is called in the message about a wrong one.
  template <class T>
  void Choice(std::string_view names, std::string_view value, std::string_view kind,
              const Choices<T>& choices, T& target, std::string help) {
    Argument argument{.name = value};
    for (const auto& [name, meaning] : choices) argument.choices.push_back(name);
    Once(names, argument, std::move(help),
         [&target, choices, kind, known = argument.choices](const std::string& given) {
           for (const auto& [name, meaning] : choices) {
             if (name != given) continue;
             target = meaning;
             return std::string();
           }
           return NoSuchChoice(kind, given, known);
         });
  }

  void Number(std::string_view names, unsigned& target, unsigned most, std::string help) {
    unsigned* const number = &target;
    Once(names, {.name = "N"}, std::move(help), [number, most](const std::string& given) {
      const char* const end = given.data() + given.size();
      const auto [stop, error] = std::from_chars(given.data(), end, *number);
      const bool right = error == std::errc() && stop == end && *number >= 1 && *number <= most;
      return right ? std::string() : Format("wants a number from 1 to {}, not `{}`", most, given);
    });
  }

  // Nothing, or what is wrong.
  std::optional<std::string> Parse(Words words) {
    std::reverse(words.begin(), words.end());  // as CLI11 wants it
    try {
      app_.parse(words);
    } catch (const CLI::ArgumentMismatch& error) {
      const std::string_view what = error.what();
      return TakesWhat(what.substr(0, what.find(':')));
    } catch (const CLI::ConversionError& error) {  // only of a flag: `--show-unknown = maybe`
      std::string_view what = error.what();
      what.remove_prefix(std::min(what.find("--"), what.size()));
      return TakesWhat(what.substr(0, what.find(' ')));
    } catch (const CLI::Error& error) {
      return error.what();
    }
    if (auto wrong = TakeOperands()) return wrong;
    return problem_;
  }

  // The names of the options in the order in which they were given.
  std::vector<std::string_view> Given() const {
    std::vector<std::string_view> given;
    for (const CLI::Option* option : app_.parse_order()) given.push_back(option->get_lnames()[0]);
    return given;
  }

 private:
  void Describe(std::string_view names, Argument argument, std::string help) {
    usage_.options.push_back({names, std::move(argument), std::move(help), group_});
  }

  void Take(std::string_view names, Argument argument, std::string help,
            std::function<void(const Words&)> take) {
    CLI::Option* const option = app_.add_option_function<Words>(
        std::string(names), [this, names, take = std::move(take)](const Words& given) {
          for (const std::string& value : given) {
            // What was meant to follow is missing.
            if (value.starts_with("--") && FindOption(value)) return Problem(TakesWhat(names));
          }
          take(given);
        });
    option->allow_extra_args(false)->type_name(std::string(argument.name));
    if (argument.list) option->delimiter(',');
    Describe(names, std::move(argument), std::move(help));
  }

  // `take` gives what is wrong with the value, or nothing.
  void Once(std::string_view names, Argument argument, std::string help,
            std::function<std::string(const std::string&)> take) {
    Take(names, std::move(argument), std::move(help),
         [this, names, take = std::move(take)](const Words& given) {
           if (given.size() > 1) return Problem(Format("{} is given more than once", names));
           const std::string wrong = take(given.front());
           if (!wrong.empty()) Problem(Format("{}: {}", names, wrong));
         });
  }

  std::optional<std::string> TakeOperands() {
    bool options_end = false;
    for (std::string& word : app_.remaining()) {
      if (!options_end && word == "--") {
        options_end = true;
      } else if (!options_end && word.starts_with('-') && word != "-") {
        return UnknownOption(word);
      } else if (operands_ == nullptr ||
                 (!operands_->empty() && !usage_.positionals[0].argument.repeated)) {
        return Format("`execlint {}` takes no argument `{}`", usage_.name, word);
      } else {
        operands_->push_back(std::move(word));
      }
    }
    return {};
  }

  const OptionUsage* FindOption(std::string_view name) const {
    for (const OptionUsage& option : usage_.options) {
      if (option.long_name() == name || option.short_name() == name) return &option;
    }
    return nullptr;
  }

  std::string TakesWhat(std::string_view name) const {
    const OptionUsage* option = FindOption(name);
    if (option == nullptr) return Format("{} has the wrong number of values", name);
    if (option->argument.name.empty()) return Format("{} takes no value", name);
    return Format("{} wants a value: `{} {}`", name, name, option->argument.name);
  }

  std::string UnknownOption(std::string_view word) const {
    word = word.substr(0, word.find('='));
    for (const CommandUsage& other : Commands()) {
      for (const OptionUsage& option : other.options) {
        if (option.long_name() != word && option.short_name() != word) continue;
        return Format("`execlint {}` has no option `{}`; `execlint {}` has", usage_.name, word,
                      other.name);
      }
    }
    std::vector<std::string_view> names;
    if (word.size() > 2) {  // what one letter was meant to be is not known
      for (const OptionUsage& option : usage_.options) names.push_back(option.long_name());
    }
    return NoSuch("option", word, names);
  }

  // The first one is told.
  void Problem(std::string message) {
    if (!problem_) problem_ = std::move(message);
  }

  CLI::App app_;
  CommandUsage usage_;
  Words* operands_ = nullptr;
  std::string_view group_;
  std::optional<std::string> problem_;
};

// What the options write to.
struct Target {
  Options options;
  bool help = false;
  bool version = false;
  std::string format;
  Words outputs, variables, var_files, positionals;
};

void AddCommonOptions(Command& command, Target& target) {
  command.Group("Other");
  command.Choice("--color", "WHEN", "choice", kColors, target.options.color,
                 "auto (the default: on a terminal), always or never");
  command.Flag("-h,--help", target.help, "print this text");
  command.Flag("-V,--version", target.version, "print the version");
}

void DefineLint(Command& command, Target& target) {
  Options& options = target.options;
  Selection& selection = options.selection;
  command.Positional({.name = "PATH", .kind = Kind::kFileOrFolder, .repeated = true},
                     "files and folders (default: the current folder); files choose what is "
                     "reported, and their project is read for context; - is standard input",
                     options.paths);
  command.Group("Rules");
  command.Each("--select", {.name = "RULE", .kind = Kind::kRule, .list = true}, selection.select,
               "only these rules");
  command.Each("--extend-select", {.name = "RULE", .kind = Kind::kRule, .list = true},
               selection.extend_select,
               "these rules beside those that are on; for those that are off by default");
  command.Each("--ignore", {.name = "RULE", .kind = Kind::kRule, .list = true}, selection.ignore,
               "not these rules");

  command.Group("Findings");
  command.Choice("--min-severity", "SEVERITY", "severity", kSeverities, selection.min_severity,
                 "show from here: note (the default), warning or error");
  command.Choice("--min-confidence", "CONFIDENCE", "confidence", kConfidences,
                 selection.min_confidence, "show from here: low, medium (the default) or high");
  command.Choice("--fail-on", "SEVERITY", "severity", kFailOn, selection.fail_on,
                 "exit with 1 from here: note, warning (the default), error, or never");
  command.Flag("--show-unknown", options.show_unknown,
               "list everything that could not be told, and why");

  command.Group("Input");
  command.Text("--stdin-filename", {.name = "FILE", .kind = Kind::kFile}, options.stdin_filename,
               "what standard input is the text of");
  command.Each("--var", {.name = "NAME=VALUE"}, target.variables,
               "the value of an input: a Terraform variable or a CloudFormation parameter");
  command.Each("--var-file", {.name = "FILE", .kind = Kind::kFile}, target.var_files,
               "a Terraform var file; of this and --var, what comes later wins");

  command.Group("Output");
  Choices<std::string> formats;
  for (const std::string_view name : RendererNames()) formats.emplace_back(name, name);
  command.Choice("--format", "FORMAT", "format", formats, target.format,
                 Format("{}; the default is text", Listed(RendererNames(), " or ")));
  command.Each("--output", {.name = "[FORMAT=]FILE", .kind = Kind::kOutput}, target.outputs,
               "write to a file, or to standard output if it is -; several can be given, each with "
               "its format");

  AddCommonOptions(command, target);
  command.Number("--jobs", options.jobs, kMostJobs,
                 "how many threads (default: one per processor)");
}

void DefineRules(Command& command, Target& target) { AddCommonOptions(command, target); }

void DefineExplain(Command& command, Target& target) {
  command.Positional({.name = "RULE", .kind = Kind::kRule}, "the name of a rule",
                     target.positionals);
  AddCommonOptions(command, target);
}

void DefineHelp(Command& command, Target& target) {
  command.Positional({.name = "COMMAND"}, "the name of a command", target.positionals);
  AddCommonOptions(command, target);
}

// The var files, each with the number of variables before it.
void AddVarFiles(const Command& command, Target& target) {
  std::size_t variables = 0;
  auto file = target.var_files.begin();
  for (const std::string_view name : command.Given()) {
    if (name == "var") ++variables;
    if (name == "var-file") target.options.var_files.emplace_back(*file++, variables);
  }
}

// Checks that involve more than one option.
std::optional<std::string> FinishLint(const Command& command, Target& target) {
  Options& options = target.options;
  AddVarFiles(command, target);
  for (const std::string& variable : target.variables) {
    const std::size_t equals = variable.find('=');
    if (equals == std::string::npos || equals == 0) {
      return "--var wants NAME=VALUE, not `" + variable + "`";
    }
    options.variables.emplace_back(variable.substr(0, equals), variable.substr(equals + 1));
  }
  auto outputs = ChooseOutputs(target.format, target.outputs);
  if (!outputs) return outputs.error().message;
  options.outputs = std::move(*outputs);
  if (options.paths.empty()) options.paths.emplace_back(".");
  const auto has = [&options](std::string_view path) {
    return std::find(options.paths.begin(), options.paths.end(), path) != options.paths.end();
  };
  if (has("")) return "a path is empty";
  if (has("-") && options.paths.size() > 1) return "- stands alone: no other path can be given";
  if (has("-") && options.stdin_filename.empty()) {
    return "say what standard input is: --stdin-filename main.tf, for example";
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
    {"explain", "print the manual of one rule", DefineExplain, FinishExplain,
     Options::Command::kExplain},
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
  const auto problem = command.Parse(std::move(rest));
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
