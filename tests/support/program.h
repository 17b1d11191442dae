// Runs the execlint program that was built beside the tests, as a user's shell would.
//
//   const ProgramResult result = RunExeclint({"lint", "fixtures/stacks/plain"});
//   EXPECT_EQ(result.status, 1);
#ifndef EXECLINT_TESTS_SUPPORT_PROGRAM_H_
#define EXECLINT_TESTS_SUPPORT_PROGRAM_H_

#include <string>
#include <vector>

namespace execlint {

struct ProgramResult {
  int status = -1;  // the exit status; 128 + the signal's number when a signal ended it
  std::string out;  // all of standard output
  std::string err;  // all of standard error
};

// The path of the program.
std::string ExeclintProgram();

// Runs it in the root of the repository, or in `folder`; `input` is its standard input. The
// environment is that of the tests.
ProgramResult RunExeclint(const std::vector<std::string>& arguments, const std::string& input = "",
                          const std::string& folder = ".");

}  // namespace execlint

#endif  // EXECLINT_TESTS_SUPPORT_PROGRAM_H_
