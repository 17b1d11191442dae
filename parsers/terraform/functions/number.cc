#include <algorithm>
#include <cmath>
#include <cstdint>

#include "parsers/terraform/functions/function.h"

namespace execlint::terraform {
namespace {

constexpr double kMaxRange = 1024;                   // Terraform's own bound
constexpr double kExactIntegers = 9007199254740992;  // 2^53: beyond, a double skips some

Traced Extreme(Call& call, bool largest) {
  if (call.size() == 0) return call.Fail("there is no argument");
  double best = call.NumberAt(0);
  for (std::size_t i = 1; i < call.size(); ++i) {
    best = largest ? std::max(best, call.NumberAt(i)) : std::min(best, call.NumberAt(i));
  }
  return call.Number(best);
}

Traced Max(Call& call) { return Extreme(call, true); }
Traced Min(Call& call) { return Extreme(call, false); }
Traced Abs(Call& call) { return call.Number(std::abs(call.NumberAt(0))); }
Traced Ceil(Call& call) { return call.Number(std::ceil(call.NumberAt(0))); }
Traced Floor(Call& call) { return call.Number(std::floor(call.NumberAt(0))); }
Traced Signum(Call& call) {
  const double number = call.NumberAt(0);
  return call.Number(number > 0 ? 1 : number < 0 ? -1 : 0);
}

Traced Sum(Call& call) {
  if (call[0].count == 0) return call.Fail("the list is empty");
  double sum = 0;
  for (const Traced& item : call[0].items()) {
    const auto number = ToNumberValue(call, item);
    if (!number || (*number)->is_null()) return call.Fail("an element is not a number");
    if ((*number)->is_unknown()) return call.Unknown();
    sum += (*number)->number();
  }
  return call.Number(sum);
}

Traced Range(Call& call) {
  const double from = call.size() == 1 ? 0 : call.NumberAt(0);
  const double to = call.NumberAt(call.size() == 1 ? 0 : 1);
  const double step = call.size() == 3 ? call.NumberAt(2) : from <= to ? 1 : -1;
  if (step == 0 || (step > 0 && from > to) || (step < 0 && from < to)) {
    return call.Fail("the step leads nowhere");
  }
  const double count = std::ceil(std::abs((to - from) / step));
  if (count > kMaxRange) return call.Fail("more than 1024 values");
  if (std::max(std::abs(from), std::abs(to)) > kExactIntegers) return call.Limit();
  std::vector<Traced> numbers;
  for (double i = 0; i < count; ++i) numbers.push_back(call.Number(from + i * step));
  return call.List(numbers);
}

Traced ParseInt(Call& call) {
  const double base = call.NumberAt(1);
  std::string text = call.TextAt(0);
  if (base < 2 || base > 36 || text.empty() || text.size() > 12) return call.Unknown();
  const bool negative = text[0] == '-';
  std::int64_t number = 0;
  for (const char c : std::string_view(text).substr(negative ? 1 : 0)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'z' ? c - 'a' + 10
                      : c >= 'A' && c <= 'Z' ? c - 'A' + 10
                                             : 99;
    if (digit >= base) return call.Fail("not a number in that base");
    number = number * static_cast<int>(base) + digit;
    if (number > (std::int64_t{1} << 52)) return call.Unknown();
  }
  return call.Number(static_cast<double>(negative ? -number : number));
}

// ---- IPv4 address blocks

struct Block {
  std::uint32_t address = 0;
  int prefix = 0;
};

std::optional<Block> ParseBlock(std::string_view text) {
  Block block;
  std::size_t at = 0;
  for (int part = 0; part < 4; ++part) {
    int number = 0, digits = 0;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9' && digits < 4) {
      number = number * 10 + (text[at++] - '0');
      ++digits;
    }
    if (digits == 0 || digits > 3 || number > 255) return std::nullopt;
    block.address = block.address << 8 | static_cast<std::uint32_t>(number);
    if (at >= text.size() || text[at] != (part == 3 ? '/' : '.')) return std::nullopt;
    ++at;
  }
  const auto prefix = ParseNumber(text.substr(at));
  if (!prefix || *prefix < 0 || *prefix > 32 || std::floor(*prefix) != *prefix) {
    return std::nullopt;
  }
  block.prefix = static_cast<int>(*prefix);
  if (block.prefix < 32) block.address &= ~(0xFFFFFFFFu >> block.prefix);
  return block;
}

std::string Address(std::uint32_t address) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) {
    text += std::to_string(address >> shift & 255);
    if (shift > 0) text += '.';
  }
  return text;
}

// The `number`-th block of `bits` more bits; nothing where it does not fit.
std::optional<std::string> Subnet(const Block& block, double bits, double number) {
  const double prefix = block.prefix + bits;
  if (bits < 0 || prefix > 32 || number < 0 || number >= std::exp2(bits)) return std::nullopt;
  const auto offset = static_cast<std::uint64_t>(number) << (32 - static_cast<int>(prefix));
  return Address(block.address + static_cast<std::uint32_t>(offset)) + "/" +
         std::to_string(static_cast<int>(prefix));
}

Traced CidrSubnet(Call& call) {
  const std::string text = call.TextAt(0);
  if (text.find(':') != std::string::npos) return call.Unknown();
  const auto block = ParseBlock(text);
  if (!block) return call.Fail("not an address block");
  const auto made = Subnet(*block, call.NumberAt(1), call.NumberAt(2));
  return made ? call.String(*made) : call.Fail("the block does not fit");
}

Traced CidrSubnets(Call& call) {
  const std::string text = call.TextAt(0);
  if (text.find(':') != std::string::npos) return call.Unknown();
  const auto block = ParseBlock(text);
  if (!block) return call.Fail("not an address block");
  std::vector<Traced> made;
  std::uint64_t next = block->address;
  const std::uint64_t end = block->address + (std::uint64_t{1} << (32 - block->prefix));
  for (std::size_t i = 1; i < call.size(); ++i) {
    const double bits = call.NumberAt(i);
    if (bits < 1 || block->prefix + bits > 32) return call.Fail("the block does not fit");
    const int prefix = block->prefix + static_cast<int>(bits);
    const std::uint64_t size = std::uint64_t{1} << (32 - prefix);
    next = (next + size - 1) / size * size;
    if (next + size > end) return call.Fail("the block does not fit");
    made.push_back(
        call.String(Address(static_cast<std::uint32_t>(next)) + "/" + std::to_string(prefix)));
    next += size;
  }
  return call.List(made);
}

Traced CidrHost(Call& call) {
  const std::string text = call.TextAt(0);
  if (text.find(':') != std::string::npos) return call.Unknown();
  const auto block = ParseBlock(text);
  if (!block) return call.Fail("not an address block");
  const double size = std::exp2(32 - block->prefix);
  double number = call.NumberAt(1);
  if (number < 0) number += size;
  if (number < 0 || number >= size) return call.Fail("the host does not fit");
  return call.String(Address(block->address + static_cast<std::uint32_t>(number)));
}

constexpr Function kNumberFunctions[] = {
    {"max", "n*", Max},
    {"min", "n*", Min},
    {"abs", "n", Abs},
    {"ceil", "n", Ceil},
    {"floor", "n", Floor},
    {"signum", "n", Signum},
    {"sum", "l", Sum},
    {"range", "nn*", Range},
    {"parseint", "sn", ParseInt},
    {"cidrsubnet", "snn", CidrSubnet},
    {"cidrsubnets", "sn*", CidrSubnets},
    {"cidrhost", "sn", CidrHost},
};

}  // namespace

std::span<const Function> NumberFunctions() { return kNumberFunctions; }

}  // namespace execlint::terraform
