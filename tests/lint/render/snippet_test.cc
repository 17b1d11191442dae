#include "lint/render/snippet.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "tests/fixture.h"

namespace execlint {
namespace {

std::string SnippetIn(const std::string& path, const std::string& text, std::string type,
                      std::string address) {
  SourceMap sources;
  const FileId file = sources.AddFile(path, text);
  return Snippets(sources).For(
      {.actions = {"ssmmessages:CreateDataChannel", "ssmmessages:OpenDataChannel"},
       .at = Span::At(file, 0),
       .type = std::move(type),
       .address = std::move(address)});
}

TEST(Snippet, OfARoleInTerraform) {
  EXPECT_EQ("\n" + SnippetIn("main.tf", "", "aws_iam_role", "aws_iam_role.task"), R"(
resource "aws_iam_role_policy" "ecs_exec" {
  role = aws_iam_role.task.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = [
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenDataChannel",
      ]
      Resource = "*"
    }]
  })
}
)");
  EXPECT_EQ("\n" + SnippetIn("main.tf", "data \"aws_iam_policy_document\" \"x\" {}", "aws_iam_role",
                             "aws_iam_role.task"),
            R"(
data "aws_iam_policy_document" "ecs_exec" {
  statement {
    actions = [
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenDataChannel",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "ecs_exec" {
  role   = aws_iam_role.task.id
  policy = data.aws_iam_policy_document.ecs_exec.json
}
)");
  EXPECT_EQ("\n" + SnippetIn("main.tf", "", "aws_iam_role", ""), R"(
statement {
  actions = [
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenDataChannel",
  ]
  resources = ["*"]
}
)") << "one of several instances has no name to write";
}

TEST(Snippet, OfATemplate) {
  EXPECT_EQ("\n" + SnippetIn("t.yaml", "Resources:\n", "AWS::IAM::Role", "TaskRole"), R"(
Policies:
  - PolicyName: ecs-exec
    PolicyDocument:
      Version: "2012-10-17"
      Statement:
        - Effect: Allow
          Action:
            - ssmmessages:CreateDataChannel
            - ssmmessages:OpenDataChannel
          Resource: "*"
)");
  const std::string json = R"(
{
  "Effect": "Allow",
  "Action": [
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenDataChannel"
  ],
  "Resource": "*"
}
)";
  EXPECT_EQ("\n" + SnippetIn("t.template", " {\"Resources\": {}}", "AWS::IAM::Role", "R"), json);
  EXPECT_EQ("\n" + SnippetIn("main.tf.json", "{}", "aws_iam_role", "aws_iam_role.task"), json);
  EXPECT_EQ("\n" + SnippetIn("task.json", "{}", "task-definition", "x"), json);
}

// Two resources of one name are an error.
TEST(Snippet, ItsNamesAreFreeWhereItIsPasted) {
  const auto beside = [](const std::string& path, const std::string& text, std::string type,
                         const std::string& other = "", const std::string& its_text = "") {
    SourceMap sources;
    const FileId file = sources.AddFile(path, text);
    if (!other.empty()) sources.AddFile(other, its_text);
    return Snippets(sources).For({.actions = {"ssmmessages:CreateDataChannel"},
                                  .at = Span::At(file, 0),
                                  .type = std::move(type),
                                  .address = "aws_iam_role.task"});
  };
  const std::string taken = "resource \"aws_iam_role_policy\" \"ecs_exec\" {}\n";
  const auto names = [](const std::string& snippet, const std::string& name) {
    return snippet.find("\"" + name + "\" {") != snippet.npos;
  };
  EXPECT_TRUE(names(beside("a/x.tf", taken, "aws_iam_role"), "ecs_exec_2"));
  EXPECT_TRUE(names(beside("a/x.tf", "", "aws_iam_role", "a/y.tf", taken), "ecs_exec_2"));
  EXPECT_TRUE(names(beside("a/x.tf", taken, "aws_iam_role", "a/y.tf.json",
                           R"({"resource": {"aws_iam_role_policy": {"ecs_exec_2": {}}}})"),
                    "ecs_exec_3"));
  EXPECT_TRUE(names(beside("a/x.tf", "", "aws_iam_role", "b/y.tf", taken), "ecs_exec"))
      << "another module";
  EXPECT_TRUE(names(beside("x.tf", "", "aws_iam_role", "b/y.tf", taken), "ecs_exec"));
  const std::string documents = "data \"aws_iam_policy_document\" \"ecs_exec\" {}\n";
  EXPECT_NE(beside("x.tf", documents, "aws_iam_role")
                .find("policy = data.aws_iam_policy_document.ecs_exec_2.json"),
            std::string::npos);
  const std::string role =
      beside("x.tf", "resource \"aws_iam_role\" \"ecs_task\" {}", "aws_ecs_task_definition");
  EXPECT_TRUE(names(role, "ecs_task_2")) << role;
  EXPECT_NE(role.find("role = aws_iam_role.ecs_task_2.id"), role.npos) << role;
  EXPECT_NE(role.find("task_role_arn = aws_iam_role.ecs_task_2.arn"), role.npos) << role;
  const std::string yaml =
      beside("t.yaml", "Resources:\n  TaskRole:\n    Type: X\n", "AWS::ECS::TaskDefinition");
  EXPECT_TRUE(yaml.starts_with("TaskRole2:\n")) << yaml;
  EXPECT_NE(yaml.find("!GetAtt TaskRole2.Arn"), yaml.npos) << yaml;
  EXPECT_TRUE(
      beside("t.yaml", "Resources:\n  MyTaskRole:\n    Type: X\n", "AWS::ECS::TaskDefinition")
          .starts_with("TaskRole:\n"));
}

// A name is code when it is pasted.
TEST(Snippet, NamesBringNothingAlong) {
  for (const char* name : {"aws_iam_role.a\x1b[31m", "aws_iam_role.a\nprovider \"x\" {}", "a\"b"}) {
    EXPECT_TRUE(SnippetIn("main.tf", "", "aws_iam_role", name).starts_with("statement {")) << name;
    const std::string role = SnippetIn("main.tf", "", "aws_ecs_task_definition", name);
    EXPECT_NE(role.find("# in the task definition:\n"), role.npos) << role;
    const std::string yaml = SnippetIn("t.yaml", "", "AWS::ECS::TaskDefinition", name);
    EXPECT_NE(yaml.find("# in the properties of the task definition:\n"), yaml.npos) << yaml;
  }
}

TEST(Snippet, EachKindOnce) {
  SourceMap sources;
  const FileId file = sources.AddFile("main.tf", "");
  Snippets snippets(sources);
  Grant grant{.actions = {"a:B"},
              .at = Span::At(file, 0),
              .type = "aws_iam_role",
              .address = "aws_iam_role.one"};
  EXPECT_NE(snippets.For(grant), "");
  grant.address = "aws_iam_role.two";
  EXPECT_EQ(snippets.For(grant), "");
  grant.type = "aws_ecs_task_definition";
  EXPECT_NE(snippets.For(grant), "") << "a role too";
  // A statement is the same, whatever is beside it.
  grant.type = "aws_iam_role";
  grant.address = "";
  EXPECT_NE(snippets.For(grant), "");
  grant.at = Span::At(sources.AddFile("b.tf", "data \"aws_iam_policy_document\" \"x\" {}"), 0);
  EXPECT_EQ(snippets.For(grant), "");
}

TEST(Snippet, NothingWhereNothingIsMissing) {
  SourceMap sources;
  EXPECT_EQ(Snippets(sources).For({}), "");
  EXPECT_EQ(Snippets(sources).For({.actions = {"a"}}), "") << "nor where there is no place";
}

// What is pasted mends what was found.
using testing_support::Analyze;

std::size_t Blocked(const std::map<std::string, std::string>& files, std::string* snippet) {
  std::vector<const Rule*> rules;
  for (const RuleEntry& entry : AllRules()) rules.push_back(entry.rule);
  const auto run = Analyze(files, rules);
  std::size_t blocked = 0;
  for (const Finding& finding : run.analysis.findings) {
    if (finding.rule->hop != Hop::kTaskRole) continue;
    ++blocked;
    if (snippet != nullptr) *snippet = Snippets(*run.sources).For(finding.grant);
  }
  return blocked;
}

TEST(Snippet, MendsWhatItIsShownFor) {
  const std::string service = R"(
resource "aws_ecs_service" "web" {
  name                   = "web"
  cluster                = "main"
  task_definition        = aws_ecs_task_definition.web.arn
  enable_execute_command = true
}
)";
  const std::string trust = R"(
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow", Action = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
)";
  const auto task = [](const std::string& role) {
    return "resource \"aws_ecs_task_definition\" \"web\" {\n  family = \"web\"\n" + role +
           "  container_definitions = jsonencode([{ name = \"app\", image = \"x\" }])\n}\n";
  };
  std::string snippet;
  const std::string lacks = service + "resource \"aws_iam_role\" \"task\" {" + trust + "}\n" +
                            task("  task_role_arn = aws_iam_role.task.arn\n");
  EXPECT_EQ(Blocked({{"main.tf", lacks}}, &snippet), 1u);
  EXPECT_EQ(Blocked({{"main.tf", lacks + snippet}}, nullptr), 0u) << snippet;

  const std::string other = "data \"aws_iam_policy_document\" \"other\" {}\n" + lacks;
  EXPECT_EQ(Blocked({{"main.tf", other}}, &snippet), 1u);
  EXPECT_NE(snippet.find("statement {"), std::string::npos) << snippet;
  EXPECT_EQ(Blocked({{"main.tf", other + snippet}}, nullptr), 0u) << snippet;

  EXPECT_EQ(Blocked({{"main.tf", service + task("")}}, &snippet), 1u);
  const std::string with_role = task("  task_role_arn = aws_iam_role.ecs_task.arn\n");
  EXPECT_NE(snippet.find(
                "# in aws_ecs_task_definition.web:\n#   task_role_arn = aws_iam_role.ecs_task.arn"),
            std::string::npos)
      << snippet;
  EXPECT_EQ(Blocked({{"main.tf", service + with_role + snippet}}, nullptr), 0u) << snippet;
}

}  // namespace
}  // namespace execlint
