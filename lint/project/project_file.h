// A file of the project that was read before anything is parsed.
#ifndef EXECLINT_LINT_PROJECT_PROJECT_FILE_H_
#define EXECLINT_LINT_PROJECT_PROJECT_FILE_H_

#include <string>

#include "lint/source/span.h"

namespace execlint {

struct ProjectFile {
  std::string path = {};  // relative to the project
  FileId id = FileId::kNone;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_PROJECT_PROJECT_FILE_H_
