// A source line made ready to be shown.
//
//   const ShownLine shown =
//       ShowLine(sources, sources.Line(file, 12), place, {place}, {.room = 74});
//   out += shown.text + "\n" + std::string(shown.ColumnOf(place.begin), ' ') + "^";
#ifndef EXECLINT_LINT_RENDER_SHOWN_LINE_H_
#define EXECLINT_LINT_RENDER_SHOWN_LINE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/source_map.h"

namespace execlint {

// What stands for the part of a text that is left out: one character, or three.
std::string_view Ellipsis(bool ascii);

// A place as people count it: as SourceMap::Locate, but the column counts characters.
LineColumn LocateForPeople(const SourceMap& sources, FileId file, std::uint32_t offset);

// Where there is room without end, a line longer than this is cut.
inline constexpr std::size_t kLongLine = 240;

struct LineRoom {
  std::size_t room = 0;  // how many columns there are; 0: as many as a line needs that is not huge
  bool ascii = false;
};

// Safe, tabs expanded, masked but for the `places` that the line is shown for (MaskedIn), and cut
// to the part around `focus` where there is no room for the whole.
struct ShownLine {
  std::string text;
  // The display column (from 0) at which the byte `offset` of the file is shown; offsets outside
  // the shown part go to its nearest end.
  std::size_t ColumnOf(std::uint32_t offset) const;
  std::size_t width = 0;

  std::uint32_t begin = 0;           // file offset of the first byte shown
  std::vector<std::size_t> columns;  // of each byte from there, and of the end
};
ShownLine ShowLine(const SourceMap& sources, Span line, Span focus, const std::vector<Span>& places,
                   const LineRoom& room = {});

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_SHOWN_LINE_H_
