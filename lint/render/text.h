// Findings as a compiler shows them: one line for each workload says whether exec is on and how far
// a session gets, then `file:line:column: severity: message [rule]`, the source with the place
// underlined, second places with their phrase, and the counts.
//
//   const TextOptions options{.screen = ScreenOf(ColorMode::kAuto, STDOUT_FILENO),
//                             .shown_path = relative_to_here};
//   std::string out = RenderText(result, options);
#ifndef EXECLINT_LINT_RENDER_TEXT_H_
#define EXECLINT_LINT_RENDER_TEXT_H_

#include <cstdint>
#include <string>

#include "lint/render/run_result.h"
#include "lint/render/terminal.h"
#include "lint/source/path_in_words.h"

namespace execlint {

struct TextOptions {
  Screen screen = {};
  // The lines about workloads: before the findings, not at all, or nothing but these.
  enum class Summary : std::uint8_t { kFirst, kNone, kOnly } summary = Summary::kFirst;
  bool statistics = false;  // counts by rule instead of the findings
  bool quiet = false;       // nothing but the findings
  bool show_unknown = false;
  bool show_urls = false;  // the page about each rule
  // How a path of the project is written for the reader; by default as it is.
  PathSpelling shown_path = {};
};

std::string RenderText(const RunResult& result, const TextOptions& options);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_TEXT_H_
