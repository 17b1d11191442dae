#include "lint/value/characters.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

namespace execlint {
namespace {

struct CodePoint {
  utf8proc_int32_t value = -1;  // -1: a byte that is no UTF-8
  std::size_t size = 1;
};

CodePoint CodePointAt(std::string_view text, std::size_t at) {
  if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80) return {byte, 1};
  CodePoint found;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at;
  const auto size =
      utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &found.value);
  if (size <= 0) return {};
  found.size = static_cast<std::size_t>(size);
  return found;
}

std::string Encoded(utf8proc_int32_t value) {
  utf8proc_uint8_t bytes[4];
  const auto size = utf8proc_encode_char(value, bytes);
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

// Go's normalization puts a mark that joins graphemes behind so many characters that combine with
// the one before, so that what belongs together stays short.
constexpr int kMostCombining = 30;
constexpr std::string_view kJoiner = "\u034F";

std::string WithJoiners(std::string_view text) {
  std::string made;
  int combining = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint one = CodePointAt(text, at);
    const bool combines = one.value >= 0 && utf8proc_get_property(one.value)->combining_class != 0;
    combining = combines ? combining + 1 : 0;
    if (combining > kMostCombining) {
      made += kJoiner;
      combining = 1;
    }
    made += text.substr(at, one.size);
    at += one.size;
  }
  return made;
}

template <class Change>
std::string Changed(std::string_view text, Change change) {
  std::string made;
  made.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint one = CodePointAt(text, at);
    const utf8proc_int32_t changed = one.value < 0 ? -1 : change(one.value);
    if (changed == one.value) {
      made += text.substr(at, one.size);
    } else {
      made += Encoded(changed);
    }
    at += one.size;
  }
  return made;
}

// Letters that Go leaves as they are.
constexpr utf8proc_int32_t kSharpS = 0xDF;

utf8proc_int32_t Upper(utf8proc_int32_t value) {
  return value == kSharpS ? value : utf8proc_toupper(value);
}

bool IsSpace(utf8proc_int32_t value) {
  if (value < 0) return false;
  if (value < 0x80) return std::isspace(static_cast<int>(value)) != 0;
  const utf8proc_category_t category = utf8proc_category(value);
  return value == 0x85 || category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP;
}

// Does a word begin after it?
bool IsSeparator(utf8proc_int32_t value) {
  if (value >= 0 && value < 0x80) return std::isalnum(static_cast<int>(value)) == 0 && value != '_';
  return IsSpace(value);
}

// Is it composed, whatever stands beside it? So are code points below U+0300, where combining
// characters begin, and the punctuation from U+2010 to U+203F (dashes, quotes, `…`). False: perhaps
// it is not.
bool IsSimple(std::string_view text) {
  const auto within = [&](std::size_t at, unsigned char first, unsigned char last) {
    if (at >= text.size()) return false;
    const auto byte = static_cast<unsigned char>(text[at]);
    return byte >= first && byte <= last;
  };
  for (std::size_t at = 0; at < text.size();) {
    if (within(at, 0x00, 0x7F)) {
      at += 1;
    } else if (within(at, 0xC2, 0xCB) && within(at + 1, 0x80, 0xBF)) {
      at += 2;
    } else if (within(at, 0xE2, 0xE2) && within(at + 1, 0x80, 0x80) && within(at + 2, 0x90, 0xBF)) {
      at += 3;
    } else {
      return false;
    }
  }
  return true;
}

template <class Take>
void EachCharacter(std::string_view text, Take take) {
  if (HasPlainBytes(text)) {
    for (std::size_t at = 0; at < text.size(); ++at) take(text.substr(at, 1));
    return;
  }
  utf8proc_int32_t before = -1, state = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint one = CodePointAt(text, at);
    const bool apart =
        one.value < 0 || before < 0 || utf8proc_grapheme_break_stateful(before, one.value, &state);
    if (apart && at > 0) take(text.substr(begin, at - begin));
    if (apart) begin = at;
    if (one.value < 0 || before < 0) state = 0;
    before = one.value;
    at += one.size;
  }
  if (!text.empty()) take(text.substr(begin));
}

}  // namespace

bool IsAscii(std::string_view text) {
  std::size_t at = 0;
  std::array<std::uint64_t, 4> bytes;  // several words in one look: long texts are looked at often
  for (; at + sizeof bytes <= text.size(); at += sizeof bytes) {
    std::memcpy(bytes.data(), text.data() + at, sizeof bytes);
    if (((bytes[0] | bytes[1] | bytes[2] | bytes[3]) & 0x8080808080808080u) != 0) return false;
  }
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
                     [](char c) { return (c & 0x80) == 0; });
}

bool HasPlainBytes(std::string_view text) {
  return IsAscii(text) && text.find('\r') == std::string_view::npos;
}

std::string Composed(std::string_view text) {
  if (IsAscii(text) || IsSimple(text)) return std::string(text);
  const std::string safe = WithJoiners(text);
  utf8proc_uint8_t* made = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(safe.data()),
                   static_cast<utf8proc_ssize_t>(safe.size()), &made,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (size < 0) return std::string(text);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(made, std::free);
  return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(size)};
}

std::vector<std::string_view> Characters(std::string_view text) {
  std::vector<std::string_view> found;
  EachCharacter(text, [&found](std::string_view one) { found.push_back(one); });
  return found;
}

std::size_t CountCharacters(std::string_view text) {
  if (HasPlainBytes(text)) return text.size();
  std::size_t count = 0;
  EachCharacter(text, [&count](std::string_view) { ++count; });
  return count;
}

std::vector<std::string_view> CodePoints(std::string_view text) {
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < text.size();) {
    found.push_back(text.substr(at, CodePointAt(text, at).size));
    at += found.back().size();
  }
  return found;
}

std::string Lowered(std::string_view text) { return Changed(text, utf8proc_tolower); }
std::string Uppered(std::string_view text) { return Changed(text, Upper); }

std::string Titled(std::string_view text) {
  bool start = true;
  return Changed(text, [&start](utf8proc_int32_t value) {
    const bool first = std::exchange(start, IsSeparator(value));
    return first && value != kSharpS ? utf8proc_totitle(value) : value;
  });
}

std::string_view WithoutSpaceAround(std::string_view text) {
  std::size_t begin = 0, end = 0;
  bool any = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint one = CodePointAt(text, at);
    const bool space = IsSpace(one.value);
    if (!space && !any) begin = at;
    any |= !space;
    at += one.size;
    if (!space) end = at;
  }
  return any ? text.substr(begin, end - begin) : std::string_view();
}

}  // namespace execlint
