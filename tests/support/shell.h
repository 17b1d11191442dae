// Runs a command of the shell, for tests that ask another program.
//
//   EXPECT_EQ(Shell("xmllint --noout --schema tests/lint/render/junit.xsd x.xml").out, "");
#ifndef EXECLINT_TESTS_SUPPORT_SHELL_H_
#define EXECLINT_TESTS_SUPPORT_SHELL_H_

#include <string>

namespace execlint::testing {

struct ShellResult {
  int status = -1;  // 127: there is no such command
  std::string out;  // standard output and standard error
};

// In the root of the repository, with standard error sent to `out`.
ShellResult Shell(const std::string& command);

}  // namespace execlint::testing

#endif  // EXECLINT_TESTS_SUPPORT_SHELL_H_
