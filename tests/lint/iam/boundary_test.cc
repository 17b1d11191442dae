#include "lint/iam/boundary.h"

#include <gtest/gtest.h>

#include "tests/support/unit.h"

namespace execlint {
namespace {

using testing::kAllowExec;

class BoundaryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    unit_.AddPolicy("bound", kAllowExec);
    unit_.AddRole("task").permissions_boundary = unit_.RefAttr(ToPolicy());
    role().permissions_boundary.slot.written = true;
  }
  Role& role() { return unit_.model().roles[0]; }
  Traced ToPolicy() { return unit_.Attribute(unit_.model().policies[0].head, "arn"); }
  Tri Only() { return OnlyBoundary(unit_.view(), unit_.model().policies[0]); }

  testing::Unit unit_;
};

TEST_F(BoundaryTest, ByReferenceOrByArn) {
  EXPECT_EQ(Only(), Tri::kYes);
  role().permissions_boundary.in =
      unit_.RefAttr(unit_.Text("arn:aws:iam::123456789012:policy/bound")).in;
  EXPECT_EQ(Only(), Tri::kYes);
  role().permissions_boundary.in =
      unit_.RefAttr(unit_.Text("arn:aws:iam::123456789012:policy/other")).in;
  EXPECT_EQ(Only(), Tri::kNo);
}

TEST_F(BoundaryTest, ABoundaryThatNobodyKnowsMayBeThisPolicy) {
  role().permissions_boundary.in =
      Cases<Fact<Ref>>(Fact<Ref>::Unknowable(unit_.policies().Hole('b'), {}));
  EXPECT_EQ(Only(), Tri::kMaybe);
  unit_.AddManaged(role(), ToPolicy());
  EXPECT_EQ(Only(), Tri::kNo);
}

TEST_F(BoundaryTest, WhatIsAttachedAsWellGrants) {
  unit_.AddManaged(role(), ToPolicy());
  EXPECT_EQ(Only(), Tri::kNo);
}

TEST_F(BoundaryTest, WhatMayBeAttachedAsWellMayGrant) {
  PolicyAttachment& attachment = unit_.AddAttachment();
  attachment.users = unit_.RefsAttr({unit_.Text("bob")});
  attachment.policy.in = Cases<Fact<Ref>>(Fact<Ref>::Unknowable(unit_.policies().Hole('p'), {}));
  attachment.policy.slot.written = true;
  EXPECT_EQ(Only(), Tri::kMaybe);
}

TEST_F(BoundaryTest, AnAttachmentToNobodyIsNone) {
  unit_.AddAttachment().policy = unit_.RefAttr(ToPolicy());
  EXPECT_EQ(Only(), Tri::kYes);
  unit_.model().policy_attachments[0].groups = unit_.RefsAttr({unit_.Text("operators")});
  EXPECT_EQ(Only(), Tri::kNo);
}

}  // namespace
}  // namespace execlint
