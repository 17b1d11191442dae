#include "tests/parsers/model_text.h"

#include <algorithm>
#include <memory>
#include <string_view>

#include "lint/model/model.h"
#include "tests/support/only_unit.h"
#include "tests/support/quoted.h"

namespace execlint::testing_support {
namespace {

class Words {
 public:
  explicit Words(const Model& model) : model_(model) {
    Name(model.services, model.task_definitions, model.clusters, model.roles, model.policies,
         model.vpcs, model.subnets, model.route_tables, model.nat_gateways, model.internet_gateways,
         model.vpc_endpoints, model.security_groups);
  }

  // Instead of values: where they stand.
  void PlacesOf(const SourceMap& sources, const PlacesWanted& wanted) {
    sources_ = &sources;
    wanted_ = &wanted;
  }

  std::vector<std::string> All() {
    for (const Service& one : model_.services) {
      Line(one.head, "name", one.name, "exec", one.enable_execute_command, "task",
           one.task_definition, "cluster", one.cluster, "launch_type", one.launch_type, "providers",
           one.capacity_providers, "version", one.platform_version, "controller",
           one.deployment_controller, "subnets", one.subnets, "groups", one.security_groups,
           "public_ip", one.assign_public_ip, "written", one.written, "of", one.of_service, "role",
           one.task_role, "tags", one.tags);
    }
    for (const TaskDefinition& one : model_.task_definitions) {
      Line(one.head, "family", one.family, "role", one.task_role, "execution_role",
           one.execution_role, "network", one.network_mode, "pid", one.pid_mode, "compatible",
           one.requires_compatibilities, "os", one.operating_system_family, "proxy",
           one.mesh_proxy_container, "containers", one.containers, "tags", one.tags);
    }
    for (const Cluster& one : model_.clusters) {
      Line(one.head, "name", one.name, "configuration", one.exec_configuration, "logging",
           one.exec_logging, "log_group", one.exec_log_group, "bucket", one.exec_log_bucket, "key",
           one.exec_key, "providers", one.default_capacity_providers, "tags", one.tags);
    }
    for (const CapacityProvider& one : model_.capacity_providers) {
      Line(one.head, "name", one.name, "group", one.auto_scaling_group, "managed",
           one.managed_instances);
    }
    for (const CapacityProviderAssociation& one : model_.capacity_provider_associations) {
      Line(one.head, "cluster", one.cluster, "providers", one.default_strategy);
    }
    for (const OtherLauncher& one : model_.other_launchers) {
      Line(one.head, "task", one.task_definition);
    }
    for (const Role& one : model_.roles) {
      constexpr const char* kKinds[] = {"role", "user", "group", "permission set"};
      Line(one.head, kKinds[static_cast<int>(one.kind)], one.name, "path", one.path, "trust",
           one.trust, "inline", one.inline_policies, "managed", one.managed_policies, "boundary",
           one.permissions_boundary);
    }
    for (const Policy& one : model_.policies) {
      Line(one.head, "name", one.name, "path", one.path, "document", one.document);
    }
    for (const PolicyAttachment& one : model_.policy_attachments) {
      Line(one.head, "roles", one.roles, "users", one.users, "groups", one.groups, "policy",
           one.policy, "document", one.document, "name", one.name);
    }
    for (const Vpc& one : model_.vpcs) {
      Line(one.head, "cidr", one.cidr, "dns_support", one.dns_support, "dns_hostnames",
           one.dns_hostnames);
    }
    for (const Subnet& one : model_.subnets) {
      Line(one.head, "vpc", one.vpc, "ipv6_native", one.ipv6_native);
    }
    for (const RouteTable& one : model_.route_tables) {
      Line(one.head, one.is_default ? "default of vpc" : "vpc", one.vpc, "routes", one.routes);
    }
    for (const RouteEntry& one : model_.routes) {
      Line(one.head, "table", one.route_table, "route", one.route);
    }
    for (const RouteTableAssociation& one : model_.route_table_associations) {
      Line(one.head, "subnet", one.subnet, "table", one.route_table, "main_of", one.main_of_vpc);
    }
    for (const NatGateway& one : model_.nat_gateways) {
      Line(one.head, "connectivity", one.connectivity_type);
    }
    for (const VpcEndpoint& one : model_.vpc_endpoints) {
      Line(one.head, "vpc", one.vpc, "service", one.service_name, "type", one.type, "private_dns",
           one.private_dns, "subnets", one.subnets, "groups", one.security_groups);
    }
    for (const SecurityGroup& one : model_.security_groups) {
      Line(one.head, one.is_default ? "default of vpc" : "vpc", one.vpc, "in", one.ingress,
           one.allows_all_egress_by_default ? "out, else all" : "out", one.egress);
    }
    for (const SecurityGroupRule& one : model_.security_group_rules) {
      Line(one.head, "group", one.group, one.egress ? "out" : "in", one.rule);
    }
    for (const PrivateZone& one : model_.private_zones) {
      Line(one.head, "zone", one.name, "vpcs", one.vpcs);
    }
    for (const ResolverRule& one : model_.resolver_rules) {
      Line(one.head, "domain", one.domain, "type", one.type);
    }
    for (const NameAssociation& one : model_.name_associations) {
      Line(one.head, "of", one.of, "vpc", one.vpc, "domain", one.domain);
    }
    for (const Stray& stray : model_.strays) {
      lines_.push_back(stray.owner.address + ": stray `" + stray.spelling + "` at " + stray.path +
                       ": " + stray.consequence + "; " + stray.instead);
    }
    if (!model_.region.empty()) lines_.push_back("region " + model_.region);
    std::sort(lines_.begin(), lines_.end());
    return std::move(lines_);
  }

 private:
  template <class... Lists>
  void Name(const Lists&... lists) {
    const auto name = [this](const auto& list) {
      for (const auto& one : list) {
        if (one.head.id != ResourceId::kNone) names_[one.head.id] = one.head.local_address;
      }
    };
    (name(lists), ...);
  }

  template <class... Rest>
  void Line(const Head& head, const Rest&... attributes) {
    if (sources_ != nullptr) {
      if (head.address == wanted_->address) AddPlaces("exists", head.exists, attributes...);
      return;
    }
    line_ = head.address;
    if (!head.site.account.empty()) line_ += " in account " + OneLine(head.site.account);
    if (!head.site.region.empty()) line_ += " in region " + OneLine(head.site.region);
    if (head.instances != nullptr) line_ += " perhaps many";
    if (head.instances_by_default) line_ += " as many by default";
    line_ += ":";
    Add("exists", head.exists, attributes...);
    lines_.push_back(std::move(line_));
  }
  void Add() {}
  template <class T, class... Rest>
  void Add(std::string_view name, const Attr<T>& attribute, const Rest&... rest) {
    std::string text;
    for (const auto& one : attribute.in.all()) {
      const std::string value = Of(one.value);
      if (!value.empty()) text += (text.empty() ? "" : "|") + value;
    }
    if (attribute.in.left_out() != nullptr) text += "|else " + Of(*attribute.in.left_out());
    if (!text.empty() && text != "~") line_ += " " + std::string(name) + "=" + text;
    Add(rest...);
  }

  void AddPlaces() {}
  template <class T, class... Rest>
  void AddPlaces(std::string_view name, const Attr<T>& attribute, const Rest&... rest) {
    const Slot& slot = attribute.slot;
    if (slot.at.valid() && wanted_->attributes.contains(name)) {
      const std::string at = Shown(slot.at);
      std::string line =
          std::string(name) + ": " + slot.path + (slot.written ? " is " : " at ") + at;
      for (const auto& one : attribute.in.all()) {
        const Place& place = one.value.place();
        std::string from = Shown(place.span);
        for (const RouteStep* step = place.route; step != nullptr; step = step->before) {
          from += " by " + Shown(step->at);
        }
        if (from != at) line += ", value from " + from;
      }
      lines_.push_back(std::move(line));
    }
    AddPlaces(rest...);
  }
  // The text in quotes; of no text, the line and column.
  std::string Shown(const Span& span) const {
    if (span.empty()) {
      const LineColumn at = sources_->Locate(span.file, span.begin);
      return std::to_string(at.line) + ":" + std::to_string(at.column);
    }
    return Quoted(sources_->Text(span));
  }

  static std::string OneLine(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text.substr(0, text.find_last_not_of(' ') + 1);
  }
  template <class T>
  std::string Of(const Fact<T>& fact) {
    if (fact.not_lowered()) return "~";
    std::string text;
    if (const Unknown* why = fact.unknown()) text = "?" + Of(*why->symbol);
    if (fact.known()) text = Of(*fact);
    return text + (fact.certainty() == Certainty::kCertain     ? ""
                   : fact.certainty() == Certainty::kDefaulted ? "*"
                                                               : "**");
  }
  template <class T>
  std::string Of(const List<T>& list) {
    std::string text;
    for (const Fact<T>& item : list.items) text += (text.empty() ? "" : ",") + Of(item);
    if (list.open()) text += "..." + Of(*list.open_because);
    return "[" + text + (list.completeness == Certainty::kCertain ? "]" : "*]");
  }
  static std::string Of(const Symbol& symbol) {
    return std::string(symbol.why == Why::kLimit ? "limit " : "") +
           (symbol.naming == Symbol::Naming::kWords ? "in words: " : "") + symbol.name;
  }
  static std::string Of(bool value) { return value ? "true" : "false"; }
  static std::string Of(const Text& text) {
    const std::string shown = text.Shown();
    return shown.empty() ? "''" : shown;
  }
  std::string Of(const Ref& ref) {
    const auto found = names_.find(ref.target);
    return found == names_.end() ? ref.text.Shown() : "->" + found->second;
  }
  std::string Of(const Tag& tag) { return Of(tag.key) + ":" + Of(tag.value); }
  std::string Of(const Statement& statement) {
    return Of(statement.effect) + Of(statement.action.list);
  }
  std::string Of(const PolicyDocument& document) { return Of(document.statements); }
  std::string Of(const InlinePolicy& policy) { return Of(policy.name) + Of(policy.document); }
  std::string Of(const Container& container) {
    return Braced(
        {{"name", Of(container.name)}, {"read_only", Of(container.readonly_root_filesystem)}});
  }
  std::string Of(const Route& route) {
    return Braced({{"cidr", Of(route.cidr)},
                   {"ipv6", Of(route.ipv6_cidr)},
                   {"prefix_list", Of(route.prefix_list)},
                   {"gateway", Of(route.gateway)},
                   {"nat", Of(route.nat_gateway)},
                   {"egress_only", Of(route.egress_only_gateway)},
                   {"other", Of(route.other)}});
  }
  std::string Of(const GroupRule& rule) {
    return Braced({{"protocol", Of(rule.protocol)},
                   {"from", Of(rule.from_port)},
                   {"to", Of(rule.to_port)},
                   {"cidrs", Of(rule.cidrs)},
                   {"groups", Of(rule.groups)},
                   {"self", Of(rule.self)},
                   {"prefix_lists", Of(rule.prefix_lists)}});
  }
  static std::string Braced(const std::vector<std::pair<std::string, std::string>>& parts) {
    std::string text;
    for (const auto& [name, value] : parts) {
      if (value.empty() || value == "[]") continue;
      text += (text.empty() ? "" : " ") + name + "=" + value;
    }
    return "{" + text + "}";
  }

  const Model& model_;
  const SourceMap* sources_ = nullptr;    // set where places are wanted ...
  const PlacesWanted* wanted_ = nullptr;  // ... of these
  std::map<ResourceId, std::string> names_;
  std::vector<std::string> lines_;
  std::string line_;
};

}  // namespace

namespace {

// Of the only unit of the project.
std::vector<std::string> Read(const std::map<std::string, std::string>& files,
                              const PlacesWanted* places_of) {
  SourceMap sources;
  const std::unique_ptr<Model> model = LoadOnlyUnit(files, sources);
  if (model == nullptr) return {};
  Words words(*model);
  if (places_of != nullptr) words.PlacesOf(sources, *places_of);
  return words.All();
}

}  // namespace

std::vector<std::string> ModelInWords(const std::map<std::string, std::string>& files) {
  return Read(files, nullptr);
}

std::vector<std::string> PlacesInWords(const std::map<std::string, std::string>& files,
                                       const PlacesWanted& wanted) {
  return Read(files, &wanted);
}

std::vector<std::string> LoweredInWords(const std::string& file, const std::string& text,
                                        const std::string& asks) {
  std::vector<std::string> lines = ModelInWords({{file, text}});
  std::erase_if(lines, [&](const std::string& line) { return line.starts_with(asks + ":"); });
  return lines;
}

}  // namespace execlint::testing_support
