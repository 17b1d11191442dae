#include "parsers/yaml/terraform.h"

#include <algorithm>
#include <array>
#include <optional>

#include "lint/source/base64.h"
#include "lint/source/format.h"

namespace execlint::yaml {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Reads a text from its front.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool done() const { return text_.empty(); }
  char next() const { return text_.empty() ? '\0' : text_.front(); }
  bool Take(char c) {
    if (next() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  // A number of at least and at most so many digits, that is at least and at most so large.
  bool Number(std::size_t fewest, std::size_t most, int least, int largest, int& number) {
    number = 0;
    std::size_t count = 0;
    for (; count < most && count < text_.size() && IsDigit(text_[count]); ++count) {
      number = number * 10 + (text_[count] - '0');
    }
    text_.remove_prefix(count);
    return count >= fewest && number >= least && number <= largest;
  }
  std::size_t SkipDigits() {
    const auto end = std::find_if_not(text_.begin(), text_.end(), IsDigit);
    const auto count = static_cast<std::size_t>(end - text_.begin());
    text_.remove_prefix(count);
    return count;
  }
  bool SkipFraction() {
    if (next() != '.' && next() != ',') return true;
    text_.remove_prefix(1);
    return SkipDigits() > 0;
  }

 private:
  std::string_view text_;
};

int DaysIn(int month, int year) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

// A date, or a date and time, as RFC 3339 has it; nothing if it is none.
std::optional<std::string> Timestamp(std::string_view text) {
  Cursor in(text);
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  if (!in.Number(4, 4, 0, 9999, year) || !in.Take('-') || !in.Number(1, 2, 1, 12, month) ||
      !in.Take('-') || !in.Number(1, 2, 1, DaysIn(month, year), day)) {
    return std::nullopt;
  }
  std::string zone = "Z";
  if (!in.done()) {
    const bool apart = in.next() == ' ';
    if (!in.Take(' ') && !in.Take('T') && !in.Take('t')) return std::nullopt;
    if (!in.Number(1, 2, 0, 23, hour) || !in.Take(':') || !in.Number(1, 2, 0, 59, minute) ||
        !in.Take(':') || !in.Number(1, 2, 0, 59, second) || !in.SkipFraction()) {
      return std::nullopt;
    }
    if (!apart && !in.Take('Z')) {
      const char sign = in.next();
      int hours = 0, minutes = 0;
      if ((!in.Take('+') && !in.Take('-')) || !in.Number(2, 2, 0, 24, hours) || !in.Take(':') ||
          !in.Number(2, 2, 0, 60, minutes)) {
        return std::nullopt;
      }
      if (hours != 0 || minutes != 0) {
        zone = Format("{}{:02}:{:02}", sign, hours + minutes / 60, minutes % 60);
      }
    }
    if (!in.done()) return std::nullopt;
  }
  return Format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}", year, month, day, hour, minute, second,
                zone);
}

bool AllOf(std::string_view text, std::string_view set) {
  return !text.empty() && text.find_first_not_of(set) == text.npos;
}

// `0x`, `0o` and digits, as Go reads an integer of 64 bits.
std::optional<ExactNumber> Prefixed(std::string_view text, BigNumbers& numbers) {
  const bool hex = text.starts_with("0x");
  if (!hex && !text.starts_with("0o")) return std::nullopt;
  const auto number = numbers.ParseWhole(text.substr(2), hex ? 16 : 8);
  const ExactNumber too_large{.plain = 18446744073709551616.0};  // 2^64
  return number && Compare(*number, too_large) < 0 ? number : std::nullopt;
}

// Is it written as a number? What else begins with a digit or sign is text.
bool LooksLikeNumber(std::string_view text) {
  constexpr std::string_view kOctal = "01234567", kHex = "0123456789abcdefABCDEF";
  if (text.starts_with("0o")) return AllOf(text.substr(2), kOctal);
  if (text.starts_with("0x")) return AllOf(text.substr(2), kHex);
  Cursor in(text);
  if (!in.Take('+')) in.Take('-');
  const std::size_t whole = in.SkipDigits();
  const std::size_t fraction = in.Take('.') ? in.SkipDigits() : 0;
  if (whole + fraction == 0) return false;
  if (in.Take('e') || in.Take('E')) {
    if (!in.Take('+')) in.Take('-');
    if (in.SkipDigits() == 0) return false;
  }
  return in.done();
}

TerraformMeaning AsNumber(std::string_view text, BigNumbers& numbers) {
  std::string plain(text);
  std::erase(plain, '_');
  if (const auto number = numbers.Parse(plain)) return *number;
  if (const auto number = Prefixed(plain, numbers)) return *number;
  return Refused{};
}

struct Word {
  std::string_view tag;
  TerraformMeaning meaning;
};

std::optional<Word> WordOf(std::string_view text) {
  constexpr std::array<std::string_view, 8> kTrue = {"y",   "Y",  "yes", "Yes",
                                                     "YES", "on", "On",  "ON"};
  constexpr std::array<std::string_view, 8> kFalse = {"n",  "N",   "no",  "No",
                                                      "NO", "off", "Off", "OFF"};
  const auto in = [text](const auto& words) {
    return std::find(words.begin(), words.end(), text) != words.end();
  };
  if (in(kTrue) || text == "true" || text == "True" || text == "TRUE") return Word{"bool", true};
  if (in(kFalse) || text == "false" || text == "False" || text == "FALSE") {
    return Word{"bool", false};
  }
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") {
    return Word{"null", PlainNull{}};
  }
  std::string_view word = text;
  const bool negative = word.starts_with('-');
  if (negative || word.starts_with('+')) word.remove_prefix(1);
  if (word == ".inf" || word == ".Inf" || word == ".INF") {
    BigNumbers numbers;
    return Word{"float", *numbers.Parse(negative ? "-Inf" : "Inf")};
  }
  return std::nullopt;
}

}  // namespace

TerraformMeaning MeaningToTerraform(std::string_view text, std::string_view tag, bool quoted,
                                    BigNumbers& numbers) {
  constexpr std::string_view kHints = "+-0123456789yYnNtTfFoO~.";
  constexpr std::array<std::string_view, 8> kTags = {"",    "str",   "binary",    "bool",
                                                     "int", "float", "timestamp", "null"};
  if (std::find(kTags.begin(), kTags.end(), tag) == kTags.end()) return Refused{};
  if (tag == "str" || tag == "binary") {
    return tag == "binary" && !DecodeBase64(std::string(text)) ? TerraformMeaning(Refused{})
                                                               : StaysText{};
  }
  if (text.empty() || kHints.find(text.front()) != kHints.npos) {
    if (quoted) return StaysText{};
    if (const auto word = WordOf(text)) return word->meaning;
    if (tag.empty() && (text == ".nan" || text == ".NaN" || text == ".NAN")) return Refused{};
    const char first = text.front();
    if (first == '.') {
      if (const auto number = numbers.Parse(text)) return *number;
    } else if (IsDigit(first) || first == '+' || first == '-') {
      if (tag.empty() || tag == "timestamp") {
        if (auto timestamp = Timestamp(text)) return *std::move(timestamp);
      }
      if (LooksLikeNumber(text)) return AsNumber(text, numbers);
    }
  }
  if (tag.empty()) return StaysText{};
  if (tag == "int" || tag == "float") return AsNumber(text, numbers);
  if (tag == "null") return PlainNull{};
  return Refused{};  // a bool or timestamp that is none
}

}  // namespace execlint::yaml
