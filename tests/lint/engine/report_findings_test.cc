#include "lint/engine/report_findings.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/engine/engine.h"
#include "lint/source/file_reader.h"
#include "parsers/frontends.h"
#include "tests/fixture.h"
#include "tests/lint/engine/a_rule.h"

namespace execlint {
namespace {

constexpr Rule kReported = testing_support::ARule("reported");

class ReportFindingTest : public ::testing::Test {
 protected:
  Span Of(std::string_view word) const {
    const auto at = static_cast<std::uint32_t>(sources_.Text(file_).find(word));
    return {file_, at, at + static_cast<std::uint32_t>(word.size())};
  }
  Finding Reported(RawFinding raw) {
    const RuleRun run = {.rule = &kReported, .launch = nullptr, .problem = {}, .cases = {}};
    const RunCase found_in;
    const std::vector<Selector> none;
    return ReportFinding(run,
                         {&raw, &found_in, Severity::kError, Confidence::kHigh, When({{}}, none)},
                         model_, sources_);
  }

  SourceMap sources_;
  FileId file_ = sources_.AddFile("a.tf", "owner slot other value call\n");
  Model model_;
};

TEST_F(ReportFindingTest, ChangesStandWhereTheValueIsWritten) {
  Head head;
  head.address = "aws_ecs_service.web";
  head.span = Of("owner");
  const RouteStep route{.at = Of("call")};
  const auto changed = [&](std::string path, bool written, const RouteStep* by) {
    const Slot slot{.path = std::move(path), .at = Of("slot"), .written = written};
    const Finding finding =
        Reported({.primary = {.owner = &head, .property = "flag", .place = {Of("value"), by}},
                  .grounds = {},
                  .message = "x",
                  .extras = {.changes = {{.slot = slot}}}});
    EXPECT_EQ(finding.changes.at(0).owner, "aws_ecs_service.web");
    return sources_.Text(finding.changes.at(0).at);
  };
  EXPECT_EQ(changed("flag", true, &route), "value") << "it came from elsewhere";
  EXPECT_EQ(changed("flag", true, nullptr), "slot");
  EXPECT_EQ(changed("flag", false, &route), "slot");
  EXPECT_EQ(changed("another", true, &route), "slot");
}

TEST_F(ReportFindingTest, AFileHasNoOwner) {
  const Finding finding = Reported({.primary = {.place = {.span = Of("value")}},
                                    .grounds = {},
                                    .message = "x",
                                    .extras = {.changes = {{.slot = {.at = Of("slot")}}}}});
  EXPECT_EQ(finding.changes.at(0).owner, "");
}

TEST_F(ReportFindingTest, AStepIsToldOnce) {
  const Finding finding = Reported({.primary = {.place = {.span = Of("value")}},
                                    .grounds = {},
                                    .message = "x",
                                    .extras = {.path = {{Hop::kLaunch, {.span = Of("slot")}, "a"},
                                                        {Hop::kLaunch, {.span = Of("slot")}, "b"},
                                                        {Hop::kLaunch, {.span = Of("other")}, "a"},
                                                        {Hop::kTaskRole, {.span = Of("slot")}, "a"},
                                                        {Hop::kTaskRole, {}, "c"}}}});
  std::string told;
  for (const Step& step : finding.path) {
    told += step.at.phrase + " at " + std::string(sources_.Text(step.at.span)) + "\n";
  }
  EXPECT_EQ(told, "a at slot\nb at slot\na at other\n");
}

// What is wrong in a file that is part of no unit is told where the file was named.
TEST(Engine, ProblemsOfNamedFilesBesideAllUnits) {
  const std::string text = "locals {\n  a = [\n";
  for (const bool named : {true, false}) {
    SourceMap sources;
    const MemoryFileReader reader(std::map<std::string, std::string>{{"loose.tf", text}});
    Project project{.sources = sources, .reader = reader};
    project.files.push_back({"loose.tf", sources.AddFile("loose.tf", text)});
    if (named) project.named.insert("loose.tf");
    const Rule* rules[] = {testing_support::FindRule("syntax-error")};
    const Analysis analysis = AnalyzeProject(project, AllFrontends(), rules);
    EXPECT_EQ(analysis.findings.size(), named ? 1u : 0u);
  }
}

}  // namespace
}  // namespace execlint
