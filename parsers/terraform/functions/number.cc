#include <charconv>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "parsers/terraform/functions/function.h"

namespace execlint::terraform {
namespace {

constexpr std::size_t kMaxRange = 1024;  // Terraform's own bound
constexpr std::size_t kDigitsInAStep = 64;

Traced Extreme(Call& call, bool largest) {
  if (call.size() == 0) return call.Fail("there is no argument");
  ExactNumber best = call.ExactAt(0);
  for (std::size_t i = 1; i < call.size(); ++i) {
    const auto order = Compare(call.ExactAt(i), best);
    if (largest ? order > 0 : order < 0) best = call.ExactAt(i);
  }
  return call.Number(best);
}

Traced Max(Call& call) { return Extreme(call, true); }
Traced Min(Call& call) { return Extreme(call, false); }
Traced Ceil(Call& call) { return call.Number(call.store().numbers().Ceiling(call.ExactAt(0))); }
Traced Floor(Call& call) { return call.Number(call.store().numbers().Floor(call.ExactAt(0))); }

Traced Abs(Call& call) {
  const ExactNumber number = call.ExactAt(0);
  return call.Number(IsNegative(number) ? call.store().numbers().Negated(number) : number);
}

Traced Signum(Call& call) {
  const ExactNumber number = call.ExactAt(0);
  if (!IsWhole(number)) return call.Fail("the number is not whole");
  constexpr double kMost = 9e18;  // Terraform wants 64 bits
  if (std::abs(number.plain) > kMost) return call.Unknown();
  return call.Number(number.plain > 0 ? 1 : number.plain < 0 ? -1 : 0);
}

// Terraform computes these two with doubles, as Go does. What Go's library and this one may round
// apart is not known.
Traced OfDoubles(Call& call, double result) {
  if (std::isnan(result)) return call.Fail("there is no such number");
  const bool minus_zero = result == 0 && std::signbit(result);  // is written as one
  const auto precision =
      minus_zero ? ExactNumber::Precision::kFull : ExactNumber::Precision::kDouble;
  return call.Number(ExactNumber{.plain = result, .precision = precision});
}

// Go's way to a whole power (math.Pow), whose steps are rounded one by one.
double WholePower(double base, double power) {
  int exponent = 0, made_exponent = 0;
  double made = 1, square = std::frexp(base, &exponent);
  for (auto left = static_cast<std::int64_t>(std::abs(power)); left != 0; left >>= 1) {
    if (std::abs(exponent) > 1 << 12) {
      made_exponent += exponent;
      break;
    }
    if ((left & 1) == 1) {
      made *= square;
      made_exponent += exponent;
    }
    square *= square;
    exponent <<= 1;
    if (square < .5) {
      square += square;
      --exponent;
    }
  }
  if (power < 0) {
    made = 1 / made;
    made_exponent = -made_exponent;
  }
  return std::ldexp(made, made_exponent);
}

Traced Pow(Call& call) {
  const double base = call.NumberAt(0), power = call.NumberAt(1);
  constexpr double kMost = 1 << 30;
  const bool plain = std::isfinite(base) && base != 0 && std::isfinite(power);
  if (power == 0 || base == 1) return call.Number(ExactNumber{.plain = 1});
  if (power == 1) return OfDoubles(call, base);
  if (plain && power == 0.5) return OfDoubles(call, std::sqrt(base));
  if (plain && std::trunc(power) == power && std::abs(power) < kMost) {
    return OfDoubles(call, WholePower(base, power));
  }
  const double result = std::pow(base, power);
  return plain && !std::isnan(result) ? call.Unknown() : OfDoubles(call, result);
}

// The natural logarithm as Go has it (math.Log).
double GoLog(double x) {
  constexpr double kLn2High = 6.93147180369123816490e-01, kLn2Low = 1.90821492927058770002e-10;
  constexpr double kFactors[] = {6.666666666666735130e-01, 3.999999999940941908e-01,
                                 2.857142874366239149e-01, 2.222219843214978396e-01,
                                 1.818357216161805012e-01, 1.531383769920937332e-01,
                                 1.479819860511658591e-01};
  if (!(x > 0) || std::isinf(x)) return std::log(x);
  int exponent = 0;
  double fraction = std::frexp(x, &exponent);
  if (fraction < std::numbers::sqrt2 / 2) {
    fraction *= 2;
    --exponent;
  }
  const double f = fraction - 1, k = exponent;
  const double s = f / (2 + f), s2 = s * s, s4 = s2 * s2;
  const auto& l = kFactors;
  const double t1 = s2 * (l[0] + s4 * (l[2] + s4 * (l[4] + s4 * l[6])));
  const double t2 = s4 * (l[1] + s4 * (l[3] + s4 * l[5]));
  const double r = t1 + t2, half = 0.5 * f * f;
  return k * kLn2High - ((half - (s * (half + r) + k * kLn2Low)) - f);
}

Traced Log(Call& call) {
  return OfDoubles(call, GoLog(call.NumberAt(0)) / GoLog(call.NumberAt(1)));
}

Traced Sum(Call& call) {
  if (call[0].count == 0) return call.Fail("the list is empty");
  std::optional<ExactNumber> sum;
  for (const Traced& item : call[0].items()) {
    const auto number = ToNumberValue(call, item);
    if (!number || (*number)->is_null()) return call.Fail("an element is not a number");
    if ((*number)->is_unknown()) return call.Unknown();
    const ExactNumber next = (*number)->exact_number();
    sum = sum ? call.store().numbers().Add(*sum, next) : next;
    if (!sum || !call.host.Spend(1)) return call.Limit();
  }
  return call.Number(sum);
}

Traced Range(Call& call) {
  if (call.size() > 3) return call.Fail("wrong number of arguments");
  const ExactNumber from = call.size() == 1 ? WholeNumber(0) : call.ExactAt(0);
  const ExactNumber to = call.ExactAt(call.size() == 1 ? 0 : 1);
  const ExactNumber step = call.size() == 3        ? call.ExactAt(2)
                           : Compare(to, from) < 0 ? WholeNumber(-1)
                                                   : WholeNumber(1);
  const bool down = Compare(step, {}) < 0;
  if (down ? Compare(to, from) > 0 : Compare(to, from) < 0) {
    return call.Fail("the step leads nowhere");
  }
  std::vector<Traced> numbers;
  for (std::optional<ExactNumber> next = from;;) {
    if (down ? Compare(*next, to) <= 0 : Compare(*next, to) >= 0) break;
    if (numbers.size() >= kMaxRange) return call.Fail("more than 1024 values");
    numbers.push_back(call.Number(next));
    next = call.store().numbers().Add(*next, step);
    if (!next || !call.host.Spend(1)) return call.Limit();
  }
  return call.List(numbers, nullptr, Shape::kList);
}

Traced ParseInt(Call& call) {
  const auto base = ToInteger(call.ExactAt(1));
  if (!base || *base < 2 || *base > 62) return call.Fail("the base is not between 2 and 62");
  const std::string text = call.TextAt(0);
  if (!call.host.Spend(text.size() / kDigitsInAStep)) return call.Limit();
  auto out = BigNumbers::Out::kNotANumber;
  const auto number = call.store().numbers().ParseWhole(text, static_cast<int>(*base), &out);
  if (!number && out == BigNumbers::Out::kNotANumber) {
    return call.Fail("not a number in that base");
  }
  return call.Number(number);
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
  const auto read = std::from_chars(text.data() + at, text.data() + text.size(), block.prefix);
  const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  if (!whole || block.prefix < 0 || block.prefix > 32) return std::nullopt;
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
    {"pow", "nn", Pow},
    {"log", "nn", Log},
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
