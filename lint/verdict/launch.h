// Hop 1: is exec asked for where the tasks are launched?
#ifndef EXECLINT_LINT_VERDICT_LAUNCH_H_
#define EXECLINT_LINT_VERDICT_LAUNCH_H_

#include <string>
#include <vector>

#include "lint/verdict/verdict.h"

namespace execlint {

class Workload;

// What shows that the code means exec to be on.
struct Preparation {
  Place place = {};
  std::string phrase;  // `the task role is granted the ssmmessages actions here`
  Certainty certainty = Certainty::kCertain;
};

// Blocked where the service's flag is absent or false; unknown where the launcher is not in the
// scan.
struct LaunchVerdict : Verdict {
  Fact<bool> flag = {};
};

// Signs that exec was meant to be on for a service whose flag is off: a statement of this code
// grants its task role the four actions (unless the role also serves task definitions that no
// service runs, where run-task may be meant), or an input named like the flag that nothing reads.
std::vector<Preparation> PreparationsFor(const Workload& workload);

// Does the flag stand where it has no effect, on this service itself, its task definition or its
// cluster? Then that is what to mend.
bool FlagIsMisplaced(const Workload& workload);

LaunchVerdict JudgeLaunch(const Workload& workload);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_LAUNCH_H_
