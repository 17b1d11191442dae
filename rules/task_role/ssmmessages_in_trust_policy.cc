#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/task_role.h"

namespace execlint::rules {
namespace {

void CheckSsmmessagesInTrustPolicy(const Workload& workload, Report& report) {
  const TaskRoleVerdict& verdict = workload.task_role_verdict();
  if (verdict.cause != TaskRoleCause::kInTrustPolicy || verdict.role == nullptr) return;

  const Role& role = *verdict.role;
  const Place at =
      verdict.statements.empty() ? Place{.span = role.head.span} : verdict.statements.front();
  report.Add(At(role.head, role.trust.slot, at), verdict.grounds,
             Format("the ssmmessages actions are in the trust policy of `{}`, where IAM accepts "
                    "only sts actions; its permissions lack them",
                    role.head.address),
             {.grant = verdict.missing, .grant_to = &role.head, .matters = verdict.actions});
}

}  // namespace

extern constexpr Rule ssmmessages_in_trust_policy = {
    .name = "ssmmessages-in-trust-policy",
    .hop = Hop::kTaskRole,
    .effect = Effect::kBlocks,
    .severity = Severity::kError,
    .summary = "the ssmmessages actions are in the role's trust policy",
    .why =
        R"(A trust policy (assume-role policy) says who may assume the role, and may hold only the sts
actions for that. IAM refuses it with `MalformedPolicyDocument` when it holds anything else, so the
deployment fails; and the role still lacks the permissions that ECS Exec needs.)",
    .fix = R"(move the ssmmessages actions to a permissions policy of the same role
Leave `sts:AssumeRole` for `ecs-tasks.amazonaws.com` in the trust policy, and put the four actions into an
inline or managed policy of the role: `aws_iam_role_policy`, or `Policies` of `AWS::IAM::Role`.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",
    .check = CheckSsmmessagesInTrustPolicy,
    .without_launcher = WithoutLauncher::kNote,
};

}  // namespace execlint::rules
