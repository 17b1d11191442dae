#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/network.h"

namespace execlint::rules {
namespace {

// `ecr.api` of `com.amazonaws.eu-west-1.ecr.api`; the whole name where it is of another form.
std::string ServiceOf(const std::string& service_name) {
  std::string_view rest = service_name;
  constexpr std::string_view kPrefix = "com.amazonaws.";
  const std::size_t prefix = rest.find(kPrefix);
  if (prefix == std::string_view::npos) return service_name;
  rest.remove_prefix(prefix + kPrefix.size());
  // A region that is not known is shown as `${name}`, and the name may hold dots.
  const std::size_t region = rest.starts_with("${") ? rest.find('}') : 0;
  const std::size_t dot = region == std::string_view::npos ? region : rest.find('.', region);
  return dot == std::string_view::npos ? service_name : std::string(rest.substr(dot + 1));
}

std::vector<std::string> Services(const Workload& workload, const NetworkVerdict& verdict) {
  std::vector<std::string> services;
  for (const VpcEndpoint* endpoint : verdict.other_endpoints) {
    const Fact<Text>& name = workload.Get(endpoint->service_name);
    if (name.known()) services.push_back(ServiceOf(name->Shown()));
  }
  std::sort(services.begin(), services.end());
  services.erase(std::unique(services.begin(), services.end()), services.end());
  return services;
}

std::string Listed(const std::vector<std::string>& services) {
  constexpr std::size_t kMost = 6;
  std::string list;
  for (std::size_t i = 0; i < services.size() && i < kMost; ++i) {
    list += Format("{}`{}`", i == 0 ? "" : ", ", services[i]);
  }
  if (services.size() > kMost) list += Format(" and {} more", services.size() - kMost);
  return list;
}

std::string MessageOfSsmmessagesEndpointMissing(const Workload& workload,
                                                const NetworkVerdict& verdict) {
  const std::vector<std::string> services = Services(workload, verdict);
  const auto has = [&](std::string_view service) {
    return std::find(services.begin(), services.end(), service) != services.end();
  };
  const std::string_view also = has("ssm") && has("ec2messages")
                                    ? "; `ssm` and `ec2messages` are not used by ECS Exec"
                                : has("ssm")         ? "; `ssm` is not used by ECS Exec"
                                : has("ec2messages") ? "; `ec2messages` is not used by ECS Exec"
                                                     : "";
  return Format(
      "the VPC has interface endpoints for {}, but none for `ssmmessages`, and {}{} no other path "
      "to Session Manager{}",
      Listed(services), InWords(verdict.stranded), verdict.stranded.size() == 1 ? " has" : " have",
      also);
}

void CheckSsmmessagesEndpointMissing(const Workload& workload, Report& report) {
  const NetworkVerdict& verdict = workload.network_verdict();
  if (verdict.cause != NetworkVerdict::Cause::kEndpointMissing) return;

  Extras extras;
  const Primary primary = At(verdict.other_endpoints.front()->head);
  extras.path = workload.PathTo(Hop::kNetwork);
  extras.related = Beside(primary, verdict.steps);
  // Tasks that land in the other subnets do work.
  if (verdict.some_subnets_work()) extras.severity = Severity::kWarning;
  report.Add(primary, verdict.grounds, MessageOfSsmmessagesEndpointMissing(workload, verdict),
             std::move(extras));
}

}  // namespace

extern constexpr Rule ssmmessages_endpoint_missing = {
    .name = "ssmmessages-endpoint-missing",
    .hop = Hop::kNetwork,
    .effect = Effect::kBlocks,
    .severity = Severity::kError,
    .summary = "the VPC has interface endpoints, but none for ssmmessages",
    .why =
        R"(In subnets without a path to the internet, tasks depend on interface endpoints: images come through
`ecr.api` and `ecr.dkr`, logs go through `logs`. ECS Exec needs one more, for `ssmmessages`. The endpoints
`ssm` and `ec2messages`, which guides for EC2 instances also list, are not used by ECS Exec: the agent in the
container connects to `ssmmessages` only. Without it the task runs, and
`aws ecs execute-command` answers `TargetNotConnectedException`.)",
    .fix = R"(add an interface endpoint for `com.amazonaws.<region>.ssmmessages` to the VPC
Give it type `Interface`, private DNS, and a security group that lets TCP 443 in from the tasks. Endpoints for
`ssm` and `ec2messages` are not needed for ECS Exec. If sessions are encrypted with a KMS key, add an endpoint for `kms` too.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    .check = CheckSsmmessagesEndpointMissing,
};

}  // namespace execlint::rules
