// Containers of random shapes, in every spelling and language, whole and broken: no output says
// what stands in them, and none of them makes the linter stop.
#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/format.h"
#include "tests/lint/cli/in_scratch.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using in_scratch::Has;
using in_scratch::In;
using testing::Scratch;

// The form that maps and lists are written in.
enum class Form { kJson, kYamlFlow, kHcl };

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::size_t Up(std::size_t most) { return random_() % (most + 1); }
  template <std::size_t N>
  std::string_view OneOf(const std::string_view (&words)[N]) {
    return words[Up(N - 1)];
  }

  std::string Container(Form form) {
    form_ = form;
    std::vector<std::string> entries = {Entry("name", Quoted("web")),
                                        Entry("image", Quoted("nginx")),
                                        Entry("readonlyRootFilesystem", "true")};
    for (std::size_t left = 1 + Up(2); left > 0; --left) {
      const std::size_t at = Up(entries.size());
      entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(at), Private());
    }
    return Map(entries);
  }

  // A character is lost, doubled or put in.
  std::string Broken(std::string text) {
    constexpr std::string_view kSigns = "\"{}[],:x";
    const std::size_t web = text.find("web");
    const std::size_t at = web + Up(text.size() - web - 1);
    const char sign = kSigns[Up(kSigns.size() - 1)];
    if (Up(1) == 0) {
      text.insert(at, 1, sign);
    } else if (kSigns.find(text[at]) != kSigns.npos) {
      text.erase(at, 1);
    } else {
      text.insert(at, 2, sign);
    }
    return text;
  }

 private:
  std::string Quoted(std::string_view text) { return Format("\"{}\"", text); }

  std::string Spelled(std::string_view key) {
    std::string spelled(key);
    if (Up(4) == 0) spelled[0] = static_cast<char>(spelled[0] ^ 0x20);
    return spelled;
  }

  std::string Entry(std::string_view key, const std::string& value) {
    switch (form_) {
      case Form::kJson:
        return Format("\"{}\":{}", key, value);
      case Form::kYamlFlow: {
        std::string pascal(key);
        pascal[0] = static_cast<char>(pascal[0] & ~0x20);
        return Format("{}: {}", pascal, value);
      }
      case Form::kHcl:
        break;
    }
    return Format("{} = {}", key, value);
  }

  std::string Join(const std::vector<std::string>& all, char open, char close) {
    std::string joined(1, open);
    for (const std::string& one : all) joined += (joined.size() > 1 ? ", " : "") + one;
    return joined + close;
  }
  std::string Map(const std::vector<std::string>& entries) { return Join(entries, '{', '}'); }
  std::string List(const std::vector<std::string>& items) { return Join(items, '[', ']'); }

  // A text that nobody may see.
  std::string Secret() {
    constexpr std::string_view kAround[] = {"",     "prod-",        "postgres://u:", "a b ",
                                            "x=y;", "{\\\"a\\\": ", "--flag=",       "1.4.0-"};
    const std::string_view around = OneOf(kAround);
    const std::string_view behind = Up(2) == 0 ? "-dev" : "";
    const std::string word = Format("{}Canary{}{}", around, ++number_, behind);
    if (form_ != Form::kHcl) return Up(5) == 0 ? Format("{}", 7712300 + number_) : Quoted(word);
    constexpr std::string_view kCalls[] = {
        "upper({})", "base64encode({})",   "try(local.no, {})", "nobody({})", "format(\"%s\", {})",
        "{}",        "(var.u ? {} : \"\")"};
    const std::string_view call = OneOf(kCalls);
    const std::size_t hole = call.find("{}");
    return std::string(call.substr(0, hole)) + Quoted(word) + std::string(call.substr(hole + 2));
  }

  std::string Pairs(std::string_view value) {
    std::vector<std::string> items;
    for (std::size_t left = 1 + Up(1); left > 0; --left) {
      const std::string name = Spelled("name"), key = Spelled(value);
      items.push_back(Map({Entry(name, Quoted("SHOWN")), Entry(key, Secret())}));
    }
    return List(items);
  }

  // A value of any shape.
  std::string Any(int depth) {
    switch (Up(depth > 2 ? 0 : 2)) {
      case 0:
        return Secret();
      case 1: {
        const std::string first = Any(depth + 1);
        return List({first, Any(depth + 1)});
      }
      default:
        return Map({Entry("a", Any(depth + 1))});
    }
  }

  std::string Private() {
    constexpr std::string_view kKeys[] = {
        "environment",  "secrets",          "command",     "entryPoint",           "healthCheck",
        "dockerLabels", "environmentFiles", "nobodyKnows", "repositoryCredentials"};
    switch (Up(4)) {
      case 0: {
        const std::string key = Spelled("environment");
        return Entry(key, Pairs("value"));
      }
      case 1: {
        const std::string key = Spelled("secrets");
        return Entry(key, Pairs("valueFrom"));
      }
      case 2: {
        const std::string key = Spelled("logConfiguration");
        const std::string options = Spelled("options"), given = Any(1);
        const std::string secrets = Spelled("secretOptions");
        return Entry(key, Map({Entry("logDriver", Quoted("splunk")), Entry(options, given),
                               Entry(secrets, Pairs("valueFrom"))}));
      }
      case 3: {
        const std::string key = Spelled("healthCheck");
        return Entry(key, Map({Entry("command", Any(1))}));
      }
      default: {
        const std::string key = Spelled(OneOf(kKeys));
        return Entry(key, Any(0));
      }
    }
  }

  std::minstd_rand random_;
  Form form_ = Form::kJson;
  int number_ = 0;
};

constexpr const char* kRuns =
    "resource \"aws_ecs_service\" \"s\" {\n  task_definition = aws_ecs_task_definition.t.arn\n"
    "  enable_execute_command = true\n}\nvariable \"u\" {}\n";

std::string TaskDefinition(const std::string& containers) {
  return "resource \"aws_ecs_task_definition\" \"t\" {\n  family = \"t\"\n"
         "  container_definitions = " +
         containers + "\n}\n" + kRuns;
}

struct Spelling {
  std::string file, text;
};

// The container in each language that it can be written in.
std::vector<Spelling> Spellings(unsigned seed, bool broken) {
  Generator generator(seed);
  const auto made = [&](Form form) {
    const std::string container = generator.Container(form);
    return broken ? generator.Broken(container) : container;
  };
  const std::string json = made(Form::kJson);
  const std::string hcl = made(Form::kHcl);
  const std::string named = made(Form::kHcl);
  const std::string yaml = made(Form::kYamlFlow);
  return {
      {"task.json", R"({"family":"t","containerDefinitions":[)" + json + "]}"},
      {"main.tf", TaskDefinition("<<E\n[" + json + "]\nE")},
      {"main.tf", TaskDefinition("jsonencode([" + hcl + "])")},
      {"main.tf", TaskDefinition("jsonencode([local.c.web])") + "locals {\n  c = { web = " + named +
                      " }\n}\n"},
      {"t.json", R"({"Resources":{"T":{"Type":"AWS::ECS::TaskDefinition","Properties":)"
                 R"({"Family":"t","ContainerDefinitions":[)" +
                     json + "]}}}}"},
      {"t.yaml",
       "Resources:\n  T: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [" +
           yaml + "]}}\n"},
      {"run-task.json", R"({"cluster":"c","taskDefinition":"t","enableExecuteCommand":true,)"
                        R"("overrides":{"containerOverrides":[)" +
                            json + "]}}"},
  };
}

void ExpectHidden(unsigned seed, bool broken) {
  constexpr const char* kFormats[] = {"text",     "json",   "sarif",  "concise",
                                      "markdown", "github", "gitlab", "junit"};
  for (const Spelling& project : Spellings(seed, broken)) {
    const Scratch scratch;
    scratch.Write(project.file, project.text);
    const char* others = kFormats[1 + seed % 7];
    for (const char* format : {"text", others}) {
      const ProgramResult result =
          In(scratch, {"--show-unknown", "--min-confidence", "low", "--format", format});
      EXPECT_LE(result.status, 3) << project.text;
      const std::string all = result.out + result.err;
      EXPECT_FALSE(Has(all, "anary") || Has(all, "77123")) << project.text << "\n" << all;
      if (!broken && format == kFormats[0] && project.file == "task.json") {
        EXPECT_TRUE(Has(all, "readonlyRootFilesystem\":true")) << all;
      }
    }
  }
}

TEST(CanaryShapes, InWholeFiles) {
  for (unsigned seed = 1; seed <= 25; ++seed) ExpectHidden(seed, false);
}

TEST(CanaryShapes, InBrokenFiles) {
  for (unsigned seed = 1001; seed <= 1025; ++seed) ExpectHidden(seed, true);
}

}  // namespace
}  // namespace execlint
