// The places that WeighAdditions names. What it takes from confidence is in the fixtures of the
// rules, `*_in_another_*`.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

using Files = std::map<std::string, std::string>;

// Related places outside of `unit`, as `path:line phrase`, of all findings of the rule.
std::vector<std::string> PlacesElsewhere(const Files& files, std::string_view rule,
                                         std::string_view unit) {
  const Analyzed run = Analyze(files, {FindRule(rule)});
  std::vector<std::string> places;
  for (const Finding& finding : run.analysis.findings) {
    for (const Related& related : finding.related) {
      const std::string path = run.path(related.span);
      if (path.starts_with(unit)) continue;
      places.push_back(path + ":" + std::to_string(run.line(related.span)) + " " + related.phrase);
    }
  }
  return places;
}

using Places = std::vector<std::string>;

Places OfFixture(const std::string& name, std::string_view unit) {
  return PlacesElsewhere(ReadTree("fixtures/no_route_to_session_manager/" + name),
                         "no-route-to-session-manager", unit);
}

TEST(ElsewhereTest, NamesWhatMayBeAddedToTheNetwork) {
  const std::string endpoint = " an endpoint for Session Manager may be added here to this VPC";
  EXPECT_EQ(OfFixture("fail_endpoint_in_another_template", "app.yaml"),
            Places{"endpoints.yaml:12" + endpoint});
  EXPECT_EQ(OfFixture("fail_endpoint_by_remote_state", "app/"),
            Places{"endpoints/main.tf:9" + endpoint});
  EXPECT_EQ(OfFixture("fail_route_in_another_template", "app.yaml"),
            Places{"route.json:7 a default route may be added here to this table"});
  EXPECT_EQ(OfFixture("fail_association_in_another_root", "app/"),
            Places{"routes/main.tf:12 this subnet may be given a route table here"});
  EXPECT_EQ(OfFixture("fail_endpoint_of_another_export", "app.yaml"), Places{});
}

TEST(ElsewhereTest, NamesNoMoreThanThreePlaces) {
  Files files = ReadTree("fixtures/no_route_to_session_manager/fail_route_in_another_template");
  for (const char* name : {"a", "b", "c", "d"})
    files[std::string(name) + ".json"] = files["route.json"];
  EXPECT_EQ(PlacesElsewhere(files, "no-route-to-session-manager", "app.yaml").size(), 3u);
}

TEST(ElsewhereTest, ARoleIsKnownByTheExportOfItsName) {
  Files files =
      ReadTree("fixtures/task_role_lacks_ssmmessages/fail_policy_by_name_in_another_template");
  files["app.yaml"] +=
      "Outputs:\n  Role:\n    Value: !Ref OtherRole\n    Export: {Name: worker-role}\n";
  files["policy.yaml"] =
      "Resources:\n  Policy:\n    Type: AWS::IAM::Policy\n    Properties:\n"
      "      PolicyName: any\n      Roles: [!ImportValue worker-role]\n"
      "      PolicyDocument: {Statement: [{Effect: Allow, Action: '*', Resource: '*'}]}\n";
  EXPECT_EQ(PlacesElsewhere(files, "task-role-lacks-ssmmessages", "app.yaml"),
            Places{"policy.yaml:6 a policy may be attached here to this role"});
}

// A template that another one nests is no unit of its own.
TEST(ElsewhereTest, APartOfAnotherStackAddsNothingByItself) {
  Files files = ReadTree("fixtures/no_route_to_session_manager/fail_route_in_another_template");
  files["stack.yaml"] =
      "Resources:\n  Routes:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n"
      "      TemplateURL: ./route.json\n      Parameters: {Table: rtb-1, Nat: nat-1}\n"
      "  Vpc:\n    Type: AWS::EC2::VPC\n    Properties: {CidrBlock: 10.0.0.0/16}\n";
  EXPECT_EQ(PlacesElsewhere(files, "no-route-to-session-manager", "app.yaml"), Places{});
}

}  // namespace
}  // namespace execlint::testing_support
