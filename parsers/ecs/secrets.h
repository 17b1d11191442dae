// What in an environment is nobody's business.
#ifndef EXECLINT_PARSERS_ECS_SECRETS_H_
#define EXECLINT_PARSERS_ECS_SECRETS_H_

#include "lint/source/source_map.h"
#include "lint/value/value.h"

namespace execlint::ecs {

// Marks as secrets what stands under a `value` in the environment, functions around it or in it
// included.
void MarkValues(const Value& environment, SourceMap& sources);

// The same for every environment in a part of a template that is not evaluated, whichever of them a
// condition chooses.
void MarkEnvironments(const Value& raw, SourceMap& sources);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_SECRETS_H_
