// Helpers of the tests of JSON and YAML: parse a text, print a value on one line, re-read spans.
#ifndef EXECLINT_TESTS_SUPPORT_DATA_H_
#define EXECLINT_TESTS_SUPPORT_DATA_H_

#include <string>
#include <string_view>
#include <vector>

#include "lint/source/source_map.h"
#include "lint/value/parsed.h"
#include "lint/value/value_store.h"

namespace execlint::testing {

// {"a": [1, true, null, "x${var.y}"], ...open(var.more)}; <var.z> is an unknown value.
std::string Print(Traced value);

// `1:5-8 "text"`: line, first and last+1 column, and the source text there.
std::string Where(const SourceMap& sources, Span span);

// `1:5-8: message` for each problem.
std::vector<std::string> Problems(const SourceMap& sources, const Parsed& parsed);

// Every value and key of a tree, depth first: a span and, for scalars, the text it means.
struct Scalar {
  Span span;
  const Value* value = nullptr;  // null: a key
  std::string key;
};
std::vector<Scalar> Scalars(Traced root);

// Checks that the parts of every string say what the source has at their place: verbatim parts byte
// for byte, and all in rising order within the string's span. Returns what is wrong.
std::vector<std::string> BadParts(const SourceMap& sources, Traced root);

}  // namespace execlint::testing

#endif  // EXECLINT_TESTS_SUPPORT_DATA_H_
