#include "parsers/yaml/reader.h"

#include <algorithm>

#include "lint/source/utf8.h"
#include "parsers/yaml/plain.h"
#include "parsers/yaml/scalar.h"
#include "parsers/yaml/terraform.h"
#include "parsers/yaml/text.h"

namespace execlint::yaml {
namespace {

constexpr std::string_view kCorePrefix = "tag:yaml.org,2002:";
constexpr std::string_view kFlowSigns = ",[]{}";

bool IsHex(char c) {
  return c != '\0' && std::string_view("0123456789abcdefABCDEF").find(c) != std::string_view::npos;
}

// The end of a tag. What no tag may hold ends it, even without a space: `!a"b"` is tag and text.
std::uint32_t TagEnd(std::string_view text, std::uint32_t at) {
  if (text.substr(at, 2) == "!<") {
    const std::size_t close = text.find('>', at);
    if (close != std::string_view::npos) return static_cast<std::uint32_t>(close + 1);
  }
  constexpr std::string_view kSigns = "!-#;/?:@&=+$_.~*'()";
  for (; at < text.size(); ++at) {
    const char c = text[at];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool escape = c == '%' && IsHex(At(text, at + 1)) && IsHex(At(text, at + 2));
    if (!letter && !escape && kSigns.find(c) == std::string_view::npos) break;
  }
  return at;
}

// The end of an anchor or an alias.
std::uint32_t WordEnd(std::string_view text, std::uint32_t at) {
  while (at < text.size() && !IsSpace(text[at]) &&
         kFlowSigns.find(text[at]) == std::string_view::npos) {
    ++at;
  }
  return at;
}

// The name of an unknown that is known by its text: equal text, equal name.
std::string Excerpt(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  return std::string(text.substr(0, kLongest));
}

}  // namespace

Reader::Reader(const SourceMap& sources, const Buffer& buffer, ValueStore& store, Dialect dialect,
               const std::vector<MaskedTag>& masked)
    : sources_(sources),
      buffer_(buffer),
      store_(store),
      dialect_(dialect),
      masked_(masked),
      text_(sources.Text(buffer.file)),
      tree_(buffer, store, dialect) {
  if (text_.starts_with(kByteOrderMark)) cursor_ = kByteOrderMark.size();
}

std::uint32_t Reader::Offset(const YAML::Mark& mark) const {
  const std::size_t skipped = text_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  const auto offset = static_cast<std::size_t>(std::max(mark.pos, 0)) + skipped;
  return static_cast<std::uint32_t>(std::clamp<std::size_t>(offset, cursor_, text_.size()));
}

void Reader::ScanComments(std::uint32_t from, std::uint32_t to) {
  while (from < to) {
    if (IsComment(text_, from)) {
      const std::uint32_t end = LineEnd(text_, from);
      comments_.push_back(To(from, end));
      from = end;
    } else {
      ++from;
    }
  }
}

void Reader::Gap(std::uint32_t to) {
  ScanComments(std::max(scanned_, cursor_), to);
  scanned_ = std::max(scanned_, to);
  const auto& splices = buffer_.splices;
  for (; next_splice_ < splices.size() && splices[next_splice_].at <= to; ++next_splice_) {
    // Its indentation is not known either, so it may belong to any of them.
    tree_.MarkAllOpen(splices[next_splice_].symbol);
  }
}

const Symbol* Reader::SpliceWithin(Span span) {
  const Symbol* found = nullptr;
  const auto& splices = buffer_.splices;
  for (; next_splice_ < splices.size() && splices[next_splice_].at < span.end; ++next_splice_) {
    found = splices[next_splice_].symbol;
    tree_.MarkAllOpen(found);
  }
  if (found == nullptr) return nullptr;
  return store_.Intern({.why = found->why,
                        .name = Excerpt(sources_.Text(span)) + "${" + found->name + "}",
                        .at = span});
}

Reader::Start Reader::ReadStart(std::uint32_t at, std::string_view tag, YAML::anchor_t anchor) {
  Start start{.at = at};
  start.properties.anchor = anchor;
  while (next_masked_ < masked_.size() && masked_[next_masked_].node < at) ++next_masked_;
  if (next_masked_ < masked_.size() && masked_[next_masked_].node == at) {
    const MaskedTag& masked = masked_[next_masked_++];
    start.properties.tag_span = To(masked.begin, masked.end);
    start.properties.tag = sources_.Text(start.properties.tag_span);
    start.properties_end = masked.end;
  }
  bool tag_due = tag != "?", anchor_due = anchor != 0;
  while ((tag_due && At(text_, start.at) == '!') || (anchor_due && At(text_, start.at) == '&')) {
    const bool is_anchor = text_[start.at] == '&';
    const std::uint32_t end = is_anchor ? WordEnd(text_, start.at) : TagEnd(text_, start.at);
    if (is_anchor) {
      anchor_due = false;
    } else {
      tag_due = false;
      if (tag.starts_with(kCorePrefix)) {
        start.core_tag = tag.substr(kCorePrefix.size());
      } else if (tag == "!") {
        start.core_tag = tag;
      } else {
        start.properties.tag_span = To(start.at, end);
        start.properties.tag = sources_.Text(start.properties.tag_span);
      }
    }
    start.properties_end = end;
    start.at = SkipGap(text_, end);
  }
  return start;
}

int Reader::ParentIndent() const { return containers_.empty() ? -1 : containers_.back().indent; }

// ---- scalars

void Reader::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                      const std::string& value) {
  const std::uint32_t offset = Offset(mark);
  const bool explicit_key = IsExplicitKey(offset);
  Start start = ReadStart(offset, tag, anchor);
  const char first = At(text_, start.at);
  if (value.empty() && start.properties_end != 0) {
    // Is what follows the properties the node, or is the node nothing?
    const bool marked = first == '"' || first == '\'' || first == '|' || first == '>';
    const std::uint32_t between = start.at - start.properties_end;
    const bool same_line =
        text_.substr(start.properties_end, between).find('\n') == std::string_view::npos;
    const bool is_node =
        marked && (same_line || static_cast<int>(Column(text_, start.at)) > ParentIndent());
    if (!is_node) start.at = start.properties_end;
  }
  Gap(start.at);

  PartCollector parts(sources_, buffer_, store_, tree_.Inherited(start.properties));
  const bool empty = value.empty() && start.at == start.properties_end;
  ScalarText scalar{.begin = start.at, .end = start.at};
  if (!empty) scalar = ReadScalar(text_, start.at, value, ParentIndent(), parts);
  const Span span = To(scalar.begin, scalar.end);
  if (scalar.style == ScalarText::kLiteral || scalar.style == ScalarText::kFolded) {
    scanned_ = LineEnd(text_, scalar.begin);
    ScanComments(scalar.begin, scanned_);
  }
  if (!scalar.aligned) {
    // The text cannot be followed, so its value has the line for its place.
    PartCollector whole(sources_, buffer_, store_, tree_.Inherited(start.properties));
    const std::uint32_t end = LineEnd(text_, start.at);
    whole.Decoded(value, start.at, end);
    cursor_ = end;
    AddScalar(whole, start, To(start.at, end), true);
  } else if (!scalar.closed) {
    cursor_ = scalar.end;
    AddBroken(start, span, "string is never closed");
  } else {
    cursor_ = std::max(cursor_, scalar.end);
    const bool block = scalar.style == ScalarText::kLiteral || scalar.style == ScalarText::kFolded;
    const bool resolved =
        scalar.style == ScalarText::kPlain || (block && dialect_ == Dialect::kTerraform);
    AddScalar(parts, start, span, resolved);
  }
  if (tree_.KeyJustRead()) CheckKey(explicit_key, span);
  if (tree_.bound().met()) throw BoundMet();
}

void Reader::AddScalar(const PartCollector& parts, const Start& start, Span span, bool plain) {
  tree_.bound().AddText(parts.parts().size());
  KeyText key{.kind = KeyText::kText};
  if (tree_.KeyDue() || start.properties.anchor != 0) {  // an alias of it may be a key
    key.hole = parts.hole();
    key.secret = parts.secret();
    if (key.hole == nullptr) key.text = parts.Text();
    const bool merges = plain || dialect_ == Dialect::kTerraform;
    if (merges && key.text == "<<" && start.core_tag.empty()) key.kind = KeyText::kMerge;
  }
  const Traced value = ScalarValue(parts, start, span, plain);
  if (dialect_ == Dialect::kTerraform) key.text = TerraformKey(key, value, span);
  tree_.Leaf(value, key, start.properties);
}

// A key by its value: `0x10` is "16".
std::string_view Reader::TerraformKey(const KeyText& key, Traced value, Span span) {
  if (key.kind != KeyText::kText || !tree_.KeyDue() || value->unknown != nullptr) return key.text;
  const auto text = KnownText(*value);
  if (!text) tree_.AddProblem(Problem::kSyntax, span, "a key must not be null");
  return text && *text != key.text ? store_.Keep(*text) : key.text;
}

void Reader::AddBroken(const Start& start, Span span, const char* why) {
  tree_.AddProblem(Problem::kSyntax, span, why);
  const Symbol* symbol = store_.Intern(
      {.why = Why::kBroken, .name = why, .naming = Symbol::Naming::kWords, .at = span});
  const KeyText key{.kind = KeyText::kText, .hole = symbol};
  tree_.Leaf({store_.Unknown(symbol, span)}, key, start.properties);
}

Traced Reader::ScalarValue(const PartCollector& parts, const Start& start, Span span, bool plain) {
  const RouteStep* inherited = tree_.Inherited(start.properties);
  const auto own = [inherited](const RouteStep* route) {
    return route == inherited ? nullptr : route;
  };
  const Symbol* unknown = SpliceWithin(span);
  const bool text = start.core_tag == "str" || start.core_tag == "!";
  if (plain && !text && parts.hole() != nullptr && parts.parts().size() == 1) {
    unknown = parts.hole();
    // In brackets it may be several, with their commas.
    if (InFlow() && !tree_.InMap()) tree_.MarkOpen(unknown);
  }
  const RouteStep* over = own(buffer_.RouteOver(span.begin, span.end));
  if (unknown != nullptr) return {store_.Unknown(unknown, span), over};

  if (dialect_ == Dialect::kTerraform && parts.hole() == nullptr) {
    return TerraformScalar(parts, start, span, plain, over);
  }
  const bool meant = plain ? !text
                           : start.core_tag == "int" || start.core_tag == "float" ||
                                 start.core_tag == "bool" || start.core_tag == "null";
  if (meant && parts.hole() == nullptr) {
    const PlainMeaning meaning = MeaningOf(parts.Text(), dialect_);
    if (std::holds_alternative<PlainNull>(meaning)) return {store_.Null(span), over};
    if (const bool* flag = std::get_if<bool>(&meaning)) return {store_.Bool(*flag, span), over};
    if (const double* n = std::get_if<double>(&meaning)) return {store_.Number(*n, span), over};
  }
  return {store_.String(parts.parts(), span), own(buffer_.RouteAt(span.begin))};
}

Traced Reader::TerraformScalar(const PartCollector& parts, const Start& start, Span span,
                               bool plain, const RouteStep* over) {
  const TerraformMeaning meaning =
      MeaningToTerraform(parts.Text(), start.core_tag, !plain, store_.numbers());
  if (std::holds_alternative<PlainNull>(meaning)) return {store_.Null(span), over};
  // What a block scalar means is made text again.
  const char sign = At(text_, span.begin);
  const bool block = plain && start.core_tag.empty() && (sign == '|' || sign == '>');
  const auto made = [&](const Value* value) {
    return Traced{block ? store_.Literal(*KnownText(*value), span, span, false) : value, over};
  };
  if (const bool* flag = std::get_if<bool>(&meaning)) return made(store_.Bool(*flag, span));
  if (const auto* number = std::get_if<ExactNumber>(&meaning)) {
    return made(store_.Number(*number, span));
  }
  if (const auto* text = std::get_if<std::string>(&meaning)) {
    return {store_.Literal(*text, span, span, false), over};
  }
  if (std::holds_alternative<Refused>(meaning)) {
    tree_.AddProblem(Problem::kSyntax, span, "yamldecode() refuses this value");
  }
  return {store_.String(parts.parts(), span), over};
}

// ---- nothing

Span Reader::WrittenNull(std::uint32_t at) const {
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (text_.substr(at, word.size()) != word) continue;
    const auto end = static_cast<std::uint32_t>(at + word.size());
    const char next = At(text_, end);
    const bool ends = end >= text_.size() || IsSpace(next) || next == ':' ||
                      kFlowSigns.find(next) != std::string_view::npos;
    if (!ends) return {};
    // The next key of a block map, not the value that is due.
    const bool is_key = At(text_, SkipBlanks(text_, end)) == ':';
    if (is_key && tree_.InMap() && !tree_.KeyDue()) return {};
    return To(at, end);
  }
  return {};
}

Span Reader::NullSpan(std::uint32_t mark) const {
  std::uint32_t place = cursor_;
  const std::uint32_t next = SkipGap(text_, cursor_);
  const char sign = At(text_, next);
  const bool value_due = tree_.InMap() && !tree_.KeyDue();
  const bool entry_due = tree_.InContainer() && !tree_.InMap() && !InFlow();
  if ((sign == ':' && value_due) || (sign == '-' && entry_due)) place = next + 1;
  if (InFlow() && !tree_.InMap()) place = mark;

  std::uint32_t at = place;  // only signs may stand between
  while (at < mark) {
    const std::uint32_t sign_at = SkipGap(text_, at);
    if (sign_at >= mark) break;
    if (std::string_view("?,:-").find(text_[sign_at]) == std::string_view::npos) {
      return Span::At(buffer_.file, place);
    }
    at = sign_at + 1;
  }
  const Span written = WrittenNull(mark);
  return written.valid() ? written : Span::At(buffer_.file, place);
}

void Reader::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const std::uint32_t offset = Offset(mark);
  const bool explicit_key = IsExplicitKey(offset);
  Start start{.at = offset};
  Span span;
  if (anchor != 0) {
    start = ReadStart(offset, "?", anchor);
    span = WrittenNull(start.at);
    // Of a node without text at the end of the file, the library does not tell the tag.
    if (!span.valid()) span = Span::At(buffer_.file, std::max(start.properties_end, offset));
  } else {
    span = NullSpan(offset);
  }
  Gap(span.begin);
  if (InFlow() && tree_.InContainer() && !tree_.InMap() && span.empty()) {
    tree_.AddProblem(Problem::kSyntax, span, "expected a value before `,`");
  }
  cursor_ = std::max(cursor_, span.end);
  PartCollector parts(sources_, buffer_, store_, nullptr);
  if (!span.empty()) parts.Verbatim(span.begin, span.end);
  const RouteStep* route = buffer_.RouteAt(span.begin);
  if (route == tree_.Inherited(start.properties)) route = nullptr;
  if (dialect_ == Dialect::kTerraform && tree_.KeyDue()) {
    tree_.AddProblem(Problem::kSyntax, span, "a key must not be null");
  }
  tree_.Leaf({store_.Null(span), route}, {.kind = KeyText::kText, .text = parts.Text()},
             start.properties);
  if (tree_.KeyJustRead()) CheckKey(explicit_key, span);
  if (tree_.bound().met()) throw BoundMet();
}

void Reader::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const std::uint32_t offset = Offset(mark);
  const bool explicit_key = IsExplicitKey(offset);
  Gap(offset);
  const Span span = To(offset, WordEnd(text_, offset));
  cursor_ = span.end;
  tree_.Alias(anchor, sources_.Text(span), span);
  if (tree_.KeyJustRead()) CheckKey(explicit_key, span);
  if (tree_.bound().met()) throw BoundMet();
}

// ---- keys

bool Reader::IsExplicitKey(std::uint32_t node) const {
  std::uint32_t at = SkipGap(text_, cursor_);
  if (At(text_, at) == ',') at = SkipGap(text_, at + 1);
  return at < node && text_[at] == '?';
}

void Reader::CheckKey(bool explicit_key, Span key) {
  if (explicit_key) return;
  const bool braced = !containers_.empty() && containers_.back().bracketed;
  const char next = At(text_, braced ? SkipGap(text_, cursor_) : SkipBlanks(text_, cursor_));
  if (next == ':' || (braced && (next == ',' || next == '}'))) return;
  constexpr const char* kMessage = "expected `:` after this key";
  key_problems_.push_back({Problem::kSyntax, key, kMessage});
  tree_.SpoilKey(store_.Intern(
      {.why = Why::kBroken, .name = kMessage, .naming = Symbol::Naming::kWords, .at = key}));
}

// ---- lists and maps

void Reader::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value style) {
  BeginContainer(false, mark, tag, anchor, style);
}

void Reader::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                        YAML::EmitterStyle::value style) {
  BeginContainer(true, mark, tag, anchor, style);
}

void Reader::BeginContainer(bool is_map, const YAML::Mark& mark, const std::string& tag,
                            YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
  const Start start = ReadStart(Offset(mark), tag, anchor);
  if (dialect_ == Dialect::kTerraform && !start.core_tag.empty() &&
      start.core_tag != (is_map ? "map" : "seq")) {
    tree_.AddProblem(Problem::kSyntax, To(start.at, start.at), "this tag has no meaning here");
  }
  Gap(start.at);
  Container container{.flow = style == YAML::EmitterStyle::Flow};
  container.bracketed = container.flow && At(text_, start.at) == (is_map ? '{' : '[');
  if (!container.flow) container.indent = static_cast<int>(Column(text_, start.at));
  cursor_ = std::max(cursor_, start.at + (container.bracketed ? 1 : 0));
  containers_.push_back(container);
  tree_.Begin(is_map, start.at, start.properties);
}

void Reader::EndContainer() {
  const Container container = containers_.back();
  // Many containers may end in one place.
  if (gap_begin_ != cursor_) {
    gap_begin_ = cursor_;
    gap_end_ = SkipGap(text_, cursor_);
  }
  std::uint32_t next = gap_end_;
  if (container.bracketed) {
    while (next < text_.size() &&
           std::string_view(",:?").find(text_[next]) != std::string_view::npos) {
      next = SkipGap(text_, next + 1);
    }
  }
  Gap(next);
  if (container.bracketed && (At(text_, next) == ']' || At(text_, next) == '}')) cursor_ = next + 1;
  containers_.pop_back();
  tree_.End(cursor_);
  if (tree_.bound().met()) throw BoundMet();
}

}  // namespace execlint::yaml
