// Where a heredoc ends: at a line with its tag between white space, which is what Unicode calls so.
#include <gtest/gtest.h>

#include <string>

#include "parsers/hcl/block_scanner.h"
#include "parsers/hcl/parser.h"

namespace execlint::hcl {
namespace {

// The types of the items of the file, and the text of the first, as its tree has it.
std::string Items(const std::string& text) {
  SourceMap sources;
  const FileId file = sources.AddFile("main.tf", text);
  const ScannedFile scanned = Scan(sources, file);
  std::string items;
  for (const Item& item : scanned.items) items += std::string(item.type.text) + " ";
  const Parser parser;
  const ParsedBody parsed = parser.ParseFile(sources, file);
  items += parsed.problems.empty() && scanned.problems.empty() ? "" : "with problems ";
  const Attribute* first = parsed.ast.Find(parsed.body, "a");
  return items + (first == nullptr ? "" : parsed.ast.ConstantString(first->value).value_or("-"));
}

TEST(HclHeredoc, EndsBetweenAllWhiteSpace) {
  for (const std::string space :
       {" ", "\t", "\v", "\f", "\u0085", "\u00A0", "\u1680", "\u2000", "\u200A", "\u2028", "\u2029",
        "\u202F", "\u205F", "\u3000", "\u00A0\u00A0 \u3000"}) {
    for (const std::string& end : {"EOT" + space, space + "EOT", space + "EOT" + space}) {
      EXPECT_EQ(Items("a = <<EOT\nx\n" + end + "\nb = 1\nc = <<EOT\ny\nEOT\n"), "a b c x\n") << end;
    }
  }
}

TEST(HclHeredoc, WhatIsNoWhiteSpaceIsText) {
  // A zero width space, a byte order mark and half a character.
  for (const std::string other : {"\u200B", "\uFEFF", "\u180E", "\x85"}) {
    EXPECT_EQ(Items("a = <<EOT\nx\nEOT" + other + "\nb = 1\nEOT\n").substr(0, 2), "a ") << other;
    EXPECT_EQ(Items("a = <<EOT\nx\nEOT" + other + "\nb = 1\nEOT\n").find(" b "), std::string::npos);
  }
}

}  // namespace
}  // namespace execlint::hcl
