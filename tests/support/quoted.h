// Source text in a test's words.
#ifndef EXECLINT_TESTS_SUPPORT_QUOTED_H_
#define EXECLINT_TESTS_SUPPORT_QUOTED_H_

#include <string>
#include <string_view>

namespace execlint::testing_support {

// In quotes and on one line, with a run of white space as one blank.
inline std::string Quoted(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank || !line.ends_with(' ')) line += blank ? ' ' : c;
  }
  return "'" + line + "'";
}

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_SUPPORT_QUOTED_H_
