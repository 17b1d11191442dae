// The submodules of a repository that are not checked out, as after a plain `git clone`.
//
//   const MissingSubmodules missing(reader);
//   missing.Around("modules/web")   // `modules`, if `.gitmodules` names it and it is empty
#ifndef EXECLINT_LINT_PROJECT_SUBMODULES_H_
#define EXECLINT_LINT_PROJECT_SUBMODULES_H_

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "lint/source/file_reader.h"

namespace execlint {

class MissingSubmodules {
 public:
  // Reads the `.gitmodules` of the project.
  explicit MissingSubmodules(const FileReader& reader);

  // The one that a path is in, or is.
  std::optional<std::string> Around(std::string_view path) const;

 private:
  std::set<std::string, std::less<>> paths_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_PROJECT_SUBMODULES_H_
