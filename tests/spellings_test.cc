// What means the same is judged the same, however it is spelled. execlint decides by the bytes of a
// file whether it is worth reading, so a spelling that nobody expects could hide a mistake: each
// project is spelled anew at random, from fixed seeds, and its findings are compared.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "tests/fixture.h"
#include "tests/support/dice.h"
#include "tests/support/respell.h"

namespace execlint::testing_support {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;
using Json = nlohmann::ordered_json;
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
      const std::string spelled = YamlText(parsed, dice);
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
      std::string spelled = RespellHcl(text, dice);
      if (dice.OneIn(3)) {
        spelled.insert(spelled.starts_with("\xEF\xBB\xBF") ? 3 : 0,
                       "/*\n" + std::string(1 << 20, 'x') + "\n*/\n");
      }
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
