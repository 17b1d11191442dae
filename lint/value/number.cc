#include "lint/value/number.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <deque>
#include <limits>
#include <utility>

#include "lint/value/big_number.h"

namespace execlint {
namespace {

using Precision = ExactNumber::Precision;

constexpr int kFullBits = 512, kWholeBits = 64;

int PrecisionOf(const ExactNumber& number) {
  switch (number.precision) {
    case Precision::kDouble:
      return kDoubleBits;
    case Precision::kWhole:
      return kWholeBits;
    case Precision::kFull:
      return kFullBits;
    case Precision::kBig:
      break;
  }
  return number.big->precision;
}

void DropZeros(BigNumber& number) {
  if (number.mantissa == 0) {
    number.exponent = 0;
    return;
  }
  const auto zeros = static_cast<int>(boost::multiprecision::lsb(number.mantissa));
  number.mantissa >>= zeros;
  number.exponent += zeros;
}

// Rounds to the nearest number of that precision; of two, to the even one.
void Round(BigNumber& number, int precision) {
  number.precision = precision;
  const int excess = Bits(number.mantissa) - precision;
  if (excess > 0) {
    const auto last = static_cast<unsigned>(excess);
    const bool half = bit_test(number.mantissa, last - 1);
    const bool more = boost::multiprecision::lsb(number.mantissa) < last - 1;
    const bool odd = bit_test(number.mantissa, last);
    number.mantissa >>= excess;
    number.exponent += excess;
    if (half && (more || odd)) ++number.mantissa;
  }
  DropZeros(number);
}

// The nearest double.
double Nearest(BigNumber number) {
  Round(number, kDoubleBits);
  const double made = std::ldexp(number.mantissa.convert_to<double>(), number.exponent);
  return number.negative ? -made : made;
}

// Of two doubles' precisions, the larger one.
Precision Larger(const ExactNumber& a, const ExactNumber& b) {
  return std::max(a.precision, b.precision);
}

int Sign(const ExactNumber& number) { return number.plain > 0 ? 1 : number.plain < 0 ? -1 : 0; }

// What infinity and another number make; nothing where that is no number.
std::optional<ExactNumber> WithInfinity(double result) {
  if (std::isnan(result)) return std::nullopt;
  return ExactNumber{.plain = result, .precision = Precision::kFull};
}

// One that stands for the number in arithmetic with infinity: its sign, or infinity.
double Stand(const ExactNumber& number) {
  return number.infinite() ? number.plain : number.big != nullptr ? Sign(number) : number.plain;
}

// ---- reading decimal digits

constexpr std::size_t kMaxDigits = 1500;  // more than 2^4096 has

int DigitOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 36;
  return 99;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The integer at the end of a number, after `e`; what is too large for an int is that of one.
std::optional<int> ReadExponent(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || !std::all_of(text.begin(), text.end(), IsDigit)) return std::nullopt;
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc()) number = std::numeric_limits<int>::max() / 2;
  number = std::min(number, std::numeric_limits<int>::max() / 2);
  return negative ? -number : number;
}

struct Written {
  bool negative = false;
  std::string digits;
  int exponent = 0;         // of ten
  int binary_exponent = 0;  // of two, after `p`
};

// MANTISSA [e EXPONENT | p EXPONENT]
std::optional<Written> ReadWritten(std::string_view text) {
  Written made;
  made.negative = text.starts_with('-');
  if (made.negative || text.starts_with('+')) text.remove_prefix(1);
  std::size_t at = 0;
  bool digit = false, point = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '.' && !point) {
      point = true;
      continue;
    }
    if (!IsDigit(text[at])) break;
    digit = true;
    if (!made.digits.empty() || text[at] != '0') made.digits += text[at];
    if (point) --made.exponent;
  }
  if (!digit) return std::nullopt;
  if (at == text.size()) return made;
  const char letter = text[at];
  const bool binary = letter == 'p' || letter == 'P';
  if (!binary && letter != 'e' && letter != 'E') return std::nullopt;
  const auto exponent = ReadExponent(text.substr(at + 1));
  if (!exponent) return std::nullopt;
  if (binary) {
    made.binary_exponent = *exponent;
  } else {
    made.exponent += *exponent;
  }
  return made;
}

}  // namespace

BigNumber Widened(const ExactNumber& number) {
  if (number.big != nullptr) return *number.big;
  int exponent = 0;
  const double fraction = std::frexp(std::abs(number.plain), &exponent);
  BigNumber made{.negative = std::signbit(number.plain),
                 .mantissa = static_cast<std::uint64_t>(std::ldexp(fraction, kDoubleBits)),
                 .exponent = exponent - kDoubleBits,
                 .precision = PrecisionOf(number)};
  DropZeros(made);
  return made;
}

struct BigNumbers::Impl {
  std::deque<BigNumber> made;
  std::function<void(std::size_t)> pay;

  // The number as it is kept: a double where one is it. Nothing where it is beyond the bounds.
  std::optional<ExactNumber> Keep(BigNumber number) {
    const int bits = Bits(number.mantissa);
    if (bits > 0 && std::abs(number.exponent + bits) > kMaxExponent) return std::nullopt;
    const auto named = number.precision == kFullBits     ? std::optional(Precision::kFull)
                       : number.precision == kWholeBits  ? std::optional(Precision::kWhole)
                       : number.precision == kDoubleBits ? std::optional(Precision::kDouble)
                                                         : std::nullopt;
    const double nearest = Nearest(number);
    constexpr int kLeast = std::numeric_limits<double>::min_exponent - 1;
    const bool is_double =
        bits <= kDoubleBits && std::isfinite(nearest) && (bits == 0 || number.exponent >= kLeast);
    if (is_double && named) return ExactNumber{.plain = nearest, .precision = *named};
    if (pay) pay(sizeof(BigNumber) + static_cast<std::size_t>(bits) / 8);
    return ExactNumber{.plain = nearest,
                       .precision = Precision::kBig,
                       .big = &made.emplace_back(std::move(number))};
  }

  std::optional<ExactNumber> Rounded(BigNumber number, int precision) {
    Round(number, precision);
    return Keep(std::move(number));
  }

  // A sum, exact before it is rounded.
  std::optional<ExactNumber> Sum(const ExactNumber& a, const ExactNumber& b, bool subtract) {
    if (a.infinite() || b.infinite()) {
      return WithInfinity(subtract ? Stand(a) - Stand(b) : Stand(a) + Stand(b));
    }
    if (IsSmallWhole(a) && IsSmallWhole(b)) {
      const double sum = subtract ? a.plain - b.plain : a.plain + b.plain;
      if (std::abs(sum) < kExactIntegers) return ExactNumber{sum, Larger(a, b)};
    }
    BigNumber x = Widened(a), y = Widened(b);
    if (subtract) y.negative = !y.negative;
    if (x.mantissa == 0 && y.mantissa == 0) {
      const bool negative = x.negative && y.negative;
      return Rounded({.negative = negative}, std::max(x.precision, y.precision));
    }
    const int exponent = x.mantissa == 0   ? y.exponent
                         : y.mantissa == 0 ? x.exponent
                                           : std::min(x.exponent, y.exponent);
    if (x.mantissa != 0) x.mantissa <<= x.exponent - exponent;
    if (y.mantissa != 0) y.mantissa <<= y.exponent - exponent;
    if (x.negative) x.mantissa = -x.mantissa;
    if (y.negative) y.mantissa = -y.mantissa;
    Integer sum = x.mantissa + y.mantissa;
    const bool negative = sum < 0;
    if (negative) sum = -sum;
    return Rounded({.negative = negative, .mantissa = std::move(sum), .exponent = exponent},
                   std::max(x.precision, y.precision));
  }

  ExactNumber Whole(const ExactNumber& number, bool up) {
    if (number.infinite()) return number;
    if (number.big == nullptr) {
      const double whole = up ? std::ceil(number.plain) : std::floor(number.plain);
      return {whole + 0.0, number.precision};  // no -0
    }
    BigNumber made = *number.big;
    if (made.exponent >= 0) return number;
    made.mantissa >>= -made.exponent;
    made.exponent = 0;
    if (up != made.negative) ++made.mantissa;
    if (made.mantissa == 0) made.negative = false;
    // With a fraction it has fewer bits before the point than its precision: far from the bounds.
    return *Rounded(std::move(made), number.big->precision);
  }
};

BigNumbers::BigNumbers(std::function<void(std::size_t)> pay) : impl_(std::make_unique<Impl>()) {
  impl_->pay = std::move(pay);
}
BigNumbers::~BigNumbers() = default;

std::optional<ExactNumber> BigNumbers::Parse(std::string_view text, Out* out) {
  const auto fail = [out](Out why) {
    if (out != nullptr) *out = why;
    return std::nullopt;
  };
  if (!text.empty() && text.size() <= 15 && std::all_of(text.begin(), text.end(), IsDigit)) {
    double number = 0;
    for (const char c : text) number = number * 10 + (c - '0');
    return ExactNumber{number, Precision::kFull};
  }
  std::string_view word = text;
  const bool minus = word.starts_with('-');
  if (minus || word.starts_with('+')) word.remove_prefix(1);
  if (word == "Inf" || word == "inf") {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return ExactNumber{minus ? -kInfinity : kInfinity, Precision::kFull};
  }
  const auto written = ReadWritten(text);
  if (!written) return fail(Out::kNotANumber);
  if (written->digits.empty()) {
    return ExactNumber{written->negative ? -0.0 : 0.0, Precision::kFull};
  }
  if (written->digits.size() > kMaxDigits || std::abs(written->exponent) > 2 * kMaxExponent ||
      std::abs(written->binary_exponent) > 2 * kMaxExponent) {
    return fail(Out::kBeyondBounds);
  }
  BigNumber number{.negative = written->negative,
                   .mantissa = Integer(written->digits),
                   .exponent = written->exponent + written->binary_exponent};
  Round(number, kFullBits);
  const Integer fives =
      boost::multiprecision::pow(Integer(5), static_cast<unsigned>(std::abs(written->exponent)));
  if (written->exponent >= 0) {
    number.mantissa *= fives;
  } else {
    const int shift = Bits(fives) + kFullBits + 2;
    Integer quotient, rest;
    divide_qr(Integer(number.mantissa << shift), fives, quotient, rest);
    number.mantissa = (quotient << 1) + (rest == 0 ? 0 : 1);
    number.exponent -= shift + 1;
  }
  const auto made = impl_->Rounded(std::move(number), kFullBits);
  return made ? made : fail(Out::kBeyondBounds);
}

std::optional<ExactNumber> BigNumbers::ParseWhole(std::string_view text, int base, Out* out) {
  const auto fail = [out](Out why) {
    if (out != nullptr) *out = why;
    return std::nullopt;
  };
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty()) return fail(Out::kNotANumber);
  Integer number = 0;
  for (const char c : text) {
    int digit = DigitOf(c);
    if (base <= 36 && digit >= 36 && digit < 62) digit -= 26;  // letters of either case
    if (digit >= base) return fail(Out::kNotANumber);
    if (text.size() > kMaxExponent) continue;
    number = number * base + digit;
  }
  if (text.size() > kMaxExponent) return fail(Out::kBeyondBounds);
  const int precision = std::max(Bits(number), kWholeBits);
  const bool minus = negative && number != 0;
  const auto made = impl_->Rounded({.negative = minus, .mantissa = std::move(number)}, precision);
  return made ? made : fail(Out::kBeyondBounds);
}

std::optional<ExactNumber> BigNumbers::Add(const ExactNumber& a, const ExactNumber& b) {
  return impl_->Sum(a, b, false);
}

std::optional<ExactNumber> BigNumbers::Subtract(const ExactNumber& a, const ExactNumber& b) {
  return impl_->Sum(a, b, true);
}

std::optional<ExactNumber> BigNumbers::Multiply(const ExactNumber& a, const ExactNumber& b) {
  if (a.infinite() || b.infinite()) return WithInfinity(Stand(a) * Stand(b));
  if (IsSmallWhole(a) && IsSmallWhole(b)) {
    const double product = a.plain * b.plain;
    if (std::abs(product) < kExactIntegers) return ExactNumber{product, Larger(a, b)};
  }
  const BigNumber x = Widened(a), y = Widened(b);
  BigNumber made{.negative = x.negative != y.negative,
                 .mantissa = x.mantissa * y.mantissa,
                 .exponent = x.exponent + y.exponent};
  Round(made, kFullBits);
  // It has all bits that it needs, and at least those of its factors.
  made.precision = std::max({x.precision, y.precision, Bits(made.mantissa)});
  return impl_->Keep(std::move(made));
}

std::optional<ExactNumber> BigNumbers::Divide(const ExactNumber& a, const ExactNumber& b) {
  if (a.infinite() || b.infinite()) return WithInfinity(Stand(a) / Stand(b));
  if (Sign(b) == 0 && (b.big == nullptr || b.big->mantissa == 0)) {
    const double zero = std::signbit(b.plain) ? -0.0 : 0.0;
    return WithInfinity((a.big != nullptr ? Sign(a) : a.plain) / zero);
  }
  if (IsSmallWhole(a) && IsSmallWhole(b) && std::fmod(a.plain, b.plain) == 0) {
    return ExactNumber{a.plain / b.plain, Larger(a, b)};
  }
  const BigNumber x = Widened(a), y = Widened(b);
  const int precision = std::max(x.precision, y.precision);
  const int shift = std::max(precision + 2 + Bits(y.mantissa) - Bits(x.mantissa), 0);
  Integer quotient, rest;
  divide_qr(Integer(x.mantissa << shift), y.mantissa, quotient, rest);
  return impl_->Rounded({.negative = x.negative != y.negative,
                         .mantissa = (quotient << 1) + (rest == 0 ? 0 : 1),
                         .exponent = x.exponent - y.exponent - shift - 1},
                        precision);
}

std::optional<ExactNumber> BigNumbers::Remainder(const ExactNumber& a, const ExactNumber& b) {
  if (a.infinite() || b.infinite()) return std::nullopt;
  if (Compare(b, {}) == std::strong_ordering::equal) return a;
  if (IsSmallWhole(a) && IsSmallWhole(b)) {
    return ExactNumber{std::fmod(a.plain, b.plain) + 0.0, a.precision};
  }
  const auto ratio = Divide(a, b);
  if (!ratio || ratio->infinite()) return std::nullopt;
  const int precision = PrecisionOf(a);
  BigNumber times = Widened(*ratio);
  if (times.exponent < 0) {
    times.mantissa >>= -times.exponent;
    times.exponent = 0;
  }
  if (times.mantissa == 0) times.negative = false;
  Round(times, precision);
  const BigNumber y = Widened(b);
  times.negative = times.negative != y.negative;
  times.mantissa *= y.mantissa;
  times.exponent += y.exponent;
  Round(times, precision);
  const auto product = impl_->Keep(std::move(times));
  if (!product) return std::nullopt;
  return Subtract(a, *product);
}

ExactNumber BigNumbers::Negated(const ExactNumber& a) {
  if (a.big == nullptr) return {-a.plain, a.precision};
  BigNumber made = *a.big;
  made.negative = !made.negative;
  return *impl_->Keep(std::move(made));
}

ExactNumber BigNumbers::Floor(const ExactNumber& a) { return impl_->Whole(a, false); }
ExactNumber BigNumbers::Ceiling(const ExactNumber& a) { return impl_->Whole(a, true); }

std::strong_ordering Compare(const ExactNumber& a, const ExactNumber& b) {
  const auto ordered = [](const auto& x, const auto& y) {
    return x < y   ? std::strong_ordering::less
           : x > y ? std::strong_ordering::greater
                   : std::strong_ordering::equal;
  };
  // What differs as doubles differs, and two doubles are no more than that.
  if ((a.big == nullptr && b.big == nullptr) || a.plain != b.plain) {
    return ordered(a.plain, b.plain);
  }
  if (a.infinite() || b.infinite()) return ordered(Stand(a), Stand(b));
  BigNumber x = Widened(a), y = Widened(b);
  const int exponent = std::min(x.exponent, y.exponent);
  x.mantissa <<= x.exponent - exponent;
  y.mantissa <<= y.exponent - exponent;
  if (x.negative) x.mantissa = -x.mantissa;
  if (y.negative) y.mantissa = -y.mantissa;
  return ordered(x.mantissa, y.mantissa);
}

bool SameNumber(const ExactNumber& a, const ExactNumber& b) {
  if (a.plain != b.plain || a.infinite() != b.infinite()) return false;
  // Of one precision, only what is written alike is the same number.
  if (a.infinite() || (IsSmallWhole(a) && IsSmallWhole(b))) return true;
  if (PrecisionOf(a) == PrecisionOf(b)) return Compare(a, b) == std::strong_ordering::equal;
  return NumberText(a) == NumberText(b);
}

bool IsWhole(const ExactNumber& number) {
  if (number.infinite()) return false;
  return number.big == nullptr ? std::trunc(number.plain) == number.plain
                               : number.big->exponent >= 0;
}

bool IsNegative(const ExactNumber& number) {
  return number.big == nullptr ? std::signbit(number.plain) : number.big->negative;
}

}  // namespace execlint
