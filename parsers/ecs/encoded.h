// JSON inside a string: container definitions, the definition of a state machine, the input of an
// event target.
#ifndef EXECLINT_PARSERS_ECS_ENCODED_H_
#define EXECLINT_PARSERS_ECS_ENCODED_H_

#include <vector>

#include "lint/source/problem.h"
#include "lint/source/source_map.h"
#include "lint/value/value_store.h"

namespace execlint::ecs {

// The value that a string of JSON encodes; any other value unchanged. No value for a string that is
// no JSON.
Traced Decoded(Traced value, SourceMap& sources, ValueStore& values,
               std::vector<Problem>* problems = nullptr);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_ENCODED_H_
