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
  bool Every(std::initializer_list<std::string_view> patterns) {
    Element<Text> resources{.written = true};
    for (const std::string_view pattern : patterns) {
      resources.list.items.push_back(Fact<Text>::Known(Text{policies_.String(pattern)}, {}));
    }
    return CoversEveryTask(resources, Variables::kReplaced) != nullptr;
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
  Element<Text> resources{.written = true};
  resources.list.items.push_back(Fact<Text>::Unknowable(policies_.Hole('a'), {}));
  EXPECT_EQ(CoversEveryTask(resources, Variables::kReplaced), nullptr);
}

}  // namespace
}  // namespace execlint
