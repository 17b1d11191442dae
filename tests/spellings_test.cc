// What means the same is judged the same, however it is spelled. execlint decides by the bytes of a
// file whether it is worth reading, so a spelling that nobody expects could hide a mistake: each
// project is spelled anew at random, from fixed seeds, and its findings are compared.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fixture.h"
#include "tests/found.h"
#include "tests/support/dice.h"
#include "tests/support/respell.h"
#include "tests/support/template_json.h"

namespace execlint::testing_support {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

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
    const auto before = FoundIn({{name, text}});
    for (unsigned seed = 1; seed <= 3; ++seed) {
      Dice dice(seed);
      const std::string spelled = RespellJson(text, dice);
      EXPECT_EQ(FoundIn({{name, spelled}}), before) << path << " by " << seed << ":\n" << spelled;
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
    const auto before = FoundIn({{"template.json", text}});
    for (unsigned seed = 1; seed <= 40; ++seed) {
      Dice dice(seed);
      const std::string spelled = YamlText(parsed, dice);
      EXPECT_EQ(FoundIn({{"template.yaml", spelled}}), before) << path << " by " << seed << ":\n"
                                                               << spelled;
    }
    checked += before.empty() ? 0 : 1;
  }
  EXPECT_GE(checked, 3);
}

TEST(Spellings, OfTemplatesThatAreYaml) {
  int checked = 0;
  for (const auto& [path, text] : FixturesOf(".yaml")) {
    const auto meant = TemplateAsJson(text);
    if (!meant || !meant->is_object() || !meant->contains("Resources")) continue;
    const auto before = FoundIn({{"t.yaml", text}});
    for (unsigned seed = 1; seed <= 2; ++seed) {
      Dice dice(seed);
      const std::string yaml = YamlText(*meant, dice);
      EXPECT_EQ(FoundIn({{"t.yaml", yaml}}), before) << path << " by " << seed << ":\n" << yaml;
      const std::string json = JsonText(*meant, dice);
      EXPECT_EQ(FoundIn({{"t.yaml", json}}), before) << path << " by " << seed << ":\n" << json;
    }
    checked += before.empty() ? 0 : 1;
  }
  EXPECT_GE(checked, 60);
}

TEST(Spellings, OfHcl) {
  int checked = 0;
  for (const auto& [path, text] : FixturesOf(".tf")) {
    const auto before = FoundIn({{"main.tf", text}});
    for (unsigned seed = 1; seed <= 2; ++seed) {
      Dice dice(seed);
      std::string spelled = RespellHcl(text, dice);
      if (dice.OneIn(3)) {
        spelled.insert(spelled.starts_with("\xEF\xBB\xBF") ? 3 : 0,
                       "/*\n" + std::string(1 << 20, 'x') + "\n*/\n");
      }
      EXPECT_EQ(FoundIn({{"main.tf", spelled}}), before)
          << path << " by " << seed << ":\n"
          << spelled.substr(spelled.size() > 1 << 20 ? 1 << 20 : 0);
    }
    checked += before.empty() ? 0 : 1;
  }
  EXPECT_GE(checked, 100);
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
    return FoundIn({{name, text}, {"modules/m/main.tf", module}});
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
    const auto found = FoundIn({{name, text}});
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
