#include "lint/engine/fix_line.h"

#include <algorithm>
#include <string_view>

#include "lint/engine/rule.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

constexpr std::size_t kMostFixes = 3;

// `turn it on: ` of `turn it on: set ...`, where all lines begin so; else empty.
std::string_view CommonTitle(const std::vector<std::string>& lines) {
  const std::string& first = lines.front();
  const std::size_t colon = first.find(": ");
  if (colon == first.npos) return "";
  const std::string_view title = std::string_view(first).substr(0, colon + 2);
  const bool common = std::all_of(lines.begin(), lines.end(),
                                  [&](const std::string& line) { return line.starts_with(title); });
  return common ? title : "";
}

}  // namespace

std::string FixLine(const Finding& finding) {
  if (!finding.fix.empty()) return finding.fix;
  if (finding.changes.empty() || finding.changes.front().title.empty()) {
    return std::string(finding.rule->fix.substr(0, finding.rule->fix.find('\n')));
  }
  const Change& change = finding.changes.front();
  return change.how.empty() ? change.title : Format("{}: {}", change.title, change.how);
}

std::string FixLine(const std::vector<Finding>& findings) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings) {
    if (finding.severity != findings.front().severity) continue;
    std::string line = FixLine(finding);
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
  }
  const std::string_view title = CommonTitle(lines);
  std::string all = lines.front();
  for (std::size_t i = 1; i < lines.size() && i < kMostFixes; ++i) {
    all += "; " + lines[i].substr(title.size());
  }
  if (lines.size() > kMostFixes) {
    all += Format("; likewise for {} more", lines.size() - kMostFixes);
  }
  return all;
}

}  // namespace execlint
