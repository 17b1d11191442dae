// Reads the YAML that people write every day in one pass over the bytes, with the same result as
// the library and some twenty times faster: the same values, spans, parts and comments, byte for
// byte. It gives up at the first thing that it does not know exactly, and never says what is wrong:
// whoever calls it then reads the text with the library.
//
//   if (auto direct = ReadDirectly(sources, file, store, dialect)) Use(direct->parsed);
//   else ...  // read with the library: the text may be fine, or wrong
//
// It takes one document, a block map or list, of
// - block maps whose keys are plain or quoted, on one line with their `:`;
// - block lists, also at the column of the key that they belong to;
// - plain scalars, also over several lines; quoted scalars with escapes of one character or line
//   break; block scalars with `+`, `-` or nothing behind the sign;
// - lists and maps in brackets, over any number of lines, with a space behind each `:`;
// - tags such as `!GetAtt` or `!Rain::Embed` before a value, on the same line or the line before
// it,
//   or before nothing;
// - comments, a byte order mark, `---` on a line of its own before everything, CRLF.
//
// It gives up at everything else (the dialect of yamldecode() is not asked for here), among it
// anchors, aliases, merge keys, `? key`, other tags, a tab outside of scalars, other documents,
// directives, values that are left out in brackets, keys and values `null` or `~` in brackets,
// kMaxDirectDepth levels, and at every syntax error.
#ifndef EXECLINT_PARSERS_YAML_DIRECT_H_
#define EXECLINT_PARSERS_YAML_DIRECT_H_

#include <optional>
#include <vector>

#include "lint/source/source_map.h"
#include "lint/value/parsed.h"
#include "lint/value/value_store.h"
#include "parsers/yaml/yaml.h"

namespace execlint::yaml {

inline constexpr int kMaxDirectDepth = 100;

struct Direct {
  Parsed parsed = {};  // without a problem, unless a bound was met (lint/value/text_bound.h)
  std::vector<Span> comments = {};
};

// Nothing: given up. The text must hold no character that YAML does not allow.
std::optional<Direct> ReadDirectly(const SourceMap& sources, FileId file, ValueStore& store,
                                   Dialect dialect);

}  // namespace execlint::yaml

#endif  // EXECLINT_PARSERS_YAML_DIRECT_H_
