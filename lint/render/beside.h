// What is masked of a source line beside the places that it is shown for.
//
// An excerpt shows the line of a place. What else stands in that line was not looked at for the
// finding, and may be a secret that nobody marked:
//
//   c = { password = "hunter2", exec = true }     shown for `true`:
//   c = { password = "***", exec = true }
//
// So of all literal values in the line only those are shown that a place consists of, and those
// that are no secrets by their key (`name`, `Action`) or by what they look like (`prod`, an ARN, an
// action of IAM). Keys, references and names of calls are shown. A place that holds several values
// is shown in the same way.
#ifndef EXECLINT_LINT_RENDER_BESIDE_H_
#define EXECLINT_LINT_RENDER_BESIDE_H_

#include <vector>

#include "lint/source/source_map.h"

namespace execlint {

// What is masked of `part` of a `line` on disk: its secrets too, in rising order, no two of which
// touch the same byte. Costs by the part, or by the line where that is short.
std::vector<Span> MaskedIn(const SourceMap& sources, Span part, Span line,
                           const std::vector<Span>& places);

// The text of a place on disk, which may take several lines, with `***` for what is masked.
std::string MaskedTextOf(const SourceMap& sources, Span place);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_BESIDE_H_
