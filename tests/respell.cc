#include "tests/respell.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <regex>
#include <set>
#include <string_view>
#include <vector>

#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "lint/source/source_map.h"
#include "lint/value/value.h"
#include "lint/value/value_store.h"
#include "parsers/yaml/yaml.h"
#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

bool IsPlainAscii(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

// ---- JSON

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

// ---- YAML

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

std::string RespellAsYaml(const Json& value, Dice& dice) {
  return YamlWriter(dice).Document(value);
}

namespace {

// ---- HCL

// Escapes in strings without templates, comments between, line ends of Windows. What stands in
// heredocs and comments stays.
class HclRespeller {
 public:
  HclRespeller(std::string_view text, Dice& dice) : text_(text), dice_(dice) {}

  std::string Run() {
    while (at_ < text_.size()) {
      if (text_[at_] == '#' || Starts("//")) {
        Copy(std::min(text_.find('\n', at_), text_.size()));
      } else if (Starts("/*")) {
        Copy(std::min(text_.find("*/", at_), text_.size() - 2) + 2);
      } else if (Starts("<<")) {
        Heredoc();
      } else if (text_[at_] == '"') {
        String();
      } else if (text_[at_] == ' ' && dice_.OneIn(60)) {
        out_ += " /* \" { */ ";
        ++at_;
      } else {
        Copy(at_ + 1);
      }
    }
    return std::move(out_);
  }

 private:
  bool Starts(std::string_view words) const { return text_.substr(at_).starts_with(words); }
  void Copy(std::size_t end) {
    out_ += text_.substr(at_, end - at_);
    at_ = end;
  }

  void Heredoc() {
    std::size_t begin = at_ + 2;
    if (text_.substr(begin).starts_with('-')) ++begin;
    std::size_t end = begin;
    while (end < text_.size() && std::isalnum(static_cast<unsigned char>(text_[end])) != 0) ++end;
    const std::string tag(text_.substr(begin, end - begin));
    std::size_t line = text_.find('\n', end);
    while (!tag.empty() && line != text_.npos) {
      const std::size_t first = text_.find_first_not_of(" \t", line + 1);
      if (first != text_.npos && text_.substr(first).starts_with(tag)) {
        return Copy(first + tag.size());
      }
      line = text_.find('\n', line + 1);
    }
    Copy(end);
  }

  void String() {
    std::size_t end = at_ + 1;
    int depth = 0;
    bool template_or_escape = false;
    for (; end < text_.size(); ++end) {
      const char c = text_[end];
      if (c == '\\') {
        template_or_escape = true;
        ++end;
      } else if (text_.substr(end).starts_with("${") || text_.substr(end).starts_with("%{")) {
        template_or_escape = true;
        ++depth;
        ++end;
      } else if (c == '}' && depth > 0) {
        --depth;
      } else if (c == '\n' || (c == '"' && depth == 0)) {
        break;
      }
    }
    if (template_or_escape || end >= text_.size() || text_[end] != '"') {
      return Copy(std::min(end + 1, text_.size()));
    }
    out_ += '"';
    for (const char c : text_.substr(at_ + 1, end - at_ - 1)) {
      if (IsPlainAscii(c) && c != '$' && c != '%' && dice_.OneIn(5)) {
        const auto code = static_cast<unsigned>(c);
        out_ += dice_.OneIn(3) ? Format("\\U{:08x}", code) : Format("\\u{:04X}", code);
      } else {
        out_ += c;
      }
    }
    out_ += '"';
    at_ = end + 1;
  }

  const std::string_view text_;
  Dice& dice_;
  std::size_t at_ = 0;
  std::string out_;
};

// Parentheses round what stands behind a `=` on one line.
std::string WithParentheses(const std::string& text, Dice& dice) {
  static const std::set<std::string> kNoExpressions = {"source",
                                                       "version",
                                                       "provider",
                                                       "providers",
                                                       "type",
                                                       "ignore_changes",
                                                       "depends_on",
                                                       "to",
                                                       "iterator",
                                                       "labels",
                                                       "default",
                                                       "required",
                                                       "required_version",
                                                       "replace_triggered_by",
                                                       "configuration_aliases"};
  static const std::regex kArgument(R"(^(\s*)([a-z_]+)( *= *)([^#{}\[\]()<>]+)$)");
  std::string out;
  bool in_heredoc = false;
  std::string tag;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    if (in_heredoc) {
      in_heredoc = line.find(tag) == line.npos || line.find_first_not_of(" \t") != line.find(tag);
    } else if (const std::size_t open = line.find("<<"); open != line.npos) {
      const std::size_t name = line.find_first_not_of("<-", open);
      tag = name == line.npos ? "" : line.substr(name, line.find_last_not_of(" \t\r") + 1 - name);
      in_heredoc = !tag.empty();
    } else if (std::smatch match; std::regex_match(line, match, kArgument) &&
                                  !kNoExpressions.contains(match[2]) && dice.OneIn(2)) {
      const std::size_t depth = dice.OneIn(8) ? 100 : 1 + dice.Roll(3);
      line = match[1].str() + match[2].str() + match[3].str() + std::string(depth, '(') +
             match[4].str() + std::string(depth, ')');
    }
    out += line + "\n";
  }
  return out;
}

}  // namespace

std::string RespellHcl(const std::string& text, Dice& dice) {
  std::string out = HclRespeller(WithParentheses(text, dice), dice).Run();
  if (dice.OneIn(3)) out = "/*\n" + std::string(1 << 20, 'x') + "\n*/\n" + out;
  if (dice.OneIn(3)) {
    std::string crlf;
    for (const char c : out) crlf += c == '\n' ? "\r\n" : std::string(1, c);
    out = std::move(crlf);
  }
  return (dice.OneIn(3) ? "\xEF\xBB\xBF" : "") + out;
}

namespace {

// `!Sub` stands as a key of that name.
std::string LongName(std::string_view key) {
  if (!key.starts_with('!')) return std::string(key);
  key.remove_prefix(1);
  return key == "Ref" || key == "Condition" ? std::string(key) : "Fn::" + std::string(key);
}

Json ToJson(const Value& value) {
  switch (value.kind) {
    case Kind::kBool:
      return value.boolean();
    case Kind::kNumber: {
      const double number = value.number();
      if (std::trunc(number) == number) return static_cast<long long>(number);
      return number;
    }
    case Kind::kString:
      return KnownText(value).value_or("");
    case Kind::kList: {
      Json list = Json::array();
      for (const Traced& item : value.items()) list.push_back(ToJson(*item));
      return list;
    }
    case Kind::kMap: {
      Json map = Json::object();
      for (const Entry& entry : value.entries()) map[LongName(entry.key)] = ToJson(*entry.value);
      return map;
    }
    case Kind::kNull:
    case Kind::kUnknown:
      break;
  }
  return nullptr;
}

}  // namespace

std::optional<Json> TemplateAsJson(const std::string& yaml) {
  SourceMap sources;
  ValueStore values;
  const Parsed parsed =
      yaml::Parse(sources, sources.AddFile("t.yaml", yaml), values, yaml::Dialect::kCloudFormation);
  if (!parsed.problems.empty() || !parsed.root || parsed.root->unknown != nullptr)
    return std::nullopt;
  return ToJson(*parsed.root);
}

// All that is found, without places.
std::multiset<std::string> FoundIn(const Files& files) {
  static const std::vector<const Rule*> kRules = [] {
    std::vector<const Rule*> rules;
    for (const RuleEntry& entry : AllRules()) rules.push_back(entry.rule);
    return rules;
  }();
  static const std::regex kPlace(R"((:\d+)+)");
  std::multiset<std::string> found;
  for (const Finding& finding : Analyze(files, kRules).analysis.findings) {
    std::string words =
        Format("{} {} {}: {}", finding.rule->name, SeverityName(finding.severity),
               ConfidenceName(finding.confidence), std::regex_replace(finding.message, kPlace, ""));
    for (const std::string& when : finding.when) words += ", " + when;
    found.insert(std::move(words));
  }
  return found;
}

std::multiset<std::string> RulesIn(const Files& files) {
  std::multiset<std::string> rules;
  for (const std::string& words : FoundIn(files)) rules.insert(words.substr(0, words.find(' ')));
  return rules;
}

}  // namespace execlint::testing_support
