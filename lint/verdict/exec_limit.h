// What may keep those who have a policy from what it allows: a permissions boundary, or a Deny in
// another policy of theirs. What is left then is not computed here.
//
//   const ExecLimits limits = LimitsOf(view, policy.head);
//   if (limits.first) {
//     limits.first->holder->address    // `aws_iam_user.deployer`
//   }
#ifndef EXECLINT_LINT_VERDICT_EXEC_LIMIT_H_
#define EXECLINT_LINT_VERDICT_EXEC_LIMIT_H_

#include <cstdint>
#include <optional>

#include "lint/model/view.h"
#include "lint/verdict/workload.h"

namespace execlint {

struct ExecLimit {
  enum class By : std::uint8_t { kBoundary, kDenial } by = By::kBoundary;
  const Head* holder = nullptr;  // who has the policy, and the limit
  Place at = {};                 // of the boundary, or of the policy that denies
};

struct ExecLimits {
  // The limit of the first who has the policy, if all who have it have one. Nothing where nobody in
  // the unit has it, or where somebody who has it is not in the unit.
  std::optional<ExecLimit> first = {};
  // All who have it have a limit, or a policy that may deny: one that nobody can read, or a Deny of
  // which nobody knows whose it is. So may somebody have of whom nobody knows who it is. Or
  // somebody has a Deny that leaves the clusters of this code open.
  bool maybe = false;
};

// Of the policy, attachment or principal with this head, whose policy allows ecs:ExecuteCommand
// everywhere. `launches`: of the same model; they keep what was found out of each holder.
ExecLimits LimitsOf(const ModelView& view, const Head& owner, const Launches& launches);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_EXEC_LIMIT_H_
