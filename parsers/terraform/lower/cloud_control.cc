// Types of the provider awscc, and its resource for any type, that run tasks, allow something or
// take it away. They are not read.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "lint/source/format.h"
#include "parsers/terraform/lower/lowering.h"

namespace execlint::terraform {
namespace {

void Tell(const UnitResource& resource, const Lowering& lowering, std::string_view type) {
  lowering.model.problems.push_back(
      {.kind = Problem::kLimit,
       .span = resource.instance->declared->head(),
       .message = Format("execlint does not read `{}`: what this resource turns on, allows or "
                         "denies is not seen; it reads types such as `aws_ecs_service`",
                         type)});
}

void TellNotRead(const UnitResource& resource, const Lowering& lowering) {
  Tell(resource, lowering, resource.instance->type());
}

// `aws_cloudcontrolapi_resource`, unless it is known to be of another service.
void TellNotReadOfType(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::array<std::string_view, 5> kServices = {
      "AWS::ECS::", "AWS::IAM::", "AWS::EC2::", "AWS::Organizations::", "AWS::Scheduler::"};
  const ArgumentReader reader(resource, lowering);
  const bool may = reader.Get("type_name").AnyValue([&](Traced value) {
    const auto name = value ? KnownText(*value) : std::nullopt;
    return !name || std::ranges::any_of(kServices, [&](std::string_view service) {
      return name->starts_with(service);
    });
  });
  if (may) Tell(resource, lowering, resource.instance->type());
}

constexpr std::array<TypeRow, 23> kCloudControlTypes = {{
    {"awscc_ecs_service", TellNotRead},
    {"awscc_ecs_task_set", TellNotRead},
    {"awscc_ecs_task_definition", TellNotRead},
    {"awscc_ecs_cluster", TellNotRead},
    {"awscc_iam_role", TellNotRead},
    {"awscc_iam_user", TellNotRead},
    {"awscc_iam_group", TellNotRead},
    {"awscc_iam_managed_policy", TellNotRead},
    {"awscc_iam_role_policy", TellNotRead},
    {"awscc_iam_user_policy", TellNotRead},
    {"awscc_iam_group_policy", TellNotRead},
    {"awscc_sso_permission_set", TellNotRead},
    {"awscc_organizations_policy", TellNotRead},
    {"awscc_scheduler_schedule", TellNotRead},
    {"awscc_ec2_route", TellNotRead},
    {"awscc_ec2_network_acl_entry", TellNotRead},
    {"awscc_ec2_subnet_network_acl_association", TellNotRead},
    {"awscc_ec2_security_group_egress", TellNotRead},
    {"awscc_ec2_security_group_ingress", TellNotRead},
    {"awscc_ec2_vpc_endpoint", TellNotRead},
    {"awscc_ec2_vpc_block_public_access_options", TellNotRead},
    {"awscc_route53resolver_resolver_rule_association", TellNotRead},
    {"aws_cloudcontrolapi_resource", TellNotReadOfType},
}};

}  // namespace

std::span<const TypeRow> CloudControlTypes() { return kCloudControlTypes; }

}  // namespace execlint::terraform
