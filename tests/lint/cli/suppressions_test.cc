// Suppression: comments, metadata and entries of the configuration, as a user writes them.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/lint/cli/in_scratch.h"
#include "tests/lint/render/schema.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;
using in_scratch::Has;
using in_scratch::In;
using in_scratch::kServiceWithExecOff;
using in_scratch::kServiceWithoutRole;
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

TEST(Suppressions, CountsUntilItsDay) {
  const Scratch scratch;
  const auto run = [&](const std::string& comment) {
    scratch.Write("main.tf", comment + "\n" + kServiceWithoutRole);
    return In(scratch, {});
  };
  const ProgramResult open = run("# execlint: ignore[task-role-missing] later (until=9999-12-31)");
  EXPECT_EQ(open.status, 0) << open.out;
  EXPECT_EQ(open.err, "");
  const ProgramResult over = run("# execlint: ignore[task-role-missing] soon (until=2001-01-31)");
  EXPECT_EQ(over.status, 1);
  EXPECT_EQ(over.err,
            "execlint: main.tf:1: this comment has expired: it counted until 2001-01-31; remove "
            "it, or extend `until`\n");
  const ProgramResult wrong = run("# execlint: ignore[task-role-missing] until=soon");
  EXPECT_EQ(wrong.status, 1);
  EXPECT_TRUE(
      Has(wrong.err, "main.tf:1: this comment has an `until` that is not a date like 2027-03-01"))
      << wrong.err;
}

TEST(Suppressions, OfACommentThatIsNoneItIsToldWhatToWrite) {
  const Scratch scratch;
  for (const char* comment :
       {"# execlint ignore[task-role-missing]", "#execlint:ignore [task-role-missing]",
        "# execlint: disable=task-role-missing", "// execlint: skip task-role-missing"}) {
    scratch.Write("main.tf", std::string(comment) + "\n" + kServiceWithoutRole);
    const ProgramResult run = In(scratch, {});
    EXPECT_EQ(run.status, 1);
    EXPECT_EQ(run.err,
              "execlint: main.tf:1: this comment cannot be parsed: write `execlint: "
              "ignore[task-role-missing] reason`\n")
        << comment;
  }
  for (const char* comment : {"## execlint: ignore[task-role-missing] why",
                              "# Execlint: ignore[task-role-missing] why"}) {
    scratch.Write("main.tf", std::string(comment) + "\n" + kServiceWithoutRole);
    const ProgramResult run = In(scratch, {});
    EXPECT_EQ(run.status, 0) << comment << run.out;
    EXPECT_EQ(run.err, "");
  }
  fs::remove(scratch.path("main.tf"));
  scratch.Write("t.yaml",
                "Resources:\n"
                "  Queue:\n"
                "    Type: AWS::SQS::Queue // execlint: ignore[task-role-missing] why\n");
  EXPECT_TRUE(Has(In(scratch, {}).err,
                  "t.yaml:3: this comment suppresses nothing: in YAML a comment begins with "
                  "`#`, not with `//`\n"));
  fs::remove(scratch.path("t.yaml"));
  scratch.Write("main.tf",
                std::string("# execlint ignores this, see execlint.yaml\n") + kServiceWithoutRole);
  EXPECT_EQ(In(scratch, {}).err, "");
}

TEST(Suppressions, AMissingReasonIsToldInOneLine) {
  const Scratch scratch;
  const std::string comment = "# execlint: ignore[task-role-missing]\n";
  scratch.Write("a/main.tf", comment + kServiceWithoutRole);
  EXPECT_EQ(
      In(scratch, {}).err,
      "execlint: a/main.tf:1: this suppression gives no reason: add one after the rule names\n");
  scratch.Write("b/main.tf", comment + kServiceWithoutRole);
  EXPECT_EQ(In(scratch, {}).err,
            "execlint: 2 suppressions give no reason, the first in a/main.tf:1: add one after "
            "the rule names\n");
}

constexpr const char* kTemplateWithoutRole = R"({
  "Resources": {
    "Task": {
      "Type": "AWS::ECS::TaskDefinition",
      %"Properties": {"Family": "web", "ContainerDefinitions": [{"Name": "a", "Image": "a"}]}
    },
    "Web": {
      "Type": "AWS::ECS::Service",
      "Properties": {"TaskDefinition": {"Ref": "Task"}, "LaunchType": "FARGATE",
                     "EnableExecuteCommand": true}
    }
  }
})";

std::string TemplateWith(const std::string& metadata) {
  std::string text = kTemplateWithoutRole;
  return text.replace(text.find('%'), 1, metadata);
}

TEST(Suppressions, MetadataOfATemplate) {
  const Scratch scratch;
  const auto run = [&](const std::string& execlint) {
    scratch.Write("a.json", TemplateWith("\"Metadata\": {\"execlint\": " + execlint + "},"));
    return In(scratch, {});
  };
  EXPECT_EQ(run("{}").status, 1);
  const ProgramResult good = run(R"({"ignore": ["task-role-missing"], "reason": "none"})");
  EXPECT_EQ(good.status, 0) << good.out;
  EXPECT_EQ(good.err, "");
  EXPECT_EQ(run(R"({"ignore": "task-role-missing", "reason": "a", "until": "2001-01-01"})").status,
            1);
  EXPECT_TRUE(Has(run(R"({"ignore": [3]})").err,
                  "a.json:5: this suppression does not count: write `execlint: {ignore: [rule]"));
  EXPECT_TRUE(
      Has(run(R"({"ignor": ["a"]})").err, "there is no key `ignor`; did you mean `ignore`"));
  EXPECT_TRUE(Has(run(R"({"ignore": ["task-role-mising"], "reason": "a"})").err,
                  "did you mean `task-role-missing`?"));
  EXPECT_TRUE(Has(run(R"({"ignore": ["exec-flag-misplaced"], "reason": "a"})").err,
                  "this suppression suppresses nothing"));
}

TEST(Suppressions, EntriesOfTheConfiguration) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("vendor/a.json", TemplateWith(""));
  const auto run = [&](const std::string& entry, const std::vector<std::string>& words = {}) {
    scratch.Write(".execlint.yaml",
                  "suppress:\n  - rule: task-role-missing\n    reason: theirs\n" + entry);
    return In(scratch, words);
  };
  const ProgramResult by_path = run("    path: vendor/\n");
  EXPECT_EQ(by_path.status, 0) << by_path.out;
  EXPECT_EQ(by_path.err, "");
  EXPECT_TRUE(Has(by_path.out, "not shown: 1 suppressed\n")) << by_path.out;
  EXPECT_EQ(run("    resource: Task\n").status, 0);
  EXPECT_EQ(run("    resource: W*\n").status, 0);
  EXPECT_EQ(run("    path: vendor/\n", {"--no-suppressions"}).status, 1);
  const ProgramResult other = run("    resource: Other\n    path: vendor/\n");
  EXPECT_EQ(other.status, 1);
  EXPECT_EQ(other.err,
            "execlint: .execlint.yaml:2: this entry suppresses nothing: there is no finding of "
            "`task-role-missing` that it is for\n");
  EXPECT_TRUE(Has(run("    path: vendor/\n    until: 2001-01-01\n").err, "this entry has expired"));
  // Where a part is looked at, the entry may be for another part.
  scratch.Write("main.tf", kServiceWithExecOff);
  EXPECT_EQ(run("    path: elsewhere/\n", {"vendor"}).err, "");
}

TEST(Suppressions, SarifHoldsWhatIsSuppressed) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("a.json", TemplateWith(""));
  scratch.Write("main.tf", std::string("# execlint: ignore[task-role-missing] by hand\n") +
                               kServiceWithoutRole);
  scratch.Write(".execlint.yaml",
                "suppress: [{rule: task-role-missing, path: a.json, reason: theirs}]\n");
  const ProgramResult run = In(scratch, {"--format", "sarif", "--select", "task-role-missing"});
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(testing::SchemaErrors(testing::kSarifSchema, run.out), "");
  EXPECT_TRUE(Has(run.out, "\"kind\": \"external\"")) << run.out;
  EXPECT_TRUE(Has(run.out, "\"justification\": \"theirs\"")) << run.out;
  EXPECT_TRUE(Has(run.out, "\"kind\": \"inSource\"")) << run.out;
  EXPECT_TRUE(Has(run.out, "\"justification\": \"by hand\"")) << run.out;
  const ProgramResult omitted =
      In(scratch, {"--format", "sarif", "--select", "task-role-missing", "--omit-suppressed"});
  EXPECT_FALSE(Has(omitted.out, "suppressions")) << omitted.out;
}

}  // namespace
}  // namespace execlint
