// Suppression comments, as a user writes them.
#include <gtest/gtest.h>

#include <string>

#include "tests/lint/cli/in_scratch.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using in_scratch::In;
using in_scratch::ServiceWithComment;
using testing::Scratch;

TEST(Suppressions, CommentsInTerraformSuppress) {
  const Scratch scratch;
  scratch.Write("main.tf", ServiceWithComment("# execlint: ignore[task-role-missing] why not\n"));
  const ProgramResult silent = RunExeclint({"."}, "", scratch.path());
  EXPECT_EQ(silent.status, 0) << silent.out;
  EXPECT_NE(silent.out.find("not shown: 1 suppressed"), silent.out.npos) << silent.out;

  scratch.Write("main.tf", ServiceWithComment("locals { c = \"# execlint: "
                                              "ignore[task-role-missing]\" }\n"));
  EXPECT_EQ(RunExeclint({"."}, "", scratch.path()).status, 1);
}

TEST(Suppressions, ACommentNamesRulesAndNotGroupsOfThem) {
  const Scratch scratch;
  scratch.Write("main.tf", ServiceWithComment("# execlint: ignore[network] why not\n"));
  const std::string says =
      "`network` is not a rule but stands for several; name one: "
      "`no-route-to-session-manager`, `ssmmessages-endpoint-missing`\n";
  const std::string said = In(scratch, {}).err;
  EXPECT_NE(said.find(": " + says), said.npos) << said;
  EXPECT_EQ(In(scratch, {"explain", "network"}).err, "execlint: " + says);
}

TEST(Suppressions, CommentsAtABlocksHeadSuppressWhatIsInIt) {
  const Scratch scratch;
  const std::string document = R"(
data "aws_iam_policy_document" "ops" {
  %statement {
    actions   = ["ecs:ExecuteCommand"]
    resources = ["*"]
  }
}
resource "aws_iam_policy" "ops" {
  policy = data.aws_iam_policy_document.ops.json
}
)";
  const std::string comment = "# execlint: ignore[unrestricted-exec] break glass\n";
  const std::size_t inside = document.find('%');
  std::string text = document;
  scratch.Write("main.tf", text.replace(inside, 1, ""));
  EXPECT_EQ(RunExeclint({"."}, "", scratch.path()).status, 1);
  scratch.Write("main.tf", comment + text.substr(1));
  EXPECT_EQ(RunExeclint({"."}, "", scratch.path()).status, 0);
  text = document;
  scratch.Write("main.tf", text.replace(inside, 1, comment));
  EXPECT_EQ(RunExeclint({"."}, "", scratch.path()).status, 0);
}

TEST(Suppressions, CommentsInVarFilesSuppress) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(
variable "read_only" {}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  task_role_arn         = "arn:aws:iam::111122223333:role/web"
  container_definitions = jsonencode([
    { name = "web", image = "nginx", readonlyRootFilesystem = var.read_only }])
}
resource "aws_ecs_service" "web" {
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
)");
  scratch.Write("terraform.tfvars", "read_only = true\n");
  EXPECT_EQ(RunExeclint({"."}, "", scratch.path()).status, 1);
  scratch.Write("terraform.tfvars",
                "read_only = true # execlint: ignore[read-only-root-filesystem] tmpfs beside it\n");
  EXPECT_EQ(RunExeclint({"."}, "", scratch.path()).status, 0);
}

// One comment for `dev` leaves `prod`, in every way in which they are told apart.
TEST(Suppressions, CommentsForOneEnvironmentLeaveTheOthers) {
  const Scratch scratch;
  scratch.Write("web/main.tf", R"(
variable "read_only" {}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  task_role_arn         = "arn:aws:iam::111122223333:role/web"
  container_definitions = jsonencode([
    { name = "web", image = "nginx", readonlyRootFilesystem = var.read_only ? true : false }])
}
resource "aws_ecs_service" "web" {
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
)");
  const std::string call = "module \"web\" {\n  source = \"../web\"\n  read_only = true\n}\n";
  const std::string ignore = "# execlint: ignore[read-only-root-filesystem] known\n";
  scratch.Write("dev/main.tf", "terraform {\n  backend \"s3\" {}\n}\n" + ignore + call);
  scratch.Write("prod/main.tf", "terraform {\n  backend \"s3\" {}\n}\n" + call);
  const ProgramResult one = RunExeclint({"."}, "", scratch.path());
  EXPECT_EQ(one.status, 1);
  EXPECT_NE(one.out.find("read-only-root-filesystem"), std::string::npos) << one.out;
  scratch.Write("prod/main.tf", "terraform {\n  backend \"s3\" {}\n}\n" + ignore + call);
  EXPECT_EQ(RunExeclint({"."}, "", scratch.path()).out.find("read-only-root-filesystem]"),
            std::string::npos);
}

TEST(Suppressions, MisspelledRulesInCommentsAreSaid) {
  const Scratch scratch;
  scratch.Write("main.tf", ServiceWithComment("# execlint: ignore[task-role-mising] why not\n"));
  const ProgramResult result = RunExeclint({"."}, "", scratch.path());
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.err.find("main.tf:5: there is no rule `task-role-mising`; did you mean "
                            "`task-role-missing`?"),
            result.err.npos)
      << result.err;
}

TEST(Suppressions, IdleSuppressionsAreSaid) {
  const Scratch scratch;
  scratch.Write("main.tf",
                "# execlint: ignore[exec-disabled] by hand only\n"
                "resource \"aws_ecs_service\" \"web\" {\n"
                "  enable_execute_command = false # execlint: ignore[task-role-missing] why\n"
                "}\n");
  const ProgramResult result = In(scratch, {});
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.err,
            "execlint: main.tf:3: this comment suppresses nothing: there is no finding of "
            "`task-role-missing` here\n");
  EXPECT_EQ(In(scratch, {"--ignore", "task-role-missing"}).err, "");
}

}  // namespace
}  // namespace execlint
