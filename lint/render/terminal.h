// Shared by every output for people: colours, if the terminal has them, and escaping of input text
// so that it is safe to show.
//
//   const Ink ink(ColorWanted(ColorMode::kAuto, isatty(STDOUT_FILENO)));
//   out += ink.Paint(Tint::kError, "error") + ": " + SafeText(message);
#ifndef EXECLINT_LINT_RENDER_TERMINAL_H_
#define EXECLINT_LINT_RENDER_TERMINAL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/source_map.h"

namespace execlint {

enum class ColorMode : std::uint8_t { kAuto, kAlways, kNever };

// Automatic means: on a terminal that is not dumb, unless NO_COLOR is set to anything.
bool ColorWanted(ColorMode mode, bool is_terminal);

// What a piece of text is, for choosing its colour.
enum class Tint : std::uint8_t {
  kError,
  kWarning,
  kNote,
  kRelated,  // labels of second places
  kGutter,   // line numbers and bars
  kStrong,   // messages, paths
  kFaint,    // rule names, hints
};

class Ink {
 public:
  explicit Ink(bool colored) : colored_(colored) {}
  std::string Paint(Tint tint, std::string_view text) const;

 private:
  bool colored_;
};

// Text from an input on one line: control characters, bytes that are not UTF-8 and characters that
// turn the direction of writing become visible stand-ins, a line break becomes a blank.
std::string SafeText(std::string_view text);

// The text of a span on disk with every secret in it replaced by `***`.
std::string MaskedText(const SourceMap& sources, Span span);

// A source line ready to be shown: safe, tabs expanded, secrets masked, and cut to the part around
// `focus` when it is very long.
struct ShownLine {
  std::string text;
  // The display column (from 0) at which the byte `offset` of the file is shown; offsets outside
  // the shown part go to its nearest end.
  std::size_t ColumnOf(std::uint32_t offset) const;
  std::size_t width = 0;

  std::uint32_t begin = 0;           // file offset of the first byte shown
  std::vector<std::size_t> columns;  // of each byte from there, and of the end
};
ShownLine ShowLine(const SourceMap& sources, Span line, Span focus);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_TERMINAL_H_
