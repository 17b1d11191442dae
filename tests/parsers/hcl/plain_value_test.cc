#include "parsers/hcl/plain_value.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

#include "parsers/hcl/parser.h"
#include "tests/parsers/hcl/canonical_dump.h"

namespace execlint::hcl {
namespace {

// What is made of the whole text; `none` if it is left to the grammar.
std::string Plain(const std::string& text) {
  SourceMap sources;
  const FileId file = sources.AddFile("a", text);
  AstBuilder builder;
  const Span all{file, 0, static_cast<std::uint32_t>(text.size())};
  const auto value = ReadPlainValue(sources, all, builder);
  if (!value) return "none";
  const Ast ast = builder.Finish();
  return CanonicalDump(sources, ast, *value);
}

// What the grammar makes of it; `wrong` if it holds an error.
std::string ByGrammar(const std::string& text) {
  SourceMap sources;
  const FileId file = sources.AddFile("a", text);
  const ParsedExpression parsed = Parser().ParseExpression(sources, file);
  if (!parsed.problems.empty()) return "wrong";
  return CanonicalDump(sources, parsed.ast, parsed.expression);
}

TEST(PlainValue, IsWhatTheGrammarMakesOfIt) {
  for (const char* text : {R"("")",
                           R"("a b")",
                           R"("#x // y")",
                           "0",
                           "12",
                           "007",
                           "1.5",
                           "1.5e3",
                           "true",
                           "false",
                           "null",
                           "a",
                           "aws_iam_role.task-x.arn",
                           "_x.y",
                           "[]",
                           "[ ]",
                           "[1,]",
                           "[\"a\",\n \"b\" , c.d\r\n]",
                           "truely",
                           "nullx.y",
                           "[true, null]",
                           "[[1], {}]",
                           "a[0]",
                           "a[b[\"c\"].d].e",
                           R"("${a}")",
                           R"("x-${ a.b }${c[0]}y")",
                           R"("${f(a)}")",
                           R"("${true}")",
                           "f()",
                           "f( a, \"b\",\n{ c = 1 } )",
                           "f(a)[0].b",
                           "{}",
                           "{\n}",
                           "{ a = 1 }",
                           "{ a = 1, \"b\": c.d,}",
                           "{a=b\r\n\"${c}\" = [d]\n\n}",
                           R"("$")",
                           R"("100%")",
                           R"("a $b% ${c}%d $")",
                           "f(a,)",
                           "f(a # one\n, b, // two\n)",
                           "{a = 1, # one\n}",
                           "{ # one\n a = 1 # two\r\n // three }\n /* four\n */ b = 2 //\n }",
                           "[ # one ]\n 1, /* 2, */ 3 # four\n ]",
                           "[/**/]",
                           R"("${a + b}")",
                           R"("${a == "b" ? "c" : d}-e")",
                           "-1",
                           "! a",
                           "!f(a)[0]",
                           "a[b + 1]",
                           "a[-1]",
                           "f(a) + 1",
                           "a == b",
                           "a - 1 - b",
                           "a-1 -b",
                           "a + b * c - d / e % 2",
                           "a || b && c == d < e + 1",
                           "a < b == c",
                           "(a || b) && !c",
                           "(a)[0].b",
                           "( # one\n a )",
                           "a ? b : c",
                           "a?b:c",
                           "a ? b ? 1 : 2 : c ? d : e",
                           "a == 1 ? [b] : {}",
                           "{a = b ? 1 : 2, c = -1}",
                           "[a ? b : c, d && e]"}) {
    EXPECT_EQ(Plain(text), ByGrammar(text)) << text;
    EXPECT_NE(Plain(text), "none") << text;
  }
}

// The grammar takes an exponent behind a fraction only.
TEST(PlainValue, ReadsExponentsOfWholeNumbers) {
  const std::string same = ByGrammar("1.0e3");
  EXPECT_EQ(Plain("1e3"), same.substr(0, same.find('@')) + "@0-3");
}

TEST(PlainValue, LeavesTheRestToTheGrammar) {
  for (const char* text : {"",
                           " 1",
                           "1 ",
                           R"("a)",
                           R"("a\n")",
                           R"("${~a}")",
                           R"("${a ~}")",
                           R"("${}")",
                           R"("$${a}")",
                           R"("${a")",
                           R"("%{if a}")",
                           "1.",
                           "1e",
                           "1e+",
                           "a[*]",
                           "a[0",
                           "a[]",
                           "true[0]",
                           "a.0",
                           "a.*.b",
                           "a.",
                           "a b",
                           "f(",
                           "f(a b)",
                           "f(a...)",
                           "a::b()",
                           "true.x",
                           "null.x",
                           "[a b]",
                           "[,]",
                           "[1",
                           "{a = 1 /* one */ b = 2}",
                           "{a = 1 b = 2}",
                           "{a = 1 /* one */\n}",
                           "[1 /* one",
                           "[1 # one ]",
                           "a ? b",
                           "a ? b :",
                           "a ==",
                           "== a",
                           "!",
                           "!!a",
                           "- -1",
                           "a & b",
                           "(a",
                           "()",
                           "(a, b)",
                           "[a\n ? b : c]",
                           R"("$${a}")",
                           R"("%%{a}")",
                           R"("$$")",
                           "{a = 1\n b}",
                           "{a.b = 1}",
                           "{(a) = 1}",
                           "{a = b\n ? 1 : 2}",
                           "{true = 1}",
                           "{for k, v in m : k => v}",
                           "{,}",
                           "1 # one",
                           "for",
                           "[for x in y : x]",
                           "in.x",
                           "a.b...",
                           "1x"}) {
    EXPECT_EQ(Plain(text), "none") << text;
  }
}

TEST(PlainValue, WhateverItReadsTheGrammarReadsAlike) {
  constexpr std::array kPieces = {
      "\"",   "\"a\"",    "\"b c\"", "a",       "b-c", ".",        ",", " ", "\n", "[",
      "]",    "/*",       "*/",      "# a\n",   "//",  "%",        "1", "0", "x_", "-",
      "in",   "null",     "true",    "$",       "{",   "}",        "(", "#", "/",  "\r",
      "\t",   "{a = ",    "b: ",     "= ",      "f(",  "g()",      ")", "}", "}",  "${",
      "${a}", "${ b.c }", "a[0]",    "[\"k\"]", "[d]", "\"${a}\"", "~"};
  std::mt19937 random(3);
  int plain = 0;
  for (int round = 0; round < 60'000; ++round) {
    constexpr std::array<std::array<std::string_view, 2>, 4> kAround = {
        {{"", ""}, {"[", "]"}, {"{", "}"}, {"f(", ")"}}};
    const auto& [open, close] = kAround[random() % kAround.size()];
    std::string text(open);
    for (std::size_t n = random() % 8; n > 0; --n) text += kPieces[random() % kPieces.size()];
    if (random() % 4 != 0) text += close;
    const std::string read = Plain(text);
    if (read == "none") continue;
    ++plain;
    ASSERT_EQ(read, ByGrammar(text)) << text;
  }
  EXPECT_GT(plain, 2000);
}

}  // namespace
}  // namespace execlint::hcl
