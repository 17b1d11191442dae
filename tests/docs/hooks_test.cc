// The hooks of pre-commit as far as no pre-commit is needed (tests/packaging/hook runs it),
// scripts/run, and the steps of action.yml that call it, with a program that is already built.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;
using testing::Scratch;

// A checkout in which scripts/run finds that it has built before.
void MakeCheckout(const Scratch& scratch) {
  scratch.MakeFolder("checkout/scripts");
  fs::copy_file("scripts/run", scratch.path("checkout/scripts/run"));
  scratch.Link("checkout/build/execlint", ExeclintProgram());
  scratch.Write("checkout/build/.built-by-run", "");
}

int Status(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// The scripts behind `run: |`, in their order.
std::vector<std::string> Steps() {
  std::ifstream in("action.yml");
  std::vector<std::string> steps;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (inside && line.starts_with("        ")) {
      steps.back() += line.substr(8) + "\n";
      continue;
    }
    inside = line == "      run: |";
    if (inside) steps.emplace_back();
  }
  return steps;
}

TEST(Hooks, RunStartsTheProgramWithItsArgumentsAndStatus) {
  const Scratch scratch;
  MakeCheckout(scratch);
  const std::string run = "'" + scratch.path("checkout/scripts/run") + "' ";
  EXPECT_EQ(Status(run + "--version >/dev/null"), 0);
  EXPECT_EQ(Status(run + "examples/broken >/dev/null"), 1);
  EXPECT_EQ(Status(run + "--no-such-option 2>/dev/null"), 2);
}

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

// What the hook `execlint-files` does: names go behind `--`, whatever they look like.
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

TEST(Hooks, TheStepsOfTheActionLeaveASarifFileAndFail) {
  const Scratch scratch;
  MakeCheckout(scratch);
  scratch.MakeFolder("repository");
  fs::copy("examples/broken/task-definition", scratch.path("repository/my service"));
  const std::vector<std::string> steps = Steps();
  ASSERT_EQ(steps.size(), 3u);
  const auto run = [&](std::size_t step, const std::string& fail_on) {
    scratch.Write("step.sh", steps[step]);
    return Status(
        "cd '" + scratch.path("repository") + "' && GITHUB_ACTION_PATH='" +
        scratch.path("checkout") +
        "' EXECLINT_PATHS='my service\n' EXECLINT_SARIF=out.sarif EXECLINT_FAIL_ON=" + fail_on +
        " bash --noprofile --norc -eo pipefail '" + scratch.path("step.sh") + "' >/dev/null");
  };
  EXPECT_EQ(run(0, "warning"), 0);
  EXPECT_EQ(run(1, "warning"), 0);
  const auto log = nlohmann::json::parse(scratch.Read("repository/out.sarif"));
  EXPECT_GT(log["runs"][0]["results"].size(), 1u);
  EXPECT_EQ(run(2, "warning"), 1);
  EXPECT_EQ(run(2, "never"), 0);
}

}  // namespace
}  // namespace execlint
