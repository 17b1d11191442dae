// Numbers with as many digits as Terraform gives them: binary floating point of up to 512 bits, as
// Go's big.Float has it, rounded to the nearest even. A number that a double holds exactly is kept
// as one, and nearly all are.
//
//   BigNumbers numbers;
//   const auto third = numbers.Divide(*numbers.Parse("1"), *numbers.Parse("3"));
//   NumberText(*third)                                 // 0.33333... with 154 digits
//   NumberText(*numbers.Multiply(*third, *numbers.Parse("3")))  // 1
//
// How many bits a number has is a part of it, since it decides how results are rounded and with
// how many digits the number is written: one that is written in the code has 512, a length() 64,
// and what pow() computes 53.
#ifndef EXECLINT_LINT_VALUE_NUMBER_H_
#define EXECLINT_LINT_VALUE_NUMBER_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace execlint {

struct BigNumber;

struct ExactNumber {
  enum class Precision : std::uint8_t {
    kDouble,  // 53 bits
    kWhole,   // 64 bits, as those have that count something
    kFull,    // 512 bits
    kBig,     // as many as `big` says
  };

  double plain = 0;  // the number, infinity included; the double that is nearest to `big`
  Precision precision = Precision::kDouble;
  const BigNumber* big = nullptr;  // set where no double is the number

  bool infinite() const { return plain - plain != 0 && big == nullptr; }
};

inline ExactNumber WholeNumber(double count) {
  return {.plain = count, .precision = ExactNumber::Precision::kWhole};
}

// Makes and owns the numbers that are no doubles. Not for use by two threads.
class BigNumbers {
 public:
  // Numbers are less than two to the power of this, and what is not zero is not less than its
  // inverse.
  static constexpr int kMaxExponent = 4096;

  // `pay` is told how many bytes each number takes.
  explicit BigNumbers(std::function<void(std::size_t)> pay = {});
  ~BigNumbers();
  BigNumbers(const BigNumbers&) = delete;
  BigNumbers& operator=(const BigNumbers&) = delete;

  // A decimal number as Terraform converts it; nothing if `text` is none, or is beyond the bounds:
  // Out tells which.
  enum class Out : std::uint8_t { kNotANumber, kBeyondBounds };
  std::optional<ExactNumber> Parse(std::string_view text, Out* out = nullptr);
  // Digits of a base from 2 to 62, with a sign, as Terraform's parseint() takes them.
  std::optional<ExactNumber> ParseWhole(std::string_view text, int base, Out* out = nullptr);

  // Nothing: the result is beyond the bounds, or is no number (`0 / 0`).
  std::optional<ExactNumber> Add(const ExactNumber& a, const ExactNumber& b);
  std::optional<ExactNumber> Subtract(const ExactNumber& a, const ExactNumber& b);
  std::optional<ExactNumber> Multiply(const ExactNumber& a, const ExactNumber& b);
  std::optional<ExactNumber> Divide(const ExactNumber& a, const ExactNumber& b);
  // `a` without the largest whole multiple of `b` towards zero; `a` where `b` is zero.
  std::optional<ExactNumber> Remainder(const ExactNumber& a, const ExactNumber& b);
  ExactNumber Negated(const ExactNumber& a);
  ExactNumber Floor(const ExactNumber& a);
  ExactNumber Ceiling(const ExactNumber& a);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Which one is larger.
std::strong_ordering Compare(const ExactNumber& a, const ExactNumber& b);
// Equal as Terraform's `==` has it: written alike.
bool SameNumber(const ExactNumber& a, const ExactNumber& b);
bool IsWhole(const ExactNumber& number);
bool IsNegative(const ExactNumber& number);  // also -0

// The fewest decimal digits that say which number of its precision it is, without an exponent:
// `80`, `0.5`. Infinity is `+Inf` or `-Inf`.
std::string NumberText(const ExactNumber& number);
// The digits of a whole number in a base of at most 16, without its sign; `number` must be whole.
std::string WholeDigits(const ExactNumber& number, int base);
// As Go's big.Float writes it: `form` is one of `eEfgG`; a negative `digits` means as few as do.
std::string NumberText(const ExactNumber& number, char form, int digits);

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_NUMBER_H_
