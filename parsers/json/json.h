// JSON as values with exact spans (see lint/value/parsed.h for their shape).
//
//   Parsed parsed = json::Parse(sources, file, store);
//   if (const Entry* family = Find(*parsed.root, "family")) Use(family->value, family->key_span);
//
// Strict JSON (RFC 8259), a byte order mark allowed. Comments and trailing commas are problems, but
// are read over, since AWS rejects them and people write them. At any other error the tree ends.
#ifndef EXECLINT_PARSERS_JSON_JSON_H_
#define EXECLINT_PARSERS_JSON_JSON_H_

#include "lint/source/source_map.h"
#include "lint/value/buffer.h"
#include "lint/value/parsed.h"
#include "lint/value/value_store.h"

namespace execlint::json {

inline constexpr int kMaxDepth = 512;

Parsed Parse(const SourceMap& sources, FileId file, ValueStore& store);
// The text of a string value, with its holes.
Parsed Parse(const SourceMap& sources, const Buffer& buffer, ValueStore& store);
// The same, of any text by the library alone: what parsers/json/direct.h must agree with. Only for
// tests.
Parsed ParseWithLibrary(const SourceMap& sources, const Buffer& buffer, ValueStore& store);

}  // namespace execlint::json

#endif  // EXECLINT_PARSERS_JSON_JSON_H_
