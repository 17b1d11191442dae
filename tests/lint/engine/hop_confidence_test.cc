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

// What an input may add to a collection may come before what is taken from it, or replace it.
TEST(HopConfidence, WhatIsTakenFromACollectionThatADefaultCompletesIsLessCertain) {
  struct Row {
    std::string role, value;
  };
  for (const Row& row : {
           Row{"coalescelist(var.input, [aws_iam_role.task.arn])[0]", "[]"},
           Row{"concat(var.input, [aws_iam_role.task.arn])[0]", "[]"},
           Row{"element(concat(var.input, [aws_iam_role.task.arn]), 0)", "[]"},
           Row{"one(concat(var.input, [aws_iam_role.task.arn]))", "[]"},
           Row{"compact([var.input, aws_iam_role.task.arn])[0]", "\"\""},
           Row{"merge({ role = aws_iam_role.task.arn }, var.input).role", "{}"},
           Row{"merge({ role = aws_iam_role.task.arn }, var.input...)[\"role\"]", "[]"},
           Row{"coalesce(var.input, aws_iam_role.task.arn)", "null"},
           Row{"lookup(merge({ role = aws_iam_role.task.arn }, var.input), \"role\", null)", "{}"},
           Row{"[aws_iam_role.task.arn, \"other\"][var.input]", "0"},
           Row{"{ own = aws_iam_role.task.arn }[var.input]", "\"own\""},
           Row{"try(var.input.role, aws_iam_role.task.arn)", "{}"},
       }) {
    const std::string with = With({{"task_role_arn            = aws_iam_role.task.arn",
                                    "task_role_arn            = " + row.role}});
    EXPECT_EQ(LessThanCertain(with + Input(row.value)), "task-role open medium") << row.role;
  }
  EXPECT_EQ(
      LessThanCertain(With({{"command = true", "command = merge({ on = true }, var.input).on"}}) +
                      Input("{}")),
      "launch open medium");
}

TEST(HopConfidence, WhatIsAbsentByADefaultIsLessCertain) {
  struct Row {
    std::string from, to, value, less_certain;
  };
  for (const Row& row : {
           Row{"image = \"nginx\"", "image = \"nginx\"\n environment = var.input", "[]",
               "container open medium, network open medium"},
           Row{"image = \"nginx\"", "image = \"nginx\"\n disableNetworking = var.input", "false",
               "network open medium"},
           Row{"\"ssmmessages:*\", Resource = \"*\"",
               "\"ssmmessages:*\", Resource = \"*\", Condition = var.input", "{}",
               "task-role open medium"},
           Row{"\"10.0.0.0/16\"\n", "\"10.0.0.0/16\"\n  enable_dns_support = var.input\n", "true",
               "network open medium"},
           Row{"\"10.0.1.0/24\"\n", "\"10.0.1.0/24\"\n  ipv6_native = var.input\n", "false",
               "network open medium"},
           Row{"security_groups = [aws_security_group.web.id]",
               "security_groups = [coalesce(var.input, aws_security_group.web.id)]", "null",
               "network open medium"},
       }) {
    const std::string with = With({{row.from, row.to}});
    EXPECT_EQ(LessThanCertain(with + Input(row.value)), row.less_certain) << row.to;
  }
}

// Of what would close a hop, and is there only if an input has another value.
TEST(HopConfidence, WhatADefaultLeavesOutIsLessCertain) {
  struct Row {
    std::string more, less_certain;
  };
  const std::string count = "  count = var.input ? 1 : 0\n";
  const std::string vpc = "  vpc_id = aws_vpc.main.id\n";
  for (const Row& row : {
           Row{"resource \"aws_iam_role_policy\" \"deny\" {\n" + count +
                   "  role = aws_iam_role.task.id\n  policy = jsonencode({ Statement = [{ "
                   "Effect = \"Deny\", Action = \"ssmmessages:*\", Resource = \"*\" }] })\n}\n",
               "task-role open medium"},
           Row{"resource \"aws_network_acl\" \"closed\" {\n" + count + vpc +
                   "  subnet_ids = [aws_subnet.private.id]\n}\n",
               "network open medium"},
           Row{"resource \"aws_route53profiles_association\" \"shared\" {\n" + count +
                   "  profile_id = \"rp-1\"\n  resource_id = aws_vpc.main.id\n}\n",
               "network open medium"},
           Row{"resource \"aws_vpc_endpoint\" \"sessions\" {\n" + count + vpc +
                   "  vpc_endpoint_type = \"Interface\"\n"
                   "  service_name = \"com.amazonaws.eu-west-1.ssmmessages\"\n}\n",
               "network open medium"},
           Row{"resource \"aws_vpc_security_group_rules_exclusive\" \"all\" {\n" + count +
                   "  security_group_id = aws_security_group.web.id\n  egress_rule_ids = []\n"
                   "  ingress_rule_ids = []\n}\n",
               "network open medium"},
           Row{"resource \"aws_route\" \"half\" {\n" + count +
                   "  route_table_id = aws_route_table.private.id\n"
                   "  destination_cidr_block = \"0.0.0.0/1\"\n"
                   "  network_interface_id = \"eni-1\"\n}\n",
               "network open medium"},
       }) {
    EXPECT_EQ(LessThanCertain(With({}) + row.more + Input("false")), row.less_certain) << row.more;
  }
}

TEST(HopConfidence, WhatADefaultDecidesOfTheDeploymentAndTheLogIsLessCertain) {
  const std::string by_controller =
      With({{"  launch_type  ",
             "  deployment_controller {\n    type = var.input\n  }\n  launch_type  "}});
  EXPECT_EQ(LessThanCertain(by_controller + Input("\"ECS\"")),
            "container open medium, task-role open medium");
  const std::string by_key = With({{"      logging = \"OVERRIDE\"",
                                    "      kms_key_id = var.input\n      logging = \"OVERRIDE\""}});
  EXPECT_EQ(LessThanCertain(by_key + Input("null")), "logging open medium");
  const std::string by_trust = With({{"Principal = { Service = \"ecs-tasks.amazonaws.com\" }",
                                      "Principal = { Service = \"ecs-tasks.amazonaws.com\" }, "
                                      "Condition = var.input"}});
  EXPECT_EQ(LessThanCertain(by_trust + Input("{}")), "task-role open medium");
}

TEST(HopConfidence, WhatIsLeftToOthersIsLessCertain) {
  const auto ignoring = [](const std::string& head, const std::string& what) {
    return LessThanCertain(
        With({{head, head + "  lifecycle {\n    ignore_changes = [" + what + "]\n  }\n"}}));
  };
  EXPECT_EQ(ignoring("resource \"aws_route\" \"out\" {\n", "nat_gateway_id"),
            "network open medium");
  EXPECT_EQ(ignoring("resource \"aws_route\" \"out\" {\n", "tags"), "");
  EXPECT_EQ(ignoring("resource \"aws_security_group\" \"web\" {\n", "egress"),
            "network open medium");
  EXPECT_EQ(ignoring("resource \"aws_iam_role\" \"task\" {\n", "permissions_boundary"),
            "task-role open medium");
  EXPECT_EQ(ignoring("resource \"aws_ecs_cluster\" \"main\" {\n",
                     "configuration[0].execute_command_configuration"),
            "logging open medium");
  EXPECT_EQ(ignoring("resource \"aws_ecs_service\" \"web\" {\n",
                     "\"network_configuration\", network_configuration[0].security_groups"),
            "network open medium");
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
