// The only file that includes CLI11.
#include "lint/cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

#include "lint/render/renderer.h"

namespace execlint {
namespace {

constexpr const char* kAbout =
    "execlint tells, from infrastructure code, whether ECS Exec will work, who could use it, and\n"
    "whether anyone would know.";

constexpr const char* kCommands =
    "Commands:\n"
    "  execlint [lint] [PATH...]   check files and folders (default: the current folder)\n"
    "  execlint rules              list all rules\n"
    "  execlint explain RULE       the manual of one rule\n"
    "  execlint config [PATH]      the configuration of a file or folder, and where it comes from\n"
    "A folder called like a command is written ./rules.\n"
    "\n"
    "Exit status:\n"
    "  0  nothing found at or above --fail-on\n"
    "  1  something found\n"
    "  2  wrong usage, or a path that does not exist\n"
    "  3  nothing found, but some input could not be read or parsed\n";

EarlyExit Wrong(const std::string& message) {
  return {2, "execlint: " + message + "\nTry `execlint --help`.\n"};
}

std::string NoneOf(std::string_view word, const std::vector<std::string_view>& names) {
  std::string message = "`" + std::string(word) + "` is none of ";
  for (const std::string_view name : names) {
    if (name != names.front()) message += ", ";
    message += name;
  }
  return message;
}

CLI::Validator IsFormat() {
  const auto check = [](const std::string& word) {
    if (FindRenderer(word) != nullptr) return std::string();
    std::vector<std::string_view> names;
    for (const Renderer& renderer : Renderers()) names.push_back(renderer.name);
    return NoneOf(word, names);
  };
  return CLI::Validator(check, "");
}

template <class T>
CLI::Validator OneOf(const std::map<std::string, T>& values) {
  // CLI11's own transformer names the choices in a message that shows its internals.
  const auto transform = [values](std::string& word) {
    const auto found = values.find(word);
    if (found != values.end()) {
      word = std::to_string(static_cast<int>(found->second));
      return std::string();
    }
    std::vector<std::string_view> names;
    for (const auto& [name, value] : values) names.push_back(name);
    return NoneOf(word, names);
  };
  return CLI::Validator(transform, "");
}

const std::map<std::string, Severity> kSeverities = {
    {"error", Severity::kError}, {"warning", Severity::kWarning}, {"note", Severity::kNote}};
const std::map<std::string, Confidence> kConfidences = {
    {"high", Confidence::kHigh}, {"medium", Confidence::kMedium}, {"low", Confidence::kLow}};
const std::map<std::string, ColorMode> kColors = {
    {"auto", ColorMode::kAuto}, {"always", ColorMode::kAlways}, {"never", ColorMode::kNever}};

void AddRuleOptions(CLI::App& app, Options& options) {
  app.add_option("--select", options.selection.select,
                 "only these rules, hops or tags, separated by commas")
      ->type_name("RULE,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--extend-select", options.selection.extend_select,
                 "these rules beside those that are on by default")
      ->type_name("RULE,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--ignore", options.selection.ignore, "not these rules")
      ->type_name("RULE,...")
      ->delimiter(',')
      ->allow_extra_args(false);
}

void AddConfigOptions(CLI::App& app, Options& options) {
  auto* file = app.add_option("--config", options.config_file,
                              "a configuration for all files, in place of any .execlint.yaml")
                   ->type_name("FILE");
  app.add_flag("--no-config", options.no_config, "as if there were no .execlint.yaml")
      ->excludes(file);
  app.add_option("--exclude", options.exclude,
                 "leave out files and folders, as a line of a .gitignore would")
      ->type_name("GLOB")
      ->allow_extra_args(false);
}

void AddLintOptions(CLI::App& app, Options& options, std::string& fail_on,
                    std::vector<std::string>& variables, std::vector<std::string>& var_files) {
  app.add_option("PATH", options.paths,
                 "files and folders; files choose what is reported, and their project is read "
                 "for context; - is standard input")
      ->type_name("");
  app.add_option("--stdin-filename", options.stdin_filename, "what standard input is the text of")
      ->type_name("FILE");
  app.add_option("--format", options.format, "text, json or sarif")
      ->type_name("FORMAT")
      ->check(IsFormat());
  app.add_option("--output", options.output, "write to a file instead of standard output")
      ->type_name("FILE");
  AddRuleOptions(app, options);
  app.add_option("--min-severity", options.selection.min_severity,
                 "show from here: note, warning or error")
      ->type_name("SEVERITY")
      ->transform(OneOf(kSeverities));
  app.add_option("--min-confidence", options.selection.min_confidence,
                 "show from here: low, medium (the default) or high")
      ->type_name("CONFIDENCE")
      ->transform(OneOf(kConfidences));
  app.add_option("--fail-on", fail_on,
                 "exit with 1 from here: note, warning (the default), error, or never")
      ->type_name("SEVERITY")
      ->check(CLI::IsMember({"note", "warning", "error", "never"}).description(""));
  app.add_flag("--show-unknown", options.show_unknown,
               "list everything that could not be told, and why");
  app.add_option("--var", variables, "the value of an input: a Terraform variable or a parameter")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  app.add_option("--var-file", var_files,
                 "a Terraform var file; of this and --var, what comes later wins")
      ->type_name("FILE")
      ->allow_extra_args(false);
  AddConfigOptions(app, options);
  app.add_flag("--no-suppressions", options.no_suppressions,
               "report what comments and the configuration suppress, too");
  app.add_flag("--omit-suppressed", options.omit_suppressed,
               "leave suppressed findings out of SARIF: GitHub would open alerts for them");
  app.add_option("--jobs", options.jobs, "how many threads (default: one per processor)")
      ->type_name("N")
      ->check(CLI::Range(1u, 256u).description(""));
}

void AddColor(CLI::App& app, Options& options) {
  app.add_option("--color", options.color, "auto, always or never")
      ->type_name("WHEN")
      ->transform(OneOf(kColors));
}

// The var files, each with the number of variables before it.
void AddVarFiles(const CLI::App& app, const std::vector<std::string>& files, Options& options) {
  std::size_t variables = 0;
  auto file = files.begin();
  for (const CLI::Option* option : app.parse_order()) {
    if (option->check_lname("var")) ++variables;
    if (option->check_lname("var-file")) options.var_files.emplace_back(*file++, variables);
  }
}

// Checks that involve more than one option.
tl::expected<void, EarlyExit> Check(Options& options, const std::string& fail_on,
                                    const std::vector<std::string>& variables) {
  if (fail_on == "never") {
    options.selection.fail_on.reset();
  } else {
    options.selection.fail_on = kSeverities.at(fail_on);
  }
  for (const std::string& variable : variables) {
    const std::size_t equals = variable.find('=');
    if (equals == std::string::npos || equals == 0) {
      return tl::make_unexpected(Wrong("--var wants NAME=VALUE, not `" + variable + "`"));
    }
    options.variables.emplace_back(variable.substr(0, equals), variable.substr(equals + 1));
  }
  if (options.paths.empty()) options.paths.emplace_back(".");
  if (std::find(options.paths.begin(), options.paths.end(), "") != options.paths.end()) {
    return tl::make_unexpected(Wrong("a path is empty"));
  }
  const bool standard_input =
      std::find(options.paths.begin(), options.paths.end(), "-") != options.paths.end();
  if (standard_input && options.paths.size() > 1) {
    return tl::make_unexpected(Wrong("- stands alone: no other path can be given"));
  }
  if (standard_input && options.stdin_filename.empty()) {
    return tl::make_unexpected(
        Wrong("say what standard input is: --stdin-filename main.tf, for example"));
  }
  if (!standard_input && !options.stdin_filename.empty()) {
    return tl::make_unexpected(Wrong("--stdin-filename is for standard input, which is written -"));
  }
  return {};
}

}  // namespace

tl::expected<Options, EarlyExit> ParseCommandLine(const std::vector<std::string>& words,
                                                  const std::string& version) {
  Options options;
  options.jobs = std::max(std::thread::hardware_concurrency(), 1u);
  std::string fail_on = "warning";
  std::vector<std::string> variables, var_files;
  std::vector<std::string> rest = words;
  const std::string command = words.empty() ? "" : words.front();
  if (command == "rules" || command == "explain") {
    options.command = command == "rules" ? Options::Command::kRules : Options::Command::kExplain;
  }
  if (command == "config") options.command = Options::Command::kConfig;
  const bool named = command == "lint" || options.command != Options::Command::kLint;
  if (named) rest.erase(rest.begin());

  CLI::App app(kAbout, named ? "execlint " + command : "execlint");
  app.footer(named ? "" : kCommands);
  app.get_formatter()->column_width(34);
  app.set_version_flag("--version", version, "print the version");
  app.set_help_flag("--help,-h", "print this text");
  AddColor(app, options);
  if (options.command == Options::Command::kLint) {
    AddLintOptions(app, options, fail_on, variables, var_files);
  } else if (options.command == Options::Command::kExplain) {
    app.add_option("RULE", options.rule, "the name of a rule")->required()->type_name("");
  } else if (options.command == Options::Command::kConfig) {
    app.add_option("PATH", options.paths, "a file or folder (default: the current folder)")
        ->type_name("")
        ->expected(0, 1);
    AddRuleOptions(app, options);
    AddConfigOptions(app, options);
  }
  try {
    std::reverse(rest.begin(), rest.end());  // as CLI11 wants it
    app.parse(rest);
  } catch (const CLI::CallForHelp&) {
    return tl::make_unexpected(EarlyExit{0, app.help()});
  } catch (const CLI::CallForVersion&) {
    return tl::make_unexpected(EarlyExit{0, version + "\n"});
  } catch (const CLI::Error& error) {
    return tl::make_unexpected(Wrong(error.what()));
  }
  if (options.command == Options::Command::kLint) {
    AddVarFiles(app, var_files, options);
    if (auto checked = Check(options, fail_on, variables); !checked) {
      return tl::make_unexpected(checked.error());
    }
  }
  return options;
}

}  // namespace execlint
