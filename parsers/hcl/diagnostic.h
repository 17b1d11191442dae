// What could not be read of an HCL file, and where.
#ifndef EXECLINT_PARSERS_HCL_DIAGNOSTIC_H_
#define EXECLINT_PARSERS_HCL_DIAGNOSTIC_H_

#include <cstdint>
#include <string>

#include "lint/source/span.h"

namespace execlint::hcl {

struct Diagnostic {
  enum Kind : std::uint8_t {
    kSyntax,  // the text is not HCL
    kLimit,   // it may be, but it is deeper or larger than what is read
  } kind = kSyntax;
  Span span;            // never empty, except at the end of the file
  std::string message;  // lower case, no full stop: "`{` is never closed"
};

}  // namespace execlint::hcl

#endif  // EXECLINT_PARSERS_HCL_DIAGNOSTIC_H_
