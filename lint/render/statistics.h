// How many findings each rule has, for --statistics:
//
//   3  error    read-only-root-filesystem  the root filesystem of a container is read-only
#ifndef EXECLINT_LINT_RENDER_STATISTICS_H_
#define EXECLINT_LINT_RENDER_STATISTICS_H_

#include <string>

#include "lint/render/run_result.h"
#include "lint/render/terminal.h"

namespace execlint {

// One line for each rule that found something, the most findings first; empty if none did. A rule
// whose findings differ in severity has a line for each.
std::string Statistics(const RunResult& result, const Screen& screen);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_STATISTICS_H_
