#include "lint/render/exec_table.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/render/exec_summary.h"
#include "lint/render/words.h"
#include "lint/render/wrap.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

constexpr std::size_t kManyLines = 20;  // more than that are folded
constexpr std::size_t kNamedOff = 3;
constexpr std::size_t kShortCondition = 40;
constexpr std::size_t kLeastName = 12;
constexpr std::size_t kLeastRemark = 24;

// A line of the table: one workload, or several that get equally far.
struct Row {
  std::vector<const ExecSummary*> all = {};

  const ExecSummary& first() const { return *all.front(); }
  std::size_t units() const {
    std::set<std::string_view> units;
    for (const ExecSummary* one : all) units.insert(one->unit);
    return units.size();
  }
};

enum class Fold : std::uint8_t { kNever, kInUnit, kAcrossUnits };

std::vector<Row> Rows(const std::vector<const ExecSummary*>& summaries, Fold fold) {
  std::vector<Row> rows;
  for (const ExecSummary* one : summaries) {
    const auto begin = fold == Fold::kNever ? rows.end() : rows.begin();
    const auto same = std::find_if(begin, rows.end(), [&](const Row& row) {
      const bool here = fold == Fold::kAcrossUnits || row.first().unit == one->unit;
      return here && row.first().Like(*one);
    });
    if (same == rows.end()) {
      rows.push_back({{one}});
    } else {
      same->all.push_back(one);
    }
  }
  return rows;
}

// With the headings of the units.
std::size_t LineCount(const std::vector<Row>& rows) {
  std::set<std::string_view> units;
  for (const Row& row : rows) units.insert(row.first().unit);
  return rows.size() + units.size();
}

class Table {
 public:
  explicit Table(const TextOptions& options)
      : options_(options), screen_(options.screen), ink_(options.screen.colored) {}

  std::string Draw(const std::vector<ExecSummary>& summaries) {
    std::vector<const ExecSummary*> shown, off;
    std::size_t clusters = 0;
    for (const ExecSummary& one : summaries) {
      if (one.off()) {
        off.push_back(&one);
      } else if (one.idle_cluster()) {
        ++clusters;
      } else {
        shown.push_back(&one);
      }
    }
    Body(shown);
    Off(off);
    if (clusters > 0) {
      Line(Format("{} no workload here",
                  clusters == 1 ? "1 cluster has" : Format("{} clusters have", clusters)));
    }
    return std::move(out_);
  }

 private:
  struct Cells {
    std::string name = {}, more = {}, exec = {}, hops = {}, recorded = {}, remark = {}, brief = {};
  };

  void Line(const std::string& text) {
    out_ += Wrap(text, {.width = screen_.width, .indent = 2}) + "\n";
  }

  std::string Path(std::string_view path) const {
    return SafeText(SpellPath(path, options_.shown_path));
  }

  void Body(const std::vector<const ExecSummary*>& shown) {
    if (shown.empty()) return;
    Fold fold = Fold::kNever;
    std::vector<Row> rows = Rows(shown, fold);
    if (options_.summary != TextOptions::Summary::kOnly) {
      for (const Fold next : {Fold::kInUnit, Fold::kAcrossUnits}) {
        if (LineCount(rows) <= kManyLines) break;
        rows = Rows(shown, fold = next);
      }
    }
    const bool headings = fold != Fold::kAcrossUnits;
    if (!headings) {
      std::stable_sort(rows.begin(), rows.end(),
                       [](const Row& a, const Row& b) { return a.all.size() > b.all.size(); });
    }
    std::vector<Cells> cells;
    for (const Row& row : rows) cells.push_back(CellsOf(row, headings));
    Measure(cells);
    Write({.name = "", .exec = "exec", .hops = Letters(), .recorded = "recorded"}, Tint::kFaint);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::string_view unit = rows[i].first().unit;
      if (headings && (i == 0 || rows[i - 1].first().unit != unit)) Heading(unit, rows);
      Write(cells[i], Tint::kStrong, &rows[i].first());
    }
    Legend(rows);
  }

  // A folder that holds all of them and is the current one needs no heading.
  void Heading(std::string_view unit, const std::vector<Row>& rows) {
    const bool alone = rows.front().first().unit == rows.back().first().unit;
    const std::string path = Path(unit);
    if (!alone || path != ".") out_ += ink_.Paint(Tint::kStrong, path) + "\n";
  }

  Cells CellsOf(const Row& row, bool headings) const {
    const ExecSummary& one = row.first();
    Cells cells{.name = SafeText(one.workload),
                .exec = std::string(ExecWord(one.exec)),
                .recorded = std::string(one.recorded == "unknown" ? "?" : one.recorded)};
    if (row.all.size() > 1) cells.more = Format(" and {} more", row.all.size() - 1);
    if (!headings) {
      cells.more +=
          row.units() == 1 ? " in " + Path(one.unit) : Format(" in {} units", row.units());
    }
    const bool same = std::all_of(row.all.begin(), row.all.end(),
                                  [&](const ExecSummary* other) { return other->why == one.why; });
    if (one.exec == HopMark::kDepends) {
      const bool is_short = ColumnsOf(one.on_when) <= kShortCondition || one.depends_on.empty();
      cells.remark = is_short ? "exec is on when " + one.on_when
                              : "exec depends on " + Joined(one.depends_on, " and ");
    }
    if (one.obstacle_mark != HopMark::kNone) {
      if (!cells.remark.empty()) cells.remark += "; ";
      cells.brief = Format("{} {}", Glyph(one.obstacle_mark), HopInWords(one.obstacle));
      cells.remark += same ? Format("{} {}", Glyph(one.obstacle_mark), one.why) : cells.brief;
    } else if (same && !one.why.empty()) {
      cells.remark += (cells.remark.empty() ? "" : "; ") + one.why;
    }
    cells.remark = SafeText(cells.remark);
    return cells;
  }

  static std::string_view ExecWord(HopMark exec) {
    switch (exec) {
      case HopMark::kOpen:
        return "on";
      case HopMark::kBlocked:
        return "off";
      case HopMark::kDepends:
        return "depends";
      case HopMark::kUnknown:
        return "?";
      case HopMark::kNone:
        break;
    }
    return "-";
  }

  std::string_view Glyph(HopMark mark) const {
    switch (mark) {
      case HopMark::kOpen:
        return screen_.ascii ? "+" : "\u2713";
      case HopMark::kBlocked:
        return screen_.ascii ? "x" : "\u2717";
      case HopMark::kUnknown:
        return "?";
      case HopMark::kDepends:
        return "~";
      case HopMark::kNone:
        break;
    }
    return screen_.ascii ? "-" : "\u00b7";
  }

  static Tint TintOf(HopMark mark) {
    switch (mark) {
      case HopMark::kOpen:
        return Tint::kGood;
      case HopMark::kBlocked:
        return Tint::kError;
      case HopMark::kUnknown:
      case HopMark::kDepends:
        return Tint::kWarning;
      case HopMark::kNone:
        break;
    }
    return Tint::kFaint;
  }

  static std::string Letters() {
    std::string letters;
    for (const Hop hop : kHopsBehind) {
      letters += letters.empty() ? "" : " ";
      letters += LetterOf(hop);
    }
    return letters;
  }

  static char LetterOf(Hop hop) {
    return hop == Hop::kTaskRole ? 'R' : static_cast<char>(HopName(hop).front() - 'a' + 'A');
  }

  // The widths of the columns. Where not all fits, names have the larger part; on a narrow terminal
  // the name of the hop alone stands beside them.
  void Measure(std::vector<Cells>& cells) {
    std::size_t remark = 0;
    std::size_t brief = 0;
    for (const Cells& one : cells) {
      name_ = std::max(name_, ColumnsOf(one.name) + ColumnsOf(one.more));
      exec_ = std::max(exec_, one.exec.size());
      recorded_ = std::max(recorded_, one.recorded.size());
      remark = std::max(remark, ColumnsOf(one.remark));
      brief = std::max(brief, ColumnsOf(one.brief));
    }
    if (screen_.width == 0) return;
    const std::size_t others = 2 + 2 + exec_ + 2 + 2 * kHopsBehind.size() - 1 + 2 + recorded_ + 2;
    const std::size_t room = screen_.width - std::min(screen_.width - 1, others);
    const auto left_by = [room](std::size_t names) { return room - std::min(room, names); };
    bool in_brief = false;
    if (left_by(name_) < std::min(remark, kLeastRemark)) {
      const std::size_t part = room * 3 / 5;
      in_brief = left_by(part) < kLeastRemark;
      name_ = std::min(name_, in_brief ? std::max(left_by(brief), kLeastName) : part);
    }
    for (Cells& one : cells) {
      if (in_brief) one.remark = one.brief;
      if (ColumnsOf(one.name) + ColumnsOf(one.more) <= name_) continue;
      one.more = CutMiddle(one.more, std::max<std::size_t>(name_ / 2, 1), screen_.ascii);
      one.name = CutMiddle(one.name, name_ - ColumnsOf(one.more), screen_.ascii);
    }
  }

  static std::string Padded(const std::string& text, std::size_t width) {
    return text + std::string(width - std::min(width, ColumnsOf(text)), ' ');
  }

  void Write(const Cells& cells, Tint tint, const ExecSummary* one = nullptr) {
    std::string line = "  " + Padded(cells.name + cells.more, name_) + "  ";
    const std::string exec = Padded(cells.exec, exec_);
    const bool sure = one == nullptr || one->exec == HopMark::kOpen;
    line += sure ? ink_.Paint(tint, exec) : ink_.Paint(TintOf(one->exec), exec);
    line += "  ";
    if (one == nullptr) {
      line += ink_.Paint(tint, cells.hops);
    } else {
      for (std::size_t i = 0; i < one->hops.size(); ++i) {
        line += (i > 0 ? " " : "") + ink_.Paint(TintOf(one->hops[i]), Glyph(one->hops[i]));
      }
    }
    line += "  ";
    const std::string recorded =
        cells.remark.empty() ? cells.recorded : Padded(cells.recorded, recorded_) + "  ";
    line += one == nullptr            ? ink_.Paint(tint, recorded)
            : cells.recorded == "yes" ? ink_.Paint(Tint::kGood, recorded)
            : cells.recorded.empty()  ? recorded
                                      : ink_.Paint(Tint::kWarning, recorded);
    std::size_t room = 0;
    if (screen_.width > 0) room = screen_.width - std::min(screen_.width - 1, ColumnsOf(line));
    line += CutEnd(cells.remark, room, screen_.ascii);
    out_ += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }

  void Legend(const std::vector<Row>& rows) {
    std::set<HopMark> marks;
    for (const Row& row : rows) marks.insert(row.first().hops.begin(), row.first().hops.end());
    std::string legend;
    for (const Hop hop : kHopsBehind) {
      legend += Format("{}{} {}", legend.empty() ? "" : ", ", LetterOf(hop), HopInWords(hop));
    }
    constexpr std::array<std::pair<HopMark, std::string_view>, 5> kWords = {
        {{HopMark::kOpen, "works"},
         {HopMark::kBlocked, "blocked"},
         {HopMark::kUnknown, "unknown"},
         {HopMark::kDepends, "depends on inputs"},
         {HopMark::kNone, "not judged"}}};
    std::string separator = "; ";
    for (const auto& [mark, word] : kWords) {
      if (!marks.contains(mark)) continue;
      legend += std::exchange(separator, ", ") + Format("{} {}", Glyph(mark), word);
    }
    out_ +=
        Wrap("  " + ink_.Paint(Tint::kFaint, legend), {.width = screen_.width, .indent = 2}) + "\n";
  }

  void Off(const std::vector<const ExecSummary*>& off) {
    if (off.empty()) return;
    std::string line = off.size() == 1 ? "1 workload has ECS Exec off"
                                       : Format("{} workloads have ECS Exec off", off.size());
    if (off.size() <= kNamedOff) {
      std::vector<std::string> names;
      for (const ExecSummary* one : off) {
        const auto alike = std::count_if(off.begin(), off.end(), [&](const ExecSummary* other) {
          return other->workload == one->workload;
        });
        names.push_back(Format("`{}`", one->workload));
        if (alike > 1) names.back() += " in " + Path(one->unit);
      }
      line += ": " + SafeText(Joined(names, " and "));
    }
    Line(line);
  }

  const TextOptions& options_;
  const Screen& screen_;
  Ink ink_;
  std::string out_;
  std::size_t name_ = 0;
  std::size_t exec_ = 4;  // as wide as their headings
  std::size_t recorded_ = 8;
};

}  // namespace

std::string ExecTable(const RunResult& result, const TextOptions& options) {
  return Table(options).Draw(ExecSummaries(result));
}

}  // namespace execlint
