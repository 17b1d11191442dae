#include "lint/verdict/session_log.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "lint/iam/role_access.h"
#include "lint/model/resolve.h"
#include "lint/source/format.h"
#include "lint/value/predeclared.h"
#include "lint/verdict/agent.h"
#include "lint/verdict/network.h"
#include "lint/verdict/task_role.h"
#include "lint/verdict/workload.h"

namespace execlint {
namespace {

constexpr Glyph kUnseen = {.kind = Glyph::Kind::kHole};

// `?` in the text stands for something unknown.
void Append(std::string_view text, Glyphs& to) {
  for (const char c : text) to.push_back(c == '?' ? kUnseen : Glyph{.byte = c});
}

// `before` + what the reference says + `below`. What is not known of it is unknown.
Request RequestOn(std::string_view action, std::string_view before, const Fact<Ref>& ref,
                  std::string_view below) {
  Request request{.action = action, .resource = {}, .context = AgentContext()};
  Append(before, request.resource);
  if (ref.known()) {
    const Glyphs name = GlyphsOf(*ref->text.value);
    request.resource.insert(request.resource.end(), name.begin(), name.end());
    request.of = ref->target;
  } else {
    request.resource.push_back(kUnseen);
  }
  Append(below, request.resource);
  Append(below, request.below);
  return request;
}

// Requests of one key are equal. A hole is told by its symbol.
std::string KeyOf(const Role& role, const Request& request) {
  std::string key = Format("{} {} {}", KeyOf("may", role.head), request.action,
                           static_cast<std::uint32_t>(request.of));
  for (const Glyphs* text : {&request.resource, &request.below}) {
    key += '\n';
    for (const Glyph& glyph : *text) {
      key += glyph.byte;
      if (glyph.hole()) key += Format("{}", static_cast<const void*>(glyph.symbol));
    }
  }
  return key;
}

// May the task role do it?
Answer TaskRoleMay(const Workload& workload, const Request& request) {
  const TaskRoleVerdict& verdict = workload.task_role_verdict();
  if (verdict.role != nullptr) {
    const Role& role = *verdict.role;
    return workload.Shared(KeyOf(role, request),
                           [&](const ModelView& view) { return RoleMay(view, role, request); });
  }
  // Without a task definition the containers are unknown, and say why.
  if (workload.task_definition().resource == nullptr) {
    return Answer::Maybe(*workload.containers().unknown());
  }
  if (!verdict.doubts.empty()) return Answer::Maybe(verdict.doubts.front().why);
  return Answer::No(verdict.grounds);  // there is no task role
}

const Cluster* ClusterOf(const Workload& workload) { return workload.cluster().resource; }

// On a log group of the deployment's own account.
Request OnGroup(const Workload& workload, std::string_view action, const Fact<Ref>& group,
                std::string_view below) {
  Request request = RequestOn(action, "", group, below);
  Glyphs arn;
  Append("arn:?:logs:?:", arn);
  arn.push_back({.kind = Glyph::Kind::kHole,
                 .symbol = PredeclaredSymbol(*workload.model().values, Predeclared::kAccountId)});
  Append(":log-group:", arn);
  request.resource.insert(request.resource.begin(), arn.begin(), arn.end());
  return request;
}

constexpr std::string_view kStream = ":log-stream:?";

Answer MayWriteGroup(const Workload& workload, const Fact<Ref>& group) {
  return And(TaskRoleMay(workload, OnGroup(workload, "logs:CreateLogStream", group, kStream)),
             TaskRoleMay(workload, OnGroup(workload, "logs:PutLogEvents", group, kStream)));
}

// Is the flag on? Absent: off.
Answer IsOn(const Fact<bool>& flag) {
  if (const Unknown* why = flag.unknown()) return Answer::Maybe(*why);
  return Answer::Of(flag.Is(true), flag.certainty());
}

bool IsAccount(const Principal& principal) {
  return principal.type == Principal::Type::kAws && principal.id.known() &&
         principal.id->WithHoles().ends_with(":root");
}

// `left_to_iam`: the policies of the account decide. `others`: the policy may allow a role itself.
struct KeyAccess {
  bool left_to_iam = false;
  bool others = false;
  bool denies = false;  // or may
  Certainty certainty = Certainty::kCertain;
};

void AddKeyPolicy(const Fact<PolicyDocument>& policy, ValueStore& values, KeyAccess& access) {
  if (!policy.known() || policy->statements.open()) {
    access.others |= policy.present();
    if (!policy.known()) return;
  }
  for (const Fact<Statement>& statement : policy->statements.items) {
    if (!statement.known()) {
      access.others = true;
      continue;
    }
    const Answer action = ActionApplies(*statement, "kms:Decrypt", values);
    const Answer allow = IsAllow(*statement, values);
    if (action.no()) continue;
    const auto& who = statement->principal.list.items;
    const bool account =
        !who.empty() && std::all_of(who.begin(), who.end(), [](const Fact<Principal>& one) {
          return one.known() && IsAccount(*one);
        });
    const bool services =
        !who.empty() && std::all_of(who.begin(), who.end(), [](const Fact<Principal>& one) {
          return one.known() && one->type == Principal::Type::kService;
        });
    if (account && allow.yes() && action.yes() && !statement->condition.written) {
      access.left_to_iam = true;
    } else if (!services || !allow.yes()) {
      access.others = true;
      access.denies |= !allow.yes() && !services;
    }
  }
}

KeyAccess AccessOf(const Key& key, const ModelView& view) {
  ValueStore& values = *view.model.values;
  KeyAccess access;
  const Fact<PolicyDocument>& own = view.Get(key.policy);
  access.certainty = own.certainty();
  bool written = own.present();
  AddKeyPolicy(own, values, access);
  for (const KeyPolicy* policy : view.model.key_policies.Naming(&KeyPolicy::key, {key.head.id})) {
    const Answer here = And(Exists(policy->head, view), Names(view.Get(policy->key), key.head.id));
    if (here.no()) {
      access.certainty = std::max(access.certainty, here.certainty());
      continue;
    }
    written = true;
    AddKeyPolicy(view.Get(policy->policy), values, access);
  }
  if (!written) access.left_to_iam = true;
  return access;
}

}  // namespace

Answer MayWriteLogGroup(const Workload& workload) {
  const Fact<Ref>& group = workload.Get(ClusterOf(workload)->exec_log_group);
  return group.present() ? MayWriteGroup(workload, group) : Answer::Yes();
}

Answer MayWriteAnyLogGroup(const Workload& workload) { return MayWriteGroup(workload, {}); }

Answer MayWriteBucket(const Workload& workload) {
  const Fact<Ref>& bucket = workload.Get(ClusterOf(workload)->exec_log_bucket);
  if (!bucket.present()) return Answer::Yes();
  const Fact<Text>& prefix = workload.Get(ClusterOf(workload)->exec_log_prefix);
  const std::string folder = prefix.known() ? prefix->known().value_or("") : "";
  return TaskRoleMay(workload, RequestOn("s3:PutObject", "arn:?:s3:::", bucket,
                                         folder.empty() ? "/?" : "/" + folder + "/?"));
}

Destination WhereIsDestination(const Workload& workload) {
  const ModelView& view = workload.view();
  const Cluster& cluster = *ClusterOf(workload);
  const auto is_here = [&](const Attr<Ref>& attribute) {
    const Fact<Ref>& ref = view.Get(attribute);
    return !ref.present() || (ref.known() && ref->target != ResourceId::kNone);
  };
  if (!is_here(cluster.exec_log_bucket)) return Destination::kNotInScan;
  const auto is_beside = [&](const LogGroup& group) {
    return group.head.site.account == cluster.head.site.account &&
           group.head.site.region == cluster.head.site.region;
  };
  const Fact<Ref>& group = view.Get(cluster.exec_log_group);
  if (is_here(cluster.exec_log_group)) {
    const LogGroup* made = group.present() ? view.model.log_groups.Find(group->target) : nullptr;
    const bool away = made != nullptr && !is_beside(*made);
    return away ? Destination::kInAnotherRegion : Destination::kHere;
  }
  if (!group.known()) return Destination::kNotInScan;
  const auto called = view.model.log_groups.Called(&LogGroup::name, GlyphsOf(*group->text.value));
  Destination found = Destination::kNotInScan;
  for (const LogGroup* one : called) {
    const Fact<Text>& name = view.Get(one->name);
    if (!name.known() || *name != group->text || CertainlyMissing(one->head, view)) continue;
    if (is_beside(*one)) return Destination::kHere;
    found = Destination::kInAnotherRegion;
  }
  return found;
}

const Subnet* CutOffFromDestination(const Workload& workload) {
  const Cluster& cluster = *ClusterOf(workload);
  const bool to_group = workload.Get(cluster.exec_log_group).present();
  const bool to_bucket = workload.Get(cluster.exec_log_bucket).present();
  for (const NetworkVerdict::Isolated& one : workload.network_verdict().isolated) {
    if ((to_group && !one.Reaches("logs")) || (to_bucket && !one.Reaches("s3"))) return one.subnet;
  }
  return nullptr;
}

Answer MaySeeEncryption(const Workload& workload) {
  const Cluster& cluster = *ClusterOf(workload);
  const auto may = [&](const Attr<bool>& flag, const Fact<Ref>& log, const Request& request) {
    const Answer asked = IsOn(workload.Get(flag));
    if (asked.no() || !log.present()) return Answer::Yes(asked.certainty());
    return asked.maybe() ? asked : TaskRoleMay(workload, request);
  };
  const Fact<Ref>& bucket = workload.Get(cluster.exec_log_bucket);
  return And(may(cluster.exec_log_group_encrypted, workload.Get(cluster.exec_log_group),
                 OnGroup(workload, "logs:DescribeLogGroups", {}, "")),
             may(cluster.exec_log_bucket_encrypted, bucket,
                 RequestOn("s3:GetEncryptionConfiguration", "arn:?:s3:::", bucket, "")));
}

Answer LogGroupIsEncrypted(const Workload& workload) {
  const Cluster& cluster = *ClusterOf(workload);
  const Fact<Ref>& ref = workload.Get(cluster.exec_log_group);
  const Answer asked = IsOn(workload.Get(cluster.exec_log_group_encrypted));
  if (asked.no() || !ref.present()) return Answer::Yes(asked.certainty());
  if (asked.maybe()) return asked;
  const ModelView& view = workload.view();
  const LogGroup* group = ResolveById(view.model.log_groups, ref, view).resource;
  if (group == nullptr) {
    if (const Unknown* why = ref.unknown()) return Answer::Maybe(*why);
    return Answer::Maybe({view.Intern(Why::kNotInScan, ref->text.Shown()), ref.place()});
  }
  const Fact<Ref>& key = view.Get(group->key);
  if (const Unknown* why = key.unknown()) return Answer::Maybe(*why);
  return key.present() ? Answer::Yes(key.grounds()) : Answer::No(key.grounds());
}

Answer MayDecrypt(const Workload& workload) {
  const Fact<Ref>& ref = workload.Get(ClusterOf(workload)->exec_key);
  if (!ref.present()) return Answer::Yes(ref.certainty());
  const ModelView& view = workload.view();
  // Policies name keys, not aliases, by ARN.
  const std::string shown = ref.known() ? ref->text.Shown() : "";
  const bool alias = shown.find("alias/") != std::string::npos;
  const bool arn = shown.starts_with("arn:");
  const Answer own =
      TaskRoleMay(workload, RequestOn("kms:Decrypt", arn && !alias ? "" : "arn:?:kms:?:?:key/",
                                      alias ? Fact<Ref>() : ref, ""));
  const Resolved<Key> named = ResolveById(view.model.keys, ref, view);
  const Unknown policy_unseen{view.Words(Why::kNotKnown, "what the key's own policy allows"),
                              ref.place()};
  if (named.resource == nullptr) {
    if (!own.no()) return own;
    return Answer::Maybe(ref.unknown() != nullptr ? *ref.unknown() : policy_unseen);
  }
  const KeyAccess access = AccessOf(*named.resource, view);
  if (own.yes() && access.left_to_iam && !access.denies) {
    return And(own, Answer::Yes(std::max(access.certainty, ref.certainty())));
  }
  if (!access.others) return access.left_to_iam ? own : Answer::No(ref.grounds());
  return own.maybe() ? own
                     : Answer::Maybe({view.Intern(Why::kNotChecked, named.resource->head.address),
                                      {.span = named.resource->head.span}});
}

}  // namespace execlint
