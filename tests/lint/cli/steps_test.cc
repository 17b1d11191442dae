// --statistics, -q, -v, and progress on a terminal.
#include "lint/cli/steps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/support/program.h"
#include "tests/support/scratch.h"
#include "tests/support/shell.h"

namespace execlint {
namespace {

using testing::Scratch;
using testing::Shell;

constexpr const char* kBrokenTask = "examples/broken/task-definition";

bool Tells(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Steps, QuietIsNothingButTheFindings) {
  const ProgramResult quiet = RunExeclint({kBrokenTask, "-q"});
  EXPECT_EQ(quiet.status, 1);
  EXPECT_EQ(quiet.err, "");
  EXPECT_TRUE(quiet.out.starts_with(kBrokenTask)) << quiet.out;
  EXPECT_TRUE(Tells(quiet.out, "[task-role-missing]"));
  EXPECT_FALSE(Tells(quiet.out, "errors")) << quiet.out;

  const Scratch scratch;
  scratch.Write("main.tf", "# execlint: ignore[task-role-missing]\n");
  const ProgramResult nothing = RunExeclint({"--quiet"}, "", scratch.path());
  EXPECT_EQ(nothing.status, 0);
  EXPECT_EQ(nothing.out + nothing.err, "");
  EXPECT_NE(RunExeclint({}, "", scratch.path()).err, "") << "else there is something to say";
}

TEST(Steps, QuietStillTellsWhyTheExitStatusIsWhatItIs) {
  const Scratch scratch;
  scratch.Write("plan.json", R"({"format_version": "1.2", "planned_values": {}})");
  const ProgramResult unread = RunExeclint({"-q", "plan.json"}, "", scratch.path());
  EXPECT_EQ(unread.status, 3);
  EXPECT_TRUE(Tells(unread.err, "plan.json: this file is a Terraform plan")) << unread.err;
  EXPECT_EQ(RunExeclint({"-q", "nowhere"}, "", scratch.path()).err,
            "execlint: nowhere: no such file or folder\n");
  EXPECT_EQ(RunExeclint({"-q", "-v"}).status, 2);
}

TEST(Steps, VerboseTellsWhatIsReadAndHowLongItTakes) {
  const ProgramResult verbose = RunExeclint({kBrokenTask, "-v"});
  EXPECT_EQ(verbose.out, RunExeclint({kBrokenTask}).out);
  for (const char* part :
       {"execlint:   folder: examples/broken/task-definition (3 files)\n",
        "execlint: reading the files: ", " ms\n",
        "execlint:   ecs unit: examples/broken/task-definition\n", "execlint: analyzing 1 unit"}) {
    EXPECT_TRUE(Tells(verbose.err, part)) << part << verbose.err;
  }
}

TEST(Steps, StatisticsCountByRule) {
  const std::string table =
      "2  error    read-only-root-filesystem  a read-only root filesystem keeps the exec agent "
      "from "
      "starting\n"
      "1  error    task-role-missing          ECS Exec is on and the task definition has no task "
      "role\n"
      "1  warning  pid-namespace-shared       a shared PID namespace leaves one container of the "
      "task open to sessions\n"
      "1  warning  unrestricted-exec          a policy allows ecs:ExecuteCommand on every cluster "
      "without a condition\n";
  const ProgramResult text = RunExeclint({kBrokenTask, "--statistics"});
  EXPECT_EQ(text.status, 1);
  EXPECT_TRUE(Tells(text.out, "\n" + table + "\n3 errors and 2 warnings")) << text.out;
  EXPECT_EQ(RunExeclint({kBrokenTask, "--statistics", "--format", "concise"}).out, table);
}

// On a terminal, and after a second; a pipe is none.
TEST(Steps, ProgressIsShownAfterASecondAndErased) {
  const std::string slow =
      "(sleep 1.4; echo {}) | '" + ExeclintProgram() + "' - --stdin-filename x.json --color never";
  const auto terminal = Shell("script -qec \"" + slow + "\" /dev/null </dev/null");
  const std::string line = "\r\x1b[Kexeclint: reading the files (1 s)";
  const std::size_t at = terminal.out.find(line);
  ASSERT_NE(at, std::string::npos) << terminal.out;
  const std::size_t erased = terminal.out.rfind("\r\x1b[K");
  EXPECT_GT(erased, at);
  EXPECT_FALSE(Tells(terminal.out.substr(erased + 4), "\x1b[K")) << "and then comes the result";
  EXPECT_TRUE(Tells(terminal.out.substr(erased), "no findings")) << terminal.out;
  EXPECT_FALSE(Tells(Shell("script -qec \"" + slow + " -q\" /dev/null </dev/null").out, "\x1b["));
  EXPECT_FALSE(Tells(Shell(slow).out, "reading the files"));
}

TEST(Steps, AShortRunShowsNoProgress) {
  const auto terminal = Shell("script -qec \"'" + ExeclintProgram() + "' " + kBrokenTask +
                              " --color never\" /dev/null </dev/null");
  EXPECT_FALSE(Tells(terminal.out, "\x1b[K")) << terminal.out;
}

}  // namespace
}  // namespace execlint
