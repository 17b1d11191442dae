// The result of a parser of data (JSON, YAML): the value, and the problems of the text. Both
// formats give the same shape of value.
//
//   {"cpu": 256, "tags": ["a\n"]}
//
//   map, span of `{...}`
//     entry "cpu", key_span of `"cpu"`  -> number 256, span of `256`
//     entry "tags"                      -> list -> string, span of `"a\n"`, two Parts: `a`, `\n`
//
// Every value and key has its exact span, quotes and brackets included. A string has one Part per
// run of bytes that stand in the source as they are; an escape or a folded line break is a Part of
// its own (verbatim = false), so every byte of a string leads back to where it is written. A key
// that stands twice is there twice.
#ifndef EXECLINT_LINT_VALUE_PARSED_H_
#define EXECLINT_LINT_VALUE_PARSED_H_

#include <vector>

#include "lint/source/problem.h"
#include "lint/value/value.h"

namespace execlint {

// Behind a problem the tree goes as far as the text could be read; the lists and maps it ends in
// are open (Why::kBroken). No root: there is no value at all.
struct Parsed {
  Traced root;
  std::vector<Problem> problems;  // in the order of the text
};

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_PARSED_H_
