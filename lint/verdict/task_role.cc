#include "lint/verdict/task_role.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lint/iam/attached.h"
#include "lint/iam/evaluate.h"
#include "lint/iam/role_policies.h"
#include "lint/iam/trust.h"
#include "lint/source/path_in_words.h"
#include "lint/verdict/agent.h"
#include "lint/verdict/platform.h"
#include "lint/verdict/workload.h"

namespace execlint {
namespace {

Missing LackOf(Missing::What what, const Workload& workload, const Role& role) {
  const Fact<Text>& name = workload.Get(role.name);
  Traced known = name.known() ? name->value : Traced();
  if (const Unknown* why = name.unknown()) {
    known = {workload.model().values->Unknown(why->symbol, name.place().span)};
  }
  return {what, role.head.id, known};
}

// How certain it is that the statement speaks of actions of ssmmessages by name (not `*`); nothing
// if it does not.
std::optional<Certainty> NamesExecActions(const Statement& statement) {
  std::optional<Certainty> named;
  for (const Fact<Text>& action : statement.action.list.items) {
    if (action.known() && StartsWith(LowerCase(GlyphsOf(*action->value)), "ssmmessages:")) {
      named = std::min(named.value_or(action.certainty()), action.certainty());
    }
  }
  return named;
}

void AddPlaces(std::vector<Place>& to, const std::vector<Place>& from) {
  for (const Place& place : from) {
    const bool known =
        std::any_of(to.begin(), to.end(), [&](const Place& one) { return one.span == place.span; });
    if (!known) to.push_back(place);
  }
}

// What a role's policies, within its boundary, make of each of the four actions.
struct Grants {
  struct One {
    std::string_view action;
    Decision decision;
    bool by_boundary = false;      // the policies allow, the boundary does not
    bool beyond_boundary = false;  // not allowed, and the boundary would not allow it either
    // That the statement which decides speaks of the actions by name.
    std::optional<Certainty> named = {};
  };
  PolicySet policies;
  std::optional<PolicySet> boundary;
  std::array<One, 4> all;

  const One* Find(Outcome outcome) const {
    const auto found = std::find_if(all.begin(), all.end(), [outcome](const One& one) {
      return one.decision.outcome == outcome;
    });
    return found == all.end() ? nullptr : &*found;
  }
};

// Decisions point into the policies, so these stay where they are made.
std::unique_ptr<Grants> JudgeGrants(const ModelView& view, const Role& role) {
  const Model& model = view.model;
  auto made = std::make_unique<Grants>();
  Grants& grants = *made;
  grants.policies = PoliciesOf(view, role);
  grants.boundary = BoundaryOf(view, role);
  for (std::size_t i = 0; i < kSessionActions.size(); ++i) {
    Grants::One& one = grants.all[i];
    const Request request{.action = kSessionActions[i], .context = AgentContext()};
    one.action = kSessionActions[i];
    one.decision = Evaluate(grants.policies, request, *model.values);
    if (one.decision.statement != nullptr) one.named = NamesExecActions(*one.decision.statement);
    if (one.decision.outcome == Outcome::kImplicitDeny && grants.boundary) {
      const Outcome limit = Evaluate(*grants.boundary, request, *model.values).outcome;
      one.beyond_boundary = limit != Outcome::kAllow && limit != Outcome::kUnknown;
    }
    if (one.decision.outcome != Outcome::kAllow) continue;
    if (!grants.boundary) {
      one.decision.grounds.And({.worst = view.Get(role.permissions_boundary).certainty()});
      continue;
    }
    const Decision boundary = Evaluate(*grants.boundary, request, *model.values);
    if (boundary.outcome == Outcome::kAllow) {
      one.decision.grounds.And({.worst = boundary.grounds.worst});
      if (!one.decision.may_deny) one.decision.may_deny = boundary.may_deny;
      continue;
    }
    one.by_boundary = boundary.outcome != Outcome::kUnknown;
    one.decision.outcome = one.by_boundary ? Outcome::kExplicitDeny : Outcome::kUnknown;
    one.decision.why = boundary.why;
    one.decision.grounds.worst = std::max(one.decision.grounds.worst, boundary.grounds.worst);
    one.decision.grounds.places = {view.Get(role.permissions_boundary).place()};
  }
  return made;
}

const Grants& GrantsOf(const Workload& workload, const Role& role) {
  return *workload.Shared(KeyOf("grants", role.head),
                          [&](const ModelView& view) { return JudgeGrants(view, role); });
}

void JudgeTrust(const Workload& workload, const Role& role, TaskRoleVerdict& verdict) {
  using Trust = TaskRoleVerdict::Trust;
  const std::string question = "whether ECS tasks may assume the task role";
  const Fact<PolicyDocument>& policy = workload.Get(role.trust);
  verdict.trust_place = policy.place();
  verdict.trust_grounds = policy.grounds();
  if (!policy.known()) {
    const Symbol* symbol =
        workload.model().values->Intern({.why = Why::kNotInScan,
                                         .name = "the trust policy of `" + role.head.address + "`",
                                         .naming = Symbol::Naming::kWords});
    verdict.Doubtful(
        policy.unknown() != nullptr ? *policy.unknown() : Unknown{symbol, policy.place()},
        question);
    return;
  }
  const TrustDecision& trust =
      workload.Shared(KeyOf("trust", role.head), [&](const ModelView& view) {
        return MayServiceAssume(*view.Get(role.trust), "ecs-tasks", *view.model.values);
      });
  verdict.trust_grounds.worst = std::max(verdict.trust_grounds.worst, trust.trusted.certainty());
  const std::vector<Fact<Statement>>& statements = policy->statements.items;
  if (trust.statement == nullptr && statements.size() == 1 && statements.front().known()) {
    // Whom the only statement names instead.
    const List<Principal>& named = statements.front()->principal.list;
    const bool one = named.items.size() == 1 && named.items.front().known();
    const Place place = one ? named.items.front()->id.place() : statements.front()->place;
    if (place.span.valid()) verdict.trust_place = place;
  }
  if (trust.statement != nullptr) {
    verdict.trust_place = trust.statement->place;
    verdict.trust_grounds.places = {trust.statement->place};
  }
  if (trust.condition.span.valid()) verdict.trust_place = trust.condition;
  if (trust.trusted.maybe()) {
    verdict.Doubtful(trust.trusted.why, question);
  } else if (trust.trusted.yes()) {
    verdict.trust = Trust::kTrusted;
  } else {
    verdict.trust = trust.named_cluster ? Trust::kOnlyForOneCluster : Trust::kUntrusted;
  }
}

// The statement of the trust policy that grants what only a permissions policy can [A3.21].
const Fact<Statement>* ExecInTrust(const Workload& workload, const Role& role) {
  const Fact<PolicyDocument>& policy = workload.Get(role.trust);
  if (!policy.known()) return nullptr;
  for (const Fact<Statement>& statement : policy->statements.items) {
    if (statement.known() && NamesExecActions(*statement) &&
        !IsAllow(*statement, *workload.model().values).no()) {
      return &statement;
    }
  }
  return nullptr;
}

// The execution role allows by name all that the task role lacks: the statements.
Grounds GrantedToExecutionRole(const Workload& workload, TaskRoleVerdict& verdict) {
  if (verdict.execution_role == nullptr || verdict.execution_role == verdict.role) return {};
  const Grants& grants = GrantsOf(workload, *verdict.execution_role);
  const TaskDefinition& task = *workload.task_definition().resource;
  Grounds granted{.worst = workload.Get(task.execution_role).certainty()};
  std::vector<Place> actions;
  for (const Grants::One& one : grants.all) {
    const bool missing = std::find(verdict.missing.begin(), verdict.missing.end(), one.action) !=
                         verdict.missing.end();
    if (!missing) continue;
    if (one.decision.outcome != Outcome::kAllow) return {};
    if (!one.named) return {};
    granted.worst = std::max(granted.worst, one.decision.grounds.worst);
    AddPlaces(granted.places, one.decision.grounds.places);
    AddPlaces(actions, {one.decision.statement->action.list.place});
  }
  verdict.actions = std::move(actions);
  return granted;
}

void AddStatement(const Statement* one, std::vector<const Statement*>& to) {
  if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(one);
}

// The place of a grant that is void because of its resource: the resource, or, where the statement
// allows other things on it too, its first action of ssmmessages.
void FindVoid(const Statement& statement, TaskRoleVerdict& verdict) {
  const Element<Text>& resource =
      statement.resource.written ? statement.resource : statement.not_resource;
  verdict.edit = resource.list.place;
  const Fact<Text>* first = nullptr;
  for (const Fact<Text>& action : statement.action.list.items) {
    const bool session =
        action.known() && StartsWith(LowerCase(GlyphsOf(*action->value)), "ssmmessages:");
    if (session && first == nullptr) first = &action;
    verdict.among_others |= !session;
  }
  if (verdict.among_others && first != nullptr) verdict.edit = first->place();
}

// Does the document allow the actions of the agent by name, all four and nothing else?
bool GrantsJustThese(const PolicyDocument& document, ValueStore& values) {
  for (const Fact<Statement>& statement : document.statements.items) {
    if (!statement.known()) return false;
    for (const Fact<Text>& action : statement->action.list.items) {
      if (!action.known() || !StartsWith(LowerCase(GlyphsOf(*action->value)), "ssmmessages:")) {
        return false;
      }
    }
  }
  const PolicySet alone{.policies = {{.document = &document}}};
  return std::ranges::all_of(kSessionActions, [&](std::string_view action) {
    const Request request{.action = action, .context = AgentContext()};
    return Evaluate(alone, request, values).outcome == Outcome::kAllow;
  });
}

// The policies that grant just what the task role lacks, and that nobody has.
std::vector<const Policy*> UnattachedGrants(const Workload& workload) {
  return workload.Shared("unattached", [](const ModelView& view) {
    std::vector<const Policy*> found;
    for (const Policy& policy : view.model.policies) {
      const Fact<PolicyDocument>& document = view.Get(policy.document);
      if (document.known() && !CertainlyMissing(policy.head, view) &&
          GrantsJustThese(*document, *view.model.values) && IsAttached(view, policy) == Tri::kNo) {
        found.push_back(&policy);
      }
    }
    return found;
  });
}

// Of the `all` actions those that are missing: by name, where not all are.
std::string Lacked(const std::vector<std::string>& missing, std::size_t all) {
  if (missing.size() == all) return "the ssmmessages actions";
  std::string names;
  for (const std::string& action : missing) {
    if (!names.empty()) names += &action == &missing.back() ? " and " : ", ";
    names += "`" + action + "`";
  }
  return names;
}

// Some action is certainly not allowed: why, in the order from the most specific.
void FindCause(const Workload& workload, const Grants& grants, TaskRoleVerdict& verdict) {
  const bool denied = grants.Find(Outcome::kExplicitDeny) != nullptr;
  std::vector<Place> some, taken, scoped;
  std::vector<const Statement*> partial, void_ones;
  verdict.grounds = {};
  for (const Grants::One& one : grants.all) {
    const Outcome outcome = one.decision.outcome;
    if (outcome == Outcome::kAllow) {
      AddPlaces(some, one.decision.grounds.places);
      AddStatement(one.decision.statement, partial);
    }
    if (outcome == Outcome::kExplicitDeny) {
      AddPlaces(taken, one.decision.grounds.places);
      if (one.decision.statement != nullptr) {
        AddPlaces(verdict.actions, {one.decision.statement->action.list.place});
      }
      for (const Place& place : one.decision.grounds.places) {
        verdict.AddStep(place, one.by_boundary
                                   ? "this permissions boundary does not allow the actions"
                                   : "the ssmmessages actions are denied here");
      }
    }
    if (outcome != (denied ? Outcome::kExplicitDeny : Outcome::kImplicitDeny)) continue;
    verdict.missing.emplace_back(one.action);
    verdict.grounds.worst = std::max(verdict.grounds.worst, one.decision.grounds.worst);
    verdict.grounds.absence_on_open |= one.decision.grounds.absence_on_open;
    for (const Statement* statement : one.decision.scoped) {
      AddPlaces(scoped, {statement->place});
      AddStatement(statement, void_ones);
    }
  }
  const auto is = [&verdict](TaskRoleCause cause, std::string summary,
                             std::vector<Place> statements, const char* phrase) {
    verdict.cause = cause;
    verdict.summary = std::move(summary);
    verdict.statements = std::move(statements);
    for (const Place& place : verdict.statements) verdict.AddStep(place, phrase);
  };
  const auto beyond = [](const Grants::One& one) { return one.beyond_boundary; };
  if (std::ranges::any_of(grants.all, beyond)) {
    verdict.boundary = workload.Get(verdict.role->permissions_boundary).place();
  }
  verdict.by_boundary = denied && grants.Find(Outcome::kExplicitDeny)->by_boundary;
  if (!denied) verdict.grounds.Lacks(LackOf(Missing::What::kPolicy, workload, *verdict.role));
  const std::string role = "task role `" + verdict.role->head.address + "`";
  const Place at_role{.span = verdict.role->head.span};
  if (denied) {
    verdict.cause = TaskRoleCause::kDenied;
    verdict.summary = verdict.by_boundary
                          ? "the permissions boundary of " + role + " rules the actions out"
                          : role + " is denied the ssmmessages actions";
    verdict.statements = std::move(taken);
  } else if (!scoped.empty()) {
    is(TaskRoleCause::kScopedToResource,
       role + " allows the ssmmessages actions on a resource, which they do not support",
       std::move(scoped),
       "the ssmmessages actions are allowed on a resource, which they do not support");
    FindVoid(*void_ones.front(), verdict);
  } else if (const Fact<Statement>* statement = ExecInTrust(workload, *verdict.role)) {
    verdict.grounds.And(
        {.worst = std::max({workload.Get(verdict.role->trust).certainty(), statement->certainty(),
                            *NamesExecActions(**statement)})});
    verdict.actions = {(*statement)->action.list.place};
    is(TaskRoleCause::kInTrustPolicy,
       role + " has the ssmmessages actions in its trust policy only", {(*statement)->place},
       "the ssmmessages actions are in the trust policy, which grants nothing");
  } else if (Grounds there = GrantedToExecutionRole(workload, verdict); !there.places.empty()) {
    verdict.grounds.And({.worst = there.worst});
    is(TaskRoleCause::kOnExecutionRole,
       "the execution role has the ssmmessages actions, and the task role does not",
       std::move(there.places), "the ssmmessages actions are granted here, to the execution role");
    verdict.AddStep(at_role, "the task role does not have them");
  } else {
    const std::string lacks = " lacks " + Lacked(verdict.missing, grants.all.size());
    is(TaskRoleCause::kLacksActions, role + lacks, std::move(some),
       "only some of the ssmmessages actions are allowed here");
    if (partial.size() == 1 && partial.front()->action.written) {
      verdict.edit = partial.front()->action.list.place;
    }
    verdict.unattached = UnattachedGrants(workload);
    verdict.AddStep(at_role, "the task role" + lacks);
  }
}

// Whether this code itself grants the actions, by name.
void FindGrant(const Grants& grants, TaskRoleVerdict& verdict) {
  Grounds grounds;
  for (const Grants::One& one : grants.all) {
    const Decision& decision = one.decision;
    if (decision.outcome != Outcome::kAllow || decision.policy->aws_managed) return;
    if (!one.named) return;
    grounds.worst = std::max(grounds.worst, decision.grounds.worst);
  }
  verdict.granted_in_code = true;
  grounds.places = {grants.all[0].decision.statement->place};
  verdict.grant = std::move(grounds);
}

void JudgeRole(const Workload& workload, TaskRoleVerdict& verdict) {
  const Grants& grants = GrantsOf(workload, *verdict.role);
  const Grounds reference = verdict.grounds;
  FindGrant(grants, verdict);
  JudgeTrust(workload, *verdict.role, verdict);
  const bool blocked = grants.Find(Outcome::kExplicitDeny) != nullptr ||
                       grants.Find(Outcome::kImplicitDeny) != nullptr;
  const bool untrusted = verdict.trust == TaskRoleVerdict::Trust::kUntrusted ||
                         verdict.trust == TaskRoleVerdict::Trust::kOnlyForOneCluster;
  if (blocked) {
    FindCause(workload, grants, verdict);
  } else if (untrusted) {
    verdict.grounds = verdict.trust_grounds;
    verdict.AddStep(verdict.trust_place, "the trust policy does not let ECS tasks assume the role");
    verdict.summary = "ECS tasks cannot assume task role `" + verdict.role->head.address + "`";
  } else if (const Grants::One* one = grants.Find(Outcome::kUnknown)) {
    verdict.Doubtful(one->decision.why, "whether the task role allows the ssmmessages actions");
    return;
  } else if (verdict.doubts.empty()) {
    verdict.grounds.And({.worst = verdict.trust_grounds.worst});
    for (const Grants::One& allowed : grants.all) {
      verdict.grounds.worst = std::max(verdict.grounds.worst, allowed.decision.grounds.worst);
      for (const Place& place : allowed.decision.grounds.places) {
        verdict.AddStep(place, "the ssmmessages actions are allowed here");
      }
      if (allowed.decision.may_deny) {
        verdict.Doubtful(*allowed.decision.may_deny,
                         "whether another policy of the task role denies the ssmmessages actions");
      }
    }
    verdict.state = Verdict::State::kOpen;
    verdict.summary =
        "task role `" + verdict.role->head.address + "` allows the ssmmessages actions";
    return;
  } else {
    return;
  }
  verdict.doubts.clear();  // certainly blocked, whatever else is unknown
  verdict.state = Verdict::State::kBlocked;
  verdict.grounds.worst = std::max(verdict.grounds.worst, reference.worst);
  verdict.trust_grounds.worst = std::max(verdict.trust_grounds.worst, reference.worst);
}

// Of a role that somebody names when this is deployed, that is said, and not which name it is.
Unknown RoleByInput(const Unknown& why, const Workload& workload) {
  const Symbol* input = why.symbol;
  while (input->because_of != nullptr) input = input->because_of;
  if (input->why != Why::kOther) return why;
  const std::string of = input->unit.empty() ? "" : " of `" + PathInWords(input->unit) + "`";
  return {workload.view().Words(Why::kNotKnown,
                                "what the role that `" + input->name + "`" + of + " names allows"),
          why.at};
}

}  // namespace

TaskRoleVerdict JudgeTaskRole(const Workload& workload) {
  TaskRoleVerdict verdict;
  const Model& model = workload.model();
  const std::string question = "whether the task role allows the ssmmessages actions";
  const auto not_in_scan = [&](std::string name, const Place& at) {
    return Unknown{model.values->Intern({.why = Why::kNotInScan, .name = std::move(name)}), at};
  };

  const Resolved<TaskDefinition>& task = workload.task_definition();
  const Fact<Ref> override = workload.task_role_override();
  if (task.resource == nullptr && !override.present()) {
    verdict.Doubtful(
        task.unknown()
            ? task.why
            : not_in_scan(task.absent() ? "the task definition" : task.text.Shown(), task.place),
        question);
    return verdict;
  }
  if (task.resource != nullptr) {
    verdict.execution_role =
        ResolveRole(workload.view(), workload.Get(task.resource->execution_role),
                    task.resource->head.site)
            .resource;
  }
  // The role that the launcher names counts, whatever the task definition says [A3.9].
  const Fact<Ref>& ref = override.present() ? override : workload.Get(task.resource->task_role);
  const Head& from = override.present() ? workload.head() : task.resource->head;
  const Resolved<Role> role = ResolveRole(workload.view(), ref, from.site);
  if (role.absent()) {
    verdict.cause = TaskRoleCause::kMissing;
    verdict.state = Verdict::State::kBlocked;
    verdict.grounds = ref.grounds();
    // On EC2 the role of the instance may do, says the guide; the API is reported to refuse
    // [A3.10].
    const PlatformVerdict& platform = workload.platform_verdict();
    const bool fargate = platform.platform == Platform::kFargate;
    verdict.grounds.And({.worst = fargate ? platform.grounds.worst : Certainty::kDefaulted});
    verdict.grounds.And({.worst = override.certainty()});
    verdict.missing.assign(kSessionActions.begin(), kSessionActions.end());
    verdict.summary = "the " + std::string(workload.task_words()) + " has no task role";
    verdict.unattached = UnattachedGrants(workload);
    verdict.AddStep(ref.place(), verdict.summary);
  } else if (role.resource == nullptr) {
    verdict.Doubtful(role.unknown() ? RoleByInput(role.why, workload)
                                    : not_in_scan(role.text.Shown(), role.place),
                     question);
  } else {
    verdict.role = role.resource;
    verdict.grounds = role.grounds;
    verdict.AddStep(ref.place(), "the task role is set here");
    JudgeRole(workload, verdict);
    if (verdict.open())
      verdict.grounds.Lacks(LackOf(Missing::What::kDenial, workload, *verdict.role));
  }
  return verdict;
}

}  // namespace execlint
