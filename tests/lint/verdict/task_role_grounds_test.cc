// What the verdict on the task role rests on, where it stands, and what it says where it cannot
// tell.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/verdict/task_role.h"
#include "tests/lint/verdict/judged.h"

namespace execlint {
namespace {

constexpr const char* kRoleVariables = R"(
variable "true" { default = true }
variable "x" {}
variable "star" { default = "*" }
variable "ec2" { default = "ec2" }
variable "trust_in_statement" {
  default = {
    Effect    = "Allow"
    Action    = ["sts:AssumeRole", "ssmmessages:OpenDataChannel"]
    Principal = { Service = "ecs-tasks.amazonaws.com" }
  }
}
)";

std::string TrustOf(const std::string& service) {
  return R"({ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = ")" + service +
         "\" } }";
}

// `rest` is more of the statement.
std::string Allowing(const std::string& actions, const std::string& rest = "") {
  return "{ Effect = \"Allow\", Action = " + actions + ", Resource = \"*\"" + rest + " }";
}

std::string DocumentOf(const std::string& statements) {
  return "jsonencode({ Statement = [" + statements + "] })";
}

// A task definition with its task role and its execution role.
struct RoleProject {
  std::string reference = "aws_iam_role.task.arn";
  std::string trust = "assume_role_policy = " + DocumentOf(TrustOf("ecs-tasks.amazonaws.com"));
  std::string boundary = "";
  std::string statements = "";            // of the task role's policy
  std::string execution_statements = "";  // of the execution role's

  std::string Text() const {
    std::string text = std::string(kRoleVariables) + R"(
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  execution_role_arn    = aws_iam_role.execution.arn
  container_definitions = jsonencode([{ name = "web", image = "nginx" }])
  task_role_arn         = )" +
                       reference + R"(
}
resource "aws_iam_role" "execution" {
  assume_role_policy = )" +
                       DocumentOf(TrustOf("ecs-tasks.amazonaws.com")) + R"(
}
resource "aws_iam_role" "task" {
  )" + trust + "\n" + (boundary.empty() ? "" : "  permissions_boundary = " + boundary) +
                       R"(
}
resource "aws_iam_policy" "of_s3" {
  policy = )" + DocumentOf(Allowing("\"s3:*\"")) +
                       "\n}\n";
    const auto add = [&](const std::string& role, const std::string& of_role) {
      if (of_role.empty()) return;
      text += "resource \"aws_iam_role_policy\" \"" + role + "\" {\n  role = aws_iam_role." + role +
              ".id\n  policy = " + DocumentOf(of_role) + "\n}\n";
    };
    add("task", statements);
    add("execution", execution_statements);
    return text;
  }

  std::string Judge() const { return testing_support::Judged("main.tf", Text(), Hop::kTaskRole); }

  // A part of the verdict, in words.
  template <class F>
  std::string Read(F&& part) const {
    std::string words = "no workload";
    testing_support::WithWorkload("main.tf", Text(),
                                  [&](const Workload& workload, const SourceMap& sources) {
                                    words = part(workload.task_role_verdict(), sources);
                                  });
    return words;
  }

  std::string Steps() const {
    return Read([](const TaskRoleVerdict& verdict, const SourceMap& sources) {
      std::string words;
      for (const PathStep& step : verdict.steps) {
        words += step.phrase + " | " + std::string(sources.Text(step.place.span)) + "\n";
      }
      return words;
    });
  }

  std::string TrustGrounds() const {
    return Read([](const TaskRoleVerdict& verdict, const SourceMap& sources) {
      return testing_support::InWords(verdict.trust_grounds, sources);
    });
  }

  std::string TrustPlace() const {
    return Read([](const TaskRoleVerdict& verdict, const SourceMap& sources) {
      return std::string(sources.Text(verdict.trust_place.span));
    });
  }

  std::string Grant() const {
    return Read([](const TaskRoleVerdict& verdict, const SourceMap& sources) {
      return std::string(verdict.granted_in_code ? "" : "not ") +
             "granted in code: " + testing_support::InWords(verdict.grant, sources);
    });
  }

  std::string Missing() const {
    return Read([](const TaskRoleVerdict& verdict, const SourceMap&) {
      std::string words;
      for (const std::string& action : verdict.missing) words += action + " ";
      return words;
    });
  }
};

const std::string kAllowAll = Allowing("\"ssmmessages:*\"");
// By the default of a variable, it is the resource `*`.
const std::string kAllowAllByDefault =
    R"({ Effect = "Allow", Action = "ssmmessages:*", Resource = var.star })";
const std::string kReferenceByDefault = "var.true ? aws_iam_role.task.arn : null";

TEST(TaskRoleGrounds, Allowed) {
  const std::string open = "open: task role `aws_iam_role.task` allows the ssmmessages actions\n";
  EXPECT_EQ(RoleProject{.statements = kAllowAll}.Judge(),
            open + "rests on 'aws_iam_role.task.arn'");
  EXPECT_EQ(RoleProject{.statements = kAllowAllByDefault}.Judge(),
            open + "rests on by default: 'aws_iam_role.task.arn'");
  const RoleProject by_default{.reference = kReferenceByDefault, .statements = kAllowAll};
  EXPECT_EQ(by_default.Judge(), open + "rests on by default: 'aws_iam_role.task.arn'");
}

TEST(TaskRoleGrounds, TheGrant) {
  EXPECT_EQ(RoleProject{.statements = kAllowAll}.Grant(), "granted in code: '" + kAllowAll + "'");
  EXPECT_EQ(RoleProject{.statements = kAllowAllByDefault}.Grant(),
            "granted in code: by default: '" + kAllowAllByDefault + "'");
  // Who allows everything did not prepare for exec.
  EXPECT_EQ(RoleProject{.statements = Allowing("\"*\"")}.Grant(), "not granted in code: ");
  // The first of several.
  const std::string first = Allowing("\"ssmmessages:CreateControlChannel\"");
  const std::string second = Allowing(R"(["ssmmessages:CreateDataChannel", "ssmmessages:Open*"])");
  const RoleProject of_two{.statements = first + ", " + second};
  EXPECT_EQ(of_two.Grant(), "granted in code: '" + first + "'");
}

// What is known of every request that the agent makes.
TEST(TaskRoleGrounds, ConditionsOnTheRequest) {
  const auto when = [](const std::string& condition) {
    const RoleProject project{
        .statements = Allowing("\"ssmmessages:*\"", ", Condition = { " + condition + " }")};
    const std::string words = project.Judge();
    return words.substr(0, words.find_first_of(":\n"));
  };
  EXPECT_EQ(when(R"(Bool = { "aws:SecureTransport" = "true" })"), "open");
  EXPECT_EQ(when(R"(Bool = { "aws:SecureTransport" = "false" })"), "blocked");
  EXPECT_EQ(when(R"(Bool = { "aws:ViaAWSService" = "false" })"), "open");
  EXPECT_EQ(when(R"(Bool = { "aws:ViaAWSService" = "true" })"), "blocked");
  EXPECT_EQ(when(R"(Bool = { "aws:PrincipalIsAWSService" = "false" })"), "open");
  EXPECT_EQ(when(R"(Bool = { "aws:PrincipalIsAWSService" = "true" })"), "blocked");
  EXPECT_EQ(when(R"(StringEquals = { "aws:PrincipalType" = "AssumedRole" })"), "open");
  EXPECT_EQ(when(R"(StringEquals = { "aws:PrincipalType" = "User" })"), "blocked");
  EXPECT_EQ(when(R"(StringEquals = { "aws:RequestedRegion" = "eu-west-1" })"), "unknown");
}

TEST(TaskRoleGrounds, ABoundary) {
  const auto within = [](const std::string& boundary) {
    return RoleProject{.boundary = boundary, .statements = kAllowAll};
  };
  const std::string denied =
      "blocked: the permissions boundary of task role `aws_iam_role.task` rules the actions out\n";
  EXPECT_EQ(within("aws_iam_policy.of_s3.arn").Judge(), denied + "rests on ");
  EXPECT_EQ(within("var.true ? aws_iam_policy.of_s3.arn : null").Judge(),
            denied + "rests on by default");
  EXPECT_EQ(within("var.x").Judge(),
            "unknown\ncannot tell whether the task role allows the ssmmessages actions: var.x "
            "(from outside) at 'variable \"x\"'");
}

// That something is not there stands nowhere.
TEST(TaskRoleGrounds, Lacking) {
  const std::string lacks =
      "blocked: task role `aws_iam_role.task` lacks the ssmmessages actions\n";
  EXPECT_EQ(RoleProject{}.Judge(), lacks + "rests on ");
  EXPECT_EQ(RoleProject{.reference = kReferenceByDefault}.Judge(), lacks + "rests on by default");
  // Even where the trust policy may say anything.
  EXPECT_EQ(RoleProject{.trust = "assume_role_policy = var.x"}.Judge(), lacks + "rests on ");
}

TEST(TaskRoleGrounds, DeniedActionsAreTheMissingOnes) {
  const RoleProject project{
      .statements =
          kAllowAll +
          R"(, { Effect = "Deny", Action = "ssmmessages:OpenDataChannel", Resource = "*" })"};
  EXPECT_EQ(project.Missing(), "ssmmessages:OpenDataChannel ");
}

TEST(TaskRoleGrounds, InTheTrustPolicy) {
  const std::string in_trust =
      "blocked: task role `aws_iam_role.task` has the ssmmessages actions in its trust policy "
      "only\n";
  const std::string statement = R"({
    Effect    = "Allow"
    Action    = ["sts:AssumeRole", "ssmmessages:OpenDataChannel"]
    Principal = { Service = "ecs-tasks.amazonaws.com" }
  })";
  EXPECT_EQ(RoleProject{.trust = "assume_role_policy = " + DocumentOf(statement)}.Judge(),
            in_trust + "rests on ");
  const RoleProject by_default{.trust =
                                   "assume_role_policy = " + DocumentOf("var.trust_in_statement")};
  EXPECT_EQ(by_default.Judge(), in_trust + "rests on by default");
}

TEST(TaskRoleGrounds, OnTheExecutionRole) {
  const std::string on_execution =
      "blocked: the execution role has the ssmmessages actions, and the task role does not\n";
  EXPECT_EQ(RoleProject{.execution_statements = kAllowAll}.Judge(), on_execution + "rests on ");
  EXPECT_EQ(RoleProject{.execution_statements = kAllowAllByDefault}.Judge(),
            on_execution + "rests on by default");
  // What the task role has itself need not be there.
  const RoleProject rest{.statements = Allowing("\"ssmmessages:Create*\""),
                         .execution_statements = Allowing("\"ssmmessages:Open*\"")};
  EXPECT_EQ(rest.Judge(), on_execution + "rests on ");
}

// ---- trust

RoleProject Trusting(const std::string& statements) {
  return {.trust = "assume_role_policy = " + DocumentOf(statements), .statements = kAllowAll};
}

const std::string kUntrustedSummary =
    "blocked: ECS tasks cannot assume task role `aws_iam_role.task`\n";

TEST(TaskRoleGrounds, TrustedByAStatement) {
  const std::string statement = TrustOf("ecs-tasks.amazonaws.com");
  const RoleProject project = Trusting(TrustOf("ec2.amazonaws.com") + ", " + statement);
  EXPECT_EQ(project.TrustGrounds(), "'" + statement + "'");
  EXPECT_EQ(project.TrustPlace(), statement);
}

// Of several statements, none is the one at fault.
TEST(TaskRoleGrounds, UntrustedByTwoStatements) {
  const std::string statements =
      TrustOf("ec2.amazonaws.com") + ", " + TrustOf("lambda.amazonaws.com");
  const std::string document = "{ Statement = [" + statements + "] }";
  const RoleProject project = Trusting(statements);
  EXPECT_EQ(project.Judge(), kUntrustedSummary + "rests on '" + document + "'");
  EXPECT_EQ(project.TrustGrounds(), "'" + document + "'");
  EXPECT_EQ(project.TrustPlace(), document);
  EXPECT_EQ(project.Steps(),
            "the task role is set here | aws_iam_role.task.arn\n"
            "the trust policy does not let ECS tasks assume the role | " +
                document + "\n");
}

TEST(TaskRoleGrounds, UntrustedByOneStatement) {
  const RoleProject project = Trusting(TrustOf("ec2.amazonaws.com"));
  const std::string document = "'{ Statement = [" + TrustOf("ec2.amazonaws.com") + "] }'";
  EXPECT_EQ(project.Judge(), kUntrustedSummary + "rests on " + document);
  EXPECT_EQ(project.TrustPlace(), "\"ec2.amazonaws.com\"");

  const std::string by_default = TrustOf("${var.ec2}.amazonaws.com");
  EXPECT_EQ(Trusting(by_default).Judge(),
            kUntrustedSummary + "rests on by default: '{ Statement = [" + by_default + "] }'");

  RoleProject reference = project;
  reference.reference = kReferenceByDefault;
  EXPECT_EQ(reference.Judge(), kUntrustedSummary + "rests on by default: " + document);
  EXPECT_EQ(reference.TrustGrounds(), "by default: " + document);
}

TEST(TaskRoleGrounds, UntrustedByADeny) {
  const std::string deny =
      R"({ Effect = "Deny", Action = "*", Principal = { Service = "ecs-tasks.amazonaws.com" } })";
  const RoleProject project = Trusting(TrustOf("ecs-tasks.amazonaws.com") + ", " + deny);
  EXPECT_EQ(project.Judge(), kUntrustedSummary + "rests on '" + deny + "'");
  EXPECT_EQ(project.TrustPlace(), deny);
}

TEST(TaskRoleGrounds, TrustThatCannotBeTold) {
  const std::string cannot_tell =
      "unknown\ncannot tell whether ECS tasks may assume the task role: ";
  const std::string x = cannot_tell + "var.x (from outside) at 'variable \"x\"'";
  EXPECT_EQ(Trusting("var.x").Judge(), x);
  const RoleProject unknown{.trust = "assume_role_policy = var.x", .statements = kAllowAll};
  EXPECT_EQ(unknown.Judge(), x);
  const RoleProject absent{.trust = "", .statements = kAllowAll};
  EXPECT_EQ(absent.Judge(),
            cannot_tell +
                "the trust policy of `aws_iam_role.task` (not in scan, in words) at 'resource "
                "\"aws_iam_role\" \"task\"'");
}

}  // namespace
}  // namespace execlint
