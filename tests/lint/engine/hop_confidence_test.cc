// An open or blocked hop says how certain that is: what rests on the default of an input is less
// so.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/fixture.h"
#include "tests/open_unit.h"

namespace execlint::testing_support {
namespace {

// `network open medium`, ... of the hops of the one workload that are not open and certain.
std::string LessThanCertain(const std::string& main) {
  const Analyzed run = Analyze({{"main.tf", main}}, {});
  std::string states;
  EXPECT_EQ(run.analysis.workloads.size(), 1u);
  for (const WorkloadReport& workload : run.analysis.workloads) {
    for (const HopReport& hop : workload.hops) {
      for (const HopReport::State& state : hop.states) {
        if (state.state == Verdict::State::kOpen && state.confidence == Confidence::kHigh) continue;
        if (!states.empty()) states += ", ";
        states += std::string(HopName(hop.hop)) + " " + std::string(StateName(state.state)) + " " +
                  std::string(ConfidenceName(state.confidence));
      }
    }
  }
  return states;
}

std::string Input(const std::string& value) {
  return "variable \"input\" {\n  default = " + value + "\n}\n";
}

TEST(HopConfidence, WhatIsWrittenIsCertain) { EXPECT_EQ(LessThanCertain(With({})), ""); }

TEST(HopConfidence, WhatRestsOnADefaultIsLessCertain) {
  const std::string count = "  count = var.input ? 1 : 0\n";
  struct Row {
    std::vector<Edit> edits;
    std::string value, less_certain;
  };
  for (const Row& row : {
           Row{{{"\"FARGATE\"\n", "var.input\n"}}, "\"FARGATE\"", "platform open medium"},
           Row{{{"  launch_type            = \"FARGATE\"\n", ""}, {"[\"FARGATE\"]", "var.input"}},
               "[\"FARGATE\"]",
               "platform open medium"},
           Row{{{"\"web\"\n  cluster", "\"web\"\n  platform_version = var.input\n  cluster"}},
               "\"1.4.0\"",
               "platform open medium"},
           Row{{{"image = \"nginx\"", "image = \"nginx\"\n readonlyRootFilesystem = var.input"}},
               "false",
               "container open medium"},
           Row{{{"resource \"aws_iam_role_policy\" \"exec\" {\n",
                 "resource \"aws_iam_role_policy\" \"exec\" {\n" + count}},
               "true",
               "task-role open medium"},
           Row{{{"ssmmessages:*", "${var.input}"}}, "\"ssmmessages:*\"", "task-role open medium"},
           Row{{{"\"aws_route\" \"out\" {\n", "\"aws_route\" \"out\" {\n" + count}},
               "true",
               "network open medium"},
           Row{{{"\"aws_nat_gateway\" \"main\" {\n", "\"aws_nat_gateway\" \"main\" {\n" + count},
                {"aws_nat_gateway.main.id", "one(aws_nat_gateway.main[*].id)"}},
               "true",
               "network open medium"},
           Row{{{"\"aws_route_table_association\" \"private\" {\n",
                 "\"aws_route_table_association\" \"private\" {\n" + count}},
               "true",
               "network open medium"},
           Row{{{"cidr_blocks = [\"0.0.0.0/0\"]", "cidr_blocks = var.input"}},
               "[\"0.0.0.0/0\"]",
               "network open medium"},
           Row{{{"\"OVERRIDE\"", "var.input"}}, "\"OVERRIDE\"", "logging open medium"},
       }) {
    EXPECT_EQ(LessThanCertain(With(row.edits) + Input(row.value)), row.less_certain)
        << row.edits.front().to;
  }
}

// A switch is looked at with both its values: neither is more than the default.
TEST(HopConfidence, AStateThatNobodyIsKnownToChooseIsMedium) {
  const std::string main = With({{"command = true", "command = var.input"}});
  EXPECT_EQ(LessThanCertain(main + Input("true")), "launch open medium, launch blocked medium");
  EXPECT_TRUE(LessThanCertain(main + Input("false"))
                  .starts_with("launch blocked medium, launch open medium, platform open medium"));
  EXPECT_EQ(LessThanCertain(With({{"command = true", "command = false"}})), "launch blocked high");
}

}  // namespace
}  // namespace execlint::testing_support
