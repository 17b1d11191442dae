// A model by hand, for tests of the network: resources with the fewest words, every attribute with
// a place, as lowering leaves it.
//
//   Builder b;
//   Vpc& vpc = b.AddVpc();
//   Subnet& subnet = b.AddSubnet(vpc);
//   RouteTable& table = b.AddTable(vpc);
//   b.AddRoute(table, b.NatRoute(b.AddNat()));
//   b.Associate(subnet, table);
#ifndef EXECLINT_TESTS_LINT_NETWORK_BUILDER_H_
#define EXECLINT_TESTS_LINT_NETWORK_BUILDER_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/model/lowering.h"
#include "lint/model/model.h"
#include "lint/verdict/network.h"
#include "lint/verdict/workload.h"

namespace execlint::testing {

class Builder {
 public:
  Builder() {
    model_.values = std::make_unique<ValueStore>();
    // References to what a vector holds stay good while a test adds more.
    model_.vpcs.reserve(kMost);
    model_.subnets.reserve(kMost);
    model_.route_tables.reserve(kMost);
    model_.routes.reserve(kMost);
    model_.route_table_associations.reserve(kMost);
    model_.nat_gateways.reserve(kMost);
    model_.internet_gateways.reserve(kMost);
    model_.vpc_endpoints.reserve(kMost);
    model_.security_groups.reserve(kMost);
    model_.security_group_rules.reserve(kMost);
    model_.task_definitions.reserve(kMost);
    model_.services.reserve(kMost);
  }

  Model& model() { return model_; }
  ValueStore& values() { return *model_.values; }

  // ---- values and facts

  Place NewPlace() {
    next_ += 10;
    return {.span = {FileId{1}, next_, next_ + 5}};
  }
  template <class T>
  static Attr<T> Is(Fact<T> fact) {
    return {.in = Cases<Fact<T>>(std::move(fact))};
  }
  template <class T>
  Attr<T> Absent() {
    return Is(Fact<T>::Absent(NewPlace()));
  }
  template <class T>
  Fact<T> Unknown(std::string name) {
    return Fact<T>::Unknowable(Hole(std::move(name)), NewPlace());
  }
  const Symbol* Hole(std::string name) {
    return values().Intern({.why = Why::kInputWithoutDefault, .name = std::move(name)});
  }
  // `a ${hole} b`: text in which `${name}` stands for something unknown.
  Text TextOf(std::string_view text) {
    std::vector<Part> parts;
    while (!text.empty()) {
      if (text.starts_with("${")) {
        const std::size_t end = text.find('}');
        parts.push_back({.hole = Hole(std::string(text.substr(2, end - 2)))});
        text.remove_prefix(end + 1);
      } else {
        const std::size_t end = std::min(text.find("${"), text.size());
        parts.push_back({.text = values().Keep(text.substr(0, end))});
        text.remove_prefix(end);
      }
    }
    return {{values().String(parts, NewPlace().span)}};
  }
  Fact<Text> Says(std::string_view text) { return Fact<Text>::Known(TextOf(text), NewPlace()); }
  Attr<Text> IsText(std::string_view text) { return Is(Says(text)); }
  Fact<bool> Bool(bool value, Certainty certainty = Certainty::kCertain) {
    return Fact<bool>::Known(value, NewPlace(), certainty);
  }

  // An attribute of a resource: `aws_vpc.main.id`.
  template <class R>
  Fact<Ref> To(const R& resource, std::string_view attribute = "id") {
    return ToRef(Computed(resource, attribute), NewPlace(), values());
  }
  template <class R>
  Traced Computed(const R& resource, std::string_view attribute) {
    const Symbol* symbol =
        values().Intern({.why = Why::kComputedByAws,
                         .name = resource.head.address + "." + std::string(attribute),
                         .resource = resource.head.id,
                         .attribute = std::string(attribute)});
    return {values().Unknown(symbol, NewPlace().span)};
  }
  Fact<Ref> ToText(std::string_view text) {
    return Fact<Ref>::Known({.text = TextOf(text), .place = NewPlace()}, NewPlace());
  }
  template <class T>
  Fact<List<T>> ListOf(std::vector<Fact<T>> items, const Symbol* open = nullptr) {
    const Place place = NewPlace();
    return Fact<List<T>>::Known({.items = std::move(items), .open_because = open, .place = place},
                                place);
  }
  // Certainly not written.
  template <class T>
  Fact<List<T>> Nothing() {
    return Fact<List<T>>::Absent(NewPlace());
  }

  // A selector of two candidates, `false` and `true`; `false` is the base scenario's.
  std::uint8_t AddSwitch(std::string name) {
    model_.selectors.push_back(
        {.name = std::move(name), .candidates = {"false", "true"}, .at = {}});
    return static_cast<std::uint8_t>(model_.selectors.size() - 1);
  }
  template <class T>
  static Attr<T> When(std::uint8_t selector, Fact<T> on, Fact<T> off) {
    return {.in = Cases<Fact<T>>(std::vector<Case<Fact<T>>>{{{{selector, 0}}, std::move(off)},
                                                            {{{selector, 1}}, std::move(on)}})};
  }

  // ---- resources

  Vpc& AddVpc() {
    return model_.vpcs.emplace_back(Vpc{.head = NewHead("aws_vpc"),
                                        .cidr = IsText("10.0.0.0/16"),
                                        .dns_support = Absent<bool>(),
                                        .dns_hostnames = Is(Bool(true))});
  }
  Subnet& AddSubnet(const Vpc& vpc) {
    return model_.subnets.emplace_back(
        Subnet{.head = NewHead("aws_subnet"), .vpc = Is(To(vpc)), .ipv6_native = Absent<bool>()});
  }
  RouteTable& AddTable(const Vpc& vpc, std::vector<Fact<Route>> routes = {}) {
    return model_.route_tables.emplace_back(
        RouteTable{.head = NewHead("aws_route_table"),
                   .vpc = Is(To(vpc)),
                   .routes = Is(routes.empty() ? Nothing<Route>() : ListOf(std::move(routes)))});
  }
  NatGateway& AddNat() {
    return model_.nat_gateways.emplace_back(
        NatGateway{.head = NewHead("aws_nat_gateway"), .connectivity_type = Absent<Text>()});
  }
  InternetGateway& AddInternetGateway() {
    return model_.internet_gateways.emplace_back(
        InternetGateway{.head = NewHead("aws_internet_gateway")});
  }
  RouteTableAssociation& Associate(const Subnet& subnet, const RouteTable& table) {
    return model_.route_table_associations.emplace_back(
        RouteTableAssociation{.head = NewHead("aws_route_table_association"),
                              .subnet = Is(To(subnet)),
                              .route_table = Is(To(table)),
                              .main_of_vpc = Absent<Ref>()});
  }
  RouteTableAssociation& MakeMain(const Vpc& vpc, const RouteTable& table) {
    return model_.route_table_associations.emplace_back(
        RouteTableAssociation{.head = NewHead("aws_main_route_table_association"),
                              .subnet = Absent<Ref>(),
                              .route_table = Is(To(table)),
                              .main_of_vpc = Is(To(vpc))});
  }
  RouteEntry& AddRoute(Fact<Ref> table, Fact<Route> route) {
    return model_.routes.emplace_back(RouteEntry{.head = NewHead("aws_route"),
                                                 .route_table = Is(std::move(table)),
                                                 .route = Is(std::move(route))});
  }
  RouteEntry& AddRoute(const RouteTable& table, Fact<Route> route) {
    return AddRoute(To(table), std::move(route));
  }
  Fact<Route> ARoute(std::string_view cidr, Fact<Ref> Route::* target, Fact<Ref> to) {
    Route route{.place = NewPlace(), .cidr = Says(cidr)};
    route.*target = std::move(to);
    return Fact<Route>::Known(route, route.place);
  }
  Fact<Route> NatRoute(const NatGateway& nat) {
    return ARoute("0.0.0.0/0", &Route::nat_gateway, To(nat));
  }
  Fact<Route> InternetRoute(const InternetGateway& gateway) {
    return ARoute("0.0.0.0/0", &Route::gateway, To(gateway));
  }
  VpcEndpoint& AddEndpoint(const Vpc& vpc, std::string_view service,
                           std::vector<Fact<Ref>> groups = {}) {
    return model_.vpc_endpoints.emplace_back(VpcEndpoint{
        .head = NewHead("aws_vpc_endpoint"),
        .vpc = Is(To(vpc)),
        .service_name = IsText("com.amazonaws.eu-west-1." + std::string(service)),
        .type = IsText("Interface"),
        .private_dns = Is(Bool(true)),
        .subnets = Absent<List<Ref>>(),
        .security_groups = Is(groups.empty() ? Nothing<Ref>() : ListOf(std::move(groups)))});
  }
  SecurityGroup& AddGroup(std::vector<Fact<GroupRule>> egress,
                          std::vector<Fact<GroupRule>> ingress = {}) {
    return model_.security_groups.emplace_back(SecurityGroup{
        .head = NewHead("aws_security_group"),
        .vpc = Absent<Ref>(),
        .ingress = Is(ingress.empty() ? Nothing<GroupRule>() : ListOf(std::move(ingress))),
        .egress = Is(egress.empty() ? Nothing<GroupRule>() : ListOf(std::move(egress)))});
  }
  Fact<GroupRule> Tcp(std::string_view from, std::string_view to, std::string_view cidr,
                      std::vector<Fact<Ref>> groups = {}) {
    GroupRule rule{
        .place = NewPlace(), .protocol = Says("tcp"), .from_port = Says(from), .to_port = Says(to)};
    if (!cidr.empty()) rule.cidrs.items.push_back(Says(cidr));
    rule.groups.items = std::move(groups);
    return Fact<GroupRule>::Known(rule, rule.place);
  }
  SecurityGroupRule& AddGroupRule(const SecurityGroup& group, bool egress, Fact<GroupRule> rule) {
    return model_.security_group_rules.emplace_back(
        SecurityGroupRule{.head = NewHead("aws_security_group_rule"),
                          .group = Is(To(group)),
                          .egress = egress,
                          .rule = Is(std::move(rule))});
  }

  // A Fargate service with exec on, its task definition, and no security groups of its own.
  Service& AddService(std::vector<Fact<Ref>> subnets) {
    const TaskDefinition& task = model_.task_definitions.emplace_back(
        TaskDefinition{.head = NewHead("aws_ecs_task_definition"),
                       .containers = Is(ListOf<Container>({})),
                       .network_mode = IsText("awsvpc")});
    return model_.services.emplace_back(
        Service{.head = NewHead("aws_ecs_service"),
                .enable_execute_command = Is(Bool(true)),
                .task_definition = Is(To(task, "arn")),
                .launch_type = IsText("FARGATE"),
                .subnets = Is(subnets.empty() ? Nothing<Ref>() : ListOf(std::move(subnets))),
                .security_groups = Absent<List<Ref>>(),
                .assign_public_ip = Absent<bool>()});
  }

  Escape& Export(ResourceId id, Escape::How how = Escape::How::kOutput,
                 std::string through = "output \"x\"") {
    return model_.escapes[id].emplace_back(Escape{how, NewPlace(), std::move(through)});
  }

  // ---- questions

  ModelView View() { return {model_, scenario_, reads_}; }
  void Choose(std::uint8_t selector, std::uint8_t candidate) {
    scenario_.candidate[selector] = candidate;
  }
  // The verdict of the first service.
  NetworkVerdict Judge() {
    const Launches launches(model_);
    const Workload workload(launches[0], scenario_, reads_);
    NetworkVerdict verdict = workload.network_verdict();
    // An unknown says why; nothing else has doubts.
    EXPECT_EQ(verdict.unknown(), !verdict.doubts.empty());
    return verdict;
  }
  // The reason of its first doubt.
  static std::string WhyOf(const Verdict& verdict) {
    if (verdict.doubts.empty()) return "";
    const Doubt& doubt = verdict.doubts.front();
    return doubt.what + ": " + Reason(*doubt.why.symbol);
  }

  Head NewHead(std::string type) {
    const auto id = ResourceId{++ids_};
    const std::string address = type + ".r" + std::to_string(ids_);
    const Span span = NewPlace().span;
    return {.id = id, .type = std::move(type), .address = address, .span = span, .block = span};
  }

 private:
  static constexpr std::size_t kMost = 16;
  Model model_;
  Scenario scenario_;
  Reads reads_;
  std::uint32_t ids_ = 0;
  std::uint32_t next_ = 0;
};

}  // namespace execlint::testing

#endif  // EXECLINT_TESTS_LINT_NETWORK_BUILDER_H_
