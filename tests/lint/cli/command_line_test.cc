#include "lint/cli/command_line.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace execlint {
namespace {

TEST(CommandLine, AsManyJobsAsThereAreCores) {
  const auto options = ParseCommandLine({}, "");
  ASSERT_TRUE(options);
  EXPECT_EQ(options->jobs, std::max(std::thread::hardware_concurrency(), 1u));
  EXPECT_EQ(ParseCommandLine({"--jobs", "3"}, "")->jobs, 3u);
}

TEST(CommandLine, VarFilesKnowWhatStandsBeforeThem) {
  const auto options = ParseCommandLine(
      {"--var-file", "a", "--var", "x=1", "--var", "y=2", "--var-file=b", "."}, "");
  ASSERT_TRUE(options);
  using Files = std::vector<std::pair<std::string, std::size_t>>;
  EXPECT_EQ(options->var_files, (Files{{"a", 0}, {"b", 2}}));
  EXPECT_EQ(options->paths, std::vector<std::string>{"."});
}

TEST(CommandLine, AWrongChoiceNamesTheRightOnes) {
  const auto wrong = [](std::vector<std::string> words) {
    return ParseCommandLine(words, "").error().text;
  };
  const std::string rest = "\nTry `execlint --help`.\n";
  EXPECT_EQ(wrong({"--format", "xml"}),
            "execlint: --format: `xml` is none of json, sarif, text" + rest);
  EXPECT_EQ(wrong({"--jobs", "257"}), "execlint: --jobs: Value 257 not in range 1 to 256" + rest);
  EXPECT_EQ(ParseCommandLine({"--jobs", "256"}, "")->jobs, 256u);
}

TEST(CommandLine, TheHelpIsAligned) {
  const auto help = ParseCommandLine({"--help"}, "");
  ASSERT_FALSE(help);
  EXPECT_EQ(help.error().status, 0);
  const std::string& text = help.error().text;
  EXPECT_NE(text.find("\n  -h,--help                       print this text\n"), text.npos) << text;
  EXPECT_NE(text.find("\n  --version                       print the version\n"), text.npos)
      << text;
}

}  // namespace
}  // namespace execlint
