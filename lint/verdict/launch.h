// Hop 1: is exec asked for where the tasks are launched?
#ifndef EXECLINT_LINT_VERDICT_LAUNCH_H_
#define EXECLINT_LINT_VERDICT_LAUNCH_H_

#include "lint/verdict/verdict.h"

namespace execlint {

class Workload;

// Blocked where the service's flag is absent or false; unknown where the launcher is not in the
// scan.
struct LaunchVerdict : Verdict {
  Fact<bool> flag = {};
};

LaunchVerdict JudgeLaunch(const Workload& workload);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_LAUNCH_H_
