// Suppression comments:
//
//   # execlint: ignore[exec-disabled] started by hand only
//   resource "aws_ecs_service" "batch" {
//
// A comment covers its own line; the next line, if it stands alone; and, at the head of a block or
// module call, all of the block. It suppresses a finding if it covers its primary place. At
// a service, a module call, the line of a var file or another place on a workload's way there it
// takes out that way alone; a finding without a way left is suppressed.
#ifndef EXECLINT_LINT_ENGINE_SUPPRESS_H_
#define EXECLINT_LINT_ENGINE_SUPPRESS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/source/source_map.h"

namespace execlint {

// Every suppression comment contains this text, so the comments of a file without it need not be
// read.
inline constexpr std::string_view kSuppressionMarker = "execlint:";

// A finding that a comment removed, and the reason the comment gives.
struct Suppressed {
  Finding finding;
  Span comment;  // on disk
  std::string reason;
};

// A comment that took out a finding of the rule, or a workload of one.
struct Use {
  Span comment;
  std::string_view rule;
};

// Takes the suppressed findings out of `findings` and returns them, in the same order.
std::vector<Suppressed> Suppress(std::vector<Finding>& findings, const SourceMap& sources,
                                 std::vector<Use>* uses = nullptr);

// A comment that reads as if it suppressed something, and why it does not.
struct IdleComment {
  Span comment;
  std::string message;  // `suppresses nothing: there is no finding of `exec-disabled` here`
};

// The idle comments of a file. `asked` are the rules that ran. A comment for a rule that did not
// run is never idle, since it is not known what the rule would have found.
std::vector<IdleComment> IdleComments(FileId file, const SourceMap& sources,
                                      const std::vector<Use>& uses,
                                      std::span<const Rule* const> asked);

// The rules that one comment names, and its reason; no rules if it is no suppression comment.
// `text` is the comment with its marker: `# execlint: ignore[a, b] reason`.
struct SuppressionComment {
  std::vector<std::string> rules;
  std::string reason;
};
SuppressionComment ParseSuppression(std::string_view text);

// The suppression comments among those that the front end gave for the file.
struct PlacedSuppression {
  SuppressionComment comment;
  Span span;  // on disk
};
std::vector<PlacedSuppression> SuppressionsOf(FileId file, const SourceMap& sources);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_SUPPRESS_H_
