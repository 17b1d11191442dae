#include "lint/render/junit.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/engine/rule.h"
#include "tests/lint/render/hostile.h"
#include "tests/lint/render/sample.h"
#include "tests/support/scratch.h"
#include "tests/support/shell.h"

namespace execlint {
namespace {

using testing::kHostileNames;
using testing::Sample;
using testing::Scratch;
using testing::Shell;

std::string XsdErrors(const std::string& xml) {
  const Scratch scratch;
  scratch.Write("report.xml", xml);
  const auto result = Shell("xmllint --noout --schema tests/lint/render/junit.xsd '" +
                            scratch.path("report.xml") + "'");
  return result.status == 0 ? "" : result.out;
}

std::string XPath(const std::string& xml, const std::string& expression) {
  const Scratch scratch;
  scratch.Write("report.xml", xml);
  std::string out =
      Shell("xmllint --xpath '" + expression + "' '" + scratch.path("report.xml") + "'").out;
  while (out.ends_with('\n')) out.pop_back();
  return out;
}

TEST(Junit, ASuiteIsARuleAndATestAFinding) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "true"), "it is off");
  sample.Add(2, sample.At(sample.main, "web"), "open");
  RunResult result = sample.Get();
  const std::vector<const Rule*> ran = {result.rules[0].rule, result.rules[1].rule,
                                        result.rules[2].rule};
  result.ran = ran;
  result.unread = {Problem::Unread("secret.tf", "permission denied")};
  EXPECT_EQ("\n" + RenderJunit(result), R"(
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="execlint" time="0" tests="4" failures="1" errors="1">
  <testsuite name="broken-thing" time="0" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="execlint.broken-thing" name="main.tf: it is off" time="0">
      <failure type="error" message="it is off">main.tf:3:28: error broken-thing: it is off
Mend the thing.
</failure>
    </testcase>
  </testsuite>
  <testsuite name="input" time="0" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="execlint.input" name="secret.tf" time="0">
      <error type="unread" message="permission denied">secret.tf: permission denied</error>
    </testcase>
  </testsuite>
  <testsuite name="odd-thing" time="0" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="execlint" name="odd-thing" time="0"/>
  </testsuite>
  <testsuite name="open-thing" time="0" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="execlint.open-thing" name="main.tf: open" time="0">
      <skipped message="open">main.tf:1:29: note open-thing: open
Shut it.
</skipped>
    </testcase>
  </testsuite>
</testsuites>
)");
  EXPECT_EQ(XsdErrors(RenderJunit(result)), "");
}

TEST(Junit, AFileWithoutFindingsHoldsATest) {
  const std::string empty = RenderJunit(Sample().Get());
  EXPECT_EQ(XsdErrors(empty), "");
  EXPECT_EQ(XPath(empty, "count(//testcase)"), "1");
  EXPECT_NE(XsdErrors("<testsuites/>"), "") << "the schema is really asked";
}

TEST(Junit, NamesStayTexts) {
  Sample sample;
  std::vector<Problem> unread;
  for (const char* name : kHostileNames) {
    const FileId file = sample.sources.AddFile(name, "x");
    sample.Add(0, {file, 0, 1}, name);
    unread.push_back(Problem::Unread(name, name));
  }
  RunResult result = sample.Get();
  result.unread = unread;
  const std::string xml = RenderJunit(result);
  EXPECT_EQ(XsdErrors(xml), "") << xml;
  const std::string all = std::to_string(std::size(kHostileNames));
  EXPECT_EQ(XPath(xml, "count(//failure)"), all) << xml;
  EXPECT_EQ(XPath(xml, "count(//error)"), all) << xml;
}

TEST(Junit, AttributesAreReadAsTheyWere) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "true"), "a<b & \"c\" > 'd'");
  EXPECT_EQ(XPath(RenderJunit(sample.Get()), "string(//failure/@message)"), "a<b & \"c\" > 'd'");
}

}  // namespace
}  // namespace execlint
