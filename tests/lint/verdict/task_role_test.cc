#include "lint/verdict/task_role.h"

#include <gtest/gtest.h>

#include "lint/model/lowering.h"
#include "tests/support/unit.h"

namespace execlint {
namespace {

using testing::kAllowExec;
using Cause = TaskRoleCause;
using State = Verdict::State;
using Trust = TaskRoleVerdict::Trust;

class TaskRoleTest : public ::testing::Test {
 protected:
  // The unit's only role, which is the task role.
  Role& TaskRole() {
    Role& role = unit_.AddRole("task");
    unit_.SetTaskRole(unit_.Attribute(role.head, "arn"));
    return role;
  }
  std::string Statement(std::string_view rest) {
    return R"({"Version":"2012-10-17","Statement":{"Effect":"Allow",)" + std::string(rest) + "}}";
  }
  std::string Reason(const TaskRoleVerdict& verdict) {
    return verdict.doubts.empty() ? "" : verdict.doubts.front().why.symbol->name;
  }

  testing::Unit unit_;
};

TEST_F(TaskRoleTest, OpenWhenARoleAllowsAllFour) {
  unit_.AddInline(TaskRole(), kAllowExec);
  const TaskRoleVerdict verdict = unit_.Judge();
  EXPECT_EQ(verdict.state, State::kOpen);
  EXPECT_EQ(verdict.cause, Cause::kNone);
  EXPECT_EQ(verdict.trust, Trust::kTrusted);
  EXPECT_TRUE(verdict.granted_in_code);
  EXPECT_EQ(unit_.policies().At(verdict.grant.places.front()).front(), '{');
  EXPECT_TRUE(verdict.missing.empty());
  EXPECT_EQ(verdict.grounds.worst, Certainty::kCertain);
}

TEST_F(TaskRoleTest, OpenThroughEveryWayToGiveAPolicy) {
  Role& role = TaskRole();
  const ResourceId id = role.head.id;
  EXPECT_EQ(unit_.Judge().cause, Cause::kLacksActions);

  unit_.AddManaged(role, unit_.Text("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"));
  TaskRoleVerdict verdict = unit_.Judge();
  EXPECT_EQ(verdict.state, State::kOpen);
  EXPECT_FALSE(verdict.granted_in_code);

  Policy& policy = unit_.AddPolicy("exec", kAllowExec);
  unit_.AddManaged(role, unit_.Attribute(policy.head, "arn"));
  EXPECT_EQ(unit_.Judge().state, State::kOpen);
  unit_.AddManaged(role, unit_.Text("arn:aws:iam::$a:policy/some/path/exec"));
  EXPECT_EQ(unit_.Judge().state, State::kOpen);

  role.managed_policies = {};
  PolicyAttachment& attachment = unit_.AddAttachment();
  attachment.roles = unit_.RefsAttr({unit_.Attribute(role.head, "name")});
  attachment.policy = unit_.RefAttr(unit_.Attribute(policy.head, "arn"));
  EXPECT_EQ(unit_.Judge().state, State::kOpen);
  attachment.policy = {};
  attachment.document = unit_.DocumentAttr(kAllowExec);
  EXPECT_EQ(unit_.Judge().state, State::kOpen);
  // One role where a list is due.
  attachment.roles = {.in = Cases<Fact<List<Ref>>>(
                          ToRefs(unit_.Attribute(role.head, ""), {}, *unit_.model().values))};
  EXPECT_EQ(unit_.Judge().state, State::kOpen);
  attachment.roles = unit_.RefsAttr({unit_.Text("task")});
  EXPECT_EQ(unit_.Judge().state, State::kOpen);
  attachment.roles = unit_.RefsAttr({unit_.Text("another")});
  EXPECT_EQ(unit_.Judge().cause, Cause::kLacksActions);
  EXPECT_EQ(unit_.Judge().role->head.id, id);
}

TEST_F(TaskRoleTest, MissingIsAbsentNullOrEmpty) {
  ValueStore& values = *unit_.model().values;
  for (const Traced value :
       {Traced{}, Traced{values.Null({})}, unit_.Text(""), Traced{values.List({}, {})}}) {
    unit_.SetTaskRole(value);
    const TaskRoleVerdict verdict = unit_.Judge();
    EXPECT_EQ(verdict.state, State::kBlocked);
    EXPECT_EQ(verdict.cause, Cause::kMissing);
    EXPECT_EQ(verdict.missing.size(), 4u);
  }
}

TEST_F(TaskRoleTest, ARoleThatIsNotHereIsUnknown) {
  unit_.SetTaskRole({unit_.model().values->Unknown(unit_.policies().Hole('r'), {})});
  EXPECT_EQ(unit_.Judge().state, State::kUnknown);
  EXPECT_EQ(Reason(unit_.Judge()), "var.r");
  unit_.SetTaskRole(unit_.Text("arn:aws:iam::111122223333:role/elsewhere"));
  EXPECT_EQ(unit_.Judge().state, State::kUnknown);
  EXPECT_EQ(unit_.Judge().cause, Cause::kNone);
  EXPECT_EQ(Reason(unit_.Judge()), "arn:aws:iam::111122223333:role/elsewhere");
}

TEST_F(TaskRoleTest, NamesWhatIsMissing) {
  unit_.AddInline(TaskRole(), Statement(R"("Action":"ssmmessages:Create*","Resource":"*")"));
  const TaskRoleVerdict verdict = unit_.Judge();
  EXPECT_EQ(verdict.cause, Cause::kLacksActions);
  EXPECT_EQ(verdict.missing, (std::vector<std::string>{"ssmmessages:OpenControlChannel",
                                                       "ssmmessages:OpenDataChannel"}));
  EXPECT_EQ(verdict.statements.size(), 1u);
  EXPECT_FALSE(verdict.grounds.absence_on_open);
  EXPECT_FALSE(verdict.granted_in_code);
}

TEST_F(TaskRoleTest, AnEscapedRoleLacksWithLessCertainty) {
  const Role& role = TaskRole();
  unit_.model().escapes[role.head.id] = {{.through = "output \"role\""}};
  const TaskRoleVerdict verdict = unit_.Judge();
  EXPECT_EQ(verdict.cause, Cause::kLacksActions);
  EXPECT_TRUE(verdict.grounds.absence_on_open);
}

TEST_F(TaskRoleTest, WhatCannotBeReadMayGrant) {
  Role& role = TaskRole();
  unit_.AddManaged(role, unit_.Text("arn:aws:iam::aws:policy/BrandNewPolicy"));
  EXPECT_EQ(unit_.Judge().state, State::kUnknown);
  EXPECT_EQ(Reason(unit_.Judge()), "arn:aws:iam::aws:policy/BrandNewPolicy");
  unit_.AddManaged(role, unit_.Text("arn:aws:iam::$a:policy/elsewhere"));
  EXPECT_EQ(unit_.Judge().state, State::kUnknown);
  role.managed_policies = {};
  unit_.AddInline(role, Statement(R"("Action":$a,"Resource":"*")"));
  EXPECT_EQ(unit_.Judge().state, State::kUnknown);
  EXPECT_EQ(Reason(unit_.Judge()), "var.a");
  // Beside a certain grant it does not matter.
  unit_.AddInline(role, kAllowExec);
  EXPECT_EQ(unit_.Judge().state, State::kOpen);
}

TEST_F(TaskRoleTest, AnAttachmentToAnUnknownRoleMayBeThisOnes) {
  TaskRole();
  PolicyAttachment& attachment = unit_.AddAttachment();
  attachment.roles =
      unit_.RefsAttr({{unit_.model().values->Unknown(unit_.policies().Hole('n'), {})}});
  attachment.document = unit_.DocumentAttr(kAllowExec);
  EXPECT_EQ(unit_.Judge().state, State::kUnknown);
  EXPECT_EQ(Reason(unit_.Judge()), "var.n");
  // What it gives would not help anyway.
  attachment.document = unit_.DocumentAttr(Statement(R"("Action":"s3:*","Resource":"*")"));
  EXPECT_EQ(unit_.Judge().cause, Cause::kLacksActions);
}

TEST_F(TaskRoleTest, AnAttachmentToARoleReadFromTheAccountIsAnothers) {
  TaskRole();
  const Symbol* data = unit_.model().values->Intern(
      {.why = Why::kDataSource, .name = "data.aws_iam_role.other.name"});
  PolicyAttachment& attachment = unit_.AddAttachment();
  attachment.roles = unit_.RefsAttr({{unit_.model().values->Unknown(data, {})}});
  attachment.policy = unit_.RefAttr(unit_.Text("arn:aws:iam::111122223333:policy/elsewhere"));
  const TaskRoleVerdict verdict = unit_.Judge();
  EXPECT_EQ(verdict.cause, Cause::kLacksActions);
  EXPECT_TRUE(verdict.grounds.absence_on_open);
}

TEST_F(TaskRoleTest, DeniedIsTheMostSpecific) {
  Role& role = TaskRole();
  unit_.AddInline(role, kAllowExec);
  unit_.AddInline(role,
                  R"({"Statement":{"Effect":"Deny","Action":"ssmmessages:Open*","Resource":"*"}})");
  const TaskRoleVerdict verdict = unit_.Judge();
  EXPECT_EQ(verdict.cause, Cause::kDenied);
  EXPECT_EQ(verdict.missing.size(), 2u);
  ASSERT_EQ(verdict.statements.size(), 1u);
  EXPECT_NE(unit_.policies().At(verdict.statements[0]).find("Deny"), std::string::npos);
}

TEST_F(TaskRoleTest, ABoundaryMustAllowToo) {
  Role& role = TaskRole();
  unit_.AddInline(role, kAllowExec);
  role.permissions_boundary =
      unit_.RefAttr(unit_.Text("arn:aws:iam::aws:policy/AmazonECS_FullAccess"));
  EXPECT_EQ(unit_.Judge().cause, Cause::kDenied);
  role.permissions_boundary = unit_.RefAttr(unit_.Text("arn:aws:iam::aws:policy/PowerUserAccess"));
  EXPECT_EQ(unit_.Judge().state, State::kOpen);
  role.permissions_boundary = unit_.RefAttr(unit_.Text("arn:aws:iam::111122223333:policy/org"));
  EXPECT_EQ(unit_.Judge().state, State::kUnknown);
}

TEST_F(TaskRoleTest, ScopedToAResource) {
  unit_.AddInline(TaskRole(),
                  Statement(R"("Action":"ssmmessages:*","Resource":"arn:aws:ecs:*:*:task/*")"));
  const TaskRoleVerdict verdict = unit_.Judge();
  EXPECT_EQ(verdict.cause, Cause::kScopedToResource);
  EXPECT_EQ(verdict.statements.size(), 1u);
  EXPECT_EQ(verdict.missing.size(), 4u);
}

TEST_F(TaskRoleTest, ConditionsThatNoTaskMeets) {
  Role& role = TaskRole();
  unit_.AddInline(
      role,
      Statement(
          R"("Action":"ssmmessages:*","Resource":"*","Condition":{"ArnLike":{"ssm:SourceInstanceARN":"*"}})"));
  EXPECT_EQ(unit_.Judge().cause, Cause::kLacksActions);
  role.inline_policies = {};
  unit_.AddInline(
      role,
      Statement(
          R"("Action":"ssmmessages:*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}})"));
  EXPECT_EQ(unit_.Judge().state, State::kUnknown);
  EXPECT_EQ(Reason(unit_.Judge()), "aws:RequestedRegion");
}

TEST_F(TaskRoleTest, InTheTrustPolicy) {
  Role& role = TaskRole();
  role.trust = unit_.DocumentAttr(
      R"({"Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":["sts:AssumeRole","ssmmessages:CreateControlChannel"]}})");
  EXPECT_EQ(unit_.Judge().cause, Cause::kInTrustPolicy);
  EXPECT_EQ(unit_.Judge().trust, Trust::kTrusted);
}

TEST_F(TaskRoleTest, OnTheExecutionRole) {
  TaskRole();
  Role& execution = unit_.AddRole("execution");
  unit_.AddInline(execution, kAllowExec);
  unit_.SetExecutionRole(unit_.Attribute(execution.head, "arn"));
  const TaskRoleVerdict verdict = unit_.Judge();
  EXPECT_EQ(verdict.cause, Cause::kOnExecutionRole);
  EXPECT_EQ(verdict.execution_role->head.address, "aws_iam_role.execution");
  EXPECT_EQ(verdict.role->head.address, "aws_iam_role.task");
  EXPECT_EQ(verdict.statements.size(), 1u);
  // An administrator as execution role is nobody's mistaken grant.
  unit_.model().roles[1].inline_policies = {};
  unit_.AddInline(unit_.model().roles[1], Statement(R"("Action":"*","Resource":"*")"));
  EXPECT_EQ(unit_.Judge().cause, Cause::kLacksActions);
}

TEST_F(TaskRoleTest, TrustIsAQuestionOfItsOwn) {
  Role& role = TaskRole();
  unit_.AddInline(role, kAllowExec);
  const auto trust = [&](std::string_view statement) {
    role.trust = unit_.DocumentAttr(R"({"Version":"2012-10-17","Statement":[)" +
                                    std::string(statement) + "]}");
    return unit_.Judge();
  };
  const auto service = [](std::string_view name, std::string_view rest = "") {
    return R"({"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":")" +
           std::string(name) + "\"}" + std::string(rest) + "}";
  };
  EXPECT_EQ(trust(service("ecs.amazonaws.com")).trust, Trust::kUntrusted);
  EXPECT_EQ(trust(service("ecs.amazonaws.com")).state, State::kBlocked);
  EXPECT_EQ(trust(service("ecs.amazonaws.com")).cause, Cause::kNone);
  EXPECT_EQ(trust(service("ec2.amazonaws.com")).trust, Trust::kUntrusted);
  EXPECT_EQ(trust(service("ecs-tasks.amazonaws.com.cn")).trust, Trust::kTrusted);
  EXPECT_EQ(trust(service("ecs-tasks.$s")).trust, Trust::kTrusted);
  EXPECT_EQ(trust(service("$s.amazonaws.com")).trust, Trust::kUnknown);
  EXPECT_EQ(trust(service("$s.amazonaws.com")).state, State::kUnknown);
  EXPECT_EQ(trust(service("ec2.amazonaws.com") + "," + service("ecs-tasks.amazonaws.com")).trust,
            Trust::kTrusted);
  EXPECT_EQ(
      trust(R"({"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"111122223333"}})")
          .trust,
      Trust::kUntrusted);
  EXPECT_EQ(trust(R"({"Effect":"Allow","Action":"sts:AssumeRole","Principal":$p})").trust,
            Trust::kUnknown);
  const auto when = [&](std::string_view condition) {
    return trust(service("ecs-tasks.amazonaws.com",
                         R"(,"Condition":{)" + std::string(condition) + "}"))
        .trust;
  };
  EXPECT_EQ(when(R"("ArnLike":{"aws:SourceArn":"arn:aws:ecs:eu-west-1:111122223333:*"})"),
            Trust::kTrusted);
  EXPECT_EQ(when(R"("StringEquals":{"aws:SourceAccount":"$a"})"), Trust::kTrusted);
  EXPECT_EQ(when(R"("ArnLike":{"AWS:sourcearn":"arn:aws:ecs:eu-west-1:111122223333:cluster/x"})"),
            Trust::kOnlyForOneCluster);
  EXPECT_EQ(
      when(R"("ArnLike":{"aws:SourceArn":["arn:aws:ecs:*:*:cluster/x","arn:aws:ecs:*:*:*"]})"),
      Trust::kTrusted);
  EXPECT_EQ(when(R"("StringEquals":{"sts:ExternalId":"x"})"), Trust::kUntrusted);
  EXPECT_EQ(when(R"("StringEquals":{"aws:PrincipalOrgID":"o-x"})"), Trust::kUnknown);
}

TEST_F(TaskRoleTest, BlockedByOneThingIsNotUnknownForAnother) {
  Role& role = TaskRole();
  role.trust = unit_.DocumentAttr(
      R"({"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":$p}})");
  const TaskRoleVerdict verdict = unit_.Judge();
  EXPECT_EQ(verdict.state, State::kBlocked);
  EXPECT_EQ(verdict.cause, Cause::kLacksActions);
  EXPECT_TRUE(verdict.doubts.empty());
}

}  // namespace
}  // namespace execlint
