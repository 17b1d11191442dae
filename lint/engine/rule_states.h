// Which rules are on, and how severe their findings are, in one file and environment: by the
// defaults, then the configuration that governs the file, then its overrides, then the command
// line. Each of these may select and ignore rules; what comes later wins. What was found for the
// last file is kept: findings are asked for in the order of their files.
//
//   RuleStates states(selection);
//   states.Of(rule, "envs/prod/main.tf", Environment::kProduction).asked
#ifndef EXECLINT_LINT_ENGINE_RULE_STATES_H_
#define EXECLINT_LINT_ENGINE_RULE_STATES_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lint/engine/config.h"
#include "lint/engine/finding.h"
#include "lint/source/source_map.h"

namespace execlint {

struct Rule;
struct Selection;

struct RuleState {
  bool asked = false;
  const Word* asked_by = nullptr;  // the name that decided; null: the default
  std::optional<Severity> severity = {};
  const Word* severity_by = nullptr;
};

class RuleStates {
 public:
  // The configurations of the selection must outlive it.
  explicit RuleStates(const Selection& selection);

  // `required`: the configuration asks for the finding, so that its rule counts as on by default.
  RuleState Of(const Rule& rule, std::string_view path, Environment environment,
               bool required = false);
  // In the environments that the finding holds in: asked for if it is in one of them, and as severe
  // as in the gravest of these.
  RuleState Of(const Finding& finding, const SourceMap& sources);
  // Is the rule asked for in any file and environment?
  bool RunsAnywhere(const Rule& rule) const;

 private:
  RuleState Find(const Rule& rule, std::string_view path, Environment environment, bool required);

  const Configs* configs_;
  RuleSettings on_command_line_;
  PartsByPath<Override> overrides_;
  std::string path_;                                                         // the last one
  std::map<std::tuple<const Rule*, Environment, bool>, RuleState> of_path_;  // for that path
};

// Leaves out findings in excluded files and findings of rules that are not asked for where they
// stand, and gives the others the severity that is configured. A finding that is less severe than
// its rule is by default is not made more severe than that: it says why it is. Findings that report
// a problem of the input stay, since they count for the exit status.
void ApplyConfigs(std::vector<Finding>& findings, const SourceMap& sources,
                  const Selection& selection);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_RULE_STATES_H_
