#include "parsers/yaml/direct.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/yaml/yaml.h"
#include "tests/support/same_parsed.h"

namespace execlint {
namespace {

using yaml::Dialect;

std::string FileText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool IsReadDirectly(const std::string& text, Dialect dialect = Dialect::kCloudFormation) {
  SourceMap sources;
  ValueStore store;
  return yaml::ReadDirectly(sources, sources.AddFile("a.yaml", text), store, dialect).has_value();
}

// Whether Parse says the same as the library alone.
void ExpectSame(const std::string& text, const std::string& name = "") {
  for (const Dialect dialect : {Dialect::kCloudFormation, Dialect::kCore}) {
    SourceMap sources;
    ValueStore store, other;
    const FileId file = sources.AddFile("a.yaml", text);
    const Parsed parsed = yaml::Parse(sources, file, store, dialect);
    const std::string ours = testing::TextOf(parsed, sources.comments(file));
    sources.SetComments(file, {});
    const Parsed library = yaml::ParseWithLibrary(sources, Buffer::Whole(file), other, dialect);
    EXPECT_EQ(ours, testing::TextOf(library, sources.comments(file))) << name << "\n" << text;
  }
}

TEST(YamlDirect, ReadsWhatPeopleWriteAsTheLibraryDoes) {
  for (const std::string text : {
           "a: b\n",
           "a: b",
           "\xEF\xBB\xBF"
           "a: b\n",
           "# c\n---  # d\na: 1\n",
           "a:\r\n  - b\r\n  - |\r\n    c\r\n    d\r\n# e\r\n",
           "a:\n- b\n-\n- - c\n  -   d: e\n      f: g\n-   # h\n  i: j\n",
           "- a\n- b: c\n  d:\n  - e\n",
           "a: 1\nb: -1.5\nc: 012\nd: 1e3\ne: true\nf: yes\ng: null\nh: ~\ni:\nj: 0x1F\nk: .5\n",
           "a: one\n  two\n\n  three   # four\nb:\n  five\n  - six\nc:\n    seven\n",
           "a: one\n  two # three\nb: four\n",
           "a: b#c :d e:f -g\nh: -i\nj: :k\nl: ?m\n",
           "a b : c\n'd': e\n\"f\\n\"  : g\n? h: i\n",
           "a: 'it''s'\nb: \"q\\\"\\\\\\/\\n\\t\\r\\0\\a\\e\\N\\_ \\L\\P\"\nc: ''\nd: \"\"\n",
           "a: \"one\n  two\n\n  three\"\nb: 'four\n\n  five' # six\nc: \"seven \\\n    eight\"\n",
           "a: |\n  b: c\n  # d\n\n    e\n\nf: >-\n  g\n  h\n\n\n   i\nj: |+\n  k\n\nl: |2- # m\n",
           "a: | # b\n  c\nd: >+ \n  e\n",
           "a: [b, 'c', \"d\", 1, true, [e], {f: g, 'h': i, \"j\":k}]\n",
           "a: [\n  b, # c\n  d\n  ,\n]\ne: {\n  f: g,\n  h: [i,],\n}\nj: []\nk: {}\n",
           "a: [b: c, !Ref d, \"e\": f, !Sub 'g']\n",
           "a: !Ref b\nc: !GetAtt d.Arn\ne: !Sub \"${f}\"\ng: !Join ['', [h, !Ref i]]\n",
           "a: !If\n  - b\n  - !Ref c\n  - !If [d, e, !Ref 'AWS::NoValue']\nf: !Join\n- g\n- h\n",
           "a: !Sub |\n  b ${c}\nd:\n  - !Sub |\n    e\n  - !Sub >-\n      f\n",
           "a: !GetAZs\nb:\n  - !GetAZs\n  - !GetAZs # c\nd: !Rain::Embed e.py\nf: !X\n  g: h\n",
           "a:\n  !Ref b\nc:\n  !Sub 'd'\ne:\n  !Join\n  - f\n",
           "a:\n  b: c\n  a: d\na: e\n",
           "\xC3\xA9: \xE2\x82\xAC\n",
           "a: b  \n\n   \n# c\n   # d\n",
           "Resources:\n  A:\n    Type: AWS::ECS::Service\n    Properties: {Cluster: !Ref C}\n",
       }) {
    if (text.find("|2-") == std::string::npos && text.find("\n? h") == std::string::npos) {
      EXPECT_TRUE(IsReadDirectly(text)) << text;
    }
    ExpectSame(text);
  }
}

TEST(YamlDirect, GivesUpAtWhatItDoesNotKnow) {
  for (const std::string text : {
           "",
           "# nothing\n",
           "a\n",
           "{a: b}\n",
           "[a]\n",
           "\"a\"\n",
           "%YAML 1.2\n---\na: b\n",
           "a: b\n---\nc: d\n",
           "a: b\n...\n",
           "--- a\n",
           "a: &b c\n",
           "a: *b\n",
           "&a b: c\n",
           "a:\n  <<: {b: c}\n",
           "? a\n: b\n",
           "? a: b\n",
           "[a]: b\n",
           "!a b: c\n",
           "a: !!str b\n",
           "a: !<tag:b> c\n",
           "a: ! b\n",
           "a: !b!c d\n",
           "'':",
           "'': b\n",
           "a:\n  \"\": b\n",
           "a: !b {c: d}e\n",
           "a:\tb\n",
           "a: b\tc\n",
           "\ta: b\n",
           "a: b\n\t\nc: d\n",
           "a: |2\n   b\n",
           "a: |\nb: c\n",
           "a: |\n    \n  b\n",
           "a: |\n  b\n\tc\n",
           "a: |x\n  b\n",
           "a: \"b\\x41\"\n",
           "a: \"b\\u0041\"\n",
           "a: \"b\\q\"\n",
           "a: \"b\n",
           "a: 'b\n",
           "a: 'b' c\n",
           "a: \"b\n---\nc\"\n",
           "a: [b, , c]\n",
           "a: [null]\n",
           "a: [!b , c]\n",
           "a: [b\n  c]\n",
           "a: [b: c, d\n",
           "a: [b]]\n",
           "a: {b}\n",
           "a: {b: }\n",
           "a: {b: c\n",
           "a: {b: c}}\n",
           "a: {? b : c}\n",
           "a: [b? c]\n",
           "a: [\n---\n]\n",
           "~: a\n",
           "null: a\n",
           "a:\n~ b: c\n",
           "a: b: c\n",
           "a: - b\n",
           "a: @b\n",
           "a: `b`\n",
           "a: %b\n",
           "a: b\n c: d\n",
           "  a: b\nc: d\n",
           "a:\n  b: c\n d: e\n",
           "- a\nb: c\n",
           "a:\n  - b\n c\n",
           "a: b\n- c\n",
           "a: !Ref b: c\n",
           "a: one\n  two: three\n",
           "a: 'b'#c\n",

       }) {
    EXPECT_FALSE(IsReadDirectly(text)) << text;
    ExpectSame(text);
  }
  const std::string long_key = std::string(1001, 'a') + ": b\n";
  EXPECT_FALSE(IsReadDirectly(long_key));
  ExpectSame(long_key);
  std::string deep;
  for (int i = 0; i <= yaml::kMaxDirectDepth; ++i) deep += "- ";
  EXPECT_FALSE(IsReadDirectly(deep + "a\n"));
  EXPECT_TRUE(IsReadDirectly(deep.substr(2) + "a\n"));
  ExpectSame(deep + "a\n");
}

// A mask hides what looks like a tag in a scalar over several lines, and the library reads that.
TEST(YamlDirect, GivesUpWhereTheLibraryReadsAMaskedText) {
  const std::string masked = "a:\n  - !Sub |\n    b\n";
  EXPECT_TRUE(IsReadDirectly(masked));
  ExpectSame(masked);
  // Other tags are not masked, or not in the first line behind a byte order mark.
  for (const std::string text : {"a:\n  !Sub |\n  b\n", "a: # b\n  !Sub |\n  b\n",
                                 "-\n  !Sub |\n  b\n", "\xEF\xBB\xBF- !Sub |\n  b\n"}) {
    EXPECT_FALSE(IsReadDirectly(text)) << text;
    ExpectSame(text);
  }
  const std::string both = masked + "c:\n  - d\n    - !e |\n";
  EXPECT_FALSE(IsReadDirectly(both));
  ExpectSame(both);
}

TEST(YamlDirect, AgreesWithTheLibraryOnEveryFixture) {
  int direct = 0, all = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("fixtures")) {
    const std::string extension = entry.path().extension();
    if (!entry.is_regular_file() || (extension != ".yaml" && extension != ".yml")) continue;
    const std::string text = FileText(entry.path().string());
    ExpectSame(text, entry.path().string());
    ++all;
    direct += IsReadDirectly(text) ? 1 : 0;
  }
  // What is not read directly is slow: the fixtures are what people write.
  EXPECT_GT(all, 100);
  EXPECT_GT(direct, all * 9 / 10);
}

// Templates as different people, editors and programs write them.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::string Template() {
    wild_ = Below(2) == 0;
    line_end_ = OneOf({"\n", "\n", "\n", "\r\n"});
    std::string out = OneOf({"", "", "\xEF\xBB\xBF", "# first" + line_end_, "---" + line_end_});
    std::vector<std::string> sections = {"Parameters", "Mappings", "Conditions", "Resources",
                                         "Outputs"};
    std::shuffle(sections.begin(), sections.end(), random_);
    for (const std::string& section : sections) Entry(section, 0, 3, out);
    return out;
  }

 private:
  std::string OneOf(std::vector<std::string> texts) { return texts[Below(texts.size())]; }
  std::size_t Below(std::size_t bound) { return random_() % bound; }

  void End(std::string& out) {
    out += OneOf({"", "", "", "", " ", "  # note: [x", " # 'y"}) + line_end_;
    if (Below(12) == 0) out += OneOf({"", "# alone: {", "      # deeper", "   "}) + line_end_;
  }

  std::string Key() {
    const std::vector<std::string> usual = {
        "Type", "Properties", "Fn::If", "Ref",   "'quoted key'", "\"dou\\\"ble\"",
        "a b",  "aws:x",      "1",      "key#1", "Key ",         "k-e.y"};
    return wild_ && Below(8) == 0 ? OneOf({"? odd", "null", "~", "<<", "*k"}) : OneOf(usual);
  }

  std::string Scalar() {
    const std::vector<std::string> usual = {"AWS::ECS::Service",
                                            "true",
                                            "80",
                                            "1.50",
                                            "!Ref Task",
                                            "!GetAtt A.Arn",
                                            "!Sub '${A}-x'",
                                            "!GetAZs",
                                            "!Sub \"${A}: {\"",
                                            "'it''s: [x]'",
                                            "[]",
                                            "\"tab\\tq\\\"\"",
                                            "[a, !Ref b, {c: d}]",
                                            "text, [more",
                                            "{Key: a, Value: 'b'}",
                                            "!Join ['-', [a, b]]",
                                            "a # b",
                                            "http://x:80/#y"};
    return wild_ && Below(6) == 0
               ? OneOf({"text with: colon", "text: ", "-", "- x", "*", "~", "'open", "[a, b",
                        "x\ty", "\"\\u0041\"", "&a b", "@x", "{a: b}}"})
               : OneOf(usual);
  }

  void Entry(const std::string& key, int indent, int depth, std::string& out) {
    out += std::string(static_cast<std::size_t>(indent), ' ') + key + ":";
    Value(indent, depth, false, out);
  }

  void Value(int indent, int depth, bool in_list, std::string& out) {
    const int deeper = indent + static_cast<int>(1 + Below(4));
    switch (depth == 0 ? Below(6) : 6 + Below(5)) {
      case 0:
        out += "";
        return End(out);
      case 1: {
        out += OneOf({" |", " >-", " !Sub |", " |+"}) + line_end_;
        const std::string space(static_cast<std::size_t>(deeper), ' ');
        out += space + OneOf({"Resources:", "- x", "#!/bin/sh", "a: {", "'"}) + line_end_;
        if (Below(2) == 0) out += line_end_;
        out += space + OneOf({"  more", "end", "key: |"}) + line_end_;
        return;
      }
      case 2: {
        const std::string space(static_cast<std::size_t>(deeper), ' ');
        out += " " + OneOf({"one", "'one", "\"one"});
        const char quote = out[out.size() - 4] == ' ' ? '\0' : out[out.size() - 4];
        out += line_end_ + space +
               OneOf({"two", "- two", "!two", wild_ ? "# two" : "two", wild_ ? "two: three" : ""});
        if (quote != '\0') out += quote;
        return End(out);
      }
      case 6:
      case 7:
      case 8:
        if (Below(5) == 0) out += " !Transform";
        End(out);
        for (std::size_t i = 0, n = 1 + Below(3); i < n; ++i) Entry(Key(), deeper, depth - 1, out);
        return;
      case 9: {
        if (Below(4) == 0) out += " !If";
        End(out);
        const int column = in_list || Below(2) == 0 ? deeper : indent;
        for (std::size_t i = 0, n = 1 + Below(3); i < n; ++i) Item(column, depth - 1, out);
        return;
      }
      default:
        out += " " + Scalar();
        return End(out);
    }
  }

  void Item(int indent, int depth, std::string& out) {
    const std::string space(static_cast<std::size_t>(indent), ' ');
    out += space + "-";
    if (Below(3) == 0) {
      const std::string gap(1 + Below(3), ' ');
      const int column = indent + 1 + static_cast<int>(gap.size());
      out += gap + Key() + ":";
      Value(column, 0, false, out);
      if (Below(2) == 0) Entry(Key(), column, depth, out);
    } else {
      Value(indent, depth, true, out);
    }
  }

  std::mt19937 random_;
  std::string line_end_;
  bool wild_ = false;  // not only what people write every day
};

TEST(YamlDirect, AgreesWithTheLibraryOnGeneratedTemplates) {
  int direct = 0;
  for (unsigned seed = 0; seed < 3000 && !HasFailure(); ++seed) {
    const std::string text = Generator(seed).Template();
    ExpectSame(text, "seed " + std::to_string(seed));
    direct += IsReadDirectly(text) ? 1 : 0;
  }
  EXPECT_GT(direct, 1000);
}

// What a keystroke or two make of the fixtures.
TEST(YamlDirect, AgreesWithTheLibraryOnMutatedTemplates) {
  std::mt19937 random(7);
  constexpr std::string_view kBytes = " \n:-#'\"[]{},|>!?&*~\t\r%@`ax0\\";
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("fixtures")) {
    if (entry.path().extension() != ".yaml" || entry.file_size() > 4000) continue;
    if (++files % 7 != 0) continue;
    const std::string text = FileText(entry.path().string());
    for (int i = 0; i < 20 && !HasFailure(); ++i) {
      std::string changed = text;
      for (std::size_t n = 1 + random() % 2; n > 0; --n) {
        const std::size_t at = random() % changed.size();
        switch (random() % 3) {
          case 0:
            changed.erase(at, 1 + random() % 4);
            break;
          case 1:
            changed[at] = kBytes[random() % kBytes.size()];
            break;
          default:
            changed.insert(at, 1, kBytes[random() % kBytes.size()]);
        }
        if (changed.empty()) changed = "a";
      }
      ExpectSame(changed, entry.path().string());
    }
  }
}

TEST(YamlDirect, ATextThatHoldsTooMuchIsALimit) {
  const std::string head = "a:\n", item = "- [1,2,3,4,5,6,7,8,9]\n";
  std::string text = head;
  while (text.size() < 100'100 * item.size()) text += item;
  // The anchor takes it to the library, which meets the same bound.
  for (const std::string& whole : {text, text + "b: &b c\n", "b: &b c\n" + text}) {
    SourceMap sources;
    ValueStore store;
    const FileId file = sources.AddFile("a.yaml", whole);
    const Parsed parsed = yaml::Parse(sources, file, store);
    EXPECT_FALSE(parsed.root);
    ASSERT_EQ(parsed.problems.size(), 1U);
    EXPECT_EQ(parsed.problems[0].kind, Problem::kLimit);
    EXPECT_NE(parsed.problems[0].message.find("1,000,000 values"), std::string::npos);
  }
  text.resize(text.size() - 1000 * item.size());
  SourceMap sources;
  ValueStore store;
  EXPECT_TRUE(yaml::Parse(sources, sources.AddFile("a.yaml", text), store).problems.empty());
}

TEST(YamlDirect, AStringOfTooManyPartsIsALimit) {
  std::string text = "a: \"";
  for (int i = 0; i < 1'000'100; ++i) text += "\\n";
  text += "\"\n";
  for (const std::string& whole : {text, text + "b: &b c\n", "b: &b c\n" + text}) {
    SourceMap sources;
    ValueStore store;
    const Parsed parsed = yaml::Parse(sources, sources.AddFile("a.yaml", whole), store);
    ASSERT_EQ(parsed.problems.size(), 1U);
    EXPECT_EQ(parsed.problems[0].kind, Problem::kLimit);
    EXPECT_FALSE(parsed.root);
  }
}

}  // namespace
}  // namespace execlint
