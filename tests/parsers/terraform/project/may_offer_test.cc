#include "parsers/terraform/project/may_offer.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "parsers/terraform/project/written_names.h"

namespace execlint::terraform {
namespace {

using By = HandOver::By;

// A root of these files.
class MayOfferTest : public ::testing::Test {
 protected:
  void Add(const std::string& path, const std::string& text) {
    files_.push_back(sources_.AddFile(path, text));
  }
  bool Offers(HandOver wanted) {
    FoundUnit unit;
    unit.folder = "live/network";
    unit.root = root_;
    unit.files = files_;
    unit.made =
        std::make_shared<const MadeTypes>(sources_, std::set<FileId>(files_.begin(), files_.end()));
    return MayOffer(unit, wanted, sources_);
  }
  bool OffersParameter(const std::string& name) {
    return Offers({.by = By::kParameter, .name = name});
  }
  bool OffersState(const std::string& key) {
    return Offers({.by = By::kState, .name = "s3\nstates\n" + key});
  }

  SourceMap sources_;
  std::vector<FileId> files_;
  bool root_ = true;
};

// A state that is kept elsewhere is that of a root; a file beside the code is wherever it is
// applied.
TEST_F(MayOfferTest, AStateBesideTheCodeNeedsNoSignOfARoot) {
  Add("a.tf",
      "terraform {\n  backend \"s3\" { key = \"live/network\" }\n}\noutput \"vpc_id\" {}\n");
  const HandOver beside{.by = By::kState, .name = "local\nlive/network/terraform.tfstate"};
  EXPECT_TRUE(OffersState("live/network"));
  EXPECT_TRUE(Offers(beside));
  root_ = false;
  EXPECT_FALSE(OffersState("live/network"));
  EXPECT_TRUE(Offers(beside));
}

TEST_F(MayOfferTest, WhoMakesNoneOffersNone) {
  Add("a.tf", "data \"aws_ssm_parameter\" \"vpc\" {\n  name = \"/shared/vpc-id\"\n}\n");
  EXPECT_FALSE(OffersParameter("/shared/vpc-id"));
}

TEST_F(MayOfferTest, ANameThatIsWrittenOutIsThatOne) {
  Add("a.tf", "resource \"aws_ssm_parameter\" \"vpc\" {\n  name = \"/shared/vpc-id\"\n}\n");
  EXPECT_TRUE(OffersParameter("/shared/vpc-id"));
  EXPECT_FALSE(OffersParameter("/shared/vpc"));
}

TEST_F(MayOfferTest, PartsOfATemplateStandWhereTheyAreWritten) {
  Add("a.tf",
      "locals { team = \"shared\" }\n"
      "resource aws_ssm_parameter vpc {\n  value = 1\n  name=\"/${local.team}/vpc/id\" # "
      "here\n}\n");
  EXPECT_TRUE(OffersParameter("/shared/vpc/id"));
  EXPECT_FALSE(OffersParameter("/shared/vpc/ids"));
  EXPECT_FALSE(OffersParameter("shared/vpc/id"));
}

TEST_F(MayOfferTest, ANameFromElsewhereIsWrittenThere) {
  Add("a.tf",
      "data \"aws_ssm_parameter\" \"db\" {\n  name = \"/shared/database\"\n}\n"
      "locals {\n  database = data.aws_ssm_parameter.database.value\n}\n"
      "output \"database\" { value = local.database }\n"
      "resource \"aws_ssm_parameter\" \"all\" {\n  for_each = var.all\n  name = each.key\n}\n");
  EXPECT_FALSE(OffersParameter("/shared/database"));
  Add("b.tfvars", "all = { \"/shared/database\" = 1 }\n");
  EXPECT_TRUE(OffersParameter("/shared/database"));
}

// The environment in a name is given from outside: the rest of it must be written.
TEST_F(MayOfferTest, ANameMayBePutTogetherWithAnEnvironment) {
  Add("a.tf",
      "resource \"aws_ssm_parameter\" \"all\" {\n  for_each = var.all\n  name = each.key\n}\n"
      "module \"names\" {\n  source = \"./names\"\n  vpc    = \"vpc-id\"\n}\n");
  for (const char* name : {"vpc-id", "/prod/vpc-id", "prod-vpc-id", "vpc-id-prod", "vpc-id.dev",
                           "vpc-id-dev-qa", "dev-qa-vpc-id"}) {
    EXPECT_TRUE(OffersParameter(name)) << name;
  }
  EXPECT_FALSE(OffersParameter("app-vpc-id"));
  EXPECT_FALSE(OffersParameter("vpc-id-app"));
  EXPECT_FALSE(OffersParameter("/vpc/prod"));
}

TEST_F(MayOfferTest, InJsonAnyNameIsPossible) {
  Add("a.tf.json", R"({"resource": {"aws_ssm_parameter": {"a": {"name": "/shared/vpc-id"}}}})");
  EXPECT_TRUE(OffersParameter("/shared/vpc-id"));
  EXPECT_FALSE(OffersParameter("/shared/database"));
}

TEST_F(MayOfferTest, AStateIsThatOfItsFolderOrOfItsBackend) {
  Add("a.tf", "output \"id\" { value = 1 }\n");
  EXPECT_TRUE(OffersState("prod/network/terraform.tfstate"));
  EXPECT_FALSE(OffersState("prod/vpc/terraform.tfstate"));
  Add("b.tf", "# vpc\n");
  EXPECT_FALSE(OffersState("prod/vpc/terraform.tfstate"));
  Add("c.tf",
      "terraform {\n  backend \"s3\" {\n    key = \"prod/vpc/terraform.tfstate\"\n  }\n}\n");
  EXPECT_TRUE(OffersState("prod/vpc/terraform.tfstate"));
}

TEST_F(MayOfferTest, AModuleHasNoStateOfItsOwn) {
  Add("a.tf", "output \"id\" { value = 1 }\n");
  root_ = false;
  EXPECT_FALSE(OffersState("prod/network/terraform.tfstate"));
}

TEST_F(MayOfferTest, AStateWithoutOutputsOffersNothing) {
  Add("a.tf", "locals {}\n");
  EXPECT_FALSE(OffersState("prod/network/terraform.tfstate"));
}

TEST_F(MayOfferTest, ATaggedNameIsWrittenSomewhere) {
  Add("a.tf", "resource \"aws_vpc\" \"main\" {\n  name = \"no argument\"\n}\n");
  EXPECT_FALSE(Offers({.by = By::kName, .kind = "VPC", .name = "prod-platform"}));
  Add("b.tf", "locals { name = \"platform\" }\n");
  EXPECT_TRUE(Offers({.by = By::kName, .kind = "VPC", .name = "prod-platform"}));
  EXPECT_FALSE(Offers({.by = By::kName, .kind = "cluster", .name = "prod-platform"}));
  // Every word of four letters and more.
  EXPECT_FALSE(Offers({.by = By::kName, .kind = "VPC", .name = "platform-core"}));
  EXPECT_TRUE(Offers({.by = By::kName, .kind = "VPC", .name = "platform-abc"}));
}

TEST(TypesThatOffer, AreThoseOfTheNamesAndParameters) {
  EXPECT_EQ(TypesThatOffer({{.by = By::kState, .name = "s3"},
                            {.by = By::kName, .kind = "VPC", .name = "a"},
                            {.by = By::kParameter, .name = "b"}}),
            (std::set<std::string_view>{"aws_vpc", "aws_ssm_parameter"}));
}

bool MayBe(const std::string& value, std::string_view name) {
  const std::string text = "resource \"t\" \"x\" {\n  name   = " + value + "\n}\n";
  const std::vector<WrittenName> names = NamesWritten(text, "t");
  EXPECT_EQ(names.size(), 1u) << value;
  return !names.empty() && names.front().MayBe(name);
}

TEST(WrittenNames, OfTemplatesAndFormat) {
  EXPECT_TRUE(MayBe("\"a\"", "a"));
  EXPECT_FALSE(MayBe("\"a\"", "ab"));
  EXPECT_TRUE(MayBe("\"${x}-${y}/z\"", "p-q/z"));
  EXPECT_FALSE(MayBe("\"${x}-${y}/z\"", "pq/z"));
  EXPECT_TRUE(MayBe("\"${f({ a = 1 })}-z\"", "p-z"));
  EXPECT_FALSE(MayBe("\"a${x}a\"", "a"));
  EXPECT_TRUE(MayBe("format(\"/%s-%03d/z\", a, b)", "/p-007/z"));
  EXPECT_FALSE(MayBe("format(\"/%s-%03d/z\", a, b)", "/p-007/y"));
  EXPECT_FALSE(MayBe("format(\"a%sbc\", x)", "a-c"));
}

TEST(WrittenNames, WhatIsNoTextMayBeAnything) {
  for (const char* value : {"local.name", "\"a\" == b ? c : d", "\"a\\\"b\"", "join(\"/\", [a])"}) {
    EXPECT_TRUE(MayBe(value, "other")) << value;
  }
}

TEST(WrittenNames, OtherArgumentsAndDataSourcesAreNotLookedAt) {
  EXPECT_TRUE(NamesWritten("data \"t\" \"x\" {\n  name = \"a\"\n}\n", "t").empty());
  EXPECT_TRUE(NamesWritten("resource \"tt\" \"x\" {\n  name = \"a\"\n}\n", "t").empty());
  const auto names =
      NamesWritten("resource \"t\" \"x\" {\n  name_prefix = \"a\"\n  tag_name = \"b\"\n}\n", "t");
  ASSERT_EQ(names.size(), 1u);
  EXPECT_FALSE(names.front().told());
  const auto own = NamesWritten(
      "resource \"t\" \"x\" {\n  inline_policy {\n    name = \"a\"\n  }\n  name = \"b\"\n}\n", "t");
  ASSERT_EQ(own.size(), 1u);
  EXPECT_TRUE(own.front().MayBe("b"));
  EXPECT_FALSE(own.front().MayBe("a"));
}

TEST(WrittenNames, AWordIsWrittenWhereItMayBecomeAText) {
  EXPECT_TRUE(IsWritten("x = { vpc_id = 1 }\n", "vpc_id"));
  EXPECT_TRUE(IsWritten("locals {\n  all = {\n    vpc_id = 1\n  }\n}\n", "vpc_id"));
  EXPECT_TRUE(IsWritten("x = \"/a/vpc_id\"", "vpc_id"));
  EXPECT_TRUE(IsWritten("data \"p\" \"q\" {\n}\nlocals {\n  x = \"vpc_id\"\n}\n", "vpc_id"));
  for (const char* text :
       {"locals {\n  vpc_id = 1\n}\n", "a = 1\nvpc_id = 2\n", "x = local.vpc_id",
        "x = \"my_vpc_id\"", "x = \"vpc_ids\"", "data \"p\" \"q\" {\n  name = \"vpc_id\"\n}\n",
        "output \"vpc_id\" {\n  value = 1\n}\n"}) {
    EXPECT_FALSE(IsWritten(text, "vpc_id")) << text;
  }
}

}  // namespace
}  // namespace execlint::terraform
