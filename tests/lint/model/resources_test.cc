#include "lint/model/resources.h"

#include <gtest/gtest.h>

#include "lint/model/model.h"
#include "tests/support/unit.h"

namespace execlint {
namespace {

class ResourcesTest : public ::testing::Test {
 protected:
  Attr<Text> Named(std::string_view text) {
    return unit_.TextAttr(unit_.Text(text), *unit_.model().values);
  }
  void AddCluster(std::string_view name) {
    Cluster& cluster = clusters_.emplace_back();
    cluster.head.id = static_cast<ResourceId>(clusters_.size());
    cluster.name = Named(name);
  }
  std::vector<std::size_t> Called(std::string_view text) {
    std::vector<std::size_t> found;
    for (const Cluster* one :
         std::as_const(clusters_).Called(&Cluster::name, GlyphsOf(*unit_.Text(text)))) {
      found.push_back(static_cast<std::size_t>(one - &std::as_const(clusters_).front()));
    }
    return found;
  }

  testing::Unit unit_;
  Resources<Cluster> clusters_;
};

TEST_F(ResourcesTest, FindsByIdWhatWasAddedLast) {
  AddCluster("a");
  const auto& all = std::as_const(clusters_);
  EXPECT_EQ(all.Find(static_cast<ResourceId>(1)), &all[0]);
  EXPECT_EQ(all.Find(static_cast<ResourceId>(2)), nullptr);
  EXPECT_EQ(all.Find(ResourceId::kNone), nullptr);
  AddCluster("b");
  EXPECT_EQ(all.Find(static_cast<ResourceId>(2)), &all[1]);
}

TEST_F(ResourcesTest, ANameThatIsNotKnownMayBeAny) {
  AddCluster("a");
  AddCluster("$x-b");
  AddCluster("b");
  AddCluster("a");
  EXPECT_EQ(Called("a"), (std::vector<std::size_t>{0, 3}));
  EXPECT_EQ(Called("b"), (std::vector<std::size_t>{2}));
  EXPECT_EQ(Called("z-b"), (std::vector<std::size_t>{1}));
  EXPECT_EQ(Called("$y-b"), (std::vector<std::size_t>{1}));
  EXPECT_EQ(Called("$yb"), (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(Called("role/$y/b"), (std::vector<std::size_t>{2}));
  EXPECT_TRUE(Called("c").empty());
  EXPECT_EQ(Called("$y"), (std::vector<std::size_t>{0, 1, 2, 3}));
}

TEST_F(ResourcesTest, ReferencesAreFoundByIdAndThoseThatMayMeanAnythingAlways) {
  Resources<VpcEndpoint> endpoints;
  Head vpc, other;
  vpc.id = static_cast<ResourceId>(7);
  other.id = static_cast<ResourceId>(8);
  const auto add = [&](Traced value) { endpoints.emplace_back().vpc = unit_.RefAttr(value); };
  add(unit_.Attribute(vpc, "id"));
  add(unit_.Attribute(other, "id"));
  add(unit_.Text("vpc-1"));
  add(unit_.Text("vpc-$x"));
  const auto& all = std::as_const(endpoints);
  const auto found = all.Naming(&VpcEndpoint::vpc, {vpc.id});
  EXPECT_EQ(found, (std::vector<const VpcEndpoint*>{&all[0], &all[3]}));
  EXPECT_TRUE(all.Naming(&VpcEndpoint::vpc, {ResourceId::kNone}).empty());
}

TEST_F(ResourcesTest, WhatIsBehindIsFoundAfterItsOwn) {
  AddCluster("a");
  AddCluster("b");
  const Resources<Cluster> common = clusters_;
  clusters_.clear();
  const auto all = [&] {
    Resources<Cluster> made = clusters_;
    made.PutBehind(common);
    return made;
  };
  const auto names = [&](const Resources<Cluster>& list) {
    std::string found;
    for (const Cluster& one : list) found += one.name.in.all()[0].value->Shown();
    return found;
  };
  const Resources<Cluster> none_before = all();
  EXPECT_EQ(names(none_before), "ab");
  EXPECT_EQ(&none_before.front(), &common[0]);

  AddCluster("a");
  clusters_.back().head.id = static_cast<ResourceId>(9);
  const Resources<Cluster> three = all();
  EXPECT_EQ(names(three), "aab");
  EXPECT_EQ(three.size(), 3U);
  EXPECT_EQ(&three[0], &three.front());
  EXPECT_EQ(&three[2], &common[1]);
  EXPECT_EQ(three.Find(static_cast<ResourceId>(9)), &three[0]);
  EXPECT_EQ(three.Find(static_cast<ResourceId>(2)), &common[1]);
  EXPECT_EQ(three.Find(static_cast<ResourceId>(3)), nullptr);
  const Text a = {unit_.Text("a")};
  const std::vector<const Cluster*> called{&three[0], &common[0]};
  EXPECT_EQ(three.Called(&Cluster::name, GlyphsOf(*a.value)), called);
  EXPECT_EQ(three.Spelled(&Cluster::name, a), called);

  Resources<Cluster> nothing_behind = clusters_;
  nothing_behind.PutBehind(Resources<Cluster>());
  EXPECT_EQ(names(nothing_behind), "a");
}

TEST_F(ResourcesTest, WhatIsBehindIsFoundByItsReferences) {
  AddCluster("a");
  const Resources<Cluster> common = clusters_;
  clusters_.clear();
  Resources<CapacityProviderAssociation> common_associations, associations;
  const auto refer = [&](auto& to, Traced value) {
    to.emplace_back().cluster = unit_.RefAttr(value);
  };
  refer(common_associations, unit_.Attribute(common[0].head, "arn"));
  refer(common_associations, unit_.Text("b"));
  refer(associations, unit_.Text("a"));
  associations.PutBehind(common_associations);
  clusters_.PutBehind(common);
  const auto& all = std::as_const(associations);
  const std::vector<const CapacityProviderAssociation*> both{&all[0], &all[1]};
  EXPECT_EQ(all.Naming(&CapacityProviderAssociation::cluster, common[0], std::as_const(clusters_)),
            both);
  EXPECT_EQ(all.Naming(&CapacityProviderAssociation::cluster, {common[0].head.id}),
            (std::vector<const CapacityProviderAssociation*>{&all[1]}));
}

}  // namespace
}  // namespace execlint
