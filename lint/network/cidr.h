// IPv4 blocks, as far as routes and security groups need them, and blocks that hold everything.
//
//   ParseCidr("10.0.0.0/16")          // base 10.0.0.0, 16 bits
//   Contains(*ParseCidr("0.0.0.0/0"), *ParseCidr("10.0.0.0/16"))  // true
#ifndef EXECLINT_LINT_NETWORK_CIDR_H_
#define EXECLINT_LINT_NETWORK_CIDR_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace execlint {

struct Cidr {
  std::uint32_t base = 0;  // host bits are zero
  unsigned bits = 0;       // length of the prefix, 0 to 32
  friend bool operator==(const Cidr&, const Cidr&) = default;
};

// Nothing for anything but `a.b.c.d/n`, IPv6 included.
std::optional<Cidr> ParseCidr(std::string_view text);

bool Contains(Cidr outer, Cidr inner);
inline bool Overlap(Cidr a, Cidr b) { return Contains(a, b) || Contains(b, a); }
// Do the blocks together hold all of `inner`? `0.0.0.0/1` and `128.0.0.0/1` hold everything.
bool Cover(const std::vector<Cidr>& outer, Cidr inner);
// The network bits of a block or an address of IPv4 or IPv6, as `0` and `1`: `1` of `8000::/1`.
// Nothing for other text.
std::optional<std::string> NetworkBits(std::string_view text);
// Does every address begin with one of these? Then the blocks hold all addresses of one family,
// which is enough to call AWS from.
bool HoldAllAddresses(std::vector<std::string> bits);
// Wholly within ranges that the internet does not route (RFC 1918, shared address space,
// link-local, loopback).
bool IsPrivate(Cidr cidr);

}  // namespace execlint

#endif  // EXECLINT_LINT_NETWORK_CIDR_H_
