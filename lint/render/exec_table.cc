#include "lint/render/exec_table.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/render/escape.h"
#include "lint/render/exec_summary.h"
#include "lint/render/words.h"
#include "lint/render/wrap.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

constexpr std::size_t kManyLines = 20;  // more than that are folded
constexpr std::size_t kNamedOff = 3;
constexpr std::size_t kLeastName = 24;     // columns, or less where all names are shorter
constexpr std::size_t kLeastDetails = 36;  // the same of details that stand beside their row
constexpr std::size_t kBriefDetails = 11;  // a mark and the longest name of a hop
constexpr std::size_t kBelow = 4;          // the indent of what stands below a name

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
      Line(Format("{} used by no workload in this code",
                  clusters == 1 ? "1 cluster is" : Format("{} clusters are", clusters)));
    }
    return std::move(out_);
  }

 private:
  struct Cells {
    std::string name = {}, more = {}, exec = {}, recorded = {};
    std::vector<std::string> details = {};  // painted
    // The first obstacle, or else the first of the details: its mark, painted, and its words.
    std::string mark = {}, first = {}, hop = {};

    std::string all_details() const { return Joined(details, "; ", "; "); }
  };
  // Where there is less room, details stand below their row; then the name has a line of its own.
  // Of many rows each takes one line, and the first of its details is cut.
  enum class Layout : std::uint8_t { kBeside, kCut, kDetailsBelow, kAllBelow };

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
    Columns(cells);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::string_view unit = rows[i].first().unit;
      if (headings && (i == 0 || rows[i - 1].first().unit != unit)) Heading(unit, rows);
      Write(cells[i], rows[i].first());
    }
    Legend(rows);
  }

  // A folder that holds all of them and is the current one needs no heading.
  void Heading(std::string_view unit, const std::vector<Row>& rows) {
    const bool alone = rows.front().first().unit == rows.back().first().unit;
    const std::string path = CutMiddle(Path(unit), screen_.width, screen_.ascii);
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
    for (const std::string& condition : one.conditions)
      cells.details.push_back(SafeText(condition));
    const std::string why = WhyOf(one, row.all.size() > 1);
    const bool same = std::all_of(row.all.begin(), row.all.end(), [&](const ExecSummary* other) {
      return WhyOf(*other, row.all.size() > 1) == why;
    });
    if (one.obstacle_mark == HopMark::kNone) {
      if (same && !why.empty()) cells.details.push_back(SafeText(why));
      if (!cells.details.empty()) cells.first = cells.details.front();
    } else {
      cells.mark = ink_.Paint(TintOf(one.obstacle_mark), Glyph(one.obstacle_mark)) + " ";
      cells.hop = HopInWords(one.obstacle);
      cells.first = same ? SafeText(why) : cells.hop;
      cells.details.push_back(cells.mark + cells.first);
    }
    return cells;
  }

  // Of several, without the name of this one.
  static std::string WhyOf(const ExecSummary& one, bool of_several) {
    std::string why = one.why;
    const std::string name = Format("`{}`", one.workload);
    const std::size_t at = of_several ? why.find(name) : why.npos;
    if (at == why.npos) return why;
    // As the subject, it has a verb for one.
    const bool subject = at == 0 || why.substr(0, at).ends_with(": ");
    return why.replace(at, name.size(), subject ? "each of them" : "these");
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

  // Chooses the layout and the widths of the columns.
  void Measure(std::vector<Cells>& cells) {
    std::size_t details = 0;
    for (const Cells& one : cells) {
      name_ = std::max(name_, ColumnsOf(one.name) + ColumnsOf(one.more));
      exec_ = std::max(exec_, one.exec.size());
      recorded_ = std::max(recorded_, one.recorded.size());
      details = std::max(details, ColumnsOf(one.all_details()));
    }
    if (screen_.width == 0) return;
    // The indent, the columns behind the name, and what separates them.
    const std::size_t others = 2 + 2 + exec_ + 2 + 2 * kHopsBehind.size() - 1 + 2 + recorded_;
    const std::size_t room = screen_.width - std::min(screen_.width - 1, others);
    const std::size_t wanted = std::max(std::min(details, kLeastDetails), details / 2);
    if (details > 0 && room < name_ + 2 + wanted) {
      layout_ = Layout::kDetailsBelow;
    }
    if (room < std::min(name_, kLeastName)) layout_ = Layout::kAllBelow;
    if (layout_ != Layout::kAllBelow && options_.summary != TextOptions::Summary::kOnly &&
        LinesOf(cells, others) > kManyLines) {
      layout_ = Layout::kCut;
      const std::size_t least = std::min(details, kBriefDetails) + 2;
      name_ = std::min(name_, std::max(kLeastName, room - std::min(room, least)));
    }
    name_ = std::min(name_, layout_ == Layout::kAllBelow ? screen_.width - 2 : room);
    if (layout_ != Layout::kAllBelow && CutAlike(cells)) {
      layout_ = Layout::kAllBelow;
      name_ = screen_.width - 2;
    }
    for (Cells& one : cells) {
      if (ColumnsOf(one.name) + ColumnsOf(one.more) <= name_) continue;
      one.more = CutMiddle(one.more, std::max<std::size_t>(name_ / 2, 1), screen_.ascii);
      one.name = CutMiddle(one.name, name_ - ColumnsOf(one.more), screen_.ascii);
    }
  }

  // Would two names be the same once they are cut?
  bool CutAlike(const std::vector<Cells>& cells) const {
    std::set<std::string> whole, cut;
    for (const Cells& one : cells) {
      whole.insert(one.name);
      cut.insert(CutMiddle(one.name, name_, screen_.ascii));
    }
    return cut.size() < whole.size();
  }

  // How many lines the rows would take. `others`: the columns of a row but for name and details.
  std::size_t LinesOf(const std::vector<Cells>& cells, std::size_t others) const {
    const bool below = layout_ == Layout::kDetailsBelow;
    const std::size_t column = below ? kBelow : std::min(screen_.width - 1, others + name_ + 2);
    std::size_t lines = 0;
    for (const Cells& one : cells) {
      const std::size_t wanted = ColumnsOf(one.all_details());
      const std::size_t more = (wanted + screen_.width - column - 1) / (screen_.width - column);
      lines += below ? 1 + more : std::max<std::size_t>(1, more);
    }
    return lines;
  }

  static std::string Padded(const std::string& text, std::size_t width) {
    return text + std::string(width - std::min(width, ColumnsOf(text)), ' ');
  }

  std::string BeforeExec() const {
    return std::string(layout_ == Layout::kAllBelow ? kBelow : 2 + name_ + 2, ' ');
  }

  void Columns(const std::vector<Cells>& cells) {
    const bool details = std::any_of(cells.begin(), cells.end(),
                                     [](const Cells& one) { return !one.details.empty(); });
    const std::string line = Padded("exec", exec_) + "  " + Letters() + "  " +
                             Padded("recorded", recorded_) +
                             (details && layout_ <= Layout::kCut ? "  details" : "");
    // The first line begins with no blank: some programs that show it remove them.
    const std::string title = ink_.Paint(Tint::kFaint, "workload");
    if (layout_ == Layout::kAllBelow) out_ += title + "\n";
    out_ += layout_ == Layout::kAllBelow ? BeforeExec() : Padded(title, BeforeExec().size());
    out_ += ink_.Paint(Tint::kFaint, line.substr(0, line.find_last_not_of(' ') + 1)) + "\n";
  }

  void Write(const Cells& cells, const ExecSummary& one) {
    std::string line = "  " + Padded(cells.name + cells.more, name_) + "  ";
    if (layout_ == Layout::kAllBelow) {
      out_ += "  " + cells.name + cells.more + "\n";
      line = BeforeExec();
    }
    line += ink_.Paint(one.exec == HopMark::kOpen ? Tint::kStrong : TintOf(one.exec),
                       Padded(cells.exec, exec_)) +
            "  ";
    for (std::size_t i = 0; i < one.hops.size(); ++i) {
      line += (i > 0 ? " " : "") + ink_.Paint(TintOf(one.hops[i]), Glyph(one.hops[i]));
    }
    if (!cells.recorded.empty()) {
      line +=
          "  " + ink_.Paint(cells.recorded == "yes" ? Tint::kGood : Tint::kWarning, cells.recorded);
    }
    out_ += line;
    if (cells.details.empty()) {
      out_ += "\n";
    } else if (layout_ <= Layout::kCut) {
      const std::size_t from =
          BeforeExec().size() + exec_ + 2 + 2 * kHopsBehind.size() - 1 + 2 + recorded_ + 2;
      out_ += std::string(from - ColumnsOf(line), ' ');
      if (layout_ == Layout::kCut) {
        out_ += Brief(cells, screen_.width - std::min(screen_.width, from)) + "\n";
      } else {
        Details(cells, from);
      }
    } else {
      out_ += "\n" + std::string(kBelow, ' ');
      Details(cells, kBelow);
    }
  }

  // One line of so many columns: as many words as say something, or the hop alone.
  std::string Brief(const Cells& cells, std::size_t columns) const {
    const std::size_t room = columns - std::min(columns, ColumnsOf(cells.mark));
    const bool fits = ColumnsOf(cells.first) <= room;
    if (!fits && room < kLeastDetails && !cells.hop.empty()) {
      return cells.mark + CutEnd(cells.hop, room, screen_.ascii);
    }
    return cells.mark + CutEnd(cells.first, room, screen_.ascii);
  }

  // From this column, which is where the text is. Several are one line if that fits.
  void Details(const Cells& cells, std::size_t column) {
    const bool fits =
        screen_.width == 0 || column + ColumnsOf(cells.all_details()) <= screen_.width;
    std::string before;
    for (const std::string& one : fits ? std::vector{cells.all_details()} : cells.details) {
      const WrapAt at{.width = screen_.width, .indent = column, .used = column};
      out_ +=
          std::exchange(before, std::string(column, ' ')) + Wrap(Narrowed(one, column), at) + "\n";
    }
  }

  // With long words cut, so that each fits a line from this column.
  std::string Narrowed(const std::string& text, std::size_t column) const {
    if (screen_.width == 0) return text;
    std::string narrow;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(' ', begin), text.size());
      const std::string word = text.substr(begin, end - begin);
      const bool fits = column + ColumnsOf(word) <= screen_.width;
      narrow += (begin > 0 ? " " : "") +
                (fits ? word : CutMiddle(word, screen_.width - column, screen_.ascii));
      begin = end + 1;
    }
    return narrow;
  }

  void Legend(const std::vector<Row>& rows) {
    std::set<HopMark> marks;
    for (const Row& row : rows) marks.insert(row.first().hops.begin(), row.first().hops.end());
    std::vector<std::string> parts;
    for (const Hop hop : kHopsBehind)
      parts.push_back(Format("{} {},", LetterOf(hop), HopInWords(hop)));
    constexpr std::array<std::pair<HopMark, std::string_view>, 5> kWords = {
        {{HopMark::kOpen, "works"},
         {HopMark::kBlocked, "blocked"},
         {HopMark::kUnknown, "unknown"},
         {HopMark::kDepends, "depends on inputs"},
         {HopMark::kNone, "not judged"}}};
    parts.back().back() = ';';
    for (const auto& [mark, word] : kWords) {
      if (marks.contains(mark)) parts.push_back(Format("{} {},", Glyph(mark), word));
    }
    parts.back().pop_back();
    std::string line;
    for (const std::string& part : parts) {
      if (screen_.width > 0 && 3 + ColumnsOf(line) + ColumnsOf(part) > screen_.width) {
        LegendLine(std::exchange(line, ""));
      }
      line += (line.empty() ? "" : " ") + part;
    }
    LegendLine(line);
  }

  void LegendLine(const std::string& line) { out_ += "  " + ink_.Paint(Tint::kFaint, line) + "\n"; }

  void Off(const std::vector<const ExecSummary*>& off) {
    if (off.empty()) return;
    std::string line = off.size() == 1 ? "1 workload has ECS Exec off"
                                       : Format("{} workloads have ECS Exec off", off.size());
    if (off.size() <= kNamedOff || options_.summary == TextOptions::Summary::kOnly) {
      std::vector<std::string> names;
      for (const ExecSummary* one : off) {
        const auto alike = std::count_if(off.begin(), off.end(), [&](const ExecSummary* other) {
          return other->workload == one->workload;
        });
        const std::size_t room = screen_.width == 0 ? 0 : screen_.width - kBelow;
        names.push_back(Format("`{}`", CutMiddle(SafeText(one->workload), room, screen_.ascii)));
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
  Layout layout_ = Layout::kBeside;
  std::size_t name_ = 6;  // as wide as their headings, with what is before and behind
  std::size_t exec_ = 4;
  std::size_t recorded_ = 8;
};

}  // namespace

std::string ExecTable(const RunResult& result, const TextOptions& options) {
  return Table(options).Draw(ExecSummaries(result));
}

}  // namespace execlint
