// How sure the network rules are: of what is closed, of what leaves the unit, of what a default
// leaves out.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "lint/engine/rule.h"
#include "tests/fixture.h"

namespace execlint {
namespace {

using testing_support::Analyze;
using testing_support::FindRule;
using testing_support::ReadTree;
using testing_support::TakeExpectations;

struct Case {
  std::string rule;
  std::string fixture;
  Confidence confidence;
};

std::vector<Case> Cases() {
  const std::string route = "no-route-to-session-manager";
  const std::string endpoint = "ssmmessages-endpoint-missing";
  return {
      {route, "no_route_to_session_manager/example_fail.tf", Confidence::kHigh},
      {route, "no_route_to_session_manager/fail_in_modules", Confidence::kHigh},
      {route, "no_route_to_session_manager/fail_in_one_environment.tf", Confidence::kHigh},
      {route, "no_route_to_session_manager/fail_exported_route_table.tf", Confidence::kMedium},
      {route, "no_route_to_session_manager/fail_exported_route_table.yaml", Confidence::kMedium},
      {route, "no_route_to_session_manager/fail_vpc_given_to_a_module.tf", Confidence::kMedium},
      {route, "no_route_to_session_manager/fail_nat_off_by_default.tf", Confidence::kMedium},
      {endpoint, "ssmmessages_endpoint_missing/example_fail.tf", Confidence::kHigh},
      {endpoint, "ssmmessages_endpoint_missing/fail_services_by_default.tf", Confidence::kMedium},
      {endpoint, "ssmmessages_endpoint_missing/fail_vpc_given_to_a_module.tf", Confidence::kMedium},
  };
}

TEST(NetworkConfidenceTest, FollowsFromWhatIsClosed) {
  for (const Case& one : Cases()) {
    auto files = ReadTree("fixtures/" + one.fixture);
    TakeExpectations(files);
    const auto run = Analyze(files, {FindRule(one.rule)});
    ASSERT_EQ(run.analysis.findings.size(), 1u) << one.fixture;
    const Finding& finding = run.analysis.findings.front();
    EXPECT_EQ(ConfidenceName(finding.confidence), ConfidenceName(one.confidence)) << one.fixture;
  }
}

TEST(NetworkConfidenceTest, AChangeMendsAnEndpointOfNoUse) {
  // Each stated change, made by hand at its span, removes the finding.
  for (const char* fixture : {"fail_endpoint_without_private_dns.tf", "fail_dns_hostnames_off.tf",
                              "fail_endpoint_is_a_gateway.tf"}) {
    auto files = ReadTree(std::string("fixtures/no_route_to_session_manager/") + fixture);
    TakeExpectations(files);
    const Rule* rule = FindRule("no-route-to-session-manager");
    const auto before = Analyze(files, {rule});
    ASSERT_EQ(before.analysis.findings.size(), 1u) << fixture;
    ASSERT_EQ(before.analysis.findings[0].changes.size(), 1u) << fixture;
    const Change& change = before.analysis.findings[0].changes[0];
    std::string& text = files.begin()->second;
    const std::string value = change.value == "true" ? "true" : '"' + change.value + '"';
    if (change.at.empty()) {
      text.insert(change.at.begin, "\n  " + change.path + " = " + value + "\n");
    } else {
      text.replace(change.at.begin, change.at.size(), value);
    }
    EXPECT_TRUE(Analyze(files, {rule}).analysis.findings.empty()) << fixture << ":\n" << text;
  }
}

}  // namespace
}  // namespace execlint
