// The program as a shell sees it: exit status, standard output and standard error.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using testing::Scratch;

constexpr const char* kGoodService = R"({
  "serviceName": "web",
  "cluster": "main",
  "taskDefinition": "web",
  "enableExecuteCommand": true
})";
constexpr const char* kTaskWithoutRole = R"({
  "family": "web",
  "networkMode": "awsvpc",
  "containerDefinitions": [{"name": "app", "image": "nginx", "essential": true}]
})";

ProgramResult In(const Scratch& scratch, const std::vector<std::string>& words,
                 const std::string& input = "") {
  return RunExeclint(words, input, scratch.path());
}

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// ---- exit status

constexpr const char* kServiceWithoutTaskRole = R"(
resource "aws_ecs_task_definition" "web" {
  family = "web"
}
%resource "aws_ecs_service" "web" {
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
)";

std::string ServiceWithComment(const std::string& comment) {
  std::string text = kServiceWithoutTaskRole;
  return text.replace(text.find('%'), 1, comment);
}

TEST(Cli, CommentsInTerraformSuppress) {
  const Scratch scratch;
  scratch.Write("main.tf", ServiceWithComment("# execlint: ignore[task-role-missing] why not\n"));
  const ProgramResult silent = RunExeclint({"."}, "", scratch.path());
  EXPECT_EQ(silent.status, 0) << silent.out;
  EXPECT_NE(silent.out.find("not shown: 1 suppressed by comments"), silent.out.npos) << silent.out;

  scratch.Write("main.tf", ServiceWithComment("locals { c = \"# execlint: "
                                              "ignore[task-role-missing]\" }\n"));
  EXPECT_EQ(RunExeclint({"."}, "", scratch.path()).status, 1);
}

TEST(Cli, CommentsAtABlocksHeadSuppressWhatIsInIt) {
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

TEST(Cli, CommentsInVarFilesSuppress) {
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

// What is given names production, also where it stands only in a condition.
TEST(Cli, AGivenValueNamesTheEnvironment) {
  const Scratch scratch;
  scratch.Write("t.yaml", R"(
Parameters:
  EnvType: {Type: String, AllowedValues: [dev, prod]}
Conditions:
  IsProd: !Equals [!Ref EnvType, prod]
Resources:
  Web:
    Type: AWS::ECS::Service
    Properties:
      Cluster: main
      TaskDefinition: web:7
      EnableExecuteCommand: !If [IsProd, true, false]
)");
  const std::vector<std::string> only = {"--select", "production-exec-enabled"};
  const auto run = [&](std::vector<std::string> words) {
    words.insert(words.end(), only.begin(), only.end());
    return RunExeclint(words, "", scratch.path());
  };
  const ProgramResult yaml = run({"t.yaml", "--var", "EnvType=prod"});
  EXPECT_NE(yaml.out.find("`EnvType` is `prod`"), std::string::npos) << yaml.out;
  EXPECT_EQ(yaml.out.find("when `EnvType`"), std::string::npos) << yaml.out;
  EXPECT_EQ(run({"t.yaml", "--var", "EnvType=dev"}).out.find("production"), std::string::npos);

  scratch.Write("tf/main.tf", R"(
variable "environment" {}
resource "aws_ecs_service" "web" {
  task_definition        = "web:7"
  enable_execute_command = var.environment == "prod"
}
)");
  const ProgramResult by_var = run({"tf", "--var", "environment=prod"});
  EXPECT_NE(by_var.out.find("`var.environment` is `prod`"), std::string::npos) << by_var.out;
  scratch.Write("tf/terraform.tfvars", "environment = \"prod\"\n");
  const ProgramResult by_file = run({"tf"});
  EXPECT_NE(by_file.out.find("`var.environment` is `prod`"), std::string::npos) << by_file.out;
}

// The same text may be evidence for one thing and the value of a container's environment.
TEST(Cli, EvidenceIsNotMasked) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(
locals {
  env      = lower(terraform.workspace)
  password = "correct horse"
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "nginx", environment = [
    { name = "ENV", value = local.env }, { name = "PASSWORD", value = local.password }] }])
}
resource "aws_ecs_service" "web" {
  task_definition        = aws_ecs_task_definition.web.arn
  enable_execute_command = true
  tags                   = { environment = local.env, big = terraform.workspace == "production" }
}
)");
  const ProgramResult result =
      RunExeclint({".", "--select", "production-exec-enabled"}, "", scratch.path());
  EXPECT_NE(result.out.find("env      = lower(terraform.workspace)"), std::string::npos)
      << result.out;
}

// One comment for `dev` leaves `prod`, in every way in which they are told apart.
TEST(Cli, CommentsForOneEnvironmentLeaveTheOthers) {
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

TEST(Cli, MisspelledRulesInCommentsAreSaid) {
  const Scratch scratch;
  scratch.Write("main.tf", ServiceWithComment("# execlint: ignore[task-role-mising] why not\n"));
  const ProgramResult result = RunExeclint({"."}, "", scratch.path());
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.err.find("main.tf:5: there is no rule `task-role-mising`; did you mean "
                            "`task-role-missing`?"),
            result.err.npos)
      << result.err;
}

TEST(Cli, IdleSuppressionsAreSaid) {
  const Scratch scratch;
  scratch.Write("main.tf",
                "# execlint: ignore[exec-disabled] by hand only\n"
                "resource \"aws_ecs_service\" \"web\" {\n"
                "  enable_execute_command = false # execlint: ignore[task-role-missing]\n"
                "}\n");
  const ProgramResult result = In(scratch, {});
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.err,
            "execlint: main.tf:3: this comment suppresses nothing: there is no finding of "
            "`task-role-missing` here\n");
  EXPECT_EQ(In(scratch, {"--ignore", "task-role-missing"}).err, "");
}

TEST(Cli, FindingsMakeItFail) {
  const Scratch scratch;
  scratch.Write("service.json", kGoodService);
  scratch.Write("task.json", kTaskWithoutRole);
  const ProgramResult result = In(scratch, {});
  EXPECT_EQ(result.status, 1) << result.err;
  EXPECT_TRUE(Has(result.out, "[task-role-missing]")) << result.out;
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(In(scratch, {"lint", "."}).out, result.out);
  EXPECT_EQ(In(scratch, {"--fail-on", "never"}).status, 0);
  EXPECT_EQ(In(scratch, {"--ignore", "task-role-missing"}).status, 0);
  EXPECT_EQ(In(scratch, {"--select", "exec-disabled"}).status, 0);
}

// A path in a message and in a place is one path: from the current folder in text, from the root of
// the project in formats for programs.
TEST(Cli, PathsInMessagesAreShownLikePlaces) {
  const std::string exports =
      "Resources:\n  C:\n    Type: AWS::ECS::Cluster\nOutputs:\n  C:\n    Value: !Ref C\n"
      "    Export: {Name: shared}\n";
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("one/cluster.yaml", exports);
  scratch.Write("two/cluster.yaml", exports);
  scratch.Write("web/service.yaml",
                "Resources:\n  S:\n    Type: AWS::ECS::Service\n    Properties:\n"
                "      Cluster: !ImportValue shared\n      EnableExecuteCommand: true\n");
  const auto run = [&](const std::string& folder, const std::string& format) {
    return RunExeclint({scratch.path(), "--show-unknown", "--format", format}, "",
                       scratch.path(folder))
        .out;
  };
  const std::string reason = "may be any of those at ";
  EXPECT_TRUE(Has(run("", "text"), reason + "one/cluster.yaml:6 and two/cluster.yaml:6"));
  const std::string here = run("web", "text");
  EXPECT_TRUE(Has(here, reason + "../one/cluster.yaml:6 and ../two/cluster.yaml:6")) << here;
  EXPECT_TRUE(Has(here, "\nservice.yaml:5:")) << here;
  for (const char* folder : {"", "web"}) {
    EXPECT_TRUE(Has(run(folder, "json"), reason + "one/cluster.yaml:6 and two/cluster.yaml:6"));
  }
}

TEST(Cli, OptionsTakeOneValueEachTime) {
  const Scratch scratch;
  scratch.Write("service.json", kGoodService);
  scratch.Write("task.json", kTaskWithoutRole);
  const auto status = [&](const std::vector<std::string>& words) {
    return In(scratch, words).status;
  };
  EXPECT_EQ(status({"--select", "task-role-missing", "."}), 1);
  EXPECT_EQ(status({"--select", "exec-disabled,task-role-missing", "."}), 1);
  EXPECT_EQ(status({"--select", "exec-disabled", "--select", "task-role-missing", "."}), 1);
  EXPECT_EQ(status({"--ignore", "exec-disabled", "--ignore=task-role-missing", "."}), 0);
  EXPECT_EQ(status({"--var", "a=1", "--var", "b=x=y", "."}), 1);
}

TEST(Cli, AnInputThatNothingHasIsSaid) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(
    variable "env" {}
    resource "aws_ecs_cluster" "c" { name = var.env })");
  scratch.Write("stack.yaml", R"(
Parameters: {Size: {Type: String}}
Resources:
  Cluster: {Type: AWS::ECS::Cluster, Properties: {ClusterName: !Ref Size}}
)");
  const auto said = [&](const std::string& given) {
    return In(scratch, {"--var", given, "."}).err;
  };
  EXPECT_FALSE(Has(said("env=dev"), "--var")) << said("env=dev");
  EXPECT_FALSE(Has(said("Size=1"), "--var"));
  EXPECT_TRUE(Has(said("enviroment=dev"), "--var enviroment: nothing that speaks of ECS here has"));
}

// https://opentofu.org/docs/language/files/
TEST(Cli, OpenTofuLoadsItsOwnFiles) {
  const Scratch scratch;
  const auto service = [](const std::string& exec) {
    return "resource \"aws_ecs_service\" \"s\" {\n  task_definition = \"t:1\"\n"
           "  enable_execute_command = " +
           exec + "\n}\n";
  };
  scratch.Write("a/main.tf", service("false"));
  EXPECT_TRUE(Has(In(scratch, {"--select", "exec-disabled", "a"}).out, "a/main.tf:3:"));
  scratch.Write("a/main.tofu", service("true"));
  EXPECT_FALSE(Has(In(scratch, {"--select", "exec-disabled", "a"}).out, "[exec-disabled]"))
      << "main.tofu instead of main.tf";
  scratch.Write("a/main.tofu", "# execlint: ignore[exec-disabled] off\n" + service("false"));
  EXPECT_FALSE(Has(In(scratch, {"--select", "exec-disabled", "a"}).out, "[exec-disabled]"))
      << "comments are read";
  scratch.Write("b/only.tofu", service("false"));
  EXPECT_TRUE(Has(In(scratch, {"--select", "exec-disabled", "b"}).out, "b/only.tofu:3:"));
  scratch.Write("c/main.tofu.json", R"({"resource": {"aws_ecs_service": {"s": {
    "task_definition": "t:1", "enable_execute_command": false}}}})");
  EXPECT_TRUE(Has(In(scratch, {"--select", "exec-disabled", "c"}).out, "c/main.tofu.json:2:"));
  scratch.Write("d/broken.tofu", "resource {");
  EXPECT_EQ(In(scratch, {"d/broken.tofu"}).status, 3);
  // A module that is called from outside of what was named, where only the disk tells.
  scratch.Write("root/main.tf", "module \"m\" { source = \"../a\" }\n");
  scratch.Write("a/main.tofu", service("true"));
  EXPECT_FALSE(Has(In(scratch, {"--select", "exec-disabled", "root"}).out, "[exec-disabled]"));
}

TEST(Cli, WhatIsFilteredDoesNotFail) {
  const Scratch scratch;
  scratch.Write("task.json", R"({"family": "web", "taskRoleArn": "arn:aws:iam::111122223333:role/r",
    "containerDefinitions": [{"name": "a", "image": "x", "readonlyRootFilesystem": true}]})");
  const ProgramResult shown = In(scratch, {"--fail-on", "note"});
  EXPECT_EQ(shown.status, 1) << shown.out;
  const ProgramResult hidden = In(scratch, {"--fail-on", "note", "--min-severity", "error"});
  EXPECT_EQ(hidden.status, 0) << hidden.out;
  EXPECT_TRUE(Has(hidden.out, "not shown: 1 below --min-severity")) << hidden.out;
}

TEST(Cli, WrongUsageIsTwo) {
  const Scratch scratch;
  const auto wrong = [&](const std::vector<std::string>& words, const std::string& message) {
    const ProgramResult result = In(scratch, words);
    EXPECT_EQ(result.status, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_TRUE(Has(result.err, message)) << result.err;
  };
  wrong({"--no-such-option"}, "--no-such-option");
  wrong({"--format", "yaml"}, "--format");
  wrong({"--jobs", "0"}, "--jobs");
  wrong({"--fail-on", "sometimes"}, "--fail-on");
  wrong({"--var", "novalue"}, "--var wants NAME=VALUE");
  wrong({"nowhere"}, "nowhere: no such file or folder");
  wrong({"--select", "task-role-mising"}, "did you mean `task-role-missing`?");
  wrong({"--ignore", "zzz"}, "there is no rule `zzz`");
  wrong({"-"}, "--stdin-filename");
  wrong({"-", "."}, "- stands alone");
  wrong({"--stdin-filename", "x.tf"}, "standard input");
  wrong({""}, "a path is empty");
  wrong({"explain"}, "which rule? `execlint rules` lists them");
  wrong({"explain", "exec-disable"}, "did you mean `exec-disabled`?");
  wrong({".", "--output", "no/such/folder/out"}, "no/such/folder/out");
}

TEST(Cli, BrokenInputIsThreeUnlessSomethingIsFound) {
  const Scratch scratch;
  scratch.Write("broken.json", "{\"family\": \"other\", \"containerDefinitions\": [");
  const ProgramResult broken = In(scratch, {"broken.json"});
  EXPECT_EQ(broken.status, 3) << broken.out << broken.err;
  EXPECT_TRUE(Has(broken.out, "broken.json:1:")) << broken.out;
  EXPECT_TRUE(Has(broken.out, "[syntax-error]")) << broken.out;
  EXPECT_EQ(In(scratch, {"broken.json", "--fail-on", "never"}).status, 0);

  scratch.Write("service.json", kGoodService);
  scratch.Write("task.json", kTaskWithoutRole);
  const ProgramResult both = In(scratch, {"broken.json", "service.json", "task.json"});
  EXPECT_EQ(both.status, 1);
  EXPECT_TRUE(Has(both.out, "[syntax-error]") && Has(both.out, "[task-role-missing]")) << both.out;
}

TEST(Cli, UnreadableFilesAreNamedAndTheOthersAreStillChecked) {
  const Scratch scratch;
  scratch.Write("service.json", kGoodService);
  scratch.Write("task.json", kTaskWithoutRole);
  scratch.Write("large.json", "");
  ASSERT_EQ(truncate(scratch.path("large.json").c_str(), 65 << 20), 0);
  const ProgramResult found = In(scratch, {});
  EXPECT_EQ(found.status, 1);
  EXPECT_TRUE(Has(found.err, "execlint: large.json: larger than 64 MiB")) << found.err;
  const ProgramResult nothing = In(scratch, {"--ignore", "task-role-missing"});
  EXPECT_EQ(nothing.status, 3);
}

TEST(Cli, NothingToLintIsSaid) {
  const Scratch scratch;
  scratch.Write("README.md", "x");
  const ProgramResult empty = In(scratch, {});
  EXPECT_EQ(empty.status, 0);
  EXPECT_TRUE(Has(empty.err, "nothing to lint")) << empty.err;
  scratch.Write("package.json", R"({"name": "x", "version": "1"})");
  const ProgramResult other = In(scratch, {});
  EXPECT_EQ(other.status, 0);
  EXPECT_TRUE(Has(other.err,
                  "nothing to report on: 1 file here, and no ECS service, task definition or "
                  "cluster that they create with the inputs they are given\n"))
      << other.err;
  scratch.Write("other.json", "{}");
  EXPECT_TRUE(Has(In(scratch, {}).err, "2 files here"));
  scratch.Write("service/service.json", R"({"serviceName": "web", "taskDefinition": "web"})");
  EXPECT_EQ(In(scratch, {"service"}).err, "") << "there is a service, and nothing to say of it";
}

TEST(Cli, ModulesThatAreNotInTheScanAreToldOf) {
  const Scratch scratch;
  scratch.Write("main.tf", "module \"ecs\" {\n  source = \"terraform-aws-modules/ecs/aws\"\n}\n");
  const ProgramResult call = In(scratch, {});
  EXPECT_EQ(call.status, 0);
  EXPECT_TRUE(Has(call.err, "; 1 module call leads to what is not in the scan\n")) << call.err;
  EXPECT_FALSE(Has(call.out, "terraform init")) << "nothing hangs on it: " << call.out;
  scratch.Write("main.tf", R"(
module "app" {
  source                 = "terraform-aws-modules/ecs/aws//modules/service"
  enable_execute_command = true
  subnets                = module.vpc.private_subnets
}
module "vpc" {
  source = "terraform-aws-modules/vpc/aws"
}
module "topic" {
  source = "terraform-aws-modules/sns/aws"
}
)");
  const ProgramResult flag = In(scratch, {"--show-unknown"});
  EXPECT_EQ(flag.err, "");
  EXPECT_TRUE(Has(flag.out, "for 1 workload in 1 file")) << flag.out;
  EXPECT_TRUE(Has(flag.out, "what `module.app` is not given comes from a module")) << flag.out;
  EXPECT_TRUE(Has(flag.out, "2 module calls were not read (`terraform init` makes them known)\n"))
      << flag.out;
  const ProgramResult json = In(scratch, {"--format", "json"});
  EXPECT_TRUE(Has(json.out, "\"unread\": [\n      {\n        \"place\"")) << json.out;
  EXPECT_TRUE(Has(In(scratch, {"--format", "sarif"}).out, "`terraform init` makes them known") ||
              Has(In(scratch, {"--format", "sarif"}).out, "terraform init"));
}

// What another tool will make of it is not known, but that it turns exec on is.
TEST(Cli, FilesOfOtherToolsThatTurnExecOnAreWorkloads) {
  const Scratch scratch;
  scratch.Write("copilot/web/manifest.yml",
                "\xEF\xBB\xBF"
                "exec: true\r\nname: web\r\n");
  scratch.Write("copilot/api/manifest.yml", "name: api\nexec: false\n");
  scratch.Write("live/terragrunt.hcl", "inputs = {\n  enable_execute_command = true\n}\n");
  scratch.Write("live/other/terragrunt.hcl", "inputs = {}\n");
  scratch.Write("ecspresso.yml", "region: eu-west-1\nservice_definition: service.jsonnet\n");
  scratch.Write("plain/ecspresso.json", "{\n  \"service_definition\": \"service.json\"\n}\n");
  const ProgramResult found = In(scratch, {"--show-unknown"});
  EXPECT_EQ(found.status, 0) << found.err;
  EXPECT_EQ(found.err, "");
  EXPECT_TRUE(Has(found.out, "no findings for 3 workloads in 6 files\n")) << found.out;
  for (const char* file : {"copilot/web/manifest.yml", "live/terragrunt.hcl", "ecspresso.yml"}) {
    EXPECT_TRUE(Has(found.out, file)) << file << "\n" << found.out;
  }
  EXPECT_TRUE(Has(found.out, "name the template that `copilot svc package` writes"));
}

TEST(Cli, ANamedFileThatIsNotReadSaysSo) {
  const Scratch scratch;
  scratch.Write("terragrunt.hcl", "inputs = {}\n");
  scratch.Write("plan.json", R"({"format_version": "1.2", "planned_values": {}})");
  scratch.Write("saved.tfplan", std::string("PK\3\4\0\0tfplan", 12));
  scratch.Write("app.bin", std::string("\0\1", 2));
  scratch.Write("web.tfstate", "{}");
  scratch.Write("state.json", R"({"version": 4, "terraform_version": "1.9.0", "lineage": "x"})");
  scratch.Write("app.template", std::string("\0\1", 2));
  scratch.Write("README.md", "x");
  scratch.Write("package.json", "{}");
  const auto says = [&](const std::string& file, const std::string& what) {
    const ProgramResult found = In(scratch, {file});
    EXPECT_EQ(found.status, 3) << file;
    EXPECT_TRUE(Has(found.err, "execlint: " + file + ": this file " + what)) << found.err;
  };
  says("terragrunt.hcl", "is a configuration of Terragrunt");
  says("plan.json", "is a Terraform plan");
  says("saved.tfplan", "is a saved Terraform plan");
  says("app.bin", "holds binary data");
  says("web.tfstate", "is a Terraform state");
  says("state.json", "is a Terraform state");
  says("app.template", "holds binary data");
  for (const char* other : {"README.md", "package.json"}) {
    EXPECT_EQ(In(scratch, {other}).status, 0) << other << ": a hook names what is committed";
  }
  EXPECT_EQ(In(scratch, {}).status, 0) << "none of them was named";
}

TEST(Cli, ABrokenNamedFileSaysSoWhateverItHolds) {
  const Scratch scratch;
  const auto broken = [&](const std::string& name, const std::string& text) {
    scratch.Write(name, text);
    const ProgramResult result = In(scratch, {name});
    EXPECT_EQ(result.status, 3) << name << result.err;
    EXPECT_TRUE(Has(result.out, "[syntax-error]")) << name << result.out;
  };
  const std::string queue = R"({"Resources": {"Q": {"Type": "AWS::SQS::Queue",)";
  broken("queue.json", queue);
  broken("queue.template", queue);
  broken("policy.json", R"({"Version": "2012-10-17", "Statement": [)");
  broken("main.tf.json", R"({"resource": {)");
  scratch.Write("nginx.conf.template", "listen ${PORT};\n");
  EXPECT_EQ(In(scratch, {"nginx.conf.template"}).status, 0) << "it is no template of ours";
}

TEST(Cli, AValueOfTheCommandLineThatIsBrokenSaysSo) {
  const Scratch scratch;
  scratch.Write("main.tf",
                "variable \"service\" {\n  type = object({ exec = bool })\n}\n"
                "resource \"aws_ecs_service\" \"one\" {\n  name = \"one\"\n"
                "  task_definition = \"web:1\"\n  enable_execute_command = var.service.exec\n}\n");
  const ProgramResult found = In(scratch, {"--var", "service={ exec = true"});
  EXPECT_EQ(found.status, 3) << found.out;
  EXPECT_TRUE(Has(found.out, "main.tf:1:1: error: in the value given with `--var`: ")) << found.out;
}

// The command line is no place to edit: the variable is shown, and the fix says what to give.
TEST(Cli, AValueOfTheCommandLineIsToldAtItsVariable) {
  const Scratch scratch;
  scratch.Write("main.tf",
                "variable \"exec\" {\n  type = bool\n}\n"
                "variable \"service\" {\n  type = object({ exec = bool })\n}\n"
                "resource \"aws_ecs_service\" \"one\" {\n  name = \"one\"\n"
                "  task_definition = \"web:1\"\n  enable_execute_command = var.exec\n}\n"
                "resource \"aws_ecs_service\" \"two\" {\n  name = \"two\"\n"
                "  task_definition = \"web:1\"\n  enable_execute_command = var.service.exec\n}\n");
  const ProgramResult found =
      In(scratch, {"--var", "exec=false", "--var", "service={ exec = false }", "--extend-select",
                   "exec-disabled", "--format", "json"});
  EXPECT_TRUE(Has(found.out, "turn ECS Exec on for this service: give `exec` the value `true`"))
      << found.out;
  EXPECT_TRUE(Has(found.out, "\"fix\": \"turn ECS Exec on for this service\"")) << found.out;
  EXPECT_FALSE(Has(found.out, "\"op\"")) << "there is nothing to edit";
  EXPECT_FALSE(Has(found.out, "--var")) << found.out;
}

// Whatever rules are selected, a file that could not be read was not looked at.
TEST(Cli, ASyntaxErrorCountsWhateverIsSelected) {
  const Scratch scratch;
  scratch.Write("broken.yaml", "Resources:\n  A: {Type: AWS::ECS::Cluster\n");
  for (const char* option : {"--select", "--ignore"}) {
    const bool select = std::string_view(option) == "--select";
    const ProgramResult found =
        In(scratch, {option, select ? "task-role-missing" : "syntax-error"});
    EXPECT_EQ(found.status, 3) << option;
    EXPECT_TRUE(Has(found.out, "not shown: 1 about input that cannot be read, whose rule is off"))
        << found.out;
  }
  EXPECT_EQ(In(scratch, {"--select", "task-role-missing", "--fail-on", "never"}).status, 0);
}

// ---- what is read and what is reported

TEST(Cli, NamedFilesChooseWhatIsReportedAndTheirProjectGivesContext) {
  const Scratch scratch;
  scratch.Write("service.json", kGoodService);
  scratch.Write("task.json", kTaskWithoutRole);
  scratch.Write("other/task.json",
                R"({"family": "other", "containerDefinitions": [{"name": "a", "image": "x",
                "readonlyRootFilesystem": true}]})");
  scratch.MakeFolder(".git");
  const ProgramResult named = In(scratch, {"task.json"});
  EXPECT_EQ(named.status, 1);
  EXPECT_TRUE(Has(named.out, "task.json:2:13: error:")) << named.out;
  EXPECT_TRUE(Has(named.out, "service.json:5:27")) << named.out;
  EXPECT_FALSE(Has(named.out, "other/task.json")) << named.out;
  EXPECT_TRUE(Has(named.out, "outside the files named")) << named.out;
  const ProgramResult related = In(scratch, {"service.json"});
  EXPECT_EQ(related.status, 1) << "a related place is in the named file";
}

TEST(Cli, ARootNamedAloneBringsItsModules) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("envs/prod/main.tf", "module \"web\" {\n  source = \"../../modules/web\"\n}\n");
  scratch.Write("modules/web/main.tf", "module \"service\" {\n  source = \"../service\"\n}\n");
  scratch.Write("modules/service/main.tf", ServiceWithComment(""));
  const ProgramResult result = RunExeclint({"envs/prod"}, "", scratch.path());
  EXPECT_EQ(result.status, 1) << result.err;
  EXPECT_NE(result.out.find("modules/service/main.tf:2:1: error:"), result.out.npos) << result.out;
}

TEST(Cli, StandardInputStandsForAFile) {
  const Scratch scratch;
  scratch.Write("service.json", kGoodService);
  scratch.Write("task.json", "{}");
  const ProgramResult result =
      In(scratch, {"-", "--stdin-filename", "task.json"}, kTaskWithoutRole);
  EXPECT_EQ(result.status, 1) << result.err;
  EXPECT_TRUE(Has(result.out, "task.json:2:13: error:")) << result.out;
  const ProgramResult new_file =
      In(scratch, {"--stdin-filename", "new.json", "-"}, kTaskWithoutRole);
  EXPECT_TRUE(Has(new_file.out, "new.json:2:13")) << new_file.out;
  scratch.MakeFolder("folder");
  const ProgramResult folder = In(scratch, {"-", "--stdin-filename", "folder"}, kTaskWithoutRole);
  EXPECT_EQ(folder.status, 2);
  EXPECT_TRUE(Has(folder.err, "folder: is a folder")) << folder.err;
}

// A file that several roots share by symlinks is a file of each of them, and stands where it is.
TEST(Cli, LinkedFilesBelongToTheirFolders) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("shared/variables.tf", "variable \"exec\" { default = false }\n");
  scratch.Write("shared/service.tf", R"(resource "aws_ecs_service" "web" {
  name                   = "web"
  enable_execute_command = var.exec
}
)");
  scratch.Write("prod/terraform.tfvars", "exec = false\n");
  for (const char* file : {"service.tf", "variables.tf"}) {
    scratch.Link("prod/" + std::string(file), "../shared/" + std::string(file));
  }
  scratch.Link("prod/out.tf", "../../elsewhere.tf");
  const ProgramResult result = In(scratch, {"--select", "exec-disabled", "prod"});
  EXPECT_TRUE(Has(result.out, "prod/terraform.tfvars:1:8: note")) << result.out << result.err;
  EXPECT_TRUE(Has(result.out, "shared/service.tf:3:28")) << result.out;
}

TEST(Cli, AFolderNamedLikeACommandIsWrittenWithADot) {
  const Scratch scratch;
  scratch.Write("rules/service.json", kGoodService);
  scratch.Write("rules/task.json", kTaskWithoutRole);
  EXPECT_TRUE(Has(In(scratch, {"rules"}).out, "task-role-lacks-ssmmessages"));
  EXPECT_EQ(In(scratch, {"rules"}).status, 0);
  EXPECT_EQ(In(scratch, {"./rules"}).status, 1);
  EXPECT_EQ(In(scratch, {"lint", "rules"}).status, 1);
}

TEST(Cli, PathsAreShownFromTheCurrentFolder) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("a/b/service.json", kGoodService);
  scratch.Write("a/b/task.json", kTaskWithoutRole);
  scratch.MakeFolder("a/c");
  EXPECT_TRUE(Has(RunExeclint({"a"}, "", scratch.path()).out, "\na/b/task.json:"));
  EXPECT_TRUE(Has(RunExeclint({"."}, "", scratch.path("a/b")).out, "\ntask.json:"));
  EXPECT_TRUE(Has(RunExeclint({"../b"}, "", scratch.path("a/c")).out, "\n../../a/b/task.json:"));
}

// ---- output

TEST(Cli, PathsBelowTheCurrentFolderAreShownWhole) {
  const Scratch scratch;
  scratch.Write("a/service.json", kGoodService);
  scratch.Write("a/task.json", kTaskWithoutRole);
  EXPECT_TRUE(Has(In(scratch, {"a"}).out, "\na/task.json:"));
}

TEST(Cli, OutputGoesToAFile) {
  const Scratch scratch;
  scratch.Write("service.json", kGoodService);
  scratch.Write("task.json", kTaskWithoutRole);
  const ProgramResult result = In(scratch, {"--format", "sarif", "--output", "out.sarif"});
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(scratch.Read("out.sarif"), In(scratch, {"--format", "sarif"}).out);
}

TEST(Cli, OutputThatCannotBeWrittenIsSaid) {
  const Scratch scratch;
  scratch.Write("service.json", kGoodService);
  const ProgramResult full = In(scratch, {"--output", "/dev/full"});
  EXPECT_EQ(full.status, 2);
  EXPECT_EQ(full.err, "execlint: /dev/full: No space left on device\n");
  const ProgramResult nowhere = In(scratch, {"--output", "none/out.txt"});
  EXPECT_EQ(nowhere.status, 2);
  EXPECT_EQ(nowhere.err, "execlint: none/out.txt: no such folder\n");
}

TEST(Cli, OutputDoesNotDependOnTheNumberOfThreads) {
  for (const char* format : {"text", "json", "sarif"}) {
    const ProgramResult one =
        RunExeclint({"--format", format, "--jobs", "1", "examples", "fixtures"});
    const ProgramResult two =
        RunExeclint({"--format", format, "--jobs", "2", "examples", "fixtures"});
    EXPECT_EQ(one.out, two.out) << format;
    EXPECT_EQ(one.err, two.err) << format;
    EXPECT_GT(one.out.size(), 1000u);
  }
}

// The values of environment variables stand in lines that are shown.
TEST(Cli, SecretsAreNeverPrinted) {
  const Scratch scratch;
  scratch.Write("task.json", R"({"family": "a", "containerDefinitions": [
    {"name": "a", "image": "x",
     "environment": [{"name": "P", "value": "hunter2"}], "readonlyRootFilesystem": true}]})");
  scratch.Write("t/main.tf", R"(resource "aws_ecs_task_definition" "b" {
  family                = "b"
  container_definitions = jsonencode([
    { name = "b", image = "x", environment = [{ name = "P", value = "hunter2" }], readonlyRootFilesystem = true }
  ])
}
resource "aws_ecs_task_definition" "c" {
  family                = "c"
  container_definitions = <<EOT
    [{"name": "c", "image": "x", "environment": [{"name": "P", "value": "hunter2"}], "readonlyRootFilesystem": true}]
  EOT
}
)");
  scratch.Write("template.yaml", R"(Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - {Name: d, Image: x, Environment: [{Name: P, Value: hunter2}], ReadonlyRootFilesystem: true}
)");
  for (const char* format : {"text", "json", "sarif"}) {
    const ProgramResult result = In(scratch, {"--format", format});
    for (const char* file : {"task.json", "t/main.tf", "template.yaml"}) {
      EXPECT_TRUE(Has(result.out, file)) << format;
    }
    EXPECT_FALSE(Has(result.out, "hunter2")) << format << result.out;
  }
}

// Of containers that are a part of another text, the line at fault is shown all the same.
TEST(Cli, ASecretHidesTheEnvironmentAlone) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(variable "port" {}
locals {
  web = jsonencode({
    name                   = "web"
    image                  = "x"
    readonlyRootFilesystem = true
    environment            = [{ name = "P", value = format("hunter2%s", var.port) }]
  })
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = "[${local.web}]"
}
)");
  const ProgramResult result = In(scratch, {});
  EXPECT_TRUE(Has(result.out, "6 |     readonlyRootFilesystem = true")) << result.out;
  EXPECT_FALSE(Has(result.out, "hunter2")) << result.out;
}

TEST(Cli, ADeclarationIsNoSecret) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(resource "aws_ecs_task_definition" "web" {
  family = "web"
  container_definitions = jsonencode([{
    name = "web", image = "nginx", environment = [{ name = "REGION", value = var.aws_region }]
  }])
}
)");
  scratch.Write("variables.tf", "variable \"aws_region\" { type = string; default = \"x\" }\n");
  const ProgramResult result = In(scratch, {});
  EXPECT_TRUE(Has(result.out, "1 | variable \"aws_region\" { type = string;")) << result.out;
}

TEST(Cli, FetchedModulesAreCountedAndStayInsideTheProject) {
  const Scratch scratch;
  const std::string module =
      "resource \"aws_ecs_service\" \"a\" {\n  enable_execute_command = true\n}\n";
  scratch.Write("project/main.tf",
                "provider \"aws\" {}\nmodule \"app\" {\n  source = \"example/app/aws\"\n}\n");
  scratch.Write("project/.gitignore", ".terraform\n");
  scratch.Write("project/.terraform/modules/modules.json",
                R"({"Modules":[{"Key":"app","Source":"registry.terraform.io/example/app/aws",)"
                R"("Version":"1.0.0","Dir":".terraform/modules/app"}]})");
  scratch.Write("outside/main.tf", module);
  scratch.Link("project/.terraform/modules/app", "../../../outside");
  const std::string folder = scratch.path("project");
  EXPECT_FALSE(Has(RunExeclint({"."}, "", folder).out, "from .terraform"));

  scratch.Write("project/.terraform/elsewhere/main.tf", module);
  ASSERT_EQ(unlink(scratch.path("project/.terraform/modules/app").c_str()), 0);
  scratch.Link("project/.terraform/modules/app", "../elsewhere");
  const ProgramResult text = RunExeclint({"."}, "", folder);
  EXPECT_TRUE(Has(text.out, "for 1 workload in 1 file\n")) << text.out;
  EXPECT_TRUE(Has(text.out, "1 module read from .terraform, which a fresh clone does not have\n"))
      << text.out;
  const ProgramResult json = RunExeclint({".", "--format", "json"}, "", folder);
  EXPECT_TRUE(Has(json.out, "\"fetched\": 1")) << json.out;
  const ProgramResult sarif = RunExeclint({".", "--format", "sarif"}, "", folder);
  EXPECT_TRUE(Has(sarif.out, "1 module read from .terraform")) << sarif.out;
}

TEST(Cli, ColorOnlyWhenAskedFor) {
  EXPECT_FALSE(Has(RunExeclint({"rules"}).out, "\x1b["));
  EXPECT_TRUE(Has(RunExeclint({"rules", "--color", "always"}).out, "\x1b["));
  EXPECT_TRUE(Has(RunExeclint({"--color", "always", "examples/broken"}).out, "\x1b["));
}

TEST(Cli, HelpAndVersion) {
  const ProgramResult help = RunExeclint({"--help"});
  EXPECT_EQ(help.status, 0);
  for (const char* part : {"--select", "--show-unknown", "explain RULE", "Exit status"}) {
    EXPECT_TRUE(Has(help.out, part)) << part;
  }
  EXPECT_EQ(RunExeclint({"lint", "--help"}).status, 0);
  const std::string version = RunExeclint({"--version"}).out;
  EXPECT_TRUE(Has(version, "(AWS managed policies of 20"));
  EXPECT_EQ(version.find('\n'), version.size() - 1) << version;
}

TEST(Cli, RulesAndExplain) {
  const ProgramResult rules = RunExeclint({"rules"});
  EXPECT_EQ(rules.status, 0);
  EXPECT_TRUE(Has(rules.out, "task-role-missing")) << rules.out;
  const ProgramResult manual = RunExeclint({"explain", "task-role-missing"});
  EXPECT_EQ(manual.status, 0);
  for (const char* part : {"task-role-missing: ", "\nWhy\n", "\nFix\n", "\nReference\n"}) {
    EXPECT_TRUE(Has(manual.out, part)) << part;
  }
  EXPECT_FALSE(Has(manual.out, "# expect")) << manual.out;
}

}  // namespace
}  // namespace execlint
