#include "parsers/terraform/project/may_answer.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "lint/source/find.h"

namespace execlint::terraform {
namespace {

// What a question may be about.
enum Topic : unsigned {
  kPolicies = 1,
  kWays = 2,
  kFilters = 4,
  kRules = 8,
  kBoundaries = 16,
  kOrganization = 32,
};
// Types that answer a question. Those that add something show that a unit is worth reading; the
// others are read with them.
struct Answering {
  std::string_view type;
  unsigned adds, with;  // topics
};
constexpr std::array<Answering, 38> kAnswering = {{
    {"aws_iam_role", 0, kPolicies | kBoundaries},
    {"aws_iam_user", 0, kBoundaries},
    {"aws_iam_policy", 0, kPolicies | kBoundaries},
    {"aws_iam_role_policy", kPolicies, kBoundaries},
    {"aws_iam_role_policy_attachment", kPolicies, kBoundaries},
    {"aws_iam_user_policy_attachment", 0, kBoundaries},
    {"aws_iam_policy_attachment", kPolicies, kBoundaries},
    {"aws_iam_role_policies_exclusive", kPolicies, 0},
    {"aws_iam_role_policy_attachments_exclusive", kPolicies, 0},
    {"aws_organizations_policy", kOrganization, 0},
    {"aws_vpc", 0, kWays | kFilters | kRules},
    {"aws_subnet", 0, kWays | kFilters},
    {"aws_route_table", 0, kWays},
    {"aws_default_route_table", kWays, 0},
    {"aws_route", kWays, 0},
    {"aws_route_table_association", kWays, 0},
    {"aws_main_route_table_association", kWays, 0},
    {"aws_vpc_endpoint", kWays, kFilters},
    {"aws_vpc_endpoint_policy", kFilters, 0},
    {"aws_vpc_block_public_access_options", kFilters, 0},
    {"aws_network_acl", kFilters, 0},
    {"aws_default_network_acl", kFilters, 0},
    {"aws_network_acl_rule", 0, kFilters},
    {"aws_network_acl_association", kFilters, 0},
    {"aws_route53_zone", kFilters, 0},
    {"aws_route53_zone_association", kFilters, 0},
    {"aws_route53_resolver_rule", 0, kFilters},
    {"aws_route53_resolver_rule_association", kFilters, 0},
    {"aws_route53profiles_association", kFilters, 0},
    {"aws_route53_resolver_firewall_rule_group_association", kFilters, 0},
    {"aws_vpc_dhcp_options", 0, kFilters},
    {"aws_vpc_dhcp_options_association", kFilters, 0},
    {"aws_vpc_security_group_rules_exclusive", kFilters, 0},
    {"aws_security_group", 0, kRules},
    {"aws_default_security_group", 0, kRules},
    {"aws_security_group_rule", kRules, 0},
    {"aws_vpc_security_group_egress_rule", kRules, 0},
    {"aws_vpc_security_group_ingress_rule", kRules, 0},
}};

// Does an attachment name its role other than by a reference to a resource or module of this code?
bool NamesAnotherRole(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r[", kHead = "resource \"aws_iam_";
  if (!Holds(text, "_iam_")) return false;  // found faster than a word that every file begins with
  // JSON has no blocks to tell: any attachment there may.
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool is_json = first != text.npos && text[first] == '{';
  for (const std::string_view type : {"\"aws_iam_role_polic", "\"aws_iam_policy_attachment"}) {
    if (!is_json) break;
    for (std::size_t at = Find(text, type); at != text.npos; at = Find(text, type, at + 1)) {
      const std::size_t end = text.find('"', at + 1);
      const std::size_t next = text.find_first_not_of(" \t\r\n", end == text.npos ? end : end + 1);
      if (next != text.npos && text[next] == ':') return true;
    }
  }
  for (std::size_t at = Find(text, kHead), next = 0; at != text.npos; at = next) {
    at += kHead.size();
    next = Find(text, kHead, at);
    const std::string_view rest = text.substr(at, next - at);  // up to the next one
    if (!rest.starts_with("role_polic") && !rest.starts_with("policy_attachment\"")) continue;
    const std::string_view block = rest.substr(0, rest.find("\n}"));
    for (std::size_t role = 0; (role = block.find("role", role + 1)) != block.npos;) {
      if (block[role - 1] != ' ' && block[role - 1] != '\t') continue;
      const std::size_t name = block.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", role);
      std::size_t value = block.find_first_not_of(kBlanks, name);
      if (value == block.npos || block[value] != '=') continue;
      value = block.find_first_not_of(kBlanks, value + 1);
      const std::string_view written = value == block.npos ? "" : block.substr(value);
      if (!written.starts_with("aws_iam_role.") && !written.starts_with("module.")) return true;
    }
  }
  return false;
}

// But for what is asked of single roles and documents.
unsigned TopicsOf(const Question& question) {
  return (question.policies ? kPolicies : 0U) | (question.organization ? kOrganization : 0U) |
         (question.ways ? kWays : 0U) | (question.filters ? kFilters : 0U) |
         (question.rules ? kRules : 0U);
}

}  // namespace

bool Answers(std::string_view type, const Question& question) {
  const unsigned topics = TopicsOf(question) | (question.roles.empty() ? 0U : kPolicies) |
                          (question.documents.empty() ? 0U : kBoundaries);
  return std::ranges::any_of(kAnswering, [&](const Answering& one) {
    return one.type == type && ((one.adds | one.with) & topics) != 0;
  });
}

bool MayAnswer(const FoundUnit& unit, const Question& question, const SourceMap& sources) {
  const auto any_holds = [&](std::string_view needle) {
    return std::any_of(unit.files.begin(), unit.files.end(),
                       [&](FileId file) { return Holds(sources.Text(file), needle); });
  };
  const auto names_document = [&] {
    return std::any_of(question.documents.begin(), question.documents.end(), any_holds);
  };
  if (!question.documents.empty() && any_holds("permissions_boundary") && names_document()) {
    return true;
  }
  if (!question.roles.empty() &&
      std::any_of(unit.files.begin(), unit.files.end(),
                  [&](FileId file) { return NamesAnotherRole(sources.Text(file)); })) {
    const bool speaks_of_sessions =
        any_holds("ssmmessages") || any_holds("AmazonSSM") || any_holds("_exclusive\"") ||
        any_holds("AWSDenyAll") ||
        (any_holds("Deny") && (any_holds("NotAction") || any_holds("not_actions")));
    // The name may stand in a var file.
    const auto any_holds_too = [&](std::string_view name) {
      const auto holds = [&](const ProjectFile& file) {
        return Holds(sources.Text(file.id), name);
      };
      return any_holds(name) || std::ranges::any_of(unit.automatic, holds) ||
             std::ranges::any_of(unit.named, holds);
    };
    const auto& roles = question.roles;
    if (speaks_of_sessions && std::any_of(roles.begin(), roles.end(), any_holds_too)) return true;
  }
  const unsigned topics = TopicsOf(question);
  const auto adds = [&](std::string_view type) {
    return std::ranges::any_of(kAnswering, [&](const Answering& one) {
      return (one.adds & topics) != 0 && one.type == type;
    });
  };
  return topics != 0 && std::ranges::any_of(unit.files, [&](FileId file) {
           return std::ranges::any_of(unit.made->In(file), adds);
         });
}

}  // namespace execlint::terraform
