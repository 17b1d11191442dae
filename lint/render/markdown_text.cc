#include "lint/render/markdown_text.h"

#include <algorithm>
#include <cstddef>

#include "lint/render/escape.h"

namespace execlint {
namespace {

// Joins two words: no line is broken there, and nothing is seen.
constexpr std::string_view kJoiner = "\u2060";
constexpr std::string_view kMarkup = "\\`*_[]<>&~|$";
// In front of a letter or digit these refer to something: @user, #12, !34, ~label.
constexpr std::string_view kReferring = "@#!$%&~^";

bool IsWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '"';
}

bool IsWwwBefore(std::string_view text, std::size_t dot) {
  if (dot < 3) return false;
  const std::string_view before = text.substr(dot - 3, 3);
  return std::all_of(before.begin(), before.end(), [](char c) { return c == 'w' || c == 'W'; });
}

// GH-12 refers to an issue.
bool IsGhBefore(std::string_view text, std::size_t dash) {
  return dash >= 2 && (text[dash - 2] == 'G' || text[dash - 2] == 'g') &&
         (text[dash - 1] == 'H' || text[dash - 1] == 'h');
}

std::string Plain(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const std::string_view rest = text.substr(i + 1);
    if (kMarkup.find(c) != kMarkup.npos) plain += '\\';
    if (c == '.' && IsWwwBefore(text, i)) plain += kJoiner;
    plain += c;
    const bool refers =
        (kReferring.find(c) != kReferring.npos || (c == '-' && IsGhBefore(text, i))) &&
        !rest.empty() && IsWord(rest[0]);
    if (refers || (c == ':' && rest.starts_with("//"))) plain += kJoiner;
  }
  return plain;
}

}  // namespace

std::string MarkdownCode(std::string_view text) {
  const std::string safe = SafeText(text);
  if (safe.find_first_not_of(' ') == safe.npos) return "";
  // A fence that is longer than any run of backticks inside.
  std::size_t longest = 0, run = 0;
  for (const char c : safe) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  std::string code = fence;
  if (longest > 0) code += ' ';  // one blank on each side is not shown
  for (const char c : safe) {
    if (c == '|') code += '\\';
    code += c;
  }
  if (longest > 0) code += ' ';
  return code + fence;
}

std::string MarkdownText(std::string_view text) {
  const std::string safe = SafeText(text);
  if (std::count(safe.begin(), safe.end(), '`') % 2 != 0) return Plain(safe);
  std::string out;
  bool code = false;
  for (std::size_t at = 0; at <= safe.size();) {
    const std::size_t end = std::min(safe.find('`', at), safe.size());
    const std::string_view part = std::string_view(safe).substr(at, end - at);
    if (!code) {
      out += Plain(part);
    } else {
      if (out.ends_with('`')) out += ' ';  // two spans in a row would be one
      out += MarkdownCode(part);
    }
    code = !code;
    at = end + 1;
  }
  return out;
}

}  // namespace execlint
