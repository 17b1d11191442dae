// A rule for tests of the engine: only its name, and where it speaks, matter.
#ifndef EXECLINT_TESTS_LINT_ENGINE_A_RULE_H_
#define EXECLINT_TESTS_LINT_ENGINE_A_RULE_H_

#include <string_view>

#include "lint/engine/rule.h"

namespace execlint::testing_support {

// A warning about the task role that blocks. It must not be run.
constexpr Rule ARule(std::string_view name) {
  return {.name = name,
          .hop = Hop::kTaskRole,
          .effect = Effect::kBlocks,
          .severity = Severity::kWarning,
          .summary = {},
          .why = {},
          .fix = {},
          .reference = {},
          .check = static_cast<void (*)(const Workload&, Report&)>(nullptr)};
}

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_LINT_ENGINE_A_RULE_H_
