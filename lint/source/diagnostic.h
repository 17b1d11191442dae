// What could not be read of a text, and where.
//
//   Diagnostic{Diagnostic::kSyntax, span, "expected `,` or `}`, found `\"Action\"`"}
#ifndef EXECLINT_LINT_SOURCE_DIAGNOSTIC_H_
#define EXECLINT_LINT_SOURCE_DIAGNOSTIC_H_

#include <cstdint>
#include <string>

#include "lint/source/span.h"

namespace execlint {

struct Diagnostic {
  enum Kind : std::uint8_t {
    kSyntax,  // the text is not what it should be
    kLimit,   // it may be, but it is deeper or larger than what is read
  } kind = kSyntax;
  Span span;            // never empty, except at the end of the text
  std::string message;  // lower case, no full stop: "`{` is never closed"
};

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_DIAGNOSTIC_H_
