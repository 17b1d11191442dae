#include <utility>

#include "parsers/terraform/functions/function.h"

namespace execlint::terraform {
namespace {

constexpr int kMaxJsonDepth = 128;

// Writes JSON as Go does: no white space, keys sorted, <, > and & escaped. Literal text is gathered
// into runs; an unknown piece is a hole.
class JsonText {
 public:
  JsonText(Unknowns& unknowns, Span at) : unknowns_(unknowns), at_(at) {}

  void Write(Traced value, int depth) {
    if (depth > kMaxJsonDepth || written_ + text_.size() > kMaxText || parts_.size() > kMaxParts) {
      return Hole(Unknown(value, "jsonencode"), value.route);
    }
    if (value->open()) return Hole(Unknown(value, "jsonencode"), value.route);
    switch (value->kind) {
      case Kind::kNull:
        text_ += "null";
        break;
      case Kind::kBool:
      case Kind::kNumber:
        text_ += *KnownText(*value);
        break;
      case Kind::kString:
        return String(value);
      case Kind::kUnknown:
        return Hole(Unknown(value, "jsonencode"), value.route);
      case Kind::kList: {
        text_ += '[';
        const char* separator = "";
        for (const Traced& item : value->items()) {
          text_ += std::exchange(separator, ",");
          Write(item, depth + 1);
        }
        text_ += ']';
        break;
      }
      case Kind::kMap: {
        text_ += '{';
        const char* separator = "";
        for (const Entry& entry : SortedEntries(*value)) {
          text_ += std::exchange(separator, ",");
          text_ += '"';
          Escape(entry.key);
          text_ += "\":";
          Write(entry.value, depth + 1);
        }
        text_ += '}';
        break;
      }
    }
  }

  std::vector<Part> Finish() {
    Flush();
    return std::move(parts_);
  }

 private:
  const Symbol* Unknown(Traced value, std::string_view function) {
    return &unknowns_
                .Derived(std::string(function) + "(" + Rendered(*value) + ")", std::span(&value, 1),
                         at_)
                ->symbol();
  }

  void String(Traced value) {
    text_ += '"';
    for (const Part& part : value->parts()) {
      if (part.hole != nullptr) {
        Hole(part.hole, part.route);
      } else {
        Escape(part.text);
      }
    }
    text_ += '"';
  }

  void Escape(std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if (byte == '"' || byte == '\\') {
        text_ += '\\';
        text_ += text[i];
      } else if (byte == '\n') {
        text_ += "\\n";
      } else if (byte == '\r') {
        text_ += "\\r";
      } else if (byte == '\t') {
        text_ += "\\t";
      } else if (byte == '\b') {
        text_ += "\\b";
      } else if (byte == '\f') {
        text_ += "\\f";
      } else if (byte < 0x20 || byte == '<' || byte == '>' || byte == '&' || byte == 0x7F) {
        if (byte == 0x7F) {
          text_ += text[i];
          continue;
        }
        text_ += "\\u00";
        text_ += kHex[byte >> 4];
        text_ += kHex[byte & 15];
      } else if (text.substr(i, 3) == "\xE2\x80\xA8" || text.substr(i, 3) == "\xE2\x80\xA9") {
        text_ += text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
        i += 2;
      } else {
        text_ += text[i];
      }
    }
  }

  void Hole(const Symbol* symbol, const RouteStep* route) {
    Flush();
    parts_.push_back({.from = at_, .hole = symbol, .route = route});
  }

  void Flush() {
    if (text_.empty()) return;
    written_ += text_.size();
    parts_.push_back({.text = unknowns_.store().Keep(text_), .from = at_, .verbatim = false});
    text_.clear();
  }

  Unknowns& unknowns_;
  Span at_;
  std::string text_;
  std::size_t written_ = 0;  // without what is in text_
  std::vector<Part> parts_;
};

Traced JsonEncode(Call& call) {
  const auto parts = JsonParts(call.unknowns, call.args[0], call.at);
  std::size_t size = 0;
  for (const Part& part : parts) size += part.text.size();
  if (!call.host.Spend(16 + parts.size() + size / 64)) return call.Limit();
  return {call.store().Encoded(parts, call.at, call.args[0])};
}

Traced JsonDecode(Call& call) {
  if (call[0].is_unknown()) return call.Unknown();
  if (const Traced* inside = call[0].encodes) return *inside;
  return call.host.DecodeJson(call.args[0], call.at);
}

Traced YamlDecode(Call& call) {
  if (call[0].is_unknown()) return call.Unknown();
  if (const Traced* inside = call[0].encodes) return *inside;
  return call.host.DecodeYaml(call.args[0], call.at);
}

Traced File(Call& call) { return call.host.ReadFile(call.TextAt(0), call.at); }
Traced FileExists(Call& call) { return call.host.FileExists(call.TextAt(0), call.at); }

Traced TemplateFile(Call& call) {
  if (call[1].is_unknown()) return call.Unknown();
  if (!call[1].is_map()) return call.Fail("the variables are no map");
  return call.host.RenderFile(call.TextAt(0), call.args[1], call.at);
}

constexpr Function kFunctions[] = {
    {"jsonencode", "A", JsonEncode}, {"jsondecode", "S", JsonDecode},
    {"yamldecode", "S", YamlDecode}, {"file", "s", File},
    {"fileexists", "s", FileExists}, {"templatefile", "sA", TemplateFile},
};

}  // namespace

std::vector<Part> JsonParts(Unknowns& unknowns, Traced value, Span at) {
  JsonText text(unknowns, at);
  text.Write(value, 0);
  return text.Finish();
}

std::span<const Function> EncodingFunctions() { return kFunctions; }

}  // namespace execlint::terraform
