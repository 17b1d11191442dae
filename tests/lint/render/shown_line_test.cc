#include "lint/render/shown_line.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/render/wrap.h"

namespace execlint {
namespace {

struct Line {
  SourceMap sources;
  Span span;
  explicit Line(std::string text) {
    const FileId file = sources.AddFile("f", std::move(text));
    span = sources.Line(file, 1);
  }
  Span At(std::uint32_t begin, std::uint32_t end) const { return {span.file, begin, end}; }

  // As it is shown where nothing but the marked secrets is masked.
  ShownLine Show(Span focus, const LineRoom& room = {}) const {
    std::vector<Span> places;
    for (std::uint32_t at = span.begin; at < span.end; ++at) places.push_back(At(at, at + 1));
    return ShowLine(sources, span, focus, places, room);
  }
};

TEST(ShownLine, ColumnsOfTabsWideAndCombiningCharacters) {
  const Line line("\ta\u4e2de\u0301x");
  const ShownLine shown = line.Show(line.At(0, 0));
  EXPECT_EQ(shown.text, "    a\u4e2de\u0301x");
  EXPECT_EQ(shown.ColumnOf(1), 4u);  // a
  EXPECT_EQ(shown.ColumnOf(2), 5u);  // the wide one
  EXPECT_EQ(shown.ColumnOf(5), 7u);  // e
  EXPECT_EQ(shown.ColumnOf(8), 8u);  // x
  EXPECT_EQ(shown.ColumnOf(9), 9u);  // the end
  EXPECT_EQ(shown.ColumnOf(99), 9u);
}

TEST(ShownLine, SecretsAreMasked) {
  Line line(R"(value = "hunter2" # x)");
  line.sources.MarkSecret(line.At(9, 16));
  const ShownLine shown = line.Show(line.At(0, 5));
  EXPECT_EQ(shown.text, R"(value = "***" # x)");
  EXPECT_EQ(shown.ColumnOf(9), 9u);
  EXPECT_EQ(shown.ColumnOf(12), 9u);
  EXPECT_EQ(shown.ColumnOf(16), 12u);
  EXPECT_EQ(line.sources.MaskedText(line.span), R"(value = "***" # x)");
  EXPECT_EQ(line.sources.MaskedText(line.At(11, 18)), R"(***" )");
}

TEST(ShownLine, LongLinesAreCutAroundThePlace) {
  std::string text(5000, 'a');
  text.append("HERE").append(5000, 'b');
  const Line line(text);
  const ShownLine shown = line.Show(line.At(5000, 5004));
  EXPECT_EQ(shown.text,
            "\u2026" + std::string(60, 'a') + "HERE" + std::string(116, 'b') + "\u2026");
  EXPECT_EQ(shown.ColumnOf(5000), 61u);
  EXPECT_EQ(shown.ColumnOf(0), 0u);
  EXPECT_EQ(shown.ColumnOf(10000), 181u);
}

TEST(ShownLine, BytesThatAreNoTextAreOneColumnEach) {
  const Line line(std::string(1000, '\x80'));
  const ShownLine shown = line.Show(line.At(900, 901));
  EXPECT_EQ(shown.begin, 900u - 60);
  EXPECT_EQ(shown.width, 1u + 60 + 100);
}

TEST(ShownLine, ACutNeverSplitsACharacter) {
  for (const char* character : {"\u00e9", "\u4e2d", "\U0001F600"}) {
    std::string text;
    for (int i = 0; i < 400; ++i) text += character;
    const Line line(text);
    for (std::uint32_t at = 60; at < 72; ++at) {
      const ShownLine shown = line.Show(line.At(at, at));
      EXPECT_EQ(shown.text.find("\uFFFD"), std::string::npos) << character << at;
    }
  }
}

TEST(ShownLine, IsCutToTheRoomAroundThePlace) {
  const Line line("0123456789abcdefghijklmnopqrstuvwxyz");
  const auto shown = [&line](std::uint32_t begin, std::uint32_t end) {
    return line.Show(line.At(begin, end), {.room = 12});
  };
  EXPECT_EQ(shown(0, 3).text, "0123456789a\u2026") << "from the start where that does";
  EXPECT_EQ(shown(18, 22).text, "\u2026fghijklmno\u2026");
  EXPECT_EQ(shown(18, 22).ColumnOf(18), 4u);
  EXPECT_EQ(shown(34, 36).text, "\u2026pqrstuvwxyz") << "to the end where that does";
  EXPECT_EQ(shown(5, 30).text, "\u202656789abcde\u2026") << "of a long place the beginning";
  EXPECT_EQ(line.Show(line.At(18, 22), {.room = 12, .ascii = true}).text, "...hijklm...");
  EXPECT_EQ(line.Show(line.At(0, 3), {.room = 36}).text.size(), 36u);
}

// Whatever the line, its place and the room: never wider, and no character is torn.
TEST(ShownLine, NeverTakesMoreThanItsRoom) {
  std::string text = "\tkey: ";
  for (int i = 0; i < 30; ++i)
    text += i % 3 == 0 ? "\u4e2d" : i % 3 == 1 ? "e\u0301" : "\U0001F600 ";
  Line line(text);
  line.sources.MarkSecret(line.At(20, 60));
  for (const bool ascii : {false, true}) {
    for (std::size_t room = 8; room < 60; ++room) {
      for (std::uint32_t at = 0; at <= line.span.end; ++at) {
        const ShownLine shown = line.Show(line.At(at, at), {.room = room, .ascii = ascii});
        ASSERT_LE(shown.width, room) << at;
        ASSERT_EQ(shown.width, ColumnsOf(shown.text)) << at << " " << room;
        ASSERT_LE(shown.ColumnOf(at), room) << at;
      }
    }
  }
}

TEST(Locate, ColumnsForPeopleAreCharacters) {
  SourceMap sources;
  const FileId file = sources.AddFile("f", "\xEF\xBB\xBF\u00e4\U0001F600x\n\u4e2dy");
  const auto column = [&](std::string_view text) {
    const auto at = static_cast<std::uint32_t>(sources.Text(file).find(text));
    return LocateForPeople(sources, file, at).column;
  };
  EXPECT_EQ(column("\u00e4"), 1u) << "the byte order mark is none";
  EXPECT_EQ(column("x"), 3u);
  EXPECT_EQ(column("y"), 2u);
  EXPECT_EQ(LocateForPeople(sources, file, 14).line, 2u);
}

}  // namespace
}  // namespace execlint
