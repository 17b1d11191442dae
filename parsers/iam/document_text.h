// A policy document as text: what the string says, as a value.
#ifndef EXECLINT_PARSERS_IAM_DOCUMENT_TEXT_H_
#define EXECLINT_PARSERS_IAM_DOCUMENT_TEXT_H_

#include <vector>

#include "lint/source/problem.h"
#include "lint/source/source_map.h"
#include "lint/value/value_store.h"

namespace execlint {

// What the string value `text` encodes, with the places of its pieces; no value if it is no JSON.
Traced DecodeDocument(Traced text, ValueStore& values, SourceMap& sources,
                      std::vector<Problem>* problems);

}  // namespace execlint

#endif  // EXECLINT_PARSERS_IAM_DOCUMENT_TEXT_H_
