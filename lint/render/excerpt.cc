#include "lint/render/excerpt.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace execlint {
namespace {

constexpr std::size_t kLeastGutter = 4;  // so that most excerpts stand below each other

// What is underlined of one line.
struct Underline {
  std::uint32_t begin = 0;  // file offsets, inside the line
  std::uint32_t end = 0;
  const Mark* mark = nullptr;
  bool labelled = false;
};

using Lines = std::map<std::uint32_t, std::vector<Underline>>;

std::uint32_t LineOf(const SourceMap& sources, FileId file, std::uint32_t offset) {
  return sources.Locate(file, offset).line;
}

std::uint32_t LastLineOf(const SourceMap& sources, const Span& span) {
  return LineOf(sources, span.file, span.empty() ? span.end : span.end - 1);
}

// The span without the indentation at the start of a line.
std::uint32_t SkipBlanks(const SourceMap& sources, const Span& line) {
  const std::string_view text = sources.Text(line);
  const std::size_t first = text.find_first_not_of(" \t");
  return line.begin + static_cast<std::uint32_t>(first == text.npos ? 0 : first);
}

void AddMark(const SourceMap& sources, const Mark& mark, Lines& lines) {
  const Span& span = mark.span;
  const std::uint32_t first = LineOf(sources, span.file, span.begin);
  const std::uint32_t last = LastLineOf(sources, span);
  const Span first_line = sources.Line(span.file, first);
  if (first == last) {
    lines[first].push_back({span.begin, span.end, &mark, true});
    return;
  }
  lines[first].push_back({span.begin, std::max(span.begin, first_line.end), &mark, !mark.primary});
  if (!mark.primary) return;
  const Span last_line = sources.Line(span.file, last);
  lines[last].push_back({SkipBlanks(sources, last_line), span.end, &mark, true});
}

class Writer {
 public:
  Writer(const SourceMap& sources, const ExcerptStyle& style, std::size_t gutter)
      : sources_(sources), style_(style), gutter_(gutter) {}

  void File(FileId file, const Lines& lines) {
    std::uint32_t before = 0;
    for (const auto& [number, underlines] : lines) {
      if (before != 0 && number == before + 2) {
        Source(file, before + 1, {});
      } else if (before != 0 && number > before + 1) {
        out_ += style_.ink.Paint(Tint::kGutter, std::string(gutter_, ' ') + "...") + "\n";
      }
      Source(file, number, underlines);
      before = number;
    }
  }

  void Heading(const Span& span) {
    const LineColumn at = sources_.Locate(span.file, span.begin);
    out_ += std::string(gutter_, ' ') + style_.ink.Paint(Tint::kGutter, ":::") + " " +
            style_.shown_path(sources_.path(span.file)) + ":" + std::to_string(at.line) + ":" +
            std::to_string(at.column) + "\n";
  }

  void Bar(std::string_view rest) {
    out_ += style_.ink.Paint(Tint::kGutter, std::string(gutter_ + 1, ' ') + "|");
    out_ += rest.empty() ? "" : " " + std::string(rest);
    out_ += "\n";
  }

  std::string Take() { return std::move(out_); }

 private:
  void Source(FileId file, std::uint32_t number, const std::vector<Underline>& underlines) {
    const Span line = sources_.Line(file, number);
    const Span focus = underlines.empty() ? Span::At(file, line.begin)
                                          : Span{file, underlines[0].begin, underlines[0].end};
    const ShownLine shown = ShowLine(sources_, line, focus);
    const std::string digits = std::to_string(number);
    out_ +=
        style_.ink.Paint(Tint::kGutter, std::string(gutter_ - digits.size(), ' ') + digits + " |");
    out_ += shown.text.empty() ? "\n" : " " + shown.text + "\n";
    if (underlines.empty()) return;

    std::vector<Underline> sorted = underlines;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Underline& a, const Underline& b) { return a.begin < b.begin; });
    // Labels of marks that share a line would run into each other: each gets a line of its own.
    for (const Underline& underline : sorted) Under(shown, underline);
  }

  void Under(const ShownLine& shown, const Underline& underline) {
    const std::size_t from = shown.ColumnOf(underline.begin);
    const std::size_t to = std::max(shown.ColumnOf(underline.end), from + 1);
    const Tint role = underline.mark->primary ? style_.primary : Tint::kRelated;
    std::string text = std::string(to - from, underline.mark->primary ? '^' : '-');
    if (underline.labelled && !underline.mark->label.empty()) {
      text += " " + SafeText(underline.mark->label);
    }
    Bar(std::string(from, ' ') + style_.ink.Paint(role, text));
  }

  const SourceMap& sources_;
  const ExcerptStyle& style_;
  std::size_t gutter_;
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
    if (i > 0) writer.Heading(list.front()->span);
    Lines lines;
    for (const Mark* mark : list) AddMark(sources, *mark, lines);
    writer.File(files[i], lines);
  }
  return writer.Take();
}

}  // namespace execlint
