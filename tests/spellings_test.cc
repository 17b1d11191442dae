// What means the same is judged the same, however it is spelled. execlint decides by the bytes of a
// file whether it is worth reading, so a spelling that nobody expects could hide a mistake: each
// project is spelled anew at random, from fixed seeds, and its findings are compared.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;
using Json = nlohmann::ordered_json;

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  // From 0 to `sides` - 1. (std::uniform_int_distribution differs between libraries.)
  std::size_t Roll(std::size_t sides) { return engine_() % sides; }
  bool OneIn(std::size_t sides) { return Roll(sides) == 0; }
  template <class T>
  const T& Pick(const std::vector<T>& all) {
    return all[Roll(all.size())];
  }

 private:
  std::mt19937 engine_;
};

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

// ---- findings

// All that is found, without places.
std::multiset<std::string> Found(const Files& files) {
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
  for (const std::string& words : Found(files)) rules.insert(words.substr(0, words.find(' ')));
  return rules;
}

// The fixtures that are one file of that ending.
std::map<std::string, std::string> FixturesOf(std::string_view ending) {
  std::map<std::string, std::string> all;
  for (const auto& folder : fs::directory_iterator("fixtures")) {
    const std::string name = folder.path().filename();
    if (!folder.is_directory() || name == "syntax" || name == "syntax_error" ||
        name == "analysis_limit") {
      continue;
    }
    for (const auto& file : fs::directory_iterator(folder.path())) {
      const std::string path = file.path().generic_string();
      if (file.is_regular_file() && path.ends_with(ending)) {
        all[path] = ReadTree(folder.path().generic_string())[file.path().filename()];
      }
    }
  }
  return all;
}

TEST(Spellings, OfJson) {
  int checked = 0;
  for (const auto& [path, text] : FixturesOf(".json")) {
    if (Json::parse(text, nullptr, false).is_discarded()) continue;
    const std::string name = path.substr(path.rfind('/') + 1);
    const auto before = Found({{name, text}});
    for (unsigned seed = 1; seed <= 3; ++seed) {
      Dice dice(seed);
      const std::string spelled = RespellJson(text, dice);
      EXPECT_EQ(Found({{name, spelled}}), before) << path << " by " << seed << ":\n" << spelled;
    }
    checked += before.empty() ? 0 : 1;
  }
  EXPECT_GE(checked, 20);
}

TEST(Spellings, OfTemplatesInYaml) {
  int checked = 0;
  for (const auto& [path, text] : FixturesOf(".json")) {
    const Json parsed = Json::parse(text, nullptr, false);
    if (parsed.is_discarded() || !parsed.is_object() || !parsed.contains("Resources")) continue;
    const auto before = Found({{"template.json", text}});
    for (unsigned seed = 1; seed <= 40; ++seed) {
      Dice dice(seed);
      const std::string spelled = YamlWriter(dice).Document(parsed);
      EXPECT_EQ(Found({{"template.yaml", spelled}}), before) << path << " by " << seed << ":\n"
                                                             << spelled;
    }
    checked += before.empty() ? 0 : 1;
  }
  EXPECT_GE(checked, 3);
}

TEST(Spellings, OfHcl) {
  int checked = 0;
  for (const auto& [path, text] : FixturesOf(".tf")) {
    const auto before = Found({{"main.tf", text}});
    for (unsigned seed = 1; seed <= 2; ++seed) {
      Dice dice(seed);
      const std::string spelled = RespellHcl(text, dice);
      EXPECT_EQ(Found({{"main.tf", spelled}}), before)
          << path << " by " << seed << ":\n"
          << spelled.substr(spelled.size() > 1 << 20 ? 1 << 20 : 0);
    }
    checked += before.empty() ? 0 : 1;
  }
  EXPECT_GE(checked, 100);
}

// ---- policies that stand alone

std::string RespellAction(const std::string& action, Dice& dice) {
  std::string out;
  for (std::size_t i = 0; i < action.size(); ++i) {
    const char c = action[i];
    // Not so much that it could be an action of another service.
    if (c != ':' && i != 1 && dice.OneIn(6)) {
      out += '?';
    } else if (dice.OneIn(2)) {
      out += static_cast<char>(dice.OneIn(2) ? std::toupper(static_cast<unsigned char>(c))
                                             : std::tolower(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return dice.OneIn(3) ? out + "*" : out;
}

TEST(Spellings, OfActionsInUnitsThatDoNotSpeakOfEcs) {
  const std::multiset<std::string> expected = {"unrestricted-exec"};
  for (unsigned seed = 1; seed <= 60; ++seed) {
    Dice dice(seed);
    const std::string action = RespellAction("ecs:ExecuteCommand", dice);
    const std::string json =
        R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ")" + action +
        R"(", "Resource": "*"}]})";
    const Json document = Json::parse(json);
    std::string in_string;
    for (const char c : json) in_string += c == '"' ? "\\\"" : std::string(1, c);
    const std::vector<std::pair<std::string, Files>> forms = {
        {"jsonencode",
         {{"main.tf",
           "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({\n    Version = "
           "\"2012-10-17\", Statement = [{ Effect = \"Allow\", Action = [\"" +
               action + "\"], Resource = \"*\" }] })\n}\n"}}},
        {"quoted keys",
         {{"main.tf",
           "resource aws_iam_policy p {\n  policy = jsonencode({\n    \"Version\": "
           "\"2012-10-17\", \"Stat\\u0065ment\" = { \"Effect\" : \"Allow\", \"Action\" = (\"" +
               action + "\"), \"Resource\" = \"*\" } })\n}\n"}}},
        {"heredoc",
         {{"main.tf", "resource \"aws_iam_policy\" \"p\" {\n  policy = <<-EOT\n  " +
                          JsonText(document, dice) + "\n  EOT\n}\n"}}},
        {"string",
         {{"main.tf",
           "resource \"aws_iam_policy\" \"p\" {\n  policy = \"" + in_string + "\"\n}\n"}}},
        {"data source",
         {{"main.tf", "data \"aws_iam_policy_document\" \"d\" {\n  statement {\n    actions = [\"" +
                          action +
                          "\"]\n    resources = [\"*\"]\n  }\n}\nresource \"aws_iam_policy\" \"p\" "
                          "{\n  policy "
                          "= data.aws_iam_policy_document.d.json\n}\n"}}},
        {"service in a local",
         {{"main.tf",
           "locals {\n  service = \"ecs\"\n}\nresource \"aws_iam_policy\" \"p\" {\n  policy = "
           "jsonencode({ Version = \"2012-10-17\", Statement = [{ Effect = \"Allow\", Action = "
           "\"${local.service}:" +
               action.substr(4) + "\", Resource = \"*\" }] })\n}\n"}}},
        {"format",
         {{"main.tf",
           "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({ Version = \"2012-10-17\", "
           "Statement = [{ Effect = \"Allow\", Action = format(\"%s:%s\", \"ecs\", \"" +
               action.substr(4) + "\"), Resource = \"*\" }] })\n}\n"}}},
        {"var file",
         {{"main.tf",
           "variable \"action\" {}\nresource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({ "
           "Version = \"2012-10-17\", Statement = [{ Effect = \"Allow\", Action = var.action, "
           "Resource = \"*\" }] })\n}\n"},
          {"terraform.tfvars", "action = \"" + action + "\"\n"}}},
        {"tf.json",
         {{"main.tf.json",
           JsonText({{"resource", {{"aws_iam_policy", {{"p", {{"policy", document.dump()}}}}}}}},
                    dice)}}},
        {"policy file", {{"policy.json", JsonText(document, dice)}}},
        {"permission set",
         {{"t.yaml",
           "Resources:\n  P:\n    Type: AWS::SSO::PermissionSet\n    Properties:\n      Name: p\n"
           "      InstanceArn: arn:aws:sso:::instance/ssoins-1\n      InlinePolicy: " +
               document.dump() + "\n"}}},
        {"template",
         {{"t.json", JsonText({{"Resources",
                                {{"P",
                                  {{"Type", "AWS::IAM::ManagedPolicy"},
                                   {"Properties", {{"PolicyDocument", document}}}}}}}},
                              dice)}}},
    };
    for (const auto& [name, files] : forms) {
      EXPECT_EQ(RulesIn(files), expected) << name << " by " << seed << ":\n"
                                          << files.begin()->second;
    }
  }
}

// Modules whose source is spelled in another way are called all the same: the flag that the call
// gives is what counts.
TEST(Spellings, OfTheSourceOfAModule) {
  const std::string module =
      "variable \"on\" {\n  default = false\n}\nresource \"aws_ecs_task_definition\" \"t\" {\n  "
      "family = \"t\"\n  container_definitions = jsonencode([{ name = \"c\", image = \"i\", "
      "readonlyRootFilesystem = true }])\n}\nresource \"aws_ecs_service\" \"s\" {\n  name = "
      "\"s\"\n  "
      "task_definition = aws_ecs_task_definition.t.arn\n  enable_execute_command = var.on\n}\n";
  const auto call = [](const std::string& source) {
    return "module \"m\" {\n" + source + "\n  on = true\n}\n";
  };
  const auto found = [&](const std::string& name, const std::string& text) {
    return Found({{name, text}, {"modules/m/main.tf", module}});
  };
  const auto expected = found("main.tf", call("  source = \"./modules/m\""));
  ASSERT_FALSE(expected.empty());
  for (const char* source :
       {"  source = (\"./modules/m\")", "  source = \"./modul\\u0065s/m\"",
        "  source = \"\\u002e/modules/m\"", "  /* source = \"./other\" */ source = \"./modules/m\"",
        "  /*\n  source = \"./other\"\n  */\n  source\t=\"./modules/m\" # here",
        "  source = \"./modules/../modules/m/\""}) {
    EXPECT_EQ(found("main.tf", call(source)), expected) << source;
  }
  for (const char* text :
       {R"({"module": {"m": {"source": "./modules/m", "on": true}}})",
        R"({"module": [{"m": [{"source": ".\/modules\/m", "on": true}]}]})",
        R"({"\u006dodule": {"m": {"s\u006furce": "\u002e/modules/m", "on": true}}})"}) {
    EXPECT_EQ(found("main.tf.json", text), expected) << text;
  }
}

// ---- bounds

// What is too deep to be read is told, as a bound, wherever it stands and whatever follows it.
TEST(Spellings, TooDeepIsTold) {
  const auto times = [](std::size_t count, const std::string& text) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
  };
  const std::string deep = times(600, "[") + times(600, "]");
  const std::string resources =
      R"("Resources": {"S": {"Type": "AWS::ECS::Service", "Properties": {}}})";
  const std::string service = R"("serviceName": "s", "taskDefinition": "t", "launchType": "EC2")";
  const std::string policy =
      R"("Statement": [{"Effect": "Allow", "Action": "ecs:ExecuteCommand", "Resource": "*"}])";
  const auto value = [](const std::string& text) {
    return "resource \"aws_ecs_service\" \"s\" {\n  name = " + text + "\n}\n";
  };
  const std::vector<std::pair<std::string, std::string>> all = {
      {"t.json", "{\"a\": " + deep + ", " + resources + "}"},
      {"t.template", "{\"a\": " + deep + ", " + resources + "}"},
      {"t.yaml", "{a: " + deep + ", " + resources + "}"},
      {"t.yaml", "a: " + deep + "\n" + resources.substr(0, 11) + ":" + resources.substr(12) + "\n"},
      {"s.json", "{\"a\": " + deep + ", " + service + "}"},
      {"p.json", "{\"a\": " + deep + ", " + policy + "}"},
      {"main.tf.json", "{\"a\": " + deep + ", \"resource\": {\"aws_ecs_service\": {}}}"},
      {"main.tf", value(times(300, "(") + "1" + times(300, ")"))},
      {"main.tf", value(times(300, "[") + "1" + times(300, "]"))},
      {"main.tf", value("\"" + times(150, "${\"") + "a" + times(150, "\"}") + "\"")},
      {"main.tf", value(times(300, "f(") + "1" + times(300, ")"))},
      {"main.tf", value("1\n" + times(300, "  a {\n") + times(300, "}\n"))},
      {"main.tf", value(times(300, "!") + "true")},
      {"main.tf", value(times(300, "1 + ") + "1")},
  };
  for (const auto& [name, text] : all) {
    const auto found = Found({{name, text}});
    const auto about_depth = [](const std::string& words) {
      return words.starts_with("analysis-limit") && words.find("nested deeper than") != words.npos;
    };
    EXPECT_TRUE(std::ranges::any_of(found, about_depth)) << name << ": " << text.substr(0, 60);
    EXPECT_FALSE(std::ranges::any_of(
        found, [](const std::string& words) { return words.starts_with("syntax-error"); }))
        << name << ": " << text.substr(0, 60);
  }
}

}  // namespace
}  // namespace execlint::testing_support
