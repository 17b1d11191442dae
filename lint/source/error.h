// Why a function could not do what it was called for, where the answer names no place in a file.
// What is wrong inside a file is a Problem (lint/source/problem.h).
#ifndef EXECLINT_LINT_SOURCE_ERROR_H_
#define EXECLINT_LINT_SOURCE_ERROR_H_

#include <string>

namespace execlint {

struct Error {
  std::string message;  // lower case, no full stop: `cannot open: permission denied`
};

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_ERROR_H_
