#include "lint/render/excerpt.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "lint/render/beside.h"
#include "lint/render/escape.h"
#include "lint/render/shown_line.h"
#include "lint/render/wrap.h"

namespace execlint {
namespace {

constexpr std::size_t kLeastGutter = 4;  // so that most excerpts stand below each other
constexpr std::uint32_t kWhole = 8;      // a place of so many lines is shown whole
constexpr std::size_t kNarrow = 24;      // columns in which no label is wrapped
constexpr std::size_t kLabelRoom = 40;   // what a label on a line of its own gets at least
constexpr std::size_t kBarWidth = 2;

// What is underlined of one line.
struct Underline {
  enum class Part : std::uint8_t { kAll, kFirstLine, kLastLine } part = Part::kAll;
  std::uint32_t begin = 0;  // file offsets, inside the line
  std::uint32_t end = 0;
  const Mark* mark = nullptr;
  bool labelled = false;
};

using Lines = std::map<std::uint32_t, std::vector<Underline>>;

// The lines of a primary place that takes several.
struct Range {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool Has(std::uint32_t line) const { return line > first && line <= last; }
};

std::uint32_t LineOf(const SourceMap& sources, FileId file, std::uint32_t offset) {
  return sources.Locate(file, offset).line;
}

std::uint32_t LastLineOf(const SourceMap& sources, const Span& span) {
  return LineOf(sources, span.file, span.empty() ? span.end : span.end - 1);
}

// The span without blanks at its ends.
Span Trimmed(const SourceMap& sources, const Span& span) {
  const std::string_view text = sources.Text(span);
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == text.npos) return Span::At(span.file, span.begin);
  const std::size_t last = text.find_last_not_of(" \t");
  return {span.file, span.begin + static_cast<std::uint32_t>(first),
          span.begin + static_cast<std::uint32_t>(last) + 1};
}

// Underlines each line of a part of the primary place.
void AddMatter(const SourceMap& sources, const Mark& mark, const Span& part, Lines& lines) {
  const std::uint32_t first = LineOf(sources, part.file, part.begin);
  const std::uint32_t last = std::min(LastLineOf(sources, part), first + kWhole);
  for (std::uint32_t number = first; number <= last; ++number) {
    Span line = sources.Line(part.file, number);
    line.begin = std::max(line.begin, part.begin);
    line.end = std::max(line.begin, std::min(line.end, part.end));
    line = Trimmed(sources, line);
    if (sources.Text(line).find_first_not_of("[]{}(),") == std::string_view::npos) continue;
    if (!line.empty())
      lines[number].push_back({.begin = line.begin, .end = line.end, .mark = &mark});
  }
}

// Returns the lines that a bar stands beside.
std::optional<Range> AddMark(const SourceMap& sources, const Mark& mark, Lines& lines) {
  using Part = Underline::Part;
  const Span& span = mark.span;
  const Range range{LineOf(sources, span.file, span.begin), LastLineOf(sources, span)};
  const Span first_line = sources.Line(span.file, range.first);
  if (range.first == range.last || !mark.primary) {
    const std::uint32_t end = range.first == range.last ? span.end : first_line.end;
    lines[range.first].push_back({Part::kAll, span.begin, std::max(span.begin, end), &mark, true});
    return std::nullopt;
  }
  lines[range.first].push_back({Part::kFirstLine, span.begin, span.begin + 1, &mark, false});
  for (const Span& part : mark.matters) {
    if (part.valid() && span.Contains(part)) AddMatter(sources, mark, part, lines);
  }
  if (range.last - range.first < kWhole) {
    for (std::uint32_t number = range.first + 1; number < range.last; ++number) lines[number];
  }
  lines[range.last].push_back({Part::kLastLine, span.end - 1, span.end, &mark, true});
  return range;
}

class Writer {
 public:
  Writer(const SourceMap& sources, const ExcerptStyle& style, std::size_t gutter)
      : sources_(sources), style_(style), gutter_(gutter) {}

  void File(FileId file, const Lines& lines, const std::optional<Range>& bar) {
    bar_ = bar;
    const std::size_t used = gutter_ + 3 + (bar ? kBarWidth : 0);
    room_ = style_.width == 0 ? 0 : style_.width - std::min(style_.width - 1, used);
    std::uint32_t before = 0;
    for (const auto& [number, underlines] : lines) {
      if (before != 0 && number == before + 2 && HidesNothing(file, before + 1)) {
        Source(file, before + 1, {});
      } else if (before != 0 && number > before + 1) {
        out_ += style_.ink.Paint(Tint::kGutter, std::string(gutter_, ' ') + "...");
        if (bar_ && bar_->Has(number)) out_ += style_.ink.Paint(style_.primary, "|");
        out_ += "\n";
      }
      Source(file, number, underlines);
      before = number;
    }
  }

  void Heading(const Span& span) {
    const LineColumn at = LocateForPeople(sources_, span.file, span.begin);
    out_ += std::string(gutter_, ' ') + style_.ink.Paint(Tint::kGutter, ":::") + " " +
            style_.shown_path(sources_.path(span.file)) + ":" + std::to_string(at.line) + ":" +
            std::to_string(at.column) + "\n";
  }

  std::string Take() { return std::move(out_); }

 private:
  // A line between two that are shown is shown too, if nothing in it would be masked.
  bool HidesNothing(FileId file, std::uint32_t number) const {
    const Span line = sources_.Line(file, number);
    return MaskedIn(sources_, line, line, {}).empty();
  }

  // The bar beside a line, where the excerpt has one.
  std::string BarAt(bool inside) const {
    if (!bar_) return "";
    return inside ? style_.ink.Paint(style_.primary, "|") + " " : std::string(kBarWidth, ' ');
  }

  // A line that is cut is shown again for what is underlined far from the rest.
  void Source(FileId file, std::uint32_t number, const std::vector<Underline>& underlines) {
    const Span line = sources_.Line(file, number);
    std::vector<Underline> sorted = underlines;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Underline& a, const Underline& b) { return a.begin < b.begin; });
    const std::size_t room = room_ == 0 ? kLongLine : room_;
    std::vector<Underline> near;
    for (const Underline& underline : sorted) {
      const bool far = !near.empty() && underline.end - near.front().begin > room / 2;
      if (far && line.size() > room) {
        Part(line, number, near);
        near.clear();
      }
      near.push_back(underline);
    }
    Part(line, number, near);
  }

  void Part(const Span& line, std::uint32_t number, const std::vector<Underline>& underlines) {
    std::vector<Span> places;
    for (const Underline& one : underlines) {
      if (one.part == Underline::Part::kAll) places.push_back({line.file, one.begin, one.end});
    }
    const ShownLine shown = ShowLine(sources_, line, FocusOf(line, underlines), places,
                                     {.room = room_, .ascii = style_.ascii});
    const std::string digits = std::to_string(number);
    out_ +=
        style_.ink.Paint(Tint::kGutter, std::string(gutter_ - digits.size(), ' ') + digits + " |");
    const bool inside = bar_ && bar_->Has(number);
    const std::string bar = BarAt(inside);
    out_ += shown.text.empty() && !inside ? "\n" : " " + bar + shown.text + "\n";
    // Labels of marks that share a line would run into each other: each gets a line of its own.
    for (const Underline& underline : underlines) {
      if (underline.part == Underline::Part::kAll) {
        Under(shown, underline, bar);
      } else {
        End(shown, underline);
      }
    }
  }

  // All that is underlined if there is room for it, else the first of it.
  Span FocusOf(const Span& line, const std::vector<Underline>& underlines) const {
    if (underlines.empty()) return Span::At(line.file, line.begin);
    Span focus{line.file, underlines[0].begin, underlines[0].end};
    Span all = focus;
    for (const Underline& one : underlines) {
      all.begin = std::min(all.begin, one.begin);
      all.end = std::max(all.end, one.end);
    }
    return all.size() < (room_ == 0 ? kLongLine / 2 : room_) ? all : focus;
  }

  // A line below the source, behind the gutter.
  void Below(const std::string& bar, const std::string& text) {
    out_ += style_.ink.Paint(Tint::kGutter, std::string(gutter_ + 1, ' ') + "|") + " " + bar +
            text + "\n";
  }

  // What a place of several lines has at its ends: ` ____^` and `|____^`.
  void End(const ShownLine& shown, const Underline& underline) {
    const bool first = underline.part == Underline::Part::kFirstLine;
    const std::size_t column = LastColumn(shown.ColumnOf(underline.begin));
    Below("", style_.ink.Paint(style_.primary,
                               (first ? " " : "|") + std::string(column + 1, '_') + "^"));
  }

  std::size_t LastColumn(std::size_t column) const {
    return room_ == 0 ? column : std::min(column, room_ - 1);
  }

  void Under(const ShownLine& shown, const Underline& underline, const std::string& bar) {
    const std::size_t from = LastColumn(shown.ColumnOf(underline.begin));
    std::size_t to = std::max(shown.ColumnOf(underline.end), from + 1);
    if (room_ > 0) to = std::min(to, room_);
    const Tint role = underline.mark->primary ? style_.primary : Tint::kRelated;
    const std::string line(to - from, underline.mark->primary ? '^' : '-');
    const std::string label = underline.labelled ? SafeText(underline.mark->label) : "";
    const std::size_t behind = to + 1;
    const bool fits = room_ == 0 || behind + ColumnsOf(label) <= room_;
    if (label.empty()) {
      Below(bar, std::string(from, ' ') + style_.ink.Paint(role, line));
    } else if (fits || room_ >= behind + kNarrow) {
      Wrapped(bar, from, line + " " + label, behind, role);
    } else {
      Below(bar, std::string(from, ' ') + style_.ink.Paint(role, line));
      const std::size_t start = std::min(from, room_ - std::min(room_, kLabelRoom));
      Wrapped(bar, start, label, start, role);
    }
  }

  // Text that begins in a column, wrapped to lines that begin in another.
  void Wrapped(const std::string& bar, std::size_t from, const std::string& text,
               std::size_t indent, Tint role) {
    std::string rest = Wrap(text, {.width = room_, .indent = indent, .used = from});
    std::string line = std::string(from, ' ');
    for (std::size_t end; !rest.empty(); rest.erase(0, end)) {
      end = std::min(rest.find('\n'), rest.size());
      Below(bar, line + style_.ink.Paint(role, rest.substr(0, end)));
      line.clear();
      if (end < rest.size()) ++end;
    }
  }

  const SourceMap& sources_;
  const ExcerptStyle& style_;
  std::size_t gutter_;
  std::size_t room_ = 0;
  std::optional<Range> bar_;
  std::string out_;
};

}  // namespace

std::size_t GutterWidth(const SourceMap& sources, const std::vector<Mark>& marks) {
  std::uint32_t largest = 1;
  for (const Mark& mark : marks) {
    if (mark.span.valid()) largest = std::max(largest, LastLineOf(sources, mark.span));
  }
  return std::max(kLeastGutter, std::to_string(largest).size());
}

std::string Excerpt(const SourceMap& sources, const std::vector<Mark>& marks,
                    const ExcerptStyle& style) {
  std::vector<FileId> files;  // in the order of the marks
  std::map<FileId, std::vector<const Mark*>> of_file;
  for (const Mark& mark : marks) {
    if (!mark.span.valid()) continue;
    std::vector<const Mark*>& list = of_file[mark.span.file];
    if (list.empty()) files.push_back(mark.span.file);
    list.push_back(&mark);
  }
  Writer writer(sources, style, GutterWidth(sources, marks));
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::vector<const Mark*>& list = of_file[files[i]];
    const Mark* first = *std::min_element(
        list.begin(), list.end(),
        [](const Mark* a, const Mark* b) { return a->span.begin < b->span.begin; });
    if (i > 0) writer.Heading(first->span);
    Lines lines;
    std::optional<Range> bar;
    for (const Mark* mark : list) {
      if (const std::optional<Range> range = AddMark(sources, *mark, lines)) bar = range;
    }
    writer.File(files[i], lines, bar);
  }
  return writer.Take();
}

}  // namespace execlint
