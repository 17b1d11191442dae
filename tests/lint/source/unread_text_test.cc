#include "lint/source/unread_text.h"

#include <gtest/gtest.h>

#include <string>

namespace execlint {
namespace {

std::string Shown(const std::string& line) { return ShownOfUnread(line, 0, line.size()); }

TEST(UnreadText, OfJsonKeysAreShown) {
  EXPECT_EQ(Shown(R"({"name": "web", "value" "x", "on": true, "n": 12})"),
            R"({"name": "***", "***" "***", "on": true, "n": ***})");
  EXPECT_EQ(Shown(R"({"a": {"b": 1} "c": [1 "d"]})"), R"({"a": {"b": ***} "c": [*** "***"]})");
  EXPECT_EQ(Shown(R"({"value": hunter2})"), R"({"value": ***})");
  EXPECT_EQ(Shown(R"({"value": "a\"hunter2"} x)"), R"({"value": "***"} ***)");
  EXPECT_EQ(Shown(R"({'value': 'hunter2'})"), R"({'value': '***'})");
  EXPECT_EQ(Shown(R"({"a key of words": True, "b": None})"), R"({"***": True, "b": None})");
}

// Nobody knows which quote is missing, so that keys may be values.
TEST(UnreadText, BehindAnOddQuoteNothingIsShown) {
  EXPECT_EQ(Shown(R"(  value = "hunter2)"), R"(  value = "***)");
  EXPECT_EQ(Shown(R"({"value": "a, "hunter2": "b"})"), R"({"***)");
  EXPECT_EQ(Shown(R"(x = 'hunter2)"), R"(x = '***)");
}

TEST(UnreadText, OfHclNamesAreShown) {
  EXPECT_EQ(Shown(R"(resource "aws_ecs_service" "web" { name = "hunter2")"),
            R"(resource "aws_ecs_service" "web" { name = "***")");
  EXPECT_EQ(Shown("  network_configuration {"), "  network_configuration {");
  EXPECT_EQ(Shown(R"(x = jsonencode([{ a = var.b, c = local.d "hunter2", e = f(g) }]))"),
            R"(x = jsonencode([{ a = var.b, c = local.d "***", e = ***(***) }]))");
  EXPECT_EQ(Shown("readonly = true environment = [1]"), "readonly = true environment = [***]");
  EXPECT_EQ(Shown("p = hunter2 x"), "p = *** ***");
  EXPECT_EQ(Shown("p = <<hunter2"), "p = <<***");
  EXPECT_EQ(Shown(R"(p = x == "hunter2" ? hunter3 : hunter4)"), R"(p = *** == "***" ? *** : ***)");
  EXPECT_EQ(Shown(R"x(p = "${lookup({a="b)"},"a")}hunter2" y)x"),
            R"x(p = "***"***)"***"***"***" ***)x");
}

TEST(UnreadText, OfYamlKeysAndTheWordsOfTemplatesAreShown) {
  EXPECT_EQ(Shown("  - Name: hunter2"), "  - Name: ***");
  EXPECT_EQ(Shown("    Default: a: hunter2"), "    Default: ***: ***");
  EXPECT_EQ(Shown("    Type: AWS::ECS::Service"), "    Type: AWS::ECS::Service");
  EXPECT_EQ(Shown("    Value: !Ref hunter2"), "    Value: !Ref ***");
  EXPECT_EQ(Shown("    Value: !hunter2 ["), "    Value: *** [");
  EXPECT_EQ(Shown("    Value: *hunter2"), "    Value: ***");
  EXPECT_EQ(Shown("    Value: postgres://me:hunter2@db"), "    Value: ***");
  EXPECT_EQ(Shown("  {Name: hunter2, Value: hunter3, x: ]}"), "  {Name: ***, Value: ***, x: ]}");
  EXPECT_EQ(Shown("    hunter2"), "    ***");
}

TEST(UnreadText, APartIsShownAsInItsLine) {
  const std::string text = "x\n{\"a\": \"b\" \"c\": 1}\ny";
  EXPECT_EQ(ShownOfUnread(text, text.find("\"b"), text.size()), R"("***" "c": ***})");
  EXPECT_EQ(ShownOfUnread(text, text.find("\"c"), text.find(": 1")), R"("c")");
  EXPECT_EQ(ShownOfUnread(text, text.find("b\""), text.find("\"c")), "***\" ");
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
  EXPECT_EQ(masked(2), "a = \"***\"");
  EXPECT_EQ(masked(3), "a = \"***\"");
  EXPECT_EQ(masked(4), "a = \"b\"");
  MarkUnread({file, 0, static_cast<std::uint32_t>(text.size() - 1)}, sources);
  EXPECT_EQ(masked(64), "a = \"***\"");
  EXPECT_EQ(masked(200), "***");
  EXPECT_EQ(masked(400), "a = \"***\"");
}

}  // namespace
}  // namespace execlint
