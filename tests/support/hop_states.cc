#include "tests/support/hop_states.h"

#include "tests/fixture.h"

namespace execlint::testing_support {

std::string StatesIn(const Tree& files, Hop hop) {
  const Analyzed run = Analyze(files, {});
  std::string states;
  for (const WorkloadReport& workload : run.analysis.workloads) {
    for (const HopReport& one : workload.hops) {
      if (one.hop != hop) continue;
      for (const HopReport::State& state : one.states) {
        if (!states.empty()) states += ", ";
        states += std::string(StateName(state.state));
        for (const std::string& reason : state.reasons) states += " " + reason;
      }
    }
  }
  for (const UnknownEntry& entry : run.analysis.unknowns) {
    if (entry.hop != hop) continue;
    states += " " + run.path(entry.at) + ":" + std::to_string(run.line(entry.at));
  }
  return states;
}

}  // namespace execlint::testing_support
