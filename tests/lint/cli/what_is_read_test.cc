// What is read, and what is reported of it.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "tests/lint/cli/in_scratch.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using in_scratch::Has;
using in_scratch::In;
using in_scratch::kGoodService;
using in_scratch::kTaskWithoutRole;
using in_scratch::ServiceWithComment;
using testing::Scratch;

// https://opentofu.org/docs/language/files/
TEST(WhatIsRead, OpenTofuLoadsItsOwnFiles) {
  const Scratch scratch;
  const auto service = [](const std::string& exec) {
    return "resource \"aws_ecs_service\" \"s\" {\n  task_definition = \"t:1\"\n"
           "  enable_execute_command = " +
           exec + "\n}\n";
  };
  scratch.Write("a/main.tf", service("false"));
  EXPECT_TRUE(Has(In(scratch, {"--select", "exec-disabled", "a"}).out, "a/main.tf:3:"));
  // Nobody knows whether OpenTofu or Terraform deploys the folder, so both are judged.
  const auto places = [&](const char* path) {
    std::string found;
    const auto run = In(scratch, {"--select", "exec-disabled", "--format", "concise", path});
    for (std::size_t at = 0; at < run.out.size();) {
      const std::size_t end = std::min(run.out.find('\n', at), run.out.size());
      const std::string line = run.out.substr(at, end - at);
      if (Has(line, "exec-disabled")) found += line.substr(0, line.find(": ")) + " ";
      at = end + 1;
    }
    return found;
  };
  scratch.Write("a/main.tofu", service("true"));
  EXPECT_EQ(places("a"), "a/main.tf:3:28 ");
  scratch.Write("a/main.tofu", "");
  EXPECT_EQ(places("a"), "a/main.tf:3:28 ");
  scratch.Write("a/main.tofu", "\n" + service("false"));
  EXPECT_EQ(places("a"), "a/main.tf:3:28 a/main.tofu:4:28 ");
  scratch.Write("a/main.tf", service("true"));
  EXPECT_EQ(places("a"), "a/main.tofu:4:28 ");
  scratch.Write("a/main.tofu", "# execlint: ignore[exec-disabled] off\n" + service("false"));
  EXPECT_EQ(places("a"), "") << "comments are read";
  // An override that Terraform does not read. What both read is told once.
  scratch.Write("o/main.tf", service("false"));
  scratch.Write("o/main_override.tofu", service("true"));
  EXPECT_EQ(places("o"), "o/main.tf:3:28 ");
  scratch.Write("o/main_override.tofu", "");
  EXPECT_EQ(places("o"), "o/main.tf:3:28 ");
  // A file that takes nothing's place changes nothing for the others.
  scratch.Write("n/main.tf", service("false"));
  scratch.Write("n/more.tofu", "");
  const auto alone = In(scratch, {"--format", "json", "n"});
  EXPECT_EQ(alone.out.find("\"workload\": \"aws_ecs_service.s\""),
            alone.out.rfind("\"workload\": \"aws_ecs_service.s\""));
  scratch.Write("b/only.tofu", service("false"));
  EXPECT_TRUE(Has(In(scratch, {"--select", "exec-disabled", "b"}).out, "b/only.tofu:3:"));
  scratch.Write("c/main.tofu.json", R"({"resource": {"aws_ecs_service": {"s": {
    "task_definition": "t:1", "enable_execute_command": false}}}})");
  EXPECT_TRUE(Has(In(scratch, {"--select", "exec-disabled", "c"}).out, "c/main.tofu.json:2:"));
  scratch.Write("d/broken.tofu", "resource {");
  EXPECT_EQ(In(scratch, {"d/broken.tofu"}).status, 3);
  // A module that is called from outside of what was named, where only the disk tells.
  scratch.MakeFolder(".git");
  scratch.Write("root/main.tf", "module \"m\" {\n  source = \"../m\"\n  on = false\n}\n");
  const std::string input = "variable \"on\" {}\n";
  scratch.Write("m/main.tf", input + service("true"));
  scratch.Write("m/main.tofu", input + service("true"));
  EXPECT_EQ(places("root"), "");
  scratch.Write("m/main.tf", input + service("var.on"));
  EXPECT_EQ(places("root"), "root/main.tf:3:8 ");
}

// A pipe cannot be read, so it is told: Terraform would wait for it.
TEST(WhatIsRead, APipeIsNoConfiguration) {
  const Scratch scratch;
  scratch.Write("ok.tf", kGoodService);
  ASSERT_EQ(mkfifo(scratch.path("main.tf").c_str(), 0600), 0);
  ASSERT_EQ(mkfifo(scratch.path("t.json").c_str(), 0600), 0);
  const auto run = In(scratch, {"."});
  EXPECT_EQ(run.status, 3);
  EXPECT_TRUE(Has(run.out + run.err, "main.tf: not an ordinary file")) << run.out << run.err;
  EXPECT_FALSE(Has(run.out + run.err, "t.json"));
}

// Each pattern would be compared with each path.
TEST(WhatIsRead, AnIgnoreFileOfTooManyPatternsIsNamed) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  std::string patterns;
  for (int i = 0; i < 100'000; ++i) patterns += "*x" + std::to_string(i) + "y*\n";
  scratch.Write(".gitignore", patterns + "main.tf\n");
  scratch.Write("main.tf", in_scratch::kServiceWithoutRole);
  const auto run = In(scratch, {"--timeout", "20", "."});
  EXPECT_EQ(run.status, 1);
  EXPECT_TRUE(Has(run.err,
                  "execlint: .gitignore: with this file more than 1000 patterns would have to be "
                  "compared with each path, so it is not taken into account"))
      << run.err;
}

TEST(WhatIsRead, NothingToLintIsSaid) {
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

TEST(WhatIsRead, ModulesThatAreNotInTheScanAreToldOf) {
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
  EXPECT_TRUE(Has(flag.out, "`module.app` does not set this, and the source of its module"))
      << flag.out;
  EXPECT_TRUE(Has(flag.out, "2 module calls were not read (`terraform init` makes them known)\n"))
      << flag.out;
  const ProgramResult json = In(scratch, {"--format", "json"});
  EXPECT_TRUE(Has(json.out, "\"unread\": [\n      {\n        \"place\"")) << json.out;
  EXPECT_TRUE(Has(In(scratch, {"--format", "sarif"}).out, "`terraform init` makes them known") ||
              Has(In(scratch, {"--format", "sarif"}).out, "terraform init"));
}

// What another tool will make of it is not known, but that it turns exec on is.
TEST(WhatIsRead, FilesOfOtherToolsThatTurnExecOnAreWorkloads) {
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
  EXPECT_TRUE(Has(found.out, "no findings for 3 workloads across 6 files\n")) << found.out;
  for (const char* file : {"copilot/web/manifest.yml", "live/terragrunt.hcl", "ecspresso.yml"}) {
    EXPECT_TRUE(Has(found.out, file)) << file << "\n" << found.out;
  }
  EXPECT_TRUE(Has(found.out, "name the template that `copilot svc package` writes"));
}

TEST(WhatIsRead, CopilotAndTerragruntInTheirOtherSpellings) {
  const auto turns_exec_on = [](const std::string& file, const std::string& text) {
    const Scratch scratch;
    scratch.Write(file, text);
    return Has(In(scratch, {}).out, "no findings for 1 workload");
  };
  const std::string manifest = "copilot/web/manifest.yml";
  for (const char* on :
       {"exec: yes", "exec: on", "exec: True", "exec: Y", "exec: {enable: true}",
        "exec: { enable: yes }", "exec:\n  enable: true", "environments:\n  test:\n    exec: yes",
        "exec: false\nenvironments:\n  test:\n    exec: true"}) {
    EXPECT_TRUE(turns_exec_on(manifest, "name: web\n" + std::string(on) + "\n")) << on;
  }
  for (const char* off : {"exec: no", "exec: off", "exec: yess", "exec: {enable: false}",
                          "exec:\n  enable: no", "executor: yes", "name: exec"}) {
    EXPECT_FALSE(turns_exec_on(manifest, "name: web\n" + std::string(off) + "\n")) << off;
  }
  const std::string terragrunt = R"({"inputs": {"enable_execute_command": true}})";
  EXPECT_TRUE(turns_exec_on("live/terragrunt.hcl.json", terragrunt));
  EXPECT_FALSE(turns_exec_on("live/terragrunt.hcl.json", R"({"inputs": {}})"));
}

// Whatever keeps a template from being read, it is not taken for one without findings.
TEST(WhatIsRead, ATemplateOfAnotherProgramOrOldLineEndsIsToldOf) {
  const std::string service =
      "Resources:\n  Web:\n    Type: AWS::ECS::Service\n"
      "    Properties: {EnableExecuteCommand: true}\n";
  std::string carriage_returns = "Parameters: {}\n" + service;
  std::ranges::replace(carriage_returns, '\n', '\r');
  for (const auto& [text, says] :
       {std::pair("{% set a = 1 %}\n" + service, "another program fills in this template"),
        std::pair(carriage_returns, "carriage return without line feed")}) {
    const Scratch scratch;
    scratch.Write("web.yaml", text);
    const ProgramResult run = In(scratch, {});
    EXPECT_EQ(run.out.find("no findings"), run.out.npos) << run.out;
    EXPECT_TRUE(Has(run.out, says)) << run.out << run.err;
    EXPECT_EQ(run.status, 3);
  }
  const Scratch other;  // that has nothing to do with ECS Exec
  other.Write("role.yaml", "{% set a = 1 %}\nResources:\n  R:\n    Type: AWS::IAM::Role\n");
  EXPECT_EQ(In(other, {}).status, 0);
}

// A template that a stack names is read wherever it stands, and told of if it is not there.
TEST(WhatIsRead, WhatANestedStackNames) {
  const std::string service =
      "Resources:\n  Web:\n    Type: AWS::ECS::Service\n"
      "    Properties: {EnableExecuteCommand: true, PlatformVersion: 1.3.0, LaunchType: FARGATE}\n";
  const auto run = [&](const std::string& url, const std::string& file) {
    const Scratch scratch;
    scratch.MakeFolder(".git");
    scratch.Write(".gitignore", "made/\n");
    scratch.Write("stacks/main.yaml",
                  "Resources:\n  Nested:\n    Type: AWS::CloudFormation::Stack\n"
                  "    Properties: {TemplateURL: '" +
                      url + "'}\n");
    if (!file.empty()) scratch.Write(file, service);
    return In(scratch, {"--no-summary"});
  };
  for (const char* name :
       {"web.tmpl", "web.txt", "web", "node_modules/x/web.yaml", "../made/web.yaml"}) {
    const ProgramResult found = run(
        "./" + std::string(name), name[0] == '.' ? "made/web.yaml" : "stacks/" + std::string(name));
    EXPECT_EQ(found.status, 1) << name << found.err;
    EXPECT_TRUE(Has(found.out, "fargate-platform-too-old")) << name << found.out;
  }
  for (const char* missing : {"./web.yaml", "../web.yaml", "../../../web.yaml"}) {
    const ProgramResult found = run(missing, "");
    EXPECT_EQ(found.status, 3) << missing;
    EXPECT_TRUE(Has(found.out, "main.yaml:2:3: note: the template of `Nested` is not at the path"))
        << found.out;
  }
  // What may be a path in a bucket.
  EXPECT_EQ(run("web.yaml", "").status, 0);
  EXPECT_EQ(run("https://bucket.s3.amazonaws.com/web.yaml", "").status, 0);
}

TEST(WhatIsRead, ASubmoduleThatIsNotCheckedOutIsToldOnce) {
  const auto run = [](bool checked_out) {
    const Scratch scratch;
    scratch.MakeFolder(".git");
    scratch.Write(".gitmodules",
                  "[submodule \"modules\"]\n\tpath = modules\n\turl = https://example.com/m.git\n");
    scratch.MakeFolder("modules");
    if (checked_out) scratch.Write("modules/README.md", "x");
    scratch.Write("main.tf",
                  "module \"a\" {\n  source = \"./modules/web\"\n}\n"
                  "module \"b\" {\n  source = \"./modules\"\n}\n"
                  "module \"c\" {\n  source = \"./modules2\"\n}\n");
    return In(scratch, {});
  };
  const ProgramResult found = run(false);
  EXPECT_EQ(found.status, 3);
  EXPECT_TRUE(Has(found.err,
                  "modules: the submodule is not checked out: the modules of 2 calls in it are not "
                  "read"))
      << found.err;
  EXPECT_TRUE(Has(found.err, "main.tf: the source `./modules2` of `module.c`")) << found.err;
  EXPECT_FALSE(Has(found.err, "module.a")) << found.err;
  const ProgramResult other = run(true);
  EXPECT_FALSE(Has(other.err, "the submodule")) << other.err;
  EXPECT_TRUE(Has(other.err, "module.a")) << other.err;
}

TEST(WhatIsRead, AModuleThatIsNotThereIsToldOf) {
  const auto run = [](const std::string& file, const std::string& text, bool folder) {
    const Scratch scratch;
    scratch.MakeFolder(".git");
    scratch.Write(file, text);
    if (folder) scratch.MakeFolder("web");
    return In(scratch, {});
  };
  for (const bool folder : {false, true}) {
    const std::string says = std::string("the source `./web` of `module.a` in line 1 ") +
                             (folder ? "holds no configuration" : "does not exist") +
                             ", so what the module makes is not seen";
    for (const auto& [file, text] :
         {std::pair("main.tf", "module \"a\" {\n  source = \"./web\"\n}\n"),
          std::pair("main.tf.json", R"({"module": {"a": {"source": "./web"}}})")}) {
      const ProgramResult found = run(file, text, folder);
      EXPECT_EQ(found.status, 3) << file;
      EXPECT_TRUE(Has(found.err, std::string(file) + ": " + says)) << found.err;
    }
  }
  // What is made nowhere is missed by nobody, and what `terraform init` fetches is told otherwise.
  EXPECT_EQ(run("main.tf", "module \"a\" {\n  source = \"./web\"\n  count = 0\n}\n", false).status,
            0);
  EXPECT_EQ(run("main.tf", "module \"a\" {\n  source = \"example/web/aws\"\n}\n", false).status, 0);
}

TEST(WhatIsRead, ANamedFileThatIsNotReadSaysSo) {
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
  const auto says = [&](const std::string& file, const std::string& what, int status = 3) {
    const ProgramResult found = In(scratch, {file});
    EXPECT_EQ(found.status, status) << file;
    EXPECT_TRUE(Has(found.err, "execlint: " + file + ": this file " + what)) << found.err;
  };
  scratch.Write("main.go", "package main\n");
  scratch.Write("ecspresso.yml", "service_definition: service.jsonnet\n");
  // Code of other tools is sound, whether it is named or found in a folder.
  says("terragrunt.hcl", "is a configuration of Terragrunt", 0);
  says("ecspresso.yml", "takes its service from Jsonnet", 0);
  says("plan.json", "is a Terraform plan");
  says("saved.tfplan", "is a saved Terraform plan");
  says("app.bin", "holds binary data");
  says("web.tfstate", "is a Terraform state");
  says("state.json", "is a Terraform state");
  says("app.template", "holds binary data");
  for (const char* other : {"README.md", "main.go"}) {
    says(other, "is not of a kind that execlint reads; it reads .tf, .tofu, ");
  }
  const ProgramResult piped = In(scratch, {"-", "--stdin-filename", "a.py"}, "import x\n");
  EXPECT_EQ(piped.status, 3);
  EXPECT_TRUE(Has(piped.err, "a.py: this file is not of a kind that execlint reads")) << piped.err;
  EXPECT_EQ(In(scratch, {"package.json"}).status, 0) << "a hook names what is committed";
  const Scratch repository;
  repository.MakeFolder(".git");
  repository.Write("copilot/api/manifest.yml", "name: api\nexec: true\n");
  for (const char* path : {"copilot/api/manifest.yml", "."}) {
    EXPECT_EQ(In(repository, {path}).status, 0) << path;
  }
  EXPECT_TRUE(Has(In(repository, {"copilot/api/manifest.yml"}).err,
                  "copilot/api/manifest.yml: this file is a manifest of AWS Copilot"));
  // What was found counts before what was not read.
  scratch.Write("main.tf", ServiceWithComment(""));
  EXPECT_EQ(In(scratch, {"README.md", "main.tf"}).status, 1);
  scratch.Write("main.tf", "");
  EXPECT_EQ(In(scratch, {}).status, 0) << "none of them was named";
}

TEST(WhatIsRead, TerraformInUtf16SaysSoThoughNothingElseIsThere) {
  const Scratch scratch;
  std::string wide = "\xFF\xFE";
  for (const char c : ServiceWithComment("")) wide += {c, '\0'};
  scratch.Write("main.tf", wide);
  const ProgramResult result = In(scratch, {});
  EXPECT_EQ(result.status, 3) << result.out;
  EXPECT_TRUE(Has(result.out, "text is UTF-16: save it as UTF-8")) << result.out;
}

TEST(WhatIsRead, ABrokenNamedFileSaysSoWhateverItHolds) {
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

TEST(WhatIsRead, NamedFilesChooseWhatIsReportedAndTheirProjectGivesContext) {
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
  EXPECT_TRUE(Has(named.out, "in other files")) << named.out;
  const ProgramResult related = In(scratch, {"service.json"});
  EXPECT_EQ(related.status, 1) << "a related place is in the named file";
}

TEST(WhatIsRead, ARootNamedAloneBringsItsModules) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("envs/prod/main.tf", "module \"web\" {\n  source = \"../../modules/web\"\n}\n");
  scratch.Write("modules/web/main.tf", "module \"service\" {\n  source = \"../service\"\n}\n");
  scratch.Write("modules/service/main.tf", ServiceWithComment(""));
  const ProgramResult result = RunExeclint({"envs/prod"}, "", scratch.path());
  EXPECT_EQ(result.status, 1) << result.err;
  EXPECT_NE(result.out.find("modules/service/main.tf:2:1: error:"), result.out.npos) << result.out;
}

TEST(WhatIsRead, AModuleOutsideOfTheProjectIsTold) {
  const Scratch scratch;
  scratch.Write("envs/prod/main.tf", "module \"web\" {\n  source = \"../../modules/web\"\n}\n");
  scratch.Write("modules/web/main.tf", ServiceWithComment(""));
  const ProgramResult result = RunExeclint({"."}, "", scratch.path("envs/prod"));
  EXPECT_EQ(result.status, 3) << result.out;
  EXPECT_TRUE(
      Has(result.err, "../../modules/web: not read: this module is outside of the project\n"))
      << result.err;
}

TEST(WhatIsRead, StandardInputStandsForAFile) {
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
TEST(WhatIsRead, JsonIsReadInAnyLetterCase) {
  const Scratch scratch;
  scratch.Write("service.JSON", kGoodService);
  scratch.Write("task.Json", kTaskWithoutRole);
  const ProgramResult result = In(scratch, {"."});
  EXPECT_EQ(result.status, 1) << result.out << result.err;
  EXPECT_TRUE(Has(result.out, "task-role-missing")) << result.out;
}

// What a name says of a file counts, also where that is the name of a link.
TEST(WhatIsRead, ALinkGivesAFileAName) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("service.txt", kGoodService);
  scratch.Write("task.txt", kTaskWithoutRole);
  scratch.Link("service.json", "service.txt");
  scratch.Link("task.json", "task.txt");
  scratch.Link("again.json", "task.txt");
  const ProgramResult result = In(scratch, {"--format", "concise", "."});
  EXPECT_EQ(result.status, 1) << result.out << result.err;
  EXPECT_TRUE(Has(result.out, "task.txt:")) << result.out;
}

TEST(WhatIsRead, LinkedFilesBelongToTheirFolders) {
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

TEST(WhatIsRead, FetchedModulesAreCountedAndStayInsideTheProject) {
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

}  // namespace
}  // namespace execlint
