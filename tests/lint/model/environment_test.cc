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

TEST(EnvironmentWord, IsTheFirstThatNamesOne) {
  EXPECT_EQ(EnvironmentWord("envs/Prod/vpc"), "prod");
  EXPECT_EQ(EnvironmentWord("dev/prod"), "dev");
  EXPECT_EQ(EnvironmentWord("qa2"), "qa2");  // `qa1` is another one
  EXPECT_EQ(EnvironmentWord("web/nonprod"), "nonprod");
  EXPECT_EQ(EnvironmentWord("products/2"), "");
}

TEST(IsEnvironment, IsTheWorkspaceOrAnInputThatSaysSo) {
  const auto is = [](const std::string& name, Why why = Why::kInputWithoutDefault,
                     Symbol::Naming naming = Symbol::Naming::kCode) {
    return IsEnvironment({.why = why, .name = name, .naming = naming});
  };
  EXPECT_TRUE(is("terraform.workspace"));
  EXPECT_TRUE(is("var.env"));
  EXPECT_TRUE(is("EnvironmentName"));
  EXPECT_FALSE(is("var.team"));
  EXPECT_FALSE(is("data.aws_ssm_parameter.env", Why::kDataSource));
  EXPECT_FALSE(is("env", Why::kInputWithoutDefault, Symbol::Naming::kWords));
}

// Units that are deployed together have the same value for it.
TEST(TieOf, IsTheSameForWhatIsChosenTogether) {
  const auto input = [](const std::string& name) {
    return TieOf({.what = Selector::What::kInput, .name = name, .candidates = {}, .at = {}});
  };
  EXPECT_EQ(input("var.env"), input("EnvironmentName"));
  EXPECT_EQ(input("var.is_public"), input("IsPublic"));
  EXPECT_NE(input("var.is_public"), input("var.env"));
  EXPECT_EQ(input("AWS::StackName"), "");
  const auto other = [](Selector::What what, const std::string& name) {
    return TieOf({.what = what, .name = name, .candidates = {}, .at = {}});
  };
  EXPECT_EQ(other(Selector::What::kWorkspace, "a"), other(Selector::What::kWorkspace, "b"));
  EXPECT_NE(other(Selector::What::kWorkspace, "a"), input("a"));
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

TEST_F(ClassifyEnvironmentTest, AWorkspaceThatNamesNoEnvironmentSaysNothing) {
  model_.selectors = {{.what = Selector::What::kWorkspace,
                       .name = "terraform.workspace",
                       .candidates = {"blue", "prod"},
                       .at = {}}};
  EXPECT_EQ(Classify(0).environment, Environment::kUnclassified);
  EXPECT_EQ(Classify(1).environment, Environment::kProduction);
}

TEST_F(ClassifyEnvironmentTest, SelectorsAboutOtherThingsAreNotRead) {
  model_.selectors = {
      {.name = "var.size", .candidates = {"live", "small"}, .has_other = false, .at = {}}};
  EXPECT_EQ(Classify().environment, Environment::kUnclassified);
  EXPECT_TRUE(reads_.order().empty());
}

TEST_F(ClassifyEnvironmentTest, ThePathComesLast) {
  model_.path = "production/eu/web";
  EXPECT_EQ(Classify().environment, Environment::kProduction);
  Name("web-dev");
  EXPECT_EQ(Classify().environment, Environment::kNonProduction);
}

TEST_F(ClassifyEnvironmentTest, TagsThatNameAnEnvironment) {
  for (const char* key : {"Environment", "env", "Stage", "EnvironmentName", "env_name", "EnvType",
                          "environment-type", "deployment_environment", "DeployEnv"}) {
    Tag(key, "prod");
    EXPECT_EQ(Classify().environment, Environment::kProduction) << key;
  }
  for (const char* key : {"environments", "name", "tier", ""}) {
    Tag(key, "prod");
    EXPECT_EQ(Classify().environment, Environment::kUnclassified) << key;
  }
}

TEST_F(ClassifyEnvironmentTest, WhatBooleanTagsSay) {
  for (const char* key : {"is-production", "IsProd", "production", "prod"}) {
    for (const char* yes : {"true", "Yes", "1"}) {
      Tag(key, yes);
      EXPECT_EQ(Classify().environment, Environment::kProduction) << key << yes;
    }
    for (const char* no : {"false", "No", "0"}) {
      Tag(key, no);
      EXPECT_EQ(Classify().environment, Environment::kNonProduction) << key << no;
    }
    Tag(key, "perhaps");
    EXPECT_EQ(Classify().environment, Environment::kUnclassified) << key;
  }
  Tag("critical", "true");
  EXPECT_EQ(Classify().environment, Environment::kUnclassified);
}

TEST_F(ClassifyEnvironmentTest, TagsThatAreNotKnownSayNothing) {
  const Symbol* symbol =
      model_.values->Intern({.why = Why::kInputWithoutDefault, .name = "var.env"});
  const auto unknown = Fact<Text>::Unknowable(symbol, {});
  const auto partly = Fact<Text>::Known(
      Text{{model_.values->String({{.text = "prod-"}, {.hole = symbol}}, {})}}, {});
  const auto known = TextFact("environment"), prod = TextFact("prod");
  List<execlint::Tag> list;
  list.items.push_back(Fact<execlint::Tag>::Unknowable(symbol, {}));
  for (const execlint::Tag& tag : {execlint::Tag{unknown, prod}, execlint::Tag{known, unknown},
                                   execlint::Tag{partly, prod}, execlint::Tag{known, partly}}) {
    list.items.push_back(Fact<execlint::Tag>::Known(tag, {}));
  }
  const auto set = [&](const List<execlint::Tag>& tags) {
    cluster_.tags.in = Cases<Fact<List<execlint::Tag>>>(Fact<List<execlint::Tag>>::Known(tags, {}));
  };
  set(list);
  EXPECT_EQ(Classify().environment, Environment::kUnclassified);
  // The tags behind them are read all the same.
  list.items.push_back(Fact<execlint::Tag>::Known({known, TextFact("dev")}, {}));
  set(list);
  EXPECT_EQ(Classify().environment, Environment::kNonProduction);
}

// `live` beside `modules`, as many projects have it, holds every environment.
TEST_F(ClassifyEnvironmentTest, AFolderCalledLiveSaysNothing) {
  model_.path = "live/eu/web";
  EXPECT_EQ(Classify().environment, Environment::kUnclassified);
  model_.path = "live/dev/web";
  EXPECT_EQ(Classify().environment, Environment::kNonProduction);
  model_.path = "web-live";
  EXPECT_EQ(Classify().environment, Environment::kProduction);
}

TEST_F(ClassifyEnvironmentTest, NamesThatAreNotKnownSayNothing) {
  const Symbol* symbol = model_.values->Intern({.why = Why::kInputWithoutDefault, .name = "x"});
  model_.path = "prod";
  cluster_.name.in = Cases<Fact<Text>>(Fact<Text>::Unknowable(symbol, {}));
  EXPECT_EQ(Classify().reason, "its path is `prod`");
  cluster_.name.in = Cases<Fact<Text>>(Fact<Text>::Known(
      Text{{model_.values->String({{.text = "dev-"}, {.hole = symbol}}, {})}}, {}));
  EXPECT_EQ(Classify().reason, "its path is `prod`");
  Name("main");
  EXPECT_EQ(Classify().reason, "its path is `prod`");
}

TEST_F(ClassifyEnvironmentTest, AClusterElsewhereIsKnownByItsName) {
  const auto classify = [&](std::string_view cluster_text, const Service* service) {
    Resolved<Cluster> cluster;
    cluster.state = Resolved<Cluster>::State::kElsewhere;
    cluster.text = *TextFact(cluster_text);
    const Scenario scenario;
    return ClassifyEnvironment({model_, scenario, reads_}, service, nullptr, cluster);
  };
  Service service;
  EXPECT_EQ(classify("arn:aws:ecs:eu-west-1:111122223333:cluster/prod", &service).reason,
            "the cluster is named `prod`");
  // A service whose own name says something else, in a cluster of several environments.
  service.name.in = Cases<Fact<Text>>(TextFact("web-dev"));
  EXPECT_EQ(classify("arn:aws:ecs:eu-west-1:111122223333:cluster/prod", &service).environment,
            Environment::kUnclassified);
  EXPECT_EQ(classify("live", nullptr).environment, Environment::kProduction);
  // What stands before the name is no name, and one that says nothing leaves it to the service.
  EXPECT_EQ(classify("arn:aws:ecs:eu-west-1:1:prod/main", &service).reason,
            "the service is named `web-dev`");
}

}  // namespace
}  // namespace execlint
