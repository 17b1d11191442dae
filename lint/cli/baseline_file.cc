#include "lint/cli/baseline_file.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <tuple>
#include <utility>

#include "lint/project/project.h"
#include "lint/render/escape.h"
#include "lint/source/format.h"
#include "lint/source/utf8.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFirstLine = "# execlint baseline v1";
constexpr std::string_view kAboutIt = ": known findings, one a line";
constexpr std::size_t kMostOfMessage = 120;  // characters
constexpr std::string_view kHex = "0123456789abcdef";

// What git leaves at the beginning of a line where it cannot merge.
constexpr std::string_view kConflictMarks[] = {"<<<<<<<", "=======", ">>>>>>>", "|||||||"};

bool IsConflictMark(std::string_view line) {
  return std::any_of(std::begin(kConflictMarks), std::end(kConflictMarks),
                     [line](std::string_view mark) { return line.starts_with(mark); });
}

// A path as one word of printable ASCII, which begins no other line than that of a finding.
std::string PathToWord(std::string_view path) {
  if (path.empty()) return "-";
  std::string word;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte > ' ' && byte < 0x7F && c != '%' && c != '#';
    const bool misread = word.empty() && (path == "-" || IsConflictMark(path));
    if (plain && !misread) {
      word += c;
    } else {
      word += '%';
      word += kHex[byte >> 4];
      word += kHex[byte & 15];
    }
  }
  return word;
}

std::optional<std::string> WordToPath(std::string_view word) {
  if (word == "-") return "";
  std::string path;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] != '%') {
      path += word[i];
      continue;
    }
    const std::size_t high = i + 2 < word.size() ? kHex.find(word[i + 1]) : kHex.npos;
    const std::size_t low = i + 2 < word.size() ? kHex.find(word[i + 2]) : kHex.npos;
    if (high == kHex.npos || low == kHex.npos) return std::nullopt;
    path += static_cast<char>(high << 4 | low);
    i += 2;
  }
  return path;
}

std::string HeadOf(std::string_view message) {
  const std::string safe = SafeText(message);
  std::size_t end = 0;
  for (std::size_t n = 0; n < kMostOfMessage && end < safe.size(); ++n) {
    end += DecodeUtf8(safe, end).length;
  }
  return end < safe.size() ? safe.substr(0, end) + "..." : safe;
}

auto Identity(const KnownFinding& one) { return std::tie(one.rule, one.address, one.plain_block); }

// One finding that two branches found, and described in different words, is one. Of several
// severities and numbers of workloads the lowest counts, each by itself, so that nothing that
// became worse is missed.
void KeepEachOnce(std::vector<KnownFinding>& known) {
  std::stable_sort(known.begin(), known.end(), [](const KnownFinding& a, const KnownFinding& b) {
    if (Identity(a) != Identity(b)) return Identity(a) < Identity(b);
    return std::tie(a.path, a.message) < std::tie(b.path, b.message);
  });
  std::vector<KnownFinding> once;
  for (KnownFinding& one : known) {
    if (once.empty() || Identity(once.back()) != Identity(one)) {
      once.push_back(std::move(one));
      continue;
    }
    KnownFinding& kept = once.back();
    kept.severity = std::min(kept.severity, one.severity);
    kept.extent = {std::min(kept.extent.subjects, one.extent.subjects),
                   kept.extent.conditional || one.extent.conditional};
  }
  known = std::move(once);
}

// The words of one line, with what is wrong with the first that is.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : line_(line) {}

  std::optional<KnownFinding> Read() {
    KnownFinding known;
    const std::string_view path = Word("the path");
    const std::size_t path_at = at_;
    const std::string_view rule = Word("the rule");
    const std::size_t rule_at = at_;
    const std::string_view severity = Word("the severity");
    const std::size_t severity_at = at_;
    known.extent = ReadExtent();
    known.address = Fingerprint();
    known.plain_block = Fingerprint();
    known.message = line_.substr(std::min(next_, line_.size()));
    known.rule = rule;
    const auto unquoted = WordToPath(path);
    if (!unquoted) {
      Wrong(path_at, "`%` is not followed by two of the digits 0123456789abcdef");
    }
    known.path = unquoted.value_or("");
    if (rule.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != rule.npos) {
      Wrong(rule_at, Format("`{}` is not the name of a rule", SafeText(rule)));
    }
    if (severity == "error") {
      known.severity = Severity::kError;
    } else if (severity == "warning") {
      known.severity = Severity::kWarning;
    } else if (severity == "note") {
      known.severity = Severity::kNote;
    } else {
      Wrong(severity_at,
            Format("`{}` is not a severity: error, warning or note", SafeText(severity)));
    }
    if (wrong_) return std::nullopt;
    return known;
  }

  // Of what is wrong.
  std::size_t column() const { return wrong_at_ + 1; }
  const std::string& message() const { return *wrong_; }

 private:
  std::string_view Word(std::string_view what) {
    at_ = std::min(next_, line_.size());
    const std::size_t end = std::min(line_.find(' ', at_), line_.size());
    const std::string_view word = line_.substr(at_, end - at_);
    next_ = end + 1;
    if (word.empty()) {
      Wrong(at_, Format("{} is missing; a line is: path, rule, severity, number of workloads, two "
                        "fingerprints, message",
                        what));
    }
    return word;
  }

  // `3`, or `3?` where it holds under conditions only.
  Extent ReadExtent() {
    const std::string_view word = Word("the number of workloads");
    Extent extent{.subjects = 0, .conditional = word.ends_with('?')};
    std::string_view digits = word;
    if (extent.conditional) digits.remove_suffix(1);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), extent.subjects);
    if (error != std::errc() || end != digits.data() + digits.size()) {
      Wrong(at_, Format("`{}` is not a number of workloads", SafeText(word)));
    }
    return extent;
  }

  std::string Fingerprint() {
    const std::string_view word = Word("a fingerprint");
    if (word.size() != 16 || word.find_first_not_of(kHex) != word.npos) {
      Wrong(at_,
            Format("`{}` is not a fingerprint, which has 16 hexadecimal digits", SafeText(word)));
    }
    return std::string(word);
  }

  void Wrong(std::size_t at, std::string message) {
    if (wrong_ && wrong_at_ <= at) return;
    wrong_at_ = at;
    wrong_ = std::move(message);
  }

  std::string_view line_;
  std::size_t at_ = 0, next_ = 0;
  std::size_t wrong_at_ = 0;
  std::optional<std::string> wrong_;
};

// What is wrong with the first line; empty: nothing.
std::string Complaint(std::string_view first) {
  if (first == kFirstLine || first.starts_with(std::string(kFirstLine) + ":")) return "";
  const std::string_view any_version = kFirstLine.substr(0, kFirstLine.size() - 1);
  if (first.starts_with(any_version)) {
    return Format(
        "this baseline was written by another version of execlint, which does not begin "
        "it with `{}`; --write-baseline with a new name makes one for this version",
        kFirstLine);
  }
  return Format("this is not a baseline of execlint, which begins with `{}`", kFirstLine);
}

}  // namespace

std::string BaselineText(const std::vector<KnownFinding>& known) {
  std::vector<KnownFinding> once = known;
  KeepEachOnce(once);
  std::vector<std::string> lines;
  for (const KnownFinding& one : once) {
    lines.push_back(Format("{} {} {} {}{} {} {} {}\n", PathToWord(one.path), one.rule,
                           SeverityName(one.severity), one.extent.subjects,
                           one.extent.conditional ? "?" : "", one.address, one.plain_block,
                           HeadOf(one.message)));
  }
  std::sort(lines.begin(), lines.end());
  std::string text = Format("{}{}\n", kFirstLine, kAboutIt);
  for (const std::string& line : lines) text += line;
  return text;
}

tl::expected<std::vector<KnownFinding>, Error> ParseBaseline(std::string_view text,
                                                             const std::string& name) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const auto wrong = [&](std::size_t line, std::size_t column, const std::string& message) {
    return tl::make_unexpected(Error{Format("{}:{}:{}: {}", name, line, column, message)});
  };
  std::vector<KnownFinding> known;
  std::size_t number = 0;
  do {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number;
    if (number == 1) {
      if (const std::string message = Complaint(line); !message.empty()) {
        return wrong(1, 1, message);
      }
      continue;
    }
    if (line.empty()) continue;
    if (IsConflictMark(line)) {
      return wrong(number, 1,
                   "a merge conflict is not resolved; keep the lines of both sides, in any order");
    }
    if (line.starts_with('#')) {
      if (line.starts_with(kFirstLine)) continue;  // left by a merge
      return wrong(number, 1, "only the first line is a comment");
    }
    LineReader reader(line);
    auto one = reader.Read();
    if (!one) return wrong(number, reader.column(), reader.message());
    known.push_back(std::move(*one));
  } while (!text.empty());
  KeepEachOnce(known);
  return known;
}

tl::expected<std::optional<std::vector<KnownFinding>>, Error> ReadBaseline(
    const std::string& path) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(path, error))) {
    return std::optional<std::vector<KnownFinding>>();
  }
  const auto text = ReadGivenFile(path);
  if (!text) return tl::make_unexpected(text.error());
  auto known = ParseBaseline(*text, path);
  if (!known) return tl::make_unexpected(known.error());
  return std::optional(std::move(*known));
}

}  // namespace execlint
