// VPC resources, as far as they decide whether a task can reach Session Manager.
#ifndef EXECLINT_LINT_MODEL_NETWORK_H_
#define EXECLINT_LINT_MODEL_NETWORK_H_

#include <cstdint>
#include <vector>

#include "lint/model/attribute.h"
#include "lint/model/iam.h"

namespace execlint {

struct Vpc {
  Head head = {};
  Attr<Text> name = {};           // the `Name` tag
  Attr<Text> cidr = {};           // the first IPv4 block
  Attr<bool> dns_support = {};    // default true
  Attr<bool> dns_hostnames = {};  // default false
  // `default_route_table_id`/`main_route_table_id` are attributes of it: refs to them name the VPC.
};

struct Subnet {
  Head head = {};
  Attr<Text> name = {};  // the `Name` tag
  Attr<Ref> vpc = {};
  Attr<Text> cidr = {};  // its IPv4 block
  Attr<bool> ipv6_native = {};
  Attr<bool> map_public_ip = {};  // of instances, not of tasks; default false
};

// One route. Exactly one of the targets is written in valid code.
struct Route {
  Place place = {};
  Fact<Text> cidr = {};       // destination: `0.0.0.0/0`
  Fact<Text> ipv6_cidr = {};  // `::/0`
  // The destination is the IPv4 block of a VPC or subnet, whichever that is: never all addresses.
  bool to_network = false;
  Fact<Ref> prefix_list = {};
  Fact<Ref> gateway = {};  // internet gateway, or the name `local`
  Fact<Ref> nat_gateway = {};
  Fact<Ref> egress_only_gateway = {};
  Fact<Ref> other =
      {};  // any other target: transit gateway, instance, interface, peering, endpoint ...
};

// A managed prefix list.
struct PrefixList {
  Head head = {};
  Attr<List<Text>> blocks = {};  // IPv4 or IPv6, written inside the list
};

struct PrefixListEntry {  // a block as a resource of its own
  Head head = {};
  Attr<Ref> list = {};
  Attr<Text> block = {};
};

struct RouteTable {
  Head head = {};
  Attr<Text> name = {};  // the `Name` tag
  Attr<Ref> vpc = {};
  Attr<List<Route>> routes = {};  // written inside the table
  bool is_default = false;        // stands for the VPC's own main table (aws_default_route_table)
};

struct RouteEntry {  // a route as a resource of its own
  Head head = {};
  Attr<Ref> route_table = {};
  Attr<Route> route = {};
};

struct RouteTableAssociation {
  Head head = {};
  Attr<Ref> subnet = {};  // absent on a gateway association
  Attr<Ref> route_table = {};
  Attr<Ref> main_of_vpc = {};  // aws_main_route_table_association: the VPC
};

struct NatGateway {
  Head head = {};
  Attr<Text> connectivity_type = {};  // default public
  Attr<Ref> subnet = {};              // absent on a regional one, which needs none
};

struct InternetGateway {
  Head head = {};
};

struct VpcEndpoint {
  Head head = {};
  Attr<Ref> vpc = {};
  Attr<Text> service_name = {};
  Attr<Text> type = {};  // default Gateway
  Attr<bool> private_dns = {};
  Attr<List<Ref>> subnets = {};
  Attr<List<Ref>> security_groups = {};
  Attr<PolicyDocument> policy = {};  // absent: everything is allowed
};

// The policy of an endpoint as a resource of its own.
struct VpcEndpointPolicy {
  Head head = {};
  Attr<Ref> endpoint = {};
  Attr<PolicyDocument> policy = {};
};

// A rule of a network ACL. Numbers decide in which order rules are tried.
struct AclRule {
  Place place = {};
  Fact<Text> number = {};
  Fact<Text> action = {};  // `allow` or `deny`
  Fact<Text> protocol = {};
  Fact<Text> from_port = {};
  Fact<Text> to_port = {};
  Fact<Text> cidr = {};  // IPv4
};

struct NetworkAcl {
  Head head = {};
  Attr<Ref> vpc = {};
  Attr<List<Ref>> subnets = {};
  Attr<List<AclRule>> ingress = {};  // written inside the ACL
  Attr<List<AclRule>> egress = {};
  bool is_default = false;  // stands for the VPC's own ACL (aws_default_network_acl)
};

struct NetworkAclEntry {  // a rule as a resource of its own
  Head head = {};
  Attr<Ref> acl = {};      // an attribute of a VPC: that VPC's own ACL
  Attr<bool> egress = {};  // default false
  Attr<AclRule> rule = {};
};

struct NetworkAclAssociation {
  Head head = {};
  Attr<Ref> acl = {};
  Attr<Ref> subnet = {};
};

// A security-group rule, inbound or outbound.
struct GroupRule {
  Place place = {};
  Fact<Text> protocol = {};
  Fact<Text> from_port = {};
  Fact<Text> to_port = {};
  List<Text> cidrs = {};  // IPv4 and IPv6
  List<Ref> groups = {};  // security groups named by reference
  Fact<bool> self = {};   // the group that the rule belongs to
  List<Ref> prefix_lists = {};
};

struct SecurityGroup {
  Head head = {};
  Attr<Text> name = {};
  Attr<Ref> vpc = {};
  Attr<List<GroupRule>> ingress = {};  // written inside the group
  Attr<List<GroupRule>> egress = {};
  bool allows_all_egress_by_default =
      false;                // CloudFormation without egress; not Terraform [A6.13]
  bool is_default = false;  // stands for the VPC's own default group (aws_default_security_group)
};

struct SecurityGroupRule {  // a rule as a resource of its own
  Head head = {};
  Attr<Ref> group = {};
  bool egress = false;
  Attr<GroupRule> rule = {};
};

// VPC Block Public Access, for all VPCs of the account in the region. Exclusions are not read.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
struct PublicAccessBlock {
  Head head = {};
  Attr<Text> mode = {};  // `off`; `block-bidirectional`; `block-ingress`, which leaves NAT gateways
};

// A hosted zone with VPCs. Its name may cover that of Session Manager, so that it stands in for the
// private DNS of an endpoint.
struct PrivateZone {
  Head head = {};
  Attr<Text> name = {};
  Attr<List<Ref>> vpcs = {};  // those that the zone itself names
};

// A rule of the VPC resolver: who is asked for the names of a domain.
struct ResolverRule {
  Head head = {};
  Attr<Text> domain = {};
  Attr<Text> type = {};  // SYSTEM leaves the names to the VPC
};

// DHCP options: which servers are asked for names.
struct DhcpOptions {
  Head head = {};
  Attr<List<Text>> servers = {};  // absent: AmazonProvidedDNS, the VPC's own
};

// Private DNS of an endpoint as a resource of its own (aws_vpc_endpoint_private_dns).
struct EndpointDns {
  Head head = {};
  Attr<Ref> endpoint = {};
  Attr<bool> private_dns = {};
};

// A resource that sets something of another, which execlint does not read: which rules a security
// group keeps.
struct UnreadSetting {
  Head head = {};
  Attr<Ref> of = {};
};

// What gives a VPC a private zone, a resolver rule, a Route 53 profile, a DNS Firewall or DHCP
// options.
struct NameAssociation {
  enum class Kind : std::uint8_t { kZone, kRule, kProfile, kFirewall, kDhcp };
  Head head = {};
  Kind kind = Kind::kZone;
  Attr<Ref> of = {};  // the zone, rule, profile, rule group or options
  Attr<Ref> vpc = {};
  Attr<Text> domain = {};  // of a zone or rule that a data source looks up
};

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_NETWORK_H_
