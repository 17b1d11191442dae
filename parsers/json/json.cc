#include "parsers/json/json.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/source/format.h"
#include "lint/source/utf8.h"
#include "lint/value/text_bound.h"
#include "parsers/json/direct.h"
#include "parsers/json/explain.h"
#include "parsers/json/string.h"

namespace execlint::json {
namespace {

// Tells how far the library has read, which is the end of the token it reports.
struct CountingIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at = nullptr;
  const char** furthest = nullptr;

  reference operator*() const { return *at; }
  CountingIterator& operator++() {
    *furthest = ++at;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at == other.at; }
  bool operator!=(const CountingIterator& other) const { return at != other.at; }
};

// The events of one text, made into values.
class Builder {
 public:
  Builder(const SourceMap& sources, const Buffer& buffer, std::string_view text, ValueStore& store,
          std::uint32_t begin)
      : sources_(sources), buffer_(buffer), text_(text), store_(store) {
    so_far_.end = begin;
  }

  // Reads everything. False: `problem` says why not.
  bool Run() {
    const char* begin = text_.data();  // the library skips one byte order mark, and no second
    furthest_ = begin;
    return nlohmann::json::sax_parse(CountingIterator{begin, &furthest_},
                                     CountingIterator{text_.data() + text_.size(), &furthest_},
                                     this);
  }

  Problem TakeProblem() { return std::move(problem_); }
  bool met_bound() const { return bound_.met(); }

  // What has been read.
  Traced Root() const { return root_; }
  // The same after an error at `end`. `broken`: why whatever is not closed there is open.
  Traced Root(std::uint32_t end, const Symbol* broken) {
    while (!frames_.empty()) {
      frames_.back().open = broken;
      Close(end);
    }
    return root_;
  }

  // ---- called by the library, which reads these names

  bool null() {
    const Span span = Token();
    return Add({store_.Null(span), Route(span)}, span);
  }
  bool boolean(bool value) {
    const Span span = Token();
    return Add({store_.Bool(value, span), Route(span)}, span);
  }
  bool number_integer(std::int64_t) { return Number(); }
  bool number_unsigned(std::uint64_t) { return Number(); }
  bool number_float(double, const std::string&) { return Number(); }
  bool binary(nlohmann::json::binary_t&) { return false; }

  bool string(std::string&) {
    const Span span = Token();
    const RouteStep* inherited = Inherited();
    PartCollector parts = Decode(span, inherited);
    const RouteStep* route = buffer_.RouteAt(span.begin);
    if (buffer_.IsBare(span.begin)) return AddUnknown(parts, span);
    return Add({store_.String(parts.parts(), span), route == inherited ? nullptr : route}, span);
  }

  bool start_object(std::size_t) { return Open(true); }
  bool start_array(std::size_t) { return Open(false); }
  bool end_object() { return Close(Token().end); }
  bool end_array() { return Close(Token().end); }

  bool key(std::string&) {
    const Span span = Token();
    PartCollector parts = Decode(span, Inherited());
    Frame& frame = frames_.back();
    frame.key = parts.Text();
    frame.key_span = span;
    frame.secret_key = parts.secret();
    frame.key_hole = parts.hole();
    so_far_ = {ReadSoFar::kKey, true, span.end};
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& error) {
    if (error.id == 406) {  // a number too large for a double
      const Span span = Token();
      problem_ = {Problem::kLimit, span, "number is too large"};
    } else {
      problem_ = Explain(buffer_.file, text_, so_far_, buffer_.HoldsSecret());
    }
    return false;
  }

 private:
  struct Frame {
    bool is_map = false;
    std::uint32_t begin = 0;
    std::size_t first = 0;  // its first item or entry
    const Symbol* open = nullptr;
    const RouteStep* own = nullptr;     // the route of the container itself
    const RouteStep* inside = nullptr;  // the route that holds for all that stands in it
    std::string_view key = {};          // the key whose value is due
    Span key_span = {};
    bool secret_key = false;
    const Symbol* key_hole = nullptr;
  };

  const RouteStep* Inherited() const { return frames_.empty() ? nullptr : frames_.back().inside; }

  const RouteStep* Route(Span span) const {
    const RouteStep* route = buffer_.RouteOver(span.begin, span.end);
    return route == Inherited() ? nullptr : route;
  }

  // The span of the token that the library has just read.
  Span Token() {
    std::uint32_t begin = so_far_.end;
    while (std::string_view(" \t\r\n,:").find(text_[begin]) != std::string_view::npos) ++begin;
    auto end = static_cast<std::uint32_t>(furthest_ - text_.data());
    if (const char c = text_[begin]; c == '-' || (c >= '0' && c <= '9')) end = NumberEnd(begin);
    while (next_splice_ < buffer_.splices.size() && buffer_.splices[next_splice_].at <= begin) {
      const Symbol* symbol = buffer_.splices[next_splice_++].symbol;
      MarkOpen(symbol);
      DoubtEntries(symbol);
    }
    return {buffer_.file, begin, end};
  }

  // The library reads one character past a number, so its end is found by JSON's grammar.
  std::uint32_t NumberEnd(std::uint32_t at) const {
    const auto is = [this](std::uint32_t i, std::string_view set) {
      return i < text_.size() && set.find(text_[i]) != std::string_view::npos;
    };
    const auto digits = [&is](std::uint32_t i) {
      while (is(i, "0123456789")) ++i;
      return i;
    };
    if (is(at, "-")) ++at;
    at = is(at, "0") ? at + 1 : digits(at);
    if (is(at, ".")) at = digits(at + 1);
    if (is(at, "eE")) at = digits(is(at + 1, "+-") ? at + 2 : at + 1);
    return at;
  }

  // As it is written: a double would lose digits of it.
  bool Number() {
    const Span span = Token();
    const auto number = store_.numbers().Parse(text_.substr(span.begin, span.size()));
    if (number) return Add({store_.Number(*number, span), Route(span)}, span);
    const Symbol* symbol = store_.Intern({.why = Why::kLimit,
                                          .name = "a number that is more than execlint follows",
                                          .naming = Symbol::Naming::kWords,
                                          .at = span});
    return Add({store_.Unknown(symbol, span), Route(span)}, span);
  }

  PartCollector Decode(Span span, const RouteStep* inherited) {
    PartCollector parts(sources_, buffer_, store_, inherited);
    DecodeString(text_, span.begin + 1, span.end - 1, parts);
    bound_.AddText(parts.parts().size());
    return parts;
  }

  // A value that the buffer holds only as a stand-in. It may also be several, with their commas.
  bool AddUnknown(const PartCollector& parts, Span span) {
    const Symbol* symbol = parts.hole();
    const bool whole = parts.parts().size() == 1;
    if (!whole) {
      Symbol mixed{.why = symbol->why, .name = {}, .at = span};
      for (const Part& part : parts.parts()) {
        // What stands beside it may be a secret: where it would belong nobody knows.
        constexpr std::size_t kHarmless = 3;
        const bool shown = part.text.size() <= kHarmless && !part.secret();
        mixed.name += part.hole != nullptr ? "${" + part.hole->name + "}"
                      : shown              ? std::string(part.text)
                                           : NumberedMask(store_.NumberOf(part.text));
      }
      symbol = store_.Intern(std::move(mixed));
    }
    const RouteStep* route = Route(span);
    if (!frames_.empty() && (!whole || !frames_.back().is_map)) MarkOpen(symbol);
    return Add({store_.Unknown(symbol, span), route}, span);
  }

  void MarkOpen(const Symbol* symbol) {
    if (!frames_.empty() && frames_.back().open == nullptr) frames_.back().open = symbol;
  }

  // What is spliced in behind these entries may give one of their keys once more, and the last one
  // counts.
  void DoubtEntries(const Symbol* symbol) {
    if (frames_.empty() || !frames_.back().is_map) return;
    for (std::size_t i = frames_.back().first; i < entries_.size(); ++i) {
      Traced& value = entries_[i].value;
      if (value->is_list() || value->is_map() || value->is_unknown()) continue;
      value = {store_.Unknown(symbol, value->span), value.route};
    }
  }

  bool Add(Traced value, Span span) {
    if (frames_.empty()) {
      root_ = {value.value, store_.Chain(value.route, buffer_.route)};
      so_far_ = {ReadSoFar::kDocument, false, span.end};
      return true;
    }
    Frame& frame = frames_.back();
    if (!frame.is_map) {
      items_.push_back(value);
    } else if (frame.key_hole != nullptr) {
      MarkOpen(frame.key_hole);  // an entry of unknown name
    } else {
      entries_.push_back({frame.key, frame.key_span, value, frame.secret_key});
    }
    so_far_ = {ReadSoFar::kValue, frame.is_map, span.end};
    bound_.AddValue();
    return !bound_.met();
  }

  bool Open(bool is_map) {
    const Span span = Token();
    if (frames_.size() == kMaxDepth) {
      problem_ = {Problem::kLimit, span, Format("nested deeper than {} levels", kMaxDepth)};
      return false;
    }
    const RouteStep* route = buffer_.RouteAt(span.begin);
    frames_.push_back({.is_map = is_map,
                       .begin = span.begin,
                       .first = is_map ? entries_.size() : items_.size(),
                       .own = route == Inherited() ? nullptr : route,
                       .inside = route});
    so_far_ = {ReadSoFar::kOpening, is_map, span.end};
    return true;
  }

  bool Close(std::uint32_t end) {
    const Frame frame = frames_.back();
    frames_.pop_back();
    const Span span{buffer_.file, frame.begin, end};
    const Symbol* open = frame.open;
    if (open == nullptr && frames_.empty()) open = buffer_.around;
    const Value* value = nullptr;
    if (frame.is_map) {
      value = store_.Map(std::span(entries_).subspan(frame.first), span, open);
      entries_.resize(frame.first);
    } else {
      value = store_.List(std::span(items_).subspan(frame.first), span, open);
      items_.resize(frame.first);
    }
    return Add({value, frame.own}, span);
  }

  const SourceMap& sources_;
  const Buffer& buffer_;
  std::string_view text_;
  ValueStore& store_;
  const char* furthest_ = nullptr;
  ReadSoFar so_far_;
  std::size_t next_splice_ = 0;
  std::vector<Frame> frames_;
  std::vector<Traced> items_;   // of all lists that are not closed yet
  std::vector<Entry> entries_;  // of all maps that are not closed yet
  Traced root_;
  TextBound bound_;
  Problem problem_;
};

// Why text behind a syntax error is not known.
const Symbol* Broken(ValueStore& store, const Problem& problem) {
  return store.Intern({.why = problem.kind == Problem::kLimit ? Why::kLimit : Why::kBroken,
                       .name = problem.message,
                       .naming = Symbol::Naming::kWords,
                       .at = problem.span});
}

}  // namespace

Parsed Parse(const SourceMap& sources, FileId file, ValueStore& store) {
  return Parse(sources, Buffer::Whole(file), store);
}

Parsed Parse(const SourceMap& sources, const Buffer& buffer, ValueStore& store) {
  if (buffer.IsPlain()) {
    if (auto parsed = ReadDirectly(sources, buffer.file, store)) return *std::move(parsed);
  }
  return ParseWithLibrary(sources, buffer, store);
}

Parsed ParseWithLibrary(const SourceMap& sources, const Buffer& buffer, ValueStore& store) {
  const std::string_view text = sources.Text(buffer.file);
  if (IsWide(text)) {
    return {{}, {{Problem::kSyntax, {buffer.file, 0, 2}, "text is UTF-16: save it as UTF-8"}}};
  }
  const std::uint32_t begin = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;

  Builder strict(sources, buffer, text, store, begin);
  if (strict.Run()) return {strict.Root(), {}};
  if (strict.met_bound()) return TextBound::NotRead(buffer.file);
  Problem problem = strict.TakeProblem();

  Loosened loosened = Loosen(buffer.file, text);
  Builder loose(sources, buffer, loosened.text, store, begin);
  Builder& last = loosened.problems.empty() ? strict : loose;
  if (&last == &loose) {
    if (loose.Run()) return {loose.Root(), std::move(loosened.problems)};
    if (loose.met_bound()) return TextBound::NotRead(buffer.file);
    problem = loose.TakeProblem();
  }
  if (const Symbol* uncertain = buffer.Uncertain()) {
    // What stands in the place of the hole may well make it right.
    const Span whole{buffer.file, 0, static_cast<std::uint32_t>(text.size())};
    return {{store.Unknown(uncertain, whole), buffer.route}, {}};
  }
  const Symbol* broken = Broken(store, problem);
  std::vector<Problem> problems = std::move(loosened.problems);
  std::erase_if(problems, [&](const Problem& one) { return one.span.begin >= problem.span.begin; });
  const Traced root = last.Root(problem.span.begin, broken);
  problems.push_back(std::move(problem));
  return {root, std::move(problems)};
}

}  // namespace execlint::json
