#include "lint/render/sarif_limits.h"

#include <algorithm>

#include "lint/engine/rule.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

std::string_view AreOrIs(std::size_t count) { return count == 1 ? "is" : "are"; }

std::size_t PlacesOf(const std::vector<Related>& related) {
  return static_cast<std::size_t>(std::count_if(
      related.begin(), related.end(), [](const Related& one) { return one.span.valid(); }));
}

void AddTags(const RunResult& result, const SarifLimits& limits, std::vector<LeftOut>& out) {
  for (const RuleEntry& entry : result.rules) {
    const std::size_t all = TagsOf(*entry.rule).size();
    if (all <= limits.tags) continue;
    const std::size_t more = all - limits.tags;
    out.push_back({.message = Format("{} of the {} tags of rule `{}` {} left out: GitHub code "
                                     "scanning shows at most {} tags of a rule",
                                     more, all, entry.rule->name, AreOrIs(more), limits.tags),
                   .rule = entry.rule});
  }
}

void AddPlaces(const Finding& finding, const SarifLimits& limits, std::vector<LeftOut>& out) {
  const std::size_t related = PlacesOf(finding.related);
  if (const std::size_t kept = KeptRelated(finding, limits).size(); kept < related) {
    const std::size_t more = related - kept;
    out.push_back(
        {.level = Severity::kWarning,
         .message = Format("{} of the {} related locations of a `{}` result {} left out: "
                           "GitHub code scanning shows at most {} locations of a result",
                           more, related, finding.rule->name, AreOrIs(more), limits.locations),
         .rule = finding.rule,
         .at = finding.primary});
  }
  if (const std::size_t steps = finding.path.size(); steps > limits.steps) {
    const std::size_t more = steps - limits.steps;
    out.push_back(
        {.level = Severity::kWarning,
         .message = Format("the last {} of the {} steps of the code flow of a `{}` result "
                           "{} left out: GitHub code scanning shows at most {} of them",
                           more, steps, finding.rule->name, AreOrIs(more), limits.steps),
         .rule = finding.rule,
         .at = finding.primary});
  }
}

void AddSnippets(const SourceMap& sources, const std::vector<const Finding*>& kept,
                 const SarifLimits& limits, std::vector<LeftOut>& out) {
  std::size_t without_text = 0, without_lines = 0;
  for (const Finding* finding : kept) {
    const Span& span = finding->primary;
    if (!span.valid()) continue;
    if (!span.empty() && !HasSnippet(span, limits)) ++without_text;
    if (!SurroundingsOf(sources, span, limits)) ++without_lines;
  }
  if (without_text > 0) {
    out.push_back({.message = Format("{} of {} results {} given without the text of the place: it "
                                     "is longer than {} bytes",
                                     without_text, kept.size(), AreOrIs(without_text),
                                     limits.snippet_bytes)});
  }
  if (without_lines > 0) {
    out.push_back({.message = Format("{} of {} results {} given without the lines around the "
                                     "place: they are more than {}, or longer than {} bytes",
                                     without_lines, kept.size(), AreOrIs(without_lines),
                                     limits.snippet_lines, limits.snippet_bytes)});
  }
}

}  // namespace

std::vector<const Finding*> KeptResults(const std::vector<const Finding*>& shown,
                                        const SarifLimits& limits) {
  if (shown.size() <= limits.results) return shown;
  std::vector<const Finding*> kept;
  std::size_t room = limits.results;
  std::vector<bool> keep(shown.size());
  for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNote}) {
    for (std::size_t i = 0; i < shown.size() && room > 0; ++i) {
      if (shown[i]->severity != severity) continue;
      keep[i] = true;
      --room;
    }
  }
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (keep[i]) kept.push_back(shown[i]);
  }
  return kept;
}

std::vector<const Suppressed*> SuppressedResults(const RunResult& result) {
  std::vector<const Suppressed*> suppressed;
  for (const Suppressed& one : result.suppressed) {
    if (!one.omitted && one.fate == Fate::kShown) suppressed.push_back(&one);
  }
  return suppressed;
}

std::vector<const Related*> KeptRelated(const Finding& finding, const SarifLimits& limits) {
  std::vector<const Related*> kept;
  for (const Related& related : finding.related) {
    if (related.span.valid() && kept.size() + 1 < limits.locations) kept.push_back(&related);
  }
  return kept;
}

std::vector<std::string_view> TagsOf(const Rule& rule) {
  std::vector<std::string_view> tags;
  if (!rule.security_severity.empty()) tags.push_back("security");
  tags.insert(tags.end(), {"ecs-exec", HopName(rule.hop), EffectName(rule.effect)});
  tags.insert(tags.end(), rule.tags.begin(), rule.tags.end());
  return tags;
}

bool HasSnippet(const Span& span, const SarifLimits& limits) {
  return !span.empty() && span.size() <= limits.snippet_bytes;
}

std::optional<Surroundings> SurroundingsOf(const SourceMap& sources, const Span& span,
                                           const SarifLimits& limits) {
  const FileId file = span.file;
  const std::uint32_t first = sources.Locate(file, span.begin).line;
  const std::uint32_t last = sources.Locate(file, span.end).line;
  if (last - first + 2 > limits.snippet_lines) return std::nullopt;
  Surroundings found{.first_line = first > 1 ? first - 1 : first, .last_line = last + 1};
  Span end = sources.Line(file, last + 1);
  if (end.empty()) {  // an empty line, or none at all, adds nothing
    end = sources.Line(file, last);
    found.last_line = last;
  }
  found.span = {file, sources.Line(file, found.first_line).begin, end.end};
  if (found.span.size() > limits.snippet_bytes) return std::nullopt;
  return found;
}

std::vector<LeftOut> WhatIsLeftOut(const RunResult& result,
                                   const std::vector<const Finding*>& shown,
                                   const std::vector<const Finding*>& kept,
                                   const SarifLimits& limits) {
  std::vector<LeftOut> out;
  if (const std::size_t more = shown.size() - kept.size(); more > 0) {
    out.push_back({.level = Severity::kWarning,
                   .message = Format("{} of {} results {} left out: GitHub code scanning takes at "
                                     "most {} results of a run; the most severe are kept, and of "
                                     "equal ones those that come first",
                                     more, shown.size(), AreOrIs(more), limits.results)});
  }
  const std::size_t suppressed = SuppressedResults(result).size();
  if (const std::size_t room = limits.results - kept.size(); suppressed > room) {
    const std::size_t more = suppressed - room;
    out.push_back(
        {.message = Format("{} of {} suppressed results {} left out: GitHub code scanning "
                           "takes at most {} results of a run",
                           more, suppressed, AreOrIs(more), limits.results)});
  }
  AddTags(result, limits, out);
  for (const Finding* finding : kept) AddPlaces(*finding, limits, out);
  AddSnippets(result.sources, kept, limits, out);
  return out;
}

}  // namespace execlint
