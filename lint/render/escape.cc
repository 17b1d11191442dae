#include "lint/render/escape.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "lint/source/format.h"
#include "lint/source/utf8.h"

namespace execlint {
namespace {

struct CodeRange {
  char32_t first, last;
};

constexpr bool In(const CodeRange& range, char32_t c) {
  return c >= range.first && c <= range.last;
}

// Characters that are not seen, or that change how others are shown: controls of the second block,
// soft hyphen, marks of direction, joiners and blanks without width, line and paragraph separators,
// invisible operators, annotations, tags, and the variation selectors that no emoji has: each
// stands for a byte of a text that nobody sees.
constexpr CodeRange kUnseen[] = {
    {0x80, 0x9F},       {0xAD, 0xAD},       {0x34F, 0x34F},     {0x61C, 0x61C},
    {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x200B, 0x200F},
    {0x2028, 0x202E},   {0x2060, 0x206F},   {0x2800, 0x2800},   {0x3164, 0x3164},
    {0xFE00, 0xFE0D},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF9, 0xFFFC},
    {0x13430, 0x1345F}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}};

bool IsUnseen(char32_t c) {
  return std::any_of(std::begin(kUnseen), std::end(kUnseen),
                     [c](const CodeRange& range) { return In(range, c); });
}

// What .NET, in which GitHub's runner is written, takes away from the beginning of a line.
bool IsTrimmed(char32_t c) {
  constexpr CodeRange kSpaces[] = {
      {0x09, 0x0D},     {0x20, 0x20},     {0x85, 0x85},     {0xA0, 0xA0},     {0x1680, 0x1680},
      {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}};
  return std::any_of(std::begin(kSpaces), std::end(kSpaces),
                     [c](const CodeRange& range) { return In(range, c); });
}

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Does the bracket at `at` open a command, as in `##[group]` or `##vso[task]`?
bool OpensCommand(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 32;
  if (text[at] != '[') return false;
  std::size_t word = at;
  while (word > 0 && at - word < kLongest && IsLetter(text[word - 1])) --word;
  return word >= 2 && text[word - 1] == '#' && text[word - 2] == '#';
}

void AppendUtf16(std::uint32_t code, std::string& out) {
  if (code >= 0x10000) {
    AppendUtf16(0xD800 + ((code - 0x10000) >> 10), out);
    code = 0xDC00 + ((code - 0x10000) & 0x3FF);
  }
  out += Format("\\u{:04x}", code);
}

}  // namespace

// ---- for people

SafeChar SafeCharAt(std::string_view text, std::size_t at) {
  const Utf8Char c = DecodeUtf8(text, at);
  if (c.code < 0x20 || c.code == 0x7F) {  // the pictures of control characters begin at U+2400
    const unsigned picture = c.code == 0x7F ? 0x21 : static_cast<unsigned>(c.code);
    return {std::string("\xE2\x90") + static_cast<char>(0x80 + picture), 1, c.length};
  }
  if (!c.valid) return {"\xEF\xBF\xBD", 1, c.length};
  if (IsUnseen(c.code)) {
    std::string shown = Format("<U+{:04X}>", static_cast<std::uint32_t>(c.code));
    const auto width = static_cast<unsigned>(shown.size());
    return {std::move(shown), width, c.length};
  }
  return {std::string(text.substr(at, c.length)), DisplayWidth(c.code), c.length};
}

std::string SafeText(std::string_view text) {
  std::string safe;
  for (std::size_t at = 0; at < text.size();) {
    const SafeChar c = SafeCharAt(text, at);
    const bool of_line_end = text.substr(at).starts_with("\r\n");
    if (text[at] == '\n' || text[at] == '\t') {
      safe += ' ';
    } else if (!of_line_end) {
      safe += c.text;
    }
    at += c.length;
  }
  return safe;
}

std::string LogSafe(std::string text) {
  std::string safe;
  std::size_t copied = 0;
  const auto put_blank = [&](std::size_t at) {
    safe.append(text, copied, at - copied);
    safe += ' ';
    copied = at;
  };
  std::size_t hashes = text.find("##");
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    std::size_t first = line;
    while (first < end) {
      const Utf8Char c = DecodeUtf8(text, first);
      if (!c.valid || !IsTrimmed(c.code)) break;
      first += c.length;
    }
    // `::: path` in front of an excerpt is no command: none has a name that begins with a colon.
    const std::string_view rest = std::string_view(text).substr(first);
    if (rest.starts_with("::") && !rest.starts_with("::: ")) put_blank(first + 1);
    for (; hashes < end; hashes = text.find("##", hashes + 1)) {
      std::size_t bracket = hashes + 2;
      while (bracket < end && IsLetter(text[bracket])) ++bracket;
      if (bracket < end && OpensCommand(text, bracket)) put_blank(bracket);
    }
    line = end + 1;
  }
  if (copied == 0) return text;
  return safe.append(text, copied);
}

// ---- for programs

void AppendJson(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    if (!c.valid) {
      out += "\xEF\xBF\xBD";
    } else if (c.code == '"' || c.code == '\\') {
      out += '\\';
      out += static_cast<char>(c.code);
    } else if (c.code == '\n') {
      out += "\\n";
    } else if (c.code == '\r') {
      out += "\\r";
    } else if (c.code == '\t') {
      out += "\\t";
    } else if (c.code < 0x20 || c.code == 0x7F || OpensCommand(text, at) ||
               (c.code >= 0x80 && IsUnseen(c.code))) {
      AppendUtf16(static_cast<std::uint32_t>(c.code), out);
    } else {
      out += text.substr(at, c.length);
    }
    at += c.length;
  }
}

std::string XmlText(std::string_view text) {
  std::string escaped;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    if (c.code == '&') {
      escaped += "&amp;";
    } else if (c.code == '<') {
      escaped += "&lt;";
    } else if (c.code == '>') {
      escaped += "&gt;";
    } else if (c.code == '"') {
      escaped += "&quot;";
    } else if (OpensCommand(text, at)) {
      escaped += "&#91;";
    } else if (!c.valid || c.code == 0xFFFE || c.code == 0xFFFF) {  // no characters of XML
      escaped += "\uFFFD";
    } else {
      escaped += text.substr(at, c.length);
    }
    at += c.length;
  }
  return escaped;
}

std::string SarifText(std::string_view text) {
  std::string plain;
  for (const char c : SafeText(text)) {
    if (c == '[' || c == ']' || c == '\\') plain += '\\';
    plain += c;
  }
  return plain;
}

std::string PathToUri(std::string_view path) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string uri;
  for (const char c : path) {
    if (kPlain.find(c) != kPlain.npos) {
      uri += c;
    } else {
      uri += Format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return uri;
}

std::string WorkflowData(std::string_view text) {
  std::string escaped;
  for (std::size_t at = 0; at < text.size();) {
    const SafeChar c = SafeCharAt(text, at);
    if (text[at] == '%') {
      escaped += "%25";
    } else if (text[at] == '\r') {
      escaped += "%0D";
    } else if (text[at] == '\n') {
      escaped += "%0A";
    } else {
      escaped += c.text;
    }
    at += c.length;
  }
  return escaped;
}

std::string WorkflowProperty(std::string_view text) {
  std::string escaped;
  for (const char c : WorkflowData(text)) {
    if (c == ':') {
      escaped += "%3A";
    } else if (c == ',') {
      escaped += "%2C";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace execlint
