// --baseline and --write-baseline as a shell sees them.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/lint/render/schema.h"
#include "tests/support/program.h"
#include "tests/support/repository.h"
#include "tests/support/scratch.h"

namespace execlint::baseline_test {
namespace {

using nlohmann::json;
using testing::Repository;
using testing::SchemaErrors;
using testing::Scratch;
using testing::Shell;

constexpr const char* kService = R"({
  "serviceName": "web",
  "cluster": "main",
  "taskDefinition": "job",
  "enableExecuteCommand": true
})";
constexpr const char* kTaskWithoutRole = R"({
  "family": "job",
  "networkMode": "awsvpc",
  "containerDefinitions": [{"name": "app", "image": "nginx", "essential": true}]
})";
constexpr const char* kTerraform = R"(
resource "aws_ecs_service" "web" {
  name                   = "web"
  cluster                = "main"
  task_definition        = aws_ecs_task_definition.web.arn
  enable_execute_command = true
}

resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "app", image = "nginx" }])
}
)";

ProgramResult In(const Scratch& scratch, const std::vector<std::string>& words) {
  return RunExeclint(words, "", scratch.path());
}

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string Replaced(std::string text, const std::string& part, const std::string& by) {
  return text.replace(text.find(part), part.size(), by);
}

class BaselineTest : public ::testing::Test {
 protected:
  BaselineTest() {
    scratch.Write("app/service.json", kService);
    scratch.Write("app/task.json", kTaskWithoutRole);
    scratch.Write("tf/main.tf", kTerraform);
    const auto written = In(scratch, {"--write-baseline", "known"});
    EXPECT_EQ(written.status, 0) << written.out << written.err;
    EXPECT_TRUE(Has(written.err, "wrote 2 findings to known")) << written.err;
    EXPECT_TRUE(Has(written.out, "not shown: 2 in the baseline")) << written.out;
  }
  ProgramResult Run(std::vector<std::string> words = {}) {
    words.insert(words.begin(), {"--baseline", "known"});
    return In(scratch, words);
  }
  Repository scratch;
};

TEST_F(BaselineTest, WhatIsInItIsNotShown) {
  EXPECT_EQ(In(scratch, {}).status, 1);
  const auto run = Run();
  EXPECT_EQ(run.status, 0) << run.out;
  EXPECT_TRUE(Has(run.out, "no findings for 2 workloads"));
  EXPECT_TRUE(Has(run.out, "not shown: 2 in the baseline"));
  EXPECT_FALSE(Has(run.out, "no longer found"));
  // Whatever else is asked for.
  EXPECT_EQ(Run({"--fail-on", "note", "--min-confidence", "low"}).status, 0);
  EXPECT_EQ(Run({"app/task.json"}).status, 0);
}

TEST_F(BaselineTest, ItKeepsWhatWasMovedRenamedOrReformatted) {
  Shell(scratch.path(),
        "mv tf moved && mv moved/main.tf moved/all.tf && mv app/task.json app/t.json");
  EXPECT_EQ(Run().status, 0);
  scratch.Write("moved/all.tf", "# above\n" + Replaced(kTerraform, "family  ", "family   "));
  EXPECT_EQ(Run().status, 0);
  std::string renamed = kTerraform;
  renamed = Replaced(renamed, "\"aws_ecs_task_definition\" \"web\"",
                     "\"aws_ecs_task_definition\" \"api\"");
  scratch.Write("moved/all.tf", Replaced(renamed, "definition.web.arn", "definition.api.arn"));
  EXPECT_EQ(Run().status, 0);
}

// Exec in one environment was known; in all of them it is something else.
TEST_F(BaselineTest, WhatHeldUnderConditionsAndNowAlwaysHoldsIsShownAgain) {
  const std::string conditional =
      std::string("variable \"env\" {\n  type = string\n}\n") +
      Replaced(kTerraform, "command = true", "command = var.env == \"dev\"");
  scratch.Write("tf/main.tf", conditional);
  In(scratch, {"--write-baseline", "known"});
  EXPECT_TRUE(Has(scratch.Read("known"), " warning 1? ")) << scratch.Read("known");
  EXPECT_EQ(Run().status, 0);
  scratch.Write("tf/main.tf", kTerraform);
  const auto run = Run();
  EXPECT_EQ(run.status, 1) << run.out;
  EXPECT_TRUE(Has(run.out, "(only under conditions in the baseline) [task-role-missing]"))
      << run.out;
  In(scratch, {"--write-baseline", "known"});
  scratch.Write("tf/main.tf", conditional);
  EXPECT_EQ(Run().status, 0);
}

TEST_F(BaselineTest, ACopyIsNew) {
  std::string copy = kTerraform;
  for (int i = 0; i < 3; ++i) copy = Replaced(copy, "web", "zzz");
  copy = Replaced(copy, "definition\" \"web", "definition\" \"zzz");
  scratch.Write("tf/a_copy.tf", copy);
  const auto run = Run();
  EXPECT_EQ(run.status, 1) << run.out;
  EXPECT_TRUE(Has(run.out, "tf/a_copy.tf:")) << run.out;
  EXPECT_FALSE(Has(run.out, "tf/main.tf:")) << run.out;
}

// The finding is one, in the module; who calls it makes the difference.
TEST_F(BaselineTest, WhatMoreWorkloadsReachIsShownAgain) {
  scratch.Write("module/main.tf", kTerraform);
  scratch.Write("one/main.tf", "module \"m\" {\n  source = \"../module\"\n}\n");
  In(scratch, {"--write-baseline", "known"});
  EXPECT_EQ(Run().status, 0);
  scratch.Write("two/main.tf", "module \"m\" {\n  source = \"../module\"\n}\n");
  const auto run = Run();
  EXPECT_EQ(run.status, 1) << run.out;
  EXPECT_TRUE(Has(run.out, "(1 more workload than in the baseline) [task-role-missing]"))
      << run.out;
  EXPECT_FALSE(Has(run.out, "tf/main.tf:")) << run.out;
  Run({"--write-baseline", "known"});
  EXPECT_EQ(Run().status, 1) << "pruning accepts nothing new";
  In(scratch, {"--write-baseline", "known"});
  EXPECT_EQ(Run().status, 0);
}

TEST_F(BaselineTest, EntriesOfExcludedFilesStay) {
  const std::string text = scratch.Read("known");
  Run({"--exclude", "app", "--write-baseline", "known"});
  EXPECT_EQ(scratch.Read("known"), text);
}

TEST_F(BaselineTest, WhatIsFixedIsCountedAndPruned) {
  scratch.Write("app/task.json", "{}");
  const auto run = Run();
  EXPECT_EQ(run.status, 0);
  EXPECT_TRUE(Has(run.out,
                  "1 entry of the baseline is no longer found; add --write-baseline to "
                  "prune it"))
      << run.out;
  // What was not looked at, by a rule or a path, is not called fixed.
  EXPECT_FALSE(Has(Run({"tf"}).out, "no longer"));
  EXPECT_FALSE(Has(Run({"--select", "exec-disabled"}).out, "no longer"));
  const std::string before = scratch.Read("known");
  EXPECT_TRUE(Has(Run({"--write-baseline", "known", "tf"}).err, "wrote 2 findings"));
  EXPECT_EQ(scratch.Read("known"), before);

  const auto pruned = Run({"--write-baseline", "known"});
  EXPECT_TRUE(
      Has(pruned.err, "wrote 1 finding to known; 1 entry that is no longer found is left out"))
      << pruned.err;
  EXPECT_FALSE(Has(scratch.Read("known"), "app/task.json"));
  EXPECT_TRUE(Has(scratch.Read("known"), "tf/main.tf"));
}

TEST_F(BaselineTest, PruningTakesInNothingNew) {
  scratch.Write("app/other.json", Replaced(kTaskWithoutRole, "job", "other"));
  scratch.Write("app/other_service.json",
                R"({"serviceName": "o", "taskDefinition": "other", "enableExecuteCommand": true})");
  const std::string before = scratch.Read("known");
  EXPECT_EQ(Run({"--write-baseline", "known"}).status, 1);
  EXPECT_EQ(scratch.Read("known"), before);
  EXPECT_EQ(In(scratch, {"--write-baseline", "known"}).status, 0);
  EXPECT_TRUE(Has(scratch.Read("known"), "app/other.json"));
}

TEST_F(BaselineTest, WhatBecameWorseIsShownAgain) {
  const std::string text = scratch.Read("known");
  scratch.Write("known", Replaced(text, " error ", " note "));
  const auto run = Run();
  EXPECT_EQ(run.status, 1);
  EXPECT_TRUE(Has(run.out, "app/task.json:2:13: error: ")) << run.out;
  EXPECT_TRUE(Has(run.out, "(note in the baseline)")) << run.out;
  // Pruning does not accept it.
  Run({"--write-baseline", "known"});
  EXPECT_EQ(scratch.Read("known"), Replaced(text, " error ", " note "));
  In(scratch, {"--write-baseline", "known"});
  EXPECT_EQ(scratch.Read("known"), text);
}

TEST_F(BaselineTest, WhatIsShownDoesNotChangeWhatIsWritten) {
  const std::string text = scratch.Read("known");
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"--min-severity", "error", "--min-confidence", "high"},
        {"--format", "json", "--fail-on", "never"},
        {"--jobs", "2"}}) {
    std::vector<std::string> all = words;
    all.insert(all.end(), {"--write-baseline", "again"});
    EXPECT_EQ(In(scratch, all).status, 0);
    EXPECT_EQ(scratch.Read("again"), text);
  }
  // Nor does the folder it is written from.
  EXPECT_EQ(RunExeclint({"--write-baseline", "../again", ".."}, "", scratch.path("tf")).status, 0);
  EXPECT_EQ(scratch.Read("again"), text);
}

TEST_F(BaselineTest, LostInputIsNeverHeldAndPrunesNothing) {
  const std::string text = scratch.Read("known");
  scratch.Write("tf/main.tf", "resource \"aws_ecs_service\" {{{\n");
  for (int i = 0; i < 2; ++i) {
    const auto run = Run({"--write-baseline", "known"});
    EXPECT_EQ(run.status, 3) << run.out;
    EXPECT_TRUE(Has(run.out, "[syntax-error]"));
    EXPECT_TRUE(Has(run.out, "no longer found, perhaps because some input could not be read"))
        << run.out;
    EXPECT_EQ(scratch.Read("known"), text);
    EXPECT_EQ(In(scratch, {"--write-baseline", "known"}).status, 3);
    EXPECT_EQ(scratch.Read("known"), text);
  }
}

TEST_F(BaselineTest, ProgramsAreToldWhatIsHeld) {
  scratch.Write("app/task.json", "{}");
  const auto run = Run({"--format", "json"});
  EXPECT_EQ(SchemaErrors("docs/json-output.schema.json", run.out), "");
  const json log = json::parse(run.out);
  ASSERT_EQ(log["findings"].size(), 1u);
  EXPECT_EQ(log["findings"][0]["hidden_by"], "baseline");
  ASSERT_EQ(log["baseline"]["gone"].size(), 1u);
  EXPECT_EQ(log["baseline"]["gone"][0]["file"], "app/task.json");
  EXPECT_EQ(log["baseline"]["gone"][0]["rule"], "task-role-missing");
  EXPECT_FALSE(json::parse(In(scratch, {"--format", "json"}).out).contains("baseline"));

  const json sarif = json::parse(Run({"--format", "sarif"}).out)["runs"][0];
  EXPECT_TRUE(sarif["results"].empty());
  scratch.Write("known", "# execlint baseline v1\n");
  const auto all_new = Run({"--format", "sarif"});
  EXPECT_EQ(SchemaErrors(testing::kSarifSchema, all_new.out), "");
  EXPECT_EQ(json::parse(all_new.out)["runs"][0]["results"][0]["baselineState"], "new");
}

TEST_F(BaselineTest, WhatIsWrongWithItIsSaid) {
  const auto missing = In(scratch, {"--baseline", "none"});
  EXPECT_EQ(missing.status, 2);
  EXPECT_EQ(missing.err,
            "execlint: none: no such file; `execlint --write-baseline none` creates it\n");
  scratch.Write("known", "# execlint baseline v1\n\x1B[31m\n");
  const auto corrupt = Run();
  EXPECT_EQ(corrupt.status, 2);
  EXPECT_TRUE(Has(corrupt.err, "execlint: known:2:")) << corrupt.err;
  EXPECT_FALSE(Has(corrupt.err, "\x1B"));
  EXPECT_EQ(In(scratch, {"--baseline", ""}).status, 2);
  EXPECT_EQ(In(scratch, {"--write-baseline", ""}).status, 2);
}

TEST_F(BaselineTest, OnlyABaselineIsOverwritten) {
  const auto run = In(scratch, {"--write-baseline", "tf/main.tf"});
  EXPECT_EQ(run.status, 2);
  EXPECT_TRUE(Has(run.err, "tf/main.tf:1:1: this is not a baseline of execlint")) << run.err;
  EXPECT_TRUE(Has(run.err, "; it is not overwritten"));
  EXPECT_EQ(scratch.Read("tf/main.tf"), kTerraform);
  const auto pruned = Run({"--write-baseline", "tf/main.tf"});
  EXPECT_EQ(pruned.status, 2);
  EXPECT_TRUE(Has(pruned.err, "; it is not overwritten")) << pruned.err;
  EXPECT_EQ(scratch.Read("tf/main.tf"), kTerraform);
  // The entries of another baseline that is overwritten are gone.
  scratch.Write("other",
                "# execlint baseline v1\na r note 1 0123456789abcdef 0123456789abcdef m\n");
  EXPECT_EQ(Run({"--write-baseline", "other"}).status, 0);
  EXPECT_EQ(scratch.Read("other"), scratch.Read("known"));
  scratch.Link("link", "known");
  const auto link = In(scratch, {"--write-baseline", "link"});
  EXPECT_EQ(link.status, 2);
  EXPECT_TRUE(Has(link.err, "is a symbolic link")) << link.err;
}

TEST_F(BaselineTest, ACommentKeepsItsEntryToo) {
  scratch.Write("tf/main.tf", Replaced(kTerraform, "resource \"aws_ecs_task",
                                       "# execlint: ignore[task-role-missing] known\n"
                                       "resource \"aws_ecs_task"));
  const auto run = Run();
  EXPECT_EQ(run.status, 0) << run.out;
  EXPECT_TRUE(Has(run.out, "1 suppressed"));
  EXPECT_FALSE(Has(run.out, "no longer found")) << run.out;
}

// Two branches each add findings; git merges the baselines by itself.
TEST(Baseline, MergesInGit) {
  const Repository repository;
  const auto add = [&](const std::string& name) {
    repository.Write(name + "/main.tf", kTerraform);
    RunExeclint({"--write-baseline", "known"}, "", repository.path());
    repository.Commit();
  };
  repository.Write(".gitattributes", "known merge=union\n");
  add("m");
  repository.Git("checkout -q -b left");
  add("a");
  add("n");
  repository.Git("checkout -q main");
  add("b");
  add("o");
  add("z");
  repository.Git("merge -q --no-edit left");
  const auto run = RunExeclint({"--baseline", "known"}, "", repository.path());
  EXPECT_EQ(run.status, 0) << run.out << run.err;
  EXPECT_TRUE(Has(run.out, "not shown: 6 in the baseline")) << run.out;
  // Git may repeat lines and leave them out of order, which means nothing.
  const std::string merged = repository.Read("known");
  RunExeclint({"--write-baseline", "known"}, "", repository.path());
  const std::string written = repository.Read("known");
  EXPECT_EQ(std::count(written.begin(), written.end(), '\n'), 7);
  std::istringstream lines(written);
  for (std::string line; std::getline(lines, line);) EXPECT_TRUE(Has(merged, line + "\n")) << line;
}

}  // namespace
}  // namespace execlint::baseline_test
