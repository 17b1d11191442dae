// Is a workload production? By whole words, never by substrings: `nonprod` is not production.
//
//   ClassifyWord("prod-eu")         -> kProduction
//   ClassifyWord("pre-production")  -> kNonProduction
//   ClassifyWord("products")        -> kUnclassified
#ifndef EXECLINT_LINT_MODEL_ENVIRONMENT_H_
#define EXECLINT_LINT_MODEL_ENVIRONMENT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/model/fact.h"
#include "lint/model/model.h"
#include "lint/model/resolve.h"
#include "lint/project/ignore.h"

namespace execlint {

enum class Environment : std::uint8_t { kUnclassified, kNonProduction, kProduction };
std::string_view EnvironmentName(Environment environment);  // `production`, ...
// As it follows "in": `production`, `unclassified environments`.
std::string_view EnvironmentInWords(Environment environment);

// What a name says. Words are cut at everything but letters and digits and at camelCase borders.
// Production: `prod production prd live`, unless one of `non pre no not` stands joined to the word
// or right before it. Non-production: those, and `dev test staging ...`. Both in one text:
// unclassified.
Environment ClassifyWord(std::string_view text);

// The first word that names an environment, in lower case: `prod` of `envs/prod/vpc`. Empty: none.
std::string EnvironmentWord(std::string_view text);

// Does it stand for the environment that is deployed: the Terraform workspace, or an input whose
// name says so (`var.env`, `EnvironmentName`) and that has no value?
bool IsEnvironment(const Symbol& symbol);

// Does the name of an input (`var.env`, `EnvironmentName`) say that it is the environment? What it
// may be is no secret then, although a container is told it.
bool IsNameOfEnvironment(std::string_view input);

// What selectors of several units have in common when they choose the same: the name of the input,
// and all that name an environment one word. See Selector::tie.
std::string TieOf(const Selector& selector);

// A word of the configuration.
struct Word {
  std::string text = {};
  Span at = {};  // on disk; invalid: it was given on the command line
};

// Whether a project wants ECS Exec to be on, by its configuration.
enum class ExecPolicy : std::uint8_t { kUnset, kRequired, kAllowed, kForbidden };

// What the configuration says of one environment.
struct EnvironmentRules {
  std::vector<Word> names = {};  // globs for the names that mean it, in lower case
  std::vector<Word> paths = {};  // globs for the folders and files of its units
  IgnoreRules path_globs = {};
  ExecPolicy exec = ExecPolicy::kUnset;
  Span exec_at = {};  // on disk: where the configuration says so
};

// What the configuration says of all of them. `folder` is the one that path globs are relative to,
// with a '/' at the end, or empty.
struct EnvironmentSettings {
  std::string folder = {};
  EnvironmentRules production = {}, non_production = {}, unclassified = {};
  // Something is configured for some environments alone: findings must say where they hold.
  bool told_apart = false;

  const EnvironmentRules& Of(Environment environment) const;
  bool HasExecPolicy() const;
};

struct EnvironmentClass {
  Environment environment = Environment::kUnclassified;
  Grounds grounds = {};
  std::string reason = {};  // "tag `Environment` is `prod`"; empty when unclassified
};

// Makes `settings`, which must outlive the model, what its configuration says.
void UseEnvironments(const EnvironmentSettings& settings, Model& model);

// Decided by the first of these that tells, in this order: the path globs of the configuration
// (Model::environments), tags (of the service, task definition,
// cluster), a selector's value in this scenario, the workspace or var file, the cluster's and
// service's name where they do not contradict each other, the unit's path (a folder called `live`
// says nothing). What the configuration says of a name counts before what its words say. A cluster
// that is not in this unit still has the name that the
// service calls it by.
EnvironmentClass ClassifyEnvironment(const ModelView& view, const Service* service,
                                     const TaskDefinition* task_definition,
                                     const Resolved<Cluster>& cluster);

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_ENVIRONMENT_H_
