#include <gtest/gtest.h>

#include "tests/support/program.h"

namespace execlint {
namespace {

TEST(Version, IsPrintedOnStandardOutput) {
  const ProgramResult result = RunExeclint({"--version"});
  EXPECT_EQ(result.status, 0);
  EXPECT_TRUE(result.out.starts_with("execlint 0.")) << result.out;
  EXPECT_EQ(result.err, "");
}

}  // namespace
}  // namespace execlint
