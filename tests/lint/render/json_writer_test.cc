#include "lint/render/json_writer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace execlint {
namespace {

TEST(JsonWriter, WritesInOrder) {
  std::string out;
  JsonWriter json(out);
  json.BeginObject();
  json.Member("z", "a");
  json.Member("n", -3);
  json.Member("b", true);
  json.Array("list", std::vector<std::string>{"x", "y"});
  json.List("empty", [] {});
  json.Object("o", [&] { json.Member("k", false); });
  json.EndObject();
  EXPECT_EQ(out, R"({
  "z": "a",
  "n": -3,
  "b": true,
  "list": [
    "x",
    "y"
  ],
  "empty": [],
  "o": {
    "k": false
  }
}
)");
}

std::string Written(std::string_view text) {
  std::string out;
  JsonWriter(out).Text(text);
  return out;
}

TEST(JsonWriter, EscapesWhatMustBe) {
  EXPECT_EQ(Written("a\"b\\c\n\t\r"), R"("a\"b\\c\n\t\r")");
  EXPECT_EQ(Written(std::string_view("\0\x1b\x7f", 3)), R"("\u0000\u001b\u007f")");
  EXPECT_EQ(Written("\xC3\xA9\xF0\x9F\x98\x80"), "\"\xC3\xA9\xF0\x9F\x98\x80\"");
  EXPECT_EQ(Written("a\xFF\xC3"), "\"a\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST(JsonWriter, AnyBytesAreReadBackByAParser) {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  const std::string read = nlohmann::json::parse(Written(all)).get<std::string>();
  EXPECT_EQ(read.substr(0, 128), all.substr(0, 128));
  EXPECT_EQ(read.size(), 128u + 128u * 3u);
}

}  // namespace
}  // namespace execlint
