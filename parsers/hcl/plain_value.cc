#include "parsers/hcl/plain_value.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

namespace execlint::hcl {
namespace {

// What nests deeper is left to the grammar, which knows how deep it may.
constexpr int kMaxPlainDepth = 32;
constexpr std::string_view kKeywords[] = {"for", "in", "if", "else", "endif", "endfor"};

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool StartsName(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool InName(char c) { return StartsName(c) || IsDigit(c) || c == '-'; }

bool IsKeyword(std::string_view name) {
  return std::find(std::begin(kKeywords), std::end(kKeywords), name) != std::end(kKeywords);
}
// A value, and no name of anything.
constexpr bool IsWord(std::string_view name) {
  return name == "true" || name == "false" || name == "null";
}

struct Sign {
  std::string_view text;
  BinaryOp op;
  int tightness;
};
constexpr int kLoosest = 1;
// A sign that begins with another one stands before it.
constexpr Sign kSigns[] = {
    {"||", BinaryOp::kOr, 1},        {"&&", BinaryOp::kAnd, 2},
    {"==", BinaryOp::kEqual, 3},     {"!=", BinaryOp::kNotEqual, 3},
    {"<=", BinaryOp::kLessEqual, 4}, {">=", BinaryOp::kGreaterEqual, 4},
    {"<", BinaryOp::kLess, 4},       {">", BinaryOp::kGreater, 4},
    {"+", BinaryOp::kAdd, 5},        {"-", BinaryOp::kSubtract, 5},
    {"*", BinaryOp::kMultiply, 6},   {"/", BinaryOp::kDivide, 6},
    {"%", BinaryOp::kModulo, 6},
};

class Reader {
 public:
  Reader(std::string_view text, Span span, AstBuilder& builder)
      : text_(text.substr(0, span.end)), file_(span.file), at_(span.begin), builder_(builder) {}

  std::optional<ExprId> Run() {
    const auto value = Value();
    return at_ == text_.size() ? value : std::nullopt;
  }

 private:
  bool At(char c) const { return at_ < text_.size() && text_[at_] == c; }
  Span From(std::uint32_t begin) const { return {file_, begin, at_}; }
  std::string_view TextFrom(std::uint32_t begin) const { return text_.substr(begin, at_ - begin); }

  template <class Form>
  std::optional<ExprId> Add(Span span, Form form) {
    const ExprId id = builder_.Add(span, std::move(form));
    return id == ExprId::kNone ? std::nullopt : std::optional(id);
  }

  // condition ? value : value
  std::optional<ExprId> Value() {
    if (++depth_ > kMaxPlainDepth) return std::nullopt;
    const std::uint32_t begin = at_;
    auto made = Operation(kLoosest);
    if (made && NextIs("?")) {
      const auto if_true = Value();
      const auto if_false = if_true && NextIs(":") ? Value() : std::nullopt;
      if (!if_false) return std::nullopt;
      made = Add(From(begin), Conditional{*made, *if_true, *if_false});
    }
    --depth_;
    return made;
  }

  // Operands, and the signs between them that bind as tightly as that or more.
  std::optional<ExprId> Operation(int tightness) {
    const std::uint32_t begin = at_;
    auto made = Operand();
    while (made) {
      const Sign* sign = NextSign(tightness);
      if (sign == nullptr) break;
      const auto right = Operation(sign->tightness + 1);
      made = right ? Add(From(begin), Binary{sign->op, *made, *right}) : std::nullopt;
    }
    return made;
  }

  const Sign* NextSign(int tightness) {
    const std::uint32_t before = at_;
    SkipSpaces();
    const std::string_view rest = text_.substr(std::min<std::size_t>(at_, text_.size()));
    const bool comment = rest.starts_with("//") || rest.starts_with("/*");
    const auto sign = std::find_if(std::begin(kSigns), std::end(kSigns),
                                   [&](const Sign& one) { return rest.starts_with(one.text); });
    if (comment || sign == std::end(kSigns) || sign->tightness < tightness) {
      at_ = before;
      return nullptr;
    }
    at_ += static_cast<std::uint32_t>(sign->text.size());
    SkipSpaces();
    return sign;
  }

  // Takes it and the spaces around it; leaves all where something else follows.
  bool NextIs(std::string_view sign) {
    const std::uint32_t before = at_;
    SkipSpaces();
    if (!text_.substr(std::min<std::size_t>(at_, text_.size())).starts_with(sign)) {
      at_ = before;
      return false;
    }
    at_ += static_cast<std::uint32_t>(sign.size());
    SkipSpaces();
    return true;
  }

  std::optional<ExprId> Operand() {
    if (at_ >= text_.size()) return std::nullopt;
    const std::uint32_t begin = at_;
    if (At('!') || At('-')) {
      const UnaryOp op = text_[at_++] == '!' ? UnaryOp::kNot : UnaryOp::kNegate;
      SkipSpaces();
      if (At('!') || At('-') || at_ >= text_.size()) return std::nullopt;
      const auto operand = Term();
      return operand ? Add(From(begin), Unary{op, *operand}) : std::nullopt;
    }
    return Term();
  }

  std::optional<ExprId> Term() {
    if (At('[')) return List();
    if (At('{')) return ObjectOfItems();
    if (At('"')) return String();
    if (At('(')) return InParentheses();
    if (IsDigit(text_[at_])) return PositiveNumber();
    return Reference();
  }

  std::optional<ExprId> InParentheses() {
    const std::uint32_t begin = at_++;
    SkipBlanks();
    const auto inner = Value();
    SkipBlanks();
    if (!inner || !At(')')) return std::nullopt;
    ++at_;
    return Steps(Add(From(begin), Parens{*inner}), begin);
  }

  std::optional<ExprId> List() {
    const std::uint32_t begin = at_;
    const auto elements = Values(']');
    if (!elements) return std::nullopt;
    return Add(From(begin), Tuple{builder_.AddList(*elements)});
  }

  // The values from the bracket at hand up to the one that closes it; a comma may be the last.
  std::optional<std::vector<ExprId>> Values(char close) {
    ++at_;
    std::vector<ExprId> values;
    while (true) {
      SkipBlanks();
      if (At(close)) break;
      const auto value = Value();
      if (!value) return std::nullopt;
      values.push_back(*value);
      SkipBlanks();
      if (At(close)) break;
      if (!At(',')) return std::nullopt;
      ++at_;
    }
    ++at_;
    return values;
  }

  std::optional<ExprId> ObjectOfItems() {
    const std::uint32_t begin = at_++;
    std::vector<ObjectItem> items;
    while (true) {
      SkipBlanks();
      if (At('}')) break;
      auto item = Item();
      if (!item) return std::nullopt;
      items.push_back(*item);
      SkipSpaces();
      SkipLineComment();
      if (At('}')) break;
      if (!At(',') && !At('\n') && text_.substr(at_, 2) != "\r\n") return std::nullopt;
      ++at_;
    }
    ++at_;
    return Add(From(begin), Object{builder_.AddItems(items)});
  }

  // name = value
  std::optional<ObjectItem> Item() {
    ObjectItem item;
    std::optional<ExprId> key;
    if (At('"')) {
      key = String();
    } else if (at_ < text_.size() && StartsName(text_[at_])) {
      const std::uint32_t begin = at_;
      item.name = ReadName();
      if (!IsWord(item.name) && !IsKeyword(item.name)) key = Add(From(begin), Variable{item.name});
    }
    SkipSpaces();
    if (!key || (!At('=') && !At(':'))) return std::nullopt;
    ++at_;
    SkipSpaces();
    const auto value = Value();
    if (!value) return std::nullopt;
    item.key = *key;
    item.value = *value;
    return item;
  }

  std::optional<ExprId> String() {
    const std::uint32_t begin = at_++;
    std::vector<TemplatePart> parts;
    while (true) {
      const std::size_t stop = EndOfLiteral();
      if (stop == text_.npos) return std::nullopt;
      const Span literal{file_, at_, static_cast<std::uint32_t>(stop)};
      if (!literal.empty()) {
        parts.push_back({literal, Text{text_.substr(literal.begin, literal.size()), true}});
      }
      at_ = literal.end;
      if (At('"')) break;
      const auto interpolation = Interpolated();
      if (!interpolation) return std::nullopt;
      parts.push_back({From(literal.end), Interpolation{*interpolation}});
    }
    ++at_;
    Template made;
    made.passes_through = parts.size() == 1 && std::holds_alternative<Interpolation>(parts[0].form);
    made.parts = builder_.AddParts(parts);
    return Add(From(begin), made);
  }

  // Where the string ends or something else than itself is written.
  std::size_t EndOfLiteral() const {
    for (std::size_t at = at_;; ++at) {
      at = text_.find_first_of("\"\\$%\n", at);
      if (at == text_.npos || (text_[at] != '$' && text_[at] != '%')) return at;
      const char next = at + 1 < text_.size() ? text_[at + 1] : '\0';
      if (next == '{' || next == text_[at]) return at;
    }
  }

  // ${a.b}
  std::optional<ExprId> Interpolated() {
    if (text_.substr(at_, 2) != "${") return std::nullopt;
    at_ += 2;
    SkipSpaces();
    const auto made = Value();
    SkipSpaces();
    if (!made || !At('}')) return std::nullopt;
    ++at_;
    return made;
  }

  bool SkipDigits() {
    const std::uint32_t begin = at_;
    while (at_ < text_.size() && IsDigit(text_[at_])) ++at_;
    return at_ > begin;
  }

  std::optional<ExprId> PositiveNumber() {
    const std::uint32_t begin = at_;
    SkipDigits();
    if (At('.')) {
      ++at_;
      if (!SkipDigits()) return std::nullopt;
    }
    if (At('e') || At('E')) {
      ++at_;
      if (At('+') || At('-')) ++at_;
      if (!SkipDigits()) return std::nullopt;
    }
    Number number;
    number.text = TextFrom(begin);
    std::from_chars(number.text.data(), number.text.data() + number.text.size(), number.value);
    return Add(From(begin), number);
  }

  // A name or call with attributes and keys: a.b["c"][d].e
  std::optional<ExprId> Reference() {
    const std::uint32_t begin = at_;
    if (at_ >= text_.size() || !StartsName(text_[at_])) return std::nullopt;
    const std::string_view name = ReadName();
    if (IsKeyword(name)) return std::nullopt;
    std::optional<ExprId> made;
    if (IsWord(name)) {
      return name == "null" ? Add(From(begin), Null{}) : Add(From(begin), Bool{name == "true"});
    }
    if (At('(')) {
      const Name function{name, From(begin)};
      const auto arguments = Values(')');
      if (!arguments) return std::nullopt;
      made = Add(From(begin), Call{function, builder_.AddList(*arguments), false});
    } else {
      made = Add(From(begin), Variable{name});
    }
    return Steps(made, begin);
  }

  // Attributes and keys of what begins there.
  std::optional<ExprId> Steps(std::optional<ExprId> made, std::uint32_t begin) {
    while (made && (At('.') || At('['))) {
      if (At('[')) {
        const auto key = Key();
        if (!key) return std::nullopt;
        made = Add(From(begin), Index{*made, *key, false});
        continue;
      }
      const std::uint32_t attribute = ++at_;
      if (at_ >= text_.size() || !StartsName(text_[at_])) return std::nullopt;
      const std::string_view text = ReadName();
      made = Add(From(begin), GetAttr{*made, {text, From(attribute)}});
    }
    return made;
  }

  // ["c"]
  std::optional<ExprId> Key() {
    ++at_;
    const auto key = Value();
    if (!key || !At(']')) return std::nullopt;
    ++at_;
    return key;
  }

  std::string_view ReadName() {
    const std::uint32_t begin = at_;
    while (at_ < text_.size() && InName(text_[at_])) ++at_;
    return TextFrom(begin);
  }

  void SkipSpaces() {
    while (At(' ') || At('\t')) ++at_;
  }

  // Up to the end of the line.
  void SkipLineComment() {
    if (!At('#') && text_.substr(at_, 2) != "//") return;
    at_ = static_cast<std::uint32_t>(std::min(text_.find('\n', at_), text_.size()));
  }

  // And comments.
  void SkipBlanks() {
    constexpr std::string_view kBlanks = " \t\r\n", kEnd = "*/";
    while (true) {
      while (at_ < text_.size() && kBlanks.find(text_[at_]) != kBlanks.npos) ++at_;
      const std::uint32_t before = at_;
      SkipLineComment();
      if (text_.substr(at_, 2) == "/*") {
        const std::size_t end = text_.find(kEnd, at_ + 2);
        if (end == text_.npos) return;
        at_ = static_cast<std::uint32_t>(end + kEnd.size());
      }
      if (at_ == before) return;
    }
  }

  const std::string_view text_;
  const FileId file_;
  std::uint32_t at_;
  int depth_ = 0;
  AstBuilder& builder_;
};

}  // namespace

std::optional<ExprId> ReadPlainValue(const SourceMap& sources, Span span, AstBuilder& builder) {
  return Reader(sources.Text(span.file), span, builder).Run();
}

}  // namespace execlint::hcl
