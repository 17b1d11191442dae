// Parts of a path with `/`.
//
//   FolderOf("services/web/main.tf")   // "services/web"; of "main.tf": ""
//   NameOf("services/web/main.tf")     // "main.tf"
#ifndef EXECLINT_LINT_SOURCE_PATH_H_
#define EXECLINT_LINT_SOURCE_PATH_H_

#include <string_view>

namespace execlint {

inline std::string_view FolderOf(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return path.substr(0, slash == path.npos ? 0 : slash);
}

inline std::string_view NameOf(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_PATH_H_
