#include "lint/render/finding_words.h"

#include <algorithm>
#include <array>

#include "lint/render/words.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

constexpr std::size_t kNamedWorkloads = 3;

}  // namespace

Tint TintOf(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return Tint::kError;
    case Severity::kWarning:
      return Tint::kWarning;
    case Severity::kNote:
      break;
  }
  return Tint::kNote;
}

std::string MessageInWords(const Finding& finding) {
  std::string message = finding.message;
  // What the message gives as its reason need not be said again as its condition.
  const bool said = finding.when.size() == 1 && message.ends_with(": " + finding.when[0]);
  for (std::size_t i = 0; i < finding.when.size() && !said; ++i) {
    message += (i == 0 ? ", when " : ", or ") + finding.when[i];
  }
  return message;
}

std::string AffectedInWords(const Finding& finding, const PathSpelling& shown_path) {
  const auto& all = finding.workloads;
  if (all.empty() ||
      (all.size() == 1 && (all[0].at == finding.primary || all[0].at == finding.owner_head))) {
    return "";
  }
  const bool with_unit = NeedsUnits(finding);
  std::vector<std::string> named;
  for (std::size_t i = 0; i < all.size() && i < kNamedWorkloads; ++i) {
    named.push_back(Format("`{}`", all[i].workload));
    if (with_unit) named.back() += Format(" in {}", SpellPath(all[i].unit, shown_path));
  }
  if (all.size() > kNamedWorkloads) {
    named.push_back(Format("{} more", all.size() - kNamedWorkloads));
  }
  return Joined(named, " and ");
}

std::vector<const Finding*> MostSevereFirst(const RunResult& result) {
  std::vector<const Finding*> findings = ShownFindings(result);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding* a, const Finding* b) { return a->severity > b->severity; });
  return findings;
}

std::string CountsInWords(const std::vector<const Finding*>& findings) {
  std::array<std::size_t, 3> counts{};
  for (const Finding* finding : findings) ++counts[static_cast<std::size_t>(finding->severity)];
  std::vector<std::string> parts;
  for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNote}) {
    const std::size_t count = counts[static_cast<std::size_t>(severity)];
    if (count > 0) {
      const std::string name(SeverityName(severity));
      parts.push_back(Counted(count, name, name + "s"));
    }
  }
  return parts.empty() ? "no findings" : Joined(parts, " and ");
}

}  // namespace execlint
