#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <vector>

#include "lint/source/format.h"
#include "tests/support/respell.h"

namespace execlint::testing_support {
namespace {

using Json = nlohmann::ordered_json;

std::string JsonString(const std::string& text, Dice& dice) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '/' && dice.OneIn(4)) {
      out += "\\/";
    } else if (IsPlainAscii(c) && dice.OneIn(5)) {
      const auto code = static_cast<unsigned>(c);
      out += dice.OneIn(2) ? Format("\\u{:04x}", code) : Format("\\u{:04X}", code);
    } else {
      const std::string dumped =
          Json(std::string(1, c)).dump(-1, ' ', false, Json::error_handler_t::ignore);
      out += static_cast<unsigned char>(c) >= 0x80 ? std::string(1, c)
                                                   : dumped.substr(1, dumped.size() - 2);
    }
  }
  return out + '"';
}

std::string Blanks(Dice& dice) {
  static const std::vector<std::string> kAll = {"", "", "", " ", "\n", "\r\n", "\t"};
  return dice.Pick(kAll);
}

}  // namespace

std::string JsonText(const Json& value, Dice& dice) {
  if (value.is_string()) return JsonString(value.get<std::string>(), dice);
  if (!value.is_structured()) return value.dump();
  std::string out = value.is_object() ? "{" : "[";
  bool first = true;
  for (const auto& [key, item] : value.items()) {
    if (!first) out += ",";
    first = false;
    out += Blanks(dice);
    if (value.is_object()) out += JsonString(key, dice) + Blanks(dice) + ":" + Blanks(dice);
    out += JsonText(item, dice) + Blanks(dice);
  }
  return out + (value.is_object() ? "}" : "]");
}

std::string RespellJson(const std::string& text, Dice& dice) {
  const Json parsed = Json::parse(text, nullptr, false);
  if (parsed.is_discarded()) return text;  // broken on purpose
  return (dice.OneIn(3) ? "\xEF\xBB\xBF" : "") + JsonText(parsed, dice);
}

namespace {

// `indent` is that of the node itself.
std::string YamlScalar(const std::string& text, std::size_t indent, bool key, Dice& dice) {
  const bool simple =
      !text.empty() &&
      std::ranges::all_of(text,
                          [](char c) {
                            return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == ':' ||
                                   c == '-' || c == '*';
                          }) &&
      std::isalpha(static_cast<unsigned char>(text[0])) != 0 && !text.ends_with(':') &&
      !std::set<std::string>{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}.contains(
          text);
  const bool one_line = text.find('\n') == text.npos;
  const std::size_t style = dice.Roll(6);
  if (style == 0 && simple) return text;
  if (style == 1 && one_line) {
    std::string quoted;
    for (const char c : text) quoted += c == '\'' ? "''" : std::string(1, c);
    return "'" + quoted + "'";
  }
  if (style == 2 && simple && !key) {
    return (dice.OneIn(2) ? "|-\n" : ">-\n") + std::string(indent + 2, ' ') + text;
  }
  if (style == 3 && !key) return "!!str " + Json(text).dump();
  std::string out = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned>(static_cast<unsigned char>(c));
    if (IsPlainAscii(c) && dice.OneIn(5)) {
      const std::size_t form = dice.Roll(3);
      out += form == 0   ? Format("\\x{:02x}", code)
             : form == 1 ? Format("\\u{:04X}", code)
                         : Format("\\U{:08x}", code);
    } else if (c == ' ' || c == '"' || c == '\\' || c == '\n') {
      out += c == '\n' ? "\\n" : c == ' ' ? " " : std::string("\\") + c;
    } else {
      if (!key && code < 0x80 && out.size() > 1 && dice.OneIn(20)) {
        out += "\\\n" + std::string(indent + 2, ' ');  // goes on in the next line
      }
      out += c;
    }
  }
  return out + '"';
}

class YamlWriter {
 public:
  explicit YamlWriter(Dice& dice) : dice_(dice) {}

  std::string Document(const Json& root) {
    std::string out = dice_.OneIn(3) ? "\xEF\xBB\xBF" : "";
    if (dice_.OneIn(3)) out += "# A comment: {\"\n---\n";
    if (dice_.OneIn(4)) return out + Flow(root, 0) + "\n";
    return out + Block(root, 0).substr(1);
  }

 private:
  // With the line break in front of it.
  std::string Block(const Json& value, std::size_t indent) {
    if (value.is_object() && !value.empty() && !dice_.OneIn(8)) {
      std::string out;
      for (const auto& [key, item] : value.items()) {
        const std::string name = YamlScalar(key, indent, true, dice_);
        out += "\n" + std::string(indent, ' ');
        out += dice_.OneIn(6) ? "? " + name + "\n" + std::string(indent, ' ') + ":" : name + ":";
        out += Property(item) + Block(item, indent + 2);
      }
      return out;
    }
    if (value.is_array() && !value.empty() && !dice_.OneIn(4)) {
      std::string out;
      for (const Json& item : value) {
        out += "\n" + std::string(indent, ' ') + "-" + Property(item) + Block(item, indent + 2);
      }
      return out;
    }
    return " " + Flow(value, indent);
  }

  // An anchor, which changes nothing.
  std::string Property(const Json&) {
    return dice_.OneIn(8) ? Format(" &a{}", ++anchors_) : std::string();
  }

  std::string Flow(const Json& value, std::size_t indent) {
    if (value.is_string()) return FlowScalar(value.get<std::string>(), indent, false);
    if (!value.is_structured()) return value.dump();
    std::string out = value.is_object() ? "{" : "[";
    ++in_flow_;
    bool first = true;
    for (const auto& [key, item] : value.items()) {
      if (!first) out += ", ";
      first = false;
      if (value.is_object()) out += FlowScalar(key, indent, true) + ": ";
      out += Flow(item, indent);
    }
    --in_flow_;
    return out + (value.is_object() ? "}" : "]");
  }

  std::string FlowScalar(const std::string& text, std::size_t indent, bool key) {
    std::string scalar = YamlScalar(text, indent, key || in_flow_ > 0, dice_);
    // A plain text with a colon is not for flow style.
    return in_flow_ > 0 && scalar.front() != '"' && scalar.front() != '\'' &&
                   scalar.find_first_of(":*") != scalar.npos
               ? Json(text).dump()
               : scalar;
  }

  Dice& dice_;
  int anchors_ = 0;
  int in_flow_ = 0;
};

}  // namespace

std::string YamlText(const nlohmann::ordered_json& value, Dice& dice) {
  return YamlWriter(dice).Document(value);
}

}  // namespace execlint::testing_support
