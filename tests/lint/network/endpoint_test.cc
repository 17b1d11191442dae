#include "lint/network/endpoint.h"

#include <gtest/gtest.h>

#include "tests/lint/network/builder.h"

namespace execlint {
namespace {

using testing::Builder;
using Flaw = UselessEndpoint::Flaw;

class EndpointTest : public ::testing::Test {
 protected:
  EndpointTest() : vpc_(b_.AddVpc()), subnet_(b_.AddSubnet(vpc_)) {}

  SessionEndpoint Find() { return SessionEndpointOf(subnet_, b_.View()); }
  Tri Service(std::string_view name) { return IsSessionService(b_.TextOf(name)); }

  Attr<List<Ref>> VpcsOf(const Vpc& vpc) { return b_.Is(b_.ListOf<Ref>({b_.To(vpc)})); }
  Tri Covers(std::string_view domain, std::string_view region = "") {
    return CoversSessionManager(b_.TextOf(domain), region);
  }
  NameAssociation& Associate(NameAssociation::Kind kind, const Vpc& vpc) {
    return b_.model().name_associations.emplace_back(
        NameAssociation{.head = b_.NewHead("association"), .kind = kind, .vpc = b_.Is(b_.To(vpc))});
  }
  NameSource::Kind Names() { return Find().names.kind; }

  Builder b_;
  Vpc& vpc_;
  Subnet& subnet_;
};

TEST_F(EndpointTest, KnowsTheServiceByItsLastLabel) {
  EXPECT_EQ(Service("com.amazonaws.eu-west-1.ssmmessages"), Tri::kYes);
  EXPECT_EQ(Service("com.amazonaws.${var.region}.ssmmessages"), Tri::kYes);
  EXPECT_EQ(Service("com.amazonaws.eu-west-1.ssm"), Tri::kNo);
  EXPECT_EQ(Service("com.amazonaws.${var.region}.ec2messages"), Tri::kNo);
  EXPECT_EQ(Service("com.amazonaws.us-east-1.ssmmessages-fips"), Tri::kNo);
  EXPECT_EQ(Service("com.amazonaws.eu-west-1.${each.key}"), Tri::kMaybe);
  EXPECT_EQ(Service("com.amazonaws.eu-west-1.${each.key}messages"), Tri::kMaybe);
  EXPECT_EQ(Service("com.amazonaws.eu-west-1.ecr.${each.key}"), Tri::kMaybe);
  EXPECT_EQ(Service("com.amazonaws.eu-west-1.x${each.key}"), Tri::kNo);
  EXPECT_EQ(Service("${data.service.name}"), Tri::kMaybe);
  EXPECT_EQ(Service("ssmmessages"), Tri::kNo);
}

TEST_F(EndpointTest, FindsTheEndpointOfTheVpc) {
  EXPECT_TRUE(Find().usable.no());
  b_.AddEndpoint(b_.AddVpc(), "ssmmessages");
  EXPECT_TRUE(Find().usable.no());
  VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages");
  EXPECT_TRUE(Find().usable.yes());
  EXPECT_EQ(Find().endpoint, &endpoint);
}

TEST_F(EndpointTest, TellsOtherInterfaceEndpoints) {
  VpcEndpoint& ssm = b_.AddEndpoint(vpc_, "ssm");
  b_.AddEndpoint(vpc_, "s3").type = b_.Absent<Text>();  // a gateway endpoint
  EXPECT_TRUE(Find().usable.no());
  EXPECT_EQ(Find().others, std::vector<const VpcEndpoint*>{&ssm});
}

TEST_F(EndpointTest, DefaultsBite) {
  VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages");
  endpoint.type = b_.Absent<Text>();
  EXPECT_TRUE(Find().usable.no());
  ASSERT_EQ(Find().useless.size(), 1u);
  EXPECT_EQ(Find().useless[0].flaw, Flaw::kType);

  endpoint.type = b_.IsText("Interface");
  endpoint.private_dns = b_.Absent<bool>();
  ASSERT_EQ(Find().useless.size(), 1u);
  EXPECT_EQ(Find().useless[0].flaw, Flaw::kPrivateDns);
  EXPECT_TRUE(Find().usable.no());

  endpoint.private_dns = b_.Is(b_.Bool(true));
  vpc_.dns_hostnames = b_.Absent<bool>();
  ASSERT_EQ(Find().useless.size(), 1u);
  EXPECT_EQ(Find().useless[0].flaw, Flaw::kDnsHostnames);

  vpc_.dns_hostnames = b_.Is(b_.Bool(true));
  EXPECT_TRUE(Find().useless.empty());
  EXPECT_TRUE(Find().usable.yes());

  vpc_.dns_support = b_.Is(b_.Bool(false));
  EXPECT_TRUE(Find().usable.no());
  EXPECT_EQ(Find().useless[0].flaw, Flaw::kDnsSupport);
}

TEST_F(EndpointTest, WhatWasNeverLoweredIsUnknown) {
  b_.AddEndpoint(vpc_, "ssmmessages").private_dns = {};
  EXPECT_TRUE(Find().usable.maybe());
}

TEST_F(EndpointTest, APrivateZoneMayAnswerInstead) {
  b_.AddEndpoint(vpc_, "ssmmessages").private_dns = b_.Absent<bool>();
  PrivateZone& zone = b_.model().private_zones.emplace_back(
      PrivateZone{b_.NewHead("aws_route53_zone"), b_.IsText("corp.example"), VpcsOf(vpc_)});
  EXPECT_TRUE(Find().usable.no());
  zone.name = b_.IsText("ssmmessages.eu-west-1.amazonaws.com");
  EXPECT_TRUE(Find().usable.maybe());
  EXPECT_TRUE(Find().useless.empty());
  zone.name = b_.IsText("ssmmessages.${var.region}.amazonaws.com");
  EXPECT_TRUE(Find().usable.maybe());
}

TEST_F(EndpointTest, AZoneMayLeadToAnEndpointOfAnotherVpc) {
  PrivateZone& zone = b_.model().private_zones.emplace_back(
      PrivateZone{b_.NewHead("aws_route53_zone"), b_.IsText("corp.example"), VpcsOf(vpc_)});
  EXPECT_TRUE(Find().usable.no());
  EXPECT_FALSE(Find().usable.grounds.absence_on_open);
  zone.name = b_.IsText("ssmmessages.eu-west-1.amazonaws.com");
  EXPECT_TRUE(Find().usable.maybe());
  zone.name = b_.IsText("${var.domain}");
  EXPECT_TRUE(Find().usable.no());
  EXPECT_TRUE(Find().usable.grounds.absence_on_open);
}

TEST_F(EndpointTest, DomainsThatCoverTheNameOfSessionManager) {
  for (const char* domain : {".", "com", "COM.", "amazonaws.com", "amazonaws.com.",
                             "us-east-1.amazonaws.com", "us-gov-west-1.amazonaws.com",
                             "ssmmessages.us-east-1.amazonaws.com", "cn", "amazonaws.com.cn"}) {
    EXPECT_EQ(Covers(domain), Tri::kYes) << domain;
  }
  for (const char* domain :
       {"corp.example", "example.com", "s3.amazonaws.com", "ecr.us-east-1.amazonaws.com",
        "ssmmessages.corp.example", "${var.env}.internal", "api.ecr.${var.region}.amazonaws.com",
        "x.ssmmessages.us-east-1.amazonaws.com"}) {
    EXPECT_EQ(Covers(domain), Tri::kNo) << domain;
  }
  EXPECT_EQ(Covers("ssmmessages.${var.region}.amazonaws.com"), Tri::kYes);
  EXPECT_EQ(Covers("${var.region}.amazonaws.com"), Tri::kMaybe);
  EXPECT_EQ(Covers("${var.domain}"), Tri::kMaybe);
  // Where the region is known, the other regions are other names.
  EXPECT_EQ(Covers("us-east-1.amazonaws.com", "eu-west-1"), Tri::kNo);
  EXPECT_EQ(Covers("eu-west-1.amazonaws.com", "eu-west-1"), Tri::kYes);
  EXPECT_EQ(Covers("cn", "eu-west-1"), Tri::kNo);
  EXPECT_EQ(Covers("amazonaws.com", "cn-north-1"), Tri::kNo);
}

TEST_F(EndpointTest, AProfileAnswersForItsOwnVpc) {
  NameAssociation& profile = Associate(NameAssociation::Kind::kProfile, b_.AddVpc());
  EXPECT_EQ(Names(), NameSource::Kind::kNone);
  EXPECT_TRUE(Find().usable.no());
  profile.vpc = b_.Is(b_.To(vpc_));
  EXPECT_EQ(Names(), NameSource::Kind::kForwarded);
  EXPECT_TRUE(Find().usable.maybe());
  EXPECT_EQ(Find().names.why.symbol->name,
            "the Route 53 profile of `" + profile.head.address + "`");
  profile.head.exists = b_.Is(b_.Bool(false));
  EXPECT_EQ(Names(), NameSource::Kind::kNone);
}

TEST_F(EndpointTest, ARuleAnswersForItsDomainWhereItIsAssociated) {
  ResolverRule& rule = b_.model().resolver_rules.emplace_back(ResolverRule{
      b_.NewHead("aws_route53_resolver_rule"), b_.IsText("com"), b_.IsText("FORWARD")});
  EXPECT_EQ(Names(), NameSource::Kind::kNone);
  NameAssociation& one = Associate(NameAssociation::Kind::kRule, vpc_);
  one.of = b_.Is(b_.To(rule));
  EXPECT_EQ(Names(), NameSource::Kind::kForwarded);
  rule.domain = b_.IsText("corp.example");
  EXPECT_EQ(Names(), NameSource::Kind::kNone);
  rule.domain = b_.Is(b_.Unknown<Text>("var.domain"));
  EXPECT_EQ(Names(), NameSource::Kind::kForwarded);
  rule.type = b_.IsText("SYSTEM");
  EXPECT_EQ(Names(), NameSource::Kind::kNone);
  // One that was made elsewhere, and one that was looked up by its domain.
  one.of = b_.Is(b_.Unknown<Ref>("data.aws_route53_resolver_rule.corp.id"));
  EXPECT_EQ(Names(), NameSource::Kind::kForwarded);
  one.domain = b_.IsText("corp.example");
  EXPECT_EQ(Names(), NameSource::Kind::kNone);
}

TEST_F(EndpointTest, AZoneThatWasMadeElsewhere) {
  NameAssociation& one = Associate(NameAssociation::Kind::kZone, vpc_);
  one.of = b_.Is(b_.Unknown<Ref>("var.zone"));
  EXPECT_EQ(Names(), NameSource::Kind::kZone);
  EXPECT_TRUE(Find().usable.maybe());
  // An endpoint's private DNS is the zone of the full name.
  b_.AddEndpoint(vpc_, "ssmmessages");
  EXPECT_TRUE(Find().usable.yes());
  // A zone of this unit that another resource associates.
  PrivateZone& zone = b_.model().private_zones.emplace_back(
      PrivateZone{b_.NewHead("aws_route53_zone"), b_.IsText("amazonaws.com"), VpcsOf(b_.AddVpc())});
  one.of = b_.Is(b_.To(zone));
  EXPECT_EQ(Names(), NameSource::Kind::kZone);
  zone.name = b_.IsText("corp.example");
  EXPECT_EQ(Names(), NameSource::Kind::kNone);
}

TEST_F(EndpointTest, UnknownServicesTypesAndVpcsAreUnknown) {
  VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "${each.key}");
  EXPECT_TRUE(Find().usable.maybe());
  EXPECT_EQ(Find().usable.why.symbol->name, "each.key");
  EXPECT_EQ(Find().usable.what, "whether `" + endpoint.head.address + "` carries Session Manager");

  endpoint.service_name = b_.IsText("com.amazonaws.eu-west-1.ssmmessages");
  endpoint.vpc = b_.Is(b_.Unknown<Ref>("var.vpc"));
  EXPECT_TRUE(Find().usable.maybe());
  endpoint.vpc = b_.Is(b_.To(vpc_));
  endpoint.type = b_.Is(b_.Unknown<Text>("var.type"));
  EXPECT_EQ(Find().usable.why.symbol->name, "var.type");
  // Whatever it is for, without private DNS it answers for no name.
  endpoint.service_name = b_.IsText("com.amazonaws.eu-west-1.${each.key}");
  endpoint.private_dns = b_.Is(b_.Bool(false));
  EXPECT_TRUE(Find().usable.no());
  EXPECT_TRUE(Find().useless.empty());
}

TEST_F(EndpointTest, AnEndpointThatMayExist) {
  VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages");
  endpoint.head.exists = b_.Is(b_.Unknown<bool>("var.create"));
  EXPECT_TRUE(Find().usable.maybe());
  EXPECT_EQ(Find().usable.what, "whether `" + endpoint.head.address + "` exists");
  endpoint.head.exists = b_.Is(b_.Bool(false, Certainty::kDefaulted));
  EXPECT_TRUE(Find().usable.no());
  EXPECT_EQ(Find().usable.grounds.worst, Certainty::kDefaulted);
}

TEST_F(EndpointTest, TheRegionTakesNoCertainty) {
  const RouteStep by_default{.how = RouteStep::How::kDefault};
  const auto named = [&](const RouteStep* region, const RouteStep* service) {
    const Value* text = b_.values().String({{.text = "com.amazonaws."},
                                            {.text = "eu-west-1", .route = region},
                                            {.text = "."},
                                            {.text = "ssm", .route = service}},
                                           b_.NewPlace().span);
    const Traced value{text};
    return Builder::Is(Fact<Text>::Known({value}, b_.NewPlace(), Certainty::kDefaulted));
  };
  VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssm");
  endpoint.service_name = named(&by_default, nullptr);
  EXPECT_EQ(Find().usable.grounds.worst, Certainty::kCertain);
  endpoint.service_name = named(nullptr, &by_default);
  EXPECT_EQ(Find().usable.grounds.worst, Certainty::kDefaulted);
}

TEST_F(EndpointTest, TheSameVpcFromElsewhereIsTheSame) {
  subnet_.vpc = b_.Is(b_.Unknown<Ref>("var.vpc_id"));
  EXPECT_TRUE(Find().usable.maybe());
  EXPECT_EQ(Find().usable.why.symbol->name, "var.vpc_id");
  VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages");
  endpoint.vpc = b_.Is(b_.Unknown<Ref>("var.vpc_id"));
  EXPECT_TRUE(Find().usable.yes());
  endpoint.vpc = b_.Is(b_.ToText("vpc-1"));
  subnet_.vpc = b_.Is(b_.ToText("vpc-1"));
  EXPECT_TRUE(Find().usable.yes());
  subnet_.vpc = b_.Is(b_.ToText("vpc-2"));
  EXPECT_TRUE(Find().usable.maybe());
}

TEST_F(EndpointTest, AbsenceInAVpcThatLeavesTheUnit) {
  EXPECT_FALSE(Find().usable.grounds.absence_on_open);
  b_.Export(vpc_.head.id, Escape::How::kModuleWithoutSource, "module \"alb\"");
  EXPECT_TRUE(Find().usable.no());
  EXPECT_TRUE(Find().usable.grounds.absence_on_open);
  b_.Export(vpc_.head.id, Escape::How::kModuleWithoutSource, "module \"vpc_endpoints\"");
  EXPECT_TRUE(Find().usable.maybe());
  EXPECT_EQ(Find().usable.why.symbol->why, Why::kModuleNotFound);
}

TEST_F(EndpointTest, VpcsFromElsewhereAreComparedByWhatTheyAreCalled) {
  VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages");
  const auto find = [&](Fact<Ref> subnets, Fact<Ref> endpoints) {
    subnet_.vpc = b_.Is(std::move(subnets));
    endpoint.vpc = b_.Is(std::move(endpoints));
    return Find();
  };
  const auto why = [&](Fact<Ref> subnets, Fact<Ref> endpoints) {
    const SessionEndpoint found = find(std::move(subnets), std::move(endpoints));
    EXPECT_TRUE(found.usable.maybe());
    EXPECT_EQ(found.endpoint, &endpoint);  // which may be the one
    return found.usable.why.symbol->name;
  };
  EXPECT_EQ(why(b_.Unknown<Ref>("var.a"), b_.Unknown<Ref>("var.b")), "var.b");
  EXPECT_EQ(why(b_.ToText("vpc-1"), b_.Unknown<Ref>("var.b")), "var.b");
  EXPECT_EQ(why(b_.ToText("vpc-1"), b_.ToText("vpc-${var.c}")), "var.c");
  EXPECT_EQ(why(b_.Unknown<Ref>("var.a"), b_.ToText("vpc-1")), "var.a");
  // Two names that are known differ, and a VPC that is made here is none from elsewhere.
  EXPECT_EQ(find(b_.ToText("vpc-1"), b_.ToText("vpc-2")).endpoint, nullptr);
  EXPECT_EQ(find(b_.ToText("vpc-${var.c}"), b_.To(vpc_)).endpoint, nullptr);
  EXPECT_EQ(find(b_.ToText("vpc-1"), Fact<Ref>::Absent(b_.NewPlace())).endpoint, nullptr);
  EXPECT_EQ(find(b_.Unknown<Ref>("var.a"), Fact<Ref>::Absent(b_.NewPlace())).endpoint, nullptr);
}

TEST_F(EndpointTest, WhatTheAbsenceInAVpcFromElsewhereHangsOn) {
  const auto why = [&](Fact<Ref> vpc) {
    subnet_.vpc = b_.Is(std::move(vpc));
    EXPECT_TRUE(Find().usable.maybe());
    EXPECT_EQ(Find().usable.what, "whether the VPC has an endpoint for Session Manager");
    return *Find().usable.why.symbol;
  };
  EXPECT_EQ(why(b_.ToText("vpc-${var.c}")).name, "var.c");
  EXPECT_EQ(why(b_.ToText("vpc-1")).name, "vpc-1");
  EXPECT_EQ(why(b_.ToText("vpc-1")).why, Why::kNotInScan);
  EXPECT_EQ(why(Fact<Ref>::Absent(b_.NewPlace())).name, "the VPC");
  EXPECT_EQ(why(Fact<Ref>::Absent(b_.NewPlace())).why, Why::kNotInScan);
}

TEST_F(EndpointTest, WhyAPropertyCannotBeTold) {
  VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages");
  const std::string private_dns = "whether private DNS is on for `" + endpoint.head.address + "`";
  const std::string interface = "whether `" + endpoint.head.address + "` is an interface endpoint";
  const auto usable = [&] {
    EXPECT_TRUE(Find().usable.maybe());
    return Find().usable;
  };
  endpoint.private_dns = b_.Is(b_.Unknown<bool>("var.dns"));
  EXPECT_EQ(usable().why.symbol->name, "var.dns");
  EXPECT_EQ(usable().what, private_dns);
  endpoint.private_dns = {};  // never lowered
  EXPECT_EQ(usable().why.symbol->why, Why::kNotKnown);
  EXPECT_EQ(usable().what, private_dns);
  endpoint.private_dns = b_.Is(b_.Bool(true));
  endpoint.type = b_.IsText("${var.type}");
  EXPECT_EQ(usable().why.symbol->name, "var.type");
  EXPECT_EQ(usable().what, interface);
  endpoint.type = b_.IsText("interface");
  EXPECT_EQ(usable().why.symbol->why, Why::kBroken);
  EXPECT_EQ(usable().what, interface);
  for (const char* other : {"Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork"}) {
    endpoint.type = b_.IsText(other);
    EXPECT_TRUE(Find().usable.no()) << other;
  }
}

TEST_F(EndpointTest, TheFlawOfAnEndpointForSomethingElseIsNotTold) {
  VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "${each.key}");
  endpoint.type = b_.IsText("Gateway");
  EXPECT_TRUE(Find().usable.no());
  EXPECT_TRUE(Find().useless.empty());
  endpoint.service_name = b_.IsText("com.amazonaws.eu-west-1.ssmmessages");
  endpoint.head.exists = b_.Is(b_.Unknown<bool>("var.create"));
  EXPECT_TRUE(Find().useless.empty());
  endpoint.head.exists = {};
  EXPECT_EQ(Find().useless.size(), 1u);
}

TEST_F(EndpointTest, WhatIsUsableIsAsCertainAsAllThatItNeeds) {
  VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages");
  const auto worst = [&] {
    EXPECT_TRUE(Find().usable.yes());
    return Find().usable.grounds.worst;
  };
  EXPECT_EQ(worst(), Certainty::kCertain);
  endpoint.private_dns = b_.Is(b_.Bool(true, Certainty::kDefaulted));
  EXPECT_EQ(worst(), Certainty::kDefaulted);
  endpoint.private_dns = b_.Is(b_.Bool(true));
  vpc_.dns_hostnames = b_.Is(b_.Bool(true, Certainty::kDefaulted));
  EXPECT_EQ(worst(), Certainty::kDefaulted);
  vpc_.dns_hostnames = b_.Is(b_.Bool(true));
  endpoint.head.exists = b_.Is(b_.Bool(true, Certainty::kDefaulted));
  EXPECT_EQ(worst(), Certainty::kDefaulted);
  endpoint.head.exists = {};
  endpoint.vpc = b_.Is(b_.To(vpc_).NoMoreCertainThan(Certainty::kDefaulted));
  EXPECT_EQ(worst(), Certainty::kDefaulted);
}

TEST_F(EndpointTest, ThatThereIsNoneIsAsCertainAsThatThereAreNoOthers) {
  VpcEndpoint& other = b_.AddEndpoint(vpc_, "ssm");
  EXPECT_EQ(Find().usable.grounds.worst, Certainty::kCertain);
  other.head.instances_by_default = true;
  EXPECT_EQ(Find().usable.grounds.worst, Certainty::kDefaulted);
  other.head.instances_by_default = false;
  b_.model().source = Model::Source::kTemplate;
  EXPECT_FALSE(Find().usable.grounds.absence_on_open);
  b_.model().opaque = {b_.NewPlace()};
  EXPECT_TRUE(Find().usable.grounds.absence_on_open);
  b_.model().source = Model::Source::kTerraformRoot;
  EXPECT_FALSE(Find().usable.grounds.absence_on_open);
}

TEST_F(EndpointTest, TheOneThatIsUsableIsNamedBeforeOneThatMayBe) {
  VpcEndpoint& may_be = b_.AddEndpoint(vpc_, "${each.key}");
  VpcEndpoint& usable = b_.AddEndpoint(vpc_, "ssmmessages");
  VpcEndpoint& second = b_.AddEndpoint(vpc_, "ssmmessages");
  EXPECT_TRUE(Find().usable.yes());
  EXPECT_EQ(Find().endpoint, &usable);
  usable.head.exists = b_.Is(b_.Bool(false));
  EXPECT_EQ(Find().endpoint, &second);
  second.head.exists = b_.Is(b_.Bool(false));
  EXPECT_EQ(Find().endpoint, &may_be);
  b_.AddEndpoint(vpc_, "${each.value}");
  EXPECT_EQ(Find().endpoint, &may_be);
}

TEST_F(EndpointTest, ZonesThatAnswerForNothing) {
  b_.AddEndpoint(vpc_, "ssmmessages").private_dns = b_.Absent<bool>();
  PrivateZone& zone = b_.model().private_zones.emplace_back(
      PrivateZone{b_.NewHead("aws_route53_zone"), b_.IsText("ssmmessages.eu-west-1.amazonaws.com"),
                  VpcsOf(vpc_)});
  ASSERT_TRUE(Find().usable.maybe());
  EXPECT_EQ(Find().usable.why.symbol->why, Why::kUnsupported);
  EXPECT_EQ(Find().usable.why.symbol->name, "the private zone `" + zone.head.address + "`");
  EXPECT_EQ(Find().usable.what, "what answers for the name of Session Manager in the VPC");
  zone.head.exists = b_.Is(b_.Bool(false));
  EXPECT_TRUE(Find().usable.no());
  zone.head.exists = {};
  zone.name = b_.Absent<Text>();
  EXPECT_TRUE(Find().usable.no());
  zone.name = b_.Is(b_.Unknown<Text>("var.zone"));
  ASSERT_TRUE(Find().usable.maybe());
  EXPECT_EQ(Find().usable.why.symbol->name, "var.zone");
}

TEST_F(EndpointTest, ModulesAreCalledAfterEndpointsInAnyCase) {
  b_.Export(vpc_.head.id, Escape::How::kModuleWithoutSource, "module \"VpcEndpoints\"");
  EXPECT_TRUE(Find().usable.maybe());
}

TEST_F(EndpointTest, AServiceWhoseNameIsADefaultAsAWhole) {
  const RouteStep by_default{.how = RouteStep::How::kDefault};
  const Value* text = b_.values().String({{.text = "com.amazonaws.eu-west-1.ssm"}}, {});
  VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssm");
  endpoint.service_name = Builder::Is(
      Fact<Text>::Known({Traced{text, &by_default}}, b_.NewPlace(), Certainty::kDefaulted));
  EXPECT_EQ(Find().usable.grounds.worst, Certainty::kDefaulted);
  EXPECT_EQ(IsSessionService(Text{}), Tri::kMaybe);
}

TEST_F(EndpointTest, OneFlawIsToldAndNoneThatMayNotBe) {
  VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages");
  endpoint.type = b_.Absent<Text>();
  endpoint.private_dns = b_.Absent<bool>();
  ASSERT_EQ(Find().useless.size(), 1u);
  EXPECT_EQ(Find().useless[0].flaw, Flaw::kType);
  endpoint.type = b_.IsText("Interface");
  endpoint.private_dns = b_.Is(b_.Unknown<bool>("var.dns"));
  EXPECT_TRUE(Find().useless.empty());
}

TEST_F(EndpointTest, AnEndpointOfAVpcThatIsNotKnownMayCarryIt) {
  VpcEndpoint& endpoint = b_.AddEndpoint(vpc_, "ssmmessages");
  endpoint.vpc = b_.Is(b_.Unknown<Ref>("var.vpc"));
  EXPECT_EQ(Find().usable.why.symbol->name, "var.vpc");
  EXPECT_EQ(Find().usable.what, "whether `" + endpoint.head.address + "` carries Session Manager");
}

TEST_F(EndpointTest, ReadsNoSelectorOfAnotherVpcsEndpoints) {
  const std::uint8_t other = b_.AddSwitch("var.other");
  b_.AddEndpoint(vpc_, "ssmmessages").vpc =
      Builder::When(other, b_.To(b_.AddVpc()), b_.To(b_.AddVpc()));
  const Scenario scenario;
  Reads reads;
  EXPECT_TRUE(SessionEndpointOf(subnet_, {b_.model(), scenario, reads}).usable.no());
  EXPECT_TRUE(reads.order().empty());
}

TEST_F(EndpointTest, ADefaultInTheMiddleOfTheLastLabelCounts) {
  const RouteStep by_default{.how = RouteStep::How::kDefault};
  const Value* text = b_.values().String(
      {{.text = "com.amazonaws.eu-west-1."}, {.text = "s", .route = &by_default}, {.text = "sm"}},
      b_.NewPlace().span);
  b_.AddEndpoint(vpc_, "ssm").service_name =
      Builder::Is(Fact<Text>::Known({Traced{text}}, b_.NewPlace()));
  EXPECT_EQ(Find().usable.grounds.worst, Certainty::kDefaulted);
}

}  // namespace
}  // namespace execlint
