#include "lint/source/unread_text.h"

#include <gtest/gtest.h>

#include <string>

namespace execlint {
namespace {

std::string Shown(const std::string& line) { return ShownOfUnread(line, 0, line.size()); }

TEST(UnreadText, OfJsonKeysAreShown) {
  EXPECT_EQ(Shown(R"({"name": "web", "value" "x", "essential": true, "cpu": 12})"),
            R"({"name": "***", "***" "***", "essential": true, "cpu": ***})");
  EXPECT_EQ(Shown(R"({"tags": {"b": 1} "image": [1 "d"]})"),
            R"({"tags": {"***": ***} "image": [*** "***"]})");
  EXPECT_EQ(Shown(R"({"value": hunter2})"), R"({"value": ***})");
  EXPECT_EQ(Shown(R"({"value": "a\"hunter2"} x)"), R"({"value": "***"} ***)");
  EXPECT_EQ(Shown(R"({'value': 'hunter2'})"), R"({'value': '***'})");
  EXPECT_EQ(Shown(R"({"a key of words": True, "user": None})"), R"({"***": True, "user": None})");
}

// Nobody knows which quote is missing, so that keys may be values.
TEST(UnreadText, BehindAnOddQuoteNothingIsShown) {
  EXPECT_EQ(Shown(R"(  value = "hunter2)"), R"(  value = "***)");
  EXPECT_EQ(Shown(R"({"value": "a, "hunter2": "b"})"), R"({"***)");
  EXPECT_EQ(Shown(R"(x = 'hunter2)"), R"(*** = '***)");
}

TEST(UnreadText, OfHclNamesAreShown) {
  EXPECT_EQ(Shown(R"(resource "aws_ecs_service" "web" { name = "hunter2")"),
            R"(resource "aws_ecs_service" "web" { name = "***")");
  EXPECT_EQ(Shown("  network_configuration {"), "  network_configuration {");
  EXPECT_EQ(Shown("  deployment_circuit_breaker {"), "  deployment_circuit_breaker {");
  EXPECT_EQ(Shown("  dynamic \"setting\" {"), "  dynamic \"setting\" {");
  EXPECT_EQ(Shown("correct_horse"), "***");
  EXPECT_EQ(Shown("correct_horse { battery"), "*** { ***");
  EXPECT_EQ(Shown(R"(x = jsonencode([{ cpu = var.b, user = local.d "hunter2", e = f(g) }]))"),
            R"(*** = jsonencode([{ cpu = var.b, user = local.d "***", *** = ***(***) }]))");
  EXPECT_EQ(Shown("image = true environment = [1]"), "image = true environment = [***]");
  EXPECT_EQ(Shown("image = hunter2 x"), "image = *** ***");
  EXPECT_EQ(Shown("user = <<hunter2"), "user = <<***");
  EXPECT_EQ(Shown(R"(cpu = x == "hunter2" ? hunter3 : hunter4)"),
            R"(cpu = *** == "***" ? *** : ***)");
  EXPECT_EQ(Shown(R"x(name = "${lookup({a="b)"},"a")}hunter2" y)x"),
            R"x(name = "***"***)"***"***"***" ***)x");
}

TEST(UnreadText, OfYamlKeysAndTheWordsOfTemplatesAreShown) {
  EXPECT_EQ(Shown("  - Name: hunter2"), "  - Name: ***");
  EXPECT_EQ(Shown("    Default: a: hunter2"), "    Default: ***: ***");
  EXPECT_EQ(Shown("    Type: AWS::ECS::Service"), "    Type: AWS::ECS::Service");
  EXPECT_EQ(Shown("    Value: !Ref hunter2"), "    Value: !Ref ***");
  EXPECT_EQ(Shown("    Value: !hunter2 ["), "    Value: *** [");
  EXPECT_EQ(Shown("    Value: *hunter2"), "    Value: ***");
  EXPECT_EQ(Shown("    Value: postgres://me:hunter2@db"), "    Value: ***");
  EXPECT_EQ(Shown("  {Name: hunter2, Value: hunter3, Tags: ]}"),
            "  {Name: ***, Value: ***, Tags: ]}");
  EXPECT_EQ(Shown("    hunter2"), "    ***");
}

TEST(UnreadText, APartIsShownAsInItsLine) {
  const std::string text = "x\n{\"a\": \"b\" \"name\": 1}\ny";
  EXPECT_EQ(ShownOfUnread(text, text.find("\"b"), text.size()), R"("***" "name": ***})");
  EXPECT_EQ(ShownOfUnread(text, text.find("\"name"), text.find(": 1")), R"("name")");
  EXPECT_EQ(ShownOfUnread(text, text.find("b\""), text.find("\"name")), "***\" ");
}

TEST(UnreadText, VeryLongLinesAreNotShown) { EXPECT_EQ(Shown(std::string(20'000, '{')), "***"); }

TEST(UnreadText, TheLinesOfAPlaceAreMasked) {
  SourceMap sources;
  std::string text;
  for (int i = 0; i < 400; ++i) text += "a = \"b\"\n";
  const FileId file = sources.AddFile("a.tf", text);
  const auto masked = [&](std::uint32_t line) {
    return sources.MaskedText(sources.Line(file, line));
  };
  MarkUnread({file, 10, 17}, sources);
  EXPECT_EQ(masked(1), "a = \"b\"");
  EXPECT_EQ(masked(2), "*** = \"***\"");
  EXPECT_EQ(masked(3), "*** = \"***\"");
  EXPECT_EQ(masked(4), "a = \"b\"");
  MarkUnread({file, 0, static_cast<std::uint32_t>(text.size() - 1)}, sources);
  EXPECT_EQ(masked(64), "*** = \"***\"");
  EXPECT_EQ(masked(200), "***");
  EXPECT_EQ(masked(400), "*** = \"***\"");
}

}  // namespace
}  // namespace execlint
