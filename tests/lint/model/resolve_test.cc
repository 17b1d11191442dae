#include "lint/model/resolve.h"

#include <gtest/gtest.h>

#include "tests/support/unit.h"

namespace execlint {
namespace {

class ResolveTest : public ::testing::Test {
 protected:
  Fact<Ref> RefOf(Traced value) { return unit_.RefAttr(value).At(unit_.scenario, unit_.reads); }
  Fact<Ref> RefOf(std::string_view text) { return RefOf(unit_.Text(text)); }
  Resolved<Role> RoleOf(Traced value) { return ResolveRole(unit_.view(), RefOf(value), from_); }
  Resolved<Role> RoleOf(std::string_view text) { return RoleOf(unit_.Text(text)); }
  Resolved<TaskDefinition> TaskOf(std::string_view text) {
    return ResolveTaskDefinition(unit_.view(), RefOf(text), from_);
  }
  TaskDefinition& AddTask(std::string_view family, std::string_view arn = "") {
    TaskDefinition& task = unit_.model().task_definitions.emplace_back();
    task.family = unit_.TextAttr(unit_.Text(family), *unit_.model().values);
    if (!arn.empty()) task.arn = unit_.TextAttr(unit_.Text(arn), *unit_.model().values);
    return task;
  }
  Attr<bool> Exists(Fact<bool> fact) { return {.in = Cases<Fact<bool>>(std::move(fact))}; }

  testing::Unit unit_;
  Site from_;  // where the reference stands
};

using RoleState = Resolved<Role>::State;
using TaskState = Resolved<TaskDefinition>::State;

TEST_F(ResolveTest, ByIdentity) {
  const Role& role = unit_.AddRole("web");
  EXPECT_EQ(RoleOf(unit_.Attribute(role.head, "arn")).resource, &role);
  EXPECT_EQ(RoleOf(unit_.Attribute(role.head, "Arn")).state, RoleState::kResource);
}

TEST_F(ResolveTest, ByTheAttributeOfAnotherResourceThatCameFromIt) {
  const Role& role = unit_.AddRole("$n");
  Head profile;
  profile.id = static_cast<ResourceId>(900);
  profile.address = "aws_iam_instance_profile.x";
  const Traced name = unit_.Attribute(role.head, "name");
  const Traced through = unit_.model().values->ViaReference(name, {}, profile.id, "role");
  EXPECT_EQ(RoleOf(through).resource, &role);
  // The profile's own ARN names no role.
  const Resolved<Role> wrong = RoleOf(unit_.Attribute(profile, "arn"));
  EXPECT_EQ(wrong.state, RoleState::kUnknown);
  EXPECT_EQ(wrong.why.symbol->name, "aws_iam_instance_profile.x.arn");
}

TEST_F(ResolveTest, ByNameOrArn) {
  const Role& role = unit_.AddRole("web-task");
  EXPECT_EQ(RoleOf("web-task").resource, &role);
  EXPECT_EQ(RoleOf("arn:aws:iam::111122223333:role/web-task").resource, &role);
  EXPECT_EQ(RoleOf("arn:$p:iam::$a:role/web-task").resource, &role);
  EXPECT_EQ(RoleOf("arn:aws:iam::$a:role/$x").state, RoleState::kUnknown);
  EXPECT_EQ(RoleOf("arn:aws:iam::1:role/web").state, RoleState::kElsewhere);
  EXPECT_EQ(RoleOf("arn:aws:iam::1:instance-profile/web-task").state, RoleState::kElsewhere);
  EXPECT_EQ(RoleOf("arn:aws:iam::$a:user/web-task").resource, nullptr);
}

TEST_F(ResolveTest, AnArnSaysThePathOfTheRole) {
  Role& role = unit_.AddRole("web-task");
  const auto is_meant = [&](std::string_view arn) { return RoleOf(arn).resource == &role; };
  EXPECT_FALSE(is_meant("arn:aws:iam::1:role/team/web-task"));
  role.path = unit_.TextAttr(unit_.Text("/team/"), *unit_.model().values);
  EXPECT_TRUE(is_meant("arn:aws:iam::1:role/team/web-task"));
  EXPECT_TRUE(is_meant("arn:aws:iam::1:role/$p/web-task"));
  EXPECT_FALSE(is_meant("arn:aws:iam::1:role/team/of/web-task"));
  EXPECT_FALSE(is_meant("arn:aws:iam::1:role/web-task"));
  EXPECT_TRUE(is_meant("web-task"));
  role.path = unit_.TextAttr(unit_.Text("$p"), *unit_.model().values);
  EXPECT_TRUE(is_meant("arn:aws:iam::1:role/team/web-task"));
}

TEST_F(ResolveTest, NamesThatArePartlyKnown) {
  const Role& role = unit_.AddRole("$p-task");
  EXPECT_EQ(RoleOf("arn:aws:iam::$a:role/$p-task").resource, &role);
  EXPECT_EQ(RoleOf("prod-task").state, RoleState::kUnknown);
  EXPECT_EQ(RoleOf("prod-task").why.symbol, unit_.policies().Hole('p'));
  EXPECT_EQ(RoleOf("prod-other").state, RoleState::kElsewhere);
  EXPECT_EQ(RoleOf("$q-task").state, RoleState::kUnknown);
}

TEST_F(ResolveTest, TwoOfOneNameAreNeither) {
  unit_.AddRole("web");
  unit_.AddRole("web");
  EXPECT_EQ(RoleOf("web").state, RoleState::kUnknown);
  EXPECT_EQ(RoleOf("web").why.symbol->why, Why::kAmbiguous);
  // One that is certainly not made does not count.
  unit_.model().roles[0].head.exists = Exists(Fact<bool>::Known(false, {}));
  EXPECT_EQ(RoleOf("web").resource, &unit_.model().roles[1]);
  unit_.model().roles[1].head.exists =
      Exists(Fact<bool>::Unknowable(unit_.policies().Hole('c'), {}));
  EXPECT_EQ(RoleOf("web").state, RoleState::kUnknown);
  EXPECT_EQ(RoleOf("web").why.symbol, unit_.policies().Hole('c'));
}

TEST_F(ResolveTest, AUserIsNoRole) {
  unit_.AddRole("web").kind = PrincipalKind::kUser;
  EXPECT_EQ(RoleOf("web").resource, nullptr);
}

TEST_F(ResolveTest, AbsentAndUnknown) {
  EXPECT_EQ(RoleOf(Traced{}).state, RoleState::kAbsent);
  EXPECT_EQ(RoleOf("").state, RoleState::kAbsent);
  EXPECT_EQ(RoleOf({unit_.model().values->Unknown(unit_.policies().Hole('r'), {})}).state,
            RoleState::kUnknown);
}

TEST_F(ResolveTest, PoliciesOfAwsAreNobodysHere) {
  unit_.AddPolicy("PowerUserAccess", testing::kAllowExec);
  const auto policy = [&](std::string_view arn) {
    return ResolvePolicy(unit_.view(), RefOf(arn), from_).resource;
  };
  EXPECT_EQ(policy("arn:aws:iam::aws:policy/PowerUserAccess"), nullptr);
  EXPECT_NE(policy("arn:aws:iam::111122223333:policy/PowerUserAccess"), nullptr);
}

TEST_F(ResolveTest, FamiliesWithAndWithoutRevision) {
  unit_.model().task_definitions.clear();
  AddTask("web");
  EXPECT_NE(TaskOf("web").resource, nullptr);
  EXPECT_NE(TaskOf("web:7").resource, nullptr);
  EXPECT_NE(TaskOf("web:$r").resource, nullptr);
  EXPECT_NE(TaskOf("arn:aws:ecs:eu-west-1:1:task-definition/web:7").resource, nullptr);
  EXPECT_EQ(TaskOf("worker:7").state, TaskState::kElsewhere);
  EXPECT_EQ(TaskOf("we").state, TaskState::kElsewhere);
}

TEST_F(ResolveTest, AFamilyThatIsWhollyUnknownIsStillItself) {
  unit_.model().task_definitions.clear();
  TaskDefinition& task = AddTask("");
  const Symbol* pet = unit_.policies().Hole('p');
  task.family = unit_.TextAttr({unit_.model().values->Unknown(pet, {})}, *unit_.model().values);
  EXPECT_EQ(TaskOf("$p:$r").resource, &task);
  EXPECT_EQ(TaskOf("$p").resource, &task);
  EXPECT_EQ(TaskOf("$q:$r").state, TaskState::kUnknown);
  EXPECT_EQ(TaskOf("web").why.symbol, pet);
}

TEST_F(ResolveTest, RevisionsThatAwsAnswered) {
  unit_.model().task_definitions.clear();
  unit_.model().task_definitions.reserve(2);
  const TaskDefinition& old = AddTask("web", "arn:aws:ecs:eu-west-1:1:task-definition/web:3");
  const TaskDefinition& young = AddTask("web", "arn:aws:ecs:eu-west-1:1:task-definition/web:4");
  EXPECT_EQ(TaskOf("web:3").resource, &old);
  EXPECT_EQ(TaskOf("arn:aws:ecs:eu-west-1:1:task-definition/web:4").resource, &young);
  EXPECT_EQ(TaskOf("web:5").state, TaskState::kElsewhere);
  EXPECT_EQ(TaskOf("web").state, TaskState::kUnknown);
}

// ---- places

TEST_F(ResolveTest, NamesHoldInOneAccount) {
  unit_.AddRole("app").head.site.region = "eu-west-1";
  EXPECT_NE(RoleOf("app").resource, nullptr) << "IAM is the same in all regions";
  from_.account = "arn:aws:iam::111111111111:role/deploy";
  EXPECT_TRUE(RoleOf("app").elsewhere());
}

TEST_F(ResolveTest, NamesOfRegionalThingsHoldInOneRegion) {
  AddTask("web").head.site.region = "eu-west-1";
  EXPECT_TRUE(TaskOf("web").elsewhere());
  from_.region = "eu-west-1";
  EXPECT_NE(TaskOf("web").resource, nullptr);
}

TEST_F(ResolveTest, WhatIsNoRevisionIsPartOfTheName) {
  AddTask("web");
  for (const char* text : {"web:latest", "web:x", "web:", "web:$rx", "web:1x"}) {
    EXPECT_NE(TaskOf(text).state, TaskState::kResource) << text;
  }
}

TEST_F(ResolveTest, CodeMakesANewRevisionEachTime) {
  unit_.model().source = Model::Source::kTerraformRoot;
  const TaskDefinition& task = AddTask("web");
  EXPECT_EQ(TaskOf("web").resource, &task);
  EXPECT_EQ(TaskOf("web:$r").resource, &task);
  EXPECT_EQ(TaskOf("web:7").state, TaskState::kUnknown);
}

TEST_F(ResolveTest, WhatCannotBeMeantIsNoMaybeEither) {
  unit_.model().source = Model::Source::kTerraformRoot;
  TaskDefinition& task = AddTask("$n");
  EXPECT_EQ(TaskOf("web").state, TaskState::kUnknown);
  EXPECT_EQ(TaskOf("web:7").state, TaskState::kElsewhere);
  task.head.site.region = "other";
  EXPECT_EQ(TaskOf("web").state, TaskState::kElsewhere);
}

TEST_F(ResolveTest, AnIdIsNotAskedForItsName) {
  unit_.AddRole("web");
  unit_.AddRole("web");
  const Role& first = unit_.model().roles[0];
  const Traced name =
      unit_.model().values->ViaReference(unit_.Text("web"), {}, first.head.id, "name");
  EXPECT_EQ(RoleOf(name).resource, &first);
  EXPECT_EQ(RoleOf("web").state, RoleState::kUnknown);
}

TEST_F(ResolveTest, BehindAnotherResourcesAttribute) {
  const Role& role = unit_.AddRole("$n");
  ValueStore& values = *unit_.model().values;
  const Symbol* name = values.Intern({.why = Why::kComputedByAws,
                                      .name = "aws_iam_role.x.name",
                                      .resource = role.head.id,
                                      .attribute = "name"});
  const auto profile = static_cast<ResourceId>(900);
  EXPECT_EQ(RoleOf(values.ViaReference({values.Unknown(name, {})}, {}, profile, "role")).resource,
            &role);
  const std::vector<Part> hole = {{.hole = name}};
  EXPECT_EQ(RoleOf(values.ViaReference({values.String(hole, {})}, {}, profile, "role")).resource,
            &role);
  const std::vector<Part> more = {{.hole = name}, {.text = "-x"}};
  EXPECT_NE(RoleOf(values.ViaReference({values.String(more, {})}, {}, profile, "role")).resource,
            &role);
}

TEST_F(ResolveTest, AnElementOfAnAttributeIsNotTheResource) {
  const Role& role = unit_.AddRole("other");
  ValueStore& values = *unit_.model().values;
  const std::vector<Traced> items = {unit_.Text("web")};
  const Traced list = values.ViaReference({values.List(items, {})}, {}, role.head.id, "tags");
  EXPECT_EQ(RoleOf(values.Inside(list, items[0])).state, RoleState::kElsewhere);
}

TEST_F(ResolveTest, WhyATextIsNotAllKnown) {
  const Unknown hole = unit_.view().WhyPartlyKnown(Text{unit_.Text("web-$x")}, {});
  EXPECT_EQ(hole.symbol->name, "var.x");
  const Unknown number = unit_.view().WhyPartlyKnown(Text{unit_.Text("web")}, {});
  EXPECT_EQ(number.symbol->why, Why::kBroken);
  EXPECT_EQ(number.symbol->name, "web");
  const Unknown nothing = unit_.view().WhyPartlyKnown(Text{}, {});
  EXPECT_EQ(nothing.symbol->why, Why::kBroken);
  EXPECT_EQ(nothing.symbol->name, "a value");
}

}  // namespace
}  // namespace execlint
