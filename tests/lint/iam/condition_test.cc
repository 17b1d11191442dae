#include "lint/iam/condition.h"

#include <gtest/gtest.h>

#include "tests/support/policies.h"

namespace execlint {
namespace {

// Conditions made by hand, as code makes them that sets each part by itself.
class ConditionTest : public ::testing::Test {
 protected:
  Fact<Text> Says(std::string_view text) {
    return Fact<Text>::Known(Text{policies_.String(text)}, {});
  }
  Fact<Text> Unknown(char name) { return Fact<Text>::Unknowable(policies_.Hole(name), {}); }
  Answer Holds(Fact<Text> test, Fact<Text> key, List<Text> values) {
    RequestContext context;
    context.Set("x:k", {GlyphsOf("value")});
    const Condition condition{.test = test, .key = key, .values = std::move(values)};
    return ConditionHolds(condition, Variables::kReplaced, context, store_);
  }

  ValueStore store_;
  testing::Policies policies_{store_};
};

TEST_F(ConditionTest, EveryPartMayBeUnknown) {
  const Fact<Text> test = Says("StringEquals"), key = Says("x:k");
  EXPECT_TRUE(Holds(test, key, {.items = {Says("value")}}).yes());
  EXPECT_EQ(Holds(Unknown('t'), key, {.items = {Says("value")}}).why.symbol->name, "var.t");
  EXPECT_EQ(Holds(test, Unknown('k'), {.items = {Says("value")}}).why.symbol->name, "var.k");
  EXPECT_EQ(Holds(test, key, {.items = {Unknown('v')}}).why.symbol->name, "var.v");
  EXPECT_EQ(Holds(test, key, {.open_because = policies_.Hole('o')}).why.symbol->name, "var.o");
  EXPECT_TRUE(Holds(test, key, {.items = {Unknown('v'), Says("value")}}).yes());
}

TEST_F(ConditionTest, WithoutAnOperatorOrAKeyItIsBroken) {
  const Fact<Text> absent = Fact<Text>::Absent({});
  for (const auto& [test, key] :
       {std::pair{absent, Says("x:k")}, std::pair{Says("StringEquals"), absent},
        std::pair{Says("StringEquals"), Says("x:$k")}}) {
    const Answer holds = Holds(test, key, {.items = {Says("value")}});
    ASSERT_TRUE(holds.maybe());
    EXPECT_EQ(holds.why.symbol->why, Why::kBroken);
    EXPECT_EQ(holds.why.symbol->name, "a condition");
  }
}

}  // namespace
}  // namespace execlint
