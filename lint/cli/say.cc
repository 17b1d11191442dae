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

void Say(std::string_view message) {
  std::string lines;
  do {
    const std::size_t end = std::min(message.find('\n'), message.size());
    lines += "execlint: " + SafeText(message.substr(0, end)) + "\n";
    message.remove_prefix(std::min(end + 1, message.size()));
  } while (!message.empty());
  lines = LogSafe(std::move(lines));
  std::fwrite(lines.data(), 1, lines.size(), stderr);
}

tl::expected<void, Error> PrintOut(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) {
    return {};
  }
  return tl::make_unexpected(Error{Format("standard output: {}", std::strerror(errno))});
}

}  // namespace execlint
