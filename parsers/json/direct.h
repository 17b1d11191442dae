// Reads JSON without an error in one pass over the bytes, with the same result as the library and
// several times faster. It gives up at every error, at kMaxDirectDepth levels, and at text that
// does not begin with a bracket; whoever calls it then reads the text with the library, which says
// what is wrong.
//
//   if (const Traced root = ReadDirectly(sources, file, store)) Use(root);
#ifndef EXECLINT_PARSERS_JSON_DIRECT_H_
#define EXECLINT_PARSERS_JSON_DIRECT_H_

#include "lint/source/source_map.h"
#include "lint/value/value_store.h"

namespace execlint::json {

inline constexpr int kMaxDirectDepth = 100;

// No value: given up.
Traced ReadDirectly(const SourceMap& sources, FileId file, ValueStore& store);

}  // namespace execlint::json

#endif  // EXECLINT_PARSERS_JSON_DIRECT_H_
