#include "lint/cli/say.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>

#include "lint/render/escape.h"

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

}  // namespace execlint
