// What stands beside the code that is deployed must not hide it: decoys that seem to call it, files
// that seem to own its values, folders that nobody lists.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/lint/cli/in_scratch.h"

namespace execlint::in_scratch {
namespace {

using Files = std::map<std::string, std::string>;

// A service without a task role: exec is on by default.
const std::string kModule = R"(variable "exec" {
  default = true
}
resource "aws_ecs_task_definition" "web" {
  family = "web"
}
resource "aws_ecs_service" "web" {
  name                   = "web"
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = var.exec
}
)";
// The same as a root, to which a var file gives the value.
const std::string kRoot =
    "variable \"exec\" {\n}\nprovider \"aws\" {\n  region = \"eu-west-1\"\n}\n" +
    kModule.substr(kModule.find("resource"));
const std::string kTemplate = R"(Resources:
  Def:
    Type: AWS::ECS::TaskDefinition
    Properties: {Family: web}
  Web:
    Type: AWS::ECS::Service
    Properties: {TaskDefinition: !Ref Def, LaunchType: FARGATE, EnableExecuteCommand: true}
)";

std::string Call(const std::string& more, const std::string& source = "../prod") {
  return "module \"prod\" {\n  source = \"" + source + "\"\n  exec   = false\n" + more + "}\n";
}

ProgramResult RunOn(const Files& files) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  for (const auto& [path, text] : files) scratch.Write(path, text);
  return In(scratch, {});
}

// Is `task-role-missing` found?
bool Finds(const Files& files) {
  const ProgramResult run = RunOn(files);
  return run.status == 1 && Has(run.out, "[task-role-missing]");
}

TEST(Decoy, ACallThatMakesNothingIsNone) {
  for (const char* nothing : {"count = 0", "count = \"0\"", "for_each = {}", "for_each = toset([])",
                              "count = false ? 1 : 0", "count = (length([]))"}) {
    EXPECT_TRUE(
        Finds({{"prod/main.tf", kModule}, {"a/main.tf", Call(nothing + std::string("\n"))}}))
        << nothing;
  }
  for (const char* nothing : {"\"count\": 0", "\"count\": \"0\"", "\"for_each\": {}"}) {
    const std::string call = "{\"module\": {\"prod\": {\"source\": \"../prod\", \"exec\": false, " +
                             std::string(nothing) + "}}}";
    EXPECT_TRUE(Finds({{"prod/main.tf", kModule}, {"a/main.tf.json", call}})) << nothing;
  }
  // One that may make something, of a module: its caller gives the values.
  EXPECT_FALSE(Finds({{"prod/main.tf", kModule}, {"a/main.tf", Call("count = 1\n")}}));
  EXPECT_FALSE(Finds({{"prod/main.tf", kModule}, {"a/main.tf", Call("")}}));
}

TEST(Decoy, ATemplateThatAnExampleNestsIsAUnit) {
  const std::string parameter =
      "Parameters:\n  Exec: {Type: String, Default: \"true\"}\n" + kTemplate;
  const std::string prod = parameter.substr(0, parameter.rfind("true}")) + "!Ref Exec}\n";
  const auto nested_in = [&](const std::string& parent) {
    return Finds(
        {{"prod.yaml", prod},
         {parent + "/t.yaml",
          "Resources:\n  X:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: "
          "../prod.yaml, Parameters: {Exec: \"false\"}}\n"}});
  };
  EXPECT_TRUE(nested_in("examples"));
  EXPECT_TRUE(nested_in("tests"));
  EXPECT_FALSE(nested_in("stacks"));
}

TEST(Decoy, ARootStaysOneWhereACallMayMakeNothing) {
  const std::string applied = "provider \"aws\" {\n  region = \"eu-west-1\"\n}\n" + kModule;
  const std::string perhaps = Call("count = local.n\n}\nlocals {\n  n = 0\n");
  EXPECT_TRUE(Finds({{"prod/main.tf", applied}, {"a/main.tf", perhaps}}));
  EXPECT_TRUE(
      Finds({{"prod/main.tf", kModule}, {"prod/.terraform.lock.hcl", ""}, {"a/main.tf", perhaps}}));
  EXPECT_FALSE(Finds({{"prod/main.tf", applied}, {"a/main.tf", Call("")}}));
  // What means something only in a folder that is applied by itself.
  EXPECT_TRUE(Finds({{"prod/main.tf", "terraform {\n  backend \"s3\" {}\n}\n" + kModule},
                     {"a/main.tf", Call("")}}));
  EXPECT_TRUE(Finds({{"prod/main.tf", "terraform { cloud { organization = \"x\" } }\n" + kModule},
                     {"a/main.tf", Call("")}}));
  for (const char* values : {"prod/terraform.tfvars", "prod/envs/live.tfvars"}) {
    EXPECT_TRUE(
        Finds({{"prod/main.tf", kRoot}, {values, "exec = true\n"}, {"a/main.tf", Call("")}}))
        << values;
  }
  // A comment is no backend, and a variable of that name neither.
  EXPECT_FALSE(Finds({{"prod/main.tf",
                       "# backend \"s3\" {}\nvariable \"backend\" {\n  default = 1\n}\n" + kModule},
                      {"a/main.tf", Call("")}}));
}

// A module that no call makes with what the code gives its inputs is judged by itself.
TEST(Decoy, ACallThatMakesNothingByDefaultIsNone) {
  for (const char* nothing : {"count = local.n\n}\nlocals {\n  n = 0\n",
                              "count = var.n\n}\nvariable \"n\" {\n  default = 0\n",
                              "for_each = var.n\n}\nvariable \"n\" {\n  default = {}\n",
                              "count = var.n ? 1 : 0\n}\nvariable \"n\" {\n  default = false\n"}) {
    EXPECT_TRUE(Finds({{"prod/main.tf", kModule}, {"a/main.tf", Call(nothing)}})) << nothing;
  }
  const auto json = [](const std::string& fallback) {
    return R"({"variable": {"n": {"default": )" + fallback +
           R"(}}, "module": {"prod": {"source": "../prod", "exec": false, "count": "${var.n}"}}})";
  };
  EXPECT_TRUE(Finds({{"prod/main.tf", kModule}, {"a/main.tf.json", json("0")}}));
  EXPECT_FALSE(Finds({{"prod/main.tf", kModule}, {"a/main.tf.json", json("1")}}));
  // The default, a var file or another call makes it; or nobody knows.
  const std::string perhaps = "count = var.n\n}\nvariable \"n\" {\n  default = ";
  EXPECT_FALSE(Finds({{"prod/main.tf", kModule}, {"a/main.tf", Call(perhaps + "2\n")}}));
  EXPECT_FALSE(Finds({{"prod/main.tf", kModule},
                      {"a/main.tf", Call(perhaps + "0\n")},
                      {"a/prod.tfvars", "n = 1\n"}}));
  EXPECT_FALSE(Finds({{"prod/main.tf", kModule},
                      {"a/main.tf", Call(perhaps + "0\n")},
                      {"b/main.tf", Call(perhaps + "1\n")}}));
  EXPECT_FALSE(Finds(
      {{"prod/main.tf", kModule}, {"a/main.tf", Call("count = var.n\n}\nvariable \"n\" {\n")}}));
}

// What calls a module decides about it only if it is made itself.
TEST(Decoy, CallersAreJudgedFirst) {
  const std::string none = "count = local.n\n}\nlocals {\n  n = 0\n";
  const std::string one = "count = local.n\n}\nlocals {\n  n = 1\n";
  const auto chain = [&](const std::string& outer, const std::string& inner) {
    return Finds({{"prod/main.tf", kModule},
                  {"mid/main.tf", Call(inner)},
                  {"a/main.tf", "module \"mid\" {\n  source = \"../mid\"\n  " + outer + "}\n"}});
  };
  EXPECT_TRUE(chain(none, none));
  EXPECT_TRUE(chain(one, none));
  EXPECT_FALSE(chain(none, one));  // `mid` is judged by itself, and turns exec off
  EXPECT_FALSE(chain(one, one));
}

TEST(Decoy, TestsAndExamplesCallNobody) {
  for (const char* folder : {"tests/e2e", "examples/all", "example/x", "x/tests"}) {
    const std::string up = folder[0] == 'x' ? "../../x/prod" : "../../prod";
    const std::string prod = folder[0] == 'x' ? "x/prod/main.tf" : "prod/main.tf";
    EXPECT_TRUE(Finds({{prod, kModule}, {folder + std::string("/main.tf"), Call("", up)}}))
        << folder;
  }
  // What they have for themselves is theirs, and an environment may be called `test`.
  EXPECT_FALSE(Finds({{"tests/prod/main.tf", kModule}, {"tests/a/main.tf", Call("")}}));
  EXPECT_FALSE(Finds({{"prod/main.tf", kModule}, {"test/main.tf", Call("")}}));
}

TEST(Decoy, ARingOfCallsCallsNobody) {
  const Files files = {{"prod/main.tf", kModule + "module \"a\" {\n  source = \"../a\"\n}\n"},
                       {"a/main.tf", Call("")}};
  EXPECT_TRUE(Finds(files));
  EXPECT_TRUE(Has(RunOn(files).err, "module calls lead round in a ring here")) << RunOn(files).err;
}

TEST(Decoy, AnOverrideFileDecidesWhereACallLeads) {
  const std::string other = "variable \"exec\" {\n}\n";
  for (const char* name : {"override.tf", "x_override.tf", "a.b_override.tf"}) {
    const std::string path = "a/" + std::string(name);
    EXPECT_TRUE(Finds({{"prod/main.tf", kModule},
                       {"other/main.tf", other},
                       {"a/main.tf", Call("")},
                       {path, "module \"prod\" {\n  source = \"../other\"\n}\n"}}))
        << name;
    EXPECT_TRUE(Finds({{"prod/main.tf", kModule},
                       {"a/main.tf", Call("")},
                       {path, "module \"prod\" {\n  count = 0\n}\n"}}))
        << name;
    EXPECT_FALSE(Finds({{"prod/main.tf", kModule},
                        {"a/main.tf", Call("", "example/x/aws")},
                        {path, "module \"prod\" {\n  source = \"../prod\"\n}\n"}}))
        << name;
    // There is nothing that it could change.
    EXPECT_TRUE(
        Finds({{"prod/main.tf", kModule}, {"a/main.tf", "locals {\n}\n"}, {path, Call("")}}))
        << name;
  }
  EXPECT_TRUE(Finds({{"prod/main.tf", kModule},
                     {"a/main.tf", Call("")},
                     {"a/override.tf.json", "{\"module\": {\"prod\": {\"count\": 0}}}"}}));
}

TEST(Decoy, ATemplateThatNestsOneMustMakeIt) {
  const auto nests = [](const std::string& more) {
    return "Resources:\n  Stack:\n    Type: AWS::CloudFormation::Stack\n" + more +
           "    Properties: {TemplateURL: ./prod.yaml}\n";
  };
  const std::string never = "Conditions:\n  Never: !Not [!Equals [a, a]]\n";
  const Files unmade = {{"prod.yaml", kTemplate},
                        {"a.yaml", never + nests("    Condition: Never\n")}};
  EXPECT_TRUE(Finds(unmade));
  // Nor does one whose condition does not hold by default.
  const std::string mapped =
      "Mappings:\n  M:\n    a: {b: '0'}\nConditions:\n"
      "  Never: !Equals [!FindInMap [M, a, b], 1]\n";
  const std::string by_default =
      "Parameters:\n  P: {Type: String, Default: a}\nConditions:\n  Never: !Equals [!Ref P, b]\n";
  for (const std::string& conditions : {mapped, by_default}) {
    const ProgramResult run =
        RunOn({{"prod.yaml", kTemplate}, {"a.yaml", conditions + nests("    Condition: Never\n")}});
    EXPECT_TRUE(Has(run.out, "error: the task definition has no task role")) << run.out;
  }
  const std::string back =
      "  Back:\n    Type: AWS::CloudFormation::Stack\n"
      "    Properties: {TemplateURL: ./a.yaml}\n";
  EXPECT_TRUE(Finds({{"prod.yaml", kTemplate + back}, {"a.yaml", nests("")}}));
}

TEST(Decoy, CodeWithoutVariablesOwnsNoVarFile) {
  const std::string code = "variable \"exec\" {\n}\n" + kModule.substr(kModule.find("resource"));
  for (const char* empty : {"", "# nothing\n", "locals {\n}\n", "# variable \"exec\" {}\n"}) {
    EXPECT_TRUE(
        Finds({{"main.tf", code}, {"envs/a.tf", empty}, {"envs/prod.tfvars", "exec = true\n"}}))
        << empty;
  }
  // The values are those of the folder that asks for them.
  EXPECT_FALSE(Finds({{"main.tf", code},
                      {"envs/a.tf", "variable \"exec\" {\n}\n"},
                      {"envs/prod.tfvars", "exec = true\n"}}));
}

}  // namespace
}  // namespace execlint::in_scratch
