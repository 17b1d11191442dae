// What is said on standard error of suppressions: those that suppress nothing, have expired, are
// misspelled or give no reason.
#ifndef EXECLINT_LINT_CLI_ABOUT_SUPPRESSIONS_H_
#define EXECLINT_LINT_CLI_ABOUT_SUPPRESSIONS_H_

#include <span>
#include <string>
#include <vector>

#include "lint/cli/execlint.h"
#include "lint/engine/select.h"
#include "lint/engine/suppress.h"
#include "lint/project/project.h"

namespace execlint {

// `ran` are the rules that ran, `uses` what suppressed something. One line each, safe to show.
std::vector<std::string> AboutSuppressions(const LoadedProject& project, const Parts& parts,
                                           const std::vector<Use>& uses,
                                           std::span<const Rule* const> ran,
                                           const Selection& selection);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_ABOUT_SUPPRESSIONS_H_
