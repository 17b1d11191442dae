// Numbers and lists in English.
#ifndef EXECLINT_LINT_RENDER_WORDS_H_
#define EXECLINT_LINT_RENDER_WORDS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace execlint {

// `1 error`, `2 errors`.
std::string Counted(std::size_t count, std::string_view one, std::string_view many);

// `a, b and c` with " and " as the last separator.
std::string Joined(const std::vector<std::string>& phrases, std::string_view last,
                   std::string_view between = ", ");

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_WORDS_H_
