#include "lint/model/hand_over.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/value/value_store.h"

namespace execlint {
namespace {

using By = HandOver::By;

// `?` is an unknown part.
HandOver Called(By by, std::string name, std::string kind = "") {
  for (char& c : name) c = c == '?' ? HandOver::kUnknownPart : c;
  return {.by = by, .kind = std::move(kind), .name = std::move(name)};
}

TEST(NewHandOver, SaysTheNameAsTheCodeWritesIt) {
  ValueStore store;
  const auto input = [&](const std::string& name) -> Glyph {
    const Symbol* symbol = store.Intern({.why = Why::kInputWithoutDefault, .name = name});
    return {.kind = Glyph::Kind::kHole, .symbol = symbol};
  };
  const Glyph dash{.byte = '-'}, b{.byte = 'b'}, hole{.kind = Glyph::Kind::kHole};
  const HandOver made =
      NewHandOver(By::kExport, std::vector<Glyph>{input("var.a"), hole, dash, b, input("var.env")});
  EXPECT_EQ(made.shown, "${var.a}${...}-b${var.env}");
  // How many unknown things stand side by side says nothing.
  EXPECT_EQ(made, Called(By::kExport, "?-b?"));
  // The environment is known to be the same in the name of a resource only.
  const HandOver role =
      NewHandOver(By::kName, std::vector<Glyph>{b, dash, input("var.env")}, "role");
  EXPECT_EQ(role.name, std::string("b-") + HandOver::kEnvironmentPart);
  EXPECT_EQ(role.kind, "role");
  EXPECT_FALSE(HasUnknownPart(role));
}

TEST(SameName, IsOfOneKindOfThing) {
  EXPECT_EQ(Same(Called(By::kName, "web", "role"), Called(By::kName, "web", "role")), Tri::kYes);
  EXPECT_EQ(Same(Called(By::kName, "web", "role"), Called(By::kName, "web", "policy")), Tri::kNo);
  EXPECT_EQ(Same(Called(By::kExport, "web"), Called(By::kParameter, "web")), Tri::kNo);
}

TEST(SameName, APartMayBeUnknown) {
  const auto same = [](By by, const std::string& a, const std::string& b) {
    EXPECT_EQ(Same(Called(by, a), Called(by, b)), Same(Called(by, b), Called(by, a)));
    return Same(Called(by, a), Called(by, b));
  };
  EXPECT_EQ(same(By::kExport, "shop-VpcId", "shop-VpcId"), Tri::kYes);
  EXPECT_EQ(same(By::kExport, "shop-VpcId", "?-VpcId"), Tri::kMaybe);
  EXPECT_EQ(same(By::kExport, "shop-VpcId", "?-Vpc"), Tri::kNo);
  EXPECT_EQ(same(By::kExport, "shop-VpcId", "blog-?"), Tri::kNo);
  EXPECT_EQ(same(By::kExport, "VpcId", "Id"), Tri::kNo);
  // Exports of which a part is unknown are taken for the same where the rest is.
  EXPECT_EQ(same(By::kExport, "?-VpcId", "?-VpcId"), Tri::kMaybe);
  EXPECT_EQ(same(By::kExport, "?-VpcId", "?-Id"), Tri::kNo);
  EXPECT_EQ(same(By::kExport, "?-", "?-"), Tri::kNo);
  EXPECT_EQ(same(By::kExport, "?", "shop-VpcId"), Tri::kNo);
  EXPECT_EQ(same(By::kParameter, "/?/vpc", "/prod/?"), Tri::kMaybe);
}

TEST(SameName, OfAStateIsWhatStandsBehindTheKindOfItsBackend) {
  const auto same = [](const std::string& a, const std::string& b) {
    return Same(Called(By::kState, a), Called(By::kState, b));
  };
  EXPECT_EQ(same("s3\nstates\nnet", "s3\nstates\nnet"), Tri::kYes);
  EXPECT_EQ(same("s3\n?\nnet", "s3\nstates\nnet"), Tri::kMaybe);
  EXPECT_EQ(same("s3\nstates\nnet", "s3\nstates\nvpc"), Tri::kNo);
  EXPECT_EQ(same("s3\nnet?", "s3\nnet\n?"), Tri::kNo);
  EXPECT_EQ(same("gcs\nstates\nnet", "s3\nstates\nnet"), Tri::kNo);
  // An unknown part stays inside the bucket or the key.
  EXPECT_EQ(same("s3\n?net", "s3\nstates\nnet"), Tri::kNo);
  // Nothing is known of both but the kind of the backend.
  EXPECT_EQ(same("s3\n?\n?", "s3\nstates\nnet"), Tri::kNo);
  EXPECT_EQ(same("s3\n?\nnet", "s3\nstates\n?"), Tri::kNo);
}

TEST(LeftOpen, IsAStateOfWhichOnlyTheBackendIsSaid) {
  const HandOver wanted = Called(By::kState, "s3\nstates\nnet.tfstate");
  EXPECT_TRUE(LeftOpen(Called(By::kState, "s3\n?\n?"), wanted));
  EXPECT_FALSE(LeftOpen(Called(By::kState, "s3\n?\nnet"), wanted));
  EXPECT_FALSE(LeftOpen(Called(By::kState, "s3\nstates\n?"), wanted));
  EXPECT_FALSE(LeftOpen(Called(By::kState, "gcs\n?\n?"), wanted));
  EXPECT_FALSE(LeftOpen(Called(By::kState, "s3"), wanted));
  EXPECT_FALSE(LeftOpen(Called(By::kParameter, "s3\n?\n?"), wanted));
  EXPECT_FALSE(LeftOpen(Called(By::kState, "s3\n?\n?"), Called(By::kParameter, "s3\nx")));
}

TEST(FolderInKey, IsWhatTheRootOfTheStateIsCalled) {
  const auto folder = [](const std::string& key) {
    return std::string(FolderInKey(Called(By::kState, "s3\nstates\n" + key)));
  };
  EXPECT_EQ(folder("prod/network/terraform.tfstate"), "network");
  EXPECT_EQ(folder("prod/network.tfstate"), "network");
  EXPECT_EQ(folder("network"), "network");
  EXPECT_EQ(folder("?-network.tfstate"), "network");
  EXPECT_EQ(folder("prod/?"), "");
}

TEST(IsOfFolder, IsForStatesOnly) {
  EXPECT_TRUE(IsOfFolder(Called(By::kState, "s3\nstates\nnetwork.tfstate"), "live/network"));
  EXPECT_FALSE(IsOfFolder(Called(By::kParameter, "/live/network"), "live/network"));
}

TEST(IsTold, IsANameThatMeansOneThing) {
  EXPECT_TRUE(IsTold(Called(By::kName, "web", "role")));
  EXPECT_FALSE(IsTold(Called(By::kName, "web-?", "role")));
  EXPECT_FALSE(IsTold(Called(By::kName, "-", "role")));
}

}  // namespace
}  // namespace execlint
