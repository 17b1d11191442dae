// A Problem is something that kept a part of the project from being read: a place where the text is
// wrong, a bound that was met, or a file that could not be read at all. Parsers, the walk over the
// folders and the engine all report problems in this one form, and the output shows them.
//
//   Problem{Problem::kSyntax, span, "expected `,` or `}`, found `\"Action\"`"}
//   Problem::Unread("secret/main.tf", "permission denied")
#ifndef EXECLINT_LINT_SOURCE_PROBLEM_H_
#define EXECLINT_LINT_SOURCE_PROBLEM_H_

#include <cstdint>
#include <string>
#include <utility>

#include "lint/source/span.h"

namespace execlint {

struct Problem {
  enum Kind : std::uint8_t {
    kSyntax,   // the text is not what it should be
    kLimit,    // the text is deeper or larger than what is read, or needs more steps than are made
    kUnread,   // a file or folder that could not be read
    kLeftOut,  // sound code that execlint does not read or evaluate: what it means is unknown
  } kind = kSyntax;
  // Of the others: the place; never empty, except at the end of the text.
  Span span = {};
  std::string message = {};  // lower case, no full stop: "`{` is never closed"
  // Of kUnread, and of kLeftOut where that is a whole file: which file or folder, relative to the
  // project.
  std::string path = {};

  static Problem Unread(std::string path, std::string message) {
    return {kUnread, {}, std::move(message), std::move(path)};
  }
};

// Whether input was lost that should have been read: the exit status is 3 if nothing was found in
// the rest. A limit counts too: nobody looked at what is beyond it.
constexpr bool LosesInput(Problem::Kind kind) { return kind != Problem::kLeftOut; }

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_PROBLEM_H_
