// Repositories in which --diff-base is tried.
#ifndef EXECLINT_TESTS_LINT_CLI_DIFF_BASE_H_
#define EXECLINT_TESTS_LINT_CLI_DIFF_BASE_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/repository.h"

namespace execlint::diff_base_test {

using testing::Repository;
using testing::Scratch;

// A service whose task definition has no role. Its `name` is in all addresses.
inline std::string Root(const std::string& name) {
  return "resource \"aws_ecs_service\" \"" + name + R"(" {
  name                   = "web"
  task_definition        = aws_ecs_task_definition.)" +
         name + R"(.arn
  enable_execute_command = true
}

resource "aws_ecs_task_definition" ")" +
         name + R"(" {
  family                = "web"
  cpu                   = 256
  container_definitions = jsonencode([{ name = "app", image = "nginx" }])
}
)";
}

inline std::string Replaced(std::string text, const std::string& part, const std::string& by) {
  return text.replace(text.find(part), part.size(), by);
}

inline bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

inline ProgramResult In(const Scratch& scratch, const std::vector<std::string>& words) {
  return RunExeclint(words, "", scratch.path());
}

inline ProgramResult Since(const Scratch& scratch, const std::string& revision,
                           std::vector<std::string> more = {}) {
  more.insert(more.begin(), {"--diff-base", revision});
  return In(scratch, more);
}

class DiffBaseTest : public ::testing::Test {
 protected:
  DiffBaseTest() {
    repository.Write("a/main.tf", Root("web"));
    first = repository.Commit();
  }
  Repository repository;
  std::string first;
};

}  // namespace execlint::diff_base_test

#endif  // EXECLINT_TESTS_LINT_CLI_DIFF_BASE_H_
