// What a unit makes of its declarations: instances, modules, inputs, choices, routes.
#include "parsers/terraform/unit/unit.h"

#include <gtest/gtest.h>

#include "parsers/terraform/unit/escapes.h"
#include "tests/parsers/terraform/evaluated.h"

namespace execlint::terraform {
namespace {

std::string One(const std::string& text, const std::string& path = "a") {
  return Evaluated(Files{{"main.tf", text}}).Get("r.x", path);
}

// ---- references

TEST(Unit, ReadsAnAttributeThatTheCodeSets) {
  EXPECT_EQ(One(R"(resource "r" "x" { a = r.y.name }
                   resource "r" "y" { name = "n" })"),
            R"("n")");
}

TEST(Unit, AnAttributeThatTheCodeDoesNotSetIsComputed) {
  EXPECT_EQ(One(R"(resource "r" "x" { a = "${r.y.arn}/*" }
                   resource "r" "y" {})"),
            R"({"~":"${r.y.arn}/*"})");
}

TEST(Unit, RememberWhichResourceAReferenceReads) {
  Evaluated evaluated(Files{{"main.tf", R"(resource "r" "x" {
                                        a = r.y.name
                                        b = r.y.arn
                                      }
                                      resource "r" "y" { name = "n" })"}});
  for (const char* path : {"a", "b"}) {
    const Cases<Traced> cases = evaluated.CasesOf("r.x", path);
    const ResourceAttribute read = ReferencedResource(cases.all().front().value);
    ASSERT_NE(read.resource, ResourceId::kNone) << path;
    EXPECT_EQ(evaluated.unit().evaluator().modules().Resource(read.resource)->address, "r.y");
  }
}

TEST(Unit, CyclesEnd) {
  EXPECT_EQ(One(R"(locals { a = local.b
                            b = local.a }
                   resource "r" "x" { a = local.a })"),
            R"({"?":"`a` refers to itself"})");
}

TEST(Unit, AValueOfAnotherTypeSaysWhatItLacks) {
  const auto given = [](const std::string& value) {
    return One(
        "variable \"platform\" {\n"
        "  type    = object({ env = string, app = object({ suffix = string }) })\n"
        "  default = " +
        value + "\n}\nresource \"r\" \"x\" { a = var.platform.env }");
  };
  EXPECT_EQ(given("{ env = \"test\" }"),
            R"({"?":"the value given for `var.platform` lacks `app`"})");
  EXPECT_EQ(given("{ env = \"test\", app = {} }"),
            R"({"?":"the value given for `var.platform` lacks `app.suffix`"})");
  EXPECT_EQ(given("{ env = \"test\", app = [] }"),
            R"({"?":"the value given for `var.platform` does not have the declared type"})");
}

TEST(Unit, DeepChainsAreLimited) {
  std::string text = "resource \"r\" \"x\" { a = local.l0 }\nlocals {\n";
  for (int i = 0; i < 3000; ++i) {
    text += "l" + std::to_string(i) + " = local.l" + std::to_string(i + 1) + "\n";
  }
  EXPECT_NE(One(text + "l3000 = 1\n}\n").find("more than execlint follows"), std::string::npos);
}

TEST(Unit, DoublingIsLimited) {
  std::string text = "resource \"r\" \"x\" { a = local.l0 }\nlocals {\n";
  for (int i = 0; i < 60; ++i) {
    const std::string next = "local.l" + std::to_string(i + 1);
    text += "l" + std::to_string(i) + " = \"${" + next + "}${" + next + "}\"\n";
  }
  EXPECT_NE(One(text + "l60 = \"x\"\n}\n").find("more than execlint follows"), std::string::npos);
}

// ---- modules

TEST(Unit, ModulesTakeInputsAndGiveOutputs) {
  Evaluated evaluated(Files{{"main.tf", R"(module "m" {
                                        source   = "./m"
                                        for_each = toset(["p", "q"])
                                        name     = each.key
                                      }
                                      resource "r" "x" { a = module.m["p"].full })"},
                            {"m/main.tf", R"(variable "name" {}
                                        variable "suffix" { default = "s" }
                                        resource "r" "inner" { a = "${var.name}-${var.suffix}" }
                                        output "full" { value = r.inner.a })"}});
  EXPECT_EQ(evaluated.Resources(), R"(r.x, module.m["p"].r.inner, module.m["q"].r.inner)");
  EXPECT_EQ(evaluated.Get("r.x", "a"), R"("p-s")");
}

TEST(Unit, ADefaultThatACallLeavesIsFixedByTheCode) {
  Evaluated evaluated(Files{{"main.tf", "module \"m\" { source = \"./m\" }"},
                            {"m/main.tf", R"(variable "v" { default = true }
                                        resource "r" "x" { a = var.v })"}});
  EXPECT_FALSE(PassesDefault(evaluated.CasesOf("module.m.r.x", "a").all().front().value.route));
}

TEST(Unit, ADefaultOfTheRootCanBeOverridden) {
  Evaluated evaluated(Files{{"main.tf", R"(variable "v" { default = true }
                                      resource "r" "x" {
                                        a = var.v
                                        b = var.v ? "yes" : "no"
                                        c = "literal"
                                      })"}});
  const auto defaulted = [&](const char* path) {
    return PassesDefault(evaluated.CasesOf("r.x", path).all().front().value.route);
  };
  EXPECT_TRUE(defaulted("a"));
  EXPECT_TRUE(defaulted("b"));
  EXPECT_FALSE(defaulted("c"));
}

TEST(Unit, AnotherProviderHasAnotherAccountAndRegion) {
  Evaluated evaluated(Files{{"main.tf", R"(
    provider "aws" {}
    provider "aws" {
      alias  = "east"
      region = "us-east-1"
    }
    provider "aws" {
      alias = "shared"
      assume_role { role_arn = "arn:aws:iam::1:role/r" }
    }
    data "aws_region" "own" {}
    data "aws_caller_identity" "east" { provider = aws.east }
    module "east" {
      source    = "./m"
      providers = { aws = aws.east }
    }
    module "shared" {
      source    = "./m"
      providers = { random = random.other, aws = aws.shared }
    }
    resource "r" "x" {
      own    = data.aws_region.own.name
      east   = "${module.east.region} ${module.east.account}"
      shared = "${module.shared.region} ${module.shared.account}"
      same   = module.east.account == data.aws_caller_identity.east.account_id
    })"},
                            {"m/main.tf", R"(data "aws_region" "this" {}
    data "aws_caller_identity" "this" {}
    output "region" { value = data.aws_region.this.name }
    output "account" { value = data.aws_caller_identity.this.account_id })"}});
  EXPECT_EQ(evaluated.Get("r.x", "own"), R"({"?":"AWS::Region"})");
  EXPECT_EQ(evaluated.Get("r.x", "east"),
            R"({"~":"${AWS::Region of aws.east} ${AWS::AccountId}"})");
  EXPECT_EQ(evaluated.Get("r.x", "shared"),
            R"({"~":"${AWS::Region of aws.shared} ${AWS::AccountId of aws.shared}"})");
  EXPECT_EQ(evaluated.Get("r.x", "same"), "true");
}

TEST(Unit, ASliceOfSomethingUnknownHasItsLength) {
  const std::string zones = R"(data "aws_availability_zones" "all" {}
    resource "r" "x" { a = )";
  EXPECT_EQ(One(zones + "length(slice(data.aws_availability_zones.all.names, 0, 2)) }"), "2");
  EXPECT_EQ(One(zones + "slice(data.aws_availability_zones.all.names, 1, 3)[1] }"),
            R"({"?":"data.aws_availability_zones.all.names[2]"})");
}

TEST(Unit, AModuleWithoutSourceHasUnknownOutputs) {
  Evaluated evaluated(Files{{"main.tf", R"(module "m" {
                                        source = "terraform-aws-modules/vpc/aws"
                                        role   = r.x.arn
                                      }
                                      resource "r" "x" { a = module.m.private_subnets })"}});
  EXPECT_EQ(evaluated.Get("r.x", "a"), R"({"?":"module.m.private_subnets"})");
  ASSERT_EQ(evaluated.unit().opaque_calls().size(), 1u);
  const auto escapes = FindEscapes(evaluated.unit());
  ASSERT_EQ(escapes.size(), 1u);
  EXPECT_EQ(escapes[0].escape.through, "module.m");
}

TEST(Unit, SourcesNeverLeaveTheProject) {
  Evaluated evaluated(Files{{"a/main.tf", R"(module "m" { source = "../../outside" }
                                        resource "r" "x" { a = file("../../secret") })"}},
                      "a");
  EXPECT_EQ(evaluated.unit().opaque_calls().size(), 1u);
  EXPECT_EQ(evaluated.Get("r.x", "a"),
            R"({"?":"the file `../../secret`, which leads out of the project,"})");
}

TEST(Unit, AModuleThatCallsItselfEnds) {
  Evaluated evaluated(Files{{"main.tf", R"(module "m" { source = "./." }
                                      resource "r" "x" { a = 1 })"}});
  EXPECT_EQ(evaluated.Resources(), "r.x");
}

TEST(Unit, RootOutputsLeaveTheUnit) {
  Evaluated evaluated(Files{{"main.tf", R"(resource "r" "x" { name = "n" }
                                      output "o" { value = { arn = r.x.arn, name = r.x.name } })"}});
  const auto escapes = FindEscapes(evaluated.unit());
  ASSERT_EQ(escapes.size(), 1u);
  EXPECT_EQ(escapes[0].escape.through, "output \"o\"");
}

TEST(Unit, OverrideFilesComeLast) {
  Evaluated evaluated(Files{{"main.tf", R"(resource "r" "x" { a = 1
                                                         b = 1 })"},
                            {"main_override.tf", R"(resource "r" "x" { a = 2 })"}});
  EXPECT_EQ(evaluated.Get("r.x", "a"), "2");
  EXPECT_EQ(evaluated.Get("r.x", "b"), "1");
}

// ---- inputs

TEST(Unit, CommandLineOverVarFileOverDefault) {
  const std::map<std::string, std::string> files = {
      {"main.tf", R"(variable "a" { default = "default" }
                     variable "b" { default = "default" }
                     variable "c" { default = "default" }
                     variable "l" { type = list(string) }
                     resource "r" "x" { v = [var.a, var.b, var.c, var.l] })"},
      {"terraform.tfvars", "a = \"file\"\nb = \"file\"\n"}};
  EXPECT_EQ(Evaluated(files, "", {{"a", "given"}, {"l", "[\"x\", 1]"}}, {"terraform.tfvars"})
                .Get("r.x", "v"),
            R"(["given","file","default",["x","1"]])");
}

TEST(Unit, NamedVarFilesAreChoices) {
  Evaluated evaluated(Files{{"main.tf", R"(variable "size" { default = 1 }
                                      resource "r" "x" { a = var.size })"},
                            {"dev.tfvars", "size = 2\n"},
                            {"prod.tfvars", "size = 3\n"}},
                      "", {}, {"dev.tfvars", "prod.tfvars"});
  EXPECT_EQ(evaluated.Get("r.x", "a"), "none: 1 | dev.tfvars: 2 | prod.tfvars: 3");
}

// ---- choices

TEST(Unit, AnInputThatIsComparedIsAChoice) {
  EXPECT_EQ(One(R"(variable "env" { type = string }
                   resource "r" "x" { a = var.env == "prod" ? 3 : 1 })"),
            "prod: 3 | other: 1");
}

TEST(Unit, AnInputThatIndexesAMapIsAChoice) {
  EXPECT_EQ(One(R"(variable "env" {}
                   locals { sizes = { dev = 1, prod = 2 } }
                   resource "r" "x" { a = lookup(local.sizes, var.env, 0)
                                      b = local.sizes[var.env] })"),
            "dev: 1 | prod: 2 | other: 0");
}

TEST(Unit, AValidationClosesTheChoices) {
  EXPECT_EQ(One(R"(variable "env" {
                     validation {
                       condition     = contains(["dev", "prod"], var.env)
                       error_message = "no"
                     }
                   }
                   resource "r" "x" { a = var.env == "prod" })"),
            "dev: false | prod: true");
}

TEST(Unit, ABoolInputIsAChoice) {
  EXPECT_EQ(One(R"(variable "on" { type = bool }
                   resource "r" "x" { a = var.on ? "y" : "n" })"),
            R"(true: "y" | false: "n")");
}

TEST(Unit, TheWorkspaceIsAChoice) {
  EXPECT_EQ(One(R"(resource "r" "x" { a = terraform.workspace == "prod" ? 3 : 1 })"),
            "prod: 3 | other: 1");
}

TEST(Unit, ADerivedInputChoosesByTheInput) {
  EXPECT_EQ(One(R"(variable "env" {}
                   resource "r" "x" { a = lower(var.env) == "prod" ? 3 : 1 })")
                .substr(0, 7),
            "prod: 3");
}

TEST(Unit, OneInputIsOneChoiceWhereverItDecides) {
  Evaluated evaluated(Files{{"main.tf", R"(module "m" {
                                        source = "./m"
                                        env    = var.env
                                      }
                                      variable "env" {}
                                      resource "r" "x" { a = var.env == "dev" ? 1 : 2 })"},
                            {"m/main.tf", R"(variable "env" {}
                                        resource "r" "y" { a = var.env == "prod" ? 1 : 2 })"}});
  EXPECT_EQ(evaluated.unit().selectors().size(), 1u);
  EXPECT_EQ(evaluated.Get("module.m.r.y", "a"), "dev: 2 | prod: 1 | other: 2");
}

TEST(Unit, AChoiceDecidesWhatExists) {
  Evaluated evaluated(Files{{"main.tf", R"(variable "on" { type = bool }
                                      resource "r" "x" { count = var.on ? 1 : 0 })"}});
  EXPECT_EQ(evaluated.Resources(), "r.x[0] (true: true | false: false)");
}

TEST(Unit, AnInputThatDecidesNothingIsUnknown) {
  EXPECT_EQ(One(R"(variable "arn" {}
                   resource "r" "x" { a = "${var.arn}/x" })"),
            R"({"~":"${var.arn}/x"})");
}

// ---- open values

TEST(Unit, MergeWithSomethingUnknownIsOpen) {
  EXPECT_EQ(One(R"(variable "v" { type = map(string) }
                   resource "r" "x" { a = merge(var.v, { k = 1 }) })"),
            R"({"k":1,"...":null})");
}

TEST(Unit, WhatSomethingUnknownMayOverrideIsUnknown) {
  EXPECT_EQ(One(R"(variable "v" { type = map(string) }
                   resource "r" "x" { a = merge({ k = 1 }, var.v) })"),
            R"({"k":{"?":"merge({k = 1}, var.v).k"},"...":null})");
}

// ---- blocks

TEST(Unit, DynamicBlocks) {
  EXPECT_EQ(One(R"(resource "r" "x" {
                     dynamic "b" {
                       for_each = { p = 1, q = 2 }
                       iterator = it
                       content { v = "${it.key}${it.value}" }
                     }
                   })",
                "b"),
            R"([{"v":"p1"},{"v":"q2"}])");
}

TEST(Unit, ASetsKeysAreItsElements) {
  Evaluated evaluated(Files{{"main.tf", R"(resource "r" "x" {
                                        dynamic "b" {
                                          for_each = toset(["y", "x"])
                                          content { pair = "${b.key}=${b.value}" }
                                        }
                                      })"}});
  EXPECT_EQ(evaluated.Get("r.x", "b"), R"([{"pair":"x=x"},{"pair":"y=y"}])");
}

TEST(Unit, ADefaultThatLeavesBlocksOutIsADefault) {
  for (const char* for_each : {"var.blocks", "[for b in var.blocks : b]",
                               "[for b in [1] : b if length(var.blocks) > 0]", "var.blocks[*]"}) {
    Evaluated evaluated(Files{{"main.tf", R"(variable "blocks" { default = [] }
                                        resource "r" "x" {
                                          dynamic "b" {
                                            for_each = )" +
                                              std::string(for_each) + R"(
                                            content { c = b.value }
                                          }
                                        })"}});
    for (const char* path : {"b", "b.c"}) {
      const Traced value = evaluated.CasesOf("r.x", path).all().front().value;
      ASSERT_TRUE(value) << for_each << ": " << path;
      EXPECT_TRUE(DefaultBehind(value) != nullptr) << for_each << ": " << path;
    }
  }
}

TEST(Unit, AnUnknownDynamicBlockIsOpen) {
  EXPECT_EQ(One(R"(variable "v" { type = list(string) }
                   resource "r" "x" {
                     dynamic "b" {
                       for_each = var.v
                       content { v = b.value }
                     }
                   })",
                "b.v"),
            R"({"?":"var.v"})");
}

TEST(Unit, PathsGoThroughBlocks) {
  const std::string text = R"(resource "r" "x" { b { c { d = 1 } } })";
  EXPECT_EQ(One(text, "b.c.d"), "1");
  EXPECT_EQ(One(text, "b.c.e"), "absent");
  EXPECT_EQ(One(text, "z.c"), "absent");
}

// ---- JSON syntax

TEST(Unit, JsonSyntaxIsReadAtItsPlaces) {
  const std::string text = R"-({
  "//": "a comment",
  "variable": {"env": {"type": "string"}},
  "locals": [{"n": "a\"b"}],
  "resource": {
    "r": {"x": {"a": "${var.env == \"prod\" ? 3 : 1}", "b": [{"c": "p-${local.n}"}], "d": true},
          "y": {"a": "$${not}", "k": {"in": [1, "x"]}}}
  }
})-";
  Evaluated evaluated(Files{{"main.tf.json", text}});
  EXPECT_EQ(evaluated.Get("r.x", "a"), "prod: 3 | other: 1");
  EXPECT_EQ(evaluated.Get("r.x", "b.c"), R"("p-a\"b")");
  EXPECT_EQ(evaluated.Get("r.x", "d"), "true");
  EXPECT_EQ(evaluated.Get("r.y", "a"), R"("${not}")");
  EXPECT_EQ(evaluated.Get("r.y", "k"), R"({"in":[1,"x"]})");
  const Traced c = evaluated.CasesOf("r.x", "b.c").all().front().value;
  const Span spelled = evaluated.sources().Spell(c->parts()[0].from);
  EXPECT_EQ(evaluated.sources().Text(spelled), "p-");
  EXPECT_EQ(evaluated.sources().path(spelled.file), "main.tf.json");
}

// ---- files

TEST(Unit, JsonSyntaxHasDynamicBlocksAndProvidersByName) {
  Evaluated evaluated(Files{{"main.tf.json", R"-({
  "provider": {"aws": [{"region": "a"}, {"alias": "east", "region": "b"}]},
  "data": {"aws_region": {"east": {"provider": "aws.east"}}},
  "resource": {"r": {"x": {
    "region": "${data.aws_region.east.name}",
    "map": {"//": "a key like any other"},
    "dynamic": {"b": {"for_each": ["p", "q"], "iterator": "it", "content": {
      "v": "${it.value}",
      "dynamic": {"c": [{"for_each": "${toset([it.value])}", "content": {"k": "${c.key}"}}]}
    }}}
  }}}
})-"}});
  EXPECT_EQ(evaluated.Get("r.x", "region"), R"({"?":"AWS::Region of aws.east"})");
  EXPECT_EQ(evaluated.Get("r.x", "map"), R"({"//":"a key like any other"})");
  EXPECT_EQ(evaluated.Get("r.x", "b"), R"([{"c":[{"k":"p"}],"v":"p"},{"c":[{"k":"q"}],"v":"q"}])");
}

// A list of objects stands for one wherever Terraform looks for a body, or for what is below
// labels.
TEST(Unit, JsonSyntaxTakesListsForObjects) {
  Evaluated evaluated(Files{{"main.tf.json", R"-([
  {"locals": [[{"n": "p"}, {"m": "q"}]]},
  {"resource": [{"r": [{"x": [[{"a": "${local.n}"}, {"b": "${local.m}"}]]}]}]},
  7
])-"}});
  EXPECT_EQ(evaluated.Get("r.x", "a"), R"("p")");
  EXPECT_EQ(evaluated.Get("r.x", "b"), R"("q")");
}

TEST(Unit, TemplatesKeepTheirPlaces) {
  Evaluated evaluated(Files{{"main.tf", R"(variable "role" {}
                                      resource "r" "x" {
                                        a = templatefile("${path.module}/t.json", { n = "web", r = var.role })
                                      })"},
                            {"t.json", "[{\"name\": \"${n}\", \"role\": \"${r}\"}]\n"}});
  EXPECT_EQ(evaluated.Get("r.x", "a"),
            R"({"~":"[{\"name\": \"web\", \"role\": \"${var.role}\"}]\n"})");
  const Traced text = evaluated.CasesOf("r.x", "a").all().front().value;
  EXPECT_EQ(evaluated.sources().path(text->parts()[0].from.file), "t.json");
}

TEST(Unit, JsonThatTheCodeEncodedIsReadWithoutParsing) {
  EXPECT_EQ(One(R"(variable "v" {}
                   resource "r" "x" { a = jsondecode(jsonencode({ k = [var.v, 1] })).k })"),
            R"([{"?":"var.v"},1])");
}

}  // namespace
}  // namespace execlint::terraform
