#include "lint/iam/exec_reach.h"

#include <gtest/gtest.h>

#include <initializer_list>

#include "lint/value/value_store.h"
#include "tests/support/policies.h"

namespace execlint {
namespace {

class ExecReachTest : public ::testing::Test {
 protected:
  ExecGrant Grant(std::string_view action) { return ExecGrantOf(Text{policies_.String(action)}); }
  Element<Text> Texts(std::initializer_list<std::string_view> patterns) {
    Element<Text> texts{.written = true};
    for (const std::string_view pattern : patterns) {
      texts.list.items.push_back(Fact<Text>::Known(Text{policies_.String(pattern)}, {}));
    }
    return texts;
  }
  Statement On(std::initializer_list<std::string_view> patterns) {
    return {.resource = Texts(patterns)};
  }
  Statement OnAllBut(std::initializer_list<std::string_view> patterns) {
    return {.not_resource = Texts(patterns)};
  }
  bool Every(std::initializer_list<std::string_view> patterns) {
    return CoveredBy(On(patterns), Variables::kReplaced).all();
  }

  ValueStore store_;
  testing::Policies policies_{store_};
};

TEST_F(ExecReachTest, Actions) {
  EXPECT_EQ(Grant("ecs:ExecuteCommand"), ExecGrant::kExec);
  EXPECT_EQ(Grant("ECS:executecommand"), ExecGrant::kExec);
  EXPECT_EQ(Grant("ecs:E*"), ExecGrant::kExec);
  EXPECT_EQ(Grant("ecs:*Command"), ExecGrant::kExec);
  EXPECT_EQ(Grant("ecs:*"), ExecGrant::kAllOfEcs);
  EXPECT_EQ(Grant("*"), ExecGrant::kEverything);
  EXPECT_EQ(Grant("*:*"), ExecGrant::kEverything);
  EXPECT_EQ(Grant("ecs:??e*"), ExecGrant::kExec);  // creates clusters, but updates no service
  EXPECT_EQ(Grant("ecs:*e*"), ExecGrant::kExec);   // does both, but lists no tasks
  for (const char* all : {"**", "?*", "*:**", "?*:?*", "*?:*", "??*:???*"}) {
    EXPECT_EQ(Grant(all), ExecGrant::kEverything) << all;
  }
  for (const char* ecs : {"ecs:**", "ecs:?*", "e*", "e*:*", "*s:*", "???:*", "ec?:*"}) {
    EXPECT_EQ(Grant(ecs), ExecGrant::kAllOfEcs) << ecs;
  }
  // Much of every service, and not all of any.
  for (const char* some : {"*:*e*", "*:*c*", "???:*e*", "*x*", "*:ex*", "*:??????????????"}) {
    EXPECT_EQ(Grant(some), ExecGrant::kExec) << some;
  }
  EXPECT_EQ(Grant("ecs:Describe*"), ExecGrant::kNone);
  EXPECT_EQ(Grant("$a"), ExecGrant::kNone);
}

TEST_F(ExecReachTest, EveryClusterAndTask) {
  EXPECT_TRUE(Every({"*"}));
  EXPECT_TRUE(Every({"arn:aws:ecs:*"}));
  EXPECT_TRUE(Every({"arn:*:ecs:*:*:*"}));
  EXPECT_TRUE(Every({"arn:aws:ecs:eu-west-1:111122223333:*"}));
  EXPECT_TRUE(Every({"arn:aws:ecs:$r:$a:*"}));
  EXPECT_TRUE(Every({"arn:aws:ecs:*:*:cluster/*", "arn:aws:ecs:*:*:task/*"}));
  EXPECT_TRUE(Every({"arn:aws:ecs:*:*:task/*/*", "arn:aws:ecs:eu-*:*:cluster/*"}));
}

TEST_F(ExecReachTest, LimitedOrNotKnownToReachAll) {
  EXPECT_FALSE(Every({}));
  EXPECT_FALSE(Every({"arn:aws:ecs:*:*:cluster/*"}));
  EXPECT_FALSE(Every({"arn:aws:ecs:*:*:task/*"}));
  EXPECT_FALSE(Every({"arn:aws:ecs:*:*:cluster/dev", "arn:aws:ecs:*:*:task/dev/*"}));
  EXPECT_FALSE(Every({"arn:aws:ecs:*:*:cluster/dev-*", "arn:aws:ecs:*:*:task/*"}));
  EXPECT_FALSE(Every({"arn:aws:ecs:*:*:cluster/*", "arn:aws:ecs:*:*:task/dev/*"}));
  EXPECT_FALSE(Every({"arn:aws:logs:*:*:*"}));
  EXPECT_FALSE(Every({"arn:aws:s3:::*", "arn:aws:ecs:*:*:cluster/*"}));
  EXPECT_FALSE(Every({"$a"}));
  EXPECT_FALSE(Every({"urn:aws:ecs:*:*:*"}));
  EXPECT_FALSE(Every({"arn:aws:ecs:*:*:cluster/", "arn:aws:ecs:*:*:task//"}));
  EXPECT_FALSE(Every({"arn:aws:ecs::?cluster/*", "arn:aws:ecs::?task/*"}));
  EXPECT_FALSE(Every({"arn:aws:ecs:*:*:cluster/$c", "arn:aws:ecs:*:*:task/$c/*"}));
}

TEST_F(ExecReachTest, WhatCannotBeReadCoversNothing) {
  Statement statement{.resource = {.written = true}};
  statement.resource.list.items.push_back(Fact<Text>::Unknowable(policies_.Hole('a'), {}));
  EXPECT_FALSE(CoveredBy(statement, Variables::kReplaced).all());
  EXPECT_TRUE(MayConcernTasks(statement, Variables::kReplaced));
}

TEST_F(ExecReachTest, AllButSomethingElse) {
  constexpr auto kVariables = Variables::kReplaced;
  EXPECT_TRUE(CoveredBy(OnAllBut({"arn:aws:s3:::logs"}), kVariables).all());
  EXPECT_FALSE(CoveredBy(OnAllBut({"arn:aws:ecs:*:*:cluster/live"}), kVariables).all());
  EXPECT_FALSE(CoveredBy(OnAllBut({"arn:aws:s3:::logs", "*:task/*"}), kVariables).all());
  EXPECT_FALSE(CoveredBy(OnAllBut({"$a"}), kVariables).all());
}

TEST_F(ExecReachTest, WhatADenyMayConcern) {
  constexpr auto kVariables = Variables::kReplaced;
  for (const char* task : {"*", "arn:aws:ecs:*:*:cluster/live", "arn:aws:ecs:*:*:task/live/*",
                           "arn:aws:ecs:eu-west-1:111122223333:task/0123", "$a", "arn:*:*/live*"}) {
    EXPECT_TRUE(MayConcernTasks(On({task}), kVariables)) << task;
  }
  for (const char* other : {"arn:aws:s3:::logs", "arn:aws:ecs:*:*:service/live/*",
                            "arn:aws:iam::*:role/*", "arn:aws:ecs:*:*:task-definition/*"}) {
    EXPECT_FALSE(MayConcernTasks(On({other}), kVariables)) << other;
  }
  for (const char* all : {"*", "arn:aws:ecs:*", "arn:*:ecs:*:*:task/*", "arn:*:cluster/*"}) {
    EXPECT_TRUE(CoversAllAnywhere(On({all}), kVariables)) << all;
  }
  EXPECT_FALSE(CoversAllAnywhere(On({"arn:aws:ecs:eu-west-1:*:cluster/*"}), kVariables));
}

}  // namespace
}  // namespace execlint
