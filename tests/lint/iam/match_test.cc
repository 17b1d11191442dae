#include "lint/iam/match.h"

#include <gtest/gtest.h>

#include "lint/value/value_store.h"

namespace execlint {
namespace {

class MatchTest : public ::testing::Test {
 protected:
  const Value* Str(std::string_view text) { return store_.Literal(text, {}, {}); }
  Tri Action(std::string_view pattern, std::string_view action) {
    return MatchAction(Text{{Str(pattern)}}, action);
  }
  Tri Resource(std::string_view pattern, std::string_view text,
               Variables variables = Variables::kReplaced) {
    return Match(PatternOf(*Str(pattern), variables), GlyphsOf(text));
  }
  Tri Arn(std::string_view pattern, std::string_view arn) {
    return MatchArn(PatternOf(*Str(pattern), Variables::kReplaced), GlyphsOf(arn));
  }

  ValueStore store_;
};

TEST_F(MatchTest, ActionsIgnoreCase) {
  EXPECT_EQ(Action("SSMMessages:open*", "ssmmessages:OpenDataChannel"), Tri::kYes);
  EXPECT_EQ(Action("ssmmessages:Create*", "ssmmessages:OpenDataChannel"), Tri::kNo);
  EXPECT_EQ(Action("*", "ssmmessages:OpenDataChannel"), Tri::kYes);
  EXPECT_EQ(Action("ssmmessages", "ssmmessages:OpenDataChannel"), Tri::kNo);
  EXPECT_EQ(Action("ssm:*", "ssmmessages:OpenDataChannel"), Tri::kNo);
}

TEST_F(MatchTest, UnknownActionMayMatch) {
  const Symbol* hole = store_.Intern({.name = "var.action"});
  EXPECT_EQ(MatchAction(Text{{store_.Unknown(hole, {})}}, "ecs:ExecuteCommand"), Tri::kMaybe);
  const Value* partly = store_.String({{.text = "s3:"}, {.hole = hole}}, {});
  EXPECT_EQ(MatchAction(Text{{partly}}, "ecs:ExecuteCommand"), Tri::kNo);
  const Value* any_service = store_.String({{.hole = hole}, {.text = ":ExecuteCommand"}}, {});
  EXPECT_EQ(MatchAction(Text{{any_service}}, "ecs:ExecuteCommand"), Tri::kMaybe);
  EXPECT_EQ(MatchAction(Text{{any_service}}, "ecs:CreateCluster"), Tri::kNo);
}

TEST_F(MatchTest, PolicyVariablesAreUnknownText) {
  EXPECT_EQ(Resource("arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/eve/x"), Tri::kMaybe);
  EXPECT_EQ(Resource("arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::c/eve/x"), Tri::kNo);
  EXPECT_EQ(Resource("b/${aws:username}", "b/${aws:username}", Variables::kLiteral), Tri::kYes);
  EXPECT_EQ(Resource("b/${aws:username}", "b/eve", Variables::kLiteral), Tri::kNo);
  EXPECT_EQ(Resource("b/${aws:username}", "b/eve", Variables::kUnknown), Tri::kMaybe);
  EXPECT_EQ(Resource("b/${k}", "b/eve"), Tri::kMaybe);
  EXPECT_EQ(Resource("a{b}", "a{b}"), Tri::kYes);  // no variable
  EXPECT_EQ(Resource("a$b", "a$b"), Tri::kYes);
}

TEST_F(MatchTest, EscapedWildcardsAreThemselves) {
  EXPECT_EQ(Resource("a${*}", "a*"), Tri::kYes);
  EXPECT_EQ(Resource("a${*}", "ab"), Tri::kNo);
  EXPECT_EQ(Resource("a${?}", "ab"), Tri::kNo);
  EXPECT_EQ(Resource("a${$}{b}", "a${b}"), Tri::kYes);
  EXPECT_EQ(Resource("a${b", "a${b"), Tri::kYes);
}

TEST_F(MatchTest, AQuestionMarkIsOneCharacter) {
  for (const Variables variables : {Variables::kReplaced, Variables::kLiteral}) {
    EXPECT_EQ(Resource("a?c", "abc", variables), Tri::kYes);
    EXPECT_EQ(Resource("a?c", "ac", variables), Tri::kNo);
    EXPECT_EQ(Resource("a?c", "abbc", variables), Tri::kNo);
  }
  EXPECT_EQ(Action("ecs:?xecuteCommand", "ecs:ExecuteCommand"), Tri::kYes);
  EXPECT_EQ(Action("", "ecs:ExecuteCommand"), Tri::kNo);
}

TEST_F(MatchTest, LiteralTextHasNoWildcards) {
  const auto literal = [&](std::string_view text, Variables variables, std::string_view against) {
    return Match(LiteralOf(*Str(text), variables), GlyphsOf(against));
  };
  EXPECT_EQ(literal("a*", Variables::kReplaced, "a*"), Tri::kYes);
  EXPECT_EQ(literal("a*", Variables::kReplaced, "ab"), Tri::kNo);
  EXPECT_EQ(literal("a?", Variables::kReplaced, "ab"), Tri::kNo);
  EXPECT_EQ(literal("a${*}", Variables::kReplaced, "a*"), Tri::kYes);
  EXPECT_EQ(literal("a${*}", Variables::kLiteral, "a${*}"), Tri::kYes);
  EXPECT_EQ(literal("a${*}", Variables::kLiteral, "a*"), Tri::kNo);
}

TEST_F(MatchTest, ArnsThatAreNoArns) {
  EXPECT_EQ(Arn("arn:aws:ecs:eu-west-1:x", "arn:aws:ecs:eu-west-1:x"), Tri::kNo);
  EXPECT_EQ(Arn("*x", "arn:aws:ecs:eu-west-1:1:task/x"), Tri::kNo);
  EXPECT_EQ(Arn("x", "arn:aws:ecs:eu-west-1:1:task/x"), Tri::kNo);
  EXPECT_EQ(Arn("", "arn:aws:ecs:eu-west-1:1:task/x"), Tri::kNo);
  EXPECT_EQ(Arn("urn:aws:ecs:*:*:*", "arn:aws:ecs:eu-west-1:1:task/x"), Tri::kNo);
  EXPECT_EQ(Arn("*", "x"), Tri::kYes);
}

TEST_F(MatchTest, ArnsThatAreKnownInPart) {
  const Symbol* hole = store_.Intern({.name = "var.x"});
  const auto glyphs = [&](std::string_view before, std::string_view after) {
    return PatternOf(*store_.String({{.text = before}, {.hole = hole}, {.text = after}}, {}),
                     Variables::kReplaced);
  };
  const Glyphs task = GlyphsOf("arn:aws:ecs:eu-west-1:1:task/x");
  const Glyphs anything = GlyphsOf(*store_.Unknown(hole, {}));
  EXPECT_EQ(MatchArn(anything, task), Tri::kMaybe);
  EXPECT_EQ(MatchArn(glyphs("arn:", ""), task), Tri::kMaybe);
  EXPECT_EQ(MatchArn(glyphs("s3:", ""), task), Tri::kNo);
  EXPECT_EQ(MatchArn(glyphs("arn:aws:ecs:", ":1:task/x"), task), Tri::kMaybe);
  EXPECT_EQ(MatchArn(glyphs("arn:aws:ecs:", ":1:task/y"), task), Tri::kNo);
  // Whatever the hole is, the pattern takes it.
  const Glyphs every_task = PatternOf(*Str("arn:aws:ecs:*:*:task/*"), Variables::kReplaced);
  EXPECT_EQ(MatchArn(every_task, glyphs("arn:aws:ecs:", ":1:task/x")), Tri::kYes);
  EXPECT_EQ(MatchArn(every_task, glyphs("arn:aws:s3:", ":1:task/x")), Tri::kNo);
  EXPECT_EQ(MatchArn(every_task, anything), Tri::kMaybe);
  // A hole that holds colons shifts the parts.
  EXPECT_EQ(MatchArn(glyphs("arn:", ":1:task/x:y:z"), GlyphsOf("arn:aws:ecs:r:1:task/x:y:z")),
            Tri::kMaybe);
}

TEST_F(MatchTest, ArnPartsAreMatchedOneByOne) {
  EXPECT_EQ(Arn("arn:aws:ecs:*:*:*", "arn:aws:ecs:eu-west-1:111122223333:task/a/b"), Tri::kYes);
  EXPECT_EQ(Arn("arn:aws:ecs:*", "arn:aws:ecs:eu-west-1:111122223333:task/a/b"), Tri::kNo);
  EXPECT_EQ(Arn("arn:aws:ecs:*:*:cluster/*", "arn:aws:ecs:eu-west-1:1:task/a"), Tri::kNo);
  EXPECT_EQ(Arn("arn:*:x:*", "arn:aws:ecs:eu-west-1:1:task/x"), Tri::kNo);
  EXPECT_EQ(Arn("*", "arn:aws:ecs:eu-west-1:1:task/x"), Tri::kYes);
  // A wildcard stays within its part.
  EXPECT_EQ(Arn("arn:aws:ecs:*:1:task/x", "arn:aws:ecs:r:2:task/y:1:task/x"), Tri::kNo);
}

TEST_F(MatchTest, VersionDecidesOverVariables) {
  PolicyDocument document;
  EXPECT_EQ(VariablesOf(document), Variables::kLiteral);
  document.version = Fact<Text>::Known(Text{{Str("2012-10-17")}}, {});
  EXPECT_EQ(VariablesOf(document), Variables::kReplaced);
  document.version = Fact<Text>::Known(Text{{Str("2008-10-17")}}, {});
  EXPECT_EQ(VariablesOf(document), Variables::kLiteral);
  document.version = Fact<Text>::Unknowable(store_.Intern({.name = "v"}), {});
  EXPECT_EQ(VariablesOf(document), Variables::kUnknown);
}

TEST_F(MatchTest, VariablesEndAtTheNextBrace) {
  const auto pattern = [&](std::string_view text) {
    return PatternOf(*Str(text), Variables::kReplaced);
  };
  const Glyphs two = pattern("a${b}c}${d}");
  ASSERT_EQ(two.size(), 5u);
  EXPECT_TRUE(two[1].hole());
  EXPECT_TRUE(two[3].Is('}'));
  EXPECT_TRUE(two[4].hole());
  EXPECT_EQ(pattern("${${a}").size(), 1u);
  EXPECT_EQ(pattern("${a}${${").size(), 5u) << "what does not end is text";
}

}  // namespace
}  // namespace execlint
