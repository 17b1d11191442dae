// Hop 1: is exec asked for where the tasks are launched?
#ifndef EXECLINT_LINT_VERDICT_LAUNCH_H_
#define EXECLINT_LINT_VERDICT_LAUNCH_H_

#include <cstdint>
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
  bool offered = false;  // a module has an input for it, and nobody asks for it: perhaps on purpose
};

// Blocked where the launcher's flag is absent or false, or where it has none; unknown where the
// launcher is not in the scan.
struct LaunchVerdict : Verdict {
  LaunchVerdict() : Verdict(Hop::kLaunch) {}

  Fact<bool> flag = {};
};

LaunchVerdict JudgeLaunch(const Workload& workload);

// What to mend where a service's flag is off: one cause, the first that holds. It is judged
// apart from the launch verdict because it reads the task role too: whether exec is on must not
// become unknown where the task role is.
struct LaunchCause {
  enum class Kind : std::uint8_t {
    kNone,  // exec is on, or nobody can tell, or no service launches the task
    // The flag stands where it has no effect: on the service under another name, on its task
    // definition or on its cluster.
    kMisplaced,
    // The code means exec to be on (see `preparations`), and no input, workspace or condition of it
    // can turn the flag on.
    kPreparedButOff,
    kOffInProduction,  // the same code turns it on elsewhere: production has it off on purpose
    kOff,              // nothing but the flag
  } kind = Kind::kNone;
  // A statement of this code grants the task role the four actions (unless the role also serves
  // task definitions that no service runs, where run-task may be meant), or an input is named like
  // the flag, and nothing reads it or no call of its module gives it.
  std::vector<Preparation> preparations = {};
};

LaunchCause FindLaunchCause(const Workload& workload);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_LAUNCH_H_
