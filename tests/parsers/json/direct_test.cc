#include "parsers/json/direct.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>

#include "parsers/json/json.h"
#include "tests/support/same_parsed.h"

namespace execlint {
namespace {

std::string FileText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool IsReadDirectly(const std::string& text) {
  SourceMap sources;
  ValueStore store;
  return json::ReadDirectly(sources, sources.AddFile("a.json", text), store).has_value();
}

// Whether Parse says the same as the library alone.
void ExpectSame(const std::string& text, const std::string& name = "") {
  SourceMap sources;
  ValueStore store, other;
  const FileId file = sources.AddFile("a.json", text);
  EXPECT_EQ(testing::TextOf(json::Parse(sources, file, store), {}),
            testing::TextOf(json::ParseWithLibrary(sources, Buffer::Whole(file), other), {}))
      << name << "\n"
      << text;
}

TEST(JsonDirect, ReadsJsonAsTheLibraryDoes) {
  for (const std::string text : {
           "{}",
           "[]",
           " \r\n\t{ } \n",
           "\xEF\xBB\xBF{\"a\":1}",
           "{\"a\" : [ 1 , -2.5e+3, 0, -0, -0.0, 1E-2, 12345678901234567890, 1e308 ] , \"a\": {}}",
           "[true, false, null, [[]], {\"b\": {\"c\": []}}]",
           "[\"\", \"{[}]:,\", \"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\", "
           "\"\\u00e9\\u20AC\\ud83d\\ude00\"]",
           "{\"k\\n{\": 1, \"\\u0041\": 2, \"\xC3\xA9\": \"\xF0\x9F\x98\x80\"}",
           "[9007199254740993, 18446744073709551616, 0.1, 4.9e-324, 2.2250738585072014e-308]",
       }) {
    ExpectSame(text);
    const bool underflows = text.find("4.9e-324") != std::string::npos;
    EXPECT_TRUE(IsReadDirectly(text) || underflows) << text;
  }
}

TEST(JsonDirect, GivesUpAtEveryError) {
  for (const std::string text : {
           "",
           " ",
           "1",
           "\"a\"",
           "null",
           "{",
           "[",
           "{\"a\"}",
           "{\"a\":}",
           "{\"a\":1,}",
           "[1,]",
           "[,]",
           "{,}",
           "[1 2]",
           "{\"a\":1 \"b\":2}",
           "{a:1}",
           "{'a':1}",
           "[01]",
           "[-]",
           "[1.]",
           "[.5]",
           "[1e]",
           "[+1]",
           "[1e999]",
           "[tru]",
           "[truex]",
           "[nul]",
           "[NaN]",
           "{}x",
           "[]]",
           "// c\n{}",
           "{} // c",
           "/* c */ {}",
           "[\"a]",
           "[\"\n\"]",
           "[\"\x01\"]",
           "[\"\\q\"]",
           "[\"\\u12\"]",
           "[\"\\u-123\"]",
           "[\"\\ud800\"]",
           "[\"\\ud800\\u0041\"]",
           "[\"\\udc00\"]",
           "[\"\xFF\"]",
           "[\"\xC3\"]",
           "[\"\xED\xA0\x80\"]",
           "[\"\\",
           "\xEF\xBB\xBF\xEF\xBB\xBF{}",
           "[\"\xF5\x80\x80\x80\"]",
           "[\"\xC0\x80\"]",
       }) {
    EXPECT_FALSE(IsReadDirectly(text)) << text;
    ExpectSame(text);
  }
  const std::string nul("{\"a\":\0 1}", 9);
  EXPECT_FALSE(IsReadDirectly(nul));
  ExpectSame(nul);
  const auto deep = [](int levels) {
    return std::string(static_cast<std::size_t>(levels), '[') +
           std::string(static_cast<std::size_t>(levels), ']');
  };
  EXPECT_TRUE(IsReadDirectly(deep(json::kMaxDirectDepth)));
  EXPECT_FALSE(IsReadDirectly(deep(json::kMaxDirectDepth + 1)));
  ExpectSame(deep(json::kMaxDirectDepth + 1));
}

TEST(JsonDirect, AgreesWithTheLibraryOnFixturesAndTheirMutations) {
  std::mt19937 random(7);
  constexpr std::string_view kBytes = " \n:,\"[]{}\\u0-+.eEtfn/x";
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("fixtures")) {
    if (entry.path().extension() != ".json" || entry.file_size() > 40'000) continue;
    ++files;
    const std::string text = FileText(entry.path().string());
    ExpectSame(text, entry.path().string());
    if (text.empty() || text.size() > 4000) continue;
    for (int i = 0; i < 10 && !HasFailure(); ++i) {
      std::string changed = text;
      const std::size_t at = random() % changed.size();
      if (random() % 2 == 0) {
        changed[at] = kBytes[random() % kBytes.size()];
      } else {
        changed.erase(at, 1 + random() % 3);
      }
      ExpectSame(changed, entry.path().string());
    }
  }
  EXPECT_GT(files, 20);
}

TEST(JsonDirect, ATextThatHoldsTooMuchIsALimit) {
  const auto expect_limit = [](const std::string& text) {
    SourceMap sources;
    ValueStore store;
    const FileId file = sources.AddFile("a.json", text);
    const Parsed parsed = json::Parse(sources, file, store);
    ASSERT_EQ(parsed.problems.size(), 1U);
    EXPECT_EQ(parsed.problems[0].kind, Problem::kLimit);
    EXPECT_NE(parsed.problems[0].message.find("1,000,000 values"), std::string::npos);
    EXPECT_FALSE(parsed.root);
    ExpectSame(text.substr(0, 50));
  };
  std::string list = "[1", escapes = "[\"";
  for (int i = 0; i < 1'000'100; ++i) list += ",1", escapes += "\\n";
  expect_limit(list + "]");
  expect_limit(escapes + "\"]");
  // An error behind the bound is not seen; a comment before it takes it to the library.
  expect_limit(list);
  expect_limit("[/**/" + list.substr(1) + "]");
}

}  // namespace
}  // namespace execlint
