#include "lint/iam/judged.h"

#include <gtest/gtest.h>

namespace execlint {
namespace {

constexpr Certainty kSure = Certainty::kCertain;
constexpr Certainty kDefault = Certainty::kDefaulted;

TEST(JudgedTest, OneThatSettlesItIsEnough) {
  EXPECT_EQ(And(Judged::No(kDefault), Judged::No(kSure)).certainty, kSure);
  EXPECT_EQ(Or(Judged::Yes(kDefault), Judged::Yes(kSure)).certainty, kSure);
  EXPECT_EQ(And(Judged::Yes(kSure), Judged::No(kDefault)).certainty, kDefault);
  EXPECT_EQ(Or(Judged::No(kSure), Judged::Yes(kDefault)).certainty, kDefault);
}

TEST(JudgedTest, WhereAllAreNeededTheLeastCertainCounts) {
  EXPECT_EQ(And(Judged::Yes(kSure), Judged::Yes(kDefault)).certainty, kDefault);
  EXPECT_EQ(Or(Judged::No(kDefault), Judged::No(kSure)).certainty, kDefault);
  EXPECT_EQ(Not(Judged::No(kDefault)).certainty, kDefault);
  EXPECT_TRUE(Not(Judged::No(kDefault)).yes());
}

TEST(JudgedTest, AMaybeKeepsItsFirstReason) {
  const Symbol a, b;
  EXPECT_EQ(And(Judged::Maybe(&a, {}), Judged::Maybe(&b, {})).why.symbol, &a);
  EXPECT_EQ(And(Judged::Yes(kDefault), Judged::Maybe(&b, {})).why.symbol, &b);
  EXPECT_TRUE(And(Judged::Maybe(&a, {}), Judged::No(kDefault)).no());
}

}  // namespace
}  // namespace execlint
