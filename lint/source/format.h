// Text from a pattern, checked by the compiler:
//
//   Format("{} in {} files", 3, 12)        // "3 in 12 files"
//   Format("byte 0x{:02X}", 0xA)           // "byte 0x0A"
//
// This is fmt::format, whose implementation is compiled once, in format.cc: a file that includes
// <fmt/format.h> takes three times as long to compile. Patterns are those of the fmt library.
#ifndef EXECLINT_LINT_SOURCE_FORMAT_H_
#define EXECLINT_LINT_SOURCE_FORMAT_H_

#include <fmt/core.h>

#include <string>
#include <utility>

namespace execlint {

std::string FormatArguments(fmt::string_view pattern, fmt::format_args arguments);

template <class... T>
std::string Format(fmt::format_string<T...> pattern, T&&... arguments) {
  return FormatArguments(pattern, fmt::make_format_args(arguments...));
}

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_FORMAT_H_
