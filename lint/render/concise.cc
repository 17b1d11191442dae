#include "lint/render/concise.h"

#include <string_view>

#include "lint/engine/rule.h"
#include "lint/render/escape.h"
#include "lint/render/finding_words.h"
#include "lint/render/shown_line.h"
#include "lint/render/statistics.h"
#include "lint/render/terminal.h"
#include "lint/source/format.h"
#include "lint/source/path_in_words.h"

namespace execlint {
namespace {

// `main.tf:12:3: `, or nothing.
std::string PlaceBefore(const Span& span, const SourceMap& sources, const PathSpelling& shown,
                        const Ink& ink) {
  if (!span.valid()) return "";
  const LineColumn at = LocateForPeople(sources, span.file, span.begin);
  const std::string path = SafeText(SpellPath(sources.path(span.file), shown));
  return ink.Paint(Tint::kStrong, Format("{}:{}:{}:", path, at.line, at.column)) + " ";
}

std::string FindingLine(const Finding& finding, const SourceMap& sources, const PathSpelling& shown,
                        const Ink& ink) {
  return Format("{}{} {}: {}", PlaceBefore(finding.primary, sources, shown, ink),
                ink.Paint(TintOf(finding.severity), SeverityName(finding.severity)),
                ink.Paint(Tint::kFaint, finding.rule->name), SafeText(MessageInWords(finding)));
}

}  // namespace

std::string ConciseLine(const Finding& finding, const SourceMap& sources,
                        const PathSpelling& shown) {
  return FindingLine(finding, sources, shown, Ink(false));
}

std::string RenderConcise(const RunResult& result, const TextOptions& options) {
  if (options.statistics) return Statistics(result, options.screen);
  const Ink ink(options.screen.colored);
  std::string out;
  for (const Finding* finding : ShownFindings(result)) {
    out += FindingLine(*finding, result.sources, options.shown_path, ink) + "\n";
  }
  const std::vector<UnknownEntry>& unknowns = result.analysis.unknowns;
  for (std::size_t i = 0; i < unknowns.size(); ++i) {
    const UnknownEntry& entry = unknowns[i];
    if (!result.selected.unknown_shown[i]) continue;
    if (!options.show_unknown && !entry.unexplored) continue;
    out += Format("{}{} {}: `{}`: {}: {}\n",
                  PlaceBefore(entry.at, result.sources, options.shown_path, ink),
                  ink.Paint(Tint::kNote, "unknown"), ink.Paint(Tint::kFaint, HopName(entry.hop)),
                  SafeText(entry.workload), SafeText(entry.what), SafeText(entry.reason));
  }
  return out;
}

}  // namespace execlint
