#include "lint/model/answer.h"

#include <gtest/gtest.h>

namespace execlint {
namespace {

constexpr Certainty kSure = Certainty::kCertain;
constexpr Certainty kDefault = Certainty::kDefaulted;

TEST(AnswerTest, OneThatSettlesItIsEnough) {
  EXPECT_EQ(And(Answer::No(kDefault), Answer::No(kSure)).certainty(), kSure);
  EXPECT_EQ(Or(Answer::Yes(kDefault), Answer::Yes(kSure)).certainty(), kSure);
  EXPECT_EQ(And(Answer::Yes(kSure), Answer::No(kDefault)).certainty(), kDefault);
  EXPECT_EQ(Or(Answer::No(kSure), Answer::Yes(kDefault)).certainty(), kDefault);
}

TEST(AnswerTest, WhereAllAreNeededTheLeastCertainCounts) {
  EXPECT_EQ(And(Answer::Yes(kSure), Answer::Yes(kDefault)).certainty(), kDefault);
  EXPECT_EQ(Or(Answer::No(kDefault), Answer::No(kSure)).certainty(), kDefault);
  EXPECT_EQ(Not(Answer::No(kDefault)).certainty(), kDefault);
  EXPECT_TRUE(Not(Answer::No(kDefault)).yes());
}

TEST(AnswerTest, AMaybeKeepsItsFirstReason) {
  const Symbol a, b;
  EXPECT_EQ(And(Answer::Maybe(&a, {}), Answer::Maybe(&b, {})).why.symbol, &a);
  EXPECT_EQ(And(Answer::Yes(kDefault), Answer::Maybe(&b, {})).why.symbol, &b);
  EXPECT_TRUE(And(Answer::Maybe(&a, {}), Answer::No(kDefault)).no());
}

}  // namespace
}  // namespace execlint
