// Names, addresses and other texts of the code may be of any length, and a message says them for
// each of many findings. What is too long is cut, and marked by a digest of all of it, so that two
// texts which begin alike stay two:
//
//   Shortened("aaaa...", 160)   // `aaaa... #5f1c9e2a`
#ifndef EXECLINT_LINT_SOURCE_SHORTENED_H_
#define EXECLINT_LINT_SOURCE_SHORTENED_H_

#include <cstddef>
#include <string>

namespace execlint {

// Of a label or key in an address, of an address, and of what else is shown.
inline constexpr std::size_t kLongestLabel = 128, kLongestAddress = 500, kLongestShown = 500;

// At most so many bytes, of which the mark takes 13; a character is never cut.
std::string Shortened(std::string text, std::size_t most);

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_SHORTENED_H_
