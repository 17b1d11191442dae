// A change is stated where the value is written: never where a name is read, and not at all where
// no place says it for this case alone.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

constexpr const char* kService = R"(variable "exec" { type = bool }
resource "aws_ecs_service" "web" {
  task_definition        = "web:7"
  enable_execute_command = var.exec
}
)";

nlohmann::json FirstFinding(const testing::Scratch& scratch) {
  const std::string out =
      RunExeclint({"--format", "json", "--select", "exec-disabled", "."}, "", scratch.path()).out;
  const auto findings = nlohmann::json::parse(out).at("findings");
  return findings.empty() ? nlohmann::json() : findings.at(0);
}

TEST(ChangePlace, TheArgumentOfTheModuleCall) {
  const testing::Scratch scratch;
  scratch.Write("main.tf", R"(module "web" {
  source = "./web"
  exec   = false
}
)");
  scratch.Write("web/main.tf", kService);
  const auto changes = FirstFinding(scratch).at("changes");
  ASSERT_EQ(changes.size(), 1u);
  const auto& place = changes.at(0).at("place");
  EXPECT_EQ(place.at("file"), "main.tf");
  EXPECT_EQ(place.at("begin").at("line"), 3);
  EXPECT_EQ(place.at("begin").at("column"), 12);
}

TEST(ChangePlace, NowhereForOneOfTheValuesOfAnInput) {
  const testing::Scratch scratch;
  scratch.Write("main.tf", std::string(kService) + R"(resource "aws_iam_role" "task" {
  count              = var.exec ? 1 : 0
  assume_role_policy = "{}"
}
)");
  const auto finding = FirstFinding(scratch);
  ASSERT_FALSE(finding.is_null());
  EXPECT_EQ(finding.at("when").size(), 1u);
  EXPECT_TRUE(finding.at("changes").empty());
}

}  // namespace
}  // namespace execlint
