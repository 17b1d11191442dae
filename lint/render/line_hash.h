// GitHub's `primaryLocationLineHash`: what code scanning tells findings apart by when lines move.
//
// The hash of a line is a rolling hash (base 37, 64 bits) over the 100 characters from its start,
// blanks and tabs left out, every line ending one line feed, and U+FFFF behind the end of the file.
// A number behind it counts equal hashes in the file. The hash is computed as GitHub's own
// upload action computes it when a file comes without one, so both name a line alike.
#ifndef EXECLINT_LINT_RENDER_LINE_HASH_H_
#define EXECLINT_LINT_RENDER_LINE_HASH_H_

#include <string>
#include <string_view>
#include <vector>

namespace execlint {

// One for each line: `c129715d7a2bc9a3:1`. A lone carriage return ends a line here, too.
std::vector<std::string> LineHashes(std::string_view text);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_LINE_HASH_H_
