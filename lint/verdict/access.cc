#include "lint/verdict/access.h"

#include <algorithm>
#include <utility>

#include "lint/verdict/workload.h"

namespace execlint {
namespace {

// `statement` is an Allow, or does not concern exec (see MayDeny).
std::optional<ExecEverywhere> ExecEverywhereBy(const Statement& statement,
                                               const PolicyDocument& policy,
                                               bool with_all_services = false) {
  // Any condition may limit it; what it limits is told elsewhere.
  if (statement.condition.written || statement.open_because != nullptr) return std::nullopt;
  ExecEverywhere found{.grant = ExecGrant::kNone};
  for (const Fact<Text>& one : statement.action.list.items) {
    const ExecGrant grant = one.known() ? ExecGrantOf(*one) : ExecGrant::kNone;
    if (grant == ExecGrant::kNone) continue;
    if (grant == ExecGrant::kEverything && !with_all_services) continue;
    if (found.grant == ExecGrant::kExec) continue;
    found.grant = grant;
    found.action = &one;
  }
  if (found.action == nullptr) return std::nullopt;
  found.resource = CoversEveryTask(statement.resource, VariablesOf(policy));
  if (found.resource == nullptr) return std::nullopt;
  found.grounds = found.action->grounds();
  found.grounds.And(found.resource->grounds());
  return found;
}

// A Deny of the same policy may take the permission away again, from somebody or for somewhere.
bool MayDeny(const Fact<Statement>& statement) {
  if (!statement.known()) return false;
  if (statement->effect.known() && statement->effect->Is("Allow")) return false;
  if (statement->not_action.written) return true;
  const auto& actions = statement->action.list;
  return actions.open() ||
         std::any_of(actions.items.begin(), actions.items.end(), [](const Fact<Text>& action) {
           return !action.known() || ExecGrantOf(*action) != ExecGrant::kNone;
         });
}

}  // namespace

std::optional<Place> MayDenyExec(const PolicyDocument& policy) {
  for (const Fact<Statement>& statement : policy.statements.items) {
    if (MayDeny(statement)) return statement->place;
  }
  return std::nullopt;
}

bool AllowsExecEverywhere(const PolicyDocument& policy) {
  return !MayDenyExec(policy) &&
         std::ranges::any_of(policy.statements.items, [&](const Fact<Statement>& statement) {
           return statement.known() && ExecEverywhereBy(*statement, policy, true);
         });
}

std::vector<ExecEverywhere> ExecEverywhereIn(const PolicyDocument& policy) {
  if (MayDenyExec(policy)) return {};
  std::vector<ExecEverywhere> grants;
  for (const Fact<Statement>& statement : policy.statements.items) {
    if (!statement.known()) continue;
    if (auto grant = ExecEverywhereBy(*statement, policy)) grants.push_back(std::move(*grant));
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
