// Secrets that stand in lines which are shown for another reason: in broken files, in containers of
// all spellings, and where code leads from them to a container.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "lint/source/format.h"
#include "tests/lint/cli/canary.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using in_scratch::ExpectHidden;
using in_scratch::Has;
using in_scratch::In;
using in_scratch::kSomeFormats;
using testing::Scratch;

// ---- broken files

TEST(WrittenSecrets, MessagesAboutBrokenTextQuoteNoValue) {
  for (const char* text : {"p = \"Canary1\" x\n", "p = \"Canary1\n", "p = Canary1 Canary2\n",
                           "p = { a = \"Canary1\" \"b\" }\n", "p = <<Canary1\nCanary2\n",
                           "p = [\"Canary1\" \"Canary2\"]\n", "p = \"${Canary1\"\n",
                           "p = { Canary1 = 1 Canary2 77123 }\n", "Canary1\n"}) {
    const Scratch scratch;
    scratch.Write("main.tf",
                  "variable \"p\" {\n  sensitive = true\n}\n"
                  "resource \"aws_ecs_service\" \"s\" {\n"
                  "  task_definition = \"t\"\n  enable_execute_command = true\n}\n");
    scratch.Write("terraform.tfvars", text);
    EXPECT_TRUE(Has(In(scratch, {}).out, "[syntax-error]")) << text;
    ExpectHidden(scratch, text);
  }
}

TEST(WrittenSecrets, LinesOfBrokenJsonAndYamlShowKeysAlone) {
  struct Case {
    const char *file, *text, *shown;
  };
  for (
      const Case& one : std::initializer_list<Case>{
          {"task.json",
           R"({"family":"t","containerDefinitions":[{"name":"c","environment":[{"name":"A","value":Canary1}]}]})",
           R"("environment":[{"name":"***","value":***}]}]})"},
          {"task.json",
           R"({"family":"t" "containerDefinitions":[{"name":"c","environment":[{"name":"A","value":"Canary1"}]}]})",
           R"({"family":"***" "containerDefinitions":[{"name":"***","environment")"},
          {"task.json",
           R"({"family":"t","containerDefinitions":[{"name":"c","environment":[{"name":"A","value":"Canary1}]}]})",
           "string is never closed"},
          {"task.json",
           R"({"family":"t","containerDefinitions":[{"name":"c","environment":[{"name":"A","value":77123 "Canary1":2}]}]})",
           "expected `,` or `}`, found a string"},
          {"t.yaml",
           "Parameters: {P: {Type: String, NoEcho: true, Default: Canary1, x: ]}\n"
           "Resources:\n  T: {Type: AWS::ECS::TaskDefinition}\n",
           "NoEcho: true, Default: ***"},
          {"t.yaml",
           "Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n"
           "      ContainerDefinitions:\n      - Environment:\n        - Value: @Canary1\n",
           "- Value: ***"}}) {
    const Scratch scratch;
    scratch.Write(one.file, one.text);
    EXPECT_TRUE(Has(In(scratch, {}).out, one.shown)) << In(scratch, {}).out;
    ExpectHidden(scratch, one.text);
  }
}

TEST(WrittenSecrets, TheOtherLinesOfABrokenFileAreShown) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(resource "aws_ecs_service" "s" {
  name                   = "web" "Canary1"
  task_definition        = "t"
  launch_type            = "FARGATE"
  enable_execute_command = true
  platform_version       = "1.3.0"
}
)");
  const std::string out = In(scratch, {}).out;
  EXPECT_TRUE(Has(out, "platform_version       = \"1.3.0\"")) << out;
  EXPECT_TRUE(Has(out, "name                   = \"***\" \"***\"")) << out;
  ExpectHidden(scratch, "");
}

TEST(WrittenSecrets, BrokenJsonInATextIsMaskedToo) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(resource "aws_batch_job_definition" "b" {
  name           = "b"
  type           = "container"
  ecs_properties = <<E
{"taskProperties":[{"enableExecuteCommand":true,"containers":[{"image":"i","environment":[{"name":"A","value":Canary1}]}]}]}
E
}
)");
  ExpectHidden(scratch, "");
}

// A quote that is missing ends at the next text in quotes; what it swallows is no value.
TEST(WrittenSecrets, AQuoteThatIsMissingSwallowsNothing) {
  for (const char* line :
       {"PlatformVersion: \"1.3.0", "Cluster: \"c", "Cluster: 'c", "LaunchType: \"FARGATE"}) {
    for (const char* rest : {"Command: [\"x\", 'y']", "Image: \"x:1\"", "Image: 'x:1'"}) {
      const Scratch scratch;
      scratch.Write("t.yaml",
                    "Resources:\n  S:\n    Type: AWS::ECS::Service\n    Properties:\n"
                    "      EnableExecuteCommand: true\n      " +
                        std::string(line) +
                        "\n      TaskDefinition: !Ref T\n  T:\n"
                        "    Type: AWS::ECS::TaskDefinition\n    Properties:\n"
                        "      ContainerDefinitions:\n        - Name: w\n"
                        "          Environment: [{Name: A, Value: Canary1}]\n"
                        "          " +
                        rest + "\n");
      ExpectHidden(scratch, line);
      EXPECT_FALSE(Has(In(scratch, {"--show-unknown"}).out, "TaskDefinition: !Ref")) << line;
    }
  }
}

// ---- containers in all shapes

// What may stand in a container beside a flag that a finding is about.
constexpr const char* kSpelled[] = {
    R"("environment":[{"name":"SHOWN","value":"Canary1"}])",
    R"("Environment":[{"Name":"SHOWN","Value":"Canary1"}])",
    R"("environment":[{"name":"SHOWN","value":77123}])",
    R"("environment":{"SHOWN":"Canary1"})",
    R"("environment":"SHOWN=Canary1")",
    R"("environment":["Canary=1"])",
    R"("environment":[{"name":"A","value":"Canary1"}],"environment":[{"name":"B","value":"Canary2"}])",
    R"("environment":[{"name":"A","value":"Canary1","value":"Canary2"}])",
    R"("environment":[{"name":"A","value":{"Canary1":"Canary2"}}])",
    R"("environment":[{"name":"A","value":["Canary1"]}])",
    R"("environ\u006dent":[{"name":"A","v\u0061lue":"Canary1"}])",
    R"("secrets":[{"name":"A","valuefrom":"Canary1"}])",
    R"("secrets":[{"name":"A","value_from":"Canary1"}])",
    R"("command":"Canary1")",
    R"("command":[["Canary1"],{"Canary2":"Canary3"}])",
    R"("entrypoint":["Canary1"])",
    R"("healthCheck":"Canary1")",
    R"("healthCheck":["CMD","Canary1"])",
    R"("healthCheck":{"command":"Canary1"})",
    R"("logConfiguration":{"logDriver":"splunk","options":"Canary1"})",
    R"("logConfiguration":{"logDriver":"splunk","secretOptions":[{"name":"a","valueFrom":"Canary1"}]})",
    R"("firelensConfiguration":{"type":"fluentd","options":{"a":"Canary1"}})",
    R"("dockerLabels":{"a":"Canary1"})",
    R"("nobodyKnows":{"a":["Canary1",77123]})",
    R"("environmentFiles":[{"type":"s3","value":"Canary1"}])",
    R"("environment":[{"name":"A","value":"prod-Canary1"},{"name":"B","value":"Canary2-dev"}])",
};

constexpr const char* kRunsTask =
    "resource \"aws_ecs_service\" \"s\" {\n  task_definition = aws_ecs_task_definition.t.arn\n"
    "  enable_execute_command = true\n}\n";

TEST(WrittenSecrets, OfAContainerOnlyWhatIsHarmlessIsShown) {
  for (const std::string spelled : kSpelled) {
    const std::string container =
        R"({"name":"web","image":"nginx","readonlyRootFilesystem":true,)" + spelled + "}";
    const std::string task = R"({"family":"t","containerDefinitions":[)" + container + "]}";
    {
      const Scratch scratch;
      scratch.Write("task.json", task);
      scratch.Write("service.json", R"({"serviceName":"s","taskDefinition":"t",
        "enableExecuteCommand":true})");
      const std::string out = In(scratch, {}).out;
      EXPECT_TRUE(Has(out, R"("image":"nginx","readonlyRootFilesystem":true,)")) << out;
      ExpectHidden(scratch, spelled, kSomeFormats);
    }
    {
      const Scratch scratch;
      scratch.Write("main.tf",
                    "resource \"aws_ecs_task_definition\" \"t\" {\n  family = \"t\"\n"
                    "  container_definitions = <<E\n[" +
                        container + "]\nE\n}\n" + kRunsTask);
      EXPECT_TRUE(Has(In(scratch, {}).out, R"([{"name":"web","image":"nginx",)"));
      ExpectHidden(scratch, spelled, kSomeFormats);
    }
    {
      const Scratch scratch;
      scratch.Write(
          "t.json",
          R"({"Resources":{"T":{"Type":"AWS::ECS::TaskDefinition","Properties":{"Family":"t",)"
          R"("ContainerDefinitions":[{"Name":"web","ReadonlyRootFilesystem":true,)" +
              spelled + "}]}}}}");
      ExpectHidden(scratch, spelled, kSomeFormats);
    }
    {
      const Scratch scratch;
      scratch.Write("run-task.json",
                    R"({"cluster":"c","taskDefinition":"t","launchType":"FARGATE",)"
                    R"("enableExecuteCommand":true,"platformVersion":"1.3.0",)"
                    R"("overrides":{"containerOverrides":[{"name":"c",)" +
                        spelled + "}]}}");
      const std::string out = In(scratch, {}).out;
      EXPECT_TRUE(Has(out, R"("platformVersion":"1.3.0")")) << out;
      ExpectHidden(scratch, spelled, kSomeFormats);
    }
    {
      const Scratch scratch;
      scratch.Write(
          "main.tf",
          "resource \"aws_sfn_state_machine\" \"m\" {\n  definition = <<E\n"
          R"({"StartAt":"R","States":{"R":{"Type":"Task",)"
          R"("Resource":"arn:aws:states:::ecs:runTask","Parameters":{"TaskDefinition":"t",)"
          R"("LaunchType":"FARGATE","EnableExecuteCommand":true,"PlatformVersion":"1.3.0",)"
          R"("Overrides":{"ContainerOverrides":[{"Name":"c",)" +
              spelled + "}]}}}}}\nE\n}\n");
      EXPECT_TRUE(Has(In(scratch, {}).out, R"("PlatformVersion":"1.3.0")"));
      ExpectHidden(scratch, spelled, kSomeFormats);
    }
  }
}

TEST(WrittenSecrets, FunctionsOfTemplatesInAnEnvironment) {
  for (const std::string value :
       {"!Split [\",\", \"Canary1,b\"]", "!Ref P", "!Sub \"${P}-Canary2\"",
        "!If [C, Canary1, Canary2]", "!FindInMap [M, K, V]", "!Join [\"\", [Canary1, !Ref P]]",
        "!Base64 Canary1"}) {
    const Scratch scratch;
    scratch.Write(
        "t.yaml",
        std::string("Parameters: {P: {Type: String, Default: ") +
            (Has(value, "P") ? "Canary1" : "x") +
            "}, R: {Type: String, Default: \"true\"}}\n"
            "Conditions: {C: !Equals [!Ref P, x]}\n"
            "Mappings: {M: {K: {V: " +
            (Has(value, "V]") ? "Canary1" : "x") +
            ", R: true}}}\n"
            "Resources:\n  T: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: "
            "[{Name: c, ReadonlyRootFilesystem: !FindInMap [M, K, R], Environment: [{Name: A, "
            "Value: " +
            value + "}]}, {Name: d, ReadonlyRootFilesystem: !Ref R, Environment: " + value +
            "}]}}\n");
    const std::string out = In(scratch, {}).out;
    EXPECT_TRUE(Has(out, "ReadonlyRootFilesystem")) << out;
    ExpectHidden(scratch, value);
  }
}

TEST(WrittenSecrets, AKeyThatIsNoTextIsMasked) {
  const Scratch scratch;
  scratch.Write(
      "t.yaml",
      "Resources:\n  T: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: "
      "[{Name: c, ReadonlyRootFilesystem: true, [Canary1, {a: Canary2}]: x}]}}\n");
  EXPECT_TRUE(Has(In(scratch, {}).out, "ReadonlyRootFilesystem: true")) << In(scratch, {}).out;
  ExpectHidden(scratch, "");
}

TEST(WrittenSecrets, NamesInATemplatesEnvironmentAreShown) {
  const Scratch scratch;
  scratch.Write("t.yaml", R"(Parameters:
  C: {Type: String, Default: prod}
Resources:
  T: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: c, ReadonlyRootFilesystem: true, Environment: [{Name: A, Value: !Ref C}]}]}}
)");
  EXPECT_TRUE(Has(In(scratch, {}).out, "[{Name: A, Value: !Ref C}]")) << In(scratch, {}).out;
}

// ---- from the text to the container

// `l` stands in one line with the flag that a finding is about.
std::string Through(const std::string& value) {
  std::string written = "locals {\n  l = { ro = true";
  if (Has(value, "pw")) written += ", pw = \"Canary1\"";
  if (Has(value, "l.n)")) written += ", n = 77123";
  if (Has(value, "l.m")) written += ", m = { a = \"Canary2\" }";
  return written +
         " }\n}\n"
         "variable \"u\" {}\n"
         "resource \"aws_ecs_task_definition\" \"t\" {\n  family = \"t\"\n"
         "  container_definitions = jsonencode([{ name = \"web\", image = \"nginx\", "
         "readonlyRootFilesystem = local.l.ro, " +
         value + " }])\n}\n" + kRunsTask;
}

TEST(WrittenSecrets, FunctionsLeadToWhereSecretsAreWritten) {
  for (const std::string value :
       {"base64encode(local.l.pw)", "upper(local.l.pw)", "sha256(\"${local.l.pw}${var.u}\")",
        "try(local.no, \"Canary3\")", "replace(local.l.pw, \"Canary3\", \"y\")",
        "var.u == \"Canary3\" ? local.l.pw : \"Canary4\"", "nofunction(\"Canary3\", local.l.pw)",
        "lookup({ Q = \"Canary3\" }, \"Q\")", "jsonencode(local.l.m)", "format(\"%s\", local.l.n)",
        "join(\",\", values(local.l.m))", "element([local.l.pw, \"Canary3\"], var.u)",
        "var.u[local.l.pw]", "local.l[\"pw\"]", "[for v in [local.l.pw] : upper(v)][0]"}) {
    const Scratch scratch;
    scratch.Write("main.tf", Through("environment = [{ name = \"A\", value = " + value + " }]"));
    EXPECT_TRUE(Has(In(scratch, {}).out, "ro = true")) << In(scratch, {}).out;
    ExpectHidden(scratch, value);
  }
  for (const std::string whole :
       {"command = split(\" \", local.l.pw)",
        "environment = [for k, v in local.l.m : { name = k, value = v }]",
        "environment = concat(var.u, [{ name = \"A\", value = local.l.pw }])",
        "environment = var.u ? [{ name = \"A\", value = local.l.pw }] : []",
        "healthCheck = { command = [\"CMD\", upper(local.l.pw)] }"}) {
    const Scratch scratch;
    scratch.Write("main.tf", Through(whole));
    ExpectHidden(scratch, whole);
  }
}

TEST(WrittenSecrets, TemplatesLeadToWhatTheyAreGiven) {
  struct Case {
    const char *variables, *text;
  };
  for (const Case& one : std::initializer_list<Case>{
           {"env = { A = \"Canary1\" }",
            R"("environment":[%{for k, v in env}{"name":"${k}","value":"${v}"}%{endfor}])"},
           {"pw = \"Canary1\"", R"("environment":[{"name":"k","value":"${upper(pw)}"}])"},
           {"pw = \"Canary1\"", R"("environment":[{"name":"k","value":"${pw}"}],)"},
           {"pw = \"Canary1\", n = \"prod-Canary2\"",
            R"("command":["${pw}", "${n}"], "environment":[])"},
           {"pw = \"Canary1\"", R"("user":"u")"}}) {
    const std::string given = std::string("{ ro = true, im = \"nginx\", ") + one.variables + " }";
    const std::string text =
        std::string(R"([{"name":"c","image":"${im}","readonlyRootFilesystem":${ro},)") + one.text +
        "}]";
    for (const std::string& call : {"templatefile(\"c.tpl\", " + given + ")",
                                    "templatefile(\"${path.module}/c.tpl\", " + given + ")",
                                    std::string("data.template_file.t.rendered")}) {
      const Scratch scratch;
      scratch.Write("c.tpl", text);
      scratch.Write("main.tf",
                    "resource \"aws_ecs_task_definition\" \"t\" {\n  family = \"t\"\n"
                    "  container_definitions = " +
                        call + "\n}\ndata \"template_file\" \"t\" {\n" +
                        "  template = file(\"c.tpl\")\n  vars = " + given + "\n}\n" + kRunsTask);
      ExpectHidden(scratch, call + text);
    }
  }
}

TEST(WrittenSecrets, WhatATemplateIsGivenForAnImageIsShown) {
  const Scratch scratch;
  scratch.Write(
      "c.tpl",
      R"([{"name":"c","image":"${image}","readonlyRootFilesystem":${ro},"command":["${pw}"]}])");
  scratch.Write("main.tf",
                std::string("resource \"aws_ecs_task_definition\" \"t\" {\n  family = \"t\"\n"
                            "  container_definitions = templatefile(\"c.tpl\", "
                            "{ ro = true, image = \"nginx:1\", pw = \"Canary1\" })\n}\n") +
                    kRunsTask);
  const std::string out = In(scratch, {}).out;
  EXPECT_TRUE(Has(out, "{ ro = true, image = \"nginx:1\", pw = \"***\" }")) << out;
}

TEST(WrittenSecrets, ModulesLeadToTheirCalls) {
  const Scratch scratch;
  scratch.Write("main.tf",
                "module \"m\" {\n  source = \"./m\"\n"
                "  l = { pw = \"Canary1\", ro = true, up = module.n.out.x }\n}\n"
                "module \"n\" {\n  source = \"./n\"\n}\n");
  scratch.Write("n/main.tf", "output \"out\" {\n  value = { x = \"Canary2\", ro = true }\n}\n");
  scratch.Write("m/main.tf",
                std::string("variable \"l\" {}\nresource \"aws_ecs_task_definition\" \"t\" {\n"
                            "  family = \"t\"\n  container_definitions = jsonencode([{ name = "
                            "\"web\", readonlyRootFilesystem = var.l.ro, environment = [{ name = "
                            "\"A\", value = upper(\"${var.l.pw}${var.l.up}\") }] }])\n}\n") +
                    kRunsTask);
  EXPECT_TRUE(Has(In(scratch, {}).out, "ro = true")) << In(scratch, {}).out;
  ExpectHidden(scratch, "");
}

// What evidence is made of is not masked because a container has it too.
TEST(WrittenSecrets, CommonWordsAreShown) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(locals {
  l = { env = "production", ro = true, port = 8080, on = "true", region = "eu-west-1", pw = "Canary1" }
}
resource "aws_ecs_task_definition" "t" {
  family = "t"
  container_definitions = jsonencode([{ name = "web", readonlyRootFilesystem = local.l.ro, environment = [
    { name = "A", value = upper(local.l.env) }, { name = "B", value = format("%s", local.l.port) },
    { name = "C", value = upper(local.l.on) }, { name = "D", value = lower(local.l.region) },
    { name = "E", value = lower(local.l.pw) }] }])
}
)" + std::string(kRunsTask));
  const std::string out = In(scratch, {}).out;
  EXPECT_TRUE(Has(out,
                  "l = { env = \"production\", ro = true, port = 8080, on = \"true\", region = "
                  "\"eu-west-1\", pw = \"***\" }"))
      << out;
}

// ---- sensitive inputs that nothing reads

TEST(WrittenSecrets, SensitiveInputsThatNothingReads) {
  constexpr const char* kReads =
      "variable \"p\" {\n  sensitive = true\n}\nvariable \"e\" {}\n"
      "resource \"aws_ecs_service\" \"s\" {\n  task_definition = \"t\"\n"
      "  enable_execute_command = true\n  launch_type = \"FARGATE\"\n  platform_version = "
      "var.e\n}\n";
  {
    const Scratch scratch;
    scratch.Write("main.tf", kReads);
    scratch.Write("terraform.tfvars.json", "{\"p\":{\"x\":[\"Canary1\",77123]},\"e\":\"1.3.0\"}\n");
    EXPECT_TRUE(Has(In(scratch, {}).out, "\"e\":\"1.3.0\"")) << In(scratch, {}).out;
    ExpectHidden(scratch, "json");
  }
  {
    const Scratch scratch;
    scratch.Write("main.tf", kReads);
    scratch.Write("envs/a.tfvars.json", "{\"p\":\"Canary1\",\"e\":\"1.3.0\"}\n");
    scratch.Write("envs/b.tfvars.json", "{\"p\":\"Canary2\",\"e\":\"1.2.0\"}\n");
    ExpectHidden(scratch, "named");
  }
  {
    const Scratch scratch;
    scratch.Write(
        "main.tf.json",
        R"({"variable":{"p":{"sensitive":true,"default":"Canary1"}},"output":{"o":{"sensitive":true,"value":"Canary2"}},"resource":{"aws_ecs_service":{"s":{"task_definition":"t","enable_execute_command":true,"launch_type":"FARGATE","platform_version":"1.3.0"}}}})");
    EXPECT_TRUE(Has(In(scratch, {}).out, "\"platform_version\":\"1.3.0\"")) << In(scratch, {}).out;
    ExpectHidden(scratch, "main.tf.json");
  }
  {
    const Scratch scratch;
    scratch.Write("main.tf",
                  "module \"m\" {\n  source = \"./m\"\n"
                  "  c = { p = \"Canary1\", e = \"1.3.0\" }\n}\n");
    scratch.Write("m/main.tf",
                  "variable \"c\" {\n  sensitive = true\n}\nresource \"aws_ecs_service\" \"s\" {\n"
                  "  task_definition = \"t\"\n  enable_execute_command = true\n  launch_type = "
                  "\"FARGATE\"\n  platform_version = var.c.e\n}\n");
    ExpectHidden(scratch, "module");
  }
}

// ---- functions that hand elements on

TEST(WrittenSecrets, ASecretBesideThemHidesNoOtherElements) {
  for (const char* value :
       {"sort([\"z-${var.x}\", \"1.3.0\"])[0]", "tolist(setunion([\"1.3.0\"], [var.x]))[0]",
        "tolist(setsubtract([\"1.3.0\", var.x], [var.x]))[0]",
        "tolist(setintersection([\"1.3.0\", var.x], [\"1.3.0\"]))[0]",
        "setproduct([\"1.3.0\"], [var.x])[0][0]"}) {
    const Scratch scratch;
    scratch.Write("main.tf", Format("variable \"x\" {{}}\nresource \"aws_ecs_service\" \"s\" {{\n"
                                    "  task_definition = \"t\"\n  enable_execute_command = true\n"
                                    "  launch_type = \"FARGATE\"\n  platform_version = {}\n}}\n",
                                    value));
    const std::string out = In(scratch, {"--var", "x=Canary1"}).out;
    EXPECT_TRUE(Has(out, "Fargate platform version `1.3.0`")) << value << out;
    EXPECT_FALSE(Has(out, "Canary")) << value << out;
  }
}

// In YAML, what stands behind a comma too many is a key.
TEST(WrittenSecrets, KeysWithoutAValueAreMasked) {
  for (const char* spelled :
       {"Secrets: [{Name: A, ValueFrom: ,\"Canary1\"}]", "Environment: [{Name: A, Canary1: b}]",
        "Command: ,\"Canary1\"", "LogConfiguration: {LogDriver: ,Canary1}"}) {
    const Scratch scratch;
    scratch.Write("t.yaml",
                  Format("Resources:\n  T: {{Type: AWS::ECS::TaskDefinition, Properties: "
                         "{{ContainerDefinitions: [{{Name: web, ReadonlyRootFilesystem: true, "
                         "{}}}]}}}}\n",
                         spelled));
    EXPECT_TRUE(Has(In(scratch, {}).out, "ReadonlyRootFilesystem: true")) << spelled;
    ExpectHidden(scratch, spelled, kSomeFormats);
  }
}

// ---- what stays readable

TEST(WrittenSecrets, TagsAreShown) {
  const Scratch scratch;
  scratch.Write("main.tf",
                "resource \"aws_ecs_service\" \"web\" {\n  task_definition = \"t\"\n"
                "  enable_execute_command = true\n  tags = {\n    Environment = \"production\"\n"
                "  }\n}\n");
  EXPECT_TRUE(Has(In(scratch, {}).out, "Environment = \"production\""));
}

TEST(WrittenSecrets, OfWhatALookupReadsOnlyTheKeyIsMasked) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(
locals {
  all = { web = { image = "acme/web", read_only = true, command = ["Canary1"] } }
}
resource "aws_ecs_task_definition" "t" {
  for_each              = local.all
  family                = each.key
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = each.value.image
    readonlyRootFilesystem = each.value.read_only
    command                = lookup(each.value, "command", null)
  }])
}
resource "aws_ecs_service" "s" {
  for_each               = local.all
  task_definition        = aws_ecs_task_definition.t[each.key].arn
  enable_execute_command = true
}
)");
  const std::string out = In(scratch, {}).out;
  EXPECT_TRUE(Has(out, R"(image = "acme/web", read_only = true, command = [***])")) << out;
  ExpectHidden(scratch, "lookup");
}

// Where there is too much to follow, nothing of the code is shown but what is well known.
TEST(WrittenSecrets, WhatIsNotFollowedToItsEndIsMasked) {
  std::string chain;
  for (int i = 0; i < 150; ++i) chain += Format("  v{} = local.v{}\n", i, i + 1);
  const Scratch scratch;
  scratch.Write("main.tf", R"(
locals {
  v150 = "Canary1"
)" + chain + R"(}
resource "aws_ecs_task_definition" "t" {
  family                = "t"
  container_definitions = jsonencode([{ name = "c", image = "i", command = [local.v0] }])
}
resource "aws_ecs_service" "s" {
  task_definition = "t"
  enable_execute_command = "Canary2" == "x" ? false : true
}
)");
  EXPECT_TRUE(Has(In(scratch, {}).out, "\"***\" == \"***\""));
  ExpectHidden(scratch, chain);
}

}  // namespace
}  // namespace execlint
