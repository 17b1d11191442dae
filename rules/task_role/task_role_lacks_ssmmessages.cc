#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/task_role.h"

namespace execlint::rules {
namespace {

std::string Quoted(const std::vector<std::string>& actions) {
  std::string text;
  for (const std::string& action : actions) {
    text += Format("{}`{}`", text.empty() ? "" : ", ", action);
  }
  return text;
}

void CheckTaskRoleLacksSsmmessages(const Workload& workload, Report& report) {
  const TaskRoleVerdict& verdict = workload.task_role_verdict();
  const bool denied = verdict.cause == TaskRoleCause::kDenied;
  if (verdict.cause != TaskRoleCause::kLacksActions && !denied) return;

  const Role& role = *verdict.role;
  Extras extras;
  for (const Place& statement : verdict.statements) {
    extras.related.push_back(
        {statement, denied ? "this denies the permission" : "this allows only some of them"});
  }
  if (denied) {
    extras.fix = verdict.by_boundary
                     ? "use a permissions boundary that allows the ssmmessages actions on `*` too"
                     : "leave the ssmmessages actions out of what is denied, or detach that policy "
                       "from the role";
  } else if (verdict.boundary.span.valid()) {
    extras.related.push_back(
        {verdict.boundary, "this permissions boundary does not allow them either"});
    extras.fix =
        "allow the ssmmessages actions on `*` in a policy of the task role, and use a permissions "
        "boundary that allows them too";
  } else if (verdict.edit.span.valid()) {
    extras.fix = "add the missing actions to the list of this statement";
  }
  extras.matters = verdict.actions;
  // What is missing may be added to a statement that is there, or a policy that is there attached.
  const bool new_statement = !denied && !verdict.edit.span.valid() && verdict.unattached.empty();
  if (new_statement) {
    extras.grant = verdict.missing;
    extras.grant_to = &role.head;
  }
  const Fact<Ref> override = workload.task_role_override();
  const Fact<Ref>& named =
      override.present() ? override : workload.Get(workload.task_definition().resource->task_role);
  extras.related.push_back({{.span = UsedAt(named.place())}, "it is used as the task role here"});
  for (const Policy* policy : verdict.unattached) {
    extras.related.push_back(
        {{.span = policy->head.span}, "this policy allows them, but nothing here attaches it"});
  }
  Primary primary = At(role.head);
  const bool one_takes = denied && verdict.statements.size() == 1;
  if (one_takes || verdict.edit.span.valid()) {
    primary.place = one_takes ? verdict.statements.front() : verdict.edit;
    extras.related.push_back({{.span = role.head.span}, "the task role"});
  }
  report.Add(
      std::move(primary), verdict.grounds,
      Format("task role `{}` does not allow {}{}", role.head.address, Quoted(verdict.missing),
             !denied               ? ""
             : verdict.by_boundary ? ": its permissions boundary rules that out"
                                   : ": an explicit Deny forbids that"),
      std::move(extras));
}

}  // namespace

extern constexpr Rule task_role_lacks_ssmmessages = {
    .name = "task-role-lacks-ssmmessages",
    .hop = Hop::kTaskRole,
    .effect = Effect::kBlocks,
    .severity = Severity::kError,
    .summary = "the task role lacks the ssmmessages actions that ECS Exec needs",
    .why =
        R"(The exec agent inside the container opens a control channel and a data channel to Session
Manager with the task role's credentials. It needs all four actions; with one of them missing the task
runs, and `aws ecs execute-command` answers `TargetNotConnectedException: The execute command failed due to
an internal error`.)",
    .fix = R"(allow the ssmmessages actions on `*` in a policy of the task role
    {
      "Effect": "Allow",
      "Action": [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel"
      ],
      "Resource": "*"
    }
None of them takes a resource, so `*` is the only Resource that works. The managed policy
`AmazonSSMManagedInstanceCore` is enough too, but grants far more.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",
    .check = CheckTaskRoleLacksSsmmessages,
};

}  // namespace execlint::rules
