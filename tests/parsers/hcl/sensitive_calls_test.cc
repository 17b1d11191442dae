#include "parsers/hcl/sensitive_calls.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace execlint::hcl {
namespace {

std::string Masked(const std::string& text) {
  SourceMap sources;
  const FileId file = sources.AddFile("main.tf", text);
  MarkSensitiveCalls(sources, file);
  return sources.MaskedText({file, 0, static_cast<std::uint32_t>(text.size())});
}

TEST(SensitiveCalls, TheirTextsAreMaskedAndNoOthers) {
  EXPECT_EQ(Masked(R"x(a = sensitive("x"), b = "y")x"), R"x(a = sensitive("***"), b = "y")x");
  EXPECT_EQ(Masked(R"x(sensitive({ a = "x", b = f("y\"z") }) + "w")x"),
            R"x(sensitive({ a = "***", b = f("***") }) + "w")x");
  EXPECT_EQ(Masked(R"x(sensitive("open)x"), R"x(sensitive("***)x");
  EXPECT_EQ(Masked(R"x(is_sensitive("x") sensitive_x("y"))x"),
            R"x(is_sensitive("x") sensitive_x("y"))x");
}

TEST(SensitiveCalls, AWordInASentenceIsNoCall) {
  const std::string text = "description = \"sensitive (personal data\"\nname = \"x\"\n";
  EXPECT_EQ(Masked(text), text);
}

TEST(SensitiveCalls, CommentsAndTextsHoldNone) {
  for (const char* text : {"# sensitive(\nname = \"x\"\n", "/* sensitive( */ a = \"x\"\n",
                           "// sensitive(\na = \"x\"\n", "a = \"sensitive(\"\nb = \"x\"\n",
                           "a = <<E\nsensitive(\n\"x\"\nE\nb = \"y\"\n"}) {
    EXPECT_EQ(Masked(text), text);
  }
}

TEST(SensitiveCalls, BracketsInCommentsAndTextsCloseNothing) {
  EXPECT_EQ(Masked(R"x(a = sensitive(f("x)", /* ) */ "y"), "z") + "w")x"),
            R"x(a = sensitive(f("***", /* ) */ "***"), "***") + "w")x");
  EXPECT_EQ(Masked("a = sensitive(v # (\n)\nb = \"y\"\n"), "a = sensitive(v # (\n)\nb = \"y\"\n");
}

TEST(SensitiveCalls, TextsInTextsAreMasked) {
  EXPECT_EQ(Masked(R"x(sensitive("a${f("b)")}c"))x"), R"x(sensitive("***${f("***")}***"))x");
  EXPECT_EQ(Masked(R"x(x = "a${sensitive("b")}c")x"), R"x(x = "a${sensitive("***")}c")x");
  EXPECT_EQ(Masked("x = <<E\na${sensitive(\"b\")}c\nE\ny = \"d\"\n"),
            "x = <<E\na${sensitive(\"***\")}c\nE\ny = \"d\"\n");
  EXPECT_EQ(Masked("x = sensitive(<<E\nb\n  E\n)\ny = \"d\"\n"),
            "x = sensitive(<<E\n***  E\n)\ny = \"d\"\n");
}

TEST(SensitiveCalls, ACallThatNothingClosesEndsWhereABlockBegins) {
  EXPECT_EQ(Masked("locals {\n  a = sensitive(\"x\"\n}\nresource \"a\" \"b\" {\n  c = \"d\"\n}\n"),
            "locals {\n  a = sensitive(\"***\"\n}\nresource \"a\" \"b\" {\n  c = \"d\"\n}\n");
}

}  // namespace
}  // namespace execlint::hcl
