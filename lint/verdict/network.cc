#include "lint/verdict/network.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "lint/iam/evaluate.h"
#include "lint/network/acl.h"
#include "lint/network/reach.h"
#include "lint/network/security_group.h"
#include "lint/verdict/agent.h"
#include "lint/verdict/network_path.h"
#include "lint/verdict/platform.h"
#include "lint/verdict/workload.h"

namespace execlint {
namespace {

using Cause = NetworkVerdict::Cause;
using Stranded = NetworkVerdict::Stranded;

// "a, b and c"; a long list ends in "and 3 more".
std::string Joined(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 4;
  const std::size_t shown = names.size() > kMost ? kMost - 1 : names.size();
  std::string words;
  for (std::size_t i = 0; i < shown; ++i) {
    words += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  }
  if (shown < names.size()) words += " and " + std::to_string(names.size() - shown) + " more";
  return words;
}

// "has no default route" of several tables: "have no default route".
std::string Plural(std::string_view meets) {
  const std::size_t space = meets.find(' ');
  const std::string_view verb = meets.substr(0, space);
  return (verb == "has" ? "have" : "lead") + std::string(meets.substr(space));
}

// A doubt for an answer that is a maybe.
void DoubtOf(const Answer& answer, NetworkVerdict& verdict) {
  verdict.Doubtful(answer.why, answer.what);
}

// The security groups on both ends of one path. False when the verdict has been settled by them.
bool GroupsLetThrough(const Workload& workload, const Subnet& subnet, const NetworkPath& path,
                      NetworkVerdict& verdict) {
  const ModelView view = workload.view();
  const TaskPeer task{workload.Get(workload.service()->security_groups), path.endpoint.vpc,
                      &subnet};
  const bool by_endpoint = path.through == NetworkPath::Through::kEndpoint;
  const Answer out = TaskMaySend(task, by_endpoint ? path.endpoint.endpoint : nullptr, view);
  const Certainty subnets = verdict.grounds.worst;
  if (out.no()) {
    verdict.state = Verdict::State::kBlocked;
    verdict.cause = Cause::kEgressBlocked;
    verdict.summary = "the security groups of the tasks let no HTTPS out";
    verdict.grounds = out.grounds;
    verdict.grounds.And({.worst = subnets});
    for (const Place& place : out.grounds.places) {
      verdict.AddStep(place, "lets no HTTPS out from the tasks");
    }
    return false;
  }
  if (out.maybe()) DoubtOf(out, verdict);
  // Beside a NAT gateway, an endpoint that may be there takes the traffic if it is.
  if (path.endpoint.endpoint == nullptr) {
    if (out.yes()) verdict.grounds.And({.worst = out.grounds.worst});
    return out.yes();
  }
  const Answer in = EndpointAdmits(*path.endpoint.endpoint, task, view);
  if (in.no() && by_endpoint) {
    verdict.state = Verdict::State::kBlocked;
    verdict.cause = Cause::kEndpointRefuses;
    verdict.summary = Quoted(path.endpoint.endpoint->head) + " lets no HTTPS in from the tasks";
    verdict.grounds = in.grounds;
    verdict.grounds.And({.worst = subnets});
    for (const auto& [place, phrase] : path.steps) verdict.AddStep(place, phrase);
    for (const Place& place : in.grounds.places) {
      verdict.AddStep(place, "lets no HTTPS in from the tasks");
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
void JudgeUnreadSettings(const Workload& workload, const VpcEndpoint* endpoint,
                         NetworkVerdict& verdict) {
  const ModelView view = workload.view();
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
        is_one_of(of, workload.Get(workload.service()->security_groups)) ||
        (endpoint != nullptr && (!Names(of, endpoint->head.id).no() ||
                                 is_one_of(of, view.Get(endpoint->security_groups))));
    if (!concerns) continue;
    verdict.Doubtful(
        {view.Intern(Why::kNotChecked, setting.head.address), {.span = setting.head.span}},
        "whether `" + setting.head.address + "` keeps the tasks from Session Manager");
  }
}

// What may keep the traffic of a path from arriving, beside routes and groups: doubts only.
void JudgeFilters(const Workload& workload, const Subnet& subnet, const NetworkPath& path,
                  NetworkVerdict& verdict) {
  const ModelView view = workload.view();
  const auto filtered = [&](const Subnet& passed) {
    const Answer acl = AclLetsThrough(passed, view);
    if (acl.maybe()) DoubtOf(acl, verdict);
    verdict.grounds.And({.worst = acl.certainty()});
  };
  filtered(subnet);
  for (const Subnet* passed : path.passed) {
    if (passed != &subnet) filtered(*passed);
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
  JudgeUnreadSettings(workload, endpoint, verdict);
  if (endpoint == nullptr) return;
  const auto judge = [&](const Head& head, const Fact<PolicyDocument>& policy) {
    verdict.grounds.And({.worst = policy.certainty()});
    if (!policy.present() || (policy.known() && PolicyLetsIn(*policy, view).yes())) return;
    verdict.Doubtful({view.Intern(Why::kNotChecked, head.address), policy.place()},
                     "whether the policy of " + Quoted(endpoint->head) + " allows sessions");
  };
  judge(endpoint->head, view.Get(endpoint->policy));
  for (const VpcEndpointPolicy& policy : view.model.vpc_endpoint_policies) {
    if (!MayEverName(policy.endpoint, {endpoint->head.id}) || Exists(policy.head, view).no() ||
        Names(view.Get(policy.endpoint), endpoint->head.id).no()) {
      continue;
    }
    judge(policy.head, view.Get(policy.policy));
  }
}

// The services that the other endpoints of the VPC carry.
std::vector<std::string> ServicesBeside(const SessionEndpoint& session, const ModelView& view) {
  std::vector<std::string> services;
  const auto add = [&](const VpcEndpoint& endpoint) {
    const Fact<Text>& name = view.Get(endpoint.service_name);
    if (name.known()) services.push_back(name->Shown());
  };
  for (const VpcEndpoint* other : session.others) add(*other);
  for (const VpcEndpoint& gateway : view.model.vpc_endpoints) {
    const Fact<Text>& type = view.Get(gateway.type);
    const bool is_gateway = type.absent() || (type.known() && type->Is("Gateway"));
    if (is_gateway && session.vpc != nullptr && Exists(gateway.head, view).yes() &&
        Names(view.Get(gateway.vpc), session.vpc->head.id).yes()) {
      add(gateway);
    }
  }
  return services;
}

// Notes a subnet whose tasks have an endpoint for their sessions and no other way out.
void NoteIsolated(const Workload& workload, const Subnet& subnet, const NetworkPath& path,
                  NetworkVerdict& verdict) {
  if (path.through != NetworkPath::Through::kEndpoint) return;
  const ModelView view = workload.view();
  const DefaultRoute route = DefaultRouteOf(subnet, view);
  const bool out =
      (route.target == DefaultRoute::Target::kNat && !ReachesInternet(*route.nat, view).no()) ||
      (route.target == DefaultRoute::Target::kInternetGateway && HasPublicIp(workload).yes());
  if (!out) verdict.isolated.push_back({&subnet, ServicesBeside(path.endpoint, view)});
}

// A session with a key of its own needs KMS, which an endpoint for sessions does not carry [A6.16].
void JudgeWayToKms(const Workload& workload, NetworkVerdict& verdict) {
  const Cluster* cluster = workload.cluster().resource;
  if (cluster == nullptr || !workload.Get(cluster->exec_key).present()) return;
  for (const NetworkVerdict::Isolated& one : verdict.isolated) {
    if (one.Reaches("kms")) continue;
    verdict.Doubtful(
        {workload.view().Intern(Why::kNotChecked, "kms of " + one.subnet->head.address),
         workload.Get(cluster->exec_key).place()},
        "whether the tasks in " + Quoted(one.subnet->head) +
            " reach KMS, for the key of the cluster's sessions");
  }
}

// A proxy named in the environment takes the agent's traffic somewhere else.
std::optional<Unknown> ProxyOf(const Workload& workload) {
  constexpr std::array<std::string_view, 4> kProxies = {"HTTPS_PROXY", "https_proxy", "ALL_PROXY",
                                                        "all_proxy"};
  const Fact<List<Container>>& containers = workload.containers();
  if (!containers.known()) return std::nullopt;
  for (const Fact<Container>& container : containers->items) {
    if (!container.known()) continue;
    for (const Fact<Text>& name : container->environment.items) {
      const auto text = name.known() ? name->known() : std::nullopt;
      if (!text || std::find(kProxies.begin(), kProxies.end(), *text) == kProxies.end()) continue;
      return Unknown{workload.view().Words(Why::kUnsupported, "the proxy in " + *text),
                     name.place()};
    }
  }
  return std::nullopt;
}

// The subnets of the tasks, each once. False when they cannot all be told; the verdict says why.
bool CollectSubnets(const Workload& workload, const Fact<List<Ref>>& refs,
                    std::vector<const Subnet*>& subnets, NetworkVerdict& verdict) {
  const ModelView view = workload.view();
  const std::string what = "which subnets the tasks run in";
  for (const Fact<Ref>& ref : refs->items) {
    const auto subnet = ResolveById(view.model.subnets, ref, view);
    if (subnet.resource == nullptr) {
      if (subnet.absent()) continue;
      const Unknown why =
          subnet.unknown()
              ? subnet.why
              : Unknown{view.Intern(Why::kNotInScan, subnet.text.Shown()), subnet.place};
      verdict.Doubtful(why, subnet.unknown() ? what : "where the routes of a subnet lead");
      return false;
    }
    verdict.grounds.And({.worst = ref.certainty()});
    if (std::find(subnets.begin(), subnets.end(), subnet.resource) == subnets.end()) {
      subnets.push_back(subnet.resource);
    }
  }
  if (refs->open()) {
    verdict.Doubtful({refs->open_because, refs.place()}, what);
    return false;
  }
  if (subnets.empty()) {
    verdict.Doubtful(
        {view.Words(Why::kNotKnown, "the subnets: the list is empty here"), refs.place()}, what);
    return false;
  }
  return true;
}

// Network mode `none` settles it; bridge and host use the instance's own subnets. A service that
// names subnets has the mode awsvpc: ECS refuses any other.
bool JudgeMode(const Workload& workload, const Fact<List<Ref>>& subnets, NetworkVerdict& verdict) {
  const ModelView view = workload.view();
  const TaskDefinition* task = workload.task_definition().resource;
  const Fact<Text> mode = task != nullptr ? workload.Get(task->network_mode) : Fact<Text>();
  if (mode.known() && mode->Is("none")) {
    verdict.state = Verdict::State::kBlocked;
    verdict.cause = Cause::kNoNetwork;
    verdict.grounds = mode.grounds();
    verdict.grounds.And({.worst = workload.task_definition().grounds.worst});
    verdict.summary = "network mode `none` has no way out";
    verdict.AddStep(mode.place(), verdict.summary);
    return false;
  }
  const std::string what = "which subnets the tasks run in";
  if (const Unknown* why = subnets.unknown()) {
    verdict.Doubtful(*why, what);
    return false;
  }
  if (subnets.known()) return true;
  if (const Unknown* why = mode.unknown()) {
    verdict.Doubtful(*why, what);
  } else if ((mode.known() && mode->Is("awsvpc")) ||
             workload.platform_verdict().platform == Platform::kFargate) {
    verdict.Doubtful(
        {view.Words(Why::kNotKnown, "the " + std::string(KindName(workload.service()->kind)) +
                                        "'s network configuration"),
         subnets.place()},
        what);
  } else if (task == nullptr && workload.task_definition().unknown()) {
    verdict.Doubtful(workload.task_definition().why, what);
  } else {
    verdict.Doubtful(
        {view.Words(Why::kNotKnown, "the network of the container instances"), subnets.place()},
        what);
  }
  return false;
}

void SummariseOpen(const std::vector<NetworkPath>& paths, NetworkVerdict& verdict) {
  verdict.summary = "Session Manager is reached through ";
  std::vector<std::string> through;
  for (const NetworkPath& path : paths) {
    const std::string words(InWords(path.through));
    if (std::find(through.begin(), through.end(), words) == through.end()) through.push_back(words);
  }
  verdict.summary += Joined(through);
}

void AddOnce(const std::vector<const VpcEndpoint*>& from, std::vector<const VpcEndpoint*>& to) {
  for (const VpcEndpoint* endpoint : from) {
    if (std::find(to.begin(), to.end(), endpoint) == to.end()) to.push_back(endpoint);
  }
}

// The resource has no such thing here, and another unit may add one.
template <class R>
void Lacks(Missing::What what, const R& resource, const ModelView& view, Grounds& grounds) {
  const Fact<Text>& name = view.Get(resource.name);
  Traced known = name.known() ? name->value : Traced();
  if (const Unknown* why = name.unknown()) {
    known = {view.model.values->Unknown(why->symbol, name.place().span)};
  }
  grounds.Lacks({what, resource.head.id, known});
}

// What another unit may add that the traffic of an open path meets.
void NoteUnfiltered(const Workload& workload, const Subnet& subnet, const NetworkPath& path,
                    Grounds& grounds) {
  const ModelView& view = workload.view();
  const auto keep_rules = [&](const Fact<List<Ref>>& groups) {
    if (!groups.known()) return;
    for (const Fact<Ref>& one : groups->items) {
      const SecurityGroup* group = ResolveById(view.model.security_groups, one, view).resource;
      if (group != nullptr) Lacks(Missing::What::kExclusiveRules, *group, view, grounds);
    }
  };
  keep_rules(workload.Get(workload.service()->security_groups));
  Lacks(Missing::What::kNetworkAcl, subnet, view, grounds);
  if (const VpcEndpoint* endpoint = path.endpoint.endpoint) {
    grounds.Lacks({Missing::What::kEndpointPolicy, endpoint->head.id, {}});
    keep_rules(view.Get(endpoint->security_groups));
  }
  if (path.endpoint.vpc == nullptr) {
    // Of a VPC that is only given, nobody here sees the ACL, the DNS support, the endpoints.
    grounds.And({.worst = Certainty::kDefaulted});
    return;
  }
  const Vpc& vpc = *path.endpoint.vpc;
  Lacks(Missing::What::kNetworkAcl, vpc, view, grounds);
  Lacks(Missing::What::kForwarder, vpc, view, grounds);
  if (path.through == NetworkPath::Through::kEndpoint) return;  // its own zone comes first
  Lacks(Missing::What::kZone, vpc, view, grounds);
  if (path.endpoint.endpoint == nullptr) Lacks(Missing::What::kEndpoint, vpc, view, grounds);
}

// What another unit may add to give the subnet a path.
void NoteMissing(const Stranded& one, const ModelView& view, Grounds& grounds) {
  const auto lacks = [&](Missing::What what, const auto& resource) {
    Lacks(what, resource, view, grounds);
  };
  if (one.vpc != nullptr) lacks(Missing::What::kEndpoint, *one.vpc);
  if (one.why == Stranded::Why::kNoDefaultRoute) {
    if (one.table != nullptr) lacks(Missing::What::kRoute, *one.table);
    if (one.by_main_table && one.vpc != nullptr) lacks(Missing::What::kRoute, *one.vpc);
  }
  if (one.by_main_table) lacks(Missing::What::kAssociation, *one.subnet);
}

// Some subnets are without a path, and nothing is unknown.
void JudgeStranded(const Workload& workload, const std::vector<const Subnet*>& subnets,
                   std::vector<NetworkPath>& paths, NetworkVerdict& verdict) {
  verdict.state = Verdict::State::kBlocked;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    NetworkPath& path = paths[i];
    if (!path.stranded) {
      verdict.reached.push_back(subnets[i]);
      continue;
    }
    verdict.grounds.And(path.grounds);
    NoteMissing(*path.stranded, workload.view(), verdict.grounds);
    verdict.stranded.push_back(std::move(*path.stranded));
    AddOnce(path.endpoint.others, verdict.other_endpoints);
    for (const UselessEndpoint& useless : path.endpoint.useless) {
      const auto same = [&](const UselessEndpoint& u) { return u.endpoint == useless.endpoint; };
      if (std::none_of(verdict.useless_endpoints.begin(), verdict.useless_endpoints.end(), same)) {
        verdict.useless_endpoints.push_back(useless);
      }
    }
  }
  const bool missing = !verdict.other_endpoints.empty() && verdict.useless_endpoints.empty();
  verdict.cause = missing ? Cause::kEndpointMissing : Cause::kNoRoute;
  for (const Stranded& one : verdict.stranded) {
    verdict.AddStep({.span = one.subnet->head.span},
                    missing ? "a subnet that depends on endpoints"
                            : "a subnet without a way to Session Manager");
    if (!missing && !one.by_main_table) {
      verdict.AddStep(one.association, "its route table is set here");
    }
    verdict.AddStep(one.place, one.because());
  }
  const Vpc* vpc = verdict.stranded.front().vpc;
  if (missing) {
    verdict.AddStep({.span = verdict.other_endpoints.front()->head.span},
                    "the VPC's interface endpoints, without one for `ssmmessages`");
  } else if (!verdict.useless_endpoints.empty()) {
    verdict.AddStep(verdict.useless_endpoints.front().place,
                    "this keeps the endpoint for ssmmessages from being used");
  } else if (vpc != nullptr) {
    verdict.AddStep({.span = vpc->head.span}, "this VPC has no endpoint for ssmmessages");
  }
  verdict.public_ip_possible = workload.platform_verdict().platform != Platform::kEc2;
  verdict.summary = "no way to Session Manager from " + Quoted(verdict.stranded[0].subnet->head);
  if (const std::size_t more = verdict.stranded.size() - 1; more > 0) {
    verdict.summary += " and " + std::to_string(more) + " more";
  }
  verdict.summary += ": " + verdict.stranded[0].because();
}

}  // namespace

bool NetworkVerdict::Isolated::Reaches(std::string_view service) const {
  return std::any_of(services.begin(), services.end(), [&](const std::string& one) {
    return one.ends_with("." + std::string(service));
  });
}

std::string InWords(const std::vector<const Subnet*>& subnets) {
  std::vector<std::string> names;
  names.reserve(subnets.size());
  for (const Subnet* subnet : subnets) names.push_back(Quoted(subnet->head));
  return Joined(names);
}

std::string InWords(const std::vector<Stranded>& stranded) {
  std::vector<std::string> names;
  names.reserve(stranded.size());
  for (const Stranded& one : stranded) names.push_back(Quoted(one.subnet->head));
  return Joined(names);
}

std::string ReasonsOf(const std::vector<Stranded>& stranded) {
  // Who meets the same thing is told together.
  std::vector<std::pair<std::string_view, std::vector<std::string>>> reasons;
  for (const Stranded& one : stranded) {
    auto same = std::find_if(reasons.begin(), reasons.end(),
                             [&](const auto& reason) { return reason.first == one.meets; });
    if (same == reasons.end()) same = reasons.insert(same, {one.meets, {}});
    auto& holders = same->second;
    if (std::find(holders.begin(), holders.end(), one.holder) == holders.end()) {
      holders.push_back(one.holder);
    }
  }
  std::string words;
  for (const auto& [meets, holders] : reasons) {
    words += (words.empty() ? "" : "; ") + Joined(holders) + " " +
             (holders.size() > 1 ? Plural(meets) : std::string(meets));
  }
  return words;
}

NetworkVerdict JudgeNetwork(const Workload& workload) {
  NetworkVerdict verdict;
  if (workload.service() == nullptr) {
    verdict.Doubtful({workload.view().Words(Why::kNotKnown, "what launches the task"),
                      {.span = workload.head().span}},
                     "which subnets the tasks run in");
    return verdict;
  }
  const Fact<List<Ref>>& refs = workload.Get(workload.service()->subnets);
  if (!JudgeMode(workload, refs, verdict)) return verdict;
  verdict.grounds = refs.grounds();
  verdict.AddStep(refs.place(), "the tasks run in these subnets");
  std::vector<const Subnet*> subnets;
  if (!CollectSubnets(workload, refs, subnets, verdict)) return verdict;

  std::vector<NetworkPath> paths;
  for (const Subnet* subnet : subnets) paths.push_back(NetworkPathOf(workload, *subnet));
  for (const NetworkPath& path : paths) {
    for (const Doubt& doubt : path.doubts) verdict.Doubtful(doubt.why, doubt.what);
  }
  if (const auto proxy = ProxyOf(workload)) {
    verdict.Doubtful(*proxy, "where the traffic of the tasks goes");
  }
  if (!verdict.doubts.empty()) return verdict;
  const bool some_stranded = std::any_of(paths.begin(), paths.end(), [](const NetworkPath& path) {
    return path.stranded.has_value();
  });
  if (some_stranded) {
    JudgeStranded(workload, subnets, paths, verdict);
    return verdict;
  }
  bool through = true;
  for (std::size_t i = 0; i < paths.size() && !verdict.blocked(); ++i) {
    through &= GroupsLetThrough(workload, *subnets[i], paths[i], verdict);
    if (!verdict.blocked()) {
      JudgeFilters(workload, *subnets[i], paths[i], verdict);
      NoteIsolated(workload, *subnets[i], paths[i], verdict);
    }
    verdict.grounds.And(paths[i].grounds);
  }
  if (!verdict.blocked()) JudgeWayToKms(workload, verdict);
  if (verdict.blocked()) verdict.doubts.clear();
  if (!through || !verdict.doubts.empty()) return verdict;
  verdict.state = Verdict::State::kOpen;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    for (const auto& [place, phrase] : paths[i].steps) verdict.AddStep(place, phrase);
    NoteUnfiltered(workload, *subnets[i], paths[i], verdict.grounds);
  }
  SummariseOpen(paths, verdict);
  return verdict;
}

}  // namespace execlint
