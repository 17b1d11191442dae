#include "lint/network/security_group.h"

#include <gtest/gtest.h>

#include "tests/lint/network/builder.h"

namespace execlint {
namespace {

using testing::Builder;

class SecurityGroupTest : public ::testing::Test {
 protected:
  SecurityGroupTest() : vpc_(b_.AddVpc()), subnet_(b_.AddSubnet(vpc_)) {}

  // What a task with these groups may send; to the internet unless an endpoint is given.
  Tri Out(const SecurityGroup& group, const VpcEndpoint* endpoint = nullptr) {
    const auto groups = b_.ListOf<Ref>({b_.To(group)});
    return TaskMaySend({groups, &vpc_, &subnet_}, endpoint, b_.View()).is;
  }
  Tri In(const SecurityGroup& endpoint_group, const SecurityGroup& task_group) {
    const VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages", {b_.To(endpoint_group)});
    const auto groups = b_.ListOf<Ref>({b_.To(task_group)});
    const Tri answer = EndpointAdmits(endpoint, {groups, &vpc_, &subnet_}, b_.View()).is;
    b_.model().vpc_endpoints.pop_back();
    return answer;
  }
  Tri OutWith(Fact<GroupRule> rule) {
    const Tri answer = Out(b_.AddGroup({std::move(rule)}));
    b_.model().security_groups.pop_back();
    return answer;
  }

  Builder b_;
  Vpc& vpc_;
  Subnet& subnet_;
};

TEST_F(SecurityGroupTest, AGroupWithoutEgressLetsNothingOut) {
  SecurityGroup& group = b_.AddGroup({});
  EXPECT_EQ(Out(group), Tri::kNo);
  group.allows_all_egress_by_default = true;
  EXPECT_EQ(Out(group), Tri::kYes);
}

TEST_F(SecurityGroupTest, TheDefaultGroupLetsEverythingOut) {
  const auto none = b_.Nothing<Ref>();
  EXPECT_TRUE(TaskMaySend({none, &vpc_, &subnet_}, nullptr, b_.View()).yes());
}

TEST_F(SecurityGroupTest, AResourceMayStandForTheDefaultGroup) {
  // `aws_default_security_group` without rules takes the default ones away.
  const auto none = b_.Nothing<Ref>();
  const TaskPeer task{none, &vpc_, &subnet_};
  const VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages");
  SecurityGroup& standing = b_.AddGroup({});
  standing.is_default = true;
  standing.vpc = b_.Is(b_.To(b_.AddVpc()));
  EXPECT_TRUE(TaskMaySend(task, nullptr, b_.View()).yes());
  standing.vpc = b_.Is(b_.To(vpc_));
  EXPECT_TRUE(TaskMaySend(task, nullptr, b_.View()).no());
  EXPECT_TRUE(EndpointAdmits(endpoint, task, b_.View()).no());
  standing.ingress = b_.Is(b_.ListOf<GroupRule>({b_.Tcp("443", "443", "", {b_.To(standing)})}));
  EXPECT_TRUE(EndpointAdmits(endpoint, task, b_.View()).yes());
}

TEST_F(SecurityGroupTest, ProtocolAndPorts) {
  EXPECT_EQ(OutWith(b_.Tcp("443", "443", "0.0.0.0/0")), Tri::kYes);
  EXPECT_EQ(OutWith(b_.Tcp("0", "65535", "0.0.0.0/0")), Tri::kYes);
  EXPECT_EQ(OutWith(b_.Tcp("80", "80", "0.0.0.0/0")), Tri::kNo);
  EXPECT_EQ(OutWith(b_.Tcp("${var.port}", "443", "0.0.0.0/0")), Tri::kMaybe);
  GroupRule all{.place = b_.NewPlace(), .protocol = b_.Says("-1")};
  all.cidrs.items = {b_.Says("0.0.0.0/0")};
  EXPECT_EQ(OutWith(Fact<GroupRule>::Known(all, all.place)), Tri::kYes);
  all.protocol = b_.Says("udp");
  EXPECT_EQ(OutWith(Fact<GroupRule>::Known(all, all.place)), Tri::kNo);
  all.protocol = b_.Unknown<Text>("var.protocol");
  EXPECT_EQ(OutWith(Fact<GroupRule>::Known(all, all.place)), Tri::kMaybe);
}

TEST_F(SecurityGroupTest, BlocksOnTheWayToTheInternet) {
  EXPECT_EQ(OutWith(b_.Tcp("443", "443", "10.0.0.0/8")), Tri::kNo);
  EXPECT_EQ(OutWith(b_.Tcp("443", "443", "52.94.0.0/16")), Tri::kMaybe);
  EXPECT_EQ(OutWith(b_.Tcp("443", "443", "${var.cidr}")), Tri::kMaybe);
  EXPECT_EQ(OutWith(b_.Tcp("443", "443", "::/0")), Tri::kMaybe);
  EXPECT_EQ(OutWith(b_.Tcp("443", "443", "", {b_.To(b_.AddGroup({}))})), Tri::kNo);
}

TEST_F(SecurityGroupTest, BlocksOnTheWayToAnEndpoint) {
  const SecurityGroup& theirs = b_.AddGroup({});
  const VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages", {b_.To(theirs)});
  const auto out = [&](Fact<GroupRule> rule) {
    return Out(b_.AddGroup({std::move(rule)}), &endpoint);
  };
  EXPECT_EQ(out(b_.Tcp("443", "443", "10.0.0.0/16")), Tri::kYes);
  EXPECT_EQ(out(b_.Tcp("443", "443", "10.0.0.0/8")), Tri::kYes);
  EXPECT_EQ(out(b_.Tcp("443", "443", "10.0.1.0/24")), Tri::kMaybe);
  EXPECT_EQ(out(b_.Tcp("443", "443", "", {b_.To(theirs)})), Tri::kYes);
  EXPECT_EQ(out(b_.Tcp("443", "443", "", {b_.To(b_.AddGroup({}))})), Tri::kNo);

  // `aws_vpc.main.cidr_block`, whatever it will be; but not its IPv6 block.
  const auto of_vpc = [&](std::string_view attribute) {
    GroupRule rule = *b_.Tcp("443", "443", "");
    rule.cidrs.items = {Fact<Text>::Known(b_.To(vpc_, attribute)->text, b_.NewPlace())};
    return Fact<GroupRule>::Known(rule, rule.place);
  };
  EXPECT_EQ(out(of_vpc("cidr_block")), Tri::kYes);
  EXPECT_EQ(out(of_vpc("ipv6_cidr_block")), Tri::kMaybe);
  // The prefix list of a gateway endpoint holds no interface endpoint; another one may.
  GroupRule listed = *b_.Tcp("443", "443", "");
  listed.prefix_lists.items = {b_.To(endpoint, "prefix_list_id")};
  EXPECT_EQ(out(Fact<GroupRule>::Known(listed, listed.place)), Tri::kNo);
  listed.prefix_lists.items = {b_.ToText("pl-0123")};
  EXPECT_EQ(out(Fact<GroupRule>::Known(listed, listed.place)), Tri::kMaybe);

  vpc_.cidr = b_.IsText("${var.cidr}");
  EXPECT_EQ(out(b_.Tcp("443", "443", "${var.cidr}")), Tri::kYes);
  EXPECT_EQ(out(b_.Tcp("443", "443", "${var.other}")), Tri::kMaybe);
}

TEST_F(SecurityGroupTest, RulesOfTheirOwnCount) {
  const SecurityGroup& group = b_.AddGroup({});
  SecurityGroupRule& rule = b_.AddGroupRule(group, true, b_.Tcp("443", "443", "0.0.0.0/0"));
  EXPECT_EQ(Out(group), Tri::kYes);
  rule.egress = false;
  EXPECT_EQ(Out(group), Tri::kNo);
  rule.egress = true;
  rule.head.exists = b_.Is(b_.Unknown<bool>("var.create"));
  EXPECT_EQ(Out(group), Tri::kMaybe);
  rule.head.exists = b_.Is(b_.Bool(false));
  EXPECT_EQ(Out(group), Tri::kNo);
  rule.head.exists = {};
  rule.group = b_.Is(b_.Unknown<Ref>("var.group"));
  EXPECT_EQ(Out(group), Tri::kMaybe);
}

TEST_F(SecurityGroupTest, RulesThatMayBeMore) {
  SecurityGroup& group = b_.AddGroup({});
  group.egress = b_.Is(b_.ListOf<GroupRule>({}, b_.Hole("var.rules")));
  EXPECT_EQ(Out(group), Tri::kMaybe);
  group.egress = {};  // never lowered
  EXPECT_EQ(Out(group), Tri::kMaybe);
}

TEST_F(SecurityGroupTest, AGroupThatLeavesTheUnitIsNeverCertainlyShut) {
  const SecurityGroup& group = b_.AddGroup({});
  b_.Export(group.head.id);
  EXPECT_EQ(Out(group), Tri::kMaybe);
}

TEST_F(SecurityGroupTest, OneGroupOfSeveralIsEnough) {
  const SecurityGroup& shut = b_.AddGroup({});
  const SecurityGroup& open = b_.AddGroup({b_.Tcp("443", "443", "0.0.0.0/0")});
  const auto both = b_.ListOf<Ref>({b_.To(shut), b_.To(open)});
  EXPECT_TRUE(TaskMaySend({both, &vpc_, &subnet_}, nullptr, b_.View()).yes());
  const auto more = b_.ListOf<Ref>({b_.To(shut)}, b_.Hole("var.groups"));
  EXPECT_TRUE(TaskMaySend({more, &vpc_, &subnet_}, nullptr, b_.View()).maybe());
  const auto unknown = b_.ListOf<Ref>({b_.To(shut), b_.ToText("sg-0123")});
  EXPECT_TRUE(TaskMaySend({unknown, &vpc_, &subnet_}, nullptr, b_.View()).maybe());
}

TEST_F(SecurityGroupTest, AnEndpointAdmitsByGroupOrBlock) {
  const SecurityGroup& tasks = b_.AddGroup({});
  EXPECT_EQ(In(b_.AddGroup({}), tasks), Tri::kNo);
  EXPECT_EQ(In(b_.AddGroup({}, {b_.Tcp("443", "443", "10.0.0.0/16")}), tasks), Tri::kYes);
  EXPECT_EQ(In(b_.AddGroup({}, {b_.Tcp("443", "443", "", {b_.To(tasks)})}), tasks), Tri::kYes);
  EXPECT_EQ(In(b_.AddGroup({}, {b_.Tcp("443", "443", "10.0.9.0/24")}), tasks), Tri::kMaybe);
  EXPECT_EQ(In(b_.AddGroup({}, {b_.Tcp("80", "80", "0.0.0.0/0")}), tasks), Tri::kNo);
}

TEST_F(SecurityGroupTest, AnEndpointInTheDefaultGroup) {
  const VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages");
  const auto none = b_.Nothing<Ref>();
  EXPECT_TRUE(EndpointAdmits(endpoint, {none, &vpc_, &subnet_}, b_.View()).yes());
  const auto own = b_.ListOf<Ref>({b_.To(b_.AddGroup({}))});
  EXPECT_TRUE(EndpointAdmits(endpoint, {own, &vpc_, &subnet_}, b_.View()).maybe());
  // A task without groups is in the default group, which a rule may name by the VPC's attribute.
  const SecurityGroup& theirs =
      b_.AddGroup({}, {b_.Tcp("443", "443", "", {b_.To(vpc_, "default_security_group_id")})});
  const VpcEndpoint& other = b_.AddEndpoint(vpc_, "ssmmessages", {b_.To(theirs)});
  EXPECT_TRUE(EndpointAdmits(other, {none, &vpc_, &subnet_}, b_.View()).yes());
}

}  // namespace
}  // namespace execlint
