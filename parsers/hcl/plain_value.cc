#include "parsers/hcl/plain_value.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

namespace execlint::hcl {
namespace {

// Of one value, so that keys in keys do not nest deep.
constexpr int kMaxKeys = 64;
constexpr std::string_view kKeywords[] = {"for", "in", "if", "else", "endif", "endfor"};

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool StartsName(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool InName(char c) { return StartsName(c) || IsDigit(c) || c == '-'; }

class Reader {
 public:
  Reader(std::string_view text, Span span, AstBuilder& builder)
      : text_(text.substr(0, span.end)), file_(span.file), at_(span.begin), builder_(builder) {}

  std::optional<ExprId> Run() {
    const auto value = At('[') ? List() : Single();
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

  std::optional<ExprId> List() {
    const std::uint32_t begin = at_++;
    std::vector<ExprId> elements;
    for (bool first = true;; first = false) {
      SkipBlanks();
      if (!first && At(',')) {
        ++at_;
        SkipBlanks();
      } else if (!first && !At(']')) {
        return std::nullopt;
      }
      if (At(']')) break;
      const auto element = Single();
      if (!element) return std::nullopt;
      elements.push_back(*element);
    }
    ++at_;
    return Add(From(begin), Tuple{builder_.AddList(elements)});
  }

  std::optional<ExprId> Single() {
    if (at_ >= text_.size()) return std::nullopt;
    if (text_[at_] == '"') return String();
    if (IsDigit(text_[at_])) return PositiveNumber();
    const auto made = Reference();
    return made && Ends() ? made : std::nullopt;
  }

  std::optional<ExprId> String() {
    const std::uint32_t begin = at_++;
    std::vector<TemplatePart> parts;
    while (true) {
      const std::size_t stop = text_.find_first_of("\"\\$%\n", at_);
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

  // ${a.b}
  std::optional<ExprId> Interpolated() {
    if (text_.substr(at_, 2) != "${") return std::nullopt;
    at_ += 2;
    SkipSpaces();
    const auto made = Reference();
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
    if (!Ends()) return std::nullopt;
    Number number;
    number.text = TextFrom(begin);
    std::from_chars(number.text.data(), number.text.data() + number.text.size(), number.value);
    return Add(From(begin), number);
  }

  // A name with attributes and keys: a.b["c"][d].e
  std::optional<ExprId> Reference() {
    const std::uint32_t begin = at_;
    if (at_ >= text_.size() || !StartsName(text_[at_])) return std::nullopt;
    const std::string_view name = ReadName();
    if (std::find(std::begin(kKeywords), std::end(kKeywords), name) != std::end(kKeywords)) {
      return std::nullopt;
    }
    const bool alone = !At('.') && !At('[');
    std::optional<ExprId> made;
    if (alone && (name == "true" || name == "false")) {
      made = Add(From(begin), Bool{name == "true"});
    } else if (alone && name == "null") {
      made = Add(From(begin), Null{});
    } else if (name != "true" && name != "false" && name != "null") {
      made = Add(From(begin), Variable{name});
    }
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
    if (++keys_ > kMaxKeys) return std::nullopt;
    ++at_;
    const auto key = Single();
    if (!key || !At(']')) return std::nullopt;
    ++at_;
    return key;
  }

  std::string_view ReadName() {
    const std::uint32_t begin = at_;
    while (at_ < text_.size() && InName(text_[at_])) ++at_;
    return TextFrom(begin);
  }

  // Does what can follow an element, or nothing, come next?
  bool Ends() const {
    constexpr std::string_view kBehind = " \t\r\n,]";
    return at_ == text_.size() || kBehind.find(text_[at_]) != kBehind.npos;
  }

  void SkipSpaces() {
    while (At(' ')) ++at_;
  }

  void SkipBlanks() {
    constexpr std::string_view kBlanks = " \t\r\n";
    while (at_ < text_.size() && kBlanks.find(text_[at_]) != kBlanks.npos) ++at_;
  }

  const std::string_view text_;
  const FileId file_;
  std::uint32_t at_;
  int keys_ = 0;
  AstBuilder& builder_;
};

}  // namespace

std::optional<ExprId> ReadPlainValue(const SourceMap& sources, Span span, AstBuilder& builder) {
  return Reader(sources.Text(span.file), span, builder).Run();
}

}  // namespace execlint::hcl
