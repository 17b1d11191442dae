#include "parsers/json/placeholders.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "tests/support/data.h"

namespace execlint {
namespace {

using testing::Print;
using testing::Problems;
using Lines = std::vector<std::string>;

struct Filled {
  explicit Filled(std::string text) {
    file = sources.AddFile("a.json", std::move(text));
    json::Completed completed = json::ParseCompletedElsewhere(sources, file, store);
    parsed = std::move(completed.parsed);
    placeholders = completed.placeholders;
    for (Problem& problem : parsed.problems) problem.span = sources.Spell(problem.span);
  }
  std::string Printed() const { return Print(parsed.root); }
  Lines Wrong() const { return Problems(sources, parsed); }

  SourceMap sources;
  ValueStore store;
  FileId file{};
  Parsed parsed;
  bool placeholders = false;
};

// What FindPlaceholders finds, directives with a `!`.
Lines Found(const std::string& text) {
  Lines found;
  for (const json::Placeholder& one : json::FindPlaceholders(text)) {
    found.push_back((one.directive ? "!" : "") + text.substr(one.begin, one.end - one.begin));
  }
  return found;
}

TEST(Placeholders, EverySpellingIsAnUnknownValue) {
  for (const std::string word : {"${CPU}", "${CPU:-256}", "$CPU", "$(CPU)", "{{ cpu }}", "{{cpu}}",
                                 "{{{cpu}}}", "<CPU>", "<your cpu>", "<%= cpu %>", "@cpu@", "%CPU%",
                                 "__CPU__", "${{ vars.CPU }}", "{{ env \"CPU\" }}"}) {
    const std::string text = "{\"a\": " + word + ",\r\n \"b\": [1]}";
    const Filled json(text);
    EXPECT_EQ(json.Printed(), "{\"a\": <" + word + ">, \"b\": [1]}") << word;
    EXPECT_TRUE(json.placeholders) << word;
    EXPECT_EQ(json.Wrong(), Lines()) << word;
    const Value& a = *json.parsed.root->entries()[0].value;
    EXPECT_EQ(json.sources.Text(json.sources.Spell(a.span)), word);
    EXPECT_EQ(a.symbol().why, Why::kPlaceholder);
    const Value& b = *json.parsed.root->entries()[1].value;
    EXPECT_EQ(json.sources.Text(json.sources.Spell(b.span)), "[1]") << "spans stay right";
    EXPECT_EQ(json.sources.path(b.span.file), "a.json");
  }
}

TEST(Placeholders, AmongElementsAndEntriesMoreMayStand) {
  EXPECT_EQ(Filled("[1, ${more}]").Printed(), "[1, <${more}>, ...open(${more})]");
  EXPECT_EQ(Filled("[1 {{ more }}]").Printed(), "[1, ...open({{ more }})]");
  EXPECT_EQ(Filled("{\"a\": 1, ${more}}").Printed(), "{\"a\": <${more}>, ...open(${more})}");
  EXPECT_EQ(Filled("{${key}: 1, \"b\": 2}").Printed(), "{\"b\": 2, ...open(${key})}");
}

TEST(Placeholders, InStringsTheyAreText) {
  const Filled json(R"({"a": "${X} {{ y }} <Z> {% if %}", "b": "${", "c": ${N}, "d": "}"})");
  EXPECT_EQ(json.Printed(),
            R"({"a": "${X} {{ y }} <Z> {% if %}", "b": "${", "c": <${N}>, "d": "}"})");
  EXPECT_FALSE(Filled(R"({"a": "${X}"})").placeholders);
  EXPECT_EQ(Filled(R"({"a": "x-{{ env "X" }}-y", "b": 1})").Printed(),
            R"({"a": "x-${{{ env "X" }}}-y", "b": 1})");
}

TEST(Placeholders, DirectivesLeaveNothingKnown) {
  EXPECT_EQ(
      Found("{% if a %}{%- endif -%}{{#each b}}{{/each}}{{- if .c }}{{ end }}%{ if d }<% e %>"),
      (Lines{"!{% if a %}", "!{%- endif -%}", "!{{#each b}}", "!{{/each}}", "!{{- if .c }}",
             "!{{ end }}", "!%{ if d }", "!<% e %>"}));
  const Filled json("{\"a\": 1 {% if x %}, \"b\": 2{% endif %}}");
  ASSERT_TRUE(json.parsed.root->is_unknown());
  EXPECT_EQ(json.parsed.root->symbol().name, "the text around `{% if x %}`");
  EXPECT_EQ(json.Wrong(), Lines());
  // What stands in quotes may be a secret.
  const Filled set("{\"a\": 1 {% set pw = \"hunter2\" ~ 'x\"y' %}}");
  EXPECT_EQ(set.parsed.root->symbol().name, "the text around `{% set pw = \"***\" ~ '***2' %}`");
  const Filled open("{\"a\": 1 {% set pw = 'hunter2 %}}");
  EXPECT_EQ(open.parsed.root->symbol().name, "the text around `{% set pw = '***`");
}

TEST(Placeholders, OtherErrorsStayErrors) {
  EXPECT_EQ(Filled("\xEF\xBB\xBF{\"a\": ${A}, \"b\": ]}").Wrong(),
            Lines{"1:18-19: expected a value, found `]`"});
  EXPECT_EQ(Filled("{\"a\": ${A}, // why\n \"b\": 1,}").Wrong(),
            (Lines{"1:13-19: comments are not allowed in JSON",
                   "2:8-9: trailing comma before `}` is not allowed in JSON"}));
  for (const char* text : {"{\"a\": ${A", "{\"a\": {{ A }", "{\"a\": <A", "{\"a\": CPU}",
                           "{\"a\": @}", "{\"a\": {{\"b\": 1}}}", "{\"a\": <<<<<<< HEAD\n}"}) {
    const Filled json(text);
    EXPECT_FALSE(json.placeholders) << text;
    EXPECT_EQ(json.parsed.problems.size(), 1u) << text;
  }
}

// No text takes more than a bounded number of steps for each of its bytes.
TEST(Placeholders, CostIsLinear) {
  const auto seconds = [](const std::string& piece) {
    std::string text = "[";
    while (text.size() < 2'000'000) text += piece;
    const auto begin = std::chrono::steady_clock::now();
    const Filled json(text);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  for (const char* piece : {"${", "{{", "\"${", "\"{{", "${A},", "<a", "{%", "%a", "__", "@a "}) {
    EXPECT_LT(seconds(piece), 10) << piece;
  }
}

}  // namespace
}  // namespace execlint
