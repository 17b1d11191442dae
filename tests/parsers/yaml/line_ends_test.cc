// The line ends that YAML 1.1 has and 1.2 has not.
#include <gtest/gtest.h>

#include <string>

#include "parsers/yaml/yaml.h"

namespace execlint::yaml {
namespace {

std::string Problems(const std::string& text, Dialect dialect = Dialect::kCloudFormation) {
  SourceMap sources;
  ValueStore store;
  const FileId file = sources.AddFile("t.yaml", text);
  std::string problems;
  for (const Problem& one : Parse(sources, file, store, dialect).problems) {
    problems += std::to_string(one.span.begin) + ": " + one.message.substr(0, 26) + "\n";
  }
  return problems;
}

TEST(YamlLineEnds, AreToldOutsideOfQuotes) {
  EXPECT_EQ(Problems("a: 1 # x\u0085b: 2\n"), "8: U+0085 ends a line of YAML\n");
  EXPECT_EQ(Problems("a: x\u2028b 2\n"), "4: U+2028 ends a line of YAML\n");
  EXPECT_EQ(Problems("a: |\n  x\u2029b: 2\n"), "8: U+2029 ends a line of YAML\n");
  EXPECT_EQ(Problems("a: &b 1 # x\u2028c: 2\nd: *b\n"), "11: U+2028 ends a line of YAML\n");
  EXPECT_EQ(Problems("a: \"x\u2028\" # \u2029\n"), "12: U+2029 ends a line of YAML\n");
  EXPECT_EQ(Problems("a: 1 # x\u0085b: 2\n", Dialect::kTerraform),
            "8: U+0085 ends a line of YAML\n");
}

TEST(YamlLineEnds, InQuotesAreBlanks) {
  EXPECT_EQ(Problems("a: \"x\u2028y\"\n'b\u0085': ['\u2029', {\"\u2028\": 1}]\n"), "");
  EXPECT_EQ(Problems("a: \u00A0x\u200B # \u3000\n"), "");
}

TEST(YamlLineEnds, AreTextInYamlOfToday) {
  EXPECT_EQ(Problems("a: 1 # x\u0085b: 2\n", Dialect::kCore), "");
}

}  // namespace
}  // namespace execlint::yaml
