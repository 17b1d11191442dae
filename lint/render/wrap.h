// Text that fits the width of a terminal. Escape sequences as Ink and Hyperlink write them take no
// columns; the text must be safe otherwise (see SafeText).
//
//   out += Wrap(message, {.width = 80, .indent = 4}) + "\n";
#ifndef EXECLINT_LINT_RENDER_WRAP_H_
#define EXECLINT_LINT_RENDER_WRAP_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace execlint {

// How many columns a text takes.
std::size_t ColumnsOf(std::string_view text);

struct WrapAt {
  std::size_t width = 0;   // 0: the text stays as it is
  std::size_t indent = 0;  // blanks before each line but the first
  std::size_t used = 0;    // columns in front of the first line
};

// Breaks the text at blanks so that no line is wider than that, but for words that are wider
// themselves. The words and their order stay.
std::string Wrap(std::string_view text, const WrapAt& at);

// The text cut to so many columns, with an ellipsis where something is left out at the end, or in
// the middle. Without escape sequences. 0: as it is.
std::string CutEnd(std::string_view text, std::size_t columns, bool ascii);
std::string CutMiddle(std::string_view text, std::size_t columns, bool ascii);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_WRAP_H_
