#include "lint/verdict/launch.h"

#include "lint/verdict/workload.h"

namespace execlint {

LaunchVerdict JudgeLaunch(const Workload& workload) {
  LaunchVerdict verdict;
  verdict.flag = workload.exec_enabled();
  verdict.grounds = verdict.flag.grounds();
  switch (workload.gate()) {
    case Workload::Gate::kOn:
      verdict.state = Verdict::State::kOpen;
      verdict.summary = "ECS Exec is on";
      break;
    case Workload::Gate::kOff:
      verdict.state = Verdict::State::kBlocked;
      verdict.summary = verdict.flag.absent() ? "ECS Exec is not turned on" : "ECS Exec is off";
      break;
    case Workload::Gate::kUnknown:
      verdict.Doubtful(*verdict.flag.unknown(), "whether ECS Exec is turned on");
      break;
    case Workload::Gate::kNoLauncher: {
      const Symbol* launcher = workload.model().values->Intern(
          {.why = Why::kNotInScan, .name = "the launcher of " + workload.address()});
      verdict.Doubtful({launcher, {.span = workload.head().span}}, "whether ECS Exec is turned on");
      break;
    }
  }
  return verdict;
}

}  // namespace execlint
