#include "lint/engine/join.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "lint/engine/spelling.h"

namespace execlint {
namespace {

constexpr std::size_t kMostMessages = 3;

// The names that the message quotes, but for workloads and addresses of resources: at one place
// these are instances of the same.
std::vector<std::string_view> NamesIn(const Finding& finding) {
  const std::string_view text = finding.message;
  std::vector<std::string_view> names;
  for (std::size_t begin = text.find('`'); begin != text.npos;) {
    const std::size_t end = text.find('`', begin + 1);
    if (end == text.npos) break;
    const std::string_view name = text.substr(begin + 1, end - begin - 1);
    const bool is_workload =
        !finding.workloads.empty() && name == finding.workloads.front().workload;
    if (!is_workload && name.find('.') == name.npos) names.push_back(name);
    begin = text.find('`', end + 1);
  }
  return names;
}

// What is said of another workload with other names (of another container) is said too.
std::string MessageOf(const std::vector<Finding>& findings) {
  std::string message = findings.front().message;
  std::vector<std::vector<std::string_view>> said = {NamesIn(findings.front())};
  for (const Finding& other : findings) {
    if (other.workloads.empty()) continue;
    std::vector<std::string_view> names = NamesIn(other);
    const bool adds = !names.empty() && std::find(said.begin(), said.end(), names) == said.end();
    if (!adds) continue;
    said.push_back(std::move(names));
    if (said.size() > kMostMessages) continue;
    message += "; in `" + other.workloads.front().workload + "`: " + other.message;
  }
  if (said.size() > kMostMessages) {
    message += "; and alike in " + std::to_string(said.size() - kMostMessages) + " more";
  }
  return message;
}

}  // namespace

Finding Join(std::vector<Finding> findings) {
  Finding joined = findings.front();
  joined.joined.clear();
  joined.message = MessageOf(findings);
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
