#include <algorithm>
#include <cctype>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "lint/source/format.h"
#include "tests/support/respell.h"

namespace execlint::testing_support {
namespace {

// Escapes in strings without templates, comments between, line ends of Windows. What stands in
// heredocs and comments stays.
class HclRespeller {
 public:
  HclRespeller(std::string_view text, Dice& dice) : text_(text), dice_(dice) {}

  std::string Run() {
    while (at_ < text_.size()) {
      if (text_[at_] == '#' || Starts("//")) {
        Copy(std::min(text_.find('\n', at_), text_.size()));
      } else if (Starts("/*")) {
        Copy(std::min(text_.find("*/", at_), text_.size() - 2) + 2);
      } else if (Starts("<<")) {
        Heredoc();
      } else if (text_[at_] == '"') {
        String();
      } else if (text_[at_] == ' ' && dice_.OneIn(60)) {
        out_ += " /* \" { */ ";
        ++at_;
      } else {
        Copy(at_ + 1);
      }
    }
    return std::move(out_);
  }

 private:
  bool Starts(std::string_view words) const { return text_.substr(at_).starts_with(words); }
  void Copy(std::size_t end) {
    out_ += text_.substr(at_, end - at_);
    at_ = end;
  }

  void Heredoc() {
    std::size_t begin = at_ + 2;
    if (text_.substr(begin).starts_with('-')) ++begin;
    std::size_t end = begin;
    while (end < text_.size() && std::isalnum(static_cast<unsigned char>(text_[end])) != 0) ++end;
    const std::string tag(text_.substr(begin, end - begin));
    std::size_t line = text_.find('\n', end);
    while (!tag.empty() && line != text_.npos) {
      const std::size_t first = text_.find_first_not_of(" \t", line + 1);
      if (first != text_.npos && text_.substr(first).starts_with(tag)) {
        return Copy(first + tag.size());
      }
      line = text_.find('\n', line + 1);
    }
    Copy(end);
  }

  void String() {
    std::size_t end = at_ + 1;
    int depth = 0;
    bool template_or_escape = false;
    for (; end < text_.size(); ++end) {
      const char c = text_[end];
      if (c == '\\') {
        template_or_escape = true;
        ++end;
      } else if (text_.substr(end).starts_with("${") || text_.substr(end).starts_with("%{")) {
        template_or_escape = true;
        ++depth;
        ++end;
      } else if (c == '}' && depth > 0) {
        --depth;
      } else if (c == '\n' || (c == '"' && depth == 0)) {
        break;
      }
    }
    if (template_or_escape || end >= text_.size() || text_[end] != '"') {
      return Copy(std::min(end + 1, text_.size()));
    }
    out_ += '"';
    for (const char c : text_.substr(at_ + 1, end - at_ - 1)) {
      if (IsPlainAscii(c) && c != '$' && c != '%' && dice_.OneIn(5)) {
        const auto code = static_cast<unsigned>(c);
        out_ += dice_.OneIn(3) ? Format("\\U{:08x}", code) : Format("\\u{:04X}", code);
      } else {
        out_ += c;
      }
    }
    out_ += '"';
    at_ = end + 1;
  }

  const std::string_view text_;
  Dice& dice_;
  std::size_t at_ = 0;
  std::string out_;
};

// Parentheses round what stands behind a `=` on one line.
std::string WithParentheses(const std::string& text, Dice& dice) {
  static const std::set<std::string> kNoExpressions = {"source",
                                                       "version",
                                                       "provider",
                                                       "providers",
                                                       "type",
                                                       "ignore_changes",
                                                       "depends_on",
                                                       "to",
                                                       "iterator",
                                                       "labels",
                                                       "default",
                                                       "required",
                                                       "required_version",
                                                       "replace_triggered_by",
                                                       "configuration_aliases"};
  static const std::regex kArgument(R"(^(\s*)([a-z_]+)( *= *)([^#{}\[\]()<>]+)$)");
  std::string out;
  bool in_heredoc = false;
  std::string tag;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    if (in_heredoc) {
      in_heredoc = line.find(tag) == line.npos || line.find_first_not_of(" \t") != line.find(tag);
    } else if (const std::size_t open = line.find("<<"); open != line.npos) {
      const std::size_t name = line.find_first_not_of("<-", open);
      tag = name == line.npos ? "" : line.substr(name, line.find_last_not_of(" \t\r") + 1 - name);
      in_heredoc = !tag.empty();
    } else if (std::smatch match; std::regex_match(line, match, kArgument) &&
                                  !kNoExpressions.contains(match[2]) && dice.OneIn(2)) {
      const std::size_t depth = dice.OneIn(8) ? 100 : 1 + dice.Roll(3);
      line = match[1].str() + match[2].str() + match[3].str() + std::string(depth, '(') +
             match[4].str() + std::string(depth, ')');
    }
    out += line + "\n";
  }
  return out;
}

}  // namespace

std::string RespellHcl(const std::string& text, Dice& dice) {
  std::string out = HclRespeller(WithParentheses(text, dice), dice).Run();
  if (dice.OneIn(3)) {
    std::string crlf;
    for (const char c : out) crlf += c == '\n' ? "\r\n" : std::string(1, c);
    out = std::move(crlf);
  }
  return (dice.OneIn(3) ? "\xEF\xBB\xBF" : "") + out;
}

}  // namespace execlint::testing_support
