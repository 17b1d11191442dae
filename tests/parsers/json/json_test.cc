#include "parsers/json/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/data.h"

namespace execlint {
namespace {

using testing::Print;
using testing::Problems;
using testing::Where;
using Lines = std::vector<std::string>;

struct Json {
  explicit Json(std::string text) {
    file = sources.AddFile("a.json", std::move(text));
    parsed = json::Parse(sources, file, store);
  }
  std::string Printed() const { return Print(parsed.root); }
  Lines Wrong() const { return Problems(sources, parsed); }
  std::string At(Span span) const { return Where(sources, span); }

  SourceMap sources;
  ValueStore store;
  FileId file{};
  Parsed parsed;
};

// The source at the span of every scalar and key, read once more, means the same.
void ExpectSpansReread(const Json& json) {
  for (const testing::Scalar& scalar : testing::Scalars(json.parsed.root)) {
    const std::string_view text = json.sources.Text(scalar.span);
    const auto again = nlohmann::json::parse(text, nullptr, false);
    ASSERT_FALSE(again.is_discarded()) << json.At(scalar.span);
    if (scalar.value == nullptr) {
      EXPECT_EQ(again, nlohmann::json(scalar.key)) << json.At(scalar.span);
    } else if (scalar.value->kind == Kind::kNumber) {
      EXPECT_EQ(again.get<double>(), scalar.value->number()) << json.At(scalar.span);
    } else if (scalar.value->is_null()) {
      EXPECT_TRUE(again.is_null());
    } else if (scalar.value->is_string()) {
      EXPECT_EQ(again, nlohmann::json(*KnownText(*scalar.value))) << json.At(scalar.span);
    } else {
      EXPECT_EQ(again, nlohmann::json(scalar.value->boolean()));
    }
  }
  EXPECT_EQ(testing::BadParts(json.sources, json.parsed.root), Lines());
}

TEST(Json, ValuesOfEveryKind) {
  const Json json(R"({"a": [1, 23 ,true,null, "x\ny", []],
 "n":-1.5e3, "e": {}, "s": ""})");
  EXPECT_EQ(json.Printed(),
            R"({"a": [1, 23, true, null, "x\ny", []], "n": -1500, "e": {}, "s": ""})");
  EXPECT_TRUE(json.parsed.problems.empty());
  ExpectSpansReread(json);
}

TEST(Json, SpansOfContainersKeysAndScalars) {
  const Json json("{ \"a\" : [1, -23.5e+1 ,\"x\"],\n  \"b\": {} }\n");
  const Value& root = *json.parsed.root;
  EXPECT_EQ(json.At(root.span), "1:1-2:12 { \"a\" : [1, -23.5e+1 ,\"x\"],\n  \"b\": {} }");
  EXPECT_EQ(json.At(root.entries()[0].key_span), "1:3-6 \"a\"");
  const Value& list = *root.entries()[0].value;
  EXPECT_EQ(json.At(list.span), "1:9-27 [1, -23.5e+1 ,\"x\"]");
  EXPECT_EQ(json.At(list.items()[0]->span), "1:10-11 1");
  EXPECT_EQ(json.At(list.items()[1]->span), "1:13-21 -23.5e+1");
  EXPECT_EQ(json.At(list.items()[2]->span), "1:23-26 \"x\"");
  EXPECT_EQ(json.At(list.items()[2]->parts()[0].from), "1:24-25 x");
  EXPECT_EQ(json.At(root.entries()[1].value->span), "2:8-10 {}");
}

TEST(Json, ScalarsAlone) {
  for (const char* text : {"0", "-0", "10", "1.5", "1E5", "true", "null", "\"a\"", " 7 "}) {
    const Json json(text);
    ASSERT_TRUE(json.parsed.root) << text;
    EXPECT_TRUE(json.parsed.problems.empty()) << text;
    ExpectSpansReread(json);
  }
}

TEST(Json, ByteOrderMarkLineEndingsAndTabsKeepPositions) {
  const Json json("\xEF\xBB\xBF{\r\n\t\"k\":\t\"v\",\r\n\"n\": 12\r\n}");
  EXPECT_EQ(json.Printed(), R"({"k": "v", "n": 12})");
  EXPECT_EQ(json.At(json.parsed.root->entries()[0].value->span), "2:7-10 \"v\"");
  EXPECT_EQ(json.parsed.root->span.begin, 3u);
  ExpectSpansReread(json);
}

TEST(Json, OfTwoByteOrderMarksTheSecondIsAnError) {
  const Json json("\xEF\xBB\xBF\xEF\xBB\xBF{}");
  ASSERT_EQ(json.parsed.problems.size(), 1u);
  EXPECT_EQ(json.parsed.problems[0].span.begin, 3u);
}

TEST(Json, EveryEscapeIsAPartOfItsOwn) {
  const Json json(R"(["a\"\\\/\b\f\n\r\tz\u0041\u00e9\u20ac\uD83D\ude00!"])");
  const Value& text = *json.parsed.root->items()[0];
  EXPECT_EQ(KnownText(text), "a\"\\/\b\f\n\r\tzA\u00e9\u20ac\U0001F600!");
  ASSERT_EQ(text.count, 15u);
  EXPECT_TRUE(text.parts()[0].verbatim);
  EXPECT_EQ(json.At(text.parts()[1].from), "1:4-6 \\\"");
  EXPECT_FALSE(text.parts()[1].verbatim);
  EXPECT_EQ(json.At(text.parts()[13].from), "1:39-51 \\uD83D\\ude00");
  ExpectSpansReread(json);
}

TEST(Json, EscapedKeys) {
  const Json json(R"({"\u0061\n": 1, "": 2})");
  EXPECT_EQ(json.parsed.root->entries()[0].key, "a\n");
  EXPECT_EQ(json.parsed.root->entries()[1].key, "");
  ExpectSpansReread(json);
}

TEST(Json, DuplicateKeysStayAndTheLastCounts) {
  const Json json(R"({"a": 1, "b": 2, "a": 3})");
  EXPECT_EQ(json.Printed(), R"({"a": 1, "b": 2, "a": 3})");
  EXPECT_EQ(Find(*json.parsed.root, "a")->value->number(), 3);
}

TEST(Json, TrailingCommasAndCommentsAreProblemsButReadOver) {
  const Json json("{ // why\n\"a\": [1, 2,],\n/* x */ \"b\": \"//,]\",\n}");
  EXPECT_EQ(json.Printed(), R"({"a": [1, 2], "b": "//,]"})");
  EXPECT_EQ(json.Wrong(), (Lines{"1:3-9: comments are not allowed in JSON",
                                 "2:11-12: trailing comma before `]` is not allowed in JSON",
                                 "3:1-8: comments are not allowed in JSON",
                                 "3:20-21: trailing comma before `}` is not allowed in JSON"}));
  EXPECT_FALSE(json.parsed.root->open());
  ExpectSpansReread(json);
}

TEST(Json, ErrorsSayWhatWasDueAndKeepWhatWasRead) {
  const struct {
    const char* text;
    const char* problem;
    const char* printed;
  } cases[] = {
      {R"({"a": 1 "b": 2})", "1:9-12: expected `,` or `}`, found a string",
       R"({"a": 1, ...open(E)})"},
      {R"([1 2])", "1:4-5: expected `,` or `]`, found a number", "[1, ...open(E)]"},
      {R"([01])", "1:3-4: expected `,` or `]`, found a number", "[0, ...open(E)]"},
      {R"({"a" 1})", "1:6-7: expected `:`, found a number", "{...open(E)}"},
      {R"({"a": True})", "1:7-11: expected a value, found `True`", "{...open(E)}"},
      {R"({"a": 'x'})", "1:7-8: expected double quotes: JSON has no single-quoted strings",
       "{...open(E)}"},
      {R"({a: 1})", "1:2-3: expected a key in double quotes or `}`, found a word without quotes",
       "{...open(E)}"},
      {R"({"a": 1, 2})", "1:10-11: expected a key in double quotes, found a number",
       R"({"a": 1, ...open(E)})"},
      {R"({"a": )", "1:7-7: expected a value, but the text ends here", "{...open(E)}"},
      {R"([[1, 2], [3)", "1:12-12: expected `,` or `]`, but the text ends here",
       "[[1, 2], [3, ...open(E)], ...open(E)]"},
      {R"(["abc)", "1:2-6: string is never closed", "[...open(E)]"},
      {"[\"abc\n\"]", "1:2-6: string is not closed at the end of the line", "[...open(E)]"},
      {"[\"a\tb\"]", "1:4-5: control character in a string: write it as `\\u0009`", "[...open(E)]"},
      {R"(["a\qb"])", "1:4-6: `\\q` is not an escape of JSON", "[...open(E)]"},
      {R"(["\u12"])", "1:3-5: `\\u` needs four hexadecimal digits", "[...open(E)]"},
      {R"(["\ud800"])", "1:2-10: string is not valid UTF-8, or holds half a surrogate pair",
       "[...open(E)]"},
      {"[\"\xff\"]", "1:2-5: string is not valid UTF-8, or holds half a surrogate pair",
       "[...open(E)]"},
      {"{\"a\": \xff}", "1:7-8: expected a value, found byte 0xFF", "{...open(E)}"},
      {"{} {}", "1:4-5: expected the end of the text, found `{`", "{}"},
      {"", "1:1-1: expected a value, but the text ends here", "(nothing)"},
      {"# x\n", "1:1-4: comments are not allowed in JSON", "(nothing)"},
      {"[1e999]", "1:2-7: number is too large", "[...open(E)]"},
  };
  for (const auto& one : cases) {
    const Json json(one.text);
    ASSERT_FALSE(json.parsed.problems.empty()) << one.text;
    EXPECT_EQ(json.Wrong()[0], one.problem) << one.text;
    std::string printed = json.Printed();
    const std::string reason = "open(" + json.parsed.problems.back().message + ")";
    for (std::size_t at; (at = printed.find(reason)) != std::string::npos;) {
      printed.replace(at, reason.size(), "open(E)");
    }
    EXPECT_EQ(printed, one.printed) << one.text;
  }
}

TEST(Json, AProblemBehindTheFirstRealErrorIsNotListed) {
  const Json json("{\"a\": [1,], \"b\" 2, \"c\": [1,]}");
  EXPECT_EQ(json.Wrong(), (Lines{"1:9-10: trailing comma before `]` is not allowed in JSON",
                                 "1:17-18: expected `:`, found a number"}));
}

TEST(Json, Utf16IsRefused) {
  const Json json(std::string("\xFF\xFE{\0}\0", 6));
  EXPECT_EQ(json.Wrong(), (Lines{"1:1-3: text is UTF-16: save it as UTF-8"}));
  EXPECT_FALSE(json.parsed.root);
}

TEST(Json, NestingIsBounded) {
  const Json fits(std::string(json::kMaxDepth, '[') + std::string(json::kMaxDepth, ']'));
  EXPECT_TRUE(fits.parsed.problems.empty());
  const Json deep(std::string(2'000'000, '['));
  ASSERT_EQ(deep.parsed.problems.size(), 1u);
  EXPECT_EQ(deep.parsed.problems[0].kind, Problem::kLimit);
  EXPECT_EQ(deep.Wrong()[0], "1:513-514: nested deeper than 512 levels");
  EXPECT_EQ(deep.parsed.root->open_because->why, Why::kLimit);
}

}  // namespace
}  // namespace execlint
