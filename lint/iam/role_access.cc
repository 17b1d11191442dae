#include "lint/iam/role_access.h"

#include <optional>

#include "lint/iam/role_policies.h"

namespace execlint {
namespace {

Answer Answered(const Decision& decision, const Role& role, const ModelView& view) {
  switch (decision.outcome) {
    case Outcome::kAllow:
      return Answer::Yes(decision.grounds);
    case Outcome::kExplicitDeny:
      return Answer::No(decision.grounds);
    case Outcome::kUnknown:
      return Answer::Maybe(decision.why);
    case Outcome::kImplicitDeny:
      break;
  }
  if (!decision.grounds.absence_on_open) return Answer::No(decision.grounds);
  return Answer::Maybe({view.Words(Why::kNotKnown, "the policies that other code may attach to `" +
                                                       role.head.address + "`"),
                        {.span = role.head.span}});
}

}  // namespace

Answer RoleMay(const ModelView& view, const Role& role, const Request& request) {
  ValueStore& values = *view.model.values;
  const PolicySet policies = PoliciesOf(view, role);
  Answer may = Answered(Evaluate(policies, request, values), role, view);
  const std::optional<PolicySet> boundary = BoundaryOf(view, role);
  if (!boundary || may.no()) return may;
  return And(may, Answered(Evaluate(*boundary, request, values), role, view));
}

}  // namespace execlint
