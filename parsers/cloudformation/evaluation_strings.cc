// Sub, Join, Split, Select and their like: texts that are put together and taken apart. Every run
// of a result keeps the place where it is written.
#include <charconv>

#include "lint/source/base64.h"
#include "lint/source/find.h"
#include "lint/value/split_ids.h"
#include "parsers/cloudformation/evaluation.h"

namespace execlint::cloudformation {
namespace {

// A string's text with the way back from its bytes to the parts they came from.
class Body {
 public:
  explicit Body(const Value& string) : parts_(string.parts()) {
    for (const Part& part : parts_) text_ += part.hole != nullptr ? kHole : part.text;
  }

  const std::string& text() const { return text_; }

  // Adds the parts that the bytes [begin, end) consist of.
  void Append(std::size_t begin, std::size_t end, std::vector<Part>& to) const {
    std::size_t at = 0;
    for (const Part& part : parts_) {
      const std::size_t length = part.hole != nullptr ? kHole.size() : part.text.size();
      const std::size_t first = std::max(begin, at), last = std::min(end, at + length);
      if (first < last) {
        Part slice = part;
        if (part.hole == nullptr) {
          slice.text = part.text.substr(first - at, last - first);
          if (part.verbatim) slice.from = Within(part.from, first - at, last - at);
        }
        to.push_back(slice);
      }
      at += length;
    }
  }

  // Where the bytes [begin, end) are written.
  Span SpanOf(std::size_t begin, std::size_t end) const {
    std::vector<Part> slice;
    Append(begin, end, slice);
    if (slice.empty()) return parts_.empty() ? Span{} : parts_[0].from;
    Span span = slice.front().from;
    if (slice.back().from.file == span.file) span.end = std::max(span.end, slice.back().from.end);
    return span;
  }

 private:
  static constexpr std::string_view kHole = "\x01";

  static Span Within(Span from, std::size_t first, std::size_t last) {
    return {from.file, from.begin + static_cast<std::uint32_t>(first),
            from.begin + static_cast<std::uint32_t>(last)};
  }

  std::span<const Part> parts_;
  std::string text_;
};

constexpr std::size_t kMaxParts = 4096;  // of one text

std::optional<std::size_t> ToIndex(Traced value) {
  const std::string text = value ? KnownText(*value).value_or("") : "";
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return index;
}

}  // namespace

// `{{resolve:ssm:/path}}` is read when the stack is deployed; `{{ x }}` belongs to another engine.
Traced Evaluation::DynamicReferences(Traced string) {
  bool any = false;
  for (const Part& part : string->parts()) any |= part.text.find("{{") != std::string_view::npos;
  if (!any) return string;
  const Body body(*string);
  const std::string& text = body.text();
  std::vector<Part> parts;
  std::size_t done = 0;
  while (true) {
    const std::size_t begin = text.find("{{", done);
    const std::size_t end = begin == std::string::npos ? begin : text.find("}}", begin);
    if (end == std::string::npos) break;
    body.Append(done, begin, parts);
    const std::string_view inside = std::string_view(text).substr(begin + 2, end - begin - 2);
    const bool resolved = inside.starts_with("resolve:");
    const Span at = body.SpanOf(begin, end + 2);
    done = end + 2;
    if (const Traced given = StoredParameter(inside, at)) {
      AppendText(given, at, parts);
      continue;
    }
    std::vector<Part> reference;
    body.Append(begin, end + 2, reference);
    const Traced name{store_.String(reference, at), string.route};
    parts.push_back({.from = at,
                     .hole = store_.Intern({.why = resolved ? Why::kDataSource : Why::kUnsupported,
                                            .name = execlint::Shown(name),
                                            .at = at})});
  }
  if (done == 0) return string;
  body.Append(done, text.size(), parts);
  return {store_.String(parts, string->span), string.route};
}

// Of `resolve:ssm:/path:7`: what another unit writes at `/path`.
Traced Evaluation::StoredParameter(std::string_view reference, Span at) {
  constexpr std::string_view kPrefix = "resolve:ssm:";
  if (!reference.starts_with(kPrefix)) return {};
  reference.remove_prefix(kPrefix.size());
  const std::string_view name = reference.substr(0, reference.find(':'));
  // The value that the code writes may be a later one.
  const bool pinned = name.size() < reference.size();
  const Traced value =
      HandedOver(HandOver::By::kParameter, {store_.Literal(name, at, at, false)}, at);
  return value && pinned ? store_.Via(value, RouteStep::How::kByName, at) : value;
}

void Evaluation::AppendText(Traced value, Span at, std::vector<Part>& parts) {
  if (parts.size() >= kMaxParts) {
    const Symbol* limit = &Limit(at)->symbol();
    if (parts.back().hole != limit) parts.push_back({.from = at, .hole = limit});
    return;
  }
  switch (value->kind) {
    case Kind::kString:
      used_ += static_cast<int>(value->count);
      for (Part part : value->parts()) {
        part.route = store_.Chain(part.route, value.route);
        parts.push_back(part);
      }
      return;
    case Kind::kUnknown:
      parts.push_back({.from = at, .hole = &value->symbol(), .route = value.route});
      return;
    case Kind::kBool:
    case Kind::kNumber:
      parts.push_back({.text = store_.Keep(*KnownText(*value)),
                       .from = value->span,
                       .verbatim = false,
                       .route = value.route});
      return;
    default: {
      const Symbol* inside = FirstUnknown(*value);
      const Symbol* symbol =
          store_.Intern({.why = inside != nullptr ? inside->why : Why::kUnsupported,
                         .name = "the text of " + ShownValue(value, Texts::kValues),
                         .naming = Symbol::Naming::kWords,
                         .at = at});
      parts.push_back({.from = at, .hole = symbol, .route = value.route});
    }
  }
}

Traced Evaluation::Sub(const Intrinsic& intrinsic, const Value& raw) {
  Traced string = intrinsic.argument;
  Traced own;  // the second form's map of variables
  if (string->is_list() && string->count > 0) {
    if (string->count > 1) own = string->items()[1];
    string = string->items()[0];
  }
  if (!string->is_string()) return Broken(intrinsic, raw);
  const Traced resolved = DynamicReferences(string);
  const Body body(*resolved);
  std::vector<Part> parts;
  for (const SubRun& run : SplitSub(body.text())) {
    if (!run.hole) {
      body.Append(run.begin, run.end, parts);
      continue;
    }
    const std::string name = body.text().substr(run.begin, run.end - run.begin);
    const Span at = body.SpanOf(run.outer_begin, run.outer_end);
    const Entry* variable = own && own->is_map() ? Find(*own, name) : nullptr;
    Traced value;
    if (variable != nullptr) {
      value = Deep(variable->value);
      if (value) value = store_.Via(value, RouteStep::How::kReference, at);
    } else {
      const std::size_t dot = std::min(name.find('.'), name.size());
      value = Named(name.substr(0, dot), dot < name.size() ? name.substr(dot + 1) : "", at);
    }
    if (!value) return Broken(intrinsic, raw);
    AppendText(value, at, parts);
  }
  return {store_.String(parts, string->span), resolved.route};
}

Traced Evaluation::Join(const Intrinsic& intrinsic, const Value& raw) {
  if (!intrinsic.argument->is_list() || intrinsic.argument->count != 2) {
    return Broken(intrinsic, raw);
  }
  const Traced delimiter = Deep(intrinsic.argument->items()[0]);
  const Traced list = Deep(intrinsic.argument->items()[1]);
  if (!delimiter || !list || !KnownText(*delimiter)) return Broken(intrinsic, raw);
  if (list->is_unknown()) return UnknownResult(intrinsic, list->symbol(), raw);
  if (!list->is_list()) return Broken(intrinsic, raw);
  if (list->open()) return UnknownResult(intrinsic, *list->open_because, raw);
  std::vector<Part> parts;
  for (std::size_t i = 0; i < list->count; ++i) {
    if (i > 0) AppendText(delimiter, delimiter->span, parts);
    const Traced item = store_.Inside(list, list->items()[i]);
    AppendText(item, item->span, parts);
  }
  return {store_.String(parts, raw.span)};
}

Traced Evaluation::Split(const Intrinsic& intrinsic, const Value& raw) {
  if (!intrinsic.argument->is_list() || intrinsic.argument->count != 2) {
    return Broken(intrinsic, raw);
  }
  const Traced delimiter = Deep(intrinsic.argument->items()[0]);
  const Traced source = Deep(intrinsic.argument->items()[1]);
  const std::string at_text = delimiter ? KnownText(*delimiter).value_or("") : "";
  if (at_text.empty() || !source) return Broken(intrinsic, raw);
  if (const Symbol* unknown = FirstUnknown(*source)) {
    if (const Traced ids = SplitIds(source, at_text, store_)) return ids;
    return UnknownResult(intrinsic, *unknown, raw);
  }
  if (!source->is_string()) return Broken(intrinsic, raw);
  const Body body(*source);
  std::vector<Traced> items;
  for (std::size_t begin = 0;;) {
    const std::size_t end = std::min(Find(body.text(), at_text, begin), body.text().size());
    std::vector<Part> parts;
    body.Append(begin, end, parts);
    items.push_back({store_.String(parts, body.SpanOf(begin, end))});
    if (end == body.text().size()) break;
    begin = end + at_text.size();
  }
  return {store_.List(items, raw.span), source.route};
}

Traced Evaluation::Select(const Intrinsic& intrinsic, const Value& raw) {
  if (!intrinsic.argument->is_list() || intrinsic.argument->count != 2) {
    return Broken(intrinsic, raw);
  }
  const Traced index_value = Deep(intrinsic.argument->items()[0]);
  const Traced list = Head(intrinsic.argument->items()[1]);
  if (!index_value || !list) return Broken(intrinsic, raw);
  if (const Symbol* unknown = FirstUnknown(*index_value)) {
    return UnknownResult(intrinsic, *unknown, raw);
  }
  if (list->is_unknown()) return UnknownResult(intrinsic, list->symbol(), raw);
  const auto index = ToIndex(index_value);
  if (!index || !list->is_list()) return Broken(intrinsic, raw);
  const Traced whole = DeepList(list);  // elements may vanish
  if (whole->open()) return UnknownResult(intrinsic, *whole->open_because, raw);
  if (*index >= whole->count) return Broken(intrinsic, raw);
  const Traced selected = store_.Inside(whole, whole->items()[*index]);
  const RouteStep* by_default = DefaultBehind(index_value);
  return by_default == nullptr || PassesDefault(selected.route)
             ? selected
             : store_.Via(selected, by_default->how, by_default->at);
}

Traced Evaluation::Length(const Intrinsic& intrinsic, const Value& raw) {
  const Traced list = Deep(intrinsic.argument);
  if (!list) return Broken(intrinsic, raw);
  if (list->is_unknown()) return UnknownResult(intrinsic, list->symbol(), raw);
  if (!list->is_list()) return Broken(intrinsic, raw);
  if (list->open()) return UnknownResult(intrinsic, *list->open_because, raw);
  return {store_.Number(list->count, raw.span), list.route};
}

// The text itself is not made; who wants the JSON gets what it says.
Traced Evaluation::ToJsonString(const Intrinsic& intrinsic) {
  const Traced value = Deep(intrinsic.argument);
  if (!value) return {};
  const Span at = intrinsic.argument->span;
  const Symbol* text =
      store_.Intern({.why = Why::kUnsupported, .name = Shown(intrinsic), .at = at});
  const Part hole{.from = at, .hole = text};
  return {store_.Encoded({&hole, 1}, at, value)};
}

// A text that is not all known has no text in base64 either; what was encoded is kept all the same.
Traced Evaluation::Base64(const Intrinsic& intrinsic, const Value& raw) {
  const Traced value = Deep(intrinsic.argument);
  if (!value) return Broken(intrinsic, raw);
  if (value->is_unknown()) return UnknownResult(intrinsic, value->symbol(), raw);
  const auto text = KnownText(*value);
  const Symbol* unknown = text ? nullptr : FirstUnknown(*value);
  if (!text && unknown == nullptr) return Broken(intrinsic, raw);
  const RouteStep* secret = HasSecret(value) ? store_.Secret(value, raw.span).route : nullptr;
  const Part part =
      text ? Part{.text = store_.Keep(EncodeBase64(*text)),
                  .from = raw.span,
                  .verbatim = false,
                  .route = secret}
           : Part{.from = raw.span, .hole = &UnknownResult(intrinsic, *unknown, raw)->symbol()};
  return {store_.Encoded({&part, 1}, raw.span, value, Encoding::kBase64)};
}

}  // namespace execlint::cloudformation
