#include "lint/render/finding_words.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "lint/render/words.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

constexpr std::size_t kNamedWorkloads = 3;

// What holds of this workload and not of the finding: "when `Env` is `prod`; medium confidence".
std::string OwnConditions(const Finding& finding, const Reached& reached) {
  std::vector<std::string> own;
  const bool as_note = finding.severity == Severity::kNote;
  if (reached.if_launched && !as_note) own.emplace_back("if launched with ECS Exec");
  if (!reached.when.empty() && reached.when != finding.when) {
    own.push_back("when " + Joined(reached.when, ", or "));
  }
  if (reached.confidence != finding.confidence) {
    own.push_back(Format("{} confidence", ConfidenceName(reached.confidence)));
  }
  return Joined(own, "; ");
}

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
  std::vector<std::string> named, under_conditions;
  for (const Reached& one : all) {
    std::string words = Format("`{}`", one.workload);
    if (with_unit) words += Format(" in {}", SpellPath(one.unit, shown_path));
    const std::string conditions = OwnConditions(finding, one);
    if (conditions.empty()) {
      named.push_back(std::move(words));
    } else {
      under_conditions.push_back(Format("{} ({})", words, conditions));
    }
  }
  std::move(under_conditions.begin(), under_conditions.end(), std::back_inserter(named));
  if (named.size() > kNamedWorkloads) {
    const std::size_t more = named.size() - kNamedWorkloads;
    const std::size_t conditional = std::min(more, under_conditions.size());
    named.resize(kNamedWorkloads);
    named.push_back(conditional == 0 ? Format("{} more", more)
                    : conditional == more
                        ? Format("{} more (under conditions)", more)
                        : Format("{} more ({} of them under conditions)", more, conditional));
  }
  return Joined(named, " and ");
}

std::string ReachedInWords(const Finding& finding, const Reached& reached) {
  std::string words = reached.workload;
  if (NeedsUnits(finding)) words += " in " + SpellPath(reached.unit, {});
  const std::string conditions = OwnConditions(finding, reached);
  return conditions.empty() ? words : Format("{} ({})", words, conditions);
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
