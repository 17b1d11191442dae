#include "lint/model/environment.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <vector>

namespace execlint {
namespace {

constexpr std::array<std::string_view, 4> kProductionWords = {"prod", "production", "prd", "live"};
constexpr std::array<std::string_view, 4> kVetoes = {"non", "pre", "no", "not"};
constexpr std::array<std::string_view, 20> kOtherWords = {
    "dev",     "devel",   "development", "develop", "test", "testing", "tst",
    "stage",   "staging", "stg",         "qa",      "uat",  "sandbox", "sbx",
    "preview", "demo",    "nprd",        "int",     "ci",   "local"};

template <class Words>
bool Has(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  char before = 0;
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (std::isalnum(u) == 0) {
      before = 0;
      continue;
    }
    const bool camel =
        std::isupper(u) != 0 && std::islower(static_cast<unsigned char>(before)) != 0;
    if (before == 0 || camel) words.emplace_back();
    words.back() += static_cast<char>(std::tolower(u));
    before = c;
  }
  return words;
}

// `prod1`, `prod01` are `prod`: numbered environments are common.
std::string_view WithoutNumber(std::string_view word) {
  while (!word.empty() && std::isdigit(static_cast<unsigned char>(word.back())) != 0) {
    word.remove_suffix(1);
  }
  return word;
}

bool IsVetoed(std::string_view word) {
  return std::any_of(kVetoes.begin(), kVetoes.end(), [word](std::string_view veto) {
    return word.starts_with(veto) && Has(kProductionWords, word.substr(veto.size()));
  });
}

std::string Folded(std::string_view text) {
  std::string folded;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      folded += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return folded;
}

// What a boolean tag says: `is-production = true`.
Environment ClassifyFlag(std::string_view key, std::string_view value) {
  const std::string name = Folded(key);
  if (name != "isproduction" && name != "isprod" && name != "production" && name != "prod") {
    return Environment::kUnclassified;
  }
  const std::string flag = Folded(value);
  if (flag == "true" || flag == "yes" || flag == "1") return Environment::kProduction;
  if (flag == "false" || flag == "no" || flag == "0") return Environment::kNonProduction;
  return Environment::kUnclassified;
}

bool NamesEnvironment(std::string_view key) {
  const std::string name = Folded(key);
  return name == "environment" || name == "env" || name == "stage" || name == "environmentname" ||
         name == "envname" || name == "envtype" || name == "environmenttype" ||
         name == "deploymentenvironment" || name == "deployenv";
}

// What the configuration says of a name.
Environment Configured(const EnvironmentSettings* settings, std::string_view name) {
  if (settings == nullptr) return Environment::kUnclassified;
  std::string lower(name);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto is_one_of = [&lower](const std::vector<Word>& globs) {
    return std::any_of(globs.begin(), globs.end(),
                       [&lower](const Word& glob) { return MatchesGlob(glob.text, lower); });
  };
  const bool production = is_one_of(settings->production.names);
  if (production == is_one_of(settings->non_production.names)) return Environment::kUnclassified;
  return production ? Environment::kProduction : Environment::kNonProduction;
}

// By the configuration, else by what `classify` makes of its words.
Environment Classify(const EnvironmentSettings* settings, std::string_view name,
                     Environment (*classify)(std::string_view)) {
  const Environment configured = Configured(settings, name);
  return configured != Environment::kUnclassified ? configured : classify(name);
}

std::optional<EnvironmentClass> FromTags(const Fact<List<Tag>>& tags,
                                         const EnvironmentSettings* settings) {
  if (!tags.known()) return std::nullopt;
  for (const Fact<Tag>& tag : tags->items) {
    if (!tag.known() || !tag->key.known() || !tag->value.known()) continue;
    const auto key = tag->key->known(), value = tag->value->known();
    if (!key || !value) continue;
    Environment found = ClassifyFlag(*key, *value);
    if (found == Environment::kUnclassified && NamesEnvironment(*key)) {
      found = Classify(settings, *value, ClassifyWord);
    }
    if (found == Environment::kUnclassified) continue;
    return EnvironmentClass{found, tag->value.grounds(),
                            "tag `" + tag->key->Shown() + "` is `" + tag->value->Shown() + "`"};
  }
  return std::nullopt;
}

// `environment` of `var.environment`.
std::string_view LastWord(std::string_view name) {
  return name.substr(std::min(name.size(), name.find_last_of('.') + 1));
}

std::optional<EnvironmentClass> FromSelectors(const ModelView& view) {
  for (std::size_t i = 0; i < view.model.selectors.size(); ++i) {
    const Selector& selector = view.model.selectors[i];
    if (!selector.unit.empty()) continue;
    // Only selectors that are about environments: looking at others would split the scenarios for
    // nothing.
    const std::string_view name = selector.name;
    const bool telling =
        selector.what != Selector::What::kInput || NamesEnvironment(LastWord(name));
    if (!telling) continue;
    const std::uint8_t candidate = view.reads.Look(view.scenario, static_cast<std::uint8_t>(i));
    if (candidate == Scenario::kOpen || selector.IsOther(candidate)) continue;
    const auto found = [&](const std::string& value, bool secret, Span at,
                           const std::string& shown) -> std::optional<EnvironmentClass> {
      const Environment environment = Classify(view.model.environments, value, ClassifyWord);
      if (environment == Environment::kUnclassified) return std::nullopt;
      return EnvironmentClass{
          environment,
          {.places = {{.span = at}}},
          secret ? "the value of " + shown + " says so" : shown + " is `" + value + "`"};
    };
    if (auto by_value = found(selector.candidates[candidate], selector.IsSecret(candidate),
                              selector.PlaceOf(candidate), selector.Shown())) {
      return by_value;
    }
    if (candidate >= selector.given.size()) continue;
    for (const Selector::Given& given : selector.given[candidate]) {
      if (!NamesEnvironment(LastWord(given.input))) continue;
      if (auto by_file = found(given.value, given.secret, given.at, "`" + given.input + "`")) {
        return by_file;
      }
    }
  }
  return std::nullopt;
}

// A name that ends in `live` is that of an environment; before another word it says what the thing
// does (`live-stream`).
Environment ClassifyName(std::string_view name) {
  std::string rest;
  const std::vector<std::string> words = Words(name);
  for (const std::string& word : words) {
    if (word != "live" || &word == &words.back()) rest += word + " ";
  }
  return ClassifyWord(rest);
}

std::optional<EnvironmentClass> FromName(const Fact<Text>& name, std::string_view whose,
                                         const EnvironmentSettings* settings) {
  if (!name.known()) return std::nullopt;
  const auto text = name->known();
  if (!text) return std::nullopt;
  const Environment found = Classify(settings, *text, ClassifyName);
  if (found == Environment::kUnclassified) return std::nullopt;
  return EnvironmentClass{found, name.grounds(),
                          "the " + std::string(whose) + " is named `" + name->Shown() + "`"};
}

// By the last word of an ARN, or by the name itself.
std::optional<EnvironmentClass> FromClusterElsewhere(const Resolved<Cluster>& cluster,
                                                     const EnvironmentSettings* settings) {
  const auto last = [](const std::string& text) { return text.substr(text.rfind('/') + 1); };
  const std::string shown = cluster.text.Shown();
  const std::string name = last(cluster.text.WithHoles());
  const Environment found = Classify(settings, name, ClassifyName);
  if (found == Environment::kUnclassified) return std::nullopt;
  return EnvironmentClass{found, cluster.grounds, "the cluster is named `" + last(shown) + "`"};
}

// Folders called `live` hold what is deployed, whatever the environment, beside those with modules.
std::string WithoutLive(std::string_view path) {
  std::string without;
  while (!path.empty()) {
    const std::size_t end = path.find('/');
    const std::string_view folder = path.substr(0, end);
    if (folder != "live") without += "/" + std::string(folder);
    path.remove_prefix(end == path.npos ? path.size() : end + 1);
  }
  return without;
}

// By its nearest folder of which the configuration says something, else by its words.
Environment ClassifyPath(std::string_view path, const EnvironmentSettings* settings) {
  for (std::string_view rest = path; settings != nullptr && !rest.empty();) {
    const std::size_t slash = rest.rfind('/');
    const Environment found = Configured(settings, rest.substr(slash + 1));
    if (found != Environment::kUnclassified) return found;
    rest = rest.substr(0, slash == rest.npos ? 0 : slash);
  }
  return ClassifyWord(WithoutLive(path));
}

std::optional<EnvironmentClass> FromConfiguredPath(const EnvironmentSettings& settings,
                                                   const Model& model) {
  const bool is_folder = model.source != Model::Source::kTemplate;
  const std::string whole = model.path.empty() || !is_folder ? model.path : model.path + "/";
  if (!whole.starts_with(settings.folder)) return std::nullopt;
  const std::string path = whole.substr(settings.folder.size());
  // A folder is meant by a glob for it, and by one for the files in it.
  const std::string file = model.source == Model::Source::kApiJson ? "service.json" : "main.tf";
  const auto is_in = [&](const IgnoreRules& globs) {
    return globs.TestWithParents(is_folder ? path + file : path, false) ==
           IgnoreRules::Match::kIgnore;
  };
  const bool production = is_in(settings.production.path_globs);
  if (production == is_in(settings.non_production.path_globs)) return std::nullopt;
  return EnvironmentClass{production ? Environment::kProduction : Environment::kNonProduction,
                          {},
                          "the configuration says so for `" + model.path + "`"};
}

}  // namespace

const EnvironmentRules& EnvironmentSettings::Of(Environment environment) const {
  switch (environment) {
    case Environment::kProduction:
      return production;
    case Environment::kNonProduction:
      return non_production;
    case Environment::kUnclassified:
      break;
  }
  return unclassified;
}

bool EnvironmentSettings::HasExecPolicy() const {
  return production.exec != ExecPolicy::kUnset || non_production.exec != ExecPolicy::kUnset ||
         unclassified.exec != ExecPolicy::kUnset;
}

std::string_view EnvironmentName(Environment environment) {
  switch (environment) {
    case Environment::kProduction:
      return "production";
    case Environment::kNonProduction:
      return "non-production";
    case Environment::kUnclassified:
      break;
  }
  return "unclassified";
}

std::string_view EnvironmentInWords(Environment environment) {
  return environment == Environment::kUnclassified ? "unclassified environments"
                                                   : EnvironmentName(environment);
}

Environment ClassifyWord(std::string_view text) {
  bool production = false, other = false;
  const std::vector<std::string> words = Words(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = WithoutNumber(words[i]);
    if (Has(kProductionWords, word)) {
      const bool vetoed = i > 0 && Has(kVetoes, words[i - 1]);
      (vetoed ? other : production) = true;
    } else if (Has(kOtherWords, word) || IsVetoed(word)) {
      other = true;
    }
  }
  if (production == other) return Environment::kUnclassified;
  return production ? Environment::kProduction : Environment::kNonProduction;
}

std::string EnvironmentWord(std::string_view text) {
  for (const std::string& word : Words(text)) {
    const std::string_view plain = WithoutNumber(word);
    if (Has(kProductionWords, plain) || Has(kOtherWords, plain) || IsVetoed(plain)) return word;
  }
  return "";
}

bool IsEnvironment(const Symbol& symbol) {
  return symbol.why == Why::kInputWithoutDefault && symbol.naming == Symbol::Naming::kCode &&
         (symbol.name == "terraform.workspace" || NamesEnvironment(LastWord(symbol.name)));
}

bool IsNameOfEnvironment(std::string_view input) { return NamesEnvironment(LastWord(input)); }

std::string TieOf(const Selector& selector) {
  if (selector.what != Selector::What::kInput) return "*";
  if (selector.name == "AWS::StackName") return "";  // each has its own
  const std::string_view word = LastWord(selector.name);
  return NamesEnvironment(word) ? "environment" : Folded(word);
}

void UseEnvironments(const EnvironmentSettings& settings, Model& model) {
  model.environments = &settings;
  auto of_path = FromConfiguredPath(settings, model);
  model.environment_of_path =
      of_path ? std::make_shared<const EnvironmentClass>(std::move(*of_path)) : nullptr;
}

EnvironmentClass ClassifyEnvironment(const ModelView& view, const Service* service,
                                     const TaskDefinition* task_definition,
                                     const Resolved<Cluster>& cluster) {
  const EnvironmentSettings* settings = view.model.environments;
  const auto tags = [&](const Attr<List<Tag>>& attribute) {
    return FromTags(view.Get(attribute), settings);
  };
  const auto name = [&](const Attr<Text>& attribute, std::string_view whose) {
    return FromName(view.Get(attribute), whose, settings);
  };
  if (view.model.environment_of_path != nullptr) return *view.model.environment_of_path;
  std::optional<EnvironmentClass> found;
  if (service != nullptr) found = tags(service->tags);
  if (!found && task_definition != nullptr) found = tags(task_definition->tags);
  if (!found && cluster.resource != nullptr) found = tags(cluster.resource->tags);
  if (!found) found = FromSelectors(view);
  if (!found) {
    if (cluster.resource != nullptr) found = name(cluster.resource->name, "cluster");
    if (!found && cluster.elsewhere()) found = FromClusterElsewhere(cluster, settings);
    const auto by_service = service != nullptr ? name(service->name, KindName(service->kind))
                                               : std::optional<EnvironmentClass>();
    // `api-stage` in the cluster `apps-prod`: nobody knows.
    if (found && by_service && found->environment != by_service->environment) return {};
    if (!found) found = by_service;
  }
  if (!found) {
    const Environment by_path = ClassifyPath(view.model.path, settings);
    if (by_path != Environment::kUnclassified) {
      found = EnvironmentClass{by_path, {}, "its path is `" + view.model.path + "`"};
    }
  }
  return found.value_or(EnvironmentClass{});
}

}  // namespace execlint
