#include "lint/value/buffer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/source/utf8.h"
#include "parsers/json/json.h"
#include "parsers/yaml/yaml.h"
#include "tests/support/data.h"

namespace execlint {
namespace {

using testing::Print;

// Strings as an evaluator makes them: known text, and holes for `${var.x}` in the file.
class BufferTest : public ::testing::Test {
 protected:
  // `$x` in `text` is a hole, for each letter x.
  Traced String(const std::string& text) {
    std::string disk = "policy = ";
    struct Piece {
      std::size_t begin, size;
      char hole;
    };
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < text.size();) {
      if (text[i] == '$') {
        pieces.push_back({disk.size(), 8, text[i + 1]});
        disk += std::string("${var.") + text[i + 1] + "}";
        i += 2;
      } else {
        const std::size_t end = std::min(text.find('$', i), text.size());
        pieces.push_back({disk.size(), end - i, '\0'});
        disk += text.substr(i, end - i);
        i = end;
      }
    }
    file_ = sources_.AddFile("main.tf", disk);
    std::vector<Part> parts;
    for (const Piece& piece : pieces) {
      const Span from{file_, static_cast<std::uint32_t>(piece.begin),
                      static_cast<std::uint32_t>(piece.begin + piece.size)};
      parts.push_back({.text = piece.hole ? std::string_view() : sources_.Text(from),
                       .from = from,
                       .verbatim = piece.hole == 0,
                       .hole = piece.hole ? Hole(piece.hole) : nullptr});
    }
    return {store_.String(parts, {file_, 9, static_cast<std::uint32_t>(disk.size())})};
  }

  // A part that stands in a file, byte for byte.
  Part PartOf(Span from, const RouteStep* route = nullptr) const {
    return {.text = sources_.Text(from), .from = from, .route = route};
  }

  const Symbol* Hole(char name) {
    return store_.Intern({.why = Why::kInputWithoutDefault, .name = std::string("var.") + name});
  }

  Parsed ParseJson(Traced string) {
    buffer_ = Register(sources_, string, Syntax::kJson);
    return json::Parse(sources_, buffer_, store_);
  }
  std::string Json(const std::string& text) {
    const Parsed parsed = ParseJson(String(text));
    std::string printed = Print(parsed.root);
    for (const std::string& problem : testing::Problems(sources_, parsed)) {
      printed += " ! " + problem;
    }
    return printed;
  }

  std::string Yaml(const std::string& text) {
    buffer_ = Register(sources_, String(text), Syntax::kYaml);
    const Parsed parsed = yaml::Parse(sources_, buffer_, store_);
    std::string printed = Print(parsed.root);
    for (const std::string& problem : testing::Problems(sources_, parsed)) {
      printed += " ! " + problem;
    }
    return printed;
  }

  SourceMap sources_;
  ValueStore store_;
  FileId file_{};
  Buffer buffer_;
};

TEST_F(BufferTest, AHoleInQuotesIsAPartOfTheString) {
  EXPECT_EQ(Json(R"({"a": "x-$a/$b", "b": "$a"})"),
            R"({"a": "x-${var.a}/${var.b}", "b": "${var.a}"})");
}

TEST_F(BufferTest, AHoleWhereAValueIsDueIsUnknown) {
  EXPECT_EQ(Json(R"({"a": $a, "b": {"c":$b}})"), R"({"a": <var.a>, "b": {"c": <var.b>}})");
  EXPECT_EQ(Json("$a"), "<var.a>");
  EXPECT_EQ(Json(" $a\n"), "<var.a>");
}

TEST_F(BufferTest, AHoleInAListMayBeSeveralElements) {
  EXPECT_EQ(Json("[$a]"), "[<var.a>, ...open(var.a)]");
  EXPECT_EQ(Json("[1, $a, 2]"), "[1, <var.a>, 2, ...open(var.a)]");
  EXPECT_EQ(Json(R"({"a": ["$a"]})"), R"({"a": ["${var.a}"]})");
}

// What stands before it in a map may be given once more by it, and the last one counts.
TEST_F(BufferTest, ASpliceIsLeftOutAndOpens) {
  EXPECT_EQ(Json("[{}$a]"), "[{}, ...open(var.a)]");
  EXPECT_EQ(Json("[{} $a {}]"), "[{}, {}, ...open(var.a)]");
  EXPECT_EQ(Json("[$a {}]"), "[<var.a>, {}, ...open(var.a)]");
  EXPECT_EQ(Json(R"({"a": 1 $a})"), R"({"a": <var.a>, ...open(var.a)})");
  EXPECT_EQ(Json(R"({"a": 1, $a})"), R"({"a": <var.a>, ...open(var.a)})");
  EXPECT_EQ(Json(R"({"a": 1, $a, $b})"), R"({"a": <var.a>, ...open(var.a)})");
  EXPECT_EQ(Json(R"({$a, "b": [{"c": 2}]})"), R"({"b": [{"c": 2}], ...open(var.a)})");
  EXPECT_EQ(Json(R"({$a})"), "{...open(var.a)}");
  EXPECT_EQ(Json(R"([{"a": 1}, {"b": 2 $b}])"), R"([{"a": 1}, {"b": <var.b>, ...open(var.b)}])");
}

TEST_F(BufferTest, SplicesInARowOpenOnce) {
  EXPECT_EQ(Json(R"({"a": 1 $a $b "c": 2})"), R"({"a": <var.a>, "c": 2, ...open(var.a)})");
  EXPECT_EQ(Json(R"([{} $a $b {}])"), R"([{}, <var.b>, {}, ...open(var.a)])");
}

TEST_F(BufferTest, NoCommaIsLeftOverAtTheEnd) {
  EXPECT_EQ(Json(R"({"a": 1 $a $b})"), R"({"a": <var.a>, ...open(var.a)})");
  EXPECT_EQ(Json(R"({"a": 1, "b": 2 $a $b})"), R"({"a": <var.a>, "b": <var.a>, ...open(var.a)})");
  EXPECT_EQ(Json("[1, {$a}]"), "[1, {...open(var.a)}]") << "the comma outside stays";
}

TEST_F(BufferTest, ASpliceBeforeAKeyIsNotPartOfIt) {
  EXPECT_EQ(Json(R"({"a": 1 $a $b: 2})"), R"({"a": <var.a>, ...open(var.a)})");
  EXPECT_EQ(Json(R"({"a" $b: 1, "c": 2})"), R"({"a": 1, "c": 2, ...open(var.b)})");
  EXPECT_EQ(Json(R"({"a": 1 $b0})"), R"({"a": <var.b>, ...open(var.b)})");
}

TEST_F(BufferTest, StringsEndWhereJsonEndsThem) {
  EXPECT_EQ(Json(R"(["", $a])"), R"(["", <var.a>, ...open(var.a)])");
  EXPECT_EQ(Json(R"(["\n", $a])"), R"(["\n", <var.a>, ...open(var.a)])");
  EXPECT_EQ(Json(R"(["\\", $a])"), R"(["\\", <var.a>, ...open(var.a)])");
  EXPECT_EQ(Json(R"(["\"$a"])"), R"(["\"${var.a}"])");
}

TEST_F(BufferTest, OneCommaGoesWithTheSplice) {
  EXPECT_EQ(Json(R"({$a,, "b": 1})"), "<var.a>") << "two commas are an error";
}

TEST_F(BufferTest, EveryKindOfWhiteSpaceEndsAToken) {
  EXPECT_EQ(Json("{\"a\":\t$a\t,\r\n\"b\":\n$b\r}"), R"({"a": <var.a>, "b": <var.b>})");
  EXPECT_EQ(Json("[1\t$a\r\n2]"), "[1, 2, ...open(var.a)]");
}

TEST_F(BufferTest, AHoleAroundTheWholeDocumentOpensIt) {
  EXPECT_EQ(Json(R"({"a": {}} $a)"), R"({"a": {}, ...open(var.a)})");
  EXPECT_EQ(buffer_.around, Hole('a'));
  EXPECT_TRUE(buffer_.splices.empty());
}

TEST_F(BufferTest, TextThatTouchesAnUnquotedHoleIsPartOfIt) {
  EXPECT_EQ(Json(R"({"a": 1$a, "b": $b0})"),
            R"({"a": <1${var.a}>, "b": <${var.b}0>, ...open(1${var.a})})");
  EXPECT_EQ(Json("[1$a]"), "[<1${var.a}>, ...open(1${var.a})]");
  for (const std::string text : {"-", "1.", "1e+", "a_"}) {
    EXPECT_EQ(Json("[" + text + "$a]"), "[<" + text + "${var.a}>, ...open(" + text + "${var.a})]");
  }
}

TEST_F(BufferTest, AKeyWithAHoleOpensTheMap) {
  EXPECT_EQ(Json(R"({"$a:sub": 1, "b": 2})"), R"({"b": 2, ...open(var.a)})");
  EXPECT_EQ(Json(R"({$a: 1, "b": 2})"), R"({"b": 2, ...open(var.a)})");
}

TEST_F(BufferTest, AnErrorThatAHoleMayMendIsNone) {
  EXPECT_EQ(Json(R"({"a": [1 2], $b})"), "<var.b>");
  EXPECT_EQ(Json(R"({"a": [$b, 1,]})"),
            R"({"a": [<var.b>, 1, ...open(var.b)]})"
            " ! 1:17-18: trailing comma before `]` is not allowed in JSON");
  EXPECT_EQ(Json(R"({"a": "$a" 2})"),
            R"({"a": "${var.a}", ...open(expected `,` or `}`, found a number)})"
            " ! 1:14-15: expected `,` or `}`, found a number");
}

TEST_F(BufferTest, PlacesLeadBackToTheDisk) {
  const Parsed parsed = ParseJson(String(R"({"a": "x-$a/y", "b": [$b]})"));
  const Value& root = *parsed.root;
  const auto disk = [this](Span span) { return sources_.Text(sources_.Spell(span)); };
  const Value& a = *Find(root, "a")->value;
  EXPECT_EQ(disk(Find(root, "a")->key_span), "\"a\"");
  EXPECT_EQ(disk(a.span), "\"x-${var.a}/y\"");
  ASSERT_EQ(a.count, 3u);
  EXPECT_EQ(disk(a.parts()[0].from), "x-");
  EXPECT_EQ(disk(a.parts()[1].from), "${var.a}");
  EXPECT_EQ(disk(a.parts()[2].from), "/y");
  const Value& b = *Find(root, "b")->value;
  EXPECT_EQ(disk(b.span), "[${var.b}]");
  EXPECT_EQ(disk(b.items()[0]->span), "${var.b}");
  EXPECT_EQ(disk(root.span), R"({"a": "x-${var.a}/y", "b": [${var.b}]})");
}

TEST_F(BufferTest, CharactersThatLookLikeHolesAreText) {
  EXPECT_EQ(Json("[\"\U000F0000$a\U000F0001\"]"), "[\"\U000F0000${var.a}\U000F0001\"]");
  EXPECT_EQ(Json(R"(["\udb80\udc00"])"), "[\"\U000F0000\"]");
}

TEST_F(BufferTest, EveryHoleIsACharacterForPrivateUse) {
  constexpr std::size_t kHoles = 0x10010;
  const Span from{sources_.AddFile("main.tf", "x"), 0, 1};
  const std::vector<Part> parts(kHoles, Part{.from = from, .verbatim = false, .hole = Hole('a')});
  const Buffer buffer = Register(sources_, {store_.String(parts, from)}, Syntax::kPlain);
  ASSERT_EQ(buffer.holes.size(), kHoles);
  const std::string_view text = sources_.Text(buffer.file);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < kHoles; ++i) {
    const Utf8Char c = DecodeUtf8(text, buffer.holes[i].begin);
    // The last two of a plane are no characters.
    if (!c.valid || c.code != 0xF0000 + std::min<std::size_t>(i, 0xFFFD)) ++wrong;
  }
  EXPECT_EQ(wrong, 0u);
}

TEST_F(BufferTest, PlainTextIsKeptAsItIs) {
  const Buffer buffer = Register(sources_, String("{ $a # x"), Syntax::kPlain);
  EXPECT_EQ(sources_.Text(buffer.file), "{ \U000F0000 # x");
  ASSERT_EQ(buffer.holes.size(), 1u);
  EXPECT_EQ(sources_.Text(sources_.Spell({buffer.file, 7, 10})), "# x");
}

TEST_F(BufferTest, PartsOfDifferentPlacesKeepTheirPlaces) {
  const FileId one = sources_.AddFile("one.tf", R"([1, 2xx, 3)");
  const FileId two = sources_.AddFile("two.tf", R"(xxxxxx, 4])");
  const Value* string = store_.String(
      {PartOf({one, 0, 5}), PartOf({one, 7, 10}), PartOf({two, 6, 10})}, {one, 0, 10});
  const Parsed parsed = ParseJson({string});
  ASSERT_EQ(Print(parsed.root), "[1, 2, 3, 4]");
  std::vector<Span> places;
  for (const Traced& item : parsed.root->items()) places.push_back(sources_.Spell(item->span));
  EXPECT_EQ(places, (std::vector<Span>{{one, 1, 2}, {one, 4, 5}, {one, 9, 10}, {two, 8, 9}}));
}

TEST_F(BufferTest, TextThatDoesNotStandThereIsMeantWhole) {
  const FileId file = sources_.AddFile("main.tf", "var.ab");
  const Span whole{file, 0, 6};
  const Value* string =
      store_.String({{.text = "[1, 2]", .from = whole, .verbatim = false}}, whole);
  const Parsed parsed = ParseJson({string});
  EXPECT_EQ(sources_.Spell(parsed.root->items()[1]->span), whole);
}

TEST_F(BufferTest, UncertainIsTheFirstHoleOutsideQuotes) {
  const Symbol a, b;
  EXPECT_EQ((Buffer{.around = &a}).Uncertain(), &a);
  EXPECT_EQ(Buffer{}.Uncertain(), nullptr);
  const std::vector<Buffer::Hole> holes = {{2, 6, &a}, {8, 12, &b}};
  EXPECT_EQ((Buffer{.holes = holes}).Uncertain(), nullptr) << "they stand in quotes";
  EXPECT_EQ((Buffer{.holes = holes, .bare = {7}}).Uncertain(), &b);
  EXPECT_EQ((Buffer{.holes = holes, .bare = {8}}).Uncertain(), &b);
}

TEST_F(BufferTest, APartCollectorTakesNoMoreThanItIsGiven) {
  const Symbol* a = Hole('a');
  const FileId file = sources_.AddFile("buffer", "xyHOLEz");
  const Buffer buffer{.file = file, .holes = {{2, 6, a}}};
  PartCollector before(sources_, buffer, store_, nullptr);
  before.Decoded("", 0, 0);
  EXPECT_TRUE(before.parts().empty());
  EXPECT_EQ(before.Text(), "");
  before.Verbatim(0, 2);
  ASSERT_EQ(before.parts().size(), 1u);
  EXPECT_EQ(before.hole(), nullptr);
  EXPECT_EQ(before.Text().data(), sources_.Text(file).data()) << "a view into the source";
  PartCollector all(sources_, buffer, store_, nullptr);
  all.Verbatim(0, 7);
  ASSERT_EQ(all.parts().size(), 3u);
  EXPECT_EQ(all.parts()[1].hole, a);
  EXPECT_FALSE(all.parts()[1].verbatim);
  EXPECT_EQ(all.parts()[2].text, "z");
}

TEST_F(BufferTest, AnEmptyStringHasAPlaceToo) {
  const Parsed parsed = ParseJson({store_.String({}, String("x")->span)});
  EXPECT_FALSE(parsed.root);
  ASSERT_EQ(parsed.problems.size(), 1u);
  EXPECT_EQ(sources_.Text(sources_.Spell(parsed.problems[0].span)), "x");
}

TEST_F(BufferTest, YamlHolesWithinALine) {
  EXPECT_EQ(Yaml("a: $a\nb: x-$b\nc: \"$c\"\nd: !T $a\n"),
            R"({"a": <var.a>, "b": "x-${var.b}", "c": "${var.c}", "d": {"!T": <var.a>}})");
  EXPECT_EQ(Yaml("- $a\n- b\n"), R"([<var.a>, "b"])");
  EXPECT_EQ(Yaml("l: [$a, b]\n"), R"({"l": [<var.a>, "b", ...open(var.a)]})");
  EXPECT_EQ(Yaml("a: 1\n$b: 2\n"), R"({"a": 1, ...open(var.b)})");
  EXPECT_EQ(Yaml("$a"), "<var.a>");
}

TEST_F(BufferTest, YamlHolesWithALineForThemselves) {
  EXPECT_EQ(Yaml("a:\n  $a\nb: 1\n"), R"({"a": <var.a>, "b": 1})");
  EXPECT_EQ(Yaml("a: |\n  x\n  $a\n  y\nb: 1\n"), R"({"a": "x\n${var.a}\ny\n", "b": 1})");
  EXPECT_EQ(Yaml("a: 1\n$b\nc: 2\n"), R"({"a": 1, "c": 2, ...open(var.b)})");
  EXPECT_EQ(Yaml("l:\n  - x: 1\n  $b\nc: 2\n"),
            R"({"l": [{"x": 1, ...open(var.b)}, ...open(var.b)], "c": 2, ...open(var.b)})");
  EXPECT_EQ(Yaml("a: text\n  $b\n  more\nc: 1\n"),
            "{\"a\": <text\n  \n  more${var.b}>, \"c\": 1, ...open(var.b)}");
  EXPECT_EQ(Yaml("a: 1 # $a\n# $b\nc: 2\n"), R"({"a": 1, "c": 2})");
}

TEST_F(BufferTest, YamlLinesMayEndWithAnyWhiteSpace) {
  EXPECT_EQ(Yaml("a:\r\n  $a\r\nb: 1\r\n"), R"({"a": <var.a>, "b": 1})");
  EXPECT_EQ(Yaml("a:\t\n  $a\nb: 1\n"), R"({"a": <var.a>, "b": 1})");
  EXPECT_EQ(Yaml("a: # one\n  $a\nb: 1\n"), R"({"a": <var.a>, "b": 1})");
  EXPECT_EQ(Yaml("a:\n# one\n  $a\nb: 1\n"), R"({"a": <var.a>, "b": 1})");
}

TEST_F(BufferTest, YamlBlocksBeginWithASignOfTheirOwn) {
  EXPECT_EQ(Yaml("a: >\n  x\n  $a\nb: 1\n"), R"({"a": "x ${var.a}\n", "b": 1})");
  EXPECT_EQ(Yaml("- |-\n  x\n  $a\n- y\n"), R"(["x\n${var.a}", "y"])");
  EXPECT_EQ(Yaml("- >2\n  x\n  $a\n- y\n"), R"(["x ${var.a}\n", "y"])");
  EXPECT_EQ(Yaml("|\n  x\n  $a\n"), R"("x\n${var.a}\n")");
  EXPECT_EQ(Yaml("a: x|\n$b\nc: 2\n"), R"({"a": "x|", "c": 2, ...open(var.b)})");
  EXPECT_EQ(Yaml("a: b c\n$b\nc: 2\n"), R"({"a": "b c", "c": 2, ...open(var.b)})");
}

TEST_F(BufferTest, YamlBlocksEndWhereTheIndentDoes) {
  EXPECT_EQ(Yaml("a: |\n  x\nb: 1\n$b\nc: 2\n"), R"({"a": "x\n", "b": 1, "c": 2, ...open(var.b)})");
  EXPECT_EQ(Yaml("a: |\n  x\nb: c d\n$b\nc: 2\n"),
            R"({"a": "x\n", "b": "c d", "c": 2, ...open(var.b)})");
  EXPECT_EQ(Yaml("a: |\n  x\n$a: c d\n$b\nc: 2\n"), R"({"a": "x\n", "c": 2, ...open(var.a)})");
  EXPECT_EQ(Yaml("a: |\n  x\n\n  $a\nb: 1\n"), R"({"a": "x\n\n${var.a}\n", "b": 1})");
  EXPECT_EQ(Yaml("a:\n  b: |\n    x\n  c: 1\n  $b\n  d: 2\n"),
            R"({"a": {"b": "x\n", "c": 1, "d": 2, ...open(var.b)}, ...open(var.b)})");
  EXPECT_EQ(Yaml("  a: 1\n  $b\n  c: 2\n"), R"({"a": 1, "c": 2, ...open(var.b)})");
}

TEST_F(BufferTest, YamlHolesInARowAreLeftOutTogether) {
  EXPECT_EQ(Yaml("a: 1\n$b\n$c\nd: 2\n"), R"({"a": 1, "d": 2, ...open(var.b)})");
  EXPECT_EQ(Yaml("x$a:\n  $b\nc: 1\n"), R"({"c": 1, ...open(var.a)})");
}

TEST_F(BufferTest, YamlPlacesLeadBackToTheDisk) {
  buffer_ = Register(sources_, String("a: x-$a\nb: |\n  one\n  two\n"), Syntax::kYaml);
  const Parsed parsed = yaml::Parse(sources_, buffer_, store_);
  const auto disk = [this](Span span) { return sources_.Text(sources_.Spell(span)); };
  const Value& a = *Find(*parsed.root, "a")->value;
  EXPECT_EQ(disk(a.span), "x-${var.a}");
  EXPECT_EQ(disk(a.parts()[1].from), "${var.a}");
  EXPECT_EQ(disk(Find(*parsed.root, "b")->value->parts()[1].from), "two\n");
}

TEST_F(BufferTest, StringsInBuffersNest) {
  // JSON in a JSON string in a YAML block, with a hole at the bottom.
  buffer_ = Register(sources_, String("doc: |\n  {\"inner\": \"[{\\\"k\\\": \\\"v-$a\\\"}]\"}\n"),
                     Syntax::kYaml);
  const Traced outer = yaml::Parse(sources_, buffer_, store_).root;
  const Buffer json = Register(sources_, Find(*outer, "doc")->value, Syntax::kJson);
  const Traced middle = json::Parse(sources_, json, store_).root;
  const Buffer inner = Register(sources_, Find(*middle, "inner")->value, Syntax::kJson);
  const Traced list = json::Parse(sources_, inner, store_).root;
  EXPECT_EQ(Print(list), R"([{"k": "v-${var.a}"}])");
  const auto disk = [this](Span span) { return sources_.Text(sources_.Spell(span)); };
  const Entry& entry = list->items()[0]->entries()[0];
  EXPECT_EQ(disk(entry.key_span), "\\\"k\\\"");
  EXPECT_EQ(disk(entry.value->span), "\\\"v-${var.a}\\\"");
  EXPECT_EQ(disk(entry.value->parts()[0].from), "v-");
  EXPECT_EQ(disk(entry.value->parts()[1].from), "${var.a}");
  EXPECT_EQ(sources_.path(entry.value->span.file), "main.tf");
}

// "{\"a\": true, \"b\": \"x\", \"c\": [2]}" of which `true`, `x` and `[2]` came through a default.
class BufferRouteTest : public BufferTest {
 protected:
  Parsed ParseRouted(const RouteStep* whole) {
    file_ = sources_.AddFile("main.tf", R"({"a": true, "b": "yx", "c": [2, "z"]})");
    const Value* string = store_.String(
        {PartOf({file_, 0, 6}), PartOf({file_, 6, 10}, default_), PartOf({file_, 10, 19}),
         PartOf({file_, 19, 20}, default_), PartOf({file_, 20, 28}),
         PartOf({file_, 28, 36}, default_), PartOf({file_, 36, 37})},
        {file_, 0, 37});
    return ParseJson({string, whole});
  }

  const RouteStep* default_ = store_.Via({}, RouteStep::How::kDefault, {}).route;
};

TEST_F(BufferRouteTest, RoutesOfPartsAreRoutesOfWhatIsParsed) {
  const Parsed parsed = ParseRouted(nullptr);
  EXPECT_EQ(Print(parsed.root), R"({"a": true, "b": "yx", "c": [2, "z"]})");
  EXPECT_EQ(parsed.root.route, nullptr);
  EXPECT_EQ(Find(*parsed.root, "a")->value.route, default_);
  const Traced b = Find(*parsed.root, "b")->value;
  EXPECT_EQ(b.route, nullptr);
  ASSERT_EQ(b->count, 2u);
  EXPECT_EQ(b->parts()[0].route, nullptr);
  EXPECT_EQ(b->parts()[1].route, default_);
  // What stands in a container that came by the route has no route of its own: Inside adds it.
  const Traced c = Find(*parsed.root, "c")->value;
  EXPECT_EQ(c.route, default_);
  EXPECT_EQ(c->items()[0].route, nullptr);
  EXPECT_EQ(c->items()[1]->parts()[0].route, nullptr);
  EXPECT_TRUE(PassesDefault(store_.Inside(c, c->items()[0]).route));
}

TEST_F(BufferRouteTest, TheRouteOverARangeIsTheFirstDefaultElseTheFirstRoute) {
  const RouteStep* one = store_.Via({}, RouteStep::How::kReference, {}).route;
  const RouteStep* two = store_.Via({}, RouteStep::How::kReference, {}).route;
  const Buffer buffer{.runs = {{0, nullptr}, {4, one}, {8, two}, {12, default_}}};
  EXPECT_EQ(buffer.RouteOver(0, 4), nullptr);
  EXPECT_EQ(buffer.RouteOver(0, 5), one);
  EXPECT_EQ(buffer.RouteOver(0, 10), one);
  EXPECT_EQ(buffer.RouteOver(6, 10), one);
  EXPECT_EQ(buffer.RouteOver(8, 12), two);
  EXPECT_EQ(buffer.RouteOver(8, 13), default_);
  EXPECT_EQ(buffer.RouteOver(0, 13), default_);
  EXPECT_EQ(buffer.RouteOver(12, 13), default_);
}

TEST_F(BufferRouteTest, NoPartIsEmptyWhereARouteBegins) {
  file_ = sources_.AddFile("main.tf", R"(["ab"])");
  const Value* string =
      store_.String({PartOf({file_, 0, 2}), PartOf({file_, 2, 4}, default_), PartOf({file_, 4, 6})},
                    {file_, 0, 6});
  const Buffer buffer = Register(sources_, {string}, Syntax::kJson);
  PartCollector collector(sources_, buffer, store_, nullptr);
  collector.Verbatim(2, 4);
  ASSERT_EQ(collector.parts().size(), 1u);
  EXPECT_EQ(collector.parts()[0].text, "ab");
  EXPECT_EQ(collector.parts()[0].route, default_);
}

TEST_F(BufferRouteTest, TheRouteOfTheStringIsTheRoutesOfTheRoot) {
  const RouteStep* whole = store_.Via({}, RouteStep::How::kReference, {}).route;
  const Parsed parsed = ParseRouted(whole);
  EXPECT_EQ(parsed.root.route, whole);
  EXPECT_EQ(Find(*parsed.root, "a")->value.route, default_);
}

TEST_F(BufferRouteTest, YamlCarriesRoutesAsJsonDoes) {
  file_ = sources_.AddFile("main.tf", "a: true\nb: !T yx\nc: [2, z]\n");
  const Value* string =
      store_.String({PartOf({file_, 0, 3}), PartOf({file_, 3, 7}, default_), PartOf({file_, 7, 15}),
                     PartOf({file_, 15, 16}, default_), PartOf({file_, 16, 20}),
                     PartOf({file_, 20, 26}, default_), PartOf({file_, 26, 27})},
                    {file_, 0, 27});
  const RouteStep* whole = store_.Via({}, RouteStep::How::kReference, {}).route;
  buffer_ = Register(sources_, {string, whole}, Syntax::kYaml);
  const Traced root = yaml::Parse(sources_, buffer_, store_).root;
  EXPECT_EQ(Print(root), R"({"a": true, "b": {"!T": "yx"}, "c": [2, "z"]})");
  EXPECT_EQ(root.route, whole);
  EXPECT_EQ(Find(*root, "a")->value.route, default_);
  const Traced tagged = Find(*root, "b")->value;
  EXPECT_EQ(tagged.route, nullptr);
  const Traced text = tagged->entries()[0].value;
  EXPECT_EQ(text.route, nullptr);
  ASSERT_EQ(text->count, 2u);
  EXPECT_EQ(text->parts()[1].route, default_);
  const Traced list = Find(*root, "c")->value;
  EXPECT_EQ(list.route, default_);
  EXPECT_EQ(list->items()[0].route, nullptr);
  EXPECT_TRUE(PassesDefault(store_.Inside(list, list->items()[1]).route));
}

}  // namespace
}  // namespace execlint
