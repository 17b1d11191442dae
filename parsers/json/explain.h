// Says in plain words what is wrong with JSON text. Only for the implementation of json::Parse.
#ifndef EXECLINT_PARSERS_JSON_EXPLAIN_H_
#define EXECLINT_PARSERS_JSON_EXPLAIN_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/problem.h"

namespace execlint::json {

// What was read last, and so what may follow.
struct ReadSoFar {
  enum What : std::uint8_t { kNothing, kOpening, kKey, kValue, kDocument } what = kNothing;
  bool in_map = false;
  std::uint32_t end = 0;  // of what was read last
};

// The first error behind what was read. `secret`: nothing of the text may be shown.
Problem Explain(FileId file, std::string_view text, const ReadSoFar& so_far, bool secret = false);

// The same text in which comments and trailing commas are white space, with a problem for each.
struct Loosened {
  std::string text;
  std::vector<Problem> problems;
};
Loosened Loosen(FileId file, std::string_view text);

}  // namespace execlint::json

#endif  // EXECLINT_PARSERS_JSON_EXPLAIN_H_
