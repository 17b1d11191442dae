// Secrets that nothing in the code declares: attributes that a provider hides, what a secret
// selects, values in messages about failures, a `--var` without a name.
#include <gtest/gtest.h>

#include <string>

#include "lint/source/format.h"
#include "tests/lint/cli/canary.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using in_scratch::Has;
using in_scratch::In;
using in_scratch::kFewFormats;
using testing::Scratch;

// What is said of a service whose cluster is that expression.
std::string SaidOfCluster(const std::string& cluster, const std::string& more) {
  const Scratch scratch;
  scratch.Write("main.tf", more + R"(
resource "aws_ecs_service" "s" {
  cluster                = )" + cluster +
                               R"(
  task_definition        = "web:7"
  enable_execute_command = true
}
)");
  std::string said;
  for (const char* format : kFewFormats) {
    const ProgramResult run = In(scratch, {"--format", format, "--show-unknown"});
    said += run.out + run.err;
  }
  return said;
}

TEST(DerivedSecrets, AttributesThatTheProviderHides) {
  for (const char* resource : {
           R"(resource "aws_db_instance" "r" { password = "Canary1" })",
           R"(resource "aws_rds_cluster" "r" { master_password = "Canary1" })",
           R"(resource "aws_secretsmanager_secret_version" "r" { secret_string = "Canary1" })",
           R"(resource "aws_elasticache_replication_group" "r" { auth_token = "Canary1" })",
       }) {
    const std::string text = resource;
    const std::size_t from = text.find("{ ") + 2;
    const std::string name = text.substr(from, text.find(' ', from) - from);
    const std::string type = text.substr(10, text.find('"', 10) - 10);
    const std::string said = SaidOfCluster(Format("{}.r.{}", type, name), text);
    EXPECT_FALSE(Has(said, "Canary1")) << said;
    EXPECT_TRUE(Has(said, "***")) << said;
  }
}

TEST(DerivedSecrets, OnlyASecureParameterHoldsASecret) {
  const auto said_of = [](const char* type) {
    return SaidOfCluster(
        "aws_ssm_parameter.r.value",
        Format("resource \"aws_ssm_parameter\" \"r\" {{\n  type = \"{}\"\n  value = "
               "\"Canary1\"\n}}\n",
               type));
  };
  EXPECT_FALSE(Has(said_of("SecureString"), "Canary1"));
  EXPECT_TRUE(Has(said_of("String"), "Canary1"));
}

// An input that goes into a container is masked where it is written, and in what is said of it.
TEST(DerivedSecrets, ValuesInMessagesAboutFailures) {
  const std::string input = R"(
variable "u" {
  default = "Canary1"
  validation {
    condition     = contains(["Canary1", "Canary2"], var.u)
    error_message = "no"
  }
}
resource "aws_ecs_task_definition" "t" {
  family                = "t"
  container_definitions = jsonencode([{ name = "app", image = "x",
    environment = [{ name = "DB_PASSWORD", value = var.u }] }])
}
)";
  for (const char* failing :
       {R"({ a = "x", b = "y" }[var.u])", R"({ a = "x" }["p-${var.u}"])",
        R"({ a = "x" }[upper(var.u)])", R"({ for key in [var.u, var.u] : key => 1 }["a"])"}) {
    const std::string said = SaidOfCluster(failing, input);
    EXPECT_FALSE(Has(said, "anary1") || Has(said, "ANARY1")) << said;
    EXPECT_TRUE(Has(said, "cannot be evaluated")) << said;
  }
  // What is spelled out there, or what many codes have, is shown.
  EXPECT_TRUE(
      Has(SaidOfCluster(R"({ a = "x" }["elsewhere"])", input), "no element \\\"elsewhere\\\""));
  EXPECT_TRUE(Has(SaidOfCluster(R"({ a = "x" }[join("", ["pr", "od"])])", input),
                  "no element \\\"prod\\\""));
}

TEST(DerivedSecrets, WhatANoEchoParameterSelects) {
  const Scratch scratch;
  scratch.Write("t.yaml", R"(AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Pw: {Type: String, noEcho: true, Default: Canary1}
Mappings:
  M: {Canary1: {name: Canary2}}
Resources:
  S:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !FindInMap [M, !Ref Pw, name]
      TaskDefinition: !Ref Pw
      EnableExecuteCommand: true
)");
  for (const char* format : kFewFormats) {
    const ProgramResult run = In(scratch, {"--format", format, "--show-unknown"});
    EXPECT_FALSE(Has(run.out + run.err, "Canary2")) << run.out;
    EXPECT_FALSE(Has(run.out + run.err, "Canary1")) << run.out;
    EXPECT_TRUE(Has(run.out, "***")) << run.out;
  }
}

TEST(DerivedSecrets, AVariableOfTheCommandLineWithoutAName) {
  const Scratch scratch;
  scratch.Write("main.tf", "variable \"a\" {}\n");
  const auto said = [&](const char* variable) { return In(scratch, {"--var", variable}).err; };
  for (const char* value : {"Canary1/Zx+q==", "Canary1=", "Canary1==", "pw:Canary1=x"}) {
    EXPECT_FALSE(Has(said(value), "Canary1")) << said(value);
    EXPECT_TRUE(Has(said(value), "--var ***: no code")) << said(value);
  }
  EXPECT_TRUE(Has(said("env-name=prod"), "--var env-name: no code"));
}

TEST(DerivedSecrets, ASecretFormatString) {
  constexpr const char* kInput = R"(
variable "u" {
  sensitive = true
  default   = "Canary1"
}
)";
  for (const char* cluster :
       {R"(format(var.u))", R"(formatlist(var.u)[0])", R"(format(sensitive("Canary1%s"), "a"))"}) {
    const std::string said = SaidOfCluster(cluster, kInput);
    EXPECT_FALSE(Has(said, "Canary1")) << cluster << said;
    EXPECT_TRUE(Has(said, "***")) << cluster << said;
  }
}

// What is too long to be shown is cut: also where the cut goes through a secret.
TEST(DerivedSecrets, TheCutOfALongTextShowsNoPartOfOne) {
  for (const std::size_t before : {100u, 120u, 128u, 150u, 480u, 490u, 495u, 500u}) {
    const std::string filler(before, 'a');
    for (const std::string& cluster :
         {Format("\"{}${{var.s}}\"", filler), Format("\"{}${{var.s}}{}\"", filler, filler)}) {
      const std::string said = SaidOfCluster(cluster,
                                             "variable \"s\" {\n  sensitive = true\n"
                                             "  default = \"Canary1Canary2Canary3Canary4\"\n}\n");
      EXPECT_FALSE(Has(said, "anary")) << said;
      EXPECT_FALSE(Has(said, "aCan")) << said;
      EXPECT_TRUE(Has(said, "how the cluster logs sessions")) << said;
    }
  }
}

}  // namespace
}  // namespace execlint
