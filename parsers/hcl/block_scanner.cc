#include "parsers/hcl/block_scanner.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "lint/source/format.h"
#include "lint/source/utf8.h"
#include "parsers/hcl/identifier.h"
#include "parsers/hcl/template_text.h"
#include "parsers/hcl/white_space.h"

namespace execlint::hcl {
namespace {

// Scans that reach the end of the file in vain start over behind the item that was not closed.
// After this many of them every item is confined to its own lines, so the whole stays linear.
constexpr int kMaxRestarts = 8;

// The same as in external_scanner.c: what one takes for a heredoc, the other must.
constexpr bool IsTagCharacter(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c >= 0x80;
}
constexpr bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// The bytes that mean something in code, in a quoted string, in a heredoc.
using ByteSet = std::array<bool, 256>;
constexpr ByteSet SetOf(std::string_view bytes) {
  ByteSet set{};
  for (const char c : bytes) set[static_cast<unsigned char>(c)] = true;
  return set;
}
constexpr ByteSet kCodeBytes = SetOf("\"#/<{}[]()\n");
constexpr ByteSet kQuotedBytes = SetOf("\"\\\n$%");
constexpr ByteSet kHeredocBytes = SetOf("\n$%");

// What is open at the current byte: brackets, the templates around them, and so on.
struct Frame {
  enum Kind : std::uint8_t { kBrace, kBracket, kParen, kInterpolation, kQuoted, kHeredoc } kind;
  std::uint32_t open;    // where it was opened
  std::string_view tag;  // of a heredoc
};

class Scanner {
 public:
  Scanner(std::string_view text, Span part, std::vector<Span>* comments)
      : text_(text),
        file_(part.file),
        begin_(part.begin),
        end_(part.end),
        limit_(part.end),
        at_(part.begin),
        comments_(comments) {}

  ScannedFile Run();

 private:
  enum class Stop { kGoOn, kDone, kEnd, kTooDeep };

  // Items.
  bool ReadHead(Item& item);
  bool ReadQuotedLabel(Item& item);
  void Rewind(std::uint32_t to);
  void ReadItem();
  void SkipJunk();
  void CutOff(Item& item, Stop stop);
  void ReportUnclosed(const Frame& frame);
  void Finish(Item& item);

  // What stands inside an item.
  Stop Follow(bool until_line_end);
  Stop FollowCode(bool until_line_end);
  Stop FollowQuoted();
  Stop FollowHeredoc();
  bool Push(Frame::Kind kind, std::uint32_t open, std::string_view tag = {});
  void Close(char closer);
  bool OpenTemplate();
  Stop OpenHeredoc();
  bool AtHeredocEnd(std::string_view tag, std::uint32_t* tag_end) const;
  std::uint32_t SpaceInLine(std::uint32_t at) const;

  // Small steps.
  bool AtIdentifier() const { return StartsIdentifier(text_.substr(0, limit_), at_); }
  bool At(char c) const { return at_ < limit_ && text_[at_] == c; }
  bool NextIs(char c) const { return at_ + 1 < limit_ && text_[at_ + 1] == c; }
  void SkipTo(const ByteSet& stops) {
    while (at_ < limit_ && !stops[static_cast<unsigned char>(text_[at_])]) ++at_;
  }
  std::uint32_t LineEnd(std::uint32_t from, std::uint32_t limit) const;
  bool SkipComment();
  bool SkipForeign();
  Name ReadIdentifier();
  Span Here(std::uint32_t begin, std::uint32_t end) const { return {file_, begin, end}; }
  std::string_view Slice(std::uint32_t begin, std::uint32_t end) const {
    return text_.substr(begin, end - begin);
  }

  // Where to go on behind an item that is not closed.
  std::uint32_t IndentOf(std::uint32_t offset) const;
  bool IsHead(std::uint32_t line, std::uint32_t max_indent) const;
  std::uint32_t NextHead(std::uint32_t from, std::uint32_t max_indent) const;
  void Confine(std::uint32_t begin);

  void Report(Problem::Kind kind, Span span, std::string message) {
    out_.problems.push_back({kind, span, std::move(message)});
  }

  const std::string_view text_;
  const FileId file_;
  const std::uint32_t begin_;
  const std::uint32_t end_;
  std::uint32_t limit_;  // nothing at or behind it is looked at
  std::uint32_t at_;
  std::vector<Frame> open_;
  bool at_line_start_ = false;  // in a heredoc
  bool last_was_junk_ = false;
  int restarts_ = 0;
  std::uint32_t part_indent_ = 0;   // of the first item
  std::uint32_t confined_to_ = 0;   // see Confine
  std::uint32_t foreign_told_ = 0;  // the end of the line of the last foreign character told
  std::size_t comment_close_ = 0;   // where the next */ stands, or the end
  Span last_comment_;
  std::vector<Span>* const comments_;
  ScannedFile out_;
};

ScannedFile Scanner::Run() {
  if (at_ == 0 && Slice(0, end_).starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
  if (at_ == 0 && IsWide(Slice(0, std::min<std::uint32_t>(end_, 4)))) {
    Report(Problem::kSyntax, Here(0, 2), "text is UTF-16: save it as UTF-8");
    return std::move(out_);
  }
  while (at_ < end_) {
    const char c = text_[at_];
    if (IsBlank(c) || c == '\n') {
      ++at_;
    } else if (!SkipComment() && !SkipForeign()) {
      if (AtIdentifier()) {
        ReadItem();
      } else {
        SkipJunk();
      }
    }
  }
  return std::move(out_);
}

// ---- items

// The rest of a line that is no item. Neighbouring lines of junk are one problem.
void Scanner::SkipJunk() {
  const std::uint32_t line_end = LineEnd(at_, end_);
  std::uint32_t last = line_end;
  while (last > at_ + 1 && IsBlank(text_[last - 1])) --last;
  if (!last_was_junk_) {
    Report(Problem::kSyntax, Here(at_, last), "expected a block or an attribute");
  }
  last_was_junk_ = true;
  at_ = line_end;
}

// A character that may stand nowhere outside of strings and comments, such as the no-break space of
// a text that was copied from a web page. It counts as white space, so what is around it is read.
bool Scanner::SkipForeign() {
  if (static_cast<unsigned char>(text_[at_]) < 0x80 || AtIdentifier()) return false;
  const Utf8Char c = DecodeUtf8(text_, at_);
  const auto length = static_cast<std::uint32_t>(c.length);
  if (at_ >= foreign_told_) {
    const auto byte = static_cast<unsigned char>(text_[at_]);
    Report(Problem::kSyntax, Here(at_, at_ + length),
           c.valid ? Format("unexpected character U+{:04X}", static_cast<std::uint32_t>(c.code))
                   : Format("unexpected byte 0x{:02X}", byte));
    foreign_told_ = LineEnd(at_, end_);
  }
  at_ += length;
  return true;
}

Name Scanner::ReadIdentifier() {
  const std::uint32_t begin = at_;
  at_ += static_cast<std::uint32_t>(IdentifierLength(text_.substr(0, limit_), at_));
  return {Slice(begin, at_), Here(begin, at_)};
}

// The type, the labels, and the `{` or `=` behind them. False: this is the head of nothing.
bool Scanner::ReadHead(Item& item) {
  item.type = ReadIdentifier();
  item.labels.first = static_cast<std::uint32_t>(out_.all_labels.size());
  bool new_line = false;
  while (at_ < limit_) {
    const char c = text_[at_];
    if (IsBlank(c) || c == '\n') {
      new_line = new_line || c == '\n';  // lenient: the opening brace may stand on the next line
      ++at_;
    } else if (c == '{') {
      item.kind = Item::kBlock;
      return true;
    } else if (c == '=' && !new_line && item.labels.count == 0 && !NextIs('=')) {
      item.kind = Item::kAttribute;
      return true;
    } else if (SkipComment() || SkipForeign()) {
      continue;
    } else if (!new_line && c == '"') {
      if (!ReadQuotedLabel(item)) return false;
    } else if (!new_line && AtIdentifier()) {
      out_.all_labels.push_back(ReadIdentifier());
      ++item.labels.count;
    } else {
      return false;
    }
  }
  return false;
}

// At the quote. A label that is not closed ends before the `{` at the end of its line.
bool Scanner::ReadQuotedLabel(Item& item) {
  const std::uint32_t begin = at_++;
  Push(Frame::kQuoted, begin);
  const std::size_t problems = out_.problems.size();
  FollowQuoted();
  if (!open_.empty()) return false;  // an interpolation
  std::uint32_t inner_end = at_ - 1;
  std::uint32_t end = at_;
  if (out_.problems.size() > problems) {
    while (at_ > begin + 1 && IsBlank(text_[at_ - 1])) --at_;
    if (text_[at_ - 1] != '{') return false;
    --at_;
    end = at_;
    while (end > begin + 1 && IsBlank(text_[end - 1])) --end;
    inner_end = end;
  }
  std::string_view inner = Slice(begin + 1, inner_end);
  if (inner.find('\\') != inner.npos) {
    inner = *out_.decoded.emplace_back(std::make_unique<const std::string>(DecodeLabel(inner)));
  }
  out_.all_labels.push_back({inner, Here(begin, end)});
  ++item.labels.count;
  return true;
}

// Goes back to an earlier place, which is then read again.
void Scanner::Rewind(std::uint32_t to) {
  at_ = to;
  while (!out_.problems.empty() && out_.problems.back().span.begin >= to) {
    out_.problems.pop_back();
  }
  foreign_told_ = std::min(foreign_told_, to);
  if (comments_ == nullptr) return;
  while (!comments_->empty() && comments_->back().end > to) comments_->pop_back();
}

void Scanner::ReadItem() {
  Item item;
  const std::uint32_t begin = at_;
  if (out_.items.empty()) part_indent_ = IndentOf(begin);
  item.span = Here(begin, begin);
  if (restarts_ > kMaxRestarts) Confine(begin);
  open_.clear();
  last_comment_ = {};
  if (!ReadHead(item)) {
    out_.all_labels.resize(item.labels.first);
    Rewind(begin);
    limit_ = end_;
    SkipJunk();
    return;
  }
  last_was_junk_ = false;
  if (item.kind == Item::kBlock) Push(Frame::kBrace, at_);
  const std::uint32_t inner = ++at_;
  const Stop stop = Follow(item.kind == Item::kAttribute);
  if (stop == Stop::kEnd || stop == Stop::kTooDeep) {
    CutOff(item, stop);
  }
  limit_ = end_;
  item.span.end = at_;
  if (item.kind == Item::kBlock) {
    item.body = Here(inner, item.state == Item::kWhole ? at_ - 1 : at_);
  }
  Finish(item);
}

// The item is not closed, or something in it is too deep: it ends before the next line that looks
// like an item of its own. What is open only because later items were taken for parts of it is
// forgotten.
void Scanner::CutOff(Item& item, Stop stop) {
  const std::uint32_t too_deep = at_;
  Rewind(limit_ < end_ ? limit_ : NextHead(item.span.begin, IndentOf(item.span.begin)));
  ++restarts_;
  while (open_.size() > 1 && open_.back().open >= at_) open_.pop_back();
  if (stop == Stop::kTooDeep && too_deep < at_) {
    item.state = Item::kLimit;
    Report(Problem::kLimit, Here(too_deep, too_deep + 1),
           "nested deeper than " + std::to_string(kMaxDepth) + " levels: not read");
  } else {
    item.state = Item::kUnclosed;
    ReportUnclosed(open_.back());
  }
  // The blank lines before the next item are not the item's.
  while (at_ > item.span.begin + 1 && (IsBlank(text_[at_ - 1]) || text_[at_ - 1] == '\n')) --at_;
}

void Scanner::ReportUnclosed(const Frame& frame) {
  std::uint32_t end = frame.open + 1;
  if (frame.kind == Frame::kInterpolation) end = frame.open + 2;
  if (frame.kind == Frame::kHeredoc) {
    end = static_cast<std::uint32_t>(frame.tag.data() + frame.tag.size() - text_.data());
  }
  Report(Problem::kSyntax, Here(frame.open, end), NeverClosed(Slice(frame.open, end)));
}

void Scanner::Finish(Item& item) {
  if (item.kind == Item::kAttribute) {
    // The span ends with the value: blanks and a /* comment */ behind it are left out.
    std::uint32_t end = item.span.end;
    const auto trim = [&] {
      while (end > item.type.span.end && IsBlank(text_[end - 1])) --end;
    };
    trim();
    if (last_comment_.valid() && last_comment_.end == end) {
      end = last_comment_.begin;
      trim();
    }
    item.span.end = end;
  }
  if (item.state == Item::kWhole && item.span.size() > kMaxItemBytes) {
    item.state = Item::kLimit;
    Report(Problem::kLimit, item.type.span,
           "larger than " + std::to_string(kMaxItemBytes) + " bytes: not read");
  }
  out_.items.push_back(item);
}

// ---- inside an item

bool Scanner::Push(Frame::Kind kind, std::uint32_t open, std::string_view tag) {
  if (open_.size() >= static_cast<std::size_t>(kMaxDepth)) return false;
  open_.push_back({kind, open, tag});
  return true;
}

// Follows the text until everything that is open is closed, or (an attribute) until the line ends
// outside of all brackets.
Scanner::Stop Scanner::Follow(bool until_line_end) {
  for (;;) {
    Stop stop = Stop::kGoOn;
    if (open_.empty() && !until_line_end) return Stop::kDone;
    const Frame::Kind kind = open_.empty() ? Frame::kBrace : open_.back().kind;
    if (kind == Frame::kQuoted) {
      stop = FollowQuoted();
    } else if (kind == Frame::kHeredoc) {
      stop = FollowHeredoc();
    } else {
      stop = FollowCode(until_line_end);
    }
    if (stop == Stop::kEnd && open_.empty()) return Stop::kDone;
    if (stop != Stop::kGoOn) return stop;
  }
}

Scanner::Stop Scanner::FollowCode(bool until_line_end) {
  for (;;) {
    SkipTo(kCodeBytes);
    if (at_ >= limit_) return Stop::kEnd;
    const char c = text_[at_];
    const bool outside = open_.empty();
    switch (c) {
      case '\n':
        if (outside && until_line_end) return Stop::kDone;
        ++at_;
        break;
      case '#':
      case '/':
        if (outside && (c == '#' || NextIs('/'))) return Stop::kDone;
        if (!SkipComment()) ++at_;
        break;
      case '"':
        if (!Push(Frame::kQuoted, at_)) return Stop::kTooDeep;
        ++at_;
        return Stop::kGoOn;
      case '<': {
        const Stop stop = OpenHeredoc();
        if (stop != Stop::kGoOn) return stop;
        if (!open_.empty() && open_.back().kind == Frame::kHeredoc) return Stop::kGoOn;
        break;
      }
      case '{':
      case '[':
      case '(':
        if (!Push(c == '{' ? Frame::kBrace : c == '[' ? Frame::kBracket : Frame::kParen, at_)) {
          return Stop::kTooDeep;
        }
        ++at_;
        break;
      default:
        Close(c);
        ++at_;
        if (open_.empty()
                ? !until_line_end
                : open_.back().kind == Frame::kQuoted || open_.back().kind == Frame::kHeredoc) {
          return Stop::kGoOn;
        }
    }
  }
}

// A brace closes every bracket and parenthesis that was left open inside of it; any other closer
// that fits nothing is passed over.
void Scanner::Close(char closer) {
  if (closer == '}') {
    auto i = open_.size();
    while (i > 0 && (open_[i - 1].kind == Frame::kBracket || open_[i - 1].kind == Frame::kParen))
      --i;
    if (i == 0) return;
    open_.resize(i - 1);
    return;
  }
  const Frame::Kind kind = closer == ']' ? Frame::kBracket : Frame::kParen;
  if (!open_.empty() && open_.back().kind == kind) open_.pop_back();
}

Scanner::Stop Scanner::FollowQuoted() {
  for (;;) {
    SkipTo(kQuotedBytes);
    if (at_ >= limit_ || text_[at_] == '\n') {
      // Not closed: the string ends with its line.
      const std::uint32_t open = open_.back().open;
      Report(Problem::kSyntax, Here(open, open + 1), "`\"` is never closed on its line");
      open_.pop_back();
      return Stop::kGoOn;
    }
    const char c = text_[at_];
    if (c == '"') {
      ++at_;
      open_.pop_back();
      return Stop::kGoOn;
    }
    if (c == '\\') {
      ++at_;
      if (at_ < limit_ && text_[at_] != '\n') ++at_;
    } else if (OpenTemplate()) {
      if (!Push(Frame::kInterpolation, at_ - 2)) return Stop::kTooDeep;
      return Stop::kGoOn;
    }
  }
}

// At a `$` or `%`: moves past the run of them. True when it opens an interpolation or a directive;
// two or more of them before a brace are literal.
bool Scanner::OpenTemplate() {
  const char c = text_[at_];
  const std::uint32_t begin = at_;
  while (At(c)) ++at_;
  if (!At('{')) return false;
  ++at_;
  return at_ - begin == 2;
}

// At a `<`. Moves past it, and past the opening line when it opens a heredoc.
Scanner::Stop Scanner::OpenHeredoc() {
  const std::uint32_t begin = at_++;
  if (!At('<')) return Stop::kGoOn;
  std::uint32_t i = at_ + 1;
  if (i < limit_ && text_[i] == '-') ++i;
  const std::uint32_t tag = i;
  while (i < limit_ && IsTagCharacter(static_cast<unsigned char>(text_[i]))) ++i;
  const std::uint32_t tag_end = i;
  while (i < limit_ && IsBlank(text_[i])) ++i;
  if (tag_end == tag || i >= limit_ || text_[i] != '\n') return Stop::kGoOn;
  if (!Push(Frame::kHeredoc, begin, Slice(tag, tag_end))) return Stop::kTooDeep;
  at_ = i + 1;
  at_line_start_ = true;
  return Stop::kGoOn;
}

bool Scanner::AtHeredocEnd(std::string_view tag, std::uint32_t* tag_end) const {
  std::uint32_t i = at_;
  while (const std::uint32_t space = SpaceInLine(i)) i += space;
  if (Slice(i, limit_).substr(0, tag.size()) != tag) return false;
  i += static_cast<std::uint32_t>(tag.size());
  *tag_end = i;
  while (const std::uint32_t space = SpaceInLine(i)) {
    const bool blank = IsBlank(text_[i]);
    i += space;
    if (!blank) *tag_end = i;  // what may not stand in code belongs to the heredoc
  }
  return i >= limit_ || text_[i] == '\n';
}

Scanner::Stop Scanner::FollowHeredoc() {
  for (;;) {
    if (at_line_start_) {
      std::uint32_t tag_end = 0;
      if (AtHeredocEnd(open_.back().tag, &tag_end)) {
        at_ = tag_end;
        at_line_start_ = false;
        open_.pop_back();
        return Stop::kGoOn;
      }
    }
    at_line_start_ = false;
    SkipTo(kHeredocBytes);
    if (at_ >= limit_) return Stop::kEnd;
    if (text_[at_] == '\n') {
      ++at_;
      at_line_start_ = true;
    } else if (OpenTemplate()) {
      if (!Push(Frame::kInterpolation, at_ - 2)) return Stop::kTooDeep;
      return Stop::kGoOn;
    }
  }
}

// The bytes of a white space character that is no line end; 0 where there is none.
std::uint32_t Scanner::SpaceInLine(std::uint32_t at) const {
  if (at >= limit_ || text_[at] == '\n') return 0;
  return static_cast<std::uint32_t>(SpaceAtStart(Slice(at, limit_)));
}

// ---- small steps

std::uint32_t Scanner::LineEnd(std::uint32_t from, std::uint32_t limit) const {
  if (from >= limit) return limit;
  const void* found = std::memchr(text_.data() + from, '\n', limit - from);
  return found == nullptr
             ? limit
             : static_cast<std::uint32_t>(static_cast<const char*>(found) - text_.data());
}

bool Scanner::SkipComment() {
  const std::uint32_t begin = at_;
  std::uint32_t comment_end = 0;
  if (At('#') || (At('/') && NextIs('/'))) {
    at_ = LineEnd(at_, limit_);
    comment_end = at_ > begin && text_[at_ - 1] == '\r' ? at_ - 1 : at_;
  } else if (At('/') && NextIs('*')) {
    // The last search's result holds until it is passed, so this stays linear.
    if (comment_close_ < at_ + 2) {
      comment_close_ = std::min<std::size_t>(text_.substr(0, end_).find("*/", at_ + 2), end_);
    }
    if (comment_close_ + 2 > limit_) {
      Report(Problem::kSyntax, Here(begin, begin + 2), "`/*` is never closed");
      at_ = LineEnd(at_, limit_);
    } else {
      at_ = static_cast<std::uint32_t>(comment_close_ + 2);
    }
    comment_end = at_;
  } else {
    return false;
  }
  last_comment_ = Here(begin, comment_end);
  if (comments_ != nullptr) comments_->push_back(last_comment_);
  return true;
}

// ---- going on behind an item that is not closed

// How many blanks stand before the offset on its line.
std::uint32_t Scanner::IndentOf(std::uint32_t offset) const {
  std::uint32_t line = offset;
  while (line > begin_ && text_[line - 1] != '\n') --line;
  std::uint32_t i = line;
  while (i < offset && (text_[i] == ' ' || text_[i] == '\t')) ++i;
  return i - line;
}

bool Scanner::IsHead(std::uint32_t line, std::uint32_t max_indent) const {
  std::uint32_t i = line;
  while (i < end_ && (text_[i] == ' ' || text_[i] == '\t')) ++i;
  if (i - line > max_indent || i >= end_) return false;
  if (!StartsIdentifier(text_, i)) return false;
  bool labels = false;
  for (bool first = true;; first = false) {
    while (i < end_ && (text_[i] == ' ' || text_[i] == '\t')) ++i;
    if (i >= end_) return false;
    const char c = text_[i];
    if (c == '{') return true;
    if (c == '=') return !labels && (i + 1 >= end_ || (text_[i + 1] != '=' && text_[i + 1] != '>'));
    labels = !first;
    if (c == '"') {
      ++i;
      while (i < end_ && text_[i] != '"' && text_[i] != '\n') ++i;
      if (i >= end_ || text_[i] != '"') return false;
      ++i;
    } else if (const std::size_t name = IdentifierLength(text_, i); name > 0) {
      i += static_cast<std::uint32_t>(name);
    } else {
      return false;
    }
  }
}

// Sets the limit to the next head behind `begin`. Always for the same indentation, so that one
// search serves all items before its result.
void Scanner::Confine(std::uint32_t begin) {
  if (begin >= confined_to_) confined_to_ = NextHead(begin, part_indent_);
  limit_ = confined_to_;
}

// The start of the first line behind the one of `from` that looks like a head; else the end.
std::uint32_t Scanner::NextHead(std::uint32_t from, std::uint32_t max_indent) const {
  for (std::uint32_t i = LineEnd(from, end_); i < end_; i = LineEnd(i + 1, end_)) {
    if (i + 1 < end_ && IsHead(i + 1, max_indent)) return i + 1;
  }
  return end_;
}

ScannedFile ScanPart(const SourceMap& sources, Span part, std::vector<Span>* comments) {
  const std::string_view text = sources.Text(part.file);
  part.end = std::min(part.end, static_cast<std::uint32_t>(text.size()));
  return Scanner(text, part, comments).Run();
}

Span Whole(const SourceMap& sources, FileId file) {
  return {file, 0, static_cast<std::uint32_t>(sources.Text(file).size())};
}

}  // namespace

ScannedFile Scan(const SourceMap& sources, FileId file) {
  return ScanPart(sources, Whole(sources, file), nullptr);
}

ScannedFile Scan(const SourceMap& sources, Span part) { return ScanPart(sources, part, nullptr); }

std::vector<Span> Comments(const SourceMap& sources, FileId file) {
  std::vector<Span> comments;
  ScanPart(sources, Whole(sources, file), &comments);
  return comments;
}

}  // namespace execlint::hcl
