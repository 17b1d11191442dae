// IPv4 blocks, as far as routes and security groups need them.
//
//   ParseCidr("10.0.0.0/16")          // base 10.0.0.0, 16 bits
//   Contains(*ParseCidr("0.0.0.0/0"), *ParseCidr("10.0.0.0/16"))  // true
#ifndef EXECLINT_LINT_NETWORK_CIDR_H_
#define EXECLINT_LINT_NETWORK_CIDR_H_

#include <cstdint>
#include <optional>
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
// Wholly within ranges that the internet does not route (RFC 1918, shared address space,
// link-local, loopback).
bool IsPrivate(Cidr cidr);

}  // namespace execlint

#endif  // EXECLINT_LINT_NETWORK_CIDR_H_
