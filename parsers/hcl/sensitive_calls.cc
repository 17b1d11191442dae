#include "parsers/hcl/sensitive_calls.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string_view>
#include <vector>

namespace execlint::hcl {
namespace {

constexpr std::string_view kName = "sensitive";

bool IsOfName(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

// Reads code, texts and comments in turn: `"a-${sensitive("b")}"` is a text with code with a text.
class CallReader {
 public:
  CallReader(SourceMap& sources, FileId file)
      : sources_(sources), file_(file), text_(sources.Text(file)) {}

  void Run() {
    while (at_ < text_.size()) {
      if (InText()) {
        ReadText();
      } else {
        ReadCode();
      }
    }
  }

 private:
  // What is open: a bracket (with whether it is that of a call), or a text.
  struct Open {
    enum Kind : std::uint8_t { kBracket, kCall, kQuote, kHeredoc } kind;
    std::string_view tag = {};  // of a heredoc
  };

  bool InText() const {
    return !open_.empty() &&
           (open_.back().kind == Open::kQuote || open_.back().kind == Open::kHeredoc);
  }

  void ReadCode() {
    const char c = text_[at_];
    if (c == '#' || text_.substr(at_, 2) == "//") {
      at_ = LineEnd();
    } else if (text_.substr(at_, 2) == "/*") {
      const std::size_t end = text_.find("*/", at_ + 2);
      at_ = end == text_.npos ? text_.size() : end + 2;
    } else if (c == '"') {
      OpenText({Open::kQuote});
      begin_ = ++at_;
    } else if (text_.substr(at_, 2) == "<<") {
      ReadTag();
    } else if (c == '(' || c == '{' || c == '[') {
      const bool call = c == '(' && IsCall();
      calls_ += call ? 1 : 0;
      open_.push_back({call ? Open::kCall : Open::kBracket});
      ++at_;
    } else if (c == ')' || c == '}' || c == ']') {
      Close();
    } else if (c == '\n' && at_ + 1 < text_.size() &&
               std::isalpha(static_cast<unsigned char>(text_[at_ + 1])) != 0 && calls_ > 0 &&
               texts_ == 0) {
      // A block begins: the bracket of the call is missing.
      open_.clear();
      calls_ = 0;
      ++at_;
    } else {
      ++at_;
    }
  }

  void OpenText(Open text) {
    open_.push_back(text);
    ++texts_;
  }

  void CloseText() {
    open_.pop_back();
    --texts_;
  }

  bool IsCall() const {
    if (at_ < kName.size() || text_.substr(at_ - kName.size(), kName.size()) != kName) return false;
    return at_ == kName.size() || !IsOfName(text_[at_ - kName.size() - 1]);
  }

  // The bracket that closes code: in a text, the text goes on.
  void Close() {
    ++at_;
    if (open_.empty()) return;
    if (open_.back().kind == Open::kCall) --calls_;
    open_.pop_back();
    begin_ = at_;
  }

  void ReadTag() {
    std::size_t begin = at_ + 2;
    if (begin < text_.size() && text_[begin] == '-') ++begin;
    std::size_t end = begin;
    while (end < text_.size() && IsOfName(text_[end])) ++end;
    at_ = std::max(end, at_ + 2);
    const std::size_t next = text_.find_first_not_of(" \t\r", end);
    if (begin == end || (next != text_.npos && text_[next] != '\n')) return;
    OpenText({Open::kHeredoc, text_.substr(begin, end - begin)});
    begin_ = at_ = next == text_.npos ? text_.size() : next + 1;
  }

  void ReadText() {
    const bool quote = open_.back().kind == Open::kQuote;
    const char c = text_[at_];
    const std::string_view two = text_.substr(at_, 2);
    if (two == "${" || two == "%{") {
      const bool escaped = at_ > begin_ && text_[at_ - 1] == text_[at_];
      Mark(at_);
      at_ += 2;
      begin_ = at_;
      if (!escaped) open_.push_back({Open::kBracket});
    } else if (quote && c == '\\') {
      at_ = std::min(at_ + 2, text_.size());
    } else if (quote && (c == '"' || c == '\n')) {
      Mark(at_);
      CloseText();
      ++at_;
    } else if (!quote && (at_ == begin_ || text_[at_ - 1] == '\n') && EndsHeredoc()) {
      Mark(at_);
      CloseText();
      at_ = LineEnd();
    } else {
      ++at_;
      if (at_ == text_.size()) Mark(at_);
    }
  }

  bool EndsHeredoc() const {
    std::string_view line = text_.substr(at_, LineEnd() - at_);
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == line.npos || !line.substr(first).starts_with(open_.back().tag)) return false;
    return line.find_first_not_of(" \t\r", first + open_.back().tag.size()) == line.npos;
  }

  // What is read of a text is a secret in a call.
  void Mark(std::size_t end) {
    if (calls_ == 0 || begin_ >= end) return;
    sources_.MarkSecret(
        {file_, static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(end)});
  }

  std::size_t LineEnd() const { return std::min(text_.find('\n', at_), text_.size()); }

  SourceMap& sources_;
  const FileId file_;
  const std::string_view text_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;  // of what is read of a text
  std::size_t calls_ = 0;  // that are open
  std::size_t texts_ = 0;  // that are open
  std::vector<Open> open_;
};

}  // namespace

void MarkSensitiveCalls(SourceMap& sources, FileId file) {
  if (sources.Text(file).find("sensitive(") != std::string_view::npos) {
    CallReader(sources, file).Run();
  }
}

}  // namespace execlint::hcl
