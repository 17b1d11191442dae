#include "parsers/json/direct.h"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <system_error>
#include <vector>

#include "lint/source/utf8.h"
#include "lint/value/buffer.h"
#include "lint/value/text_bound.h"
#include "parsers/json/string.h"

namespace execlint::json {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Four hexadecimal digits; nothing else gives less than 0.
int Hex4(std::string_view digits) {
  if (digits.size() < 4) return -1;
  unsigned code = 0;
  const char* const begin = std::to_address(digits.begin());
  const auto read = std::from_chars(begin, begin + 4, code, 16);
  return read.ec == std::errc() && read.ptr == begin + 4 ? static_cast<int>(code) : -1;
}

// Every function that reads something returns false if it gives up.
class Reading {
 public:
  Reading(const SourceMap& sources, FileId file, ValueStore& store)
      : sources_(sources), buffer_(Buffer::Whole(file)), store_(store), text_(sources.Text(file)) {}

  bool Run(Traced& root) {
    if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
    SkipSpace();
    if (Now() != '{' && Now() != '[') return false;
    if (!Any(root)) return false;
    SkipSpace();
    return at_ == text_.size();
  }

  bool met_bound() const { return bound_.met(); }

 private:
  char Now() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  Span From(std::uint32_t begin) const { return {buffer_.file, begin, at_}; }
  void SkipSpace() {
    while (Now() == ' ' || Now() == '\n' || Now() == '\r' || Now() == '\t') ++at_;
  }

  bool Any(Traced& value) {
    switch (Now()) {
      case '{':
        return Map(value);
      case '[':
        return List(value);
      case '"':
        return String(value);
      case 't':
      case 'f':
      case 'n':
        return Word(value);
      default:
        return Number(value);
    }
  }

  bool Map(Traced& value) {
    const std::uint32_t begin = at_++;
    const std::size_t first = entries_.size();
    if (++depth_ > kMaxDirectDepth) return false;
    SkipSpace();
    for (bool more = Now() != '}'; more; more = Comma()) {
      Entry entry;
      if (!Key(entry)) return false;
      SkipSpace();
      if (Now() != ':') return false;
      ++at_;
      SkipSpace();
      if (!Any(entry.value)) return false;
      entries_.push_back(entry);
      bound_.AddValue();
      if (bound_.met()) return false;
    }
    if (Now() != '}') return false;
    ++at_;
    --depth_;
    value = {store_.Map(std::span(entries_).subspan(first), From(begin))};
    entries_.resize(first);
    return true;
  }

  bool List(Traced& value) {
    const std::uint32_t begin = at_++;
    const std::size_t first = items_.size();
    if (++depth_ > kMaxDirectDepth) return false;
    SkipSpace();
    for (bool more = Now() != ']'; more; more = Comma()) {
      Traced item;
      if (!Any(item)) return false;
      items_.push_back(item);
      bound_.AddValue();
      if (bound_.met()) return false;
    }
    if (Now() != ']') return false;
    ++at_;
    --depth_;
    value = {store_.List(std::span(items_).subspan(first), From(begin))};
    items_.resize(first);
    return true;
  }

  // Past a comma, if one follows.
  bool Comma() {
    SkipSpace();
    if (Now() != ',') return false;
    ++at_;
    SkipSpace();
    return true;
  }

  bool Word(Traced& value) {
    const std::uint32_t begin = at_;
    for (const std::string_view word : {"true", "false", "null"}) {
      if (!text_.substr(at_).starts_with(word)) continue;
      at_ += static_cast<std::uint32_t>(word.size());
      const Span span = From(begin);
      value = {word == "null" ? store_.Null(span) : store_.Bool(word == "true", span)};
      return true;
    }
    return false;
  }

  bool Digits() {
    if (!IsDigit(Now())) return false;
    while (IsDigit(Now())) ++at_;
    return true;
  }

  bool Number(Traced& value) {
    const std::uint32_t begin = at_;
    if (Now() == '-') ++at_;
    if (Now() == '0') {
      ++at_;
    } else if (!Digits()) {
      return false;
    }
    if (Now() == '.') {
      ++at_;
      if (!Digits()) return false;
    }
    if (Now() == 'e' || Now() == 'E') {
      ++at_;
      if (Now() == '+' || Now() == '-') ++at_;
      if (!Digits()) return false;
    }
    const auto number = store_.numbers().Parse(text_.substr(begin, at_ - begin));
    if (!number || !std::isfinite(number->plain)) return false;  // too large
    value = {store_.Number(*number, From(begin))};
    return true;
  }

  // Past a string. `verbatim`: it holds no escape.
  bool Scan(bool& verbatim) {
    verbatim = true;
    if (Now() != '"') return false;
    ++at_;
    while (at_ < text_.size()) {
      const auto c = static_cast<unsigned char>(text_[at_]);
      if (c == '"') return ++at_, true;
      if (c < 0x20) return false;
      if (c == '\\') {
        verbatim = false;
        if (!Escape()) return false;
      } else if (c < 0x80) {
        ++at_;
      } else {
        const Utf8Char read = DecodeUtf8(text_, at_);
        if (!read.valid) return false;
        at_ += static_cast<std::uint32_t>(read.length);
      }
    }
    return false;
  }

  bool Escape() {
    const std::string_view rest = text_.substr(at_ + 1);
    if (rest.empty()) return false;
    if (rest[0] != 'u') {
      at_ += 2;
      return std::string_view("\"\\/bfnrt").find(rest[0]) != std::string_view::npos;
    }
    const int code = Hex4(rest.substr(1));
    at_ += 6;
    if (code < 0xD800 || code > 0xDFFF) return code >= 0;
    // One of two that are a character.
    const int low = rest.substr(5).starts_with("\\u") ? Hex4(rest.substr(7)) : -1;
    at_ += 6;
    return code < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF;
  }

  bool String(Traced& value) {
    const std::uint32_t begin = at_;
    bool verbatim = false;
    if (!Scan(verbatim)) return false;
    const Span span = From(begin);
    const Span inside{span.file, span.begin + 1, span.end - 1};
    if (verbatim) {
      value = {store_.String({{.text = sources_.Text(inside), .from = inside}}, span)};
    } else {
      PartCollector parts(sources_, buffer_, store_, nullptr);
      DecodeString(text_, inside.begin, inside.end, parts);
      bound_.AddText(parts.parts().size());
      value = {store_.String(parts.parts(), span)};
    }
    return true;
  }

  bool Key(Entry& entry) {
    const std::uint32_t begin = at_;
    bool verbatim = false;
    if (!Scan(verbatim)) return false;
    entry.key_span = From(begin);
    const Span inside{buffer_.file, begin + 1, at_ - 1};
    if (verbatim) {
      entry.key = sources_.Text(inside);
    } else {
      PartCollector parts(sources_, buffer_, store_, nullptr);
      DecodeString(text_, inside.begin, inside.end, parts);
      bound_.AddText(parts.parts().size());
      entry.key = parts.Text();
    }
    return true;
  }

  const SourceMap& sources_;
  const Buffer buffer_;
  ValueStore& store_;
  const std::string_view text_;
  std::uint32_t at_ = 0;
  int depth_ = 0;
  TextBound bound_;
  std::vector<Traced> items_;   // of all lists that are not closed yet
  std::vector<Entry> entries_;  // of all maps that are not closed yet
};

}  // namespace

std::optional<Parsed> ReadDirectly(const SourceMap& sources, FileId file, ValueStore& store) {
  Reading reading(sources, file, store);
  Traced root;
  const bool whole = reading.Run(root);
  if (reading.met_bound()) return TextBound::NotRead(file);
  if (!whole) return std::nullopt;
  return Parsed{root, {}};
}

}  // namespace execlint::json
