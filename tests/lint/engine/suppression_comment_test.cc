#include "lint/engine/suppression_comment.h"

#include <gtest/gtest.h>

#include <string>

#include "lint/source/day.h"

namespace execlint {
namespace {

TEST(SuppressionComment, TheEndIsTakenOutOfTheReason) {
  const auto one = ParseSuppression("# execlint: ignore[a] by hand (until=2027-03-01)");
  EXPECT_EQ(one.reason, "by hand");
  EXPECT_EQ(one.until, "2027-03-01");
  EXPECT_EQ(one.wrong, "");
  const auto two = ParseSuppression("# execlint: ignore[a] until=2027-03-01 by hand");
  EXPECT_EQ(two.reason, "by hand");
  EXPECT_EQ(two.until, "2027-03-01");
  EXPECT_EQ(ParseSuppression("/* execlint: ignore[a] (until=2027-03-01) */").reason, "");
  EXPECT_NE(ParseSuppression("# execlint: ignore[a] until=2027-02-29").wrong, "");
  EXPECT_NE(ParseSuppression("# execlint: ignore[a] (until=)").wrong, "");
  EXPECT_EQ(ParseSuppression("# execlint: ignore[a] not until=").wrong.empty(), false);
  EXPECT_EQ(ParseSuppression("# execlint: ignore[a] xuntil=2027-03-01").until, "");
  // What seems to be meant as an end must not count for good.
  for (const char* reason :
       {"r (Until=2020-01-01)", "(until = 2020-01-01)", "r,until=2020-01-01",
        "r [until=2020-01-01]", "until: 2020-01-01", "until 2020-01-01", "(expires=2020-01-01)",
        "expires 2020/01/01", "(until=2030-01-01) (until=2020-01-01)"}) {
    EXPECT_NE(ParseSuppression("# execlint: ignore[a] " + std::string(reason)).wrong, "") << reason;
  }
  for (const char* reason : {"until the migration is done", "kept until 20 services moved",
                             "the certificate expires soon", "until"}) {
    EXPECT_EQ(ParseSuppression("# execlint: ignore[a] " + std::string(reason)).wrong, "") << reason;
  }
}

TEST(SuppressionComment, WhatIsMeantAsOneIsTold) {
  const auto meant = MeantAsSuppression;
  EXPECT_EQ(meant("# execlint ignore[a-b]"), "execlint: ignore[a-b] reason");
  EXPECT_EQ(meant("#execlint:ignore [a-b, c-d]"), "execlint: ignore[a-b, c-d] reason");
  EXPECT_EQ(meant("# execlint: disable=a-b"), "execlint: ignore[a-b] reason");
  EXPECT_EQ(meant("# execlint: ignore"), "execlint: ignore[rule] reason");
  EXPECT_EQ(meant("# execlint: ignore a-b because"), "execlint: ignore[a-b] reason");
  EXPECT_EQ(meant("// execlint: nothing"), "execlint: ignore[rule] reason");
  EXPECT_EQ(meant("/* execlint skip(a-b) */"), "execlint: ignore[a-b] reason");
}

TEST(SuppressionComment, OthersAreNotMeantAsOne) {
  for (const char* text :
       {"# execlint: ignore[a-b] reason", "# execlint ignores this file", "# see execlint: ignore",
        "# execlint is a linter (disable it)", "# ExecLint", "# execlint.yaml: ignore=a-b"}) {
    EXPECT_EQ(MeantAsSuppression(text), "") << text;
  }
}

TEST(Day, ExistsOrNot) {
  for (const char* day : {"2027-03-01", "2028-02-29", "9999-12-31"}) EXPECT_TRUE(IsDay(day)) << day;
  for (const char* text : {"", "2027-3-1", "2027-02-29", "2027-13-01", "2027-00-10", "20270301",
                           "2027-03-01 ", "2027-03-0a", "-027-03-01", "2027--3-01"}) {
    EXPECT_FALSE(IsDay(text)) << text;
  }
  EXPECT_TRUE(IsDay(Today()));
}

}  // namespace
}  // namespace execlint
