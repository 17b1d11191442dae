#include "lint/project/ignore.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "lint/source/utf8.h"

namespace execlint {
namespace {

constexpr std::size_t kShortClass = 32;  // letters of a class that is left as it is written

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

// Reads what stands between the brackets of a class: `add(low, high)` is called for each range of
// letters. False: the class takes the letters that are in none of them.
template <class F>
bool ReadClass(std::string_view inside, F&& add) {
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
  while (!inside.empty()) {
    const unsigned char low = take();
    unsigned char high = low;
    if (inside.size() > 1 && inside[0] == '-') {
      inside.remove_prefix(1);
      high = take();
    }
    add(low, high);
  }
  return !negated;
}

bool InClass(std::string_view inside, char c) {
  const auto wanted = static_cast<unsigned char>(c);
  bool found = false;
  const bool takes = ReadClass(inside, [&](unsigned char low, unsigned char high) {
    found |= low <= wanted && wanted <= high;
  });
  return found == takes;
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

// What stands between the brackets of a class that takes the same letters, in few letters.
std::string ShortClass(std::string_view inside) {
  if (inside.size() <= kShortClass) return std::string(inside);
  std::array<int, 257> begun{};  // ranges that begin at a letter, less those that end before it
  const bool takes = ReadClass(inside, [&](unsigned char low, unsigned char high) {
    if (low > high) return;
    ++begun[low];
    --begun[high + 1U];
  });
  std::string made;
  const auto add = [&made](std::size_t c) { (made += '\\') += static_cast<char>(c); };
  bool taken = false;
  int depth = 0;
  for (std::size_t c = 0; c <= 256; ++c) {
    depth += begun[c];
    const bool now = c < 256 && (depth > 0) == takes;
    if (now && !taken) {
      add(c);
      made += '-';
    }
    if (!now && taken) add(c - 1);
    taken = now;
  }
  return made.empty() ? "b-a" : made;
}

// One step of a pattern in few letters that mean the same, since it is compared with every letter
// of a text: `*` once where it stands several times, and short classes. A class that no bracket
// closes takes nothing, whatever it holds.
std::string InShort(std::string_view pattern) {
  std::string made;
  bool star = false;  // the element before is one
  for (std::size_t at = 0; at < pattern.size();) {
    std::size_t end = at + 1;
    if (pattern[at] == '[') {
      end = ClassEnd(pattern, at);
      made += '[';
      if (end == std::string_view::npos) return made;
      made += ShortClass(pattern.substr(at + 1, end - at - 2)) + ']';
    } else {
      if (pattern[at] == '\\' && at + 1 < pattern.size()) ++end;
      if (pattern[at] != '*' || !star) made += pattern.substr(at, end - at);
    }
    star = pattern[at] == '*';
    at = end;
  }
  return made;
}

std::vector<std::string_view> Split(std::string_view path) {
  std::vector<std::string_view> steps;
  while (true) {
    const std::size_t slash = path.find('/');
    steps.emplace_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return steps;
    path.remove_prefix(slash + 1);
  }
}

// As StepMatches, with `**` for any number of steps (at least one at the end).
bool PathMatches(std::span<const std::string> pattern, std::span<const std::string_view> path) {
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
      pattern.name_alone = !anchored;
      for (const std::string_view step : Split(line)) {
        const bool spans = step == "**";
        if (spans && pattern.spans && pattern.steps.back() == "**") continue;
        pattern.spans |= spans;
        pattern.steps.push_back(spans ? std::string(step) : InShort(step));
      }
      rules.others_.push_back(number - 1);
    }
    rules.patterns_.push_back(std::move(pattern));
  }
  return rules;
}

IgnoreRules::Match IgnoreRules::Test(std::string_view path, bool is_directory) const {
  if (empty()) return Match::kNone;
  return Test(path, others_.empty() ? std::vector<std::string_view>() : Split(path), is_directory);
}

IgnoreRules::Match IgnoreRules::Test(std::string_view path, std::span<const std::string_view> steps,
                                     bool is_directory) const {
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
  for (auto other = others_.rbegin(); other != others_.rend() && *other >= last; ++other) {
    const Pattern& pattern = patterns_[*other];
    if (pattern.folders_only && !is_directory) continue;
    const bool may_match = pattern.spans || pattern.steps.size() == steps.size();
    const bool matches = pattern.name_alone ? StepMatches(pattern.steps.front(), steps.back())
                                            : may_match && PathMatches(pattern.steps, steps);
    if (!matches) continue;
    last = *other + 1;
    break;
  }
  if (last == 0) return Match::kNone;
  return patterns_[last - 1].keep ? Match::kKeep : Match::kIgnore;
}

IgnoreRules::Match IgnoreRules::TestWithParents(std::string_view path, bool is_directory) const {
  if (empty() || path.empty()) return Match::kNone;
  const std::vector<std::string_view> all = Split(path);
  for (std::span<const std::string_view> steps = all; !path.empty();) {
    const Match match = Test(path, steps, is_directory);
    if (match != Match::kNone) return match;
    steps = steps.first(steps.size() - 1);
    path = steps.empty() ? "" : path.substr(0, path.rfind('/'));
    is_directory = true;
  }
  return Match::kNone;
}

}  // namespace execlint
