#include "lint/render/github.h"

#include <gtest/gtest.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/lint/render/hostile.h"
#include "tests/lint/render/sample.h"
#include "tests/support/scratch.h"
#include "tests/support/shell.h"

namespace execlint {
namespace {

using nlohmann::json;
using testing::kHostileNames;
using testing::Sample;
using testing::Scratch;
using testing::Shell;

// How many commands the runner finds. It takes a line for one that begins with `::`, blanks left
// out, and has another `::` behind that; or, in the older form, one with `##[` and `]` anywhere.
int CommandsIn(const std::string& log) {
  int commands = 0;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    for (std::size_t from = 0, end; from <= line.size(); from = end + 1) {
      end = std::min(line.find('\r', from), line.size());
      const std::string part = line.substr(from, end - from);
      const std::size_t begin = std::min(part.find_first_not_of(" \t\v\f"), part.size());
      const bool now = part.compare(begin, 2, "::") == 0 && part.find("::", begin + 2) != part.npos;
      const std::size_t old = part.find("##[");
      commands += now || (old != part.npos && part.find(']', old) != part.npos) ? 1 : 0;
    }
  }
  return commands;
}

TEST(Github, AFindingIsAnAnnotation) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "true"), "it is off").when = {"`Env` is `prod`"};
  Span lines = sample.At(sample.main, "[");
  lines.end = sample.At(sample.main, "]").end;
  sample.Add(1, lines, "two lines");
  sample.Add(2, Span(), "nowhere");
  EXPECT_EQ(RenderGithub(sample.Get()),
            "::error title=broken-thing,file=main.tf,line=3,endLine=3,col=28,endColumn=32::It is "
            "off, when `Env` is `prod`.%0AMend the thing.\n"
            "::warning title=odd-thing,file=main.tf,line=6,endLine=9::Two lines.%0AMake it even.\n"
            "::notice title=open-thing::Nowhere.%0AShut it.\n"
            "execlint: 1 error, 1 warning and 1 note in 2 files\n");
  EXPECT_EQ(RenderGithub(Sample().Get()), "execlint: no findings in 2 files\n");
}

// Compared with what GitHub's own toolkit writes for the same annotation.
TEST(Github, CommandsAreThoseOfTheToolkit) {
  Sample sample;
  json annotations = json::array();
  std::vector<std::string> names;
  for (const char* name : kHostileNames) {
    if (annotations.size() == 10) break;
    const FileId file = sample.sources.AddFile(name, "x");
    sample.Add(0, {file, 0, 1}, "message");
    annotations.push_back({{"level", "error"},
                           {"message", "Message.\nMend the thing."},
                           {"properties",
                            {{"title", "broken-thing"},
                             {"file", name},
                             {"startLine", 1},
                             {"endLine", 1},
                             {"startColumn", 1},
                             {"endColumn", 2}}}});
  }
  const Scratch scratch;
  scratch.Write("annotations.json", annotations.dump());
  const auto toolkit = Shell("node tests/lint/render/workflow_commands.js '" +
                             scratch.path("annotations.json") + "'");
  ASSERT_EQ(toolkit.status, 0) << toolkit.out;
  EXPECT_EQ(RenderGithub(sample.Get()), toolkit.out + "execlint: 10 errors in 2 files\n");
}

// A terminal or the page of a log would obey them.
TEST(Github, PathsHoldNoControlCharacters) {
  Sample sample;
  const FileId file = sample.sources.AddFile("a\x1b[31m\xC2\x9B\x07\r\n\xff.tf", "x");
  sample.Add(0, {file, 0, 1}, "message");
  const std::string out = RenderGithub(sample.Get());
  EXPECT_NE(out.find(",file=a\u241B[31m<U+009B>\u2407%0D%0A\uFFFD.tf,"), std::string::npos) << out;
}

TEST(Github, TenOfEachKindAndTheOthersInTheLog) {
  Sample sample;
  for (int i = 0; i < 12; ++i) sample.Add(1, sample.At(sample.main, "web"), "odd");
  for (int i = 0; i < 11; ++i) sample.Add(0, sample.At(sample.main, "web"), "off");
  const std::string out = RenderGithub(sample.Get());
  EXPECT_EQ(CommandsIn(out), 20) << out;
  EXPECT_LT(out.find("::error"), out.find("::warning")) << "errors come first";
  EXPECT_NE(
      out.find("GitHub shows 10 annotations of each kind for a step. Without one: 1 error and "
               "2 warnings\n- main.tf:1:29: error broken-thing: off\n- main.tf:1:29: warning "),
      std::string::npos)
      << out;
}

TEST(Github, NoNameBeginsACommand) {
  std::vector<const char*> names(std::begin(kHostileNames), std::end(kHostileNames));
  names.insert(names.end(), {"##[stop-commands]y", "##[##[a]", "####[a]"});
  for (const char* name : names) {
    Sample sample;
    const FileId file = sample.sources.AddFile(name, "x");
    for (int i = 0; i < 12; ++i) sample.Add(0, {file, 0, 1}, name);
    const std::string out = RenderGithub(sample.Get());
    EXPECT_EQ(CommandsIn(out), 10) << out;
  }
}

}  // namespace
}  // namespace execlint
