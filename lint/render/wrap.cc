#include "lint/render/wrap.h"

#include <algorithm>

#include "lint/render/shown_line.h"
#include "lint/source/utf8.h"

namespace execlint {
namespace {

constexpr std::string_view kColorOff = "\x1b[0m";

// The length of the escape sequence that begins at `at`: of a color, or of a link.
std::size_t EscapeLength(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  const bool link = rest.starts_with("\x1b]");
  const std::size_t end = link ? rest.find("\x1b\\", 2) : rest.find('m');
  return end == rest.npos ? rest.size() : end + (link ? 2 : 1);
}

// The longest start of the text that takes no more columns than that.
std::string_view Start(std::string_view text, std::size_t columns) {
  std::size_t used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const Utf8Char c = DecodeUtf8(text, at);
    used += DisplayWidth(c.code);
    if (used > columns) break;
    at += c.length;
  }
  return text.substr(0, at);
}

// The longest end of it.
std::string_view End(std::string_view text, std::size_t columns) {
  std::size_t left = ColumnsOf(text);
  std::size_t at = 0;
  while (left > columns) {
    const Utf8Char c = DecodeUtf8(text, at);
    left -= DisplayWidth(c.code);
    at += c.length;
  }
  return text.substr(at);
}

// The color that is on behind the text, if one was before it.
std::string_view ColorBehind(std::string_view text, std::string_view before) {
  std::string_view color = before;
  for (std::size_t at = text.find("\x1b["); at != text.npos; at = text.find("\x1b[", at + 1)) {
    color = text.substr(at, EscapeLength(text, at));
  }
  return color == kColorOff ? std::string_view() : color;
}

}  // namespace

std::size_t ColumnsOf(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\x1b') {
      at += EscapeLength(text, at);
      continue;
    }
    const Utf8Char c = DecodeUtf8(text, at);
    columns += DisplayWidth(c.code);
    at += c.length;
  }
  return columns;
}

std::string Wrap(std::string_view text, const WrapAt& at) {
  if (at.width == 0) return std::string(text);
  std::string wrapped;
  std::string_view color;
  std::size_t column = at.used;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t word = std::min(text.find_first_not_of(' ', begin), text.size());
    const std::size_t end = std::min(text.find(' ', word), text.size());
    const std::size_t columns = ColumnsOf(text.substr(word, end - word));
    const std::size_t blanks = word - begin;
    if (begin > 0 && column + blanks + columns > at.width && word < end) {
      // Colors end with their line: a pager shows lines one by one.
      if (!color.empty()) wrapped += kColorOff;
      wrapped += "\n" + std::string(at.indent, ' ') + std::string(color);
      column = at.indent + columns;
    } else {
      wrapped.append(blanks, ' ');
      column += blanks + columns;
    }
    wrapped += text.substr(word, end - word);
    color = ColorBehind(text.substr(word, end - word), color);
    begin = end;
  }
  return wrapped;
}

std::string CutEnd(std::string_view text, std::size_t columns, bool ascii) {
  if (columns == 0 || ColumnsOf(text) <= columns) return std::string(text);
  const std::string_view ellipsis = Ellipsis(ascii);
  const std::size_t rest = columns - std::min(columns, ColumnsOf(ellipsis));
  return std::string(Start(text, rest)) + std::string(ellipsis);
}

std::string CutMiddle(std::string_view text, std::size_t columns, bool ascii) {
  if (columns == 0 || ColumnsOf(text) <= columns) return std::string(text);
  const std::string_view ellipsis = Ellipsis(ascii);
  const std::size_t rest = columns - std::min(columns, ColumnsOf(ellipsis));
  return std::string(Start(text, rest - rest / 2)) + std::string(ellipsis) +
         std::string(End(text, rest / 2));
}

}  // namespace execlint
