#include "parsers/yaml/plain.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <span>

#include "lint/value/value.h"

namespace execlint::yaml {
namespace {

using Words = std::span<const std::string_view>;
constexpr std::array<std::string_view, 5> kNull = {"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 3> kTrue = {"true", "True", "TRUE"};
constexpr std::array<std::string_view, 3> kFalse = {"false", "False", "FALSE"};
constexpr std::array<std::string_view, 6> kYes = {"yes", "Yes", "YES", "on", "On", "ON"};
constexpr std::size_t kLongestWord = 5;
constexpr std::array<std::string_view, 6> kNo = {"no", "No", "NO", "off", "Off", "OFF"};

bool Has(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

PlainMeaning MeaningOf(std::string_view plain, Dialect dialect) {
  if (plain.size() <= kLongestWord) {
    if (Has(kNull, plain)) return PlainNull{};
    if (Has(kTrue, plain)) return true;
    if (Has(kFalse, plain)) return false;
    if (dialect == Dialect::kCloudFormation) {
      if (Has(kYes, plain)) return true;
      if (Has(kNo, plain)) return false;
    }
  }
  // How a number begins that is written as NumberText writes it.
  if (plain.empty() || (plain[0] != '-' && (plain[0] < '0' || plain[0] > '9'))) return StaysText{};
  double number = 0;
  const char* const begin = std::to_address(plain.begin());
  const char* const end = std::to_address(plain.end());
  const auto read = std::from_chars(begin, end, number);
  // Only if it reads back as it is written: an account id keeps its zero, a version its digits.
  if (read.ec == std::errc() && read.ptr == end && std::isfinite(number) &&
      NumberText(number) == plain) {
    return number;
  }
  return StaysText{};
}

}  // namespace execlint::yaml
