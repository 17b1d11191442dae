// One suppression comment, and what stands for one in data:
//
//   # execlint: ignore[exec-disabled] started by hand only (until=2027-03-01)
#ifndef EXECLINT_LINT_ENGINE_SUPPRESSION_COMMENT_H_
#define EXECLINT_LINT_ENGINE_SUPPRESSION_COMMENT_H_

#include <string>
#include <string_view>
#include <vector>

#include "lint/source/source_map.h"

namespace execlint {

// Every suppression comment contains this text, and so does each that may be meant as one: the
// comments of a file without it need not be read.
inline constexpr std::string_view kSuppressionMarker = "execlint";

// The rules that a comment names, and its reason; no rules if it is no suppression comment.
// `text` is the comment with its marker: `# execlint: ignore[a, b] reason`.
struct SuppressionComment {
  std::vector<std::string> rules = {};
  std::string reason = {};
  std::string until = {};  // the last day it counts: `2027-03-01`; empty: for good
  std::string wrong = {};  // why it does not count: "`until=soon` is not a day ..."
};
SuppressionComment ParseSuppression(std::string_view text);

// What is to be written in place of a comment that is no suppression comment and seems to be meant
// as one: `execlint: ignore[exec-disabled] reason` for `# execlint disable=exec-disabled`. Empty:
// it does not seem so.
std::string MeantAsSuppression(std::string_view text);

// Where one stands and, for one that is data, what it covers.
struct PlacedSuppression {
  SuppressionComment comment = {};
  Span span = {};   // on disk
  Span block = {};  // of data; invalid for a comment
};
// Those of a file: comments that the front end gave for it, then data.
std::vector<PlacedSuppression> SuppressionsOf(FileId file, const SourceMap& sources);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_SUPPRESSION_COMMENT_H_
