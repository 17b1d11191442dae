#include "parsers/yaml/scalar.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "parsers/yaml/text.h"

namespace execlint::yaml {
namespace {

std::string Utf8(std::uint32_t code) {
  const auto tail = [code](int shift) { return static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xC0 | code >> 6), tail(0)};
  if (code < 0x10000) return {static_cast<char>(0xE0 | code >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | (code >> 18 & 7)), tail(12), tail(6), tail(0)};
}

// A run of white space that holds line breaks, and what it folds to.
struct Fold {
  std::uint32_t end = 0;
  std::size_t breaks = 0;
  std::string text() const { return breaks == 1 ? " " : std::string(breaks - 1, '\n'); }
};

Fold ReadFold(std::string_view text, std::uint32_t at) {
  Fold fold{at};
  while (fold.end < text.size() && IsSpace(text[fold.end])) {
    if (text[fold.end] == '\n') ++fold.breaks;
    ++fold.end;
  }
  return fold;
}

// ---- quoted

class Quoted {
 public:
  Quoted(std::string_view text, std::uint32_t begin, PartCollector& parts)
      : text_(text), quote_(text[begin]), at_(begin + 1), run_(begin + 1), parts_(parts) {}

  // True: the closing quote was found; at() is behind it.
  bool Read() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == quote_) {
        if (quote_ == '\'' && At(text_, at_ + 1) == '\'') {
          Put("'", at_ + 2);
          continue;
        }
        Flush();
        ++at_;
        return true;
      }
      if (c == '\\' && quote_ == '"') {
        Escape();
      } else if (const Fold fold = ReadFold(text_, at_); fold.breaks > 0) {
        Put(fold.text(), fold.end);
      } else {
        at_ = std::max(fold.end, at_ + 1);
      }
    }
    Flush();
    return false;
  }
  std::uint32_t at() const { return at_; }

 private:
  void Flush() {
    if (run_ < at_) parts_.Verbatim(run_, at_);
  }
  // The bytes up to `end` mean `meaning`.
  void Put(std::string_view meaning, std::uint32_t end) {
    Flush();
    end = std::min<std::uint32_t>(end, static_cast<std::uint32_t>(text_.size()));
    parts_.Decoded(meaning, at_, end);
    at_ = run_ = end;
  }

  void Escape() {
    const char kind = At(text_, at_ + 1);
    if (IsBreak(kind)) return EscapedBreak();
    static constexpr std::string_view kLetters = "0abt\tnvfre \"/\\N_LP'";
    static const std::vector<std::string> meanings = {std::string(1, '\0'),
                                                      "\a",
                                                      "\b",
                                                      "\t",
                                                      "\t",
                                                      "\n",
                                                      "\v",
                                                      "\f",
                                                      "\r",
                                                      "\x1b",
                                                      " ",
                                                      "\"",
                                                      "/",
                                                      "\\",
                                                      "\xC2\x85",
                                                      "\xC2\xA0",
                                                      "\xE2\x80\xA8",
                                                      "\xE2\x80\xA9",
                                                      "'"};
    if (const std::size_t known = kLetters.find(kind); known != std::string_view::npos) {
      return Put(meanings[known], at_ + 2);
    }
    const std::uint32_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    std::uint32_t code = 0;
    for (std::uint32_t i = 0; i < digits; ++i) {
      const char c = At(text_, at_ + 2 + i);
      const auto lower = static_cast<unsigned char>(c | 0x20);
      code = code * 16 + static_cast<std::uint32_t>(c <= '9' ? c - '0' : lower - 'a' + 10);
    }
    Put(digits == 0 ? std::string_view() : std::string_view(Utf8(code)), at_ + 2 + digits);
  }

  // A `\` at the end of a line: the break is nothing, blank lines behind it still count.
  void EscapedBreak() {
    std::uint32_t end = at_ + 1;
    std::size_t breaks = 0;
    while (end < text_.size() && IsSpace(text_[end])) {
      if (text_[end] == '\n') ++breaks;
      ++end;
    }
    Put(breaks > 1 ? std::string(breaks - 1, '\n') : std::string(), end);
  }

  std::string_view text_;
  char quote_;
  std::uint32_t at_;
  std::uint32_t run_;  // verbatim bytes that are not put yet begin here
  PartCollector& parts_;
};

// ---- block

struct BlockLine {
  std::uint32_t begin = 0;  // behind the indentation
  std::uint32_t end = 0;    // before the line break
  std::uint32_t next = 0;   // behind the line break
  bool blank() const { return begin == end; }
};

struct BlockHeader {
  enum Chomp : std::uint8_t { kClip, kStrip, kKeep } chomp = kClip;
  std::uint32_t indent = 0;  // as written, 0 if not
  std::uint32_t end = 0;     // of the sign and its indicators
  std::uint32_t lines = 0;   // where the lines begin
};

BlockHeader ReadHeader(std::string_view text, std::uint32_t begin) {
  BlockHeader header;
  std::uint32_t at = begin + 1;
  for (; at < text.size(); ++at) {
    if (text[at] == '-') {
      header.chomp = BlockHeader::kStrip;
    } else if (text[at] == '+') {
      header.chomp = BlockHeader::kKeep;
    } else if (text[at] >= '1' && text[at] <= '9') {
      header.indent = static_cast<std::uint32_t>(text[at] - '0');
    } else {
      break;
    }
  }
  header.end = at;
  header.lines = PastBreak(text, LineEnd(text, at));
  return header;
}

std::uint32_t Spaces(std::string_view text, std::uint32_t at) {
  std::uint32_t end = at;
  while (end < text.size() && text[end] == ' ') ++end;
  return end - at;
}

// The column of the text: as the header says, else that of the first line with text.
std::uint32_t BlockIndent(std::string_view text, const BlockHeader& header, int parent) {
  const auto least = static_cast<std::uint32_t>(std::max(parent + 1, 1));
  if (header.indent != 0) {
    return static_cast<std::uint32_t>(std::max(parent, 0)) + header.indent;
  }
  std::uint32_t indent = least;
  for (std::uint32_t at = header.lines; at < text.size();) {
    const std::uint32_t spaces = Spaces(text, at);
    const std::uint32_t end = LineEnd(text, at);
    indent = std::max(indent, std::min(spaces, end - at));
    if (at + spaces < end) break;
    if (end == text.size()) break;
    at = PastBreak(text, end);
  }
  return indent;
}

std::vector<BlockLine> BlockLines(std::string_view text, std::uint32_t at, std::uint32_t indent) {
  std::vector<BlockLine> lines;
  while (at < text.size()) {
    const std::uint32_t spaces = Spaces(text, at);
    const std::uint32_t end = LineEnd(text, at);
    if (spaces < indent && at + spaces < end) break;
    const std::string_view start = text.substr(at, 3);
    if (indent == 0 && (start == "---" || start == "...")) break;
    lines.push_back({at + std::min(std::min(spaces, indent), end - at), end, PastBreak(text, end)});
    if (lines.back().next == end) break;  // no line break at the end of the text
    at = lines.back().next;
  }
  return lines;
}

// How the line break of `line` is written into the value.
void PutBreak(std::string_view text, const BlockLine& line, PartCollector& parts) {
  if (line.next == line.end) return;
  if (text[line.end] == '\n') {
    parts.Verbatim(line.end, line.next);
  } else {
    parts.Decoded("\n", line.end, line.next);
  }
}

// Everything between the last text before and the first text behind, of a folded scalar.
void PutFold(std::string_view text, const std::vector<BlockLine>& lines, std::size_t from,
             std::size_t to, PartCollector& parts) {
  const auto deeper = [&](const BlockLine& line) { return IsBlank(text[line.begin]); };
  if (!deeper(lines[from]) && !deeper(lines[to])) {
    if (to == from + 1) return parts.Decoded(" ", lines[from].end, lines[from].next);
    ++from;  // the first break only ends the line
  }
  for (; from < to; ++from) PutBreak(text, lines[from], parts);
}

std::uint32_t ReadBlock(std::string_view text, std::uint32_t begin, int parent,
                        PartCollector& parts) {
  const BlockHeader header = ReadHeader(text, begin);
  const bool folded = text[begin] == '>';
  const std::vector<BlockLine> lines =
      BlockLines(text, header.lines, BlockIndent(text, header, parent));
  std::size_t count = lines.size();  // of lines up to the last with text
  while (count > 0 && lines[count - 1].blank()) --count;

  std::optional<std::size_t> before;  // the last line with text
  for (std::size_t i = 0; i < count; ++i) {
    const BlockLine& line = lines[i];
    if (line.blank()) {
      if (!before || !folded) PutBreak(text, line, parts);
      continue;
    }
    if (before && folded) PutFold(text, lines, *before, i, parts);
    const bool last = i + 1 == count;
    const bool joined = text.substr(line.end, line.next - line.end) == "\n" &&
                        (last ? header.chomp != BlockHeader::kStrip : !folded);
    parts.Verbatim(line.begin, joined ? line.next : line.end);
    if (!joined && (last ? header.chomp != BlockHeader::kStrip : !folded)) {
      PutBreak(text, line, parts);
    }
    before = i;
  }
  if (header.chomp == BlockHeader::kKeep) {
    for (std::size_t i = count; i < lines.size(); ++i) PutBreak(text, lines[i], parts);
  }
  return parts.parts().empty() ? header.end : parts.parts().back().from.end;
}

// ---- plain

// True: what stands at `at` folds to exactly `decoded`; `at` is behind it.
bool AlignPlain(std::string_view text, std::uint32_t& at, std::string_view decoded,
                PartCollector& parts) {
  std::size_t i = 0;
  std::uint32_t run = at;
  while (i < decoded.size()) {
    if (at >= text.size()) return false;
    if (!IsSpace(text[at])) {
      if (text[at] != decoded[i]) return false;
      ++at, ++i;
      continue;
    }
    const Fold fold = ReadFold(text, at);
    const bool breaks = fold.breaks > 0;
    const std::string folded = breaks ? fold.text() : std::string(text.substr(at, fold.end - at));
    if (decoded.substr(i, folded.size()) != folded) return false;
    if (breaks) {
      if (run < at) parts.Verbatim(run, at);
      parts.Decoded(folded, at, fold.end);
      run = fold.end;
    }
    at = fold.end;
    i += folded.size();
  }
  if (run < at) parts.Verbatim(run, at);
  return true;
}

}  // namespace

ScalarText ReadScalar(std::string_view text, std::uint32_t begin, std::string_view decoded,
                      int parent_indent, PartCollector& parts) {
  ScalarText scalar{.begin = begin, .end = begin};
  const char first = At(text, begin);
  if (first == '"' || first == '\'') {
    scalar.style = first == '"' ? ScalarText::kDoubleQuoted : ScalarText::kSingleQuoted;
    Quoted quoted(text, begin, parts);
    scalar.closed = quoted.Read();
    scalar.end = quoted.at();
  } else if (first == '|' || first == '>') {
    scalar.style = first == '|' ? ScalarText::kLiteral : ScalarText::kFolded;
    scalar.end = ReadBlock(text, begin, parent_indent, parts);
  } else {
    scalar.aligned = AlignPlain(text, scalar.end, decoded, parts);
  }
  return scalar;
}

}  // namespace execlint::yaml
