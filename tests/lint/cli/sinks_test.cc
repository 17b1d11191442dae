// Whatever an input holds, in whatever place, comes out as text of the format and nothing else: a
// table of places x hostile texts x outputs, through the program.
#include <gtest/gtest.h>
#include <utf8proc.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "lint/render/escape.h"
#include "lint/source/utf8.h"
#include "tests/lint/render/hostile.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using nlohmann::json;
using testing::kHostileNames;
using testing::Scratch;

std::vector<std::string> HostileTexts() {
  std::vector<std::string> all(std::begin(kHostileNames), std::end(kHostileNames));
  for (const char* more : {"  ::warning::x", "\u00a0::notice::x", "##vso[task.complete]",
                           "###[error]", "\x1b]8;;x\x07", "\x9b 31m", "\xC2\x9B 31m",
                           "a\xE2\x80\x8B"
                           "b\xEF\xBB\xBF",
                           "\xF3\xA0\x81\x81tag", "a\uFE00\uFE0Db\u034F\u2800\uFFFC",
                           "\xF3\xA0\x84\x80\xF3\xA0\x87\xAF", "\u2066\u2069\u061c\u200e\u2028",
                           "::error title=unrestricted-exec,file=a,line=1,endLine=1::x",
                           "\n::error title=unrestricted-exec,file=a,line=1,endLine=1::x", "GH-12",
                           "a\rb", "\x7f\x01\x02", "${x} %{y} \\u0041", "'; x=1 #"}) {
    all.emplace_back(more);
  }
  return all;
}

// As the name of a file or folder.
std::string AsName(std::string text) {
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

// As the inside of a quoted text in HCL, JSON or YAML.
std::string AsQuoted(std::string_view text) {
  std::string quoted;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool template_begins = (c == '$' || c == '%') && text.substr(at + 1).starts_with('{');
    if (c == '"' || c == '\\') quoted += '\\';
    if (template_begins) quoted += c;
    if (c == '\n' || c == '\r') {
      quoted += c == '\n' ? "\\n" : "\\r";
    } else {
      quoted += c;
    }
  }
  return quoted;
}

constexpr const char* kPolicy =
    "  policy = jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"ecs:ExecuteCommand\", "
    "Resource = \"*\" }] })";

std::string PolicyNamed(const std::string& label) {
  return "resource \"aws_iam_policy\" \"" + label + "\" {\n" + kPolicy + "\n}\n";
}

// A place in which the text comes in: it makes the project, and may add arguments.
struct Place {
  const char* name;
  std::function<std::vector<std::string>(const Scratch&, const std::string&)> make;
};

const std::vector<Place>& Places() {
  using Words = std::vector<std::string>;
  static const std::vector<Place> kPlaces = {
      {"file",
       [](const Scratch& scratch, const std::string& text) {
         scratch.Write("p/" + AsName(text) + ".tf", PolicyNamed("p"));
         return Words{};
       }},
      {"folder",
       [](const Scratch& scratch, const std::string& text) {
         scratch.Write("p/" + AsName(text) + "/main.tf", PolicyNamed("p"));
         return Words{};
       }},
      {"broken file",
       [](const Scratch& scratch, const std::string& text) {
         scratch.Write("p/" + AsName(text) + ".tf",
                       "resource \"aws_ecs_service\" \"s\" {\n  name = " + text + "\n");
         return Words{};
       }},
      {"resource",
       [](const Scratch& scratch, const std::string& text) {
         scratch.Write("p/main.tf", PolicyNamed(AsQuoted(text)));
         return Words{};
       }},
      {"excerpt",
       [](const Scratch& scratch, const std::string& text) {
         std::string line = text;
         std::replace(line.begin(), line.end(), '\n', ' ');
         scratch.Write("p/main.tf", "resource \"aws_iam_policy\" \"p\" {\n" + std::string(kPolicy) +
                                        " # " + line + "\n}\n");
         return Words{};
       }},
      {"container",
       [](const Scratch& scratch, const std::string& text) {
         scratch.Write(
             "p/t.yaml",
             "Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      "
             "ContainerDefinitions: [{Name: \"" +
                 AsQuoted(text) +
                 "\", Image: i, ReadonlyRootFilesystem: true}]\n  S:\n    Type: "
                 "AWS::ECS::Service\n    Properties: {TaskDefinition: !Ref T, "
                 "EnableExecuteCommand: true}\n");
         return Words{"--show-unknown"};
       }},
      {"unknown",
       [](const Scratch& scratch, const std::string& text) {
         scratch.Write("p/main.tf",
                       "resource \"aws_ecs_service\" \"s\" {\n  enable_execute_command = true\n  "
                       "task_definition = data.x[\"" +
                           AsQuoted(text) + "\"]\n  cluster = \"" + AsQuoted(text) + "\"\n}\n");
         return Words{"--show-unknown"};
       }},
      {"module",
       [](const Scratch& scratch, const std::string& text) {
         scratch.Write("p/main.tf", "module \"" + AsQuoted(text) + "\" {\n  source = \"./m\"\n}\n");
         scratch.Write("p/m/main.tf", PolicyNamed("p"));
         return Words{};
       }},
      {"module source",
       [](const Scratch& scratch, const std::string& text) {
         scratch.Write("p/main.tf", "module \"m\" {\n  source = \"./" + AsQuoted(text) +
                                        "\"\n  enable_execute_command = true\n}\n");
         return Words{"--show-unknown"};
       }},
      {"suppression",
       [](const Scratch& scratch, const std::string& text) {
         std::string line = text;
         std::replace(line.begin(), line.end(), '\n', ' ');
         scratch.Write("p/main.tf", "# execlint: ignore[unrestricted-exec] " + line + "\n" +
                                        PolicyNamed("p") + "# execlint: ignore[" + line + "]\n" +
                                        PolicyNamed("q"));
         return Words{};
       }},
      {"configuration",
       [](const Scratch& scratch, const std::string& text) {
         scratch.Write("p/main.tf", PolicyNamed("p"));
         scratch.Write("p/.execlint.yaml", "ignore: [\"" + AsQuoted(text) + "\"]\n");
         return Words{};
       }},
      {"configuration reason",
       [](const Scratch& scratch, const std::string& text) {
         scratch.Write("p/main.tf", PolicyNamed("p"));
         scratch.Write("p/.execlint.yaml",
                       "suppress:\n  - {rule: unrestricted-exec, path: \"**\", reason: \"" +
                           AsQuoted(text) + "\"}\nexclude: [\"" + AsQuoted(text) + "\"]\n");
         return Words{};
       }},
      {"argument",
       [](const Scratch& scratch, const std::string& text) {
         scratch.Write("p/main.tf", PolicyNamed("p"));
         return Words{"./" + text};
       }},
      {"option",
       [](const Scratch& scratch, const std::string& text) {
         scratch.Write("p/main.tf", PolicyNamed("p"));
         return Words{"--" + text};
       }},
      {"rule",
       [](const Scratch& scratch, const std::string& text) {
         scratch.Write("p/main.tf", PolicyNamed("p"));
         return Words{"--select", text};
       }},
      {"variable",
       [](const Scratch& scratch, const std::string& text) {
         scratch.Write("p/main.tf", PolicyNamed("p"));
         return Words{"--var", text + "=1"};
       }},
      {"baseline",
       [](const Scratch& scratch, const std::string& text) {
         scratch.Write("p/main.tf", PolicyNamed("p"));
         scratch.Write("known", "# execlint baseline 1\n" + text + " " + text + "\n");
         return Words{"--baseline", scratch.path("known")};
       }},
  };
  return kPlaces;
}

// By Unicode's own data, not by the program's list: what is no character to look at, or may be
// ignored when text is shown. Signs that enclose the digits behind them are seen, and so are
// selectors that make an emoji of a character, or none.
bool IsUnseen(char32_t c, bool joiner) {
  constexpr char32_t kSeen[] = {0x600, 0x601, 0x602, 0x603,   0x604,   0x605,  0x6DD, 0x70F,
                                0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, 0xFE0E, 0xFE0F};
  constexpr char32_t kBrailleBlank = 0x2800, kObjectReplacement = 0xFFFC, kWordJoiner = 0x2060;
  if (c == '\n' || (joiner && c == kWordJoiner)) return false;
  if (std::ranges::find(kSeen, c) != std::end(kSeen)) return false;
  if (c == kBrailleBlank || c == kObjectReplacement) return true;
  const utf8proc_property_t* property = utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
  const auto category = static_cast<utf8proc_category_t>(property->category);
  return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
         category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP ||
         property->ignorable != 0;
}

// Is the line a command that this program wrote? Of findings in files, and of no more than one
// command in it: what an input holds has no `::` left.
bool IsOwnCommand(std::string_view line) {
  static const std::regex kCommand(
      "::(error|warning|notice) "
      "title=[a-z-]+(,file=[^,:]*,line=\\d+,endLine=\\d+(,col=\\d+,endColumn="
      "\\d+)?)?::[^\n]*");
  return std::regex_match(std::string(line), kCommand);
}

std::size_t CommandsIn(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at = std::min(text.find('\n', at), text.size()) + 1) {
    count += text.substr(at).starts_with("::") ? 1 : 0;
  }
  return count;
}

// What is wrong with a text in any output; empty: nothing.
std::string WrongWith(std::string_view text, bool commands, bool joiner) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    if (!c.valid) return "it is not UTF-8";
    if (IsUnseen(c.code, joiner)) return "it holds the character " + std::to_string(c.code);
    at += c.length;
  }
  for (std::size_t at = text.find("##"); at != text.npos; at = text.find("##", at + 1)) {
    std::size_t end = at + 2;
    while (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end])) != 0) ++end;
    const std::size_t line = text.rfind('\n', at) + 1;  // of a command no part is another one
    const bool own = commands && text.substr(line).starts_with("::");
    if (end < text.size() && text[end] == '[' && !own) return "it holds a command";
  }
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    std::string_view rest = text.substr(line, end - line);
    while (!rest.empty() && (rest[0] == ' ' || rest.starts_with("\xC2\xA0"))) {
      rest.remove_prefix(rest[0] == ' ' ? 1 : 2);
    }
    const bool own = commands && IsOwnCommand(text.substr(line, end - line));
    const bool excerpt = rest.starts_with("::: ");  // no command has a name like that
    if (rest.starts_with("::") && !own && !excerpt) return "a line of it is a command";
    line = end + 1;
  }
  return "";
}

// Markdown without its code spans, in which nothing has a meaning.
std::string OutsideCode(std::string_view text) {
  std::string outside;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '`' || (at > 0 && text[at - 1] == '\\')) {
      outside += text[at++];
      continue;
    }
    const std::size_t inside = std::min(text.find_first_not_of('`', at), text.size());
    const std::string fence(text.substr(at, inside - at));
    std::size_t close = text.find(fence, inside);
    while (close != text.npos && text.substr(close + fence.size()).starts_with('`')) {
      close = text.find(fence, std::min(text.find_first_not_of('`', close), text.size()));
    }
    if (close == text.npos) return outside.append(text.substr(at));
    at = close + fence.size();
  }
  return outside;
}

TEST(Sinks, TakeNothingForMoreThanText) {
  const std::vector<std::string> formats = {"text",   "concise", "markdown", "github",
                                            "gitlab", "json",    "sarif",    "junit"};
  for (const Place& place : Places()) {
    for (const std::string& text : HostileTexts()) {
      const Scratch scratch;
      scratch.MakeFolder("out");
      std::vector<std::string> words = {"lint", "--verbose"};
      for (const std::string& format : formats) {
        words.push_back("--output");
        words.push_back(format + "=" + scratch.path("out/" + format));
      }
      const std::vector<std::string> more = place.make(scratch, text);
      words.insert(words.end(), more.begin(), more.end());
      if (std::string_view(place.name) != "argument") words.push_back(".");
      const ProgramResult run = RunExeclint(words, "", scratch.path("p"));
      const std::string where = std::string(place.name) + " " +
                                json(text).dump(-1, ' ', true, json::error_handler_t::replace);
      EXPECT_LE(run.status, 3) << where;
      EXPECT_EQ(WrongWith(run.err, false, false), "") << where << "\n" << run.err;
      for (std::size_t at = 0; at < run.err.size(); at = run.err.find('\n', at) + 1) {
        const std::string_view line = std::string_view(run.err).substr(at);
        EXPECT_TRUE(line.starts_with("execlint: ") || line.starts_with("Try `execlint "))
            << run.err;
      }
      EXPECT_EQ(run.out, "");
      if (run.status == 2) continue;  // nothing was linted
      for (const std::string& format : formats) {
        const std::string out = scratch.Read("out/" + format);
        EXPECT_EQ(WrongWith(out, format == "github", format == "markdown"), "")
            << format << " " << where << "\n"
            << out;
        if (format == "json" || format == "sarif" || format == "gitlab") {
          EXPECT_FALSE(json::parse(out, nullptr, false).is_discarded()) << format << " " << where;
        }
        if (format == "markdown" || format == "junit") {
          const std::string markup = format == "junit" ? out : OutsideCode(out);
          for (const char* element :
               {"<script", "</failure></testcase>]", "[click](", "--> --> <details>"}) {
            const bool link = std::string_view(element) == "[click](";
            if (link && format == "junit") continue;
            EXPECT_EQ(markup.find(element), out.npos) << format << " " << where << "\n" << out;
          }
        }
        if (format == "github") {
          // None comes from an input: there are as many as findings.
          const json data = json::parse(scratch.Read("out/json"));
          EXPECT_EQ(CommandsIn(out), data["findings"].size()) << where << "\n" << out;
        }
        if (format == "markdown") {
          EXPECT_EQ(OutsideCode(out).find("GH-12"), out.npos) << where << "\n" << out;
        }
        if (format == "sarif") {
          const json log = json::parse(out);
          for (const json& result : log["runs"][0]["results"]) {
            for (const json& location : result["locations"]) {
              const std::string uri = location["physicalLocation"]["artifactLocation"]["uri"];
              EXPECT_EQ(uri.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                              "0123456789-._~/%"),
                        uri.npos)
                  << where << ": " << uri;
            }
          }
        }
      }
    }
  }
}

// Each character that is not seen, in all planes, is shown as a code.
TEST(Sinks, ShowWhatIsNotSeen) {
  for (char32_t c = 0x20; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    if (!IsUnseen(c, false)) continue;
    utf8proc_uint8_t bytes[4] = {};
    const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes);
    const std::string text(bytes, bytes + size);
    EXPECT_EQ(SafeText(text).find(text), text.npos) << "U+" << std::hex << static_cast<unsigned>(c);
  }
}

// The table above would pass if nothing came out: here it does.
TEST(Sinks, ShowWhatIsHostileAsText) {
  const Scratch scratch;
  scratch.Write("::error::p ##[x]\u202E/main.tf", PolicyNamed("p"));
  const ProgramResult text = RunExeclint({"."}, "", scratch.path());
  EXPECT_TRUE(text.out.starts_with(": :error::p ## [x]<U+202E>/main.tf:2:")) << text.out;
  const ProgramResult data = RunExeclint({"--format", "json", "."}, "", scratch.path());
  EXPECT_NE(data.out.find(R"("::error::p ##\u005bx]\u202e/main.tf")"), std::string::npos)
      << data.out;
  const ProgramResult sarif = RunExeclint({"--format", "sarif", "."}, "", scratch.path());
  EXPECT_NE(sarif.out.find("%3A%3Aerror%3A%3Ap%20%23%23%5Bx%5D%E2%80%AE/main.tf"),
            std::string::npos);
  const ProgramResult missing = RunExeclint({"./a\x1b[31m\u202E##[x]"}, "", scratch.path());
  EXPECT_EQ(missing.err, "execlint: ./a\u241B[31m<U+202E>## [x]: no such file or folder\n");
  const ProgramResult broken = RunExeclint({"./a\nexeclint: no findings"}, "", scratch.path());
  EXPECT_EQ(broken.err,
            "execlint: ./a\nexeclint:   execlint: no findings: no such file or folder\n");
}

}  // namespace
}  // namespace execlint
