#include "parsers/terraform/text_of_template.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

namespace execlint::terraform {
namespace {

using Keys = std::set<std::string_view>;

TEST(KeysOfText, GiveTheLastKeyInQuotesBeforeAPlace) {
  constexpr std::string_view kText = R"({"a": 1, "b" : [2], c: "x: y", \"d\": 3})";
  const KeysOfText keys(kText);
  EXPECT_EQ(keys.Before(0), "");
  EXPECT_EQ(keys.Before(kText.find(':')), "");
  EXPECT_EQ(keys.Before(kText.find('1')), "a");
  EXPECT_EQ(keys.Before(kText.find('2')), "b");
  EXPECT_EQ(keys.Before(kText.find('y')), "b");
  EXPECT_EQ(keys.Before(kText.size()), "d");
}

TEST(UsesInText, AreFoundInInterpolationsAndDirectives) {
  const UsesInText uses(
      R"([{"name": "${app}-web", "image": "${app}:${tag}", "value": "%{ if on }x%{ endif }"}])");
  EXPECT_EQ(uses.Of("app"), (Keys{"name", "image"}));
  EXPECT_EQ(uses.Of("tag"), (Keys{"image"}));
  EXPECT_EQ(uses.Of("on"), (Keys{"value"}));
  EXPECT_EQ(uses.Of("web"), Keys{});
  EXPECT_EQ(uses.Of("name"), Keys{});
  EXPECT_EQ(UsesInText("${a}").Of("a"), (Keys{""}));
}

// Wherever it stands inside.
TEST(UsesInText, AreFoundBesideBracesAndQuotes) {
  for (const std::string_view part :
       {"${a}", "${f({b = a})}", "${f({b = 1}, a)}", "${f(\"}\", a)}", "${f(\"\\\"}\", a)}",
        "${f(\"${b}\", a)}", "${f(\"x${a}\")}", "${\n  a\n}", "${ f(\n  {},\n  a) }",
        "%{ if b == a }", "${b[a]}", "${a.b}", "${~a~}"}) {
    SCOPED_TRACE(part);
    EXPECT_EQ(UsesInText("{\"k\": \"" + std::string(part) + "\"}").Of("a"), (Keys{"k"}));
  }
}

TEST(UsesInText, AreNoTextAndNoAttributes) {
  for (const std::string_view part :
       {"$${a}", "%%{a}", "$ {a}", "a", "${b}a", "${f({})} a", "${b.a}", "${f(\"a\")}", "${aa}",
        "${a-b}", "${f(\"$${a}\")}"}) {
    SCOPED_TRACE(part);
    EXPECT_EQ(UsesInText("{\"k\": \"" + std::string(part) + "\"}").Of("a"), Keys{});
  }
}

// What is not closed ends with the text.
TEST(UsesInText, AreFoundInWhatIsNotClosed) {
  EXPECT_EQ(UsesInText("\"k\": ${a").Of("a"), (Keys{"k"}));
  EXPECT_EQ(UsesInText("\"k\": ${\"").Of("a"), Keys{});
  EXPECT_EQ(UsesInText("\"k\": ${\"\\").Of("a"), Keys{});
  EXPECT_EQ(UsesInText("$").Of("a"), Keys{});
  EXPECT_EQ(UsesInText("$${").Of("a"), Keys{});
}

}  // namespace
}  // namespace execlint::terraform
