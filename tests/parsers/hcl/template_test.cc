// Templates: text, escapes, indentation, strip markers, directives, and the place of every piece.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/parsers/hcl/canonical_dump.h"
#include "tests/parsers/hcl/parsed.h"

namespace execlint::hcl {
namespace {

// The parts of the template that is the value of x, each as `text<source` for text, `{source}` for
// what is not text. Verbatim text is written once.
std::vector<std::string> Parts(const ParsedText& parsed, RangeOf<TemplatePart> range) {
  std::vector<std::string> out;
  for (const TemplatePart& part : parsed.ast().parts(range)) {
    const std::string source(parsed.Text(part.span));
    if (const auto* text = std::get_if<Text>(&part.form)) {
      if (text->verbatim) {
        EXPECT_EQ(text->text, source);
      }
      out.push_back(text->verbatim ? source : std::string(text->text) + "<" + source);
    } else {
      out.push_back("{" + source + "}");
    }
  }
  return out;
}

std::vector<std::string> PartsOf(std::string_view text) {
  const ParsedValue parsed(text);
  EXPECT_TRUE(parsed.parsed.problems.empty()) << parsed.Problems()[0];
  const auto* written = parsed.As<Template>();
  if (written == nullptr) return {"not a template"};
  return Parts(parsed, written->parts);
}

using Expected = std::vector<std::string>;

TEST(HclTemplate, PlainStringIsOneVerbatimPart) {
  EXPECT_EQ(PartsOf(R"("a b")"), (Expected{"a b"}));
  EXPECT_EQ(PartsOf(R"("")"), (Expected{}));
  EXPECT_EQ(PartsOf(R"("  a  ")"), (Expected{"  a  "}));
}

TEST(HclTemplate, EscapesAreTheirOwnParts) {
  EXPECT_EQ(PartsOf(R"("a\nb\t\"c\\")"),
            (Expected{"a", "\n<\\n", "b", "\t<\\t", "\"<\\\"", "c", "\\<\\\\"}));
  EXPECT_EQ(PartsOf(R"("\u00e9\U0001F600")"),
            (Expected{"\u00e9<\\u00e9", "\U0001F600<\\U0001F600"}));
}

TEST(HclTemplate, DoubledSigilsAreText) {
  EXPECT_EQ(PartsOf(R"("$${a}")"), (Expected{"${<$${", "a}"}));
  EXPECT_EQ(PartsOf(R"("%%{a}")"), (Expected{"%{<%%{", "a}"}));
  EXPECT_EQ(PartsOf(R"("$$${a}")"), (Expected{"$", "${<$${", "a}"}));
  EXPECT_EQ(PartsOf(R"("$a $$ 5%")"), (Expected{"$a $$ 5%"}));
  EXPECT_EQ(PartsOf(R"("$%{ if a }b%{ endif }")"), (Expected{"$", "{%{ if a }b%{ endif }}"}));
}

TEST(HclTemplate, WrongEscapeIsReportedAndReadAsWritten) {
  const ParsedValue parsed(R"("a\qb")");
  EXPECT_EQ(parsed.Problems(), (Expected{"1:7 `\\q` is not an escape sequence"}));
  EXPECT_EQ(parsed.ast().ConstantString(parsed.Value("x")), "aqb");
  EXPECT_EQ(ParsedValue(R"("\u12")").Problems(),
            (Expected{"1:6 `\\u12` is not an escape sequence"}));
  EXPECT_EQ(ParsedValue(R"("\ud800")").Problems(),
            (Expected{"1:6 `\\ud800` is not an escape sequence"}));
}

TEST(HclTemplate, Interpolations) {
  EXPECT_EQ(PartsOf(R"("a${b}c")"), (Expected{"a", "{${b}}", "c"}));
  EXPECT_EQ(PartsOf(R"("${ "in ${x}" }!")"), (Expected{"{${ \"in ${x}\" }}", "!"}));
  EXPECT_EQ(PartsOf("\"${\n  a\n}\""), (Expected{"{${\n  a\n}}"}));
}

TEST(HclTemplate, OnlyALoneInterpolationPassesItsValueThrough) {
  EXPECT_TRUE(ParsedValue(R"("${a}")").As<Template>()->passes_through);
  EXPECT_TRUE(ParsedValue(R"("${~ a ~}")").As<Template>()->passes_through);
  EXPECT_FALSE(ParsedValue(R"("${a} ")").As<Template>()->passes_through);
  EXPECT_FALSE(ParsedValue(R"("${a ~} ")").As<Template>()->passes_through);
  EXPECT_FALSE(ParsedValue("<<E\n${a ~}\nE").As<Template>()->passes_through);
}

TEST(HclTemplate, HeredocIsEverythingBetweenItsLines) {
  EXPECT_EQ(PartsOf("<<EOT\n  a\n\n b \"\\n\nEOT"), (Expected{"  a\n\n b \"\\n\n"}));
  EXPECT_EQ(PartsOf("<<EOT\nEOT"), (Expected{}));
  EXPECT_EQ(PartsOf("<<EOT\na\n  EOT"), (Expected{"a\n"}));
  const ParsedValue parsed("<<EOT\na\n  EOT");
  EXPECT_EQ(parsed.Text(parsed.value().span), "<<EOT\na\n  EOT");
  EXPECT_EQ(parsed.As<Template>()->kind, Template::kHeredoc);
}

TEST(HclTemplate, HeredocEndsOnlyAtItsTagAloneOnALine) {
  EXPECT_EQ(PartsOf("<<EOT\nEOT a\naEOT\nEOTX\nEOT"), (Expected{"EOT a\naEOT\nEOTX\n"}));
  EXPECT_EQ(PartsOf("<<EOT\n${a}EOT\nEOT"), (Expected{"{${a}}", "EOT\n"}));
  EXPECT_EQ(PartsOf("<<\u00dc\na\n\u00dc"), (Expected{"a\n"}));
}

TEST(HclTemplate, HeredocInsideAnInterpolationOfAHeredoc) {
  EXPECT_EQ(PartsOf("<<A\n${f(<<B\nb\nB\n)}A\nA"), (Expected{"{${f(<<B\nb\nB\n)}}", "A\n"}));
}

TEST(HclTemplate, IndentationIsRemovedLineByLine) {
  EXPECT_EQ(PartsOf("<<-EOT\n    a\n      b\n  EOT"), (Expected{"a\n", "  b\n"}));
  EXPECT_EQ(PartsOf("<<-EOT\n\ta ${x}\n\t\tb\n\tEOT"), (Expected{"a ", "{${x}}", "\n", "\tb\n"}));
  // A blank line does not count, and keeps its blanks.
  EXPECT_EQ(PartsOf("<<-EOT\n    a\n  \n    b\n  EOT"), (Expected{"a\n  \n", "b\n"}));
  // An interpolation at the start of a line leaves nothing to remove.
  EXPECT_EQ(PartsOf("<<-EOT\n  a\n${x}\n  EOT"), (Expected{"  a\n", "{${x}}", "\n"}));
}

TEST(HclTemplate, CarriageReturnsStay) {
  EXPECT_EQ(PartsOf("<<EOT\r\na\r\nEOT\r"), (Expected{"a\r\n"}));
  EXPECT_EQ(PartsOf("<<-EOT\r\n  a\r\n   b\r\n  EOT\r"), (Expected{"a\r\n", " b\r\n"}));
}

TEST(HclTemplate, StripMarkers) {
  EXPECT_EQ(PartsOf("\"a  ${~ x ~}  b\""), (Expected{"a", "{${~ x ~}}", "b"}));
  EXPECT_EQ(PartsOf(R"("a \n ${~ x }")"), (Expected{"a", "{${~ x }}"}));
  // A line of a heredoc is stripped to its end, and not further.
  EXPECT_EQ(PartsOf("<<E\n${x ~}\n  b\nE"), (Expected{"{${x ~}}", "  b\n"}));
  EXPECT_EQ(PartsOf("<<E\na\n  ${~ x}\nE"), (Expected{"a\n", "{${~ x}}", "\n"}));
  // Terraform's lexer keeps the \r behind a lone sigil apart from the line end.
  EXPECT_EQ(PartsOf("<<E\r\n$\r\n${~ x}\r\nE\r"), (Expected{"$\r", "{${~ x}}", "\r\n"}));
  EXPECT_EQ(PartsOf("<<E\r\na\r\n${~ x}\r\nE\r"), (Expected{"a", "{${~ x}}", "\r\n"}));
}

TEST(HclTemplate, IfDirective) {
  const ParsedValue parsed(R"("a%{ if c }b%{ else }${d}%{ endif }e")");
  ASSERT_NE(parsed.As<Template>(), nullptr);
  EXPECT_EQ(Parts(parsed, parsed.As<Template>()->parts),
            (Expected{"a", "{%{ if c }b%{ else }${d}%{ endif }}", "e"}));
  const TemplatePart& part = parsed.ast().parts(parsed.As<Template>()->parts)[1];
  const auto& branch = std::get<IfDirective>(part.form);
  EXPECT_EQ(parsed.Text(parsed.ast()[branch.condition].span), "c");
  EXPECT_EQ(Parts(parsed, branch.then_parts), (Expected{"b"}));
  EXPECT_EQ(Parts(parsed, branch.else_parts), (Expected{"{${d}}"}));
}

TEST(HclTemplate, ForDirective) {
  const ParsedValue parsed("<<E\n%{ for k, v in m ~}\n${k}\n%{ endfor ~}\nE");
  ASSERT_NE(parsed.As<Template>(), nullptr);
  const auto parts = parsed.ast().parts(parsed.As<Template>()->parts);
  ASSERT_EQ(parts.size(), 1u);
  const auto& loop = std::get<ForDirective>(parts[0].form);
  EXPECT_EQ(loop.key_name.text, "k");
  EXPECT_EQ(parsed.Text(loop.value_name.span), "v");
  EXPECT_EQ(parsed.Text(parsed.ast()[loop.collection].span), "m");
  EXPECT_EQ(Parts(parsed, loop.parts), (Expected{"{${k}}", "\n"}));
}

TEST(HclTemplate, UnclosedDirectiveIsBroken) {
  const ParsedValue parsed(R"("%{ if a }b")");
  EXPECT_NE(parsed.As<Broken>(), nullptr);
  EXPECT_EQ(parsed.parsed.problems.size(), 1u);
}

// The parts are what a buffer is made of: every byte of it maps to where it is written.
TEST(HclTemplate, PartsMakeABuffer) {
  const ParsedValue parsed("<<-EOT\n    {\n      \"a\": \"$${b}\"\n    }\n  EOT");
  std::string text;
  std::vector<Piece> pieces;
  for (const TemplatePart& part : parsed.ast().parts(parsed.As<Template>()->parts)) {
    const auto& piece = std::get<Text>(part.form);
    pieces.push_back({static_cast<std::uint32_t>(text.size()), part.span, piece.verbatim});
    text += piece.text;
  }
  EXPECT_EQ(text, "{\n  \"a\": \"${b}\"\n}\n");
  const FileId buffer = parsed.sources->AddBuffer(text, pieces);
  const auto spelled = [&](std::string_view what) {
    const auto begin = static_cast<std::uint32_t>(text.find(what));
    return parsed.Text(
        parsed.sources->Spell({buffer, begin, begin + static_cast<std::uint32_t>(what.size())}));
  };
  EXPECT_EQ(spelled("\"a\""), "\"a\"");
  EXPECT_EQ(spelled("\"${b}\""), "\"$${b}\"");
}

// ---- a whole buffer as a template

std::string TemplateAlone(std::string text, std::vector<Problem>* problems = nullptr) {
  SourceMap sources;
  const FileId file = sources.AddFile("user_data.tpl", std::move(text));
  const ParsedExpression parsed = Parser().ParseTemplate(sources, file);
  if (problems != nullptr) *problems = parsed.problems;
  return CanonicalDump(sources, parsed.ast, parsed.expression);
}

TEST(HclTemplate, AloneInABuffer) {
  EXPECT_EQ(TemplateAlone(""), "(t)@0-0");
  EXPECT_EQ(TemplateAlone("a ${b}\n\"\\n\"\n"), "(t 'a ' v:b@4-5 '\\0a\"\\5cn\"\\0a')@0-12");
  EXPECT_EQ(TemplateAlone("${b}"), "(w v:b@2-3)@0-4");
  EXPECT_EQ(TemplateAlone("AAA\nA\n"), "(t 'AAA\\0aA\\0a')@0-6");
  EXPECT_EQ(TemplateAlone("%{ for x in y }${x}%{ endfor }."),
            "(t (each x v:y@12-13 [ v:x@17-18])@0-30 '.')@0-31");
  EXPECT_EQ(TemplateAlone("  a\n  ${~ x}"), "(t '  a\\0a' v:x@10-11)@0-12");
}

TEST(HclTemplate, BrokenBufferIsSaidWithItsPlace) {
  std::vector<Problem> problems;
  EXPECT_TRUE(TemplateAlone("a\n${b", &problems).starts_with("(broken)"));
  EXPECT_FALSE(problems.empty());
  TemplateAlone("${}", &problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].span.begin, 0u);
  EXPECT_EQ(problems[0].span.end, 3u);
}

}  // namespace
}  // namespace execlint::hcl
