#include "lint/render/line_hash.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>

#include "lint/source/utf8.h"

namespace execlint {
namespace {

constexpr std::size_t kWindow = 100;
constexpr std::uint64_t kBase = 37;

std::string Hex(std::uint64_t number) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  do {
    hex += kDigits[number & 15];
    number >>= 4;
  } while (number != 0);
  std::reverse(hex.begin(), hex.end());
  return hex;
}

// What is hashed: UTF-16 units without blanks; and where in it each line starts.
struct Units {
  std::vector<std::uint16_t> all;
  std::vector<std::size_t> line_starts;
};

Units Normalised(std::string_view text) {
  Units units;
  bool line_start = true;
  const auto put = [&](char32_t unit) {
    if (line_start) units.line_starts.push_back(units.all.size());
    line_start = unit == '\n';
    units.all.push_back(static_cast<std::uint16_t>(unit));
  };
  bool after_return = false;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    at += c.length;
    const bool second_half = after_return && c.code == '\n';
    after_return = c.code == '\r';
    if (c.code == ' ' || c.code == '\t' || second_half) continue;
    if (c.code == '\r') {
      put('\n');
    } else if (c.code >= 0x10000) {
      put(0xD800 + ((c.code - 0x10000) >> 10));
      put(0xDC00 + ((c.code - 0x10000) & 0x3FF));
    } else {
      put(c.code);
    }
  }
  put(0xFFFF);
  return units;
}

}  // namespace

std::vector<std::string> LineHashes(std::string_view text) {
  const Units units = Normalised(text);
  std::uint64_t leaving = 1;  // the weight of what leaves the window
  for (std::size_t i = 0; i < kWindow; ++i) leaving *= kBase;

  std::vector<std::string> hashes;
  std::map<std::string, unsigned> seen;
  std::uint64_t hash = 0;
  std::size_t line = 0;
  // After step `end`, the hash is that of the window which ends there.
  for (std::size_t end = 0; line < units.line_starts.size(); ++end) {
    const std::uint64_t in = end < units.all.size() ? units.all[end] : 0;
    hash = hash * kBase + in;
    if (end >= kWindow) hash -= leaving * units.all[end - kWindow];
    if (end + 1 == units.line_starts[line] + kWindow) {
      const std::string hex = Hex(hash);
      hashes.push_back(hex + ":" + std::to_string(++seen[hex]));
      ++line;
    }
  }
  return hashes;
}

}  // namespace execlint
