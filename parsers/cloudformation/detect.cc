#include "parsers/cloudformation/detect.h"

#include <algorithm>

#include "lint/source/find.h"
#include "lint/source/hidden_words.h"
#include "lint/source/utf8.h"
#include "parsers/cloudformation/intrinsic.h"

namespace execlint::cloudformation {
namespace {

// Behind the byte order marks. That there may be only one is for the parsers to tell.
std::string_view AfterMarks(std::string_view bytes) {
  while (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  return bytes;
}

}  // namespace

bool LooksLikeTemplate(std::string_view bytes) {
  // Types of resources, and keys: nothing that a function could put together.
  constexpr std::string_view kSigns[] = {
      "AWS::ECS::",        "AWS::IAM::",           "AWS::SSO::PermissionSet",
      "::StateMachine",    "EnableExecuteCommand", "EcsParameters",
      "EcsTaskParameters", "AWS::Include",         "AWS::Scheduler::Schedule"};
  const auto holds = [&](std::string_view words) { return Holds(bytes, words); };
  if (holds("Resources") && (holds("AWS::") || holds("::MODULE")) &&
      (std::ranges::any_of(kSigns, holds) || SpeaksOfNestedStacks(bytes) ||
       (holds("AWS::Serverless::") && holds("Statement")))) {
    return true;
  }
  return HidesWords(bytes, Escapes::kYaml);
}

bool MayAddToNetwork(std::string_view bytes) {
  return Holds(bytes, "Resources") &&
         (Holds(bytes, "AWS::EC2::VPCEndpoint") || Holds(bytes, "AWS::EC2::Route") ||
          Holds(bytes, "AWS::EC2::SubnetRouteTableAssociation") ||
          Holds(bytes, "AWS::EC2::NetworkAcl") || Holds(bytes, "AWS::EC2::SubnetNetworkAcl") ||
          Holds(bytes, "AWS::Route53::HostedZone") || Holds(bytes, "AWS::Route53Resolver::") ||
          Holds(bytes, "AWS::Route53Profiles::") || Holds(bytes, "AWS::EC2::VPCDHCP") ||
          Holds(bytes, "AWS::EC2::VPCBlockPublicAccess") ||
          Holds(bytes, "AWS::EC2::SecurityGroupEgress") ||
          Holds(bytes, "AWS::EC2::SecurityGroupIngress"));
}

bool LimitsTheOrganization(std::string_view bytes) {
  return Holds(bytes, "AWS::Organizations::Policy");
}

bool SpeaksOfNestedStacks(std::string_view bytes) {
  return Holds(bytes, "AWS::CloudFormation::Stack") || Holds(bytes, "AWS::Serverless::Application");
}

bool MayBeWrittenByAnotherEngine(std::string_view bytes) {
  for (std::size_t at = 0; (at = bytes.find("{{", at)) != std::string_view::npos; at += 2) {
    if (!bytes.substr(at + 2).starts_with("resolve:")) return true;
  }
  for (std::size_t at = 0; (at = bytes.find("{%", at)) != std::string_view::npos; at += 2) {
    const std::size_t before = bytes.find_last_not_of(" \t", at == 0 ? 0 : at - 1);
    if (at == 0 || before == std::string_view::npos || bytes[before] == '\n') return true;
  }
  return false;
}

bool MeantAsTemplate(std::string_view bytes) {
  // (The line ends of YAML 1.1, by which AWS reads.)
  return Holds(bytes, "AWSTemplateFormatVersion") || AfterMarks(bytes).starts_with("Resources:") ||
         Holds(bytes, "\nResources:") || Holds(bytes, "\rResources:") ||
         Holds(bytes, "\u0085Resources:") || Holds(bytes, "\u2028Resources:") ||
         Holds(bytes, "\u2029Resources:") ||
         (StartsLikeJson(bytes) && Holds(bytes, "\"Resources\""));
}

bool StartsLikeJson(std::string_view bytes) {
  bytes = AfterMarks(bytes);
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && bytes[first] == '{';
}

bool IsTemplate(Traced root) {
  if (!root || !root->is_map()) return false;
  const Entry* resources = Find(*root, "Resources");
  if (resources == nullptr || !resources->value->is_map()) return false;
  const auto entries = resources->value->entries();
  return std::any_of(entries.begin(), entries.end(), [](const Entry& entry) {
    if (IsMacroKey(entry.key)) return true;
    const Entry* type = Find(*entry.value, "Type");
    if (type == nullptr) return false;
    const std::string name = KnownText(*type->value).value_or("");
    return name.starts_with("AWS::") || name.starts_with("Custom::") || name.ends_with("::MODULE");
  });
}

}  // namespace execlint::cloudformation
