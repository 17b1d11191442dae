#include "lint/render/run_result.h"

#include <algorithm>

#include "lint/source/format.h"

namespace execlint {

std::vector<const Finding*> ShownFindings(const RunResult& result) {
  std::vector<const Finding*> shown;
  for (std::size_t i = 0; i < result.analysis.findings.size(); ++i) {
    if (result.selected.shown(i)) shown.push_back(&result.analysis.findings[i]);
  }
  return shown;
}

bool NeedsUnits(const Finding& finding) {
  const auto& all = finding.workloads;
  return finding.in_other_unit || std::any_of(all.begin(), all.end(), [&](const Reached& one) {
           return one.unit != all.front().unit;
         });
}

std::vector<std::string> AboutModules(const Analysis& analysis) {
  std::vector<std::string> about;
  if (const std::size_t fetched = analysis.fetched_modules; fetched > 0) {
    about.push_back(Format("{} module{} read from .terraform, which a fresh clone does not have",
                           fetched, fetched == 1 ? "" : "s"));
  }
  if (const std::size_t unread = analysis.wanted_modules.size(); unread > 0) {
    about.push_back(
        unread == 1
            ? "1 module call was not read (`terraform init` makes it known)"
            : Format("{} module calls were not read (`terraform init` makes them known)", unread));
  }
  return about;
}

}  // namespace execlint
