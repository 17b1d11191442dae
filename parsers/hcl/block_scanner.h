// Finds the top-level blocks and attributes of an HCL file without parsing them, at the speed of
// reading: strings, heredocs, comments and brackets are followed, nothing else is looked at. Most
// blocks of a repository are never asked for, so they are never parsed.
//
//   ScannedFile file = Scan(sources, id);
//   for (const Item& item : file.items) {
//     if (item.kind == Item::kBlock && item.type.text == "resource" &&
//         file.labels(item)[0].text.starts_with("aws_ecs_")) Use(Parse(sources, id, item));
//   }
//
// What is broken costs itself: the rest of the file is found all the same. A quoted string that is
// not closed ends with its line; a block or heredoc that is not closed ends before the next line
// that looks like the head of a block or attribute and is indented no deeper.
//
// Time is linear in the size of the file, for every input.
#ifndef EXECLINT_PARSERS_HCL_BLOCK_SCANNER_H_
#define EXECLINT_PARSERS_HCL_BLOCK_SCANNER_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "lint/source/problem.h"
#include "lint/source/source_map.h"
#include "lint/source/span.h"
#include "parsers/hcl/ast.h"

namespace execlint::hcl {

// Items above this size are not parsed (a limit, and a problem says so).
inline constexpr std::uint32_t kMaxItemBytes = 1u << 20;

struct Item {
  enum Kind : std::uint8_t { kAttribute, kBlock } kind = kAttribute;
  enum State : std::uint8_t {
    kWhole,
    kUnclosed,  // cut off where the next item starts, or at the end of the file
    kLimit,     // larger than kMaxItemBytes or deeper than kMaxDepth
  } state = kWhole;
  Name type;             // of a block, `resource`; of an attribute, its name
  RangeOf<Name> labels;  // see ScannedFile::labels
  Span span;             // from the type past the closing brace, or past the attribute's value
  Span body;             // of a block: what stands between its braces
};

struct ScannedFile {
  std::vector<Item> items;  // in the order of the file
  std::vector<Problem> problems;
  std::vector<Name> all_labels;
  std::vector<std::unique_ptr<const std::string>> decoded;  // labels with escapes

  // Labels without their quotes, their escapes decoded.
  std::span<const Name> labels(const Item& item) const {
    return std::span<const Name>(all_labels).subspan(item.labels.first, item.labels.count);
  }
};

ScannedFile Scan(const SourceMap& sources, FileId file);

// The same for a part of a file, such as the body of a block.
ScannedFile Scan(const SourceMap& sources, Span part);

// The comments of a whole file, in order, from their first byte past their last (line comments
// without the line ending). A `#` inside a string or heredoc is none.
std::vector<Span> Comments(const SourceMap& sources, FileId file);

}  // namespace execlint::hcl

#endif  // EXECLINT_PARSERS_HCL_BLOCK_SCANNER_H_
