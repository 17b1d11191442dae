// Generated files, with what HashiCorp's parser makes of them: corpus.txt is the output of
//
//   cd oracle/hcl && go run . -generate 2000 -seed 1
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/parsers/hcl/canonical_dump.h"
#include "tests/parsers/hcl/parsed.h"

namespace execlint::hcl {
namespace {

struct Recorded {
  std::string text;
  std::string dump;
};

std::string Unescape(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\') {
      out += line[i];
      continue;
    }
    const char c = line[++i];
    out += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
  }
  return out;
}

const std::vector<Recorded>& Corpus() {
  static const std::vector<Recorded> corpus = [] {
    std::vector<Recorded> read;
    std::ifstream in("tests/parsers/hcl/corpus.txt", std::ios::binary);
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("= ")) {
        read.push_back({Unescape(std::string_view(line).substr(2)), ""});
      } else if (!line.empty()) {
        read.back().dump += line + "\n";
      }
    }
    return read;
  }();
  return corpus;
}

TEST(HclCorpus, HoldsTwoThousandFiles) { EXPECT_EQ(Corpus().size(), 2000u); }

TEST(HclCorpus, TreesAreThoseOfHashiCorpsParser) {
  for (const Recorded& file : Corpus()) {
    SourceMap sources;
    const FileId id = sources.AddFile("main.tf", file.text);
    ASSERT_EQ(CanonicalDump(sources, id), file.dump) << file.text;
  }
}

// What the scanner finds without parsing is where the parser finds it.
TEST(HclCorpus, ItemsAreThoseOfTheParser) {
  for (const Recorded& file : Corpus()) {
    const ParsedText parsed(file.text);
    std::map<std::uint32_t, std::pair<Span, std::string_view>> expected;
    for (const Attribute& attribute : parsed.ast().attributes(parsed.parsed.body)) {
      expected[attribute.span.begin] = {attribute.span, attribute.name.text};
    }
    for (const Block& block : parsed.ast().blocks(parsed.parsed.body)) {
      expected[block.span.begin] = {block.span, block.type.text};
    }
    std::map<std::uint32_t, std::pair<Span, std::string_view>> found;
    for (const Item& item : Scan(*parsed.sources, parsed.file).items) {
      found[item.span.begin] = {item.span, item.type.text};
    }
    ASSERT_EQ(found, expected) << file.text;
  }
}

}  // namespace
}  // namespace execlint::hcl
