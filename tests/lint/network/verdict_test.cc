// The network verdict of a service, on models by hand.
#include <gtest/gtest.h>

#include "lint/verdict/network.h"
#include "tests/lint/network/builder.h"

namespace execlint {
namespace {

using Cause = NetworkVerdict::Cause;
using State = Verdict::State;
using Stranded = NetworkVerdict::Stranded;
using testing::Builder;

class NetworkVerdictTest : public ::testing::Test {
 protected:
  NetworkVerdictTest()
      : vpc_(b_.AddVpc()),
        subnet_(b_.AddSubnet(vpc_)),
        table_(b_.AddTable(vpc_)),
        service_(b_.AddService({b_.To(subnet_)})) {
    b_.Associate(subnet_, table_);
  }

  // A second subnet of the service, with a NAT gateway.
  Subnet& AddGoodSubnet() {
    Subnet& good = b_.AddSubnet(vpc_);
    b_.Associate(good, b_.AddTable(vpc_, {b_.NatRoute(b_.AddNat())}));
    service_.subnets = b_.Is(b_.ListOf<Ref>({b_.To(subnet_), b_.To(good)}));
    return good;
  }
  void ThroughInternetGateway() {
    table_.routes = b_.Is(b_.ListOf<Route>({b_.InternetRoute(b_.AddInternetGateway())}));
  }
  void ThroughNat() { b_.AddRoute(table_, b_.NatRoute(b_.AddNat())); }

  Builder b_;
  Vpc& vpc_;
  Subnet& subnet_;
  RouteTable& table_;
  Service& service_;
};

TEST_F(NetworkVerdictTest, NoDefaultRouteIsNoWay) {
  const NetworkVerdict verdict = b_.Judge();
  EXPECT_EQ(verdict.state, State::kBlocked);
  EXPECT_EQ(verdict.cause, Cause::kNoRoute);
  ASSERT_EQ(verdict.stranded.size(), 1u);
  EXPECT_EQ(verdict.stranded[0].because(), "`" + table_.head.address + "` has no default route");
  EXPECT_EQ(verdict.stranded[0].table, &table_);
  EXPECT_EQ(verdict.grounds.worst, Certainty::kCertain);
  EXPECT_FALSE(verdict.grounds.absence_on_open);
  EXPECT_EQ(verdict.summary, "no path to Session Manager from `" + subnet_.head.address + "`: `" +
                                 table_.head.address + "` has no default route");
}

TEST_F(NetworkVerdictTest, ANatGatewayIsAWay) {
  ThroughNat();
  const NetworkVerdict verdict = b_.Judge();
  EXPECT_EQ(verdict.state, State::kOpen);
  EXPECT_EQ(verdict.summary, "Session Manager is reached through a NAT gateway");
}

TEST_F(NetworkVerdictTest, APrivateNatGatewayIsNone) {
  NatGateway& nat = b_.AddNat();
  nat.connectivity_type = b_.IsText("private");
  b_.AddRoute(table_, b_.NatRoute(nat));
  EXPECT_EQ(b_.Judge().cause, Cause::kNoRoute);
  EXPECT_EQ(b_.Judge().stranded[0].why, Stranded::Why::kPrivateNat);
}

TEST_F(NetworkVerdictTest, AnInternetGatewayNeedsAPublicIp) {
  ThroughInternetGateway();
  EXPECT_EQ(b_.Judge().cause, Cause::kNoRoute);
  EXPECT_EQ(b_.Judge().stranded[0].why, Stranded::Why::kNoPublicIp);
  EXPECT_TRUE(b_.Judge().public_ip_possible);

  service_.assign_public_ip = b_.Is(b_.Bool(true));
  EXPECT_EQ(b_.Judge().state, State::kOpen);
  service_.assign_public_ip = b_.Is(b_.Unknown<bool>("var.public"));
  EXPECT_EQ(Builder::WhyOf(b_.Judge()),
            "whether the tasks get a public IP address: `var.public` has no value here");
  service_.assign_public_ip = b_.Is(b_.Bool(false, Certainty::kDefaulted));
  EXPECT_EQ(b_.Judge().grounds.worst, Certainty::kDefaulted);
}

TEST_F(NetworkVerdictTest, TasksOnEc2NeverHaveOne) {
  ThroughInternetGateway();
  service_.launch_type = b_.IsText("EC2");
  service_.assign_public_ip = b_.Is(b_.Bool(true));
  EXPECT_EQ(b_.Judge().state, State::kBlocked);
  EXPECT_FALSE(b_.Judge().public_ip_possible);
}

TEST_F(NetworkVerdictTest, OtherPlatformsMayHaveOne) {
  ThroughInternetGateway();
  service_.launch_type = b_.IsText("EXTERNAL");
  EXPECT_EQ(b_.Judge().state, State::kUnknown);
}

TEST_F(NetworkVerdictTest, SubnetsByDefaultAreDefaulted) {
  const Fact<Ref> subnet = b_.To(subnet_);
  const auto by_default = Fact<Ref>::Known(*subnet, subnet.place(), Certainty::kDefaulted);
  service_.subnets = b_.Is(b_.ListOf<Ref>({by_default}));
  EXPECT_EQ(b_.Judge().state, State::kBlocked);
  EXPECT_EQ(b_.Judge().grounds.worst, Certainty::kDefaulted);
}

TEST_F(NetworkVerdictTest, WhatIsCertainlyShutOutweighsWhatIsUnknown) {
  // In the first subnet's VPC the endpoint's groups are unknown, in the second's they are shut.
  ThroughNat();
  Subnet& good = AddGoodSubnet();
  Vpc& other = b_.AddVpc();
  good.vpc = b_.Is(b_.To(other));
  service_.security_groups =
      b_.Is(b_.ListOf<Ref>({b_.To(b_.AddGroup({b_.Tcp("443", "443", "0.0.0.0/0")}))}));
  b_.AddEndpoint(vpc_, "ssmmessages", {b_.ToText("sg-0123")});
  EXPECT_EQ(b_.Judge().state, State::kUnknown);
  b_.AddEndpoint(other, "ssmmessages", {b_.To(b_.AddGroup({}))});
  EXPECT_EQ(b_.Judge().cause, Cause::kEndpointRefuses);
}

TEST_F(NetworkVerdictTest, ARouteForIpv6BesideItIsUnknown) {
  Route six{.place = b_.NewPlace(), .ipv6_cidr = b_.Says("::/0")};
  six.egress_only_gateway = b_.ToText("eigw-0123");
  table_.routes = b_.Is(b_.ListOf<Route>(
      {b_.InternetRoute(b_.AddInternetGateway()), Fact<Route>::Known(six, six.place)}));
  EXPECT_EQ(b_.Judge().state, State::kUnknown);
}

TEST_F(NetworkVerdictTest, SubnetsForIpv6AloneAreUnknown) {
  ThroughNat();
  subnet_.ipv6_native = b_.Is(b_.Bool(true));
  EXPECT_EQ(b_.Judge().state, State::kUnknown);
}

TEST_F(NetworkVerdictTest, SomeSubnetsOnly) {
  Subnet& good = AddGoodSubnet();
  const NetworkVerdict verdict = b_.Judge();
  EXPECT_EQ(verdict.state, State::kBlocked);
  EXPECT_TRUE(verdict.some_subnets_work());
  EXPECT_EQ(InWords(verdict.reached), "`" + good.head.address + "`");
  EXPECT_EQ(InWords(verdict.stranded), "`" + subnet_.head.address + "`");
}

TEST_F(NetworkVerdictTest, OneUnknownSubnetMakesAllUnknown) {
  service_.subnets = b_.Is(b_.ListOf<Ref>({b_.To(subnet_), b_.ToText("subnet-0123")}));
  EXPECT_EQ(b_.Judge().state, State::kUnknown);
  EXPECT_EQ(b_.Judge().cause, Cause::kNone);
  service_.subnets = b_.Is(b_.ListOf<Ref>({b_.To(subnet_)}, b_.Hole("var.more")));
  EXPECT_EQ(Builder::WhyOf(b_.Judge()),
            "which subnets the tasks run in: `var.more` has no value here");
  service_.subnets = b_.Is(b_.Unknown<List<Ref>>("var.subnets"));
  EXPECT_EQ(Builder::WhyOf(b_.Judge()),
            "which subnets the tasks run in: `var.subnets` has no value here");
  service_.subnets = b_.Is(b_.ListOf<Ref>({}));
  EXPECT_EQ(b_.Judge().state, State::kUnknown);
}

TEST_F(NetworkVerdictTest, TheSameSubnetTwiceIsOne) {
  service_.subnets = b_.Is(b_.ListOf<Ref>({b_.To(subnet_), b_.To(subnet_)}));
  EXPECT_EQ(b_.Judge().stranded.size(), 1u);
}

TEST_F(NetworkVerdictTest, AnEndpointIsAWay) {
  b_.AddEndpoint(vpc_, "ssmmessages");
  const NetworkVerdict verdict = b_.Judge();
  EXPECT_EQ(verdict.state, State::kOpen);
  EXPECT_EQ(verdict.summary, "Session Manager is reached through the VPC's ssmmessages endpoint");
}

TEST_F(NetworkVerdictTest, OtherEndpointsNameTheCause) {
  VpcEndpoint& ssm = b_.AddEndpoint(vpc_, "ssm");
  const NetworkVerdict verdict = b_.Judge();
  EXPECT_EQ(verdict.cause, Cause::kEndpointMissing);
  EXPECT_EQ(verdict.other_endpoints, std::vector<const VpcEndpoint*>{&ssm});
  // Another way leaves nothing to say.
  ThroughNat();
  EXPECT_EQ(b_.Judge().state, State::kOpen);
}

TEST_F(NetworkVerdictTest, AnEndpointOfNoUseIsNotMissing) {
  b_.AddEndpoint(vpc_, "ssm");
  b_.AddEndpoint(vpc_, "ssmmessages").private_dns = b_.Absent<bool>();
  const NetworkVerdict verdict = b_.Judge();
  EXPECT_EQ(verdict.cause, Cause::kNoRoute);
  ASSERT_EQ(verdict.useless_endpoints.size(), 1u);
}

TEST_F(NetworkVerdictTest, AVpcFromElsewhereMayHaveAnEndpoint) {
  subnet_.vpc = b_.Is(b_.Unknown<Ref>("var.vpc_id"));
  EXPECT_EQ(Builder::WhyOf(b_.Judge()),
            "whether the VPC has an endpoint for Session Manager: `var.vpc_id` has no value here");
  ThroughNat();
  EXPECT_EQ(b_.Judge().state, State::kOpen);
}

TEST_F(NetworkVerdictTest, AnExportedVpcIsOpen) {
  b_.Export(vpc_.head.id);
  EXPECT_EQ(b_.Judge().state, State::kBlocked);
  EXPECT_TRUE(b_.Judge().grounds.absence_on_open);
}

TEST_F(NetworkVerdictTest, AnEndpointThatRefusesBlocksBesideANat) {
  const SecurityGroup& tasks = b_.AddGroup({b_.Tcp("443", "443", "0.0.0.0/0")});
  SecurityGroup& theirs = b_.AddGroup({});
  service_.security_groups = b_.Is(b_.ListOf<Ref>({b_.To(tasks)}));
  VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages", {b_.To(theirs)});
  ThroughNat();
  EXPECT_EQ(b_.Judge().cause, Cause::kEndpointRefuses);

  theirs.ingress = b_.Is(b_.ListOf<GroupRule>({b_.Tcp("443", "443", "", {b_.To(tasks)})}));
  EXPECT_EQ(b_.Judge().state, State::kOpen);
  theirs.ingress = b_.Is(b_.Unknown<List<GroupRule>>("var.rules"));
  EXPECT_EQ(b_.Judge().state, State::kUnknown);
  // One that may not be there is no certain block, and no certain way around it either.
  theirs.ingress = b_.Is(b_.Nothing<GroupRule>());
  endpoint.head.exists = b_.Is(b_.Unknown<bool>("var.create"));
  EXPECT_EQ(b_.Judge().state, State::kUnknown);
}

TEST_F(NetworkVerdictTest, EgressThatIsShutIsNeverOpen) {
  ThroughNat();
  SecurityGroup& tasks = b_.AddGroup({});
  service_.security_groups = b_.Is(b_.ListOf<Ref>({b_.To(tasks)}));
  EXPECT_EQ(b_.Judge().state, State::kBlocked);
  EXPECT_EQ(b_.Judge().cause, Cause::kEgressBlocked);
  b_.Export(tasks.head.id);
  EXPECT_EQ(b_.Judge().state, State::kUnknown);
  tasks.egress = b_.Is(b_.ListOf<GroupRule>({b_.Tcp("443", "443", "0.0.0.0/0")}));
  EXPECT_EQ(b_.Judge().state, State::kOpen);
}

TEST_F(NetworkVerdictTest, NetworkModes) {
  TaskDefinition& task = b_.model().task_definitions.front();
  task.network_mode = b_.IsText("none");
  EXPECT_EQ(b_.Judge().cause, Cause::kNoNetwork);

  service_.subnets = b_.Is(b_.Nothing<Ref>());
  service_.launch_type = b_.IsText("EC2");
  for (const char* mode : {"bridge", "host", "awsvpc", "${var.mode}"}) {
    task.network_mode = b_.IsText(mode);
    EXPECT_EQ(b_.Judge().state, State::kUnknown) << mode;
  }
  task.network_mode = b_.Absent<Text>();
  EXPECT_EQ(Builder::WhyOf(b_.Judge()),
            "which instances the cluster has: the cluster `default` is not in this "
            "code");
  service_.launch_type = b_.IsText("FARGATE");
  EXPECT_EQ(Builder::WhyOf(b_.Judge()),
            "which subnets the tasks run in: execlint does not know the service's network "
            "configuration");
}

TEST_F(NetworkVerdictTest, AProxyIsUnknown) {
  Container container{.name = b_.Says("app")};
  container.environment.items = {b_.Says("PORT")};
  TaskDefinition& task = b_.model().task_definitions.front();
  const auto with = [&](const Container& one) {
    task.containers = b_.Is(b_.ListOf<Container>({Fact<Container>::Known(one, b_.NewPlace())}));
  };
  with(container);
  EXPECT_EQ(b_.Judge().state, State::kBlocked);
  container.environment.items.push_back(b_.Says("HTTPS_PROXY"));
  with(container);
  EXPECT_EQ(b_.Judge().state, State::kUnknown);
}

TEST_F(NetworkVerdictTest, ANatThatHangsOnASwitch) {
  const std::uint8_t nat = b_.AddSwitch("var.single_nat");
  RouteEntry& entry = b_.AddRoute(table_, b_.NatRoute(b_.AddNat()));
  entry.head.exists = Builder::When(nat, b_.Bool(true), b_.Bool(false));
  EXPECT_EQ(b_.Judge().state, State::kBlocked);
  b_.Choose(nat, 1);
  EXPECT_EQ(b_.Judge().state, State::kOpen);
}

TEST_F(NetworkVerdictTest, AnUnknownCountOfNatGatewaysIsUnknown) {
  RouteEntry& entry = b_.AddRoute(table_, b_.NatRoute(b_.AddNat()));
  entry.head.exists = b_.Is(b_.Unknown<bool>("var.nat_count"));
  EXPECT_EQ(Builder::WhyOf(b_.Judge()), "whether `" + table_.head.address +
                                            "` has a default route: `var.nat_count` has no value "
                                            "here");
}

TEST(NetworkWordsTest, ListsAreShort) {
  Builder b;
  const Vpc& vpc = b.AddVpc();
  std::vector<const Subnet*> subnets;
  for (int i = 0; i < 5; ++i) subnets.push_back(&b.AddSubnet(vpc));
  EXPECT_EQ(InWords(subnets), "`aws_subnet.r2`, `aws_subnet.r3`, `aws_subnet.r4` and 2 more");
  subnets.resize(3);
  EXPECT_EQ(InWords(subnets), "`aws_subnet.r2`, `aws_subnet.r3` and `aws_subnet.r4`");
}

TEST(NetworkWordsTest, OneReasonIsToldOnce) {
  const auto with = [](std::string holder, std::string meets) {
    Stranded one;
    one.holder = std::move(holder);
    one.meets = std::move(meets);
    return one;
  };
  EXPECT_EQ(ReasonsOf({with("`a`", "has no default route")}), "`a` has no default route");
  EXPECT_EQ(ReasonsOf({with("`a`", "has no default route"), with("`b`", "leads to `x`"),
                       with("`c`", "has no default route"), with("`a`", "has no default route"),
                       with("`d`", "leads to `x`")}),
            "`a` and `c` have no default route; `b` and `d` lead to `x`");
}

}  // namespace
}  // namespace execlint
