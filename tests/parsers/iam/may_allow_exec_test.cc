#include "parsers/iam/may_allow_exec.h"

#include <gtest/gtest.h>

namespace execlint {
namespace {

TEST(MayAllowExec, SpellingsOfTheAction) {
  for (const char* text :
       {R"(Action = "ecs:ExecuteCommand")", R"(Action = "ECS:executecommand")",
        R"(Action = "ecs:Exec*")", R"(Action = "ecs:*")", R"(Action = "e?s:E*d")",
        R"(Action = "*:ExecuteCommand")", R"(Action = "${local.service}:*")",
        R"(Action = "${local.service}:Exec*")", R"(Action = "ecs:${local.what}")",
        R"(Action = format("%s:Exec*", "ecs"))", R"(Action = format("%[1]s:Exec*", "ecs"))",
        R"(Action = [for a in ["ExecuteCommand"] : a])"}) {
    EXPECT_TRUE(MayAllowExec(text)) << text;
  }
  for (const char* text : {R"(Action = "s3:*")", R"(Action = "*")", R"(Action = "*:*")",
                           R"(Action = "ecs:Describe*")", R"(Resource = "arn:aws:s3:::x")", ""}) {
    EXPECT_FALSE(MayAllowExec(text)) << text;
  }
}

// Behind the ARN of a resource, `:*` is no action; behind what is only called like one, it may be.
TEST(MayAllowExec, ArnsAreNoServices) {
  EXPECT_FALSE(MayAllowExec(R"(Resource = "${aws_cloudwatch_log_group.x.arn}:*")"));
  EXPECT_FALSE(MayAllowExec(R"(Resource = "${data.aws_x.y[0].arn}:*")"));
  EXPECT_TRUE(MayAllowExec(R"(Action = "${aws_a.arn}:Exec*")"));
  EXPECT_TRUE(MayAllowExec(R"(Action = "${aws_s.value.arn}:Exec*")"));
  EXPECT_TRUE(MayAllowExec(R"(Action = "${local.arn}:Exec*")"));
}

}  // namespace
}  // namespace execlint
