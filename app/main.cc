// The composition root: the one file that sees the rules, the parsers and the engine.
#include <cstdlib>
#include <string>
#include <vector>

#include "lint/cli/execlint.h"
#include "lint/engine/registry.h"
#include "lint/iam/managed_policies.h"
#include "parsers/frontends.h"

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const std::vector<execlint::Frontend> frontends = execlint::AllFrontends();
  return execlint::RunExeclint(words, {.rules = execlint::AllRules(),
                                       .frontends = frontends,
                                       .version = EXECLINT_VERSION,
                                       .policy_data_date = execlint::ManagedPoliciesDate(),
                                       .leave = [](int status) { std::_Exit(status); }});
}
