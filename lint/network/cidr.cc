#include "lint/network/cidr.h"

#include <algorithm>
#include <array>
#include <charconv>

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

}  // namespace

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
