#include "parsers/terraform/project/version_constraint.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace execlint::terraform {
namespace {

constexpr std::size_t kMostNumbers = 16;
constexpr std::size_t kFullVersion = 3;  // numbers that a version has: `5` means `5.0.0`

struct Version {
  std::vector<std::uint64_t> numbers = {};  // at least kFullVersion
  std::size_t written = 0;                  // of the numbers
  std::string before_release = {};          // `beta.1`; empty: released
};

std::string_view WithoutBlanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

std::optional<std::uint64_t> NumberIn(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// `parts` are not empty and hold nothing but what may stand in them.
bool IsLabel(std::string_view text) {
  constexpr std::string_view kAllowed =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-~.";
  return !text.empty() && text.find_first_not_of(kAllowed) == text.npos && !text.starts_with('.') &&
         !text.ends_with('.') && text.find("..") == text.npos;
}

std::optional<Version> ReadVersion(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  Version version;
  if (const std::size_t plus = text.find('+'); plus != text.npos) {
    if (!IsLabel(text.substr(plus + 1))) return std::nullopt;
    text = text.substr(0, plus);  // of builds of one version, none is newer
  }
  if (const std::size_t dash = text.find('-'); dash != text.npos) {
    if (!IsLabel(text.substr(dash + 1))) return std::nullopt;
    version.before_release = text.substr(dash + 1);
    text = text.substr(0, dash);
  }
  for (bool more = true; more; ++version.written) {
    if (version.written == kMostNumbers) return std::nullopt;
    const std::size_t dot = text.find('.');
    const auto number = NumberIn(text.substr(0, dot));
    if (!number) return std::nullopt;
    version.numbers.push_back(*number);
    more = dot != text.npos;
    if (more) text.remove_prefix(dot + 1);
  }
  version.numbers.resize(std::max(version.numbers.size(), kFullVersion));
  return version;
}

std::string_view TakePart(std::string_view& text) {
  const std::string_view part = text.substr(0, text.find('.'));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

// `beta.2` comes before `beta.11`, a number before a word, any of them before the release.
std::strong_ordering CompareLabels(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a.empty() <=> b.empty();
  while (!a.empty() && !b.empty()) {
    const std::string_view x = TakePart(a), y = TakePart(b);
    const auto number_x = NumberIn(x), number_y = NumberIn(y);
    const auto order = number_x && number_y ? *number_x <=> *number_y
                       : number_x.has_value() != number_y.has_value()
                           ? number_y.has_value() <=> number_x.has_value()
                           : x <=> y;
    if (order != 0) return order;
  }
  return b.empty() <=> a.empty();
}

std::strong_ordering Compare(const Version& a, const Version& b) {
  for (std::size_t i = 0; i < std::max(a.numbers.size(), b.numbers.size()); ++i) {
    const auto at = [i](const Version& one) {
      return i < one.numbers.size() ? one.numbers[i] : std::uint64_t{0};
    };
    if (at(a) != at(b)) return at(a) <=> at(b);
  }
  return CompareLabels(a.before_release, b.before_release);
}

// A version before its release satisfies only constraints that name one before the same release.
bool MayMatch(const Version& version, const Version& bound) {
  return version.before_release.empty() ||
         (!bound.before_release.empty() && version.numbers == bound.numbers);
}

// `~> 5.6`: from 5.6 on, and only the last number that is written may be larger.
bool MatchesPessimistic(const Version& version, const Version& bound) {
  if (version.before_release.empty() && !bound.before_release.empty()) return false;
  if (Compare(version, bound) < 0 || version.numbers.size() < bound.numbers.size()) return false;
  const auto fixed = static_cast<std::ptrdiff_t>(bound.written - 1);
  return std::equal(bound.numbers.begin(), bound.numbers.begin() + fixed, version.numbers.begin());
}

bool SatisfiesOne(const Version& version, std::string_view constraint) {
  constexpr std::array<std::string_view, 7> kOperators = {"~>", ">=", "<=", "!=", "=", ">", "<"};
  constraint = WithoutBlanks(constraint);
  const auto* const found =
      std::find_if(kOperators.begin(), kOperators.end(),
                   [&](std::string_view one) { return constraint.starts_with(one); });
  const std::string_view op = found == kOperators.end() ? "=" : *found;
  if (found != kOperators.end()) constraint.remove_prefix(op.size());
  const auto bound = ReadVersion(WithoutBlanks(constraint));
  if (!bound) return false;
  const auto order = Compare(version, *bound);
  if (op == "=") return order == 0;
  if (op == "!=") return order != 0;
  if (!MayMatch(version, *bound)) return false;
  if (op == "~>") return MatchesPessimistic(version, *bound);
  if (op == ">=") return order >= 0;
  if (op == "<=") return order <= 0;
  return op == ">" ? order > 0 : order < 0;
}

}  // namespace

bool SatisfiesConstraint(std::string_view version, std::string_view constraint) {
  const auto read = ReadVersion(WithoutBlanks(version));
  if (!read) return false;
  while (true) {
    const std::size_t comma = constraint.find(',');
    if (!SatisfiesOne(*read, constraint.substr(0, comma))) return false;
    if (comma == constraint.npos) return true;
    constraint.remove_prefix(comma + 1);
  }
}

}  // namespace execlint::terraform
