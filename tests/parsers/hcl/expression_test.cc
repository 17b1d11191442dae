// Every form of expression: what it becomes, and where it begins and ends.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "tests/parsers/hcl/canonical_dump.h"
#include "tests/parsers/hcl/parsed.h"

namespace execlint::hcl {
namespace {

// The canonical form of `x = <text>`, with every `@begin-end` replaced by the text it covers.
std::string Tree(std::string_view text) {
  const ParsedValue parsed(text);
  const std::string dump = CanonicalDump(*parsed.sources, parsed.ast(), parsed.Value("x"));
  std::string out;
  for (std::size_t i = 0; i < dump.size();) {
    if (dump[i] != '@') {
      out += dump[i++];
      continue;
    }
    const std::size_t dash = dump.find('-', i);
    const std::size_t end = dump.find_first_not_of("0123456789", dash + 1);
    const auto begin_offset = static_cast<std::uint32_t>(std::stoul(dump.substr(i + 1)));
    const auto end_offset = static_cast<std::uint32_t>(std::stoul(dump.substr(dash + 1)));
    out += "`";
    out += parsed.Text({parsed.file, begin_offset, end_offset});
    out += "`";
    i = end == std::string::npos ? dump.size() : end;
  }
  EXPECT_TRUE(parsed.parsed.problems.empty()) << parsed.Problems()[0];
  return out;
}

TEST(HclExpression, Literals) {
  EXPECT_EQ(Tree("true"), "true`true`");
  EXPECT_EQ(Tree("false # no"), "false`false`");
  EXPECT_EQ(Tree("null"), "null`null`");
  EXPECT_EQ(Tree("1"), "#3ff0000000000000`1`");
  EXPECT_EQ(Tree("1.50"), "#3ff8000000000000`1.50`");
  EXPECT_EQ(Tree("2.5e1"), "#4039000000000000`2.5e1`");
}

TEST(HclExpression, NumberKeepsItsSpelling) {
  const ParsedValue parsed("123456789012345678901");
  ASSERT_NE(parsed.As<Number>(), nullptr);
  EXPECT_EQ(parsed.As<Number>()->text, "123456789012345678901");
}

TEST(HclExpression, Exponents) {
  EXPECT_EQ(Tree("1e3"), "#408f400000000000`1e3`");
  EXPECT_EQ(Tree("5E-1"), "#3fe0000000000000`5E-1`");
  // Only the number is one: names and texts keep what looks like an exponent.
  EXPECT_EQ(Tree(R"([1e+2, a1e3, "1e-3${b}"])"),
            "(tuple #4059000000000000`1e+2` v:a1e3`a1e3` (t '1e-3' v:b`b`)`\"1e-3${b}\"`)"
            "`[1e+2, a1e3, \"1e-3${b}\"]`");
}

TEST(HclExpression, Strings) {
  EXPECT_EQ(Tree(R"("")"), R"((t)`""`)");
  EXPECT_EQ(Tree(R"("a b")"), R"((t 'a b')`"a b"`)");
  EXPECT_EQ(Tree(R"("a${b}")"), R"((t 'a' v:b`b`)`"a${b}"`)");
  EXPECT_EQ(Tree(R"("${b}")"), R"((w v:b`b`)`"${b}"`)");
  EXPECT_EQ(Tree(R"("${b}${c}")"), R"((t v:b`b` v:c`c`)`"${b}${c}"`)");
}

TEST(HclExpression, References) {
  EXPECT_EQ(Tree("var.a"), "(. v:var`var` a)`var.a`");
  EXPECT_EQ(Tree("a.b.c"), "(. (. v:a`a` b)`a.b` c)`a.b.c`");
  EXPECT_EQ(Tree("a[0]"), "([] v:a`a` #0000000000000000)`a[0]`");
  EXPECT_EQ(Tree("a[\"k\"].b"), "(. ([] v:a`a` 'k')`a[\"k\"]` b)`a[\"k\"].b`");
  EXPECT_EQ(Tree("a[ b ]"), "([] v:a`a` v:b`b`)`a[ b ]`");
  EXPECT_EQ(Tree("a.0.b"), "(. ([] v:a`a` #0000000000000000)`a.0` b)`a.0.b`");
}

TEST(HclExpression, LegacyIndexIsMarkedAndItsKeyIsTheDigits) {
  const ParsedValue parsed("a.12");
  ASSERT_NE(parsed.As<Index>(), nullptr);
  EXPECT_TRUE(parsed.As<Index>()->legacy);
  EXPECT_EQ(parsed.Text(parsed.ast()[parsed.As<Index>()->key].span), "12");
  EXPECT_FALSE(ParsedValue("a[12]").As<Index>()->legacy);
}

TEST(HclExpression, NamesHavePlaces) {
  const ParsedValue parsed("a.bc");
  EXPECT_EQ(parsed.Text(parsed.As<GetAttr>()->name.span), "bc");
  const ParsedValue call("provider::aws::arn_parse(x)");
  EXPECT_EQ(call.Text(call.As<Call>()->function.span), "provider::aws::arn_parse");
}

TEST(HclExpression, FullSplatTakesTheRest) {
  EXPECT_EQ(Tree("a[*]"), "(splat v:a`a` *`[*]`)`a[*]`");
  EXPECT_EQ(Tree("a[*].b"), "(splat v:a`a` (. *`[*]` b)`[*].b`)`a[*].b`");
  EXPECT_EQ(Tree("a[*][0].b"),
            "(splat v:a`a` (. ([] *`[*]` #0000000000000000)`[*][0]` b)`[*][0].b`)`a[*][0].b`");
  EXPECT_EQ(Tree("a[*].b[*].c"),
            "(splat v:a`a` (splat (. *`[*]` b)`[*].b` (. *`[*]` c)`[*].c`)`[*].b[*].c`)"
            "`a[*].b[*].c`");
}

TEST(HclExpression, AttributeSplatTakesNamesOnly) {
  EXPECT_EQ(Tree("a.*.b"), "(splat v:a`a` (. *`.*` b)`.*.b`)`a.*.b`");
  EXPECT_EQ(Tree("a.*.b[0]"),
            "([] (splat v:a`a` (. *`.*` b)`.*.b`)`a.*.b` #0000000000000000)`a.*.b[0]`");
  EXPECT_EQ(Tree("a.*.b.0"),
            "(splat v:a`a` ([] (. *`.*` b)`.*.b` #0000000000000000)`.*.b.0`)`a.*.b.0`");
}

TEST(HclExpression, Calls) {
  EXPECT_EQ(Tree("f()"), "(call f)`f()`");
  EXPECT_EQ(Tree("f(a, 1)"), "(call f v:a`a` #3ff0000000000000`1`)`f(a, 1)`");
  EXPECT_EQ(Tree("f(a...)"), "(call f v:a`a` ...)`f(a...)`");
  EXPECT_EQ(Tree("f(a,)"), "(call f v:a`a`)`f(a,)`");
  EXPECT_EQ(Tree("f(a).b"), "(. (call f v:a`a`)`f(a)` b)`f(a).b`");
}

TEST(HclExpression, ConditionalsNestToTheRight) {
  EXPECT_EQ(Tree("a ? b : c"), "(? v:a`a` v:b`b` v:c`c`)`a ? b : c`");
  EXPECT_EQ(Tree("a ? b : c ? d : e"),
            "(? v:a`a` v:b`b` (? v:c`c` v:d`d` v:e`e`)`c ? d : e`)`a ? b : c ? d : e`");
  EXPECT_EQ(Tree("a ? b ? c : d : e"),
            "(? v:a`a` (? v:b`b` v:c`c` v:d`d`)`b ? c : d` v:e`e`)`a ? b ? c : d : e`");
  EXPECT_EQ(Tree("(a ? b : c) ? d : e"),
            "(? (p (? v:a`a` v:b`b` v:c`c`)`a ? b : c`)`(a ? b : c)` v:d`d` v:e`e`)"
            "`(a ? b : c) ? d : e`");
}

TEST(HclExpression, OperatorsBindAsTheyDoInTerraform) {
  // Each stronger than the one before it; equal ones to the left.
  const std::vector<std::string_view> signs = {"||", "&&", "==", ">", "+", "*"};
  for (std::size_t i = 0; i + 1 < signs.size(); ++i) {
    const std::string weak(signs[i]);
    const std::string strong(signs[i + 1]);
    EXPECT_EQ(Tree("a " + weak + " b " + strong + " c"),
              "(" + weak + " v:a`a` (" + strong + " v:b`b` v:c`c`)`b " + strong + " c`)`a " + weak +
                  " b " + strong + " c`");
    EXPECT_EQ(Tree("a " + strong + " b " + weak + " c"),
              "(" + weak + " (" + strong + " v:a`a` v:b`b`)`a " + strong + " b` v:c`c`)`a " +
                  strong + " b " + weak + " c`");
  }
  for (const auto& [first, second] :
       {std::pair{"-", "+"}, {"/", "*"}, {"%", "/"}, {"<=", ">="}, {"<", ">"}, {"!=", "=="}}) {
    const std::string text = std::string("a ") + first + " b " + second + " c";
    EXPECT_EQ(Tree(text), std::string("(") + second + " (" + first + " v:a`a` v:b`b`)`a " + first +
                              " b` v:c`c`)`" + text + "`");
  }
}

TEST(HclExpression, UnaryOperators) {
  EXPECT_EQ(Tree("-a.b"), "(u- (. v:a`a` b)`a.b`)`-a.b`");
  EXPECT_EQ(Tree("!a && b"), "(&& (u! v:a`a`)`!a` v:b`b`)`!a && b`");
  EXPECT_EQ(Tree("!!a"), "(u! (u! v:a`a`)`!a`)`!!a`");
  EXPECT_EQ(Tree("-a + b"), "(+ (u- v:a`a`)`-a` v:b`b`)`-a + b`");
}

TEST(HclExpression, Collections) {
  EXPECT_EQ(Tree("[]"), "(tuple)`[]`");
  EXPECT_EQ(Tree("[a, b,]"), "(tuple v:a`a` v:b`b`)`[a, b,]`");
  EXPECT_EQ(Tree("{}"), "(object)`{}`");
  EXPECT_EQ(Tree("{a = b}"), "(object k:a`a` = v:b`b`)`{a = b}`");
  EXPECT_EQ(Tree("{\"a\" : b, c = d}"),
            "(object (t 'a')`\"a\"` = v:b`b` k:c`c` = v:d`d`)`{\"a\" : b, c = d}`");
  EXPECT_EQ(Tree("{\n  a = 1\n  b = 1\n}"),
            "(object k:a`a` = #3ff0000000000000`1` k:b`b` = #3ff0000000000000`1`)"
            "`{\n  a = 1\n  b = 1\n}`");
}

TEST(HclExpression, KeysThatAreWordsAndKeysThatAreNot) {
  const ParsedValue parsed("{a = 1, true = 2, (b) = 3, c.d = 4, \"e\" = 5}");
  ASSERT_NE(parsed.As<Object>(), nullptr);
  std::vector<std::string_view> names;
  for (const ObjectItem& item : parsed.ast().items(*parsed.As<Object>()))
    names.push_back(item.name);
  EXPECT_EQ(names, (std::vector<std::string_view>{"a", "true", "", "", ""}));
}

TEST(HclExpression, For) {
  EXPECT_EQ(Tree("[for v in a : v]"), "(for-tuple v v:a`a` value v:v`v`)`[for v in a : v]`");
  EXPECT_EQ(Tree("[for k, v in a : v if k]"),
            "(for-tuple k,v v:a`a` value v:v`v` if v:k`k`)`[for k, v in a : v if k]`");
  EXPECT_EQ(Tree("{for k, v in a : k => v...}"),
            "(for-object k,v v:a`a` key v:k`k` value v:v`v` ...)`{for k, v in a : k => v...}`");
}

TEST(HclExpression, Parentheses) {
  EXPECT_EQ(Tree("(a)"), "(p v:a`a`)`(a)`");
  EXPECT_EQ(Tree("(a).b"), "(. (p v:a`a`)`(a)` b)`(a).b`");
  EXPECT_EQ(Tree("(a + b) * c"), "(* (p (+ v:a`a` v:b`b`)`a + b`)`(a + b)` v:c`c`)`(a + b) * c`");
}

TEST(HclExpression, CommentsBetweenTokensAreNothing) {
  EXPECT_EQ(Tree("[ # one\n a, // two\n /* three */ b\n]"),
            "(tuple v:a`a` v:b`b`)`[ # one\n a, // two\n /* three */ b\n]`");
}

TEST(HclExpression, ConstantString) {
  const auto constant = [](std::string_view text) {
    const ParsedValue parsed(text);
    return parsed.ast().ConstantString(parsed.Value("x"));
  };
  EXPECT_EQ(constant(R"("a\tb")"), "a\tb");
  EXPECT_EQ(constant(R"(("a"))"), "a");
  EXPECT_EQ(constant("\"\""), "");
  EXPECT_EQ(constant("\"${a}\""), std::nullopt);
  EXPECT_EQ(constant("1"), std::nullopt);
}

// ---- a whole buffer as one expression

std::string ExpressionAlone(std::string text, std::vector<Problem>* problems = nullptr) {
  SourceMap sources;
  const FileId file = sources.AddFile("value", std::move(text));
  const ParsedExpression parsed = Parser().ParseExpression(sources, file);
  if (problems != nullptr) *problems = parsed.problems;
  return CanonicalDump(sources, parsed.ast, parsed.expression);
}

TEST(HclExpression, AloneInABuffer) {
  EXPECT_EQ(ExpressionAlone("[\"a\", b]"), "(tuple (t 'a')@1-4 v:b@6-7)@0-8");
  EXPECT_EQ(ExpressionAlone("  true \n"), "true@2-6");
  EXPECT_EQ(ExpressionAlone("\xEF\xBB\xBF{a = 1}"),
            "(object k:a@4-5 = #3ff0000000000000@8-9)@3-10");
  EXPECT_EQ(ExpressionAlone("<<EOT\nx\nEOT\n"), "(t 'x\\0a')@0-11");
}

TEST(HclExpression, WhatIsNotOneExpressionIsBroken) {
  for (const std::string text : {"", "1 2", "a = ", "[1", "b\nc = 1", "}", "\"a"}) {
    std::vector<Problem> problems;
    EXPECT_TRUE(ExpressionAlone(text, &problems).starts_with("(broken)")) << text;
    EXPECT_FALSE(problems.empty()) << text;
  }
}

}  // namespace
}  // namespace execlint::hcl
