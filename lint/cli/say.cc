#include "lint/cli/say.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>

#include "lint/render/escape.h"
#include "lint/source/format.h"

namespace execlint {

std::string MessageLines(std::string_view message) {
  std::string lines, begin = "execlint: ";
  do {
    const std::size_t end = std::min(message.find('\n'), message.size());
    lines += begin + SafeText(message.substr(0, end)) + "\n";
    begin = "execlint:   ";
    message.remove_prefix(std::min(end + 1, message.size()));
  } while (!message.empty());
  return LogSafe(std::move(lines));
}

void Say(std::string_view message) {
  const std::string lines = MessageLines(message);
  std::fwrite(lines.data(), 1, lines.size(), stderr);
}

tl::expected<void, Error> PrintOut(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) {
    return {};
  }
  return tl::make_unexpected(Error{Format("standard output: {}", std::strerror(errno))});
}

}  // namespace execlint
