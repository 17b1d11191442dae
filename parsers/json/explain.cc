#include "parsers/json/explain.h"

#include <cctype>

#include "lint/source/first_problems.h"
#include "lint/source/format.h"
#include "lint/source/unread_text.h"

namespace execlint::json {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool IsWord(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '+' || c == '-' ||
         c == '.';
}

std::size_t SkipSpace(std::string_view text, std::size_t at) {
  while (at < text.size() && IsSpace(text[at])) ++at;
  return at;
}

// The end of the token at `at` as it is shown: a string, a word, or one character.
std::size_t TokenEnd(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (IsWord(text[at])) {
    while (end < text.size() && IsWord(text[end])) ++end;
  } else if (text[at] == '"') {
    while (end < text.size() && text[end] != '"' && text[end] != '\n') ++end;
    if (end < text.size() && text[end] == '"') ++end;
  } else if (static_cast<unsigned char>(text[at]) >= 0xC0) {
    while (end < text.size() && (text[end] & 0xC0) == 0x80) ++end;
  }
  return end;
}

// The token as a message shows it: what may be a value is only told the kind of.
std::string Shown(std::string_view text, std::size_t at, std::size_t end) {
  constexpr std::size_t kLongest = 40;
  const std::string_view token = text.substr(at, end - at);
  const auto first = static_cast<unsigned char>(token[0]);
  if (first < 0x20 || first == 0x7F || (first >= 0x80 && token.size() == 1)) {
    return Format("byte 0x{:02X}", first);
  }
  if (ShownOfUnread(text, at, end) == token) {
    if (token.size() > kLongest) return Format("`{}...`", token.substr(0, kLongest));
    return Format("`{}`", token);
  }
  if (first == '"') return "a string";
  if (std::isdigit(first) || first == '-' || first == '+') return "a number";
  return IsWord(token[0]) ? "a word without quotes" : "a character that does not belong here";
}

bool IsHex(std::string_view text, std::size_t at) {
  for (std::size_t i = at; i < at + 4; ++i) {
    if (i >= text.size() || !std::isxdigit(static_cast<unsigned char>(text[i]))) return false;
  }
  return true;
}

// What is wrong with the string that begins at `begin`.
Problem ExplainString(FileId file, std::string_view text, std::size_t begin) {
  const auto problem = [file](std::size_t from, std::size_t to, std::string message) {
    return Problem{Problem::kSyntax,
                   {file, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)},
                   std::move(message)};
  };
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') break;
    if (c == '\n' || c == '\r') {
      return problem(begin, i, "string is not closed at the end of the line");
    }
    if (static_cast<unsigned char>(c) < 0x20) {
      return problem(i, i + 1, Format("control character in a string: write it as `\\u{:04x}`", c));
    }
    if (c != '\\') continue;
    const char kind = i + 1 < text.size() ? text[i + 1] : '\0';
    if (kind == 'u' && !IsHex(text, i + 2)) {
      return problem(i, i + 2, "`\\u` needs four hexadecimal digits");
    }
    if (kind != '\0' && std::string_view("\"\\/bfnrtu").find(kind) == std::string_view::npos) {
      const std::size_t stop = IsWord(kind) ? i + 2 : TokenEnd(text, i + 1);
      return problem(i, stop, Format("`{}` is not an escape of JSON", text.substr(i, stop - i)));
    }
    ++i;
  }
  const std::size_t close = text.find('"', begin + 1);
  if (close == std::string_view::npos) return problem(begin, text.size(), "string is never closed");
  return problem(begin, close + 1, "string is not valid UTF-8, or holds half a surrogate pair");
}

std::string_view WhatIsDue(const ReadSoFar& so_far) {
  switch (so_far.what) {
    case ReadSoFar::kNothing:
      return "a value";
    case ReadSoFar::kOpening:
      return so_far.in_map ? "a key in double quotes or `}`" : "a value or `]`";
    case ReadSoFar::kKey:
      return "`:`";
    case ReadSoFar::kValue:
      return so_far.in_map ? "`,` or `}`" : "`,` or `]`";
    case ReadSoFar::kDocument:
      break;
  }
  return "the end of the text";
}

}  // namespace

Problem Explain(FileId file, std::string_view text, const ReadSoFar& so_far, bool secret) {
  std::string_view due = WhatIsDue(so_far);
  bool string_due = so_far.what == ReadSoFar::kNothing || so_far.what == ReadSoFar::kOpening;
  std::size_t at = SkipSpace(text, so_far.end);
  if (at < text.size() && ((so_far.what == ReadSoFar::kKey && text[at] == ':') ||
                           (so_far.what == ReadSoFar::kValue && text[at] == ','))) {
    due = so_far.what == ReadSoFar::kValue && so_far.in_map ? "a key in double quotes" : "a value";
    string_due = true;
    at = SkipSpace(text, at + 1);
  }
  const auto offset = static_cast<std::uint32_t>(at);
  if (at == text.size()) {
    return {Problem::kSyntax, Span::At(file, offset),
            Format("expected {}, but the text ends here", due)};
  }
  if (text[at] == '"' && string_due) return ExplainString(file, text, at);

  const std::size_t end = TokenEnd(text, at);
  const std::string found = Shown(text, at, end);
  const Span span{file, offset, static_cast<std::uint32_t>(end)};
  if (text[at] == '\'') {
    return {Problem::kSyntax, span, "expected double quotes: JSON has no single-quoted strings"};
  }
  if (secret) return {Problem::kSyntax, span, Format("expected {}", due)};
  return {Problem::kSyntax, span, Format("expected {}, found {}", due, found)};
}

Loosened Loosen(FileId file, std::string_view text) {
  Loosened loosened{std::string(text), {}};
  const auto blank = [&](std::size_t begin, std::size_t end, const char* message) {
    for (std::size_t i = begin; i < end; ++i) {
      if (!IsSpace(loosened.text[i])) loosened.text[i] = ' ';
    }
    if (loosened.problems.size() > kMostProblems) return;
    loosened.problems.push_back(
        {Problem::kSyntax,
         {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
         message});
  };
  std::size_t comma = std::string_view::npos;  // the last thing seen was this comma
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    std::size_t end = i + 1;
    if (c == '#' || text.substr(i, 2) == "//" || text.substr(i, 2) == "/*") {
      const bool block = text.substr(i, 2) == "/*";
      end = text.find(block ? "*/" : "\n", i + (block ? 2 : 1));
      end = end == std::string_view::npos ? text.size() : end + (block ? 2 : 0);
      blank(i, end, "comments are not allowed in JSON");
    } else if (c == '"') {
      while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
      end = std::min(end + 1, text.size());
      comma = std::string_view::npos;
    } else if (c == ',') {
      comma = i;
    } else if (!IsSpace(c)) {
      if ((c == ']' || c == '}') && comma != std::string_view::npos) {
        blank(comma, comma + 1,
              c == ']' ? "trailing comma before `]` is not allowed in JSON"
                       : "trailing comma before `}` is not allowed in JSON");
      }
      comma = std::string_view::npos;
    }
    i = end;
  }
  return loosened;
}

}  // namespace execlint::json
