// What a policy denies of ecs:ExecuteCommand.
//
//   const auto denial = ExecDenialIn(*policy, view);
//   if (denial && denial->reach == ExecDenial::Reach::kAll) return;   // allows it nowhere
#ifndef EXECLINT_LINT_VERDICT_EXEC_DENIAL_H_
#define EXECLINT_LINT_VERDICT_EXEC_DENIAL_H_

#include <cstdint>
#include <optional>

#include "lint/model/iam.h"
#include "lint/model/view.h"

namespace execlint {

// A statement that may deny ExecuteCommand to somebody or somewhere.
struct ExecDenial {
  enum class Reach : std::uint8_t {
    // All Deny statements together leave every cluster of this code open, and a container.
    kElsewhere,
    kSomewhere,
    kAll,  // certainly everybody and everywhere
  } reach = Reach::kSomewhere;
  Place at = {};
};

// The one that denies most; nothing if none does.
std::optional<ExecDenial> ExecDenialIn(const PolicyDocument& policy, const ModelView& view);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_EXEC_DENIAL_H_
