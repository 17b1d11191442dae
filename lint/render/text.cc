#include "lint/render/text.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lint/engine/fix_line.h"
#include "lint/engine/rule.h"
#include "lint/render/escape.h"
#include "lint/render/excerpt.h"
#include "lint/render/exec_summary.h"
#include "lint/render/exec_table.h"
#include "lint/render/finding_words.h"
#include "lint/render/shown_line.h"
#include "lint/render/snippet.h"
#include "lint/render/statistics.h"
#include "lint/render/terminal.h"
#include "lint/render/unknown_list.h"
#include "lint/render/words.h"
#include "lint/render/wrap.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

constexpr std::size_t kShownPlaces = 5;  // beside the primary one

// The places to show of many: the first of each kind, then others, in the order in which a value
// flows. Those left out are counted by what they say.
struct Chosen {
  std::vector<const Related*> shown = {};
  std::map<std::string_view, std::size_t> left_out = {};
};

Chosen Choose(const Finding& finding) {
  std::vector<const Related*> places;
  for (const Related& related : finding.related) {
    if (related.span.valid() && related.span != finding.primary) places.push_back(&related);
  }
  std::vector<bool> shown(places.size(), places.size() <= kShownPlaces);
  std::size_t count = 0;
  const auto show = [&](auto wanted) {
    for (std::size_t i = 0; i < places.size() && count < kShownPlaces; ++i) {
      if (!shown[i] && wanted(i)) shown[i] = true, ++count;
    }
  };
  show([&](std::size_t i) {
    return std::none_of(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(i),
                        [&](const Related* one) { return one->phrase == places[i]->phrase; });
  });
  show([](std::size_t) { return true; });
  Chosen chosen;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (shown[i]) {
      chosen.shown.push_back(places[i]);
    } else {
      ++chosen.left_out[places[i]->phrase];
    }
  }
  return chosen;
}

class TextRenderer {
 public:
  TextRenderer(const RunResult& result, const TextOptions& options)
      : result_(result),
        options_(options),
        screen_(options.screen),
        ink_(options.screen.colored),
        shown_(ShownFindings(result)),
        snippets_(result.sources) {
    std::stable_sort(shown_.begin(), shown_.end(),
                     [](const Finding* a, const Finding* b) { return a->severity > b->severity; });
  }

  std::string Render() {
    using Summary = TextOptions::Summary;
    if (options_.summary != Summary::kNone && !options_.quiet) out_ = ExecTable(result_, options_);
    if (options_.summary != Summary::kOnly) {
      const std::string unknowns = UnknownList(result_, options_);
      const bool short_answer = shown_.empty() && unknowns.empty() && Lines(out_) <= 2;
      if (!out_.empty() && !short_answer) out_ += "\n";
      if (options_.statistics) {
        out_ += Statistics(result_, screen_) + (shown_.empty() ? "" : "\n");
      } else {
        for (const Finding* finding : shown_) Write(*finding);
      }
      if (!unknowns.empty()) out_ += unknowns + "\n";
    }
    if (!options_.quiet) Counts();
    return std::move(out_);
  }

 private:
  static std::size_t Lines(std::string_view text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  }

  std::string Path(std::string_view path) const {
    return SafeText(SpellPath(path, options_.shown_path));
  }

  std::string Where(const Span& span) const {
    const LineColumn at = LocateForPeople(result_.sources, span.file, span.begin);
    return Format("{}:{}:{}", Path(result_.sources.path(span.file)), at.line, at.column);
  }

  void Line(const std::string& text, std::size_t indent = 0) {
    out_ += Wrap(text, {.width = screen_.width, .indent = indent}) + "\n";
  }

  std::string RuleName(const Rule& rule) const {
    const std::string name = ink_.Paint(Tint::kFaint, Format("[{}]", rule.name));
    return screen_.links && !rule.reference.empty() ? Hyperlink(rule.reference, name) : name;
  }

  void Write(const Finding& finding) {
    const Tint role = TintOf(finding.severity);
    std::string head;
    if (finding.primary.valid()) {
      head = ink_.Paint(Tint::kStrong, Where(finding.primary) + ":") + " ";
    }
    Line(head + ink_.Paint(role, Format("{}:", SeverityName(finding.severity))) + " " +
             ink_.Paint(Tint::kStrong, SafeText(finding.message)) + " " + RuleName(*finding.rule),
         2);

    std::vector<Mark> marks{
        {.span = finding.primary, .label = "", .primary = true, .matters = finding.matters}};
    const Chosen chosen = Choose(finding);
    for (const Related* related : chosen.shown) {
      marks.push_back({.span = related->span, .label = related->phrase});
    }
    const ExcerptStyle style{.ink = ink_,
                             .primary = role,
                             .width = screen_.width,
                             .ascii = screen_.ascii,
                             .shown_path = [this](std::string_view p) { return Path(p); }};
    out_ += Excerpt(result_.sources, marks, style);
    gutter_ = GutterWidth(result_.sources, marks);
    LeftOut(chosen.left_out);
    Remark("when", Joined(finding.when, ", or "));
    if (finding.confidence != Confidence::kHigh) {
      Remark("confidence", std::string(ConfidenceName(finding.confidence)));
    }
    Remark("affects", AffectedInWords(finding, options_.shown_path));
    Remark("fix", FixLine(finding));
    WriteSnippet(finding);
    if (options_.show_urls) Remark("see", std::string(finding.rule->reference));
    out_ += "\n";
  }

  // `3 more places: ECS Exec is turned on here; read here (2 times)`.
  void LeftOut(const std::map<std::string_view, std::size_t>& places) {
    std::size_t total = 0;
    std::vector<std::string> phrases;
    for (const auto& [phrase, count] : places) {
      total += count;
      phrases.push_back(std::string(phrase) +
                        (count == 1 || places.size() == 1 ? "" : Format(" ({} times)", count)));
    }
    std::string text;
    for (const std::string& phrase : phrases) text += (text.empty() ? "" : "; ") + phrase;
    Remark(Counted(total, "more place", "more places"), text);
  }

  // What to paste. It is long, so that of several alike only the first is written, and none for a
  // note.
  void WriteSnippet(const Finding& finding) {
    if (finding.severity == Severity::kNote) return;
    const std::string snippet = snippets_.For(finding.grant);
    const std::string margin(gutter_ + 3, ' ');
    for (std::size_t begin = 0; begin < snippet.size();) {
      const std::size_t end = snippet.find('\n', begin);
      const std::string line = snippet.substr(begin, end - begin);
      out_ += (line.empty() ? "" : margin + ink_.Paint(Tint::kGood, line)) + "\n";
      begin = end + 1;
    }
  }

  void Remark(std::string_view title, const std::string& text) {
    if (text.empty()) return;
    Line(std::string(gutter_ + 1, ' ') + ink_.Paint(Tint::kGutter, "=") + " " +
             ink_.Paint(Tint::kStrong, Format("{}:", title)) + " " + SafeText(text),
         gutter_ + 3);
  }

  void Counts() {
    std::array<std::size_t, 3> counts{};
    for (const Finding* finding : shown_) ++counts[static_cast<std::size_t>(finding->severity)];
    const auto& [notes, warnings, errors] = counts;
    std::vector<std::string> found;
    if (errors > 0) found.push_back(ink_.Paint(Tint::kError, Counted(errors, "error", "errors")));
    if (warnings > 0) {
      found.push_back(ink_.Paint(Tint::kWarning, Counted(warnings, "warning", "warnings")));
    }
    if (notes > 0) found.push_back(ink_.Paint(Tint::kNote, Counted(notes, "note", "notes")));
    Line((found.empty() ? "no findings" : Joined(found, " and ")) +
             Format(" for {} {} {}", Counted(WorkloadCount(), "workload", "workloads"),
                    result_.files == 1 ? "in" : "across", Counted(result_.files, "file", "files")),
         2);
    if (const std::size_t given_up = result_.analysis.given_up.size(); given_up > 0) {
      Line(Format("not looked at: {}", Counted(given_up, "deployment unit, or a part of it",
                                               "deployment units, or parts of them")),
           2);
    }
    for (const std::string& line : AboutBlocked(result_)) Line(SafeText(line), 2);
    Hidden();
    for (const std::string& line : AboutKnown(result_, options_.shown_path)) Line(line, 2);
    Unsettled();
    if (!shown_.empty() && options_.summary != TextOptions::Summary::kOnly) {
      Line(Format("`execlint explain {}` explains the rule", shown_.front()->rule->name), 2);
    }
  }

  // Without clusters in which nothing runs that the code shows.
  std::size_t WorkloadCount() const {
    const std::vector<ExecSummary> all = ExecSummaries(result_);
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [](const ExecSummary& one) { return !one.idle_cluster(); }));
  }

  void Hidden() {
    std::vector<std::string> hidden;
    const auto add = [&](std::size_t count, std::string_view why) {
      if (count > 0) hidden.push_back(Format("{} {}", count, why));
    };
    add(result_.selected.Count(Fate::kConfidence), "below --min-confidence");
    add(result_.selected.Count(Fate::kSeverity), "below --min-severity");
    add(result_.selected.Count(Fate::kBaseline), "in the baseline");
    if (result_.base) {
      add(result_.selected.Count(Fate::kBase),
          Format("already present at {}", result_.base->commit.substr(0, 12)));
    }
    add(result_.suppressed.size(), "suppressed");
    add(result_.selected.Count(Fate::kElsewhere), "in other files");
    add(result_.selected.Count(Fate::kRule), "about unparsed input (its rule is not selected)");
    if (!hidden.empty()) Line("not shown: " + Joined(hidden, " and "), 2);
  }

  // In one line: what could not be determined, and what would help.
  void Unsettled() {
    std::vector<std::string> parts;
    const auto& shown = result_.selected.unknown_shown;
    if (const auto unknown = std::count(shown.begin(), shown.end(), true); unknown > 0) {
      parts.push_back(Counted(static_cast<std::size_t>(unknown), "thing", "things") +
                      " could not be determined" +
                      (options_.show_unknown ? "" : " (--show-unknown lists them)"));
    }
    for (std::string& about : AboutModules(result_.analysis)) parts.push_back(std::move(about));
    std::string line;
    for (const std::string& part : parts) line += (line.empty() ? "" : "; ") + part;
    if (!line.empty()) Line(line, 2);
  }

  const RunResult& result_;
  const TextOptions& options_;
  const Screen& screen_;
  Ink ink_;
  std::vector<const Finding*> shown_;  // the gravest first
  std::size_t gutter_ = 0;             // of the excerpt above
  Snippets snippets_;
  std::string out_;
};

}  // namespace

std::string RenderText(const RunResult& result, const TextOptions& options) {
  return TextRenderer(result, options).Render();
}

}  // namespace execlint
