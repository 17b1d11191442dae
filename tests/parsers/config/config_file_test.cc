#include "parsers/config/config_file.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/source/format.h"

namespace execlint::config {
namespace {

class ConfigFileTest : public testing::Test {
 protected:
  ReadConfig Read(const std::string& text) {
    return ReadConfigFile(sources_, sources_.AddFile(".execlint.yaml", text), AllRules());
  }
  // `line:column: message` of each problem.
  std::vector<std::string> Wrong(const std::string& text) {
    std::vector<std::string> lines;
    for (const Problem& problem : Read(text).problems) {
      const LineColumn at = sources_.Locate(problem.span.file, problem.span.begin);
      lines.push_back(Format("{}:{}: {}", at.line, at.column, problem.message));
    }
    return lines;
  }
  using Lines = std::vector<std::string>;

  SourceMap sources_;
};

TEST_F(ConfigFileTest, NothingIsTheDefaults) {
  for (const char* text : {"", "\n", "# only a comment\n", "---\n", "{}", "\xEF\xBB\xBF# a\r\n"}) {
    const ReadConfig read = Read(text);
    EXPECT_TRUE(read.problems.empty()) << text << read.problems.front().message;
    EXPECT_TRUE(read.config.exclude.empty()) << text;
  }
}

TEST_F(ConfigFileTest, EveryValueHasItsPlace) {
  const ReadConfig read = Read(
      "\xEF\xBB\xBF"
      "ignore: [network]\r\n"
      "severity:\r\n"
      "  task-role-missing: note\r\n"
      "environments:\r\n"
      "  production: {names: ['PRD*'], exec: forbidden}\r\n");
  ASSERT_TRUE(read.problems.empty()) << read.problems.front().message;
  const Config& config = read.config;
  ASSERT_EQ(config.rules.ignore.size(), 1u);
  EXPECT_EQ(sources_.Text(config.rules.ignore[0].at), "network");
  ASSERT_EQ(config.rules.severity.size(), 1u);
  EXPECT_EQ(config.rules.severity[0].severity, Severity::kNote);
  EXPECT_EQ(config.environments.production.names[0].text, "prd*");
  EXPECT_EQ(config.environments.production.exec, ExecPolicy::kForbidden);
  EXPECT_EQ(sources_.Locate(config.file, config.environments.production.exec_at.begin).line, 5u);
}

TEST_F(ConfigFileTest, GlobsThatAreComparedAreCountedTogether) {
  const auto with = [](const std::string& glob) {
    std::string text = "exclude:\n";
    for (int i = 0; i < 600; ++i) text += "  - '" + glob + std::to_string(i) + "'\n";
    text += "overrides:\n";
    for (int i = 0; i < 402; ++i) {
      text += "  - {paths: ['" + glob + std::to_string(i) + "'], ignore: [network]}\n";
    }
    return text;
  };
  EXPECT_EQ(Wrong(with("a?")),
            (Lines{"1003:14: more than 1000 globs would have to be compared with each path",
                   "1004:14: more than 1000 globs would have to be compared with each path"}));
  EXPECT_EQ(Wrong(with("*.a")), Lines{});
}

TEST_F(ConfigFileTest, NamesThatDoNotExistAreTold) {
  EXPECT_EQ(Wrong("exclud: [a]\n"),
            Lines{"1:1: there is no key `exclud`; did you mean `exclude`?"});
  EXPECT_EQ(Wrong("ignore: [task-role-mising]\n"),
            Lines{"1:10: there is no rule, hop or tag `task-role-mising`; did you mean "
                  "`task-role-missing`?"});
  EXPECT_EQ(Wrong("severity:\n  logging: eror\n"),
            Lines{"2:12: there is no severity `eror`; did you mean `error`?"});
  EXPECT_EQ(Wrong("environments:\n  prod:\n    exec: required\n"),
            Lines{"2:3: there is no key `prod`; write `production`, `non-production` or "
                  "`unclassified`"});
  EXPECT_EQ(Wrong("environments: {production: {exec: forbiden}}\n"),
            Lines{"1:35: there is no policy `forbiden`; did you mean `forbidden`?"});
}

TEST_F(ConfigFileTest, OffIsNoSeverity) {
  for (const char* off : {"off", "none", "false", "disabled"}) {
    EXPECT_EQ(Wrong(Format("severity: {{logging: {}}}\n", off)),
              Lines{"1:21: to turn `logging` off, write it in the list `ignore`"})
        << off;
  }
}

TEST_F(ConfigFileTest, WrongTypesAreTold) {
  EXPECT_EQ(Wrong("- a\n"), Lines{"1:1: the configuration takes a map, not a list"});
  EXPECT_EQ(Wrong("exclude: examples/\n"),
            Lines{"1:10: `exclude` takes a list: write `[examples/]`"});
  EXPECT_EQ(Wrong("exclude: [3]\n"), Lines{"1:11: an item of `exclude` takes text, not a number"});
  EXPECT_EQ(Wrong("exclude:\n"),
            Lines{"1:9: `exclude` has no value: give it a list, or remove it"});
  EXPECT_EQ(Wrong("exclude: !mine [a]\n"), Lines{"1:10: the tag `!mine` has no meaning here"});
  EXPECT_EQ(Wrong("variables: {subnets: [a]}\n"),
            Lines{"1:22: the value of `subnets` is text, a number or a boolean; lists and maps are "
                  "written as JSON, in quotes"});
}

TEST_F(ConfigFileTest, AKeyStandsOnce) {
  EXPECT_EQ(Wrong("ignore: [network]\nselect: [logging]\nignore: [access]\n"),
            Lines{"3:1: `ignore` is already in line 1"});
}

TEST_F(ConfigFileTest, AnchorsAndAliasesMeanWhatTheyMean) {
  const ReadConfig read = Read(
      "exclude: &all [a, b]\n"
      "overrides:\n"
      "  - paths: *all\n"
      "    ignore: [network]\n");
  ASSERT_TRUE(read.problems.empty()) << read.problems.front().message;
  EXPECT_EQ(read.config.overrides[0].paths.size(), 2u);
}

TEST_F(ConfigFileTest, BrokenTextIsToldOnceWithItsPlace) {
  const Lines wrong = Wrong("exclude: [a\nignore: [b]\n");
  ASSERT_EQ(wrong.size(), 1u) << wrong[0];
  EXPECT_EQ(Wrong("ignore: [network]\n---\nselect: [logging]\n"),
            Lines{"2:1: a configuration is one document, and here begins a second one"});
  // Whatever ends the first one, and though that is empty.
  for (const char* text :
       {"---\n# none\n---\nignore: [network]\n", "ignore: [network]\n...\n\n  x: 1\n",
        "\xEF\xBB\xBF# none\n...\n  ignore: [network]\n", "~\r\n\r\n--- \r\nignore: [network]\r\n",
        "--- ~\n...\n---\n", "%YAML 1.2\n---\nnull\n---\n"}) {
    const Lines wrong = Wrong(text);
    ASSERT_EQ(wrong.size(), 1u) << text;
    EXPECT_TRUE(wrong.front().ends_with("here begins a second one")) << text << wrong.front();
  }
  EXPECT_EQ(Wrong("# a\n...\n  x: 1\n"),
            Lines{"3:3: a configuration is one document, and here begins a second one"});
  for (const char* text :
       {"# a\n---\n# b\n...\n# c\n", "ignore: [network] # ---\n# b\n...\n\n  # x\n",
        "\xEF\xBB\xBF---\r\n", "--- {ignore: [network]} # a\n", "ignore: [network]\n...\n...\n"}) {
    EXPECT_EQ(Wrong(text), Lines{}) << text;
  }
}

TEST_F(ConfigFileTest, NoPathLeadsOut) {
  EXPECT_EQ(Wrong("exclude: [../other]\n"),
            Lines{"1:11: `../other` leads out of the folder that this file governs"});
  EXPECT_EQ(Wrong("var-files: [../secret.tfvars]\n"),
            Lines{"1:13: `../secret.tfvars` leads out of the folder that this file governs"});
  EXPECT_EQ(Wrong("var-files: [/etc/passwd]\n"),
            Lines{"1:13: `/etc/passwd` leads out of the folder that this file governs"});
  EXPECT_EQ(Wrong("exclude: [./a]\n"), Lines{"1:11: `./a` matches nothing: write it without `./`"});
}

TEST_F(ConfigFileTest, SizeIsBounded) {
  const Lines large = Wrong(std::string(kMaxBytes, '#') + "\n");
  ASSERT_EQ(large.size(), 1u);
  EXPECT_EQ(large[0], "1:1: larger than 256 KiB");
  std::string many = "exclude:\n";
  for (std::size_t i = 0; i <= kMaxItems; ++i) many += "  - a\n";
  EXPECT_EQ(Wrong(many), Lines{"2:3: `exclude` has more than 1000 items"});
}

TEST_F(ConfigFileTest, SuppressionsNeedARuleAReasonAndAPlace) {
  EXPECT_EQ(Wrong("suppress:\n  - rule: task-role-missing\n"),
            (Lines{"2:5: this entry has neither `path` nor `resource`; to turn the rule off "
                   "everywhere, write it in the list `ignore`",
                   "2:5: this entry has no `reason`"}));
  EXPECT_EQ(Wrong("suppress: [{path: a, reason: b}]\n"), Lines{"1:12: this entry has no `rule`"});
  EXPECT_EQ(Wrong("suppress: [{rule: task-role-missing, path: a, reason: b, until: 2027-02-30}]\n"),
            Lines{"1:65: `2027-02-30` is not a day: write it like `2027-03-01`"});
  EXPECT_EQ(Wrong("suppress: [{rule: network, path: a, reason: b}]\n"),
            Lines{"1:19: `network` is not a rule but stands for several; name one: "
                  "`no-route-to-session-manager`, `ssmmessages-endpoint-missing`"});
}

TEST_F(ConfigFileTest, AnOverrideIsForSomething) {
  EXPECT_EQ(Wrong("overrides: [{ignore: [network]}]\n"),
            Lines{"1:13: this override is for all files and environments: give it `paths` or "
                  "`environments`, or write its settings above"});
  EXPECT_EQ(Wrong("overrides: [{paths: [a], select: [network]}]\n"),
            Lines{"1:26: there is no key `select`; write `extend-select`, `ignore`, `severity`, "
                  "`paths` or `environments`"});
}

}  // namespace
}  // namespace execlint::config
