#include "lint/iam/trust.h"

#include <gtest/gtest.h>

#include <list>
#include <string>

#include "tests/support/policies.h"

namespace execlint {
namespace {

class TrustTest : public ::testing::Test {
 protected:
  PolicyDocument& Read(std::string_view statements) {
    const std::string json =
        R"({"Version":"2012-10-17","Statement":)" + std::string(statements) + "}";
    documents_.push_back(policies_.Document(json));
    EXPECT_TRUE(documents_.back().known()) << json;
    copies_.push_back(*documents_.back());
    return copies_.back();
  }
  TrustDecision Ask(std::string_view statements) {
    return MayServiceAssume(Read("[" + std::string(statements) + "]"), "ecs-tasks", store_);
  }
  // A statement that allows the service, but for `rest`, what else stands in it.
  TrustDecision With(std::string_view rest) { return Ask(kHead + std::string(rest) + "}"); }
  // The same under a condition.
  TrustDecision When(std::string_view condition) {
    return With(R"(,"Condition":{)" + std::string(condition) + "}");
  }
  // An Allow for this `Principal`.
  TrustDecision To(std::string_view principal) {
    return Ask(R"({"Effect":"Allow","Action":"sts:AssumeRole","Principal":)" +
               std::string(principal) + "}");
  }
  static Tri Trusted(const TrustDecision& decision) { return decision.trusted.is; }
  static std::string WhyOf(const TrustDecision& decision) {
    const Symbol* symbol = decision.trusted.why.symbol;
    return decision.trusted.maybe() && symbol != nullptr ? symbol->name : "";
  }

  static constexpr const char* kHead = R"({"Effect":"Allow","Action":"sts:AssumeRole",)"
                                       R"("Principal":{"Service":"ecs-tasks.amazonaws.com"})";
  static constexpr const char* kDeny = R"({"Effect":"Deny","Action":"sts:AssumeRole",)"
                                       R"("Principal":{"Service":"ecs-tasks.amazonaws.com"})";

  ValueStore store_;
  testing::Policies policies_{store_};
  std::list<Fact<PolicyDocument>> documents_;
  std::list<PolicyDocument> copies_;
};

TEST_F(TrustTest, AnAllowForTheServiceAndItsAction) {
  const TrustDecision decision = With("");
  EXPECT_TRUE(decision.trusted.yes());
  EXPECT_EQ(decision.trusted.certainty(), Certainty::kCertain);
  ASSERT_NE(decision.statement, nullptr);
  EXPECT_FALSE(decision.named_cluster);

  EXPECT_TRUE(Ask("").trusted.no());
  EXPECT_EQ(Ask("").statement, nullptr);
  const std::string principal = R"("Principal":{"Service":"ecs-tasks.amazonaws.com"}})";
  EXPECT_TRUE(Ask(R"({"Effect":"Allow","Action":"sts:*",)" + principal).trusted.yes());
  EXPECT_TRUE(Ask(R"({"Effect":"Allow","Action":"sts:TagSession",)" + principal).trusted.no());
  EXPECT_EQ(WhyOf(Ask(R"({"Effect":"Allow","Action":$a,)" + principal)), "var.a");
  EXPECT_EQ(WhyOf(Ask(R"({"Effect":$e,"Action":"sts:AssumeRole",)" + principal)), "var.e");
}

TEST_F(TrustTest, TheServiceInEveryPartition) {
  EXPECT_TRUE(To(R"({"Service":"ecs-tasks.amazonaws.com.cn"})").trusted.yes());
  EXPECT_TRUE(To(R"({"Service":"ecs-tasks.$s"})").trusted.yes());
  EXPECT_TRUE(To(R"({"Service":["ec2.amazonaws.com","ecs-tasks.amazonaws.com"]})").trusted.yes());
  EXPECT_TRUE(To(R"({"Service":"ecs.amazonaws.com"})").trusted.no());
  EXPECT_TRUE(To(R"({"Service":"ecs-tasks.aws.internal"})").trusted.no());
  EXPECT_TRUE(To(R"({"Service":"ecs.$s"})").trusted.no());
  EXPECT_EQ(WhyOf(To(R"({"Service":"ecs-tasks.eu-west-1.$s"})")), "var.s");
  EXPECT_EQ(WhyOf(To(R"({"Service":"$s.amazonaws.com"})")), "var.s");
  EXPECT_EQ(WhyOf(To(R"({"Service":$s})")), "var.s");
  EXPECT_EQ(WhyOf(To(R"({"Service":["ec2.amazonaws.com",$s]})")), "var.s");
}

TEST_F(TrustTest, PrincipalsOfOtherKindsAreNoService) {
  EXPECT_TRUE(To(R"({"AWS":"arn:aws:iam::111122223333:root"})").trusted.no());
  EXPECT_TRUE(To(R"({"AWS":"ecs-tasks.amazonaws.com"})").trusted.no());
  EXPECT_TRUE(To(R"({"Federated":"ecs-tasks.amazonaws.com"})").trusted.no());
  EXPECT_TRUE(To(R"({"Service":"*"})").trusted.no());
}

// Whether `*` lets a service in nobody should rely on.
TEST_F(TrustTest, PrincipalsThatMayOrMayNotMeanTheService) {
  for (const char* anyone : {R"("*")", R"({"AWS":"*"})"}) {
    const TrustDecision decision = To(anyone);
    EXPECT_EQ(WhyOf(decision), "a principal `*`") << anyone;
    EXPECT_EQ(decision.trusted.why.symbol->why, Why::kUnsupported);
  }
  EXPECT_EQ(WhyOf(To(R"({"service":"ecs-tasks.amazonaws.com"})")),
            "a principal of an unknown type");
  EXPECT_EQ(WhyOf(To(R"({"service":$s})")), "var.s");
  EXPECT_EQ(WhyOf(To("$p")), "var.p");
  const TrustDecision negated =
      Ask(R"({"Effect":"Allow","Action":"sts:AssumeRole","NotPrincipal":{"AWS":"*"}})");
  EXPECT_EQ(WhyOf(negated), "NotPrincipal");
  EXPECT_EQ(negated.trusted.why.symbol->why, Why::kUnsupported);
}

TEST_F(TrustTest, ADenyWinsWhereverItStands) {
  const std::string allow = std::string(kHead) + "}", deny = std::string(kDeny) + "}";
  for (const std::string& both : {allow + "," + deny, deny + "," + allow}) {
    const TrustDecision decision = Ask(both);
    EXPECT_TRUE(decision.trusted.no());
    ASSERT_NE(decision.statement, nullptr);
    EXPECT_TRUE(decision.statement->effect->Is("Deny"));
  }
  EXPECT_TRUE(Ask(deny).trusted.no());
  // One that may apply leaves it open, where something would be allowed at all.
  const std::string maybe =
      std::string(kDeny) + R"(,"Condition":{"StringEquals":{"aws:userid":"x"}}})";
  EXPECT_EQ(WhyOf(Ask(allow + "," + maybe)), "aws:userid");
  EXPECT_TRUE(Ask(maybe).trusted.no());
  // One that does not apply is nothing.
  EXPECT_TRUE(
      Ask(allow + R"(,{"Effect":"Deny","Action":"sts:TagSession","Principal":"*"})").trusted.yes());
}

TEST_F(TrustTest, WhatEcsSaysWhenItAssumesTheRole) {
  EXPECT_TRUE(When(R"("Bool":{"aws:SecureTransport":"true"})").trusted.yes());
  EXPECT_TRUE(When(R"("Bool":{"aws:SecureTransport":"false"})").trusted.no());
  EXPECT_TRUE(When(R"("Bool":{"aws:PrincipalIsAWSService":"true"})").trusted.yes());
  EXPECT_TRUE(When(R"("StringEquals":{"sts:ExternalId":"x"})").trusted.no());
  EXPECT_TRUE(When(R"("Bool":{"aws:MultiFactorAuthPresent":"true"})").trusted.no());
  EXPECT_TRUE(When(R"("NumericLessThan":{"aws:MultiFactorAuthAge":"60"})").trusted.no());
  EXPECT_TRUE(When(R"("StringLike":{"aws:username":"*"})").trusted.no());
  EXPECT_EQ(WhyOf(When(R"("StringEquals":{"aws:userid":"x"})")), "aws:userid");
  EXPECT_EQ(WhyOf(With(R"(,"Condition":$c)")), "var.c");
  EXPECT_EQ(WhyOf(When(R"("Bool":$c)")), "var.c");
}

TEST_F(TrustTest, TheAccountIsTakenToBeTheRightOne) {
  EXPECT_TRUE(When(R"("StringEquals":{"aws:SourceAccount":"111122223333"})").trusted.yes());
  EXPECT_TRUE(When(R"("StringEquals":{"AWS:sourceaccount":$a})").trusted.yes());
  EXPECT_TRUE(When(R"("ArnLike":{"aws:SourceArn":"arn:aws:ecs:eu-west-1:$a:*"})").trusted.yes());
  // Beside it, other conditions still count.
  EXPECT_TRUE(
      When(R"("StringEquals":{"aws:SourceAccount":"1","sts:ExternalId":"x"})").trusted.no());
}

constexpr const char* kOfACluster =
    R"("ArnLike":{"aws:SourceArn":"arn:aws:ecs:eu-west-1:111122223333:cluster/web"})";

TEST_F(TrustTest, NoTasksRequestHasAClusterForItsSource) {
  const TrustDecision decision = When(kOfACluster);
  EXPECT_TRUE(decision.trusted.no());
  EXPECT_TRUE(decision.named_cluster);
  ASSERT_NE(decision.statement, nullptr);
  EXPECT_TRUE(
      When(R"("StringEquals":{"AWS:sourcearn":"arn:aws:ecs:$r:1:cluster/web"})").named_cluster);
}

TEST_F(TrustTest, NoTasksRequestComesFromAnotherService) {
  const auto refuses = [&](std::string_view condition) { return When(condition).trusted.no(); };
  EXPECT_TRUE(refuses(R"("ArnLike":{"aws:SourceArn":"arn:aws:lambda:eu-west-1:$a:*"})"));
  EXPECT_TRUE(refuses(R"("ArnEquals":{"aws:SourceArn":"arn:aws:ec2:*:*:*"})"));
  EXPECT_TRUE(refuses(
      R"("StringLike":{"aws:SourceArn":["arn:*:lambda:*:*:*","arn:aws:events:*:*:rule/*"]})"));
  EXPECT_TRUE(When(R"("ArnLike":{"aws:SourceArn":"arn:aws:lambda:*:*:*"})").condition.span.valid());
  EXPECT_FALSE(refuses(R"("ArnLike":{"aws:SourceArn":"arn:aws:*:eu-west-1:$a:*"})"));
  EXPECT_FALSE(refuses(R"("ArnLike":{"aws:SourceArn":"arn:aws:e?s:eu-west-1:$a:*"})"));
  EXPECT_FALSE(refuses(R"("ArnLike":{"aws:SourceArn":"arn:$p:lambda:eu-west-1:$a:*"})"));
  EXPECT_FALSE(refuses(R"("ArnLike":{"aws:SourceArn":"arn:aws:lambda"})"));
  EXPECT_FALSE(
      refuses(R"("ArnLike":{"aws:SourceArn":["arn:aws:lambda:*:*:*","arn:aws:ecs:*:*:*"]})"));
  EXPECT_FALSE(refuses(R"("ArnNotLike":{"aws:SourceArn":"arn:aws:lambda:*:*:*"})"));
}

TEST_F(TrustTest, ASourceThatIsNoClusterAloneIsLetPass) {
  const auto passes = [&](std::string_view condition) {
    const TrustDecision decision = When(condition);
    EXPECT_FALSE(decision.named_cluster) << condition;
    return decision.trusted.yes();
  };
  EXPECT_TRUE(passes(R"("ArnNotLike":{"aws:SourceArn":"arn:aws:ecs:*:*:cluster/web"})"));
  EXPECT_TRUE(
      passes(R"("ArnLike":{"aws:SourceArn":["arn:aws:ecs:*:*:cluster/web","arn:aws:ecs:*:*:*"]})"));
  EXPECT_TRUE(passes(R"("ArnLike":{"aws:SourceArn":["arn:aws:ecs:*:*:cluster/web",$a]})"));
  EXPECT_TRUE(passes(R"("ArnLike":{"aws:SourceArn":$a})"));
  EXPECT_TRUE(passes(R"("ArnLike":{"aws:SourceArn":[]})"));
}

TEST_F(TrustTest, AClusterForSourceIsNoFaultWhereItDecidesNothing) {
  const std::string of_a_cluster = std::string(kHead) + R"(,"Condition":{)" + kOfACluster + "}}";
  // Another statement allows.
  const std::string plain = std::string(kHead) + R"(,"Sid":"Plain"})";
  for (const std::string& both : {plain + "," + of_a_cluster, of_a_cluster + "," + plain}) {
    const TrustDecision decision = Ask(both);
    EXPECT_TRUE(decision.trusted.yes());
    EXPECT_FALSE(decision.named_cluster);
    ASSERT_NE(decision.statement, nullptr);
    EXPECT_TRUE(decision.statement->sid.known() && decision.statement->sid->Is("Plain"));
  }
  // Another may allow.
  const TrustDecision open = Ask(of_a_cluster + ",$s");
  EXPECT_EQ(WhyOf(open), "var.s");
  EXPECT_FALSE(open.named_cluster);
  // It would not allow the service anyway.
  EXPECT_FALSE(
      When(std::string(kOfACluster) + R"(,"StringEquals":{"aws:userid":"x"})").named_cluster);
  // A Deny for such a source never applies.
  const TrustDecision denied =
      Ask(std::string(kHead) + "}," + kDeny + R"(,"Condition":{)" + kOfACluster + "}}");
  EXPECT_TRUE(denied.trusted.yes());
  EXPECT_FALSE(denied.named_cluster);
}

TEST_F(TrustTest, StatementsThatCannotBeReadMayAllow) {
  EXPECT_EQ(WhyOf(Ask("$s")), "var.s");
  EXPECT_EQ(WhyOf(MayServiceAssume(Read("$s"), "ecs-tasks", store_)), "var.s");
  EXPECT_TRUE(Ask(std::string(kHead) + "},$s").trusted.yes());
}

TEST_F(TrustTest, AStatementThatIsNotAllKnownMayHoldMore) {
  PolicyDocument& document = Read(std::string("[") + kHead + "}]");
  Statement statement = *document.statements.items[0];
  statement.open_because = policies_.Hole('o');
  document.statements.items = {Fact<Statement>::Known(statement, {})};
  EXPECT_EQ(WhyOf(MayServiceAssume(document, "ecs-tasks", store_)), "var.o");
  // One that may be anything.
  document.statements.items = {Fact<Statement>::Unknowable(policies_.Hole('s'), {})};
  EXPECT_EQ(WhyOf(MayServiceAssume(document, "ecs-tasks", store_)), "var.s");
  document.statements.items = {};
  document.statements.open_because = policies_.Hole('l');
  EXPECT_EQ(WhyOf(MayServiceAssume(document, "ecs-tasks", store_)), "var.l");
}

TEST_F(TrustTest, APrincipalWhoseIdIsNotKnown) {
  PolicyDocument& document = Read(std::string("[") + kHead + "}]");
  const auto of = [&](Principal principal) {
    Statement statement = *document.statements.items[0];
    statement.principal.list = {.items = {Fact<Principal>::Known(std::move(principal), {})}};
    document.statements.items = {Fact<Statement>::Known(statement, {})};
    return MayServiceAssume(document, "ecs-tasks", store_);
  };
  const Fact<Text> unknown = Fact<Text>::Unknowable(policies_.Hole('i'), {});
  EXPECT_EQ(WhyOf(of({Principal::Type::kService, unknown})), "var.i");
  EXPECT_EQ(WhyOf(of({Principal::Type::kUnknown, unknown})), "var.i");
  EXPECT_TRUE(of({Principal::Type::kFederated, unknown}).trusted.no());
  EXPECT_TRUE(of({Principal::Type::kService, Fact<Text>::Absent({})}).trusted.no());
}

TEST_F(TrustTest, APrincipalThatIsNotThereIsNobody) {
  PolicyDocument& document = Read(std::string("[") + kHead + "}]");
  Statement statement = *document.statements.items[0];
  statement.principal.list = {.items = {Fact<Principal>::Absent({})}};
  document.statements.items = {Fact<Statement>::Known(statement, {})};
  EXPECT_TRUE(MayServiceAssume(document, "ecs-tasks", store_).trusted.no());
}

TEST_F(TrustTest, AConditionThatCannotBeRead) {
  PolicyDocument& document = Read(std::string("[") + kHead + "}]");
  Statement statement = *document.statements.items[0];
  statement.condition.written = true;
  statement.condition.list.items = {Fact<Condition>::Unknowable(policies_.Hole('c'), {})};
  document.statements.items = {Fact<Statement>::Known(statement, {})};
  EXPECT_EQ(WhyOf(MayServiceAssume(document, "ecs-tasks", store_)), "var.c");
}

TEST_F(TrustTest, OfTwoThatMayAllowTheFirstIsTheReason) {
  const auto when = [](const char* key) {
    return std::string(kHead) + R"(,"Condition":{"StringEquals":{")" + key + R"(":"x"}}})";
  };
  EXPECT_EQ(WhyOf(Ask(when("aws:userid") + "," + when("aws:PrincipalOrgID"))), "aws:userid");
}

TEST_F(TrustTest, AsCertainAsWhatDecides) {
  PolicyDocument& allowed = Read(std::string("[") + kHead + "}]");
  allowed.statements.items[0] =
      allowed.statements.items[0].NoMoreCertainThan(Certainty::kDefaulted);
  const TrustDecision yes = MayServiceAssume(allowed, "ecs-tasks", store_);
  EXPECT_TRUE(yes.trusted.yes());
  EXPECT_EQ(yes.trusted.certainty(), Certainty::kDefaulted);

  PolicyDocument& denied = Read(std::string("[") + kDeny + "}]");
  denied.statements.items[0] = denied.statements.items[0].NoMoreCertainThan(Certainty::kLikely);
  const TrustDecision no = MayServiceAssume(denied, "ecs-tasks", store_);
  EXPECT_TRUE(no.trusted.no());
  EXPECT_EQ(no.trusted.certainty(), Certainty::kLikely);

  PolicyDocument& none = Read("[]");
  EXPECT_EQ(MayServiceAssume(none, "ecs-tasks", store_).trusted.certainty(), Certainty::kCertain);
  none.statements.completeness = Certainty::kDefaulted;
  EXPECT_EQ(MayServiceAssume(none, "ecs-tasks", store_).trusted.certainty(), Certainty::kDefaulted);

  // That the source is a cluster.
  PolicyDocument& cluster =
      Read(std::string("[") + kHead + R"(,"Condition":{)" + kOfACluster + "}}]");
  Statement statement = *cluster.statements.items[0];
  Condition condition = *statement.condition.list.items[0];
  condition.values.items[0] = condition.values.items[0].NoMoreCertainThan(Certainty::kDefaulted);
  statement.condition.list.items = {Fact<Condition>::Known(condition, {})};
  cluster.statements.items = {Fact<Statement>::Known(statement, {})};
  const TrustDecision named = MayServiceAssume(cluster, "ecs-tasks", store_);
  EXPECT_TRUE(named.named_cluster);
  EXPECT_EQ(named.trusted.certainty(), Certainty::kDefaulted);

  // That a statement denies which might else have allowed.
  PolicyDocument& doubtful =
      Read(std::string("[") + kDeny + R"(,"Condition":{"StringEquals":{"aws:userid":"x"}}}])");
  statement = *doubtful.statements.items[0];
  statement.effect = statement.effect.NoMoreCertainThan(Certainty::kLikely);
  doubtful.statements.items = {Fact<Statement>::Known(statement, {})};
  const TrustDecision neither = MayServiceAssume(doubtful, "ecs-tasks", store_);
  EXPECT_TRUE(neither.trusted.no());
  EXPECT_EQ(neither.trusted.certainty(), Certainty::kLikely);
}

}  // namespace
}  // namespace execlint
