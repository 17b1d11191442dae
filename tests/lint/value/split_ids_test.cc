#include "lint/value/split_ids.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "lint/value/glyphs.h"

namespace execlint {
namespace {

class SplitIdsTest : public ::testing::Test {
 protected:
  const Symbol* Of(Why why, std::string_view attribute, ResourceId resource = ResourceId{7}) {
    return store_.Intern({.why = why,
                          .name = "aws_subnet.a." + std::string(attribute),
                          .resource = resource,
                          .attribute = std::string(attribute)});
  }
  Part Id(std::string_view attribute = "id") {
    return {.hole = Of(Why::kComputedByAws, attribute)};
  }
  // Written at the bytes from `at` on.
  static Part Written(std::string_view text, std::uint32_t at = 0) {
    return {.text = text, .from = {FileId{1}, at, at + static_cast<std::uint32_t>(text.size())}};
  }
  // The elements, with `<id>` for an id; `nothing` where they cannot be told.
  std::vector<std::string> Split(std::initializer_list<Part> parts,
                                 std::string_view delimiter = ",") {
    return Elements(SplitIds({store_.String(parts, {})}, delimiter, store_));
  }
  static std::vector<std::string> Elements(Traced list) {
    if (!list) return {"nothing"};
    std::vector<std::string> all;
    for (const Traced& item : list->items()) {
      std::string& text = all.emplace_back();
      for (const Glyph& glyph : GlyphsOf(*item)) {
        text += glyph.hole() ? "<" + glyph.symbol->attribute + ">" : std::string(1, glyph.byte);
      }
    }
    return all;
  }

  ValueStore store_;
};

using Texts = std::vector<std::string>;

TEST_F(SplitIdsTest, GivesTheIdsBetweenTheDelimiters) {
  EXPECT_EQ(Split({Id(), Written(","), Id("arn")}), (Texts{"<id>", "<arn>"}));
  EXPECT_EQ(Split({Id(), Written(" , "), Id("arn")}), (Texts{"<id>", "<arn>"}));
  EXPECT_EQ(Split({Written("subnet-1, subnet-2,"), Id()}), (Texts{"subnet-1", "subnet-2", "<id>"}));
  EXPECT_EQ(Split({Id(), Written("::"), Id("arn")}, "::"), (Texts{"<id>", "<arn>"}));
  EXPECT_EQ(Split({Id(), Written(", x y ")}), (Texts{"<id>", "x y"}));
  EXPECT_EQ(Split({Id(), Written("  b "), Id("arn")}, " "), (Texts{"<id>", "", "b", "<arn>"}));
  EXPECT_EQ(Split({Id(), Written(",")}), (Texts{"<id>", ""}));
  EXPECT_EQ(Split({Written("a-"), Id(), Written("-b,c")}), (Texts{"a-<id>-b", "c"}));
}

TEST_F(SplitIdsTest, OneIdIsAListOfIt) {
  const auto one = [&](const Symbol* symbol) {
    return Elements(SplitIds({store_.Unknown(symbol, {})}, ",", store_));
  };
  EXPECT_EQ(one(Of(Why::kComputedByAws, "id")), Texts{"<id>"});
  EXPECT_EQ(one(Of(Why::kComputedByAws, "")), Texts{"<>"});  // a Ref
  EXPECT_EQ(one(Of(Why::kComputedByAws, "subnet_ids")), Texts{"nothing"});
  EXPECT_EQ(one(Of(Why::kDataSource, "id")), Texts{"nothing"});
}

// An input may hold delimiters itself, and so may an attribute that is no id.
TEST_F(SplitIdsTest, NothingIsToldBesideSomethingElseThatIsUnknown) {
  EXPECT_EQ(Split({Id(), Written(","), {.hole = Of(Why::kInputWithoutDefault, "id")}}),
            Texts{"nothing"});
  EXPECT_EQ(Split({Id(), Written(","), {.hole = Of(Why::kComputedByAws, "id", ResourceId::kNone)}}),
            Texts{"nothing"});
  EXPECT_EQ(Split({Id(), Written(","), Id("tags")}), Texts{"nothing"});
  EXPECT_EQ(Elements(SplitIds({store_.Number(1, {})}, ",", store_)), Texts{"nothing"});
}

TEST_F(SplitIdsTest, EachElementStandsWhereItIsWritten) {
  const auto place = [](Traced list, std::size_t index) {
    const Span at = list->items()[index]->parts().front().from;
    return std::vector<std::uint32_t>{at.begin, at.end};
  };
  Part part = Written("sg-1, sg-22 ,", 100);
  const Traced list = SplitIds({store_.String({part, Id()}, {})}, ",", store_);
  EXPECT_EQ(place(list, 0), (std::vector<std::uint32_t>{100, 104}));
  EXPECT_EQ(place(list, 1), (std::vector<std::uint32_t>{106, 111}));
  // Of a text that the code computes only the whole has a place.
  part.verbatim = false;
  const Traced computed = SplitIds({store_.String({part, Id()}, {})}, ",", store_);
  EXPECT_EQ(place(computed, 1), (std::vector<std::uint32_t>{100, 113}));
}

}  // namespace
}  // namespace execlint
