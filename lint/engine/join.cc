#include "lint/engine/join.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "lint/engine/spelling.h"

namespace execlint {

Finding Join(std::vector<Finding> findings) {
  Finding joined = findings.front();
  joined.joined.clear();
  for (std::size_t i = 1; i < findings.size(); ++i) {
    const Finding& other = findings[i];
    for (const Related& related : other.related) AddRelated(joined.related, related);
    joined.workloads.insert(joined.workloads.end(), other.workloads.begin(), other.workloads.end());
    joined.scenarios.Or(other.scenarios);
  }
  std::sort(joined.workloads.begin(), joined.workloads.end(),
            [](const Reached& a, const Reached& b) {
              return std::tie(a.unit, a.workload) < std::tie(b.unit, b.workload);
            });
  joined.workloads.erase(std::unique(joined.workloads.begin(), joined.workloads.end(),
                                     [](const Reached& a, const Reached& b) {
                                       return a.unit == b.unit && a.workload == b.workload;
                                     }),
                         joined.workloads.end());
  joined.when = joined.scenarios.InWords();
  for (Finding& finding : findings) {
    std::vector<Finding> ways = WaysOf(std::move(finding));
    std::move(ways.begin(), ways.end(), std::back_inserter(joined.joined));
  }
  if (joined.joined.size() == 1) joined.joined.clear();
  return joined;
}

std::vector<Finding> WaysOf(Finding finding) {
  if (!finding.joined.empty()) return std::move(finding.joined);
  std::vector<Finding> itself;
  itself.push_back(std::move(finding));
  return itself;
}

}  // namespace execlint
