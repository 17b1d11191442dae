// Where secrets are written: in files of data, stacks around others, keys, and very deep.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "lint/source/format.h"
#include "tests/lint/cli/canary.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using in_scratch::Container;
using in_scratch::ExpectHidden;
using in_scratch::Has;
using in_scratch::In;
using in_scratch::kFewFormats;
using in_scratch::TaskDefinition;
using testing::Scratch;

// ---- files of data

struct Data {
  const char *expression, *flag, *file, *text;
};
constexpr const char* kJson = R"({"password":"Canary1", "ro": true})";
constexpr const char* kYaml = "{password: Canary1, ro: true}\n";
constexpr Data kData[] = {
    {"jsondecode(file(\"s.json\")).password", "jsondecode(file(\"s.json\")).ro", "s.json", kJson},
    {"yamldecode(file(\"${path.module}/s.yaml\"))[\"password\"]", "yamldecode(file(\"s.yaml\")).ro",
     "s.yaml", kYaml},
    {"upper(yamldecode(file(\"s.yaml\")).password)", "yamldecode(file(\"s.yaml\")).ro", "s.yaml",
     kYaml},
    {"lookup(jsondecode(file(\"s.json\")), \"password\", \"\")", "jsondecode(file(\"s.json\")).ro",
     "s.json", kJson},
    {"nobody(jsondecode(file(\"s.json\")).password)", "jsondecode(file(\"s.json\")).ro", "s.json",
     kJson},
    {"jsonencode(jsondecode(file(\"s.json\")))", "jsondecode(file(\"s.json\")).ro", "s.json",
     kJson},
    {"merge(jsondecode(file(\"s.json\")), {}).password", "jsondecode(file(\"s.json\")).ro",
     "s.json", kJson},
    {"[for k, v in jsondecode(file(\"s.json\")) : v if k == \"password\"][0]",
     "jsondecode(file(\"s.json\")).ro", "s.json", kJson},
    {"jsondecode(templatefile(\"s.json\", {})).password", "jsondecode(file(\"s.json\")).ro",
     "s.json", kJson},
    {"jsondecode(base64decode(filebase64(\"s.json\"))).password", "jsondecode(file(\"s.json\")).ro",
     "s.json", kJson},
    {"csvdecode(file(\"s.csv\"))[0].password", "csvdecode(file(\"s.csv\"))[0].ro", "s.csv",
     "password,ro\nCanary1,true\n"},
};

TEST(SecretSources, FilesOfDataAreMaskedWhereASecretIsReadFromThem) {
  for (const Data& one : kData) {
    const std::string locals =
        Format("locals {{\n  ro = {}\n  x = {}\n}}\n", one.flag, one.expression);
    for (const std::string& terraform :
         {TaskDefinition(Container(one.expression, one.flag)),
          locals + TaskDefinition(Container("local.x", "local.ro")),
          locals + TaskDefinition(Container("\"x\"", "local.ro")) +
              Format("locals {{\n  y = sensitive({})\n}}\nresource \"aws_ecs_service\" \"y\" {{\n"
                     "  task_definition = aws_ecs_task_definition.t.arn\n"
                     "  enable_execute_command = true\n  launch_type = local.y\n}}\n",
                     one.expression),
          locals + TaskDefinition(Container("\"x\"", "local.ro")) +
              "module \"m\" {\n  source = \"./m\"\n  p = local.x\n}\n",
          locals + TaskDefinition(Container("\"x\"", "local.ro")) +
              Format("locals {{\n  y = sensitive({})\n}}\n", one.expression),
          locals + TaskDefinition(Container("\"x\"", "local.ro")) +
              "output \"o\" {\n  sensitive = true\n  value = local.x\n}\n"}) {
      const Scratch scratch;
      scratch.Write("main.tf", terraform);
      scratch.Write("m/main.tf", "variable \"p\" {\n  sensitive = true\n}\n");
      scratch.Write(one.file, one.text);
      ExpectHidden(scratch, terraform, kFewFormats);
    }
  }
}

TEST(SecretSources, OfAFileOfDataOnlyTheSecretIsMasked) {
  const Scratch scratch;
  scratch.Write("main.tf", TaskDefinition(Container("upper(jsondecode(file(\"s.json\")).password)",
                                                    "jsondecode(file(\"s.json\")).ro")));
  scratch.Write("s.json", R"({"password":"Canary1", "image": "acme/web", "ro": true})");
  const std::string out = In(scratch, {}).out;
  EXPECT_TRUE(Has(out, R"({"password":***, "image": "acme/web", "ro": true})")) << out;
}

TEST(SecretSources, ContainersInTextsThatFunctionsTakeAreMasked) {
  const std::string text =
      R"("[{\"name\":\"c\",\"environment\":[{\"name\":\"A\",\"value\":\"Canary1\"}]}]")";
  for (const std::string call :
       {"nobody({})", "replace({}, var.u, \"x\")", "var.u ? {} : \"[]\"", "coalesce(var.u, {})",
        "nobody({ a = {} })", "\"${nobody({})}\"", "trimspace(\"${var.u}${{}}\")",
        "nobody(local.j)", "nobody(file(\"c.json\"))"}) {
    std::string value = call;
    for (std::size_t at = value.find("{}"); at != value.npos; at = value.find("{}")) {
      value.replace(at, 2, text);
    }
    const Scratch scratch;
    scratch.Write("c.json", R"([{"name":"c","environment":[{"name":"A","value":"Canary1"}]}])");
    const bool named = Has(value, "local.j");
    scratch.Write(
        "main.tf",
        "variable \"u\" {}\nlocals {\n  l = { ro = true, j = " + (named ? text : "1") +
            " }\n  j = local.l.j\n}\n" +
            "resource \"aws_ecs_task_definition\" \"t\" { container_definitions = " + value +
            " }\nresource \"aws_ecs_service\" \"s\" {\n"
            "  task_definition = aws_ecs_task_definition.t.arn\n"
            "  enable_execute_command = local.l.ro\n}\n");
    ExpectHidden(scratch, value, kFewFormats);
  }
}

// What a template is given may come by a name, and of that only what goes where secrets are counts.
TEST(SecretSources, VariablesOfATemplateMayComeByAName) {
  const Scratch scratch;
  scratch.Write(
      "c.json",
      R"([{"name":"c","image":"${image}","command":["${cmd}"],"readonlyRootFilesystem":${ro}}])");
  scratch.Write("main.tf",
                "locals {\n  vars = { ro = true, image = \"acme/web\", cmd = \"Canary1\" }\n}\n" +
                    TaskDefinition("templatefile(\"c.json\", local.vars)"));
  const std::string out = In(scratch, {}).out;
  EXPECT_TRUE(Has(out, "vars = { ro = true, image = \"acme/web\", cmd = \"***\" }")) << out;
  ExpectHidden(scratch, "");
}

// ---- var files

TEST(SecretSources, KeysInVarFilesAreMasked) {
  for (const std::string value :
       {R"({"Canary1": "Canary2"})", R"({"a": {"Canary1": "Canary2"}})",
        R"({"Canary1": ["Canary2", {"Canary3": 77123}]})", R"({"Canary1": 1, "Canary1": 2})",
        R"("Canary1", "p": "Canary2")"}) {
    for (const char* file : {"terraform.tfvars.json", "env/a.tfvars.json"}) {
      const Scratch scratch;
      scratch.Write("main.tf", "variable \"p\" {\n  sensitive = true\n}\nvariable \"e\" {}\n" +
                                   TaskDefinition(Container("\"x\""),
                                                  "  launch_type = \"FARGATE\"\n"
                                                  "  platform_version = var.e\n"));
      scratch.Write(file, R"({"p": )" + value + R"(, "e": "1.3.0"})");
      scratch.Write("env/b.tfvars.json", R"({"p": {"Canary4": 1}, "e": "1.2.0"})");
      EXPECT_TRUE(Has(In(scratch, {}).out, R"("e": "1.)")) << value;
      ExpectHidden(scratch, value, kFewFormats);
    }
  }
}

TEST(SecretSources, KeysOfNestedMapsAreMasked) {
  for (const std::string value :
       {"[{ Canary1 = \"x\" }]", "{ a = { Canary1 = { Canary2 = 1 } } }",
        "{ a = { (\"Canary1\") = 1 } }", "{ a = { for k in [\"Canary1\"] : k => 1 } }",
        "merge({ a = { Canary1 = 1 } }, {})", "jsonencode({ a = { Canary1 = 1 } })",
        "nobody({ a = { Canary1 = 1 } })"}) {
    const Scratch scratch;
    scratch.Write("main.tf", "locals {\n  l = { ro = true, m = " + value + " }\n}\n" +
                                 TaskDefinition("jsonencode([{ name = \"web\", "
                                                "readonlyRootFilesystem = local.l.ro, "
                                                "dockerLabels = local.l.m }])"));
    ExpectHidden(scratch, value, kFewFormats);
  }
}

TEST(SecretSources, NamesOfAForAreShown) {
  const Scratch scratch;
  scratch.Write("main.tf",
                "variable \"u\" {}\n" +
                    TaskDefinition("jsonencode([{ name = \"web\", "
                                   "readonlyRootFilesystem = true, environment = "
                                   "[for k, v in var.u : { name = k, value = \"${k}${v}\" "
                                   "}] }])"));
  const std::string out = In(scratch, {}).out;
  EXPECT_TRUE(Has(out, "[for k, v in var.u : { name = k, value = \"${k}${v}\" }]")) << out;
}

TEST(SecretSources, NamesOfVariablesAreShown) {
  const Scratch scratch;
  scratch.Write("main.tf",
                "variable \"u\" {}\nlocals {\n  l = { ro = true, m = { PASSWORD = "
                "nobody(\"Canary1\") } }\n}\n" +
                    TaskDefinition("jsonencode([{ name = \"web\", "
                                   "readonlyRootFilesystem = local.l.ro, environment = "
                                   "[for k, v in local.l.m : { name = k, value = v }] "
                                   "}])"));
  const std::string out = In(scratch, {}).out;
  EXPECT_TRUE(Has(out, "m = { PASSWORD = *** }")) << out;
}

// ---- nested stacks

constexpr const char* kChild = R"(Parameters:
  B: {{Type: String{}}}
  C: {{Type: String}}
Resources:
  T: {{Type: AWS::ECS::TaskDefinition, Properties: {{ContainerDefinitions: [{{Name: c, ReadonlyRootFilesystem: true, Environment: [{{Name: A, Value: {}}}]}}]}}}}
  S: {{Type: AWS::ECS::Service, Properties: {{TaskDefinition: !Ref T, EnableExecuteCommand: true, LaunchType: FARGATE, PlatformVersion: !Ref C}}}}
)";

TEST(SecretSources, WhatAStackGivesToAnEnvironmentWithinIsMasked) {
  struct Case {
    const char *no_echo, *value;
  };
  for (const Case& within :
       {Case{"", "!Ref B"}, Case{"", "!Sub \"a-${B}\""}, Case{", NoEcho: true", "x"}}) {
    for (const std::string given :
         {"Canary1", "77123", "!Sub \"Canary1-${AWS::Region}\"", "!Join [\"\", [Canary1, x]]",
          "!If [Q, Canary1, Canary2]", "!Ref X", "!FindInMap [M, K, V]", "[Canary1, Canary2]",
          "{a: Canary1}", "!Select [0, [Canary1, x]]", "!Base64 Canary1"}) {
      const Scratch scratch;
      scratch.Write("root.yaml",
                    "Conditions: {Q: !Equals [!Ref \"AWS::Region\", x]}\n"
                    "Parameters: {X: {Type: String, Default: " +
                        std::string(Has(given, "X") ? "Canary1" : "x") +
                        "}, C: {Type: String, Default: \"1.3.0\"}}\nMappings: {M: {K: {V: " +
                        (Has(given, "M,") ? "Canary1" : "x") +
                        "}}}\nResources: {M: {Type: AWS::CloudFormation::Stack, Properties: "
                        "{TemplateURL: m.yaml, Parameters: {A: " +
                        given + ", C: !Ref C}}}}\n");
      scratch.Write("m.yaml",
                    "Parameters: {A: {Type: String}, C: {Type: String}}\n"
                    "Resources: {N: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: "
                    "n.yaml, Parameters: {B: !Ref A, C: !Ref C}}}}\n");
      scratch.Write("n.yaml", Format(kChild, within.no_echo, within.value));
      EXPECT_TRUE(Has(In(scratch, {}).out, "Default: \"1.3.0\"")) << given;
      ExpectHidden(scratch, given, kFewFormats);
    }
  }
}

TEST(SecretSources, OutputsOfStacksThatGoIntoAnEnvironmentAreMasked) {
  const Scratch scratch;
  scratch.Write("root.yaml", R"(Resources:
  N: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: n.yaml}}
  T: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: c, ReadonlyRootFilesystem: !GetAtt N.Outputs.R, Environment: [{Name: A, Value: !GetAtt N.Outputs.P}, {Name: B, Value: !Sub "${N.Outputs.Q}"}]}]}}
)");
  scratch.Write("n.yaml",
                "Resources: {X: {Type: AWS::S3::Bucket}}\n"
                "Outputs: {P: {Value: Canary1}, Q: {Value: Canary2}, R: {Value: \"true\"}}\n");
  EXPECT_TRUE(Has(In(scratch, {}).out, "R: {Value: \"true\"}")) << In(scratch, {}).out;
  ExpectHidden(scratch, "");
}

TEST(SecretSources, OfAMappingOnlyWhatIsLookedUpIsMasked) {
  const Scratch scratch;
  scratch.Write("t.yaml", R"(Mappings: {M: {K: {Password: Canary1, Size: large, R: true}}}
Resources:
  T: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: c, ReadonlyRootFilesystem: !FindInMap [M, K, R], Environment: [{Name: A, Value: !FindInMap [M, K, Password]}]}]}}
)");
  const std::string out = In(scratch, {}).out;
  EXPECT_TRUE(Has(out, "{Password: ***, Size: large, R: true}")) << out;
}

TEST(SecretSources, TheNameOfAConditionIsShown) {
  const Scratch scratch;
  scratch.Write("t.yaml", R"(Conditions: {HasSidecar: !Equals [!Ref "AWS::Region", eu-west-1]}
Resources:
  T: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [!If [HasSidecar, {Name: c, ReadonlyRootFilesystem: true, Command: [Canary1]}, !Ref "AWS::NoValue"]]}}
)");
  const std::string out = In(scratch, {}).out;
  EXPECT_TRUE(Has(out, "!If [HasSidecar, {Name: c, ReadonlyRootFilesystem: true")) << out;
  ExpectHidden(scratch, "");
}

// ---- bounds

std::string Nested(int levels, const std::string& inside, const std::string& open = "[",
                   const std::string& close = "]") {
  std::string text = inside;
  for (int i = 0; i < levels; ++i) text = open + text + close;
  return text;
}

TEST(SecretSources, WhatIsTooDeepToBeReadIsMasked) {
  for (const int levels : {70, 130, 254, 260, 510, 600}) {
    const std::string deep = Nested(levels, "\"Canary1\"");
    const std::string yaml = Nested(levels, "Canary1"), ref = Nested(levels, "!Ref P");
    const std::string runs =
        R"("ContainerDefinitions":[{"Name":"c","ReadonlyRootFilesystem":true,"Environment":)";
    struct Case {
      const char* file;
      std::string text;
    };
    for (
        const Case& one :
        {Case{
             "task.json",
             R"({"family":"t","containerDefinitions":[{"name":"c","readonlyRootFilesystem":true,"x":)" +
                 deep + "}]}"},
         Case{
             "task.json",
             R"({"family":"t","containerDefinitions":[{"name":"c","readonlyRootFilesystem":true},)" +
                 Nested(levels, R"({"name":"c","command":["Canary1"]})") + "]}"},
         Case{"main.tf", TaskDefinition("jsonencode([{ name = \"c\", readonlyRootFilesystem = "
                                        "true, x = " +
                                        deep + " }])")},
         Case{"main.tf",
              "variable \"x\" {\n  sensitive = true\n  default = { a = \"1.3.0\", b = " + deep +
                  " }\n}\n" + TaskDefinition("\"[]\"", "  platform_version = var.x.a\n")},
         Case{"main.tf.json", R"({"variable":{"x":{"sensitive":true,"default":)" + deep +
                                  R"(}},"resource":{"aws_ecs_service":{"s":{"task_definition":)"
                                  R"("t","enable_execute_command":true}}}})"},
         Case{"t.yaml",
              "Parameters: {P: {Type: String, Default: Canary1}, R: {Type: String, Default: "
              "\"true\"}}\nResources:\n  T: {Type: AWS::ECS::TaskDefinition, Properties: "
              "{ContainerDefinitions: [{Name: c, ReadonlyRootFilesystem: !Ref R, Environment: "
              "[{Name: A, Value: " +
                  ref + "}], Command: " + yaml + "}]}}\n"},
         Case{"t.json", R"({"Resources":{"T":{"Type":"AWS::ECS::TaskDefinition","Properties":{)" +
                            runs + Nested(levels, "\"Canary1\"", R"({"Fn::Join":["",[)", "]]}") +
                            "}]}}}}"},
         Case{"t.json", R"({"Parameters":{"P":{"Type":"String","NoEcho":true,"Default":)" + deep +
                            R"(}},"Resources":{"T":{"Type":"AWS::ECS::TaskDefinition",)"
                            R"("Properties":{)" +
                            runs + "[]}]}}}}"}}) {
      const Scratch scratch;
      scratch.Write(one.file, one.text);
      ExpectHidden(scratch, Format("{} {}", levels, one.file), {{"text"}});
    }
  }
}

// ---- the configuration

TEST(SecretSources, VariablesOfTheConfigurationAreNotShown) {
  for (const std::string variables :
       {"{p: Canary1}", "{p: [Canary1]}", "{p: {a: Canary1}}", "{p: Canary1, q: a, Canary2}",
        "[Canary1]", "Canary1", "{p: \"Canary1}", "{p: *Canary1}", "{p: 77123}"}) {
    const Scratch scratch;
    scratch.Write(".execlint.yaml", "variables: " + variables + "\n");
    scratch.Write("main.tf", "variable \"p\" {}\nvariable \"q\" {}\n" +
                                 TaskDefinition(Container("var.q"), "  launch_type = var.p\n"));
    ExpectHidden(scratch, variables, kFewFormats);
    const ProgramResult config = In(scratch, {"config", "."});
    EXPECT_FALSE(Has(config.out + config.err, "anary")) << variables << config.out << config.err;
  }
}

}  // namespace
}  // namespace execlint
