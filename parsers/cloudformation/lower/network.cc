// AWS::EC2 types, and what answers for names in a VPC.
#include <array>

#include "parsers/cloudformation/lower/lowering.h"
#include "parsers/iam/policy_document.h"

namespace execlint::cloudformation {
namespace {

// Lowers a type whose properties are rows and nothing else, into one of the model's lists.
template <class R, std::size_t kCount>
void LowerPlain(const TemplateResource& resource, const Lowering& lowering,
                const std::array<Row<R>, kCount>& rows, Resources<R>& to) {
  R lowered{.head = MakeHead(resource, lowering)};
  LowerRows<R>(PropertyReader(resource, lowering), rows, lowered);
  to.push_back(std::move(lowered));
}

// The value of the tag `Name`.
Fact<Text> ToNameTag(Traced tags, Place owner, ValueStore& values) {
  if (!tags) return Fact<Text>::Absent(owner);
  if (tags->is_unknown()) return Fact<Text>::Unknowable(&tags->symbol(), PlaceOf(tags));
  const Symbol* open = tags->open_because;
  if (tags->is_list()) {
    for (const Traced& item : tags->items()) {
      const Traced tag = values.Inside(tags, item);
      const Traced key = Property(tag, "Key", values);
      if (!tag->is_map() || !key || !KnownText(*key)) {
        if (open == nullptr) open = FirstUnknown(*tag);
      } else if (KnownText(*key) == "Name") {
        return ToText(Property(tag, "Value", values), owner, values);
      }
    }
  }
  return open != nullptr ? Fact<Text>::Unknowable(open, PlaceOf(tags))
                         : Fact<Text>::Absent(PlaceOf(tags));
}

Attr<Text> ReadName(const TemplateResource& resource, const Lowering& lowering) {
  return LowerWith(PropertyReader(resource, lowering), "Tags", ToNameTag);
}

void LowerVpc(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<Vpc>, 3> kRows = {{
      {"CidrBlock", &Vpc::cidr},
      {"EnableDnsSupport", &Vpc::dns_support},
      {"EnableDnsHostnames", &Vpc::dns_hostnames},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.vpcs);
  lowering.model.vpcs.back().name = ReadName(resource, lowering);
}

void LowerSubnet(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<Subnet>, 4> kRows = {{
      {"VpcId", &Subnet::vpc},
      {"CidrBlock", &Subnet::cidr},
      {"Ipv6Native", &Subnet::ipv6_native},
      {"MapPublicIpOnLaunch", &Subnet::map_public_ip},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.subnets);
  lowering.model.subnets.back().name = ReadName(resource, lowering);
}

void LowerPrefixList(const TemplateResource& resource, const Lowering& lowering) {
  PrefixList list{.head = MakeHead(resource, lowering)};
  list.blocks = LowerWith(PropertyReader(resource, lowering), "Entries",
                          [](Traced all, Place owner, ValueStore& values) {
                            return ToListOf<Text>(
                                all, owner, values, [](Traced one, Place at, ValueStore& store) {
                                  return ToText(Property(one, "Cidr", store), at, store);
                                });
                          });
  lowering.model.prefix_lists.push_back(std::move(list));
}

void LowerRouteTable(const TemplateResource& resource, const Lowering& lowering) {
  RouteTable table{.head = MakeHead(resource, lowering)};
  const PropertyReader reader(resource, lowering);
  table.name = ReadName(resource, lowering);
  table.vpc = LowerWith(reader, "VpcId", ToRef);
  // Routes are always resources of their own here.
  table.routes.in = Cases<Fact<List<Route>>>(Fact<List<Route>>::Known({}, reader.head()));
  lowering.model.route_tables.push_back(std::move(table));
}

Fact<Route> ToRoute(Traced map, Place owner, ValueStore& values) {
  if (!map) return Fact<Route>::Absent(owner);
  if (map->is_unknown()) return Fact<Route>::Unknowable(&map->symbol(), PlaceOf(map));
  const auto ref = [&](std::string_view key) {
    return ToRef(Property(map, key, values), owner, values);
  };
  const auto text = [&](std::string_view key) {
    return ToText(Property(map, key, values), owner, values);
  };
  Route route{.place = owner};
  route.cidr = text("DestinationCidrBlock");
  const Traced cidr = Property(map, "DestinationCidrBlock", values);
  route.to_network = cidr && ReferencedResource(cidr).attribute == "CidrBlock";
  route.ipv6_cidr = text("DestinationIpv6CidrBlock");
  route.prefix_list = ref("DestinationPrefixListId");
  route.gateway = ref("GatewayId");
  route.nat_gateway = ref("NatGatewayId");
  route.egress_only_gateway = ref("EgressOnlyInternetGatewayId");
  route.other = Fact<Ref>::Absent(owner);
  for (const std::string_view key :
       {"TransitGatewayId", "VpcPeeringConnectionId", "InstanceId", "NetworkInterfaceId",
        "VpcEndpointId", "CarrierGatewayId", "LocalGatewayId", "CoreNetworkArn"}) {
    Fact<Ref> other = ref(key);
    if (other.present() && !route.other.present()) route.other = other;
  }
  return Fact<Route>::Known(route, owner, CertaintyOf(map));
}

void LowerRoute(const TemplateResource& resource, const Lowering& lowering) {
  RouteEntry route{.head = MakeHead(resource, lowering)};
  const PropertyReader reader(resource, lowering);
  route.route_table = LowerWith(reader, "RouteTableId", ToRef);
  route.route = LowerWith(reader, "", ToRoute);
  lowering.model.routes.push_back(std::move(route));
}

void LowerAssociation(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<RouteTableAssociation>, 2> kRows = {{
      {"SubnetId", &RouteTableAssociation::subnet},
      {"RouteTableId", &RouteTableAssociation::route_table},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.route_table_associations);
}

void LowerNatGateway(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<NatGateway>, 2> kRows = {{
      {"ConnectivityType", &NatGateway::connectivity_type},
      {"SubnetId", &NatGateway::subnet},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.nat_gateways);
}

void LowerInternetGateway(const TemplateResource& resource, const Lowering& lowering) {
  lowering.model.internet_gateways.push_back({.head = MakeHead(resource, lowering)});
}

void LowerEndpoint(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<VpcEndpoint>, 6> kRows = {{
      {"VpcId", &VpcEndpoint::vpc},
      {"ServiceName", &VpcEndpoint::service_name},
      {"VpcEndpointType", &VpcEndpoint::type},
      {"PrivateDnsEnabled", &VpcEndpoint::private_dns},
      {"SubnetIds", &VpcEndpoint::subnets},
      {"SecurityGroupIds", &VpcEndpoint::security_groups},
  }};
  VpcEndpoint endpoint{.head = MakeHead(resource, lowering)};
  const PropertyReader reader(resource, lowering);
  LowerRows<VpcEndpoint>(reader, kRows, endpoint);
  endpoint.policy =
      LowerWith(reader, "PolicyDocument", [&](Traced value, Place owner, ValueStore& values) {
        return LowerPolicyDocument(value, owner, values, lowering.sources);
      });
  lowering.model.vpc_endpoints.push_back(std::move(endpoint));
}

// Rules are always resources of their own here.
void LowerAcl(const TemplateResource& resource, const Lowering& lowering) {
  NetworkAcl acl{.head = MakeHead(resource, lowering)};
  const PropertyReader reader(resource, lowering);
  acl.vpc = LowerWith(reader, "VpcId", ToRef);
  for (Attr<List<AclRule>>* rules : {&acl.ingress, &acl.egress}) {
    rules->in = Cases<Fact<List<AclRule>>>(Fact<List<AclRule>>::Known({}, reader.head()));
  }
  acl.subnets.in = Cases<Fact<List<Ref>>>(Fact<List<Ref>>::Known({}, reader.head()));
  lowering.model.network_acls.push_back(std::move(acl));
}

Fact<AclRule> ToAclRule(Traced map, Place owner, ValueStore& values) {
  if (!map) return Fact<AclRule>::Absent(owner);
  if (map->is_unknown()) return Fact<AclRule>::Unknowable(&map->symbol(), PlaceOf(map));
  const auto text = [&](std::string_view path) {
    return ToText(PropertyAt(map, path, values), owner, values);
  };
  AclRule rule{.place = owner};
  rule.number = text("RuleNumber");
  rule.action = text("RuleAction");
  rule.protocol = text("Protocol");
  rule.from_port = text("PortRange.From");
  rule.to_port = text("PortRange.To");
  rule.cidr = text("CidrBlock");
  return Fact<AclRule>::Known(rule, owner, CertaintyOf(map));
}

void LowerAclEntry(const TemplateResource& resource, const Lowering& lowering) {
  NetworkAclEntry entry{.head = MakeHead(resource, lowering)};
  const PropertyReader reader(resource, lowering);
  entry.acl = LowerWith(reader, "NetworkAclId", ToRef);
  entry.egress = LowerWith(reader, "Egress", [](Traced value, Place owner, ValueStore& values) {
    return ToBool(value, owner, values, BoolWords::kCloudFormation);
  });
  entry.rule = LowerWith(reader, "", ToAclRule);
  lowering.model.network_acl_entries.push_back(std::move(entry));
}

void LowerAclAssociation(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<NetworkAclAssociation>, 2> kRows = {{
      {"NetworkAclId", &NetworkAclAssociation::acl},
      {"SubnetId", &NetworkAclAssociation::subnet},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.network_acl_associations);
}

// The keys by which a rule names the far end; the other direction's are not looked at.
struct FarEnd {
  std::string_view group, prefix_list;
};
constexpr FarEnd kDestination = {"DestinationSecurityGroupId", "DestinationPrefixListId"};
constexpr FarEnd kSource = {"SourceSecurityGroupId", "SourcePrefixListId"};

Fact<GroupRule> ToRule(Traced map, Place owner, ValueStore& values, const FarEnd& far) {
  if (!map) return Fact<GroupRule>::Absent(owner);
  if (map->is_unknown()) return Fact<GroupRule>::Unknowable(&map->symbol(), PlaceOf(map));
  const auto text = [&](std::string_view key) {
    return ToText(Property(map, key, values), owner, values);
  };
  GroupRule rule{.place = owner};
  rule.protocol = text("IpProtocol");
  rule.from_port = text("FromPort");
  rule.to_port = text("ToPort");
  for (List<Ref>* list : {&rule.groups, &rule.prefix_lists}) list->place = owner;
  rule.cidrs.place = owner;
  for (const std::string_view key : {"CidrIp", "CidrIpv6"}) {
    Fact<Text> cidr = text(key);
    if (cidr.present()) rule.cidrs.items.push_back(cidr);
  }
  const auto add = [&](std::string_view key, List<Ref>& to) {
    Fact<Ref> ref = ToRef(Property(map, key, values), owner, values);
    if (ref.present()) to.items.push_back(ref);
  };
  add(far.group, rule.groups);
  add(far.prefix_list, rule.prefix_lists);
  return Fact<GroupRule>::Known(std::move(rule), owner, CertaintyOf(map));
}

Attr<List<GroupRule>> ReadRules(const PropertyReader& reader, std::string_view path,
                                const FarEnd& far) {
  return LowerWith(reader, path, [&](Traced list, Place owner, ValueStore& values) {
    return ToListOf<GroupRule>(list, owner, values, [&](Traced one, Place at, ValueStore& store) {
      return ToRule(one, at, store, far);
    });
  });
}

void LowerSecurityGroup(const TemplateResource& resource, const Lowering& lowering) {
  SecurityGroup group{.head = MakeHead(resource, lowering)};
  const PropertyReader reader(resource, lowering);
  group.name = LowerWith(reader, "GroupName", ToText);
  group.vpc = LowerWith(reader, "VpcId", ToRef);
  group.ingress = ReadRules(reader, "SecurityGroupIngress", kSource);
  group.egress = ReadRules(reader, "SecurityGroupEgress", kDestination);
  group.allows_all_egress_by_default = true;
  lowering.model.security_groups.push_back(std::move(group));
}

void LowerRule(const TemplateResource& resource, const Lowering& lowering, bool egress) {
  SecurityGroupRule rule{.head = MakeHead(resource, lowering), .egress = egress};
  const PropertyReader reader(resource, lowering);
  rule.group = LowerWith(reader, "GroupId", ToRef);
  rule.rule = LowerWith(reader, "", [&](Traced map, Place owner, ValueStore& values) {
    return ToRule(map, owner, values, egress ? kDestination : kSource);
  });
  lowering.model.security_group_rules.push_back(std::move(rule));
}

void LowerEgress(const TemplateResource& resource, const Lowering& lowering) {
  LowerRule(resource, lowering, true);
}

void LowerIngress(const TemplateResource& resource, const Lowering& lowering) {
  LowerRule(resource, lowering, false);
}

// A zone with VPCs is private.
void LowerPublicAccessBlock(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<PublicAccessBlock>, 1> kRows = {{
      {"InternetGatewayBlockMode", &PublicAccessBlock::mode},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.public_access_blocks);
}

void LowerHostedZone(const TemplateResource& resource, const Lowering& lowering) {
  if (!resource.properties || Find(*resource.properties, "VPCs") == nullptr) return;
  PrivateZone zone{.head = MakeHead(resource, lowering)};
  const PropertyReader reader(resource, lowering);
  zone.name = LowerWith(reader, "Name", ToText);
  zone.vpcs = LowerWith(reader, "VPCs", [](Traced list, Place owner, ValueStore& values) {
    return ToListOf<Ref>(list, owner, values, [](Traced one, Place at, ValueStore& store) {
      return ToRef(Property(one, "VPCId", store), at, store);
    });
  });
  lowering.model.private_zones.push_back(std::move(zone));
}

void LowerResolverRule(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<ResolverRule>, 2> kRows = {{
      {"DomainName", &ResolverRule::domain},
      {"RuleType", &ResolverRule::type},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.resolver_rules);
}

void LowerNames(const TemplateResource& resource, const Lowering& lowering,
                NameAssociation::Kind kind, std::string_view of, std::string_view vpc) {
  NameAssociation one{.head = MakeHead(resource, lowering), .kind = kind};
  const PropertyReader reader(resource, lowering);
  one.of = LowerWith(reader, of, ToRef);
  one.vpc = LowerWith(reader, vpc, ToRef);
  lowering.model.name_associations.push_back(std::move(one));
}

void LowerRuleAssociation(const TemplateResource& resource, const Lowering& lowering) {
  LowerNames(resource, lowering, NameAssociation::Kind::kRule, "ResolverRuleId", "VPCId");
}

void LowerProfileAssociation(const TemplateResource& resource, const Lowering& lowering) {
  LowerNames(resource, lowering, NameAssociation::Kind::kProfile, "ProfileId", "ResourceId");
}

void LowerFirewallAssociation(const TemplateResource& resource, const Lowering& lowering) {
  LowerNames(resource, lowering, NameAssociation::Kind::kFirewall, "FirewallRuleGroupId", "VpcId");
}

void LowerDhcpAssociation(const TemplateResource& resource, const Lowering& lowering) {
  LowerNames(resource, lowering, NameAssociation::Kind::kDhcp, "DhcpOptionsId", "VpcId");
}

void LowerDhcpOptions(const TemplateResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<DhcpOptions>, 1> kRows = {{
      {"DomainNameServers", &DhcpOptions::servers},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.dhcp_options);
}

constexpr std::array<TypeRow, 23> kNetworkTypes = {{
    {"AWS::EC2::VPC", LowerVpc},
    {"AWS::EC2::Subnet", LowerSubnet},
    {"AWS::EC2::PrefixList", LowerPrefixList},
    {"AWS::EC2::RouteTable", LowerRouteTable},
    {"AWS::EC2::Route", LowerRoute},
    {"AWS::EC2::SubnetRouteTableAssociation", LowerAssociation},
    {"AWS::EC2::NatGateway", LowerNatGateway},
    {"AWS::EC2::InternetGateway", LowerInternetGateway},
    {"AWS::EC2::VPCEndpoint", LowerEndpoint},
    {"AWS::EC2::NetworkAcl", LowerAcl},
    {"AWS::EC2::NetworkAclEntry", LowerAclEntry},
    {"AWS::EC2::SubnetNetworkAclAssociation", LowerAclAssociation},
    {"AWS::EC2::SecurityGroup", LowerSecurityGroup},
    {"AWS::EC2::SecurityGroupEgress", LowerEgress},
    {"AWS::EC2::SecurityGroupIngress", LowerIngress},
    {"AWS::EC2::VPCBlockPublicAccessOptions", LowerPublicAccessBlock},
    {"AWS::Route53::HostedZone", LowerHostedZone},
    {"AWS::Route53Resolver::ResolverRule", LowerResolverRule},
    {"AWS::Route53Resolver::ResolverRuleAssociation", LowerRuleAssociation},
    {"AWS::Route53Resolver::FirewallRuleGroupAssociation", LowerFirewallAssociation},
    {"AWS::EC2::DHCPOptions", LowerDhcpOptions},
    {"AWS::EC2::VPCDHCPOptionsAssociation", LowerDhcpAssociation},
    {"AWS::Route53Profiles::ProfileAssociation", LowerProfileAssociation},
}};

}  // namespace

std::span<const TypeRow> NetworkTypes() { return kNetworkTypes; }

}  // namespace execlint::cloudformation
