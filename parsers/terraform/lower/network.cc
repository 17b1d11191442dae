// VPC types, and what answers for names in a VPC.
#include <algorithm>
#include <array>
#include <string_view>

#include "parsers/iam/policy_document.h"
#include "parsers/terraform/lower/lowering.h"

namespace execlint::terraform {
namespace {

// Lowers a type whose arguments are rows and nothing else, into one of the model's lists.
template <class R, std::size_t kCount>
void LowerPlain(const UnitResource& resource, const Lowering& lowering,
                const std::array<Row<R>, kCount>& rows, Resources<R>& to) {
  R lowered{.head = MakeHead(resource, lowering)};
  LowerRows<R>(ArgumentReader(resource, lowering), rows, lowered);
  to.push_back(std::move(lowered));
}

void LowerVpc(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<Vpc>, 4> kRows = {{
      {"tags.Name", &Vpc::name},
      {"cidr_block", &Vpc::cidr},
      {"enable_dns_support", &Vpc::dns_support},
      {"enable_dns_hostnames", &Vpc::dns_hostnames},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.vpcs);
}

void LowerSubnet(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<Subnet>, 5> kRows = {{
      {"tags.Name", &Subnet::name},
      {"vpc_id", &Subnet::vpc},
      {"cidr_block", &Subnet::cidr},
      {"ipv6_native", &Subnet::ipv6_native},
      {"map_public_ip_on_launch", &Subnet::map_public_ip},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.subnets);
}

// ---- routes

// Is it the IPv4 block of a VPC or subnet, also of one that a data source looks up?
bool IsOfNetwork(Traced cidr) {
  if (!cidr) return false;
  if (ReferencedResource(cidr).attribute == "cidr_block") return true;
  const Symbol* symbol = FirstUnknown(*cidr);
  if (symbol == nullptr || !symbol->name.ends_with(".cidr_block")) return false;
  constexpr std::array<std::string_view, 3> kLookedUp = {"data.aws_vpc.", "data.aws_subnet.",
                                                         "data.aws_vpc_peering_connection."};
  return std::ranges::any_of(kLookedUp, [&](std::string_view source) {
    const std::size_t at = symbol->name.find(source);
    return at == 0 || (at != symbol->name.npos && symbol->name[at - 1] == '.');
  });
}

void LowerPrefixList(const UnitResource& resource, const Lowering& lowering) {
  PrefixList list{.head = MakeHead(resource, lowering)};
  list.blocks = LowerWith(
      ArgumentReader(resource, lowering), "entry", [](Traced all, Place owner, ValueStore& values) {
        return ToListOf<Text>(all, owner, values, [](Traced one, Place at, ValueStore& store) {
          return ToText(Property(one, "cidr", store), at, store);
        });
      });
  lowering.model.prefix_lists.push_back(std::move(list));
}

void LowerPrefixListEntry(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<PrefixListEntry>, 2> kRows = {{
      {"prefix_list_id", &PrefixListEntry::list},
      {"cidr", &PrefixListEntry::block},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.prefix_list_entries);
}

// The destination is spelled differently inside a table and in a route of its own.
Fact<Route> ToRoute(Traced map, Place owner, ValueStore& values, std::string_view prefix) {
  if (map->is_unknown()) return Fact<Route>::Unknowable(&map->symbol(), PlaceOf(map));
  const auto ref = [&](std::string_view key) {
    return ToRef(Property(map, key, values), owner, values);
  };
  const auto text = [&](std::string_view key) {
    Fact<Text> made = ToText(Property(map, key, values), owner, values);
    // An empty string is how objects of routes say "none".
    if (made.known() && made->Is("")) return Fact<Text>::Absent(made.place(), made.certainty());
    return made;
  };
  Route route{.place = owner};
  route.cidr = text(std::string(prefix) + "cidr_block");
  route.to_network = IsOfNetwork(Property(map, std::string(prefix) + "cidr_block", values));
  route.ipv6_cidr = text(std::string(prefix) + "ipv6_cidr_block");
  route.prefix_list = ref("destination_prefix_list_id");
  route.gateway = ref("gateway_id");
  route.nat_gateway = ref("nat_gateway_id");
  route.egress_only_gateway = ref("egress_only_gateway_id");
  route.other = Fact<Ref>::Absent(owner);
  for (const std::string_view key :
       {"transit_gateway_id", "vpc_peering_connection_id", "instance_id", "network_interface_id",
        "vpc_endpoint_id", "carrier_gateway_id", "local_gateway_id", "core_network_arn"}) {
    Fact<Ref> other = ref(key);
    if (other.present() && !route.other.present()) route.other = other;
  }
  return Fact<Route>::Known(route, owner, CertaintyOf(map));
}

// Routes or rules as blocks, or as the argument that stands for all of them. Blocks of which there
// is none say nothing; an argument that is an empty list says that there are none.
template <class F>
auto LowerBlocks(const UnitResource& resource, const ArgumentReader& reader, std::string_view name,
                 F&& lower) {
  const bool blocks = !resource.instance->declared->Argument(name);
  return LowerWith(reader, name, [&, blocks](Traced list, Place owner, ValueStore& values) {
    auto made = lower(list, owner, values);
    const bool none = made.known() && made->items.empty() && !made->open();
    return none && blocks ? decltype(made)::Absent(made.place(), made.certainty()) : made;
  });
}

// What the other end of a VPN announces is in no code.
const Symbol* AnnouncedRoutes(ValueStore& values) {
  return values.Intern({.why = Why::kNotKnown,
                        .name = "the routes that a VPN gateway propagates",
                        .naming = Symbol::Naming::kWords});
}

// Is there anything but an empty list, in any case?
bool IsGiven(const Cases<Traced>& list) {
  const auto given = [](const Case<Traced>& one) {
    const Traced& value = one.value;
    return value && !value->is_null() && !(value->is_list() && value->count == 0 && !value->open());
  };
  return std::any_of(list.all().begin(), list.all().end(), given);
}

void LowerPropagation(const UnitResource& resource, const Lowering& lowering) {
  RouteEntry route{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  route.route_table = LowerWith(reader, "route_table_id", ToRef);
  route.route.in =
      Cases<Fact<Route>>(Fact<Route>::Unknowable(AnnouncedRoutes(reader.values()), reader.head()));
  lowering.model.routes.push_back(std::move(route));
}

void LowerRouteTable(const UnitResource& resource, const Lowering& lowering) {
  RouteTable table{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  table.name = LowerWith(reader, "tags.Name", ToText);
  table.is_default = resource.instance->type() == "aws_default_route_table";
  table.vpc = LowerWith(reader, table.is_default ? "default_route_table_id" : "vpc_id", ToRef);
  const bool propagated = IsGiven(reader.Get("propagating_vgws"));
  const auto lower = [&](Traced list, Place owner, ValueStore& values) {
    const auto routes = ToListOf<Route>(
        list, owner, values,
        [](Traced one, Place at, ValueStore& store) { return ToRoute(one, at, store, ""); });
    if (!propagated || routes.unknown()) return routes;
    List<Route> open = routes.known() ? *routes : List<Route>{.place = owner};
    if (open.open_because == nullptr) open.open_because = AnnouncedRoutes(values);
    return Fact<List<Route>>::Known(std::move(open), routes.place(), routes.certainty());
  };
  table.routes = LowerBlocks(resource, reader, "route", lower);
  lowering.model.route_tables.push_back(std::move(table));
}

void LowerRoute(const UnitResource& resource, const Lowering& lowering) {
  RouteEntry route{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  route.route_table = LowerWith(reader, "route_table_id", ToRef);
  route.route = {reader.Whole().Map([&](Traced map) {
                   return ToRoute(map, reader.head(), reader.values(), "destination_")
                       .NoMoreCertainThan(reader.max_certainty(""));
                 }),
                 {.owner = route.head.id, .at = route.head.block, .written = true}};
  lowering.model.routes.push_back(std::move(route));
}

void LowerAssociation(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<RouteTableAssociation>, 2> kRows = {{
      {"subnet_id", &RouteTableAssociation::subnet},
      {"route_table_id", &RouteTableAssociation::route_table},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.route_table_associations);
}

void LowerMainAssociation(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<RouteTableAssociation>, 2> kRows = {{
      {"vpc_id", &RouteTableAssociation::main_of_vpc},
      {"route_table_id", &RouteTableAssociation::route_table},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.route_table_associations);
}

void LowerNatGateway(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<NatGateway>, 2> kRows = {{
      {"connectivity_type", &NatGateway::connectivity_type},
      {"subnet_id", &NatGateway::subnet},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.nat_gateways);
}

void LowerInternetGateway(const UnitResource& resource, const Lowering& lowering) {
  lowering.model.internet_gateways.push_back({.head = MakeHead(resource, lowering)});
}

Attr<PolicyDocument> ReadPolicy(const ArgumentReader& reader, const Lowering& lowering) {
  return LowerWith(reader, "policy", [&](Traced value, Place owner, ValueStore& values) {
    return LowerPolicyDocument(value, owner, values, lowering.sources, &lowering.model.problems);
  });
}

void LowerEndpoint(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<VpcEndpoint>, 6> kRows = {{
      {"vpc_id", &VpcEndpoint::vpc},
      {"service_name", &VpcEndpoint::service_name},
      {"vpc_endpoint_type", &VpcEndpoint::type},
      {"private_dns_enabled", &VpcEndpoint::private_dns},
      {"subnet_ids", &VpcEndpoint::subnets},
      {"security_group_ids", &VpcEndpoint::security_groups},
  }};
  VpcEndpoint endpoint{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  LowerRows<VpcEndpoint>(reader, kRows, endpoint);
  endpoint.policy = ReadPolicy(reader, lowering);
  lowering.model.vpc_endpoints.push_back(std::move(endpoint));
}

void LowerEndpointPolicy(const UnitResource& resource, const Lowering& lowering) {
  VpcEndpointPolicy policy{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  policy.endpoint = LowerWith(reader, "vpc_endpoint_id", ToRef);
  policy.policy = ReadPolicy(reader, lowering);
  lowering.model.vpc_endpoint_policies.push_back(std::move(policy));
}

// ---- network ACLs

// Number and action are spelled differently inside an ACL and in a rule of its own.
Fact<AclRule> ToAclRule(Traced map, Place owner, ValueStore& values, std::string_view number,
                        std::string_view action) {
  if (map->is_unknown()) return Fact<AclRule>::Unknowable(&map->symbol(), PlaceOf(map));
  const auto text = [&](std::string_view key) {
    return ToText(Property(map, key, values), owner, values);
  };
  AclRule rule{.place = owner};
  rule.number = text(number);
  rule.action = text(action);
  rule.protocol = text("protocol");
  rule.from_port = text("from_port");
  rule.to_port = text("to_port");
  rule.cidr = text("cidr_block");
  return Fact<AclRule>::Known(rule, owner, CertaintyOf(map));
}

void LowerAcl(const UnitResource& resource, const Lowering& lowering) {
  NetworkAcl acl{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  const auto rules = [](Traced list, Place owner, ValueStore& store) {
    return ToListOf<AclRule>(list, owner, store, [](Traced one, Place at, ValueStore& inner) {
      return ToAclRule(one, at, inner, "rule_no", "action");
    });
  };
  acl.is_default = resource.instance->type() == "aws_default_network_acl";
  acl.vpc = LowerWith(reader, acl.is_default ? "default_network_acl_id" : "vpc_id", ToRef);
  acl.subnets = LowerWith(reader, "subnet_ids", ToRefs);
  acl.ingress = LowerWith(reader, "ingress", rules);
  acl.egress = LowerWith(reader, "egress", rules);
  lowering.model.network_acls.push_back(std::move(acl));
}

void LowerAclRule(const UnitResource& resource, const Lowering& lowering) {
  NetworkAclEntry entry{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  entry.acl = LowerWith(reader, "network_acl_id", ToRef);
  entry.egress = LowerWith(reader, "egress", [](Traced value, Place owner, ValueStore& values) {
    return ToBool(value, owner, values, BoolWords::kTerraform);
  });
  entry.rule = {reader.Whole().Map([&](Traced map) {
                  return ToAclRule(map, reader.head(), reader.values(), "rule_number",
                                   "rule_action");
                }),
                {.owner = entry.head.id, .at = entry.head.block, .written = true}};
  lowering.model.network_acl_entries.push_back(std::move(entry));
}

void LowerAclAssociation(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<NetworkAclAssociation>, 2> kRows = {{
      {"network_acl_id", &NetworkAclAssociation::acl},
      {"subnet_id", &NetworkAclAssociation::subnet},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.network_acl_associations);
}

// ---- security groups

// How a type spells a rule; empty: it has no such argument.
struct RuleKeys {
  std::string_view protocol;
  std::array<std::string_view, 2> cidrs;  // a text each, or a list
  std::array<std::string_view, 2> groups;
  std::string_view prefix_lists;
};
constexpr RuleKeys kInline = {
    "protocol", {"cidr_blocks", "ipv6_cidr_blocks"}, {"security_groups", ""}, "prefix_list_ids"};
constexpr RuleKeys kClassic = {"protocol",
                               {"cidr_blocks", "ipv6_cidr_blocks"},
                               {"source_security_group_id", ""},
                               "prefix_list_ids"};
constexpr RuleKeys kSingle = {"ip_protocol",
                              {"cidr_ipv4", "cidr_ipv6"},
                              {"referenced_security_group_id", ""},
                              "prefix_list_id"};

template <class T>
void AddAll(const Fact<List<T>>& from, List<T>& to, Place owner) {
  to.place = owner;
  if (const auto* why = from.unknown()) {
    if (to.open_because == nullptr) to.open_because = why->symbol;
  } else {
    to.completeness = std::max(to.completeness, from.certainty());
    if (!from.known()) return;
    if (to.open_because == nullptr) to.open_because = from->open_because;
    for (const auto& item : from->items) to.items.push_back(item);
  }
}

// Arguments whose name is a plural hold lists.
Fact<List<Ref>> Refs(Traced value, std::string_view key, Place owner, ValueStore& values) {
  return key.ends_with('s') ? ToRefs(value, owner, values) : ToOneRef(value, owner, values);
}

Fact<GroupRule> ToRule(Traced map, Place owner, ValueStore& values, const RuleKeys& keys) {
  if (map->is_unknown()) return Fact<GroupRule>::Unknowable(&map->symbol(), PlaceOf(map));
  const auto property = [&](std::string_view key) { return Property(map, key, values); };
  GroupRule rule{.place = owner};
  rule.protocol = ToText(property(keys.protocol), owner, values);
  rule.from_port = ToText(property("from_port"), owner, values);
  rule.to_port = ToText(property("to_port"), owner, values);
  for (const std::string_view key : keys.cidrs) {
    AddAll(ToTexts(property(key), owner, values), rule.cidrs, owner);
  }
  for (const std::string_view key : keys.groups) {
    if (!key.empty()) AddAll(Refs(property(key), key, owner, values), rule.groups, owner);
  }
  AddAll(Refs(property(keys.prefix_lists), keys.prefix_lists, owner, values), rule.prefix_lists,
         owner);
  rule.self = ToBool(property("self"), owner, values, BoolWords::kTerraform);
  return Fact<GroupRule>::Known(std::move(rule), owner, CertaintyOf(map));
}

void LowerSecurityGroup(const UnitResource& resource, const Lowering& lowering) {
  SecurityGroup group{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  const auto rules = [&](Traced list, Place owner, ValueStore& store) {
    return ToListOf<GroupRule>(list, owner, store, [&](Traced one, Place at, ValueStore& inner) {
      return ToRule(one, at, inner, kInline);
    });
  };
  group.is_default = resource.instance->type() == "aws_default_security_group";
  group.name = LowerWith(reader, "name", ToText);
  group.vpc = LowerWith(reader, "vpc_id", ToRef);
  group.ingress = LowerBlocks(resource, reader, "ingress", rules);
  group.egress = LowerBlocks(resource, reader, "egress", rules);
  lowering.model.security_groups.push_back(std::move(group));
}

SecurityGroupRule ReadRule(const UnitResource& resource, const Lowering& lowering,
                           const RuleKeys& keys) {
  SecurityGroupRule rule{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  rule.group = LowerWith(reader, "security_group_id", ToRef);
  rule.rule = {
      reader.Whole({"description", "security_group_id", "tags", "type"}).Map([&](Traced map) {
        return ToRule(map, reader.head(), reader.values(), keys)
            .NoMoreCertainThan(reader.max_certainty(""));
      }),
      {.owner = rule.head.id, .at = rule.head.block, .written = true}};
  return rule;
}

// Whether the rule is one for outgoing traffic is an argument here; where that is unknown, it
// counts for both directions as a rule that nothing is known of.
void LowerClassicRule(const UnitResource& resource, const Lowering& lowering) {
  SecurityGroupRule rule = ReadRule(resource, lowering, kClassic);
  const ArgumentReader reader(resource, lowering);
  const Attr<Text> type = LowerWith(reader, "type", ToText);
  const Fact<Text>& written = type.in.all().front().value;
  if (type.in.all().size() == 1 && written.known() && written->known()) {
    rule.egress = written->Is("egress");
    rule.rule.in = rule.rule.in.Map(
        [&](const Fact<GroupRule>& one) { return one.NoMoreCertainThan(written.certainty()); });
    lowering.model.security_group_rules.push_back(std::move(rule));
    return;
  }
  const Symbol* symbol = written.unknown() != nullptr
                             ? written.unknown()->symbol
                             : reader.values().Intern({.why = Why::kUnsupported,
                                                       .name = "the rule's type",
                                                       .naming = Symbol::Naming::kWords,
                                                       .at = rule.head.span});
  rule.rule.in = Cases<Fact<GroupRule>>(Fact<GroupRule>::Unknowable(symbol, reader.head()));
  lowering.model.security_group_rules.push_back(rule);
  rule.egress = true;
  lowering.model.security_group_rules.push_back(std::move(rule));
}

void LowerEgressRule(const UnitResource& resource, const Lowering& lowering) {
  SecurityGroupRule rule = ReadRule(resource, lowering, kSingle);
  rule.egress = true;
  lowering.model.security_group_rules.push_back(std::move(rule));
}

void LowerIngressRule(const UnitResource& resource, const Lowering& lowering) {
  lowering.model.security_group_rules.push_back(ReadRule(resource, lowering, kSingle));
}

// A zone with VPCs is private.
void LowerZone(const UnitResource& resource, const Lowering& lowering) {
  if (resource.instance->declared->body().Blocks("vpc").empty()) return;
  PrivateZone zone{.head = MakeHead(resource, lowering)};
  const ArgumentReader reader(resource, lowering);
  zone.name = LowerWith(reader, "name", ToText);
  zone.vpcs = LowerWith(reader, "vpc", [](Traced list, Place owner, ValueStore& values) {
    return ToListOf<Ref>(list, owner, values, [](Traced one, Place at, ValueStore& store) {
      return ToRef(Property(one, "vpc_id", store), at, store);
    });
  });
  lowering.model.private_zones.push_back(std::move(zone));
}

void LowerResolverRule(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<ResolverRule>, 2> kRows = {{
      {"domain_name", &ResolverRule::domain},
      {"rule_type", &ResolverRule::type},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.resolver_rules);
}

void LowerPublicAccessBlock(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<PublicAccessBlock>, 1> kRows = {{
      {"internet_gateway_block_mode", &PublicAccessBlock::mode},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.public_access_blocks);
}

// How an association spells what it associates, and the data source that looks that up.
struct NameKeys {
  NameAssociation::Kind kind;
  std::string_view of, vpc;
  std::string_view looked_up, domain;
};
constexpr NameKeys kZoneKeys = {NameAssociation::Kind::kZone, "zone_id", "vpc_id",
                                "aws_route53_zone", "name"};
constexpr NameKeys kRuleKeys = {NameAssociation::Kind::kRule, "resolver_rule_id", "vpc_id",
                                "aws_route53_resolver_rule", "domain_name"};
constexpr NameKeys kProfileKeys = {NameAssociation::Kind::kProfile, "profile_id", "resource_id", "",
                                   ""};
constexpr NameKeys kDhcpKeys = {NameAssociation::Kind::kDhcp, "dhcp_options_id", "vpc_id", "", ""};
constexpr NameKeys kFirewallKeys = {NameAssociation::Kind::kFirewall, "firewall_rule_group_id",
                                    "vpc_id", "", ""};

// The domain that the data source behind `symbol` (`data.aws_route53_zone.corp.zone_id`) asks for.
Traced LookedUp(const Symbol& symbol, const NameKeys& keys, const Lowering& lowering) {
  for (const ModuleInstance* module : lowering.unit.modules()) {
    for (const auto& [name, declared] : module->folder->data()) {
      if (declared.label(0) != keys.looked_up) continue;
      for (const Instance* one :
           lowering.unit.InstancesOf(*module, declared, Instance::Kind::kData)) {
        if (symbol.name.starts_with(one->address + ".")) {
          return lowering.unit.evaluator().Written(*one, keys.domain);
        }
      }
    }
  }
  return {};
}

void LowerNames(const UnitResource& resource, const Lowering& lowering, const NameKeys& keys) {
  NameAssociation one{.head = MakeHead(resource, lowering), .kind = keys.kind};
  const ArgumentReader reader(resource, lowering);
  one.of = LowerWith(reader, keys.of, ToRef);
  one.vpc = LowerWith(reader, keys.vpc, ToRef);
  if (!keys.looked_up.empty()) {
    const Cases<Traced> domain = lowering.unit.Explored([&] {
      const Traced of = lowering.unit.evaluator().Written(*resource.instance, keys.of);
      const Symbol* symbol = of ? FirstUnknown(*of) : nullptr;
      return symbol != nullptr && symbol->why == Why::kDataSource
                 ? LookedUp(*symbol, keys, lowering)
                 : Traced{};
    });
    one.domain.in =
        domain.Map([&](Traced value) { return ToText(value, reader.head(), reader.values()); });
  }
  lowering.model.name_associations.push_back(std::move(one));
}

void LowerZoneAssociation(const UnitResource& resource, const Lowering& lowering) {
  LowerNames(resource, lowering, kZoneKeys);
}

void LowerRuleAssociation(const UnitResource& resource, const Lowering& lowering) {
  LowerNames(resource, lowering, kRuleKeys);
}

void LowerProfileAssociation(const UnitResource& resource, const Lowering& lowering) {
  LowerNames(resource, lowering, kProfileKeys);
}

void LowerFirewallAssociation(const UnitResource& resource, const Lowering& lowering) {
  LowerNames(resource, lowering, kFirewallKeys);
}

void LowerDhcpAssociation(const UnitResource& resource, const Lowering& lowering) {
  LowerNames(resource, lowering, kDhcpKeys);
}

void LowerDhcpOptions(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<DhcpOptions>, 1> kRows = {{
      {"domain_name_servers", &DhcpOptions::servers},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.dhcp_options);
}

void LowerEndpointDns(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<EndpointDns>, 2> kRows = {{
      {"vpc_endpoint_id", &EndpointDns::endpoint},
      {"private_dns_enabled", &EndpointDns::private_dns},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.endpoint_dns);
}

void LowerExclusiveRules(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<Row<UnreadSetting>, 1> kRows = {{
      {"security_group_id", &UnreadSetting::of},
  }};
  LowerPlain(resource, lowering, kRows, lowering.model.unread_settings);
}

// Default VPCs and subnets are not here: AWS made them, with routes that no code shows.
constexpr std::array<TypeRow, 34> kNetworkTypes = {{
    {"aws_vpc", LowerVpc},
    {"aws_subnet", LowerSubnet},
    {"aws_ec2_managed_prefix_list", LowerPrefixList},
    {"aws_ec2_managed_prefix_list_entry", LowerPrefixListEntry},
    {"aws_route_table", LowerRouteTable},
    {"aws_default_route_table", LowerRouteTable},
    {"aws_route", LowerRoute},
    {"aws_vpn_gateway_route_propagation", LowerPropagation},
    {"aws_route_table_association", LowerAssociation},
    {"aws_main_route_table_association", LowerMainAssociation},
    {"aws_nat_gateway", LowerNatGateway},
    {"aws_internet_gateway", LowerInternetGateway},
    {"aws_vpc_endpoint", LowerEndpoint},
    {"aws_vpc_endpoint_policy", LowerEndpointPolicy},
    {"aws_network_acl", LowerAcl},
    {"aws_default_network_acl", LowerAcl},
    {"aws_network_acl_rule", LowerAclRule},
    {"aws_network_acl_association", LowerAclAssociation},
    {"aws_security_group", LowerSecurityGroup},
    {"aws_default_security_group", LowerSecurityGroup},
    {"aws_security_group_rule", LowerClassicRule},
    {"aws_vpc_security_group_egress_rule", LowerEgressRule},
    {"aws_vpc_security_group_ingress_rule", LowerIngressRule},
    {"aws_vpc_block_public_access_options", LowerPublicAccessBlock},
    {"aws_route53_zone", LowerZone},
    {"aws_route53_zone_association", LowerZoneAssociation},
    {"aws_route53_resolver_rule", LowerResolverRule},
    {"aws_route53_resolver_rule_association", LowerRuleAssociation},
    {"aws_route53profiles_association", LowerProfileAssociation},
    {"aws_route53_resolver_firewall_rule_group_association", LowerFirewallAssociation},
    {"aws_vpc_dhcp_options", LowerDhcpOptions},
    {"aws_vpc_dhcp_options_association", LowerDhcpAssociation},
    {"aws_vpc_endpoint_private_dns", LowerEndpointDns},
    {"aws_vpc_security_group_rules_exclusive", LowerExclusiveRules},
}};

}  // namespace

std::span<const TypeRow> NetworkTypes() { return kNetworkTypes; }

void FindLookedUp(const Lowering& lowering) {
  constexpr std::array<std::string_view, 8> kTypes = {
      "aws_vpc",         "aws_vpcs",         "aws_subnet",         "aws_subnets",
      "aws_route_table", "aws_route_tables", "aws_security_group", "aws_security_groups"};
  ValueStore& values = lowering.unit.evaluator().store();
  for (const ModuleInstance* module : lowering.unit.modules()) {
    for (const auto& [name, declared] : module->folder->data()) {
      const std::string_view type = declared.label(0);
      if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end()) continue;
      for (const Instance* one :
           lowering.unit.InstancesOf(*module, declared, Instance::Kind::kData)) {
        const Place head{declared.head(), module->route};
        const Cases<Traced> names =
            lowering.unit.Explored([&] { return lowering.unit.evaluator().NameLookedUp(*one); });
        const auto is_default = declared.Argument("default");
        lowering.model.looked_up.push_back(
            {.address = one->address,
             .name = {names.Map([&](Traced text) { return ToText(text, head, values); })},
             .made_by_aws =
                 is_default && lowering.sources.Text(is_default->value->span) == "true"});
      }
    }
  }
}

}  // namespace execlint::terraform
