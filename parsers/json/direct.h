// Reads JSON without an error in one pass over the bytes, with the same result as the library and
// several times faster. It gives up at every error, at kMaxDirectDepth levels, and at text that
// does not begin with a bracket; whoever calls it then reads the text with the library, which says
// what is wrong.
//
//   if (auto parsed = ReadDirectly(sources, file, store)) Use(*parsed);
#ifndef EXECLINT_PARSERS_JSON_DIRECT_H_
#define EXECLINT_PARSERS_JSON_DIRECT_H_

#include <optional>

#include "lint/source/source_map.h"
#include "lint/value/parsed.h"
#include "lint/value/value_store.h"

namespace execlint::json {

inline constexpr int kMaxDirectDepth = 100;

// Nothing: given up. There is no problem, unless a bound was met (lint/value/text_bound.h).
std::optional<Parsed> ReadDirectly(const SourceMap& sources, FileId file, ValueStore& store);

}  // namespace execlint::json

#endif  // EXECLINT_PARSERS_JSON_DIRECT_H_
