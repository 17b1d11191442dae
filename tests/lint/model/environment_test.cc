#include "lint/model/environment.h"

#include <string>

#include "gtest/gtest.h"

namespace execlint {
namespace {

struct WordCase {
  std::string text;
  Environment expected;
};

TEST(ClassifyWord, GoesByWholeWords) {
  constexpr auto kProd = Environment::kProduction;
  constexpr auto kNon = Environment::kNonProduction;
  constexpr auto kNone = Environment::kUnclassified;
  const WordCase cases[] = {
      {"prod", kProd},
      {"Production", kProd},
      {"PRD", kProd},
      {"live", kProd},
      {"prod-eu-west-1", kProd},
      {"myapp_prod", kProd},
      {"env:live", kProd},
      {"prod01", kProd},
      {"webProd", kProd},
      {"environments/production/main", kProd},
      {"nonprod", kNon},
      {"non-prod", kNon},
      {"non_production", kNon},
      {"not-production", kNon},
      {"no prod", kNon},
      {"preprod", kNon},
      {"pre-prod", kNon},
      {"PreProduction", kNon},
      {"nonlive", kNon},
      {"dev", kNon},
      {"staging", kNon},
      {"qa2", kNon},
      {"products", kNone},
      {"reproduce", kNone},
      {"delivery", kNone},
      {"livestream", kNone},
      {"alive", kNone},
      {"testing-prod", kNone},  // says both
      {"", kNone},
  };
  for (const WordCase& one : cases) {
    EXPECT_EQ(EnvironmentName(ClassifyWord(one.text)), EnvironmentName(one.expected)) << one.text;
  }
}

// A cluster with tags, a name and a path, in a model with one selector.
class ClassifyEnvironmentTest : public testing::Test {
 protected:
  ClassifyEnvironmentTest() { model_.values = std::make_unique<ValueStore>(); }

  Fact<Text> TextFact(std::string_view text) {
    const Place place{.span = {static_cast<FileId>(1), 0, 1}};
    return Fact<Text>::Known(Text{{model_.values->Literal(text, place.span, place.span)}}, place);
  }
  void Tag(std::string_view key, std::string_view value) {
    List<execlint::Tag> list;
    list.items.push_back(Fact<execlint::Tag>::Known({TextFact(key), TextFact(value)}, {}));
    cluster_.tags.in =
        Cases<Fact<List<execlint::Tag>>>(Fact<List<execlint::Tag>>::Known(std::move(list), {}));
  }
  void Name(std::string_view name) { cluster_.name.in = Cases<Fact<Text>>(TextFact(name)); }

  EnvironmentClass Classify(std::uint8_t candidate = 0) {
    Scenario scenario;
    scenario.candidate[0] = candidate;
    Resolved<Cluster> cluster;
    cluster.state = Resolved<Cluster>::State::kResource;
    cluster.resource = &cluster_;
    return ClassifyEnvironment({model_, scenario, reads_}, nullptr, nullptr, cluster);
  }

  Model model_;
  Cluster cluster_;
  Reads reads_;
};

TEST_F(ClassifyEnvironmentTest, TagsDecideBeforeNames) {
  Tag("Environment", "staging");
  Name("prod");
  EXPECT_EQ(Classify().environment, Environment::kNonProduction);
  EXPECT_EQ(Classify().reason, "tag `Environment` is `staging`");
}

TEST_F(ClassifyEnvironmentTest, BooleanTags) {
  Tag("is-production", "true");
  EXPECT_EQ(Classify().environment, Environment::kProduction);
  Tag("is-production", "false");
  EXPECT_EQ(Classify().environment, Environment::kNonProduction);
}

TEST_F(ClassifyEnvironmentTest, OtherTagsSayNothing) {
  Tag("Team", "prod");
  EXPECT_EQ(Classify().environment, Environment::kUnclassified);
}

TEST_F(ClassifyEnvironmentTest, SelectorsDecideBeforeNamesAndAreNoted) {
  Name("dev");
  model_.selectors = {{.what = Selector::What::kInput,
                       .name = "var.env",
                       .candidates = {"dev", "prod", ""},
                       .has_other = true,
                       .at = {}}};
  EXPECT_EQ(Classify(1).environment, Environment::kProduction);
  EXPECT_EQ(Classify(1).reason, "`var.env` is `prod`");
  EXPECT_EQ(reads_.order().size(), 1u);
}

TEST_F(ClassifyEnvironmentTest, SelectorsAboutOtherThingsAreNotRead) {
  model_.selectors = {
      {.name = "var.size", .candidates = {"live", "small"}, .has_other = false, .at = {}}};
  EXPECT_EQ(Classify().environment, Environment::kUnclassified);
  EXPECT_TRUE(reads_.order().empty());
}

TEST_F(ClassifyEnvironmentTest, ThePathComesLast) {
  model_.path = "live/eu/web";
  EXPECT_EQ(Classify().environment, Environment::kProduction);
  Name("web-dev");
  EXPECT_EQ(Classify().environment, Environment::kNonProduction);
}

}  // namespace
}  // namespace execlint
