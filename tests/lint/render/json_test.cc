#include "lint/render/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/lint/render/sample.h"
#include "tests/lint/render/schema.h"
#include "tests/support/program.h"

namespace execlint {
namespace {

using nlohmann::json;
using testing::Sample;
using testing::SchemaErrors;

constexpr const char* kSchema = "docs/json-output.schema.json";

TEST(JsonOutput, FollowsItsSchema) {
  Sample sample;
  Finding& finding = sample.Add(0, sample.At(sample.main, "true"), "off");
  finding.related = {{sample.At(sample.main, "web"), "here"}};
  finding.changes = {{.op = Change::Op::kSet,
                      .owner = "aws_ecs_service.web",
                      .path = "enable_execute_command",
                      .at = finding.primary,
                      .value = "true",
                      .title = "set it",
                      .safe = true}};
  finding.workloads = {{"aws_ecs_service.web", "", sample.At(sample.main, "web")}};
  sample.Add(1, {}, "without a place");
  RunResult result = sample.Get();
  result.selected.fates[1] = Fate::kSeverity;
  result.suppressed = {{sample.analysis.findings[0], sample.At(sample.main, "subnets"), "known"}};
  result.unread = {Problem::Unread("x.json", "permission denied")};
  const std::string text = RenderJson(result);
  EXPECT_EQ(SchemaErrors(kSchema, text), "");
  const json log = json::parse(text);
  EXPECT_EQ(log["findings"][0]["changes"][0]["place"]["begin"]["line"], 3);
  EXPECT_EQ(log["findings"][0]["shown"], true);
  EXPECT_EQ(log["findings"][1]["hidden_by"], "severity");
  EXPECT_FALSE(log["findings"][1].contains("place"));
  EXPECT_EQ(log["suppressed"][0]["reason"], "known");
}

TEST(JsonOutput, TheSchemaIsReallyAsked) {
  json log = json::parse(RenderJson(Sample().Get()));
  log["surprise"] = 1;
  EXPECT_NE(SchemaErrors(kSchema, log.dump()), "");
}

TEST(JsonOutput, RealFindingsFollowTheSchema) {
  EXPECT_EQ(SchemaErrors(kSchema, RunExeclint({"--format", "json", "examples", "fixtures"}).out),
            "");
}

TEST(JsonOutput, VerdictsDoNotDependOnRulesOrFilters) {
  const auto run = [](std::vector<std::string> more) {
    more.insert(more.end(), {"--format", "json", "examples/broken", "fixtures/stacks"});
    return json::parse(RunExeclint(more).out);
  };
  const json all = run({});
  std::string names;
  for (const json& finding : all["findings"]) names += finding["rule"].get<std::string>() + ",";
  ASSERT_GT(all["findings"].size(), 3u);
  const json none = run({"--ignore", names, "--min-severity", "error", "--min-confidence", "high"});
  EXPECT_TRUE(none["findings"].empty());
  EXPECT_EQ(none["workloads"].dump(), all["workloads"].dump());
}

}  // namespace
}  // namespace execlint
