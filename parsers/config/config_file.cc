#include "parsers/config/config_file.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <optional>
#include <utility>

#include "lint/engine/rule_names.h"
#include "lint/source/file_reader.h"
#include "lint/source/format.h"
#include "lint/source/utf8.h"
#include "lint/value/value_store.h"
#include "parsers/config/checked.h"
#include "parsers/yaml/yaml.h"

namespace execlint::config {
namespace {

class ConfigFile {
 public:
  ConfigFile(const SourceMap& sources, std::span<const RuleEntry> rules, ReadConfig& read)
      : checked_(sources, read.problems), rules_(rules), config_(read.config) {}

  void Read(const Traced& root) {
    std::vector<Checked::Key> keys = RuleKeys(config_.rules);
    keys.insert(keys.begin(), {{"exclude",
                                [&](const Traced& value) {
                                  config_.exclude = checked_.Globs(value, "`exclude`");
                                  config_.exclude_globs = Compile(config_.exclude);
                                }},
                               {"select", NamesInto(config_.rules.select, "`select`")}});
    keys.push_back({"environments", [&](const Traced& value) { ReadEnvironments(value); }});
    keys.push_back({"overrides", [&](const Traced& value) {
                      checked_.List(value, "`overrides`",
                                    [&](const Traced& item) { ReadOverride(item); });
                    }});
    keys.push_back({"variables", [&](const Traced& value) { ReadVariables(value); }});
    keys.push_back({"var-files", [&](const Traced& value) { ReadVarFiles(value); }});
    keys.push_back({"suppress", [&](const Traced& value) {
                      checked_.List(value, "`suppress`",
                                    [&](const Traced& item) { ReadSuppression(item); });
                    }});
    checked_.Map(root, "the configuration", keys);
    for (const Override& one : config_.overrides) {
      config_.environments.told_apart |= !one.environments.empty();
    }
  }

 private:
  void CheckName(const Word& name) {
    const auto called = RulesCalled(rules_, name.text);
    if (!called) checked_.Add(name.at, called.error().message);
  }

  std::function<void(const Traced&)> NamesInto(std::vector<Word>& names, std::string what) {
    return [this, &names, what = std::move(what)](const Traced& value) {
      names = checked_.Texts(value, what);
      for (const Word& name : names) CheckName(name);
    };
  }

  // The keys that the configuration and its overrides have alike.
  std::vector<Checked::Key> RuleKeys(RuleSettings& settings) {
    return {{"extend-select", NamesInto(settings.extend_select, "`extend-select`")},
            {"ignore", NamesInto(settings.ignore, "`ignore`")},
            {"severity", [this, &settings](const Traced& value) {
               checked_.FreeMap(value, "`severity`", [&](const Entry& entry) {
                 const Word name{std::string(entry.key), entry.key_span};
                 CheckName(name);
                 if (const auto severity = ReadSeverity(entry)) {
                   settings.severity.push_back({name, *severity});
                 }
               });
             }}};
  }

  std::optional<Severity> ReadSeverity(const Entry& entry) {
    constexpr std::string_view kOff[] = {"off", "none", "disabled", "ignore"};
    const Value& value = *entry.value;
    const auto text = KnownText(value);
    const bool off = text && std::find(std::begin(kOff), std::end(kOff), *text) != std::end(kOff);
    if (off || (value.kind == Kind::kBool && !value.boolean())) {
      checked_.Add(value.span,
                   Format("to turn `{}` off, write it in the list `ignore`", entry.key));
      return std::nullopt;
    }
    return checked_.OneOf<Severity>(
        entry.value, Format("the severity of `{}`", entry.key), "severity",
        {{"note", Severity::kNote}, {"warning", Severity::kWarning}, {"error", Severity::kError}});
  }

  // What names one environment cannot name the other one too.
  void CheckApart(const std::vector<Word>& production, const std::vector<Word>& other) {
    for (const Word& word : other) {
      const auto same = std::find_if(production.begin(), production.end(),
                                     [&](const Word& one) { return one.text == word.text; });
      if (same == production.end()) continue;
      checked_.Add(word.at, Format("`{}` is in `production`, too", word.text));
    }
  }

  void ReadEnvironments(const Traced& value) {
    EnvironmentSettings& settings = config_.environments;
    const auto one = [this](EnvironmentRules& rules, std::string_view name, bool has_names) {
      return [this, &rules, name, has_names](const Traced& map) {
        constexpr std::string_view kPolicies[] = {"required", "allowed", "forbidden"};
        const auto text = KnownText(*map);
        if (text &&
            std::find(std::begin(kPolicies), std::end(kPolicies), *text) != std::end(kPolicies)) {
          checked_.Add(map->span, Format("`{}` takes a map: write `{{exec: {}}}`", name, *text));
          return;
        }
        std::vector<Checked::Key> keys;
        if (has_names) {
          keys.push_back({"names", [&](const Traced& names) {
                            rules.names = checked_.Texts(names, "`names`");
                            for (Word& glob : rules.names) glob.text = Lower(glob.text);
                          }});
          keys.push_back({"paths", [&](const Traced& paths) {
                            rules.paths = checked_.Globs(paths, "`paths`");
                            rules.path_globs = Compile(rules.paths);
                          }});
        }
        keys.push_back({"exec", [&](const Traced& exec) {
                          const auto policy =
                              checked_.OneOf<ExecPolicy>(exec, "`exec`", "policy",
                                                         {{"required", ExecPolicy::kRequired},
                                                          {"allowed", ExecPolicy::kAllowed},
                                                          {"forbidden", ExecPolicy::kForbidden}});
                          rules.exec = policy.value_or(ExecPolicy::kUnset);
                          rules.exec_at = exec->span;
                        }});
        checked_.Map(map, Format("`{}`", name), keys);
      };
    };
    checked_.Map(value, "`environments`",
                 {{"production", one(settings.production, "production", true)},
                  {"non-production", one(settings.non_production, "non-production", true)},
                  {"unclassified", one(settings.unclassified, "unclassified", false)}});
    CheckApart(settings.production.names, settings.non_production.names);
    CheckApart(settings.production.paths, settings.non_production.paths);
  }

  void ReadOverride(const Traced& value) {
    Override made{.at = value->span};
    std::vector<Checked::Key> keys = RuleKeys(made.rules);
    keys.push_back({"paths", [&](const Traced& paths) {
                      made.paths = checked_.Globs(paths, "`paths`");
                      made.path_globs = Compile(made.paths);
                    }});
    keys.push_back({"environments", [&](const Traced& environments) {
                      checked_.List(environments, "`environments`", [&](const Traced& item) {
                        const auto one = checked_.OneOf<Environment>(
                            item, "an item of `environments`", "environment",
                            {{"production", Environment::kProduction},
                             {"non-production", Environment::kNonProduction},
                             {"unclassified", Environment::kUnclassified}});
                        if (one) made.environments.push_back(*one);
                      });
                    }});
    const std::size_t before = checked_.count();
    checked_.Map(value, "an entry of `overrides`", keys);
    if (checked_.count() == before && made.paths.empty() && made.environments.empty()) {
      checked_.Add(value->span,
                   "this override is for all files and environments: give it `paths` or "
                   "`environments`, or write its settings above");
    }
    config_.overrides.push_back(std::move(made));
  }

  // Who writes `name=value` as a key has a value in it.
  static bool IsNameOfInput(std::string_view key) {
    return std::ranges::all_of(key, [](unsigned char c) {
      return c >= 0x80 || std::isalnum(c) != 0 || c == '_' || c == '-';
    });
  }

  void ReadVariables(const Traced& value) {
    checked_.FreeMap(value, "`variables`", [&](const Entry& entry) {
      if (!IsNameOfInput(entry.key)) {
        checked_.Add(entry.key_span, "this is no name of an input: write `name: value`");
        return;
      }
      const Value& given = *entry.value;
      const auto text = KnownText(given);
      if (text) {
        config_.variables.push_back(
            {{std::string(entry.key), entry.key_span}, {*text, given.span}});
      } else {
        // A key alone may be a piece of the value before it, in which a comma stands.
        const bool alone = given.span.empty();
        checked_.Add(alone ? entry.key_span : given.span,
                     Format("the value of {} is text, a number or a boolean; lists and maps are "
                            "written as JSON, in quotes",
                            alone ? "a variable" : Format("`{}`", entry.key)));
      }
    });
  }

  void ReadVarFiles(const Traced& value) {
    for (Word& path : checked_.Texts(value, "`var-files`")) {
      if (path.text.starts_with('/') || !NormalPath(path.text)) {
        checked_.Add(path.at,
                     Format("`{}` leads out of the folder that this file governs", path.text));
      } else {
        config_.var_files.push_back({.path = std::move(path)});
      }
    }
  }

  void ReadSuppression(const Traced& value) {
    SuppressionEntry made{.at = value->span};
    const std::size_t before = checked_.count();
    const auto into = [this](Word& word, std::string what) {
      return [this, &word, what = std::move(what)](const Traced& text) {
        if (auto read = checked_.Text(text, what)) word = std::move(*read);
      };
    };
    Word reason;
    checked_.Map(value, "an entry of `suppress`",
                 {{"rule", into(made.rule, "`rule`")},
                  {"path",
                   [&](const Traced& path) {
                     if (auto read = checked_.Glob(path, "`path`")) made.path = std::move(*read);
                   }},
                  {"resource", into(made.resource, "`resource`")},
                  {"reason", into(reason, "`reason`")},
                  {"until", [&](const Traced& until) {
                     if (auto day = checked_.Day(until, "`until`")) made.until = day->text;
                   }}});
    if (checked_.count() > before) return;
    if (made.rule.text.empty()) {
      checked_.Add(value->span, "this entry has no `rule`");
    } else if (!FindRule(rules_, made.rule.text)) {
      checked_.Add(made.rule.at, WhyNotARule(rules_, made.rule.text));
    }
    if (made.path.text.empty() && made.resource.text.empty()) {
      checked_.Add(value->span,
                   "this entry has neither `path` nor `resource`; to turn the rule off "
                   "everywhere, write it in the list `ignore`");
    }
    if (reason.text.empty()) checked_.Add(value->span, "this entry has no `reason`");
    made.path_globs = Compile({made.path});
    made.reason = reason.text;
    config_.suppress.push_back(std::move(made));
  }

  static std::string Lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  }

  Checked checked_;
  std::span<const RuleEntry> rules_;
  Config& config_;
};

// Where a second document begins, which the parser does not read. `from`: the end of the first one,
// if that has begun; else the beginning of the text.
std::optional<std::uint32_t> SecondDocument(std::string_view text, std::size_t from, bool begun) {
  bool ended = false;
  if (!begun && text.starts_with(kByteOrderMark)) from = kByteOrderMark.size();
  for (std::size_t begin = from; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const bool at_its_start = begin == 0 || begin != from || !begun;
    const std::size_t word = line.find_first_not_of(" \t\r");
    if (at_its_start && line.starts_with("---")) {
      if (begun) return static_cast<std::uint32_t>(begin);
      begun = true;
    } else if (at_its_start && line.starts_with("...")) {
      begun = ended = true;
    } else if (word != line.npos && line[word] != '#' && line[word] != '%') {
      if (ended) return static_cast<std::uint32_t>(begin + word);
      begun = true;
    }
    begin = end + 1;
  }
  return std::nullopt;
}

}  // namespace

ReadConfig ReadConfigFile(SourceMap& sources, FileId file, std::span<const RuleEntry> rules) {
  ReadConfig read;
  read.config.file = file;
  const std::string_view text = sources.Text(file);
  if (text.size() > kMaxBytes) {
    read.problems.push_back(
        {Problem::kLimit, Span::At(file, 0), Format("larger than {} KiB", kMaxBytes / 1024)});
    return read;
  }
  ValueStore store;
  Parsed parsed = yaml::Parse(sources, file, store);
  read.problems = std::move(parsed.problems);
  // Behind an error of syntax, what else seems wrong may be its consequence.
  if (!read.problems.empty()) return read;
  const bool is_empty = !parsed.root || parsed.root->is_null();
  if (!is_empty) ConfigFile(sources, rules, read).Read(parsed.root);
  if (const auto at = SecondDocument(text, is_empty ? 0 : parsed.root->span.end, !is_empty)) {
    read.problems.push_back({Problem::kSyntax, Span::At(file, *at),
                             "a configuration is one document, and here begins "
                             "a second one"});
  }
  std::stable_sort(read.problems.begin(), read.problems.end(),
                   [](const Problem& a, const Problem& b) { return a.span.begin < b.span.begin; });
  return read;
}

}  // namespace execlint::config
