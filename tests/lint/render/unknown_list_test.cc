#include "lint/render/unknown_list.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/lint/render/sample.h"

namespace execlint {
namespace {

using testing::Sample;

const TextOptions kAll = {.show_unknown = true};

TEST(UnknownList, ByTheLineThatCausesIt) {
  Sample sample;
  const Span subnets = sample.At(sample.main, "subnets");
  const Span flag = sample.At(sample.main, "true");
  for (const char* workload : {"a", "b"}) {
    sample.analysis.unknowns.push_back({.workload = workload,
                                        .unit = "prod",
                                        .hop = Hop::kLaunch,
                                        .what = "whether ECS Exec is turned on",
                                        .reason = "`var.exec` has no value here",
                                        .at = flag});
  }
  sample.analysis.unknowns.push_back({.workload = "a",
                                      .unit = "prod",
                                      .hop = Hop::kNetwork,
                                      .what = "which subnets the tasks run in",
                                      .reason = "`var.subnets` has no value here",
                                      .at = subnets,
                                      .when = {"`var.env` is `prod`"}});
  EXPECT_EQ("\n" + UnknownList(sample.Get(), kAll), R"(
main.tf:3:28: launch: whether ECS Exec is turned on: `var.exec` has no value here (`a` in prod and `b` in prod)
main.tf:6:5: network: which subnets the tasks run in: `var.subnets` has no value here, when `var.env` is `prod` (`a` in prod)
)");
}

TEST(UnknownList, ByTheModuleThatIsNotThere) {
  Sample sample;
  const Span call = sample.At(sample.main, "resource");
  for (const char* text : {"true", "subnets", "\"subnet-1\""}) {
    sample.analysis.unknowns.push_back(
        {.workload = "a",
         .hop = Hop::kNetwork,
         .what = "which subnets the tasks run in",
         .reason = std::string("`module.vpc.") + text + "` is not here",
         .at = sample.At(sample.main, text),
         .module = call});
  }
  sample.analysis.unknowns.push_back({.workload = "a", .at = sample.At(sample.main, "name")});
  sample.analysis.unknowns.back().reason = "first in the list, and only one";
  std::swap(sample.analysis.unknowns.front(), sample.analysis.unknowns.back());
  const std::string list = UnknownList(sample.Get(), kAll);
  EXPECT_EQ(
      list.find("main.tf:1:1: 3 unknown for `a`: the source of this module is not in the scan"), 0u)
      << "what causes most comes first\n"
      << list;
  EXPECT_NE(list.find("main.tf:2:3: launch: : first in the list, and only one (`a`)"),
            std::string::npos)
      << list;
}

TEST(UnknownList, OnlyWhatWasAskedFor) {
  Sample sample;
  sample.analysis.unknowns = {{.workload = "a", .reason = "x"}, {.workload = "b", .reason = "y"}};
  EXPECT_EQ(UnknownList(sample.Get(), {}), "");
  // The exit status speaks of what was not explored.
  sample.analysis.unknowns[1].unexplored = true;
  EXPECT_EQ(UnknownList(sample.Get(), {}).find("launch: : y (`b`)"), 0u);
  RunResult result = sample.Get();
  result.selected.unknown_shown = {true, false};
  EXPECT_EQ(UnknownList(result, kAll).find("launch: : x (`a`)"), 0u);
  EXPECT_EQ(UnknownList(result, {}), "");
}

}  // namespace
}  // namespace execlint
