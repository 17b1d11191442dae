// The composition root: the one file that sees the rules, the parsers and the engine.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "lint/cli/execlint.h"
#include "lint/engine/registry.h"
#include "lint/iam/managed_policies.h"
#include "lint/source/day.h"
#include "parsers/config/config_file.h"
#include "parsers/frontends.h"

int main(int argc, char** argv) {
  // A file that may not grow is an error of the one write, which is told.
  std::signal(SIGXFSZ, SIG_IGN);
  const std::vector<std::string> words(argv + 1, argv + argc);
  const std::vector<execlint::Frontend> frontends = execlint::AllFrontends();
  std::shared_ptr<const void> memory;
  int status = 3;
  try {
    status = execlint::RunExeclint(words,
                                   {.rules = execlint::AllRules(),
                                    .frontends = frontends,
                                    .version = EXECLINT_VERSION,
                                    .policy_data_date = execlint::ManagedPoliciesDate(),
                                    .read_config = execlint::config::ReadConfigFile,
                                    .today = execlint::Today()},
                                   memory);
  } catch (const std::exception& error) {  // nothing is left to print it with
    std::fprintf(stderr, "execlint: %s\n", error.what());
  }
#ifdef NDEBUG
  // The system takes memory back faster than it can be freed piece by piece. Builds with asserts,
  // those with sanitizers among them, free it, so that leaks are seen.
  std::fflush(nullptr);
  std::_Exit(status);
#endif
  return status;
}
