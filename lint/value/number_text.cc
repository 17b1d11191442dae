// Numbers as text: the digits of number.h.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "lint/value/big_number.h"
#include "lint/value/number.h"

namespace execlint {
namespace {

using Precision = ExactNumber::Precision;

// 0.DIGITS * 10^point, without zeros at the end; zero has no digits.
struct Decimal {
  std::string digits;
  int point = 0;

  char At(std::size_t i) const { return i < digits.size() ? digits[i] : '0'; }
  void Trim() {
    while (!digits.empty() && digits.back() == '0') digits.pop_back();
    if (digits.empty()) point = 0;
  }
  void RoundDown(int count) {
    if (count < 0 || static_cast<std::size_t>(count) >= digits.size()) return;
    digits.resize(static_cast<std::size_t>(count));
    Trim();
  }
  void RoundUp(int count) {
    if (count < 0 || static_cast<std::size_t>(count) >= digits.size()) return;
    auto kept = static_cast<std::size_t>(count);
    while (kept > 0 && digits[kept - 1] == '9') --kept;
    if (kept == 0) {
      digits = "1";
      ++point;
      return;
    }
    ++digits[kept - 1];
    digits.resize(kept);
  }
  void RoundTo(int count) {
    if (count < 0 || static_cast<std::size_t>(count) >= digits.size()) return;
    const auto at = static_cast<std::size_t>(count);
    const bool tie = digits[at] == '5' && at + 1 == digits.size();
    const bool up = tie ? at > 0 && (digits[at - 1] - '0') % 2 != 0 : digits[at] >= '5';
    up ? RoundUp(count) : RoundDown(count);
  }
};

Decimal DecimalOf(Integer mantissa, int exponent) {
  Decimal made;
  if (mantissa == 0) return made;
  if (exponent >= 0) {
    mantissa <<= exponent;
  } else {
    mantissa *= boost::multiprecision::pow(Integer(5), static_cast<unsigned>(-exponent));
  }
  made.digits = mantissa.str();
  made.point = static_cast<int>(made.digits.size()) + std::min(exponent, 0);
  made.Trim();
  return made;
}

// The fewest digits that tell the number from its neighbors, found as Go does it (roundShortest in
// math/big/ftoa.go).
Decimal Shortest(const BigNumber& number) {
  Decimal made = DecimalOf(number.mantissa, number.exponent);
  if (made.digits.empty()) return made;
  const int shift = number.precision + 1 - Bits(number.mantissa);
  const Integer mantissa = number.mantissa << shift;
  const int exponent = number.exponent - shift;
  const Decimal lower = DecimalOf(mantissa - 1, exponent);
  const Decimal upper = DecimalOf(mantissa + 1, exponent);
  const bool inclusive = !bit_test(mantissa, 1);
  for (std::size_t i = 0; i < made.digits.size(); ++i) {
    const char l = lower.At(i), m = made.digits[i], u = upper.At(i);
    const bool down = l != m || (inclusive && i + 1 == lower.digits.size());
    const bool up = m != u && (inclusive || m + 1 < u || i + 1 < upper.digits.size());
    if (!down && !up) continue;
    const int count = static_cast<int>(i) + 1;
    if (down && up) {
      made.RoundTo(count);
    } else if (down) {
      made.RoundDown(count);
    } else {
      made.RoundUp(count);
    }
    break;
  }
  return made;
}

std::string FixedText(const Decimal& number, int places) {
  std::string text;
  for (int i = 0; i < number.point; ++i) text += number.At(static_cast<std::size_t>(i));
  if (text.empty()) text = "0";
  if (places > 0) text += '.';
  for (int i = 0; i < places; ++i) {
    const int at = number.point + i;
    text += at < 0 ? '0' : number.At(static_cast<std::size_t>(at));
  }
  return text;
}

std::string ScientificText(const Decimal& number, int places, char letter) {
  std::string text(1, number.At(0));
  if (places > 0) text += '.';
  for (int i = 1; i <= places; ++i) text += number.At(static_cast<std::size_t>(i));
  const int exponent = number.digits.empty() ? 0 : number.point - 1;
  text += letter;
  text += exponent < 0 ? '-' : '+';
  if (std::abs(exponent) < 10) text += '0';
  return text + std::to_string(std::abs(exponent));
}

std::string InfinityText(double number) { return number > 0 ? "+Inf" : "-Inf"; }

}  // namespace

std::string NumberText(const ExactNumber& number) {
  const bool of_double =
      number.precision == Precision::kDouble && std::abs(number.plain) < kExactIntegers;
  if (number.big == nullptr && (of_double || IsSmallWhole(number))) {
    char buffer[400];  // 1e-308 in full
    const double shown = number.precision == Precision::kDouble ? number.plain + 0.0 : number.plain;
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, shown, std::chars_format::fixed);
    return {buffer, end.ptr};
  }
  return NumberText(number, 'f', -1);
}

std::string WholeDigits(const ExactNumber& number, int base) {
  const BigNumber wide = Widened(number);
  const Integer whole = wide.mantissa << wide.exponent;
  if (base == 10) return whole.str();
  if (base == 16) return whole.str(0, std::ios_base::hex);
  if (base == 8) return whole.str(0, std::ios_base::oct);
  std::string text;
  for (int bit = Bits(whole); bit-- > 0;) {
    text += bit_test(whole, static_cast<unsigned>(bit)) ? '1' : '0';
  }
  return text.empty() ? "0" : text;
}

std::string NumberText(const ExactNumber& number, char form, int digits) {
  if (number.infinite()) return InfinityText(number.plain);
  const BigNumber wide = Widened(number);
  const bool shortest = digits < 0;
  const char letter = form == 'E' || form == 'G' ? 'E' : 'e';
  Decimal decimal = shortest ? Shortest(wide) : DecimalOf(wide.mantissa, wide.exponent);
  const auto count = [&decimal] { return static_cast<int>(decimal.digits.size()); };
  std::string text = wide.negative ? "-" : "";
  switch (form) {
    case 'e':
    case 'E':
      if (shortest) digits = std::max(count() - 1, 0);
      decimal.RoundTo(digits + 1);
      return text + ScientificText(decimal, digits, letter);
    case 'f':
      if (shortest) digits = std::max(count() - decimal.point, 0);
      decimal.RoundTo(decimal.point + digits);
      return text + FixedText(decimal, digits);
    default:
      break;
  }
  if (!shortest) decimal.RoundTo(std::max(digits, 1));
  int most = shortest ? 6 : std::max(digits, 1);
  if (!shortest && most > count() && count() >= decimal.point) most = count();
  const int exponent = decimal.point - 1;
  if (exponent < -4 || exponent >= most) {
    return text + ScientificText(decimal, std::max(count() - 1, 0), letter);
  }
  return text + FixedText(decimal, std::max(count() - decimal.point, 0));
}

}  // namespace execlint
