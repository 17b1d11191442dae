// Shared by every output for people: what the terminal can show, and colors and links if it has
// them.
//
//   const Screen screen = ScreenOf(ColorMode::kAuto, STDOUT_FILENO);
//   const Ink ink(screen.colored);
//   out += ink.Paint(Tint::kError, "error") + ": " + SafeText(message);
#ifndef EXECLINT_LINT_RENDER_TERMINAL_H_
#define EXECLINT_LINT_RENDER_TERMINAL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace execlint {

enum class ColorMode : std::uint8_t { kAuto, kAlways, kNever };

// Automatic means: on a terminal that is not dumb. A NO_COLOR that is not empty turns colors off, a
// FORCE_COLOR that is neither empty nor `0` turns them on wherever the output goes; if both are
// set, NO_COLOR wins.
bool ColorWanted(ColorMode mode, bool is_terminal);

// What the place that the output goes to can show.
struct Screen {
  bool colored = false;
  bool links = false;     // takes hyperlinks: a terminal with colors
  bool ascii = false;     // has no characters beyond ASCII, so that marks are drawn with those
  std::size_t width = 0;  // in columns; 0: lines are never wrapped or cut
};

// Of a descriptor of this process; -1 stands for a file. The width is COLUMNS if that is set, else
// that of the terminal; a file has none, so that `grep` finds whole lines. Characters are ASCII
// unless LC_ALL, LC_CTYPE or LANG, the first of them that is set, names UTF-8.
Screen ScreenOf(ColorMode mode, int descriptor);

// What a piece of text is, for choosing its colour.
enum class Tint : std::uint8_t {
  kError,
  kWarning,
  kNote,
  kGood,     // what is as it should be, code to paste
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

// A text that leads to a page when it is clicked. The text must be safe already.
std::string Hyperlink(std::string_view url, std::string_view text);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_TERMINAL_H_
