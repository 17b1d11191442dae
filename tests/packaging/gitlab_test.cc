// The script of templates/execlint.yml, as a GitLab runner would run it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/packaging/scripts.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;
using testing::Has;
using testing::Scratch;
using testing::ScriptResult;
using Environment = std::map<std::string, std::string>;
using Words = std::vector<std::string>;

constexpr char kReport[] = "repository/gl-code-quality-report.json";

class GitLab : public ::testing::Test {
 protected:
  GitLab() {
    scratch_.MakeFolder("temp");
    testing::WritePython(scratch_, "bin");
  }

  ScriptResult Run(Environment environment) {
    const std::vector<std::string> scripts =
        testing::ScriptsOf("templates/execlint.yml", "    - |");
    EXPECT_EQ(scripts.size(), 1u);
    environment.merge(
        Environment{{"PATH", scratch_.path("bin") + ":" + std::string(std::getenv("PATH"))},
                    {"TMPDIR", scratch_.path("temp")},
                    {"EXECLINT_VERSION", "1.2.3"},
                    {"EXECLINT_PATHS", "."},
                    {"EXECLINT_SELECT", ""},
                    {"EXECLINT_IGNORE", ""},
                    {"EXECLINT_VARS", ""},
                    {"EXECLINT_CONFIG", ""},
                    {"EXECLINT_BASELINE", ""},
                    {"EXECLINT_DIFF_BASE", ""},
                    {"EXECLINT_FAIL_ON", "warning"}});
    return testing::RunScript(scratch_, "sh -e", scripts.at(0), environment);
  }

  const Scratch scratch_;
};

TEST_F(GitLab, EveryInputIsOneArgumentAndNoPathIsAnOption) {
  EXPECT_EQ(Run({{"EXECLINT_PATHS", "--output=envs/x.tf\n\ntwo words\n$(touch planted)"},
                 {"EXECLINT_SELECT", "a-rule,b-rule\nc-rule"},
                 {"EXECLINT_VARS", "names=[\"a b\"]\n--jobs=1"}})
                .status,
            1);
  const Words words = testing::Recorded(scratch_);
  ASSERT_GT(words.size(), 4u);
  EXPECT_TRUE(words[3].starts_with("--output=gitlab=" + scratch_.path("temp/"))) << words[3];
  EXPECT_EQ(words,
            Words({"lint", "--fail-on=warning", "--output=text=-", words[3],
                   "--select=a-rule,b-rule", "--select=c-rule", "--var=names=[\"a b\"]",
                   "--var=--jobs=1", "--", "--output=envs/x.tf", "two words", "$(touch planted)"}));
  EXPECT_FALSE(fs::exists(scratch_.path("repository/planted")));
}

// GitLab compares the report with that of the default branch, which holds everything, too.
TEST_F(GitLab, ABaseDecidesWhetherTheJobFailsAndTheReportIsWhole) {
  EXPECT_EQ(Run({{"EXECLINT_DIFF_BASE", "0123abc"}, {"EXECLINT_IGNORE", "a-rule"}}).status, 1);
  EXPECT_EQ(testing::Recorded(scratch_),
            Words({"lint", "--fail-on=warning", "--output=text=-", "--diff-base=0123abc",
                   "--ignore=a-rule", "--", "."}));
  const std::string before = scratch_.Read("arguments-before");
  EXPECT_TRUE(Has(before, "--output=gitlab=")) << before;
  EXPECT_TRUE(Has(before, "--fail-on=never") && Has(before, "--ignore=a-rule")) << before;
  EXPECT_FALSE(Has(before, "--diff-base")) << before;
  EXPECT_EQ(scratch_.Read(kReport), "made by --output=gitlab\n");
}

// GitLab hands over `$NAME` itself where the variable does not exist.
TEST_F(GitLab, ABaseWithoutAValueIsNone) {
  Run({{"EXECLINT_DIFF_BASE", "$CI_MERGE_REQUEST_DIFF_BASE_SHA"}});
  const Words words = testing::Recorded(scratch_);
  ASSERT_EQ(words.size(), 6u);
  EXPECT_EQ(words[4], "--") << "no --diff-base";
  EXPECT_FALSE(fs::exists(scratch_.path("arguments-before"))) << "one run";
}

TEST_F(GitLab, ItRunsInMergeRequestsAndOnTheDefaultBranch) {
  std::string rules;
  for (const std::string& line : testing::ScriptsOf("templates/execlint.yml", "  rules:")) {
    rules += line;
  }
  EXPECT_EQ(rules,
            "- if: $CI_PIPELINE_SOURCE == \"merge_request_event\"\n"
            "- if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n");
}

TEST_F(GitLab, PipInstallsTheVersionAndIsIsolated) {
  Run({});
  const std::string arguments = scratch_.Read("pip-arguments");
  EXPECT_TRUE(arguments.starts_with(std::string("-I\0-m\0pip\0", 10))) << arguments;
  EXPECT_TRUE(Has(arguments, std::string("\0execlint==1.2.3\0", 17)));
}

TEST_F(GitLab, LinksInPlaceOfTheReportAreNotFollowed) {
  scratch_.Write("victim", "untouched");
  scratch_.MakeFolder("victims");
  for (const std::string target : {"victim", "victims"}) {
    fs::remove(scratch_.path(kReport));
    scratch_.Link(kReport, scratch_.path(target));
    EXPECT_EQ(Run({}).status, 1);
    EXPECT_EQ(scratch_.Read("victim"), "untouched");
    EXPECT_TRUE(fs::is_empty(scratch_.path("victims")));
    EXPECT_FALSE(fs::is_symlink(scratch_.path(kReport)));
    EXPECT_EQ(scratch_.Read(kReport), "made by --output=gitlab\n");
  }
}

TEST_F(GitLab, TheDefaultVersionIsThisOne) {
  std::string text;
  for (const std::string& line : testing::ScriptsOf("templates/execlint.yml", "    version:")) {
    text += line;
  }
  EXPECT_TRUE(Has(text, "default: " + testing::Version() + "\n"));
}

}  // namespace
}  // namespace execlint
