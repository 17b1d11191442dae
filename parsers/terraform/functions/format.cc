// format() and formatlist(): Go's verbs as cty has them.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

#include "lint/value/characters.h"
#include "parsers/terraform/functions/function.h"

namespace execlint::terraform {
namespace {

constexpr int kMaxWidth = 1024;

// One `%[flags][width][.precision][[index]]verb`.
struct Verb {
  std::string flags;
  int width = -1;
  int precision = -1;
  std::size_t index = 0;  // from 1; 0: the next one
  char verb = 0;
  std::size_t size = 0;  // bytes of the whole
};

std::optional<int> ReadInt(std::string_view text, std::size_t& at) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
  if (error != std::errc() || number < 0) return std::nullopt;
  at = static_cast<std::size_t>(end - text.data());
  return number;
}

std::optional<Verb> ReadVerb(std::string_view text) {
  Verb verb;
  std::size_t at = 1;
  while (at < text.size() && std::string_view("+-# 0").find(text[at]) != std::string_view::npos) {
    verb.flags += text[at++];
  }
  if (at < text.size() && text[at] >= '1' && text[at] <= '9') {
    verb.width = ReadInt(text, at).value_or(kMaxWidth + 1);
  }
  if (at < text.size() && text[at] == '.') {
    ++at;
    verb.precision = ReadInt(text, at).value_or(0);
  }
  if (at < text.size() && text[at] == '[') {
    ++at;
    const auto index = ReadInt(text, at);
    if (!index || *index == 0 || at >= text.size() || text[at] != ']') return std::nullopt;
    verb.index = static_cast<std::size_t>(*index);
    ++at;
  }
  if (at >= text.size() || verb.width > kMaxWidth || verb.precision > kMaxWidth) {
    return std::nullopt;
  }
  verb.verb = text[at];
  verb.size = at + 1;
  return verb;
}

bool Has(const Verb& verb, char flag) { return verb.flags.find(flag) != std::string::npos; }

std::string Padded(const Verb& verb, std::string text) {
  const std::size_t width = static_cast<std::size_t>(std::max(verb.width, 0));
  const std::size_t given = CountCharacters(text);
  if (given >= width) return text;
  const std::string pad(width - given, Has(verb, '0') ? '0' : ' ');
  return Has(verb, '-') ? text + pad : pad + text;
}

std::string SignOf(const Verb& verb, bool negative) {
  return negative ? "-" : Has(verb, '+') ? "+" : Has(verb, ' ') ? " " : "";
}

// `dbox`, as Go's big.Int is written.
std::string FormatWhole(const Verb& verb, const ExactNumber& number) {
  const int base = verb.verb == 'd' ? 10 : verb.verb == 'o' ? 8 : verb.verb == 'b' ? 2 : 16;
  std::string digits = WholeDigits(number, base);
  if (verb.verb == 'X') {
    for (char& c : digits) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  const bool zero = digits == "0";
  if (verb.precision == 0 && zero) return "";
  std::string text = SignOf(verb, IsNegative(number) && !zero);
  if (Has(verb, '#')) {
    text += verb.verb == 'x'   ? "0x"
            : verb.verb == 'X' ? "0X"
            : verb.verb == 'o' ? "0"
            : verb.verb == 'b' ? "0b"
                               : "";
  }
  const auto at_least = static_cast<std::size_t>(std::max(verb.precision, 0));
  if (digits.size() < at_least) digits.insert(0, at_least - digits.size(), '0');
  const auto width = static_cast<std::size_t>(std::max(verb.width, 0));
  if (text.size() + digits.size() >= width) return text + digits;
  const std::size_t missing = width - text.size() - digits.size();
  if (Has(verb, '-')) return text + digits + std::string(missing, ' ');
  if (Has(verb, '0') && verb.precision < 0) return text + std::string(missing, '0') + digits;
  return std::string(missing, ' ') + text + digits;
}

// `eEfgG`, as Go's big.Float is written.
std::string FormatNumber(const Verb& verb, const ExactNumber& number) {
  const bool short_form = verb.verb == 'g' || verb.verb == 'G';
  const int digits = verb.precision >= 0 ? verb.precision : short_form ? -1 : 6;
  std::string text = NumberText(number, verb.verb, digits);
  std::string sign = SignOf(verb, IsNegative(number));
  if (text[0] == '-') text.erase(0, 1);
  if (text[0] == '+') {
    text.erase(0, 1);
    sign = Has(verb, ' ') ? " " : "+";
  }
  const auto width = static_cast<std::size_t>(std::max(verb.width, 0));
  if (sign.size() + text.size() >= width) return sign + text;
  const std::size_t missing = width - sign.size() - text.size();
  if (Has(verb, '-')) return sign + text + std::string(missing, ' ');
  if (Has(verb, '0') && !number.infinite()) return sign + std::string(missing, '0') + text;
  return std::string(missing, ' ') + sign + text;
}

// What one verb makes of its argument.
class Formatter {
 public:
  explicit Formatter(const Call& call) : call_(call) {}

  std::optional<Traced> failed() const { return failed_; }

  void Literal(std::string_view text, const Part& from, std::size_t offset, bool verbatim) {
    Span place = from.from;
    if (from.verbatim) {
      place.begin += static_cast<std::uint32_t>(offset);
      place.end = place.begin + static_cast<std::uint32_t>(text.size());
    }
    parts_.push_back(
        {.text = text, .from = place, .verbatim = verbatim && from.verbatim, .route = from.route});
  }

  void Value(const Verb& verb, Traced argument) {
    if (call_.unknowns.Failed(*argument)) return Settle(argument);
    const bool plain = verb.width < 0 && verb.precision < 0;
    const bool by_type = verb.verb == 'v' && !Has(verb, '#');
    const bool text = argument->is_string() || argument->is_unknown();
    if (plain && (verb.verb == 's' || (by_type && text)) &&
        AppendText(call_.store(), argument, parts_)) {
      return;
    }
    if (plain && verb.verb == 'v' && argument->kind != Kind::kNumber) return Json(argument);
    if (FirstUnknown(*argument) != nullptr) return Settle(call_.Unknown());
    if (argument->is_string() && !call_.host.Spend(StepsOfText(argument->parts()))) {
      return Settle(call_.Limit());
    }
    switch (verb.verb) {
      case 's':
        return Plain(verb, argument);
      case 'v':
        return AsItIs(verb, argument);
      case 'q':
        return Quoted(verb, argument);
      case 't':
        return Boolean(argument);
      default:
        return Numeric(verb, argument);
    }
  }

  // May more be added? Else the call has failed.
  bool Fits() {
    for (; counted_ < parts_.size(); ++counted_) size_ += parts_[counted_].text.size();
    if (size_ > kMaxText || counted_ > kMaxParts || !call_.host.Spend(1)) Settle(call_.Limit());
    return !failed_;
  }

  Traced Finish() {
    if (!Fits()) return *failed_;
    Compose(call_.store(), parts_);
    return failed_ ? *failed_ : call_.String(parts_);
  }
  void Fail(std::string_view message) { Settle(call_.Fail(message)); }

 private:
  void Settle(Traced settled) {
    if (!failed_) failed_ = settled;
  }
  void Add(std::string_view text, Traced argument) {
    parts_.push_back({.text = call_.store().Keep(text),
                      .from = argument->span,
                      .verbatim = false,
                      .route = HasSecret(argument)
                                   ? call_.store().Secret(argument, argument->span).route
                                   : argument.route});
  }
  std::vector<Part> JsonParts(Traced argument) {
    auto parts = terraform::JsonParts(call_.unknowns, argument, call_.at);
    if (const Symbol* failed = FailureIn(parts)) {
      Settle({call_.store().Unknown(failed, call_.at)});
    }
    return parts;
  }
  void Json(Traced argument) {
    for (const Part& part : JsonParts(argument)) parts_.push_back(part);
  }
  // What JSON makes of it, as one text.
  std::string JsonOf(Traced argument) {
    std::string text;
    for (const Part& part : JsonParts(argument)) text += part.text;
    return text;
  }
  void AsItIs(const Verb& verb, Traced argument) {
    if (!Has(verb, '#') && argument->is_string()) {
      return Add(Padded(verb, *KnownText(*argument)), argument);
    }
    if (!Has(verb, '#') && argument->kind == Kind::kNumber) {
      return Add(Padded(verb, NumberText(argument->exact_number(), 'g', -1)), argument);
    }
    const std::string json = JsonOf(argument);
    if (!failed_) Add(Padded(verb, json), argument);
  }
  // The text of an argument as %s and %q have it: at most as many characters as `precision` says.
  std::optional<std::string> Text(const Verb& verb, Traced argument) {
    const auto made = ToStringValue(call_, argument);
    if (!made || (*made)->is_null()) {
      Fail("a format verb needs a string");
      return std::nullopt;
    }
    std::string text = *KnownText(**made);
    if (verb.precision <= 0) return text;
    const auto characters = Characters(text);
    if (characters.size() <= static_cast<std::size_t>(verb.precision)) return text;
    const char* const end = characters[static_cast<std::size_t>(verb.precision)].data();
    return text.substr(0, static_cast<std::size_t>(end - text.data()));
  }
  void Plain(const Verb& verb, Traced argument) {
    if (const auto text = Text(verb, argument)) Add(Padded(verb, *text), argument);
  }
  void Quoted(const Verb& verb, Traced argument) {
    const auto text = Text(verb, argument);
    if (text) Add(Padded(verb, JsonOf(call_.String(*text))), argument);
  }
  void Boolean(Traced argument) {
    const auto value = ToBoolValue(call_, argument);
    if (!value || (*value)->is_null()) return Fail("a format verb needs a bool");
    Add(*KnownText(**value), argument);
  }
  void Numeric(const Verb& verb, Traced argument) {
    const bool integer = std::string_view("bdoxX").find(verb.verb) != std::string_view::npos;
    if (!integer && std::string_view("eEfgG").find(verb.verb) == std::string_view::npos) {
      return Fail("a format verb is unknown");
    }
    const auto value = ToNumberValue(call_, argument);
    if (!value || (*value)->is_null()) return Fail("a format verb needs a number");
    if ((*value)->is_unknown()) return Settle(*value);  // beyond the bounds
    const ExactNumber number = (*value)->exact_number();
    if (integer && !IsWhole(number)) return Fail("a format verb needs a whole number");
    Add(integer ? FormatWhole(verb, number) : FormatNumber(verb, number), argument);
  }

  const Call& call_;
  std::vector<Part> parts_;
  std::size_t counted_ = 0, size_ = 0;  // of these parts, and their text
  std::optional<Traced> failed_;
};

// `format` is a partly known string: its holes stay holes.
Traced FormatOnce(const Call& call, const Value& format, std::span<const Traced> arguments) {
  Formatter out(call);
  std::size_t next = 0, used = 0;
  for (const Part& part : format.parts()) {
    if (part.hole != nullptr) return call.Unknown();
    std::string_view text = part.text;
    for (std::size_t at = 0; at < text.size() && out.Fits();) {
      const std::size_t percent = std::min(text.find('%', at), text.size());
      if (percent > at) out.Literal(text.substr(at, percent - at), part, at, true);
      at = percent;
      if (at == text.size()) break;
      if (text.substr(at).starts_with("%%")) {
        out.Literal(text.substr(at, 1), part, at, false);
        at += 2;
        continue;
      }
      const auto verb = ReadVerb(text.substr(at));
      if (!verb) return call.Fail("a format verb is malformed");
      const std::size_t index = verb->index != 0 ? verb->index - 1 : next;
      if (index >= arguments.size()) return call.Fail("there are too few arguments");
      next = index + 1;
      used = std::max(used, next);
      out.Value(*verb, arguments[index]);
      at += verb->size;
    }
  }
  if (!out.failed() && used < arguments.size()) return call.Fail("there are too many arguments");
  const Traced made = out.Finish();
  const Traced whole = call.args[0];
  return whole.secret() ? WithSecretOf(call.store(), made, std::span(&whole, 1)) : made;
}

Traced Format(Call& call) { return FormatOnce(call, call[0], std::span(call.args).subspan(1)); }

Traced FormatList(Call& call) {
  std::optional<std::size_t> length;
  for (const Traced& argument : std::span(call.args).subspan(1)) {
    if (argument->is_unknown()) continue;
    if (!argument->is_list()) continue;
    if (argument->open()) return call.Unknown();
    if (length && *length != argument->count) return call.Fail("the lists differ in length");
    length = argument->count;
  }
  for (const Traced& argument : std::span(call.args).subspan(1)) {
    // An unknown argument may be a list of any length, or a string.
    if (argument->is_unknown() && !length) return call.Unknown();
  }
  std::vector<Traced> made;
  for (std::size_t i = 0; i < length.value_or(1); ++i) {
    if (!call.host.Spend(call.size() + StepsOfText(call[0].parts()))) return call.Limit();
    std::vector<Traced> arguments;
    for (const Traced& argument : std::span(call.args).subspan(1)) {
      if (argument->is_unknown()) return call.Unknown();
      arguments.push_back(argument->is_list() ? call.store().Inside(argument, argument->items()[i])
                                              : argument);
    }
    made.push_back(FormatOnce(call, call[0], arguments));
  }
  return call.List(made);
}

constexpr Function kFormatFunctions[] = {
    {"format", "sA*", Format},
    {"formatlist", "sA*", FormatList},
};

}  // namespace

std::span<const Function> FormatFunctions() { return kFormatFunctions; }

}  // namespace execlint::terraform
