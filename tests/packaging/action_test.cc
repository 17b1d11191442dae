// The steps of action.yml, as a GitHub runner would run them.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/packaging/scripts.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;
using testing::Has;
using testing::Recorded;
using testing::RunScript;
using testing::Scratch;
using testing::ScriptResult;
using Environment = std::map<std::string, std::string>;
using Words = std::vector<std::string>;

constexpr char kShell[] = "bash --noprofile --norc -eo pipefail";

enum Step { kChoose, kInstall, kRun };

class Action : public ::testing::Test {
 protected:
  Action() {
    scratch_.MakeFolder("temp");
    scratch_.MakeFolder("action");
    scratch_.Write("output", "");
    scratch_.Write("summary", "");
    fs::copy_file("CMakeLists.txt", scratch_.path("action/CMakeLists.txt"));
  }

  ScriptResult Run(Step step, Environment environment) {
    const std::vector<std::string> scripts = testing::ScriptsOf("action.yml", "      run: |");
    EXPECT_EQ(scripts.size(), 3u);
    environment.merge(Environment{{"GITHUB_ACTION_PATH", scratch_.path("action")},
                                  {"GITHUB_OUTPUT", scratch_.path("output")},
                                  {"GITHUB_STEP_SUMMARY", scratch_.path("summary")},
                                  {"RUNNER_TEMP", scratch_.path("temp")},
                                  {"EXECLINT_FOLDER", scratch_.path("temp/program")}});
    if (step == kRun) environment.merge(Defaults());
    return RunScript(scratch_, kShell, scripts.at(step), environment);
  }

  static Environment Defaults() {
    return {{"EXECLINT_PATHS", "."},    {"EXECLINT_SELECT", ""},        {"EXECLINT_IGNORE", ""},
            {"EXECLINT_VARS", ""},      {"EXECLINT_CONFIG", ""},        {"EXECLINT_BASELINE", ""},
            {"EXECLINT_DIFF_BASE", ""}, {"EXECLINT_FAIL_ON", "warning"}};
  }

  // What the steps wrote to $GITHUB_OUTPUT.
  std::string Output(const std::string& name) const {
    std::istringstream in(scratch_.Read("output"));
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with(name + "=")) return line.substr(name.size() + 1);
    }
    return "";
  }

  const Scratch scratch_;
};

TEST_F(Action, InstallsItsOwnVersionUnlessAnotherIsNamed) {
  EXPECT_EQ(Run(kChoose, {{"EXECLINT_VERSION", ""}}).status, 0);
  EXPECT_EQ(Output("version"), testing::Version());
  EXPECT_EQ(Output("key"), Output("version"));
  EXPECT_EQ(Output("folder"), scratch_.path("temp/execlint-") + Output("version"));

  scratch_.Write("output", "");
  EXPECT_EQ(Run(kChoose, {{"EXECLINT_VERSION", "1.2.3rc4"}}).status, 0);
  EXPECT_EQ(Output("version"), "1.2.3rc4");
}

TEST_F(Action, TheKeyOfSourcesIsOfTheirBytes) {
  const auto key = [&] {
    scratch_.Write("output", "");
    EXPECT_EQ(Run(kChoose, {{"EXECLINT_VERSION", "source"}}).status, 0);
    return Output("key");
  };
  const std::string before = key();
  EXPECT_TRUE(before.starts_with("source-"));
  EXPECT_EQ(key(), before);
  scratch_.Write("action/lint/a.cc", "int a;");
  EXPECT_NE(key(), before);
}

TEST_F(Action, WhatIsNoVersionIsAnError) {
  for (const std::string version : {"1.0 --index-url=x", "1.0\nfolder=/etc", "../x", "1.0;id"}) {
    const ScriptResult result = Run(kChoose, {{"EXECLINT_VERSION", version}});
    EXPECT_EQ(result.status, 2) << version;
    EXPECT_TRUE(Has(result.out, "::error::")) << version;
    EXPECT_EQ(scratch_.Read("output"), "") << version;
  }
}

TEST_F(Action, PipInstallsTheVersionOnceAndIsIsolated) {
  testing::WritePython(scratch_, "bin");
  const Environment environment = {
      {"EXECLINT_VERSION", "1.2.3"},
      {"PATH", scratch_.path("bin") + ":" + std::string(std::getenv("PATH"))}};
  EXPECT_EQ(Run(kInstall, environment).status, 0);
  EXPECT_TRUE(fs::exists(scratch_.path("temp/program/bin/execlint")));
  const std::string arguments = scratch_.Read("pip-arguments");
  EXPECT_TRUE(arguments.starts_with(std::string("-I\0-m\0pip\0", 10))) << arguments;
  EXPECT_TRUE(Has(arguments, std::string("\0execlint==1.2.3\0", 17)));

  fs::remove(scratch_.path("pip-arguments"));
  EXPECT_EQ(Run(kInstall, environment).status, 0);
  EXPECT_FALSE(fs::exists(scratch_.path("pip-arguments")));
}

TEST_F(Action, EveryInputIsOneArgumentAndNoPathIsAnOption) {
  testing::WriteRecorder(scratch_, "temp/program/bin/execlint", 0);
  const ScriptResult result =
      Run(kRun, {{"EXECLINT_PATHS", "--output=envs/x.tf\n\ntwo words\r\n$(touch planted)\n"},
                 {"EXECLINT_SELECT", "a-rule,b-rule\nc-rule"},
                 {"EXECLINT_IGNORE", "d-rule"},
                 {"EXECLINT_VARS", "names=[\"a b\"]\n--jobs=1"},
                 {"EXECLINT_CONFIG", "--x.yaml"},
                 {"EXECLINT_BASELINE", "base line.json"},
                 {"EXECLINT_DIFF_BASE", "HEAD^1"},
                 {"EXECLINT_FAIL_ON", "never"}});
  EXPECT_EQ(result.status, 0) << result.out;
  const std::string out = fs::path(Output("sarif")).parent_path().string();
  EXPECT_EQ(Recorded(scratch_),
            Words({"lint", "--color=always", "--fail-on=never", "--output=text=-",
                   "--output=sarif=" + out + "/execlint.sarif",
                   "--output=markdown=" + out + "/summary.md", "--omit-suppressed",
                   "--select=a-rule,b-rule", "--select=c-rule", "--ignore=d-rule",
                   "--var=names=[\"a b\"]", "--var=--jobs=1", "--config=--x.yaml",
                   "--baseline=base line.json", "--diff-base=HEAD^1", "--", "--output=envs/x.tf",
                   "two words", "$(touch planted)"}));
  EXPECT_TRUE(fs::is_empty(scratch_.path("repository")));
}

TEST_F(Action, WritesInsideTheTemporaryFolderOnly) {
  testing::WriteRecorder(scratch_, "temp/program/bin/execlint", 1);
  scratch_.Write("victim", "untouched");
  scratch_.Link("repository/execlint.sarif", scratch_.path("victim"));
  scratch_.Link("repository/summary.md", scratch_.path("victim"));
  EXPECT_EQ(Run(kRun, {}).status, 1);
  EXPECT_EQ(scratch_.Read("victim"), "untouched");
  EXPECT_TRUE(Output("sarif").starts_with(scratch_.path("temp") + "/"));
  EXPECT_EQ(scratch_.Read("summary"), "made by --output=markdown\n");
}

TEST_F(Action, WhatTheProgramPrintsIsNoCommandToTheRunner) {
  testing::WriteRecorder(scratch_, "temp/program/bin/execlint", 0);
  const ScriptResult result = Run(kRun, {});
  const std::size_t stop = result.out.find("::stop-commands::");
  const std::size_t error = result.out.find("::error::");
  ASSERT_NE(stop, std::string::npos);
  const std::string token = result.out.substr(stop + 17, 32);
  EXPECT_EQ(token.find_first_not_of("0123456789abcdef"), std::string::npos) << token;
  EXPECT_GT(error, stop);
  EXPECT_GT(result.out.find("::" + token + "::\n", stop + 17 + 32), error);
  EXPECT_EQ(Run(kRun, {}).out.find(token), std::string::npos);
}

TEST_F(Action, WithoutResultsItStillEndsWithTheStatus) {
  scratch_.Write("temp/program/bin/execlint", "#!/bin/sh\nexit 2\n");
  fs::permissions(scratch_.path("temp/program/bin/execlint"), fs::perms::owner_all);
  EXPECT_EQ(Run(kRun, {}).status, 2);
  EXPECT_EQ(scratch_.Read("output"), "");
  EXPECT_EQ(scratch_.Read("summary"), "");
}

TEST_F(Action, LeavesSarifAndASummaryOfWhatItFinds) {
  scratch_.MakeFolder("repository");
  fs::copy("examples/broken/task-definition", scratch_.path("repository/my service"));
  scratch_.MakeFolder("temp/program/bin");
  scratch_.Link("temp/program/bin/execlint", ExeclintProgram());
  EXPECT_EQ(Run(kRun, {{"EXECLINT_PATHS", "my service"}}).status, 1);
  const std::string sarif = Output("sarif").substr(scratch_.path().size() + 1);
  EXPECT_GT(nlohmann::json::parse(scratch_.Read(sarif))["runs"][0]["results"].size(), 1u);
  EXPECT_TRUE(Has(scratch_.Read("summary"), "read-only-root-filesystem"));
  EXPECT_EQ(Run(kRun, {{"EXECLINT_PATHS", "my service"}, {"EXECLINT_FAIL_ON", "never"}}).status, 0);
}

}  // namespace
}  // namespace execlint
