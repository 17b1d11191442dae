#include "lint/verdict/network_filter.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "lint/iam/evaluate.h"
#include "lint/model/resolve.h"
#include "lint/network/acl.h"
#include "lint/network/security_group.h"
#include "lint/source/format.h"
#include "lint/verdict/agent.h"
#include "lint/verdict/task_network.h"
#include "lint/verdict/workload.h"

namespace execlint {
namespace {

using Cause = NetworkVerdict::Cause;

// A doubt for an answer that is a maybe.
void DoubtOf(const Answer& answer, NetworkVerdict& verdict) {
  verdict.Doubtful(answer.why, answer.what, answer.grounds.missing);
}

// Does the endpoint's policy let the tasks open a session? Evaluated as far as it speaks of
// everyone; no policy allows everything [A6.14].
Answer PolicyLetsIn(const PolicyDocument& policy, const ModelView& view) {
  ValueStore& values = *view.model.values;
  Answer all = Answer::Yes();
  for (const std::string_view action : kSessionActions) {
    const Request request{.action = action, .context = AgentContext()};
    Answer allowed = Answer::No();
    for (const Fact<Statement>& statement : policy.statements.items) {
      if (!statement.known()) return Answer::Maybe(nullptr, policy.place);
      Answer applies = Applies(*statement, VariablesOf(policy), request, values);
      const Answer allow = IsAllow(*statement, values);
      const auto& who = statement->principal.list.items;
      const bool everyone = std::any_of(who.begin(), who.end(), [](const Fact<Principal>& one) {
        return one.known() &&
               (one->type == Principal::Type::kAny || (one->id.known() && one->id->Is("*")));
      });
      if (!allow.yes() && !applies.no()) return Answer::Maybe(nullptr, policy.place);
      if (allow.yes() && everyone) allowed = Or(allowed, applies);
    }
    all = And(all, allowed);
  }
  return all;
}

// Does VPC Block Public Access keep the tasks from the internet? Exclusions may except their VPC.
void JudgePublicAccess(const NetworkPath& path, const ModelView& view, NetworkVerdict& verdict) {
  const bool by_nat = path.through == NetworkPath::Through::kNat;
  if (!by_nat && path.through != NetworkPath::Through::kInternetGateway) return;
  for (const PublicAccessBlock& block : view.model.public_access_blocks) {
    const Fact<Text>& mode = view.Get(block.mode);
    const bool lets_out =
        mode.known() && (mode->Is("off") || (by_nat && mode->Is("block-ingress")));
    const Answer exists = Exists(block.head, view);
    if (lets_out || exists.no()) {
      verdict.grounds.And({.worst = exists.no() ? exists.certainty() : mode.certainty()});
      continue;
    }
    const Symbol* const unchecked = view.Intern(Why::kNotChecked, block.head.address);
    verdict.Doubtful(
        mode.unknown() != nullptr ? *mode.unknown() : Unknown{unchecked, {.span = block.head.span}},
        "whether VPC Block Public Access excludes the VPC of the tasks");
  }
}

// What resources of their own set of the endpoint, or of the groups on the way.
void JudgeUnreadSettings(const Workload& workload, const NetworkPath& path,
                         NetworkVerdict& verdict) {
  const ModelView view = workload.view();
  const VpcEndpoint* endpoint = path.endpoint.endpoint;
  const auto is_one_of = [&](const Fact<Ref>& setting, const Fact<List<Ref>>& groups) {
    return groups.known() && std::ranges::any_of(groups->items, [&](const Fact<Ref>& group) {
             return group.known() && !Names(setting, group->target).no();
           });
  };
  for (const UnreadSetting& setting : view.model.unread_settings) {
    if (const Answer exists = Exists(setting.head, view); exists.no()) {
      verdict.grounds.And({.worst = exists.certainty()});
      continue;
    }
    const Fact<Ref>& of = view.Get(setting.of);
    const bool concerns =
        is_one_of(of, path.network->security_groups) ||
        (endpoint != nullptr && (!Names(of, endpoint->head.id).no() ||
                                 is_one_of(of, view.Get(endpoint->security_groups))));
    if (!concerns) continue;
    verdict.Doubtful(
        {view.Intern(Why::kNotChecked, setting.head.address), {.span = setting.head.span}},
        "whether `" + setting.head.address + "` keeps the tasks from Session Manager");
  }
}

// Which groups these are, for workloads that have the same; nothing where an answer about them
// tells where one of them is named.
std::optional<std::string> KeyOf(const Fact<List<Ref>>& groups, const ModelView& view) {
  if (groups.unknown() != nullptr || (groups.known() && groups->open())) return std::nullopt;
  std::string key = Format(" {}", static_cast<int>(groups.certainty()));
  if (!groups.known()) return key;
  for (const Fact<Ref>& one : groups->items) {
    const SecurityGroup* group = ResolveById(view.model.security_groups, one, view).resource;
    if (group == nullptr || one->target != group->head.id) return std::nullopt;
    key += Format("{} {}", KeyOf("", group->head), static_cast<int>(one.certainty()));
  }
  return key;
}

}  // namespace

bool GroupsLetThrough(const Workload& workload, const NetworkPath& path, NetworkVerdict& verdict) {
  const ModelView view = workload.view();
  const std::string owner(path.network->owner());
  const TaskPeer task{path.network->security_groups, path.endpoint.vpc, path.subnet};
  const auto groups = KeyOf(task.groups, view);
  const auto shared = [&](std::string_view what, const VpcEndpoint* end, auto&& answer) {
    if (!groups) return answer(view);
    const std::string at = end != nullptr ? KeyOf("", end->head) : "";
    return workload.Shared(Format("{}{} {}{}", what, at, KeyOf("", path.subnet->head), *groups),
                           answer);
  };
  const bool by_endpoint = path.through == NetworkPath::Through::kEndpoint;
  const VpcEndpoint* to = by_endpoint ? path.endpoint.endpoint : nullptr;
  const Answer out =
      shared("send", to, [&](const ModelView& in) { return TaskMaySend(task, to, in); });
  const Certainty subnets = verdict.grounds.worst;
  if (out.no()) {
    verdict.state = Verdict::State::kBlocked;
    verdict.cause = Cause::kEgressBlocked;
    verdict.summary = "the security groups of " + owner + " do not let HTTPS out";
    verdict.grounds = out.grounds;
    verdict.grounds.And({.worst = subnets});
    for (const Place& place : out.grounds.places) {
      verdict.AddStep(place, "does not let HTTPS out from " + owner);
    }
    return false;
  }
  if (out.maybe()) DoubtOf(out, verdict);
  // Beside a NAT gateway, an endpoint that may be there takes the traffic if it is.
  if (path.endpoint.endpoint == nullptr) {
    if (out.yes()) verdict.grounds.And({.worst = out.grounds.worst});
    return out.yes();
  }
  const Answer in = shared("admit", path.endpoint.endpoint, [&](const ModelView& inside) {
    return EndpointAdmits(*path.endpoint.endpoint, task, inside);
  });
  if (in.no() && by_endpoint) {
    verdict.state = Verdict::State::kBlocked;
    verdict.cause = Cause::kEndpointRefuses;
    verdict.summary = Quoted(path.endpoint.endpoint->head) + " does not let HTTPS in from " + owner;
    verdict.grounds = in.grounds;
    verdict.grounds.And({.worst = subnets});
    for (const auto& [place, phrase] : path.steps) verdict.AddStep(place, phrase);
    for (const Place& place : in.grounds.places) {
      verdict.AddStep(place, "does not let HTTPS in from " + owner);
    }
    return false;
  }
  if (in.maybe()) DoubtOf(in, verdict);
  if (in.no()) DoubtOf(path.endpoint.usable, verdict);
  if (out.yes() && in.yes()) {
    verdict.grounds.And({.worst = std::max(out.grounds.worst, in.grounds.worst)});
  }
  return out.yes() && in.yes();
}

void JudgeFilters(const Workload& workload, const NetworkPath& path, NetworkVerdict& verdict) {
  const ModelView view = workload.view();
  const auto filtered = [&](const Subnet& passed) {
    const Answer& acl = workload.Shared(KeyOf("acl", passed.head), [&](const ModelView& shared) {
      return AclLetsThrough(passed, shared);
    });
    if (acl.maybe()) DoubtOf(acl, verdict);
    verdict.grounds.And({.worst = acl.certainty()});
  };
  filtered(*path.subnet);
  for (const Subnet* passed : path.passed) {
    if (passed != path.subnet) filtered(*passed);
  }
  JudgePublicAccess(path, view, verdict);
  const Vpc* vpc = path.endpoint.vpc;
  if (vpc != nullptr && path.endpoint.endpoint == nullptr) {
    const Fact<bool>& dns = view.Get(vpc->dns_support);
    const Symbol* const off = view.Intern(Why::kNotChecked, vpc->head.address);
    verdict.grounds.And({.worst = dns.certainty()});
    if (dns.unknown() != nullptr || dns.Is(false)) {
      verdict.Doubtful(dns.unknown() != nullptr ? *dns.unknown() : Unknown{off, dns.place()},
                       "how the tasks resolve names without DNS support in " + Quoted(vpc->head));
    }
  }
  const VpcEndpoint* endpoint = path.endpoint.endpoint;
  JudgeUnreadSettings(workload, path, verdict);
  if (endpoint == nullptr) return;
  const auto judge = [&](const Head& head, const Fact<PolicyDocument>& policy) {
    verdict.grounds.And({.worst = policy.certainty()});
    const auto lets_in = [&] {
      return workload.Shared(KeyOf("policy", head), [&](const ModelView& shared) {
        return PolicyLetsIn(*policy, shared);
      });
    };
    if (!policy.present() || (policy.known() && lets_in().yes())) return;
    verdict.Doubtful({view.Intern(Why::kNotChecked, head.address), policy.place()},
                     "whether the policy of " + Quoted(endpoint->head) + " allows sessions");
  };
  judge(endpoint->head, view.Get(endpoint->policy));
  for (const VpcEndpointPolicy* policy :
       view.model.vpc_endpoint_policies.Naming(&VpcEndpointPolicy::endpoint, {endpoint->head.id})) {
    if (Exists(policy->head, view).no() ||
        Names(view.Get(policy->endpoint), endpoint->head.id).no()) {
      continue;
    }
    judge(policy->head, view.Get(policy->policy));
  }
}

}  // namespace execlint
