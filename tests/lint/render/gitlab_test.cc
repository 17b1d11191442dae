#include "lint/render/gitlab.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "tests/lint/render/hostile.h"
#include "tests/lint/render/sample.h"
#include "tests/lint/render/schema.h"

namespace execlint {
namespace {

using nlohmann::json;
using testing::kHostileNames;
using testing::Sample;
using testing::SchemaErrors;

constexpr const char* kGitlabSchema = "tests/lint/render/gitlab.schema.json";

TEST(Gitlab, FollowsTheReportFormat) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "true"), "it is off");
  sample.Add(1, sample.At(sample.template_, "x:"), "odd");
  sample.Add(2, Span(), "nowhere").unit = "envs/prod";
  sample.Add(2, Span(), "at the root");
  EXPECT_EQ(SchemaErrors(kGitlabSchema, RenderGitlab(sample.Get())), "");
  EXPECT_EQ(RenderGitlab(Sample().Get()), "[]\n");
  EXPECT_NE(SchemaErrors(kGitlabSchema, R"([{"description": "x"}])"), "") << "it is really asked";

  const json report = json::parse(RenderGitlab(sample.Get()));
  EXPECT_EQ(report[0]["description"], "It is off. Mend the thing.");
  EXPECT_EQ(report[0]["check_name"], "broken-thing");
  EXPECT_EQ(report[0]["severity"], "critical");
  EXPECT_EQ(report[1]["severity"], "major");
  EXPECT_EQ(report[2]["severity"], "info");
  EXPECT_EQ(report[0]["location"], json::parse(R"({"path": "main.tf", "positions": {
      "begin": {"line": 3, "column": 28}, "end": {"line": 3, "column": 32}}})"));
  EXPECT_EQ(report[2]["location"]["path"], "envs/prod");
  EXPECT_EQ(report[3]["location"]["path"], ".");
}

// GitLab takes two with one fingerprint for one.
TEST(Gitlab, FingerprintsAreUnique) {
  Sample sample;
  for (int i = 0; i < 5; ++i) sample.Add(0, sample.At(sample.main, "true"), "it is off");
  std::set<std::string> fingerprints;
  for (const json& issue : json::parse(RenderGitlab(sample.Get()))) {
    fingerprints.insert(issue["fingerprint"].get<std::string>());
  }
  EXPECT_EQ(fingerprints.size(), 5u);
  EXPECT_TRUE(fingerprints.contains("00000000000000aa"));
}

TEST(Gitlab, NamesStayTexts) {
  Sample sample;
  for (const char* name : kHostileNames) {
    const FileId file = sample.sources.AddFile(name, "x");
    sample.Add(0, {file, 0, 1}, name);
  }
  const std::string out = RenderGitlab(sample.Get());
  EXPECT_EQ(SchemaErrors(kGitlabSchema, out), "") << out;
  EXPECT_EQ(json::parse(out).size(), std::size(kHostileNames));
}

}  // namespace
}  // namespace execlint
