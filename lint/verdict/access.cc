#include "lint/verdict/access.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "lint/network/cidr.h"
#include "lint/value/characters.h"
#include "lint/verdict/workload.h"

namespace execlint {
namespace {

// Is it met from every address? That of a VPC or of another service is no caller's address.
bool IsMetFromAnywhere(const Condition& condition) {
  const auto test = condition.test.known() ? condition.test->known() : std::nullopt;
  const auto key = condition.key.known() ? condition.key->known() : std::nullopt;
  if (!test || !key || Lowered(*key) != "aws:sourceip") return false;
  const std::string name = Lowered(*test);
  if (name != "ipaddress" && name != "ipaddressifexists") return false;
  std::vector<std::string> ipv4, ipv6;
  for (const Fact<Text>& one : condition.values.items) {
    const auto text = one.known() ? one->known() : std::nullopt;
    const auto bits = text ? NetworkBits(*text) : std::nullopt;
    if (bits) (text->find(':') == text->npos ? ipv4 : ipv6).push_back(*bits);
  }
  return HoldAllAddresses(std::move(ipv4)) || HoldAllAddresses(std::move(ipv6));
}

// `Condition = {}` is none.
bool HasLimit(const Statement& statement, Variables variables) {
  return !std::ranges::all_of(statement.condition.list.items, [&](const Fact<Condition>& one) {
    return one.known() && (LimitsNothing(*one, variables) || IsMetFromAnywhere(*one));
  });
}

}  // namespace

bool MayBeLimited(const Statement& statement, Variables variables) {
  return HasLimit(statement, variables) || statement.condition.list.open() ||
         statement.open_because != nullptr;
}

namespace {

// An Allow of ExecuteCommand, wherever.
struct Allowed {
  ExecGrant grant = ExecGrant::kNone;
  const Fact<Text>* action = nullptr;
  Covered covered = {};
  Grounds grounds = {};  // of the statement and its action
};

std::optional<Allowed> AllowedBy(const Fact<Statement>& fact, const PolicyDocument& policy,
                                 bool with_all_services) {
  if (!fact.known()) return std::nullopt;
  const Statement& statement = *fact;
  const Variables variables = VariablesOf(policy);
  if (!statement.effect.known() || !statement.effect->Is("Allow") ||
      MayBeLimited(statement, variables)) {
    return std::nullopt;
  }
  Allowed found;
  for (const Fact<Text>& one : statement.action.list.items) {
    const ExecGrant grant = one.known() ? ExecGrantOf(*one) : ExecGrant::kNone;
    if (grant == ExecGrant::kNone) continue;
    if (grant == ExecGrant::kEverything && !with_all_services) continue;
    if (found.grant == ExecGrant::kExec) continue;
    found.grant = grant;
    found.action = &one;
  }
  if (found.action == nullptr) return std::nullopt;
  found.covered = CoveredBy(statement, variables);
  found.grounds = found.action->grounds();
  found.grounds.And({.worst = std::max({fact.certainty(), statement.effect.certainty(),
                                        statement.condition.list.completeness})});
  return found;
}

// Of a list of which no item that is known decides: the first that is not, or that there may be
// more.
std::optional<Unknown> FirstUnknownIn(const List<Text>& list) {
  for (const Fact<Text>& one : list.items) {
    if (const Unknown* why = one.unknown()) return *why;
  }
  if (list.open()) return Unknown{list.open_because, list.place};
  return std::nullopt;
}

std::vector<ExecEverywhere> GrantsIn(const PolicyDocument& policy, bool with_all_services) {
  std::vector<ExecEverywhere> grants, all_but;
  std::optional<Allowed> clusters, tasks;
  for (const Fact<Statement>& statement : policy.statements.items) {
    auto allowed = AllowedBy(statement, policy, with_all_services);
    if (!allowed) continue;
    const Covered& covered = allowed->covered;
    const List<Text>& left_out = statement->not_resource.list;
    const bool but = !covered.all() && !left_out.items.empty() && !FirstUnknownIn(left_out);
    if (covered.all() || but) {
      ExecEverywhere grant{.grant = allowed->grant,
                           .action = allowed->action,
                           .resource = but ? &left_out.items.front() : covered.clusters,
                           .left_out = statement->not_resource.written,
                           .but = but ? &*statement : nullptr,
                           .grounds = std::move(allowed->grounds)};
      grant.grounds.And(grant.resource->grounds());
      (but ? all_but : grants).push_back(std::move(grant));
      continue;
    }
    if (!clusters && covered.clusters != nullptr) clusters = allowed;
    if (!tasks && covered.tasks != nullptr) tasks = std::move(allowed);
  }
  if (grants.empty() && clusters && tasks) {
    ExecEverywhere grant{.grant = std::min(clusters->grant, tasks->grant),
                         .action = tasks->action,
                         .resource = clusters->covered.clusters,
                         .grounds = tasks->grounds};
    grant.grounds.And(clusters->grounds);
    grant.grounds.And(grant.resource->grounds());
    grants.push_back(std::move(grant));
  }
  return grants.empty() ? all_but : grants;
}

// Why the statement, which is no grant for certain, may be one everywhere: its effect, an action or
// a resource that is not known. Nothing if it is none.
std::optional<Unknown> MayBeGrant(const Statement& statement, Variables variables) {
  const Fact<Text>& effect = statement.effect;
  if (HasLimit(statement, variables)) return std::nullopt;
  if (effect.unknown() == nullptr && !(effect.known() && effect->Is("Allow"))) return std::nullopt;
  std::optional<Unknown> why;
  const auto first = [&why](std::optional<Unknown> one) {
    if (!why) why = one;
    return one.has_value();
  };
  const auto allows = [](const Fact<Text>& action) {
    const ExecGrant grant = action.known() ? ExecGrantOf(*action) : ExecGrant::kNone;
    return grant == ExecGrant::kExec || grant == ExecGrant::kAllOfEcs;
  };
  if (const Unknown* unknown = effect.unknown()) first(*unknown);
  const bool grants = std::ranges::any_of(statement.action.list.items, allows) ||
                      first(FirstUnknownIn(statement.action.list));
  if (!grants) return std::nullopt;
  const bool everywhere = CoveredBy(statement, variables).all() ||
                          first(FirstUnknownIn(statement.resource.list)) ||
                          first(FirstUnknownIn(statement.not_resource.list));
  if (!everywhere) return std::nullopt;
  if (statement.open_because != nullptr) first(Unknown{statement.open_because, statement.place});
  if (statement.condition.list.open()) {
    first(Unknown{statement.condition.list.open_because, statement.condition.list.place});
  }
  return why;
}

}  // namespace

std::optional<Unknown> UnreadIn(const PolicyDocument& policy) {
  const List<Statement>& statements = policy.statements;
  for (const Fact<Statement>& statement : statements.items) {
    if (const Unknown* why = statement.unknown()) return *why;
  }
  if (statements.open()) return Unknown{statements.open_because, statements.place};
  return std::nullopt;
}

std::optional<Unknown> MayAllowExecEverywhere(const PolicyDocument& policy) {
  if (auto unread = UnreadIn(policy)) return unread;
  for (const Fact<Statement>& statement : policy.statements.items) {
    if (!statement.known()) continue;
    if (auto why = MayBeGrant(*statement, VariablesOf(policy))) return why;
  }
  return std::nullopt;
}

bool AllowsExecEverywhere(const PolicyDocument& policy) {
  const std::vector<ExecEverywhere> grants = GrantsIn(policy, true);
  return !grants.empty() && grants.front().but == nullptr;
}

std::vector<ExecEverywhere> ExecEverywhereIn(const PolicyDocument& policy) {
  std::vector<ExecEverywhere> grants = GrantsIn(policy, false);
  if (UnreadIn(policy)) {
    for (ExecEverywhere& grant : grants) grant.grounds.And({.worst = Certainty::kDefaulted});
  }
  return grants;
}

ConfiguredExec ConfiguredExecOf(const Workload& workload) {
  const EnvironmentSettings* settings = workload.model().environments;
  if (settings == nullptr || !settings->HasExecPolicy()) return {};
  const EnvironmentClass& environment = workload.environment();
  const EnvironmentRules& rules = settings->Of(environment.environment);
  if (rules.exec == ExecPolicy::kUnset) return {};
  return {rules.exec, {.span = rules.exec_at}, &environment};
}

std::optional<ProductionExec> ExecInProduction(const Workload& workload) {
  if (workload.gate() != Workload::Gate::kOn) return std::nullopt;
  const EnvironmentClass& environment = workload.environment();
  if (environment.environment != Environment::kProduction) return std::nullopt;
  ProductionExec exec{.flag = workload.exec_enabled()};
  exec.grounds = exec.flag.grounds();
  exec.grounds.And(environment.grounds);
  return exec;
}

}  // namespace execlint
