#include "lint/iam/evaluate.h"

#include <gtest/gtest.h>

#include <list>

#include "tests/support/policies.h"

namespace execlint {
namespace {

class EvaluateTest : public ::testing::Test {
 protected:
  // All documents together.
  Decision Ask(std::initializer_list<std::string_view> documents, std::string_view action,
               std::string_view resource = "*") {
    set_.policies.clear();
    for (const std::string_view json : documents) {
      documents_.push_back(policies_.Document(json));
      EXPECT_TRUE(documents_.back().known()) << json;
      set_.policies.push_back({.document = &*documents_.back()});
    }
    return Evaluate(set_, {.action = action, .resource = GlyphsOf(resource), .context = context_},
                    store_);
  }
  Outcome Of(std::string_view statement, std::string_view action, std::string_view resource = "*") {
    const std::string json =
        R"({"Version":"2012-10-17","Statement":[)" + std::string(statement) + "]}";
    return Ask({json}, action, resource).outcome;
  }
  // Does a statement with this condition allow?
  Outcome When(std::string_view condition) {
    return Of(R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":{)" +
                  std::string(condition) + "}}",
              "x:Y");
  }

  ValueStore store_;
  testing::Policies policies_{store_};
  std::list<Fact<PolicyDocument>> documents_;
  PolicySet set_;
  RequestContext context_;
};

TEST_F(EvaluateTest, NothingIsAllowedUntilAStatementDoes) {
  EXPECT_EQ(Ask({}, "x:Y").outcome, Outcome::kImplicitDeny);
  const std::string allow = R"({"Effect":"Allow","Action":"x:*","Resource":"*"})";
  EXPECT_EQ(Of(allow, "x:Y"), Outcome::kAllow);
  EXPECT_EQ(Of(allow, "y:Y"), Outcome::kImplicitDeny);
  EXPECT_EQ(Of(allow + R"(,{"Effect":"Deny","Action":"x:Y","Resource":"*"})", "x:Y"),
            Outcome::kExplicitDeny);
}

TEST_F(EvaluateTest, TheDecisionNamesItsStatement) {
  const Decision decision =
      Ask({R"({"Statement":[{"Sid":"A","Effect":"Allow","Action":"x:Z","Resource":"*"},
           {"Sid":"B","Effect":"Allow","Action":"x:Y","Resource":"*"}]})"},
          "x:Y");
  ASSERT_EQ(decision.outcome, Outcome::kAllow);
  EXPECT_TRUE(decision.statement->sid->Is("B"));
  EXPECT_EQ(decision.policy, &set_.policies[0]);
  ASSERT_EQ(decision.grounds.places.size(), 1u);
  EXPECT_NE(policies_.At(decision.grounds.places[0]).find("\"B\""), std::string::npos);
}

TEST_F(EvaluateTest, NotActionAndNotResourceAreTheRest) {
  EXPECT_EQ(Of(R"({"Effect":"Allow","NotAction":"iam:*","Resource":"*"})", "ecs:ExecuteCommand"),
            Outcome::kAllow);
  EXPECT_EQ(Of(R"({"Effect":"Allow","NotAction":["iam:*","ecs:Exec*"],"Resource":"*"})",
               "ecs:ExecuteCommand"),
            Outcome::kImplicitDeny);
  EXPECT_EQ(Of(R"({"Effect":"Allow","Action":"*","Resource":"*"},
                  {"Effect":"Deny","NotAction":"s3:*","Resource":"*"})",
               "ecs:ExecuteCommand"),
            Outcome::kExplicitDeny);
  EXPECT_EQ(Of(R"({"Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::a"})", "x:Y",
               "arn:aws:s3:::a"),
            Outcome::kImplicitDeny);
  EXPECT_EQ(Of(R"({"Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::a"})", "x:Y"),
            Outcome::kAllow);
}

TEST_F(EvaluateTest, ActionsWithoutResourcesNeedTheStar) {
  const std::string head = R"({"Effect":"Allow","Action":"ssmmessages:*","Resource":)";
  EXPECT_EQ(Of(head + R"("*"})", "ssmmessages:OpenDataChannel"), Outcome::kAllow);
  EXPECT_EQ(Of(head + R"(["arn:aws:x","*"]})", "ssmmessages:OpenDataChannel"), Outcome::kAllow);
  EXPECT_EQ(Of(head + R"("arn:aws:ssmmessages:*:*:*"})", "ssmmessages:OpenDataChannel"),
            Outcome::kImplicitDeny);
  const Decision decision =
      Ask({R"({"Statement":)" + head + R"("arn:aws:ecs:*"}})"}, "ssmmessages:OpenDataChannel");
  ASSERT_EQ(decision.scoped.size(), 1u);
  EXPECT_EQ(decision.grounds.places.size(), 1u);
  // A Deny on some resources does not reach an action that has none.
  EXPECT_EQ(Of(head + R"("*"},{"Effect":"Deny","Action":"*","Resource":"arn:aws:s3:::*"})",
               "ssmmessages:OpenDataChannel"),
            Outcome::kAllow);
}

TEST_F(EvaluateTest, UnknownPartsMakeTheAnswerUnknownOnlyWhereTheyMatter) {
  const std::string allow = R"({"Effect":"Allow","Action":"x:Y","Resource":"*"})";
  EXPECT_EQ(Of(R"({"Effect":"Allow","Action":$a,"Resource":"*"})", "x:Y"), Outcome::kUnknown);
  EXPECT_EQ(Of(R"({"Effect":"Allow","Action":"s3:$a","Resource":"*"})", "x:Y"),
            Outcome::kImplicitDeny);
  EXPECT_EQ(Of(R"({"Effect":$e,"Action":"x:Y","Resource":"*"})", "x:Y"), Outcome::kUnknown);
  EXPECT_EQ(Of(R"({"Effect":$e,"Action":"x:Z","Resource":"*"})", "x:Y"), Outcome::kImplicitDeny);
  EXPECT_EQ(Of(allow + R"(,{"Effect":"Deny","Action":$a,"Resource":"*"})", "x:Y"),
            Outcome::kUnknown);
  EXPECT_EQ(Of(R"({"Effect":"Deny","Action":$a,"Resource":"*"})", "x:Y"), Outcome::kImplicitDeny);
  EXPECT_EQ(Of(allow + ",$s", "x:Y"), Outcome::kAllow);
  EXPECT_EQ(Of("$s", "x:Y"), Outcome::kUnknown);
  EXPECT_EQ(Ask({R"({"Statement":$s})"}, "x:Y").why.symbol, policies_.Hole('s'));
  set_.unknown_parts.push_back({policies_.Hole('p'), {}});
  EXPECT_EQ(Of(R"({"Effect":"Allow","Action":"x:Z","Resource":"*"})", "x:Y"), Outcome::kUnknown);
  EXPECT_EQ(Of(allow, "x:Y"), Outcome::kAllow);
}

TEST_F(EvaluateTest, MalformedStatementsGrantNothingForSureAndDenyNothingForSure) {
  EXPECT_EQ(Of(R"({"effect":"Allow","Action":"x:Y","Resource":"*"})", "x:Y"), Outcome::kUnknown);
  EXPECT_EQ(Of(R"({"Effect":"allow","Action":"x:Y","Resource":"*"})", "x:Y"), Outcome::kUnknown);
  EXPECT_EQ(Of(R"({"Effect":"Allow","Action":"x:Y"})", "x:Y"), Outcome::kUnknown);
  EXPECT_EQ(Of(R"({"Effect":"Allow","Action":"x:Y","NotAction":"x:Y","Resource":"*"})", "x:Y"),
            Outcome::kUnknown);
}

TEST_F(EvaluateTest, ClosedSetsMakeAbsencesCertain) {
  EXPECT_FALSE(Ask({}, "x:Y").grounds.absence_on_open);
  set_.closed = false;
  EXPECT_TRUE(Ask({}, "x:Y").grounds.absence_on_open);
}

TEST_F(EvaluateTest, WhatMayBeGivenMayAllow) {
  documents_.push_back(
      policies_.Document(R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})"));
  set_.policies.push_back(
      {.document = &*documents_.back(), .given = Answer::Maybe(policies_.Hole('g'), {})});
  const Decision decision = Evaluate(set_, {.action = "x:Y"}, store_);
  EXPECT_EQ(decision.outcome, Outcome::kUnknown);
  EXPECT_EQ(decision.why.symbol, policies_.Hole('g'));

  // Nor does what may not be given at all count as a grant on the wrong resource.
  documents_.push_back(policies_.Document(
      R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::a"}})"));
  set_.policies[0].document = &*documents_.back();
  EXPECT_TRUE(Evaluate(set_, {.action = "x:Y"}, store_).scoped.empty());
}

TEST_F(EvaluateTest, AnAbsenceIsAsCertainAsWhatWasLeftOut) {
  documents_.push_back(
      policies_.Document(R"({"Statement":{"Effect":"Allow","Action":"x:*","Resource":"*"}})"));
  set_.policies.push_back(
      {.document = &*documents_.back(), .given = Answer::No(Certainty::kDefaulted)});
  const auto certainty_of = [&](std::string_view action) {
    const Decision decision = Evaluate(set_, {.action = action}, store_);
    EXPECT_EQ(decision.outcome, Outcome::kImplicitDeny);
    return decision.grounds.worst;
  };
  EXPECT_EQ(certainty_of("x:Y"), Certainty::kDefaulted);
  EXPECT_EQ(certainty_of("y:Y"), Certainty::kCertain);
  set_.completeness = Certainty::kDefaulted;
  EXPECT_EQ(certainty_of("y:Y"), Certainty::kDefaulted);
}

TEST_F(EvaluateTest, ConditionsOnAKnownKey) {
  context_.Set("aws:PrincipalType", {GlyphsOf("AssumedRole")});
  EXPECT_EQ(When(R"("StringEquals":{"AWS:principaltype":"AssumedRole"})"), Outcome::kAllow);
  EXPECT_EQ(When(R"("StringEquals":{"aws:PrincipalType":["User","AssumedRole"]})"),
            Outcome::kAllow);
  EXPECT_EQ(When(R"("StringEquals":{"aws:PrincipalType":"Assumed*"})"), Outcome::kImplicitDeny);
  EXPECT_EQ(When(R"("StringLike":{"aws:PrincipalType":"Assumed*"})"), Outcome::kAllow);
  EXPECT_EQ(When(R"("StringEqualsIgnoreCase":{"aws:PrincipalType":"assumedrole"})"),
            Outcome::kAllow);
  EXPECT_EQ(When(R"("StringNotEquals":{"aws:PrincipalType":["User","Account"]})"), Outcome::kAllow);
  EXPECT_EQ(When(R"("StringNotEquals":{"aws:PrincipalType":["User","AssumedRole"]})"),
            Outcome::kImplicitDeny);
  EXPECT_EQ(When(R"("Null":{"aws:PrincipalType":"false"})"), Outcome::kAllow);
  EXPECT_EQ(When(R"("Null":{"aws:PrincipalType":"true"})"), Outcome::kImplicitDeny);
  EXPECT_EQ(When(R"("StringEquals":{"aws:PrincipalType":$v})"), Outcome::kUnknown);
  EXPECT_EQ(When(R"("StringEquals":{"aws:PrincipalType":["AssumedRole",$v]})"), Outcome::kAllow);
}

TEST_F(EvaluateTest, ConditionsOnAnAbsentKey) {
  context_.Absent("ec2:SourceInstanceARN");
  const auto with = [&](std::string_view test) {
    return When("\"" + std::string(test) + R"(":{"ec2:SourceInstanceARN":"arn:aws:ec2:*:*:*"})");
  };
  EXPECT_EQ(with("ArnLike"), Outcome::kImplicitDeny);
  EXPECT_EQ(with("StringLike"), Outcome::kImplicitDeny);
  EXPECT_EQ(with("ArnNotLike"), Outcome::kAllow);
  EXPECT_EQ(with("StringNotEquals"), Outcome::kAllow);
  EXPECT_EQ(with("StringLikeIfExists"), Outcome::kAllow);
  EXPECT_EQ(with("ForAllValues:StringLike"), Outcome::kAllow);
  EXPECT_EQ(with("ForAnyValue:StringLike"), Outcome::kImplicitDeny);
  // Any of none is a no, even of what differs.
  EXPECT_EQ(with("ForAnyValue:StringNotLike"), Outcome::kImplicitDeny);
  EXPECT_EQ(with("ForAnyValue:StringNotLikeIfExists"), Outcome::kAllow);
  EXPECT_EQ(When(R"("Null":{"ec2:SourceInstanceARN":"true"})"), Outcome::kAllow);
  EXPECT_EQ(When(R"("Null":{"ec2:SourceInstanceARN":false})"), Outcome::kImplicitDeny);
}

TEST_F(EvaluateTest, ConditionsOnAnUnknownKeyOrOperator) {
  EXPECT_EQ(When(R"("StringEquals":{"aws:RequestedRegion":"eu-west-1"})"), Outcome::kUnknown);
  EXPECT_EQ(When(R"("StringMatches":{"aws:RequestedRegion":"eu-west-1"})"), Outcome::kUnknown);
  const Decision decision = Ask({R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*",
           "Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}})"},
                                "x:Y");
  EXPECT_EQ(decision.why.symbol->name, "aws:RequestedRegion");
  EXPECT_EQ(decision.why.symbol->why, Why::kRequest);
  // One false condition settles it, whatever the other says.
  context_.Absent("aws:username");
  EXPECT_EQ(When(R"("StringEquals":{"aws:RequestedRegion":"x","aws:username":"eve"})"),
            Outcome::kImplicitDeny);
}

TEST_F(EvaluateTest, ManyValuesAndNumbers) {
  context_.Set("aws:TagKeys", {GlyphsOf("team"), GlyphsOf("env")});
  EXPECT_EQ(When(R"("ForAllValues:StringEquals":{"aws:TagKeys":["team","env","x"]})"),
            Outcome::kAllow);
  EXPECT_EQ(When(R"("ForAllValues:StringEquals":{"aws:TagKeys":["team"]})"),
            Outcome::kImplicitDeny);
  EXPECT_EQ(When(R"("ForAnyValue:StringEquals":{"aws:TagKeys":["team"]})"), Outcome::kAllow);
  context_.Set("x:n", {GlyphsOf("10")});
  EXPECT_EQ(When(R"("NumericLessThan":{"x:n":"11"})"), Outcome::kAllow);
  EXPECT_EQ(When(R"("NumericGreaterThanEquals":{"x:n":11})"), Outcome::kImplicitDeny);
  EXPECT_EQ(When(R"("NumericNotEquals":{"x:n":"10.0"})"), Outcome::kImplicitDeny);
  EXPECT_EQ(When(R"("NumericLessThan":{"x:n":"10"})"), Outcome::kImplicitDeny);
  EXPECT_EQ(When(R"("NumericLessThanEquals":{"x:n":"10"})"), Outcome::kAllow);
  EXPECT_EQ(When(R"("NumericLessThanEquals":{"x:n":"9"})"), Outcome::kImplicitDeny);
  EXPECT_EQ(When(R"("NumericGreaterThan":{"x:n":"9"})"), Outcome::kAllow);
  EXPECT_EQ(When(R"("NumericGreaterThan":{"x:n":"10"})"), Outcome::kImplicitDeny);
  EXPECT_EQ(When(R"("NumericGreaterThanEquals":{"x:n":"10"})"), Outcome::kAllow);
  EXPECT_EQ(When(R"("DateLessThan":{"x:n":"2030-01-01T00:00:00Z"})"), Outcome::kUnknown);
}

TEST_F(EvaluateTest, WhatIsNoNumberIsEqualToNone) {
  context_.Set("x:n", {GlyphsOf("10")});
  for (const char* test : {"NumericEquals", "NumericLessThan", "NumericGreaterThan"}) {
    for (const char* value : {"10x", "ten", ""}) {
      const std::string condition =
          "\"" + std::string(test) + R"(":{"x:n":")" + std::string(value) + "\"}";
      EXPECT_EQ(When(condition), Outcome::kImplicitDeny) << condition;
    }
  }
  EXPECT_EQ(When(R"("NumericEquals":{"x:n":"1$v"})"), Outcome::kUnknown);
}

// The request's own key is the reason only where no hole of the policy is.
TEST_F(EvaluateTest, WhyAConditionCannotBeTold) {
  const auto why = [&](std::string_view condition) {
    const Decision decision =
        Ask({R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":)" +
             std::string(condition) + "}}"},
            "x:Y");
    EXPECT_EQ(decision.outcome, Outcome::kUnknown);
    return *decision.why.symbol;
  };
  context_.Set("x:k", {GlyphsOf("value")});
  EXPECT_EQ(why(R"({"StringEquals":{"x:k":["other",$v]}})").name, "var.v");
  EXPECT_EQ(why(R"({"StringEquals":{"x:k":"val$v"}})").name, "var.v");
  EXPECT_EQ(why(R"({"StringEquals":{"x:other":"val$v"}})").name, "x:other");
  EXPECT_EQ(why("$c").name, "var.c");
  EXPECT_EQ(why(R"({"StringEquals":$c})").name, "var.c");
  const Symbol wrong = why(R"({"StringMatches":{"x:k":"value"}})");
  EXPECT_EQ(wrong.name, "the condition operator `StringMatches`");
  EXPECT_EQ(wrong.why, Why::kBroken);
}

TEST_F(EvaluateTest, APolicyVariableIsAsTheRequestIs) {
  const Decision decision =
      Ask({R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*",
               "Resource":"arn:aws:s3:::b/${aws:username}"}})"},
          "x:Y", "arn:aws:s3:::b/eve");
  EXPECT_EQ(decision.outcome, Outcome::kUnknown);
  EXPECT_EQ(decision.why.symbol->why, Why::kRequest);
  EXPECT_NE(decision.why.symbol->name.find("aws:username"), std::string::npos);
}

TEST_F(EvaluateTest, WhyAMalformedStatementCannotBeTold) {
  const auto why = [&](std::string_view statement) {
    const Decision decision = Ask({R"({"Statement":)" + std::string(statement) + "}"}, "x:Y");
    EXPECT_EQ(decision.outcome, Outcome::kUnknown) << statement;
    return *decision.why.symbol;
  };
  for (const char* statement : {R"({"Effect":"Allow","Action":"x:Y"})",
                                R"({"Effect":"allow","Action":"x:Y","Resource":"*"})",
                                R"({"Action":"x:Y","Resource":"*"})"}) {
    EXPECT_EQ(why(statement).why, Why::kBroken) << statement;
  }
  EXPECT_EQ(why(R"({"Effect":"Allow$e","Action":"x:Y","Resource":"*"})").name, "var.e");
  // A key of the wrong case may be the one that is missing.
  for (const char* statement : {R"({"Effect":"Allow","action":"x:Y","Resource":"*"})",
                                R"({"effect":"Allow","Action":"x:Y","Resource":"*"})"}) {
    const Symbol miscased = why(statement);
    EXPECT_NE(miscased.name, "a statement without Action") << statement;
    EXPECT_NE(miscased.name, "the effect of a statement") << statement;
  }
}

TEST_F(EvaluateTest, AStatementThatCannotBeReadMayAllow) {
  const std::string other = R"({"Effect":"Allow","Action":"x:Z","Resource":"*"})";
  EXPECT_EQ(Of(other + ",$s", "x:Y"), Outcome::kUnknown);
  EXPECT_EQ(Of("$s," + other, "x:Y"), Outcome::kUnknown);
  // One of a list that is otherwise complete.
  PolicyDocument document;
  document.statements.items = {Fact<Statement>::Unknowable(policies_.Hole('s'), {})};
  set_.policies = {{.document = &document}};
  const Decision decision = Evaluate(set_, {.action = "x:Y"}, store_);
  ASSERT_EQ(decision.outcome, Outcome::kUnknown);
  EXPECT_EQ(decision.why.symbol, policies_.Hole('s'));
  document.statements.items = {Fact<Statement>::Absent({})};
  EXPECT_EQ(Evaluate(set_, {.action = "x:Y"}, store_).outcome, Outcome::kImplicitDeny);
}

TEST_F(EvaluateTest, AStatementThatMayDenyLeavesAnAllowUnknown) {
  const std::string allow = R"({"Effect":"Allow","Action":"x:Y","Resource":"*"},)";
  EXPECT_EQ(Of(allow + R"({"Effect":$e,"Action":"x:Y","Resource":"*"})", "x:Y"), Outcome::kUnknown);
}

// `aws_ecs_cluster.main.arn` is not known yet, but it is one text, and begins like every ARN.
TEST_F(EvaluateTest, AnArnThatIsNotKnownIsNoStar) {
  const Symbol* arn = store_.Intern({.why = Why::kComputedByAws,
                                     .name = "aws_ecs_cluster.main.arn",
                                     .resource = ResourceId{5},
                                     .attribute = "arn"});
  const Symbol* name = store_.Intern({.why = Why::kComputedByAws,
                                      .name = "aws_ecs_cluster.main.name",
                                      .resource = ResourceId{5},
                                      .attribute = "name"});
  const Symbol* nobodys = store_.Intern({.name = "var.arn", .attribute = "arn"});
  const auto on = [&](const Symbol* symbol, const Glyphs& resource) {
    const Request request{.action = "ecs:ListTasks", .resource = resource};
    Statement statement;
    statement.resource.written = true;
    statement.resource.list.items = {Fact<Text>::Known(Text{{store_.Unknown(symbol, {})}}, {})};
    const Answer known = ResourceApplies(statement, request, Variables::kReplaced, store_);
    statement.resource.list.items = {Fact<Text>::Unknowable(symbol, {})};
    const Answer unknown = ResourceApplies(statement, request, Variables::kReplaced, store_);
    statement.resource.list = {.open_because = symbol};
    const Answer open = ResourceApplies(statement, request, Variables::kReplaced, store_);
    if (resource.front().Is('*')) {  // however it is not known
      EXPECT_EQ(unknown.is, known.is) << symbol->name;
      EXPECT_EQ(open.is, known.is) << symbol->name;
    } else {
      EXPECT_TRUE(unknown.maybe() && open.maybe()) << symbol->name;
    }
    return known.is;
  };
  EXPECT_EQ(on(arn, GlyphsOf("*")), Tri::kNo);
  EXPECT_EQ(on(name, GlyphsOf("*")), Tri::kMaybe);
  EXPECT_EQ(on(nobodys, GlyphsOf("*")), Tri::kMaybe);
  EXPECT_EQ(on(arn, GlyphsOf("arn:aws:ecs:eu-west-1:111122223333:cluster/a")), Tri::kMaybe);
  const Symbol* other = store_.Intern({.name = "var.cluster"});
  EXPECT_EQ(on(arn, GlyphsOf(*store_.Unknown(other, {}))), Tri::kMaybe);

  Statement statement;
  statement.action.written = true;
  statement.action.list.items = {Fact<Text>::Unknowable(arn, {})};
  EXPECT_TRUE(ActionApplies(statement, "x:Y", store_).maybe());
}

TEST_F(EvaluateTest, AnEmptyResourceIsNone) {
  EXPECT_EQ(Of(R"({"Effect":"Allow","Action":"*","Resource":""})", "x:Y"), Outcome::kImplicitDeny);
}

TEST_F(EvaluateTest, AnAllowIsAsCertainAsItsPolicyIsGiven) {
  const auto add = [&](std::string_view sid, Certainty certainty) {
    documents_.push_back(policies_.Document(R"({"Statement":{"Sid":")" + std::string(sid) +
                                            R"(","Effect":"Allow","Action":"*","Resource":"*"}})"));
    set_.policies.push_back({.document = &*documents_.back(), .certainty = certainty});
  };
  const auto speaks = [&] {
    const Decision decision = Evaluate(set_, {.action = "x:Y"}, store_);
    EXPECT_EQ(decision.outcome, Outcome::kAllow);
    return *decision.statement->sid->known() + " " +
           std::to_string(static_cast<int>(decision.grounds.worst));
  };
  add("A", Certainty::kLikely);
  EXPECT_EQ(speaks(), "A 2");
  // The most certain one speaks for all, the first of those that are equal.
  add("B", Certainty::kCertain);
  EXPECT_EQ(speaks(), "B 0");
  add("C", Certainty::kCertain);
  add("D", Certainty::kDefaulted);
  EXPECT_EQ(speaks(), "B 0");
}

TEST_F(EvaluateTest, AnAbsenceIsAsCertainAsThatAStatementDenies) {
  documents_.push_back(
      policies_.Document(R"({"Statement":{"Effect":"Deny","Action":$a,"Resource":"*"}})"));
  PolicyDocument document = *documents_.back();
  Statement statement = *document.statements.items[0];
  statement.effect = statement.effect.NoMoreCertainThan(Certainty::kDefaulted);
  document.statements.items = {Fact<Statement>::Known(statement, {})};
  set_.policies.push_back({.document = &document});
  const Decision decision = Evaluate(set_, {.action = "x:Y"}, store_);
  EXPECT_EQ(decision.outcome, Outcome::kImplicitDeny);
  EXPECT_EQ(decision.grounds.worst, Certainty::kDefaulted);
}

TEST_F(EvaluateTest, WhatIsTooLongToCompareIsALimit) {
  const std::string json = R"({"Statement":{"Effect":"Deny","Action":"x:*","Resource":"arn:)" +
                           std::string(1000, 'a') + R"("}})";
  ValueStore small({.steps = 100});
  testing::Policies policies(small);
  const Fact<PolicyDocument> document = policies.Document(json);
  ASSERT_TRUE(document.known());
  set_.policies = {{.document = &*document}};
  const Request request{.action = "x:Y", .resource = GlyphsOf("arn:b"), .context = context_};
  EXPECT_EQ(Evaluate(set_, request, small).outcome, Outcome::kImplicitDeny);
  Decision decision;
  for (int i = 0; i < 3; ++i) decision = Evaluate(set_, request, small);
  EXPECT_NE(decision.outcome, Outcome::kAllow);
  EXPECT_FALSE(small.budget().Compare(1));
  const Answer applies =
      Applies(*document->statements.items[0], Variables::kLiteral, request, small);
  ASSERT_TRUE(applies.maybe());
  EXPECT_EQ(applies.why.symbol->why, Why::kLimit);
}

}  // namespace
}  // namespace execlint
