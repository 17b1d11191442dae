// The one file that compiles the fmt library (Debian has no static library of it).
#define FMT_HEADER_ONLY 1
#include "lint/source/format.h"

#include <fmt/format.h>

namespace execlint {

std::string FormatArguments(fmt::string_view pattern, fmt::format_args arguments) {
  return fmt::vformat(pattern, arguments);
}

}  // namespace execlint
