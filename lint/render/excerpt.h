// Source lines with places underlined and labelled.
//
//     12 |   enable_execute_command = true
//        |                            ---- ECS Exec is enabled here
#ifndef EXECLINT_LINT_RENDER_EXCERPT_H_
#define EXECLINT_LINT_RENDER_EXCERPT_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/render/terminal.h"
#include "lint/source/source_map.h"

namespace execlint {

// A place to underline: with `^` in the severity's colour when it is the primary one, else with
// `-`.
struct Mark {
  Span span;  // on disk
  std::string label;
  bool primary = false;
  // What to underline of a primary place of several lines, beside its ends.
  std::vector<Span> matters = {};
};

struct ExcerptStyle {
  Ink ink;
  Tint primary = Tint::kError;
  std::size_t width = 0;  // source lines are cut to it, labels wrapped; 0: neither
  bool ascii = false;
  // How a path of the project is written for the reader.
  std::function<std::string(std::string_view)> shown_path;
};

// Marks of the first mark's file come first, in order of their lines; each other file follows
// behind a line `::: file:line:column` of what is shown of it first, in the order of its first
// mark. A primary place over several lines has a bar beside them, and where there are many, those
// that matter are shown; of any other the first line is shown.
std::string Excerpt(const SourceMap& sources, const std::vector<Mark>& marks,
                    const ExcerptStyle& style);

// The width of the line numbers that Excerpt() will show.
std::size_t GutterWidth(const SourceMap& sources, const std::vector<Mark>& marks);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_EXCERPT_H_
