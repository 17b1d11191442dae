// The completions, asked of the shells themselves.
#include "lint/cli/completions.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>
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

// Completes the end of command lines in one shell.
class Completer {
 public:
  explicit Completer(std::string shell) : shell_(std::move(shell)) {
    scratch_.Write("script", RunExeclint({"completions", shell_}).out);
  }

  std::set<std::string> operator()(const std::string& line) const {
    const std::string script = "'" + scratch_.path("script") + "'";
    const std::string quoted = "'" + line + "'";
    std::string command = "cd '" + scratch_.path() + "'; ";
    const std::string here = "\"$OLDPWD\"/tests/lint/cli/complete/";
    if (shell_ == "bash") command += "bash " + here + "bash.sh " + script + " " + Split(line);
    if (shell_ == "zsh") command += "zsh -f " + here + "zsh.sh " + script + " " + quoted;
    if (shell_ == "fish") {
      command += "HOME=\"$PWD\" fish -c 'source " + scratch_.path("script") + "; complete -C \"" +
                 line + "\"'";
    }
    const auto result = Shell(command);
    EXPECT_EQ(result.status, 0) << command << "\n" << result.out;
    std::set<std::string> completions;
    std::istringstream lines(result.out);
    for (std::string one; std::getline(lines, one);) {
      completions.insert(one.substr(0, one.find('\t')));  // fish describes them
    }
    completions.erase("");
    return completions;
  }

  const std::string& shell() const { return shell_; }
  const Scratch& scratch() const { return scratch_; }

 private:
  // As bash gives the words to a completion.
  static std::string Split(const std::string& line) {
    std::string words = "'";
    for (const char c : line) words += c == ' ' ? "' '" : c == '=' ? "' '='' '" : std::string(1, c);
    words += "'";
    for (std::size_t at; (at = words.find("'='' '")) != std::string::npos;) {
      words.replace(at, 6, "= '");
    }
    return words;
  }

  std::string shell_;
  Scratch scratch_;
};

using Set = std::set<std::string>;

class Completion : public ::testing::TestWithParam<const char*> {};

TEST_P(Completion, KnowsEveryOptionOfEveryCommand) {
  const Completer complete(GetParam());
  for (const CommandUsage& command : Commands()) {
    const Set offered = complete("execlint " + std::string(command.name) + " --");
    Set known;
    for (const OptionUsage& option : command.options) known.insert(std::string(option.long_name()));
    for (const std::string& option : known) {
      EXPECT_TRUE(offered.contains(option))
          << complete.shell() << ": " << command.name << " " << option;
    }
    EXPECT_EQ(offered.size(), known.size()) << command.name;
  }
}

TEST_P(Completion, KnowsTheValuesOfOptions) {
  const Completer complete(GetParam());
  EXPECT_EQ(complete("execlint --format m"), Set{"markdown"});
  EXPECT_EQ(complete("execlint lint --fail-on n"), (Set{"note", "never"}));
  EXPECT_EQ(complete("execlint rules --color a"), (Set{"auto", "always"}));
  EXPECT_EQ(complete("execlint --select exec-d"), Set{"exec-disabled"});
}

TEST_P(Completion, KnowsCommandsAndTheirArguments) {
  const Completer complete(GetParam());
  EXPECT_EQ(complete("execlint expl"), Set{"explain"});
  EXPECT_EQ(complete("execlint --color never expl"), Set{"explain"});
  EXPECT_EQ(complete("execlint explain task-role-m"), Set{"task-role-missing"});
  EXPECT_EQ(complete("execlint completions "), (Set{"bash", "fish", "zsh"}));
  EXPECT_EQ(complete("execlint rules ex"), Set{}) << "it takes nothing";
}

TEST_P(Completion, AnOptionsValueIsNoCommand) {
  const Completer complete(GetParam());
  EXPECT_EQ(complete("execlint --select config expl"), Set{"explain"});
  EXPECT_EQ(complete("execlint --config rules --summary-o"), Set{"--summary-only"});
  EXPECT_EQ(complete("execlint --config=rules --summary-o"), Set{"--summary-only"});
  EXPECT_EQ(complete("execlint --output sarif=rules --summary-o"), Set{"--summary-only"});
  // A path is the end of the search: a command comes first.
  EXPECT_EQ(complete("execlint a rules --summary-o"), Set{"--summary-only"});
  EXPECT_EQ(complete("execlint --color never explain task-role-m"), Set{"task-role-missing"});
}

TEST_P(Completion, HelpKnowsTheCommands) {
  const Completer complete(GetParam());
  EXPECT_EQ(complete("execlint help co"), (Set{"config", "completions"}));
  EXPECT_EQ(complete("execlint help e"), Set{"explain"});
}

TEST_P(Completion, KnowsFilesAndFormats) {
  const Completer complete(GetParam());
  complete.scratch().Write("values.tfvars", "");
  EXPECT_EQ(complete("execlint val"), Set{"values.tfvars"});
  EXPECT_EQ(complete("execlint --var-file val"), Set{"values.tfvars"});
  const Set outputs = complete("execlint --output sar");
  EXPECT_EQ(outputs.size(), 1u);
  EXPECT_TRUE(outputs.begin()->starts_with("sarif")) << *outputs.begin();
}

INSTANTIATE_TEST_SUITE_P(Shells, Completion, ::testing::Values("bash", "zsh", "fish"),
                         [](const auto& shell) { return std::string(shell.param); });

TEST(Completions, RulesAreCompletedBehindACommaToo) {
  for (const char* shell : {"bash", "fish"}) {
    EXPECT_EQ(Completer(shell)("execlint --select task-role-missing,exec-d"),
              Set{"task-role-missing,exec-disabled"})
        << shell;
  }
}

TEST(Completions, AShellIsNamed) {
  const ProgramResult none = RunExeclint({"completions"});
  EXPECT_EQ(none.status, 2);
  EXPECT_EQ(none.err, "execlint: name a shell: bash, zsh and fish\nTry `execlint --help`.\n");
  const ProgramResult wrong = RunExeclint({"completions", "zhs"});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_NE(wrong.err.find("there is no shell `zhs`; did you mean `zsh`?"), std::string::npos);
}

}  // namespace
}  // namespace execlint
