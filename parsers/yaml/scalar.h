// Reads a scalar again from the source, for what the library does not tell: its end, and where each
// byte of its value is written. Quoted and block scalars are decoded here in full (the library
// loses blank lines before a closing quote); of a plain scalar only the library knows where it
// ends.
#ifndef EXECLINT_PARSERS_YAML_SCALAR_H_
#define EXECLINT_PARSERS_YAML_SCALAR_H_

#include <cstdint>
#include <string_view>

#include "lint/value/buffer.h"

namespace execlint::yaml {

struct ScalarText {
  enum Style : std::uint8_t { kPlain, kSingleQuoted, kDoubleQuoted, kLiteral, kFolded };
  Style style = kPlain;
  std::uint32_t begin = 0, end = 0;
  bool closed = true;   // false: a quote without its end
  bool aligned = true;  // false: a plain scalar that is not what the library says
};

// The scalar that begins at `begin`, its parts into `parts`.
// `decoded`: what the library says it means. `parent_indent`: the column of the block list or map
// it stands in, -1 for none.
ScalarText ReadScalar(std::string_view text, std::uint32_t begin, std::string_view decoded,
                      int parent_indent, PartCollector& parts);

}  // namespace execlint::yaml

#endif  // EXECLINT_PARSERS_YAML_SCALAR_H_
