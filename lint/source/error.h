// The one error type of expected results that name no place in a file. Errors inside a file are
// Diagnostics with a span (lint/source/diagnostic.h).
#ifndef EXECLINT_LINT_SOURCE_ERROR_H_
#define EXECLINT_LINT_SOURCE_ERROR_H_

#include <string>

namespace execlint {

struct Error {
  std::string message;  // lower case, no full stop: `cannot open: permission denied`
};

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_ERROR_H_
