#include "lint/cli/command_line.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "lint/cli/help.h"

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

std::string Wrong(const std::vector<std::string>& words) {
  const auto options = ParseCommandLine(words, "");
  if (options) return "nothing is wrong";
  EXPECT_EQ(options.error().status, 2);
  const std::string& text = options.error().text;
  const std::string begin = "execlint: ", end = "\nTry `execlint --help`.\n";
  EXPECT_TRUE(text.starts_with(begin) && text.ends_with(end)) << text;
  return text.substr(begin.size(), text.size() - begin.size() - end.size());
}

TEST(CommandLine, ANameThatDoesNotExistHasTheNearestBesideIt) {
  EXPECT_EQ(Wrong({"--fomat", "json"}), "there is no option `--fomat`; did you mean `--format`?");
  EXPECT_EQ(Wrong({".", "--fomat=json"}), "there is no option `--fomat`; did you mean `--format`?");
  EXPECT_EQ(Wrong({"-format", "json"}), "there is no option `-format`; did you mean `--format`?");
  EXPECT_EQ(Wrong({"-x"}), "there is no option `-x`");
  EXPECT_EQ(Wrong({"--format", "jsn"}), "--format: there is no format `jsn`; did you mean `json`?");
  EXPECT_EQ(Wrong({"--fail-on", "eror"}),
            "--fail-on: there is no severity `eror`; did you mean `error`?");
  EXPECT_EQ(Wrong({"--min-confidence", "x"}),
            "--min-confidence: there is no confidence `x`; there are low, medium and high");
  EXPECT_EQ(Wrong({"rules", "--colour", "never"}),
            "there is no option `--colour`; did you mean `--color`?");
  EXPECT_EQ(Wrong({"help", "explian"}), "there is no command `explian`; did you mean `explain`?");
  EXPECT_EQ(Wrong({"--bell\a"}), "there is no option `--bell\u2407`");
}

TEST(CommandLine, AWordThatIsNoPathMayBeAMistypedCommand) {
  EXPECT_EQ(Wrong({"rulse"}), "there is no file, folder or command `rulse`; did you mean `rules`?");
  EXPECT_EQ(Wrong({"--color", "never", "explan", "x"}),
            "there is no file, folder or command `explan`; did you mean `explain`?");
  // What exists is a path, and so is what looks like no command or stands behind `lint` or `--`.
  EXPECT_EQ(ParseCommandLine({"lint"}, "")->paths, std::vector<std::string>{"."});
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"docs"}, {"nowhere-at-all"}, {"lint", "rulse"}, {"--", "rulse"}}) {
    const auto options = ParseCommandLine(words, "");
    ASSERT_TRUE(options) << words.back();
    EXPECT_EQ(options->paths, std::vector<std::string>{words.back()});
  }
}

TEST(CommandLine, OptionsMayStandBeforeACommand) {
  using enum Options::Command;
  const auto rules = ParseCommandLine({"--color", "never", "rules"}, "");
  ASSERT_TRUE(rules);
  EXPECT_EQ(rules->command, kRules);
  EXPECT_EQ(rules->color, ColorMode::kNever);
  const auto explain = ParseCommandLine({"--color=always", "explain", "exec-disabled"}, "");
  ASSERT_TRUE(explain);
  EXPECT_EQ(explain->command, kExplain);
  EXPECT_EQ(explain->rule, "exec-disabled");
  // What an option takes is no command, and behind `--` there is none.
  EXPECT_EQ(ParseCommandLine({"--select", "rules"}, "")->command, kLint);
  EXPECT_EQ(ParseCommandLine({"--", "rules"}, "")->command, kLint);
  EXPECT_EQ(ParseCommandLine({".", "rules"}, "")->command, kLint);
  EXPECT_EQ(Wrong({"--format", "json", "rules"}),
            "`execlint rules` has no option `--format`; `execlint lint` has");
}

TEST(CommandLine, WhatAnOptionWantsIsSaid) {
  EXPECT_EQ(Wrong({"--output"}), "--output wants a value: `--output [FORMAT=]FILE`");
  EXPECT_EQ(Wrong({"--output", "--format", "json"}),
            "--output wants a value: `--output [FORMAT=]FILE`");
  EXPECT_EQ(Wrong({"--show-unknown=maybe"}), "--show-unknown takes no value");
  EXPECT_EQ(Wrong({"--format", "json", "--format", "sarif"}), "--format is given more than once");
  EXPECT_EQ(Wrong({"--jobs", "257"}), "--jobs: wants a number from 1 to 256, not `257`");
  EXPECT_EQ(Wrong({"--jobs", "2x"}), "--jobs: wants a number from 1 to 256, not `2x`");
  EXPECT_EQ(ParseCommandLine({"--jobs", "256"}, "")->jobs, 256u);
  for (const char* option : {"--config", "--var-file", "--baseline", "--diff-base"}) {
    EXPECT_EQ(Wrong({option, ""}), "the value of " + std::string(option) + " is empty");
  }
  EXPECT_EQ(Wrong({"config", "--config", ""}), "the value of --config is empty");
  EXPECT_EQ(Wrong({"rules", "x"}), "`execlint rules` takes no argument; unexpected `x`");
  EXPECT_EQ(Wrong({"explain", "a", "b"}), "`execlint explain` takes one RULE; unexpected `b`");
}

TEST(CommandLine, PathsAreTakenAsTheyAre) {
  const std::vector<std::string> paths = {"[id]", "a,b", "a=b", "--output=x", "--", "rules"};
  std::vector<std::string> words = {"--"};
  words.insert(words.end(), paths.begin(), paths.end());
  const auto options = ParseCommandLine(words, "");
  ASSERT_TRUE(options);
  EXPECT_EQ(options->paths, paths);
}

TEST(CommandLine, HelpAndVersionNeedNothingElseToBeRight) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"--help"},
                                                {"help"},
                                                {"-h", "--format", "xml"},
                                                {"explain", "-h"},
                                                {"help", "explain"}}) {
    const auto help = ParseCommandLine(words, "");
    ASSERT_FALSE(help);
    EXPECT_EQ(help.error().status, 0);
    EXPECT_TRUE(help.error().text.starts_with("Usage: execlint ")) << help.error().text;
  }
  for (const char* word : {"--version", "-V"}) {
    const auto version = ParseCommandLine({word}, "execlint 1");
    ASSERT_FALSE(version);
    EXPECT_EQ(version.error().status, 0);
    EXPECT_EQ(version.error().text, "execlint 1\n");
  }
}

TEST(CommandLine, TheHelpFitsATerminalOf80Columns) {
  std::vector<std::string> texts = {ProgramHelp(Commands())};
  for (const CommandUsage& command : Commands()) texts.push_back(HelpText(command));
  for (const std::string& text : texts) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(line.size(), 80u) << line;
      EXPECT_FALSE(line.ends_with(' ')) << line;
    }
  }
  EXPECT_NE(texts[0].find("\n  -V, --version                print the version\n"),
            std::string::npos)
      << texts[0];
}

TEST(CommandLine, TheHelpNamesEveryCommandAndOption) {
  const std::string text = ProgramHelp(Commands());
  for (const CommandUsage& command : Commands()) {
    EXPECT_NE(text.find("\n  " + std::string(command.name) + " "), std::string::npos);
    const std::string help = HelpText(command);
    for (const OptionUsage& option : command.options) {
      EXPECT_NE(help.find(std::string(option.long_name())), std::string::npos) << option.names;
      EXPECT_FALSE(option.help.empty() || option.group.empty()) << option.names;
    }
  }
}

}  // namespace
}  // namespace execlint
