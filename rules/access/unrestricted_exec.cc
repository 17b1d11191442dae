#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/verdict/access.h"
#include "lint/verdict/exec_denial.h"
#include "lint/verdict/exec_limit.h"

namespace execlint::rules {
namespace {

constexpr std::string_view kUnrestrictedExecTags[] = {"external/cwe/cwe-732",
                                                      "external/cwe/cwe-1220", "attack/T1609",
                                                      "attack/T1078.004", "nist-800-53/AC-6"};

constexpr std::string_view kQuestion = "where this policy lets sessions be opened";

Unknown WhyOf(const ExecLimit& limit, const ModelView& view) {
  const bool boundary = limit.by == ExecLimit::By::kBoundary;
  const std::string_view what = boundary ? "the permissions boundary" : "the Deny";
  return {view.Words(Why::kUnsupported, Format("{} of `{}`", what, limit.holder->address)),
          limit.at};
}

// What takes away a part of the grant: what the policy denies, or what the grant leaves out.
std::optional<ExecDenial> DenialOf(const ExecEverywhere& grant, const PolicySubject& subject) {
  const auto denial = ExecDenialIn(subject.document, subject.view);
  if (grant.but == nullptr) return denial;
  const auto left_out = LeftOutOf(*grant.but, VariablesOf(subject.document), subject.view);
  return denial && (!left_out || left_out->reach < denial->reach) ? denial : left_out;
}

void CheckUnrestrictedExec(const PolicySubject& subject, Report& report) {
  using Reach = ExecDenial::Reach;
  const std::vector<ExecEverywhere> grants = ExecEverywhereIn(subject.document);
  if (grants.empty()) {
    const auto denial = ExecDenialIn(subject.document, subject.view);
    if (denial && denial->reach == Reach::kAll) return;
    if (const auto why = MayAllowExecEverywhere(subject.document)) {
      report.CannotTell(std::string(kQuestion), *why);
    }
    return;
  }
  for (const ExecEverywhere& grant : grants) {
    const auto denial = DenialOf(grant, subject);
    if (denial && denial->reach == Reach::kAll) continue;
    if (denial && denial->reach == Reach::kSomewhere) {
      const Symbol* why = subject.view.Words(
          Why::kUnsupported, grant.but != nullptr ? "what this policy leaves out or denies"
                                                  : "the Deny of this policy");
      report.CannotTell(std::string(kQuestion), {why, denial->at});
      continue;
    }
    const ExecLimits limits = LimitsOf(subject.view, subject.owner, subject.launches);
    if (limits.first) {
      report.CannotTell(std::string(kQuestion), WhyOf(*limits.first, subject.view));
      continue;
    }
    Extras extras{.related = {{grant.resource->place(), "on every cluster"}}};
    if (grant.grant == ExecGrant::kAllOfEcs) {
      extras.severity = Severity::kNote;
      extras.fix =
          "deny `ecs:ExecuteCommand` where no sessions are wanted, or allow the actions that are "
          "needed by name";
    }
    Grounds grounds = grant.grounds;
    if (grant.but != nullptr) {
      extras.related = {{grant.resource->place(), "on every cluster of this code"}};
    } else if (denial) {
      extras.related.push_back({denial->at, "this Deny leaves the clusters of this code open"});
    }
    if (limits.maybe || denial) grounds.And({.worst = Certainty::kDefaulted});
    report.Add({.owner = &subject.owner, .property = "Action", .place = grant.action->place()},
               std::move(grounds),
               Format("`{}` on {}`{}` lets whoever has this policy open a root shell in any "
                      "container that runs with ECS Exec, in any cluster{}",
                      (*grant.action)->Shown(), grant.left_out ? "all but " : "",
                      (*grant.resource)->Shown(),
                      !denial                ? ""
                      : grant.but != nullptr ? ", but for what it leaves out"
                                             : ", but for what it denies"),
               std::move(extras));
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
of its task role. Allowed on `*` it reaches every such container in the account, production included, and
whoever has it can act as any task role: a known path to privilege escalation. Where the policy allows all
of ECS (`ecs:*`), exec may not have been on anybody's mind: that is a note, whatever severity is configured.)",
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
