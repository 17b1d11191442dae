#include "lint/project/ignore.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "lint/source/utf8.h"

namespace execlint {
namespace {

// The position behind the `]` that closes the class which opens at `at`, or npos.
std::size_t ClassEnd(std::string_view pattern, std::size_t at) {
  std::size_t i = at + 1;
  if (i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^')) ++i;
  if (i < pattern.size() && pattern[i] == ']') ++i;  // first in the class: an ordinary character
  for (; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == ']') {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

// `inside` is what stands between the brackets.
bool InClass(std::string_view inside, char c) {
  bool negated = false;
  if (!inside.empty() && (inside[0] == '!' || inside[0] == '^')) {
    negated = true;
    inside.remove_prefix(1);
  }
  const auto take = [&inside] {
    if (inside[0] == '\\' && inside.size() > 1) inside.remove_prefix(1);
    const auto taken = static_cast<unsigned char>(inside[0]);
    inside.remove_prefix(1);
    return taken;
  };
  const auto wanted = static_cast<unsigned char>(c);
  bool found = false;
  while (!inside.empty()) {
    const unsigned char low = take();
    unsigned char high = low;
    if (inside.size() > 1 && inside[0] == '-') {
      inside.remove_prefix(1);
      high = take();
    }
    found |= low <= wanted && wanted <= high;
  }
  return found != negated;
}

// The length of the element of `pattern` at `at` if it takes `c`.
std::optional<std::size_t> TakeOne(std::string_view pattern, std::size_t at, char c) {
  switch (pattern[at]) {
    case '?':
      return 1;
    case '[': {
      const std::size_t end = ClassEnd(pattern, at);
      if (end == std::string_view::npos) return std::nullopt;
      if (!InClass(pattern.substr(at + 1, end - at - 2), c)) return std::nullopt;
      return end - at;
    }
    case '\\':
      if (at + 1 < pattern.size()) {
        if (pattern[at + 1] != c) return std::nullopt;
        return 2;
      }
      [[fallthrough]];
    default:
      if (pattern[at] != c) return std::nullopt;
      return 1;
  }
}

// One step of a pattern against one step of a path. Only the last `*` is ever taken back, so this
// needs at most the product of the lengths.
bool StepMatches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0;
  std::size_t star = std::string_view::npos, star_text = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
      continue;
    }
    if (p < pattern.size()) {
      if (const auto length = TakeOne(pattern, p, text[t])) {
        p += *length;
        ++t;
        continue;
      }
    }
    if (star == std::string_view::npos) return false;
    p = star + 1;
    t = ++star_text;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::vector<std::string> Split(std::string_view path) {
  std::vector<std::string> steps;
  while (true) {
    const std::size_t slash = path.find('/');
    steps.emplace_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return steps;
    path.remove_prefix(slash + 1);
  }
}

// As StepMatches, with `**` for any number of steps (at least one at the end).
bool PathMatches(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  std::size_t p = 0, t = 0;
  std::size_t star = std::string::npos, star_path = 0;
  while (t < path.size()) {
    if (p < pattern.size() && pattern[p] == "**") {
      star = p++;
      star_path = t;
    } else if (p < pattern.size() && StepMatches(pattern[p], path[t])) {
      ++p, ++t;
    } else if (star != std::string::npos) {
      p = star + 1;
      t = ++star_path;
    } else {
      return false;
    }
  }
  return p == pattern.size();
}

// Trailing white space does not count, unless a backslash stands before it.
std::string_view WithoutTrailingSpace(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) {
    if (line.size() > 1 && line[line.size() - 2] == '\\') break;
    line.remove_suffix(1);
  }
  return line;
}

}  // namespace

bool MatchesGlob(std::string_view pattern, std::string_view text) {
  return StepMatches(pattern, text);
}

IgnoreRules IgnoreRules::Parse(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  IgnoreRules rules;
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    std::string_view line = WithoutTrailingSpace(text.substr(0, newline));
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    if (line.empty() || line[0] == '#') continue;

    Pattern pattern;
    if (line[0] == '!') {
      pattern.keep = true;
      line.remove_prefix(1);
    }
    if (line.ends_with('/')) {
      pattern.folders_only = true;
      line.remove_suffix(1);
    }
    const bool anchored = line.find('/') != std::string_view::npos;
    if (line.starts_with('/')) line.remove_prefix(1);
    if (line.empty()) continue;

    constexpr std::string_view kWildcards = "*?[\\";
    const bool ending =
        !anchored && line[0] == '*' && line.find_first_of(kWildcards, 1) == line.npos;
    const bool plain = line.find_first_of(kWildcards) == line.npos;
    const std::size_t number = rules.patterns_.size() + 1;
    if (plain || ending) {
      const std::string_view text = ending ? line.substr(1) : line;
      Last& last = (ending     ? rules.endings_
                    : anchored ? rules.paths_
                               : rules.names_)[std::string(text)];
      (pattern.folders_only ? last.folders : last.any) = number;
      const auto& lengths = rules.lengths_;
      if (ending && std::ranges::find(lengths, text.size()) == lengths.end()) {
        rules.lengths_.push_back(text.size());
      }
    } else {
      pattern.steps = Split(line);
      if (!anchored) pattern.steps.insert(pattern.steps.begin(), "**");
      rules.others_.push_back(number - 1);
    }
    rules.patterns_.push_back(std::move(pattern));
  }
  return rules;
}

IgnoreRules::Match IgnoreRules::Test(std::string_view path, bool is_directory) const {
  if (empty()) return Match::kNone;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  std::size_t last = 0;
  const auto look_up = [&](const ByText& texts, std::string_view text) {
    const auto found = texts.find(std::string(text));
    if (found == texts.end()) return;
    last = std::max(last, found->second.any);
    if (is_directory) last = std::max(last, found->second.folders);
  };
  if (!names_.empty()) look_up(names_, name);
  if (!paths_.empty()) look_up(paths_, path);
  for (const std::size_t length : lengths_) {
    if (length <= name.size()) look_up(endings_, name.substr(name.size() - length));
  }
  std::vector<std::string> steps;
  for (auto other = others_.rbegin(); other != others_.rend() && *other >= last; ++other) {
    const Pattern& pattern = patterns_[*other];
    if (pattern.folders_only && !is_directory) continue;
    if (steps.empty()) steps = Split(path);
    if (!PathMatches(pattern.steps, steps)) continue;
    last = *other + 1;
    break;
  }
  if (last == 0) return Match::kNone;
  return patterns_[last - 1].keep ? Match::kKeep : Match::kIgnore;
}

IgnoreRules::Match IgnoreRules::TestWithParents(std::string_view path, bool is_directory) const {
  while (!path.empty()) {
    const Match match = Test(path, is_directory);
    if (match != Match::kNone) return match;
    path = path.substr(0, path.find('/') == path.npos ? 0 : path.rfind('/'));
    is_directory = true;
  }
  return Match::kNone;
}

}  // namespace execlint
