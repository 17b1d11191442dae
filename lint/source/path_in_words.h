// How messages name a file or folder of the project.
//
//   Format("`web` of {}", PathInWords("orders/prod"))   // "`web` of orders/prod"
#ifndef EXECLINT_LINT_SOURCE_PATH_IN_WORDS_H_
#define EXECLINT_LINT_SOURCE_PATH_IN_WORDS_H_

#include <string>
#include <string_view>

namespace execlint {

// `path` is relative to the project; empty: its root.
std::string PathInWords(std::string_view path);

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_PATH_IN_WORDS_H_
