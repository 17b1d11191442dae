#include "lint/source/source_map.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace execlint {
namespace {

TEST(SourceMap, TextPathAndKindOfAFile) {
  SourceMap sources;
  const FileId file = sources.AddFile("a/main.tf", "0123456789");
  EXPECT_EQ(sources.Text(file), "0123456789");
  EXPECT_EQ(sources.Text(Span{file, 2, 5}), "234");
  EXPECT_EQ(sources.Text(Span{}), "");
  EXPECT_EQ(sources.path(file), "a/main.tf");
}

TEST(SourceMap, LinesAndColumnsWithEveryLineEnding) {
  SourceMap sources;
  const FileId file = sources.AddFile("a", "ab\r\ncd\n\nef");
  const auto at = [&](std::uint32_t offset) {
    const LineColumn place = sources.Locate(file, offset);
    return std::pair(place.line, place.column);
  };
  EXPECT_EQ(at(0), std::pair(1u, 1u));
  EXPECT_EQ(at(1), std::pair(1u, 2u));
  EXPECT_EQ(at(4), std::pair(2u, 1u));
  EXPECT_EQ(at(7), std::pair(3u, 1u));
  EXPECT_EQ(at(8), std::pair(4u, 1u));
  EXPECT_EQ(at(10), std::pair(4u, 3u));  // the end of the file
  EXPECT_EQ(sources.Text(sources.Line(file, 1)), "ab");
  EXPECT_EQ(sources.Text(sources.Line(file, 2)), "cd");
  EXPECT_EQ(sources.Text(sources.Line(file, 3)), "");
  EXPECT_EQ(sources.Text(sources.Line(file, 4)), "ef");
  EXPECT_TRUE(sources.Line(file, 0).empty());
  EXPECT_TRUE(sources.Line(file, 5).empty());
}

TEST(SourceMap, AByteOrderMarkHasNoColumn) {
  SourceMap sources;
  const FileId file = sources.AddFile("a", "\xEF\xBB\xBFkey: 1\nb");
  EXPECT_EQ(sources.Locate(file, 0).column, 1u);
  EXPECT_EQ(sources.Locate(file, 3).column, 1u);
  EXPECT_EQ(sources.Locate(file, 8).column, 6u);
  EXPECT_EQ(sources.Locate(file, 10).line, 2u);
  EXPECT_EQ(sources.Text(sources.Line(file, 1)), "key: 1");
}

// As if it were counted from the start.
TEST(SourceMap, LengthsOfLongTexts) {
  const std::string_view characters[] = {"a",    "\u00e9", "\u4e2d",   "\U0001f600",
                                         "\xFF", "\x80",   "\xE4\xB8", "\xF0\x9F\x98"};
  std::uint32_t dice = 1;
  for (int round = 0; round < 20; ++round) {
    std::string text;
    for (int i = 0; i < 3000; ++i) {
      dice = dice * 1'664'525 + 1'013'904'223;
      text += characters[(dice >> 20) % (round % 2 == 0 ? 4 : 8)];
    }
    SourceMap sources;
    const FileId file = sources.AddFile("f", text);
    std::uint32_t middle = 2000;
    while ((static_cast<unsigned char>(text[middle]) & 0xC0) == 0x80) ++middle;
    for (const std::uint32_t begin : {0u, middle}) {
      for (auto end = begin; end <= text.size(); end += end - begin < 900 ? 300 : 1) {
        const Utf8Length is = sources.LengthOf({file, begin, end});
        const Utf8Length should = LengthOf(std::string_view(text).substr(begin, end - begin));
        ASSERT_EQ(is.characters, should.characters) << round << " " << begin << " " << end;
        ASSERT_EQ(is.utf16, should.utf16) << round << " " << begin << " " << end;
      }
    }
  }
}

TEST(SourceMap, AnEmptyFileHasOneLine) {
  SourceMap sources;
  const FileId file = sources.AddFile("a", "");
  EXPECT_EQ(sources.Locate(file, 0).line, 1u);
  EXPECT_EQ(sources.Line(file, 1), (Span{file, 0, 0}));
}

// disk:   0123456789abcdefghij
// buffer: 2345 from [2,6), then "X" for [6,8), then 89a from [8,11), then q from [16,17)
class SpellTest : public ::testing::Test {
 protected:
  SourceMap sources_;
  FileId disk_ = sources_.AddFile("main.tf", "0123456789abcdefghij");
  FileId buffer_ =
      sources_.AddBuffer("2345X89ag", {{.at = 0, .from = {disk_, 2, 6}},
                                       {.at = 4, .from = {disk_, 6, 8}, .verbatim = false},
                                       {.at = 5, .from = {disk_, 8, 11}},
                                       {.at = 8, .from = {disk_, 16, 17}}});
  Span Disk(std::uint32_t begin, std::uint32_t end) const { return {disk_, begin, end}; }
  Span Spelled(std::uint32_t begin, std::uint32_t end) const {
    return sources_.Spell({buffer_, begin, end});
  }
};

TEST_F(SpellTest, OnDiskASpanIsItself) {
  EXPECT_EQ(sources_.Spell(Disk(3, 7)), Disk(3, 7));
  EXPECT_EQ(sources_.Spell(Span{}), Span{});
  EXPECT_EQ(sources_.path(buffer_), "main.tf");
}

TEST_F(SpellTest, WithinAPieceByteForByte) {
  EXPECT_EQ(Spelled(0, 4), Disk(2, 6));
  EXPECT_EQ(Spelled(1, 3), Disk(3, 5));
  EXPECT_EQ(Spelled(6, 8), Disk(9, 11));
  EXPECT_EQ(Spelled(8, 9), Disk(16, 17));
}

TEST_F(SpellTest, APieceThatIsNotVerbatimIsMeantWhole) { EXPECT_EQ(Spelled(4, 5), Disk(6, 8)); }

TEST_F(SpellTest, OverPiecesFromTheFirstByteToTheLast) {
  EXPECT_EQ(Spelled(3, 5), Disk(5, 8));
  EXPECT_EQ(Spelled(2, 7), Disk(4, 10));
  EXPECT_EQ(Spelled(0, 9), Disk(2, 17));
  EXPECT_EQ(Spelled(4, 6), Disk(6, 9));
}

TEST_F(SpellTest, InsertionPointsAtBordersBelongToWhatFollows) {
  EXPECT_EQ(Spelled(0, 0), Disk(2, 2));
  EXPECT_EQ(Spelled(5, 5), Disk(8, 8));
  EXPECT_EQ(Spelled(8, 8), Disk(16, 16));
  EXPECT_EQ(Spelled(9, 9), Disk(17, 17));  // the end of the buffer
}

TEST_F(SpellTest, ThroughBuffersInBuffers) {
  const FileId inner = sources_.AddBuffer("5X8", {{.at = 0, .from = {buffer_, 3, 6}}});
  EXPECT_EQ(sources_.Spell({inner, 0, 3}), Disk(5, 9));
  EXPECT_EQ(sources_.Spell({inner, 0, 1}), Disk(5, 6));
  EXPECT_EQ(sources_.Spell({inner, 1, 2}), Disk(6, 8));
  EXPECT_EQ(sources_.path(inner), "main.tf");
}

TEST_F(SpellTest, PiecesThatDoNotFollowEachOtherSpellToTheFirst) {
  const FileId other = sources_.AddFile("vars.tf", "prefix");
  const FileId joined = sources_.AddBuffer("defprefix012", {{.at = 0, .from = Disk(13, 16)},
                                                            {.at = 3, .from = {other, 0, 6}},
                                                            {.at = 9, .from = Disk(0, 3)}});
  EXPECT_EQ(sources_.Spell({joined, 0, 9}), Disk(13, 16));
  EXPECT_EQ(sources_.Spell({joined, 1, 12}), Disk(14, 16));
  EXPECT_EQ(sources_.Spell({joined, 4, 10}), (Span{other, 1, 6}));
  EXPECT_EQ(sources_.path(joined), "main.tf");
}

TEST_F(SpellTest, APlaceWithinTheNextIsMeantWithIt) {
  const FileId made = sources_.AddBuffer("xy", {{.at = 0, .from = Disk(5, 5), .verbatim = false},
                                                {.at = 1, .from = Disk(5, 9), .verbatim = false}});
  EXPECT_EQ(sources_.Spell({made, 0, 2}), Disk(5, 9));
}

TEST_F(SpellTest, SecretsAreKnownOnDiskSorted) {
  sources_.MarkSecret(Disk(12, 14));
  sources_.MarkSecret({buffer_, 1, 3});
  sources_.MarkSecret(Disk(9, 9));
  sources_.MarkSecret(Span{});
  EXPECT_EQ(sources_.secrets(Disk(0, 20)), (std::vector<Span>{Disk(3, 5), Disk(12, 14)}));
  EXPECT_TRUE(sources_.secrets({sources_.AddFile("b", "x"), 0, 1}).empty());
  EXPECT_TRUE(sources_.secrets(Span{}).empty());
}

TEST_F(SpellTest, SecretsThatShareAByteWithAPlaceAreFound) {
  sources_.MarkSecret(Disk(12, 14));
  sources_.MarkSecret(Disk(3, 6));
  EXPECT_EQ(sources_.secrets(Disk(5, 13)), (std::vector<Span>{Disk(3, 6), Disk(12, 14)}));
  EXPECT_EQ(sources_.secrets(Disk(5, 12)), (std::vector<Span>{Disk(3, 6)}));
  EXPECT_EQ(sources_.secrets(Disk(6, 12)), (std::vector<Span>{}));
  // What is marked later is found as well; what overlaps is one, what only touches is not.
  sources_.MarkSecret(Disk(5, 8));
  sources_.MarkSecret(Disk(4, 5));
  sources_.MarkSecret(Disk(14, 15));
  EXPECT_EQ(sources_.secrets(Disk(6, 20)),
            (std::vector<Span>{Disk(3, 8), Disk(12, 14), Disk(14, 15)}));
}

TEST(SourceMap, ABufferThatNobodyWroteHasNoPlace) {
  SourceMap sources;
  const FileId buffer = sources.AddBuffer("x", {{.at = 0, .from = {}, .verbatim = false}});
  EXPECT_EQ(sources.path(buffer), "");
  EXPECT_FALSE(sources.Spell({buffer, 0, 1}).valid());
}

TEST(SourceMap, CommentsAreKeptPerFile) {
  SourceMap sources;
  const FileId a = sources.AddFile("a", "x # y");
  const FileId b = sources.AddFile("b", "");
  sources.SetComments(a, {{a, 2, 5}});
  EXPECT_EQ(sources.comments(a), (std::vector<Span>{{a, 2, 5}}));
  EXPECT_TRUE(sources.comments(b).empty());
}

TEST(SourceMap, ViewsStayValidWhileThreadsAdd) {
  SourceMap sources;
  const FileId first = sources.AddFile("first", "first text");
  const std::string_view view = sources.Text(first);
  std::vector<std::vector<FileId>> added(4);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < added.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 2000; ++i) {
        const std::string text = std::to_string(t) + ":" + std::to_string(i);
        added[t].push_back(sources.AddFile(text, text));
        EXPECT_EQ(sources.Text(added[t].back()), text);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(view, "first text");
  EXPECT_EQ(view.data(), sources.Text(first).data());
  for (std::size_t t = 0; t < added.size(); ++t) {
    for (int i = 0; i < 2000; ++i) {
      EXPECT_EQ(sources.path(added[t][i]), std::to_string(t) + ":" + std::to_string(i));
    }
  }
}

}  // namespace
}  // namespace execlint
