// Values of the wrong shape: the templates and ECS files of fixtures/ with null, empty, short or
// misplaced values in random places. Whatever they say, each unit is analysed: the run does not end
// with a signal, and no unit is given up.
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "lint/engine/registry.h"
#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

using Json = nlohmann::ordered_json;

Json JsonOf(const YAML::Node& node);

// What the short form of an intrinsic function means: `!Ref X` is `{"Ref": "X"}`.
Json LongForm(const std::string& tag, Json argument) {
  if (!tag.starts_with("!") || tag.size() == 1) return argument;
  const std::string name = tag.substr(1);
  if (name == "GetAtt" && argument.is_string()) {
    const std::string text = argument;
    const std::size_t dot = text.find('.');
    if (dot != text.npos) argument = Json::array({text.substr(0, dot), text.substr(dot + 1)});
  }
  const bool whole = name == "Ref" || name == "Condition";
  return Json{{whole ? name : "Fn::" + name, std::move(argument)}};
}

Json ScalarOf(const YAML::Node& node) {
  bool flag = false;
  int number = 0;
  if (node.Tag() != "!" && YAML::convert<bool>::decode(node, flag)) return flag;
  if (node.Tag() != "!" && YAML::convert<int>::decode(node, number)) return number;
  return node.Scalar();
}

Json JsonOf(const YAML::Node& node) {
  Json made;
  if (node.IsScalar()) made = ScalarOf(node);
  if (node.IsSequence()) {
    made = Json::array();
    for (const YAML::Node& item : node) made.push_back(JsonOf(item));
  }
  if (node.IsMap()) {
    made = Json::object();
    for (const auto& entry : node) made[entry.first.Scalar()] = JsonOf(entry.second);
  }
  return LongForm(node.Tag(), std::move(made));
}

// Each file of fixtures/ in YAML or JSON that yaml-cpp reads; JSON is YAML.
const std::vector<Json>& Documents() {
  static const std::vector<Json> all = [] {
    std::map<std::string, Json> by_path;
    for (const auto& entry : std::filesystem::recursive_directory_iterator("fixtures")) {
      const std::string path = entry.path().generic_string();
      if (!path.ends_with(".yaml") && !path.ends_with(".json")) continue;
      try {
        Json one = JsonOf(YAML::LoadFile(path));
        if (one.is_object()) by_path.emplace(path, std::move(one));
      } catch (const YAML::Exception&) {
        continue;  // a fixture of a syntax error
      }
    }
    std::vector<Json> documents;
    for (auto& [path, one] : by_path) documents.push_back(std::move(one));
    return documents;
  }();
  return all;
}

class Shapes : public ::testing::TestWithParam<int> {
 protected:
  std::size_t Below(std::size_t count) { return random_() % count; }
  template <class T>
  const T& OneOf(const std::vector<T>& all) {
    return all[Below(all.size())];
  }

  static const std::vector<Json>& Plain() {
    static const std::vector<Json> all = {nullptr,
                                          Json::array(),
                                          Json::object(),
                                          "",
                                          1,
                                          true,
                                          -1.5,
                                          Json::array({nullptr}),
                                          "arn:",
                                          ":::::",
                                          "*",
                                          Json{{"Ref", "Nope"}},
                                          Json{{"a", nullptr}},
                                          "${",
                                          "{{resolve:ssm:x}}",
                                          "a.b.c.d",
                                          Json{{"Ref", nullptr}},
                                          Json{{"Ref", "AWS::NoValue"}}};
    return all;
  }
  static const std::vector<std::string>& Functions() {
    static const std::vector<std::string> all = {
        "Ref",           "Fn::GetAtt",    "Fn::Sub",         "Fn::Join",       "Fn::Select",
        "Fn::Split",     "Fn::If",        "Fn::Equals",      "Fn::And",        "Fn::Or",
        "Fn::Not",       "Fn::FindInMap", "Fn::ImportValue", "Fn::Base64",     "Fn::Cidr",
        "Fn::Transform", "Fn::GetAZs",    "Fn::Length",      "Fn::ForEach::L", "Fn::ToJsonString",
        "Condition"};
    return all;
  }
  Json Odd(int depth = 0) {
    const std::size_t way = Below(10);
    if (depth > 3 || way < 5) return OneOf(Plain());
    Json list = Json::array();
    for (std::size_t i = Below(5); i > 0; --i) list.push_back(Odd(depth + 1));
    if (way == 5) return list;
    return Json{{OneOf(Functions()), way == 6 ? Odd(depth + 1) : std::move(list)}};
  }

  // Every place in the document but the whole of it.
  static void Collect(Json& all, std::vector<std::pair<Json*, Json*>>& places) {
    if (!all.is_structured()) return;
    for (Json& one : all) {
      places.emplace_back(&all, &one);
      Collect(one, places);
    }
  }
  void Mutate(Json& document) {
    std::vector<std::pair<Json*, Json*>> places;
    Collect(document, places);
    if (places.empty()) return;
    const auto [around, place] = OneOf(places);
    if (!around->is_object() || Below(4) != 0) {
      *place = Odd();
      return;
    }
    for (auto entry = around->begin(); entry != around->end(); ++entry) {
      if (&entry.value() != place) continue;
      around->erase(entry);
      return;
    }
  }

  std::mt19937 random_{static_cast<std::uint32_t>(GetParam())};
};

TEST_P(Shapes, NoValueEndsTheRun) {
  std::vector<const Rule*> rules;
  for (const RuleEntry& entry : AllRules()) rules.push_back(entry.rule);
  for (int i = 0; i < 200; ++i) {
    std::map<std::string, std::string> files;
    for (std::size_t file = 0; file <= Below(3); ++file) {
      Json document = OneOf(Documents());
      for (std::size_t times = 1 + Below(4); times > 0; --times) Mutate(document);
      files["f" + std::to_string(file) + ".json"] = document.dump();
    }
    const Analyzed run = Analyze(files, rules);
    for (const Problem& problem : run.analysis.given_up) ADD_FAILURE() << problem.message;
    if (HasFailure()) {
      for (const auto& [path, text] : files) ADD_FAILURE() << path << ": " << text;
      return;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Shapes, ::testing::Range(0, 20));

TEST(Shapes, HaveManyDocuments) { EXPECT_GT(Documents().size(), 200U); }

}  // namespace
}  // namespace execlint::testing_support
