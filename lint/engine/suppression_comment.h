// One suppression comment, and what stands for one in data:
//
//   # execlint: ignore[exec-disabled] started by hand only (until=2027-03-01)
#ifndef EXECLINT_LINT_ENGINE_SUPPRESSION_COMMENT_H_
#define EXECLINT_LINT_ENGINE_SUPPRESSION_COMMENT_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/source_map.h"

namespace execlint {

// May the text hold a suppression comment, or one that is meant as one? The comments of a file
// without it need not be read.
bool MayHoldSuppression(std::string_view text);

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
// as one: `execlint: ignore[exec-disabled] reason` for `# execlint disable=exec-disabled`. A word
// counts as a rule if it is one of `names` (those of rules, hops and tags) or is near one. Empty:
// it does not seem so.
std::string MeantAsSuppression(std::string_view text, std::span<const std::string_view> names);

// Of a file of YAML: the parts of lines that begin with `//` and would suppress something if they
// began with `#`.
std::vector<Span> SlashesInYaml(FileId file, const SourceMap& sources);

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
