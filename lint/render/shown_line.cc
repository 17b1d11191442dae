#include "lint/render/shown_line.h"

#include <algorithm>
#include <utility>

#include "lint/render/beside.h"
#include "lint/render/escape.h"
#include "lint/render/wrap.h"

namespace execlint {
namespace {

constexpr std::string_view kMask = "***";
constexpr std::size_t kTabWidth = 4;
// Of a long line so many columns are kept around the place to show.
constexpr std::size_t kBefore = 60;
constexpr std::size_t kAfter = 120;

// A character of a line, or a masked part of it.
struct Cell {
  std::uint32_t begin = 0;  // file offsets
  std::uint32_t end = 0;
  std::string text = {};
  std::size_t column = 0;  // from the first cell
  std::size_t width = 0;
};

// Moves an offset that may stand inside a character to where the character begins.
std::uint32_t ToCharacter(std::string_view text, std::uint32_t offset) {
  for (int i = 0; i < 3 && offset > 0 && offset < text.size() &&
                  (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80;
       ++i) {
    --offset;
  }
  return offset;
}

std::vector<Cell> CellsOf(const SourceMap& sources, Span part, const std::vector<Span>& masked) {
  const std::string_view file = sources.Text(part.file).substr(0, part.end);
  auto mask = masked.begin();
  std::vector<Cell> cells;
  std::size_t column = 0;
  for (std::uint32_t at = part.begin; at < part.end;) {
    while (mask != masked.end() && mask->end <= at) ++mask;
    Cell cell{.begin = at, .column = column};
    if (mask != masked.end() && mask->begin <= at) {
      cell.end = std::min(mask->end, part.end);
      cell.text = kMask;
      cell.width = kMask.size();
    } else if (file[at] == '\t') {
      cell.end = at + 1;
      cell.width = kTabWidth - column % kTabWidth;
      cell.text.assign(cell.width, ' ');
    } else {
      SafeChar c = SafeCharAt(file, at);
      cell.end = at + static_cast<std::uint32_t>(c.length);
      cell.text = std::move(c.text);
      cell.width = c.width;
    }
    at = cell.end;
    column += cell.width;
    cells.push_back(std::move(cell));
  }
  return cells;
}

std::size_t ColumnAt(const std::vector<Cell>& cells, std::uint32_t offset) {
  const auto cell = std::upper_bound(cells.begin(), cells.end(), offset,
                                     [](std::uint32_t at, const Cell& c) { return at < c.begin; });
  if (cell == cells.begin()) return 0;
  const Cell& holds = *std::prev(cell);
  return offset < holds.end ? holds.column : holds.column + holds.width;
}

struct Window {
  std::size_t from = 0;  // columns
  std::size_t to = 0;
};

// What was looked at of a line.
struct Extent {
  std::size_t total = 0;  // columns
  bool begins = false;    // from its start
  bool ends = false;      // to its end
};

// The columns to show where not all can be: those around the place, and from the start of the line
// if that does.
Window Choose(Window place, const Extent& extent, std::size_t room, std::size_t ellipsis) {
  const std::size_t total = extent.total;
  if (room == 0) {
    const std::size_t from = place.from - std::min(place.from, kBefore);
    return {from, std::min(total, place.from + kAfter)};
  }
  const std::size_t half = room - std::min(room, ellipsis);  // with one end cut
  if (extent.begins && place.to <= half) return {0, half};
  if (extent.ends && total - std::min(total, place.from) <= half)
    return {total - std::min(total, half), total};
  const std::size_t inner = half - std::min(half, ellipsis);
  const std::size_t size = std::min(place.to - place.from, inner);
  const std::size_t from = place.from - std::min(place.from, (inner - size) / 2);
  return {from, std::min(total, from + inner)};
}

}  // namespace

std::string_view Ellipsis(bool ascii) { return ascii ? "..." : "\u2026"; }

LineColumn LocateForPeople(const SourceMap& sources, FileId file, std::uint32_t offset) {
  LineColumn at = sources.Locate(file, offset);
  const Utf8Length before = sources.LengthOf({file, offset - (at.column - 1), offset});
  at.column = 1 + static_cast<std::uint32_t>(before.characters);
  return at;
}

std::size_t ShownLine::ColumnOf(std::uint32_t offset) const {
  if (offset < begin) return 0;
  return columns[std::min<std::size_t>(offset - begin, columns.size() - 1)];
}

ShownLine ShowLine(const SourceMap& sources, Span line, Span focus, const std::vector<Span>& places,
                   const LineRoom& room) {
  const std::string_view file = sources.Text(line.file);
  const std::size_t limit = room.room == 0 ? kLongLine : room.room;
  const std::size_t ellipsis = ColumnsOf(Ellipsis(room.ascii));
  // Of a line of a megabyte only what is near the place is looked at. A character takes four bytes
  // at most.
  const auto near = static_cast<std::uint32_t>(4 * limit);
  const std::uint32_t center = std::clamp(focus.begin, line.begin, line.end);
  const Span part{line.file,
                  ToCharacter(file, std::max(line.begin, center - std::min(center, near))),
                  ToCharacter(file, std::min<std::uint32_t>(line.end, center + near))};
  const std::vector<Cell> cells = CellsOf(sources, part, MaskedIn(sources, part, line, places));
  const std::size_t total = cells.empty() ? 0 : cells.back().column + cells.back().width;
  Window window{0, total};
  const std::size_t cut =
      (part.begin > line.begin ? ellipsis : 0) + (part.end < line.end ? ellipsis : 0);
  if (total + cut > limit) {
    const std::size_t from = ColumnAt(cells, center);
    const std::size_t to = std::max(from, ColumnAt(cells, std::max(focus.end, center)));
    window = Choose({from, to}, {total, part.begin == line.begin, part.end == line.end}, room.room,
                    ellipsis);
  }

  ShownLine shown;
  shown.begin = part.begin;
  bool first = true;
  std::uint32_t end = part.begin;
  for (const Cell& cell : cells) {
    if (cell.column + cell.width > window.to) break;
    if (cell.column < window.from) {
      end = shown.begin = cell.end;
      continue;
    }
    if (std::exchange(first, false) && cell.begin > line.begin) {
      shown.text = Ellipsis(room.ascii);
      shown.width = ellipsis;
    }
    shown.columns.insert(shown.columns.end(), cell.end - cell.begin, shown.width);
    shown.text += cell.text;
    shown.width += cell.width;
    end = cell.end;
  }
  shown.columns.push_back(shown.width);
  if (end < line.end) {
    shown.text += Ellipsis(room.ascii);
    shown.width += ellipsis;
  }
  return shown;
}

}  // namespace execlint
