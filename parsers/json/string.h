// What a string of JSON means. Only for the implementation of json::Parse.
#ifndef EXECLINT_PARSERS_JSON_STRING_H_
#define EXECLINT_PARSERS_JSON_STRING_H_

#include <cstdint>
#include <string_view>

#include "lint/value/buffer.h"

namespace execlint::json {

// The text between the quotes at `begin` and `end`, which is known to be right, into `parts`.
void DecodeString(std::string_view text, std::uint32_t begin, std::uint32_t end,
                  PartCollector& parts);

}  // namespace execlint::json

#endif  // EXECLINT_PARSERS_JSON_STRING_H_
