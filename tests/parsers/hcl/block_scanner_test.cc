// Which items are found, where they begin and end, and what happens around something broken.
#include "parsers/hcl/block_scanner.h"

#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/source_map.h"

namespace execlint::hcl {
namespace {

using Lines = std::vector<std::string>;

struct Scanned {
  explicit Scanned(std::string text)
      : file(sources.AddFile("main.tf", std::move(text))), scan(Scan(sources, file)) {}

  std::string Text(Span span) const { return std::string(sources.Text(span)); }

  // "type label label", with the item's state where it is not whole.
  Lines Heads() const {
    Lines out;
    for (const Item& item : scan.items) {
      std::string line(item.type.text);
      for (const Name& label : scan.labels(item)) line += " " + std::string(label.text);
      if (item.state == Item::kUnclosed) line += " (unclosed)";
      if (item.state == Item::kLimit) line += " (limit)";
      out.push_back(line);
    }
    return out;
  }
  Lines Texts() const {
    Lines out;
    for (const Item& item : scan.items) out.push_back(Text(item.span));
    return out;
  }
  Lines Problems() const {
    Lines out;
    for (const Problem& d : scan.problems) {
      const LineColumn at = sources.Locate(file, d.span.begin);
      out.push_back(std::to_string(at.line) + ":" + std::to_string(at.column) + " " + d.message);
    }
    return out;
  }

  SourceMap sources;
  FileId file;
  ScannedFile scan;
};

TEST(HclScan, BlocksAndAttributes) {
  const Scanned s("a = 1\nresource \"x\" y {\n  z = 2\n}\nlocals {}\n");
  EXPECT_EQ(s.Heads(), (Lines{"a", "resource x y", "locals"}));
  EXPECT_EQ(s.Texts(), (Lines{"a = 1", "resource \"x\" y {\n  z = 2\n}", "locals {}"}));
  EXPECT_EQ(s.scan.items[0].kind, Item::kAttribute);
  EXPECT_EQ(s.scan.items[1].kind, Item::kBlock);
  EXPECT_EQ(s.Text(s.scan.items[1].body), "\n  z = 2\n");
  EXPECT_EQ(s.Text(s.scan.items[1].type.span), "resource");
  EXPECT_EQ(s.Text(s.scan.labels(s.scan.items[1])[0].span), "\"x\"");
  EXPECT_EQ(s.Text(s.scan.labels(s.scan.items[1])[1].span), "y");
  EXPECT_EQ(s.Problems(), (Lines{}));
}

TEST(HclScan, AnAttributeEndsWithItsValue) {
  EXPECT_EQ(Scanned("a = 1  # c\nb = 2 /* c */ \nc = 3\t// c\nd = \"#\"").Texts(),
            (Lines{"a = 1", "b = 2", "c = 3", "d = \"#\""}));
  EXPECT_EQ(Scanned("a = [\n  1, # ]\n]\nb = f(\n)").Texts(),
            (Lines{"a = [\n  1, # ]\n]", "b = f(\n)"}));
}

TEST(HclScan, LineEndsByteOrderMarkTabsAndNoFinalLineEnd) {
  const Scanned s("\xEF\xBB\xBF\tq {\r\n\ta = 1\r\n}\r\nb\t=\t2\r\nc = 3");
  EXPECT_EQ(s.Texts(), (Lines{"q {\r\n\ta = 1\r\n}", "b\t=\t2", "c = 3"}));
  EXPECT_EQ(s.scan.items[0].span.begin, 4u);
  EXPECT_EQ(s.Problems(), (Lines{}));
  EXPECT_EQ(Scanned("").Heads(), (Lines{}));
  EXPECT_EQ(Scanned("\xEF\xBB\xBF").Heads(), (Lines{}));
}

// Text that was copied from a web page, or files that were put together with their marks.
TEST(HclScan, ACharacterOfNoNameIsToldAndCountsAsWhiteSpace) {
  for (const char* foreign : {"\xEF\xBB\xBF", "\xC2\xA0", "\xE2\x80\x8B", "\xE2\x80\x9C", "\xFF"}) {
    const std::string text(foreign);
    const Scanned before("a = 1\n" + text + "b \"c\" {\n}\nd = 2");
    EXPECT_EQ(before.Texts(), (Lines{"a = 1", "b \"c\" {\n}", "d = 2"})) << text;
    ASSERT_EQ(before.scan.problems.size(), 1u) << text;
    EXPECT_EQ(before.Text(before.scan.problems[0].span), text);
    const Scanned between("b" + text + "\"c\"" + text + "{\n}\na" + text + "= 1");
    EXPECT_EQ(between.Texts(), (Lines{"b" + text + "\"c\"" + text + "{\n}", "a" + text + "= 1"}));
    EXPECT_EQ(between.scan.problems.size(), 2u) << "one for a line";
    EXPECT_EQ(between.scan.items[0].type.text, "b");
    EXPECT_EQ(between.scan.labels(between.scan.items[0]).size(), 1u);
  }
  EXPECT_EQ(Scanned("\xC2\xA0"
                    "a = 1")
                .scan.problems[0]
                .message,
            "unexpected character U+00A0");
  EXPECT_EQ(Scanned("\xFF"
                    "a = 1")
                .scan.problems[0]
                .message,
            "unexpected byte 0xFF");
  EXPECT_EQ(Scanned("\xEF\xBB\xBF\xEF\xBB\xBF"
                    "a = 1")
                .scan.problems[0]
                .span.begin,
            3u);
}

TEST(HclScan, NamesMayHaveLettersOfAnyScript) {
  const Scanned s("größe = 1\nимя \"a\" 名前 {\n}\na\u0301 = 1\nl\u00B7l = 2\nx9\u0669-y = 3");
  EXPECT_EQ(s.scan.items.size(), 5u);
  EXPECT_EQ(s.Problems(), (Lines{}));
  // A combining mark and a digit go on with a name and start none.
  EXPECT_EQ(Scanned("\u0301a = 1").scan.problems.size(), 1u);
  EXPECT_EQ(Scanned("\u0669a = 1").scan.problems.size(), 1u);
}

// Two on the line of which the first is told; the second line has its own.
TEST(HclScan, AForeignCharacterIsToldOncePerLine) {
  EXPECT_EQ(Scanned("b \u201Cc\u201D \u201Cd\u201D {\n}\n\u201Ca = 1").scan.problems.size(), 2u);
  // The second line is read twice: first to see whether it goes on with the first.
  EXPECT_EQ(Scanned("a\n\u00A0b {\n}").scan.problems.size(), 2u);
  // What is read again after an item that is not closed is told once.
  EXPECT_EQ(Scanned("a {\n  x = 1\n\u00A0b {\n}").scan.problems.size(), 1u);
}

TEST(HclScan, BracketsInTextAreText) {
  EXPECT_EQ(
      Scanned("a {\n b = \"}\"\n c = \"\\\"}\"\n d = \"$${\" # }\n /* } */ // }\n}\ne = 1").Heads(),
      (Lines{"a", "e"}));
  EXPECT_EQ(Scanned("a {\n b = <<EOT\n}\nEOTX\n EOT x\n  EOT\n}\ne = 1").Heads(),
            (Lines{"a", "e"}));
  EXPECT_EQ(Scanned("a = <<-E.T\nb = 1").Heads(), (Lines{"a", "b"}));
}

TEST(HclScan, TemplatesNest) {
  EXPECT_EQ(Scanned("a {\n b = \"${f(\"}\", { x = \"${y}\" })}\"\n}\ne = 1").Heads(),
            (Lines{"a", "e"}));
  EXPECT_EQ(Scanned("a = <<A\n${f(<<B\n}\nA\nB\n)}A\nA\nb = 1").Heads(), (Lines{"a", "b"}));
  EXPECT_EQ(Scanned("a = \"${\n  b\n}\"\nc = 1").Heads(), (Lines{"a", "c"}));
  EXPECT_EQ(Scanned("a = \"$${\"\nb = \"$$${c}\"\nd = \"%%{\"").Heads(), (Lines{"a", "b", "d"}));
}

TEST(HclScan, CommentsOfAFile) {
  SourceMap sources;
  const std::string text =
      "# one\r\na = \"# no\" // two\nb {\n  c = <<E\n# no\n${d /* three */}\nE\n  /* fo\nur "
      "*/\n}\n#five";
  const FileId file = sources.AddFile("main.tf", text);
  Lines found;
  for (const Span& span : Comments(sources, file)) found.emplace_back(sources.Text(span));
  EXPECT_EQ(found, (Lines{"# one", "// two", "/* three */", "/* fo\nur */", "#five"}));
}

TEST(HclScan, CommentsAroundSomethingUnclosedAreFoundOnce) {
  SourceMap sources;
  const FileId file =
      sources.AddFile("main.tf", "a { # one\n# two\nb {\n # three\n}\nfoo # four\n# five\n");
  Lines found;
  for (const Span& span : Comments(sources, file)) found.emplace_back(sources.Text(span));
  EXPECT_EQ(found, (Lines{"# one", "# two", "# three", "# five"}));
}

TEST(HclScan, ACommentThatIsCutThroughIsNone) {
  SourceMap sources;
  const FileId file = sources.AddFile("main.tf", "a = f( /* x\nb = 1 */\n# c\n");
  Lines found;
  for (const Span& span : Comments(sources, file)) found.emplace_back(sources.Text(span));
  EXPECT_EQ(found, (Lines{"# c"}));
}

TEST(HclScan, PartOfAFile) {
  const Scanned s("a {\n  b = 1\n  c \"d\" {}\n}\n");
  const ScannedFile inside = Scan(s.sources, s.scan.items[0].body);
  ASSERT_EQ(inside.items.size(), 2u);
  EXPECT_EQ(s.Text(inside.items[0].span), "b = 1");
  EXPECT_EQ(s.Text(inside.items[1].span), "c \"d\" {}");
}

// ---- broken files

TEST(HclScanBroken, UnclosedQuoteEndsWithItsLine) {
  const Scanned s("a {\n  b = \"c\n  d = 1\n}\ne = \"f\ng = 1\n");
  EXPECT_EQ(s.Heads(), (Lines{"a", "e", "g"}));
  EXPECT_EQ(s.Problems(), (Lines{"2:7 `\"` is never closed on its line",
                                 "5:5 `\"` is never closed on its line"}));
}

TEST(HclScanBroken, UnclosedQuoteOnTheFirstLineCostsNothingElse) {
  std::string text = "resource \"aws_ecs_service\" \"web {\n  a = 1\n}\n";
  for (int i = 0; i < 12000; ++i) text += "resource \"x\" \"y\" {\n  a = \"b\"\n}\n";
  const Scanned s(text);
  EXPECT_EQ(s.scan.items.size(), 12001u);
  EXPECT_EQ(s.Heads()[0], "resource aws_ecs_service web");
  EXPECT_EQ(s.Problems(), (Lines{"1:28 `\"` is never closed on its line"}));
}

TEST(HclScanBroken, Utf16IsNamed) {
  const Scanned s(
      std::string("\xFF\xFE"
                  "a\0=\0001\0",
                  8));
  EXPECT_EQ(s.Problems(), (Lines{"1:1 text is UTF-16: save it as UTF-8"}));
  EXPECT_TRUE(s.Heads().empty());
}

TEST(HclScanBroken, MergeConflictMarkers) {
  std::string text;
  for (int i = 0; i < 3; ++i) {
    text +=
        "<<<<<<< HEAD\na {\n  b = 1\n}\n=======\nc {\n  d = 1\n}\n>>>>>>> branch\n"
        "e {\n<<<<<<< HEAD\n  f = 1\n=======\n  f = 2\n>>>>>>> branch\n}\n";
  }
  const Scanned s(text);
  EXPECT_EQ(s.Heads(), (Lines{"a", "c", "e", "a", "c", "e", "a", "c", "e"}));
  EXPECT_EQ(s.Problems()[0], "1:1 expected a block or an attribute");
  EXPECT_EQ(s.Problems().size(), 9u);
}

TEST(HclScanBroken, UnclosedBraceEndsBeforeTheNextBlock) {
  const Scanned s("a {\n  b {\n    c = 1\n}\n\n# about d\nd {\n  e = 1\n}\n");
  EXPECT_EQ(s.Heads(), (Lines{"a (unclosed)", "d"}));
  EXPECT_EQ(s.Text(s.scan.items[0].span), "a {\n  b {\n    c = 1\n}\n\n# about d");
  EXPECT_EQ(s.Problems(), (Lines{"1:3 `{` is never closed"}));
}

TEST(HclScanBroken, EveryUnclosedBlockIsFound) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "resource \"x\" \"y\" {\n  a = \"b\"\n";
  const Scanned s(text);
  EXPECT_EQ(s.scan.items.size(), 1000u);
  EXPECT_EQ(s.Problems().size(), 1000u);
}

TEST(HclScanBroken, UnclosedHeredocAndInterpolation) {
  const Scanned s("a {\n  b = <<EOT\n  x\n}\nc {\n  d = 1\n}\n");
  EXPECT_EQ(s.Heads(), (Lines{"a (unclosed)", "c"}));
  EXPECT_EQ(s.Problems(), (Lines{"2:7 `<<EOT` is never closed"}));
  const Scanned t("a = \"${f(\nb = 1\nc {\n}\n");
  EXPECT_EQ(t.Heads(), (Lines{"a (unclosed)", "b", "c"}));
}

TEST(HclScanBroken, StrayBracketsDoNotSpread) {
  EXPECT_EQ(Scanned("a {\n  b = [1\n}\nc = 1").Heads(), (Lines{"a", "c"}));
  EXPECT_EQ(Scanned("a {\n  b = 1)]\n}\nc = 1").Heads(), (Lines{"a", "c"}));
  const Scanned s("a {\n}\n}\nc = 1");
  EXPECT_EQ(s.Heads(), (Lines{"a", "c"}));
  EXPECT_EQ(s.Problems(), (Lines{"3:1 expected a block or an attribute"}));
}

TEST(HclScanBroken, LinesOfJunkAreOneProblem) {
  const Scanned s("{\n  \"a\": 1,\n  \"b\": 2\n}\nc = 1\n!\n");
  EXPECT_EQ(s.Heads(), (Lines{"c"}));
  EXPECT_EQ(s.Problems(), (Lines{"1:1 expected a block or an attribute",
                                 "6:1 expected a block or an attribute"}));
}

TEST(HclScanBroken, UnclosedCommentEndsWithItsLine) {
  const Scanned s("a = 1 /* b\nc = 2\n");
  EXPECT_EQ(s.Heads(), (Lines{"a", "c"}));
  EXPECT_EQ(s.Problems(), (Lines{"1:7 `/*` is never closed"}));
}

// ---- hostile files

std::string Repeat(std::string_view text, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += text;
  return out;
}

TEST(HclScanHostile, DepthIsBounded) {
  const std::string deep = "a = " + std::string(300, '[') + std::string(300, ']') + "\nb = 1\n";
  const Scanned s(deep);
  EXPECT_EQ(s.Heads(), (Lines{"a (limit)", "b"}));
  EXPECT_EQ(s.scan.problems[0].kind, Problem::kLimit);
  const std::string fits = "a = " + std::string(256, '[') + std::string(256, ']') + "\nb = 1\n";
  EXPECT_EQ(Scanned(fits).Heads(), (Lines{"a", "b"}));
}

TEST(HclScanHostile, SizeIsBounded) {
  const Scanned s("a = \"" + std::string(kMaxItemBytes, 'x') + "\"\nb = 1\n");
  EXPECT_EQ(s.Heads(), (Lines{"a (limit)", "b"}));
  EXPECT_EQ(s.scan.problems[0].kind, Problem::kLimit);
  EXPECT_EQ(s.Text(s.scan.problems[0].span), "a");
}

// Every one of these took minutes or more if the scanner were quadratic in any of them.
TEST(HclScanHostile, TimeIsLinear) {
  constexpr std::size_t kBytes = 1 << 20;
  const std::vector<std::string> texts = {
      Repeat("x {\n", kBytes),
      Repeat("x {\n y {\n", kBytes),
      Repeat("x = <<A\n", kBytes),
      Repeat("x = \"${\n", kBytes),
      Repeat("\"${", kBytes),
      "x = " + Repeat("\"${", kBytes),
      "x = " + Repeat("[", kBytes),
      Repeat("x = [\n", kBytes),
      Repeat("/*", kBytes),
      Repeat("x = /*\n", kBytes),
      Repeat("x", kBytes),
      Repeat("x ", kBytes),
      Repeat("x\n", kBytes),
      Repeat("x \"", kBytes),
      Repeat("a{}", kBytes),
      Repeat("a{ ", kBytes),
      Repeat("}", kBytes),
      Repeat("$", kBytes),
      "x = \"" + Repeat("$", kBytes),
      "x = <<A\n" + Repeat("A \n", kBytes) + "B",
      Repeat("x {\nfoo bar\n", kBytes),
      Repeat(" x {\nx {\n", kBytes),
      Repeat("x = <<A\nfoo bar\n y z\n", kBytes),
      Repeat("\n", kBytes),
      std::string(kBytes, '\0'),
  };
  for (const std::string& text : texts) {
    const std::clock_t begin = std::clock();
    SourceMap sources;
    const FileId file = sources.AddFile("main.tf", text);
    Comments(sources, file);
    const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    EXPECT_LT(took, 10.0) << text.substr(0, 20);
  }
}

}  // namespace
}  // namespace execlint::hcl
