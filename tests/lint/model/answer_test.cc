#include "lint/model/answer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>

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

TEST(AnswerTest, WhatAVerdictRestsOnIsBounded) {
  Answer all = Answer::Yes();
  for (std::uint32_t i = 1; i <= 2 * Grounds::kMost; ++i) {
    Grounds one{.places = {{.span = {FileId{0}, i, i + 1}}}};
    one.Lacks({.what = Missing::What::kEgressRule, .on = ResourceId{i}});
    EXPECT_EQ(all.grounds.absence_on_open, all.grounds.missing.size() < i - 1);
    all = And(std::move(all), Answer::Yes(std::move(one)));
  }
  EXPECT_EQ(all.grounds.places.size(), Grounds::kMost);
  EXPECT_EQ(all.grounds.missing.size(), Grounds::kMost);
  EXPECT_TRUE(all.grounds.absence_on_open);
}

TEST(AnswerTest, AMaybeKeepsItsFirstReason) {
  const Symbol a, b;
  EXPECT_EQ(And(Answer::Maybe(&a, {}), Answer::Maybe(&b, {})).why.symbol, &a);
  EXPECT_EQ(And(Answer::Yes(kDefault), Answer::Maybe(&b, {})).why.symbol, &b);
  EXPECT_TRUE(And(Answer::Maybe(&a, {}), Answer::No(kDefault)).no());
}

}  // namespace
}  // namespace execlint
