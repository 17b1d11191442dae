// In which environments a finding holds, for a configuration that tells environments apart.
#ifndef EXECLINT_LINT_ENGINE_FINDING_ENVIRONMENTS_H_
#define EXECLINT_LINT_ENGINE_FINDING_ENVIRONMENTS_H_

#include <map>
#include <vector>

#include "lint/model/environment.h"
#include "lint/value/scenario.h"
#include "lint/verdict/workload.h"

namespace execlint {

class FindingEnvironments {
 public:
  // `launches` must outlive it.
  explicit FindingEnvironments(const Launches& launches) : launches_(launches) {}

  // The environments of the launch in the scenarios in which one of the guards holds, sorted. A
  // finding without a launch has those that its unit can be in. Empty where the configuration does
  // not tell environments apart.
  std::vector<Environment> Of(const Launch* launch, const std::vector<Guard>& guards);

 private:
  const std::vector<Case<Environment>>& CasesOf(const Launch* launch);

  const Launches& launches_;
  std::map<const Launch*, std::vector<Case<Environment>>> cases_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_FINDING_ENVIRONMENTS_H_
