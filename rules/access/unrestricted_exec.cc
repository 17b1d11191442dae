#include <algorithm>

#include "lint/engine/rule.h"
#include "lint/iam/exec_reach.h"
#include "lint/source/format.h"

namespace execlint::rules {
namespace {

constexpr std::string_view kUnrestrictedExecTags[] = {"external/cwe/cwe-732",
                                                      "external/cwe/cwe-1220", "attack/T1609",
                                                      "attack/T1078.004", "nist-800-53/AC-6"};

void CheckStatement(const PolicySubject& subject, const Statement& statement, Report& report) {
  if (!statement.effect.known() || !statement.effect->Is("Allow")) return;
  // Any condition may limit it; what it limits is told elsewhere.
  if (statement.condition.written || statement.open_because != nullptr) return;
  const Fact<Text>* action = nullptr;
  ExecGrant grant = ExecGrant::kNone;
  for (const Fact<Text>& one : statement.action.list.items) {
    const ExecGrant found = one.known() ? ExecGrantOf(*one) : ExecGrant::kNone;
    // Whoever is given `*` is an administrator, and nobody's exec user.
    if (found == ExecGrant::kNone || found == ExecGrant::kEverything) continue;
    if (grant == ExecGrant::kExec) continue;
    grant = found;
    action = &one;
  }
  const Fact<Text>* resource = CoversEveryTask(statement.resource, VariablesOf(subject.document));
  if (action == nullptr || resource == nullptr) return;

  Grounds grounds = action->grounds();
  grounds.And(resource->grounds());
  Extras extras{.related = {{resource->place(), "on every cluster"}}};
  if (grant == ExecGrant::kAllOfEcs) extras.severity = Severity::kNote;
  report.Add({.owner = &subject.owner, .property = "Action", .place = action->place()},
             std::move(grounds),
             Format("`{}` on `{}` lets whoever has this policy open a root shell in any "
                    "container that runs with ECS Exec, in any cluster",
                    (*action)->Shown(), (*resource)->Shown()),
             std::move(extras));
}

// A Deny of the same policy may take the permission away again, from somebody or for somewhere.
bool MayDenyExec(const Fact<Statement>& statement) {
  if (!statement.known() || !statement->effect.known() || statement->effect->Is("Allow")) {
    return false;
  }
  if (statement->not_action.written) return true;
  const auto& actions = statement->action.list;
  return actions.open() ||
         std::any_of(actions.items.begin(), actions.items.end(), [](const Fact<Text>& action) {
           return !action.known() || ExecGrantOf(*action) != ExecGrant::kNone;
         });
}

void CheckUnrestrictedExec(const PolicySubject& subject, Report& report) {
  if (subject.trust) return;
  const auto& statements = subject.document.statements.items;
  if (std::any_of(statements.begin(), statements.end(), MayDenyExec)) return;
  for (const Fact<Statement>& statement : subject.document.statements.items) {
    if (statement.known()) CheckStatement(subject, *statement, report);
  }
}

}  // namespace

extern constexpr Rule unrestricted_exec = {
    .name = "unrestricted-exec",
    .hop = Hop::kAccess,
    .effect = Effect::kExposes,
    .severity = Severity::kWarning,
    .summary = "a policy allows ecs:ExecuteCommand on every cluster without a condition",
    .why =
        R"(`ecs:ExecuteCommand` opens a shell as root in a container that has ECS Exec on, with the credentials
of its task role. Allowed on `*` it reaches every such container of the account, production included, and
whoever has it can become any task role: a known way to more privileges.)",
    .fix =
        R"(allow it on `arn:aws:ecs:REGION:ACCOUNT:cluster/NAME` and `arn:aws:ecs:REGION:ACCOUNT:task/NAME/*` only
The call is checked against both, so both are needed. Or limit it with a condition on `ecs:cluster`,
`ecs:container-name` or a resource tag.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    .check = CheckUnrestrictedExec,
    .tags = kUnrestrictedExecTags,
    .security_severity = "7.5",
};

}  // namespace execlint::rules
