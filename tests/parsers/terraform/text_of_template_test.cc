#include "parsers/terraform/text_of_template.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

namespace execlint::terraform {
namespace {

using Keys = std::set<std::string_view>;

TEST(TextOfTemplate, GiveTheLastKeyInQuotesBeforeAPlace) {
  constexpr std::string_view kText = R"({"a": 1, "b" : [2], c: "x: y", \"d\": 3})";
  const TextOfTemplate keys(kText);
  EXPECT_EQ(keys.KeyBefore(0), "");
  EXPECT_EQ(keys.KeyBefore(kText.find(':')), "");
  EXPECT_EQ(keys.KeyBefore(kText.find('1')), "a");
  EXPECT_EQ(keys.KeyBefore(kText.find('2')), "b");
  EXPECT_EQ(keys.KeyBefore(kText.find('y')), "b");
  EXPECT_EQ(keys.KeyBefore(kText.size()), "d");
}

TEST(UsesInTemplate, AreFoundInInterpolationsAndDirectives) {
  const TextOfTemplate uses(
      R"([{"name": "${app}-web", "image": "${app}:${tag}", "value": "%{ if on }x%{ endif }"}])");
  EXPECT_EQ(uses.UsesOf("app"), (Keys{"name", "image"}));
  EXPECT_EQ(uses.UsesOf("tag"), (Keys{"image"}));
  EXPECT_EQ(uses.UsesOf("on"), (Keys{"value"}));
  EXPECT_EQ(uses.UsesOf("web"), Keys{});
  EXPECT_EQ(uses.UsesOf("name"), Keys{});
  EXPECT_EQ(TextOfTemplate("${a}").UsesOf("a"), (Keys{""}));
}

// Wherever it stands inside.
TEST(UsesInTemplate, AreFoundBesideBracesAndQuotes) {
  for (const std::string_view part :
       {"${a}", "${f({b = a})}", "${f({b = 1}, a)}", "${f(\"}\", a)}", "${f(\"\\\"}\", a)}",
        "${f(\"${b}\", a)}", "${f(\"x${a}\")}", "${\n  a\n}", "${ f(\n  {},\n  a) }",
        "%{ if b == a }", "${b[a]}", "${a.b}", "${~a~}"}) {
    SCOPED_TRACE(part);
    EXPECT_EQ(TextOfTemplate("{\"k\": \"" + std::string(part) + "\"}").UsesOf("a"), (Keys{"k"}));
  }
}

TEST(UsesInTemplate, AreNoTextAndNoAttributes) {
  for (const std::string_view part :
       {"$${a}", "%%{a}", "$ {a}", "a", "${b}a", "${f({})} a", "${b.a}", "${f(\"a\")}", "${aa}",
        "${a-b}", "${f(\"$${a}\")}"}) {
    SCOPED_TRACE(part);
    EXPECT_EQ(TextOfTemplate("{\"k\": \"" + std::string(part) + "\"}").UsesOf("a"), Keys{});
  }
}

// What is not closed ends with the text.
TEST(UsesInTemplate, AreFoundInWhatIsNotClosed) {
  EXPECT_EQ(TextOfTemplate("\"k\": ${a").UsesOf("a"), (Keys{"k"}));
  EXPECT_EQ(TextOfTemplate("\"k\": ${\"").UsesOf("a"), Keys{});
  EXPECT_EQ(TextOfTemplate("\"k\": ${\"\\").UsesOf("a"), Keys{});
  EXPECT_EQ(TextOfTemplate("$").UsesOf("a"), Keys{});
  EXPECT_EQ(TextOfTemplate("$${").UsesOf("a"), Keys{});
}

}  // namespace
}  // namespace execlint::terraform
