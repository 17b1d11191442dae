#include "lint/render/markdown.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "lint/engine/fix_line.h"
#include "lint/engine/rule.h"
#include "lint/render/escape.h"
#include "lint/render/exec_summary.h"
#include "lint/render/finding_words.h"
#include "lint/render/markdown_text.h"
#include "lint/render/rule_page.h"
#include "lint/render/shown_line.h"
#include "lint/render/words.h"
#include "lint/render/wrap.h"
#include "lint/source/format.h"
#include "lint/source/path_in_words.h"

namespace execlint {
namespace {

// What follows the lists always fits behind this.
constexpr std::size_t kRoomForLists = kCommentLimit - 4096;
constexpr std::size_t kRoomForTable = kCommentLimit / 2;
constexpr std::size_t kRows = 50;
constexpr std::size_t kOpenErrors = 10;  // more than that are folded
constexpr std::size_t kNamedFiles = 10;
constexpr std::size_t kLongestName = 120;
constexpr std::size_t kLongestText = 600;

std::string_view Sign(HopMark mark) {
  switch (mark) {
    case HopMark::kNone:
      return "";
    case HopMark::kOpen:
      return "\u2705";
    case HopMark::kBlocked:
      return "\u274C";
    case HopMark::kUnknown:
      return "\u2754";
    case HopMark::kDepends:
      return "\U0001F500";
  }
  return "";
}

std::string_view ExecInWords(HopMark mark) {
  switch (mark) {
    case HopMark::kNone:
      return "";
    case HopMark::kOpen:
      return "on";
    case HopMark::kBlocked:
      return "off";
    case HopMark::kUnknown:
      return "unknown";
    case HopMark::kDepends:
      return "depends";
  }
  return "";
}

// The workloads that need a look first.
int Rank(const ExecSummary& one) {
  switch (one.obstacle_mark) {
    case HopMark::kBlocked:
      return 0;
    case HopMark::kDepends:
      return 1;
    case HopMark::kUnknown:
      return 2;
    default:
      return 3;
  }
}

std::string Name(std::string_view name) {
  return MarkdownCode(CutMiddle(SafeText(name), kLongestName, false));
}

std::string Words(const std::string& text) {
  return MarkdownText(CutEnd(SafeText(text), kLongestText, false));
}

class MarkdownRenderer {
 public:
  MarkdownRenderer(const RunResult& result, const TextOptions& options)
      : result_(result), options_(options) {}

  std::string Render() {
    const std::vector<const Finding*> findings = MostSevereFirst(result_);
    out_ = Format("{}\n### execlint: {}\n", kMarkdownMarker, CountsInWords(findings));
    using Summary = TextOptions::Summary;
    if (options_.summary != Summary::kNone) Workloads();
    if (options_.summary != Summary::kOnly) {
      for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNote}) {
        Findings(findings, severity);
      }
      if (result_.base) {
        Known("fixed by this change", result_.base->fixed);
        Known("that can no longer be determined", result_.base->undecided);
      }
      if (options_.show_unknown) Unknowns();
    }
    if (left_out_ > 0) {
      out_ += Format("\n{} left out, since a comment has room for {} characters.\n",
                     Counted(left_out_, "entry is", "entries are"), kCommentLimit);
    }
    Remarks();
    return std::move(out_);
  }

 private:
  bool Fits(const std::string& text, std::size_t room) const {
    return out_.size() + text.size() <= room;
  }

  void Workloads() {
    std::vector<ExecSummary> summaries = ExecSummaries(result_);
    const auto off = std::count_if(summaries.begin(), summaries.end(),
                                   [](const ExecSummary& one) { return one.off(); });
    std::erase_if(summaries,
                  [](const ExecSummary& one) { return one.off() || one.idle_cluster(); });
    std::stable_sort(summaries.begin(), summaries.end(),
                     [](const ExecSummary& a, const ExecSummary& b) { return Rank(a) < Rank(b); });
    if (!summaries.empty()) Table(summaries);
    if (off > 0) {
      out_ += Format("\n{} ECS Exec off.\n",
                     Counted(static_cast<std::size_t>(off), "workload keeps", "workloads keep"));
    }
    if (summaries.empty() && off == 0) out_ += "\nNothing here uses ECS Exec.\n";
  }

  void Table(const std::vector<ExecSummary>& summaries) {
    out_ += "\n| workload | exec |";
    for (const Hop hop : kHopsBehind) out_ += Format(" {} |", HopInWords(hop));
    out_ += " recorded | details |\n|---|---|";
    for (std::size_t i = 0; i < kHopsBehind.size(); ++i) out_ += ":-:|";
    out_ += "---|---|\n";
    std::size_t rows = 0;
    for (const ExecSummary& one : summaries) {
      const std::string row = Row(one);
      if (rows == kRows || !Fits(row, kRoomForTable)) break;
      out_ += row;
      ++rows;
    }
    if (const std::size_t more = summaries.size() - rows; more > 0) {
      out_ += Format("\n{} not in the table.\n", Counted(more, "workload is", "workloads are"));
    }
    out_ +=
        Format("\n{} works, {} blocked, {} unknown, {} depends on an input\n", Sign(HopMark::kOpen),
               Sign(HopMark::kBlocked), Sign(HopMark::kUnknown), Sign(HopMark::kDepends));
  }

  std::string Row(const ExecSummary& one) const {
    std::string row = Format("| {} in {} | {} |", Name(one.workload), Name(SpellPath(one.unit, {})),
                             ExecInWords(one.exec));
    for (const HopMark mark : one.hops) row += Format(" {} |", Sign(mark));
    std::vector<std::string> details = one.conditions;
    if (!one.why.empty()) details.push_back(one.why);
    return row + Format(" {} | {} |\n", one.recorded, Words(Joined(details, "; ", "; ")));
  }

  // A folded list; `open`: unfolded at first.
  void Section(const std::string& title, bool open, const std::vector<std::string>& items) {
    if (items.empty()) return;
    out_ += Format("\n<details{}><summary>{}</summary>\n\n", open ? " open" : "", title);
    for (const std::string& item : items) {
      if (left_out_ > 0 || !Fits(item, kRoomForLists)) {
        ++left_out_;
      } else {
        out_ += item;
      }
    }
    out_ += "\n</details>\n";
  }

  std::string Where(const Span& span) const {
    if (!span.valid()) return "";
    const LineColumn at = LocateForPeople(result_.sources, span.file, span.begin);
    return MarkdownCode(Format(
               "{}:{}", CutMiddle(SafeText(result_.sources.path(span.file)), kLongestName, false),
               at.line)) +
           " ";
  }

  void Findings(const std::vector<const Finding*>& findings, Severity severity) {
    std::vector<std::string> items;
    for (const Finding* finding : findings) {
      if (finding->severity != severity) continue;
      const std::string affected = Words(AffectedInWords(*finding, {}));
      items.push_back(Format("- {}**{}**: {}  \n{}  Fix: {}\n", Where(finding->primary),
                             finding->rule->name, Words(MessageInWords(*finding)),
                             affected.empty() ? "" : Format("  Affects: {}  \n", affected),
                             Words(FixLine(*finding))));
    }
    const std::string name(SeverityName(severity));
    Section(Counted(items.size(), name, name + "s"),
            severity == Severity::kError && items.size() <= kOpenErrors, items);
  }

  void Known(std::string_view what, const std::vector<KnownFinding>& findings) {
    std::vector<std::string> items;
    for (const KnownFinding& one : findings) {
      items.push_back(Format("- {}: **{}**: {}\n", Name(one.path), one.rule, Words(one.message)));
    }
    Section(Format("{} {}", Counted(items.size(), "finding", "findings"), what), false, items);
  }

  void Unknowns() {
    std::vector<std::string> items;
    for (std::size_t i = 0; i < result_.analysis.unknowns.size(); ++i) {
      if (!result_.selected.unknown_shown[i]) continue;
      const UnknownEntry& entry = result_.analysis.unknowns[i];
      items.push_back(Format("- {}{}, {}: {}: {}\n", Where(entry.at), Name(entry.workload),
                             HopName(entry.hop), Words(entry.what), Words(entry.reason)));
    }
    Section(
        Counted(items.size(), "thing could not be determined", "things could not be determined"),
        false, items);
  }

  void Remarks() {
    std::vector<std::string> lines;
    for (const std::string& line : AboutBlocked(result_)) lines.push_back(Words(line) + ".");
    if (const std::size_t held = result_.selected.Count(Fate::kBaseline); held > 0) {
      lines.push_back(
          Format("{} in the baseline.", Counted(held, "more finding is", "more findings are")));
    }
    if (const std::size_t held = result_.selected.Count(Fate::kBase); held > 0) {
      lines.push_back(Format("{} already present at `{}`.",
                             Counted(held, "more finding is", "more findings are"),
                             result_.base->commit.substr(0, 12)));
    }
    if (!result_.suppressed.empty()) {
      lines.push_back(Format("{} suppressed.",
                             Counted(result_.suppressed.size(), "finding is", "findings are")));
    }
    const auto& shown = result_.selected.unknown_shown;
    const auto unknown = static_cast<std::size_t>(std::count(shown.begin(), shown.end(), true));
    if (unknown > 0 && !options_.show_unknown) {
      lines.push_back(Format("{} not be determined; `execlint --show-unknown` lists them.",
                             Counted(unknown, "thing could", "things could")));
    }
    const std::vector<Problem>& unread = result_.unread;
    for (std::size_t i = 0; i < unread.size() && i < kNamedFiles; ++i) {
      lines.push_back(Format("{} was not read: {}.", Name(unread[i].path),
                             MarkdownText(CutEnd(SafeText(unread[i].message), 200, false))));
    }
    if (unread.size() > kNamedFiles) {
      lines.push_back(Format("{} more files were not read.", unread.size() - kNamedFiles));
    }
    for (const std::string& about : AboutModules(result_.analysis))
      lines.push_back(Sentence(about));
    for (const std::string& line : lines) out_ += "\n" + line + "\n";
    out_ += Format("\n<sub>execlint {}, {}</sub>\n", result_.version,
                   Counted(result_.files, "file", "files"));
  }

  const RunResult& result_;
  const TextOptions& options_;
  std::string out_;
  std::size_t left_out_ = 0;
};

}  // namespace

std::string RenderMarkdown(const RunResult& result, const TextOptions& options) {
  return MarkdownRenderer(result, options).Render();
}

}  // namespace execlint
