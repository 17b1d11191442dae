// Regular expressions are RE2's, as Terraform's are.
#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "lint/source/find.h"
#include "parsers/terraform/functions/function.h"

namespace execlint::terraform {
namespace {

constexpr int kMaxGroups = 64;

RE2::Options Quiet() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  return options;
}

// A pattern, counted by what it takes to compile and to match it.
class Pattern {
 public:
  Pattern(const Call& call, const std::string& text) : host_(call.host) {
    if (!host_.Spend(kStepsToCompile + text.size() * kStepsOfACharacter)) return;
    regex_.emplace(text, Quiet());
    steps_ = regex_->ok() ? static_cast<std::size_t>(regex_->ProgramSize()) : kStepsToFail;
    within_bounds_ = host_.Spend(steps_);
  }

  // False: the budget is spent, and the pattern is not to be asked for.
  bool within_bounds() const { return within_bounds_; }
  bool usable() const { return regex_->ok() && regex_->NumberOfCapturingGroups() <= kMaxGroups; }
  // Counts a search in so many characters.
  bool Spend(std::size_t characters) {
    return host_.Spend(1 + characters / kCharactersInAStep * (1 + steps_ / 32));
  }
  const RE2& operator*() const { return *regex_; }
  const RE2* operator->() const { return &*regex_; }

 private:
  static constexpr std::size_t kCharactersInAStep = 16;  // of a pattern that is short
  static constexpr std::size_t kStepsToCompile = 100, kStepsOfACharacter = 8;
  static constexpr std::size_t kStepsToFail = 10'000;  // as one does that is too large

  FunctionHost& host_;
  std::optional<RE2> regex_;
  std::size_t steps_ = 0;
  bool within_bounds_ = false;
};

Traced Group(const Call& call, const re2::StringPiece& piece) {
  if (piece.data() == nullptr) return call.Null();
  return call.String(std::string_view(piece.data(), piece.size()));
}

// A match as Terraform hands it out: the text, a list of its groups, or a map of the named ones.
Traced Matched(const Call& call, const RE2& pattern, const std::vector<re2::StringPiece>& groups) {
  const int count = pattern.NumberOfCapturingGroups();
  if (count == 0) return Group(call, groups[0]);
  const auto& names = pattern.CapturingGroupNames();
  if (names.empty()) {
    std::vector<Traced> items;
    for (int i = 1; i <= count; ++i) items.push_back(Group(call, groups[i]));
    return call.List(items);
  }
  if (static_cast<int>(names.size()) != count)
    return call.Fail("named and unnamed groups are mixed");
  std::vector<Entry> entries;
  for (const auto& [index, name] : names) {
    entries.push_back({call.store().Keep(name), call.at, Group(call, groups[index])});
  }
  return call.Map(entries);
}

Traced Regex(Call& call) {
  Pattern pattern(call, call.TextAt(0));
  if (!pattern.within_bounds()) return call.Limit();
  if (!pattern.usable()) return call.Fail("the pattern is not valid");
  const std::string text = call.TextAt(1);
  if (!pattern.Spend(text.size())) return call.Limit();
  std::vector<re2::StringPiece> groups(pattern->NumberOfCapturingGroups() + 1);
  if (!pattern->Match(text, 0, text.size(), RE2::UNANCHORED, groups.data(), groups.size())) {
    return call.Fail("the pattern does not match");
  }
  return Matched(call, *pattern, groups);
}

Traced RegexAll(Call& call) {
  Pattern pattern(call, call.TextAt(0));
  if (!pattern.within_bounds()) return call.Limit();
  if (!pattern.usable()) return call.Fail("the pattern is not valid");
  const std::string text = call.TextAt(1);
  std::vector<re2::StringPiece> groups(pattern->NumberOfCapturingGroups() + 1);
  std::vector<Traced> all;
  for (std::size_t at = 0; at <= text.size();) {
    if (!pattern.Spend(text.size() - at)) return call.Limit();
    if (!pattern->Match(text, at, text.size(), RE2::UNANCHORED, groups.data(), groups.size())) {
      break;
    }
    all.push_back(Matched(call, *pattern, groups));
    const std::size_t begin = static_cast<std::size_t>(groups[0].data() - text.data());
    at = begin + std::max<std::size_t>(groups[0].size(), 1);
  }
  return call.List(all);
}

// Go's `$1`, `${1}`, `$name` in a replacement. What is more than one string may hold is not all
// made.
std::string Expanded(std::string_view replacement, const RE2& pattern,
                     const std::vector<re2::StringPiece>& groups) {
  std::string out;
  for (std::size_t i = 0; i < replacement.size() && out.size() <= kMaxText; ++i) {
    if (replacement[i] != '$' || i + 1 == replacement.size()) {
      out += replacement[i];
      continue;
    }
    if (replacement[i + 1] == '$') {
      out += '$';
      ++i;
      continue;
    }
    const bool braces = replacement[i + 1] == '{';
    const std::size_t begin = i + (braces ? 2 : 1);
    std::size_t end = begin;
    while (end < replacement.size() &&
           (std::isalnum(static_cast<unsigned char>(replacement[end])) != 0 ||
            replacement[end] == '_')) {
      ++end;
    }
    if (end == begin || (braces && (end == replacement.size() || replacement[end] != '}'))) {
      out += '$';
      continue;
    }
    const std::string name(replacement.substr(begin, end - begin));
    std::size_t index = groups.size();
    if (std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      index = name.size() > 3 ? groups.size() : static_cast<std::size_t>(std::stoi(name));
    } else if (const auto it = pattern.NamedCapturingGroups().find(name);
               it != pattern.NamedCapturingGroups().end()) {
      index = static_cast<std::size_t>(it->second);
    }
    if (index < groups.size()) out += std::string_view(groups[index].data(), groups[index].size());
    i = braces ? end : end - 1;
  }
  return out;
}

Traced ReplacePattern(Call& call, const std::string& text, const std::string& expression,
                      const std::string& replacement) {
  Pattern pattern(call, expression);
  if (!pattern.within_bounds()) return call.Limit();
  if (!pattern.usable()) return call.Fail("the pattern is not valid");
  std::vector<re2::StringPiece> groups(pattern->NumberOfCapturingGroups() + 1);
  std::string out;
  std::size_t copied = 0;
  for (std::size_t at = 0; at <= text.size();) {
    if (!pattern.Spend(text.size() - at) || !call.host.Spend(replacement.size() / 8) ||
        out.size() > kMaxText) {
      return call.Limit();
    }
    if (!pattern->Match(text, at, text.size(), RE2::UNANCHORED, groups.data(), groups.size())) {
      break;
    }
    const std::size_t begin = static_cast<std::size_t>(groups[0].data() - text.data());
    const std::size_t end = begin + groups[0].size();
    // An empty match right behind a match does not count.
    if (end > begin || begin != copied || begin == 0) {
      out += std::string_view(text).substr(copied, begin - copied);
      out += Expanded(replacement, *pattern, groups);
      copied = end;
    }
    at = end > begin ? end : end + 1;
  }
  if (copied < text.size()) out += std::string_view(text).substr(copied);
  return call.String(out);
}

Traced Replace(Call& call) {
  const std::string text = call.TextAt(0), from = call.TextAt(1), to = call.TextAt(2);
  if (from.size() > 1 && from.front() == '/' && from.back() == '/') {
    return ReplacePattern(call, text, from.substr(1, from.size() - 2), to);
  }
  if (from.empty() && !std::all_of(text.begin(), text.end(), [](char c) { return c > 0; })) {
    return call.Unknown();
  }
  std::string out;
  for (std::size_t at = 0;;) {
    if (!call.host.Spend(1 + to.size() / 8) || out.size() > kMaxText) return call.Limit();
    if (from.empty()) {
      out += to;
      if (at == text.size()) break;
      out += text[at++];
      continue;
    }
    const std::size_t next = Find(text, from, at);
    out += std::string_view(text).substr(at, next - at);
    if (next == std::string::npos) break;
    out += to;
    at = next + from.size();
  }
  return call.String(out);
}

constexpr Function kPatternFunctions[] = {
    {"regex", "ss", Regex},
    {"regexall", "ss", RegexAll},
    {"replace", "sss", Replace},
};

}  // namespace

std::span<const Function> PatternFunctions() { return kPatternFunctions; }

}  // namespace execlint::terraform
