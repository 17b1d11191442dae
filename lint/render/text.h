// Findings as a compiler shows them: `file:line:column: severity: message [rule]`, the source with
// the place underlined, second places with their phrase, and a summary.
//
//   const TextOptions options{.colored = true, .shown_path = relative_to_here};
//   std::string out = RenderText(result, options);
#ifndef EXECLINT_LINT_RENDER_TEXT_H_
#define EXECLINT_LINT_RENDER_TEXT_H_

#include <string>

#include "lint/render/run_result.h"
#include "lint/source/path_in_words.h"

namespace execlint {

struct TextOptions {
  bool colored = false;
  bool show_unknown = false;
  // How a path of the project is written for the reader; by default as it is.
  PathSpelling shown_path = {};
};

std::string RenderText(const RunResult& result, const TextOptions& options);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_TEXT_H_
