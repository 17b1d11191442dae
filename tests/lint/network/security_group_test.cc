#include "lint/network/security_group.h"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>
#include <vector>

#include "lint/verdict/verdict.h"
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
  Reads reads_;
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
  b_.model().security_groups.back().vpc = b_.Is(b_.To(vpc_));
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
    rule.cidrs.items = {Fact<Text>::Known(Text{b_.Computed(vpc_, attribute)}, b_.NewPlace())};
    return Fact<GroupRule>::Known(rule, rule.place);
  };
  EXPECT_EQ(out(of_vpc("cidr_block")), Tri::kYes);
  EXPECT_EQ(out(of_vpc("ipv6_cidr_block")), Tri::kMaybe);
  EXPECT_EQ(out(of_vpc("id")), Tri::kMaybe);
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

TEST_F(SecurityGroupTest, ABlockIsComparedWithThatOfTheSubnet) {
  const SecurityGroup& tasks = b_.AddGroup({});
  const auto in = [&](std::vector<std::string_view> blocks) {
    std::vector<Fact<GroupRule>> rules;
    for (const std::string_view one : blocks) rules.push_back(b_.Tcp("443", "443", one));
    return In(b_.AddGroup({}, std::move(rules)), tasks);
  };
  subnet_.cidr = b_.IsText("10.0.1.0/24");
  EXPECT_EQ(in({"10.0.1.0/24"}), Tri::kYes);
  EXPECT_EQ(in({"10.0.0.0/20"}), Tri::kYes);
  EXPECT_EQ(in({"10.0.1.0/25", "10.0.1.128/25"}), Tri::kYes);
  EXPECT_EQ(in({"10.0.1.0/25", "10.0.1.192/26"}), Tri::kMaybe);
  EXPECT_EQ(in({"10.0.9.0/24", "10.0.2.0/24"}), Tri::kNo);
  EXPECT_EQ(in({"10.0.9.0/24", "${var.cidr}"}), Tri::kMaybe);
  EXPECT_EQ(in({"fd00::/8"}), Tri::kMaybe);
  subnet_.cidr = b_.IsText("${var.cidr}");
  EXPECT_EQ(in({"10.0.9.0/24"}), Tri::kMaybe);
}

TEST_F(SecurityGroupTest, AnEndpointHasAnAddressInEachOfItsSubnets) {
  VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages", {b_.To(b_.AddGroup({}))});
  Subnet& other = b_.AddSubnet(vpc_);
  subnet_.cidr = b_.IsText("10.0.1.0/24");
  other.cidr = b_.IsText("10.0.2.0/24");
  endpoint.subnets = b_.Is(b_.ListOf<Ref>({b_.To(subnet_), b_.To(other)}));
  const auto out = [&](std::string_view block) {
    return Out(b_.AddGroup({b_.Tcp("443", "443", block)}), &endpoint);
  };
  EXPECT_EQ(out("10.0.0.0/22"), Tri::kYes);
  EXPECT_EQ(out("10.0.2.0/24"), Tri::kMaybe);
  EXPECT_EQ(out("10.0.4.0/24"), Tri::kNo);
}

TEST_F(SecurityGroupTest, TwoHalvesAreTheInternet) {
  EXPECT_EQ(OutWith(b_.Tcp("443", "443", "0.0.0.0/1")), Tri::kMaybe);
  const auto low = b_.Tcp("443", "443", "0.0.0.0/1"), high = b_.Tcp("443", "443", "128.0.0.0/1");
  EXPECT_EQ(Out(b_.AddGroup({low, high})), Tri::kYes);
  SecurityGroup& group = b_.AddGroup({});
  b_.AddGroupRule(group, true, low);
  b_.AddGroupRule(group, true, high);
  EXPECT_EQ(Out(group), Tri::kYes);
}

// Terraform takes the rules in the group for all of them; CloudFormation adds to them.
TEST_F(SecurityGroupTest, RulesBesideThoseInTheGroupMayGo) {
  const auto some = b_.Tcp("443", "443", "10.0.0.0/8"), all = b_.Tcp("443", "443", "0.0.0.0/0");
  SecurityGroup& group = b_.AddGroup({some});
  b_.AddGroupRule(group, true, all);
  EXPECT_EQ(Out(group), Tri::kMaybe);
  group.head.type = "AWS::EC2::SecurityGroup";
  EXPECT_EQ(Out(group), Tri::kYes);
  SecurityGroup& open = b_.AddGroup({all});
  b_.AddGroupRule(open, true, some);
  EXPECT_EQ(Out(open), Tri::kYes);
  // Those for the other direction are left alone.
  SecurityGroup& in = b_.AddGroup({}, {some});
  b_.AddGroupRule(in, true, all);
  EXPECT_EQ(Out(in), Tri::kYes);
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

TEST_F(SecurityGroupTest, PortsAreNumbersThatHold443) {
  EXPECT_EQ(OutWith(b_.Tcp("444", "444", "0.0.0.0/0")), Tri::kNo);
  EXPECT_EQ(OutWith(b_.Tcp("442", "442", "0.0.0.0/0")), Tri::kNo);
  EXPECT_EQ(OutWith(b_.Tcp("443", "https", "0.0.0.0/0")), Tri::kMaybe);
  EXPECT_EQ(OutWith(b_.Tcp("443x", "443", "0.0.0.0/0")), Tri::kMaybe);
  EXPECT_EQ(OutWith(b_.Tcp("443", "${var.port}", "0.0.0.0/0")), Tri::kMaybe);
  GroupRule without{.place = b_.NewPlace(), .protocol = b_.Says("tcp")};
  without.cidrs.items = {b_.Says("0.0.0.0/0")};
  EXPECT_EQ(OutWith(Fact<GroupRule>::Known(without, without.place)), Tri::kMaybe);
}

// What keeps anybody from telling, in the words of the report.
TEST_F(SecurityGroupTest, WhyItCannotBeTold) {
  const auto why = [&](Fact<GroupRule> rule, const VpcEndpoint* endpoint = nullptr) {
    const auto groups = b_.ListOf<Ref>({b_.To(b_.AddGroup({std::move(rule)}))});
    const Answer answer = TaskMaySend({groups, &vpc_, &subnet_}, endpoint, b_.View());
    b_.model().security_groups.pop_back();
    EXPECT_TRUE(answer.maybe());
    EXPECT_EQ(answer.what, "whether the security groups of the tasks let HTTPS out");
    return answer.maybe() ? Reason(*answer.why.symbol) : "";
  };
  const auto rule = [&](auto&& change) {
    GroupRule changed = *b_.Tcp("443", "443", "0.0.0.0/0");
    change(changed);
    return Fact<GroupRule>::Known(changed, changed.place);
  };
  EXPECT_EQ(why(rule([&](GroupRule& r) { r.protocol = b_.Unknown<Text>("var.p"); })),
            "`var.p` has no value here");
  EXPECT_EQ(why(rule([&](GroupRule& r) { r.protocol = b_.Says("${var.q}"); })),
            "`var.q` has no value here");
  EXPECT_EQ(why(rule([&](GroupRule& r) { r.from_port = b_.Unknown<Text>("var.from"); })),
            "`var.from` has no value here");
  EXPECT_EQ(why(rule([&](GroupRule& r) { r.to_port = b_.Says("${var.to}"); })),
            "`var.to` has no value here");
  const std::string broken = why(rule([&](GroupRule& r) { r.from_port = {}; }));
  EXPECT_NE(broken.find("the ports of a rule"), std::string::npos) << broken;
  EXPECT_EQ(why(rule([&](GroupRule& r) { r.cidrs.items = {b_.Unknown<Text>("var.c")}; })),
            "`var.c` has no value here");
  EXPECT_EQ(why(b_.Tcp("443", "443", "52.94.0.0/16")),
            "`52.94.0.0/16` is not evaluated by execlint");
  EXPECT_EQ(why(Fact<GroupRule>::Unknowable(b_.Hole("var.rule"), b_.NewPlace())),
            "`var.rule` has no value here");
  for (const auto member : {0, 1, 2}) {  // each list may hold more than is seen
    EXPECT_EQ(why(rule([&](GroupRule& r) {
                r.cidrs.items.clear();
                (member == 0   ? r.cidrs.open_because
                 : member == 1 ? r.groups.open_because
                               : r.prefix_lists.open_because) = b_.Hole("var.open");
              })),
              "`var.open` has no value here");
  }
  const VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages", {b_.To(b_.AddGroup({}))});
  const auto alone = [&](auto&& change) {
    return rule([&](GroupRule& r) {
      r.cidrs.items.clear();
      change(r);
    });
  };
  EXPECT_EQ(
      why(alone([&](GroupRule& r) { r.groups.items = {b_.Unknown<Ref>("var.g")}; }), &endpoint),
      "`var.g` has no value here");
  EXPECT_EQ(why(alone([&](GroupRule& r) { r.prefix_lists.items = {b_.Unknown<Ref>("var.l")}; }),
                &endpoint),
            "`var.l` has no value here");
  EXPECT_EQ(
      why(alone([&](GroupRule& r) { r.prefix_lists.items = {b_.ToText("pl-1")}; }), &endpoint),
      "a prefix list is not evaluated by execlint");
}

TEST_F(SecurityGroupTest, WhatIsNotWrittenInARuleNamesNothing) {
  GroupRule rule = *b_.Tcp("443", "443", "");
  rule.cidrs.items = {Fact<Text>::Absent(b_.NewPlace())};
  rule.groups.items = {Fact<Ref>::Absent(b_.NewPlace())};
  rule.prefix_lists.items = {Fact<Ref>::Absent(b_.NewPlace())};
  EXPECT_EQ(OutWith(Fact<GroupRule>::Known(rule, rule.place)), Tri::kNo);
  EXPECT_EQ(OutWith(Fact<GroupRule>::Absent(b_.NewPlace())), Tri::kNo);
}

TEST_F(SecurityGroupTest, RulesMayNameGroupsByText) {
  const auto answer = [&](Fact<Ref> named, Fact<List<Ref>> groups) {
    GroupRule rule = *b_.Tcp("443", "443", "", {std::move(named)});
    const SecurityGroup& theirs = b_.AddGroup({}, {Fact<GroupRule>::Known(rule, rule.place)});
    const VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages", {b_.To(theirs)});
    return EndpointAdmits(endpoint, {groups, &vpc_, &subnet_}, b_.View());
  };
  const SecurityGroup& tasks = b_.AddGroup({});
  EXPECT_TRUE(answer(b_.ToText("sg-1"), b_.ListOf<Ref>({b_.ToText("sg-1")})).yes());
  EXPECT_TRUE(answer(b_.ToText("sg-1"), b_.ListOf<Ref>({b_.ToText("sg-2")})).no());
  EXPECT_TRUE(answer(b_.ToText("sg-1"), b_.ListOf<Ref>({b_.To(tasks)})).no());
  const Answer part = answer(b_.ToText("${var.mine}"), b_.ListOf<Ref>({b_.To(tasks)}));
  ASSERT_TRUE(part.maybe());
  EXPECT_EQ(part.why.symbol->name, "var.mine");
  const Answer theirs = answer(b_.To(tasks), b_.ListOf<Ref>({b_.ToText("sg-${var.task}")}));
  ASSERT_TRUE(theirs.maybe());
  EXPECT_EQ(theirs.why.symbol->name, "var.task");
  const Answer member = answer(b_.To(tasks), b_.ListOf<Ref>({b_.Unknown<Ref>("var.member")}));
  ASSERT_TRUE(member.maybe());
  EXPECT_EQ(member.why.symbol->name, "var.member");
  const Answer more = answer(b_.To(b_.AddGroup({})), b_.ListOf<Ref>({b_.To(tasks)}, b_.Hole("o")));
  ASSERT_TRUE(more.maybe());
  EXPECT_EQ(more.why.symbol->name, "o");
}

TEST_F(SecurityGroupTest, GroupsThatAreNotKnown) {
  const auto send = [&](Fact<List<Ref>> groups) {
    return TaskMaySend({groups, &vpc_, &subnet_}, nullptr, b_.View());
  };
  const Answer all = send(Fact<List<Ref>>::Unknowable(b_.Hole("var.groups"), b_.NewPlace()));
  ASSERT_TRUE(all.maybe());
  EXPECT_EQ(all.why.symbol->name, "var.groups");
  const Answer one = send(b_.ListOf<Ref>({b_.Unknown<Ref>("var.group")}));
  ASSERT_TRUE(one.maybe());
  EXPECT_EQ(one.why.symbol->name, "var.group");
  const Answer elsewhere = send(b_.ListOf<Ref>({b_.ToText("sg-0123")}));
  ASSERT_TRUE(elsewhere.maybe());
  EXPECT_EQ(elsewhere.why.symbol->name, "sg-0123");
  EXPECT_EQ(elsewhere.why.symbol->why, Why::kNotInScan);
  EXPECT_TRUE(send(b_.ListOf<Ref>({Fact<Ref>::Absent(b_.NewPlace())})).no());
  // An empty list that may hold more is not the default group.
  EXPECT_TRUE(send(b_.ListOf<Ref>({})).yes());
  EXPECT_TRUE(send(b_.ListOf<Ref>({}, b_.Hole("var.more"))).maybe());
}

TEST_F(SecurityGroupTest, TheGroupThatStandsForTheDefaultOne) {
  const auto none = b_.Nothing<Ref>();
  const TaskPeer task{none, &vpc_, &subnet_};
  SecurityGroup& standing = b_.AddGroup({b_.Tcp("443", "443", "0.0.0.0/0")});
  standing.is_default = true;
  standing.vpc = b_.Is(b_.To(vpc_));
  EXPECT_TRUE(TaskMaySend(task, nullptr, b_.View()).yes());
  standing.egress = b_.Is(b_.Nothing<GroupRule>());
  standing.ingress = b_.Is(b_.ListOf<GroupRule>({b_.Tcp("443", "443", "0.0.0.0/0")}));
  EXPECT_TRUE(TaskMaySend(task, nullptr, b_.View()).no());
  // One that is not there, or any other group of the VPC, does not.
  standing.head.exists = b_.Is(b_.Bool(false));
  EXPECT_TRUE(TaskMaySend(task, nullptr, b_.View()).yes());
  standing.head.exists = {};
  standing.is_default = false;
  EXPECT_TRUE(TaskMaySend(task, nullptr, b_.View()).yes());
  // Nobody knows the VPC.
  standing.is_default = true;
  EXPECT_TRUE(TaskMaySend({none, nullptr, &subnet_}, nullptr, b_.View()).yes());
}

TEST_F(SecurityGroupTest, ATaskWithoutGroupsIsNoMemberOfAnother) {
  const auto none = b_.Nothing<Ref>();
  const SecurityGroup& another = b_.AddGroup({});
  const SecurityGroup& theirs = b_.AddGroup({}, {b_.Tcp("443", "443", "", {b_.To(another)})});
  const VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages", {b_.To(theirs)});
  EXPECT_TRUE(EndpointAdmits(endpoint, {none, &vpc_, &subnet_}, b_.View()).no());
  SecurityGroup& standing = b_.AddGroup({});
  standing.is_default = true;
  standing.vpc = b_.Is(b_.To(vpc_));
  EXPECT_TRUE(EndpointAdmits(endpoint, {none, &vpc_, &subnet_}, b_.View()).no());
}

TEST_F(SecurityGroupTest, WhyAGroupThatLeavesTheUnitIsNotShut) {
  const SecurityGroup& group = b_.AddGroup({});
  const auto groups = b_.ListOf<Ref>({b_.To(group)});
  const auto why = [&] {
    return *TaskMaySend({groups, &vpc_, &subnet_}, nullptr, b_.View()).why.symbol;
  };
  b_.Export(group.head.id);
  EXPECT_EQ(Reason(why()), "what reads `output \"x\"` may add rules");
  b_.model().escapes.clear();
  b_.Export(group.head.id, Escape::How::kOutput, "output `GroupId`");
  EXPECT_EQ(Reason(why()), "what reads output `GroupId` may add rules");
  b_.model().escapes.clear();
  b_.Export(group.head.id, Escape::How::kScript, "null_resource.rules");
  EXPECT_EQ(Reason(why()), "`null_resource.rules` may add rules");
  b_.model().escapes.clear();
  b_.Export(group.head.id, Escape::How::kParameter, "import block");
  EXPECT_EQ(Reason(why()), "it was there before this code, perhaps with other rules");
  b_.model().escapes.clear();
  b_.Export(group.head.id, Escape::How::kModuleWithoutSource, "module \"rules\"");
  EXPECT_EQ(why().name, "module \"rules\"");
  EXPECT_EQ(why().why, Why::kModuleNotFound);
  b_.model().escapes.clear();
  b_.model().source = Model::Source::kTemplate;
  b_.model().opaque = {b_.NewPlace()};
  EXPECT_EQ(why().name, "a part of the template");
  EXPECT_EQ(why().why, Why::kUnsupported);
  // A module of Terraform's own adds nothing to what it is not given.
  b_.model().source = Model::Source::kTerraformRoot;
  EXPECT_EQ(Out(group), Tri::kNo);
}

TEST_F(SecurityGroupTest, AShutGroupIsPointedAt) {
  const SecurityGroup& group = b_.AddGroup({});
  const auto groups = b_.ListOf<Ref>({b_.To(group)});
  const Answer answer = TaskMaySend({groups, &vpc_, &subnet_}, nullptr, b_.View());
  ASSERT_TRUE(answer.no());
  ASSERT_FALSE(answer.grounds.places.empty());
  EXPECT_EQ(answer.grounds.places.back().span, group.head.span);
}

// The answer is as certain as the least certain of what it rests on.
TEST_F(SecurityGroupTest, AsCertainAsWhatItRestsOn) {
  const auto open = [&] { return *b_.Tcp("443", "443", "0.0.0.0/0"); };
  const auto worst = [&](const GroupRule& rule) {
    const SecurityGroup& group = b_.AddGroup({Fact<GroupRule>::Known(rule, rule.place)});
    const auto groups = b_.ListOf<Ref>({b_.To(group)});
    const Answer answer = TaskMaySend({groups, &vpc_, &subnet_}, nullptr, b_.View());
    b_.model().security_groups.pop_back();
    return answer.grounds.worst;
  };
  EXPECT_EQ(worst(open()), Certainty::kCertain);
  GroupRule rule = open();
  rule.protocol = rule.protocol.NoMoreCertainThan(Certainty::kDefaulted);
  EXPECT_EQ(worst(rule), Certainty::kDefaulted);
  rule = open();
  rule.from_port = rule.from_port.NoMoreCertainThan(Certainty::kDefaulted);
  EXPECT_EQ(worst(rule), Certainty::kDefaulted);
  rule = open();
  rule.cidrs.items[0] = rule.cidrs.items[0].NoMoreCertainThan(Certainty::kDefaulted);
  EXPECT_EQ(worst(rule), Certainty::kDefaulted);
  rule = open();
  rule.cidrs.items.clear();
  for (const auto member : {0, 1, 2}) {  // that a list holds no more
    GroupRule shut = rule;
    (member == 0   ? shut.cidrs.completeness
     : member == 1 ? shut.groups.completeness
                   : shut.prefix_lists.completeness) = Certainty::kDefaulted;
    EXPECT_EQ(worst(shut), Certainty::kDefaulted);
  }
  // That there are no other rules, groups, or rules of their own.
  SecurityGroup& group = b_.AddGroup({});
  auto groups = b_.ListOf<Ref>({b_.To(group)});
  const auto of_group = [&] {
    return TaskMaySend({groups, &vpc_, &subnet_}, nullptr, b_.View()).grounds.worst;
  };
  EXPECT_EQ(of_group(), Certainty::kCertain);
  group.egress = b_.Is(b_.ListOf<GroupRule>({}).NoMoreCertainThan(Certainty::kDefaulted));
  EXPECT_EQ(of_group(), Certainty::kDefaulted);
  group.egress = b_.Is(b_.Nothing<GroupRule>());
  SecurityGroupRule& beside = b_.AddGroupRule(group, true, b_.Tcp("80", "80", "0.0.0.0/0"));
  beside.head.instances_by_default = true;
  EXPECT_EQ(of_group(), Certainty::kDefaulted);
  beside.head.instances_by_default = false;
  beside.head.exists = b_.Is(b_.Bool(false, Certainty::kDefaulted));
  EXPECT_EQ(of_group(), Certainty::kDefaulted);
  beside.head.exists = {};
  EXPECT_EQ(of_group(), Certainty::kCertain);
  groups = groups.NoMoreCertainThan(Certainty::kDefaulted);
  EXPECT_EQ(of_group(), Certainty::kDefaulted);
}

TEST_F(SecurityGroupTest, AMemberIsAsCertainAsBothItsLists) {
  const SecurityGroup& tasks = b_.AddGroup({});
  const auto admits = [&](Fact<Ref> named, Certainty groups_are, Certainty own) {
    const SecurityGroup& theirs = b_.AddGroup({}, {b_.Tcp("443", "443", "", {std::move(named)})});
    VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages", {b_.To(theirs)});
    endpoint.security_groups =
        b_.Is(endpoint.security_groups.At({}, reads_).NoMoreCertainThan(own));
    const auto groups = b_.ListOf<Ref>({b_.To(tasks)}).NoMoreCertainThan(groups_are);
    const Answer answer = EndpointAdmits(endpoint, {groups, &vpc_, &subnet_}, b_.View());
    EXPECT_EQ(answer.what, "whether `" + endpoint.head.address + "` lets the tasks in");
    return answer;
  };
  constexpr Certainty kSure = Certainty::kCertain, kDefault = Certainty::kDefaulted;
  EXPECT_EQ(admits(b_.To(tasks), kSure, kSure).grounds.worst, kSure);
  EXPECT_EQ(admits(b_.To(tasks), kSure, kDefault).grounds.worst, kDefault);
  const Fact<Ref> another = b_.To(b_.AddGroup({}));
  const Answer no = admits(another, kDefault, kSure);
  EXPECT_TRUE(no.no());
  EXPECT_EQ(no.grounds.worst, kDefault);
  EXPECT_EQ(admits(another.NoMoreCertainThan(kDefault), kSure, kSure).grounds.worst, kDefault);
}

TEST_F(SecurityGroupTest, AnAddressOfTheVpcWhoseBlockIsNotKnown) {
  vpc_.cidr = b_.Absent<Text>();
  const VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages", {b_.To(b_.AddGroup({}))});
  const auto answer = [&](const Vpc* vpc) {
    const SecurityGroup& group = b_.AddGroup({b_.Tcp("443", "443", "10.0.0.0/8")});
    const auto groups = b_.ListOf<Ref>({b_.To(group)});
    return TaskMaySend({groups, vpc, &subnet_}, &endpoint, b_.View());
  };
  EXPECT_TRUE(answer(&vpc_).maybe());
  EXPECT_TRUE(answer(nullptr).maybe());
  EXPECT_EQ(answer(nullptr).why.symbol->why, Why::kUnsupported);
  vpc_.cidr = b_.IsText("not a block");
  EXPECT_TRUE(answer(&vpc_).maybe());
}

TEST_F(SecurityGroupTest, ARuleOfItsOwnThatDoesNotAllowIsNoMatterWhose) {
  const SecurityGroup& group = b_.AddGroup({});
  SecurityGroupRule& rule = b_.AddGroupRule(group, true, b_.Tcp("80", "80", "0.0.0.0/0"));
  rule.group = b_.Is(b_.Unknown<Ref>("var.group"));
  EXPECT_EQ(Out(group), Tri::kNo);
  rule.group = b_.Is(b_.To(group));
  rule.head.exists = b_.Is(b_.Unknown<bool>("var.create"));
  EXPECT_EQ(Out(group), Tri::kNo);
  rule.rule = b_.Is(b_.Tcp("443", "443", "0.0.0.0/0"));
  rule.head.exists = {};
  rule.group = b_.Is(b_.To(b_.AddGroup({})));
  EXPECT_EQ(Out(group), Tri::kNo);
}

// A port that is not known matters only where the rule reaches.
TEST_F(SecurityGroupTest, ARuleForElsewhereIsNoneWhateverItsPorts) {
  EXPECT_EQ(OutWith(b_.Tcp("${var.port}", "443", "10.0.0.0/8")), Tri::kNo);
  const SecurityGroup& group = b_.AddGroup({b_.Tcp("443", "443", "0.0.0.0/0")});
  const auto groups = b_.ListOf<Ref>({b_.To(group)}).NoMoreCertainThan(Certainty::kDefaulted);
  const Answer answer = TaskMaySend({groups, &vpc_, &subnet_}, nullptr, b_.View());
  EXPECT_TRUE(answer.yes());
  EXPECT_EQ(answer.grounds.worst, Certainty::kDefaulted);
}

TEST_F(SecurityGroupTest, ReadsNoSelectorOfAnotherGroupsRules) {
  const SecurityGroup& group = b_.AddGroup({});
  const std::uint8_t other = b_.AddSwitch("var.other");
  SecurityGroupRule& rule = b_.AddGroupRule(group, true, b_.Tcp("443", "443", "0.0.0.0/0"));
  rule.group = Builder::When(other, b_.To(b_.AddGroup({})), b_.To(b_.AddGroup({})));
  const auto groups = b_.ListOf<Ref>({b_.To(group)});
  const Scenario scenario;
  EXPECT_TRUE(TaskMaySend({groups, &vpc_, &subnet_}, nullptr, {b_.model(), scenario, reads_}).no());
  EXPECT_TRUE(reads_.order().empty());
}

TEST_F(SecurityGroupTest, WhatIsNotInTheScanIsSaidToBeThat) {
  SecurityGroup& group = b_.AddGroup({});
  group.egress = {};  // never lowered
  const auto groups = b_.ListOf<Ref>({b_.To(group)});
  const Answer rules = TaskMaySend({groups, &vpc_, &subnet_}, nullptr, b_.View());
  EXPECT_EQ(rules.why.symbol->why, Why::kNotInScan);
  EXPECT_EQ(rules.why.symbol->name, "the rules of `" + group.head.address + "`");
  const VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages");
  const Answer standing = EndpointAdmits(endpoint, {groups, &vpc_, &subnet_}, b_.View());
  EXPECT_EQ(standing.why.symbol->why, Why::kNotInScan);
  EXPECT_EQ(standing.why.symbol->name, "the default security group of the VPC");
}

}  // namespace
}  // namespace execlint
