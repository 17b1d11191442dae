#include "lint/network/cidr.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace execlint {
namespace {

std::uint32_t Mask(unsigned bits) { return bits == 0 ? 0 : ~std::uint32_t{0} << (32 - bits); }

// Takes a decimal number of at most `most` off the front.
std::optional<unsigned> TakeNumber(std::string_view& text, unsigned most) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number > most) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

constexpr std::uint32_t Address(std::uint32_t a, std::uint32_t b) { return a << 24 | b << 16; }

constexpr std::array<Cidr, 6> kPrivate = {{{Address(10, 0), 8},
                                           {Address(172, 16), 12},
                                           {Address(192, 168), 16},
                                           {Address(100, 64), 10},
                                           {Address(169, 254), 16},
                                           {Address(127, 0), 8}}};

std::string BitsOf(std::uint32_t number, unsigned width) {
  std::string bits;
  for (unsigned bit = width; bit-- > 0;) bits += (number >> bit & 1) != 0 ? '1' : '0';
  return bits;
}

// The 128 bits of an IPv6 address without an IPv4 part.
std::optional<std::string> BitsOfIpv6(std::string_view text) {
  std::string front, back;
  std::string* into = &front;
  while (!text.empty()) {
    if (text.starts_with("::")) {
      if (into == &back) return std::nullopt;
      into = &back;
      text.remove_prefix(2);
      continue;
    }
    if (text.starts_with(':') && !into->empty()) text.remove_prefix(1);
    unsigned group = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), group, 16);
    if (error != std::errc{} || group > 0xffff) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    *into += BitsOf(group, 16);
  }
  const std::size_t length = front.size() + back.size();
  if (length > 128 || (length < 128) != (into == &back)) return std::nullopt;
  return front + std::string(128 - length, '0') + back;
}

// Of `bits`, which all are sorted and begin with the same `common` bits.
bool HoldAllBehind(std::span<const std::string> bits, std::size_t common) {
  if (bits.empty()) return false;
  if (bits.front().size() == common) return true;
  const auto ones =
      std::ranges::find_if(bits, [common](const std::string& one) { return one[common] == '1'; });
  return HoldAllBehind({bits.begin(), ones}, common + 1) &&
         HoldAllBehind({ones, bits.end()}, common + 1);
}

}  // namespace

std::optional<std::string> NetworkBits(std::string_view text) {
  const std::size_t slash = text.find('/');
  const bool ipv6 = text.find(':') != std::string_view::npos;
  const unsigned all = ipv6 ? 128 : 32;
  std::string_view length = slash == std::string_view::npos ? "" : text.substr(slash + 1);
  const auto count = slash == std::string_view::npos ? all : TakeNumber(length, all);
  if (!count || !length.empty()) return std::nullopt;
  if (ipv6) {
    const auto bits = BitsOfIpv6(text.substr(0, slash));
    return bits ? std::optional(bits->substr(0, *count)) : std::nullopt;
  }
  const auto cidr = ParseCidr(std::string(text.substr(0, slash)) + "/32");
  return cidr ? std::optional(BitsOf(cidr->base, 32).substr(0, *count)) : std::nullopt;
}

bool HoldAllAddresses(std::vector<std::string> bits) {
  std::ranges::sort(bits);
  return HoldAllBehind(bits, 0);
}

std::optional<Cidr> ParseCidr(std::string_view text) {
  std::uint32_t base = 0;
  for (const char separator : {'.', '.', '.', '/'}) {
    const auto byte = TakeNumber(text, 255);
    if (!byte || !text.starts_with(separator)) return std::nullopt;
    text.remove_prefix(1);
    base = base << 8 | *byte;
  }
  const auto bits = TakeNumber(text, 32);
  if (!bits || !text.empty()) return std::nullopt;
  return Cidr{base & Mask(*bits), *bits};
}

bool Contains(Cidr outer, Cidr inner) {
  return outer.bits <= inner.bits && (inner.base & Mask(outer.bits)) == outer.base;
}

bool Cover(const std::vector<Cidr>& outer, Cidr inner) {
  std::vector<Cidr> within;
  for (const Cidr& one : outer) {
    if (Contains(one, inner)) return true;
    if (Contains(inner, one)) within.push_back(one);
  }
  if (within.size() < 2) return false;
  const unsigned bits = inner.bits + 1;
  return Cover(within, {inner.base, bits}) &&
         Cover(within, {inner.base | std::uint32_t{1} << (32 - bits), bits});
}

bool IsPrivate(Cidr cidr) {
  return std::any_of(kPrivate.begin(), kPrivate.end(),
                     [cidr](Cidr range) { return Contains(range, cidr); });
}

}  // namespace execlint
