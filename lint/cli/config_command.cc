#include "lint/cli/config_command.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/cli/config_subject.h"
#include "lint/cli/say.h"
#include "lint/cli/settings.h"
#include "lint/engine/rule.h"
#include "lint/engine/rule_states.h"
#include "lint/engine/select.h"
#include "lint/render/escape.h"
#include "lint/source/format.h"
#include "lint/value/value.h"

namespace execlint {
namespace {

// A scalar of YAML, in quotes where it would not be read back as it is.
std::string Scalar(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '/' || c == '.' || c == '-';
  };
  const bool word = !text.empty() && text.front() != '-' && text.front() != '.' &&
                    std::all_of(text.begin(), text.end(), plain) &&
                    std::any_of(text.begin(), text.end(), [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/';
                    });
  constexpr std::string_view kSpecial[] = {"true", "false", "null", "yes", "no", "on", "off"};
  if (word && std::find(std::begin(kSpecial), std::end(kSpecial), text) == std::end(kSpecial)) {
    return std::string(text);
  }
  std::string quoted = "'";
  for (const char c : SafeText(text)) quoted += c == '\'' ? "''" : std::string(1, c);
  return quoted + "'";
}

std::string Joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

class ConfigText {
 public:
  ConfigText(const Config& config, const SourceMap& sources, const ShownPaths& shown)
      : config_(config), sources_(sources), shown_(shown) {}

  std::string Take() { return std::move(text_); }

  void Line(const std::string& line, std::string_view origin) {
    constexpr std::size_t kColumn = 44;
    text_ += line;
    if (!origin.empty()) {
      const std::size_t width = line.size() + 2;
      text_ += std::string(width < kColumn ? kColumn - line.size() : 2, ' ') + "# ";
      text_ += origin;
    }
    text_ += '\n';
  }

  // `--ignore`, `.execlint.yaml:3`.
  std::string Origin(const Word* word, std::string_view option = {}) const {
    if (word == nullptr) return "default";
    if (!word->at.valid()) return std::string(option);
    return Format("{}:{}", SafeText(shown_(sources_.path(word->at.file))),
                  sources_.Locate(word->at.file, word->at.begin).line);
  }
  std::string Origin(Span at) const {
    const Word word{{}, at};
    return Origin(&word);
  }

  // `given` comes from an option.
  void List(std::string_view indent, std::string_view key, std::vector<Word> words,
            const std::vector<std::string>& given = {}, bool given_replaces = false) {
    if (given_replaces && !given.empty()) words.clear();
    for (const std::string& one : given) words.push_back({one, {}});
    if (words.empty()) {
      Line(Format("{}{}: []", indent, key), "default");
      return;
    }
    Line(Format("{}{}:", indent, key), "");
    for (const Word& word : words) {
      Line(Format("{}  - {}", indent, Scalar(word.text)), Origin(&word, "command line"));
    }
  }

  void Severities(std::string_view indent, const std::vector<RuleSettings::Grade>& grades) {
    if (grades.empty()) {
      Line(Format("{}severity: {{}}", indent), "default");
      return;
    }
    Line(Format("{}severity:", indent), "");
    for (const RuleSettings::Grade& one : grades) {
      Line(Format("{}  {}: {}", indent, Scalar(one.name.text), SeverityName(one.severity)),
           Origin(&one.name));
    }
  }

  // One line for each, with the origins of all that is in it.
  void Environments() {
    Line("environments:", "");
    for (const Environment one :
         {Environment::kProduction, Environment::kNonProduction, Environment::kUnclassified}) {
      const EnvironmentRules& rules = config_.environments.Of(one);
      std::vector<std::string> entries, origins;
      const auto list = [&](std::string_view key, const std::vector<Word>& words) {
        std::vector<std::string> items;
        for (const Word& word : words) {
          items.push_back(Scalar(word.text));
          origins.push_back(Origin(&word));
        }
        if (!words.empty()) entries.push_back(Format("{}: [{}]", key, Joined(items)));
      };
      list("names", rules.names);
      list("paths", rules.paths);
      if (rules.exec != ExecPolicy::kUnset) {
        constexpr std::string_view kPolicies[] = {"", "required", "allowed", "forbidden"};
        entries.push_back(Format("exec: {}", kPolicies[static_cast<int>(rules.exec)]));
        origins.push_back(Origin(rules.exec_at));
      }
      origins.erase(std::unique(origins.begin(), origins.end()), origins.end());
      Line(Format("  {}: {{{}}}", EnvironmentName(one), Joined(entries)),
           origins.empty() ? "default" : Joined(origins));
    }
  }

  void Overrides(const ConfigSubject& subject) {
    if (config_.overrides.empty()) {
      Line("overrides: []", "default");
      return;
    }
    Line("overrides:", "");
    for (std::size_t i = 0; i < config_.overrides.size(); ++i) {
      const Override& one = config_.overrides[i];
      std::string names;
      for (const Environment environment : one.environments) {
        names += (names.empty() ? "" : ", ") + std::string(EnvironmentName(environment));
      }
      Line(names.empty() ? "  - # in all environments" : Format("  - environments: [{}]", names),
           Origin(one.at) + subject.HowFar(i));
      if (!one.paths.empty()) List("    ", "paths", one.paths);
      if (!one.rules.extend_select.empty()) List("    ", "extend-select", one.rules.extend_select);
      if (!one.rules.ignore.empty()) List("    ", "ignore", one.rules.ignore);
      if (!one.rules.severity.empty()) Severities("    ", one.rules.severity);
    }
  }

  void Inputs() {
    Line(config_.variables.empty() ? "variables: {}" : "variables:",
         config_.variables.empty() ? "default" : "");
    // Like those of `--var`, the values may be secrets.
    for (const Config::Variable& one : config_.variables) {
      Line(Format("  {}: {}", Scalar(one.name.text), Scalar(kMasked)), Origin(&one.name));
    }
    std::vector<Word> files;
    for (const Config::VarFile& one : config_.var_files) files.push_back(one.path);
    List("", "var-files", files);
  }

  void Suppressions() {
    if (config_.suppress.empty()) {
      Line("suppress: []", "default");
      return;
    }
    Line("suppress:", "");
    for (const SuppressionEntry& one : config_.suppress) {
      Line("  - rule: " + Scalar(one.rule.text), Origin(one.at));
      if (!one.path.text.empty()) Line("    path: " + Scalar(one.path.text), "");
      if (!one.resource.text.empty()) Line("    resource: " + Scalar(one.resource.text), "");
      Line("    reason: " + Scalar(one.reason), "");
      if (!one.until.empty()) Line("    until: " + Scalar(one.until), "");
    }
  }

  // What it makes of each rule, and which line or option decided; below that, what differs in some
  // of a folder's files.
  void Rules(std::span<const RuleEntry> rules, RuleStates& states, const ConfigSubject& subject) {
    for (const RuleEntry& entry : rules) {
      std::map<std::pair<std::string, std::string>, std::vector<std::string>> differing;
      std::string usual;
      for (const ConfigSubject::Group& group : subject.groups) {
        auto [here, origins] = InEachEnvironment(*entry.rule, states, group.paths.front());
        if (usual.empty()) {
          usual = here;
          Line(Format("#   {}: {}", entry.rule->name, here), origins);
        } else if (here != usual) {
          auto& paths = differing[{std::move(here), std::move(origins)}];
          paths.insert(paths.end(), group.paths.begin(), group.paths.end());
        }
      }
      for (const auto& [state, paths] : differing) {
        Line(Format("#     in {}: {}", InWords(paths), state.first), state.second);
      }
    }
  }

 private:
  // `legacy/main.tf and 3 more files`
  std::string InWords(const std::vector<std::string>& paths) const {
    const std::string first = SafeText(shown_(paths.front()));
    const std::size_t more = paths.size() - 1;
    return more == 0 ? first : Format("{} and {} more file{}", first, more, more == 1 ? "" : "s");
  }

  std::pair<std::string, std::string> InEachEnvironment(const Rule& rule, RuleStates& states,
                                                        std::string_view path) const {
    const auto [usual, decided] = StateIn(Environment::kUnclassified, rule, states, path);
    std::string line = usual, origins = decided;
    for (const Environment one : {Environment::kProduction, Environment::kNonProduction}) {
      const auto [here, origin] = StateIn(one, rule, states, path);
      if (here == usual) continue;
      line += Format("; {} in {}", here, EnvironmentName(one));
      origins += ", " + origin;
    }
    return {std::move(line), std::move(origins)};
  }

  std::pair<std::string, std::string> StateIn(Environment environment, const Rule& rule,
                                              RuleStates& states, std::string_view path) const {
    RuleState state = states.Of(rule, path, environment);
    const EnvironmentRules& rules = config_.environments.Of(environment);
    if (!state.asked && rule.off_by_default && rules.exec == ExecPolicy::kRequired) {
      // `exec: required` turns the rule on, as a warning, unless something turns it off.
      state = states.Of(rule, path, environment, /*required=*/true);
      if (state.asked && state.asked_by == nullptr) {
        return {std::string(SeverityName(state.severity.value_or(Severity::kWarning))),
                Origin(rules.exec_at)};
      }
    }
    if (!state.asked) return {"off", Origin(state.asked_by, "command line")};
    const Word* by = state.severity_by != nullptr ? state.severity_by : state.asked_by;
    return {std::string(SeverityName(state.severity.value_or(rule.severity))),
            Origin(by, "command line")};
  }

  const Config& config_;
  const SourceMap& sources_;
  const ShownPaths& shown_;
  std::string text_;
};

}  // namespace

int RunConfig(const Options& options, const Parts& parts) {
  const auto fail = [](const std::string& message) {
    Say(message);
    return 2;
  };
  const std::string given = options.paths.empty() ? "." : options.paths.front();
  Settings settings;
  const AfterWalk read = ReadSettings(options, parts, settings);
  ConfigSubject subject;
  const auto project = LoadProject(
      std::vector<std::string>{given}, options.jobs,
      [&](LoadedProject& loaded, Walked& walked) -> tl::expected<void, Error> {
        const bool is_folder = loaded.named.empty();
        const std::string path = *(is_folder ? loaded.named_folders : loaded.named).begin();
        const std::vector<std::string> files = walked.files;
        auto done = read(loaded, walked);
        if (done) subject = SubjectOf(path, is_folder, files, settings.configs);
        walked = {};  // nothing is linted
        return done;
      });
  if (!project) return fail(project.error().message);
  Selection selection = options.selection;
  selection.configs = &settings.configs;
  if (const auto rules = ChooseRules(parts.rules, selection); !rules) {
    return fail(rules.error().message);
  }

  const Config& config = settings.configs.Of(subject.path);
  const ShownPaths shown(project->root);
  ConfigText text(config, *project->sources, shown);
  text.Line(Format("# {}: {}{}", SafeText(shown(subject.path)),
                   config.path.empty() ? "no configuration governs it"
                                       : "governed by " + SafeText(shown(config.path)),
                   subject.WhatIsExcluded()),
            "");
  for (const std::string& folder : subject.governed_elsewhere) {
    text.Line(Format("# {}/ has a configuration of its own", SafeText(shown(folder))), "");
  }
  text.List("", "exclude", config.exclude, options.exclude);
  text.List("", "select", config.rules.select, selection.select, true);
  text.List("", "extend-select", config.rules.extend_select, selection.extend_select);
  text.List("", "ignore", config.rules.ignore, selection.ignore);
  text.Severities("", config.rules.severity);
  text.Environments();
  text.Overrides(subject);
  text.Inputs();
  text.Suppressions();
  text.Line("\n# What this comes to here:", "");
  RuleStates states(selection);
  text.Rules(parts.rules, states, subject);
  const auto printed = PrintOut(LogSafe(text.Take()));
  if (!printed) return fail(printed.error().message);
  return 0;
}

}  // namespace execlint
