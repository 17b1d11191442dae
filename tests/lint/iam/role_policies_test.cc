#include "lint/iam/role_policies.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/unit.h"

namespace execlint {
namespace {

using testing::kAllowExec;

// What a role named `task` is given.
class RolePoliciesTest : public ::testing::Test {
 protected:
  void SetUp() override { unit_.AddRole("task"); }
  Role& role() { return unit_.model().roles[0]; }
  PolicySet Given() { return PoliciesOf(unit_.view(), role()); }
  // The reason of the only part that cannot be read.
  std::string Unread() {
    const PolicySet set = Given();
    EXPECT_TRUE(set.policies.empty());
    EXPECT_FALSE(set.closed);
    EXPECT_EQ(set.unknown_parts.size(), 1u);
    return set.unknown_parts.empty() ? "" : set.unknown_parts[0].symbol->name;
  }
  // An attachment of a readable policy to whatever `roles` names.
  PolicyAttachment& Attach(Traced roles) {
    PolicyAttachment& attachment = unit_.AddAttachment();
    attachment.roles = unit_.RefsAttr({roles});
    attachment.document = unit_.DocumentAttr(kAllowExec);
    return attachment;
  }
  // Whether what is attached to `roles` is given to the role.
  Answer IsGiven(Traced roles) {
    unit_.model().policy_attachments.clear();
    Attach(roles);
    const PolicySet set = Given();
    if (set.policies.empty()) return Answer::No();
    EXPECT_EQ(set.policies.size(), 1u);
    return set.policies[0].given;
  }
  Answer IsGiven(std::string_view roles) { return IsGiven(unit_.Text(roles)); }
  Traced Hole(char name) {
    return {unit_.model().values->Unknown(unit_.policies().Hole(name), {})};
  }
  Traced Unknown(Symbol symbol) {
    return {unit_.model().values->Unknown(unit_.model().values->Intern(std::move(symbol)), {})};
  }
  template <class T>
  static Attr<T> Is(Fact<T> fact) {
    return {.in = Cases<Fact<T>>(std::move(fact))};
  }
  Place At(std::uint32_t at) { return {.span = {FileId{7}, at, at + 1}}; }

  testing::Unit unit_;
};

TEST_F(RolePoliciesTest, ARoleWithoutAnyHasACertainAbsence) {
  const PolicySet set = Given();
  EXPECT_TRUE(set.policies.empty());
  EXPECT_TRUE(set.unknown_parts.empty());
  EXPECT_TRUE(set.closed);
  EXPECT_EQ(set.completeness, Certainty::kCertain);
}

TEST_F(RolePoliciesTest, InlinePoliciesWithTheirNamesAndPlaces) {
  InlinePolicy policy;
  policy.name = Fact<Text>::Known(Text{unit_.Text("exec")}, {});
  policy.document = unit_.policies().Document(kAllowExec);
  List<InlinePolicy> list;
  list.items.push_back(Fact<InlinePolicy>::Known(policy, At(3), Certainty::kDefaulted));
  role().inline_policies = Is(Fact<List<InlinePolicy>>::Known(list, {}));
  const PolicySet set = Given();
  ASSERT_EQ(set.policies.size(), 1u);
  EXPECT_EQ(set.policies[0].name, "exec");
  EXPECT_EQ(set.policies[0].attachment.span, At(3).span);
  EXPECT_EQ(set.policies[0].certainty, Certainty::kDefaulted);
  EXPECT_TRUE(set.policies[0].given.yes());
  EXPECT_FALSE(set.policies[0].aws_managed);
  EXPECT_TRUE(set.closed);
}

TEST_F(RolePoliciesTest, InlinePoliciesThatCannotBeRead) {
  const auto is = [&](List<InlinePolicy> list) {
    role().inline_policies = Is(Fact<List<InlinePolicy>>::Known(std::move(list), {}));
  };
  role().inline_policies = Is(Fact<List<InlinePolicy>>::Unknowable(unit_.policies().Hole('l'), {}));
  EXPECT_EQ(Unread(), "var.l");
  is({.open_because = unit_.policies().Hole('o')});
  EXPECT_EQ(Unread(), "var.o");
  is({.items = {Fact<InlinePolicy>::Unknowable(unit_.policies().Hole('p'), {})}});
  EXPECT_EQ(Unread(), "var.p");
  InlinePolicy policy;
  policy.document = Fact<PolicyDocument>::Unknowable(unit_.policies().Hole('d'), {});
  is({.items = {Fact<InlinePolicy>::Known(policy, {})}});
  EXPECT_EQ(Unread(), "var.d");
}

TEST_F(RolePoliciesTest, ManagedPoliciesOfAws) {
  unit_.AddManaged(role(), unit_.Text("arn:aws:iam::aws:policy/PowerUserAccess"));
  const PolicySet set = Given();
  ASSERT_EQ(set.policies.size(), 1u);
  EXPECT_EQ(set.policies[0].name, "PowerUserAccess");
  EXPECT_TRUE(set.policies[0].aws_managed);
  EXPECT_TRUE(set.policies[0].attachment.span.valid());
  EXPECT_TRUE(set.closed);
}

TEST_F(RolePoliciesTest, ManagedPoliciesWrittenHere) {
  Policy& policy = unit_.AddPolicy("exec", kAllowExec);
  unit_.AddManaged(role(), unit_.Attribute(policy.head, "arn"));
  const PolicySet named = Given();
  ASSERT_EQ(named.policies.size(), 1u);
  EXPECT_EQ(named.policies[0].name, "exec");
  EXPECT_FALSE(named.policies[0].aws_managed);
  policy.name = {};
  EXPECT_EQ(Given().policies[0].name, "aws_iam_policy.exec");
}

TEST_F(RolePoliciesTest, ManagedPoliciesThatCannotBeRead) {
  unit_.AddManaged(role(), Hole('m'));
  EXPECT_EQ(Unread(), "var.m");
  unit_.AddManaged(role(), unit_.Text("arn:aws:iam::$a:policy/elsewhere"));
  EXPECT_EQ(Unread(), "var.a");
  unit_.AddManaged(role(), unit_.Text("arn:aws:iam::111122223333:policy/elsewhere"));
  EXPECT_EQ(Unread(), "arn:aws:iam::111122223333:policy/elsewhere");
  EXPECT_EQ(Given().unknown_parts[0].symbol->why, Why::kNotInScan);
  unit_.AddManaged(role(), unit_.Text("arn:aws:iam::aws:policy/BrandNewPolicy"));
  EXPECT_EQ(Unread(), "arn:aws:iam::aws:policy/BrandNewPolicy");
}

TEST_F(RolePoliciesTest, ListsAreAsCompleteAsTheirFactsAreCertain) {
  role().managed_policies = Is(Fact<List<Ref>>::Known({}, {}, Certainty::kDefaulted));
  EXPECT_EQ(Given().completeness, Certainty::kDefaulted);
  role().managed_policies = {};
  role().inline_policies = Is(Fact<List<InlinePolicy>>::Absent({}, Certainty::kLikely));
  EXPECT_EQ(Given().completeness, Certainty::kLikely);
}

TEST_F(RolePoliciesTest, AnAttachmentNamesItsRole) {
  EXPECT_TRUE(IsGiven(unit_.Attribute(role().head, "name")).yes());
  EXPECT_TRUE(IsGiven("task").yes());
  EXPECT_TRUE(IsGiven("another").no());
  Role& other = unit_.AddRole("other");
  EXPECT_TRUE(IsGiven(unit_.Attribute(other.head, "name")).no());
  EXPECT_TRUE(Given().closed);
}

TEST_F(RolePoliciesTest, AnAttachmentGivesWhatItHolds) {
  PolicyAttachment& attachment = Attach(unit_.Text("task"));
  attachment.head.span = At(9).span;
  attachment.name = unit_.TextAttr(unit_.Text("inline"), *unit_.model().values);
  attachment.policy = unit_.RefAttr(unit_.Text("arn:aws:iam::aws:policy/PowerUserAccess"));
  const PolicySet set = Given();
  ASSERT_EQ(set.policies.size(), 2u);
  EXPECT_EQ(set.policies[0].name, "inline");
  EXPECT_EQ(set.policies[0].attachment.span, At(9).span);
  EXPECT_TRUE(set.policies[1].aws_managed);
  EXPECT_TRUE(set.closed);
}

TEST_F(RolePoliciesTest, AnAttachmentThatMayBeToTheRole) {
  const auto why = [&](std::string_view roles) {
    const Answer given = IsGiven(roles);
    return given.maybe() ? given.why.symbol->name : "";
  };
  const Answer whole = IsGiven(Hole('r'));
  ASSERT_TRUE(whole.maybe());
  EXPECT_EQ(whole.why.symbol->name, "var.r");
  EXPECT_EQ(why("ta$s"), "var.s");
  EXPECT_TRUE(IsGiven("web-$s").no());

  PolicyAttachment& attachment = unit_.model().policy_attachments[0];
  attachment.roles = Is(Fact<List<Ref>>::Unknowable(unit_.policies().Hole('l'), {}));
  ASSERT_EQ(Given().policies.size(), 1u);
  EXPECT_EQ(Given().policies[0].given.why.symbol->name, "var.l");
  attachment.roles = Is(Fact<List<Ref>>::Known({.open_because = unit_.policies().Hole('o')}, {}));
  ASSERT_EQ(Given().policies.size(), 1u);
  EXPECT_EQ(Given().policies[0].given.why.symbol->name, "var.o");
}

TEST_F(RolePoliciesTest, ARoleWhoseNameIsNotAllKnown) {
  role().name = unit_.TextAttr(unit_.Text("$p-task"), *unit_.model().values);
  const Answer may_be = IsGiven("dev-task");
  ASSERT_TRUE(may_be.maybe());
  EXPECT_EQ(may_be.why.symbol->name, "var.p");
  EXPECT_TRUE(IsGiven("dev-web").no());
  role().name = Is(Fact<Text>::Unknowable(unit_.policies().Hole('n'), {}));
  ASSERT_TRUE(IsGiven("dev-web").maybe());
  EXPECT_EQ(IsGiven("dev-web").why.symbol->name, "var.n");
  // AWS makes up the name of a role without one: nobody can write it down beforehand.
  role().name = {};
  EXPECT_TRUE(IsGiven("dev-web").no());
  ASSERT_TRUE(IsGiven("dev-$x").maybe());
  EXPECT_EQ(IsGiven("dev-$x").why.symbol->name, "var.x");
}

TEST_F(RolePoliciesTest, WhereBothAreNotKnownTheReferenceIsTheReason) {
  role().name = unit_.TextAttr(unit_.Text("$p-task"), *unit_.model().values);
  ASSERT_TRUE(IsGiven("dev-$s").maybe());
  EXPECT_EQ(IsGiven("dev-$s").why.symbol->name, "var.s");
}

TEST_F(RolePoliciesTest, TheReasonIsTheNameOfTheRoleThatIsAskedAbout) {
  role().name = unit_.TextAttr(unit_.Text("$q-task"), *unit_.model().values);
  unit_.AddRole("$p-task");
  Attach(unit_.Text("dev-task"));
  const PolicySet set = PoliciesOf(unit_.view(), unit_.model().roles[1]);
  ASSERT_EQ(set.policies.size(), 1u);
  ASSERT_TRUE(set.policies[0].given.maybe());
  EXPECT_EQ(set.policies[0].given.why.symbol->name, "var.p");
}

TEST_F(RolePoliciesTest, OfTwoRolesOfOneNameNobodyCanTellWhich) {
  unit_.AddRole("task");
  const Answer given = IsGiven("task");
  ASSERT_TRUE(given.maybe());
  EXPECT_EQ(given.why.symbol->why, Why::kAmbiguous);
}

TEST_F(RolePoliciesTest, ATextThatIsAllHoleIsThatHole) {
  EXPECT_EQ(IsGiven("$s").why.symbol->name, "var.s");
  const Symbol* data = unit_.model().values->Intern({.why = Why::kDataSource, .name = "data.x"});
  EXPECT_TRUE(IsGiven({unit_.model().values->String({{.hole = data}}, {})}).no());
  EXPECT_FALSE(Given().closed);
}

TEST_F(RolePoliciesTest, AReferenceToNothingAttachesNothing) {
  Attach(unit_.Text("task")).roles =
      Is(Fact<List<Ref>>::Known({.items = {Fact<Ref>::Absent({})}}, {}));
  EXPECT_TRUE(Given().policies.empty());
  EXPECT_TRUE(Given().closed);
}

TEST_F(RolePoliciesTest, ThatItIsAnotherRolesIsAsCertainAsTheNameIs) {
  PolicyAttachment& attachment = Attach(unit_.Text("another"));
  const Fact<Ref> another = (*attachment.roles.At(unit_.scenario, unit_.reads))
                                .items[0]
                                .NoMoreCertainThan(Certainty::kDefaulted);
  attachment.roles = Is(Fact<List<Ref>>::Known({.items = {another}}, {}));
  ASSERT_EQ(Given().policies.size(), 1u);
  EXPECT_TRUE(Given().policies[0].given.no());
  EXPECT_EQ(Given().policies[0].given.certainty(), Certainty::kDefaulted);
}

TEST_F(RolePoliciesTest, ANameHoldsInOneAccountAlone) {
  role().head.site.account = "another";
  EXPECT_TRUE(IsGiven("ta$s").no());
}

TEST_F(RolePoliciesTest, WhatIsReadFromElsewhereIsAnotherRole) {
  for (const Why why : {Why::kDataSource, Why::kImport, Why::kModuleNotFound}) {
    EXPECT_TRUE(IsGiven(Unknown({.why = why, .name = "elsewhere"})).no());
    EXPECT_FALSE(Given().closed);  // hardly this one
  }
  EXPECT_TRUE(IsGiven(Unknown({.why = Why::kInputWithoutDefault, .name = "x"})).maybe());
  // A module that was given the role may hand its name out again.
  const Traced of_module = Unknown({.why = Why::kModuleNotFound, .name = "module.m.role"});
  unit_.model().escapes[role().head.id] = {{.how = Escape::How::kOutput}};
  EXPECT_TRUE(IsGiven(of_module).no());
  unit_.model().escapes[role().head.id] = {{.how = Escape::How::kModuleWithoutSource}};
  EXPECT_TRUE(IsGiven(of_module).maybe());
  EXPECT_TRUE(IsGiven(Unknown({.why = Why::kDataSource, .name = "data"})).no());
}

TEST_F(RolePoliciesTest, ARoleWhoseNameGoesElsewhereIsOpen) {
  unit_.model().escapes[role().head.id] = {{.through = "output \"role\""}};
  EXPECT_FALSE(Given().closed);
}

TEST_F(RolePoliciesTest, AnAttachmentThatMayNotExist) {
  PolicyAttachment& attachment = Attach(unit_.Text("task"));
  attachment.head.exists = Is(Fact<bool>::Known(false, {}));
  EXPECT_TRUE(Given().policies.empty());
  EXPECT_EQ(Given().completeness, Certainty::kCertain);

  attachment.head.exists = Is(Fact<bool>::Known(false, {}, Certainty::kDefaulted));
  ASSERT_EQ(Given().policies.size(), 1u);
  EXPECT_TRUE(Given().policies[0].given.no());
  EXPECT_EQ(Given().policies[0].given.certainty(), Certainty::kDefaulted);

  attachment.head.exists = Is(Fact<bool>::Unknowable(unit_.policies().Hole('e'), {}));
  ASSERT_EQ(Given().policies.size(), 1u);
  EXPECT_EQ(Given().policies[0].given.why.symbol->name, "var.e");

  attachment.head.exists = Is(Fact<bool>::Known(true, {}, Certainty::kDefaulted));
  ASSERT_EQ(Given().policies.size(), 1u);
  EXPECT_TRUE(Given().policies[0].given.yes());
  EXPECT_EQ(Given().policies[0].given.certainty(), Certainty::kDefaulted);
  EXPECT_TRUE(Given().closed);
}

TEST_F(RolePoliciesTest, WhatIsLeftOutByDefaultAndCannotBeReadLeavesTheRestLessComplete) {
  PolicyAttachment& attachment = Attach(unit_.Text("task"));
  attachment.document = {};
  attachment.policy = unit_.RefAttr(unit_.Text("arn:aws:iam::111122223333:policy/elsewhere"));
  attachment.head.exists = Is(Fact<bool>::Known(false, {}, Certainty::kDefaulted));
  const PolicySet set = Given();
  EXPECT_TRUE(set.policies.empty());
  EXPECT_TRUE(set.unknown_parts.empty());
  EXPECT_EQ(set.completeness, Certainty::kDefaulted);
}

TEST_F(RolePoliciesTest, MoreInstancesMayAttachMore) {
  PolicyAttachment& attachment = Attach(unit_.Text("task"));
  attachment.head.instances_by_default = true;
  EXPECT_EQ(Given().completeness, Certainty::kDefaulted);
  // Not of another role's.
  attachment.roles = unit_.RefsAttr({unit_.Text("another")});
  EXPECT_EQ(Given().completeness, Certainty::kCertain);
}

TEST_F(RolePoliciesTest, TheBoundaryIsASetOfItsOwn) {
  const auto boundary = [&] { return BoundaryOf(unit_.view(), role()); };
  EXPECT_FALSE(boundary().has_value());
  role().permissions_boundary =
      unit_.RefAttr(unit_.Text("arn:aws:iam::aws:policy/PowerUserAccess"));
  ASSERT_TRUE(boundary().has_value());
  EXPECT_EQ(boundary()->policies.size(), 1u);
  EXPECT_TRUE(boundary()->unknown_parts.empty());
  EXPECT_TRUE(Given().policies.empty());
  role().permissions_boundary = unit_.RefAttr(Hole('b'));
  ASSERT_TRUE(boundary().has_value());
  EXPECT_TRUE(boundary()->policies.empty());
  ASSERT_EQ(boundary()->unknown_parts.size(), 1u);
  EXPECT_EQ(boundary()->unknown_parts[0].symbol->name, "var.b");
}

TEST_F(RolePoliciesTest, OfManyThatMayBeGivenSomeAreLookedAt) {
  for (int i = 0; i < 64; ++i) Attach(unit_.Text("$x-task" + std::to_string(i)));
  role().name = testing::Unit::TextAttr(unit_.Text("$y-task-$z"), *unit_.model().values);
  EXPECT_EQ(Given().policies.size(), 64u);
  EXPECT_TRUE(Given().unknown_parts.empty());
  Attach(unit_.Text("$x-more"));
  Attach(unit_.Text("$x-and-more"));
  Attach(unit_.Text("$y-task-$z"));
  Attach(unit_.Attribute(role().head, "id"));
  const PolicySet set = Given();
  ASSERT_EQ(set.policies.size(), 66u) << "those that name the role for certain count";
  EXPECT_TRUE(set.policies[64].given.yes());
  EXPECT_TRUE(set.policies[65].given.yes());
  ASSERT_EQ(set.unknown_parts.size(), 1u);
  EXPECT_EQ(set.unknown_parts[0].symbol->why, Why::kLimit);
  EXPECT_FALSE(set.closed);
}

}  // namespace
}  // namespace execlint
