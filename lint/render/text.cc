#include "lint/render/text.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "lint/engine/fix_line.h"
#include "lint/engine/rule.h"
#include "lint/render/excerpt.h"
#include "lint/render/terminal.h"
#include "lint/source/format.h"
#include "lint/source/path_in_words.h"

namespace execlint {
namespace {

constexpr std::size_t kNamedWorkloads = 3;
constexpr std::size_t kShownOfAPhrase = 6;  // related places that all say the same

Tint TintOf(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return Tint::kError;
    case Severity::kWarning:
      return Tint::kWarning;
    case Severity::kNote:
      return Tint::kNote;
  }
  return Tint::kNote;
}

// `1 error`, `2 errors`.
std::string Counted(std::size_t count, std::string_view one, std::string_view many) {
  return Format("{} {}", count, count == 1 ? one : many);
}

std::string Sentence(const std::vector<std::string>& phrases, std::string_view last) {
  std::string sentence;
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    if (i > 0) sentence += i + 1 == phrases.size() ? last : ", ";
    sentence += phrases[i];
  }
  return sentence;
}

class TextRenderer {
 public:
  TextRenderer(const RunResult& result, const TextOptions& options)
      : result_(result), options_(options), ink_(options.colored) {}

  std::string Render() {
    for (const Finding* finding : ShownFindings(result_)) Write(*finding);
    Unknowns();
    Summary();
    return std::move(out_);
  }

 private:
  std::string Path(std::string_view path) const {
    return SafeText(SpellPath(path, options_.shown_path));
  }

  std::string Where(const Span& span) const {
    if (!span.valid()) return "";
    const LineColumn at = result_.sources.Locate(span.file, span.begin);
    return Format("{}:{}:{}", Path(result_.sources.path(span.file)), at.line, at.column);
  }

  void Write(const Finding& finding) {
    const Tint role = TintOf(finding.severity);
    if (finding.primary.valid())
      out_ += ink_.Paint(Tint::kStrong, Where(finding.primary) + ":") + " ";
    out_ += ink_.Paint(role, Format("{}:", SeverityName(finding.severity))) + " " +
            ink_.Paint(Tint::kStrong, SafeText(finding.message)) + " " +
            ink_.Paint(Tint::kFaint, Format("[{}]", finding.rule->name)) + "\n";

    std::vector<Mark> marks{{.span = finding.primary, .label = "", .primary = true}};
    std::map<std::string_view, std::size_t> with_phrase;
    for (const Related& related : finding.related) {
      if (!related.span.valid() || related.span == finding.primary) continue;
      if (++with_phrase[related.phrase] > kShownOfAPhrase) continue;
      marks.push_back({.span = related.span, .label = related.phrase});
    }
    const ExcerptStyle style{
        .ink = ink_, .primary = role, .shown_path = [this](std::string_view p) { return Path(p); }};
    out_ += Excerpt(result_.sources, marks, style);
    const std::size_t gutter = GutterWidth(result_.sources, marks);
    Remark(gutter, "when", Sentence(finding.when, ", or "));
    if (finding.confidence != Confidence::kHigh) {
      Remark(gutter, "confidence", std::string(ConfidenceName(finding.confidence)));
    }
    for (const auto& [phrase, count] : with_phrase) {
      if (count <= kShownOfAPhrase) continue;
      const std::size_t more = count - kShownOfAPhrase;
      Remark(gutter, Counted(more, "more place", "more places"), std::string(phrase));
    }
    Remark(gutter, "affects", Workloads(finding));
    Remark(gutter, "fix", FixLine(finding));
    out_ += "\n";
  }

  // Only where it is news: several, or one that stands elsewhere.
  std::string Workloads(const Finding& finding) const {
    const auto& all = finding.workloads;
    if (all.empty() ||
        (all.size() == 1 && (all[0].at == finding.primary || all[0].at == finding.owner_head))) {
      return "";
    }
    const bool with_unit = NeedsUnits(finding);
    std::vector<std::string> named;
    for (std::size_t i = 0; i < all.size() && i < kNamedWorkloads; ++i) {
      named.push_back(Format("`{}`", all[i].workload));
      if (with_unit) named.back() += Format(" in {}", Path(all[i].unit));
    }
    if (all.size() > kNamedWorkloads)
      named.push_back(Format("{} more", all.size() - kNamedWorkloads));
    return Sentence(named, " and ");
  }

  void Remark(std::size_t gutter, std::string_view title, const std::string& text) {
    if (text.empty()) return;
    out_ += std::string(gutter + 1, ' ') + ink_.Paint(Tint::kGutter, "=") + " " +
            ink_.Paint(Tint::kStrong, Format("{}:", title)) + " " + SafeText(text) + "\n";
  }

  void Unknowns() {
    const auto& unknowns = result_.analysis.unknowns;
    std::string_view unit, workload;
    bool first = true;
    for (std::size_t i = 0; i < unknowns.size(); ++i) {
      const UnknownEntry& entry = unknowns[i];
      // What was not looked for is told always, since the exit status speaks of it.
      const bool wanted = options_.show_unknown || entry.unexplored;
      if (!wanted || !result_.selected.unknown_shown[i]) continue;
      if (first || entry.unit != unit || entry.workload != workload) {
        out_ += ink_.Paint(Tint::kStrong, Format("cannot tell for {}", SafeText(entry.workload)));
        if (!entry.unit.empty())
          out_ += ink_.Paint(Tint::kFaint, Format(" in {}", Path(entry.unit)));
        out_ += "\n";
      }
      first = false;
      unit = entry.unit;
      workload = entry.workload;
      out_ += Format("  {}: {}: {}", ink_.Paint(Tint::kNote, HopName(entry.hop)),
                     SafeText(entry.what), SafeText(entry.reason));
      if (!entry.when.empty()) out_ += Format(", when {}", SafeText(Sentence(entry.when, ", or ")));
      if (entry.at.valid()) out_ += ink_.Paint(Tint::kFaint, Format(" ({})", Where(entry.at)));
      out_ += "\n";
    }
    if (!first) out_ += "\n";
  }

  void Summary() {
    std::array<std::size_t, 3> counts{};
    for (const Finding* finding : ShownFindings(result_)) {
      ++counts[static_cast<std::size_t>(finding->severity)];
    }
    const auto& [notes, warnings, errors] = counts;
    std::vector<std::string> found;
    if (errors > 0) found.push_back(ink_.Paint(Tint::kError, Counted(errors, "error", "errors")));
    if (warnings > 0) {
      found.push_back(ink_.Paint(Tint::kWarning, Counted(warnings, "warning", "warnings")));
    }
    if (notes > 0) found.push_back(ink_.Paint(Tint::kNote, Counted(notes, "note", "notes")));
    out_ += found.empty() ? "no findings" : Sentence(found, " and ");
    out_ += Format(" for {} in {}\n",
                   Counted(result_.analysis.workloads.size(), "workload", "workloads"),
                   Counted(result_.files, "file", "files"));
    const auto hidden = [this](std::size_t count, std::string_view why) {
      if (count > 0) out_ += Format("{} not shown: {}\n", count, why);
    };
    hidden(result_.selected.Count(Fate::kConfidence), "below --min-confidence");
    hidden(result_.selected.Count(Fate::kSeverity), "below --min-severity");
    hidden(result_.suppressed.size(), "suppressed");
    hidden(result_.selected.Count(Fate::kElsewhere), "outside the files named");
    hidden(result_.selected.Count(Fate::kRule),
           "problems of the input, whose rule was not asked for");
    std::size_t unknown = 0;
    for (const bool shown : result_.selected.unknown_shown) unknown += shown ? 1 : 0;
    if (unknown > 0) {
      out_ += Format("{} could not be told{}\n", Counted(unknown, "thing", "things"),
                     options_.show_unknown ? "" : " (--show-unknown lists them)");
    }
    for (const std::string& line : AboutModules(result_.analysis)) out_ += line + "\n";
    if (!found.empty()) {
      const std::vector<const Finding*> shown = ShownFindings(result_);
      const Finding* worst = *std::max_element(
          shown.begin(), shown.end(),
          [](const Finding* a, const Finding* b) { return a->severity < b->severity; });
      out_ += Format("`execlint explain {}` tells more about a rule\n", worst->rule->name);
    }
  }

  const RunResult& result_;
  const TextOptions& options_;
  Ink ink_;
  std::string out_;
};

}  // namespace

std::string RenderText(const RunResult& result, const TextOptions& options) {
  return TextRenderer(result, options).Render();
}

}  // namespace execlint
