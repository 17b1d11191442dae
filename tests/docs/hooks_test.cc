// The hooks of pre-commit as far as no pre-commit is needed (tests/packaging/hook runs it).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;
using testing::Scratch;

std::string TextOf(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Hooks, TheMirrorHasTheSameHooks) {
  EXPECT_NE(TextOf(".pre-commit-hooks.yaml"), "");
  EXPECT_EQ(TextOf("packaging/pre-commit-mirror/.pre-commit-hooks.yaml"),
            TextOf(".pre-commit-hooks.yaml"));
}

TEST(Hooks, TheHooksInstallThisVersion) {
  std::istringstream words(RunExeclint({"--version"}).out);  // execlint 0.1.0 ...
  std::string name;
  std::string version;
  words >> name >> version;
  ASSERT_NE(version, "");
  EXPECT_NE(TextOf("README.md").find("[execlint==" + version + "]"), std::string::npos);
  EXPECT_NE(
      TextOf("packaging/pre-commit-mirror/pyproject.toml").find("\"execlint==" + version + "\""),
      std::string::npos);
}

// What the hook `execlint-files` does: names go behind `--`, whatever they look like. (A name that is
// not UTF-8 does not come that way: pre-commit itself stops at it.)
TEST(Hooks, NamesBehindTwoDashesAreNames) {
  for (const std::string name : {"--output=x.tf", "--output=envs/x.tf", "-v.tf", "--/x.tf",
                                 "two words.tf", "a\nline.tf", "\xff\xfe.tf"}) {
    const Scratch scratch;
    scratch.Write(name, TextOf("fixtures/task_role_missing/example_fail.tf"));
    const ProgramResult result =
        RunExeclint({"lint", "--select", "task-role-missing", "--", name}, "", scratch.path());
    EXPECT_EQ(result.status, 1) << name << result.out << result.err;
    EXPECT_NE(result.out.find("task-role-missing"), std::string::npos) << name;
    EXPECT_FALSE(fs::exists(scratch.path("x.tf"))) << name;
    EXPECT_FALSE(fs::exists(scratch.path("envs"))) << name;
  }
}

}  // namespace
}  // namespace execlint
