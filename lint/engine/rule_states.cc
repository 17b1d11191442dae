#include "lint/engine/rule_states.h"

#include <algorithm>
#include <string>

#include "lint/engine/rule.h"
#include "lint/engine/rule_names.h"
#include "lint/engine/select.h"

namespace execlint {
namespace {

struct Mention {
  RuleNaming naming = RuleNaming::kNot;
  const Word* word = nullptr;
};

// The name that speaks most closely of the rule.
Mention Closest(const std::vector<Word>& names, const Rule& rule) {
  Mention closest;
  for (const Word& word : names) {
    const RuleNaming naming = RuleNamingOf(word.text, rule);
    if (naming > closest.naming) closest = {naming, &word};
  }
  return closest;
}

// A closer name wins; of two that are as close, `ignore`.
void Apply(const RuleSettings& settings, const Rule& rule, RuleState& state) {
  const Mention selected = Closest(settings.select, rule);
  const Mention added = Closest(settings.extend_select, rule);
  const Mention on = added.naming > selected.naming ? added : selected;
  const Mention off = Closest(settings.ignore, rule);
  if (off.word != nullptr && off.naming >= on.naming) {
    state.asked = false;
    state.asked_by = off.word;
  } else if (on.word != nullptr) {
    state.asked = true;
    state.asked_by = on.word;
  } else if (!settings.select.empty()) {
    state.asked = false;
    state.asked_by = &settings.select.front();
  }
  RuleNaming closest = RuleNaming::kNot;
  for (const RuleSettings::Grade& grade : settings.severity) {
    const RuleNaming naming = RuleNamingOf(grade.name.text, rule);
    if (naming <= closest) continue;
    closest = naming;
    state.severity = grade.severity;
    state.severity_by = &grade.name;
  }
}

std::vector<Word> Words(const std::vector<std::string>& names) {
  std::vector<Word> words;
  for (const std::string& name : names) words.push_back({name, {}});
  return words;
}

bool MaySelect(const RuleSettings& settings, const Rule& rule) {
  return Closest(settings.select, rule).word != nullptr ||
         Closest(settings.extend_select, rule).word != nullptr;
}

}  // namespace

RuleStates::RuleStates(const Selection& selection)
    : configs_(selection.configs),
      on_command_line_{.select = Words(selection.select),
                       .extend_select = Words(selection.extend_select),
                       .ignore = Words(selection.ignore)},
      overrides_(selection.configs, &Config::overrides, selection.deadline) {}

RuleState RuleStates::Of(const Rule& rule, std::string_view path, Environment environment,
                         bool required) {
  if (path != path_) of_path_.clear();
  path_ = path;
  const auto [known, fresh] = of_path_.try_emplace({&rule, environment, required});
  if (fresh) known->second = Find(rule, path, environment, required);
  return known->second;
}

RuleState RuleStates::Find(const Rule& rule, std::string_view path, Environment environment,
                           bool required) {
  RuleState state{.asked = !rule.off_by_default || required};
  if (configs_ != nullptr) {
    Apply(configs_->Of(path).rules, rule, state);
    for (const Override* one : overrides_.Of(path)) {
      if (one->IsFor(environment)) Apply(one->rules, rule, state);
    }
  }
  Apply(on_command_line_, rule, state);
  return state;
}

RuleState RuleStates::Of(const Finding& finding, const SourceMap& sources) {
  const std::string_view path =
      finding.primary.valid() ? sources.path(finding.primary.file) : finding.unit;
  std::vector<Environment> environments = finding.environments;
  if (environments.empty()) environments = {Environment::kUnclassified};
  RuleState gravest;
  for (const Environment environment : environments) {
    const RuleState state = Of(*finding.rule, path, environment, finding.required);
    const Severity own = finding.rule->severity;
    const bool graver = state.severity.value_or(own) > gravest.severity.value_or(own);
    if (state.asked && (!gravest.asked || graver)) gravest = state;
  }
  return gravest;
}

bool RuleStates::RunsAnywhere(const Rule& rule) const {
  // A rule that is only asked for in some files and environments has to run in all.
  const auto required = [](const Config& one) {
    return one.environments.production.exec == ExecPolicy::kRequired ||
           one.environments.non_production.exec == ExecPolicy::kRequired ||
           one.environments.unclassified.exec == ExecPolicy::kRequired;
  };
  const auto on_in = [&](const Config* config) {
    RuleState state{.asked = !rule.off_by_default || (config != nullptr && required(*config))};
    if (config != nullptr) {
      Apply(config->rules, rule, state);
      for (const Override& one : config->overrides) state.asked |= MaySelect(one.rules, rule);
    }
    Apply(on_command_line_, rule, state);
    return state.asked;
  };
  if (configs_ == nullptr) return on_in(nullptr);
  return std::any_of(configs_->all().begin(), configs_->all().end(),
                     [&](const auto& config) { return on_in(config.get()); });
}

void ApplyConfigs(std::vector<Finding>& findings, const SourceMap& sources,
                  const Selection& selection) {
  RuleStates states(selection);
  std::erase_if(findings, [&](Finding& finding) {
    const bool excluded = selection.configs != nullptr && finding.primary.valid() &&
                          selection.configs->Excludes(sources.path(finding.primary.file));
    if (excluded) return true;
    const RuleState state = states.Of(finding, sources);
    if (!state.asked) return !finding.problem;
    if (state.severity) {
      finding.severity = finding.severity < finding.rule->severity
                             ? std::min(finding.severity, *state.severity)
                             : *state.severity;
    }
    return false;
  });
}

}  // namespace execlint
