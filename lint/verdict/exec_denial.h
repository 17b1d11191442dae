// What a policy denies of ecs:ExecuteCommand.
//
//   const auto denial = ExecDenialIn(*policy, view);
//   if (denial && denial->reach == ExecDenial::Reach::kAll) return;   // allows it nowhere
#ifndef EXECLINT_LINT_VERDICT_EXEC_DENIAL_H_
#define EXECLINT_LINT_VERDICT_EXEC_DENIAL_H_

#include <cstdint>
#include <optional>

#include "lint/iam/match.h"
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

// What an Allow does not allow, since its NotResource leaves that out, as a denial of it.
std::optional<ExecDenial> LeftOutOf(const Statement& allow, Variables variables,
                                    const ModelView& view);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_EXEC_DENIAL_H_
