// Bodies, blocks, and what remains of a file that is broken or hostile.
#include "parsers/hcl/parser.h"

#include <gtest/gtest.h>

#include <array>
#include <ctime>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/parsers/hcl/canonical_dump.h"
#include "tests/parsers/hcl/parsed.h"

namespace execlint::hcl {
namespace {

using Lines = std::vector<std::string>;

// The attributes of a body as "name" or "name!" (Broken), then its blocks with theirs.
std::string Outline(const Ast& ast, BodyId body) {
  std::string out;
  for (const Attribute& attribute : ast.attributes(body)) {
    const bool broken = std::holds_alternative<Broken>(ast[attribute.value].form);
    out += std::string(attribute.name.text) + (broken ? "! " : " ");
  }
  for (const Block& block : ast.blocks(body)) {
    out += std::string(block.type.text);
    for (const Name& label : ast.labels(block)) out += "." + std::string(label.text);
    out += "{ " + Outline(ast, block.body) + (ast[block.body].broken ? "...} " : "} ");
  }
  return out;
}
std::string Outline(const ParsedText& text) { return Outline(text.ast(), text.parsed.body); }

TEST(HclBody, EveryPlaceOfABlock) {
  const ParsedText t("\xEF\xBB\xBF# c\r\nresource \"a\\\"b\" c {\r\n\tx = 1\r\n}\r\n");
  ASSERT_EQ(t.ast().blocks(t.parsed.body).size(), 1u);
  const Block& block = t.ast().blocks(t.parsed.body)[0];
  EXPECT_EQ(t.Text(block.span), "resource \"a\\\"b\" c {\r\n\tx = 1\r\n}");
  EXPECT_EQ(t.Text(block.head), "resource \"a\\\"b\" c");
  EXPECT_EQ(t.Text(block.type.span), "resource");
  EXPECT_EQ(t.Text(t.ast()[block.body].span), "\r\n\tx = 1\r\n");
  const auto labels = t.ast().labels(block);
  ASSERT_EQ(labels.size(), 2u);
  EXPECT_EQ(labels[0].text, "a\"b");
  EXPECT_EQ(t.Text(labels[0].span), "\"a\\\"b\"");
  EXPECT_EQ(t.Text(labels[1].span), "c");
  const Attribute* x = t.ast().Find(block.body, "x");
  ASSERT_NE(x, nullptr);
  EXPECT_EQ(t.Text(x->span), "x = 1");
  EXPECT_EQ(t.Text(x->name.span), "x");
  EXPECT_EQ(t.Text(t.ast()[x->value].span), "1");
  EXPECT_EQ(t.ast().Find(block.body, "y"), nullptr);
}

TEST(HclBody, NestedBlocksAndOrder) {
  const ParsedText t("a {\n  b = 1\n  c \"d\" {\n    e = 2\n  }\n  f = 3\n  c {}\n}\ng = 4\n");
  EXPECT_EQ(Outline(t), "g a{ b f c.d{ e } c{ } } ");
  EXPECT_EQ(t.Problems(), (Lines{}));
}

TEST(HclBody, OneItemIsTheSameTreeAsInTheWholeFile) {
  const ParsedText t("a = 1\nb {\n  c = \"x-${d}\"\n}\n");
  const ScannedFile scanned = Scan(*t.sources, t.file);
  const ParsedBody b = Parser().Parse(*t.sources, t.file, scanned.items[1]);
  EXPECT_EQ(Outline(b.ast, b.body), "b{ c } ");
  const Attribute* alone = b.ast.Find(b.ast.blocks(b.body)[0].body, "c");
  const Attribute* whole = t.ast().Find(t.ast().blocks(t.parsed.body)[0].body, "c");
  EXPECT_EQ(CanonicalDump(*t.sources, b.ast, alone->value),
            CanonicalDump(*t.sources, t.ast(), whole->value));
}

TEST(HclBody, VariableFile) {
  const ParsedText t("environment = \"prod\"\nsubnets = [\"a\", \"b\"]\n\ntags = { x = 1 }");
  EXPECT_EQ(Outline(t), "environment subnets tags ");
  EXPECT_EQ(t.ast().ConstantString(t.Value("environment")), "prod");
}

TEST(HclBody, OneOfManyAttributesIsFound) {
  for (const int count : {3, 100}) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      text += "a" + std::to_string(i * 7 % count) + " = " + std::to_string(i) + "\n";
    }
    const ParsedText t("b {\n" + text + text + "}\n");
    const BodyId body = t.ast().blocks(t.parsed.body)[0].body;
    for (int i = 0; i < count; ++i) {
      const Attribute* found = t.ast().Find(body, "a" + std::to_string(i * 7 % count));
      ASSERT_NE(found, nullptr) << i;
      EXPECT_EQ(found, &t.ast().attributes(body)[i]) << "the first of that name";
    }
    EXPECT_EQ(t.ast().Find(body, "b"), nullptr);
    EXPECT_EQ(t.ast().Find(body, "a"), nullptr);
  }
}

// ---- broken

TEST(HclBroken, UnclosedQuote) {
  const ParsedText t("resource \"a\" \"b {\n  x = 1\n  y = \"z\n  w = 2\n}\nc {\n  d = 1\n}\n");
  EXPECT_EQ(Outline(t), "resource.a.b{ x y! w ...} c{ d } ");
  EXPECT_EQ(t.Problems(), (Lines{"1:14 `\"` is never closed on its line",
                                 "3:7 `\"` is never closed on its line"}));
}

TEST(HclBroken, MergeConflict) {
  const ParsedText t(
      "a {\n<<<<<<< HEAD\n  b = 1\n=======\n  b = 2\n>>>>>>> branch\n  c = 3\n}\nd = 4\n");
  EXPECT_EQ(Outline(t), "d a{ b b c ...} ");
  EXPECT_EQ(t.Problems(),
            (Lines{"2:1 expected a block or an attribute", "4:1 expected a block or an attribute",
                   "6:1 expected a block or an attribute"}));
}

TEST(HclBroken, UnclosedBrace) {
  const ParsedText t("a {\n  b = 1\n  c {\n    d = 2\n}\n\ne {\n  f = 3\n}\n");
  EXPECT_EQ(Outline(t), "a{ b c{ d } ...} e{ f } ");
  EXPECT_EQ(t.Problems(), (Lines{"1:3 `{` is never closed"}));
}

TEST(HclBroken, HalfTypedAttributesCostThemselves) {
  const ParsedText t(
      "a {\n  b = 1\n  c =\n  d = 2\n  e\n  f = var.\n  g = [1,\n  h = 3\n  i = {\n    j = }\n}\nk "
      "= 1");
  EXPECT_EQ(Outline(t), "k a{ b c! d f! g! h i! ...} ");
  EXPECT_EQ(t.Problems().size(), 5u);
  EXPECT_EQ(t.Problems()[0], "3:3 `c` has no value");
  EXPECT_EQ(t.Problems()[1], "5:3 expected a block or an attribute");
}

TEST(HclBroken, AnErrorInANestedBlockStaysThere) {
  const ParsedText t("a {\n  b {\n    c = = 1\n    d = 2\n  }\n  e = 3\n}\n");
  EXPECT_EQ(Outline(t), "a{ e b{ c! d } } ");
  EXPECT_EQ(t.Problems(), (Lines{"3:9 cannot parse `=`"}));
}

// Where the grammar goes on behind an error is a guess: {b = <nothing> c = 2} would read as b = c.
TEST(HclBroken, AValueWithAnErrorInItIsNotHalfTrusted) {
  const ParsedText t("x = {\n  a = 1\n  b =\n  c = 2\n}\ny = 1\n");
  EXPECT_EQ(Outline(t), "x! y ");
  EXPECT_EQ(t.Text(t["x"].span), "{\n  a = 1\n  b =\n  c = 2\n}");
  EXPECT_EQ(t.Problems().size(), 1u);
}

TEST(HclBroken, UnclosedHeredoc) {
  const ParsedText t("a {\n  b = 1\n  c = <<EOT\n  x\n}\nd {\n  e = 1\n}\n");
  EXPECT_EQ(Outline(t), "a{ b c! ...} d{ e } ");
  EXPECT_EQ(t.Problems(), (Lines{"3:7 `<<EOT` is never closed"}));
}

TEST(HclBroken, NotHclAtAll) {
  for (const std::string text : {"{\"a\": 1}", "\"", "${", "<<EOT", "\\", "=", "a", "a \"b\"",
                                 "\xff\xfe", "a = \"\xff\"", "a = <<\n", "a = ${b}"}) {
    const ParsedText t(text);
    EXPECT_EQ(t.ast().blocks(t.parsed.body).size(), 0u) << text;
  }
}

// ---- hostile

TEST(HclHostile, DepthIsBoundedWhateverNests) {
  const auto repeat = [](std::string_view text, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += text;
    return out;
  };
  const Lines texts = {
      "x = " + repeat("a ? b : ", 3000) + "c",
      "x = " + repeat("!", 3000) + "a",
      "x = " + repeat("a && ", 3000) + "b",
      "x = a" + repeat(".b", 3000),
      "x = a" + repeat("[*].b", 3000),
      "x = a" + repeat(".*.b", 3000),
      "x = a" + repeat("[0]", 3000),
      "x = \"" + repeat("%{ if a }", 3000) + "\"",
      "x = " + repeat("(", 250) + "a" + repeat(")", 250),
  };
  for (const std::string& text : texts) {
    const ParsedText t(text + "\ny = 1\n");
    EXPECT_NE(t.ast().Find(t.parsed.body, "x"), nullptr) << text.substr(0, 20);
    EXPECT_NE(t.ast().Find(t.parsed.body, "y"), nullptr) << text.substr(0, 20);
  }
  for (std::size_t i = 0; i < 7; ++i) {
    const ParsedText t(texts[i]);
    ASSERT_FALSE(t.parsed.problems.empty()) << texts[i].substr(0, 20);
    EXPECT_EQ(t.parsed.problems[0].kind, Problem::kLimit) << texts[i].substr(0, 20);
  }
  EXPECT_TRUE(ParsedText(texts[8]).parsed.problems.empty());
}

// Doubling the text much more than doubles the time of what is not linear; 100 KB of it would take
// minutes.
TEST(HclHostile, TimeIsLinear) {
  const auto repeat = [](std::string_view text, std::size_t bytes) {
    std::string out;
    while (out.size() < bytes) out += text;
    return out;
  };
  constexpr std::size_t kBytes = 100'000;
  const Lines texts = {
      "x = \"" + repeat("${", kBytes) + "\"",
      repeat("x = = 1\n", kBytes),
      "a {\n" + repeat("x = = 1\n", kBytes) + "}\n",
      "x = [" + repeat("1,", kBytes) + "]",
      "x = {" + repeat("a=1,", kBytes) + "}",
      "x = <<E\n" + repeat("${a}", kBytes) + "\nE\n",
      "x = \"" + repeat("\\n", kBytes) + "\"",
      "x = <<-E\n" + repeat("  a\n", kBytes) + "  E\n",
      "a {\n" + repeat("b {\n", 200 * 4) + repeat("x = \"\n", kBytes),
      "x = " + repeat("<<A\n", kBytes),
  };
  for (const std::string& text : texts) {
    const std::clock_t begin = std::clock();
    const ParsedText t(text);
    const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    EXPECT_LT(took, 20.0) << text.substr(0, 20);
  }
}

// The time that tree-sitter takes for these grows with the square of their size.
TEST(HclParser, ValuesFullOfErrorsAreGivenUp) {
  const auto repeat = [](const std::string& text, std::size_t bytes) {
    std::string all;
    while (all.size() < bytes) all += text;
    return all;
  };
  for (const auto& [open, inside, close] : {std::array<std::string, 3>{"", "\"", ""},
                                            {"{", "a ", "}"},
                                            {"", "{}", ""},
                                            {"", "x = ", "1"},
                                            {"f(", "a b,", "c)"}}) {
    const ParsedText t("a {\n  before = f(1)\n  wrong = " + open + repeat(inside, 200'000) + close +
                       "\n  after = f(2)\n}\n");
    EXPECT_EQ(Outline(t), "a{ before wrong! after } ") << inside;
    ASSERT_EQ(t.Problems().size(), 1u) << inside;
    const Problem& problem = t.parsed.problems[0];
    EXPECT_EQ(problem.kind, Problem::kLimit);
    EXPECT_EQ(problem.message, "takes more steps to parse than execlint makes: not read");
    EXPECT_EQ(problem.span.begin, 30u) << inside;  // the value
  }
}

TEST(HclParser, ThreadsShareNothing) {
  SourceMap sources;
  const FileId file =
      sources.AddFile("main.tf", "a {\n  b = <<E\n${f(\"x\", [1, 2])}\nE\n  c = \"d\n}\n");
  const std::string expected = CanonicalDump(sources, file);
  const Parser parser;
  std::vector<std::string> found(4);
  std::vector<std::thread> threads;
  for (std::string& dump : found) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) dump = CanonicalDump(sources, file, parser);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& dump : found) EXPECT_EQ(dump, expected);
}

}  // namespace
}  // namespace execlint::hcl
