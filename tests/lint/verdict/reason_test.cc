// What people are told of each kind of unknown.
#include <gtest/gtest.h>

#include <string>

#include "lint/value/value.h"
#include "lint/verdict/verdict.h"

namespace execlint {
namespace {

std::string ReasonOf(Why why, std::string name, Symbol::Naming naming = Symbol::Naming::kCode) {
  return Reason({.why = why, .name = std::move(name), .naming = naming});
}

TEST(Reason, OfEachKind) {
  EXPECT_EQ(ReasonOf(Why::kInputWithoutDefault, "var.x"), "`var.x` has no value here");
  EXPECT_EQ(ReasonOf(Why::kComputedByAws, "aws_vpc.a.id"),
            "`aws_vpc.a.id` is known only after deployment");
  EXPECT_EQ(ReasonOf(Why::kDataSource, "data.aws_vpc.a.id"),
            "`data.aws_vpc.a.id` is read from the account");
  EXPECT_EQ(ReasonOf(Why::kDataSource, "AWS::Region"), "it depends on where the code is deployed");
  EXPECT_EQ(ReasonOf(Why::kModuleNotFound, "module.a.b"),
            "`module.a.b` comes from a module whose source is not in the scan");
  EXPECT_EQ(ReasonOf(Why::kImport, "Exported"), "`Exported` is imported from elsewhere");
  EXPECT_EQ(ReasonOf(Why::kNotExported, "${Net}-Vpc"),
            "no template in the project has the export `${Net}-Vpc`");
  EXPECT_EQ(ReasonOf(Why::kTimeOrRandom, "uuid()"), "`uuid()` differs on every run");
  EXPECT_EQ(ReasonOf(Why::kUnsupported, "fn()"), "`fn()` is not evaluated by execlint");
  EXPECT_EQ(ReasonOf(Why::kLimit, "var.x"), "`var.x` reached a limit of the analysis");
  EXPECT_EQ(ReasonOf(Why::kAmbiguous, "web"), "`web` names more than one resource here");
  EXPECT_EQ(ReasonOf(Why::kNotInScan, "web"), "`web` is not in this code");
  EXPECT_EQ(ReasonOf(Why::kNotKnown, "web"), "execlint does not know `web`");
  EXPECT_EQ(ReasonOf(Why::kBroken, "web"), "`web` cannot be read");
  EXPECT_EQ(ReasonOf(Why::kRequest, "aws:SourceIp"),
            "`aws:SourceIp` is known only when the request is made");
  EXPECT_EQ(ReasonOf(Why::kOther, "var.env"), "the code does not say what value `var.env` has");
}

TEST(Reason, InWords) {
  constexpr auto kWords = Symbol::Naming::kWords;
  EXPECT_EQ(ReasonOf(Why::kNotInScan, "the task definition", kWords),
            "the task definition is not in this code");
  EXPECT_EQ(ReasonOf(Why::kModuleNotFound, "`module.a`", kWords),
            "`module.a` does not set this, and the source of its module is not in the scan");
  EXPECT_EQ(ReasonOf(Why::kLimit, "more than 64 combinations", kWords),
            "more than 64 combinations");
  EXPECT_EQ(ReasonOf(Why::kBroken, "a statement without Action", kWords),
            "cannot be evaluated: a statement without Action");
}

TEST(Reason, OfWhatIsBehind) {
  const Symbol cause{.why = Why::kInputWithoutDefault, .name = "var.x"};
  EXPECT_EQ(Reason({.why = Why::kUnsupported, .name = "local.y", .because_of = &cause}),
            "`var.x` has no value here");
}

}  // namespace
}  // namespace execlint
