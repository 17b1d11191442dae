#include "lint/render/terminal.h"

#include <algorithm>
#include <cstdlib>

#include "lint/source/utf8.h"

namespace execlint {
namespace {

constexpr std::string_view kMask = "***";
constexpr std::string_view kCut = "\u2026";
constexpr std::size_t kTabWidth = 4;
// A line longer than this is cut; so many bytes are kept around the place to show.
constexpr std::uint32_t kLongLine = 240;
constexpr std::uint32_t kBefore = 60;
constexpr std::uint32_t kAfter = 120;

bool TurnsDirection(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

// Appends one character, or what stands for it. Returns the columns it takes.
unsigned AppendSafe(std::string& out, std::string_view text, std::size_t at, const Utf8Char& c) {
  if (c.code < 0x20 || c.code == 0x7F) {  // the pictures of control characters begin at U+2400
    const unsigned picture = c.code == 0x7F ? 0x21 : static_cast<unsigned>(c.code);
    out += "\xE2\x90";
    out += static_cast<char>(0x80 + picture);
    return 1;
  }
  if (!c.valid || (c.code >= 0x80 && c.code < 0xA0) || TurnsDirection(c.code) || c.code == 0x2028 ||
      c.code == 0x2029) {
    out += "\xEF\xBF\xBD";
    return 1;
  }
  out += text.substr(at, c.length);
  return DisplayWidth(c.code);
}

// Moves an offset that may stand inside a character to where the character begins.
std::uint32_t ToCharacter(std::string_view text, std::uint32_t offset) {
  for (int i = 0; i < 3 && offset > 0 && offset < text.size() &&
                  (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80;
       ++i) {
    --offset;
  }
  return offset;
}

}  // namespace

bool ColorWanted(ColorMode mode, bool is_terminal) {
  if (mode != ColorMode::kAuto) return mode == ColorMode::kAlways;
  const char* const no_color = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  const bool dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  return is_terminal && !dumb && (no_color == nullptr || *no_color == '\0');
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

std::string SafeText(std::string_view text) {
  std::string safe;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    if (c.code == '\n' || c.code == '\t') {
      safe += ' ';
    } else if (c.code != '\r') {
      AppendSafe(safe, text, at, c);
    }
    at += c.length;
  }
  return safe;
}

std::string MaskedText(const SourceMap& sources, Span span) {
  std::string masked;
  std::uint32_t at = span.begin;
  for (const Span& secret : sources.secrets(span.file)) {
    if (secret.end <= at) continue;
    if (secret.begin >= span.end) break;
    if (secret.begin > at) masked += sources.Text({span.file, at, secret.begin});
    masked += kMask;
    at = std::min(secret.end, span.end);
  }
  if (at < span.end) masked += sources.Text({span.file, at, span.end});
  return masked;
}

std::size_t ShownLine::ColumnOf(std::uint32_t offset) const {
  if (offset < begin) return 0;
  return columns[std::min<std::size_t>(offset - begin, columns.size() - 1)];
}

ShownLine ShowLine(const SourceMap& sources, Span line, Span focus) {
  const std::string_view file = sources.Text(line.file);
  ShownLine shown;
  std::uint32_t end = line.end;
  shown.begin = line.begin;
  if (line.size() > kLongLine) {
    const std::uint32_t center = std::clamp(focus.begin, line.begin, line.end);
    shown.begin = ToCharacter(file, std::max(line.begin, center - std::min(center, kBefore)));
    end = ToCharacter(file, std::min(line.end, center + kAfter));
  }
  if (shown.begin > line.begin) {
    shown.text += kCut;
    shown.width += 1;
  }
  const std::vector<Span> secrets = sources.secrets(line.file);
  auto secret = secrets.begin();
  for (std::uint32_t at = shown.begin; at < end;) {
    while (secret != secrets.end() && secret->end <= at) ++secret;
    if (secret != secrets.end() && secret->begin <= at) {
      const std::uint32_t past = std::min(secret->end, end);
      shown.columns.insert(shown.columns.end(), past - at, shown.width);
      shown.text += kMask;
      shown.width += kMask.size();
      at = past;
      continue;
    }
    const Utf8Char c = DecodeUtf8(file.substr(0, end), at);
    shown.columns.insert(shown.columns.end(), c.length, shown.width);
    if (c.code == '\t') {
      const std::size_t blanks = kTabWidth - shown.width % kTabWidth;
      shown.text.append(blanks, ' ');
      shown.width += blanks;
    } else {
      shown.width += AppendSafe(shown.text, file, at, c);
    }
    at += static_cast<std::uint32_t>(c.length);
  }
  shown.columns.push_back(shown.width);
  if (end < line.end) {
    shown.text += kCut;
    shown.width += 1;
  }
  return shown;
}

}  // namespace execlint
