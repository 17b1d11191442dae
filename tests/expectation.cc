#include "tests/expectation.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

#include "lint/engine/rule.h"
#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

constexpr std::string_view kOpeners[] = {"# ", "// "};
constexpr std::string_view kAnything = "...";

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Where the comment begins that says what is expected; npos if there is none.
std::size_t CommentIn(std::string_view line) {
  for (const std::string_view opener : kOpeners) {
    const std::size_t at = line.find(std::string(opener) + "expect");
    if (at != line.npos) return at;
  }
  return line.npos;
}

bool StandsAlone(std::string_view line) {
  const std::size_t at = CommentIn(line);
  return at != line.npos && line.find_first_not_of(" \t") == at;
}

// Source text on one line: a run of white space is one blank, and comments that say what is
// expected are left out.
std::string OnOneLine(std::string_view text) {
  std::string shown;
  for (const std::string& line : Lines(std::string(text))) {
    std::istringstream words(line.substr(0, CommentIn(line)));
    for (std::string word; words >> word;) shown += (shown.empty() ? "" : " ") + word;
  }
  return shown;
}

bool FitsPattern(std::string_view text, std::string_view pattern) {
  const std::size_t gap = pattern.find(kAnything);
  if (gap == pattern.npos) return text == pattern;
  if (!text.starts_with(pattern.substr(0, gap))) return false;
  const std::string_view behind = pattern.substr(gap + kAnything.size());
  for (text.remove_prefix(gap);; text.remove_prefix(1)) {
    if (FitsPattern(text, behind)) return true;
    if (text.empty()) return false;
  }
}

// Reads what stands behind the marker. Quoted text ends with the quote it began with.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  // What is wrong with it, or nothing.
  std::string Read(Expectation& into) {
    into.what = Word();
    if (into.unknown) {
      if (!IsHop(into.what)) return "no hop is called `" + into.what + "`";
    } else {
      const Rule* rule = FindRule(into.what);
      if (rule == nullptr) return "no rule is called `" + into.what + "`";
      into.severity = SeverityName(rule->severity);
    }
    bool has_at = false;
    for (;;) {
      if (const auto part = Quoted()) {
        into.part = *part;
        if (!AtEnd()) return "the message is the last of it: " + std::string(text_);
        if (into.part.empty()) return "no message is said";
        return has_at ? "" : "it does not say what is pointed at: at \"...\"";
      }
      if (AtEnd()) return "a part of the message is missing";
      const std::string word = Word();
      if (word == "at") {
        const auto at = Quoted();
        if (!at || *at == kAnything) return "no source text behind `at`";
        into.at = *at;
        has_at = true;
      } else if (word == "col") {
        into.column = static_cast<std::uint32_t>(std::atoi(Word().c_str()));
        if (into.column == 0) return "no number behind `col`";
      } else if (word == "when" || (word == "or" && !into.when.empty())) {
        const auto when = Quoted();
        if (!when) return "no words behind `" + word + "`";
        into.when.push_back(*when);
      } else if (!into.unknown && (word == "note" || word == "warning" || word == "error")) {
        into.severity = word;
      } else if (!into.unknown && (word == "low" || word == "medium" || word == "high")) {
        into.confidence = word;
      } else {
        return "`" + word + "` means nothing here";
      }
    }
  }

 private:
  static bool IsHop(std::string_view name) {
    for (int hop = 0; hop <= static_cast<int>(Hop::kInput); ++hop) {
      if (HopName(static_cast<Hop>(hop)) == name) return true;
    }
    return false;
  }

  bool AtEnd() {
    text_.remove_prefix(std::min(text_.find_first_not_of(" \t\r"), text_.size()));
    return text_.empty();
  }
  std::string Word() {
    if (AtEnd()) return "";
    const std::string word(text_.substr(0, text_.find_first_of(" \t\r")));
    text_.remove_prefix(word.size());
    return word;
  }
  std::optional<std::string> Quoted() {
    if (AtEnd() || (text_[0] != '"' && text_[0] != '\'')) return std::nullopt;
    const std::size_t end = text_.find(text_[0], 1);
    if (end == text_.npos) return std::nullopt;
    std::string quoted(text_.substr(1, end - 1));
    text_.remove_prefix(end + 1);
    return quoted;
  }

  std::string_view text_;
};

void Add(std::string_view text, Expectation expected, const std::string& where,
         Expectations& into) {
  const std::string wrong = Reader(text).Read(expected);
  if (wrong.empty()) {
    into.all.push_back(std::move(expected));
  } else {
    into.errors.push_back(where + ": " + wrong);
  }
}

// `# expect: ...`, `# expect@-2: ...`, `# expect-unknown: ...`, `# expect-unknown@+1: ...`
void FromComments(const std::string& file, const std::vector<std::string>& lines,
                  Expectations& into) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view text = lines[i];
    const std::size_t at = CommentIn(text);
    if (at == text.npos) continue;
    const std::string where = file + ":" + std::to_string(i + 1);
    std::size_t line = i;  // counted from 0
    if (StandsAlone(text)) {
      while (line < lines.size() && StandsAlone(lines[line])) ++line;
    }
    text.remove_prefix(text.find("expect", at) + 6);
    Expectation expected{.file = file};
    if (text.starts_with("-unknown")) {
      expected.unknown = true;
      text.remove_prefix(8);
    }
    if (text.starts_with('@')) {
      line = static_cast<std::size_t>(static_cast<int>(i) + std::atoi(text.data() + 1));
      text.remove_prefix(std::min(text.find(':'), text.size()));
    }
    if (!text.starts_with(':')) {
      into.errors.push_back(where + ": no colon behind `expect`");
      continue;
    }
    expected.line = static_cast<std::uint32_t>(line + 1);
    Add(text.substr(1), std::move(expected), where, into);
  }
}

// `12: rule ...`, `12: unknown hop ...`
void FromExpectFile(const std::string& file, const std::vector<std::string>& lines,
                    Expectations& into) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    const std::string where = file + ".expect:" + std::to_string(i + 1);
    char* rest = nullptr;
    const auto line = std::strtoul(lines[i].c_str(), &rest, 10);
    if (line == 0 || *rest != ':') {
      into.errors.push_back(where + ": it does not begin with the number of a line");
      continue;
    }
    std::string_view text = rest + 1;
    Expectation expected{.file = file, .line = static_cast<std::uint32_t>(line)};
    constexpr std::string_view kUnknown = " unknown ";
    if (text.starts_with(kUnknown)) {
      expected.unknown = true;
      text.remove_prefix(kUnknown.size());
    }
    Add(text, std::move(expected), where, into);
  }
}

Remark At(Span span, const SourceMap& sources, Expectation seen) {
  if (!span.valid()) return {.seen = std::move(seen)};
  const LineColumn place = sources.Locate(span.file, span.begin);
  seen.file = sources.path(span.file);
  seen.line = place.line;
  seen.column = place.column;
  seen.at = OnOneLine(sources.Text(span));
  std::string_view line = sources.Text(sources.Line(span.file, place.line));
  line = line.substr(0, CommentIn(line));
  const std::string_view text = sources.Text(span);
  const std::string_view begin = text.substr(0, std::min(text.find('\n'), text.size()));
  const std::size_t first = line.find(begin);
  const bool again = first != line.npos && line.find(begin, first + 1) != line.npos;
  return {.seen = std::move(seen), .needs_column = text.empty() || again};
}

std::string InQuotes(const std::string& text) {
  const char quote = text.find('"') == text.npos ? '"' : '\'';
  return quote + text + quote;
}

}  // namespace

Expectations TakeExpectations(std::map<std::string, std::string>& files) {
  constexpr std::string_view kSuffix = ".expect";
  Expectations expectations;
  for (auto it = files.begin(); it != files.end();) {
    const std::vector<std::string> lines = Lines(it->second);
    if (it->first.ends_with(kSuffix)) {
      FromExpectFile(it->first.substr(0, it->first.size() - kSuffix.size()), lines, expectations);
      it = files.erase(it);
    } else {
      FromComments(it->first, lines, expectations);
      ++it;
    }
  }
  return expectations;
}

Remark RemarkOf(const Finding& finding, const SourceMap& sources) {
  return At(finding.primary, sources,
            {.what = std::string(finding.rule->name),
             .severity = std::string(SeverityName(finding.severity)),
             .confidence = std::string(ConfidenceName(finding.confidence)),
             .when = finding.when,
             .part = finding.message});
}

Remark RemarkOf(const UnknownEntry& entry, const SourceMap& sources) {
  return At(entry.at, sources,
            {.unknown = true,
             .what = std::string(HopName(entry.hop)),
             .when = entry.when,
             .part = entry.what + ": " + entry.reason});
}

bool Fits(const Expectation& expected, const Remark& remark) {
  const Expectation& seen = remark.seen;
  const bool column = expected.column == 0 ? !remark.needs_column : expected.column == seen.column;
  return expected.unknown == seen.unknown && expected.file == seen.file &&
         expected.line == seen.line && expected.what == seen.what &&
         expected.severity == seen.severity && expected.confidence == seen.confidence && column &&
         FitsPattern(seen.at, expected.at) && expected.when == seen.when &&
         seen.part.find(expected.part) != std::string::npos;
}

std::string InWords(const Expectation& expectation) {
  std::string words = expectation.what;
  if (!expectation.unknown) {
    const Rule* rule = FindRule(expectation.what);
    if (rule == nullptr || expectation.severity != SeverityName(rule->severity)) {
      words += " " + expectation.severity;
    }
    if (expectation.confidence != "high") words += " " + expectation.confidence;
  }
  if (expectation.column != 0) words += " col " + std::to_string(expectation.column);
  words += " at " + InQuotes(expectation.at);
  for (std::size_t i = 0; i < expectation.when.size(); ++i) {
    words += (i == 0 ? " when " : " or ") + InQuotes(expectation.when[i]);
  }
  return words + " " + InQuotes(expectation.part);
}

std::string InWords(const Remark& remark) {
  Expectation shown = remark.seen;
  if (!remark.needs_column) shown.column = 0;
  return InWords(shown);
}

}  // namespace execlint::testing_support
