#include "lint/value/no_name.h"

#include <gtest/gtest.h>

#include <string>

namespace execlint {
namespace {

TEST(NoName, WhatMayBeANameIsShown) {
  for (const std::string text :
       {"", "web:7", "my cluster", "{{resolve:ssm:name}}", "arn:aws:ecs:eu-west-1:1:cluster/x",
        "git::ssh://git@github.com/a/b.git?ref=v1", "https://host/a@b", "https://host:8080/a@b",
        "https://${var.user}:${var.password}@host/a"}) {
    EXPECT_EQ(InsteadOfText(text), "") << text;
  }
  EXPECT_EQ(InsteadOfText("arn:aws:iam::123456789012:role/" + std::string(120, 'a')), "");
}

TEST(NoName, OtherTextsAreNot) {
  EXPECT_EQ(InsteadOfText("{\"a\": 1}"), "<text in JSON>");
  EXPECT_EQ(InsteadOfText(" [1]\n"), "<text in JSON>");
  EXPECT_EQ(InsteadOfText("web\n"), "<text with a line break>");
  EXPECT_EQ(InsteadOfText("a \"b\""), "<text with quotes>");
  EXPECT_EQ(InsteadOfText(std::string(101, 'a')), "<long text>");
  EXPECT_EQ(InsteadOfText("arn:aws:iam::1:role/a " + std::string(101, 'a')), "<long text>");
  for (const std::string text : {"https://a:b@host", "https://token@host/x", "x://a:p/w@host",
                                 "x://${var.user}:literal@host", "a b://c:d@e"}) {
    EXPECT_EQ(InsteadOfText(text), "<address with a user>") << text;
    EXPECT_TRUE(HasUserInfo(text)) << text;
  }
}

}  // namespace
}  // namespace execlint
