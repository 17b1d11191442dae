#include "lint/verdict/causes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "lint/iam/evaluate.h"
#include "lint/model/resolve.h"
#include "lint/verdict/agent.h"
#include "lint/verdict/container.h"
#include "lint/verdict/workload.h"

namespace execlint {
namespace {

// A construct whose effect is not evaluated yet. `name` tells one from another.
Unknown NotChecked(const Workload& workload, std::string name, const Place& place) {
  return {workload.view().Intern(Why::kNotChecked, std::move(name)), place};
}

// Calls `look(container)` for each that is seen. Whether there are others is the container hop's
// question.
template <class Look>
void EachContainer(const Workload& workload, Look&& look) {
  const Fact<List<Container>>& containers = workload.containers();
  if (!containers.known()) return;
  for (const Fact<Container>& container : containers->items) {
    if (container.known()) look(*container);
  }
}

// Environment variables of these names in any container that is seen.
void FindVariables(const Workload& workload, std::span<const std::string_view> names,
                   const std::string& consequence, Checked& checked) {
  EachContainer(workload, [&](const Container& container) {
    const auto unseen = [&](const Unknown& why) { checked.doubts.push_back({why, consequence}); };
    checked.RestsOn(container.environment.completeness);
    for (const Fact<Text>& variable : container.environment.items) {
      if (const Unknown* why = variable.unknown()) unseen(*why);
      checked.RestsOn(variable.certainty());
      if (!variable.known()) continue;
      const bool named = std::any_of(names.begin(), names.end(), [&](std::string_view name) {
        return Match(GlyphsOf(name), GlyphsOf(*variable->value)) != Tri::kNo;
      });
      if (!named) continue;
      const std::string shown = variable->Shown();
      checked.doubts.push_back(
          {NotChecked(workload, shown, variable.place()), consequence + " by `" + shown + "`"});
    }
    if (container.environment.open()) {
      unseen({container.environment.open_because, container.environment.place});
    }
  });
}

// ---- launch

void FindFlagLeftToOthers(const Workload& workload, Checked& checked) {
  const auto setter = workload.flag_setter();
  if (!setter) return;
  checked.doubts.push_back(
      {{workload.view().Words(Why::kComputedByAws, setter->reason), setter->at},
       "whether ECS Exec is turned on"});
}

// What lets others choose the task definition: see Workload::task_definition_left_to_others.
std::string ChooserOfTask(const Service& service, const Place& left) {
  if (!service.task_definition_left_to_others) {
    return "a deployment controller other than `ECS` can choose the task definition";
  }
  const bool newest = service.task_definition.in.AnyValue(
      [&](const Fact<Ref>& ref) { return ref.place().span == left.span; });
  return newest ? "something outside this code can register the newest revision, which runs here"
                : "`ignore_changes` lets something outside this code choose the task definition";
}

// What rests on the task definition of the code, where others choose the one that runs [A5.24].
void FindTaskLeftToOthers(const Workload& workload, Checked& checked) {
  const std::optional<Place> left = workload.task_definition_left_to_others();
  if (!left) return;
  checked.doubts.push_back(
      {{workload.view().Words(Why::kComputedByAws,
                              ChooserOfTask(*workload.service(), *left) + ", so it"),
        *left},
       "which task definition runs here"});
}

// The same of its containers.
void FindContainersLeftToOthers(const Workload& workload, Checked& checked) {
  const TaskDefinition* task = workload.task_definition().resource;
  if (task == nullptr || !task->containers_left_to_others) return;
  checked.doubts.push_back(
      {{workload.view().Words(Why::kComputedByAws,
                              "`ignore_changes` lets something outside this code set this, so it"),
        *task->containers_left_to_others},
       "which containers run here"});
}

// ---- platform

// ECS Exec has no agent for Nano Server [A4.3].
void FindNanoServer(const Workload& workload, Checked& checked) {
  EachContainer(workload, [&](const Container& container) {
    if (!container.image.known()) return;
    if (container.image->WithHoles().find("nanoserver") == std::string::npos) return;
    checked.doubts.push_back(
        {NotChecked(workload, container.image->Shown(), container.image.place()),
         "whether ECS Exec works in " + InWords(container) + ", which is built on Nano Server"});
  });
}

// ---- container

// Images that start their own init process, which must be PID 1 [A5.22].
constexpr std::array<std::string_view, 4> kOwnInit = {"s6-overlay", "linuxserver/",
                                                      "serversideup/php", "shinsenter/"};

void FindInitBesideOwnInit(const Workload& workload, Checked& checked) {
  const TaskDefinition* task = workload.task_definition().resource;
  const bool shared = task != nullptr && workload.Get(task->pid_mode).present();
  EachContainer(workload, [&](const Container& container) {
    if (!container.image.known()) return;
    const std::string image = container.image->WithHoles();
    const bool own = std::any_of(kOwnInit.begin(), kOwnInit.end(), [&](std::string_view one) {
      return image.find(one) != std::string::npos;
    });
    const Fact<bool>& init = container.init_process;
    const bool takes_first = init.Is(true) || init.unknown() != nullptr;
    if (!own || (!takes_first && !shared)) return;
    checked.doubts.push_back(
        {NotChecked(workload, container.image->Shown(),
                    takes_first ? init.place() : container.image.place()),
         "whether " + InWords(container) +
             " starts: its image has an init process of its own, which must be the first one"});
  });
}

void FindCredentials(const Workload& workload, Checked& checked) {
  FindVariables(workload, kCredentialVariables,
                "whether something keeps the agent from getting the task's credentials", checked);
}

void FindProxyBeforeCredentials(const Workload& workload, Checked& checked) {
  FindVariables(workload, kCredentialProxies,
                "whether something keeps the agent from getting the task's credentials", checked);
}

// ---- task role

// May the policy take one of the actions away? A policy without a word about them does not.
Answer MayTakeAway(const PolicyDocument& document, ValueStore& values) {
  std::vector<std::string_view> actions(kSessionActions.begin(), kSessionActions.end());
  actions.push_back("ecs:ExecuteCommand");
  Answer taken = Answer::No();
  bool allows_some = false, allows_all = true;
  for (const Fact<Statement>& statement : document.statements.items) {
    if (const Unknown* why = statement.unknown()) return Answer::Maybe(*why);
    if (!statement.known()) continue;
    const Answer allow = IsAllow(*statement, values);
    allows_some |= allow.yes();
    for (const std::string_view action : actions) {
      const Answer applies = ActionApplies(*statement, action, values);
      if (!allow.yes()) taken = Or(taken, applies);
      if (allow.yes() && !applies.yes()) allows_all = false;
    }
  }
  if (document.statements.open()) {
    taken = Or(taken, Answer::Maybe(document.statements.open_because, document.statements.place));
  }
  // A list of what is allowed leaves out what it does not name.
  return allows_some && !allows_all ? Answer::Yes() : taken;
}

void FindOrganizationPolicy(const Workload& workload, Checked& checked) {
  const ModelView& view = workload.view();
  for (const OrganizationPolicy& policy : view.model.organization_policies) {
    if (Exists(policy.head, view).no()) continue;
    const Fact<Text>& type = view.Get(policy.type);
    if (type.known() && type->known() && !type->Is("SERVICE_CONTROL_POLICY")) continue;
    const Fact<PolicyDocument>& document = view.Get(policy.document);
    if (document.absent()) continue;
    if (document.known() && MayTakeAway(*document, *view.model.values).no()) continue;
    checked.doubts.push_back(
        {NotChecked(workload, policy.head.address, {.span = policy.head.span}),
         "whether the organization's policy `" + policy.head.address + "` forbids ECS Exec here"});
  }
}

// ---- network

void FindNoNetworking(const Workload& workload, Checked& checked) {
  EachContainer(workload, [&](const Container& container) {
    const Fact<bool>& off = container.no_network;
    const std::string what = "whether " + InWords(container) + " has a network";
    checked.RestsOn(off.certainty());
    if (const Unknown* why = off.unknown()) checked.doubts.push_back({*why, what});
    if (off.Is(true)) {
      checked.doubts.push_back({NotChecked(workload, "disableNetworking", off.place()), what});
    }
  });
}

void FindMeshProxy(const Workload& workload, Checked& checked) {
  const TaskDefinition* task = workload.task_definition().resource;
  if (task == nullptr) return;
  const Fact<Text>& proxy = workload.Get(task->mesh_proxy_container);
  checked.RestsOn(proxy.certainty());
  if (!proxy.present()) return;
  checked.doubts.push_back({NotChecked(workload, "proxyConfiguration", proxy.place()),
                            "whether the App Mesh proxy lets the traffic of sessions through"});
}

// A proxy that is seen is for the network's judge, since it may also be a way where there is no
// other: only variables that are not seen are left.
void FindUnseenProxy(const Workload& workload, Checked& checked) {
  FindVariables(workload, {}, "whether the traffic of the tasks goes through a proxy", checked);
}

constexpr BlockingCause kCauses[] = {
    {Hop::kLaunch, "exec-disabled"},
    {Hop::kLaunch, "exec-prepared-but-off"},
    {Hop::kLaunch, "exec-flag-misplaced"},
    {Hop::kLaunch, "exec-change-ignored", FindFlagLeftToOthers},
    {Hop::kPlatform, "fargate-platform-too-old"},
    {Hop::kPlatform, "windows-version-unsupported", FindNanoServer},
    {Hop::kContainer, "read-only-root-filesystem"},
    {Hop::kContainer, "init-process-breaks-image", FindInitBesideOwnInit},
    {Hop::kContainer, "task-credentials-shadowed", FindCredentials},
    {Hop::kContainer, "proxy-hides-credentials", FindProxyBeforeCredentials},
    {Hop::kContainer, "task-definition-change-ignored", FindTaskLeftToOthers},
    {Hop::kContainer, "container-change-ignored", FindContainersLeftToOthers},
    {Hop::kTaskRole, "task-role-missing"},
    {Hop::kTaskRole, "task-role-untrusted"},
    {Hop::kTaskRole, "task-role-lacks-ssmmessages"},
    {Hop::kTaskRole, "ssmmessages-on-execution-role"},
    {Hop::kTaskRole, "ssmmessages-in-trust-policy"},
    {Hop::kTaskRole, "ssmmessages-scoped-to-resource"},
    {Hop::kTaskRole, "ssmmessages-denied"},
    {Hop::kTaskRole, "organization-policy-denies-exec", FindOrganizationPolicy},
    {Hop::kTaskRole, "task-definition-change-ignored", FindTaskLeftToOthers},
    {Hop::kNetwork, "container-network-disabled", FindNoNetworking},
    {Hop::kNetwork, "ipv6-only-subnet"},
    {Hop::kNetwork, "no-route-to-session-manager"},
    {Hop::kNetwork, "ssmmessages-endpoint-missing"},
    {Hop::kNetwork, "endpoint-type-gateway"},
    {Hop::kNetwork, "endpoint-private-dns-disabled"},
    {Hop::kNetwork, "endpoint-blocks-https"},
    {Hop::kNetwork, "task-egress-blocks-https"},
    {Hop::kNetwork, "endpoint-policy-blocks-ssmmessages"},
    {Hop::kNetwork, "session-endpoint-missing"},
    {Hop::kNetwork, "network-acl"},
    {Hop::kNetwork, "public-access-block"},
    {Hop::kNetwork, "dns-support-off"},
    {Hop::kNetwork, "https-proxy", FindUnseenProxy},
    {Hop::kNetwork, "mesh-proxy", FindMeshProxy},
    {Hop::kLogging, "session-log-destination-missing"},
    {Hop::kLogging, "task-role-cannot-log-session"},
    {Hop::kLogging, "task-role-cannot-decrypt-session"},
    {Hop::kLogging, "session-encryption-mismatch"},
    {Hop::kLogging, "task-definition-change-ignored", FindTaskLeftToOthers},
    {Hop::kLogging, "container-change-ignored", FindContainersLeftToOthers},
};

}  // namespace

std::span<const BlockingCause> BlockingCauses() { return kCauses; }

void CloseUnchecked(const Workload& workload, Verdict& verdict) {
  if (!verdict.open()) return;
  Checked checked;
  for (const BlockingCause& cause : kCauses) {
    if (cause.hop == verdict.hop && cause.find != nullptr) cause.find(workload, checked);
  }
  for (const Doubt& doubt : checked.doubts) verdict.Doubtful(doubt.why, doubt.what);
  // A part of the input that is not seen may hold a policy or a filter.
  const bool attached = verdict.hop == Hop::kTaskRole || verdict.hop == Hop::kNetwork;
  if (attached && workload.view().HasUnseenParts()) checked.RestsOn(Certainty::kDefaulted);
  verdict.grounds.And({.worst = checked.certainty});
}

}  // namespace execlint
