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
  EXPECT_EQ(Masked(R"(a = sensitive("x"), b = "y")"), R"(a = sensitive("***"), b = "y")");
  EXPECT_EQ(Masked(R"(sensitive({ a = "x", b = f("y\"z") }) + "w")"),
            R"(sensitive({ a = "***", b = f("***") }) + "w")");
  EXPECT_EQ(Masked(R"(sensitive("open)"), R"(sensitive("***)");
  EXPECT_EQ(Masked(R"(is_sensitive("x") sensitive_x("y"))"),
            R"(is_sensitive("x") sensitive_x("y"))");
}

TEST(SensitiveCalls, AWordInASentenceIsNoCall) {
  const std::string text = "description = \"sensitive (personal data\"\nname = \"x\"\n";
  EXPECT_EQ(Masked(text), text);
}

}  // namespace
}  // namespace execlint::hcl
