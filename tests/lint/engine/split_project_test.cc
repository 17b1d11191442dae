// Where a project is cut in two makes no difference: what a service refers to may be in another
// root, whose outputs hand it over.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tests/fixture.h"
#include "tests/open_unit.h"
#include "tests/support/hop_states.h"

namespace execlint::testing_support {
namespace {

std::string StateOf(const std::string& root) {
  return "{\n    bucket = \"states\"\n    key    = \"" + root + ".tfstate\"\n  }\n";
}

// The blocks that `of_app` finds in a root of their own, which reads what they refer to from the
// state of the other one. Variables and providers are in both.
Tree CutInTwo(const std::string& text, const std::regex& of_app) {
  static const std::regex of_both("(^|\n)(variable|provider) \""),
      reference(R"((aws_\w+)\.(\w+)\.(\w+))");
  std::string app =
      "terraform {\n  backend \"s3\" " + StateOf("app") +
      "}\ndata \"terraform_remote_state\" \"rest\" {\n  backend = \"s3\"\n  config = " +
      StateOf("rest") + "}\n";
  std::string rest = "terraform {\n  backend \"s3\" " + StateOf("rest") + "}\n";
  std::set<std::string> referred;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t close = text.find("\n}\n", begin);
    const std::size_t end = close == text.npos ? text.size() : close + 3;
    const std::string block = text.substr(begin, end - begin);
    begin = end;
    const bool is_of_app = std::regex_search(block, of_app);
    if (is_of_app) {
      for (std::sregex_iterator one(block.begin(), block.end(), reference), none; one != none;
           ++one) {
        referred.insert(one->str());
      }
      app +=
          std::regex_replace(block, reference, "data.terraform_remote_state.rest.outputs.$1_$2_$3");
    } else if (std::regex_search(block, of_both)) {
      app += block;
    }
    if (!is_of_app) rest += block;
  }
  for (const std::string& one : referred) {
    rest += "output \"" + std::regex_replace(one, std::regex("\\."), "_") +
            "\" {\n  value = " + one + "\n}\n";
  }
  return {{"app/main.tf", app}, {"rest/main.tf", rest}};
}

// `launch open`, `network blocked` and so on, of the services.
std::vector<std::string> HopsOf(const Tree& tree) {
  std::vector<std::string> all;
  const Analyzed run = Analyze(tree, {});
  for (const WorkloadReport& workload : run.analysis.workloads) {
    if (workload.address.find("aws_ecs_service.") == std::string::npos) continue;
    for (const HopReport& hop : workload.hops) {
      std::string& words = all.emplace_back(HopName(hop.hop));
      for (const HopReport::State& one : hop.states) {
        words += " " + std::string(StateName(one.state)) + " " + one.recorded;
      }
    }
  }
  return all;
}

TEST(SplitProject, HasTheSameHops) {
  const std::set<std::string> others = {
      // What leaves its unit may be changed elsewhere: a group without rules, a role.
      "fixtures/causes/network/task-egress-blocks-https.tf",
      "fixtures/task_role_lacks_ssmmessages/fail_attached_to_a_role_from_elsewhere.tf",
      // Calls of update-service of another unit are not looked at.
      "fixtures/exec_disabled/unknown_state_sets_the_flag.tf",
      // A name that is looked for in the region of a provider's alias is not looked for elsewhere.
      "fixtures/session_logging_disabled/fail_one_of_two_regions.tf"};
  const std::regex service("\nresource \"aws_ecs_service\""),
      left(R"((local|each|module|count|aws_\w+)\.\w)"), of_service(R"(\baws_ecs_service\.)");
  int cut = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("fixtures")) {
    const std::string path = entry.path().generic_string();
    if (!path.ends_with(".tf") || !entry.is_regular_file() || others.contains(path)) continue;
    const std::string text = "\n" + ReadTree(path).begin()->second;
    if (!std::regex_search(text, service)) continue;
    const Tree two = CutInTwo(text, service);
    // Only what has simple references can be cut here.
    if (std::regex_search(two.at("app/main.tf"), left) ||
        std::regex_search(two.at("rest/main.tf"), of_service))
      continue;
    ++cut;
    EXPECT_EQ(HopsOf(two), HopsOf({{"main.tf", text}})) << path;
  }
  EXPECT_GT(cut, 400);
}

TEST(SplitProject, WhatBelongsToANetworkComesWithIt) {
  const std::string open = With({});
  const std::regex service("\nresource \"aws_ecs_service\"");
  for (const char* more : {
           R"(
resource "aws_route53_zone" "inner" {
  name = "amazonaws.com"
  vpc {
    vpc_id = aws_vpc.main.id
  }
})",
           R"(
resource "aws_vpc_dhcp_options" "own" {
  domain_name_servers = ["10.0.0.2"]
}
resource "aws_vpc_dhcp_options_association" "own" {
  vpc_id          = aws_vpc.main.id
  dhcp_options_id = aws_vpc_dhcp_options.own.id
})",
           R"(
resource "aws_vpc_security_group_rules_exclusive" "none" {
  security_group_id = aws_security_group.web.id
  ingress_rule_ids  = []
  egress_rule_ids   = []
})"}) {
    EXPECT_NE(HopsOf({{"main.tf", open + more}}), HopsOf({{"main.tf", open}})) << more;
    EXPECT_EQ(HopsOf(CutInTwo(open + more + "\n", service)), HopsOf({{"main.tf", open + more}}))
        << more;
  }
  const std::string rule =
      "resource \"aws_vpc_security_group_egress_rule\" \"all\" {\n"
      "  security_group_id = aws_security_group.web.id\n  ip_protocol = \"-1\"\n"
      "  cidr_ipv4 = \"0.0.0.0/0\"\n}\n";
  const std::string by_rule = With({{R"(  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
)",
                                     ""}}) +
                              rule;
  EXPECT_EQ(HopsOf(CutInTwo(by_rule, service)), HopsOf({{"main.tf", open}}));
}

}  // namespace
}  // namespace execlint::testing_support
