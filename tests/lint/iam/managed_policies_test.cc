#include "lint/iam/managed_policies.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "lint/iam/evaluate.h"

namespace execlint {
namespace {

constexpr std::string_view kExecActions[] = {
    "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"};

Outcome Ask(std::string_view policy, std::string_view action) {
  ValueStore values;
  PolicySet set;
  set.policies.push_back({.document = FindManagedPolicy(policy), .aws_managed = true});
  return Evaluate(set, {.action = action}, values).outcome;
}

TEST(ManagedPolicies, ThoseThatGrantTheFourActions) {
  for (const std::string_view policy :
       {"AmazonSSMManagedInstanceCore", "service-role/AmazonEC2RoleforSSM", "AmazonSSMFullAccess",
        "AmazonSSMManagedEC2InstanceDefaultPolicy", "AWSCloud9SSMInstanceProfile",
        "AWSRefactoringToolkitFullAccess", "AWSRefactoringToolkitSidecarPolicy",
        "AdministratorAccess", "PowerUserAccess"}) {
    ASSERT_NE(FindManagedPolicy(policy), nullptr) << policy;
    for (const std::string_view action : kExecActions) {
      EXPECT_EQ(Ask(policy, action), Outcome::kAllow) << policy << " " << action;
    }
  }
}

TEST(ManagedPolicies, ThoseThatGrantNoneOrSome) {
  for (const std::string_view policy :
       {"service-role/AmazonECSTaskExecutionRolePolicy", "AmazonECS_FullAccess",
        "service-role/AmazonEC2ContainerServiceforEC2Role"}) {
    for (const std::string_view action : kExecActions) {
      EXPECT_EQ(Ask(policy, action), Outcome::kImplicitDeny) << policy << " " << action;
    }
  }
  constexpr std::string_view kSome = "AmazonRDSCustomInstanceProfileRolePolicy";
  EXPECT_EQ(Ask(kSome, kExecActions[0]), Outcome::kAllow);
  EXPECT_EQ(Ask(kSome, kExecActions[1]), Outcome::kImplicitDeny);
  EXPECT_EQ(Ask("AWSDenyAll", kExecActions[0]), Outcome::kExplicitDeny);
  EXPECT_EQ(Ask("AmazonECS_FullAccess", "ecs:ExecuteCommand"), Outcome::kAllow);
  EXPECT_NE(Ask("AWSRefactoringToolkitFullAccess", "ecs:ExecuteCommand"), Outcome::kAllow);
}

TEST(ManagedPolicies, ResourcesAndConditionsCount) {
  ValueStore values;
  const auto pass = [&](std::string_view role, std::string_view service) {
    PolicySet set;
    set.policies.push_back(
        {.document = FindManagedPolicy("AmazonECS_FullAccess"), .aws_managed = true});
    Request request{.action = "iam:PassRole", .resource = GlyphsOf(role)};
    request.context.Set("iam:PassedToService", {GlyphsOf(service)});
    return Evaluate(set, request, values).outcome;
  };
  constexpr std::string_view kRole = "arn:aws:iam::111122223333:role/x";
  constexpr std::string_view kInstance = "arn:aws:iam::111122223333:role/ecsInstanceRole1";
  EXPECT_EQ(pass(kRole, "ecs-tasks.amazonaws.com"), Outcome::kAllow);
  EXPECT_EQ(pass(kRole, "ec2.amazonaws.com"), Outcome::kImplicitDeny);
  EXPECT_EQ(pass(kInstance, "ec2.amazonaws.com"), Outcome::kAllow);
  EXPECT_EQ(pass(kInstance, "ec2.amazonaws.com.cn"), Outcome::kAllow);
  EXPECT_EQ(pass(kInstance, "lambda.amazonaws.com"), Outcome::kImplicitDeny);
}

TEST(ManagedPolicies, AllResourcesButSome) {
  ValueStore values;
  PolicySet set;
  set.policies.push_back({.document = FindManagedPolicy("AmazonSecurityLakePermissionsBoundary"),
                          .aws_managed = true});
  const auto put = [&](std::string_view bucket) {
    return Evaluate(set, {.action = "s3:PutObject", .resource = GlyphsOf(bucket)}, values).outcome;
  };
  EXPECT_EQ(put("arn:aws:s3:::elsewhere/x"), Outcome::kExplicitDeny);
  EXPECT_NE(put("arn:aws:s3:::aws-security-data-lake-eu/x"), Outcome::kExplicitDeny);
}

TEST(ManagedPolicies, AnActionThatWasNotKeptIsUnknown) {
  ValueStore values;
  PolicySet set;
  set.policies.push_back({.document = FindManagedPolicy("AdministratorAccess"),
                          .name = "AdministratorAccess",
                          .aws_managed = true});
  const Decision decision = Evaluate(set, {.action = "ec2:RunInstances"}, values);
  ASSERT_EQ(decision.outcome, Outcome::kUnknown);
  EXPECT_EQ(decision.why.symbol->name, "AdministratorAccess");
  EXPECT_EQ(decision.why.symbol->why, Why::kNotInScan);

  EXPECT_TRUE(ManagedPoliciesCover("SSMMessages:openDataChannel"));
  EXPECT_FALSE(ManagedPoliciesCover("ec2:RunInstances"));
  EXPECT_EQ(Ask("AdministratorAccess", "ec2:RunInstances"), Outcome::kUnknown);
}

TEST(ManagedPolicies, AnUnknownNameIsUnknown) {
  EXPECT_EQ(FindManagedPolicy("AmazonSSMManagedInstanceCor"), nullptr);
  EXPECT_EQ(FindManagedPolicy(""), nullptr);
  EXPECT_EQ(ManagedPoliciesDate().size(), 10u);
}

TEST(ManagedPolicies, NamesInArns) {
  ValueStore values;
  const Symbol* partition = values.Intern({.name = "AWS::Partition"});
  const auto name = [&](std::string_view before, const Symbol* hole, std::string_view after) {
    return ManagedPolicyName(
        Text{{values.String({{.text = before}, {.hole = hole}, {.text = after}}, {})}});
  };
  EXPECT_EQ(name("arn:", partition, ":iam::aws:policy/service-role/X"), "service-role/X");
  EXPECT_EQ(name("arn:", partition, ":iam::111122223333:policy/X"), std::nullopt);
  EXPECT_EQ(name("arn:aws:iam::aws:policy/", partition, ""), std::nullopt);
  for (const std::string_view text :
       {"", "X", "policy/service-role/AmazonEC2RoleforSSM/and/more"}) {
    EXPECT_EQ(ManagedPolicyName(Text{{values.Literal(text, {}, {})}}), std::nullopt) << text;
  }
  EXPECT_EQ(ManagedPolicyName(
                Text{{values.Literal("arn:aws-cn:iam::aws:policy/PowerUserAccess", {}, {})}}),
            "PowerUserAccess");
}

TEST(ManagedPolicies, ManyThreadsMayAsk) {
  std::vector<std::thread> threads;
  std::vector<const PolicyDocument*> found(4);
  for (std::size_t i = 0; i < found.size(); ++i) {
    threads.emplace_back([&, i] { found[i] = FindManagedPolicy("ReadOnlyAccess"); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_NE(found[0], nullptr);
  for (const PolicyDocument* one : found) EXPECT_EQ(one, found[0]);
}

}  // namespace
}  // namespace execlint
