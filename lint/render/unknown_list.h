// What could not be determined, by its cause: the line of code, or the call of a module that is not
// in the scan. The cause of most comes first, since to remove it settles most.
#ifndef EXECLINT_LINT_RENDER_UNKNOWN_LIST_H_
#define EXECLINT_LINT_RENDER_UNKNOWN_LIST_H_

#include <string>

#include "lint/render/run_result.h"
#include "lint/render/text.h"

namespace execlint {

// All that was asked for; without `show_unknown` only what the exit status speaks of. Empty if
// there is nothing to list.
std::string UnknownList(const RunResult& result, const TextOptions& options);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_UNKNOWN_LIST_H_
