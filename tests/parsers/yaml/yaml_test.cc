#include "parsers/yaml/yaml.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "tests/support/data.h"

namespace execlint {
namespace {

using testing::Print;
using testing::Problems;
using testing::Where;
using Lines = std::vector<std::string>;
using yaml::Dialect;

struct Yaml {
  explicit Yaml(std::string text, Dialect dialect = Dialect::kCore) {
    file = sources.AddFile("a.yaml", std::move(text));
    parsed = yaml::Parse(sources, file, store, dialect);
    EXPECT_EQ(testing::BadParts(sources, parsed.root), Lines()) << sources.Text(file);
  }
  std::string Printed() const { return Print(parsed.root); }
  Lines Wrong() const { return Problems(sources, parsed); }
  std::string At(Span span) const { return Where(sources, span); }
  // The source of every key and scalar, in order.
  Lines Texts() const {
    Lines texts;
    for (const testing::Scalar& scalar : testing::Scalars(parsed.root)) {
      texts.emplace_back(sources.Text(scalar.span));
    }
    return texts;
  }
  Lines Comments() const {
    Lines texts;
    for (const Span& span : sources.comments(file)) texts.emplace_back(sources.Text(span));
    return texts;
  }
  Traced operator[](std::string_view key) const { return Find(*parsed.root, key)->value; }

  SourceMap sources;
  ValueStore store;
  FileId file{};
  Parsed parsed;
};

std::string Printed(std::string text, Dialect dialect = Dialect::kCore) {
  const Yaml yaml(std::move(text), dialect);
  std::string printed = yaml.Printed();
  for (const std::string& problem : yaml.Wrong()) printed += " ! " + problem;
  return printed;
}

TEST(Yaml, ListsAndMapsInEveryForm) {
  EXPECT_EQ(Printed("a:\n- x\n-   - y\n    - z\n- k: v\n  m: [1, {b: c}, d: e, \"q\" : r,]\nn:\n"),
            R"({"a": ["x", ["y", "z"], {"k": "v", "m": [1, {"b": "c"}, {"d": "e"}, {"q": "r"}]}],)"
            R"( "n": null})");
  EXPECT_EQ(Printed("- - - a\n"), R"([[["a"]]])");
  EXPECT_EQ(Printed("? e\n: f\n? g\n"), R"({"e": "f", "g": null})");
  EXPECT_EQ(Printed("{? a : b, c, \"d\"}"), R"({"a": "b", "c": null, "d": null})");
  EXPECT_EQ(Printed("{a: [], b: {}, \"c\":1}"), R"({"a": [], "b": {}, "c": 1})");
}

TEST(Yaml, SpansOfContainers) {
  const Yaml yaml("top:\n  list:\n  - a\n  - b: c   # x\n    d: {e: [f , g ] }  \n\nend: 1\n");
  const Traced top = yaml["top"];
  const std::string all = "list:\n  - a\n  - b: c   # x\n    d: {e: [f , g ] }";
  EXPECT_EQ(yaml.At(top->span), "2:3-5:22 " + all);
  const Traced list = top->entries()[0].value;
  EXPECT_EQ(yaml.At(list->span), "3:3-5:22 - a\n  - b: c   # x\n    d: {e: [f , g ] }");
  EXPECT_EQ(yaml.At(list->items()[1]->span), "4:5-5:22 b: c   # x\n    d: {e: [f , g ] }");
  const Traced flow = list->items()[1]->entries()[1].value;
  EXPECT_EQ(yaml.At(flow->span), "5:8-22 {e: [f , g ] }");
  EXPECT_EQ(yaml.At(flow->entries()[0].value->span), "5:12-20 [f , g ]");
  EXPECT_EQ(yaml.At(yaml.parsed.root->entries()[1].key_span), "7:1-4 end");
}

TEST(Yaml, SpansOfScalars) {
  const Yaml yaml("a b : plain text  # c\n'q''k': 'it''s'\n\"d\\n\": \"x\\ty\" \n80: -1.5\n");
  EXPECT_EQ(yaml.Texts(), (Lines{"a b", "'q''k'", "\"d\\n\"", "80", "plain text", "'it''s'",
                                 "\"x\\ty\"", "-1.5"}));
  EXPECT_EQ(yaml.Printed(), R"({"a b": "plain text", "q'k": "it's", "d)"
                            "\n"
                            R"(": "x\x09y", "80": -1.5})");
}

TEST(Yaml, EmptyValuesStandWhereTheyWouldBeWritten) {
  const Yaml yaml("a:\nb: \nc: ~\nd:   # why\nl:\n-\n- null\n");
  EXPECT_EQ(yaml.Printed(), R"({"a": null, "b": null, "c": null, "d": null, "l": [null, null]})");
  EXPECT_EQ(yaml.At(yaml["a"]->span), "1:3-3 ");
  EXPECT_EQ(yaml.At(yaml["b"]->span), "2:3-3 ");
  EXPECT_EQ(yaml.At(yaml["c"]->span), "3:4-5 ~");
  EXPECT_EQ(yaml.At(yaml["d"]->span), "4:3-3 ");
  EXPECT_EQ(yaml.At(yaml["l"]->items()[0]->span), "6:2-2 ");
  EXPECT_EQ(yaml.At(yaml["l"]->items()[1]->span), "7:3-7 null");
}

TEST(Yaml, ANullKeyIsNotTheValueBeforeIt) {
  const Yaml yaml("a:\n~: x\n");
  EXPECT_EQ(yaml.Printed(), R"({"a": null, "~": "x"})");
  EXPECT_EQ(yaml.At(yaml["a"]->span), "1:3-3 ");
}

TEST(Yaml, ByteOrderMarkLineEndingsTabsAndNoFinalNewline) {
  const Yaml yaml(
      "\xEF\xBB\xBF"
      "a:\tx\t\r\nb: |\r\n  one\r\n  two\r\nc: \"p\r\n   q\"\r\nd: last");
  EXPECT_EQ(yaml.Printed(), R"({"a": "x", "b": "one\ntwo\n", "c": "p q", "d": "last"})");
  EXPECT_EQ(yaml.At(yaml["a"]->span), "1:4-5 x");
  EXPECT_EQ(yaml.At(yaml["d"]->span), "7:4-8 last");
  EXPECT_EQ(yaml.parsed.root->span.begin, 3u);
  const auto parts = yaml["b"]->parts();
  ASSERT_EQ(parts.size(), 4u);  // a break of two bytes means one
  EXPECT_EQ(yaml.At(parts[2].from), "4:3-6 two");
  EXPECT_FALSE(parts[3].verbatim);
}

TEST(Yaml, DoubleQuotedEscapesArePartsOfTheirOwn) {
  const Yaml yaml(R"(["a\0\a\b\t\n\v\f\r\e\ \"\/\\\N\_\L\P\x41\u00e9\U0001F600z"])");
  const Value& text = *yaml.parsed.root->items()[0];
  const std::string expected = std::string("a\0\a\b\t\n\v\f\r\x1b \"/\\", 14) +
                               "\xC2\x85\xC2\xA0\xE2\x80\xA8\xE2\x80\xA9"
                               "A\u00e9\U0001F600z";
  EXPECT_EQ(KnownText(text), expected);
  EXPECT_EQ(text.count, 22u);
  EXPECT_EQ(yaml.At(text.parts()[20].from), "1:48-58 \\U0001F600");
}

TEST(Yaml, QuotedTextOfSeveralLinesFolds) {
  EXPECT_EQ(Printed("a: \"one  \n  two\n\n\n  three\\\n  \\  four\"\n"),
            R"({"a": "one two\n\nthree  four"})");
  EXPECT_EQ(Printed("a: 'one\n  two\n\n  three'\n"), R"({"a": "one two\nthree"})");
  EXPECT_EQ(Printed("a: ['\n\n  ', \"\n\"]\n"), R"({"a": ["\n", " "]})");
  const Yaml yaml("a: \"one \n  two\"\n");
  ASSERT_EQ(yaml["a"]->count, 3u);
  EXPECT_EQ(yaml.At(yaml["a"]->parts()[1].from), "1:8-2:3  \n  ");
  EXPECT_EQ(yaml.At(yaml["a"]->parts()[2].from), "2:3-6 two");
}

TEST(Yaml, PlainTextOfSeveralLinesFolds) {
  const Yaml yaml("a: one  \n  two\n\n  three # no\nb: x\n");
  EXPECT_EQ(yaml.Printed(), R"({"a": "one two\nthree", "b": "x"})");
  EXPECT_EQ(yaml.At(yaml["a"]->span), "1:4-4:8 one  \n  two\n\n  three");
}

TEST(Yaml, LiteralBlocksWithEveryChompingIndicator) {
  EXPECT_EQ(Printed("a: |\n  x\n   y\n\n\nb: |-\n  x\n\nc: |+\n  x\n\nd: 1\n"),
            R"({"a": "x\n y\n", "b": "x", "c": "x\n\n", "d": 1})");
  EXPECT_EQ(Printed("a: |\n\n  x\n"), R"({"a": "\nx\n"})");
  EXPECT_EQ(Printed("a: |\nb: |-\nc: |+\n\nd: |"), R"({"a": "", "b": "", "c": "\n", "d": ""})");
  EXPECT_EQ(Printed("a: |\n  x"), R"({"a": "x"})");
  EXPECT_EQ(Printed("a: |\n    x\n  # not text\nb: 1\n"), R"({"a": "x\n", "b": 1})");
}

TEST(Yaml, BlocksWithAnIndentationIndicator) {
  EXPECT_EQ(Printed("a: |2\n    x\n   y\nb: |1-\n  z\n"), R"({"a": "  x\n y\n", "b": " z"})");
  EXPECT_EQ(Printed("k:\n  - a: |-2\n        x\n"), R"({"k": [{"a": "  x"}]})");
  EXPECT_EQ(Printed("- |1\n  x\n"), R"([" x\n"])");
  EXPECT_EQ(Printed("--- |1\n  x\n"), R"(" x\n")");
}

TEST(Yaml, FoldedBlocks) {
  EXPECT_EQ(Printed("a: >\n  one\n  two\n\n  three\n\n\n  four\n"),
            R"({"a": "one two\nthree\n\nfour\n"})");
  EXPECT_EQ(Printed("a: >-\n  one\n    deeper\n    more\n  two\n"),
            R"({"a": "one\n  deeper\n  more\ntwo"})");
  EXPECT_EQ(Printed("a: >+\n\n  one\n\n"), R"({"a": "\none\n\n"})");
  EXPECT_EQ(Printed("a: >-\n  one\n\n    deeper\n\n  two\n"), R"({"a": "one\n\n  deeper\n\ntwo"})");
}

TEST(Yaml, PartsOfABlockLeadToItsLines) {
  const Yaml yaml("a: |\n  one\n  two\nb: >-\n  one\n  two\n");
  const auto literal = yaml["a"]->parts();
  ASSERT_EQ(literal.size(), 2u);
  EXPECT_EQ(yaml.At(literal[0].from), "2:3-3:1 one\n");
  EXPECT_EQ(yaml.At(literal[1].from), "3:3-4:1 two\n");
  EXPECT_EQ(yaml.At(yaml["a"]->span), "1:4-4:1 |\n  one\n  two\n");
  const auto folded = yaml["b"]->parts();
  ASSERT_EQ(folded.size(), 3u);
  EXPECT_EQ(yaml.At(folded[1].from), "5:6-6:1 \n");
  EXPECT_FALSE(folded[1].verbatim);
  EXPECT_EQ(yaml.At(yaml["b"]->span), "4:4-6:6 >-\n  one\n  two");
}

TEST(Yaml, PlainTextMeansNullBoolAndNumberOnlyIfNothingIsLost) {
  EXPECT_EQ(
      Printed("[1, -2, 1.5, 012345678901, 123456789012, 1.10, 0x1F, 2012-10-17, 1e3, .5, .inf, "
              "nan, +1, 0, 1:30]"),
      R"([1, -2, 1.5, "012345678901", 123456789012, "1.10", "0x1F", "2012-10-17", "1e3", ".5", )"
      R"(".inf", "nan", "+1", 0, "1:30"])");
  EXPECT_EQ(Printed("[true, False, TRUE, tRUE, ~, Null, NULL, nULL, 'true', \"1\"]"),
            R"([true, false, true, "tRUE", null, null, null, "nULL", "true", "1"])");
}

TEST(Yaml, YesAndNoAreBoolsOnlyInTemplates) {
  const std::string text = "[yes, No, ON, off, 'yes', y, oN]";
  EXPECT_EQ(Printed(text), R"(["yes", "No", "ON", "off", "yes", "y", "oN"])");
  EXPECT_EQ(Printed(text, Dialect::kCloudFormation),
            R"([true, false, true, false, "yes", "y", "oN"])");
}

TEST(Yaml, TagsOfTheirOwnAreMapsOfOneEntry) {
  const Yaml yaml(
      "r: !Ref foo\ns: !If\n  - c\n  - !Sub |\n      x\n  - !GetAtt [a, b]\nn: !Ref\nq: !T\n  a: "
      "b\n");
  EXPECT_EQ(
      yaml.Printed(),
      R"({"r": {"!Ref": "foo"}, "s": {"!If": ["c", {"!Sub": "x\n"}, {"!GetAtt": ["a", "b"]}]},)"
      R"( "n": {"!Ref": null}, "q": {"!T": {"a": "b"}}})");
  EXPECT_EQ(yaml.At(yaml["r"]->span), "1:4-12 !Ref foo");
  EXPECT_EQ(yaml.At(yaml["r"]->entries()[0].key_span), "1:4-8 !Ref");
  EXPECT_EQ(yaml.At(yaml["r"]->entries()[0].value->span), "1:9-12 foo");
  EXPECT_EQ(yaml.At(yaml["n"]->entries()[0].value->span), "7:8-8 ");
  EXPECT_EQ(yaml.At(yaml["q"]->entries()[0].value->span), "9:3-7 a: b");
}

TEST(Yaml, CoreTagsAreObeyed) {
  EXPECT_EQ(Printed("[!!str 1, !!str true, ! 2, !!int \"3\", !!bool 'true', !!float 1.5, !!str, "
                    "!!map {a: b}]"),
            R"(["1", "true", "2", 3, true, 1.5, "", {"a": "b"}])");
}

TEST(Yaml, TagsBeforeScalarsOfSeveralLinesThatTheLibraryRejects) {
  const Yaml block("l:\n  - c\n  - !Sub |\n    x\n    y\nn: 1\n");
  EXPECT_EQ(block.Printed(), R"({"l": ["c", {"!Sub": "x\ny\n"}], "n": 1})");
  EXPECT_EQ(block.Wrong(), Lines());
  EXPECT_EQ(block.At(block["l"]->items()[1]->entries()[0].key_span), "3:5-9 !Sub");
  const Yaml plain("Description:\n  !Sub text\n  that goes on\nn: !Ref x\n");
  EXPECT_EQ(plain.Printed(),
            R"({"Description": {"!Sub": "text that goes on"}, "n": {"!Ref": "x"}})");
  EXPECT_EQ(plain.Wrong(), Lines());
}

TEST(Yaml, ATagEndsBeforeWhatNoTagMayHold) {
  const Yaml yaml("- !T\"q\"\n- &S x\n- !T\u00e9\n- &U y\n");
  EXPECT_EQ(yaml.Printed(), "[{\"!T\": \"q\"}, \"x\", {\"!T\": \"\u00e9\"}, \"y\"]");
  EXPECT_EQ(yaml.At(yaml.parsed.root->items()[0]->entries()[0].key_span), "1:3-5 !T");
  EXPECT_EQ(yaml.At(yaml.parsed.root->items()[0]->entries()[0].value->span), "1:5-8 \"q\"");
  EXPECT_EQ(yaml.At(yaml.parsed.root->items()[1]->span), "2:6-7 x");
}

TEST(Yaml, AliasesShareTheNodeOfTheirAnchor) {
  const Yaml yaml("a: &x {k: v}\nb: *x\nc: [&y 1, *y]\n*y : z\n");
  EXPECT_EQ(yaml.Printed(), R"({"a": {"k": "v"}, "b": {"k": "v"}, "c": [1, 1], "1": "z"})");
  EXPECT_EQ(yaml["a"].value, yaml["b"].value);
  EXPECT_EQ(yaml["a"].route, nullptr);
  ASSERT_NE(yaml["b"].route, nullptr);
  EXPECT_EQ(yaml["b"].route->how, RouteStep::How::kReference);
  EXPECT_EQ(yaml.At(yaml["b"].route->at), "2:4-6 *x");
  EXPECT_EQ(yaml.At(yaml["b"]->span), "1:7-13 {k: v}");
}

TEST(Yaml, MergeKeysBringEntriesThatTheMapItselfOverrides) {
  EXPECT_EQ(Printed("b: &b {x: 1, y: 2}\nc: &c {y: 3, z: 4}\nm:\n  <<: [*b, *c]\n  x: 5\n"),
            R"({"b": {"x": 1, "y": 2}, "c": {"y": 3, "z": 4}, "m": {"y": 2, "z": 4, "x": 5}})");
  EXPECT_EQ(Printed("m:\n  x: 1\n  <<: {x: 2, y: 3}\n"), R"({"m": {"y": 3, "x": 1}})");
  EXPECT_EQ(Printed("m: {\"<<\": 1}"), R"({"m": {"<<": 1}})");
  EXPECT_EQ(Printed("m: {<<: 1}"),
            R"({"m": {}} ! 1:9-10: merge key `<<` takes a map or a list of maps)");
}

TEST(Yaml, AnAliasBombIsALimit) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int k = 0; k < 9; ++k) text += ", " + before;
    text += "]\n";
  }
  const Yaml yaml(text);
  ASSERT_EQ(yaml.parsed.problems.size(), 1u);
  EXPECT_EQ(yaml.parsed.problems[0].kind, Problem::kLimit);
  EXPECT_EQ(yaml.parsed.problems[0].message, "aliases expand to too much");
  EXPECT_TRUE(yaml["a11"]->items()[0]->is_unknown());
  EXPECT_EQ(yaml["a11"]->items()[0]->symbol().why, Why::kLimit);
}

TEST(Yaml, AMergeBombIsALimit) {
  std::string text = "b: &b {";
  for (int i = 0; i < 2000; ++i) text += "k" + std::to_string(i) + ": 1, ";
  text += "}\nl:\n";
  for (int i = 0; i < 2000; ++i) text += "- {<<: *b}\n";
  const Yaml yaml(text);
  ASSERT_EQ(yaml.parsed.problems.size(), 1u);
  EXPECT_EQ(yaml.parsed.problems[0].kind, Problem::kLimit);
  EXPECT_TRUE(yaml["l"]->items()[1999]->open());
}

TEST(Yaml, AliasesThatNestAreBounded) {
  std::string text = "a0: &a0 " + std::string(300, '[') + std::string(300, ']') + "\n";
  text += "a1: &a1 " + std::string(300, '[') + "*a0" + std::string(300, ']') + "\n";
  const Yaml yaml(text);
  ASSERT_EQ(yaml.parsed.problems.size(), 1u);
  EXPECT_EQ(yaml.parsed.problems[0].message, "aliases nest too deep");
}

TEST(Yaml, AnAliasOfItsOwnContainerIsAProblem) {
  EXPECT_EQ(Printed("a: &a [1, *a]\n"), R"({"a": [1, <*a>]})"
                                        " ! 1:11-13: alias of a node that contains it");
}

TEST(Yaml, NestingIsBounded) {
  for (const std::string& text : {std::string(100'000, '['), std::string(100'000, '{'), [] {
                                    std::string dashes;
                                    for (int i = 0; i < 20'000; ++i) dashes += "- ";
                                    return dashes;
                                  }()}) {
    const Yaml yaml(text);
    ASSERT_EQ(yaml.parsed.problems.size(), 1u);
    EXPECT_EQ(yaml.parsed.problems[0].kind, Problem::kLimit);
    EXPECT_EQ(yaml.parsed.problems[0].message, "nested deeper than 500 levels");
  }
}

TEST(Yaml, TimeGrowsWithTheTextAlone) {
  const auto repeat = [](std::string_view text, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
  };
  const std::string blanks(1'000'000, ' ');
  const std::string dashes = repeat("- ", 490);
  for (const std::string& text :
       {"a" + blanks + "b", "\"a" + blanks + "b\"", "- a" + blanks + "# c",
        "[" + repeat("!a , ", 100'000) + "]", dashes + "a\n" + repeat("# c\n", 100'000),
        "a: |\n" + repeat(" \n", 300'000), repeat("k:\n", 100'000), repeat("'a''b' ", 100'000),
        "[" + repeat("&a b, *a, ", 50'000) + "]", repeat("- !a |\n", 100'000)}) {
    const auto start = std::chrono::steady_clock::now();
    const Yaml yaml(text);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    EXPECT_LT(took.count(), 20) << text.substr(0, 20);  // what is quadratic takes minutes
  }
}

TEST(Yaml, DuplicateKeysStay) {
  EXPECT_EQ(Printed("a: 1\nb: 2\na: 3\n"), R"({"a": 1, "b": 2, "a": 3})");
}

TEST(Yaml, KeysThatAreNoTextOpenTheMap) {
  const std::string printed = Printed("? [a, b]\n: c\n!Ref x: y\nk: v\n");
  EXPECT_EQ(printed, R"({"k": "v", ...open(a key that is not a string)})");
}

TEST(Yaml, CommentsAreWhereNoScalarIs) {
  const Yaml yaml(
      "# first\na: 'x # no' # one\nb: | # two\n  # no\n  text\nc: x#no\n"
      "d: [ # three\n  e, # four\n] # five\nf: !T # six\n  g\nurl: http://x/#no\n# last");
  EXPECT_EQ(yaml.Comments(),
            (Lines{"# first", "# one", "# two", "# three", "# four", "# five", "# six", "# last"}));
  EXPECT_EQ(Yaml("a: | # empty\nb: 1\n").Comments(), Lines{"# empty"});
}

TEST(Yaml, EmptyDocuments) {
  for (const char* text : {"", "\n", "# only\n", "---\n", "\xEF\xBB\xBF"}) {
    const Yaml yaml(text);
    EXPECT_EQ(yaml.Wrong(), Lines()) << text;
    EXPECT_TRUE(!yaml.parsed.root || yaml.parsed.root->is_null()) << text;
  }
}

TEST(Yaml, OnlyTheFirstDocumentIsRead) {
  EXPECT_EQ(Printed("a: 1\n---\nb: 2\n"), R"({"a": 1})");
  EXPECT_EQ(Printed("%YAML 1.2\n---\na: 1\n...\n"), R"({"a": 1})");
}

TEST(Yaml, ErrorsSayWhereAndWhy) {
  const struct {
    const char* text;
    const char* problem;
  } cases[] = {
      {"a: b: c", "1:5-6: `:` is not allowed here: quote the text, or check the indentation"},
      {"a: \"x\nb: 1\n", "1:4-3:1: string is never closed"},
      {"a: @x", "1:4-6: a value cannot begin with this character: quote it"},
      {"a: *x", "1:4-6: alias of an anchor that is not defined before"},
      {"a: \"\\q\"", "1:7-8: `\\q` is not an escape of YAML"},
      {"foo: bar\n]", "2:1-2: closing bracket without an opening one"},
      {"a: - b", "1:4-5: `- ` cannot begin a list here"},
      {"foo: bar\nnot-a-key", "2:1-10: expected `:` after this key"},
      {"foo: bar\nnot-a-key\n", "2:1-10: expected `:` after this key"},
      {"{\"a\": 1} {\"b\": 2}", "1:10-18: expected the end of the document"},
      {"a: 1\n%{ if x }\nb: 2\n", "2:1-10: expected the end of the document"},
      {"a: [1,,2]", "1:7-7: expected a value before `,`"},
      {"a: x\x01", "1:5-6: control characters are not allowed in YAML"},
      {"a: x\rb: y", "1:5-6: carriage return without line feed"},
      {"a:\n  - b\n c: d",
       "3:2-4: expected `key: value` at the indentation of the keys before it, or less"},
  };
  for (const auto& one : cases) {
    const Yaml yaml(one.text);
    ASSERT_FALSE(yaml.parsed.problems.empty()) << one.text;
    EXPECT_EQ(yaml.Wrong()[0], one.problem) << one.text;
  }
}

TEST(Yaml, WhatStandsBeforeAnErrorIsKept) {
  const Yaml yaml("a: 1\nb:\n  c: 2\n  d: @\n");
  EXPECT_EQ(Find(*yaml.parsed.root, "a")->value->number(), 1);
  EXPECT_TRUE(yaml.parsed.root->open());
  EXPECT_EQ(yaml.parsed.root->open_because->why, Why::kBroken);
  EXPECT_TRUE(yaml["b"]->open());
  EXPECT_EQ(Find(*yaml["b"], "c")->value->number(), 2);
  const Yaml open("foo: bar\nnot-a-key");
  EXPECT_EQ(open.Printed(), R"({"foo": "bar", ...open(expected `:` after this key)})");
}

TEST(Yaml, NothingBehindATagAndAnAnchorStandsThere) {
  for (const char* text : {"e: {a: ! &b", "e: {a: !x &b", "e: {a: &b"}) {
    const Yaml yaml(text);
    const Traced map = yaml["e"];
    ASSERT_EQ(map->count, 1u) << text;
    EXPECT_TRUE(map->span.Contains(map->entries()[0].value->span)) << text;
  }
}

TEST(Yaml, Utf16IsRefused) {
  EXPECT_EQ(Printed("\xFF\xFE"
                    "a"),
            "(nothing) ! 1:1-3: text is UTF-16: save it as UTF-8");
}

TEST(Yaml, ASecondByteOrderMarkIsRefused) {
  EXPECT_EQ(Printed("\xEF\xBB\xBF\xEF\xBB\xBF"
                    "a: 1"),
            "(nothing) ! 1:1-4: a second byte order mark");
}

}  // namespace
}  // namespace execlint
