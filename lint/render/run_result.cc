#include "lint/render/run_result.h"

#include <algorithm>

#include "lint/render/escape.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

std::string CountOf(std::size_t count, std::string_view one, std::string_view many) {
  return Format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

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

std::vector<std::string> AboutKnown(const RunResult& result, const PathSpelling& shown) {
  std::vector<std::string> about;
  if (result.baseline && !result.baseline->entries.empty()) {
    const std::size_t gone = result.baseline->entries.size();
    about.push_back(
        Format("{} of the baseline {} no longer found{}", CountOf(gone, "entry", "entries"),
               gone == 1 ? "is" : "are",
               result.baseline->input_was_lost
                   ? ", perhaps because some input could not be read"
                   : Format("; add --write-baseline to prune {}", gone == 1 ? "it" : "them")));
  }
  if (!result.base) return about;
  const auto list = [&](std::string_view title, const std::vector<KnownFinding>& findings) {
    constexpr std::size_t kMost = 10;
    if (findings.empty()) return;
    about.push_back(Format("{}: {}", title, CountOf(findings.size(), "finding", "findings")));
    for (std::size_t i = 0; i < std::min(findings.size(), kMost); ++i) {
      const KnownFinding& one = findings[i];
      about.push_back(Format("  {}: {}: {} [{}]", SafeText(SpellPath(one.path, shown)),
                             SeverityName(one.severity), SafeText(one.message), one.rule));
    }
    if (findings.size() > kMost) about.push_back(Format("  and {} more", findings.size() - kMost));
  };
  list("fixed by this change", result.base->fixed);
  list("can no longer be determined", result.base->undecided);
  return about;
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
