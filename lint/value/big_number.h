// How numbers of more than a double's precision are kept. Only for the files of number.h.
#ifndef EXECLINT_LINT_VALUE_BIG_NUMBER_H_
#define EXECLINT_LINT_VALUE_BIG_NUMBER_H_

#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>

#include "lint/value/number.h"

namespace execlint {

using Integer = boost::multiprecision::cpp_int;

// mantissa * 2^exponent. The mantissa is odd, or zero.
struct BigNumber {
  bool negative = false;
  Integer mantissa = 0;
  int exponent = 0;
  int precision = 0;  // bits
};

inline constexpr int kDoubleBits = 53;
inline constexpr double kExactIntegers = 9007199254740992;  // 2^53: beyond, a double skips some

inline int Bits(const Integer& number) {
  return number == 0 ? 0 : static_cast<int>(boost::multiprecision::msb(number)) + 1;
}

// A whole number that a double holds exactly.
inline bool IsSmallWhole(const ExactNumber& number) {
  return number.big == nullptr && std::abs(number.plain) < kExactIntegers &&
         std::trunc(number.plain) == number.plain;
}

// The mantissa and exponent of any number but infinity.
BigNumber Widened(const ExactNumber& number);

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_BIG_NUMBER_H_
