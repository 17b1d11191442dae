// Where what lowering makes of CloudFormation resources stands: the place to edit of each property,
// and the places that its value comes from.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/parsers/model_text.h"

namespace execlint {
namespace {

using Places = std::vector<std::string>;
using testing_support::PlacesInWords;

Places PlacesOf(const std::string& text, const std::string& address) {
  return PlacesInWords(
      {{"stack.yaml", text}},
      {address, {"exec", "exists", "launch_type", "subnets", "groups", "logging", "bucket"}});
}

TEST(CloudFormationPlaces, OfProperties) {
  EXPECT_EQ(
      PlacesOf(R"(
Parameters:
  On: {Type: String, Default: 'true'}
Resources:
  Web:
    Type: AWS::ECS::Service
    Properties:
      EnableExecuteCommand: !Ref On
      LaunchType: FARGATE
      NetworkConfiguration:
        AwsvpcConfiguration:
          Subnets: [subnet-1]
)",
               "Web"),
      (Places{
          "exec: Properties.EnableExecuteCommand is '!Ref On'",
          "groups: Properties.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups at 12:30, "
          "value from 'Web'",
          "launch_type: Properties.LaunchType is 'FARGATE'",
          "subnets: Properties.NetworkConfiguration.AwsvpcConfiguration.Subnets is '[subnet-1]'"}));
  EXPECT_EQ(PlacesOf("Resources:\n  Web:\n    Type: AWS::ECS::Service\n", "Web"),
            (Places{"exec: Properties.EnableExecuteCommand at 3:28, value from 'Web'",
                    "groups: Properties.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups at "
                    "3:28, value from 'Web'",
                    "launch_type: Properties.LaunchType at 3:28, value from 'Web'",
                    "subnets: Properties.NetworkConfiguration.AwsvpcConfiguration.Subnets at 3:28, "
                    "value from 'Web'"}));
  EXPECT_EQ(
      PlacesOf(R"(
Resources:
  Asks: {Type: AWS::ECS::Service}
  Main:
    Type: AWS::ECS::Cluster
    Properties:
      Configuration:
        ExecuteCommandConfiguration:
          Logging: OVERRIDE
)",
               "Main"),
      (Places{
          "bucket: "
          "Properties.Configuration.ExecuteCommandConfiguration.LogConfiguration.S3BucketName at "
          "9:28, value from 'Main'",
          "logging: Properties.Configuration.ExecuteCommandConfiguration.Logging is 'OVERRIDE'"}));
}

TEST(CloudFormationPlaces, OfConditions) {
  EXPECT_EQ(PlacesOf(R"(
Parameters:
  Create: {Type: String, Default: 'yes'}
Conditions:
  Wanted: !Equals [!Ref Create, 'yes']
  Always: !Equals [a, a]
Resources:
  Web:
    Type: AWS::ECS::Service
    Condition: Wanted
)",
                     "Web"),
            (Places{"exec: Properties.EnableExecuteCommand at 10:22, value from 'Web'",
                    "exists: Condition is 'Wanted'",
                    "groups: Properties.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups at "
                    "10:22, value from 'Web'",
                    "launch_type: Properties.LaunchType at 10:22, value from 'Web'",
                    "subnets: Properties.NetworkConfiguration.AwsvpcConfiguration.Subnets at "
                    "10:22, value from 'Web'"}));
  EXPECT_EQ(PlacesOf(R"(
Conditions:
  Never: !Equals [a, b]
Resources:
  Web:
    Type: AWS::ECS::Service
    Condition: Never
)",
                     "Web"),
            (Places{"exec: Properties.EnableExecuteCommand at 7:21, value from 'Web'",
                    "exists: Condition is 'Never'",
                    "groups: Properties.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups at "
                    "7:21, value from 'Web'",
                    "launch_type: Properties.LaunchType at 7:21, value from 'Web'",
                    "subnets: Properties.NetworkConfiguration.AwsvpcConfiguration.Subnets at 7:21, "
                    "value from 'Web'"}));
  EXPECT_EQ(PlacesOf(R"(
Resources:
  Web:
    Type: AWS::ECS::Service
    Condition: Missing
)",
                     "Web"),
            (Places{"exec: Properties.EnableExecuteCommand at 5:23, value from 'Web'",
                    "exists: Condition is 'Missing'",
                    "groups: Properties.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups at "
                    "5:23, value from 'Web'",
                    "launch_type: Properties.LaunchType at 5:23, value from 'Web'",
                    "subnets: Properties.NetworkConfiguration.AwsvpcConfiguration.Subnets at 5:23, "
                    "value from 'Web'"}));
}

// The stack around a nested one is the way to what stands in it, and its condition counts too.
TEST(CloudFormationPlaces, InANestedStack) {
  const std::map<std::string, std::string> files = {{"main.yaml", R"(
Parameters:
  Create: {Type: String, Default: 'yes'}
Conditions:
  Wanted: !Equals [!Ref Create, 'yes']
Resources:
  Inner:
    Type: AWS::CloudFormation::Stack
    Condition: Wanted
    Properties:
      TemplateURL: ./inner.yaml
      Parameters: {Exec: 'true'}
)"},
                                                    {"inner.yaml", R"(
Parameters:
  Exec: {Type: String}
Resources:
  Web:
    Type: AWS::ECS::Service
    Properties:
      EnableExecuteCommand: !Ref Exec
)"}};
  EXPECT_EQ(PlacesInWords(files, {"Inner.Web", {"exec", "exists", "launch_type"}}),
            (Places{"exec: Properties.EnableExecuteCommand is '!Ref Exec', value from ''true'' by "
                    "'!Ref Exec' by ''true''",
                    "exists: Condition is 'Wanted'",
                    "launch_type: Properties.LaunchType at 8:38, value from 'Web'"}));
}

}  // namespace
}  // namespace execlint
