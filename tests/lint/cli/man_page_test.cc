#include "lint/cli/man_page.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/cli/command_line.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"
#include "tests/support/shell.h"

namespace execlint {
namespace {

using testing::Scratch;
using testing::Shell;

std::string Rendered(const Scratch& scratch) {
  return Shell("mandoc -T ascii '" + scratch.path("execlint.1") + "' | sed 's/.\x08//g'").out;
}

TEST(ManPage, HasNoMistakes) {
  const Scratch scratch;
  scratch.Write("execlint.1", RunExeclint({"man"}).out);
  const auto lint = Shell("mandoc -T lint -W warning '" + scratch.path("execlint.1") + "'");
  // Builds of one commit give the same bytes, so the page has no date.
  const std::string date = "WARNING: missing date, using \"\": TH";
  EXPECT_NE(lint.out.find(date), std::string::npos) << lint.out;
  EXPECT_EQ(lint.out.find('\n'), lint.out.size() - 1) << lint.out;
}

TEST(ManPage, NamesEveryCommandAndOptionAndStatus) {
  const Scratch scratch;
  scratch.Write("execlint.1", RunExeclint({"man"}).out);
  const std::string page = Rendered(scratch);
  for (const CommandUsage& command : Commands()) {
    EXPECT_NE(page.find("\n       " + std::string(command.name)), std::string::npos)
        << command.name << page;
  }
  const std::vector<CommandUsage> commands = Commands();
  for (const OptionUsage& option : commands.front().options) {
    EXPECT_NE(page.find(std::string(option.long_name())), std::string::npos) << option.names;
  }
  EXPECT_NE(page.find("\n       3      Nothing was found, but some input could not be read"),
            std::string::npos)
      << page;
}

TEST(ManPage, TextIsNoMacro) {
  const CommandUsage command{.name = "x",
                             .summary = ".SH \\fBbold\\fR 'quoted'",
                             .positionals = {},
                             .options = {{.names = "--a-b",
                                          .argument = {.name = "N"},
                                          .help = ".PP is a macro",
                                          .group = "Some"}}};
  const Scratch scratch;
  scratch.Write("execlint.1", ManPage(std::span(&command, 1), "1.0"));
  const std::string page = Rendered(scratch);
  EXPECT_NE(page.find(".SH \\fBbold\\fR 'quoted'."), std::string::npos) << page;
  EXPECT_NE(page.find(".PP is a macro."), std::string::npos) << page;
  EXPECT_NE(page.find("--a-b N"), std::string::npos) << page;
}

}  // namespace
}  // namespace execlint
