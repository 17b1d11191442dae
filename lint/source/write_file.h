// WriteFile replaces a file in one step: readers see the old bytes or the new ones, never a part.
//
//   if (const auto written = WriteFile("out/execlint.sarif", bytes); !written) {
//     Say(written.error().message);   // out/execlint.sarif: no such folder
//   }
//
// The bytes go to a new file in the same folder, which then takes the name. A symbolic link is not
// followed, and not replaced: a repository could lead the output anywhere with one. The folders on
// the way may be links. A terminal or a pipe (`/dev/null`, `/dev/fd/63`) is written to as it is. A
// file that is replaced keeps its permissions, and one that may not be written is not replaced. On
// a full disk, or when a signal ends the program, the old file is there as it was, and no part of a
// new one.
#ifndef EXECLINT_LINT_SOURCE_WRITE_FILE_H_
#define EXECLINT_LINT_SOURCE_WRITE_FILE_H_

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "lint/source/error.h"

namespace execlint {

// `path` is that of a file on the disk, relative to the current folder. Error: the path as it was
// given, and why it cannot be written. In that case, what was there is as it was.
tl::expected<void, Error> WriteFile(const std::string& path, std::string_view bytes);

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_WRITE_FILE_H_
