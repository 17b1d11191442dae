#include "lint/render/statistics.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/engine/rule.h"
#include "lint/render/finding_words.h"
#include "lint/render/wrap.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

struct Count {
  std::size_t findings = 0;
  Severity severity = Severity::kNote;
  const Rule* rule = nullptr;
};

std::vector<Count> CountByRule(const RunResult& result) {
  std::map<std::pair<std::string_view, Severity>, Count> by_rule;
  for (const Finding* finding : ShownFindings(result)) {
    Count& count = by_rule[{finding->rule->name, finding->severity}];
    count = {count.findings + 1, finding->severity, finding->rule};
  }
  std::vector<Count> counts;
  for (const auto& [key, count] : by_rule) counts.push_back(count);
  std::stable_sort(counts.begin(), counts.end(), [](const Count& a, const Count& b) {
    return std::pair(a.findings, a.severity) > std::pair(b.findings, b.severity);
  });
  return counts;
}

}  // namespace

std::string Statistics(const RunResult& result, const Screen& screen) {
  const std::vector<Count> counts = CountByRule(result);
  const Ink ink(screen.colored);
  std::size_t name_width = 0;
  const std::size_t number_width =
      counts.empty() ? 0 : std::to_string(counts.front().findings).size();
  for (const Count& count : counts) name_width = std::max(name_width, count.rule->name.size());
  std::string out;
  for (const Count& count : counts) {
    const std::string line =
        Format("{:>{}}  {}  {:<{}}  {}", count.findings, number_width,
               ink.Paint(TintOf(count.severity), Format("{:<7}", SeverityName(count.severity))),
               count.rule->name, name_width, count.rule->summary);
    const std::size_t indent = number_width + name_width + 13;
    out += Wrap(line, {.width = screen.width, .indent = indent}) + "\n";
  }
  return out;
}

}  // namespace execlint
