#include "lint/value/case_allowance.h"

#include <gtest/gtest.h>

namespace execlint {
namespace {

TEST(CaseAllowance, IsSmallOnceAllIsSpent) {
  CaseAllowance allowance(100);
  EXPECT_EQ(allowance.ForNext(), kMaxCases);
  allowance.Spend(99);
  EXPECT_EQ(allowance.ForNext(), kMaxCases);
  allowance.Spend(1);
  const std::size_t few = allowance.ForNext();
  EXPECT_GT(few, 1u);
  EXPECT_LT(few, kMaxCases);
}

}  // namespace
}  // namespace execlint
