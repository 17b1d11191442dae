#include "lint/render/beside.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace execlint {
namespace {

// A line as it is shown for the first occurrence of `place`.
std::string Shown(const std::string& text, std::string_view place) {
  SourceMap sources;
  const FileId file = sources.AddFile("f", text);
  const auto at = static_cast<std::uint32_t>(text.find(place));
  const Span focus{file, at, at + static_cast<std::uint32_t>(place.size())};
  const Span line = sources.Line(file, sources.Locate(file, at).line);
  std::string shown;
  std::uint32_t begin = line.begin;
  for (const Span& one : MaskedIn(sources, line, line, {focus})) {
    shown.append(sources.Text({file, begin, one.begin})).append("***");
    begin = one.end;
  }
  return shown.append(sources.Text({file, begin, line.end}));
}

TEST(Beside, OnlyThePlaceIsShown) {
  EXPECT_EQ(Shown(R"(  c = { pw = "hunter2", exec = true })", "true"),
            R"(  c = { pw = "***", exec = true })");
  EXPECT_EQ(Shown(R"(  c = { pw = "hunter2", exec = "maybe" })", "\"maybe\""),
            R"(  c = { pw = "***", exec = "maybe" })");
  EXPECT_EQ(Shown(R"(Pw: {NoEcho: true, Default: "oo", AllowedPattern: "hunter2|x"})", "true"),
            R"(Pw: {NoEcho: true, Default: "***", AllowedPattern: "***"})");
  EXPECT_EQ(Shown("M: {a: {e: true, pw: hunter2 and more}}", "true"), "M: {a: {e: true, pw: ***}}");
  EXPECT_EQ(Shown(R"({"Meta":{"x":"hunter2","y":98765},"Exec":true})", "true"),
            R"({"Meta":{"x":"***","y":***},"Exec":true})");
  EXPECT_EQ(Shown(R"(x = "${contains([\"hunter2\"],var.pw)}" # it)", "x"), R"(x = "***" # it)");
  EXPECT_EQ(Shown(R"(name = "${f(\"hunter2\")}")", "name"), R"(name = "***")");
  EXPECT_EQ(Shown("  export PASSWORD=hunter2 true", "true"), "  ***=*** true");
}

// A place in a text, and one that is a text, are shown; one that holds several is masked as all is.
TEST(Beside, APlaceIsShownWhereItIsOneValue) {
  EXPECT_EQ(Shown(R"(x = "{ \"a\": maybe, \"b\": 1 }")", "maybe"), R"(x = "***maybe***")");
  EXPECT_EQ(Shown("Cpu: !Sub 'maybe so'", "!Sub 'maybe so'"), "Cpu: !Sub 'maybe so'");
  EXPECT_EQ(Shown("Exec: maybe so", "maybe so"), "Exec: maybe so");
  EXPECT_EQ(Shown(R"(x = ["maybe", "hunter2"])", R"(["maybe", "hunter2"])"),
            R"(x = ["***", "***"])");
  EXPECT_EQ(Shown(R"(default = { pw = "hunter2" })", R"({ pw = "hunter2" })"),
            R"(default = { pw = "***" })");
}

TEST(Beside, WhatIsNoSecretStays) {
  for (const char* line :
       {R"(resource "aws_ecs_service" "web" { name = "web-${var.env}", x = true })",
        "  enable_execute_command = var.exec && local.on ? true : false",
        R"({"Effect": "Allow", "Action": ["ecs:*", "x:y"], "Resource": "*"})",
        R"(- Effect: Allow)",
        R"(- ssmmessages:CreateDataChannel)",
        R"(  "ecs:cluster": "hers",)",
        R"(Condition = { StringEquals = { "aws:ResourceTag/env" = "hers" } })",
        R"(Version = "2012-10-17")",
        R"(Principal = { Service = "ecs-tasks.amazonaws.com" })",
        "Exec: !If [IsProd, false, !Ref ExecEnabled]",
        "Exec: !FindInMap [Envs, !Ref Env, Exec]",
        "TaskRoleArn: !GetAtt TaskRole.Arn",
        R"(x = templatefile("defs/web.json", { a = var.b }))",
        R"(x = jsondecode(file("${path.module}/x.json")))",
        R"(subnets = ["subnet-1", "sg-2"])",
        "x = { for name, svc in var.all : name => svc.exec if svc.exec != null }",
        "ignore_changes = [desired_count, task_definition]",
        "statement {",
        "  }",
        R"(resources = [aws_ecs_cluster.main.arn, "arn:aws:ecs:eu-west-1:1:task/x"])",
        R"({"Exec": {"Fn::If": ["c", {"Ref": "Exec"}, true]}})",
        "x = true  # a remark \"of\" mine",
        "Type: AWS::ECS::Service",
        R"(environment = "pre-production")"}) {
    EXPECT_EQ(Shown(line, "="), line);
  }
}

// Of a long line what is near is read, from the first text in quotes on.
TEST(Beside, OfALongLineThePartIsRead) {
  std::string text = "{";
  for (int i = 0; i < 600; ++i) text += R"("key":"hunter2",)";
  text += R"("exec":true,"x":"hunter2"})";
  SourceMap sources;
  const FileId file = sources.AddFile("f.json", text);
  const Span line = sources.Line(file, 1);
  const auto at = static_cast<std::uint32_t>(text.find("true"));
  for (std::uint32_t before = 20; before < 60; ++before) {
    const Span part{file, at - before, at + 20};
    std::string shown;
    std::uint32_t begin = part.begin;
    for (const Span& one : MaskedIn(sources, part, line, {{file, at, at + 4}})) {
      if (one.begin > begin) shown += sources.Text({file, begin, one.begin});
      begin = std::min(one.end, part.end);
    }
    shown += sources.Text({file, begin, part.end});
    EXPECT_EQ(shown.find("unter"), shown.npos) << shown;
    EXPECT_NE(shown.find("\"exec\":true,\"x\":\""), shown.npos) << shown;
  }
}

TEST(Beside, ATextOfSeveralLines) {
  SourceMap sources;
  const std::string text = "a = {\r\n  pw = \"hunter2\"\r\n  exec = true\r\n}\r\nb = 1";
  const FileId file = sources.AddFile("main.tf", text);
  const auto all = static_cast<std::uint32_t>(text.size());
  EXPECT_EQ(MaskedTextOf(sources, {file, 4, all - 7}), "{\r\n  pw = \"***\"\r\n  exec = true\r\n}");
  EXPECT_EQ(MaskedTextOf(sources, {file, 4, all - 6}),
            "{\r\n  pw = \"***\"\r\n  exec = true\r\n}\r");
  EXPECT_EQ(MaskedTextOf(sources, {file, 14, 23}), "\"hunter2\"");
  EXPECT_EQ(MaskedTextOf(sources, {file, all, all}), "");
}

TEST(Beside, SecretsAreMaskedInAPlaceToo) {
  SourceMap sources;
  const std::string text = "Exec: maybe so";
  const FileId file = sources.AddFile("t.yaml", text);
  sources.MarkSecret({file, 8, 11});
  const Span line = sources.Line(file, 1);
  const auto masked = MaskedIn(sources, line, line, {{file, 6, 14}});
  ASSERT_EQ(masked.size(), 1u);
  EXPECT_EQ(masked[0], (Span{file, 8, 11}));
}

}  // namespace
}  // namespace execlint
