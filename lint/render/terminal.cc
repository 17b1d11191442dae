#include "lint/render/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace execlint {
namespace {

constexpr std::size_t kLeastWidth = 40;

// The value of an environment variable; empty if it is not set.
std::string_view EnvironmentValue(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

bool IsDumb() {
  const std::string_view terminal = EnvironmentValue("TERM");
  return terminal.empty() || terminal == "dumb";
}

bool SpeaksUtf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    std::string value(EnvironmentValue(name));
    if (value.empty()) continue;
    std::transform(value.begin(), value.end(), value.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return value.find("utf-8") != value.npos || value.find("utf8") != value.npos;
  }
  return false;
}

std::size_t WidthOf(int descriptor, bool is_terminal) {
  const std::string_view given = EnvironmentValue("COLUMNS");
  std::size_t width = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), width);
  if (error != std::errc() || end != given.data() + given.size()) width = 0;
  winsize size{};
  if (width == 0 && is_terminal && ioctl(descriptor, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  return width == 0 ? 0 : std::max(width, kLeastWidth);
}

}  // namespace

bool ColorWanted(ColorMode mode, bool is_terminal) {
  if (mode != ColorMode::kAuto) return mode == ColorMode::kAlways;
  if (!EnvironmentValue("NO_COLOR").empty()) return false;
  const std::string_view force = EnvironmentValue("FORCE_COLOR");
  if (!force.empty() && force != "0") return true;
  return is_terminal && !IsDumb();
}

Screen ScreenOf(ColorMode mode, int descriptor) {
  const bool is_terminal = descriptor >= 0 && isatty(descriptor) == 1;
  const bool colored = ColorWanted(mode, is_terminal);
  return {.colored = colored,
          .links = colored && is_terminal && !IsDumb(),
          .ascii = !SpeaksUtf8(),
          .width = WidthOf(descriptor, is_terminal)};
}

std::string Ink::Paint(Tint tint, std::string_view text) const {
  if (!colored_ || text.empty()) return std::string(text);
  const char* code = "";
  switch (tint) {
    case Tint::kError:
      code = "1;91";
      break;
    case Tint::kWarning:
      code = "1;93";
      break;
    case Tint::kNote:
      code = "1;96";
      break;
    case Tint::kGood:
      code = "92";
      break;
    case Tint::kRelated:
    case Tint::kGutter:
      code = "94";
      break;
    case Tint::kStrong:
      code = "1";
      break;
    case Tint::kFaint:
      code = "2";
      break;
  }
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::string Hyperlink(std::string_view url, std::string_view text) {
  const std::string open = "\x1b]8;;";
  return open + std::string(url) + "\x1b\\" + std::string(text) + open + "\x1b\\";
}

}  // namespace execlint
