// docs/configuration.md and docs/config.schema.json say what the reader of configurations takes.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "lint/engine/rule.h"
#include "lint/engine/rule_names.h"
#include "lint/render/json_writer.h"
#include "lint/source/format.h"
#include "lint/value/value_store.h"
#include "parsers/config/config_file.h"
#include "parsers/yaml/yaml.h"
#include "tests/lint/render/schema.h"

namespace execlint::config {
namespace {

constexpr const char* kSchema = "docs/config.schema.json";

std::string FileText(const char* path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteJson(const Value& value, JsonWriter& json) {
  switch (value.kind) {
    case Kind::kMap:
      json.BeginObject();
      for (const Entry& entry : value.entries()) {
        json.Key(entry.key);
        WriteJson(*entry.value, json);
      }
      json.EndObject();
      return;
    case Kind::kList:
      json.BeginArray();
      for (const Traced& item : value.items()) WriteJson(*item, json);
      json.EndArray();
      return;
    case Kind::kBool:
      json.Bool(value.boolean());
      return;
    case Kind::kNumber:
      json.Number(static_cast<std::int64_t>(value.number()));
      return;
    default:
      json.Text(KnownText(value).value_or(""));
  }
}

// The YAML as JSON, as an editor hands it to a schema.
std::string AsJson(const std::string& yaml) {
  SourceMap sources;
  ValueStore store;
  const Parsed parsed = yaml::Parse(sources, sources.AddFile("a.yaml", yaml), store);
  std::string out;
  JsonWriter json(out);
  WriteJson(*parsed.root, json);
  return out;
}

bool ReaderTakes(const std::string& yaml) {
  SourceMap sources;
  return ReadConfigFile(sources, sources.AddFile(".execlint.yaml", yaml), AllRules())
      .problems.empty();
}

TEST(ConfigurationPage, TheExampleIsRight) {
  const std::string page = FileText("docs/configuration.md");
  constexpr std::string_view kOpen = "```yaml\n# yaml-language-server";
  const std::size_t begin = page.find(kOpen) + 8;
  const std::string example = page.substr(begin, page.find("```", begin) - begin);
  SourceMap sources;
  const ReadConfig read =
      ReadConfigFile(sources, sources.AddFile(".execlint.yaml", example), AllRules());
  for (const Problem& problem : read.problems) ADD_FAILURE() << problem.message;
  EXPECT_EQ(read.config.suppress.size(), 1u);
  EXPECT_EQ(testing::SchemaErrors(kSchema, AsJson(example)), "");
}

// The same is right and wrong for the reader and for the schema.
TEST(ConfigurationPage, TheSchemaAgreesWithTheReader) {
  const struct {
    bool right;
    const char* yaml;
  } kCases[] = {
      {true, "{}"},
      {true, "select: [network, attack/T1609]"},
      {true, "environments: {unclassified: {exec: required}}"},
      {true, "overrides: [{environments: [production], severity: {access: error}}]"},
      {true, "variables: {a: 1, b: true, c: text}"},
      {true, "suppress: [{rule: task-role-missing, resource: a, reason: b, until: 2027-03-01}]"},
      {false, "[]"},
      {false, "exclud: [a]"},
      {false, "exclude: a"},
      {false, "exclude: ['']"},
      {false, "exclude: [1]"},
      {false, "ignore: [networking]"},
      {false, "severity: {network: off}"},
      {false, "severity: {networking: error}"},
      {false, "environments: {prod: {}}"},
      {false, "environments: {unclassified: {names: [a]}}"},
      {false, "environments: {production: {exec: on}}"},
      {false, "overrides: [{ignore: [network]}]"},
      {false, "overrides: [{paths: [a], select: [network]}]"},
      {false, "overrides: [{environments: [prod]}]"},
      {false, "variables: {a: [1]}"},
      {false, "var-files: a.tfvars"},
      {false, "suppress: [{rule: task-role-missing, reason: b}]"},
      {false, "suppress: [{rule: task-role-missing, path: a}]"},
      {false, "suppress: [{rule: network, path: a, reason: b}]"},
      {false, "suppress: [{rule: task-role-missing, path: a, reason: b, until: soon}]"},
  };
  for (const auto& [right, yaml] : kCases) {
    EXPECT_EQ(ReaderTakes(yaml), right) << yaml;
    EXPECT_EQ(testing::SchemaErrors(kSchema, AsJson(yaml)).empty(), right) << yaml;
  }
}

// The lists of names in the schema are those of the program. EXECLINT_REFRESH=1 writes them anew.
TEST(ConfigurationPage, TheSchemaKnowsEveryName) {
  const auto list = [](const std::vector<std::string_view>& names, const std::string& indent) {
    std::string text = "\"enum\": [";
    for (const std::string_view name : names) {
      text += Format("{}\n{}  \"{}\"", name == names.front() ? "" : ",", indent, name);
    }
    return text + "\n" + indent + "]";
  };
  std::vector<std::string_view> rules;
  for (const RuleEntry& entry : AllRules()) rules.push_back(entry.rule->name);
  std::string schema = FileText(kSchema);
  const std::string before = schema;
  const auto put = [&](std::string_view behind, const std::string& text) {
    const std::size_t begin = schema.find("\"enum\": [", schema.find(behind));
    ASSERT_NE(begin, std::string::npos) << behind;
    schema.replace(begin, schema.find(']', begin) + 1 - begin, text);
  };
  put("\"rule\": {", list(rules, "            "));
  put("\"name\": {", list(RuleNames(AllRules()), "      "));
  if (std::getenv("EXECLINT_REFRESH") != nullptr) std::ofstream(kSchema) << schema;
  EXPECT_EQ(before, schema)
      << "refresh with: EXECLINT_REFRESH=1 build/unit_tests --gtest_filter='ConfigurationPage.*'";
}

// No two of a rule, a hop and a tag have one name.
TEST(ConfigurationPage, NamesMeanOneThing) {
  const std::vector<std::string_view> names = RuleNames(AllRules());
  EXPECT_EQ(std::set<std::string_view>(names.begin(), names.end()).size(), names.size());
}

}  // namespace
}  // namespace execlint::config
