#include "lint/source/base64.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace execlint {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// The six bits of each letter; of what is no letter, kNone.
constexpr std::uint8_t kNone = 64;
constexpr auto kSixBits = [] {
  std::array<std::uint8_t, 256> bits{};
  bits.fill(kNone);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    bits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return bits;
}();

}  // namespace

std::string EncodeBase64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '=');
  auto to = text.begin();
  for (std::size_t i = 0; i < bytes.size(); i += 3, to += 4) {
    const std::string_view group = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      bits = bits << 8 | (j < group.size() ? static_cast<unsigned char>(group[j]) : 0U);
    }
    for (std::size_t j = 0; j <= group.size(); ++j) {
      to[static_cast<std::ptrdiff_t>(j)] = kAlphabet[bits >> (18 - 6 * j) & 63U];
    }
  }
  return text;
}

std::optional<std::string> DecodeBase64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && text.ends_with('=')) {
    text.remove_suffix(1);
    ++padding;
  }
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    const std::uint8_t six = kSixBits[static_cast<unsigned char>(c)];
    if (six == kNone) return std::nullopt;
    bits = bits << 6 | six;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xFFU);
  }
  return bytes;
}

}  // namespace execlint
