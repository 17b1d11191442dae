#include "lint/network/reach.h"

#include <gtest/gtest.h>

#include "tests/lint/network/builder.h"

namespace execlint {
namespace {

using Target = DefaultRoute::Target;
using testing::Builder;

class ReachTest : public ::testing::Test {
 protected:
  ReachTest() : vpc_(b_.AddVpc()), subnet_(b_.AddSubnet(vpc_)), table_(b_.AddTable(vpc_)) {}

  DefaultRoute Follow() { return DefaultRouteOf(subnet_, b_.View()); }
  std::string Why() { return Follow().what + ": " + Reason(*Follow().why.symbol); }

  Builder b_;
  Vpc& vpc_;
  Subnet& subnet_;
  RouteTable& table_;
};

TEST_F(ReachTest, FollowsTheSubnetsOwnTable) {
  b_.Associate(subnet_, table_);
  NatGateway& nat = b_.AddNat();
  b_.AddRoute(table_, b_.NatRoute(nat));
  const DefaultRoute route = Follow();
  EXPECT_EQ(route.target, Target::kNat);
  EXPECT_EQ(route.table, &table_);
  EXPECT_EQ(route.through, nat.head.address);
  EXPECT_EQ(route.main_of, nullptr);
  EXPECT_EQ(route.grounds.worst, Certainty::kCertain);
}

// Terraform takes the routes in the table for all of them.
TEST_F(ReachTest, RoutesBesideThoseInTheTableMayGo) {
  RouteTable& mixed =
      b_.AddTable(vpc_, {b_.ARoute("10.9.0.0/16", &Route::other, b_.ToText("pcx-1"))});
  b_.Associate(subnet_, mixed);
  b_.AddRoute(mixed, b_.NatRoute(b_.AddNat()));
  EXPECT_EQ(Follow().target, Target::kUnknown);
  EXPECT_NE(Why().find("stays beside what is written in it"), std::string::npos) << Why();
  mixed.head.type = "AWS::EC2::RouteTable";
  EXPECT_EQ(Follow().target, Target::kNat);
  // What is in the table itself stays.
  RouteTable& other = b_.AddTable(vpc_, {b_.NatRoute(b_.AddNat())});
  Subnet& second = b_.AddSubnet(vpc_);
  b_.Associate(second, other);
  b_.AddRoute(other, b_.ARoute("10.9.0.0/16", &Route::other, b_.ToText("pcx-1")));
  EXPECT_EQ(DefaultRouteOf(second, b_.View()).target, Target::kNat);
}

TEST_F(ReachTest, TellsGatewaysApart) {
  InternetGateway& gateway = b_.AddInternetGateway();
  NatGateway& nat = b_.AddNat();
  RouteTable& other = b_.AddTable(vpc_, {b_.InternetRoute(gateway)});
  RouteTableAssociation& association = b_.Associate(subnet_, other);
  EXPECT_EQ(Follow().target, Target::kInternetGateway);

  nat.connectivity_type = b_.IsText("private");
  RouteTable& isolated = b_.AddTable(vpc_, {b_.NatRoute(nat)});
  association.route_table = b_.Is(b_.To(isolated));
  EXPECT_EQ(Follow().target, Target::kPrivateNat);
  nat.connectivity_type = b_.IsText("${var.type}");
  EXPECT_EQ(Follow().target, Target::kUnknown);
  EXPECT_EQ(Follow().why.symbol->name, "var.type");
}

TEST_F(ReachTest, OtherTargetsAreUnknown) {
  RouteTable& through = b_.AddTable(
      vpc_,
      {b_.ARoute("0.0.0.0/0", &Route::other, b_.ToText("${aws_ec2_transit_gateway.hub.id}"))});
  b_.Associate(subnet_, through);
  EXPECT_EQ(Why(), "where the default route of `" + through.head.address +
                       "` leads: a route to `aws_ec2_transit_gateway.hub.id` is not evaluated by "
                       "execlint");
}

TEST_F(ReachTest, AGatewayKnownByItsIdIsWhatTheIdSays) {
  RouteTable& literal =
      b_.AddTable(vpc_, {b_.ARoute("0.0.0.0/0", &Route::gateway, b_.ToText("igw-0123"))});
  RouteTableAssociation& association = b_.Associate(subnet_, literal);
  EXPECT_EQ(Follow().target, Target::kInternetGateway);
  RouteTable& vpn =
      b_.AddTable(vpc_, {b_.ARoute("0.0.0.0/0", &Route::gateway, b_.ToText("vgw-0123"))});
  association.route_table = b_.Is(b_.To(vpn));
  EXPECT_EQ(Follow().target, Target::kUnknown);
}

TEST_F(ReachTest, LocalAndPrivateRoutesCarryNothing) {
  RouteTable& local =
      b_.AddTable(vpc_, {b_.ARoute("10.0.0.0/16", &Route::gateway, b_.ToText("local")),
                         b_.ARoute("192.168.0.0/16", &Route::other, b_.ToText("pcx-0123"))});
  b_.Associate(subnet_, local);
  const DefaultRoute route = Follow();
  EXPECT_EQ(route.target, Target::kNone);
  EXPECT_FALSE(route.other_route);
  // The network at the other end may have an endpoint, and a zone that names it.
  EXPECT_TRUE(route.grounds.absence_on_open);
}

TEST_F(ReachTest, ALocalRouteLeadsToNoOtherNetwork) {
  RouteTable& local =
      b_.AddTable(vpc_, {b_.ARoute("10.0.0.0/16", &Route::gateway, b_.ToText("local"))});
  b_.Associate(subnet_, local);
  EXPECT_EQ(Follow().target, Target::kNone);
  EXPECT_FALSE(Follow().grounds.absence_on_open);
}

TEST_F(ReachTest, HalvesOfTheInternetAndPrefixListsAreUnknown) {
  NatGateway& nat = b_.AddNat();
  RouteTable& halves =
      b_.AddTable(vpc_, {b_.ARoute("0.0.0.0/1", &Route::nat_gateway, b_.To(nat)),
                         b_.ARoute("128.0.0.0/1", &Route::nat_gateway, b_.To(nat))});
  RouteTableAssociation& association = b_.Associate(subnet_, halves);
  EXPECT_EQ(Why(),
            "whether `" + halves.head.address +
                "` has a default route: a route for `0.0.0.0/1` is not evaluated by execlint");

  Route listed{.place = b_.NewPlace(), .prefix_list = b_.ToText("pl-0123")};
  listed.nat_gateway = b_.To(nat);
  RouteTable& by_list = b_.AddTable(vpc_, {Fact<Route>::Known(listed, listed.place)});
  association.route_table = b_.Is(b_.To(by_list));
  EXPECT_EQ(Follow().target, Target::kUnknown);
}

TEST_F(ReachTest, ADefaultRouteForIpv6IsToldBesideTheOther) {
  Route six{.place = b_.NewPlace(), .ipv6_cidr = b_.Says("::/0")};
  six.egress_only_gateway = b_.ToText("eigw-0123");
  const auto ipv6 = Fact<Route>::Known(six, six.place);
  RouteTable& alone = b_.AddTable(vpc_, {ipv6});
  RouteTableAssociation& association = b_.Associate(subnet_, alone);
  EXPECT_EQ(Follow().target, Target::kUnknown);

  RouteTable& both = b_.AddTable(vpc_, {ipv6, b_.InternetRoute(b_.AddInternetGateway())});
  association.route_table = b_.Is(b_.To(both));
  EXPECT_EQ(Follow().target, Target::kInternetGateway);
  EXPECT_TRUE(Follow().other_route);
}

TEST_F(ReachTest, WithoutAssociationTheMainTableDecides) {
  EXPECT_EQ(Follow().target, Target::kNone);
  EXPECT_EQ(Follow().main_of, &vpc_);
  EXPECT_EQ(Follow().table, nullptr);

  // A route added to `aws_vpc.main.main_route_table_id`.
  b_.AddRoute(b_.To(vpc_, "main_route_table_id"), b_.NatRoute(b_.AddNat()));
  EXPECT_EQ(Follow().target, Target::kNat);
}

TEST_F(ReachTest, AResourceMayStandForTheMainTable) {
  RouteTable& main = b_.AddTable(vpc_, {b_.InternetRoute(b_.AddInternetGateway())});
  main.is_default = true;
  EXPECT_EQ(Follow().target, Target::kInternetGateway);
  EXPECT_EQ(Follow().table, &main);
}

TEST_F(ReachTest, AnotherTableMayBeMadeTheMainOne) {
  b_.AddRoute(table_, b_.NatRoute(b_.AddNat()));
  RouteTableAssociation& main = b_.MakeMain(vpc_, table_);
  EXPECT_EQ(Follow().target, Target::kNat);
  EXPECT_EQ(Follow().main_of, &vpc_);
  main.main_of_vpc = b_.Is(b_.Unknown<Ref>("var.vpc"));
  EXPECT_EQ(Follow().target, Target::kUnknown);
}

TEST_F(ReachTest, TheMainTableOfAVpcFromElsewhereIsUnknown) {
  subnet_.vpc = b_.Is(b_.Unknown<Ref>("var.vpc_id"));
  EXPECT_EQ(Why(), "which route table `" + subnet_.head.address +
                       "` uses: `var.vpc_id` has no value here");
  subnet_.vpc = b_.Is(b_.ToText("vpc-0123"));
  EXPECT_EQ(Follow().why.symbol->name, "vpc-0123");
  EXPECT_EQ(Follow().why.symbol->why, Why::kNotInScan);
  // Its own table says all that is asked.
  b_.Associate(subnet_, table_);
  EXPECT_EQ(Follow().target, Target::kNone);
}

TEST_F(ReachTest, AnAssociationOfSomethingUnknownMayBeOurs) {
  RouteTableAssociation& association = b_.Associate(subnet_, table_);
  association.subnet = b_.Is(b_.Unknown<Ref>("var.subnet"));
  EXPECT_EQ(Follow().target, Target::kUnknown);
  b_.Associate(subnet_, table_);
  EXPECT_EQ(Follow().target, Target::kNone);
}

TEST_F(ReachTest, ARouteThatIsCertainlyMissingIsNone) {
  b_.Associate(subnet_, table_);
  RouteEntry& entry = b_.AddRoute(table_, b_.NatRoute(b_.AddNat()));
  entry.head.exists = b_.Is(b_.Bool(false));
  EXPECT_EQ(Follow().target, Target::kNone);
  EXPECT_EQ(Follow().grounds.worst, Certainty::kCertain);
  // count = var.nat ? 1 : 0 with a default of false: somebody may turn it on.
  entry.head.exists = b_.Is(b_.Bool(false, Certainty::kDefaulted));
  EXPECT_EQ(Follow().target, Target::kNone);
  EXPECT_EQ(Follow().grounds.worst, Certainty::kDefaulted);
  entry.head.exists = b_.Is(b_.Unknown<bool>("var.nat"));
  EXPECT_EQ(Follow().target, Target::kUnknown);
}

TEST_F(ReachTest, ARouteHangsOnTheScenario) {
  b_.Associate(subnet_, table_);
  const std::uint8_t single_nat = b_.AddSwitch("var.single_nat");
  RouteEntry& entry = b_.AddRoute(table_, b_.NatRoute(b_.AddNat()));
  entry.head.exists = Builder::When(single_nat, b_.Bool(true), b_.Bool(false));
  EXPECT_EQ(Follow().target, Target::kNone);
  b_.Choose(single_nat, 1);
  EXPECT_EQ(Follow().target, Target::kNat);
}

TEST_F(ReachTest, ReadsNoSelectorOfAnotherTable) {
  b_.Associate(subnet_, table_);
  const std::uint8_t other = b_.AddSwitch("var.other");
  RouteEntry& entry = b_.AddRoute(b_.AddTable(vpc_), b_.NatRoute(b_.AddNat()));
  entry.head.exists = Builder::When(other, b_.Bool(true), b_.Bool(false));
  const Scenario scenario;
  Reads reads;
  EXPECT_EQ(DefaultRouteOf(subnet_, {b_.model(), scenario, reads}).target, Target::kNone);
  EXPECT_TRUE(reads.order().empty());
  // Nor where it hangs on one which of two others it is.
  RouteTable& third = b_.AddTable(vpc_);
  entry.route_table = Builder::When(other, b_.To(third), b_.To(b_.AddTable(vpc_)));
  b_.Associate(subnet_, third).subnet =
      Builder::When(other, b_.To(b_.AddSubnet(vpc_)), b_.To(b_.AddSubnet(vpc_)));
  EXPECT_EQ(DefaultRouteOf(subnet_, {b_.model(), scenario, reads}).target, Target::kNone);
  EXPECT_TRUE(reads.order().empty());
}

TEST_F(ReachTest, UnknownRoutesAreUnknown) {
  b_.Associate(subnet_, table_);
  table_.routes = b_.Is(b_.ListOf<Route>({}, b_.Hole("var.routes")));
  EXPECT_EQ(Why(), "whether `" + table_.head.address +
                       "` has a default route: `var.routes` has no value here");
  table_.routes = b_.Is(b_.Nothing<Route>());
  b_.AddRoute(b_.Unknown<Ref>("var.table"), b_.NatRoute(b_.AddNat()));
  EXPECT_EQ(Follow().why.symbol->name, "var.table");
}

TEST_F(ReachTest, TwoDefaultRoutesThatDisagreeAreUnknown) {
  b_.Associate(subnet_, table_);
  b_.AddRoute(table_, b_.NatRoute(b_.AddNat()));
  b_.AddRoute(table_, b_.InternetRoute(b_.AddInternetGateway()));
  EXPECT_EQ(Follow().target, Target::kUnknown);
}

TEST_F(ReachTest, AbsenceInATableThatLeavesTheUnitIsOpen) {
  b_.Associate(subnet_, table_);
  EXPECT_FALSE(Follow().grounds.absence_on_open);
  b_.Export(table_.head.id);
  EXPECT_EQ(Follow().target, Target::kNone);
  EXPECT_TRUE(Follow().grounds.absence_on_open);
  // A module that is given the id of a route table is given it for routes.
  b_.Export(table_.head.id, Escape::How::kModuleWithoutSource, "module \"nat\"");
  EXPECT_EQ(Follow().target, Target::kUnknown);
  EXPECT_EQ(Follow().why.symbol->why, Why::kModuleNotFound);
}

TEST_F(ReachTest, AnExportedSubnetMayBeGivenATableElsewhere) {
  b_.Export(subnet_.head.id);
  EXPECT_TRUE(Follow().grounds.absence_on_open);
  b_.Associate(subnet_, table_);  // there can be only one
  EXPECT_FALSE(Follow().grounds.absence_on_open);
}

TEST_F(ReachTest, CopiesInUnknownNumberBelongTogether) {
  const Symbol zones{.name = "length(data.aws_availability_zones.all.names)"};
  const Symbol more{.name = "var.more"};
  RouteTableAssociation& association = b_.Associate(subnet_, table_);
  association.head.instances = &zones;
  EXPECT_EQ(Follow().target, Target::kUnknown);
  EXPECT_EQ(Follow().why.symbol->why, Why::kUnsupported);
  subnet_.head.instances = &more;  // each is taken to have its own
  EXPECT_EQ(Follow().target, Target::kNone);
  EXPECT_EQ(Follow().grounds.worst, Certainty::kLikely);
  subnet_.head.instances = &zones;
  EXPECT_EQ(Follow().target, Target::kNone);
  EXPECT_EQ(Follow().grounds.worst, Certainty::kCertain);
  association.head.instances = nullptr;  // of one of them alone
  EXPECT_EQ(Follow().target, Target::kUnknown);
  EXPECT_EQ(Follow().why.symbol->why, Why::kNotKnown);
}

// A route that stands alone in the subnet's table, by what may be wrong with it.
TEST_F(ReachTest, WhyARouteCannotBeTold) {
  b_.Associate(subnet_, table_);
  const auto is = [&](Fact<Route> route) { table_.routes = b_.Is(b_.ListOf<Route>({route})); };
  const auto with = [&](auto&& change) {
    Route route{.place = b_.NewPlace(), .cidr = b_.Says("0.0.0.0/0")};
    change(route);
    is(Fact<Route>::Known(route, route.place));
    EXPECT_EQ(Follow().target, Target::kUnknown);
    return Why();
  };
  const std::string has = "whether `" + table_.head.address + "` has a default route: ";
  const std::string leads = "where the default route of `" + table_.head.address + "` leads: ";
  EXPECT_EQ(with([&](Route& r) { r.cidr = b_.Unknown<Text>("var.c"); }),
            has + "`var.c` has no value here");
  EXPECT_EQ(with([&](Route& r) { r.cidr = b_.Says("${var.d}"); }),
            has + "`var.d` has no value here");
  EXPECT_EQ(with([&](Route& r) { r.cidr = {}, r.prefix_list = b_.ToText("pl-1"); }),
            has + "a prefix list that is not in this code is not evaluated by execlint");
  EXPECT_EQ(with([&](Route& r) { r.cidr = {}, r.prefix_list = b_.Unknown<Ref>("var.l"); }),
            has + "`var.l` has no value here");
  EXPECT_EQ(with([&](Route& r) { r.cidr = {}, r.ipv6_cidr = b_.Says("::/0"); }),
            has + "a route for IPv6 alone is not evaluated by execlint");
  EXPECT_EQ(with([&](Route& r) { r.cidr = {}, r.ipv6_cidr = b_.Unknown<Text>("var.six"); }),
            has + "a route for IPv6 is not evaluated by execlint");
  EXPECT_NE(with([&](Route& r) { r.cidr = {}; }).find("a route without a destination"),
            std::string::npos);
  EXPECT_NE(with([](Route&) {}).find(leads), std::string::npos);
  EXPECT_NE(with([](Route&) {}).find("a route without a target"), std::string::npos);
  EXPECT_EQ(with([&](Route& r) { r.gateway = b_.ToText("vgw-1"); }),
            leads + "a route to `vgw-1` is not evaluated by execlint");
  EXPECT_EQ(with([&](Route& r) { r.other = b_.To(vpc_, "id"); }),
            leads + "a route to `" + vpc_.head.address + ".id` is not evaluated by execlint");
  EXPECT_EQ(with([&](Route& r) { r.gateway = b_.Unknown<Ref>("var.gateway"); }),
            leads + "`var.gateway` has no value here");
  with([&](Route& r) { r.nat_gateway = b_.ToText("nat-1"); });
  EXPECT_EQ(Follow().why.symbol->name, "nat-1");
  EXPECT_EQ(Follow().why.symbol->why, Why::kNotInScan);
  with([&](Route& r) { r.nat_gateway = b_.ToText("nat-${var.nat}"); });
  EXPECT_EQ(Follow().why.symbol->name, "var.nat");
  is(Fact<Route>::Unknowable(b_.Hole("var.route"), b_.NewPlace()));
  EXPECT_EQ(Why(), has + "`var.route` has no value here");
}

TEST_F(ReachTest, RoutesThatCarryNothingToTheInternet) {
  b_.Associate(subnet_, table_);
  Route six{.place = b_.NewPlace(), .ipv6_cidr = b_.Says("fd00::/8")};
  Route local{.place = b_.NewPlace(), .cidr = b_.Says("0.0.0.0/0")};
  local.gateway = b_.ToText("local");
  for (const Route& route : {six, local}) {
    table_.routes = b_.Is(b_.ListOf<Route>({Fact<Route>::Known(route, route.place)}));
    EXPECT_EQ(Follow().target, Target::kNone);
    EXPECT_FALSE(Follow().other_route);
  }
}

TEST_F(ReachTest, AsCertainAsWhatTheWayRestsOn) {
  constexpr Certainty kDefault = Certainty::kDefaulted;
  RouteTableAssociation& association = b_.Associate(subnet_, table_);
  NatGateway& nat = b_.AddNat();
  const auto by = [&](auto&& change) {
    Route route = *b_.NatRoute(nat);
    change(route);
    table_.routes = b_.Is(b_.ListOf<Route>({Fact<Route>::Known(route, route.place)}));
    EXPECT_NE(Follow().target, Target::kUnknown);
    return Follow().grounds.worst;
  };
  EXPECT_EQ(by([](Route&) {}), Certainty::kCertain);
  EXPECT_EQ(by([&](Route& r) { r.cidr = r.cidr.NoMoreCertainThan(kDefault); }), kDefault);
  EXPECT_EQ(by([&](Route& r) { r.nat_gateway = r.nat_gateway.NoMoreCertainThan(kDefault); }),
            kDefault);
  EXPECT_EQ(by([&](Route& r) {
              r.nat_gateway = {};
              r.gateway = b_.ToText("igw-1").NoMoreCertainThan(kDefault);
            }),
            kDefault);
  nat.connectivity_type = b_.Is(b_.Says("public").NoMoreCertainThan(kDefault));
  EXPECT_EQ(by([](Route&) {}), kDefault);
  nat.connectivity_type = b_.Absent<Text>();
  table_.head.exists = b_.Is(b_.Bool(true, kDefault));
  EXPECT_EQ(by([](Route&) {}), kDefault);
  table_.head.exists = {};
  association.route_table = b_.Is(b_.To(table_).NoMoreCertainThan(kDefault));
  EXPECT_EQ(by([](Route&) {}), kDefault);
  association.route_table = b_.Is(b_.To(table_));
  table_.routes = b_.Is(b_.Nothing<Route>());
  RouteEntry& entry = b_.AddRoute(table_, b_.NatRoute(nat));
  entry.head.exists = b_.Is(b_.Bool(true));
  entry.route_table = b_.Is(b_.To(table_).NoMoreCertainThan(kDefault));
  EXPECT_EQ(Follow().target, Target::kNat);
  EXPECT_EQ(Follow().grounds.worst, kDefault);
}

TEST_F(ReachTest, ThatThereIsNoRouteIsAsCertainAsThatThereAreNoOthers) {
  b_.Associate(subnet_, table_);
  RouteEntry& entry =
      b_.AddRoute(table_, b_.ARoute("10.1.0.0/16", &Route::other, b_.ToText("pcx-0123")));
  EXPECT_EQ(Follow().grounds.worst, Certainty::kCertain);
  entry.head.instances_by_default = true;
  EXPECT_EQ(Follow().target, Target::kNone);
  EXPECT_EQ(Follow().grounds.worst, Certainty::kDefaulted);
  entry.head.instances_by_default = false;
  // A route that is another table's by default.
  entry.route = b_.Is(b_.NatRoute(b_.AddNat()));
  entry.route_table = b_.Is(b_.To(b_.AddTable(vpc_)).NoMoreCertainThan(Certainty::kDefaulted));
  EXPECT_EQ(Follow().target, Target::kNone);
  EXPECT_EQ(Follow().grounds.worst, Certainty::kDefaulted);
}

TEST_F(ReachTest, PartsOfATemplateThatAreNotSeenMayAddRoutes) {
  b_.Associate(subnet_, table_);
  b_.model().opaque = {b_.NewPlace()};
  EXPECT_FALSE(Follow().grounds.absence_on_open);
  b_.model().source = Model::Source::kTemplate;
  EXPECT_TRUE(Follow().grounds.absence_on_open);
}

TEST_F(ReachTest, WhichTwoDefaultRoutesDisagree) {
  b_.Associate(subnet_, table_);
  b_.AddRoute(table_, b_.NatRoute(b_.AddNat()));
  b_.AddRoute(table_, b_.InternetRoute(b_.AddInternetGateway()));
  EXPECT_EQ(Follow().why.symbol->why, Why::kAmbiguous);
  EXPECT_EQ(Follow().why.symbol->name, "the default route of `" + table_.head.address + "`");
}

TEST_F(ReachTest, TheDoubtAboutAnAssociationIsNamed) {
  RouteTableAssociation& own = b_.Associate(subnet_, table_);
  own.subnet = b_.Is(b_.Unknown<Ref>("var.subnet"));
  EXPECT_EQ(Follow().why.symbol->name, "var.subnet");
  own.subnet = b_.Is(b_.To(subnet_));
  own.head.exists = b_.Is(b_.Unknown<bool>("var.create"));
  EXPECT_EQ(Follow().why.symbol->name, "var.create");
  own.head.exists = b_.Is(b_.Bool(false, Certainty::kDefaulted));
  EXPECT_EQ(Follow().target, Target::kNone);
  EXPECT_EQ(Follow().grounds.worst, Certainty::kDefaulted);
  own.head.exists = b_.Is(b_.Bool(false));
  RouteTableAssociation& main = b_.MakeMain(vpc_, table_);
  main.main_of_vpc = b_.Is(b_.Unknown<Ref>("var.vpc"));
  EXPECT_EQ(Follow().why.symbol->name, "var.vpc");
  main.main_of_vpc = b_.Is(b_.To(vpc_));
  main.head.exists = b_.Is(b_.Bool(false, Certainty::kDefaulted));
  EXPECT_EQ(Follow().table, nullptr);
  EXPECT_EQ(Follow().grounds.worst, Certainty::kDefaulted);
}

TEST_F(ReachTest, TablesThatAnAssociationNames) {
  RouteTableAssociation& association = b_.Associate(subnet_, table_);
  const auto named = [&](Fact<Ref> ref) {
    association.route_table = b_.Is(std::move(ref));
    return Follow();
  };
  // The main table, by an attribute of its VPC.
  const DefaultRoute main = named(b_.To(vpc_, "main_route_table_id"));
  EXPECT_EQ(main.target, Target::kNone);
  EXPECT_EQ(main.main_of, &vpc_);
  EXPECT_EQ(main.table, nullptr);
  RouteTable& standing = b_.AddTable(vpc_);
  standing.is_default = true;
  EXPECT_EQ(named(b_.To(standing)).table, &standing);
  EXPECT_EQ(named(b_.To(standing)).main_of, &vpc_);
  EXPECT_EQ(named(b_.Unknown<Ref>("var.table")).why.symbol->name, "var.table");
  EXPECT_EQ(named(b_.ToText("rtb-1")).why.symbol->name, "rtb-1");
  EXPECT_EQ(named(b_.ToText("rtb-1")).why.symbol->why, Why::kNotInScan);
  EXPECT_EQ(named(Fact<Ref>::Absent(b_.NewPlace())).why.symbol->name, "a route table");
}

TEST_F(ReachTest, AResourceStandsForTheMainTableOfItsOwnVpcAlone) {
  RouteTable& main = b_.AddTable(b_.AddVpc(), {b_.InternetRoute(b_.AddInternetGateway())});
  main.is_default = true;
  EXPECT_EQ(Follow().table, nullptr);
  b_.model().route_tables.back().vpc = b_.Is(b_.To(vpc_));
  EXPECT_EQ(Follow().table, &main);
  b_.model().route_tables.back().head.exists = b_.Is(b_.Bool(false));
  EXPECT_EQ(Follow().table, nullptr);
}

TEST_F(ReachTest, ARouteBelongsToATableInSomeScenario) {
  b_.Associate(subnet_, table_);
  const std::uint8_t ours = b_.AddSwitch("var.ours");
  RouteEntry& entry = b_.AddRoute(table_, b_.NatRoute(b_.AddNat()));
  entry.route_table = Builder::When(ours, b_.To(table_), b_.To(b_.AddTable(vpc_)));
  EXPECT_EQ(Follow().target, Target::kNone);
  b_.Choose(ours, 1);
  EXPECT_EQ(Follow().target, Target::kNat);
}

TEST_F(ReachTest, AnAssociationWithATextThatIsKnownInPart) {
  RouteTableAssociation& association = b_.Associate(subnet_, table_);
  association.subnet = b_.Is(b_.ToText("subnet-${var.s}"));
  EXPECT_EQ(Follow().target, Target::kUnknown);
  EXPECT_EQ(Follow().why.symbol->name, "var.s");
  association.subnet = b_.Is(b_.ToText("subnet-0123"));
  EXPECT_EQ(Follow().main_of, &vpc_);
}

}  // namespace
}  // namespace execlint
