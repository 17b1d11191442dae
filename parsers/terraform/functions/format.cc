// format() and formatlist(): Go's verbs as cty has them.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <utility>

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
  if (text.size() >= width) return text;
  const std::string pad(width - text.size(), ' ');
  return Has(verb, '-') ? text + pad : pad + text;
}

std::string FormatNumber(const Verb& verb, double number) {
  char conversion[32], out[2 * kMaxWidth];
  const bool integer = std::string_view("dxXo").find(verb.verb) != std::string_view::npos;
  if (integer && (number >= 9e18 || number <= -9e18)) return NumberText(number);
  const std::string start = "%" + verb.flags + (verb.width >= 0 ? std::to_string(verb.width) : "");
  if (integer) {
    std::snprintf(conversion, sizeof conversion, "%sll%c", start.c_str(), verb.verb);
    std::snprintf(out, sizeof out, conversion, static_cast<long long>(number));
  } else {
    const int precision = verb.precision >= 0 ? verb.precision : 6;
    std::snprintf(conversion, sizeof conversion, "%s.%d%c", start.c_str(), precision, verb.verb);
    std::snprintf(out, sizeof out, conversion, number);
  }
  return out;
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
    if (verb.verb == 's' || (verb.verb == 'v' && !Has(verb, '#'))) {
      if (plain && AppendText(call_.store(), argument, parts_)) return;
      if (verb.verb == 'v' && plain) return Json(argument);
    }
    if (FirstUnknown(*argument) != nullptr) return Settle(call_.Unknown());
    switch (verb.verb) {
      case 's':
      case 'v':
        return Plain(verb, argument);
      case 'q':
        return Quoted(verb, argument);
      case 't':
        return Boolean(verb, argument);
      default:
        return Numeric(verb, argument);
    }
  }

  Traced Finish() const { return failed_ ? *failed_ : call_.String(parts_); }
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
  void Json(Traced argument) {
    for (const Part& part : JsonParts(call_.unknowns, argument, call_.at)) parts_.push_back(part);
  }
  void Plain(const Verb& verb, Traced argument) {
    if (verb.verb == 'v' &&
        (Has(verb, '#') || argument->is_list() || argument->is_map() || argument->is_null())) {
      return Json(argument);
    }
    const auto text = KnownText(*argument);
    if (!text) return Fail("a format verb needs a string");
    Add(Padded(verb, verb.precision < 0
                         ? *text
                         : text->substr(0, static_cast<std::size_t>(verb.precision))),
        argument);
  }
  void Quoted(const Verb& verb, Traced argument) {
    const auto text = ToStringValue(call_, argument);
    if (!text || (*text)->is_null()) return Fail("a format verb needs a string");
    std::string quoted;
    for (const Part& part : JsonParts(call_.unknowns, *text, call_.at)) quoted += part.text;
    Add(Padded(verb, quoted), argument);
  }
  void Boolean(const Verb& verb, Traced argument) {
    const auto value = ToBoolValue(call_, argument);
    if (!value || (*value)->is_null()) return Fail("a format verb needs a bool");
    Add(Padded(verb, *KnownText(**value)), argument);
  }
  void Numeric(const Verb& verb, Traced argument) {
    if (std::string_view("dxXofFeEgG").find(verb.verb) == std::string_view::npos) {
      return verb.verb == 'b' ? Settle(call_.Unknown()) : Fail("a format verb is unknown");
    }
    const auto value = ToNumberValue(call_, argument);
    if (!value || (*value)->is_null()) return Fail("a format verb needs a number");
    const double number = (*value)->number();
    if (std::string_view("dxXo").find(verb.verb) != std::string_view::npos &&
        std::floor(number) != number) {
      return Fail("a format verb needs a whole number");
    }
    if ((verb.verb == 'g' || verb.verb == 'G') && verb.precision < 0) {
      return Add(Padded(verb, NumberText(number)), argument);
    }
    Add(FormatNumber(verb, number), argument);
  }

  const Call& call_;
  std::vector<Part> parts_;
  std::optional<Traced> failed_;
};

// `format` is a partly known string: its holes stay holes.
Traced FormatOnce(const Call& call, const Value& format, std::span<const Traced> arguments) {
  Formatter out(call);
  std::size_t next = 0, used = 0;
  for (const Part& part : format.parts()) {
    if (part.hole != nullptr) return call.Unknown();
    std::string_view text = part.text;
    for (std::size_t at = 0; at < text.size() && !out.failed();) {
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
  return out.Finish();
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
    if (!call.host.Spend(call.size())) return call.Limit();
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
