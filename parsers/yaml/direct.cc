#include "parsers/yaml/direct.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "lint/source/utf8.h"
#include "lint/value/buffer.h"
#include "lint/value/text_bound.h"
#include "parsers/yaml/plain.h"
#include "parsers/yaml/scalar.h"
#include "parsers/yaml/text.h"

namespace execlint::yaml {
namespace {

constexpr std::uint32_t kLongestKey = 1000;  // the library takes 1024 bytes, with what is around

bool IsWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// What may end the line's part of a plain scalar.
constexpr std::array<bool, 256> kMayEndPlain = [] {
  std::array<bool, 256> table{};
  for (const unsigned char c : {':', '#', '\n', '\r', '\t'}) table[c] = true;
  return table;
}();

// What also ends it in brackets.
constexpr std::string_view kEndInBrackets = ",?[]{}";

bool IsNullWord(std::string_view plain) {
  return plain == "~" || plain == "null" || plain == "Null" || plain == "NULL";
}

bool StartsLikeNull(std::string_view text) {
  return text.starts_with('~') || IsNullWord(text.substr(0, 4));
}

bool IsQuote(char c) { return c == '"' || c == '\''; }

bool Has(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }

// Every function that reads something returns false if it gives up. Those that read a node of a
// block leave `at_` at the next token, which is on another line.
class Reading {
 public:
  Reading(const SourceMap& sources, FileId file, ValueStore& store, Dialect dialect)
      : sources_(sources),
        buffer_(Buffer::Whole(file)),
        store_(store),
        dialect_(dialect),
        text_(sources.Text(file)) {}

  bool Run(Traced& root) {
    if (text_.starts_with(kByteOrderMark)) at_ = line_ = kByteOrderMark.size();
    if (!NextToken()) return false;
    if (column_ == 0 && text_.substr(at_).starts_with("---")) {
      at_ += 3;
      if (!EndsLine() || !NextToken()) return false;
    }
    if (AtEnd() || IsDocumentSign()) return false;
    const bool block = IsEntry() || IsKey();
    return block && BlockNode(-1, root) && AtEnd() && !(masks_tags_ && mark_in_lines_);
  }

  bool met_bound() const { return bound_.met(); }
  std::vector<Span> TakeComments() { return std::move(comments_); }

 private:
  // What stands before a value.
  struct Tag {
    Span span = {};
    // The column that what follows must be deeper than: the library takes a tag that may begin a
    // key for one until the line ends.
    int column = -1;
  };

  char Now() const { return At(text_, at_); }
  bool AtEnd() const { return at_ >= text_.size(); }
  Span To(std::uint32_t begin, std::uint32_t end) const { return {buffer_.file, begin, end}; }
  bool EndsToken(std::uint32_t at) const { return at >= text_.size() || IsSpace(text_[at]); }
  bool IsEntry() const { return Now() == '-' && EndsToken(at_ + 1); }
  bool IsDocumentSign() const {
    const std::string_view start = text_.substr(at_, 3);
    return column_ == 0 && (start == "---" || start == "...");
  }
  void SkipSpaces() {
    while (Now() == ' ') ++at_;
  }

  // ---- between tokens

  bool Comment() {
    if (!IsComment(text_, at_)) return false;
    const std::uint32_t end = LineEnd(text_, at_);
    comments_.push_back(To(at_, end));
    at_ = end;
    return true;
  }

  // To the next token, also over lines; `column_` is its column.
  bool NextToken() {
    while (true) {
      SkipSpaces();
      const char c = Now();
      if (c == '\n') {
        line_ = ++at_;
      } else if (c == '\r') {
        ++at_;
      } else if (c == '#') {
        if (!Comment()) return false;
      } else {
        column_ = static_cast<int>(at_ - line_);
        return c != '\t';
      }
    }
  }

  // Past the rest of the line, where nothing but a comment may stand.
  bool EndsLine() {
    SkipSpaces();
    if (Now() == '#') return Comment();
    return AtEnd() || IsBreak(Now());
  }
  bool EndsLineHere() const {
    const std::uint32_t next = SkipSpacesFrom(at_);
    return next >= text_.size() || IsBreak(text_[next]) || IsComment(text_, next);
  }
  std::uint32_t SkipSpacesFrom(std::uint32_t at) const {
    while (At(text_, at) == ' ') ++at;
    return at;
  }
  // Ends the value that stands before `at_`.
  bool Finish() {
    end_ = at_;
    return EndsLine() && NextToken();
  }

  // ---- blocks

  // What stands behind a `:` or `-`, which `at_` is right behind. `parent`: the column of its map
  // or list.
  bool Value(int parent, bool in_list, Traced& value) {
    const std::uint32_t sign_end = end_ = at_;
    SkipSpaces();
    if (!EndsLineHere()) {
      column_ = static_cast<int>(at_ - line_);
      return in_list ? BlockNode(parent, value) : Inline(parent, {}, value);
    }
    if (!EndsLine() || !NextToken()) return false;
    if (!Belongs(parent, in_list)) {
      value = {store_.Null(To(sign_end, sign_end))};
      return !StartsLikeNull(text_.substr(at_));  // which would be taken for this value
    }
    return BlockNode(parent, value);
  }

  // Whether what stands at `at_`, on a line of its own, is a part of the value that is due.
  bool Belongs(int parent, bool in_list) const {
    if (AtEnd()) return false;
    return column_ > parent || (column_ == parent && !in_list && IsEntry());
  }

  // A node that may be a map or list.
  bool BlockNode(int parent, Traced& value) {
    if (IsDocumentSign()) return false;
    if (IsEntry()) return List(value);
    if (IsKey()) return Map(value);
    return Inline(parent, {.column = column_}, value);
  }

  // A node that is no map or list, unless in brackets or behind a tag. `none`: what a tag would be
  // but for its place.
  bool Inline(int parent, Tag none, Traced& value) {
    if (Now() != '!') return Untagged(parent, {}, value);
    Tag tag = none;
    if (!ReadTag(tag.span)) return false;
    if (!EndsLineHere()) {
      SkipSpaces();
      if (!Untagged(parent, tag, value)) return false;
    } else {
      // A list at the column of the key belongs to the key's tag, but to none on a line of its own.
      const bool own_line = none.column >= 0;
      end_ = at_;
      if (!EndsLine() || !NextToken()) return false;
      if (!Belongs(parent, own_line)) {
        value = Tagged(tag.span, {store_.Null(To(tag.span.end, tag.span.end))});
        return true;
      }
      if (IsDocumentSign()) return false;
      if (IsEntry() ? !List(value) : !IsKey() || !Map(value)) return false;
    }
    value = Tagged(tag.span, value);
    return true;
  }

  bool Untagged(int parent, const Tag& tag, Traced& value) {
    switch (Now()) {
      case '"':
      case '\'':
        return Quoted(value) && Finish();
      case '[':
      case '{':
        return Bracketed(value) && Finish();
      case '|':
      case '>':
        return BlockScalar(parent, tag, value);
      default:
        return Plain(parent, tag, value);
    }
  }

  bool List(Traced& value) {
    const Level level(*this);
    const std::uint32_t begin = at_;
    const int column = column_;
    const std::size_t first = items_.size();
    do {
      Traced item;
      ++at_;
      if (level.too_deep() || !Value(column, true, item)) return false;
      items_.push_back(item);
      bound_.AddValue();
      if (bound_.met()) return false;
    } while (column_ == column && !AtEnd() && IsEntry());
    if (!AtEnd() && column_ > column) return false;
    value = {store_.List(std::span(items_).subspan(first), To(begin, end_))};
    items_.resize(first);
    return true;
  }

  bool Map(Traced& value) {
    const Level level(*this);
    const std::uint32_t begin = at_;
    const int column = column_;
    const std::size_t first = entries_.size();
    do {
      Entry entry;
      if (level.too_deep() || IsDocumentSign() || IsEntry() || !IsKey() || !Key(entry))
        return false;
      if (!Value(column, false, entry.value)) return false;
      entries_.push_back(entry);
      bound_.AddValue();
      if (bound_.met()) return false;
    } while (column_ == column && !AtEnd());
    if (!AtEnd() && column_ > column) return false;
    value = {store_.Map(std::span(entries_).subspan(first), To(begin, end_))};
    entries_.resize(first);
    return true;
  }

  // ---- keys

  // Does a key stand at `at_`? One that is not certain to be one is none.
  bool IsKey() { return FindKey() && EndsToken(key_sign_ + 1); }

  // Finds the end of the key at `at_`, and the `:` behind it.
  bool FindKey() {
    if (key_ == at_ && key_end_ > at_) return true;
    key_end_ = KeyEnd();
    if (key_end_ == 0) return false;
    key_sign_ = SkipSpacesFrom(key_end_);
    if (At(text_, key_sign_) != ':') {
      key_end_ = 0;
      return false;
    }
    key_ = at_;
    return true;
  }

  // The end of what would be a key; 0 if it cannot be one.
  std::uint32_t KeyEnd() const {
    const char first = Now();
    if (IsQuote(first)) {
      for (std::uint32_t at = at_ + 1; at < text_.size() && !IsBreak(text_[at]); ++at) {
        if (text_[at] == '\\' && first == '"') {
          if (IsBreak(At(text_, ++at))) return 0;
        } else if (text_[at] == first) {
          if (first == '"' || At(text_, at + 1) != first) return at + 1;
          ++at;
        }
      }
      return 0;
    }
    return BeginsPlain() ? PlainEnd(at_) : 0;  // behind the spaces after it
  }

  // The key that FindKey has found.
  bool Key(Entry& entry) {
    const std::uint32_t begin = at_;
    if (IsQuote(Now())) {
      Traced read;
      if (!Quoted(read) || at_ != key_end_) return false;
      entry.key = TextOf(*read);
      if (entry.key.empty()) return false;  // to the library that may be no key
    } else {
      at_ = WithoutSpaces(begin, key_end_);
      entry.key = text_.substr(begin, at_ - begin);
      if (entry.key == "<<" || IsNullWord(entry.key)) return false;
    }
    entry.key_span = To(begin, at_);
    at_ = key_sign_ + 1;
    return key_sign_ - begin <= kLongestKey;
  }

  std::string_view TextOf(const execlint::Value& string) {
    if (string.count == 0) return {};
    if (string.count == 1) return string.parts()[0].text;
    std::string text;
    for (const Part& part : string.parts()) text += part.text;
    return store_.Keep(text);
  }

  // ---- tags

  bool ReadTag(Span& span) {
    const std::uint32_t begin = at_++;
    while (IsWordCharacter(Now()) || Has(":-_.", Now())) ++at_;
    span = To(begin, at_);
    return at_ > begin + 1 && EndsToken(at_);
  }

  Traced Tagged(Span tag, Traced value) {
    const Entry entry{sources_.Text(tag), tag, value};
    bound_.AddValue();
    return {store_.Map(std::span(&entry, 1), To(tag.begin, value->span.end))};
  }

  // ---- plain scalars

  // May a plain scalar begin at `at_`? In brackets, fewer may.
  bool BeginsPlain() const {
    const char c = Now();
    if (c == '-' || c == ':' || c == '?') return !EndsToken(at_ + 1);
    return !AtEnd() && !IsSpace(c) && !Has(",[]{}#&*!|>'\"%@`", c);
  }

  // The end of the line's part of a plain scalar in a block, with the spaces behind it: at a `:` or
  // a space before `#`, or at the end of the line.
  std::uint32_t PlainEnd(std::uint32_t at) const {
    for (; at < text_.size(); ++at) {
      const char c = text_[at];
      if (!kMayEndPlain[static_cast<unsigned char>(c)]) continue;
      if (c == ':' ? EndsToken(at + 1) : c != '#' || IsBlank(text_[at - 1])) break;
    }
    return at;
  }
  // The same in brackets, or at a sign that a plain scalar cannot go on behind there.
  std::uint32_t PlainEndInBrackets(std::uint32_t at) const {
    for (; at < text_.size(); ++at) {
      const char c = text_[at];
      if (Has(kEndInBrackets, c)) break;
      if (!kMayEndPlain[static_cast<unsigned char>(c)]) continue;
      if (c == ':' ? EndsToken(at + 1) : c != '#' || IsBlank(text_[at - 1])) break;
    }
    return at;
  }
  std::uint32_t WithoutSpaces(std::uint32_t begin, std::uint32_t end) const {
    while (end > begin && text_[end - 1] == ' ') --end;
    return end;
  }

  bool Plain(int parent, const Tag& tag, Traced& value) {
    if (!BeginsPlain()) return false;
    const std::uint32_t begin = at_;
    std::uint32_t stop = PlainEnd(at_);
    std::uint32_t end = WithoutSpaces(begin, stop);
    if (At(text_, stop) == ':' || At(text_, stop) == '\t') return false;
    if (At(text_, stop) == '#' || !GoesOn(stop, parent)) {
      at_ = end;
      return PlainValue(begin, end, value) && Finish();
    }
    PartCollector parts(sources_, buffer_, store_, nullptr);
    parts.Verbatim(begin, end);
    do {
      std::uint32_t breaks = 0;
      std::uint32_t next = stop;
      while (IsSpace(At(text_, next))) {
        if (text_[next] == '\t') return false;
        if (text_[next] == '\n') {
          ++breaks;
          line_ = next + 1;
        }
        ++next;
      }
      if (static_cast<int>(next - line_) <= tag.column && tag.span.valid()) return false;
      parts.Decoded(breaks == 1 ? " " : std::string(breaks - 1, '\n'), end, next);
      stop = PlainEnd(next);
      if (At(text_, stop) == ':' || At(text_, stop) == '\t') return false;
      end = WithoutSpaces(next, stop);
      if (Has(text_.substr(next, end - next), '!')) mark_in_lines_ = true;
      parts.Verbatim(next, end);
    } while (At(text_, stop) != '#' && GoesOn(stop, parent));
    at_ = end;
    value = Collected(parts, To(begin, end));
    return Finish();
  }

  // Does the next line with text go on with the plain scalar that has come to the end of its line?
  bool GoesOn(std::uint32_t at, int parent) const {
    std::uint32_t line = at;
    for (; at < text_.size() && IsSpace(text_[at]); ++at) {
      if (text_[at] == '\n') line = at + 1;
      if (text_[at] == '\t') return true;  // which gives up
    }
    return at < text_.size() && text_[at] != '#' && static_cast<int>(at - line) > parent;
  }

  bool PlainValue(std::uint32_t begin, std::uint32_t end, Traced& value) {
    const std::string_view text = text_.substr(begin, end - begin);
    const Span span = To(begin, end);
    const PlainMeaning meaning = MeaningOf(text, dialect_);
    if (std::holds_alternative<PlainNull>(meaning)) {
      value = {store_.Null(span)};
    } else if (const bool* flag = std::get_if<bool>(&meaning)) {
      value = {store_.Bool(*flag, span)};
    } else if (const double* number = std::get_if<double>(&meaning)) {
      value = {store_.Number(*number, span)};
    } else {
      value = {store_.String({{.text = text, .from = span}}, span)};
    }
    return true;
  }

  // ---- quoted and block scalars

  Traced Collected(const PartCollector& parts, Span span) {
    bound_.AddText(parts.parts().size());
    return {store_.String(parts.parts(), span)};
  }

  bool Quoted(Traced& value) {
    const std::uint32_t begin = at_;
    const char quote = Now();
    bool verbatim = true;
    for (++at_;; ++at_) {
      if (AtEnd()) return false;
      const char c = text_[at_];
      if (c == quote) {
        if (quote == '"' || At(text_, at_ + 1) != '\'') break;
        ++at_;
        verbatim = false;
      } else if (c == '\\' && quote == '"') {
        verbatim = false;
        if (IsBreak(At(text_, at_ + 1))) continue;
        if (!Has("\"\\/ntr0abvfe N_LP'", At(text_, ++at_))) return false;
      } else if (c == '\n') {
        line_ = at_ + 1;
        if (Has("-.", At(text_, line_))) return false;  // may be the sign of a document
        verbatim = false;
      }
    }
    ++at_;
    const Span span = To(begin, at_);
    if (verbatim) {
      const Span inside = To(begin + 1, at_ - 1);
      value = {store_.String({{.text = sources_.Text(inside), .from = inside}}, span)};
      return true;
    }
    PartCollector parts(sources_, buffer_, store_, nullptr);
    ReadScalar(text_, begin, {}, -1, parts);
    value = Collected(parts, span);
    return true;
  }

  // A tag of an entry, which is masked wherever the library stumbles over it.
  bool IsMasked(const Tag& tag) const {
    std::uint32_t at = tag.span.begin;
    while (at > 0 && text_[at - 1] == ' ') --at;
    return at > 0 && text_[at - 1] == '-' && !text_.starts_with(kByteOrderMark);
  }

  bool BlockScalar(int parent, const Tag& tag, Traced& value) {
    const std::uint32_t begin = at_++;
    if (Now() == '+' || Now() == '-') ++at_;
    if (!EndsToken(at_) || !EndsLine() || AtEnd()) return false;
    std::uint32_t at = PastBreak(text_, at_);
    int indent = -1;
    while (at < text_.size()) {
      const std::uint32_t begins = SkipSpacesFrom(at);
      const auto spaces = static_cast<int>(begins - at);
      const char c = At(text_, begins);
      if (IsBreak(c)) {
        if (indent < 0 && spaces > std::max(parent, 0)) return false;
      } else if (indent < 0) {
        if (spaces <= std::max(parent, 0)) return false;
        if (tag.span.valid() && spaces <= tag.column) {
          if (!IsMasked(tag)) return false;
          masks_tags_ = true;
        }
        indent = spaces;
      } else if (spaces < indent) {
        if (c == '\t') return false;
        if (begins < text_.size()) break;
      }
      at = PastBreak(text_, LineEnd(text_, begins));
    }
    if (indent < 0) return false;
    PartCollector parts(sources_, buffer_, store_, nullptr);
    const ScalarText scalar = ReadScalar(text_, begin, {}, parent, parts);
    value = Collected(parts, To(begin, scalar.end));
    at_ = line_ = at;
    end_ = scalar.end;
    return NextToken();
  }

  // ---- in brackets

  bool Bracketed(Traced& value) {
    const Level level(*this);
    if (level.too_deep()) return false;
    return Now() == '[' ? BracketedList(value) : BracketedMap(value);
  }

  bool BracketedList(Traced& value) {
    const std::uint32_t begin = at_++;
    const std::size_t first = items_.size();
    while (true) {
      if (!NextInBrackets()) return false;
      if (Now() == ']') break;
      Traced item;
      if (!(IsKeyInBrackets() ? Pair(item) : InBrackets(item))) return false;
      items_.push_back(item);
      bound_.AddValue();
      if (bound_.met()) return false;
      if (!Separator(']')) return false;
    }
    ++at_;
    value = {store_.List(std::span(items_).subspan(first), To(begin, at_))};
    items_.resize(first);
    return true;
  }

  bool BracketedMap(Traced& value) {
    const std::uint32_t begin = at_++;
    const std::size_t first = entries_.size();
    while (true) {
      if (!NextInBrackets()) return false;
      if (Now() == '}') break;
      Entry entry;
      if (!EntryInBrackets(entry)) return false;
      entries_.push_back(entry);
      bound_.AddValue();
      if (bound_.met()) return false;
      if (!Separator('}')) return false;
    }
    ++at_;
    value = {store_.Map(std::span(entries_).subspan(first), To(begin, at_))};
    entries_.resize(first);
    return true;
  }

  // Behind a quoted key, the `:` needs nothing behind it.
  bool IsKeyInBrackets() {
    if (IsQuote(Now())) return FindKey();
    // A line may hold very many elements: each is looked at up to its own end.
    if (!BeginsPlain() || Has(kEndInBrackets, At(text_, PlainEndInBrackets(at_)))) return false;
    return FindKey() && EndsToken(key_sign_ + 1);
  }

  bool EntryInBrackets(Entry& entry) {
    return IsKeyInBrackets() && Key(entry) && NextInBrackets() && InBrackets(entry.value);
  }

  // `key: value` in a list: a map of its own.
  bool Pair(Traced& value) {
    const std::uint32_t begin = at_;
    Entry entry;
    if (!EntryInBrackets(entry)) return false;
    bound_.AddValue();
    value = {store_.Map(std::span(&entry, 1), To(begin, at_))};
    return true;
  }

  bool NextInBrackets() {
    if (!NextToken() || AtEnd()) return false;
    return column_ != 0 || !Has("-.%", Now());
  }

  // Past a comma, or to the closing bracket.
  bool Separator(char closing) {
    if (!NextInBrackets()) return false;
    if (Now() == ',') return ++at_, true;
    return Now() == closing;
  }

  bool InBrackets(Traced& value) {
    Span tag;
    if (Now() == '!') {
      if (!ReadTag(tag) || Now() != ' ') return false;
      SkipSpaces();
    }
    const char first = Now();
    if (IsQuote(first)) {
      if (!Quoted(value) || !IsClosed()) return false;
    } else if (first == '[' || first == '{') {
      if (!Bracketed(value) || !IsClosed()) return false;
    } else if (!PlainInBrackets(value)) {
      return false;
    }
    if (tag.valid()) value = Tagged(tag, value);
    return true;
  }
  // Behind a value with a sign of its own at the end.
  bool IsClosed() const { return EndsToken(at_) || Has(",]}", Now()); }

  bool PlainInBrackets(Traced& value) {
    if (!BeginsPlain() || (Has("-:?", Now()) && !IsWordCharacter(At(text_, at_ + 1)))) return false;
    const std::uint32_t begin = at_;
    const std::uint32_t stop = PlainEndInBrackets(begin);
    const char c = At(text_, stop);
    const bool cut = Has(kEndInBrackets, c);
    if (c == ':' || c == '\t' || c == '\0' || Has("?[{", c)) return false;
    if (text_[stop - 1] == ':') return false;  // ends the scalar before a bracket
    at_ = WithoutSpaces(begin, stop);
    if (!PlainValue(begin, at_, value) || value->is_null()) return false;
    if (cut) return true;
    // It would go on in the next line.
    const std::uint32_t next = SkipGap(text_, at_);
    return Has(",]}", At(text_, next)) && next < text_.size();
  }

  // ---- bounds

  class Level {
   public:
    explicit Level(Reading& reading) : reading_(reading) { ++reading_.depth_; }
    ~Level() { --reading_.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    bool too_deep() const { return reading_.depth_ > kMaxDirectDepth; }

   private:
    Reading& reading_;
  };

  const SourceMap& sources_;
  const Buffer buffer_;
  ValueStore& store_;
  const Dialect dialect_;
  const std::string_view text_;
  std::uint32_t at_ = 0;
  std::uint32_t line_ = 0;  // where the line begins that `at_` is in
  std::uint32_t end_ = 0;   // of the last value, or of the sign before one that is nothing
  int column_ = 0;          // of the token at `at_`
  // The library does not read the text but where tags are masked (parsers/yaml/mask.h); of a plain
  // scalar over several lines, that may mask what only looks like a tag.
  bool masks_tags_ = false, mark_in_lines_ = false;
  int depth_ = 0;
  TextBound bound_;
  std::uint32_t key_ = 0, key_end_ = 0, key_sign_ = 0;  // the last key that FindKey has found
  std::vector<Traced> items_;                           // of all lists that are not closed yet
  std::vector<Entry> entries_;                          // of all maps that are not closed yet
  std::vector<Span> comments_;
};

}  // namespace

std::optional<Direct> ReadDirectly(const SourceMap& sources, FileId file, ValueStore& store,
                                   Dialect dialect) {
  Reading reading(sources, file, store, dialect);
  Traced root;
  const bool whole = reading.Run(root);
  if (reading.met_bound()) return Direct{.parsed = TextBound::NotRead(file)};
  if (!whole) return std::nullopt;
  return Direct{.parsed = {root, {}}, .comments = reading.TakeComments()};
}

}  // namespace execlint::yaml
