#include <utility>

#include "lint/source/base64.h"
#include "parsers/terraform/functions/function.h"

namespace execlint::terraform {
namespace {

constexpr int kMaxJsonDepth = 128;
constexpr std::uint32_t kMaxEncoded = 200'000;  // values in the one that is encoded
constexpr std::size_t kMaxPieces = 4096;        // with places of their own
constexpr std::size_t kBytesInAStep = 16;       // of text that is written

// Writes JSON as Go does: no white space, keys sorted, <, > and & escaped. Every piece keeps the
// place and the route of the value it was made of, since the text may become part of a larger one
// that is read as JSON again; an unknown piece is a hole.
class JsonText {
 public:
  JsonText(Unknowns& unknowns, Span at) : unknowns_(unknowns), at_(at) {}

  void Write(Traced value, int depth) {
    if (depth > kMaxJsonDepth || written_ + text_.size() > kMaxText || parts_.size() > kMaxParts ||
        value->size > kMaxEncoded || !unknowns_.store().budget().Spend(1)) {
      too_large_ = true;
    }
    if (too_large_) return;
    if (value->open()) return Hole(Unknown(value, "jsonencode"), value.route);
    switch (value->kind) {
      case Kind::kNull:
        return Piece("null", value->span, value.route);
      case Kind::kNumber:
        infinite_ |= value->exact_number().infinite();
        [[fallthrough]];
      case Kind::kBool:
        return Piece(*KnownText(*value), value->span, value.route);
      case Kind::kString:
        return String(value);
      case Kind::kUnknown:
        return Hole(Unknown(value, "jsonencode"), value.route);
      case Kind::kList: {
        Piece("[", value->span, value.route);
        const char* separator = "";
        for (const Traced& item : value->items()) {
          Piece(std::exchange(separator, ","), value->span, value.route);
          Write(unknowns_.store().Inside(value, item), depth + 1);
        }
        return Piece("]", value->span, value.route);
      }
      case Kind::kMap: {
        Piece("{", value->span, value.route);
        const char* separator = "";
        for (const Entry& entry : SortedEntries(*value)) {
          Piece(std::exchange(separator, ","), value->span, value.route);
          const Traced key{nullptr, value.route};
          Begin(entry.key_span, entry.secret_key
                                    ? unknowns_.store().Secret(key, entry.key_span).route
                                    : value.route);
          text_ += '"';
          Escape(entry.key);
          text_ += "\":";
          Write(unknowns_.store().Inside(value, entry.value), depth + 1);
        }
        return Piece("}", value->span, value.route);
      }
    }
  }

  std::vector<Part> Finish() {
    Flush();
    if (infinite_) {
      const Traced failed = unknowns_.Fail("infinity cannot be written as JSON", at_);
      return {{.from = at_, .hole = &failed->symbol()}};
    }
    if (too_large_) {
      return {{.from = at_, .hole = &unknowns_.Limit("the JSON of this value", at_)->symbol()}};
    }
    return std::move(parts_);
  }

 private:
  const Symbol* Unknown(Traced value, std::string_view function) {
    return &unknowns_
                .Derived(std::string(function) + "(" + unknowns_.NameOf(value) + ")",
                         std::span(&value, 1), at_)
                ->symbol();
  }

  void String(Traced value) {
    Piece("\"", value->span, value.route);
    for (const Part& part : value->parts()) {
      const RouteStep* const route = unknowns_.store().Chain(part.route, value.route);
      if (part.hole != nullptr) {
        Hole(part.hole, route);
      } else {
        if (!unknowns_.store().budget().Spend(part.text.size() / kBytesInAStep) ||
            written_ + text_.size() + part.text.size() > kMaxText) {
          too_large_ = true;
          return;
        }
        Begin(value->span, route);
        Escape(part.text);
      }
    }
    Piece("\"", value->span, value.route);
  }

  // Appends the text as it stands in a JSON string, in the words of Go's encoder.
  void Escape(std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::size_t begin = 0;  // of what is taken as it is
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      const bool separator = byte == 0xE2 && (text.substr(i, 3) == "\xE2\x80\xA8" ||
                                              text.substr(i, 3) == "\xE2\x80\xA9");
      if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != '<' && byte != '>' &&
          byte != '&' && !separator) {
        continue;
      }
      text_.append(text.substr(begin, i - begin));
      constexpr std::string_view kShort = "\"\\\n\r\t\b\f";
      constexpr std::string_view kLetters = "\"\\nrtbf";
      if (separator) {
        text_ += text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
        i += 2;
      } else if (const std::size_t known = kShort.find(text[i]); known != kShort.npos) {
        text_ += {'\\', kLetters[known]};
      } else {
        text_ += {'\\', 'u', '0', '0', kHex[byte >> 4], kHex[byte & 15]};
      }
      begin = i + 1;
    }
    text_.append(text.substr(begin));
  }

  void Piece(std::string_view text, Span from, const RouteStep* route) {
    Begin(from, route);
    text_ += text;
  }

  // What is appended to text_ next has this place and route.
  void Begin(Span from, const RouteStep* route) {
    if (!from.valid() || parts_.size() >= kMaxPieces) from = at_;
    if (from != from_ || route != route_) {
      Flush();
      from_ = from;
      route_ = route;
    }
  }

  void Hole(const Symbol* symbol, const RouteStep* route) {
    Flush();
    parts_.push_back({.from = at_, .hole = symbol, .route = route});
  }

  void Flush() {
    if (text_.empty()) return;
    written_ += text_.size();
    parts_.push_back(
        {.text = unknowns_.store().Keep(text_), .from = from_, .verbatim = false, .route = route_});
    text_.clear();
  }

  Unknowns& unknowns_;
  Span at_;
  std::string text_;  // the piece that is being written, its place and route
  Span from_;
  const RouteStep* route_ = nullptr;
  std::size_t written_ = 0;  // without what is in text_
  std::vector<Part> parts_;
  bool too_large_ = false;
  bool infinite_ = false;  // a number in it
};

Traced JsonEncode(Call& call) {
  const auto parts = JsonParts(call.unknowns, call.args[0], call.at);
  if (const Symbol* failed = FailureIn(parts)) return {call.store().Unknown(failed, call.at)};
  std::size_t size = 0;
  for (const Part& part : parts) size += part.text.size();
  if (!call.host.Spend(16 + parts.size() + size / 64)) return call.Limit();
  return {call.store().Encoded(parts, call.at, call.args[0])};
}

Traced JsonDecode(Call& call) {
  if (call[0].is_unknown()) return call.Unknown();
  if (const Traced* inside = call[0].Encoded(Encoding::kJson)) return *inside;
  return call.host.DecodeJson(call.args[0], call.at);
}

Traced YamlDecode(Call& call) {
  if (call[0].is_unknown()) return call.Unknown();
  if (const Traced* inside = call[0].Encoded(Encoding::kJson)) return *inside;
  return call.host.DecodeYaml(call.args[0], call.at);
}

// A text that is not all known has no text in base64 either; what was encoded is kept all the same.
Traced Base64Encode(Call& call) {
  if (call[0].is_unknown()) return call.Unknown();
  if (!call.host.Spend(16 + StepsOfText(call[0].parts()))) return call.Limit();
  const auto text = KnownText(call[0]);
  const Part part =
      text
          ? Part{.text = call.store().Keep(EncodeBase64(*text)), .from = call.at, .verbatim = false}
          : Part{.from = call.at, .hole = &call.Unknown()->symbol()};
  return {call.store().Encoded(std::span(&part, 1), call.at, call.args[0], Encoding::kBase64)};
}

Traced Base64Decode(Call& call) {
  if (call[0].is_unknown()) return call.Unknown();
  if (const Traced* inside = call[0].Encoded(Encoding::kBase64)) return *inside;
  const auto text = KnownText(call[0]);
  if (!text) return call.Unknown();
  const auto decoded = DecodeBase64(*text);
  if (!decoded) return call.Fail("the text is not base64");
  if (!call.host.Spend(StepsOfText(*decoded))) return call.Limit();
  return call.String(*decoded);
}

Traced FileBase64(Call& call) {
  call.args[0] = call.host.ReadFile(call.args[0], call.at);
  return call[0].is_string() ? Base64Encode(call) : call.args[0];
}

Traced File(Call& call) { return call.host.ReadFile(call.args[0], call.at); }
Traced FileExists(Call& call) { return call.host.FileExists(call.args[0], call.at); }

Traced TemplateFile(Call& call) {
  if (call[1].is_unknown()) return call.Unknown();
  if (!call[1].is_map()) return call.Fail("the variables are not a map");
  return call.host.RenderFile(call.args[0], call.args[1], call.at);
}

Traced TemplateString(Call& call) {
  if (call[1].is_unknown()) return call.Unknown();
  if (!call[1].is_map()) return call.Fail("the variables are not a map");
  return call.host.RenderText(call.args[0], call.args[1], call.at);
}

constexpr Function kEncodingFunctions[] = {
    {"jsonencode", "A", JsonEncode},          {"jsondecode", "S", JsonDecode},
    {"yamldecode", "S", YamlDecode},          {"file", "s", File},
    {"fileexists", "s", FileExists},          {"templatefile", "sA", TemplateFile},
    {"templatestring", "sA", TemplateString}, {"base64encode", "S", Base64Encode},
    {"base64decode", "S", Base64Decode},      {"filebase64", "s", FileBase64},
};

}  // namespace

std::vector<Part> JsonParts(Unknowns& unknowns, Traced value, Span at) {
  JsonText text(unknowns, at);
  text.Write(value, 0);
  return text.Finish();
}

const Symbol* FailureIn(std::span<const Part> json) {
  return json.size() == 1 && json[0].hole != nullptr && json[0].hole->fails ? json[0].hole
                                                                            : nullptr;
}

std::span<const Function> EncodingFunctions() { return kEncodingFunctions; }

}  // namespace execlint::terraform
